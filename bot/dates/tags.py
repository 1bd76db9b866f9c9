"""The little language of tags that shapes are written in: names for its commonest stretches, and how to read them.

A shape is a regular expression over tags that stand apart by single spaces (language.py lists the tags).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.dates import calendar as cal
from bot.dates.language import Language
from bot.dates.pieces import Piece


@dataclass(frozen=True, slots=True)
class Context:
    """What shapes may look at: today in the zone, and the language's habits."""

    today: date
    language: Language


Make = Callable[[re.Match[str], Context], Piece | None]
Shape = tuple[str, Make]

REL = "this|next|nnext"
PART = "morning|dawn|noon|lunch|afternoon|evening|night|day"
N = r"[nw]\d+"
ON = "(?:on )?"
AT = "(?:at |on )*"
PRE = "(?:on |in )?"
ANY = "(?:on |in |at )*"
OF = "(?: in| on)?"
SEP = "(?: -| /)?"
WEEKDAY = r"d(?P<d>\d)"
DAY = r"(?P<o>[nwo]\d{1,2})"
MON = r"m(?P<m>\d+)"
NTH = r"(?P<o>[owx]\d+)"
NTH_OR_LAST = r"(?P<o>[owx]\d+|last)"
SIDE = "(?P<side>start|mid|end|early|late)"
PERIOD = "week|month|quarter|year|weekend|day|workday"
STEPS = {"this": 0, "next": 1, "nnext": 2}
LENGTHS = {"month": 1, "quarter": 3, "year": 12}


def which(name: str, units: str = PERIOD) -> str:
    """A unit with this, next or the one after, in either order."""
    return rf"(?:(?P<{name}_r>{REL}) u(?P<{name}_u>{units})|u(?P<{name}_v>{units}) (?P<{name}_s>{REL}))"


def year_of(name: str) -> str:
    """A year: its number, or this or next year."""
    number_ = r"[ny]\d{4}|w\d{4}|y\d{2}|w2 wthousand(?: and)?(?: w\d+)*"
    return rf"(?:(?P<{name}_y>{number_})|{which(name, 'year')})"


YEAR = year_of("a")
MONTH = rf"(?:m(?P<mo>\d+)(?:{SEP}{OF} {year_of('b')})?|{year_of('c')} m(?P<mo2>\d+)|{which('mw', 'month')})"
NTH_MONTH = rf"(?:{MONTH}|(?P<bare_month>umonth))"


def number(tag: str) -> int:
    """The number in a tag such as n15, w3, o1."""
    return int(re.sub(r"\D", "", tag))


def any_of(match: re.Match[str], *names: str) -> str:
    """What the first of these groups that took part holds."""
    groups = match.groupdict()
    return next((groups[name] for name in names if groups.get(name)), "")


def year_in(match: re.Match[str], name: str, today: date) -> int:
    """The year that a `year_of` names, 0 when it took no part."""
    if said := any_of(match, f"{name}_y"):
        if "wthousand" in said:
            return 2000 + sum(int(part) for part in re.findall(r"w(\d+)", said)[1:])
        year = number(said)
        return year if year >= 100 else today.year // 100 * 100 + year
    rel = any_of(match, f"{name}_r", f"{name}_s")
    return today.year + STEPS[rel] if rel else 0


def period(rel: str, unit: str, today: date) -> tuple[date, date, str] | None:
    """First day, last day and grain of this, the next or the next but one period; None beyond the calendar."""
    steps = STEPS[rel]
    monday = cal.monday(today)
    first, days, grain = {
        "day": (cal.add_days(today, steps), 1, "day"),
        "workday": (cal.add_workdays(today, steps), 1, "day"),
        "week": (cal.add_days(monday, 7 * steps), 7, "week"),
        "weekend": (cal.add_days(monday, 7 * steps + 5), 2, "day"),
    }.get(unit, (None, 0, unit))
    if unit in LENGTHS:
        length = LENGTHS[unit]
        start = today.replace(day=1, month=(today.month - 1) // length * length + 1)
        first = cal.add_months(start, steps * length)
        after = first and cal.add_months(first, length)
    else:
        after = first and cal.add_days(first, days)
    return (first, after - timedelta(days=1), grain) if first and after else None


def period_in(match: re.Match[str], name: str, today: date) -> tuple[date, date, str] | None:
    """The period that a `which` names; None when it took no part."""
    rel = any_of(match, f"{name}_r", f"{name}_s")
    return period(rel, any_of(match, f"{name}_u", f"{name}_v"), today) if rel else None


def month_in(match: re.Match[str], today: date) -> date | None:
    """The first day of the month that MONTH or NTH_MONTH names: this one or later when no year was said."""
    if any_of(match, "bare_month"):
        return today.replace(day=1)
    if found := period_in(match, "mw", today):
        return found[0]
    month = any_of(match, "mo", "mo2")
    if not month:
        return None
    year = year_in(match, "b", today) or year_in(match, "c", today) or today.year + (int(month) < today.month)
    return cal.make_day(year, int(month), 1)


def year_said(match: re.Match[str]) -> bool:
    """Whether a MONTH has its year."""
    return bool(any_of(match, "b_y", "c_y", "b_r", "b_s", "c_r", "c_s"))
