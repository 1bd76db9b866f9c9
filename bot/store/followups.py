"""Follow-ups, and what happened to each."""

from datetime import datetime
from typing import Any

from bot.core.followups import FollowUp
from bot.store.database import Tx, instant, stamp

COLUMNS = """f.id, coalesce(f.buyer_id, 0) AS buyer_id, f.seller_id, f.text, f.due_at, f.zone, f.state, f.reminded_at,
f.rule, f.starts, f.next_at, coalesce(f.series, f.id) AS series, f.stays, f.until_buyer, f.late_since"""
OPEN = "f.state IN ('open', 'snoozed')"
INSERT = """
INSERT INTO followups (buyer_id, seller_id, text, due_at, zone, made_by, made_at, rule, starts, next_at, series, stays)
VALUES (:buyer_id, :seller_id, :text, :due_at, :zone, :made_by, :at, :rule, :starts, :next_at, :series, :stays)
"""
BY_ID = f"SELECT {COLUMNS} FROM followups AS f WHERE f.id = :id"
OF_BUYER = f"SELECT {COLUMNS} FROM followups AS f WHERE f.buyer_id = :buyer_id AND {OPEN} ORDER BY f.due_at LIMIT :most"
# A seller's own and their buyers'; a manager sees those of the public pool too.
MINE = f"""{OPEN}
AND (f.seller_id = :seller_id OR (:pool AND f.buyer_id IN (SELECT id FROM buyers WHERE owner_id IS NULL)))
AND f.due_at < :until AND (:buyer_id = 0 OR f.buyer_id = :buyer_id)"""
OF_SELLER = f"""
SELECT {COLUMNS} FROM followups AS f WHERE {MINE} ORDER BY f.due_at, f.id LIMIT :most OFFSET :skip
"""
COUNT = f"SELECT count(*) FROM followups AS f WHERE {MINE}"
BY_BUYER = f"""
SELECT coalesce(f.buyer_id, 0) AS buyer_id, count(*) AS number, min(f.due_at) AS first_at FROM followups AS f
WHERE {MINE} GROUP BY f.buyer_id ORDER BY first_at LIMIT :most OFFSET :skip
"""
DUE = f"""
SELECT {COLUMNS} FROM followups AS f
WHERE {OPEN} AND f.reminded_at IS NULL AND f.due_at <= :now ORDER BY f.due_at, f.id LIMIT :most
"""
AGAIN = f"""
SELECT {COLUMNS} FROM followups AS f WHERE {OPEN} AND f.next_at <= :now ORDER BY f.next_at, f.id LIMIT :most
"""
WAITING = f"""
SELECT {COLUMNS} FROM followups AS f
WHERE f.buyer_id = :buyer_id AND f.state = 'snoozed' AND f.until_buyer = 1 ORDER BY f.id
"""
# Late, and this manager was not told yet.
LATE = f"""
SELECT {COLUMNS} FROM followups AS f
WHERE f.state = 'open' AND f.reminded_at IS NOT NULL AND coalesce(f.late_since, f.due_at) <= :before
  AND f.seller_id <> :manager
  AND NOT EXISTS (SELECT 1 FROM followup_events AS e
                  WHERE e.followup_id = f.id AND e.what = 'escalated' AND e.seller_id = :manager)
ORDER BY coalesce(f.late_since, f.due_at), f.id LIMIT :most
"""
ESCALATED = f"""
SELECT {COLUMNS} FROM followups AS f JOIN followup_events AS e ON e.followup_id = f.id
WHERE e.what = 'escalated' AND e.seller_id = :manager AND f.state = 'open' ORDER BY f.due_at LIMIT :most
"""
NEXT_DUE = f"""
SELECT min(at) FROM (
    SELECT min(f.due_at) AS at FROM followups AS f WHERE {OPEN} AND f.reminded_at IS NULL
    UNION ALL SELECT min(f.next_at) FROM followups AS f WHERE {OPEN} AND f.next_at IS NOT NULL
)
"""
REMINDED = "UPDATE followups SET reminded_at = :at, state = 'open', until_buyer = 0 WHERE id = :id"
MOVE = f"""
UPDATE followups AS f SET due_at = :due_at, state = :state, until_buyer = :until_buyer, reminded_at = NULL,
    late_since = NULL
WHERE f.id = :id AND {OPEN}
"""
WAKE = f"""
UPDATE followups AS f SET due_at = :at, state = 'open', until_buyer = 0, reminded_at = :at WHERE f.id = :id AND {OPEN}
"""
# The next occurrence has come and this one is still open: it goes on as that one.
ADVANCE = f"""
UPDATE followups AS f SET late_since = CASE WHEN f.reminded_at IS NULL THEN f.late_since
                                            ELSE coalesce(f.late_since, f.due_at) END,
    due_at = :due_at, next_at = :next_at, state = 'open', until_buyer = 0, reminded_at = NULL
WHERE f.id = :id AND {OPEN}
"""
STOP = "UPDATE followups SET rule = '', starts = '', next_at = NULL WHERE id = :id AND rule <> ''"
HANDED_OVER = f"""
INSERT INTO followup_events (followup_id, what, seller_id, at)
SELECT f.id, 'handed over', :seller, :at FROM followups AS f
WHERE f.buyer_id = :buyer AND f.seller_id <> :seller AND {OPEN}
"""
HAND_OVER = f"UPDATE followups AS f SET seller_id = :seller WHERE f.buyer_id = :buyer AND {OPEN}"
END = f"UPDATE followups AS f SET state = :state, ended_by = :seller, ended_at = :at WHERE f.id = :id AND {OPEN}"
EVENT = """
INSERT INTO followup_events (followup_id, what, seller_id, due_at, at) VALUES (:id, :what, :seller, :due_at, :at)
"""
EVENTS = "SELECT what, seller_id, due_at, at FROM followup_events WHERE followup_id = :id ORDER BY id"


