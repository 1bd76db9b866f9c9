"""`/grade`: a grade set by hand stays until it is released; the history of grades is kept."""

from bot.core.grades import GRADES
from bot.core.people import Buyer
from bot.core.shows import Say, Show, ToDesk
from bot.desk import topics
from bot.desk.access import ONLY_MANAGERS, Standing
from bot.desk.shop import Shop, fresh
from bot.i18n import N_
from bot.store import grades, log
from bot.store.database import Tx

AUTO, NONE = "auto", "none"
LISTED = 8
WHY = {
    "orders": N_("by orders"),
    "period": N_("by the period"),
    "hand": N_("by hand"),
    "released": N_("released"),
    "import": N_("by an import"),
    "merged": N_("merged"),
}


def command(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, text: str) -> list[Show]:
    """`/grade gold` sets it, `/grade none` takes it, `/grade auto` lets the orders decide; alone: how it came about."""
    word = text.strip().casefold()
    if not word:
        return _history(tx, at, buyer)
    if not at.seller.is_manager:
        return [ToDesk(at.desk, (ONLY_MANAGERS,), buyer.id)]
    now = shop.clock()
    if word == AUTO:
        grades.release(tx, buyer.id, buyer.grade, shop.config.rules, now, at.seller.id)
    elif word in (*GRADES, NONE):
        grades.set_by_hand(tx, buyer.id, buyer.grade, "" if word == NONE else word, at.seller.id, now)
    else:
        names = ", ".join((*GRADES, NONE, AUTO))
        return [ToDesk(at.desk, (Say(N_("Name one of: {names}"), {"names": names}),), buyer.id)]
    log.add(tx, now, "grade", seller=at.seller.id, buyer=buyer.id, detail=word)
    buyer = fresh(tx, buyer)
    values = {"name": buyer.name, "grade": _named(buyer.grade)}
    said = Say(N_("{name}: {grade}, by their orders from now on."), values)
    if word != AUTO:
        said = Say(N_("{name}: {grade}, until /grade auto."), values)
    return [ToDesk(at.desk, (said,), buyer.id), *topics.refreshed(shop, tx, buyer)]


def _named(grade: str) -> Say:
    return Say(grade.capitalize()) if grade else Say(N_("no grade"))


def _history(tx: Tx, at: Standing, buyer: Buyer) -> list[Show]:
    lines = [Say(N_("🎖 {name}: {grade}"), {"name": buyer.name, "grade": _named(buyer.grade)})]
    for one in grades.changes(tx, buyer.id, LISTED):
        values = {"day": one.at.date(), "was": _named(one.was), "grade": _named(one.grade), "why": Say(WHY[one.why])}
        lines.append(Say("• {day} · {was} → {grade} · {why}", values))
    lines.append(Say(N_("/grade gold sets it by hand, /grade auto lets the orders decide.")))
    return [ToDesk(at.desk, tuple(lines), buyer.id)]
