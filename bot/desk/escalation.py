"""A follow-up that stays undone is told to the managers: once, in their working hours, and again in their digest."""

from datetime import timedelta

from bot.core.actions import ListFollowUps, OpenCard
from bot.core.followups import FollowUp
from bot.core.hours import is_working
from bot.core.shows import Button, Desk, Say, Show, ToDesk
from bot.desk import hours
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import buyers, desks, followups, sellers
from bot.store.database import Tx

TOLD_AT_ONCE = 10


def escalate(shop: Shop, tx: Tx, most: int = 50) -> list[Show]:
    """Tell each manager who works now what colleagues have left undone for the configured days."""
    days, now = shop.config.followups.escalate_days, shop.clock()
    if not days:
        return []
    shows: list[Show] = []
    for manager in sellers.active(tx):
        if manager.is_manager and is_working(now, *hours.of_seller(shop, tx, manager)):
            found = followups.late(tx, now - timedelta(days=days), manager.id, most)
            for one in found:
                followups.happened(tx, one.id, "escalated", now, manager.id)
            desk = desks.of_seller(tx, manager.id, shop.readers)
            if found and desk is not None:
                shows.append(_told(tx, desk, found))
    return shows


def _told(tx: Tx, desk: Desk, found: list[FollowUp]) -> ToDesk:
    lines = [
        Say(N_("🔺 Left undone by colleagues")),
        *(Say("• {line}", {"line": line(tx, one)}) for one in found[:TOLD_AT_ONCE]),
    ]
    if len(found) > TOLD_AT_ONCE:
        more = len(found) - TOLD_AT_ONCE
        lines.append(Say(N_("… and {n} more"), {"n": more}, plural=N_("… and {n} more")))
    known = {one.buyer_id: buyers.by_id(tx, one.buyer_id) for one in found[:TOLD_AT_ONCE] if one.buyer_id}
    rows = tuple((Button(Say("↗ {name}", {"name": buyer.name}), OpenCard(id)),) for id, buyer in known.items() if buyer)
    return ToDesk(desk, tuple(lines), 0, (*rows, (Button(Say(N_("All follow-ups")), ListFollowUps(2)),)))


def line(tx: Tx, followup: FollowUp) -> Say:
    """Whose it is, since when, with whom and what."""
    seller = sellers.by_id(tx, followup.seller_id)
    buyer = buyers.by_id(tx, followup.buyer_id) if followup.buyer_id else None
    values = {
        "seller": seller.name if seller else "—",
        "at": followup.late_since or followup.due_at,
        "name": buyer.name if buyer else "—",
        "text": followup.text[:80],
    }
    return Say(N_("{seller}: {at} · {name} · {text}"), values)
