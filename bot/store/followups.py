"""Follow-ups."""

from datetime import datetime
from typing import Any

from bot.core.followups import FollowUp
from bot.store.database import Tx, instant, stamp

COLUMNS = "id, coalesce(buyer_id, 0) AS buyer_id, seller_id, text, due_at, zone, state, reminded_at"
OPEN = "state IN ('open', 'snoozed')"
INSERT = """
INSERT INTO followups (buyer_id, seller_id, text, due_at, zone, made_by, made_at)
VALUES (:buyer_id, :seller_id, :text, :due_at, :zone, :seller_id, :at)
"""
BY_ID = f"SELECT {COLUMNS} FROM followups WHERE id = :id"
OF_BUYER = f"SELECT {COLUMNS} FROM followups WHERE buyer_id = :buyer_id AND {OPEN} ORDER BY due_at LIMIT :most"
OF_SELLER = f"""
SELECT {COLUMNS} FROM followups WHERE seller_id = :seller_id AND {OPEN} AND due_at < :until ORDER BY due_at LIMIT :most
"""
DUE = f"""
SELECT {COLUMNS} FROM followups WHERE {OPEN} AND reminded_at IS NULL AND due_at <= :now ORDER BY due_at LIMIT :most
"""
NEXT_DUE = f"SELECT min(due_at) FROM followups WHERE {OPEN} AND reminded_at IS NULL"
REMINDED = "UPDATE followups SET reminded_at = :at WHERE id = :id"
MOVE = f"""
UPDATE followups SET due_at = :due_at, state = :state, reminded_at = NULL WHERE id = :id AND {OPEN}
"""
HAND_OVER = f"UPDATE followups SET seller_id = :seller WHERE buyer_id = :buyer AND {OPEN}"
END = f"UPDATE followups SET state = :state, ended_by = :seller, ended_at = :at WHERE id = :id AND {OPEN}"


def _followup(row: Any) -> FollowUp:
    return FollowUp(
        id=row["id"], buyer_id=row["buyer_id"], seller_id=row["seller_id"], text=row["text"],
        due_at=instant(row["due_at"]), zone=row["zone"], state=row["state"], reminded=row["reminded_at"] is not None,
    )  # fmt: skip


def add(tx: Tx, buyer_id: int, seller_id: int, text: str, due_at: datetime, zone: str, at: datetime) -> FollowUp:
    """Note a follow-up; `buyer_id` 0 is the seller's own."""
    cursor = tx.execute(
        INSERT,
        {"buyer_id": buyer_id or None, "seller_id": seller_id, "text": text, "due_at": stamp(due_at), "zone": zone,
         "at": stamp(at)},
    )  # fmt: skip
    return FollowUp(int(cursor.lastrowid or 0), buyer_id, seller_id, text, due_at, zone)


def by_id(tx: Tx, id: int) -> FollowUp | None:
    """One follow-up in any state."""
    row = tx.execute(BY_ID, {"id": id}).fetchone()
    return _followup(row) if row else None


def of_buyer(tx: Tx, buyer_id: int, most: int = 3) -> tuple[FollowUp, ...]:
    """The open follow-ups with a buyer, the earliest first."""
    return tuple(_followup(row) for row in tx.execute(OF_BUYER, {"buyer_id": buyer_id, "most": most}).fetchall())


def of_seller(tx: Tx, seller_id: int, until: datetime, most: int) -> list[FollowUp]:
    """A seller's open follow-ups due before a time, the earliest first."""
    rows = tx.execute(OF_SELLER, {"seller_id": seller_id, "until": stamp(until), "most": most}).fetchall()
    return [_followup(row) for row in rows]


def due(tx: Tx, now: datetime, most: int) -> list[FollowUp]:
    """Follow-ups whose time has come and that nobody was reminded of."""
    return [_followup(row) for row in tx.execute(DUE, {"now": stamp(now), "most": most}).fetchall()]


def next_due(tx: Tx) -> datetime | None:
    """When the next reminder is due."""
    row = tx.execute(NEXT_DUE).fetchone()
    return instant(row[0]) if row[0] else None


def reminded(tx: Tx, id: int, at: datetime) -> None:
    """The reminder was put into the outbox."""
    tx.execute(REMINDED, {"id": id, "at": stamp(at)})


def move(tx: Tx, id: int, due_at: datetime, state: str) -> bool:
    """Another time (`state` "open" or "snoozed"); False when the follow-up has ended meanwhile."""
    return tx.execute(MOVE, {"id": id, "due_at": stamp(due_at), "state": state}).rowcount == 1


def end(tx: Tx, id: int, state: str, seller: int, at: datetime) -> bool:
    """Done or dropped; False when it had ended already."""
    return tx.execute(END, {"id": id, "state": state, "seller": seller, "at": stamp(at)}).rowcount == 1


def hand_over(tx: Tx, buyer_id: int, seller_id: int) -> None:
    """A buyer's open follow-ups go to a new owner with the buyer."""
    tx.execute(HAND_OVER, {"buyer": buyer_id, "seller": seller_id})
