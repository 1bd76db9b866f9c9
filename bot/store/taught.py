"""What sellers taught: examples of the shop, and the answers they were asked to keep."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.recognition import Example
from bot.store.database import Tx, instant, stamp

ADD = """
INSERT INTO taught (text, intent, language, seller_id, buyer_id, at)
VALUES (:text, :intent, :language, :seller, :buyer, :at)
ON CONFLICT (text) DO UPDATE
SET intent = :intent, language = :language, seller_id = :seller, buyer_id = :buyer, at = :at
"""
COLUMNS = "t.id, t.text, t.intent, t.language, t.seller_id, s.name AS seller, t.at"
# A seller's own, as long as they may see the buyer.
_VISIBLE = """
FROM taught AS t JOIN sellers AS s ON s.id = t.seller_id JOIN buyers AS b ON b.id = t.buyer_id
WHERE :seller = 0 OR (t.seller_id = :seller AND (b.owner_id IS NULL OR b.owner_id = :seller))
"""
LISTED = f"SELECT {COLUMNS} {_VISIBLE} ORDER BY t.id DESC LIMIT :most"
COUNT = f"SELECT count(*) {_VISIBLE}"
BY_ID = f"SELECT {COLUMNS} FROM taught AS t JOIN sellers AS s ON s.id = t.seller_id WHERE t.id = :id"
IS_TAUGHT = "SELECT 1 FROM taught WHERE text = :text"
REMOVE = "DELETE FROM taught WHERE id = :id"
EXAMPLES = "SELECT text, intent, language FROM taught ORDER BY id"
TYPED = """
SELECT m.text, b.first_name, b.last_name, (
    SELECT q.intent FROM messages AS q WHERE q.buyer_id = m.buyer_id AND q.direction = 'in' AND q.id < m.id
    ORDER BY q.id DESC LIMIT 1) AS intent
FROM messages AS m JOIN buyers AS b ON b.id = m.buyer_id
WHERE m.seller_id = :seller AND m.id < :before AND m.desk_message_id IS NOT NULL AND m.reply_key = ''
  AND m.kind = 'text' AND m.deleted_at IS NULL
ORDER BY m.id DESC LIMIT :most
"""
INTENT_BEFORE = """
SELECT intent FROM messages WHERE buyer_id = :buyer AND direction = 'in' AND id < :row ORDER BY id DESC LIMIT 1
"""
OFFER = """
INSERT INTO keep_offers (seller_id, text, shortcut, at) VALUES (:seller, :text, :shortcut, :at)
"""
OFFERED = "SELECT text FROM keep_offers WHERE seller_id = :seller"
OFFER_BY_ID = "SELECT id, seller_id, text, shortcut, state FROM keep_offers WHERE id = :id"
ANSWER = "UPDATE keep_offers SET state = :state WHERE id = :id"


@dataclass(frozen=True, slots=True)
class Taught:
    """A buyer's words, what a seller said they are about, and who said so when."""

    id: int
    text: str
    intent: str
    language: str
    seller_id: int
    seller: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that a seller typed for a buyer, and what the buyer's last message before it was about ("" unknown)."""

    text: str
    first_name: str
    last_name: str
    intent: str


@dataclass(frozen=True, slots=True)
class KeepOffer:
    """An answer that a seller was asked to keep; `state` is open, kept or declined."""

    id: int
    seller_id: int
    text: str
    shortcut: str
    state: str


def _taught(row: Any) -> Taught:
    return Taught(
        row["id"], row["text"], row["intent"], row["language"], row["seller_id"], row["seller"], instant(row["at"])
    )


def add(tx: Tx, text: str, intent: str, language: str, seller: int, buyer: int, at: datetime) -> None:
    """A seller says what a text is about; the last word on the same text counts."""
    tx.execute(
        ADD,
        {"text": text, "intent": intent, "language": language, "seller": seller, "buyer": buyer, "at": stamp(at)},
    )


def listed(tx: Tx, seller: int, most: int) -> list[Taught]:
    """What a seller taught (0: everybody), the newest first."""
    return [_taught(row) for row in tx.execute(LISTED, {"seller": seller, "most": most}).fetchall()]


def count(tx: Tx, seller: int) -> int:
    """How many a seller taught (0: everybody)."""
    return int(tx.execute(COUNT, {"seller": seller}).fetchone()[0])


def by_id(tx: Tx, id: int) -> Taught | None:
    """One of them."""
    row = tx.execute(BY_ID, {"id": id}).fetchone()
    return _taught(row) if row else None


def is_taught(tx: Tx, text: str) -> bool:
    """Whether a phrase is a lesson, and so some buyer's own words."""
    return tx.execute(IS_TAUGHT, {"text": text}).fetchone() is not None


def remove(tx: Tx, id: int) -> None:
    """No longer an example."""
    tx.execute(REMOVE, {"id": id})


def examples(tx: Tx) -> tuple[Example, ...]:
    """All of them as the recogniser learns them, in the order they were taught."""
    return tuple(Example(row[0], (row[1],), row[2]) for row in tx.execute(EXAMPLES).fetchall())


def typed_before(tx: Tx, seller: int, row: int, most: int) -> list[Typed]:
    """What a seller typed for buyers before this message, the newest first."""
    rows = tx.execute(TYPED, {"seller": seller, "before": row, "most": most}).fetchall()
    return [Typed(one["text"], one["first_name"], one["last_name"] or "", one["intent"] or "") for one in rows]


def intent_before(tx: Tx, buyer: int, row: int) -> str:
    """What the buyer's last message before this one is about; "" when that is not known."""
    found = tx.execute(INTENT_BEFORE, {"buyer": buyer, "row": row}).fetchone()
    return str(found["intent"]) if found else ""


def offer(tx: Tx, seller: int, text: str, shortcut: str, at: datetime) -> int:
    """A seller is asked to keep an answer; the offer's id."""
    cursor = tx.execute(OFFER, {"seller": seller, "text": text, "shortcut": shortcut, "at": stamp(at)})
    return int(cursor.lastrowid or 0)


def offered(tx: Tx, seller: int) -> list[str]:
    """The answers a seller was asked about already."""
    return [row[0] for row in tx.execute(OFFERED, {"seller": seller}).fetchall()]


def offer_by_id(tx: Tx, id: int) -> KeepOffer | None:
    """One such offer."""
    row = tx.execute(OFFER_BY_ID, {"id": id}).fetchone()
    return KeepOffer(row["id"], row["seller_id"], row["text"], row["shortcut"], row["state"]) if row else None


def answer_offer(tx: Tx, id: int, state: str) -> None:
    """The seller's answer, kept or declined."""
    tx.execute(ANSWER, {"id": id, "state": state})
