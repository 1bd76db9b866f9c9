"""Buyers looked for by whatever a seller remembers of them; see store/search.py for the index.

Nothing here reads more of the index than the words of the query ask for, however many buyers there are: the newest
hundred are enough for a list that a seller looks through.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.core import search as rules
from bot.core.search import Query
from bot.store import search
from bot.store.database import Tx, instant

MOST = 100
"""Buyers that one search finds; who looks for one among more writes another word."""
FEW = 8
LEAST_DIGITS = 3
LEAST_JOINED = 4
NATIONAL = (9, 8, 7)
"""Last digits by which a number with a country's code before it is found in a file without, and the other way round."""
VISIBLE = "b.erased_at IS NULL AND (:owner = 0 OR b.owner_id IS NULL OR b.owner_id = :owner)"
BY_WORDS = f"""
SELECT b.id, b.number, b.last_message_at FROM
    (SELECT rowid FROM search_people WHERE search_people MATCH :match ORDER BY rowid DESC LIMIT :most) AS f
CROSS JOIN buyers AS b ON b.id = f.rowid WHERE {VISIBLE} ORDER BY b.last_message_at DESC, b.id DESC
"""
BY_DIGITS = f"""
SELECT b.id FROM search_phones AS f CROSS JOIN buyers AS b ON b.id = f.rowid
WHERE search_phones MATCH :match AND {VISIBLE} ORDER BY f.rowid DESC LIMIT :most
"""
PRODUCT = "SELECT product_id FROM search_titles WHERE code = :code LIMIT 1"
WHO_BOUGHT = f"""
SELECT b.id, w.orders, w.last_at FROM bought AS w CROSS JOIN buyers AS b ON b.id = w.buyer_id
WHERE w.product_id = :product AND w.orders > 0 AND {VISIBLE} ORDER BY w.last_at DESC LIMIT :most
"""
# An address or @username is one word: "gmail" and "com" stand in half of all files.
_ADDRESS = re.compile(r"\S*@\S*")
_NOT_DIALLED = re.compile(r"\(0\)")
_PHONE = re.compile(r"[\d\s+()./–-]+")


@dataclass(frozen=True, slots=True)
class Bought:
    """How often and when last a buyer ordered the product that was looked for."""

    orders: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of buyers, the likeliest first; `product` is the id of the one whose code was written, 0 when none."""

    ids: tuple[int, ...]
    product: int = 0
    bought: dict[int, Bought] | None = None


def buyers(tx: Tx, text: str, owner: int) -> Found:
    """The buyers that a seller may see (`owner` 0: all) by name, company, e-mail, username, number, place, tag, phone,
    or by the code of a product they bought."""
    asked = rules.query(_ADDRESS.sub(lambda match: rules.squeezed(match[0]), text))
    if not asked.letters:
        return Found(())
    search.freshen(tx)
    product = tx.execute(PRODUCT, {"code": asked.letters}).fetchone()
    if product is not None:
        values = {"product": product["product_id"], "owner": owner, "most": MOST}
        bought = {row["id"]: Bought(row["orders"], instant(row["last_at"])) for row in tx.execute(WHO_BOUGHT, values)}
        named = [id for id in _match(tx, _all_of(asked, "{}"), owner) if id not in bought]
        return Found((*named, *bought), product["product_id"], bought)
    found: dict[int, None] = dict.fromkeys(_by_phone(tx, text, owner))
    for step, few in STEPS:
        if len(found) > few:
            break
        for match in step(tx, asked):
            found |= dict.fromkeys(_match(tx, match, owner))
    return Found(tuple(found)[:MOST])


def _match(tx: Tx, match: str, owner: int) -> list[int]:
    if owner:
        match = f"({match}) AND ({search.quoted(search.owner_word(0))} OR {search.quoted(search.owner_word(owner))})"
    return [row["id"] for row in tx.execute(BY_WORDS, {"match": match, "owner": owner, "most": MOST})]


def _all_of(asked: Query, form: str) -> str:
    return " AND ".join(form.format(search.quoted(word)) for word in asked.words)


def _exactly(tx: Tx, asked: Query) -> Iterator[str]:
    yield _all_of(asked, "{}")


def _beginnings(tx: Tx, asked: Query) -> Iterator[str]:
    yield _all_of(asked, "{}*")


def _mistyped(tx: Tx, asked: Query) -> Iterator[str]:
    """Each word by its beginning, or one typo away from a word that stands in a file."""
    either = []
    for word in asked.words:
        near = (search.quoted(one) for one in search.typos_of(tx, "person", word))
        either.append("(" + " OR ".join((f"{search.quoted(word)}*", *near)) + ")")
    yield " AND ".join(either)


def _joined(tx: Tx, asked: Query) -> Iterator[str]:
    """Two words written as one, or one as two."""
    letters = asked.letters[: rules.MOST_TYPO * 2]
    if len(letters) < LEAST_JOINED:
        return
    if len(asked.words) > 1:
        yield f"{search.quoted(letters)}*"
        return
    halves = ((letters[:at], letters[at:]) for at in range(2, len(letters) - 1))
    yield " OR ".join(f"({search.quoted(one)} AND {search.quoted(two)})" for one, two in halves)


STEPS: tuple[tuple[Callable[[Tx, Query], Iterator[str]], int], ...] = (
    (_exactly, FEW),
    (_beginnings, FEW),
    (_mistyped, 0),
    (_joined, 0),
)
"""Each step, and how many buyers may be found already for it to be taken: a typo is guessed at when nobody is found."""


def _by_phone(tx: Tx, text: str, owner: int) -> list[int]:
    """Files whose phone number has these digits in a row, however either is spelled."""
    if not _PHONE.fullmatch(text.strip()):
        return []
    digits = "".join(sign for sign in _NOT_DIALLED.sub("", text) if sign.isdecimal())
    dialled = digits.removeprefix("00").removeprefix("0")
    tries = dict.fromkeys([digits, dialled, *(digits[-last:] for last in NATIONAL if len(digits) > last)])
    for one in tries:
        if len(one) < LEAST_DIGITS:
            continue
        values = {"match": search.quoted(one), "owner": owner, "most": MOST}
        found = [row["id"] for row in tx.execute(BY_DIGITS, values)]
        if found:
            return found
    return []
