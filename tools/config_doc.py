"""Write docs/config.md from the dataclasses of bot/config.py: `make config-doc`. A test tells when it is old."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from bot.config import Config, Season

PAGE = Path(__file__).parents[1] / "docs" / "config.md"

HEAD = """\
# Settings

<!-- Written by tools/config_doc.py from bot/config.py; run `make config-doc` instead of editing. -->

The shop's settings stand in `config.toml` (another file: `--config`). Every key may be left out; then the default below
holds. A key that is not known is an error that names the nearest known one, and `python -m bot check` finds it without
starting anything. Changes are read at the next start; reply files, unlike settings, are picked up by a running bot.

Relative paths are meant from the folder of the settings file.

## Secrets

They never stand in a file of ours. They come from the environment:

| variable | what it is |
|---|---|
| `TELEGRAM_TOKEN` | the bot's token, as @BotFather gave it; `run` needs it |
| `TELEGRAM_WEBHOOK_SECRET` | what Telegram sends with each webhook call; made anew at each start when not set |
| `TELEGRAM_BASE_URL` | another Bot API server; wins over `telegram.base_url` |
"""

SECTIONS = {
    "": "The top of the file",
    "shop": "Who the shop is",
    "telegram": "How Telegram is reached",
    "desk": "The desk",
    "sellers": "What a new seller starts with",
    "hours": "When the shop works, in each seller's own zone",
    "followups": "Follow-ups",
    "waiting": "Buyers who wait for an answer",
    "grades": "The discount of each grade, and how a buyer comes by it",
    "stages": "When a buyer has lapsed",
    "proposals": "Which products are proposed to a buyer",
    "seasons": "The shop's seasons, each with a name of its own",
    "closed": "Days on which the shop is closed, each with a name of its own",
}

KEYS = {
    "database": "The SQLite file. Made at the first start, migrated at every start (docs/database.md).",
    "replies": "The folder of the shop's reply files (docs/replies.md).",
    "cache": "What is computed from the reply files and can be thrown away; it makes the next start faster.",
    "waiting.nudge_minutes": "Working minutes without an answer until the seller is nudged, once a wait; 0 never.",
    "waiting.away_message": "Whether `replies/cards/away.*` answers when nobody works, once a buyer and closed period.",
    "shop.name": "How the shop calls itself in replies and on business cards.",
    "shop.currency": "ISO 4217, three capital letters. Prices are kept in its smallest unit.",
    "shop.language": "The language replies are written in when a buyer's own is not known, as `en` or `zh`.",
    "shop.zone": "IANA name. New sellers start with it; a desk that several sellers read shows times in it.",
    "shop.city": "Where goods leave from; replies may mention it.",
    "shop.website": "For replies, and for the business card of a seller who gave none.",
    "shop.phone": "The same.",
    "shop.email": "The same.",
    "telegram.base_url": "Root address of a Bot API server; empty means Telegram's own.",
    "telegram.mode": "`polling` fetches updates and needs no address of its own; `webhook` has Telegram call us.",
    "telegram.webhook_url": "What Telegram calls, an https:// address that ends in `/telegram`.",
    "telegram.webhook_host": "The address we listen on; behind a proxy on the same machine, loopback.",
    "telegram.webhook_port": "The port we listen on, plain HTTP: the proxy in front does TLS. `/health` is there too.",
    "telegram.long_poll_seconds": "How long one getUpdates may wait for something to come.",
    "telegram.most_in_flight": "Calls to Telegram under way at once, over all chats.",
    "desk.share_seconds": "A buyer's messages closer together than this share one card.",
    "desk.language": "Interface of a desk that several sellers read: `en` or `zh_CN`.",
    "sellers.language": "Interface of a new seller, `en` or `zh_CN`; each may choose with `/language`.",
    "sellers.digest_at": "When the daily digest comes, HH:MM in the seller's own zone; each may choose with `/digest`.",
    "sellers.join_link_hours": "How long a join link is good for. It works once in any case.",
    "hours.opens": "From when on sellers are bothered, HH:MM; each may choose with `/hours 9:00-18:00 mon-fri`.",
    "hours.closes": "Until when, HH:MM; 24:00 is the end of the day.",
    "hours.days": "Working days, as `mon-fri` or `sun-thu` or `mon,wed,fri`. What comes by itself (repeats, digests, "
    "what managers are told) waits for the next working minute; a time that a seller chose stays.",
    "followups.escalate_days": "A follow-up so many days late is told to the managers, once; 0 for never.",
    "followups.buyer_days": "A follow-up snoozed until the buyer writes comes back after so many days anyway.",
    "grades.bronze": "Discount for buyers of grade bronze, in whole per cent.",
    "grades.silver": "Silver.",
    "grades.gold": "Gold.",
    "grades.platinum": "Platinum.",
    "grades.by": "What a grade goes by: `amount` ordered, number of `orders`, or `profit` (where products have "
    "a cost).",
    "grades.days": "Within how many days before today; it moves on every night.",
    "grades.bronze_from": "From this value on a buyer is bronze: whole units of the shop's currency, or orders. "
    "0: nobody becomes it by itself. A grade that a manager set by hand (`/grade gold`) stays until `/grade auto`.",
    "grades.silver_from": "Silver.",
    "grades.gold_from": "Gold.",
    "grades.platinum_from": "Platinum.",
    "proposals.not_again_days": "A product that a buyer was shown is not proposed to them again for so many days.",
    "proposals.new_days": "For so many days a product is new: in `/arrivals`, and proposed to its category's buyers.",
    "stages.lapsed_days": "Without an order for more days than this, a buyer has lapsed; somebody whose usual gap is "
    "longer is waited for until half as long again.",
    "stages.lapsed_rhythms": "Somebody who orders often has lapsed sooner: after so many times their usual gap.",
    "seasons.NAME": "Days in the shop's zone, such as `preheat = [2026-11-01, 2026-11-24]`; a reply with "
    '`when = { season = "preheat" }` is offered on them only.',
    "closed.NAME": "First and last local day, such as `christmas = [2026-12-24, 2027-01-02]`.",
}

TABLE = "## {title}\n\n| key | takes | default | what it does |\n|---|---|---|---|"
KINDS: dict[type[Any], str] = {
    Season: "`[first day, last day]`",
    str: "text",
    int: "whole number",
    Path: "path",
    bool: "true or false",
}


def keys(kind: type[Any] = Config, section: str = "") -> Iterator[tuple[str, str, Any, str]]:
    """(section, key, default, what it takes) of every setting, the top of the file first; None where names are free."""
    hints = get_type_hints(kind)
    values = kind()
    nested: list[tuple[type[Any], str]] = []
    free: list[tuple[str, str, Any, str]] = []
    for field in fields(kind):
        hint = hints[field.name]
        if isinstance(hint, type) and is_dataclass(hint):
            nested.append((hint, field.name))
        elif get_origin(hint) is dict:
            free.append((field.name, "NAME", None, KINDS[get_args(hint)[1]]))
        elif get_origin(hint) is Literal:
            yield section, field.name, getattr(values, field.name), " or ".join(f"`{one}`" for one in get_args(hint))
        else:
            yield section, field.name, getattr(values, field.name), KINDS[hint]
    for hint, name in nested:
        yield from keys(hint, name)
    yield from free


def toml(value: Any) -> str:
    """A default as it would be written in the file."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else f'"{value}"'


def page() -> str:
    """The whole page. Raises KeyError for a setting that is not explained here."""
    lines = [HEAD]
    last = None
    for section, name, default, takes in keys():
        if section != last:
            title = f"`[{section}]` {SECTIONS[section]}" if section else SECTIONS[section]
            lines.append(("" if last is None else "\n") + TABLE.format(title=title))
            last = section
        what = KEYS[f"{section}.{name}" if section else name]
        lines.append(f"| `{name}` | {takes} | `{toml(default)}` | {what} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
