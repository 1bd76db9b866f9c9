"""Arithmetic of days, weeks and months, and of local time where clocks are moved."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.dates.pieces import Shift

MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
LATEST = 2199  # a follow-up beyond is a typing error


@lru_cache(maxsize=256)
def zone_of(name: str) -> ZoneInfo:
    """The zone of that IANA name; ValueError says so when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"There is no time zone {name!r}; write it like Europe/Berlin.") from error


def make_day(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has none."""
    if not (1 <= month <= 12 and 1 <= year <= LATEST and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def add_months(day: date, months: int) -> date | None:
    """The same day some months later, or the month's last; None beyond LATEST."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return make_day(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) if 1 <= year <= LATEST else None


def add_days(day: date, days: int) -> date | None:
    """Some days later; None beyond LATEST."""
    number = day.toordinal() + days
    return date.fromordinal(number) if 0 < number <= date(LATEST, 12, 31).toordinal() else None


def add_workdays(day: date, days: int) -> date | None:
    """Some days later, Saturdays and Sundays not counted."""
    weeks, left = divmod(days, 5)
    moved = add_days(day, weeks * 7)
    while moved and left:
        moved = add_days(moved, 1)
        if moved and moved.weekday() < 5:
            left -= 1
    return moved


def shifted(day: date, shift: Shift) -> date | None:
    """A day moved by a length's months, then days, then working days; its hours are the caller's."""
    moved = add_months(day, shift.months) if shift.months else day
    moved = moved and add_days(moved, shift.days)
    return moved and (add_workdays(moved, shift.workdays) if shift.workdays else moved)


def next_day_numbered(number: int, today: date, weekday: int | None = None) -> date | None:
    """The next day of that number (today's, too) that falls on the weekday, if one is given; None within five years."""
    first = today.replace(day=1)
    for months in range(60):
        month = add_months(first, months)
        day = month and make_day(month.year, month.month, number)
        if day and day >= today and weekday in (None, day.weekday()):
            return day
    return None


def iso_monday(year: int, week: int) -> date | None:
    """The Monday of an ISO week; None when the year has no such week."""
    try:
        return date.fromisocalendar(year, week, 1) if year <= LATEST else None
    except ValueError:
        return None


def monday(day: date) -> date:
    """The Monday of that day's week."""
    return day - timedelta(days=day.weekday())


def next_weekday(day: date, weekday: int) -> date:
    """The first such weekday after `day`."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def last_of_month(day: date) -> date:
    """The last day of that day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def local_moment(day: date, clock: time, zone: ZoneInfo, now: datetime) -> tuple[datetime, str]:
    """That local time, and what to say of it when the clocks are moved that night.

    A time that does not exist is moved on by the gap. Of a time that comes twice the first is
    meant, unless it has gone.
    """
    wall = datetime.combine(day, clock, zone)
    back = wall.astimezone(UTC).astimezone(zone)
    if back.replace(tzinfo=None) != wall.replace(tzinfo=None):
        return back, f"moved: {clock:%H:%M} does not exist that night"
    second = wall.replace(fold=1)
    if second.utcoffset() != wall.utcoffset():
        if wall.timestamp() < now.timestamp():
            return second, f"the second {clock:%H:%M} of that night"
        return wall, f"the first {clock:%H:%M} of that night"
    return wall, ""


def say_day(day: date) -> str:
    """Tuesday 1 December 2026."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def say(at: datetime, grain: str, *notes: str) -> str:
    """The canonical English wording of a moment and its grain."""
    day = say_day(at.date())
    words = {
        "day": day,
        "part_of_day": day,
        "week": f"week of {day}",
        "month": f"{MONTHS[at.month - 1]} {at.year}",
        "quarter": f"quarter {(at.month + 2) // 3} of {at.year}",
        "year": f"{at.year}",
    }.get(grain, f"{day}, {at:%H:%M}")
    return ", ".join([words, *(note for note in notes if note)])
