"""Whole histories at once: order lines, products and buyers of an import, in one transaction of the caller's.

Order lines are read one by one and wait in temporary tables (which spill to disk), so memory stays bounded however long
the file is; then a handful of statements over all of them bring orders, buyers, catalogue and summaries up to date. All
or nothing: whatever goes wrong, the caller's savepoint or transaction takes everything back.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from bot.core.grades import Rules
from bot.core.imports import BuyerRow, Counts, OrderLine, ProductRow
from bot.store import grades, search, summaries
from bot.store.database import Tx, stamp

CHUNK = 10_000
"""Rows that wait in Python at once."""

Progress = Callable[[int], None]
"""Told how many rows were read so far."""
T = TypeVar("T")

TEMPORARY = (
    """
CREATE TEMP TABLE IF NOT EXISTS incoming_orders (
    row INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, buyer TEXT NOT NULL, ordered_at TEXT NOT NULL,
    status TEXT NOT NULL, currency TEXT NOT NULL, order_id INTEGER, buyer_id INTEGER, state TEXT NOT NULL DEFAULT 'new'
)""",
    """
CREATE TEMP TABLE IF NOT EXISTS incoming_lines (
    order_row INTEGER NOT NULL, line INTEGER NOT NULL, code TEXT NOT NULL, quantity INTEGER NOT NULL,
    price_minor INTEGER NOT NULL, PRIMARY KEY (order_row, line)
) WITHOUT ROWID""",
    """
CREATE TEMP TABLE IF NOT EXISTS incoming_products (
    code TEXT PRIMARY KEY COLLATE NOCASE, title TEXT NOT NULL, price_minor INTEGER NOT NULL, currency TEXT NOT NULL,
    at TEXT NOT NULL, first_at TEXT NOT NULL, product_id INTEGER
) WITHOUT ROWID""",
    """
CREATE TEMP TABLE IF NOT EXISTS incoming_buyers (
    number TEXT PRIMARY KEY, name TEXT NOT NULL, company TEXT NOT NULL, country TEXT NOT NULL, email TEXT NOT NULL,
    phone TEXT NOT NULL, first_at TEXT NOT NULL, buyer_id INTEGER
) WITHOUT ROWID""",
)
EMPTY = (
    "DELETE FROM incoming_orders",
    "DELETE FROM incoming_lines",
    "DELETE FROM incoming_products",
    "DELETE FROM incoming_buyers",
)

# The first line of an order says whose it is and when.
KEEP_ORDER = """
INSERT OR IGNORE INTO incoming_orders (row, number, buyer, ordered_at, status, currency)
VALUES (:row, :number, :buyer, :ordered_at, :status, :currency)
"""
KEEP_LINE = """
INSERT INTO incoming_lines (order_row, line, code, quantity, price_minor)
SELECT row, :line, :code, :quantity, :price_minor FROM incoming_orders WHERE number = :number
"""
# A product is called and costs what its latest line says.
KEEP_PRODUCT = """
INSERT INTO incoming_products (code, title, price_minor, currency, at, first_at)
VALUES (:code, :title, :price_minor, :currency, :at, :at)
ON CONFLICT (code) DO UPDATE SET
    title = CASE WHEN excluded.title <> '' AND (excluded.at >= at OR title = '') THEN excluded.title ELSE title END,
    price_minor = CASE WHEN excluded.price_minor > 0 AND (excluded.at >= at OR price_minor = 0)
                       THEN excluded.price_minor ELSE price_minor END,
    at = max(at, excluded.at), first_at = min(first_at, excluded.first_at)
"""
KEEP_BUYER = """
INSERT INTO incoming_buyers (number, name, company, country, email, phone, first_at)
VALUES (:number, :name, :company, :country, :email, :phone, :at)
ON CONFLICT (number) DO UPDATE SET
    name = CASE WHEN name = '' THEN excluded.name ELSE name END,
    company = CASE WHEN company = '' THEN excluded.company ELSE company END,
    country = CASE WHEN country = '' THEN excluded.country ELSE country END,
    email = CASE WHEN email = '' THEN excluded.email ELSE email END,
    phone = CASE WHEN phone = '' THEN excluded.phone ELSE phone END,
    first_at = min(first_at, excluded.first_at)
