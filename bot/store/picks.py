"""Which replies this shop's sellers picked, and what that is worth today (bot/core/picks.py)."""

from collections import Counter
from datetime import datetime
from typing import Any

from bot.core.picks import FORGOTTEN, added, faded
from bot.store.database import Tx, instant, stamp

ONE = "SELECT weight, at FROM reply_picks WHERE intent = :intent AND reply_key = :reply_key"
SAVE = """
INSERT INTO reply_picks (intent, reply_key, weight, at) VALUES (:intent, :reply_key, :weight, :at)
ON CONFLICT (intent, reply_key) DO UPDATE SET weight = :weight, at = :at
"""
OF_INTENT = "SELECT reply_key, weight, at FROM reply_picks WHERE intent = :intent"
EVERY = "SELECT reply_key, weight, at FROM reply_picks"
TIMES = """
SELECT count(*) AS times, max(at) AS last FROM reply_uses
WHERE reply_key GLOB :shortcut || '.*' AND (:intent = '' OR intent = :intent) AND at >= :since AND at < :before
"""


def add(tx: Tx, intent: str, reply_key: str, worth: float, at: datetime) -> None:
    """A reply was picked for an intent ("" when unknown); `worth` below nothing takes the pick of that time back."""
    row = tx.execute(ONE, {"intent": intent, "reply_key": reply_key}).fetchone()
    weight, newest = added(row["weight"], instant(row["at"]), worth, at) if row else (max(worth, 0.0), at)
    tx.execute(SAVE, {"intent": intent, "reply_key": reply_key, "weight": weight, "at": stamp(newest)})


def of_intent(tx: Tx, intent: str, now: datetime) -> dict[str, float]:
    """What the picks for an intent are worth now, by shortcut: a habit is one in every language."""
    return _worth(tx.execute(OF_INTENT, {"intent": intent}).fetchall(), now)


def most_used(tx: Tx, now: datetime, most: int) -> dict[str, float]:
    """The shop's most picked replies for whatever was asked, by shortcut, the most first, and what that is worth."""
    return dict(Counter(_worth(tx.execute(EVERY).fetchall(), now)).most_common(most))


def _worth(rows: list[Any], now: datetime) -> dict[str, float]:
    total: dict[str, float] = {}
    for row in rows:
        shortcut = row["reply_key"].split(".")[0]
        total[shortcut] = total.get(shortcut, 0.0) + faded(row["weight"], now - instant(row["at"]))
    return {shortcut: weight for shortcut, weight in total.items() if weight >= FORGOTTEN}


def times(tx: Tx, shortcut: str, intent: str, since: datetime, before: datetime) -> tuple[int, datetime | None]:
    """How often a reply was sent for an intent ("" for any) in a stretch of time, and when last."""
    row = tx.execute(
        TIMES, {"shortcut": shortcut, "intent": intent, "since": stamp(since), "before": stamp(before)}
    ).fetchone()
    return row["times"], instant(row["last"]) if row["last"] else None
