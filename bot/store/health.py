"""What `doctor` asks a database: is it whole, does it say the same everywhere, and what has been left lying."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.database import Tx, instant, stamp

VERSION = "PRAGMA user_version"
INTEGRITY = "PRAGMA integrity_check(20)"
POINTERS = "PRAGMA foreign_key_check"
STUCK_OUTBOX = """
SELECT state, count(*) AS number, min(created_at) AS since FROM outbox
WHERE state IN ('queued', 'sending') AND max(created_at, not_before) < :before GROUP BY state
"""
UNSURE = "SELECT count(*) AS number FROM outbox WHERE state = 'unsure'"
STUCK_INBOX = (
    "SELECT count(*) AS number, min(received_at) AS since FROM inbox WHERE state = 'new' AND received_at < :before"
)
PARKED = "SELECT count(*) AS number, max(error) AS error FROM inbox WHERE state = 'parked'"
LATE = "SELECT count(*) AS number, min(due_at) AS since FROM due WHERE state = 'open' AND due_at < :before"
LAST_NIGHT = "SELECT max(done_at) AS at FROM due WHERE kind = 'night' AND state = 'done'"
ORDERS = "SELECT 1 FROM orders LIMIT 1"
BUYER = "SELECT number, trim(first_name || ' ' || last_name) AS name, company FROM buyers WHERE id = :id"
PRODUCT = "SELECT code FROM products WHERE id = :id"


@dataclass(frozen=True, slots=True)
class Stuck:
    """Rows that should have gone long ago: what they are, how many, and since when."""

    what: str
    number: int
    since: datetime | None


def version(tx: Tx) -> int:
    """The version of the tables."""
    return int(tx.execute(VERSION).fetchone()[0])


def damage(tx: Tx) -> list[str]:
    """What SQLite finds wrong with the file itself; nothing when it is whole."""
    return [str(row[0]) for row in tx.execute(INTEGRITY) if row[0] != "ok"]


def loose(tx: Tx) -> list[str]:
    """Rows that point to rows that are not there."""
    return [f"{row[0]}, row {row[1]}, points to nothing in {row[2]}" for row in tx.execute(POINTERS)]


def stuck(tx: Tx, before: datetime) -> list[Stuck]:
    """Rows of the outbox, the inbox and the timers that were to be worked on before this time."""
    at = {"before": stamp(before)}
    found = [(f"outbox, {row['state']}", row) for row in tx.execute(STUCK_OUTBOX, at)]
    found += [("inbox, new", tx.execute(STUCK_INBOX, at).fetchone()), ("due", tx.execute(LATE, at).fetchone())]
    return [Stuck(what, row["number"], _at(row["since"])) for what, row in found if row["number"]]


def set_aside(tx: Tx) -> tuple[int, str]:
    """How many updates were parked, and the error of one."""
    row = tx.execute(PARKED).fetchone()
    return row["number"], row["error"] or ""


def unsure(tx: Tx) -> int:
    """How many messages may have been sent twice or never, and wait for a seller's word."""
    return int(tx.execute(UNSURE).fetchone()["number"])


def last_night(tx: Tx) -> datetime | None:
    """When grades, lapsing and what is usual were last worked out."""
    return _at(tx.execute(LAST_NIGHT).fetchone()["at"])


def has_orders(tx: Tx) -> bool:
    """Whether there is any history."""
    return tx.execute(ORDERS).fetchone() is not None


def whose(tx: Tx, key: dict[str, Any]) -> str:
    """Whom (and what) a row of a summary is about, as a person calls them."""
    words = []
    if "buyer_id" in key:
        row = tx.execute(BUYER, {"id": key["buyer_id"]}).fetchone()
        called = (row["name"] or row["company"] or "no name") if row else "a buyer who is not there"
        number = f", number {row['number']}" if row and row["number"] else ""
        words.append(f"{called} (buyer {key['buyer_id']}{number})")
    if "product_id" in key:
        row = tx.execute(PRODUCT, {"id": key["product_id"]}).fetchone()
        words.append(f"product {row['code'] if row else key['product_id']}")
    words += [f"{name} {value}" for name, value in key.items() if name not in ("buyer_id", "product_id")]
    return ", ".join(words)


def _at(text: str | None) -> datetime | None:
    return instant(text) if text else None
