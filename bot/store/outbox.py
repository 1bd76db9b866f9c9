"""Calls we owe Telegram: queued -> sending -> sent | failed | unsure. Order holds within a lane."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.store.database import Tx, instant, stamp

INSERT = """
INSERT INTO outbox (lane, chat_id, priority, method, params, purpose, buyer_id, desk_id, card_id, message_row, follows,
                    not_before, created_at)
VALUES (:lane, :chat_id, :priority, :method, :params, :purpose, :buyer_id, :desk_id, :card_id, :message_row, :follows,
        :not_before, :at)
"""
# One row of a lane at a time, oldest first; no call inside a wait that Telegram asked for.
CLAIMABLE = """
SELECT id, lane, chat_id, priority, method, params, purpose, buyer_id, desk_id, card_id, message_row, follows, tries,
       created_at
FROM outbox AS o INDEXED BY outbox_queued
WHERE state = 'queued' AND not_before <= :now
  AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.lane = o.lane AND e.state IN ('queued', 'sending') AND e.id < o.id)
  AND NOT EXISTS (SELECT 1 FROM holds AS h WHERE h.chat_id = o.chat_id AND h.until > :now)
ORDER BY priority, id LIMIT :most
"""
CARE_OF_LANE = """
SELECT id, lane, chat_id, priority, method, params, purpose, buyer_id, desk_id, card_id, message_row, follows, tries,
       created_at
FROM outbox AS o
WHERE id = (SELECT min(id) FROM outbox WHERE lane = :lane AND state = 'queued' AND purpose = 'care' AND id > :after)
  AND not_before <= :now AND NOT EXISTS (SELECT 1 FROM holds AS h WHERE h.chat_id = o.chat_id AND h.until > :now)
"""
HELD_UNTIL = "SELECT until FROM holds WHERE chat_id = :chat_id AND until > :now"
CLAIM = "UPDATE outbox SET state = 'sending', tries = tries + 1 WHERE id = :id"
SENT = "UPDATE outbox SET state = 'sent', sent_at = :at, sent_message_id = :message_id, error = NULL WHERE id = :id"
END = "UPDATE outbox SET state = :state, sent_at = :at, error = :error WHERE id = :id"
REQUEUE = "UPDATE outbox SET state = 'queued', not_before = :not_before, error = :error WHERE id = :id"
REPLACE = "UPDATE outbox SET params = :params, method = :method WHERE id = :id"
HOLD = "INSERT INTO holds VALUES (:chat_id, :until) ON CONFLICT (chat_id) DO UPDATE SET until = max(until, :until)"
DROP_HOLDS = "DELETE FROM holds WHERE until <= :now"
NEXT_TIME = """
SELECT min(at) FROM (
    SELECT min(not_before) AS at FROM outbox WHERE state = 'queued' AND not_before > :now
    UNION ALL SELECT min(until) FROM holds WHERE until > :now
)
"""
ORPHANS = "SELECT * FROM outbox WHERE state = 'sending' ORDER BY id"
BY_ID = "SELECT * FROM outbox WHERE id = :id"
COPY = """
INSERT INTO outbox (lane, chat_id, priority, method, params, purpose, buyer_id, desk_id, card_id, message_row,
                    created_at)
