"""Conversations in which a buyer waits for an answer: the last word that asks something is theirs."""

from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Tx, instant, stamp

# A thank-you waits for nothing; a "stop" wants no answer. An away message is no answer, a seller's "no need" is one.
_ASKS = """
q.direction = 'in' AND q.kind <> 'service' AND q.intent NOT IN ('thanks', 'stop') AND q.deleted_at IS NULL
AND q.id > b.settled_row
AND q.id > coalesce((
    SELECT max(o.id) FROM messages AS o
    WHERE o.buyer_id = b.id AND o.direction = 'out' AND o.kind NOT IN ('service', 'away')
      AND o.deleted_at IS NULL), 0)
"""
SINCE = f"""
SELECT min(q.id) AS row, q.at FROM buyers AS b JOIN messages AS q ON q.buyer_id = b.id
WHERE b.id = :buyer AND b.erased_at IS NULL AND {_ASKS}
"""
ALL = f"""
SELECT b.id, min(q.id) AS row, q.at FROM buyers AS b JOIN messages AS q ON q.buyer_id = b.id
    LEFT JOIN buyer_totals AS t ON t.buyer_id = b.id
WHERE b.last_message_at > :since AND b.erased_at IS NULL AND (:owner = 0 OR b.owner_id = :owner)
  AND {_ASKS}
GROUP BY b.id ORDER BY coalesce(t.total_minor, 0) DESC, q.at LIMIT :most
"""
SETTLE = """
UPDATE buyers SET settled_row = coalesce((SELECT max(id) FROM messages WHERE buyer_id = :buyer), 0) WHERE id = :buyer
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A buyer waits: the `row` of the first message without an answer, and when it came."""

    buyer_id: int
    row: int
    since: datetime


def of_buyer(tx: Tx, buyer: int) -> Waiting | None:
    """Since when a buyer waits; None when they don't."""
    found = tx.execute(SINCE, {"buyer": buyer}).fetchone()
    return Waiting(buyer, found["row"], instant(found["at"])) if found["row"] is not None else None


def unanswered(tx: Tx, owner: int, since: datetime, most: int) -> list[Waiting]:
    """Who waits and wrote after `since` (of an owner, or all with 0): the most valuable first, then the longest."""
    rows = tx.execute(ALL, {"owner": owner, "since": stamp(since), "most": most}).fetchall()
    return [Waiting(row["id"], row["row"], instant(row["at"])) for row in rows]


def settle(tx: Tx, buyer: int) -> None:
    """A seller says that what was written so far needs no answer."""
    tx.execute(SETTLE, {"buyer": buyer})
