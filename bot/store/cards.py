"""Suggestion cards."""

from datetime import datetime
from typing import Any

from bot.core.cards import Card, memory, remembered
from bot.store.database import Tx, instant, stamp

INSERT = """
INSERT INTO cards (buyer_id, state, data, opened_at, touched_at) VALUES (:buyer_id, 'open', '{}', :at, :at)
"""
BY_ID = "SELECT id, buyer_id, state, data, touched_at FROM cards WHERE id = :id"
LAST_OF_BUYER = """
SELECT id, buyer_id, state, data, touched_at FROM cards WHERE buyer_id = :buyer_id ORDER BY id DESC LIMIT 1
"""
SAVE = "UPDATE cards SET state = :state, data = :data, touched_at = :touched_at WHERE id = :id"


def _card(row: Any) -> Card:
    return remembered(row["id"], row["buyer_id"], instant(row["touched_at"]), row["state"] == "answered", row["data"])


def add(tx: Tx, buyer_id: int, at: datetime) -> Card:
    """A new, empty card."""
    return Card(int(tx.execute(INSERT, {"buyer_id": buyer_id, "at": stamp(at)}).lastrowid or 0), buyer_id, at)


def by_id(tx: Tx, id: int) -> Card | None:
    """One card."""
    row = tx.execute(BY_ID, {"id": id}).fetchone()
    return _card(row) if row else None


def last_of(tx: Tx, buyer_id: int) -> Card | None:
    """The newest card of a buyer."""
    row = tx.execute(LAST_OF_BUYER, {"buyer_id": buyer_id}).fetchone()
    return _card(row) if row else None


def save(tx: Tx, card: Card) -> None:
    """Keep what the card remembers."""
    tx.execute(
        SAVE,
        {
            "id": card.id,
            "state": "answered" if card.answered else "open",
            "data": memory(card),
            "touched_at": stamp(card.touched_at),
        },
    )
