"""Money, numbers, days and names in the reader's own way; sentences from plain catalogues."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.money import Money
from bot.i18n import (
    SELLER_LANGUAGES,
    country_name,
    format_clock,
    format_day,
    format_moment,
    format_money,
    format_number,
    language_name,
    locale_of,
    words,
)

NOON = datetime(2026, 12, 1, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("money", "language", "text"),
    [
        (Money(255, "EUR"), "en", "€2.55"),
        (Money(831000, "EUR"), "en", "€8,310"),
        (Money(831050, "EUR"), "en", "€8,310.50"),
        (Money(90000, "EUR"), "en", "€900.00"),
        (Money(255, "EUR"), "de", "2,55\xa0€"),
        (Money(150000, "JPY"), "en", "¥150,000"),
        (Money(1234, "KWD"), "en", "KWD\xa01.234"),
        (Money(255, "CNY"), "zh_CN", "¥2.55"),
        (Money(255, "XYZ"), "en", "XYZ\xa02.55"),
    ],
)
def test_money(money, language, text):
    assert format_money(money, language) == text


@given(
    st.integers(0, 10**10), st.sampled_from(["EUR", "USD", "CNY"]), st.sampled_from(["en", "zh_CN", "de", "ru", "ar"])
)
def test_money_never_loses_a_cent(minor, currency, language):
    written = format_money(Money(minor, currency), language)
    digits = int("".join(letter for letter in written if letter.isdigit()))

    assert digits in (minor, minor // 100 if minor % 100 == 0 else minor)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "1,500"), ("de", "1.500"), ("ru", "1\xa0500"), ("zh_CN", "1,500")]
)
def test_numbers_are_grouped_as_the_language_does(language, text):
    assert format_number(1500, language) == text


@pytest.mark.parametrize(
    ("language", "with_year", "without"),
    [("en", "14 Mar 2026", "14 Mar"), ("de", "14.03.2026", "14. März"), ("zh_CN", "2026年3月14日", "3月14日")],
)
def test_days(language, with_year, without):
    assert format_day(date(2026, 3, 14), language) == with_year
    assert format_day(date(2026, 3, 14), language, year=False) == without


def test_times_are_those_of_the_readers_zone():
    assert format_clock(NOON, "Asia/Shanghai", "en") == "20:05"
    assert format_clock(NOON, "America/New_York", "ar")
    assert format_moment(NOON, "Asia/Shanghai", "en") == "Tue 1 Dec 2026, 20:05"
    assert format_moment(NOON, "Asia/Shanghai", "zh_CN") == "2026年12月1日 周二 20:05"


def test_names_of_countries_and_languages():
    assert country_name("de", "en") == "Germany"
    assert country_name("DE", "zh_CN") == "德国"
    assert country_name("XX", "en") == "XX"
    assert language_name("zh", "en") == "Chinese"


@pytest.mark.parametrize(
    ("code", "language"),
    [("pt-br", "pt"), ("zh-hans", "zh"), ("en_GB", "en"), ("tlh", "en"), ("", "en"), ("de-xx", "de"), ("!", "en")],
)
def test_any_code_that_telegram_may_send_gives_a_language(code, language):
    assert locale_of(code).language == language


@given(st.text(max_size=12))
def test_no_code_is_too_odd(code):
    assert locale_of(code).language
    assert language_name(code, "en") is not None
    assert country_name(code, "en") is not None


def test_english_needs_no_catalogue_and_counts_by_its_own_rule():
    english = words("en")

    assert english._("Nothing is due today.") == "Nothing is due today."
    assert [english.n("{n} day", "{n} days", n) for n in (1, 2, 0)] == ["{n} day", "{n} days", "{n} days"]
    assert words("xx").language == "en"


def test_chinese_is_read_from_its_catalogue():
    assert words("zh_CN")._("Nothing is due today.") != "Nothing is due today."
    assert set(SELLER_LANGUAGES) == {"en", "zh_CN"}
