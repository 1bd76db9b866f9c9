"""Counts of orders that fade with time, of each buyer and of the whole shop: kept with the orders, read for proposals.

How a count is kept so that time does not touch it is said in migrations/0009_recommend.sql. store/summaries.py runs ADD
and FORGET; this module never adds up order lines while a buyer waits.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any

import numpy as np

from bot.core.recommend import FADES, Evidence, Flags, Floats, Ints, again
from bot.core.services import MOSTLY
from bot.store.database import Tx, stamp

TABLES = ("fading", "product_fading", "buyer_fading")

COUNTS = "half_15, half_30, half_60, half_120, quantities"
ADDED = ", ".join(f"{name} = {name} + excluded.{name}" for name in COUNTS.split(", "))
# An order that holds a product on two lines ordered it once. 2458849.5 is 1 January 2020 as a Julian day.
bought_now = """
WITH bought_once AS (
    SELECT o.buyer_id, l.product_id, julianday(o.ordered_at) - 2458849.5 AS day, sum(l.quantity) AS quantity
    FROM touched_orders AS t CROSS JOIN orders AS o ON o.id = t.id CROSS JOIN order_lines AS l ON l.order_id = o.id
    WHERE o.status NOT LIKE 'cancel%' AND l.quantity > 0 AND l.product_id IS NOT NULL GROUP BY o.id, l.product_id
), new AS (
    SELECT buyer_id, product_id, count(*) AS orders, sum(pow(2, day / 15)) AS half_15, sum(pow(2, day / 30)) AS half_30,
           sum(pow(2, day / 60)) AS half_60, sum(pow(2, day / 120)) AS half_120, sum(ln(quantity)) AS quantities
    FROM bought_once GROUP BY buyer_id, product_id
)
"""
ADD_PRODUCTS = f"""
INSERT INTO product_fading (product_id, buyers, again, orders, {COUNTS})
{bought_now}
SELECT n.product_id, sum(f.orders IS NULL), sum(coalesce(f.orders, 0) < 2 AND coalesce(f.orders, 0) + n.orders > 1),
       sum(n.orders), sum(n.half_15), sum(n.half_30), sum(n.half_60), sum(n.half_120), sum(n.quantities)
FROM new AS n LEFT JOIN fading AS f ON f.buyer_id = n.buyer_id AND f.product_id = n.product_id
WHERE true GROUP BY n.product_id
ON CONFLICT (product_id) DO UPDATE SET buyers = buyers + excluded.buyers, again = again + excluded.again,
    orders = orders + excluded.orders, {ADDED}
"""
ADD_BUYERS = f"""
INSERT INTO fading (buyer_id, product_id, orders, {COUNTS})
{bought_now}
SELECT buyer_id, product_id, orders, {COUNTS} FROM new WHERE true
ON CONFLICT (buyer_id, product_id) DO UPDATE SET orders = orders + excluded.orders, {ADDED}
"""
ADD = (ADD_PRODUCTS, ADD_BUYERS)
"""Products first: who is new to a product is seen by what its buyers bought until now."""

THEIR_PRODUCTS = "SELECT product_id FROM fading WHERE buyer_id IN (SELECT id FROM touched_buyers)"
FORGET = (
    f"DELETE FROM product_fading WHERE product_id IN ({THEIR_PRODUCTS})",
    # Added up anew without them: subtracting would leave the last digits of large numbers.
    f"""
INSERT INTO product_fading (product_id, buyers, again, orders, {COUNTS})
SELECT product_id, count(*), sum(orders > 1), sum(orders), sum(half_15), sum(half_30), sum(half_60), sum(half_120),
       sum(quantities)
FROM fading WHERE product_id IN ({THEIR_PRODUCTS}) AND buyer_id NOT IN (SELECT id FROM touched_buyers)
GROUP BY product_id
""",
    "DELETE FROM fading WHERE buyer_id IN (SELECT id FROM touched_buyers)",
    "DELETE FROM buyer_fading WHERE buyer_id IN (SELECT id FROM touched_buyers)",
)
# Two orders on one day are one day; so many days are looked up in the index of a buyer's orders.
FINISH = (
    """
INSERT INTO buyer_fading (buyer_id, days, squares)
SELECT id, days, squares FROM (
    SELECT s.id, (SELECT sum(pow(2, (julianday(day) - 2458849.5) / 120)) FROM
            (SELECT DISTINCT substr(o.ordered_at, 1, 10) AS day FROM orders AS o
             WHERE o.buyer_id = s.id AND o.status NOT LIKE 'cancel%'
                 AND (o.returned_minor = 0 OR o.total_minor + o.returned_minor > 0)
             ORDER BY o.ordered_at DESC LIMIT 120)) AS days,
        (SELECT coalesce(sum(f.half_120 * f.half_120), 0) FROM fading AS f WHERE f.buyer_id = s.id) AS squares
    FROM settled_buyers AS s
) WHERE days IS NOT NULL
ON CONFLICT (buyer_id) DO UPDATE SET days = excluded.days, squares = excluded.squares
""",
)

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
TELLING = 20
"""From so many of a buyer's products, the most telling, buyers like them are looked for."""
ASKED = 150
"""So many of a product's buyers, those who buy it most."""
ALIKE = 60
"""So many of the most similar buyers are read in full."""
WEIGHED = 250
"""So many products are looked up at most for one card."""
POPULAR = 100

