"""What was said, both ways, and the facts heard in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.heard import Said
from bot.core.recognition import Fact
from bot.store.database import Tx, instant, stamp

INSERT = """
INSERT INTO messages (buyer_id, direction, kind, text, chat_id, message_id, at, seller_id, card_id, reply_key, language,
                      intent, album, desk_chat_id, desk_message_id)
VALUES (:buyer_id, :direction, :kind, :text, :chat_id, :message_id, :at, :seller_id, :card_id, :reply_key, :language,
        :intent, :album, :desk_chat_id, :desk_message_id)
ON CONFLICT DO NOTHING
"""
COLUMNS = """
id, buyer_id, direction, kind, text, chat_id, message_id, at, edited_at, deleted_at, seller_id, card_id, reply_key,
language, intent
"""
BY_ID = f"SELECT {COLUMNS} FROM messages WHERE id = :id"
AT = f"SELECT {COLUMNS} FROM messages WHERE chat_id = :chat_id AND message_id = :message_id"
OF_CARD = f"SELECT {COLUMNS} FROM messages WHERE card_id = :card_id AND direction = 'in' ORDER BY id"
LATEST = f"SELECT {COLUMNS} FROM messages WHERE buyer_id = :buyer_id ORDER BY id DESC LIMIT :most"
FROM_DESK = f"""
SELECT {COLUMNS} FROM messages WHERE desk_chat_id = :chat_id AND desk_message_id = :message_id
"""
DESK_PLACE = "SELECT desk_chat_id, desk_message_id FROM messages WHERE id = :id AND desk_message_id IS NOT NULL"
IN_ALBUM = "SELECT 1 FROM messages WHERE buyer_id = :buyer_id AND album = :album LIMIT 1"
MOVE = "UPDATE messages SET card_id = :new WHERE card_id = :old"
STANDS_IN = "UPDATE messages SET card_id = :card_id, heard = :heard WHERE id = :id"
HEARD = """
UPDATE messages SET heard = 1, language = :language, intent = :intent, confidence = :confidence WHERE id = :id
"""
UNHEARD = f"SELECT {COLUMNS} FROM messages WHERE card_id = :card_id AND heard = 0 ORDER BY id"
CARDS_UNHEARD = "SELECT DISTINCT card_id FROM messages WHERE heard = 0 AND card_id IS NOT NULL"
UNHEAR = "UPDATE messages SET heard = 0 WHERE id = :id"
UNHEAR_CARD = "UPDATE messages SET heard = 0 WHERE card_id = :card_id AND direction = 'in' AND text <> ''"
EDIT = "UPDATE messages SET text = :text, edited_at = :at WHERE id = :id"
DELETE = "UPDATE messages SET deleted_at = :at WHERE id = :id"
PLACE = "UPDATE messages SET chat_id = :chat_id, message_id = :message_id WHERE id = :id"
ADD_FACT = """
INSERT INTO facts (message_row, buyer_id, kind, value, unit, start, "end", of)
VALUES (:row, :buyer_id, :kind, :value, :unit, :start, :end, :of)
"""
DROP_FACTS = "DELETE FROM facts WHERE message_row = :row"
LAST_ANSWER = """
SELECT coalesce(max(id), 0) FROM messages
WHERE buyer_id = :buyer_id AND direction = 'out' AND seller_id IS NOT NULL AND deleted_at IS NULL
"""
FACTS_SAID = """
SELECT f.kind, f.value, f.unit, f.start, f."end", f.of, f.message_row, m.card_id FROM facts AS f
JOIN messages AS m ON m.id = f.message_row
WHERE f.buyer_id = :buyer_id AND m.deleted_at IS NULL AND (m.at >= :since OR m.card_id = :card_id)
    AND (:card_id = 0 OR f.message_row <= (
        SELECT coalesce(max(id), 0) FROM messages WHERE card_id = :card_id AND direction = 'in'))
ORDER BY f.message_row DESC, f.start LIMIT :most
"""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation."""

    id: int
    buyer_id: int
    incoming: bool
    kind: str
    text: str
    chat_id: int
    message_id: int
    at: datetime
    edited: bool
    deleted: bool
    seller_id: int
    card_id: int
    reply_key: str
    language: str
    intent: str


def _message(row: Any) -> Message:
    return Message(
        id=row["id"], buyer_id=row["buyer_id"], incoming=row["direction"] == "in", kind=row["kind"], text=row["text"],
        chat_id=row["chat_id"] or 0, message_id=row["message_id"] or 0, at=instant(row["at"]),
        edited=row["edited_at"] is not None, deleted=row["deleted_at"] is not None, seller_id=row["seller_id"] or 0,
        card_id=row["card_id"] or 0, reply_key=row["reply_key"], language=row["language"], intent=row["intent"],
    )  # fmt: skip


def add(
    tx: Tx,
    buyer_id: int,
    *,
    incoming: bool,
    kind: str,
    text: str,
    at: datetime,
    chat_id: int | None = None,
    message_id: int | None = None,
    seller_id: int | None = None,
    card_id: int | None = None,
    reply_key: str = "",
    language: str = "",
    intent: str = "",
    album: str = "",
    desk: tuple[int, int] | None = None,
) -> int:
    """Add a message and return its row; 0 when this very message is there already.

    `desk` is the chat and message in which a seller typed it.
    """
    cursor = tx.execute(
        INSERT,
        {
            "buyer_id": buyer_id, "direction": "in" if incoming else "out", "kind": kind, "text": text,
            "chat_id": chat_id, "message_id": message_id, "at": stamp(at), "seller_id": seller_id, "card_id": card_id,
            "reply_key": reply_key, "language": language, "intent": intent, "album": album,
            "desk_chat_id": desk[0] if desk else None, "desk_message_id": desk[1] if desk else None,
        },
    )  # fmt: skip
    return int(cursor.lastrowid or 0) if cursor.rowcount else 0


