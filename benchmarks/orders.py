"""The shared orders (a giftware wholesaler's), read from the CSV and put into a database of ours."""

import csv
import gzip
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.store import summaries
from bot.store.database import migrate

PATH = Path(os.environ.get("REGULARS_ORDERS", "/work/shared/data/orders/orders.csv.gz"))


@dataclass(frozen=True, slots=True)
class Row:
    """One line as it stands in the file; `at` is ISO 8601 without a zone."""

    order: str
    buyer: str
    at: str
    code: str
    title: str
    quantity: int
    price_minor: int
    country: str


def rows(path: Path = PATH) -> Iterator[Row]:
    """Every order line. Ends the program in a sentence when the file is not there."""
    if not path.exists():
        raise SystemExit(f"{path} is not there; REGULARS_ORDERS names another file of order lines")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for one in csv.DictReader(file):
            yield Row(
                one["order"], one["buyer"], one["ordered_at"], one["code"], one["title"], int(one["quantity"]),
                round(float(one["unit_price"]) * 100), one["country"],
            )  # fmt: skip


def build(path: Path, lines: Iterator[Row]) -> None:
    """A new database at `path` with these lines as orders, buyers (by their number) and products; nothing else."""
    migrate(str(path))
    with sqlite3.connect(path) as tx:
        tx.row_factory = sqlite3.Row
        buyers: dict[str, int] = {}
        products: dict[str, int] = {}
        orders: dict[str, int] = {}
        held: list[tuple[int, int, int, str, int, int]] = []
        for at, one in enumerate(lines, 1):
            stamp = one.at.replace(" ", "T") + ".000Z"
            if one.buyer not in buyers:
                buyers[one.buyer] = len(buyers) + 1
                tx.execute(
                    "INSERT INTO buyers (id, number, first_name, created_at) VALUES (?, ?, ?, ?)",
                    (buyers[one.buyer], one.buyer, f"Buyer {one.buyer}", stamp),
                )
            if one.code not in products:
                products[one.code] = len(products) + 1
                tx.execute(
                    "INSERT INTO products (id, code, title, currency, added_at) VALUES (?, ?, ?, 'GBP', ?)",
                    (products[one.code], one.code, one.title, stamp),
                )
            if one.order not in orders:
                orders[one.order] = len(orders) + 1
                tx.execute(
                    "INSERT INTO orders (id, number, buyer_id, ordered_at, total_minor, currency) "
                    "VALUES (?, ?, ?, ?, 0, 'GBP')",
                    (orders[one.order], one.order, buyers[one.buyer], stamp),
                )
            held.append((orders[one.order], at, products[one.code], one.code, one.quantity, one.price_minor))
        tx.executemany(
            "INSERT INTO order_lines (order_id, line, product_id, code, quantity, price_minor) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            held,
        )
        summaries.rebuild(tx)
