"""Updates as Telegram sent them."""

import json
from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Tx, stamp

SAME_NUMBER = "SELECT id, epoch, body FROM inbox WHERE bot_id = :bot_id AND update_id = :update_id ORDER BY epoch"
INSERT = """
INSERT INTO inbox (bot_id, update_id, epoch, body, received_at) VALUES (:bot_id, :update_id, :epoch, :body, :at)
"""
NEW = "SELECT id, body, tries FROM inbox WHERE state = 'new' ORDER BY id LIMIT :most"
COUNT_NEW = "SELECT count(*) FROM inbox WHERE state = 'new'"
FINISH = "UPDATE inbox SET state = :state, done_at = :at, error = :error WHERE id = :id"
TRIED = "UPDATE inbox SET tries = tries + 1 WHERE id = :id"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that waits to be worked on; `tries` counts the attempts that ended without a commit."""

    id: int
    body: str
    tries: int


def keep(tx: Tx, bot_id: int, update_id: int, body: str, now: datetime) -> bool:
    """Store an update; False when this very update is there already (a redelivery).

    The same number with another content is another update: it gets the next epoch.
    """
    epoch = 0
    for row in tx.execute(SAME_NUMBER, {"bot_id": bot_id, "update_id": update_id}).fetchall():
        if row["body"] == body or json.loads(row["body"]) == json.loads(body):
            return False
        epoch = row["epoch"] + 1
    tx.execute(INSERT, {"bot_id": bot_id, "update_id": update_id, "epoch": epoch, "body": body, "at": stamp(now)})
    return True


def new(tx: Tx, most: int) -> list[Waiting]:
    """The oldest updates that wait."""
    return [Waiting(row["id"], row["body"], row["tries"]) for row in tx.execute(NEW, {"most": most}).fetchall()]


def count_new(tx: Tx) -> int:
    """How many wait."""
    return int(tx.execute(COUNT_NEW).fetchone()[0])


def finish(tx: Tx, id: int, state: str, now: datetime, error: str | None = None) -> None:
    """Mark an update as done, ignored or parked."""
    tx.execute(FINISH, {"id": id, "state": state, "at": stamp(now), "error": error})


def tried(tx: Tx, id: int) -> None:
    """Count an attempt before it is made, so that an update that kills the process is known by its count."""
    tx.execute(TRIED, {"id": id})
