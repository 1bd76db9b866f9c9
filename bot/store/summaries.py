"""Summaries: what a card needs of a buyer's history, kept in the transaction that changes the history.

Whoever writes orders says which in temporary tables and calls `after(tx)` once, before the transaction ends:

- `touched_orders (id)`: orders that are new, or written anew. What they hold is *added* to the summaries, so an order
  costs the same for a buyer with a thousand orders as for one with none.
- `touched_buyers (id)`: buyers an order of whom was changed, moved or taken away. What the summaries say of them is
  forgotten, and all of their orders are added again by the same statements: there is one rule, not two.

A summary of one's own (recommendation's decayed counts) takes three things here, and `doctor`, the import, an order, a
merge and a rebuild keep it from then on:

- its table in TABLES (a buyer's rows, or a product's), made by a migration that also says `summaries.stale` in
  settings;
- a statement in FORGET that takes the `touched_buyers` out of it. The lines are already changed by then: it may read
  summaries only (a total over buyers subtracts the buyers' own rows, so it stands before the statement that deletes
  these);
- a statement in ADD that adds the `touched_orders`, as `INSERT … SELECT … FROM touched_orders AS t CROSS JOIN orders AS
  o ON o.id = t.id CROSS JOIN order_lines AS l ON l.order_id = o.id WHERE COUNTED … ON CONFLICT … DO UPDATE`. It may not
  depend on the order in which orders come, except in the last digits of a REAL.

After `after`, the temporary table `settled_buyers (id)` names the buyers whose summaries were written.
"""

import re
from dataclasses import dataclass
from typing import Any

from bot.core.rhythm import usual_gap
from bot.store import fading
from bot.store.database import Tx

TEMPORARY = (
    "CREATE TEMP TABLE IF NOT EXISTS touched_orders (id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS touched_buyers (id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS touched_products (id INTEGER PRIMARY KEY, was TEXT NOT NULL)",
    "CREATE TEMP TABLE IF NOT EXISTS settled_buyers (id INTEGER PRIMARY KEY)",
)
TABLES = ("buyer_totals", "bought", "bought_categories", *fading.TABLES)
"""Every summary that is computed from orders and can be computed again."""

COUNTED = "o.status NOT LIKE 'cancel%'"
"""Whether an order (o) counts at all."""
PURCHASE = f"{COUNTED} AND (o.returned_minor = 0 OR o.total_minor + o.returned_minor > 0)"
"""Whether something was bought with it; one that only gives goods back is no order as far as a rhythm goes."""