"""

KNOWN_ORDERS = """
UPDATE incoming_orders SET order_id = o.id, state = 'same' FROM orders AS o WHERE o.number = incoming_orders.number
"""
# Whoever asked to be forgotten stays forgotten: their orders are not given to a new file of the same number.
FORGOTTEN = """
UPDATE incoming_orders SET state = 'forgotten' WHERE state = 'same' AND EXISTS (
    SELECT 1 FROM orders AS o CROSS JOIN buyers AS b ON b.id = o.buyer_id
    WHERE o.id = incoming_orders.order_id AND b.erased_at IS NOT NULL)
"""
# A file that became part of another one (same person) is that one.
KNOWN_BUYERS = """
UPDATE incoming_buyers SET buyer_id =
    (SELECT coalesce((SELECT m.buyer_id FROM merges AS m WHERE m.other_id = b.id), b.id) FROM buyers AS b
     WHERE b.number = incoming_buyers.number)
"""
# An export names a buyer without a number by their chat (tg123) or their row (id12).
UNNUMBERED_BUYERS = """
UPDATE incoming_buyers SET buyer_id =
    CASE substr(number, 1, 2)
    WHEN 'tg' THEN (SELECT b.id FROM buyers AS b WHERE b.number IS NULL AND b.erased_at IS NULL
                    AND b.telegram_id = CAST(substr(incoming_buyers.number, 3) AS INTEGER))
    ELSE (SELECT b.id FROM buyers AS b WHERE b.number IS NULL AND b.erased_at IS NULL
          AND b.id = CAST(substr(incoming_buyers.number, 3) AS INTEGER)) END
WHERE buyer_id IS NULL AND (number GLOB 'tg[1-9]*' OR number GLOB 'id[1-9]*')
"""
NEW_BUYERS = """
INSERT INTO buyers (number, first_name, company, country, email, phone, source, created_at)
SELECT i.number, CASE WHEN i.name <> '' THEN i.name ELSE '#' || i.number END, i.company, i.country, i.email, i.phone,
       'import', min(i.first_at, :at) FROM incoming_buyers AS i
WHERE i.buyer_id IS NULL AND i.number IN (SELECT buyer FROM incoming_orders WHERE state <> 'forgotten')
"""
NEW_BUYERS_ARE = """
UPDATE incoming_buyers SET buyer_id = b.id FROM buyers AS b
WHERE incoming_buyers.buyer_id IS NULL AND b.number = incoming_buyers.number
"""
NEW_PRODUCTS = """
INSERT INTO products (code, title, currency, added_at)
SELECT i.code, CASE WHEN i.title <> '' THEN i.title ELSE i.code END, i.currency, min(i.first_at, :at)
FROM incoming_products AS i
WHERE NOT EXISTS (SELECT 1 FROM products AS p WHERE p.code = i.code COLLATE NOCASE) ORDER BY i.code
"""
PRODUCTS_ARE = """
UPDATE incoming_products SET product_id =
    (SELECT p.id FROM products AS p WHERE p.code = incoming_products.code COLLATE NOCASE ORDER BY p.id LIMIT 1)
"""
NEW_TIERS = """
INSERT INTO tiers (product_id, quantity, price_minor)
SELECT i.product_id, 1, i.price_minor FROM incoming_products AS i CROSS JOIN products AS p ON p.id = i.product_id
WHERE i.price_minor > 0 AND p.id > :last
"""
LAST_PRODUCT = "SELECT coalesce(max(id), 0) AS id FROM products"
THEIR_BUYERS = """
UPDATE incoming_orders SET buyer_id = i.buyer_id FROM incoming_buyers AS i WHERE i.number = incoming_orders.buyer
"""
OTHER_HEAD = """
UPDATE incoming_orders SET state = 'changed' FROM orders AS o
WHERE state = 'same' AND o.id = incoming_orders.order_id AND (o.buyer_id <> incoming_orders.buyer_id
    OR o.ordered_at <> incoming_orders.ordered_at OR o.status <> incoming_orders.status
    OR o.currency <> incoming_orders.currency)
"""
# The same lines in another order are the same order.
OTHER_LINES = """
UPDATE incoming_orders SET state = 'changed' WHERE state = 'same' AND EXISTS (
    SELECT 1 FROM (
        SELECT code, quantity, price_minor, 1 AS n FROM incoming_lines WHERE order_row = incoming_orders.row
        UNION ALL
        SELECT code, quantity, price_minor, -1 FROM order_lines WHERE order_id = incoming_orders.order_id
    ) GROUP BY code, quantity, price_minor HAVING sum(n) <> 0)