# The buyer's latest products, if they bought more than can be looked at in a moment.
OWN = """
SELECT f.product_id, f.orders, f.half_15, f.half_30, f.half_60, f.half_120, f.quantities, b.first_at, b.last_at
FROM fading AS f JOIN bought AS b ON b.buyer_id = f.buyer_id AND b.product_id = f.product_id
WHERE f.buyer_id = :buyer ORDER BY f.half_120 DESC LIMIT 1500
"""
ORDERS = """
SELECT ordered_at FROM orders WHERE buyer_id = :buyer AND status NOT LIKE 'cancel%' AND ordered_at <= :now
ORDER BY ordered_at DESC LIMIT 500
"""
BUYERS_OF_ONE = """
SELECT buyer_id, half_120 FROM fading WHERE product_id = :product AND buyer_id <> :buyer
ORDER BY half_120 DESC LIMIT :most
"""
ROWS_OF = """
SELECT f.buyer_id, f.product_id, f.half_15, f.half_120 FROM json_each(:buyers) AS b
CROSS JOIN fading AS f ON f.buyer_id = b.value
"""
SQUARES = "SELECT buyer_id, squares FROM buyer_fading WHERE buyer_id IN (SELECT value FROM json_each(:buyers))"
PRODUCTS = f"""
SELECT product_id, buyers, again, orders, {COUNTS} FROM product_fading
WHERE product_id IN (SELECT value FROM json_each(:products))
"""
BUYERS = "SELECT buyers FROM product_fading WHERE product_id = :product"
EVERYBODY = "SELECT count(*) FROM buyer_totals"
BOTH = """
SELECT count(*) FROM fading AS a CROSS JOIN fading AS b ON b.buyer_id = a.buyer_id AND b.product_id = :product
WHERE a.product_id = :other
"""
LATELY = "SELECT count(*) FROM bought WHERE product_id = :product AND last_at > :since"
DIGITS = "SELECT count(*), sum(code GLOB '*[0-9]*') FROM products"
BEST = "SELECT product_id, half_30 FROM product_fading ORDER BY half_30 DESC LIMIT :most"


@dataclass(frozen=True, slots=True)
class _Alike:
    """What buyers who buy alike bought: a row for each of their products; `likeness` is that of its buyer."""

    products: Ints
    unit: Floats
    count: Floats
    lately: Floats
    likeness: Floats
    total: float


def evidence(tx: Tx, buyer: int, now: datetime) -> Evidence:
    """What is known now of the products worth weighing up for a buyer (of an id); `products` are their ids."""
    day = (now - EPOCH).total_seconds() / 86400
    faded = np.array([2.0 ** (-day / half) for half in FADES])
    own = _table(tx, OWN, {"buyer": buyer})
    first, last = _ages(own, 7, now), _ages(own, 8, now)
    mine = np.array([row[0] for row in own], dtype=np.int64)
    counts = np.array([row[2:6] for row in own], dtype=np.float64).reshape(-1, len(FADES)).T * faded[:, None]
    unit = counts[-1] / max(float(np.linalg.norm(counts[-1])), 1e-12)
    best = _table(tx, BEST, {"most": POPULAR})
    near = _alike(tx, buyer, mine, unit, faded)
    products = _chosen(mine, unit, near, [row[0] for row in best])
    at, kept = _places(products, mine)

    def mine_at(values: Floats) -> Floats:
        found = np.zeros(len(products))
        found[at[kept]] = values[kept]
        return found

    theirs, known = _places(products, near.products)
    theirs[~known] = len(products)

    def theirs_at(values: Floats) -> Floats:
        weights = values * near.likeness / max(near.total, 1e-12)
        return np.bincount(theirs, weights, minlength=len(products) + 1)[: len(products)].astype(np.float64)

    orders = np.array([row[1] for row in own], dtype=np.float64)
    shop = np.zeros((len(products), 8))
    sold, *counted = _columns(_table(tx, PRODUCTS, {"products": _json(products)}), 9)
    shop[np.searchsorted(products, sold)] = np.transpose(counted)
    ages = [_age(row[0], now) for row in _table(tx, ORDERS, {"buyer": buyer, "now": stamp(now)})]
    return Evidence(
        products=products,
        orders=mine_at(orders),
        fading=np.stack([mine_at(one) for one in counts]),
        unit=mine_at(unit),
        first_age=mine_at(first),
        last_age=mine_at(last),
        quantity=mine_at(np.array([row[6] for row in own], dtype=np.float64) / np.maximum(orders, 1)),
        share=theirs_at(near.unit),
        count=theirs_at(near.count),
        lately=theirs_at(near.lately),
        rates=shop[:, 3:7].T * faded[:, None] / np.array(FADES)[:, None],
        again=again(shop[:, 1], shop[:, 0]),
        usual=shop[:, 7] / np.maximum(shop[:, 2], 1),
        top_rate=float(best[0][1]) * float(faded[1]) / FADES[1] if best else 0.0,
        order_ages=np.array(ages),
    )


