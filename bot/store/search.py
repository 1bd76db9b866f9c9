"""The search index: kept up to date, asked, compared.

Triggers note in `search_stale` which products and buyers were written, by whatever wrote them. `freshen` folds those
(core/search.py) and writes what the index holds of them; it is called before every search, at the end of an import and
when a file is opened, and costs nothing when nothing is stale. The FTS5 tables follow `search_titles` and
`search_files` by triggers of their own.

Products are looked for in three steps, each only when those before found too little: every word of the query, by its
beginning (FTS5); every word or one a typo away (`search_typos`); the rarest trigrams of the query without blanks, which
finds joined words, split words and many typos. What was found is ranked by one rule, core.search.likeness.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from bot.core import search as rules
from bot.core.products import Product
from bot.core.search import Query
from bot.i18n import SELLER_LANGUAGES, country_name
from bot.store import products as product_store
from bot.store.database import Tx

FEW = 8
CANDIDATES = 80
"""Titles that are compared word by word, of those a step found by words."""
GUESSES = 40
"""Titles looked at roughly, of those found by trigrams, of which most are like the query in little."""
COMPARED = 16
"""Of these, so many are compared word by word."""
RAREST = 10
"""Trigrams that a title is looked for by; the common ones tell little and cost the most."""
SURE = 3
"""With so many words that each begin a word of a title, none of them is a typo."""
MOST_SPLIT = 2
"""Words of a query up to which each is also looked for as two."""
MOST_TYPOS = 8
"""Words of the index that one mistyped word may stand for."""
ANSWERS = 0.84
"""How well a title must answer the query for it to be what was meant; with one of these, no other is guessed at."""
LEAST_ANSWER = 0.64
"""A guess that answers less is another product."""
BESIDE = 0.85
"""A guess that answers less than this share of the best one is not shown beside it."""
CODE = 1.3
"""The score of the code itself, which nothing is above."""
BATCH = 5_000

BEGIN, COMMIT = "BEGIN IMMEDIATE", "COMMIT"
IS_STALE = "SELECT 1 FROM search_stale LIMIT 1"
STALE_PRODUCTS = """
SELECT s.id, p.id AS there, p.code, p.title, p.other_titles
FROM search_stale AS s LEFT JOIN products AS p ON p.id = s.id
WHERE s.kind = 'title' ORDER BY s.id LIMIT :most
"""
STALE_BUYERS = """
SELECT s.id, b.id AS there, b.number, b.first_name, b.last_name, b.username, b.company, b.country, b.city, b.phone,
       b.email, b.tags, coalesce(b.owner_id, 0) AS owner
FROM search_stale AS s LEFT JOIN buyers AS b ON b.id = s.id AND b.erased_at IS NULL
WHERE s.kind = 'person' ORDER BY s.id LIMIT :most
"""
NO_LONGER_STALE = "DELETE FROM search_stale WHERE kind = :kind AND id <= :id"
OLD_TITLES = "SELECT words FROM search_titles WHERE product_id = :id"
OLD_FILE = "SELECT words FROM search_files WHERE buyer_id = :id"
DROP_TITLES = "DELETE FROM search_titles WHERE product_id = :id"
DROP_FILE = "DELETE FROM search_files WHERE buyer_id = :id"
ADD_TITLE = "INSERT INTO search_titles (product_id, words, letters, code) VALUES (:id, :words, :letters, :code)"
ADD_FILE = "INSERT INTO search_files (buyer_id, words, digits) VALUES (:id, :words, :digits)"
ADD_TYPO = "INSERT OR IGNORE INTO search_typos (kind, left_over, word) VALUES (:kind, :left_over, :word)"
DROP_TYPO = "DELETE FROM search_typos WHERE kind = :kind AND left_over = :left_over AND word = :word"
STANDS = {
    "title": "SELECT 1 FROM search_words WHERE search_words MATCH :match LIMIT 1",
    "person": "SELECT 1 FROM search_people WHERE search_people MATCH :match LIMIT 1",
}
TYPOS = """
SELECT word, count(*) AS shared FROM search_typos
WHERE kind = :kind AND left_over IN (SELECT value FROM json_each(:left))
GROUP BY word ORDER BY shared DESC, word LIMIT :most
"""
BY_WORDS = """
SELECT t.product_id, t.words, t.letters, t.code FROM
    (SELECT rowid FROM search_words WHERE search_words MATCH :match ORDER BY rank LIMIT :most) AS f