MEASURE = """
UPDATE orders SET
    total_minor = coalesce((SELECT sum(l.quantity * l.price_minor) FROM order_lines AS l WHERE l.order_id = orders.id), 0),
    returned_minor = coalesce((SELECT -sum(l.quantity * l.price_minor) FROM order_lines AS l
                               WHERE l.order_id = orders.id AND l.quantity < 0), 0)
WHERE id IN (SELECT id FROM touched_orders)
"""  # noqa: E501
# What an order earned is worked out once, by what its products cost then.
EARN = """
UPDATE orders SET profit_minor = coalesce((SELECT sum(l.quantity * (l.price_minor - p.cost_minor)) FROM order_lines AS l
                             JOIN products AS p ON p.id = l.product_id
                             WHERE l.order_id = orders.id AND p.cost_minor IS NOT NULL), 0)
WHERE id IN (SELECT id FROM touched_orders)
"""
# Money is added up in the currency of most of a buyer's orders. Orders in others may make that another one.
MAY_CHANGE_CURRENCY = f"""
INSERT OR IGNORE INTO touched_buyers
SELECT b.buyer_id FROM touched_orders AS t CROSS JOIN orders AS o ON o.id = t.id
CROSS JOIN buyer_totals AS b ON b.buyer_id = o.buyer_id WHERE o.currency <> b.currency AND {COUNTED}
GROUP BY b.buyer_id HAVING count(*) + b.elsewhere >= b.orders - b.elsewhere
"""
FORGET = (
    "DELETE FROM buyer_totals WHERE buyer_id IN (SELECT id FROM touched_buyers)",
    "DELETE FROM bought WHERE buyer_id IN (SELECT id FROM touched_buyers)",
    "DELETE FROM bought_categories WHERE buyer_id IN (SELECT id FROM touched_buyers)",
    *fading.FORGET,
)
ALL_OF_THEIRS = """
INSERT OR IGNORE INTO touched_orders
SELECT o.id FROM touched_buyers AS t CROSS JOIN orders AS o ON o.buyer_id = t.id
"""
SETTLED = """
INSERT OR IGNORE INTO settled_buyers
SELECT o.buyer_id FROM touched_orders AS t CROSS JOIN orders AS o ON o.id = t.id UNION SELECT id FROM touched_buyers
"""
ADD_TOTALS = f"""
INSERT INTO buyer_totals (buyer_id, orders, total_minor, currency, returns, returned_minor, elsewhere, period_orders,
                          period_minor, period_profit_minor, first_order_at, last_order_at, last_total_minor,
                          recent_days)
WITH added AS (
    SELECT o.buyer_id, o.currency, o.ordered_at, o.total_minor, o.returned_minor, o.profit_minor,
           {PURCHASE} AS purchase,
           o.ordered_at >= coalesce((SELECT value FROM settings WHERE name = 'grades.since'), '') AS lately
    FROM touched_orders AS t CROSS JOIN orders AS o ON o.id = t.id WHERE {COUNTED}
), usual AS (
    SELECT buyer_id, currency, max(printf('%012d %s', number, currency)) FROM
        (SELECT buyer_id, currency, count(*) AS number FROM added GROUP BY buyer_id, currency) GROUP BY buyer_id
), counted AS (
    SELECT a.*, coalesce(b.currency, u.currency) AS main, a.currency = coalesce(b.currency, u.currency) AS same
    FROM added AS a JOIN usual AS u ON u.buyer_id = a.buyer_id LEFT JOIN buyer_totals AS b ON b.buyer_id = a.buyer_id
)
SELECT buyer_id, sum(purchase), sum(same * total_minor), main, sum(returned_minor > 0), sum(same * returned_minor),
       sum(NOT same), sum(purchase AND lately), sum(same * lately * total_minor), sum(same * lately * profit_minor),
       '', '', 0, ''
FROM counted WHERE true GROUP BY buyer_id
ON CONFLICT (buyer_id) DO UPDATE SET
    orders = orders + excluded.orders, total_minor = total_minor + excluded.total_minor,
    returns = returns + excluded.returns, returned_minor = returned_minor + excluded.returned_minor,
    elsewhere = elsewhere + excluded.elsewhere, period_orders = period_orders + excluded.period_orders,
    period_minor = period_minor + excluded.period_minor,
    period_profit_minor = period_profit_minor + excluded.period_profit_minor
"""
ADD_BOUGHT = f"""
INSERT INTO bought (buyer_id, product_id, orders, quantity, returned, first_at, last_at)
SELECT o.buyer_id, l.product_id, count(DISTINCT CASE WHEN l.quantity > 0 THEN o.id END), sum(max(l.quantity, 0)),
       sum(max(-l.quantity, 0)), min(CASE WHEN l.quantity > 0 THEN o.ordered_at END),
       max(CASE WHEN l.quantity > 0 THEN o.ordered_at END)
FROM touched_orders AS t CROSS JOIN orders AS o ON o.id = t.id CROSS JOIN order_lines AS l ON l.order_id = o.id
WHERE {COUNTED} AND l.product_id IS NOT NULL GROUP BY o.buyer_id, l.product_id
ON CONFLICT (buyer_id, product_id) DO UPDATE SET
    orders = orders + excluded.orders, quantity = quantity + excluded.quantity, returned = returned + excluded.returned,
    first_at = coalesce(min(first_at, excluded.first_at), first_at, excluded.first_at),
    last_at = coalesce(max(last_at, excluded.last_at), last_at, excluded.last_at)
"""
# A category counts once for each product of it in each order.
ADD_CATEGORIES = f"""
INSERT INTO bought_categories (buyer_id, category, orders)
SELECT d.buyer_id, p.category, count(*) FROM (
    SELECT DISTINCT o.buyer_id, o.id, l.product_id
    FROM touched_orders AS t CROSS JOIN orders AS o ON o.id = t.id CROSS JOIN order_lines AS l ON l.order_id = o.id
    WHERE {COUNTED} AND l.quantity > 0 AND l.product_id IS NOT NULL
) AS d CROSS JOIN products AS p ON p.id = d.product_id WHERE p.category <> '' GROUP BY d.buyer_id, p.category
ON CONFLICT (buyer_id, category) DO UPDATE SET orders = orders + excluded.orders
"""
ADD = (ADD_TOTALS, ADD_BOUGHT, ADD_CATEGORIES, *fading.ADD)
# The last orders are looked up in their index, however many there are.
FINISH = (
    f"""
UPDATE buyer_totals SET
    first_order_at = coalesce((SELECT o.ordered_at FROM orders AS o WHERE o.buyer_id = buyer_totals.buyer_id AND {PURCHASE}
                               ORDER BY o.ordered_at LIMIT 1), ''),
    (last_order_at, last_total_minor) =
        (SELECT coalesce(max(ordered_at), ''), coalesce(total_minor, 0) FROM
            (SELECT o.ordered_at, o.total_minor FROM orders AS o WHERE o.buyer_id = buyer_totals.buyer_id AND {PURCHASE}
             ORDER BY o.ordered_at DESC, o.id DESC LIMIT 1)),
    recent_days = coalesce((SELECT group_concat(day, ' ') FROM
        (SELECT DISTINCT substr(ordered_at, 1, 10) AS day FROM
            (SELECT o.ordered_at FROM orders AS o WHERE o.buyer_id = buyer_totals.buyer_id AND {PURCHASE}
             ORDER BY o.ordered_at DESC LIMIT 40) ORDER BY day DESC LIMIT 9)), '')
WHERE buyer_id IN (SELECT id FROM settled_buyers)
""",  # noqa: E501
    "UPDATE buyer_totals SET every_days = usual_gap(recent_days) WHERE buyer_id IN (SELECT id FROM settled_buyers)",
    # Due from nine tenths of the usual gap on (core/rhythm.py).
    """
UPDATE buyer_totals SET due_day = date(substr(recent_days, 1, 10), '+' || ((every_days * 9 + 9) / 10) || ' days')
WHERE buyer_id IN (SELECT id FROM settled_buyers)
""",
    *fading.FINISH,
)
CLEAR_ORDERS = "DELETE FROM touched_orders"
CLEAR_BUYERS = "DELETE FROM touched_buyers"
CLEAR_PRODUCTS = "DELETE FROM touched_products"
CLEAR_SETTLED = "DELETE FROM settled_buyers"
TOUCH_ORDER = "INSERT OR IGNORE INTO touched_orders (id) VALUES (:id)"
TOUCH_BUYER = "INSERT OR IGNORE INTO touched_buyers (id) VALUES (:id)"
TOUCH_ALL = "INSERT OR IGNORE INTO touched_orders SELECT id FROM orders"
TOUCH_PRODUCT = """
INSERT OR IGNORE INTO touched_products (id, was) SELECT id, category FROM products WHERE code = :code
"""
SETTLED_IDS = "SELECT id FROM settled_buyers"
IS_STALE = "SELECT 1 FROM settings WHERE name = 'summaries.stale'"
NOT_STALE = "DELETE FROM settings WHERE name = 'summaries.stale'"

