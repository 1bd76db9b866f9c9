"""Whole histories at once: what comes into being, what is the same, what is replaced, and nothing by halves."""

import sqlite3
from datetime import timedelta

import pytest

from bot.core.imports import BuyerRow, Counts, OrderLine, ProductRow
from bot.store import bulk, buyers, grades, merges, products, summaries
from bot.store.database import Tx, attempt, stamp
from tests.store.filling import NOON, RULES, buyer, line, product, row, totals


def load(tx: Tx, *lines: OrderLine) -> Counts:
    return bulk.load_orders(tx, lines, now=NOON, rules=RULES)


def test_orders_bring_their_buyers_and_products(tx):
    first = line("1", "A", 10, 100, days=30, title="T-light", buyer_name="Anna", country="DE", email="a@example.com")
    counts = load(tx, first, line("1", "B", -2, 50, days=30), line("2", "A", 5, 120, title="T-light holder", days=3))

    assert counts == Counts(read=3, added=2, returns=1, new_buyers=1, new_products=2)
    made = row(tx, "SELECT * FROM buyers WHERE number = 'C1'")
    assert (made["first_name"], made["country"], made["email"], made["source"]) == (
        "Anna",
        "DE",
        "a@example.com",
        "import",
    )
    assert (made["stage"], made["created_at"]) == ("regular", stamp(NOON - timedelta(days=30)))
    held = products.by_code(tx, "A")
    assert held is not None
    assert (held.title, held.moq, held.category) == ("T-light holder", 1, "")
    assert [(one.quantity, one.price.minor) for one in held.tiers] == [(1, 120)]
    assert products.by_code(tx, "B").tiers == ()  # it only ever came back: no price is known
    found = totals(tx, made["id"])
    assert (found["orders"], found["total_minor"], found["returned_minor"]) == (2, 1500, 100)
    assert [row["line"] for row in tx.execute("SELECT line FROM order_lines ORDER BY order_id, line")] == [1, 2, 1]


def test_a_buyer_without_a_name_is_called_by_the_number(tx):
    load(tx, line("1"))

    assert row(tx, "SELECT first_name FROM buyers")["first_name"] == "#C1"


def test_the_same_file_again_changes_nothing(tx):
    lines = [line("1", "A"), line("2", "B", buyer="C2"), line("1", "C")]
    load(tx, *lines)
    before = list(tx.iterdump())
    changes = tx.total_changes
    counts = load(tx, *lines)

    assert counts == Counts(read=3, same=2)
    assert [sql for sql in tx.iterdump() if "revenue" not in sql] == [sql for sql in before if "revenue" not in sql]
    assert tx.total_changes > changes  # the temporary tables only


def test_lines_in_another_order_are_the_same_order(tx):
    load(tx, line("1", "A"), line("1", "B"), line("1", "A"))

    assert load(tx, line("1", "B"), line("1", "A"), line("1", "A")).same == 1
    assert load(tx, line("1", "B"), line("1", "B"), line("1", "A")).changed == 1


@pytest.mark.parametrize(
    "other",
    [
        {"quantity": 9}, {"price": 99}, {"code": "Z"}, {"days": 11}, {"status": "cancelled"}, {"currency": "USD"},
        {"buyer": "C2"},
    ],
)  # fmt: skip
def test_an_order_that_differs_is_replaced_whole(tx, other):
    load(tx, line("1", "A"), line("2", "A", days=40))
    counts = load(tx, line("1", **{"code": "A", **other}))

    assert (counts.changed, counts.added, counts.same) == (1, 0, 0)
    assert row(tx, "SELECT count(*) AS n FROM order_lines")["n"] == 2
    assert summaries.compare(tx) == []


def test_an_order_that_moves_leaves_its_old_buyer(tx):
    load(tx, line("1", "A"))
    load(tx, line("1", "A", buyer="C2"))
    old, new = (row(tx, "SELECT id FROM buyers WHERE number = ?", number)["id"] for number in ("C1", "C2"))

    assert buyers.totals(tx, old) is None
    assert buyers.totals(tx, new).orders == 1


def test_codes_are_known_in_any_case(tx):
    known = product(tx, "85123A")
    counts = load(tx, line("1", "85123a"), line("1", "85123A"))

    assert counts.new_products == 0
    assert [row["product_id"] for row in tx.execute("SELECT product_id FROM order_lines")] == [known, known]


def test_a_price_of_nothing_is_no_price(tx):
    load(tx, line("1", "A", 5, 100, days=9), line("2", "A", 5, 0, days=3))

    assert [one.price.minor for one in products.by_code(tx, "A").tiers] == [100]


def test_a_known_buyer_and_product_stay_as_they_are(tx):
    ann = buyer(tx, "C1", "Anna")
    product(tx, "A")
    load(tx, line("1", "A", 5, 999, title="Another title", buyer_name="Somebody else"))

    assert row(tx, "SELECT first_name FROM buyers WHERE id = ?", ann)["first_name"] == "Anna"
    assert products.by_code(tx, "A").title == "Title of A"
    assert [one.price.minor for one in products.by_code(tx, "A").tiers] == [100]


def test_whoever_was_forgotten_stays_forgotten(tx):
    load(tx, line("1", "A"))
    ann = buyers.by_id(tx, row(tx, "SELECT id FROM buyers")["id"])
    buyers.erase(tx, ann, NOON)
    counts = load(tx, line("1", "A", buyer_name="Anna"), line("1", "B"))

    assert counts == Counts(read=2, same=1, new_products=1)
    assert row(tx, "SELECT count(*) AS n FROM buyers WHERE first_name <> ''")["n"] == 0


