"""A database restored from a backup: what was said since it was made is not said again, as far as can be known."""

from bot.core.followups import FollowUp
from bot.core.shows import Say, Show, ToDesk
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import desks, due, followups
from bot.store.database import Tx, stamp

MOST = 5_000


def key_of(followup: FollowUp) -> str:
    """What a reminder is noted by."""
    return f"followup {followup.id} {stamp(followup.due_at)}"


def digest_key(seller: int, day: str) -> str:
    """What a digest is noted by."""
    return f"digest {seller} {day}"


def catch_up(shop: Shop, tx: Tx, said: frozenset[str]) -> list[Show]:
    """At start: mark what the database takes for unsaid though it was said; the managers are told how much that is."""
    now, number = shop.clock(), 0
    for followup in followups.due(tx, now, MOST) if said else []:
        if key_of(followup) in said:
            followups.reminded(tx, followup.id, now)
            number += 1
    for row in due.come(tx, now, MOST, ("digest",)) if said else []:
        if digest_key(row["owner"], row["day"]) in said:
            number += due.end(tx, row["id"], "done", now)
    if not number:
        return []
    told = Say(
        N_("⚠️ The database is from a backup: {n} reminder was sent after it was made and is not sent again."),
        {"n": number},
        plural=N_("⚠️ The database is from a backup: {n} reminders were sent after it was made and are not sent again."),
    )
    return [ToDesk(desk, (told,)) for desk in desks.managers(tx, shop.readers)]
