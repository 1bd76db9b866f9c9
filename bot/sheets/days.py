"""Dates and times as exports write them: a strict table of forms, so that a million cells are read in seconds.

Whether 03/04 is March or April is decided by the whole column (understanding.py), never by one cell.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Literal

from bot.i18n import month_names

Order = Literal["dmy", "mdy", ""]
"""Day or month first; "" while it is not known."""

_TIME = (
    r"(?:[T,\s]+(?P<half>上午|下午)?\s*(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,6})\d*)?)?"
    r"\s*(?P<ampm>[ap]\.?m\.?)?(?:uhr)?\s*(?P<offset>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_YEAR = r"(?P<year>\d{4}|\d{2})"
_NAME = r"(?P<name>[^\W\d_]{3,})\.?"
_FORMS = tuple(
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})日?",
        r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})",
        rf"(?P<a>\d{{1,2}})(?P<mark>[-/.])(?P<b>\d{{1,2}})(?P=mark){_YEAR}",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?[.\s-]*(?:de\s+)?{_NAME}[,\s-]*(?:de\s+)?{_YEAR}(?:\s*г\.?)?",
        rf"{_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
    )
)
_NUMERIC = _FORMS[2]
_COMPACT = re.compile(
    r"(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})"
)
_WEEKDAY = re.compile(r"^[^\W\d_]{2,}\.?,\s+")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
# A spreadsheet counts days from here; 20,000 is in 1954 and 80,000 in 2119.
_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall clock; its zone is the shop's
_SERIALS = range(20_000, 80_000)


@lru_cache(maxsize=65536)
def evidence(text: str) -> Literal["dmy", "mdy", "either", "plain", "not a date"]:
    """What a cell proves about the order of day and month; "plain" where there is no question."""
    found = _NUMERIC.fullmatch(text)
    if found is None:
        return "plain" if wall_clock(text, "") else "not a date"
    first, second = int(found["a"]), int(found["b"])
    if max(first, second) > 31 or min(first, second) > 12 or min(first, second) < 1:
        return "not a date"
    if found["mark"] == "." or first == second:
        return "plain"
    if max(first, second) <= 12:
        return "either"
    return "dmy" if first > 12 else "mdy"


@lru_cache(maxsize=65536)
def moment(text: str, order: Order, zone: tzinfo) -> datetime | None:
    """The instant a cell says, in UTC, read in `zone` where it names no offset; nothing when it can't be read."""
    found = wall_clock(text, order)
    return in_utc(found, zone) if found is not None else None


def in_utc(at: datetime, zone: tzinfo) -> datetime | None:
    """An instant in UTC; one without an offset is meant in `zone`. Nothing outside the calendar."""
    try:
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def wall_clock(text: str, order: Order) -> datetime | None:
    """What stands in the cell, without a zone unless it names one."""
    if _SERIAL.fullmatch(text):
        return from_serial(float(text.replace(",", ".")))
    found = _COMPACT.fullmatch(text)
    if found is None:
        bare = _WEEKDAY.sub("", text)
        found = next((match for form in _FORMS if (match := form.fullmatch(bare))), None)
    return _read(found.groupdict(), order) if found else None


def from_serial(days: float) -> datetime | None:
    """A spreadsheet's own number for a date; nothing when it is far from any order's."""
    if int(days) not in _SERIALS:
        return None
    return _ZERO + timedelta(seconds=round(days * 86400))


def _read(parts: dict[str, str | None], order: Order) -> datetime | None:
    year = int(parts["year"] or 0)
    if len(parts["year"] or "") == 2:
        year += 2000 if year < 70 else 1900
    day, month = _day_and_month(parts, order)
    hour = _hour(int(parts.get("hour") or 0), (parts.get("ampm") or parts.get("half") or "").replace(".", "").lower())
    micro = int((parts.get("part") or "0").ljust(6, "0"))
    try:
        found = datetime(year, month, day, hour, int(parts.get("minute") or 0), int(parts.get("second") or 0), micro)  # noqa: DTZ001
    except ValueError:
        return None
    offset = parts.get("offset")
    return found.replace(tzinfo=_offset(offset)) if offset else found


def _day_and_month(parts: dict[str, str | None], order: Order) -> tuple[int, int]:
    """(0, 0), which is no day, where it can't be told."""
    if parts.get("a"):
        first, second = int(parts["a"] or 0), int(parts["b"] or 0)
        if parts["mark"] == "." or first > 12 or first == second:
            return first, second
        if second > 12:
            return second, first
        return (first, second) if order == "dmy" else (second, first) if order == "mdy" else (0, 0)
    if parts.get("name"):
        return int(parts["day"] or 0), month_names().get((parts["name"] or "").casefold(), 0)
    return int(parts["day"] or 0), int(parts["month"] or 0)


def _hour(hour: int, half: str) -> int:
    if half in ("pm", "下午"):
        return hour + 12 if hour < 12 else hour
    return 0 if half in ("am", "上午") and hour == 12 else hour


def _offset(text: str) -> tzinfo:
    if text[0] not in "+-":
        return UTC
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))
