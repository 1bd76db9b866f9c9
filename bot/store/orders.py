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
PAGE = """
SELECT id, number, ordered_at, status, total_minor, returned_minor, currency FROM orders WHERE buyer_id = :buyer_id
ORDER BY ordered_at DESC, id DESC LIMIT :most OFFSET :offset
"""
LINES = """
SELECT l.code, coalesce(p.title, '') AS title, l.quantity, l.price_minor FROM order_lines AS l
LEFT JOIN products AS p ON p.id = l.product_id WHERE l.order_id = :order_id ORDER BY l.line LIMIT :most
"""
COUNT_LINES = "SELECT count(*) AS number FROM order_lines WHERE order_id = :order_id"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an order; `price_minor` is for one piece."""

    code: str
    quantity: int
    price_minor: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A line as it is listed; the price is for one piece."""

    code: str
    title: str
    quantity: int
    price: Money


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it is listed, with the first of its `count` lines. `returned` is the worth of what came back."""

    number: str
    ordered_at: datetime
    status: str
    total: Money
    returned: Money
    lines: tuple[Listed, ...]
    count: int


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


def page(tx: Tx, buyer_id: int, offset: int, most: int, most_lines: int) -> list[Order]:
    """A part of a buyer's orders, the newest first, each with its first lines."""
    rows = tx.execute(PAGE, {"buyer_id": buyer_id, "offset": offset, "most": most}).fetchall()
    return [
        Order(
            row["number"],
            instant(row["ordered_at"]),
            row["status"],
            Money(row["total_minor"], row["currency"]),
            Money(row["returned_minor"], row["currency"]),
            _lines(tx, row["id"], row["currency"], most_lines),
            tx.execute(COUNT_LINES, {"order_id": row["id"]}).fetchone()["number"],
        )
        for row in rows
    ]


def _lines(tx: Tx, order_id: int, currency: str, most: int) -> tuple[Listed, ...]:
    rows = tx.execute(LINES, {"order_id": order_id, "most": most}).fetchall()
    return tuple(
        Listed(row["code"], row["title"], row["quantity"], Money(row["price_minor"], currency)) for row in rows
    )
