"""Orders, and the summaries that are kept with them in the same transaction."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.money import Money
from bot.store.database import Tx, instant, stamp

INSERT = """
INSERT INTO orders (number, buyer_id, ordered_at, status, total_minor, currency)
VALUES (:number, :buyer_id, :ordered_at, :status, :total_minor, :currency)
ON CONFLICT (number) DO NOTHING
"""
ADD_LINE = """
INSERT INTO order_lines (order_id, line, product_id, code, quantity, price_minor)
VALUES (:order_id, :line, (SELECT id FROM products WHERE code = :code), :code, :quantity, :price_minor)
"""
TOTALS = """
INSERT INTO buyer_totals (buyer_id, orders, total_minor, currency, first_order_at, last_order_at, last_total_minor)
VALUES (:buyer_id, 1, :total_minor, :currency, :ordered_at, :ordered_at, :total_minor)
ON CONFLICT (buyer_id) DO UPDATE SET
    orders = orders + 1, total_minor = total_minor + :total_minor,
    first_order_at = min(first_order_at, :ordered_at),
    last_total_minor = CASE WHEN :ordered_at >= last_order_at THEN :total_minor ELSE last_total_minor END,
    last_order_at = max(last_order_at, :ordered_at)
"""
BOUGHT = """
INSERT INTO bought (buyer_id, product_id, orders, quantity, first_at, last_at)
SELECT :buyer_id, product_id, 1, sum(quantity), :ordered_at, :ordered_at FROM order_lines
WHERE order_id = :order_id AND product_id IS NOT NULL GROUP BY product_id
ON CONFLICT (buyer_id, product_id) DO UPDATE SET
    orders = orders + 1, quantity = quantity + excluded.quantity,
    first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)
"""
LATEST = """
SELECT number, ordered_at, status, total_minor, currency FROM orders WHERE buyer_id = :buyer_id
ORDER BY ordered_at DESC LIMIT :most
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an order; `price_minor` is for one piece."""

    code: str
    quantity: int
    price_minor: int


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it is listed."""

    number: str
    ordered_at: datetime
    status: str
    total: Money


def add(
    tx: Tx, number: str, buyer_id: int, ordered_at: datetime, status: str, currency: str, lines: tuple[Line, ...]
) -> bool:
    """Add an order with its lines and bring the summaries up to date; False when its number is there already."""
    total = sum(line.quantity * line.price_minor for line in lines)
    values = {
        "number": number, "buyer_id": buyer_id, "ordered_at": stamp(ordered_at), "status": status,
        "total_minor": total, "currency": currency,
    }  # fmt: skip
    cursor = tx.execute(INSERT, values)
    if not cursor.rowcount:
        return False
    order_id = cursor.lastrowid
    tx.executemany(
        ADD_LINE,
        [
            {"order_id": order_id, "line": at, "code": line.code, "quantity": line.quantity,
             "price_minor": line.price_minor}
            for at, line in enumerate(lines, 1)
        ],
    )  # fmt: skip
    summary = {"buyer_id": buyer_id, "ordered_at": values["ordered_at"]}
    tx.execute(TOTALS, {**summary, "total_minor": total, "currency": currency})
    tx.execute(BOUGHT, {**summary, "order_id": order_id})
    return True


def latest(tx: Tx, buyer_id: int, most: int) -> list[Order]:
    """A buyer's last orders, the newest first."""
    return [
        Order(row["number"], instant(row["ordered_at"]), row["status"], Money(row["total_minor"], row["currency"]))
        for row in tx.execute(LATEST, {"buyer_id": buyer_id, "most": most}).fetchall()
    ]