"""
TOUCH_OLD_BUYERS = """
INSERT OR IGNORE INTO touched_buyers
SELECT o.buyer_id FROM incoming_orders AS i CROSS JOIN orders AS o ON o.id = i.order_id WHERE i.state = 'changed'
UNION SELECT buyer_id FROM incoming_orders WHERE state = 'changed'
"""
DROP_OLD_LINES = """
DELETE FROM order_lines WHERE order_id IN (SELECT order_id FROM incoming_orders WHERE state = 'changed')
"""
NEW_HEAD = """
UPDATE orders SET buyer_id = i.buyer_id, ordered_at = i.ordered_at, status = i.status, currency = i.currency
FROM incoming_orders AS i WHERE i.state = 'changed' AND orders.id = i.order_id
"""
NEW_ORDERS = """
INSERT INTO orders (number, buyer_id, ordered_at, status, total_minor, currency)
SELECT number, buyer_id, ordered_at, status, 0, currency FROM incoming_orders WHERE state = 'new' ORDER BY row
"""
NEW_ORDERS_ARE = """
UPDATE incoming_orders SET order_id = o.id FROM orders AS o WHERE state = 'new' AND o.number = incoming_orders.number
"""
NEW_LINES = """
INSERT INTO order_lines (order_id, line, product_id, code, quantity, price_minor)
SELECT i.order_id, row_number() OVER (PARTITION BY i.order_id ORDER BY l.line), p.product_id, l.code, l.quantity,
       l.price_minor
FROM incoming_orders AS i CROSS JOIN incoming_lines AS l ON l.order_row = i.row
CROSS JOIN incoming_products AS p ON p.code = l.code WHERE i.state IN ('new', 'changed')
"""
TOUCH = "INSERT INTO touched_orders SELECT order_id FROM incoming_orders WHERE state IN ('new', 'changed')"
STATES = "SELECT state, count(*) AS number FROM incoming_orders GROUP BY state"


def ready(tx: Tx) -> None:
    """The temporary tables that an import waits in."""
    summaries.ready(tx)
    for statement in TEMPORARY:
        tx.execute(statement)


def load_orders(
    tx: Tx, lines: Iterable[OrderLine], *, now: datetime, rules: Rules, progress: Progress | None = None
) -> Counts:
    """Bring orders to what the lines say, with their buyers, products, summaries, stages and grades.

    The same number is the same order: a new one is added, one whose lines or head differ is replaced whole, any other
    is left alone. Lines of one order need not stand together. Buyers are known by their number, products by their code
    in any case; who and what is not known comes into being. Negative quantities are returns.
    """
    ready(tx)
    _empty(tx)
    grades.move_period(tx, now.date() - timedelta(days=rules.days))
    read = returns = 0
    for chunk in _chunks(lines):
        _keep(tx, chunk)
        read += len(chunk)
        returns += sum(line.quantity < 0 for line in chunk)
        if progress is not None:
            progress(read)
    new_buyers, new_products = _people_and_products(tx, now)
    _write_orders(tx)
    states = {row["state"]: row["number"] for row in tx.execute(STATES)}
    summaries.after(tx)
    grades.settle(tx, rules, now)
    grades.work_out_usual(tx)
    search.freshen(tx)
    _empty(tx)
    return Counts(
        read=read,
        added=states.get("new", 0),
        changed=states.get("changed", 0),
        same=states.get("same", 0) + states.get("forgotten", 0),
        returns=returns,
        new_buyers=new_buyers,
        new_products=new_products,
    )


def _chunks(rows: Iterable[T]) -> Iterator[list[T]]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


def _empty(tx: Tx) -> None:
    for statement in EMPTY:
        tx.execute(statement)


def _keep(tx: Tx, chunk: list[OrderLine]) -> None:
    """A chunk of lines goes into the temporary tables; each order, buyer and product of it once."""
    orders: dict[str, dict[str, Any]] = {}
    buyers: dict[str, dict[str, Any]] = {}
    products: dict[str, dict[str, Any]] = {}
    at, written = None, ""
    for line in chunk:
        if line.ordered_at is not at:
            at, written = line.ordered_at, stamp(line.ordered_at)
        if line.number not in orders:
            orders[line.number] = {
                "row": line.row, "number": line.number, "buyer": line.buyer, "ordered_at": written,
                "status": line.status or "done", "currency": line.currency,
            }  # fmt: skip
        if line.buyer not in buyers:
            buyers[line.buyer] = {
                "number": line.buyer, "name": line.buyer_name, "company": line.company, "country": line.country,
                "email": line.email, "phone": line.phone, "at": written,
            }  # fmt: skip
        price = line.price_minor if line.quantity > 0 and line.price_minor > 0 else 0
        known = products.get(line.code)
        if known is None or (price and written >= known["at"]):
            title = line.title or (known["title"] if known else "")
            products[line.code] = {
                "code": line.code, "title": title, "price_minor": price, "currency": line.currency, "at": written
            }  # fmt: skip
    tx.executemany(KEEP_ORDER, orders.values())
    tx.executemany(KEEP_BUYER, buyers.values())
    tx.executemany(KEEP_PRODUCT, products.values())
    tx.executemany(
        KEEP_LINE,
        (
            {"number": line.number, "line": line.row, "code": line.code, "quantity": line.quantity,
             "price_minor": line.price_minor}
            for line in chunk
        ),
    )  # fmt: skip


def _people_and_products(tx: Tx, now: datetime) -> tuple[int, int]:
    """Known buyers and products are found, others come into being; how many did."""
    at = {"at": stamp(now)}
    tx.execute(KNOWN_ORDERS)
    tx.execute(FORGOTTEN)
    tx.execute(KNOWN_BUYERS)
    tx.execute(UNNUMBERED_BUYERS)
    new_buyers = tx.execute(NEW_BUYERS, at).rowcount
    tx.execute(NEW_BUYERS_ARE)
    tx.execute(THEIR_BUYERS)
    last = tx.execute(LAST_PRODUCT).fetchone()["id"]
    new_products = tx.execute(NEW_PRODUCTS, at).rowcount
    tx.execute(PRODUCTS_ARE)
    tx.execute(NEW_TIERS, {"last": last})
    return new_buyers, new_products


def _write_orders(tx: Tx) -> None:
    tx.execute(OTHER_HEAD)
    tx.execute(OTHER_LINES)
    tx.execute(TOUCH_OLD_BUYERS)
    tx.execute(DROP_OLD_LINES)
    tx.execute(NEW_HEAD)
    tx.execute(NEW_ORDERS)
    tx.execute(NEW_ORDERS_ARE)
    tx.execute(NEW_LINES)
    tx.execute(TOUCH)


PRODUCT = """
SELECT id, code, title, other_titles, category, currency, moq, lead_days, stock, picture, description, cost_minor
FROM products WHERE code = :code COLLATE NOCASE ORDER BY code <> :code LIMIT 1
"""
ADD_PRODUCT = """
INSERT INTO products (code, title, other_titles, category, currency, moq, lead_days, stock, picture, description,
                      cost_minor, added_at)
