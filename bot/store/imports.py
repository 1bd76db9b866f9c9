"""Files that were imported, and those a manager sent to the bot and has not decided on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from bot.core.imports import Counts, Kind
from bot.store.database import Tx, stamp

ADD = """
INSERT INTO imports (at, kind, file, state, seller_id, read, added, changed, same, refused, done_at)
VALUES (:at, :kind, :file, 'done', :seller, :read, :added, :changed, :same, :refused, :at)
"""
SENT = """
INSERT INTO imports (at, kind, file, state, seller_id, desk_id, file_id, choices)
VALUES (:at, :kind, :file, 'sent', :seller, :desk, :file_id, :choices)
"""
COLUMNS = "id, kind, file, state, seller_id, desk_id, file_id, message_id, choices, tries"
BY_ID = f"SELECT {COLUMNS} FROM imports WHERE id = :id"
WAITING = f"SELECT {COLUMNS} FROM imports WHERE state IN ('sent', 'wanted') ORDER BY id LIMIT 1"
CHANGE = """
UPDATE imports SET state = :state, kind = :kind, choices = :choices, message_id = :message_id, tries = 0 WHERE id = :id
"""
TRIED = "UPDATE imports SET tries = tries + 1 WHERE id = :id"
DONE = """
UPDATE imports SET state = 'done', read = :read, added = :added, changed = :changed, same = :same, refused = :refused,
    done_at = :at WHERE id = :id
"""
KNOWN_ORDERS = "SELECT count(*) AS number FROM orders WHERE number IN (SELECT value FROM json_each(:numbers))"
CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class Import:
    """A file that a manager sent. `choices` are what they said about it; `message_id` is its card, 0 before."""

    id: int
    kind: Kind | str
    file: str
    state: str
    seller_id: int
    desk_id: int
    file_id: str
    message_id: int
    choices: dict[str, Any]
    tries: int


def add(tx: Tx, at: datetime, kind: Kind, file: str, seller: int | None, counts: Counts) -> None:
    """A file was imported."""
    tx.execute(ADD, {"at": stamp(at), "kind": kind, "file": file, "seller": seller, **_counted(counts)})


def sent(
    tx: Tx, at: datetime, file: str, file_id: str, seller: int, desk: int, kind: str, choices: dict[str, Any]
) -> None:
    """A manager sent a file, which is to be fetched and looked through; `kind` and `choices` as far as they said."""
    tx.execute(
        SENT,
        {"at": stamp(at), "kind": kind, "file": file, "file_id": file_id, "seller": seller, "desk": desk,
         "choices": json.dumps(choices)},
    )  # fmt: skip


def by_id(tx: Tx, id: int) -> Import | None:
    """One file."""
    row = tx.execute(BY_ID, {"id": id}).fetchone()
    return _import(row) if row else None


def waiting(tx: Tx) -> Import | None:
    """The oldest file that something is to be done with."""
    row = tx.execute(WAITING).fetchone()
    return _import(row) if row else None


def change(tx: Tx, one: Import) -> None:
    """Keep the state, kind, choices and card of a file."""
    choices = json.dumps(one.choices, ensure_ascii=False)
    tx.execute(
        CHANGE,
        {"id": one.id, "state": one.state, "kind": one.kind, "choices": choices, "message_id": one.message_id},
    )


def tried(tx: Tx, id: int) -> None:
    """Something is about to be tried with a file; a file that ends the process is so known at the next start."""
    tx.execute(TRIED, {"id": id})


def done(tx: Tx, id: int, at: datetime, counts: Counts) -> None:
    """The file is in the database."""
    tx.execute(DONE, {"id": id, "at": stamp(at), **_counted(counts)})


def known_orders(tx: Tx, numbers: Iterable[str]) -> int:
    """How many of these orders the database has already."""
    found = 0
    left = iter(numbers)
    while chunk := list(islice(left, CHUNK)):
        found += tx.execute(KNOWN_ORDERS, {"numbers": json.dumps(chunk, ensure_ascii=False)}).fetchone()["number"]
    return found


def _import(row: Any) -> Import:
    return Import(
        row["id"], row["kind"], row["file"], row["state"], row["seller_id"], row["desk_id"], row["file_id"],
        row["message_id"], json.loads(row["choices"]), row["tries"],
    )  # fmt: skip


def _counted(counts: Counts) -> dict[str, int]:
    return {
        "read": counts.read, "added": counts.added, "changed": counts.changed, "same": counts.same,
        "refused": counts.refused,
    }  # fmt: skip
