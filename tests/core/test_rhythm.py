"""A buyer's rhythm comes from their own gaps; one gap is no rhythm."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.rhythm import Rhythm, rhythm

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def test_the_usual_gap_is_the_median():
    assert rhythm((60, 58, 200, 61), days_ago(71), NOW) == Rhythm(every=60, ago=71)


def test_only_the_last_eight_gaps_count():
    assert rhythm((400,) * 20 + (30,) * 8, days_ago(3), NOW) == Rhythm(every=30, ago=3)


@pytest.mark.parametrize("gaps", [(), (60,), (0, 60), (0, 0, 0)])
def test_fewer_than_two_real_gaps_are_no_rhythm(gaps):
    assert rhythm(gaps, days_ago(10), NOW) is None


@pytest.mark.parametrize(
    ("ago", "due", "late"), [(53, False, False), (54, True, False), (90, True, False), (91, True, True)]
)
def test_due_from_nine_tenths_of_the_gap_late_from_half_as_long_again(ago, due, late):
    found = rhythm((60, 60), days_ago(ago), NOW)

    assert found is not None
    assert (found.is_due, found.is_late) == (due, late)


def test_an_order_in_the_future_was_not_days_ago():
    assert rhythm((60, 60), NOW + timedelta(days=2), NOW) == Rhythm(60, 0)


@given(st.lists(st.integers(0, 3000), max_size=20), st.floats(0, 5000))
def test_whoever_is_late_is_due_too(gaps, ago):
    found = rhythm(tuple(gaps), days_ago(ago), NOW)

    assert found is None or (found.every > 0 and (found.is_due or not found.is_late))