VALUES (:code, :title, :other_titles, :category, :currency, :moq, :lead_days, :stock, :picture, :description,
        :cost_minor, :at)
RETURNING id
"""
CHANGE_PRODUCT = """
UPDATE products SET title = :title, other_titles = :other_titles, category = :category, currency = :currency,
    moq = :moq, lead_days = :lead_days, stock = :stock, picture = :picture, description = :description,
    cost_minor = :cost_minor, file_id = CASE WHEN picture = :picture THEN file_id ELSE '' END WHERE id = :id
"""
TIERS = "SELECT quantity, price_minor FROM tiers WHERE product_id = :id ORDER BY quantity"
DROP_TIERS = "DELETE FROM tiers WHERE product_id = :id"
ADD_TIER = "INSERT INTO tiers (product_id, quantity, price_minor) VALUES (:id, :quantity, :price_minor)"


def _each(rows: Iterable[T], load: Callable[[T], str], progress: Progress | None) -> Counts:
    """Load rows one by one; `load` says "added", "changed" or "same"."""
    read = added = changed = 0
    for read, row in enumerate(rows, 1):
        became = load(row)
        added += became == "added"
        changed += became == "changed"
        if progress is not None and read % 1000 == 0:
            progress(read)
    return Counts(read=read, added=added, changed=changed, same=read - added - changed)


def load_products(tx: Tx, rows: Iterable[ProductRow], *, now: datetime, progress: Progress | None = None) -> Counts:
    """Bring products to what the rows say; what a row doesn't say stays.

    Orders follow a product into another category.
    """
    ready(tx)
    counts = _each(rows, lambda row: _load_product(tx, row, now), progress)
    summaries.recategorise(tx)
    search.freshen(tx)
    return counts


def _load_product(tx: Tx, row: ProductRow, now: datetime) -> str:
    known = tx.execute(PRODUCT, {"code": row.code}).fetchone()
    said: dict[str, Any] = {
        "title": row.title, "other_titles": "\n".join(row.other_titles), "category": row.category,
        "currency": row.currency, "moq": row.moq, "lead_days": row.lead_days, "stock": row.stock,
        "picture": row.picture, "description": row.description, "cost_minor": row.cost_minor,
    }  # fmt: skip
    if known is None:
        first = row.tiers[0][0] if row.tiers else 1
        values = {**said, "code": row.code, "title": row.title or row.code, "moq": row.moq or first}
        id = tx.execute(ADD_PRODUCT, {**values, "at": stamp(row.added_at or now)}).fetchone()["id"]
        _set_tiers(tx, id, row.tiers)
        return "added"
    values = {name: known[name] if value in ("", None) else value for name, value in said.items()}
    tiers = tuple((one["quantity"], one["price_minor"]) for one in tx.execute(TIERS, {"id": known["id"]}))
    other_tiers = bool(row.tiers) and row.tiers != tiers
    if not other_tiers and all(known[name] == value for name, value in values.items()):
        return "same"
    if values["category"] != known["category"]:
        summaries.touch_product(tx, known["code"])
    tx.execute(CHANGE_PRODUCT, {**values, "id": known["id"]})
    if other_tiers:
        _set_tiers(tx, known["id"], row.tiers)
    return "changed"


def _set_tiers(tx: Tx, id: int, tiers: tuple[tuple[int, int], ...]) -> None:
    tx.execute(DROP_TIERS, {"id": id})
    tx.executemany(ADD_TIER, [{"id": id, "quantity": quantity, "price_minor": price} for quantity, price in tiers])


FIELDS = (
    "first_name", "last_name", "company", "username", "phone", "email", "country", "city", "zone", "language",
    "birthday", "grade", "stars", "tags", "source",
)  # fmt: skip
BUYER = f"""
SELECT b.id, {", ".join(f"b.{name}" for name in FIELDS)} FROM buyers AS n JOIN buyers AS b
    ON b.id = coalesce((SELECT m.buyer_id FROM merges AS m WHERE m.other_id = n.id), n.id)
