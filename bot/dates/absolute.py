"""Absolute dates: canonical English in, dateparser's day out, and a guard that it is the day that was said."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from dateparser.date import DateDataParser

from bot.dates.calendar import MONTHS, make_day
from bot.dates.pieces import Stated

SETTINGS = {
    "PREFER_DATES_FROM": "future",
    "PREFER_DAY_OF_MONTH": "first",
    "DATE_ORDER": "DMY",
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["day", "month"],
    "NORMALIZE": False,
    "RETURN_AS_TIMEZONE_AWARE": False,
}
LEAP = 8  # 29 February comes at the latest in the eighth year


@lru_cache(maxsize=4096)
def parse(canonical: str, base: datetime) -> date | None:
    """The day dateparser makes of "15 March" or "15 March 2027", seen from a naive `base`."""
    parser = DateDataParser(languages=["en"], settings={**SETTINGS, "RELATIVE_BASE": base})
    found = parser.get_date_data(canonical).date_obj
    return found.date() if found else None


def full_year(year: int, today: date) -> int:
    """A year of two digits as the one within fifty years of today."""
    centuries = (year + century for century in (1900, 2000, 2100))
    return year if year >= 100 else min(centuries, key=lambda full: abs(full - today.year))


def day_of(stated: Stated, today: date) -> date | None:
    """The day that was stated with its month, today or later when no year was said; None when there is none.

    dateparser reads it; what it answers counts only when it is the day that was said, for it is never believed blindly.
    """
    if not 1 <= stated.month <= 12:
        return None
    words = f"{stated.day} {MONTHS[stated.month - 1]}"
    if stated.year:
        meant = make_day(full_year(stated.year, today), stated.month, stated.day)
    else:
        # One second before midnight, so that today's own date is still to come.
        meant = first_future(stated, today)
        if meant and parse(words, midnight(today) - timedelta(seconds=1)) == meant:
            return meant
    return meant if meant and parse(f"{words} {meant.year}", midnight(today)) == meant else None


def first_future(stated: Stated, today: date) -> date | None:
    """The first such day from today on; 29 February may be eight years off."""
    years = range(today.year, today.year + LEAP + 1)
    days = (make_day(year, stated.month, stated.day) for year in years)
    return next((day for day in days if day and day >= today), None)


def midnight(day: date) -> datetime:
    """The naive start of a day, as dateparser wants its base."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - dateparser drops the zone of an aware base