def test_a_file_that_became_part_of_another_is_found_there(tx):
    load(tx, line("1", "A", buyer="C1"), line("2", "A", buyer="C2"))
    one, two = (row(tx, "SELECT id FROM buyers WHERE number = ?", number)["id"] for number in ("C1", "C2"))
    sell(tx)
    merges.merge(tx, one, two, 1, NOON)
    counts = load(tx, line("2", "A", buyer="C2"), line("3", "A", buyer="C2"))

    assert (counts.same, counts.added, counts.new_buyers) == (1, 1, 0)
    assert buyers.totals(tx, one).orders == 3
    assert bulk.load_buyers(tx, [BuyerRow(2, "C2", "Zoe", city="Bremen")], now=NOON).changed == 1
    assert row(tx, "SELECT city FROM buyers WHERE id = ?", one)["city"] == "Bremen"


def test_grades_and_stages_follow(tx):
    load(tx, line("1", "A", 1000, 100, days=400), line("2", "A", 200, 100, days=5))
    ann = row(tx, "SELECT * FROM buyers")

    # The first order is older than the period of a year.
    assert (ann["stage"], ann["grade"]) == ("regular", "bronze")
    assert [(one.was, one.grade, one.why) for one in grades.changes(tx, ann["id"], 5)] == [("", "bronze", "orders")]


def test_all_or_nothing(tx):
    load(tx, line("1", "A"))
    before = list(tx.iterdump())

    def broken():
        yield line("2", "A")
        raise ValueError("the file ends in the middle")

    ok, error = attempt(tx, lambda tx: bulk.load_orders(tx, broken(), now=NOON, rules=RULES))
    assert (ok, str(error)) == (False, "the file ends in the middle")
    assert list(tx.iterdump()) == before
    assert load(tx, line("3", "A")).added == 1


def test_many_rows_come_in_chunks_and_tell_how_far(tx, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 2)
    told = []
    lines = [line(str(number % 3), f"P{number}") for number in range(5)]
    counts = bulk.load_orders(tx, iter(lines), now=NOON, rules=RULES, progress=told.append)

    assert (counts.added, told) == (3, [2, 4, 5])


def sell(tx: Tx) -> None:
    tx.execute(
        """INSERT INTO sellers (id, telegram_id, name, role, language, zone, digest_at, joined_at)
        VALUES (1, 1, 'Li', 'seller', 'en', 'UTC', '08:30', '2025')"""
    )


def test_products_are_added_changed_or_the_same(tx):
    rows = [ProductRow(2, "A", "Holder", ((10, 200), (100, 150)), "EUR", "holders", stock=5, other_titles=("Halter",))]
    assert bulk.load_products(tx, rows, now=NOON) == Counts(read=1, added=1)
    made = products.by_code(tx, "A")
    assert (made.moq, made.stock, [one.price.minor for one in made.tiers]) == (10, 5, [200, 150])
    assert bulk.load_products(tx, rows, now=NOON) == Counts(read=1, same=1)
    sparse = ProductRow(2, "a", "", (), "", stock=0)
    assert bulk.load_products(tx, [sparse], now=NOON) == Counts(read=1, changed=1)
    changed = products.by_code(tx, "A")
    assert (changed.title, changed.stock, changed.moq, changed.tiers) == ("Holder", 0, 10, made.tiers)
    assert bulk.load_products(tx, [ProductRow(2, "A", "", ((1, 90),), "EUR")], now=NOON).changed == 1
    assert [one.price.minor for one in products.by_code(tx, "A").tiers] == [90]


def test_a_product_file_moves_what_buyers_bought_to_its_categories(tx):
    told = []
    load(tx, line("1", "A"), line("1", "B"))
    rows = [ProductRow(number, f"P{number}", "", (), "EUR") for number in range(999)]
    rows += [ProductRow(2, "A", "", (), "EUR", "holders", cost_minor=40)]
    bulk.load_products(tx, rows, now=NOON, progress=told.append)
    ann = row(tx, "SELECT id FROM buyers")["id"]

    assert buyers.categories(tx, ann) == ("holders",)
    assert told == [1000]
    assert row(tx, "SELECT cost_minor FROM products WHERE code = 'A'")["cost_minor"] == 40
    assert summaries.compare(tx) == []


def test_buyers_are_added_changed_or_the_same(tx):
    told = []
    first = BuyerRow(2, "C1", "", "Schmidt", city="Hamburg", grade="gold", stars=3)
    assert bulk.load_buyers(tx, [first], now=NOON) == Counts(read=1, added=1)
    ann = row(tx, "SELECT id, first_name, source FROM buyers")
    assert (ann["first_name"], ann["source"]) == ("#C1", "import")
    assert bulk.load_buyers(tx, [first], now=NOON) == Counts(read=1, same=1)
    many = [BuyerRow(2, "C1", "Anna", grade="silver")] * 1000
    assert bulk.load_buyers(tx, many, now=NOON, progress=told.append) == Counts(read=1000, changed=1, same=999)
    found = buyers.by_id(tx, ann["id"])
    assert (found.first_name, found.last_name, found.city, found.grade, found.stars) == (
        "Anna",
        "Schmidt",
        "Hamburg",
        "silver",
        3,
    )
    assert told == [1000]
    assert [(one.was, one.grade, one.why) for one in grades.changes(tx, ann["id"], 5)] == [
        ("gold", "silver", "import"), ("", "gold", "import"),
    ]  # fmt: skip


def test_a_grade_that_is_none_is_refused_by_the_table(tx):
    with pytest.raises(sqlite3.IntegrityError):
        bulk.load_buyers(tx, [BuyerRow(2, "C1", "Anna", grade="diamond")], now=NOON)
