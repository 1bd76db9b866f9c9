"""What recommending needs of the orders: all of them at once, for the batch door."""

from dataclasses import dataclass

import numpy as np

from bot.core.past import Lines
from bot.core.services import services
from bot.store.database import Tx

MS_PER_DAY = 86_400_000.0

BUYERS = "SELECT id, number FROM buyers"
PRODUCTS = (
    "SELECT code, title, category, stock, round((julianday(added_at) - 2440587.5) * 86400000) AS added FROM products"
)
# Days since 1970. What came back (a negative quantity) and what was cancelled was not bought.
LINES = """
SELECT o.buyer_id, o.id, (julianday(o.ordered_at) - 2440587.5) * 86400000.0, l.code, l.quantity
FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id
WHERE l.quantity > 0 AND o.status NOT LIKE 'cancel%'
"""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A product as it is proposed; `stock` is None when it is not known."""

    code: str
    title: str = ""
    category: str = ""
    stock: int | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Every order line; `shelves` and buyers are numbered from 0, `numbers` finds a buyer by the shop's number."""

    lines: Lines
    shelves: tuple[Shelf, ...]
    numbers: dict[str, int]
    buyers: int


def history(tx: Tx) -> History:
    """All that was ordered. Services such as carriage are left out."""
    known = {
        row["code"]: Shelf(row["code"], row["title"], row["category"], row["stock"]) for row in tx.execute(PRODUCTS)
    }
    cursor = tx.cursor()
    cursor.row_factory = None
    rows = cursor.execute(LINES).fetchall()
    for code in {row[3] for row in rows} - set(known):
        known[code] = Shelf(code)
    left_out = services((one.code, one.title) for one in known.values())
    shelves = tuple(one for one in known.values() if one.code not in left_out)
    product_of = {one.code: at for at, one in enumerate(shelves)}
    buyer_of, numbers = {}, {}
    for at, row in enumerate(tx.execute(BUYERS).fetchall()):
        buyer_of[row["id"]] = at
        if row["number"]:
            numbers[row["number"]] = at
    kept = [(buyer_of[row[0]], product_of[row[3]], row[1], round(row[2]) / MS_PER_DAY, row[4])
            for row in rows if row[3] in product_of]  # fmt: skip
    buyer, product, order, day, quantity = zip(*kept, strict=True) if kept else ((), (), (), (), ())
    lines = Lines(
        np.array(buyer, np.int64), np.array(product, np.int64), np.array(order, np.int64), np.array(day, np.float64),
        np.array(quantity, np.float64),
    )  # fmt: skip
    return History(lines, shelves, numbers, len(buyer_of))
