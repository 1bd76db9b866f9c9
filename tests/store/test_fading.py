"""Counts that fade, kept with the orders: what is read for a card is what all orders, added up, would say."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from bot.core import past as pasts
from bot.core import weighing
from bot.store import fading, merges, orders, recommend, summaries
from bot.store.database import Tx
from bot.store.orders import Line
from tests.store.filling import NOON, buyer, product
from tests.store.test_summaries import seller

DAY = (NOON - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(days=1)


@pytest.fixture
def shop(tx: Tx) -> Tx:
    """Twelve buyers of two kinds, who order every few weeks, and one without orders."""
    for number in range(20):
        product(tx, f"P{number}")
    chance = np.random.default_rng(3)
    for number in range(12):
        id = buyer(tx, f"C{number}")
        liked = chance.permutation(10)[:6] + 10 * (number % 2)
        for days in range(int(chance.integers(3, 20)), 160, 19):
            lines = tuple(Line(f"P{one}", 3, 100) for one in liked[: 3 + days % 3])
            orders.add(tx, f"{number}-{days}", id, NOON - timedelta(days=days), "done", "EUR", lines)
    buyer(tx, "C99")
    return tx


@pytest.mark.parametrize("number", range(12))
def test_the_card_knows_what_all_orders_say(shop, number):
    history = recommend.history(shop)
    known = pasts.past(history.lines, DAY, history.buyers, len(history.shelves))
    whole = pasts.evidence(known, history.numbers[f"C{number}"])
    ids = {row["code"]: row["id"] for row in shop.execute("SELECT id, code FROM products")}
    asked = [ids[history.shelves[one].code] for one in whole.products.tolist()]
    read = fading.evidence(shop, number + 1, NOON)
    at = [read.products.tolist().index(id) for id in asked]
    for name in ("orders", "unit", "first_age", "last_age", "quantity", "again", "usual", "share", "count", "lately"):
        assert getattr(read, name)[at] == pytest.approx(getattr(whole, name), abs=1e-5), name
    assert read.fading[:, at] == pytest.approx(whole.fading)
    assert read.rates[:, at] == pytest.approx(whole.rates)
    assert read.order_ages == pytest.approx(whole.order_ages, abs=1e-5)
    assert read.top_rate == pytest.approx(whole.top_rate)


def test_time_fades_what_is_kept_untouched(shop):
    now, later = (fading.evidence(shop, 1, NOON + timedelta(days=days)) for days in (0, 30))
    assert later.fading[1] == pytest.approx(now.fading[1] / 2)


def test_a_buyer_without_orders_gets_what_sells(shop):
    known = fading.evidence(shop, 13, NOON)
    assert known.orders.sum() == 0 and known.share.sum() == 0
    assert len(weighing.ranked(known, weighing.default()).products) > 5


def test_an_empty_shop_knows_nothing(tx):
    known = fading.evidence(tx, buyer(tx), NOON)
    assert known.products.tolist() == [] and known.top_rate == 0
    assert not fading.codes_have_digits(tx)
    assert (fading.buyers_of(tx, 1), fading.everybody(tx)) == (0, 0)


def test_counts_of_buyers_are_true(shop):
    sold = "SELECT count(DISTINCT o.buyer_id) FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id WHERE {}"
    for one in (1, 2, 15):
        assert fading.buyers_of(shop, one) == shop.execute(sold.format(f"l.product_id = {one}")).fetchone()[0]
        since = NOON - timedelta(days=30)
        lately = sold.format(f"l.product_id = {one} AND o.ordered_at > '{since.isoformat()}'")
        assert fading.buyers_lately(shop, one, since) == shop.execute(lately).fetchone()[0]
    both = sold.format("l.product_id = 1 AND o.buyer_id IN (SELECT buyer_id FROM bought WHERE product_id = 2)")
    assert fading.buyers_of_both(shop, 1, 2) == shop.execute(both).fetchone()[0]
    assert fading.everybody(shop) == 12
    assert fading.codes_have_digits(shop)


def test_returns_and_cancelled_orders_are_not_bought(tx):
    id, item = buyer(tx), product(tx, "A1")
    orders.add(tx, "1", id, NOON, "cancelled", "EUR", (Line("A1", 3, 100),))
    orders.add(tx, "2", id, NOON, "done", "EUR", (Line("A1", -3, 100),))
    assert fading.buyers_of(tx, item) == 0
    assert summaries.compare(tx) == []


def test_a_merge_moves_what_fades_and_its_undo_moves_it_back(shop):
    seller(shop)
    before = [tuple(row) for row in shop.execute("SELECT * FROM product_fading ORDER BY product_id")]
    id = merges.merge(shop, 1, 3, 1, NOON)
    assert [row[2] for row in before] != [
        row["again"] for row in shop.execute("SELECT again FROM product_fading ORDER BY product_id")
    ] or fading.everybody(shop) == 11
    assert summaries.compare(shop) == []
    merge = merges.by_id(shop, id)
    assert merge is not None
    merges.undo(shop, merge)
    after = [tuple(row) for row in shop.execute("SELECT * FROM product_fading ORDER BY product_id")]
    assert [row[:4] for row in after] == [row[:4] for row in before]
    assert summaries.compare(shop) == []


def test_the_door_reads_codes_without_a_product_and_buyers_without_a_number(tx):
    orders.add(tx, "1", buyer(tx), NOON, "done", "EUR", (Line("X1", 3, 100), Line("X2", 3, 100)))
    history = recommend.history(tx)
    assert {one.code for one in history.shelves} == {"X1", "X2"}
    assert (history.numbers, history.buyers, len(history.lines.day)) == ({}, 1, 2)