CROSS JOIN search_titles AS t ON t.id = f.rowid
"""
RAREST_TRIGRAMS = """
SELECT term FROM search_trigrams WHERE term IN (SELECT value FROM json_each(:terms)) ORDER BY doc LIMIT :most
"""
BY_LETTERS = """
SELECT t.product_id, t.words, t.letters, t.code FROM
    (SELECT rowid FROM search_letters WHERE search_letters MATCH :match ORDER BY rank LIMIT :most) AS f
CROSS JOIN search_titles AS t ON t.id = f.rowid
"""
BY_CODE_BEGINNING = """
SELECT DISTINCT product_id, code FROM search_titles WHERE code >= :code AND code < :code || char(1114111)
ORDER BY code LIMIT :most
"""
BY_CODE_PART = """
SELECT DISTINCT t.product_id, t.code FROM
    (SELECT rowid FROM search_letters WHERE search_letters MATCH :match LIMIT :most) AS f
CROSS JOIN search_titles AS t ON t.id = f.rowid
"""


@dataclass(frozen=True, slots=True)
class _Candidate:
    product: int
    words: tuple[str, ...]
    letters: str


def freshen_alone(tx: Tx) -> None:
    """When a file is opened, outside a transaction: `freshen` in one of its own."""
    if tx.execute(IS_STALE).fetchone() is not None:
        tx.execute(BEGIN)
        freshen(tx)
        tx.execute(COMMIT)


def freshen(tx: Tx) -> None:
    """Bring the index up to date with what was written since; at once where nothing was."""
    if tx.execute(IS_STALE).fetchone() is None:
        return
    _freshen_kind(tx, "title", STALE_PRODUCTS, OLD_TITLES, DROP_TITLES, ADD_TITLE, titles_of)
    _freshen_kind(tx, "person", STALE_BUYERS, OLD_FILE, DROP_FILE, ADD_FILE, file_of)


def _freshen_kind(tx: Tx, kind: str, stale: str, old: str, drop: str, add: str, rows_of: Any) -> None:
    known: set[str] = set()
    gone: set[str] = set()
    while True:
        batch = tx.execute(stale, {"most": BATCH}).fetchall()
        if not batch:
            break
        rows: list[dict[str, Any]] = []
        for row in batch:
            before = tx.execute(old, {"id": row["id"]}).fetchall()
            if before:
                gone.update(word for one in before for word in one["words"].split())
                tx.execute(drop, {"id": row["id"]})
            rows += rows_of(row) if row["there"] is not None else []
        tx.executemany(add, rows)
        new = {word for one in rows for word in one["forgiven"]}
        _learn(tx, kind, new - known)
        known |= new
        tx.execute(NO_LONGER_STALE, {"kind": kind, "id": batch[-1]["id"]})
    _forget(tx, kind, gone - known)


def _learn(tx: Tx, kind: str, words: Iterable[str]) -> None:
    """Words of the index are known to the search for typos."""
    tx.executemany(
        ADD_TYPO,
        ({"kind": kind, "left_over": left, "word": word} for word in words for left in rules.left_overs(word)),
    )


def _forget(tx: Tx, kind: str, words: Iterable[str]) -> None:
    """Words that stand nowhere any more are not kept: somebody may have asked to be erased."""
    for word in words:
        if tx.execute(STANDS[kind], {"match": quoted(word)}).fetchone() is None:
            tx.executemany(
                DROP_TYPO, ({"kind": kind, "left_over": left, "word": word} for left in rules.left_overs(word))
            )


def titles_of(row: Any) -> list[dict[str, Any]]:
    """What the index holds of a product: a row for each of its titles, in whatever language."""
    code = rules.squeezed(row["code"])
    titles = dict.fromkeys(one for one in (row["title"], *row["other_titles"].split("\n")) if one.strip())
    return [
        {
            "id": row["id"],
            "words": " ".join((*words, code)).strip(),
            "letters": rules.squeezed(title),
            "code": code,
            "forgiven": words,
        }
        for title in titles
        for words in [rules.terms(title)]
    ]


def file_of(row: Any) -> list[dict[str, Any]]:
    """What the index holds of a buyer; a number or username of several parts also in one word.

    Typos are forgiven in what is known by heart, not in an e-mail address or a number, of which each is another word.
    """
    forgiven = rules.terms(" ".join((row["first_name"], row["last_name"], row["company"], row["city"], row["tags"])))
    local, _, domain = row["email"].partition("@")
    exact = rules.terms(" ".join((row["username"], local, domain.partition(".")[0], row["number"] or "")))
    whole = (rules.squeezed(text) for text in (row["number"] or "", row["username"], row["email"]))
    words = dict.fromkeys((*forgiven, *exact, *_countries(row["country"]), *whole, owner_word(row["owner"])))
    digits = "".join(sign for sign in row["phone"] if sign.isdecimal())
    return [{"id": row["id"], "words": " ".join(filter(None, words)), "digits": digits, "forgiven": forgiven}]


@lru_cache(maxsize=512)
def _countries(code: str) -> tuple[str, ...]:
    """The words of a country: as it stands in the file, and for a code its name in the languages of the sellers."""
    names = (country_name(code, language) for language in SELLER_LANGUAGES) if len(code) == 2 else ()
    return rules.terms(" ".join((code, *names)))


def owner_word(owner: int) -> str:
    """Whose a buyer is, as a word of the index that nobody can type; 0 is the public pool."""
    return f"_{owner}"


def quoted(word: str) -> str:
    """A word as FTS5 takes it literally."""
    return '"' + word.replace('"', '""') + '"'


def products(tx: Tx, text: str, most: int) -> list[Product]:
    """Products like the words, best first: by code, or by the words of a title in any order, typos forgiven."""
    found = (product_store.by_id(tx, id) for id in product_ids(tx, text, most))
    return [one for one in found if one is not None]


def product_ids(tx: Tx, text: str, most: int) -> list[int]:
    """The same, ids alone."""
    asked = rules.query(text)
    if not asked.letters:
        return []
    freshen(tx)
    scored = [*_by_code(tx, asked, most)]
    if scored and scored[0][0] == CODE and _has_digit(asked):
        return rules.best(scored)[:most]
    good = {id for _, id in scored}
    guesses: list[tuple[float, float, int]] = []
    compared: set[tuple[int, str]] = set()
    for step, enough in STEPS:
        for one in step(tx, asked):
            if (one.product, one.letters) in compared:
                continue
            compared.add((one.product, one.letters))
            answers, like = rules.likeness(asked, one.words, one.letters)
            if step is _by_beginnings or answers >= ANSWERS:
                good.add(one.product)
                scored.append((like, one.product))
            else:
                guesses.append((answers, like, one.product))
        if len(good) >= min(enough if len(asked.words) < SURE else 1, most):
            break
    least = max([LEAST_ANSWER, *(BESIDE * answers for answers, _, _ in guesses)])
    if not good:
        scored += ((like, id) for answers, like, id in guesses if answers >= least)
    return rules.best(scored)[:most]


def _has_digit(asked: Query) -> bool:
    return any(sign.isdigit() for sign in asked.letters)


def _by_code(tx: Tx, asked: Query, most: int) -> Iterator[tuple[float, int]]:
    """The code itself, its beginning, or (from three signs) a part of it; capitals, blanks and dashes do not count."""
    if not _has_digit(asked) and len(asked.words) > 2:
        return
    for row in tx.execute(BY_CODE_BEGINNING, {"code": asked.letters, "most": most}):
        yield (
            (1.3 if row["code"] == asked.letters else 1.0 + 0.1 * len(asked.letters) / len(row["code"])),
            row["product_id"],
        )
    if len(asked.letters) >= 3 and _has_digit(asked):
        for row in tx.execute(BY_CODE_PART, {"match": f"code : {quoted(asked.letters)}", "most": most}):
            yield 0.95, row["product_id"]


def _found(rows: Iterable[Any]) -> list[_Candidate]:
    return [_Candidate(row["product_id"], tuple(row["words"].split()), row["letters"]) for row in rows]


def _likely(asked: Query, rows: list[Any]) -> list[_Candidate]:
    """Of what trigrams found, those that may be meant."""
    return _found(rows[at] for at in rules.likely(asked, [(row["words"], row["letters"]) for row in rows], COMPARED))


def _by_beginnings(tx: Tx, asked: Query) -> list[_Candidate]:
    """Titles in which every word of the query, or its singular, begins a word."""
    match = " AND ".join(map(_begun, asked.words))
    return _found(tx.execute(BY_WORDS, {"match": match, "most": CANDIDATES}))


def typos_of(tx: Tx, kind: str, word: str) -> list[str]:
    """Words of the index that are this one but for one typo (or two, where both are of one sign too many)."""
    left = "[" + ",".join(f'"{one}"' for one in rules.left_overs(word)) + "]"
    return [row["word"] for row in tx.execute(TYPOS, {"kind": kind, "left": left, "most": MOST_TYPOS})]


def _by_typos(tx: Tx, asked: Query) -> list[_Candidate]:
    """Titles in which every word begins a word or is a typo away from one; or two stand as one, or one as two."""
    begun = [_begun(word) for word in asked.words]
    ways = [[_mistyped(tx, word) for word in asked.words]]
    for at, (one, two) in enumerate(pairwise(asked.words)):
        ways.append([*begun[:at], _begun(one + two), *begun[at + 2 :]])
    if len(asked.words) <= MOST_SPLIT:
        for at, word in enumerate(asked.words):
            halves = ([quoted(word[:cut]), _begun(word[cut:])] for cut in range(3, len(word) - 2))
            ways += ([*begun[:at], *both, *begun[at + 1 :]] for both in halves)
    match = " OR ".join("(" + " AND ".join(way) + ")" for way in ways)
    return _found(tx.execute(BY_WORDS, {"match": match, "most": CANDIDATES}))


def _begun(word: str) -> str:
    return f"{quoted(rules.stem(word))}*"


def _mistyped(tx: Tx, word: str) -> str:
    near = (quoted(one) for one in typos_of(tx, "title", word) if one != word)
    return "(" + " OR ".join((_begun(word), *near)) + ")"


def _by_trigrams(tx: Tx, asked: Query) -> list[_Candidate]:
    """Titles that share rare trigrams with the query, wherever its blanks are; in a script without, pairs of signs."""
    every = "[" + ",".join(f'"{one}"' for one in rules.trigrams(asked.letters)) + "]"
    rarest = [quoted(row["term"]) for row in tx.execute(RAREST_TRIGRAMS, {"terms": every, "most": RAREST})]
    rows: list[Any] = []
    if rarest:
        match = f"letters : ({' OR '.join(rarest)})"
        rows += tx.execute(BY_LETTERS, {"match": match, "most": GUESSES})
    if any(len(word) == 2 for word in asked.words):
        match = " OR ".join(quoted(word) for word in asked.words)
        rows += tx.execute(BY_WORDS, {"match": match, "most": GUESSES})
    return _likely(asked, rows)


STEPS: tuple[tuple[Callable[[Tx, Query], list[_Candidate]], int], ...] = (
    (_by_beginnings, FEW),
    (_by_typos, 1),
    (_by_trigrams, 1),
)
"""Each step, and how many products that answer the query make the next one needless: a word begun by what was typed may
still be a typo of another, so a few are not enough; after that, one is."""
