"""Absolute dates: canonical English in, dateparser's day out, and a guard that it is the day that was said."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from dateparser.date import DateDataParser

from bot.dates.calendar import LATEST, MONTHS, make_day
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
    return (
        year
        if year >= 100
        else min((year + century for century in (1900, 2000, 2100)), key=lambda y: abs(y - today.year))
    )


def day_of(stated: Stated, today: date) -> date | None:
    """The day that was stated with its month, today or later when no year was said; None when there is none."""
    if not 1 <= stated.month <= 12 or not 1 <= stated.day <= 31:
        return None
    words = f"{stated.day} {MONTHS[stated.month - 1]}"
    if stated.year:
        year = full_year(stated.year, today)
        return guarded(parse(f"{words} {year}", midnight(today)), stated, year) if year <= LATEST else None
    # One second before midnight, so that today's own date is still to come.
    found = parse(words, midnight(today) - timedelta(seconds=1))
    if found and found >= today and (found.month, found.day) == (stated.month, stated.day):
        return found
    return first_future(stated, today)


def first_future(stated: Stated, today: date) -> date | None:
    """The first year from this one on in which the day exists and has not passed."""
    for year in range(today.year, today.year + LEAP + 1):
        day = make_day(year, stated.month, stated.day)
        if day and day >= today:
            return guarded(parse(f"{stated.day} {MONTHS[stated.month - 1]} {year}", midnight(today)), stated, year)
    return None


def guarded(found: date | None, stated: Stated, year: int) -> date | None:
    """What was found, if it is what was said: dateparser is never believed blindly."""
    return found if found and (found.year, found.month, found.day) == (year, stated.month, stated.day) else None


def midnight(day: date) -> datetime:
    """The naive start of a day, as dateparser wants its base."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - dateparser drops the zone of an aware base