def _at(text: str | None) -> datetime | None:
    return instant(text) if text else None


def _followup(row: Any) -> FollowUp:
    return FollowUp(
        id=row["id"], buyer_id=row["buyer_id"], seller_id=row["seller_id"], text=row["text"],
        due_at=instant(row["due_at"]), zone=row["zone"], state=row["state"], reminded=row["reminded_at"] is not None,
        rule=row["rule"], starts=row["starts"], next_at=_at(row["next_at"]), series=row["series"],
        stays=bool(row["stays"]), until_buyer=bool(row["until_buyer"]), late_since=_at(row["late_since"]),
    )  # fmt: skip


def add(
    tx: Tx,
    buyer_id: int,
    seller_id: int,
    text: str,
    due_at: datetime,
    zone: str,
    at: datetime,
    *,
    made_by: int = 0,
    rule: str = "",
    starts: str = "",
    next_at: datetime | None = None,
    series: int = 0,
    stays: bool = False,
) -> FollowUp:
    """Note a follow-up; `buyer_id` 0 is the seller's own, `made_by` 0 the seller's own doing."""
    values = {
        "buyer_id": buyer_id or None, "seller_id": seller_id, "text": text, "due_at": stamp(due_at), "zone": zone,
        "made_by": made_by or seller_id, "at": stamp(at), "rule": rule, "starts": starts,
        "next_at": stamp(next_at) if next_at else None, "series": series or None, "stays": int(stays),
    }  # fmt: skip
    id = int(tx.execute(INSERT, values).lastrowid or 0)
    happened(tx, id, "noted", at, made_by or seller_id, due_at)
    return FollowUp(
        id, buyer_id, seller_id, text, due_at, zone, rule=rule, starts=starts, next_at=next_at, series=series or id,
        stays=stays,
    )  # fmt: skip


def happened(
    tx: Tx, id: int, what: str, at: datetime, seller: int | None = None, due_at: datetime | None = None
) -> None:
    """One event in the life of a follow-up."""
    values = {"id": id, "what": what, "seller": seller, "due_at": stamp(due_at) if due_at else None, "at": stamp(at)}
    tx.execute(EVENT, values)


def events(tx: Tx, id: int) -> list[Any]:
    """(what, seller_id, due_at, at) of a follow-up's life, in order."""
    return tx.execute(EVENTS, {"id": id}).fetchall()


def by_id(tx: Tx, id: int) -> FollowUp | None:
    """One follow-up in any state."""
    row = tx.execute(BY_ID, {"id": id}).fetchone()
    return _followup(row) if row else None


def of_buyer(tx: Tx, buyer_id: int, most: int = 3) -> tuple[FollowUp, ...]:
    """The open follow-ups with a buyer, the earliest first."""
    return tuple(_followup(row) for row in tx.execute(OF_BUYER, {"buyer_id": buyer_id, "most": most}).fetchall())


def _mine(seller_id: int, until: datetime, buyer_id: int, pool: bool) -> dict[str, Any]:
    return {
        "seller_id": seller_id, "until": stamp(until), "buyer_id": buyer_id,
        "pool": int(pool),
    }  # fmt: skip


def of_seller(
    tx: Tx,
    seller_id: int,
    until: datetime,
    most: int,
    *,
    buyer_id: int = 0,
    pool: bool = False,
    skip: int = 0,
) -> list[FollowUp]:
    """A seller's open follow-ups due before `until`, the earliest first.

    `buyer_id`: only those with that buyer. `pool`: also those with buyers of the public pool, whoever noted them.
    """
    values = _mine(seller_id, until, buyer_id, pool) | {"most": most, "skip": skip}
    return [_followup(row) for row in tx.execute(OF_SELLER, values).fetchall()]


