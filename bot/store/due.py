"""Timers as rows: what happens once on a day (the digest), and when the next thing is due."""

from datetime import datetime
from typing import Any

from bot.store.database import Tx, instant, stamp

PLAN = """
INSERT INTO due (kind, owner, day, due_at, zone) VALUES (:kind, :owner, :day, :due_at, :zone)
ON CONFLICT (kind, owner, day) DO UPDATE SET due_at = :due_at, zone = :zone WHERE state = 'open'
"""
COME = """
SELECT id, kind, owner, day, due_at, zone FROM due
WHERE state = 'open' AND due_at <= :now AND kind IN (:one, :other) ORDER BY due_at LIMIT :most
"""
END = "UPDATE due SET state = :state, done_at = :at WHERE id = :id AND state = 'open'"
NEXT = "SELECT min(due_at) FROM due WHERE state = 'open'"
KNOWN = "SELECT 1 FROM due WHERE kind = :kind AND owner = :owner AND day = :day"
EXISTS = "SELECT 1 FROM due WHERE kind = :kind AND owner = :owner AND day = :day AND state <> 'open'"
PLANNED = "SELECT 1 FROM due WHERE kind = :kind AND owner = :owner AND day = :day AND state = 'open'"
FORGET_DROPPED = "DELETE FROM due WHERE kind = :kind AND owner = :owner AND day = :day AND state = 'dropped'"
DROP_OPEN = "DELETE FROM due WHERE kind = :kind AND owner = :owner AND state = 'open'"


def plan(tx: Tx, kind: str, owner: int, day: str, due_at: datetime, zone: str) -> None:
    """Something is to happen once for an owner on a local day; a plan that is still open takes the new time."""
    tx.execute(PLAN, {"kind": kind, "owner": owner, "day": day, "due_at": stamp(due_at), "zone": zone})


def drop_open(tx: Tx, kind: str, owner: int) -> None:
    """Forget open plans (the hour was changed)."""
    tx.execute(DROP_OPEN, {"kind": kind, "owner": owner})


def forget_dropped(tx: Tx, kind: str, owner: int, day: str) -> None:
    """What was left out on a day may happen after all."""
    tx.execute(FORGET_DROPPED, {"kind": kind, "owner": owner, "day": day})


def planned(tx: Tx, kind: str, owner: int, day: str) -> bool:
    """Whether it is still to happen on that day."""
    return tx.execute(PLANNED, {"kind": kind, "owner": owner, "day": day}).fetchone() is not None


def known(tx: Tx, kind: str, owner: int, day: str) -> bool:
    """Whether there is such a row, whatever became of it."""
    return tx.execute(KNOWN, {"kind": kind, "owner": owner, "day": day}).fetchone() is not None


def happened(tx: Tx, kind: str, owner: int, day: str) -> bool:
    """Whether it was done or dropped on that day."""
    return tx.execute(EXISTS, {"kind": kind, "owner": owner, "day": day}).fetchone() is not None


def come(tx: Tx, now: datetime, most: int, kinds: tuple[str, ...]) -> list[Any]:
    """(id, kind, owner, day, due_at, zone) of rows of one or two kinds whose time has come."""
    return tx.execute(COME, {"now": stamp(now), "most": most, "one": kinds[0], "other": kinds[-1]}).fetchall()


def end(tx: Tx, id: int, state: str, at: datetime) -> bool:
    """Done or dropped; False when somebody else was quicker."""
    return tx.execute(END, {"id": id, "state": state, "at": stamp(at)}).rowcount == 1


def next_due(tx: Tx) -> datetime | None:
    """When the next row is due."""
    row = tx.execute(NEXT).fetchone()
    return instant(row[0]) if row[0] else None