def by_id(tx: Tx, id: int) -> Message | None:
    """One message by its row."""
    row = tx.execute(BY_ID, {"id": id}).fetchone()
    return _message(row) if row else None


def at(tx: Tx, chat_id: int, message_id: int) -> Message | None:
    """The message that Telegram knows by these ids."""
    row = tx.execute(AT, {"chat_id": chat_id, "message_id": message_id}).fetchone()
    return _message(row) if row else None


def from_desk(tx: Tx, chat_id: int, message_id: int) -> Message | None:
    """What a seller typed at a desk in this message."""
    row = tx.execute(FROM_DESK, {"chat_id": chat_id, "message_id": message_id}).fetchone()
    return _message(row) if row else None


def desk_place(tx: Tx, row: int) -> tuple[int, int] | None:
    """(chat, message) in which a seller typed a message, if they typed it."""
    found = tx.execute(DESK_PLACE, {"id": row}).fetchone()
    return (found[0], found[1]) if found else None


def of_card(tx: Tx, card_id: int) -> list[Message]:
    """The buyer's messages that stand in a card."""
    return [_message(row) for row in tx.execute(OF_CARD, {"card_id": card_id}).fetchall()]


def latest(tx: Tx, buyer_id: int, most: int) -> list[Message]:
    """The last messages of a conversation, oldest first."""
    return [_message(row) for row in tx.execute(LATEST, {"buyer_id": buyer_id, "most": most}).fetchall()][::-1]


def in_album(tx: Tx, buyer_id: int, album: str) -> bool:
    """Whether a message of this album is there already."""
    return tx.execute(IN_ALBUM, {"buyer_id": buyer_id, "album": album}).fetchone() is not None


def move(tx: Tx, old: int, new: int) -> None:
    """What stands in one card stands in another."""
    tx.execute(MOVE, {"old": old, "new": new})


def stands_in(tx: Tx, row: int, card_id: int, *, read: bool = False) -> None:
    """Which card a message stands in; it is still to be understood unless it was `read`."""
    tx.execute(STANDS_IN, {"id": row, "card_id": card_id, "heard": int(read)})


def heard(tx: Tx, row: int, language: str, intent: str, confidence: float | None) -> None:
    """What a message was taken for."""
    tx.execute(HEARD, {"id": row, "language": language, "intent": intent, "confidence": confidence})


def unheard(tx: Tx, card_id: int) -> list[Message]:
    """The messages of a card that were not understood yet, in order."""
    return [_message(row) for row in tx.execute(UNHEARD, {"card_id": card_id}).fetchall()]


def cards_unheard(tx: Tx) -> list[int]:
    """The cards in which something was not understood yet."""
    return [row["card_id"] for row in tx.execute(CARDS_UNHEARD).fetchall()]


def unhear(tx: Tx, row: int) -> None:
    """A message is to be understood anew."""
    tx.execute(UNHEAR, {"id": row})


def unhear_card(tx: Tx, card_id: int) -> None:
    """All of a card's messages are to be understood anew."""
    tx.execute(UNHEAR_CARD, {"card_id": card_id})


def edit(tx: Tx, row: int, text: str, at: datetime) -> None:
    """The writer changed it."""
    tx.execute(EDIT, {"id": row, "text": text, "at": stamp(at)})


def delete(tx: Tx, row: int, at: datetime) -> None:
    """It was taken back; the row stays."""
    tx.execute(DELETE, {"id": row, "at": stamp(at)})


def place(tx: Tx, row: int, chat_id: int, message_id: int) -> None:
    """What Telegram calls a message of ours."""
    tx.execute(PLACE, {"id": row, "chat_id": chat_id, "message_id": message_id})


def set_facts(tx: Tx, row: int, buyer_id: int, facts: tuple[Fact, ...]) -> None:
    """What was heard in a message, in place of what was heard before."""
    tx.execute(DROP_FACTS, {"row": row})
    tx.executemany(
        ADD_FACT,
        [
            {"row": row, "buyer_id": buyer_id, "kind": fact.kind, "value": fact.value, "unit": fact.unit,
             "start": fact.start, "end": fact.end, "of": fact.of}
            for fact in facts
        ],
    )  # fmt: skip


def _fact(row: Any) -> Fact:
    return Fact(row["kind"], row["value"], row["start"], row["end"], row["unit"], row["of"])


def said_by(tx: Tx, buyer_id: int, card_id: int, since: datetime, most: int) -> list[Said]:
    """The last `most` facts heard from a buyer since a time and up to a card's last message, the latest message first.

    What stands in the card is `now`, what a seller's message followed is `answered`, the rest is `open`. Without a card
    (0) nothing is `now`. An answer that was taken back is none.
    """
    answer = tx.execute(LAST_ANSWER, {"buyer_id": buyer_id}).fetchone()[0]
    asked = {"buyer_id": buyer_id, "card_id": card_id, "since": stamp(since), "most": most}
    return [
        Said(
            _fact(row),
            row["message_row"],
            "now" if card_id and row["card_id"] == card_id else "answered" if row["message_row"] < answer else "open",
        )
        for row in tx.execute(FACTS_SAID, asked).fetchall()
    ]
