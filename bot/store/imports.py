"""The log of imports."""

from datetime import datetime

from bot.core.imports import Counts, Kind
from bot.store.database import Tx, stamp

ADD = """
INSERT INTO imports (at, kind, file, state, seller_id, read, added, changed, same, refused, done_at)
VALUES (:at, :kind, :file, 'done', :seller, :read, :added, :changed, :same, :refused, :at)
"""


def add(tx: Tx, at: datetime, kind: Kind, file: str, seller: int | None, counts: Counts) -> None:
    """A file was imported."""
    tx.execute(
        ADD,
        {"at": stamp(at), "kind": kind, "file": file, "seller": seller, "read": counts.read, "added": counts.added,
         "changed": counts.changed, "same": counts.same, "refused": counts.refused},
    )  # fmt: skip
