"""Desks, their topics, and what a seller's next message there means."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.shows import Desk
from bot.store.database import Tx, stamp

COLUMNS = """
d.id, d.chat_id, d.kind, d.topics, coalesce(d.seller_id, 0) AS seller_id,
coalesce(s.language, '') AS language, coalesce(s.zone, '') AS zone
"""
FROM = "FROM desks AS d LEFT JOIN sellers AS s ON s.id = d.seller_id"
BY_CHAT = f"SELECT {COLUMNS} {FROM} WHERE d.chat_id = :chat_id AND d.closed_at IS NULL"
BY_ID = f"SELECT {COLUMNS} {FROM} WHERE d.id = :id"
OF_SELLER = f"SELECT {COLUMNS} {FROM} WHERE d.seller_id = :seller_id AND d.closed_at IS NULL"
GROUPS = f"SELECT {COLUMNS} {FROM} WHERE d.kind = 'group' AND d.closed_at IS NULL ORDER BY d.id"
MANAGERS = f"""
SELECT {COLUMNS} {FROM} WHERE d.kind = 'private' AND d.closed_at IS NULL AND s.role = 'manager' AND s.active = 1
ORDER BY s.id
"""
OPEN = """
INSERT INTO desks (chat_id, kind, seller_id, topics, created_at) VALUES (:chat_id, :kind, :seller_id, :topics, :at)
ON CONFLICT (chat_id) DO UPDATE SET closed_at = NULL, topics = :topics, seller_id = :seller_id
"""
CLOSE = "UPDATE desks SET closed_at = :at WHERE chat_id = :chat_id"
SET_TOPICS = "UPDATE desks SET topics = :topics WHERE id = :id"
SET_ALL_TOPICS = "UPDATE desks SET topics = :topics WHERE kind = 'private'"
MOVE = "UPDATE desks SET chat_id = :new WHERE chat_id = :old"
TOPIC = "SELECT thread_id, summary_outbox FROM topics WHERE desk_id = :desk_id AND buyer_id = :buyer_id"
ADD_TOPIC = """
INSERT INTO topics (desk_id, buyer_id, thread_id, created_at) VALUES (:desk_id, :buyer_id, :thread_id, :at)
ON CONFLICT (desk_id, buyer_id) DO UPDATE SET thread_id = :thread_id, summary_outbox = NULL
"""
SET_SUMMARY = "UPDATE topics SET summary_outbox = :outbox WHERE desk_id = :desk_id AND buyer_id = :buyer_id"
DROP_TOPIC = "DELETE FROM topics WHERE desk_id = :desk_id AND buyer_id = :buyer_id"
BUYER_OF_THREAD = "SELECT buyer_id FROM topics WHERE desk_id = :desk_id AND thread_id = :thread_id"
WAIT = """
INSERT INTO waits (desk_id, thread_id, seller_id, kind, buyer_id, card_id, data, at)
VALUES (:desk_id, :thread_id, :seller_id, :kind, :buyer_id, :card_id, :data, :at)
ON CONFLICT (desk_id, thread_id, seller_id) DO UPDATE SET kind = :kind, buyer_id = :buyer_id, card_id = :card_id,
    data = :data, at = :at
"""
WAITING = """
SELECT kind, buyer_id, card_id, data FROM waits
WHERE desk_id = :desk_id AND thread_id = :thread_id AND seller_id = :seller_id
"""
STOP_WAITING = "DELETE FROM waits WHERE desk_id = :desk_id AND thread_id = :thread_id AND seller_id = :seller_id"
STOP_WAITING_FOR = "DELETE FROM waits WHERE card_id = :card_id"


@dataclass(frozen=True, slots=True)
class Wait:
    """What the seller's next message answers: "edit", "fact", "followup", "snooze" or "note"; buyer 0 for none."""

    kind: str
    buyer_id: int
    card_id: int
    data: str


def _desk(row: Any, language: str, zone: str) -> Desk:
    return Desk(
        id=row["id"],
        chat_id=row["chat_id"],
        kind=row["kind"],
        topics=bool(row["topics"]),
        seller_id=row["seller_id"],
        language=row["language"] or language,
        zone=row["zone"] or zone,
    )


@dataclass(frozen=True, slots=True)
class Readers:
    """The language and zone of a desk that is nobody's own: the shop's."""

    language: str
    zone: str


def by_chat(tx: Tx, chat_id: int, readers: Readers) -> Desk | None:
    """The open desk in a chat."""
    row = tx.execute(BY_CHAT, {"chat_id": chat_id}).fetchone()
    return _desk(row, readers.language, readers.zone) if row else None


def by_id(tx: Tx, id: int, readers: Readers) -> Desk | None:
    """One desk, open or not."""
    row = tx.execute(BY_ID, {"id": id}).fetchone()
    return _desk(row, readers.language, readers.zone) if row else None


def of_seller(tx: Tx, seller_id: int, readers: Readers) -> Desk | None:
    """A seller's own desk."""
    row = tx.execute(OF_SELLER, {"seller_id": seller_id}).fetchone()
    return _desk(row, readers.language, readers.zone) if row else None