# A product that was put into another category takes its orders along.
RECATEGORISE = (
    """
DELETE FROM touched_products WHERE was = (SELECT p.category FROM products AS p WHERE p.id = touched_products.id)
""",
    """
UPDATE bought_categories SET orders = bought_categories.orders - d.orders FROM (
    SELECT b.buyer_id, t.was AS category, sum(b.orders) AS orders
    FROM touched_products AS t CROSS JOIN bought AS b ON b.product_id = t.id GROUP BY b.buyer_id, t.was
) AS d WHERE bought_categories.buyer_id = d.buyer_id AND bought_categories.category = d.category
""",
    """
INSERT INTO bought_categories (buyer_id, category, orders)
SELECT b.buyer_id, p.category, sum(b.orders) FROM touched_products AS t CROSS JOIN products AS p ON p.id = t.id
CROSS JOIN bought AS b ON b.product_id = t.id WHERE p.category <> '' AND b.orders > 0 GROUP BY b.buyer_id, p.category
ON CONFLICT (buyer_id, category) DO UPDATE SET orders = orders + excluded.orders
""",
    """
DELETE FROM bought_categories WHERE orders = 0
    AND buyer_id IN (SELECT b.buyer_id FROM touched_products AS t CROSS JOIN bought AS b ON b.product_id = t.id)
""",
)
WRONG_ORDERS = """
SELECT o.id, o.number, o.total_minor, coalesce(sum(l.quantity * l.price_minor), 0) AS total, o.currency
FROM orders AS o LEFT JOIN order_lines AS l ON l.order_id = o.id
GROUP BY o.id HAVING o.total_minor <> total
"""
SCHEMA_OF = "SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = :name"
EMPTY = {table: f"DELETE FROM {table}" for table in TABLES}
DIFFERENT = {
    (table, *sides): f"SELECT * FROM {sides[0]}.{table} EXCEPT SELECT * FROM {sides[1]}.{table}"
    for table in TABLES
    for sides in (("main", "temp"), ("temp", "main"))
}
BEGIN, COMMIT, READ, TAKE_BACK = "BEGIN IMMEDIATE", "COMMIT", "BEGIN", "ROLLBACK"
# A table in temp can't point into main.
NO_POINTERS, POINTERS = "PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"
COLUMNS_OF = "SELECT name, pk FROM pragma_table_info(:name, 'main') ORDER BY cid"


def ready(tx: Tx) -> None:
    """The temporary tables and the function that the statements here use; at once where they are there already."""
    for statement in TEMPORARY:
        tx.execute(statement)
    tx.create_function("usual_gap", 1, usual_gap, deterministic=True)


