"""Orders, and the summaries that are kept with them in the same transaction."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.money import Money
from bot.store import summaries
from bot.store.database import Tx, instant, stamp

INSERT = """
INSERT INTO orders (number, buyer_id, ordered_at, status, total_minor, currency)
VALUES (:number, :buyer_id, :ordered_at, :status, 0, :currency)
ON CONFLICT (number) DO NOTHING
"""
ADD_LINE = """
INSERT INTO order_lines (order_id, line, product_id, code, quantity, price_minor)
VALUES (:order_id, :line, (SELECT id FROM products WHERE code = :code), :code, :quantity, :price_minor)
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
    """Add an order with its lines and bring the summaries up to date; False when its number is there already.

    A negative quantity is a return. What the order means for stage and grade: store/grades.settle.
    """
    values = {
        "number": number, "buyer_id": buyer_id, "ordered_at": stamp(ordered_at), "status": status, "currency": currency,
    }  # fmt: skip
    cursor = tx.execute(INSERT, values)
    if not cursor.rowcount:
        return False
    order_id = int(cursor.lastrowid or 0)
    tx.executemany(
        ADD_LINE,
        [
            {"order_id": order_id, "line": at, "code": line.code, "quantity": line.quantity,
             "price_minor": line.price_minor}
            for at, line in enumerate(lines, 1)
        ],
    )  # fmt: skip
    summaries.touch_order(tx, order_id)
    summaries.after(tx)
    return True


def latest(tx: Tx, buyer_id: int, most: int) -> list[Order]:
    """A buyer's last orders, the newest first."""
    return [
        Order(row["number"], instant(row["ordered_at"]), row["status"], Money(row["total_minor"], row["currency"]))
        for row in tx.execute(LATEST, {"buyer_id": buyer_id, "most": most}).fetchall()
    ]
