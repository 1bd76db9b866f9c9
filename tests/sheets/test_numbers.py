"""Numbers as people write them; the column decides what a cell leaves open."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sheets.numbers import currency_in, evidence, number


@pytest.mark.parametrize(
    ("cell", "mark", "value"),
    [
        ("2.55", "", "2.55"),
        ("1,234.56", "", "1234.56"),
        ("1.234,56 €", "", "1234.56"),
        ("1 234,56", "", "1234.56"),
        ("1\u202f234\u2009567,5", "", "1234567.5"),
        ("1'234.50", "", "1234.50"),
        ("1,00,000.50", "", "100000.50"),
        ("1,234", ".", "1234"),
        ("1,234", ",", "1.234"),
        ("0,085", "", "0.085"),
        ("1.234.567", "", "1234567"),
        (".5", "", "0.5"),
        ("(12.50)", "", "-12.50"),
        ("12.50-", "", "-12.50"),
        ("−3", "", "-3"),
        ("-£2.50", "", "-2.50"),
        ("+7", "", "7"),
        ("¥12.5", "", "12.5"),
        ("US$ 1,000.00", "", "1000.00"),
        ("GBP 2.55", "", "2.55"),
        ("5 pcs", "", "5"),
        ("5件", "", "5"),
        ("１２", "", "12"),
        ("1.5E+3", "", "1500"),
    ],
)
def test_it_is_read(cell: str, mark: str, value: str) -> None:
    assert number(cell, mark) == Decimal(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell", ["", "abc", "1,234", "1.2.3,4", "12,34.56.7", "2024-03-05", "=A1", "1.23.456,7", "--5"]
)
def test_it_is_not_guessed(cell: str) -> None:
    assert number(cell, "") is None


@pytest.mark.parametrize(
    ("cell", "shop", "currency"),
    [("€5", "GBP", "EUR"), ("5 CHF", "EUR", "CHF"), ("$5", "CAD", "CAD"), ("$5", "EUR", "USD"), ("US$5", "CAD", "USD"),
     ("￥5", "CNY", "CNY"), ("¥5", "EUR", "?"), ("5元", "EUR", "CNY"), ("RMB 5", "EUR", "CNY"), ("5", "EUR", "")],
)  # fmt: skip
def test_the_sign_names_a_currency(cell: str, shop: str, currency: str) -> None:
    assert currency_in(cell, shop) == currency


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(".,"))
def test_a_written_amount_is_read_back(amount: Decimal, mark: str) -> None:
    text = f"{amount:,.2f}"
    if mark == ",":
        text = text.translate(str.maketrans(".,", ",."))
    assert number(text, "") == amount
    assert evidence(text) == mark
