"""What sellers searched for last: a button that turns a page carries the row's number, not the words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.store.database import Tx, stamp

KEPT = 30
"""Searches of a seller; a list older than that is searched for again."""
ADD = """
INSERT INTO searches (seller_id, kind, words, buyer_id, at) VALUES (:seller, :kind, :words, :buyer, :at)
"""
FORGET = """
DELETE FROM searches WHERE seller_id = :seller AND id NOT IN
    (SELECT id FROM searches WHERE seller_id = :seller ORDER BY id DESC LIMIT :kept)
"""
BY_ID = "SELECT id, kind, words, coalesce(buyer_id, 0) AS buyer FROM searches WHERE id = :id AND seller_id = :seller"

Kind = Literal["products", "buyers"]


@dataclass(frozen=True, slots=True)
class Search:
    """What was searched for, and (0: none) in whose topic."""

    id: int
    kind: Kind
    words: str
    buyer: int


def add(tx: Tx, seller: int, kind: Kind, words: str, buyer: int, at: datetime) -> Search:
    """Keep a search; the oldest of this seller's goes."""
    values = {"seller": seller, "kind": kind, "words": words, "buyer": buyer or None, "at": stamp(at)}
    id = int(tx.execute(ADD, values).lastrowid or 0)
    tx.execute(FORGET, {"seller": seller, "kept": KEPT})
    return Search(id, kind, words, buyer)


def by_id(tx: Tx, id: int, seller: int) -> Search | None:
    """A search of this seller's own."""
    row = tx.execute(BY_ID, {"id": id, "seller": seller}).fetchone()
    return Search(row["id"], row["kind"], row["words"], row["buyer"]) if row else None
