"""What repeats: every 60 days, every Monday and Thursday, every month on the 31st. Wall time stays when clocks move."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.hours import WEEKDAYS, wall

UNITS = ("day", "workday", "week", "month", "year")
MOST = 1000
"""Units between two occurrences; more is a typing error."""
LOOKED_AT = 2_000
"""Days of a rule that are looked at for the next occurrence."""
LATEST = 2199
_MOVED_AT_MOST = 60  # days off in a row after which an occurrence is forgotten


@dataclass(frozen=True, slots=True)
class Rule:
    """Every `every` units. `days` are weekdays (Monday 0) of a week; `day` the day of a month, 31 for its last one.

    A `workday` is a Monday to Friday. 0 for `day` means that of the first occurrence.
    """

    unit: str
    every: int = 1
    days: tuple[int, ...] = ()
    day: int = 0

    @property
    def text(self) -> str:
        """As it is kept: "1 week mon,thu", "60 day", "1 month 31"."""
        more = ",".join(WEEKDAYS[one] for one in self.days) or (str(self.day) if self.day else "")
        return f"{self.every} {self.unit} {more}".strip()


def read_rule(text: str) -> Rule | None:
    """The rule that `text` wrote; None for "" (it happens once)."""
    if not text:
        return None
    every, unit, *more = text.split(" ")
    detail = more[0] if more else ""
    if detail.isdigit():
        return Rule(unit, int(every), (), int(detail))
    return Rule(unit, int(every), tuple(WEEKDAYS.index(one) for one in detail.split(",") if one))


def days_of(rule: Rule, starts: date, since: date | None = None) -> Iterator[date]:
    """The local days of a rule from `starts` on (and not before `since`), in order; `starts` only where it fits."""
    step = _steps(rule, starts, since) if since is not None and since > starts else 0
    while True:
        yield from (day for day in _period(rule, starts, step) if day >= starts and (since is None or day >= since))
        step += rule.every


def _steps(rule: Rule, starts: date, since: date) -> int:
    """Whole periods that surely end before `since`."""
    months = (since.year - starts.year) * 12 + since.month - starts.month
    passed = {"week": (since - starts).days // 7, "month": months, "year": since.year - starts.year}
    return max(0, passed.get(rule.unit, (since - starts).days) - 1) // rule.every * rule.every


def _period(rule: Rule, starts: date, step: int) -> list[date]:
    """The days of the rule in the `step`-th period after that of `starts`."""
    match rule.unit:
        case "day":
            return [starts + timedelta(days=step)]
        case "workday":
            day = starts + timedelta(days=step)
            return [day] if day.weekday() < 5 else []
        case "week":
            monday = starts - timedelta(days=starts.weekday()) + timedelta(weeks=step)
            return [monday + timedelta(days=one) for one in sorted(rule.days or (starts.weekday(),))]
        case "year":
            return [_in_month(starts.year + step, starts.month, starts.day)]
        case _:
            year, month = divmod(starts.year * 12 + starts.month - 1 + step, 12)
            return [_in_month(year, month + 1, rule.day or starts.day)]


def _in_month(year: int, month: int, day: int) -> date:
    """That day of a month; a 31st falls on the last day of a shorter one."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def next_after(
    rule: Rule, starts: datetime, zone: str, after: datetime, fits: Callable[[datetime], datetime] = lambda at: at
) -> datetime | None:
    """The first occurrence later than `after`; `starts` is the naive local time of the first. None beyond year 2199.

    `fits` moves an occurrence to when it may be (working hours). One that would be moved to or past the local day of
    the next one is left out: that one stands for it.
    """
    place, minutes = ZoneInfo(zone), starts.hour * 60 + starts.minute
    since = after.astimezone(place).date() - timedelta(days=_MOVED_AT_MOST)
    days = days_of(rule, starts.date(), since)
    day = next(days)
    for _ in range(LOOKED_AT):
        following = next(days)
        if following.year > LATEST:
            return None
        at = fits(wall(day, minutes, zone))
        if at > after and (at.astimezone(place).date() == day or at.astimezone(place).date() < following):
            return at
        day = following
    return None


def rrule(rule: Rule, starts: datetime) -> dict[str, object]:
    """The rule as an iCalendar RRULE (RFC 5545, 3.3.10); a day past the 28th is the last that a month has of them."""
    freq = {"day": "DAILY", "workday": "WEEKLY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}[rule.unit]
    parts: dict[str, object] = {"FREQ": freq}
    if rule.every > 1:
        parts["INTERVAL"] = rule.every
    days = range(5) if rule.unit == "workday" else rule.days
    if days:
        parts["BYDAY"] = [WEEKDAYS[one][:2].upper() for one in days]
    if rule.unit == "month":
        day = rule.day or starts.day
        parts["BYMONTHDAY"] = day if day <= 28 else list(range(28, day + 1))
        if day > 28:
            parts["BYSETPOS"] = -1
    return parts
