"""The catalogue."""

from datetime import datetime
from typing import Any

from bot.core.money import Money
from bot.core.products import Product, Tier
from bot.core.titles import titles_of
from bot.store import summaries
from bot.store.database import Tx, stamp

COLUMNS = "id, code, title, other_titles, category, currency, moq, lead_days, stock, picture, description"
ALL = f"SELECT {COLUMNS} FROM products ORDER BY code"
BY_ID = f"SELECT {COLUMNS} FROM products WHERE id = :id"
BY_CODE = f"SELECT {COLUMNS} FROM products WHERE code = :code COLLATE NOCASE"
TIERS = "SELECT quantity, price_minor FROM tiers WHERE product_id = :id ORDER BY quantity"
ALL_TIERS = "SELECT product_id, quantity, price_minor FROM tiers ORDER BY product_id, quantity"
SAVE = """
INSERT INTO products (code, title, other_titles, category, currency, moq, lead_days, stock, picture, description,
                      added_at)
VALUES (:code, :title, :other_titles, :category, :currency, :moq, :lead_days, :stock, :picture, :description, :at)
ON CONFLICT (code) DO UPDATE SET title = :title, other_titles = :other_titles, category = :category,
    currency = :currency, moq = :moq, lead_days = :lead_days, stock = :stock, picture = :picture,
    description = :description
RETURNING id
"""
DROP_TIERS = "DELETE FROM tiers WHERE product_id = :id"
ADD_TIER = "INSERT INTO tiers (product_id, quantity, price_minor) VALUES (:id, :quantity, :price_minor)"
FILE_ID = "SELECT file_id FROM products WHERE id = :id"
SET_FILE_ID = "UPDATE products SET file_id = :file_id WHERE id = :id"
SHOWN = (
    "INSERT INTO product_shows (at, product_id, buyer_id, seller_id) VALUES (:at, :product_id, :buyer_id, :seller_id)"
)
SHOWN_SINCE = "SELECT DISTINCT product_id FROM product_shows WHERE buyer_id = :buyer_id AND at > :since"
BOUGHT = "SELECT product_id, orders, quantity, first_at, last_at FROM bought WHERE buyer_id = :buyer_id"
TITLES = "SELECT code, title, other_titles FROM products ORDER BY code"


def _product(row: Any, tiers: tuple[Tier, ...]) -> Product:
    return Product(
        id=row["id"], code=row["code"], title=row["title"], category=row["category"], moq=row["moq"],
        lead_days=row["lead_days"], stock=row["stock"], picture=row["picture"], description=row["description"],
        tiers=tiers, titles=titles_of(row["other_titles"].split("\n")),
    )  # fmt: skip


def _tiers(tx: Tx, id: int, currency: str) -> tuple[Tier, ...]:
    rows = tx.execute(TIERS, {"id": id}).fetchall()
    return tuple(Tier(row["quantity"], Money(row["price_minor"], currency)) for row in rows)


def by_id(tx: Tx, id: int) -> Product | None:
    """One product with its tiers (list prices)."""
    row = tx.execute(BY_ID, {"id": id}).fetchone()
    return _product(row, _tiers(tx, id, row["currency"])) if row else None


def by_code(tx: Tx, code: str) -> Product | None:
    """One product by its code, in any case."""
    row = tx.execute(BY_CODE, {"code": code}).fetchone()
    return _product(row, _tiers(tx, row["id"], row["currency"])) if row else None


def every(tx: Tx) -> list[Product]:
    """The whole catalogue."""
    tiers: dict[int, list[tuple[int, int]]] = {}
    for row in tx.execute(ALL_TIERS).fetchall():
        tiers.setdefault(row["product_id"], []).append((row["quantity"], row["price_minor"]))
    return [
        _product(row, tuple(Tier(q, Money(p, row["currency"])) for q, p in tiers.get(row["id"], [])))
        for row in tx.execute(ALL).fetchall()
    ]


def titles(tx: Tx) -> list[tuple[str, tuple[str, ...]]]:
    """(code, every title) of the whole catalogue, for the recogniser and the search."""
    return [
        (row["code"], (row["title"], *(title for _, title in titles_of(row["other_titles"].split("\n")))))
        for row in tx.execute(TITLES).fetchall()
    ]


def save(tx: Tx, product: Product, other_titles: tuple[str, ...], currency: str, at: datetime) -> int:
    """Add a product, or bring the one with this code up to date; returns its id.

    `other_titles` are as core/titles.py reads them: "pt: Coração de vime".
    """
    summaries.touch_product(tx, product.code)
    row = tx.execute(
        SAVE,
        {
            "code": product.code, "title": product.title, "other_titles": "\n".join(other_titles),
            "category": product.category, "currency": currency, "moq": product.moq, "lead_days": product.lead_days,
            "stock": product.stock, "picture": product.picture, "description": product.description, "at": stamp(at),
        },
    ).fetchone()  # fmt: skip
    id = int(row["id"])
    tx.execute(DROP_TIERS, {"id": id})
    tx.executemany(
        ADD_TIER, [{"id": id, "quantity": one.quantity, "price_minor": one.price.minor} for one in product.tiers]
    )
    summaries.recategorise(tx)
    return id


def file_id(tx: Tx, id: int) -> str:
    """Telegram's id of the picture once it was uploaded; "" before."""
    row = tx.execute(FILE_ID, {"id": id}).fetchone()
    return str(row["file_id"]) if row else ""


def set_file_id(tx: Tx, id: int, file_id: str) -> None:
    """The picture was uploaded."""
    tx.execute(SET_FILE_ID, {"id": id, "file_id": file_id})


def shown(tx: Tx, product_id: int, buyer_id: int, seller_id: int | None, at: datetime) -> None:
    """A product card went to a buyer."""
    tx.execute(SHOWN, {"product_id": product_id, "buyer_id": buyer_id, "seller_id": seller_id, "at": stamp(at)})


def shown_since(tx: Tx, buyer_id: int, since: datetime) -> set[int]:
    """Products a buyer was shown lately."""
    return {row["product_id"] for row in tx.execute(SHOWN_SINCE, {"buyer_id": buyer_id, "since": stamp(since)})}


def bought(tx: Tx, buyer_id: int) -> list[Any]:
    """(product_id, orders, quantity, first_at, last_at) of everything a buyer ever ordered."""
    return tx.execute(BOUGHT, {"buyer_id": buyer_id}).fetchall()