def count(tx: Tx, seller_id: int, until: datetime, *, buyer_id: int = 0, pool: bool = False) -> int:
    """How many `of_seller` would find."""
    return int(tx.execute(COUNT, _mine(seller_id, until, buyer_id, pool)).fetchone()[0])


def by_buyer(
    tx: Tx, seller_id: int, until: datetime, most: int, skip: int, *, pool: bool = False
) -> list[tuple[int, int, datetime]]:
    """(buyer or 0, number, the earliest due) of a seller's open follow-ups, the most pressing buyer first."""
    values = _mine(seller_id, until, 0, pool) | {"most": most, "skip": skip}
    rows = tx.execute(BY_BUYER, values).fetchall()
    return [(row["buyer_id"], row["number"], instant(row["first_at"])) for row in rows]


def due(tx: Tx, now: datetime, most: int) -> list[FollowUp]:
    """Follow-ups whose time has come and that nobody was reminded of."""
    return [_followup(row) for row in tx.execute(DUE, {"now": stamp(now), "most": most}).fetchall()]


def come_again(tx: Tx, now: datetime, most: int) -> list[FollowUp]:
    """Those still open whose next occurrence has come."""
    return [_followup(row) for row in tx.execute(AGAIN, {"now": stamp(now), "most": most}).fetchall()]


def waiting_for(tx: Tx, buyer_id: int) -> list[FollowUp]:
    """Those snoozed until this buyer writes."""
    return [_followup(row) for row in tx.execute(WAITING, {"buyer_id": buyer_id}).fetchall()]


def late(tx: Tx, before: datetime, manager: int, most: int) -> list[FollowUp]:
    """Colleagues' follow-ups that were due before a time, were reminded of, and this manager was not told of."""
    values = {"before": stamp(before), "manager": manager, "most": most}
    return [_followup(row) for row in tx.execute(LATE, values).fetchall()]


def escalated(tx: Tx, manager: int, most: int) -> list[FollowUp]:
    """Those that this manager was told of and that are still open."""
    return [_followup(row) for row in tx.execute(ESCALATED, {"manager": manager, "most": most}).fetchall()]


def next_due(tx: Tx) -> datetime | None:
    """When the next reminder is due or the next occurrence comes."""
    return _at(tx.execute(NEXT_DUE).fetchone()[0])


def reminded(tx: Tx, id: int, at: datetime) -> None:
    """The reminder was put into the outbox; a snooze is over with it."""
    tx.execute(REMINDED, {"id": id, "at": stamp(at)})
    happened(tx, id, "reminded", at)


def move(tx: Tx, id: int, due_at: datetime, state: str, seller: int, at: datetime, until_buyer: bool = False) -> bool:
    """Another time (`state` "open" or "snoozed"); False when the follow-up has ended meanwhile."""
    values = {"id": id, "due_at": stamp(due_at), "state": state, "until_buyer": int(until_buyer)}
    if tx.execute(MOVE, values).rowcount != 1:
        return False
    happened(tx, id, "moved" if state == "open" else "snoozed", at, seller, due_at)
    return True


def wake(tx: Tx, id: int, at: datetime) -> bool:
    """The buyer wrote: it is open again, and its reminder is shown with the message."""
    if tx.execute(WAKE, {"id": id, "at": stamp(at)}).rowcount != 1:
        return False
    happened(tx, id, "woken", at)
    return True


def advance(tx: Tx, id: int, due_at: datetime, next_at: datetime | None, at: datetime) -> None:
    """An open follow-up goes on as its next occurrence; since when it is late is kept."""
    values = {"id": id, "due_at": stamp(due_at), "next_at": stamp(next_at) if next_at else None}
    tx.execute(ADVANCE, values)
    happened(tx, id, "missed", at, None, due_at)


def stop(tx: Tx, id: int, seller: int, at: datetime) -> bool:
    """It comes no more after this time; False when it did not repeat."""
    if tx.execute(STOP, {"id": id}).rowcount != 1:
        return False
    happened(tx, id, "stopped", at, seller)
    return True


def end(tx: Tx, id: int, state: str, seller: int, at: datetime) -> bool:
    """Done or dropped; False when it had ended already."""
    if tx.execute(END, {"id": id, "state": state, "seller": seller, "at": stamp(at)}).rowcount != 1:
        return False
    happened(tx, id, state, at, seller)
    return True


def hand_over(tx: Tx, buyer_id: int, seller_id: int, at: datetime) -> None:
    """A buyer's open follow-ups go to a new owner with the buyer."""
    tx.execute(HANDED_OVER, {"buyer": buyer_id, "seller": seller_id, "at": stamp(at)})
    tx.execute(HAND_OVER, {"buyer": buyer_id, "seller": seller_id})
