"""Grades by thresholds, and how long a buyer may be quiet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.grades import GRADES, Period, Rules, grade_for, next_step, patience, stage_for

STEPS = (("bronze", 100_00), ("silver", 500_00), ("platinum", 2000_00))
RULES = Rules(steps=STEPS)


@pytest.mark.parametrize(
    ("amount", "grade"),
    [
        (-5, ""),
        (0, ""),
        (99_99, ""),
        (100_00, "bronze"),
        (500_00, "silver"),
        (1999_99, "silver"),
        (2000_00, "platinum"),
    ],
)
def test_the_highest_threshold_reached_gives_the_grade(amount, grade):
    assert grade_for(RULES, Period(1, amount, 0, "EUR")) == grade


def test_orders_and_profit_count_where_the_shop_says_so():
    period = Period(3, 9000_00, 150_00, "EUR")

    assert grade_for(Rules(by="orders", steps=(("bronze", 2), ("gold", 4))), period) == "bronze"
    assert grade_for(Rules(by="profit", steps=STEPS), period) == "bronze"


def test_money_of_another_currency_reaches_nothing_but_orders_do():
    period = Period(9, 9000_00, 9000_00, "USD")

    assert grade_for(RULES, period) == ""
    assert next_step(RULES, period, "") is None
    assert grade_for(Rules(by="orders", steps=(("gold", 4),)), period) == "gold"


def test_without_thresholds_nobody_is_graded():
    assert grade_for(Rules(), Period(9, 9000_00, 0, "EUR")) == ""
    assert next_step(Rules(), Period(9, 9000_00, 0, "EUR"), "") is None


@pytest.mark.parametrize(
    ("amount", "grade", "step"),
    [
        (60_00, "", ("bronze", 40_00)),
        (100_00, "bronze", ("silver", 400_00)),
        (100_00, "silver", ("platinum", 1900_00)),  # set by hand, and higher than the orders say
        (5000_00, "platinum", None),
    ],
)
def test_what_is_missing_for_the_next_grade(amount, grade, step):
    assert next_step(RULES, Period(1, amount, 0, "EUR"), grade) == step


@pytest.mark.parametrize(("every", "days"), [(None, 90), (10, 30), (30, 90), (60, 90), (61, 91), (180, 270)])
def test_patience_is_the_shops_or_the_buyers_own(every, days):
    assert patience(RULES, every) == days


@pytest.mark.parametrize(
    ("stage", "orders", "quiet", "every", "now"),
    [
        ("fan", 0, 0, None, "fan"),
        ("card asked", 0, 0, None, "card asked"),
        ("fan", 1, 3, None, "customer"),
        ("customer", 2, 90, None, "regular"),
        ("customer", 1, 91, None, "lapsed"),
        ("regular", 5, 31, 10, "lapsed"),
        ("regular", 5, 91, 180, "regular"),
        ("lapsed", 6, 0, 40, "regular"),
    ],
)
def test_the_stage_follows_the_orders(stage, orders, quiet, every, now):
    assert stage_for(RULES, stage, orders, quiet, every) == now


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_more_never_gives_a_lower_grade(less, more):
    less, more = sorted((less, more))
    rank = ("", *GRADES).index

    lower, higher = (grade_for(RULES, Period(1, amount, 0, "EUR")) for amount in (less, more))
    assert rank(lower) <= rank(higher)


@given(st.integers(1, 3000))
def test_nobody_lapses_before_they_are_late(every):
    assert patience(RULES, every) * 2 >= every * 3 - 1
