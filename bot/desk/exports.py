"""Tables of the shop as files that `import` reads back; one buyer's whole file, for them to see."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.core.imports import Kind
from bot.core.money import Money, minor_digits
from bot.sheets.writing import Value
from bot.store import exports
from bot.store.database import Tx

COLUMNS: dict[Kind, tuple[str, ...]] = {
    "orders": (
        "order", "buyer", "buyer_name", "ordered_at", "code", "title", "quantity", "unit_price", "currency", "country",
        "status",
    ),
    "products": (
        "code", "title", "other_titles", "category", "price", "price_tiers", "cost", "currency", "moq", "stock",
        "lead_days", "description", "picture", "added_at",
    ),
    "buyers": (
        "number", "first_name", "last_name", "company", "username", "phone", "email", "country", "city", "zone",
        "language", "birthday", "grade", "stars", "tags", "source",
    ),
}  # fmt: skip


def table(tx: Tx, kind: Kind) -> tuple[Sequence[str], Iterator[Sequence[Value]]]:
    """The names of the columns and the rows, read as they are taken."""
    rows = {"orders": _orders, "products": _products, "buyers": _buyers}[kind]
    return COLUMNS[kind], rows(tx)


def buyer(tx: Tx, number: str) -> dict[str, Any] | None:
    """Everything that is kept of the buyer with this number, money in major units; nothing when there is none."""
    id = exports.buyer_id(tx, number)
    if not id:
        return None
    found = exports.whole_file(tx, id)
    for order in found["orders"]:
        order["total"] = _money(order.pop("total_minor"), order["currency"])
        for line in order["lines"]:
            line["unit_price"] = _money(line.pop("price_minor"), order["currency"])
    return found


def _orders(tx: Tx) -> Iterator[Sequence[Value]]:
    for one in exports.lines(tx):
        yield (
            one.number, one.buyer, one.buyer_name, _written(one.ordered_at), one.code, one.title, one.quantity,
            _price(one.price_minor, one.currency), one.currency, one.country, one.status,
        )  # fmt: skip


def _products(tx: Tx) -> Iterator[Sequence[Value]]:
    for one in exports.products(tx):
        tiers = "; ".join(f"{quantity}: {_money(price, one.currency)}" for quantity, price in one.tiers)
        yield (
            one.code, one.title, " | ".join(one.other_titles), one.category,
            _price(one.tiers[0][1], one.currency) if one.tiers else None, tiers,
            None if one.cost_minor is None else _price(one.cost_minor, one.currency), one.currency, one.moq, one.stock,
            one.lead_days, one.description, one.picture, _written(one.added_at) if one.added_at else "",
        )  # fmt: skip


def _buyers(tx: Tx) -> Iterator[Sequence[Value]]:
    for one in exports.buyers(tx):
        yield one[1:]


def _money(minor: int, currency: str) -> str:
    return str(Money(minor, currency).amount)


def _price(minor: int, currency: str) -> Decimal:
    """The amount with a decimal mark that proves itself: 1.234 in a column could be twelve hundred, 1.2340 can't."""
    amount = Money(minor, currency).amount
    return amount.quantize(Decimal("0.0001")) if minor_digits(currency) == 3 else amount


def _written(at: datetime) -> str:
    """An instant, to the second where nothing is lost by it."""
    parts = f".{at.microsecond // 1000:03d}" if at.microsecond else ""
    return f"{at:%Y-%m-%d %H:%M:%S}{parts}Z"