WHERE n.number = :number AND b.erased_at IS NULL
"""
OF_THE_CHAT = (
    f"SELECT id, {', '.join(FIELDS)} FROM buyers WHERE telegram_id = :id AND number IS NULL AND erased_at IS NULL"
)
OF_THE_ROW = f"SELECT id, {', '.join(FIELDS)} FROM buyers WHERE id = :id AND number IS NULL AND erased_at IS NULL"
ADD_BUYER = f"""
INSERT INTO buyers (number, {", ".join(FIELDS)}, created_at)
VALUES (:number, {", ".join(f":{name}" for name in FIELDS)}, :at) RETURNING id
"""
CHANGE_BUYER = f"UPDATE buyers SET {', '.join(f'{name} = :{name}' for name in FIELDS)} WHERE id = :id"


def load_buyers(tx: Tx, rows: Iterable[BuyerRow], *, now: datetime, progress: Progress | None = None) -> Counts:
    """Bring buyers' files to what the rows say, by their number; what a row doesn't say stays."""
    counts = _each(rows, lambda row: _load_buyer(tx, row, now), progress)
    search.freshen(tx)
    return counts


def _load_buyer(tx: Tx, row: BuyerRow, now: datetime) -> str:
    known = tx.execute(BUYER, {"number": row.number}).fetchone()
    if known is None and (unnumbered := re.fullmatch(r"(tg|id)([1-9]\d{0,17})", row.number)):
        of = OF_THE_CHAT if unnumbered[1] == "tg" else OF_THE_ROW
        known = tx.execute(of, {"id": int(unnumbered[2])}).fetchone()
    said = {name: getattr(row, name) for name in FIELDS}
    if known is None:
        values = {**said, "first_name": row.first_name or f"#{row.number}", "stars": row.stars or 0}
        values["source"] = row.source or "import"
        id = tx.execute(ADD_BUYER, {**values, "number": row.number, "at": stamp(now)}).fetchone()["id"]
        grades.note(tx, id, "", row.grade, "import", now)
        return "added"
    values = {name: known[name] if value in ("", None) else value for name, value in said.items()}
    if all(known[name] == value for name, value in values.items()):
        return "same"
    tx.execute(CHANGE_BUYER, {**values, "id": known["id"]})
    grades.note(tx, known["id"], known["grade"], values["grade"], "import", now)
    return "changed"
