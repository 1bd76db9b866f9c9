"""Buyers, products and order lines for the store's tests."""

from datetime import UTC, datetime, timedelta

from bot.core.grades import Rules
from bot.core.imports import OrderLine
from bot.core.money import Money
from bot.core.products import Product, Tier
from bot.store import products
from bot.store.database import Tx

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
RULES = Rules(steps=(("bronze", 100_00), ("gold", 500_00)))
ADD_BUYER = "INSERT INTO buyers (number, first_name, country, created_at) VALUES (?, ?, ?, '2025') RETURNING id"


def buyer(tx: Tx, number: str | None = None, name: str = "Ann", country: str = "") -> int:
    """A buyer's file; gives its id."""
    return int(tx.execute(ADD_BUYER, (number, name, country)).fetchone()["id"])


def product(tx: Tx, code: str, category: str = "holders", cost: int | None = None) -> int:
    """A product of 1 euro; gives its id."""
    item = Product(0, code, f"Title of {code}", (Tier(1, Money(100, "EUR")),), category, 1)
    id = products.save(tx, item, (), "EUR", NOON)
    tx.execute("UPDATE products SET cost_minor = ? WHERE id = ?", (cost, id))
    return id


def line(
    number: str, code: str = "A", quantity: int = 10, price: int = 100, *, buyer: str = "C1", days: float = 10,
    currency: str = "EUR", status: str = "", row: int = 0, title: str = "", **more: str,
) -> OrderLine:  # fmt: skip
    """A line of an import; `days` ago."""
    at = NOON - timedelta(days=days)
    line.rows += 1  # type: ignore[attr-defined]
    return OrderLine(
        row or line.rows,
        number,
        buyer,
        at,
        code,
        title,
        quantity,
        price,
        currency,
        status=status,
        **more,  # type: ignore[attr-defined]
    )


line.rows = 1  # type: ignore[attr-defined]


def row(tx: Tx, sql: str, *values: object) -> dict[str, object]:
    """The one row a question finds."""
    return dict(tx.execute(sql, values).fetchone())


def totals(tx: Tx, id: int) -> dict[str, object]:
    """A buyer's summary."""
    return row(tx, "SELECT * FROM buyer_totals WHERE buyer_id = ?", id)