def for_buyer(tx: Tx, owner_id: int, readers: Readers) -> list[Desk]:
    """Where a buyer's cards stand: the group when there is one, the owner's desk; for the pool the first manager's."""
    desks = [_desk(row, readers.language, readers.zone) for row in tx.execute(GROUPS).fetchall()]
    own = of_seller(tx, owner_id, readers) if owner_id else None
    if own is not None:
        desks.append(own)
    if not desks:
        desks = managers(tx, readers)[:1]
    return desks


def managers(tx: Tx, readers: Readers) -> list[Desk]:
    """The managers' own desks."""
    return [_desk(row, readers.language, readers.zone) for row in tx.execute(MANAGERS).fetchall()]


def open_desk(tx: Tx, chat_id: int, kind: str, seller_id: int | None, topics: bool, at: datetime) -> None:
    """Open a desk (again)."""
    tx.execute(OPEN, {"chat_id": chat_id, "kind": kind, "seller_id": seller_id, "topics": int(topics), "at": stamp(at)})


def close_desk(tx: Tx, chat_id: int, at: datetime) -> None:
    """The bot was thrown out of a group, or a seller blocked it."""
    tx.execute(CLOSE, {"chat_id": chat_id, "at": stamp(at)})


def set_topics(tx: Tx, id: int, topics: bool) -> None:
    """Whether a desk has topics."""
    tx.execute(SET_TOPICS, {"id": id, "topics": int(topics)})


def set_private_topics(tx: Tx, topics: bool) -> None:
    """Whether sellers' private chats have topics, as getMe said at start."""
    tx.execute(SET_ALL_TOPICS, {"topics": int(topics)})


def move(tx: Tx, old: int, new: int) -> None:
    """A group became a supergroup; its topics start anew there."""
    tx.execute(MOVE, {"old": old, "new": new})


def topic(tx: Tx, desk_id: int, buyer_id: int) -> int | None:
    """The thread of a buyer at a desk."""
    row = tx.execute(TOPIC, {"desk_id": desk_id, "buyer_id": buyer_id}).fetchone()
    return int(row["thread_id"]) if row else None


def summary_outbox(tx: Tx, desk_id: int, buyer_id: int) -> int | None:
    """The outbox row that holds the topic's pinned summary."""
    row = tx.execute(TOPIC, {"desk_id": desk_id, "buyer_id": buyer_id}).fetchone()
    return row["summary_outbox"] if row else None


def add_topic(tx: Tx, desk_id: int, buyer_id: int, thread_id: int, at: datetime) -> None:
    """A topic was created for a buyer."""
    tx.execute(ADD_TOPIC, {"desk_id": desk_id, "buyer_id": buyer_id, "thread_id": thread_id, "at": stamp(at)})


def set_summary(tx: Tx, desk_id: int, buyer_id: int, outbox: int) -> None:
    """Which outbox row holds the pinned summary."""
    tx.execute(SET_SUMMARY, {"desk_id": desk_id, "buyer_id": buyer_id, "outbox": outbox})


def drop_topic(tx: Tx, desk_id: int, buyer_id: int) -> None:
    """A topic was deleted under us."""
    tx.execute(DROP_TOPIC, {"desk_id": desk_id, "buyer_id": buyer_id})


def buyer_of_thread(tx: Tx, desk_id: int, thread_id: int) -> int | None:
    """Whose topic a thread is."""
    row = tx.execute(BUYER_OF_THREAD, {"desk_id": desk_id, "thread_id": thread_id}).fetchone()
    return int(row["buyer_id"]) if row else None


def wait_for(tx: Tx, desk_id: int, thread_id: int, seller_id: int, wait: Wait, at: datetime) -> None:
    """The seller's next message there answers something; a newer question replaces an older one."""
    tx.execute(
        WAIT,
        {
            "desk_id": desk_id, "thread_id": thread_id, "seller_id": seller_id, "kind": wait.kind,
            "buyer_id": wait.buyer_id or None, "card_id": wait.card_id or None, "data": wait.data, "at": stamp(at),
        },
    )  # fmt: skip


def waiting(tx: Tx, desk_id: int, thread_id: int, seller_id: int) -> Wait | None:
    """What is waited for, if anything."""
    row = tx.execute(WAITING, {"desk_id": desk_id, "thread_id": thread_id, "seller_id": seller_id}).fetchone()
    return Wait(row["kind"], row["buyer_id"] or 0, row["card_id"] or 0, row["data"]) if row else None


def stop_waiting(tx: Tx, desk_id: int, thread_id: int, seller_id: int) -> None:
    """The question was answered or withdrawn."""
    tx.execute(STOP_WAITING, {"desk_id": desk_id, "thread_id": thread_id, "seller_id": seller_id})


def stop_waiting_for(tx: Tx, card_id: int) -> None:
    """A card no longer asks for anything."""
    tx.execute(STOP_WAITING_FOR, {"card_id": card_id})
