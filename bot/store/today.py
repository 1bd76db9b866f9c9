"""What ranking whom to write to needs: buyers by how often they ordered lately, and when they were last written to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.money import Money
from bot.core.today import HALF_LIFE
from bot.store.database import Tx, instant
from bot.store.fading import EPOCH

MOST = 2000
"""So many buyers are ranked: those who ordered most, lately."""

COLUMNS = """
b.id, b.first_name, b.last_name, b.company, b.username, f.days, t.orders, t.total_minor, t.currency, t.last_order_at,
t.every_days
"""
REACHABLE = "b.erased_at IS NULL AND b.stopped_at IS NULL AND b.blocked_at IS NULL AND t.orders > 0"
LATELY = f"""
SELECT {COLUMNS} FROM (SELECT buyer_id, days FROM buyer_fading ORDER BY days DESC LIMIT {MOST}) AS f
CROSS JOIN buyers AS b ON b.id = f.buyer_id CROSS JOIN buyer_totals AS t ON t.buyer_id = b.id
WHERE {REACHABLE} AND (:owner = 0 OR b.owner_id IS NULL)
"""
OWN = f"""
SELECT {COLUMNS} FROM buyers AS b CROSS JOIN buyer_fading AS f ON f.buyer_id = b.id
CROSS JOIN buyer_totals AS t ON t.buyer_id = b.id WHERE b.owner_id = :owner AND {REACHABLE}
"""
WRITTEN = """
SELECT at FROM messages WHERE buyer_id = :buyer AND direction = 'out' AND deleted_at IS NULL ORDER BY id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Chance:
    """A buyer who may be written to. `days` are days with an order, fading; `every` their usual gap in days."""

    buyer: int
    name: str
    days: float
    orders: int
    usual: Money
    last_order_at: datetime
    every: int | None


def chances(tx: Tx, owner: int, now: datetime) -> list[Chance]:
    """Buyers with orders who may be written to: an owner's and the public pool's, or (0) everybody's."""
    rows = tx.execute(LATELY, {"owner": owner}).fetchall()
    if owner:
        rows += tx.execute(OWN, {"owner": owner}).fetchall()
    faded = 2.0 ** (-(now - EPOCH).total_seconds() / 86400 / HALF_LIFE)
    return [_chance(row, faded) for row in rows]


def _chance(row: Any, faded: float) -> Chance:
    name = f"{row['first_name']} {row['last_name']}".strip() or row["company"] or row["username"] or f"#{row['id']}"
    usual = Money(row["total_minor"] // row["orders"], row["currency"])
    return Chance(
        row["id"], name, row["days"] * faded, row["orders"], usual, instant(row["last_order_at"]), row["every_days"]
    )


def last_written(tx: Tx, buyer: int) -> datetime | None:
    """When a buyer was last sent anything."""
    row = tx.execute(WRITTEN, {"buyer": buyer}).fetchone()
    return instant(row["at"]) if row else None
