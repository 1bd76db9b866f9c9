"""Two files of one person become one, and two again when that was a mistake."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store import summaries
from bot.store.database import Tx, instant, stamp

# What a file holds, by the column that says whose it is.
HELD = ("orders", "followups", "notes", "messages", "consents", "product_shows", "grade_changes")
IDS = {table: f"SELECT id FROM {table} WHERE buyer_id = :other" for table in HELD}
MOVE = {table: f"UPDATE {table} SET buyer_id = :buyer WHERE buyer_id = :other" for table in HELD}
MOVE_BACK = {
    table: f"UPDATE {table} SET buyer_id = :other WHERE buyer_id = :buyer AND id IN (SELECT value FROM json_each(:ids))"
    for table in HELD
}
# What the file says; the shop's own words win over what Telegram said of the chat, where it has any.
TEXTS = ("company", "country", "city", "zone", "phone", "email", "birthday", "grade", "tags")
FIELDS = (*TEXTS, "language", "stage", "stars", "grade_by_hand", "owner_id", "number")
FILE = f"SELECT {', '.join(FIELDS)} FROM buyers WHERE id = :id"
TAKE_OVER = f"""
UPDATE buyers SET {", ".join(f"{name} = CASE WHEN o.{name} <> '' THEN o.{name} ELSE buyers.{name} END" for name in TEXTS)},
    language = CASE WHEN buyers.language = '' THEN o.language ELSE buyers.language END,
    stage = CASE WHEN o.stage = 'fan' THEN buyers.stage ELSE o.stage END, stars = max(buyers.stars, o.stars),
    grade_by_hand = max(buyers.grade_by_hand, o.grade_by_hand), owner_id = coalesce(buyers.owner_id, o.owner_id)
FROM (SELECT * FROM buyers WHERE id = :other) AS o WHERE buyers.id = :buyer
"""  # noqa: E501
# A number is one file's. Where both have one, the other file keeps its own, and an import finds it by that.
FREE_NUMBER = "UPDATE buyers SET number = NULL WHERE id = :other"
GIVE_NUMBER = "UPDATE buyers SET number = :number WHERE id = :buyer"
CLOSE = "UPDATE buyers SET erased_at = :at WHERE id = :other"
REOPEN = "UPDATE buyers SET erased_at = NULL WHERE id = :other"
KEEP = """
INSERT INTO merges (buyer_id, other_id, seller_id, at, data) VALUES (:buyer, :other, :seller, :at, :data)
"""
BY_ID = "SELECT id, buyer_id, other_id, at, data FROM merges WHERE id = :id AND data <> ''"
OF_BUYER = "SELECT id, buyer_id, other_id, at, data FROM merges WHERE buyer_id = :buyer AND data <> '' ORDER BY id DESC"
SET_BACK = f"UPDATE buyers SET {', '.join(f'{name} = :{name}' for name in FIELDS)} WHERE id = :id"
NAME = "SELECT first_name || ' ' || last_name AS name FROM buyers WHERE id = :id"
DROP = "DELETE FROM merges WHERE id = :id"
NOT_THE_SAME = "UPDATE same_person SET answer = 'no' WHERE buyer_id = :buyer AND other_id = :other"
# Once nothing can be undone, nothing is kept but that the two are one.
WIPE = """
UPDATE buyers SET first_name = '', last_name = '', username = '', company = '', language = '', country = '', city = '',
    zone = '', phone = '', email = '', birthday = '', tags = '', source = ''
WHERE id IN (SELECT other_id FROM merges WHERE at < :before AND data <> '')
"""
FORGET = "UPDATE merges SET data = '' WHERE at < :before AND data <> ''"


@dataclass(frozen=True, slots=True)
class Merge:
    """The file `other` became part of `buyer`, which can still be undone. `name` is what the other was called."""

    id: int
    buyer: int
    other: int
    at: datetime
    name: str


def merge(tx: Tx, buyer: int, other: int, seller: int, at: datetime) -> int:
    """The file `other` is that of `buyer`: all it holds is moved, and how it was is kept. Gives the merge's id.

    The summaries of both are brought up to date; stage and grade are for store/grades.settle.
    """
    names = {"buyer": buyer, "other": other}
    before, others = _file(tx, buyer), _file(tx, other)
    moved = {table: [row["id"] for row in tx.execute(IDS[table], names)] for table in HELD}
    for table in HELD:
        tx.execute(MOVE[table], names)
    tx.execute(TAKE_OVER, names)
    if others["number"] and not before["number"]:
        tx.execute(FREE_NUMBER, names)
        tx.execute(GIVE_NUMBER, {"buyer": buyer, "number": others["number"]})
    tx.execute(CLOSE, {"other": other, "at": stamp(at)})
    data = {"before": before, "other": others, "after": _file(tx, buyer), "moved": moved}
    kept = {**names, "seller": seller, "at": stamp(at), "data": json.dumps(data, ensure_ascii=False)}
    id = int(tx.execute(KEEP, kept).lastrowid or 0)
    _summarise(tx, buyer, other)
    return id


def undo(tx: Tx, merge: Merge) -> None:
    """Two files again: what was moved goes back, and what was written since stays with the buyer of the chat.

    A field of the buyer's that somebody changed since the merge keeps that change.
    """
    data = json.loads(tx.execute(BY_ID, {"id": merge.id}).fetchone()["data"])
    names = {"buyer": merge.buyer, "other": merge.other}
    for table in HELD:
        tx.execute(MOVE_BACK[table], {**names, "ids": json.dumps(data["moved"][table])})
    now = _file(tx, merge.buyer)
    back = {
        name: data["before"][name] if value == data["after"][name] or name == "stage" else value
        for name, value in now.items()
    }
    tx.execute(SET_BACK, {**back, "id": merge.buyer})
    tx.execute(SET_BACK, {**data["other"], "id": merge.other})
    tx.execute(REOPEN, names)
    tx.execute(DROP, {"id": merge.id})
    tx.execute(NOT_THE_SAME, names)
    _summarise(tx, merge.buyer, merge.other)


def _file(tx: Tx, id: int) -> dict[str, Any]:
    return dict(tx.execute(FILE, {"id": id}).fetchone())


def _summarise(tx: Tx, buyer: int, other: int) -> None:
    summaries.ready(tx)
    summaries.touch_buyer(tx, buyer)
    summaries.touch_buyer(tx, other)
    summaries.after(tx)


def _merge(tx: Tx, row: Any) -> Merge:
    name = tx.execute(NAME, {"id": row["other_id"]}).fetchone()["name"].strip()
    return Merge(row["id"], row["buyer_id"], row["other_id"], instant(row["at"]), name)


def by_id(tx: Tx, id: int) -> Merge | None:
    """One that can be undone."""
    row = tx.execute(BY_ID, {"id": id}).fetchone()
    return _merge(tx, row) if row else None


def of_buyer(tx: Tx, buyer: int) -> list[Merge]:
    """Those of a buyer that can be undone, the latest first."""
    return [_merge(tx, row) for row in tx.execute(OF_BUYER, {"buyer": buyer}).fetchall()]


def forget(tx: Tx, before: datetime) -> None:
    """Merges made before this time can't be undone any more; what was kept for it goes."""
    tx.execute(WIPE, {"before": stamp(before)})
    tx.execute(FORGET, {"before": stamp(before)})
