"""When somebody works: opening hours, working days and days off. The one home of "not before working hours"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MIDNIGHT = 24 * 60
SEARCHED_DAYS = 800
"""Whoever has no working day for so long is not waited for."""

DayOff = tuple[date, date]
"""The first and the last local day off."""

_DAY = "|".join(WEEKDAYS)
_CLOCK = r"([01]?\d|2[0-4])(?:[:.]([0-5]\d))?"
_CLOCKS = re.compile(rf"(?<![\d:.]){_CLOCK}\s*(?:-|–|—|to|bis|a|à|至|到)\s*{_CLOCK}(?![\d:.])", re.I)
_SPAN = re.compile(rf"({_DAY})[a-z]*(?:\s*(?:-|–|—|to)\s*({_DAY})[a-z]*)?", re.I)


@dataclass(frozen=True, slots=True)
class Hours:
    """From `opens` to `closes` (local minutes of the day, 0 to 1440) on `days` (Monday 0), in an IANA `zone`."""

    opens: int
    closes: int
    days: frozenset[int]
    zone: str

    @property
    def text(self) -> str:
        """As it is kept and written: "09:00-18:00 mon-fri"."""
        return f"{clock(self.opens)}-{clock(self.closes)} {days_text(self.days)}"


def clock(minutes: int) -> str:
    """A minute of the day as "HH:MM"; the end of the day is 24:00."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def runs(days: frozenset[int]) -> list[list[int]]:
    """Days of the week (Monday 0), those that follow each other together."""
    found: list[list[int]] = []
    for day in sorted(days):
        if found and found[-1][-1] == day - 1:
            found[-1].append(day)
        else:
            found.append([day])
    return found


def days_text(days: frozenset[int]) -> str:
    """Working days as they are written: "mon-fri", "mon,wed"."""
    written = []
    for run in runs(days):
        written += [f"{WEEKDAYS[run[0]]}-{WEEKDAYS[run[-1]]}"] if len(run) > 2 else [WEEKDAYS[day] for day in run]
    return ",".join(written)


def read_days(text: str) -> frozenset[int] | None:
    """The days of "mon-fri", "mon, wed", "sun-thu"; None when anything else stands there."""
    found: set[int] = set()
    rest = text
    for span in _SPAN.finditer(text):
        first = WEEKDAYS.index(span[1].lower())
        last = WEEKDAYS.index((span[2] or span[1]).lower())
        found |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
        rest = rest.replace(span[0], " ", 1)
    return frozenset(found) if found and not re.sub(r"[\s,;&+]|and", "", rest) else None


def read_hours(text: str, usual: Hours) -> Hours | None:
    """Hours such as "9:00-18:00 mon-fri"; what is left out is as `usual`. None when it can't be read."""
    opens, closes, rest = usual.opens, usual.closes, text.strip()
    clocks = _CLOCKS.search(rest)
    if clocks is not None:
        opens, closes = (int(clocks[one]) * 60 + int(clocks[one + 1] or 0) for one in (1, 3))
        rest = f"{rest[: clocks.start()]} {rest[clocks.end() :]}".strip()
    days = read_days(rest) if rest else usual.days
    if days is None or not 0 <= opens < closes <= MIDNIGHT or (clocks is None and not rest):
        return None
    return Hours(opens, closes, days, usual.zone)


def wall(day: date, minutes: int, zone: str) -> datetime:
    """A local minute of the day as an instant.

    One that the clocks skip that night is moved on by the gap; of one that comes twice the first is meant.
    """
    start = datetime.combine(day, time(), ZoneInfo(zone)) + timedelta(minutes=minutes)  # on the dial
    return start.astimezone(UTC).astimezone(ZoneInfo(zone))


def is_day_off(day: date, hours: Hours, days_off: Sequence[DayOff] = ()) -> bool:
    """Whether nobody works on a local day."""
    return day.weekday() not in hours.days or any(first <= day <= last for first, last in days_off)


def is_working(at: datetime, hours: Hours, days_off: Sequence[DayOff] = ()) -> bool:
    """Whether an instant lies within working hours; the closing minute no longer does."""
    local = at.astimezone(ZoneInfo(hours.zone))
    return hours.opens <= local.hour * 60 + local.minute < hours.closes and not is_day_off(
        local.date(), hours, days_off
    )


def next_working(at: datetime, hours: Hours, days_off: Sequence[DayOff] = ()) -> datetime:
    """The instant itself within working hours, else the next opening minute; itself when there is none in sight."""
    if is_working(at, hours, days_off):
        return at
    today = at.astimezone(ZoneInfo(hours.zone)).date()
    for ahead in range(SEARCHED_DAYS):
        day = today + timedelta(days=ahead)
        opening = wall(day, hours.opens, hours.zone)
        if opening >= at and not is_day_off(day, hours, days_off):
            return opening
    return at