SELECT lane, chat_id, priority, method, params, purpose, buyer_id, desk_id, card_id, message_row, :at
FROM outbox WHERE id = :id
"""
LAST_OF_CARD = """
SELECT id, state, sent_message_id, method FROM outbox
WHERE card_id = :card_id AND desk_id = :desk_id AND state <> 'failed' ORDER BY id DESC LIMIT 1
"""
FIRST_OF_CARD = """
SELECT id FROM outbox WHERE card_id = :card_id AND desk_id = :desk_id AND method = 'sendMessage' AND state <> 'failed'
ORDER BY id DESC LIMIT 1
"""
WHOSE = """
SELECT buyer_id, card_id, message_row FROM outbox
WHERE chat_id = :chat_id AND sent_message_id = :message_id AND method NOT LIKE 'edit%' ORDER BY id DESC LIMIT 1
"""
SENT_ID = "SELECT sent_message_id, chat_id FROM outbox WHERE id = :id"
THAT_CARRIED = """
SELECT id FROM outbox WHERE message_row = :row AND purpose = 'buyer' AND state <> 'failed' ORDER BY id
"""
MOVE_CHAT = "UPDATE outbox SET chat_id = :new WHERE chat_id = :old AND state IN ('queued', 'sending')"
COUNTS = "SELECT state, count(*) FROM outbox GROUP BY state"
CANCEL_QUEUED = "UPDATE outbox SET state = 'failed', error = :error WHERE message_row = :row AND state = 'queued'"


@dataclass(frozen=True, slots=True)
class Call:
    """A call to be queued. In `params` the value {"$sent": id} stands for the message id that row `id` got."""

    method: str
    params: dict[str, Any]
    purpose: str
    lane: str
    chat_id: int | None = None
    priority: int = 2
    buyer_id: int | None = None
    desk_id: int | None = None
    card_id: int | None = None
    message_row: int | None = None
    follows: int | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row in the sender's hands."""

    id: int
    lane: str
    chat_id: int | None
    method: str
    params: dict[str, Any] = field(repr=False)
    purpose: str = "desk"
    buyer_id: int | None = None
    desk_id: int | None = None
    card_id: int | None = None
    message_row: int | None = None
    follows: int | None = None
    tries: int = 0
    created_at: str = ""


def queue(tx: Tx, call: Call, now: datetime, not_before: datetime | None = None) -> int:
    """Add a row and return its id."""
    cursor = tx.execute(
        INSERT,
        {
            "lane": call.lane,
            "chat_id": call.chat_id,
            "priority": call.priority,
            "method": call.method,
            "params": json.dumps(call.params, ensure_ascii=False),
            "purpose": call.purpose,
            "buyer_id": call.buyer_id,
            "desk_id": call.desk_id,
            "card_id": call.card_id,
            "message_row": call.message_row,
            "follows": call.follows,
            "not_before": stamp(not_before) if not_before else "",
            "at": stamp(now),
        },
    )
    return int(cursor.lastrowid or 0)


def claim(tx: Tx, now: datetime, most: int) -> list[Claimed]:
    """Take up to `most` rows that may be sent now, the most urgent first, and mark them as being sent."""
    rows = tx.execute(CLAIMABLE, {"now": stamp(now), "most": most}).fetchall()
    tx.executemany(CLAIM, [{"id": row["id"]} for row in rows])
    return [_claimed(row) for row in rows]


def claim_care(tx: Tx, lane: str, after: int, now: datetime) -> Claimed | None:
    """Take the next nicety (summary, pin) that was queued in a lane behind a row which is being sent, if it may go."""
    row = tx.execute(CARE_OF_LANE, {"lane": lane, "after": after, "now": stamp(now)}).fetchone()
    if row is None:
        return None
    tx.execute(CLAIM, {"id": row["id"]})
    return _claimed(row)


def _claimed(row: Any) -> Claimed:
    return Claimed(
        id=row["id"],
        lane=row["lane"],
        chat_id=row["chat_id"],
        method=row["method"],
        params=json.loads(row["params"]),
        purpose=row["purpose"],
        buyer_id=row["buyer_id"],
        desk_id=row["desk_id"],
        card_id=row["card_id"],
        message_row=row["message_row"],
        follows=row["follows"],
        tries=row["tries"] + 1,
        created_at=row["created_at"],
    )


def by_id(tx: Tx, id: int) -> Claimed | None:
    """One row, whatever its state."""
    row = tx.execute(BY_ID, {"id": id}).fetchone()
    return _claimed(row) if row else None


def state_of(tx: Tx, id: int) -> str:
    """A row's state; "" when there is none."""
    row = tx.execute(BY_ID, {"id": id}).fetchone()
    return str(row["state"]) if row else ""


def sent(tx: Tx, id: int, message_id: int | None, now: datetime) -> None:
    """The call was made; `message_id` is what Telegram calls the message."""
    tx.execute(SENT, {"id": id, "message_id": message_id, "at": stamp(now)})


