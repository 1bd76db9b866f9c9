"""What a pick still counts: half after a month, and the same whatever the order in which picks become known."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.picks import EDITED, FORGOTTEN, HALF_LIFE, added, faded

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
moments = st.integers(0, 400).map(lambda days: NOW - timedelta(days=days))
every_pick = st.tuples(st.sampled_from((1.0, EDITED)), moments)


@pytest.mark.parametrize(("days", "left"), [(0, 8.0), (30, 4.0), (60, 2.0), (120, 0.5), (-5, 8.0)])
def test_half_is_left_after_a_month(days, left):
    assert faded(8.0, timedelta(days=days)) == pytest.approx(left)


def test_one_pick_is_forgotten_after_a_month():
    assert faded(1.0, HALF_LIFE) == FORGOTTEN
    assert faded(1.0, HALF_LIFE + timedelta(days=1)) < FORGOTTEN


@given(st.lists(every_pick, min_size=1, max_size=8), st.randoms())
def test_the_order_in_which_picks_become_known_makes_no_difference(picked, chance):
    shuffled = chance.sample(picked, len(picked))
    weight, at = 0.0, shuffled[0][1]
    for worth, then in shuffled:
        weight, at = added(weight, at, worth, then)

    assert at == max(then for _, then in picked)
    assert weight == pytest.approx(sum(faded(worth, at - then) for worth, then in picked))


@given(every_pick, every_pick)
def test_a_pick_taken_back_leaves_what_was_there(first, second):
    weight, at = added(*added(*first, *second), -second[0], second[1])

    assert weight == pytest.approx(faded(first[0], at - first[1]))


def test_nothing_taken_back_from_nothing_is_nothing():
    assert added(0.2, NOW, -1.0, NOW) == (0.0, NOW)
