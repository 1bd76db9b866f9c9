"""Promises heard in messages."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.core.promises import Promise
from bot.store.database import Tx, instant, stamp

COLUMNS = "p.id, m.buyer_id, m.direction, m.card_id, p.text, p.times"
ADD = "INSERT INTO promises (message_row, text, times) VALUES (:row, :text, :times)"
DROP = "DELETE FROM promises WHERE message_row = :row AND noted_at IS NULL"
BY_ID = f"""
SELECT {COLUMNS} FROM promises AS p JOIN messages AS m ON m.id = p.message_row
WHERE p.id = :id AND p.noted_at IS NULL AND m.deleted_at IS NULL
"""
OF_CARD = f"""
SELECT {COLUMNS} FROM promises AS p JOIN messages AS m ON m.id = p.message_row
WHERE (m.card_id = :card OR m.id = :sent) AND p.noted_at IS NULL AND m.deleted_at IS NULL ORDER BY p.id
"""
OFFERED = """
SELECT p.times FROM promises AS p JOIN messages AS m ON m.id = p.message_row
WHERE m.buyer_id = :buyer AND m.at > :since AND m.deleted_at IS NULL
"""
NOTED = "UPDATE promises SET noted_at = :at WHERE id = :id"


def _promise(row: Any) -> Promise:
    times = tuple(instant(time) for time in json.loads(row["times"]))
    return Promise(row["id"], row["buyer_id"], row["direction"] == "in", row["text"], times, row["card_id"] or 0)


def add(tx: Tx, row: int, text: str, times: Sequence[datetime]) -> int:
    """A promise heard in the message `row`, and the instants it can mean; its id."""
    kept = {"row": row, "text": text, "times": json.dumps([stamp(time) for time in times])}
    return int(tx.execute(ADD, kept).lastrowid or 0)


def drop(tx: Tx, row: int) -> None:
    """What was heard in a message and not noted is forgotten: the message was changed."""
    tx.execute(DROP, {"row": row})


def by_id(tx: Tx, id: int) -> Promise | None:
    """A promise that was not noted yet."""
    row = tx.execute(BY_ID, {"id": id}).fetchone()
    return _promise(row) if row else None


def of_card(tx: Tx, card: int, sent_row: int) -> tuple[Promise, ...]:
    """The promises not noted yet in a card's messages and in what was sent from it, in their order."""
    return tuple(_promise(row) for row in tx.execute(OF_CARD, {"card": card, "sent": sent_row}).fetchall())


def offered(tx: Tx, buyer: int, since: datetime) -> list[datetime]:
    """All times that promises in a buyer's conversation were heard to mean since then, noted or not."""
    rows = tx.execute(OFFERED, {"buyer": buyer, "since": stamp(since)}).fetchall()
    return [instant(time) for row in rows for time in json.loads(row["times"])]


def noted(tx: Tx, id: int, at: datetime) -> None:
    """The seller noted it."""
    tx.execute(NOTED, {"id": id, "at": stamp(at)})
