"""The catalogue is found by what people type, and the index follows whatever is written to it."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.products import Product
from bot.store import products, search, search_check
from bot.store.database import Tx, configure, migrations
from tests.store.conftest import NOON

SHOP = {
    "85123A": ("White hanging heart T-light holder", "白色心形蜡烛台\nБелый подсвечник Ёлка\nحامل شمعة أبيض"),
    "85123B": ("Red hanging heart T-light holder", ""),
    "85123A-2": ("White hanging heart, large", ""),
    "LN-08": ("Garden lantern", "Laterne für den Garten\nLinterna de jardín"),
    "CC 60": ("60 cupcake cases, dolly girl", ""),
    "POST": ("Postage", ""),
    "22077": ("6 ribbons rustic charm", ""),
    "CARD1": ("Birthday card, post box", ""),
}


def put(tx: Tx, code: str, title: str, others: str = "") -> int:
    return products.save(tx, Product(0, code, title, ()), tuple(others.split("\n")), "EUR", NOON)


@pytest.fixture
def shop(tx):
    for code, (title, others) in SHOP.items():
        put(tx, code, title, others)
    return tx


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("heart hanging white holder", ["85123A"]),
        ("hang hea whi hol", ["85123A"]),
        ("hearts holders red", ["85123B"]),
        ("red hart", ["85123B"]),
        ("rde haert", ["85123B"]),
        ("rwd hanginh haert tlihgt holdr", ["85123B"]),
        ("redhanging heart", ["85123B"]),
        ("gardenlantern", ["LN-08"]),
        ("lan tern", ["LN-08"]),
        ("cup cake", ["CC 60"]),
        ("jardin", ["LN-08"]),
        ("JARDÍN", ["LN-08"]),
        ("laterne garten", ["LN-08"]),
        ("蜡烛", ["85123A"]),
        ("心形", ["85123A"]),
        ("白色心型蜡烛", ["85123A"]),
        ("елка", ["85123A"]),
        ("подсвечники", ["85123A"]),
        ("شمعه", ["85123A"]),
        ("85123a", ["85123A", "85123A-2"]),
        ("85123 A", ["85123A", "85123A-2"]),
        ("85123a2", ["85123A-2"]),
        ("cc60", ["CC 60"]),
        ("2077", ["22077"]),
        ("ln 08", ["LN-08"]),
        ("85123b red", ["85123B"]),
        ("post", ["POST", "CARD1"]),
        ("zeppelin", []),
        ("!", []),
        ("", []),
        ('"', []),
    ],
)
def test_what_people_type(shop, words, codes):
    found = [one.code for one in search.products(shop, words, 8)]

    assert found[: len(codes) or None] == codes


def test_no_more_than_wanted(shop):
    assert len(search.products(shop, "heart", 2)) == 2
    assert len(search.products(shop, "heart", 8)) == 3


def test_the_index_follows_whatever_is_written(shop):
    shop.execute("UPDATE products SET title = 'Zeppelin model', other_titles = '' WHERE code = 'LN-08'")
    assert [one.code for one in search.products(shop, "zepelin", 3)] == ["LN-08"]
    assert search.products(shop, "lantern", 3) == []
    shop.execute("UPDATE products SET code = 'ZP-1' WHERE code = 'LN-08'")
    assert [one.code for one in search.products(shop, "zp1", 3)] == ["ZP-1"]
    shop.execute("DELETE FROM products WHERE code = 'ZP-1'")
    assert search.products(shop, "zeppelin", 3) == []
    assert search_check.compare(shop) == []


def test_a_change_that_changes_no_words_costs_nothing(shop):
    search.freshen(shop)
    shop.execute("UPDATE products SET stock = 5, title = title")

    assert shop.execute("SELECT count(*) FROM search_stale").fetchone()[0] == 0


def test_a_word_that_stands_nowhere_is_forgotten(shop):
    search.freshen(shop)
    known = "SELECT count(*) FROM search_typos WHERE word = :word"
    assert shop.execute(known, {"word": "lantern"}).fetchone()[0]
    shop.execute("UPDATE products SET title = 'Heart', other_titles = '' WHERE code = 'LN-08'")
    search.freshen(shop)

    assert shop.execute(known, {"word": "lantern"}).fetchone()[0] == 0
    assert shop.execute(known, {"word": "heart"}).fetchone()[0]


def test_a_file_opened_is_brought_up_to_date(shop):
    search.freshen_alone(shop)
    search.freshen_alone(shop)

    assert shop.execute("SELECT count(*) FROM search_stale").fetchone()[0] == 0
    assert not shop.in_transaction


def test_the_index_written_anew_says_the_same(shop):
    search.freshen(shop)
    before = sorted(tuple(row) for row in shop.execute("SELECT words, letters, code FROM search_titles"))
    search_check.rebuild(shop)

    assert sorted(tuple(row) for row in shop.execute("SELECT words, letters, code FROM search_titles")) == before
    assert search_check.compare(shop) == []


@pytest.fixture(scope="module")
def catalogue():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    configure(connection)
    for one in migrations():
        connection.executescript(one.sql)
    search.freshen_alone(connection)
    for code, title in (("A-1", "White heart"), ("B2", "Сердце 白色 plate"), ("C", "AND OR NOT near")):
        connection.execute(
            "INSERT INTO products (code, title, currency, added_at) VALUES (?, ?, 'EUR', '2026')", (code, title)
        )
    yield connection
    connection.close()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_breaks_it(catalogue, words):
    search.products(catalogue, words, 5)


@pytest.mark.parametrize("words", ["and or not", '" OR "x', "near(a b)", "a* ^b", "title:heart", "{}", "- -", "'; --"])
def test_words_of_the_index_are_words(catalogue, words):
    search.products(catalogue, words, 5)
