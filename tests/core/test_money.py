"""Money is counted in whole minor units, and half a unit is always rounded up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.money import Money, minor_digits

amounts = st.integers(0, 10**12)
percents = st.integers(0, 100)


@pytest.mark.parametrize(
    ("written", "currency", "minor"),
    [("2.55", "GBP", 255), ("2.555", "EUR", 256), ("1500", "JPY", 1500), ("1.2345", "KWD", 1235), (3, "USD", 300)],
)
def test_an_amount_in_major_units_becomes_minor_units(written, currency, minor):
    assert Money.of(written, currency) == Money(minor, currency)


@given(amounts, st.sampled_from(["EUR", "JPY", "KWD"]))
def test_the_amount_written_out_and_read_again_is_the_same(minor, currency):
    money = Money(minor, currency)

    assert Money.of(money.amount, currency) == money
    assert money.amount == Decimal(minor) / 10 ** minor_digits(currency)


@given(amounts, percents)
def test_a_discount_is_exact_to_half_a_minor_unit(minor, percent):
    less = Money(minor, "EUR").less(percent)

    assert abs(Decimal(less.minor) - Decimal(minor) * (100 - percent) / 100) <= Decimal("0.5")
    assert 0 <= less.minor <= minor


def test_half_a_cent_is_rounded_up():
    assert Money(50, "EUR").less(1) == Money(50, "EUR")
    assert Money(5, "EUR").less(10) == Money(5, "EUR")


@pytest.mark.parametrize("percent", [-1, 101])
def test_no_discount_is_below_nothing_or_above_all(percent):
    with pytest.raises(ValueError, match="0 to 100 per cent"):
        Money(100, "EUR").less(percent)


@given(amounts, st.integers(0, 10**6))
def test_many_pieces_cost_that_many_times(minor, quantity):
    assert Money(minor, "EUR").times(quantity).minor == minor * quantity


def test_money_is_ordered_by_amount():
    assert Money(1, "EUR") < Money(2, "EUR")
