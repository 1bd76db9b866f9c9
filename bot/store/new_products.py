"""New products: which are new in a buyer's categories, whom to tell of one, and who was told."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.money import Money
from bot.store.database import Tx, stamp

# Products a shop has from the start are no arrivals: one is new when others were there before it.
NEW = """
SELECT p.id FROM products AS p WHERE p.added_at > :since AND p.category <> '' AND coalesce(p.stock, 1) > 0
    AND EXISTS (SELECT 1 FROM products AS o WHERE o.category = p.category AND o.added_at <= :since)
ORDER BY p.added_at DESC, p.id DESC LIMIT :most
"""
THEIRS = """
SELECT p.id FROM bought_categories AS c CROSS JOIN products AS p ON p.category = c.category
WHERE c.buyer_id = :buyer AND c.orders > 0 AND p.added_at > :since AND coalesce(p.stock, 1) > 0
ORDER BY c.orders DESC, p.added_at DESC, p.id LIMIT :most
"""
# Who orders of its category, was not told or shown it, has not bought it, and may be written to.
WHOM = """
SELECT b.id, b.first_name, b.last_name, b.company, b.username, c.orders, t.total_minor, t.currency
FROM products AS p CROSS JOIN bought_categories AS c ON c.category = p.category
CROSS JOIN buyers AS b ON b.id = c.buyer_id JOIN buyer_totals AS t ON t.buyer_id = b.id
WHERE p.id = :product AND c.orders > 0 AND b.erased_at IS NULL AND b.stopped_at IS NULL AND b.blocked_at IS NULL
  AND (:owner = 0 OR b.owner_id IS NULL OR b.owner_id = :owner)
  AND NOT EXISTS (SELECT 1 FROM arrivals_told AS a WHERE a.product_id = p.id AND a.buyer_id = b.id)
  AND NOT EXISTS (SELECT 1 FROM product_shows AS s WHERE s.product_id = p.id AND s.buyer_id = b.id)
  AND NOT EXISTS (SELECT 1 FROM bought AS o WHERE o.product_id = p.id AND o.buyer_id = b.id)
ORDER BY c.orders * 1.0 / t.orders * t.total_minor DESC, b.id LIMIT :most OFFSET :offset
"""
TELL = """
INSERT INTO arrivals_told (product_id, buyer_id, seller_id, at) VALUES (:product, :buyer, :seller, :at)
ON CONFLICT (product_id, buyer_id) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A buyer to be told of a new product: how often they ordered of its category, and what they ordered in all."""

    buyer: int
    name: str
    orders: int
    total: Money


def new(tx: Tx, since: datetime, most: int) -> list[int]:
    """Products added since a time to a category that had some before, the newest first."""
    return [row["id"] for row in tx.execute(NEW, {"since": stamp(since), "most": most})]


def in_their_categories(tx: Tx, buyer: int, since: datetime, most: int = 6) -> list[int]:
    """Products added since a time in the categories a buyer orders, those of the most ordered category first."""
    return [row["id"] for row in tx.execute(THEIRS, {"buyer": buyer, "since": stamp(since), "most": most})]


def whom(tx: Tx, product: int, owner: int, offset: int, most: int) -> list[Told]:
    """Buyers to tell of a product, the most valuable for its category first; `owner` 0 sees every buyer."""
    rows = tx.execute(WHOM, {"product": product, "owner": owner, "offset": offset, "most": most})
    return [
        Told(
            row["id"],
            f"{row['first_name']} {row['last_name']}".strip() or row["company"] or row["username"] or f"#{row['id']}",
            row["orders"],
            Money(row["total_minor"], row["currency"]),
        )
        for row in rows
    ]


def tell(tx: Tx, product: int, buyer: int, seller: int, at: datetime) -> bool:
    """Note that a buyer's turn came; False when it had come before."""
    return tx.execute(TELL, {"product": product, "buyer": buyer, "seller": seller, "at": stamp(at)}).rowcount == 1
