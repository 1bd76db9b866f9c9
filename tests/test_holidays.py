"""Public holidays by country and day."""

from datetime import date

import pytest

from bot.holidays import public_holiday


@pytest.mark.parametrize(
    ("country", "day", "language", "name"),
    [
        ("DE", date(2026, 10, 3), "en", "German Unity Day"),
        ("US", date(2026, 11, 26), "en", "Thanksgiving Day"),
        ("CN", date(2026, 2, 17), "zh_CN", "春节"),
        ("DE", date(2026, 10, 3), "zh_CN", "German Unity Day"),
        ("DE", date(2026, 10, 4), "en", ""),
        ("XX", date(2026, 1, 1), "en", ""),
        ("", date(2026, 1, 1), "en", ""),
    ],
)
def test_a_day_is_named_in_the_sellers_language_or_in_english(country, day, language, name):
    assert public_holiday(country, day, language) == name
