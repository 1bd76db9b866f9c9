"""Summaries say what the orders say, whatever was done to the orders and in whatever order."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.money import Money
from bot.store import bulk, buyers, grades, merges, orders, products, summaries
from bot.store.database import Tx, stamp
from bot.store.orders import Line
from tests.store.filling import NOON, RULES, buyer, line, product, totals


def add(tx: Tx, number: str, id: int, days: float, *lines: Line, currency: str = "EUR", status: str = "done") -> bool:
    return orders.add(tx, number, id, NOON - timedelta(days=days), status, currency, lines)


def same(tx: Tx) -> None:
    assert summaries.compare(tx) == []
    assert summaries.wrong_orders(tx) == []


def test_an_order_is_added_to_what_is_known(tx):
    ann = buyer(tx)
    product(tx, "A", "holders", cost=60)
    product(tx, "B", "hearts")
    assert add(tx, "1", ann, 100, Line("A", 10, 100), Line("B", 5, 200))
    assert add(tx, "2", ann, 40, Line("A", 10, 100))
    assert add(tx, "3", ann, 20, Line("A", 1, 100), Line("unknown", 1, 50))
    assert not add(tx, "3", ann, 10, Line("A", 99, 100))

    found = totals(tx, ann)
    assert (found["orders"], found["total_minor"], found["last_total_minor"]) == (3, 2000 + 1000 + 150, 150)
    assert found["first_order_at"] == stamp(NOON - timedelta(days=100))
    assert found["recent_days"] == "2026-11-04 2026-10-15 2026-08-16"
    assert (found["every_days"], found["due_day"]) == (40, "2026-12-10")
    assert found["period_profit_minor"] == (10 + 10 + 1) * 40
    assert buyers.categories(tx, ann) == ("holders", "hearts")
    known = buyers.totals(tx, ann)
    assert known is not None
    assert (known.orders, known.gaps, known.last_total) == (3, (60, 20), Money(150, "EUR"))
    same(tx)


def test_goods_given_back_are_returns_and_no_order(tx):
    ann = buyer(tx)
    a = product(tx, "A")
    add(tx, "1", ann, 100, Line("A", 10, 100), Line("A", -2, 100))
    add(tx, "2", ann, 20, Line("A", -3, 100))

    found = totals(tx, ann)
    assert (found["orders"], found["total_minor"]) == (1, 500)
    assert (found["returns"], found["returned_minor"]) == (2, 500)
    assert found["last_order_at"] == stamp(NOON - timedelta(days=100))
    mine = [dict(row) for row in products.bought(tx, ann)]
    assert [(one["product_id"], one["orders"], one["quantity"]) for one in mine] == [(a, 1, 10)]
    same(tx)


def test_who_only_gave_back_has_no_orders(tx):
    ann = buyer(tx)
    product(tx, "A")
    add(tx, "1", ann, 5, Line("A", -3, 100))

    assert totals(tx, ann)["orders"] == 0
    assert buyers.totals(tx, ann) is None
    same(tx)


def test_a_cancelled_order_does_not_count(tx):
    ann = buyer(tx)
    product(tx, "A")
    add(tx, "1", ann, 5, Line("A", 3, 100), status="Cancelled")

    assert buyers.totals(tx, ann) is None
    assert products.bought(tx, ann) == []
    same(tx)


def test_an_order_before_the_first_one_finds_its_place(tx):
    ann = buyer(tx)
    product(tx, "A")
    add(tx, "2", ann, 10, Line("A", 3, 100))
    add(tx, "1", ann, 50, Line("A", 1, 100))

    found = totals(tx, ann)
    assert (found["last_total_minor"], found["recent_days"]) == (300, "2026-11-14 2026-10-05")
    assert found["first_order_at"] == stamp(NOON - timedelta(days=50))
    same(tx)


def test_money_of_another_currency_is_counted_and_not_added_up(tx):
    ann = buyer(tx)
    product(tx, "A")
    for number, currency in enumerate(("EUR", "EUR", "USD")):
        add(tx, str(number), ann, 10 + number, Line("A", 3, 100), currency=currency)
    found = totals(tx, ann)
    assert (found["orders"], found["total_minor"], found["currency"], found["elsewhere"]) == (3, 600, "EUR", 1)

    for number in range(3, 5):
        add(tx, str(number), ann, 10 + number, Line("A", 3, 100), currency="USD")
    found = totals(tx, ann)
    assert (found["orders"], found["total_minor"], found["currency"], found["elsewhere"]) == (5, 900, "USD", 2)
    same(tx)


def test_a_product_in_another_category_takes_its_orders_along(tx):
    ann = buyer(tx)
    product(tx, "A", "holders")
    product(tx, "B", "holders")
    for number in range(3):
        add(tx, str(number), ann, 10 + number, Line("A", 3, 100), Line("B", 1, 100))
    product(tx, "A", "lanterns")
    product(tx, "B", "")

    assert buyers.categories(tx, ann) == ("lanterns",)
    same(tx)


def test_a_rebuild_mends_what_was_changed_by_hand(tx):
    ann = buyer(tx)
    product(tx, "A")
    add(tx, "1", ann, 10, Line("A", 3, 100))
    tx.execute("UPDATE buyer_totals SET total_minor = 5")
    tx.execute("DELETE FROM bought")
    tx.execute("INSERT INTO bought_categories VALUES (?, 'nothing', 3)", (ann,))
    tx.execute("UPDATE orders SET total_minor = 7")
    found = {(one.table, one.kept is None, one.computed is None) for one in summaries.compare(tx)}
    assert found == {("buyer_totals", False, False), ("bought", True, False), ("bought_categories", False, True)}
    assert [one.key for one in summaries.wrong_orders(tx)] == [{"number": "1"}]

    summaries.rebuild(tx)
    same(tx)


def test_comparing_changes_nothing(tx):
    ann = buyer(tx)
    product(tx, "A")
    add(tx, "1", ann, 10, Line("A", 3, 100))
    before = [tuple(row) for row in tx.execute("SELECT * FROM buyer_totals")]
    summaries.compare(tx)

    assert [tuple(row) for row in tx.execute("SELECT * FROM buyer_totals")] == before
    assert tx.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert tx.execute("SELECT count(*) FROM touched_orders").fetchone()[0] == 0


@pytest.mark.parametrize(("one", "other", "near"), [(1.0, 1.0 + 1e-9, True), (1.0, 1.1, False), (1.0, 1, True)])
def test_the_last_digits_of_a_decimal_number_are_no_difference(one, other, near):
    assert summaries._near({"sum": one}, {"sum": other}) is near


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["add", "again", "import", "merge", "category", "period"]),
        st.integers(0, 3), st.integers(0, 5), st.integers(-6, 9), st.integers(0, 400), st.sampled_from(["EUR", "USD"]),
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(DEEDS)
def test_whatever_is_done_the_summaries_say_what_the_orders_say(tx, deeds):
    tx.execute("BEGIN")
    try:
        people = [buyer(tx, f"C{number}") for number in range(4)]
        for code in "ABC":
            product(tx, code, "holders", cost=40)
        for at, (deed, who, number, quantity, days, currency) in enumerate(deeds):
            quantity = quantity or 1
            lines = (Line("ABC"[number % 3], quantity, 100), Line("AZ"[number % 2], 2, 30))
            if deed == "add":
                add(tx, f"N{at}", people[who], days, *lines, currency=currency)
            elif deed in ("again", "import"):
                rows = [
                    line(f"S{number}", code, quantity, 100 + at, buyer=f"C{who}", days=days, currency=currency)
                    for code in ("A", "b", "NEW") * (2 if deed == "again" else 1)
                ]
                bulk.load_orders(tx, rows, now=NOON, rules=RULES)
            elif deed == "merge" and people[who] != people[number % 4]:
                seller(tx)
                merge = merges.by_id(tx, merges.merge(tx, people[who], people[number % 4], 1, NOON))
                assert merge is not None
                if number < 3:
                    merges.undo(tx, merge)
                else:
                    gone = people[number % 4]
                    people = [people[who] if one == gone else one for one in people]
            elif deed == "category":
                product(tx, "ABC"[who % 3], ["holders", "hearts", ""][number % 3])
            elif deed == "period":
                grades.move_period(tx, (NOON - timedelta(days=days)).date())
        kept = {table: whole(tx, table) for table in summaries.TABLES}
        summaries.rebuild(tx)
        for table in summaries.TABLES:
            assert kept[table] == whole(tx, table), table
    finally:
        tx.execute("ROLLBACK")


def whole(tx: Tx, table: str) -> list[tuple[object, ...]]:
    """All rows of a table; numbers with a point to nine digits, as the last depend on the order of adding up."""
    rows = (tuple(row) for row in tx.execute(f"SELECT * FROM {table}"))
    return sorted(tuple(float(f"{one:.9g}") if isinstance(one, float) else one for one in row) for row in rows)


def seller(tx: Tx) -> None:
    """A seller with the id 1, once."""
    tx.execute(
        """INSERT OR IGNORE INTO sellers (id, telegram_id, name, role, language, zone, digest_at, joined_at)
        VALUES (1, 1, 'Li', 'seller', 'en', 'UTC', '08:30', '2025')"""
    )