def buyers_of(tx: Tx, product: int) -> int:
    """How many buyers ever ordered a product."""
    row = tx.execute(BUYERS, {"product": product}).fetchone()
    return int(row[0]) if row else 0


def everybody(tx: Tx) -> int:
    """How many buyers have ordered."""
    return int(tx.execute(EVERYBODY).fetchone()[0])


def buyers_of_both(tx: Tx, product: int, other: int) -> int:
    """How many buyers ordered both products; as slow as the other one has buyers."""
    return int(tx.execute(BOTH, {"product": product, "other": other}).fetchone()[0])


def buyers_lately(tx: Tx, product: int, since: datetime) -> int:
    """How many buyers ordered a product after a time."""
    return int(tx.execute(LATELY, {"product": product, "since": stamp(since)}).fetchone()[0])


def codes_have_digits(tx: Tx) -> bool:
    """Whether nearly all codes of the shop have a digit, so that one without stands for a service."""
    number, with_digits = tx.execute(DIGITS).fetchone()
    return bool(number) and with_digits >= MOSTLY * number


def _table(tx: Tx, sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    cursor = tx.cursor()
    cursor.row_factory = None  # plain tuples: thousands of rows are read for one card
    return cursor.execute(sql, values).fetchall()


def _json(ids: Ints) -> str:
    return f"[{','.join(map(str, ids.tolist()))}]"


def _age(at: str, now: datetime) -> float:
    return max(0.0, (now - datetime.fromisoformat(at)).total_seconds() / 86400)


def _ages(rows: list[tuple[Any, ...]], column: int, now: datetime) -> Floats:
    return np.array([_age(row[column], now) for row in rows], dtype=np.float64)


def _alike(tx: Tx, buyer: int, mine: Ints, unit: Floats, faded: Floats) -> _Alike:
    """Buyers who share this buyer's most telling products, and what they bought; bounded, whatever the shop's size."""
    asked: list[tuple[Any, ...]] = []
    weights: list[float] = []
    for at in np.argsort(-unit, kind="stable")[:TELLING].tolist():
        found = _table(tx, BUYERS_OF_ONE, {"product": int(mine[at]), "buyer": buyer, "most": ASKED})
        asked += found
        weights += [float(unit[at])] * len(found)
    others, which = np.unique(_columns(asked, 2)[0].astype(np.int64), return_inverse=True)
    dots = np.bincount(which, _columns(asked, 2)[1] * np.array(weights), minlength=len(others))
    squares = np.full(len(others), np.inf)
    known_as, summed = _columns(_table(tx, SQUARES, {"buyers": _json(others)}), 2)
    squares[np.searchsorted(others, known_as)] = np.maximum(summed, 1e-300)
    nearest = others[np.argsort(-dots / np.sqrt(squares), kind="stable")[:ALIKE]]
    whose, products, lately, count = _columns(_table(tx, ROWS_OF, {"buyers": _json(nearest)}), 4)
    lately, count, products_of = lately * faded[0], count * faded[-1], products.astype(np.int64)
    buyers, at_buyer = np.unique(whose, return_inverse=True)
    length = np.sqrt(np.bincount(at_buyer, count**2, minlength=len(buyers)))[at_buyer]
    theirs = count / np.maximum(length, 1e-300)
    by_id = np.argsort(mine)
    place, known = _places(mine[by_id], products_of)
    shared = np.zeros(len(theirs))
    shared[known] = theirs[known] * unit[by_id][place[known]]
    likeness = np.bincount(at_buyer, shared, minlength=len(buyers)).astype(np.float64)
    return _Alike(products_of, theirs, count, lately, likeness[at_buyer], float(likeness.sum()))


def _columns(rows: list[tuple[Any, ...]], wide: int) -> Floats:
    """Rows of numbers as an array, one line for each column."""
    return np.fromiter(chain.from_iterable(rows), np.float64, len(rows) * wide).reshape(-1, wide).T


def _places(ids: Ints, wanted: Ints) -> tuple[Ints, Flags]:
    """Where each wanted id is among ascending ids, and which are there at all."""
    if not len(ids):
        return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=bool)
    at = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return at, ids[at] == wanted


def _chosen(mine: Ints, unit: Floats, near: _Alike, best: list[int]) -> Ints:
    """The products to be looked up: the buyer's own, what the alike take most, what sells."""
    ids, at = np.unique(np.concatenate([mine, near.products]), return_inverse=True)
    weights = np.concatenate([0.3 * unit, 0.7 * near.unit * near.likeness / max(near.total, 1e-12)])
    likely = np.argsort(-np.bincount(at, weights, minlength=len(ids)), kind="stable")[:WEIGHED]
    return np.unique(np.concatenate([ids[likely], np.array(best, dtype=np.int64)])).astype(np.int64)
