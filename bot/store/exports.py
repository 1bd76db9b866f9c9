"""Tables as an import reads them, row by row; and everything that is kept of one buyer."""

from collections.abc import Iterator
from typing import Any

from bot.core.imports import BuyerRow, OrderLine, ProductRow
from bot.store.database import Tx, instant

FORGOTTEN = "forgotten"
"""Stands for the number of a buyer who asked to be forgotten: their orders stay, without a name."""

LINES = """
SELECT o.number, o.ordered_at, o.status, o.currency, l.line, l.code, l.quantity, l.price_minor,
       coalesce(p.title, '') AS title, b.country, b.company, b.email, b.phone,
       trim(b.first_name || ' ' || b.last_name) AS buyer_name,
       coalesce(b.number, CASE WHEN b.erased_at IS NOT NULL THEN :forgotten
                               WHEN b.telegram_id IS NOT NULL THEN 'tg' || b.telegram_id ELSE 'id' || b.id END) AS buyer
FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id JOIN buyers AS b ON b.id = o.buyer_id
LEFT JOIN products AS p ON p.id = l.product_id ORDER BY o.ordered_at, o.id, l.line
"""
PRODUCTS = """
SELECT id, code, title, other_titles, category, currency, moq, lead_days, stock, picture, description, cost_minor,
       added_at FROM products ORDER BY code
"""
TIERS = "SELECT quantity, price_minor FROM tiers WHERE product_id = :id ORDER BY quantity"
BUYERS = """
SELECT coalesce(number, CASE WHEN telegram_id IS NOT NULL THEN 'tg' || telegram_id ELSE 'id' || id END) AS number,
       first_name, last_name, company, username, phone, email, country, city, zone, language, birthday, grade, stars,
       tags, source
FROM buyers WHERE erased_at IS NULL ORDER BY id
"""
BY_NUMBER = """
SELECT id FROM buyers WHERE erased_at IS NULL
  AND (number = :number OR 'tg' || telegram_id = :number OR 'id' || id = :number) ORDER BY number = :number DESC LIMIT 1
"""
FILE = """
SELECT number, first_name, last_name, company, username, telegram_id, phone, email, country, city, zone, language,
       birthday, stage, grade, stars, tags, source, created_at, last_message_at, stopped_at, blocked_at,
       (SELECT name FROM sellers WHERE id = owner_id) AS looked_after_by
FROM buyers WHERE id = :id
"""
ORDERS = """
SELECT id, number, ordered_at, status, total_minor, currency FROM orders WHERE buyer_id = :id ORDER BY ordered_at, id
"""
LINES_OF = """
SELECT l.code, coalesce(p.title, '') AS title, l.quantity, l.price_minor FROM order_lines AS l
LEFT JOIN products AS p ON p.id = l.product_id WHERE l.order_id = :id ORDER BY l.line
"""
MESSAGES = """
SELECT at, direction, kind, text, edited_at, deleted_at FROM messages WHERE buyer_id = :id ORDER BY id
"""
NOTES = "SELECT at, text FROM notes WHERE buyer_id = :id ORDER BY id"
FOLLOWUPS = "SELECT made_at, due_at, text, state FROM followups WHERE buyer_id = :id ORDER BY id"
CONSENTS = "SELECT at, kind, wording, version FROM consents WHERE buyer_id = :id ORDER BY id"
SHOWN = """
SELECT s.at, p.code, p.title FROM product_shows AS s JOIN products AS p ON p.id = s.product_id
WHERE s.buyer_id = :id ORDER BY s.id
"""
HEARD = """
SELECT m.at, f.kind, f.value, f.unit FROM facts AS f JOIN messages AS m ON m.id = f.message_row
WHERE f.buyer_id = :id ORDER BY f.id
"""
GRADES = "SELECT at, was, grade, why FROM grade_changes WHERE buyer_id = :id ORDER BY id"
LOG = "SELECT at, action FROM log WHERE buyer_id = :id ORDER BY id"


def lines(tx: Tx) -> Iterator[OrderLine]:
    """Every line of every order, the oldest order first; `row` counts from 2, below a header."""
    for at, row in enumerate(tx.execute(LINES, {"forgotten": FORGOTTEN}), 2):
        yield OrderLine(
            at, row["number"], row["buyer"], instant(row["ordered_at"]), row["code"], row["title"], row["quantity"],
            row["price_minor"], row["currency"], row["country"], row["status"], row["buyer_name"], row["company"],
            row["email"], row["phone"],
        )  # fmt: skip


def products(tx: Tx) -> Iterator[ProductRow]:
    """The catalogue by code."""
    for at, row in enumerate(tx.execute(PRODUCTS).fetchall(), 2):
        tiers = tuple((one["quantity"], one["price_minor"]) for one in tx.execute(TIERS, {"id": row["id"]}))
        yield ProductRow(
            at, row["code"], row["title"], tiers, row["currency"], row["category"], row["moq"], row["lead_days"],
            row["stock"], row["description"], tuple(filter(None, row["other_titles"].split("\n"))), row["picture"],
            instant(row["added_at"]), row["cost_minor"],
        )  # fmt: skip


def buyers(tx: Tx) -> Iterator[BuyerRow]:
    """Every buyer's file but those that were erased."""
    for at, row in enumerate(tx.execute(BUYERS), 2):
        yield BuyerRow(at, *row)


def buyer_id(tx: Tx, number: str) -> int:
    """The buyer with this number, as an export of buyers writes it; 0 for none."""
    row = tx.execute(BY_NUMBER, {"number": number}).fetchone()
    return int(row["id"]) if row else 0


def whole_file(tx: Tx, id: int) -> dict[str, Any]:
    """Everything that is kept of one buyer, as plain values in tables; times are ISO 8601 in UTC."""
    orders = [
        {"number": row["number"], "ordered_at": row["ordered_at"], "status": row["status"],
         "total_minor": row["total_minor"], "currency": row["currency"],
         "lines": [dict(line) for line in tx.execute(LINES_OF, {"id": row["id"]})]}
        for row in tx.execute(ORDERS, {"id": id}).fetchall()
    ]  # fmt: skip
    named = {
        "messages": MESSAGES, "heard": HEARD, "notes": NOTES, "followups": FOLLOWUPS, "consents": CONSENTS,
        "products_shown": SHOWN, "grades": GRADES, "log": LOG,
    }  # fmt: skip
    tables = {name: [dict(row) for row in tx.execute(sql, {"id": id})] for name, sql in named.items()}
    return {"file": dict(tx.execute(FILE, {"id": id}).fetchone()), "orders": orders, **tables}
