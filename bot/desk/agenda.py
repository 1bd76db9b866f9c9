"""The agenda: what is due today, overdue, this week, by buyer; each line one tap from done, snooze and the buyer."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.actions import DoInAgenda, OpenCard, ShowAgenda
from bot.core.followups import FollowUp
from bot.core.shows import Button, Say, Show, ToDesk
from bot.desk import calendar_file, followups, hours
from bot.desk.access import Standing
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import buyers
from bot.store import followups as store
from bot.store.database import Tx

SHOWN = 8
TODAY, WEEK, ALL, OVERDUE, BY_BUYER, OF_BUYER = range(6)
"""The views; the first three are those of the older button, ListFollowUps."""
TITLES = (
    N_("Today and overdue"), N_("The next seven days"), N_("All follow-ups"), N_("Overdue"), N_("By buyer"),
    N_("Follow-ups with {name}"),
)  # fmt: skip
NAMES = {TODAY: N_("Today"), OVERDUE: N_("Overdue"), WEEK: N_("Week"), BY_BUYER: N_("By buyer"), ALL: N_("All")}
DONE, LATER = 1, 2
FOREVER = timedelta(days=366 * 200)


@dataclass(frozen=True, slots=True)
class View:
    """One of the views, a page of it, and the buyer it is about (0 for all)."""

    which: int
    page: int = 0
    buyer: int = 0


def command(shop: Shop, tx: Tx, at: Standing, text: str) -> list[Show]:
    """`/followups`: today and overdue; `/followups ics`: all of them as a calendar file."""
    if text.strip().casefold() in ("ics", "ical", "calendar", "日历"):
        return calendar_file.send(shop, tx, at)
    return show(shop, tx, at, View(TODAY))


def show(shop: Shop, tx: Tx, at: Standing, view: View, edits: int = 0) -> list[Show]:
    """One view of a seller's open follow-ups; `edits` is the message that shows another one now."""
    if not 0 <= view.which < len(TITLES):
        view = View(TODAY)
    if view.which == BY_BUYER:
        return [_by_buyer(shop, tx, at, view, edits)]
    until = _until(shop, at, view)
    mine = {"buyer_id": view.buyer, "pool": at.seller.is_manager}
    total = store.count(tx, at.seller.id, until, **mine)  # type: ignore[arg-type]
    view = View(view.which, min(view.page, max(0, (total - 1) // SHOWN)), view.buyer)
    found = store.of_seller(tx, at.seller.id, until, SHOWN, skip=view.page * SHOWN, **mine)  # type: ignore[arg-type]
    whose = buyers.by_id(tx, view.buyer)
    lines = [Say(TITLES[view.which], {"name": whose.name if whose else "—"})]
    rows: list[tuple[Button, ...]] = []
    for number, followup in enumerate(found, 1 + view.page * SHOWN):
        lines.append(_line(tx, followup, number, shop.clock()))
        rows.append(_row(followup, number, view))
    if rows:
        lines.append(Say(N_("✓ done · 💤 until tomorrow · ↗ open the buyer")))
    else:
        lines.append(Say(N_("Nothing here. Note one with /f tomorrow 9:00 send the quote.")))
    rows += _pages(view, total)
    overdue = store.count(tx, at.seller.id, _today(shop, at), pool=at.seller.is_manager)
    rows += _views(view, overdue)
    return [ToDesk(at.desk, tuple(lines), at.buyer.id if at.buyer else 0, tuple(rows), edits)]


def _today(shop: Shop, at: Standing, days: int = 0) -> datetime:
    """When today begins where the seller is, or a day so many days later."""
    zone = ZoneInfo(at.seller.zone)
    return datetime.combine(shop.clock().astimezone(zone).date() + timedelta(days=days), time(), zone)


def _until(shop: Shop, at: Standing, view: View) -> datetime:
    match view.which:
        case 0:  # TODAY
            return _today(shop, at, 1)
        case 1:  # WEEK
            return _today(shop, at, 8)
        case 3:  # OVERDUE
            return _today(shop, at)
        case _:
            return shop.clock() + FOREVER


def _line(tx: Tx, followup: FollowUp, number: int, now: datetime) -> Say:
    buyer = buyers.by_id(tx, followup.buyer_id) if followup.buyer_id else None
    late = N_("{n}. ❗ {at} · {name} · {text}")
    values = {
        "n": number,
        "at": followup.due_at,
        "name": buyer.name if buyer else "—",
        "text": _short(followup.text, 80) + (" 🔁" if followup.rule else "") + (" 💬" if followup.until_buyer else ""),
    }
    return Say(late if followup.due_at < now else N_("{n}. {at} · {name} · {text}"), values)


def _short(text: str, most: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def _row(followup: FollowUp, number: int, view: View) -> tuple[Button, ...]:
    row = [
        Button(Say(f"✓ {number}"), DoInAgenda(followup.id, _place(DONE, view), view.buyer)),
        Button(Say(f"💤 {number}"), DoInAgenda(followup.id, _place(LATER, view), view.buyer)),
    ]
    if followup.buyer_id:
        row.append(Button(Say(f"↗ {number}"), OpenCard(followup.buyer_id)))
    return tuple(row)


def _place(what: int, view: View) -> int:
    """What is done from which page of which view, as one number: 312 is the fourth page of view 1, put off."""
    return view.page * 100 + view.which * 10 + what


def _pages(view: View, total: int) -> list[tuple[Button, ...]]:
    """To the page before and after, where there is one."""
    last = max(0, (total - 1) // SHOWN)
    if not last:
        return []
    ends = [
        Button(Say(f"{mark} {page + 1}/{last + 1}"), ShowAgenda(view.which, page, view.buyer))
        for mark, page in (("‹", view.page - 1), ("›", view.page + 1))
        if 0 <= page <= last
    ]
    return [tuple(ends)]


def _views(view: View, overdue: int) -> list[tuple[Button, ...]]:
    """The other views; how many are overdue stands on its button."""
    buttons = [
        Button(
            Say(NAMES[one])
            if one != OVERDUE or not overdue
            else Say("❗ {name} ({n})", {"name": Say(NAMES[one]), "n": overdue}),
            ShowAgenda(one, 0, 0),
        )
        for one in NAMES
        if one != view.which
    ]
    return [tuple(buttons[:2]), tuple(buttons[2:])]


def _by_buyer(shop: Shop, tx: Tx, at: Standing, view: View, edits: int) -> ToDesk:
    until = shop.clock() + FOREVER
    pool = at.seller.is_manager
    found = store.by_buyer(tx, at.seller.id, until, SHOWN + 1, view.page * SHOWN, pool=pool)
    lines = [Say(TITLES[BY_BUYER])]
    rows: list[tuple[Button, ...]] = []
    for buyer_id, number, first_at in found[:SHOWN]:
        buyer = buyers.by_id(tx, buyer_id) if buyer_id else None
        name = buyer.name if buyer else Say(N_("Your own"))
        lines.append(Say("• {name} · {n} · {at}", {"name": name, "n": number, "at": first_at}))
        if buyer is not None:
            rows.append((Button(Say("{name} ({n})", {"name": name, "n": number}), ShowAgenda(OF_BUYER, 0, buyer.id)),))
    if not found:
        lines.append(Say(N_("Nothing here. Note one with /f tomorrow 9:00 send the quote.")))
    rows += _pages(view, view.page * SHOWN + len(found))
    overdue = store.count(tx, at.seller.id, _today(shop, at), pool=pool)
    rows += _views(view, overdue)
    return ToDesk(at.desk, tuple(lines), at.buyer.id if at.buyer else 0, tuple(rows), edits)


def act(
    shop: Shop, tx: Tx, at: Standing, followup: FollowUp, place: int, buyer: int, message_id: int
) -> list[Show] | None:
    """Done, or snoozed until tomorrow, from the agenda, which then shows the same view; None when it has ended."""
    view = View(place // 10 % 10, place // 100, buyer)
    if place % 10 == DONE:
        if followups.ended(shop, tx, at.seller, followup, dropped=False) is False:
            return None
    elif followups.put_off(shop, tx, at, followup, hours.snoozes(shop, tx, at.seller)[1]) is None:
        return None
    return [*show(shop, tx, at, view, message_id), *followups.summaries(shop, tx, followup)]
