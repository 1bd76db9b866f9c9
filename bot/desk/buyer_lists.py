"""`/buyers`: lists by stage and grade, who is due, who has lapsed, the top fifth; each line one tap from the buyer."""

from bot.core.actions import ListBuyers, OpenCard
from bot.core.shows import Button, Say, Show, ToDesk
from bot.desk.access import Standing
from bot.desk.shop import Shop
from bot.i18n import N_, words
from bot.store import buyer_lists
from bot.store.buyer_lists import Listed
from bot.store.database import Tx

ON_A_PAGE = 8
# A button carries the place in this table, from 1: a list is added at the end and keeps its place.
LISTS = {
    "due": N_("🔁 Due"),
    "lapsed": N_("💤 Lapsed"),
    "top": N_("🏅 Top fifth"),
    "fan": N_("Fans"),
    "card asked": N_("Card asked"),
    "customer": N_("Customers"),
    "regular": N_("Regulars"),
    "bronze": N_("Bronze"),
    "silver": N_("Silver"),
    "gold": N_("Gold"),
    "platinum": N_("Platinum"),
}
NAMES = tuple(LISTS)


def command(shop: Shop, tx: Tx, at: Standing, text: str) -> list[Show]:
    """`/buyers due`: one list; without a word, all of them to choose from."""
    word = " ".join(text.casefold().split())
    translate = words(at.desk.language)._
    named = [
        number
        for number, name in enumerate(NAMES, 1)
        if word and (name.startswith(word) or word.rstrip("s") == name or word in translate(LISTS[name]).casefold())
    ]
    if word and not named:
        names = ", ".join(NAMES)
        return [ToDesk(at.desk, (Say(N_("There is no such list. Choose one of: {names}"), {"names": names}),))]
    return listing(shop, tx, at, named[0] if named else 0) or []


def listing(shop: Shop, tx: Tx, at: Standing, which: int, page: int = 0, edits: int = 0) -> list[Show] | None:
    """A page of a list, or (0) the lists with how many buyers each has; None for a list there is not."""
    if which == 0:
        return _choice(shop, tx, at, edits)
    if which > len(NAMES):
        return None
    name, owner = NAMES[which - 1], at.seller.sees
    number = buyer_lists.count(tx, name, owner, shop.today)
    found = buyer_lists.page(tx, name, owner, shop.today, page * ON_A_PAGE, ON_A_PAGE)
    lines = [Say("<b>{list}</b> · {n}", {"list": Say(LISTS[name]), "n": number}), *(_line(shop, one) for one in found)]
    if not found:
        lines.append(Say(N_("Nobody is on this list.")))
    rows = [(Button(Say("↗ {name}", {"name": one.name}), OpenCard(one.id)),) for one in found]
    turn = [Button(Say("‹"), ListBuyers(which, page - 1))] if page else []
    turn.append(Button(Say(N_("All lists")), ListBuyers(0, 0)))
    if number > (page + 1) * ON_A_PAGE:
        turn.append(Button(Say("›"), ListBuyers(which, page + 1)))
    return [ToDesk(at.desk, tuple(lines), 0, (*rows, tuple(turn)), edits)]


def _choice(shop: Shop, tx: Tx, at: Standing, edits: int) -> list[Show]:
    counted = [(number, name, buyer_lists.count(tx, name, at.seller.sees, shop.today))
               for number, name in enumerate(NAMES, 1)]  # fmt: skip
    buttons = [
        Button(Say("{list} · {n}", {"list": Say(LISTS[name]), "n": count}), ListBuyers(number, 0))
        for number, name, count in counted
        if count
    ]
    said = Say(N_("Which buyers?")) if buttons else Say(N_("There are no buyers yet."))
    rows = tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
    return [ToDesk(at.desk, (said,), 0, rows, edits)]


def _line(shop: Shop, one: Listed) -> Say:
    name = f"{one.name} {'★' * one.stars}".strip()
    if one.total is None or one.last_order_at is None:
        since: object = one.last_message_at or "—"
        return Say(N_("• {name} · no orders yet · {since}"), {"name": name, "since": since})
    ago = max(0, (shop.clock() - one.last_order_at).days)
    values = {"name": name, "n": one.orders, "total": one.total, "ago": ago, "every": one.every or 0}
    if one.every:
        return Say(N_("• {name} · {total} · every {every} days, {ago} days ago"), values)
    return Say(
        N_("• {name} · {total} · {n} order, {ago} days ago"),
        values,
        plural=N_("• {name} · {total} · {n} orders, {ago} days ago"),
    )