def touch_order(tx: Tx, id: int) -> None:
    """An order was written; call `after` when all are."""
    tx.execute(TOUCH_ORDER, {"id": id})


def touch_buyer(tx: Tx, id: int) -> None:
    """An order of this buyer was changed, moved or taken away."""
    tx.execute(TOUCH_BUYER, {"id": id})


def after(tx: Tx) -> None:
    """Bring every summary up to date with the touched orders and buyers; see the head of this file."""
    tx.execute(MEASURE)
    tx.execute(EARN)
    tx.execute(MAY_CHANGE_CURRENCY)
    for statement in FORGET:
        tx.execute(statement)
    tx.execute(ALL_OF_THEIRS)
    _add(tx)


def _add(tx: Tx) -> None:
    tx.execute(CLEAR_SETTLED)
    tx.execute(SETTLED)
    for statement in (*ADD, *FINISH):
        tx.execute(statement)
    tx.execute(CLEAR_ORDERS)
    tx.execute(CLEAR_BUYERS)


def settled(tx: Tx) -> list[int]:
    """The buyers whose summaries `after` wrote last."""
    return [row["id"] for row in tx.execute(SETTLED_IDS)]


def touch_product(tx: Tx, code: str) -> None:
    """A product is about to be saved; call `recategorise` afterwards."""
    tx.execute(TOUCH_PRODUCT, {"code": code})


def recategorise(tx: Tx) -> None:
    """Products were saved: where one is in another category now, what buyers bought of it is too."""
    for statement in RECATEGORISE:
        tx.execute(statement)
    tx.execute(CLEAR_PRODUCTS)


def rebuild(tx: Tx) -> None:
    """Compute every summary again from the orders. At a million lines this takes about ten seconds."""
    ready(tx)
    for table in TABLES:
        tx.execute(EMPTY[table])
    tx.execute(TOUCH_ALL)
    tx.execute(MEASURE)
    _add(tx)
    tx.execute(NOT_STALE)


def freshen(tx: Tx) -> None:
    """When a file is opened: compute the summaries where a migration changed what they hold."""
    ready(tx)
    if tx.execute(IS_STALE).fetchone():
        tx.execute(BEGIN)
        rebuild(tx)
        tx.execute(COMMIT)


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of a summary that is not what the orders say. `kept` and `computed` are None where there is no such row."""

    table: str
    key: dict[str, Any]
    kept: dict[str, Any] | None
    computed: dict[str, Any] | None


def compare(tx: Tx) -> list[Difference]:
    """Compute every summary again beside the kept one, by the same statements, and tell what differs.

    For a connection of its own, outside a transaction: tables of the same names in `temp` stand before the kept ones.
    """
    ready(tx)
    tx.execute(NO_POINTERS)
    tx.execute(READ)
    try:
        for table in TABLES:
            made: str = tx.execute(SCHEMA_OF, {"name": table}).fetchone()[0]
            beside = re.sub(r"^CREATE TABLE", "CREATE TEMP TABLE", made)
            tx.execute(beside)
        tx.execute(TOUCH_ALL)
        _add(tx)
        return [one for table in TABLES for one in _differences(tx, table)]
    finally:
        tx.execute(TAKE_BACK)  # the tables in temp go with it
        tx.execute(POINTERS)


def wrong_orders(tx: Tx) -> list[Difference]:
    """Orders whose total is not what their lines come to."""
    return [
        Difference(
            "orders", {"number": row["number"]}, {"total_minor": row["total_minor"]}, {"total_minor": row["total"]}
        )
        for row in tx.execute(WRONG_ORDERS)
    ]


def _differences(tx: Tx, table: str) -> list[Difference]:
    columns = [(row["name"], row["pk"]) for row in tx.execute(COLUMNS_OF, {"name": table})]
    keys = [name for name, pk in columns if pk]
    sides = []
    for here, there in (("main", "temp"), ("temp", "main")):
        rows = tx.execute(DIFFERENT[table, here, there])
        sides.append({tuple(row[key] for key in keys): dict(row) for row in rows})
    found = []
    for key in sorted({*sides[0], *sides[1]}):
        kept, computed = sides[0].get(key), sides[1].get(key)
        if kept is None or computed is None or not _near(kept, computed):
            found.append(Difference(table, dict(zip(keys, key, strict=True)), kept, computed))
    return found


def _near(kept: dict[str, Any], computed: dict[str, Any]) -> bool:
    """Equal but for the last digits of numbers with a point, which depend on the order they were added up in."""
    for name, value in kept.items():
        other = computed[name]
        if isinstance(value, float) and isinstance(other, float):
            if abs(value - other) > 1e-6 * max(1.0, abs(value), abs(other)):
                return False
        elif value != other:
            return False
    return True
