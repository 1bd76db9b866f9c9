"""The pieces a when is made of, before they are put together."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Days:
    """Days (or the first days of longer periods) it can be; `today` when the text says today."""

    dates: tuple[date, ...]
    grain: str = "day"
    today: bool = False


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday by itself, Monday 0; `which` is "", "this", "next" or "nnext"."""

    day: int
    which: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """A day of the calendar, what of it was said: `month` and `year` 0 when they were not. Two for a 3/4."""

    day: int
    month: int = 0
    year: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """The ways to read a date that was written with its month."""

    ways: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `half` is "am" or "pm" or "" when nothing was said; `exact` when the digits leave no doubt."""

    hour: int
    minute: int
    half: str = ""
    exact: bool = False
    written: bool = False  # 3:30 or 3h, not "three"
    bare: bool = False  # just a number: an hour only beside a part of the day


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day; `shade` is "", "early" or "late"; `today` when it was "this morning"."""

    name: str
    shade: str = ""
    today: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """A length of time, calendar months and days apart from hours."""

    months: int = 0
    days: int = 0
    seconds: int = 0
    workdays: int = 0


@dataclass(frozen=True, slots=True)
class Later:
    """A length of time from now."""

    shift: Shift


@dataclass(frozen=True, slots=True)
class From:
    """A length of time from the day that follows."""

    shift: Shift


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment already known."""

    at: datetime
    grain: str


@dataclass(frozen=True, slots=True)
class After:
    """ "After" a day or a clock."""


Piece = Days | Weekday | Written | Clock | Part | Later | From | Moment | After
