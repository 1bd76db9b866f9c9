"""What is kept about one buyer, counted for the buyer."""

from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Tx, instant

KEPT = """
SELECT (SELECT count(*) FROM messages WHERE buyer_id = :id) AS messages,
       (SELECT count(*) FROM notes WHERE buyer_id = :id) AS notes,
       (SELECT count(*) FROM followups WHERE buyer_id = :id) AS followups,
       (SELECT count(*) FROM orders WHERE buyer_id = :id) AS orders,
       (SELECT birthday FROM buyers WHERE id = :id) AS birthday,
       (SELECT max(at) FROM consents WHERE buyer_id = :id AND kind = 'card shared') AS shared_at
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """Counts of rows; `birthday` is an ISO day or ""; `shared_at` when the buyer last shared their card."""

    messages: int
    notes: int
    followups: int
    orders: int
    birthday: str
    shared_at: datetime | None


def kept(tx: Tx, buyer_id: int) -> Kept:
    """How much the database holds about a buyer."""
    row = tx.execute(KEPT, {"id": buyer_id}).fetchone()
    shared = instant(row["shared_at"]) if row["shared_at"] else None
    return Kept(row["messages"], row["notes"], row["followups"], row["orders"], row["birthday"] or "", shared)