def end(tx: Tx, id: int, state: str, error: str, now: datetime) -> None:
    """The row ends as failed or unsure, with a reason a person can read."""
    tx.execute(END, {"id": id, "state": state, "error": error, "at": stamp(now)})


def requeue(tx: Tx, id: int, not_before: datetime | None, error: str) -> None:
    """Back into the queue, not to be tried before a time."""
    tx.execute(REQUEUE, {"id": id, "not_before": stamp(not_before) if not_before else "", "error": error})


def replace(tx: Tx, id: int, method: str, params: dict[str, Any]) -> None:
    """A queued row gets newer content: what was not sent yet need not be sent and then edited."""
    tx.execute(REPLACE, {"id": id, "method": method, "params": json.dumps(params, ensure_ascii=False)})


def hold(tx: Tx, chat_id: int, until: datetime) -> None:
    """Leave a chat alone until a time."""
    tx.execute(HOLD, {"chat_id": chat_id, "until": stamp(until)})


def held_until(tx: Tx, chat_id: int, now: datetime) -> datetime | None:
    """Until when Telegram asked us to leave a chat alone, if it did."""
    row = tx.execute(HELD_UNTIL, {"chat_id": chat_id, "now": stamp(now)}).fetchone()
    return instant(row["until"]) if row else None


def next_time(tx: Tx, now: datetime) -> str | None:
    """When the next waiting row or hold comes up (as stamped), or nothing."""
    tx.execute(DROP_HOLDS, {"now": stamp(now)})
    row = tx.execute(NEXT_TIME, {"now": stamp(now)}).fetchone()
    return row[0] if row else None


def copy(tx: Tx, id: int, now: datetime) -> None:
    """Queue the same call once more, as a row of its own."""
    tx.execute(COPY, {"id": id, "at": stamp(now)})


def orphans(tx: Tx) -> list[Claimed]:
    """Rows that a crash left in the sender's hands."""
    return [_claimed(row) for row in tx.execute(ORPHANS).fetchall()]


def last_of_card(tx: Tx, card_id: int, desk_id: int) -> Any:
    """The newest row (id, state, method) that shows a card at a desk, or nothing."""
    return tx.execute(LAST_OF_CARD, {"card_id": card_id, "desk_id": desk_id}).fetchone()


def first_of_card(tx: Tx, card_id: int, desk_id: int) -> int | None:
    """The row whose message the card is."""
    row = tx.execute(FIRST_OF_CARD, {"card_id": card_id, "desk_id": desk_id}).fetchone()
    return int(row["id"]) if row else None


def whose(tx: Tx, chat_id: int, message_id: int) -> Any:
    """What a message we sent was about: (buyer_id, card_id, message_row), or nothing."""
    return tx.execute(WHOSE, {"chat_id": chat_id, "message_id": message_id}).fetchone()


def sent_id(tx: Tx, id: int) -> int | None:
    """The message id that a row got from Telegram, or nothing yet."""
    row = tx.execute(SENT_ID, {"id": id}).fetchone()
    return int(row["sent_message_id"]) if row and row["sent_message_id"] else None


def that_carried(tx: Tx, row: int) -> list[int]:
    """The rows that brought (or will bring) one message to the buyer."""
    return [one["id"] for one in tx.execute(THAT_CARRIED, {"row": row}).fetchall()]


def cancel_queued(tx: Tx, row: int, error: str) -> bool:
    """Take a message back before it was sent; False when it was too late."""
    return tx.execute(CANCEL_QUEUED, {"row": row, "error": error}).rowcount > 0


def move_chat(tx: Tx, old: int, new: int) -> None:
    """A group became a supergroup: what is still queued goes to its new id."""
    tx.execute(MOVE_CHAT, {"old": old, "new": new})


def counts(tx: Tx) -> dict[str, int]:
    """How many rows are in each state."""
    return {row[0]: row[1] for row in tx.execute(COUNTS).fetchall()}


def backoff(tries: int) -> timedelta:
    """How long to wait after the n-th failure: 1, 2, 4 … at most 30 seconds."""
    return timedelta(seconds=min(30, 2 ** max(0, tries - 1)))
