"""Does the search index say what the catalogue and the files say? For `doctor`; changes nothing but by `rebuild`."""

from collections.abc import Iterator
from typing import Any

from bot.core import search as rules
from bot.store import search
from bot.store.database import Tx

NAMED = 200
"""Differences that are told one by one."""
PRODUCTS = "SELECT id, id AS there, code, title, other_titles FROM products ORDER BY id"
BUYERS = """
SELECT id, id AS there, number, first_name, last_name, username, company, country, city, phone, email, tags,
       coalesce(owner_id, 0) AS owner FROM buyers WHERE erased_at IS NULL ORDER BY id
"""
TITLES = "SELECT words, letters, code FROM search_titles WHERE product_id = :id"
FILE = "SELECT words, digits FROM search_files WHERE buyer_id = :id"
STALE = "SELECT 1 FROM search_stale WHERE kind = :kind AND id = :id"
TOO_MANY = {
    "title": "SELECT count(*) AS number FROM search_titles WHERE product_id NOT IN (SELECT id FROM products)",
    "person": """
SELECT count(*) AS number FROM search_files AS f LEFT JOIN buyers AS b ON b.id = f.buyer_id
WHERE b.id IS NULL OR (b.erased_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM search_stale AS s WHERE s.kind = 'person' AND s.id = b.id))
""",
}
TYPOS = "SELECT word FROM search_typos WHERE kind = :kind AND left_over = :left_over AND word = :word"
ALL_TITLES = "SELECT words, letters, code FROM search_titles"
ALL_FILES = "SELECT words, digits FROM search_files"
VOCABULARIES = {
    "search_words": "CREATE VIRTUAL TABLE temp.words_in_index USING fts5vocab (main, search_words, row)",
    "search_letters": "CREATE VIRTUAL TABLE temp.letters_in_index USING fts5vocab (main, search_letters, row)",
    "search_people": "CREATE VIRTUAL TABLE temp.people_in_index USING fts5vocab (main, search_people, row)",
    "search_phones": "CREATE VIRTUAL TABLE temp.phones_in_index USING fts5vocab (main, search_phones, row)",
}
HELD = {
    "search_words": "SELECT coalesce(sum(doc), 0) AS number FROM temp.words_in_index",
    "search_letters": "SELECT coalesce(sum(doc), 0) AS number FROM temp.letters_in_index",
    "search_people": "SELECT coalesce(sum(doc), 0) AS number FROM temp.people_in_index",
    "search_phones": "SELECT coalesce(sum(doc), 0) AS number FROM temp.phones_in_index",
}
LET_GO = (
    "DROP TABLE temp.words_in_index",
    "DROP TABLE temp.letters_in_index",
    "DROP TABLE temp.people_in_index",
    "DROP TABLE temp.phones_in_index",
)
FORGET = (
    "DELETE FROM search_titles WHERE product_id NOT IN (SELECT id FROM products)",
    "DELETE FROM search_files WHERE buyer_id NOT IN (SELECT id FROM buyers)",
    "DELETE FROM search_typos",
    "DELETE FROM search_stale",
)
ALL_STALE = (
    "INSERT INTO search_stale SELECT 'title', id FROM products",
    "INSERT INTO search_stale SELECT 'person', id FROM buyers",
)
WRITE_ANEW = (
    "INSERT INTO search_words (search_words) VALUES ('rebuild')",
    "INSERT INTO search_letters (search_letters) VALUES ('rebuild')",
    "INSERT INTO search_people (search_people) VALUES ('rebuild')",
    "INSERT INTO search_phones (search_phones) VALUES ('rebuild')",
)


def compare(tx: Tx) -> list[str]:
    """What the index holds and should not, or lacks, a line each. What only waits to be written anew is well."""
    found: list[str] = []
    for one in _differences(tx):
        found.append(one)
        if len(found) == NAMED:
            break
    return found


def rebuild(tx: Tx) -> None:
    """Write the whole index anew, in the caller's transaction; at a million buyers this takes minutes."""
    for statement in (*WRITE_ANEW, *FORGET, *ALL_STALE):
        tx.execute(statement)
    search.freshen(tx)


def _differences(tx: Tx) -> Iterator[str]:
    for row in tx.execute(PRODUCTS):
        yield from _one(tx, "title", row["id"], f"product {row['code']}", TITLES, search.titles_of(row))
    for row in tx.execute(BUYERS):
        yield from _one(tx, "person", row["id"], f"buyer {row['id']}", FILE, search.file_of(row))
    for kind, statement in TOO_MANY.items():
        number = tx.execute(statement).fetchone()["number"]
        if number:
            yield f"{number} rows of {'products' if kind == 'title' else 'buyers'} that are not there"
    yield from _held(tx)


def _one(tx: Tx, kind: str, id: int, called: str, kept: str, should: list[dict[str, Any]]) -> Iterator[str]:
    is_there = {tuple(row) for row in tx.execute(kept, {"id": id})}
    columns = ("words", "letters", "code") if kind == "title" else ("words", "digits")
    if is_there != {tuple(one[name] for name in columns) for one in should}:
        if tx.execute(STALE, {"kind": kind, "id": id}).fetchone() is None:
            yield f"{called} is not in the index as it is written"
        return
    for word in {word for one in should for word in one["forgiven"] if rules.left_overs(word)}:
        values = {"kind": kind, "left_over": word[: rules.MOST_TYPO], "word": word}
        if tx.execute(TYPOS, values).fetchone() is None:
            yield f"{called}: typos in a word of it are not forgiven"
            return


def _held(tx: Tx) -> Iterator[str]:
    """What each FTS5 table holds, added up, against what the rows it follows have."""
    number = dict.fromkeys(VOCABULARIES, 0)
    for row in tx.execute(ALL_TITLES):
        number["search_words"] += len(set(row["words"].split()))
        number["search_letters"] += len({*rules.trigrams(row["letters"]), *rules.trigrams(row["code"])})
    for row in tx.execute(ALL_FILES):
        number["search_people"] += len(set(row["words"].split()))
        number["search_phones"] += len(set(rules.trigrams(row["digits"])))
    for statement in VOCABULARIES.values():
        tx.execute(statement)
    for table, statement in HELD.items():
        held = tx.execute(statement).fetchone()["number"]
        if held != number[table]:
            yield f"{table} holds {held} entries, by its rows {number[table]}"
    for statement in LET_GO:
        tx.execute(statement)
