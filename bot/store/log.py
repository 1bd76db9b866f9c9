"""The log: who did what and when; replies used; notes; settings."""

from datetime import datetime
from typing import Any

from bot.core.picks import EDITED
from bot.store import picks
from bot.store.database import Tx, instant, stamp

ADD = "INSERT INTO log (at, seller_id, buyer_id, action, detail) VALUES (:at, :seller, :buyer, :action, :detail)"
USED = """
INSERT INTO reply_uses (at, reply_key, intent, seller_id, buyer_id, edited, message_row)
VALUES (:at, :reply_key, :intent, :seller, :buyer, :edited, :message)
"""
USE_OF = "SELECT at, reply_key, intent, edited FROM reply_uses WHERE message_row = :message"
UNUSED = "DELETE FROM reply_uses WHERE message_row = :message"
ADD_NOTE = "INSERT INTO notes (buyer_id, seller_id, text, at) VALUES (:buyer, :seller, :text, :at)"
NOTES = "SELECT text, at FROM notes WHERE buyer_id = :buyer ORDER BY id DESC LIMIT :most"
SETTING = "SELECT value FROM settings WHERE name = :name"
SET = "INSERT INTO settings VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = :value"
SAVE_OWN = """
INSERT INTO own_replies (seller_id, shortcut, text, at) VALUES (:seller, :shortcut, :text, :at)
ON CONFLICT (seller_id, shortcut) DO UPDATE SET text = :text, at = :at
"""
OWN = "SELECT shortcut, text FROM own_replies WHERE seller_id = :seller ORDER BY shortcut"


def add(
    tx: Tx, at: datetime, action: str, *, seller: int | None = None, buyer: int | None = None, detail: str = ""
) -> None:
    """One line of the log; `detail` never holds a message's text."""
    tx.execute(ADD, {"at": stamp(at), "seller": seller, "buyer": buyer, "action": action, "detail": detail})


def reply_used(
    tx: Tx, at: datetime, reply_key: str, intent: str, seller: int, buyer: int, message: int, edited: bool = False
) -> None:
    """A seller answered with a reply, in this row of messages: a pick of it, an edited one less."""
    tx.execute(
        USED,
        {"at": stamp(at), "reply_key": reply_key, "intent": intent, "seller": seller, "buyer": buyer,
         "edited": int(edited), "message": message},
    )  # fmt: skip
    picks.add(tx, intent, reply_key, EDITED if edited else 1.0, at)


def reply_taken_back(tx: Tx, message: int) -> None:
    """A message was taken back: if it was a reply, that was no pick."""
    row = tx.execute(USE_OF, {"message": message}).fetchone()
    if row is not None:
        tx.execute(UNUSED, {"message": message})
        worth = EDITED if row["edited"] else 1.0
        picks.add(tx, row["intent"], row["reply_key"], -worth, instant(row["at"]))


def add_note(tx: Tx, buyer: int, seller: int | None, text: str, at: datetime) -> None:
    """A note in a buyer's file."""
    tx.execute(ADD_NOTE, {"buyer": buyer, "seller": seller, "text": text, "at": stamp(at)})


def notes(tx: Tx, buyer: int, most: int) -> list[Any]:
    """(text, at) of the latest notes."""
    return tx.execute(NOTES, {"buyer": buyer, "most": most}).fetchall()


def setting(tx: Tx, name: str) -> str:
    """A value the bot keeps for itself; "" when there is none."""
    row = tx.execute(SETTING, {"name": name}).fetchone()
    return str(row["value"]) if row else ""


def set_setting(tx: Tx, name: str, value: str) -> None:
    """Keep a value."""
    tx.execute(SET, {"name": name, "value": value})


def save_own_reply(tx: Tx, seller: int, shortcut: str, text: str, at: datetime) -> None:
    """A seller's own quick reply."""
    tx.execute(SAVE_OWN, {"seller": seller, "shortcut": shortcut, "text": text, "at": stamp(at)})


def own_replies(tx: Tx, seller: int) -> dict[str, str]:
    """A seller's own quick replies by shortcut."""
    return {row["shortcut"]: row["text"] for row in tx.execute(OWN, {"seller": seller}).fetchall()}
