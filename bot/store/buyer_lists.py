"""Lists of buyers by stage, grade, and whether they are due; each seller sees their own and the public pool."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.core.money import Money
from bot.store.database import Tx, instant

FROM = "FROM buyers AS b LEFT JOIN buyer_totals AS t ON t.buyer_id = b.id"
VISIBLE = "b.erased_at IS NULL AND (:owner = 0 OR b.owner_id IS NULL OR b.owner_id = :owner)"
WHICH = {
    "due": "t.due_day <= :today AND b.stage <> 'lapsed'",
    "lapsed": "b.stage = 'lapsed'",
    "top": "t.total_minor > 0 AND t.total_minor >= (SELECT fifth_minor FROM revenue WHERE currency = t.currency)",
    "fan": "b.stage = 'fan'",
    "card asked": "b.stage = 'card asked'",
    "customer": "b.stage = 'customer'",
    "regular": "b.stage = 'regular'",
    "bronze": "b.grade <> '' AND b.grade = 'bronze'",
    "silver": "b.grade <> '' AND b.grade = 'silver'",
    "gold": "b.grade <> '' AND b.grade = 'gold'",
    "platinum": "b.grade <> '' AND b.grade = 'platinum'",
}
"""The lists by name. The most valuable buyer stands first; those without orders by when they wrote last."""
PAGE = {
    name: f"""
SELECT b.id, b.first_name, b.last_name, b.username, b.company, b.stage, b.grade, b.stars, t.orders, t.total_minor,
       t.currency, t.last_order_at, t.every_days, b.last_message_at {FROM} WHERE {where} AND {VISIBLE}
ORDER BY coalesce(t.total_minor, 0) DESC, b.last_message_at DESC, b.id LIMIT :most OFFSET :offset
"""
    for name, where in WHICH.items()
}
COUNT = {name: f"SELECT count(*) AS number {FROM} WHERE {where} AND {VISIBLE}" for name, where in WHICH.items()}


@dataclass(frozen=True, slots=True)
class Listed:
    """A buyer as a list shows them. `every` is their usual gap in days; money and times are None without an order."""

    id: int
    name: str
    grade: str
    stars: int
    orders: int
    total: Money | None
    last_order_at: datetime | None
    every: int | None
    last_message_at: datetime | None


def page(tx: Tx, which: str, owner: int, today: date, offset: int, most: int) -> list[Listed]:
    """Part of a list; `owner` 0 sees every buyer."""
    values = {"owner": owner, "today": today.isoformat(), "offset": offset, "most": most}
    return [_listed(row) for row in tx.execute(PAGE[which], values)]


def count(tx: Tx, which: str, owner: int, today: date) -> int:
    """How many buyers are on a list."""
    return int(tx.execute(COUNT[which], {"owner": owner, "today": today.isoformat()}).fetchone()["number"])


def _listed(row: Any) -> Listed:
    name = f"{row['first_name']} {row['last_name']}".strip() or row["company"] or row["username"] or f"#{row['id']}"
    ordered = bool(row["orders"])
    return Listed(
        id=row["id"],
        name=name,
        grade=row["grade"],
        stars=row["stars"],
        orders=row["orders"] or 0,
        total=Money(row["total_minor"], row["currency"]) if ordered else None,
        last_order_at=instant(row["last_order_at"]) if ordered else None,
        every=row["every_days"],
        last_message_at=instant(row["last_message_at"]) if row["last_message_at"] else None,
    )
