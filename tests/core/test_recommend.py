"""Proposals: what happened before a day is counted, who buys alike is found, the likeliest products stand first."""

import numpy as np
import pytest

from bot.core import past as pasts
from bot.core import reasons, weighing
from bot.core.past import Lines
from bot.core.reasons import Reason
from bot.core.recommend import FADES, candidates, signals

DAY = 200.0


def lines(*rows: tuple[int, int, int, float, float]) -> Lines:
    """Order lines from (buyer, product, order, day, quantity)."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * 5
    kinds = (np.int64, np.int64, np.int64, np.float64, np.float64)
    return Lines(*(np.array(one, kind) for one, kind in zip(columns, kinds, strict=True)))


def many(buyers: int = 60, days: int = 190) -> Lines:
    """Two kinds of buyers, each with ten products of its own kind, some every month."""
    chance = np.random.default_rng(7)
    rows, order = [], 0
    for buyer in range(buyers):
        liked = chance.permutation(10)[:6] + 10 * (buyer % 2)
        for start in range(int(chance.integers(25)), days, 25):
            order += 1
            rows += [(buyer, int(one), order, float(start), 4.0) for one in liked[: 3 + order % 3]]
    return lines(*rows)


def test_an_order_with_a_product_on_two_lines_ordered_it_once_with_both_quantities():
    found = pasts.past(lines((0, 1, 7, 170, 2), (0, 1, 7, 170, 6), (0, 1, 8, 140, 8)), DAY, 1, 3)
    assert found.pairs.orders.tolist() == [2]
    assert found.pairs.quantity.tolist() == pytest.approx([np.log(8)])
    assert (found.pairs.first_age[0], found.pairs.last_age[0]) == (60, 30)
    assert found.pairs.fading[:, 0].tolist() == pytest.approx([0.5 ** (30 / h) + 0.5 ** (60 / h) for h in FADES])
    assert found.again.tolist() == pytest.approx([0.2, 3 / 11, 0.2])


def test_nothing_of_the_day_or_after_it_counts():
    early = pasts.past(lines((0, 0, 1, 100, 1)), DAY, 2, 2)
    both = pasts.past(lines((0, 0, 1, 100, 1), (0, 1, 2, DAY, 1), (1, 1, 3, DAY + 1, 1)), DAY, 2, 2)
    assert early.pairs.product.tolist() == both.pairs.product.tolist() == [0]
    assert early.rates.tolist() == both.rates.tolist()


def test_buyers_who_buy_alike_are_the_nearest():
    found = pasts.past(
        lines((0, 0, 1, 190, 1), (0, 1, 1, 190, 1), (1, 0, 2, 190, 1), (1, 1, 2, 190, 1), (2, 1, 3, 190, 1),
              (2, 2, 3, 190, 1), (3, 2, 4, 190, 1)),
        DAY, 4, 3,
    )  # fmt: skip
    near, likeness = pasts.neighbours(found, 0, 2)
    assert near.tolist() == [1, 2]
    assert likeness.tolist() == pytest.approx([1, 0.5])


def test_what_buyers_of_their_kind_order_stands_before_the_rest():
    known = pasts.past(many(), DAY, 61, 20)
    for buyer in range(10):
        found = weighing.ranked(pasts.evidence(known, buyer), weighing.default())
        bought = set(known.pairs.product[known.of(buyer)].tolist())
        assert set(found.products[:3].tolist()) <= bought
        new = [one for one in found.products.tolist() if one not in bought]
        assert {one // 10 for one in new[:2]} <= {buyer % 2}
        assert sorted(found.scores.tolist(), reverse=True) == found.scores.tolist()


def test_a_buyer_nobody_knows_is_offered_what_sells_now():
    rows = [(buyer, 0, buyer, 20.0, 1.0) for buyer in range(20)] + [(b, 1, 50 + b, 195.0, 1.0) for b in range(9)]
    found = weighing.ranked(pasts.evidence(pasts.past(lines(*rows), DAY, 21, 3), 20), weighing.default())
    assert found.products.tolist()[0] == 1
    assert np.isfinite(found.scores).all()


def test_a_shop_without_orders_has_nothing_to_propose():
    known = pasts.evidence(pasts.past(lines(), DAY, 1, 4), 0)
    assert weighing.ranked(known, weighing.default()).products.tolist() == []


def test_every_weight_has_its_signal_and_each_is_a_number():
    known = candidates(pasts.evidence(pasts.past(many(), DAY, 60, 20), 3))
    told = signals(known)
    assert list(told) == list(weighing.WEIGHTS)
    assert all(np.isfinite(one).all() and len(one) == len(known.products) for one in told.values())


def test_what_is_not_allowed_is_left_out_and_the_next_comes_up():
    known = pasts.evidence(pasts.past(many(), DAY, 60, 20), 3)
    found = weighing.ranked(known, weighing.default())
    allowed = np.ones(20, dtype=bool)
    allowed[found.products[0]] = False
    assert weighing.only(found, allowed, 2).products.tolist() == found.products[1:3].tolist()


def test_the_weights_stay_where_there_is_nothing_to_learn_from():
    assert weighing.learn(lines((0, 0, 1, 190, 1)), DAY, 2, 2).tolist() == weighing.default().tolist()
    assert weighing.learn(lines(), DAY, 2, 2).tolist() == weighing.default().tolist()


def test_the_weights_learn_only_from_what_was_before(monkeypatch):
    monkeypatch.setattr(weighing, "LEAST_ROWS", 50)
    history = many()
    learned = weighing.learn(history, 150, 60, 20)
    after = lines(*((b, 19, 9000 + b, 160.0, 1.0) for b in range(60)))
    joined = Lines(*(np.concatenate([getattr(history, name), getattr(after, name)])
                     for name in ("buyer", "product", "order", "day", "quantity")))  # fmt: skip
    assert learned.tolist() == weighing.learn(joined, 150, 60, 20).tolist()
    assert learned.tolist() != weighing.default().tolist()


def test_logistic_regression_finds_the_weights_and_is_held_near_its_start():
    chance = np.random.default_rng(1)
    rows = chance.normal(size=(4000, 3))
    rows[:, 2] = 5.0  # never varies: keeps its weight
    ordered = (chance.random(4000) < 1 / (1 + np.exp(1 - rows[:, 0] * 2 + rows[:, 1]))).astype(np.float64)
    found = weighing.fit(rows, ordered, np.array([0.0, 0.0, 0.7]), hold=1.0)
    assert found[:2] == pytest.approx([2, -1], abs=0.15)
    assert found[2] == 0.7
    held = weighing.fit(rows, ordered, np.array([0.5, 0.5, 0.0]), hold=1e9)
    assert held[:2] == pytest.approx([0.5, 0.5], abs=0.01)


@pytest.mark.parametrize(
    ("orders", "first", "last", "reason"),
    [
        (1, 12, 12, Reason("bought", ago=12, n=1)),
        (3, 191, 71, Reason("due", every=60, ago=71, n=3)),
        (3, 150, 30, Reason("reorders", every=60, ago=30, n=3)),
        (3, 420, 300, Reason("reorders", every=60, ago=300, n=3)),
        (2, 5, 5, Reason("reorders", every=1, ago=5, n=2)),
    ],
)
def test_what_their_own_orders_say(orders, first, last, reason):
    assert reasons.own(orders, first, last) == reason


@pytest.mark.parametrize(
    ("both", "buyers", "takers", "everybody", "said"),
    [
        (8, 20, 20, 200, True),  # 40 % of its buyers against 10 % of all
        (4, 8, 20, 200, False),  # too few to say
        (8, 20, 120, 200, False),  # everybody takes it
        (8, 80, 10, 2000, False),  # one in ten of its buyers
    ],
)
def test_also_is_said_only_when_the_counts_say_so(both, buyers, takers, everybody, said):
    expected = Reason("also", n=both, of=buyers, other=3) if said else None
    assert reasons.also(both, buyers, takers, everybody, 3) == expected


@pytest.mark.parametrize(
    ("lately", "ever", "reason"),
    [(9, 30, Reason("selling", n=9)), (2, 30, Reason("ordered", n=2)), (0, 30, Reason("sold", n=30))],
)
def test_how_it_sells(lately, ever, reason):
    assert reasons.sold(lately, ever) == reason


def test_the_reasons_for_a_buyer_are_true_of_the_rows():
    rows = [(b, p, 10 * b + p, 180.0, 1.0) for b in range(8) for p in (0, 1)]
    rows += [(20, 0, 500, 100.0, 1.0), (20, 0, 501, 130.0, 1.0)]
    rows += [(b, 2, 600 + b, 40.0, 1.0) for b in range(30, 60)]
    known = pasts.past(lines(*rows), DAY, 60, 4)
    assert reasons.reason(known, 20, 0) == Reason("due", every=30, ago=70, n=2)
    assert reasons.reason(known, 20, 1) == Reason("also", n=8, of=9, other=0)
    assert reasons.reason(known, 20, 2) == Reason("sold", n=30)
    assert reasons.reason(known, 20, 3) == Reason("sold", n=0)
