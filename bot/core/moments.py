"""What a phrase such as "next tuesday 3pm" was understood to mean."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.repeats import Rule

GRAINS = ("minute", "hour", "day", "part_of_day", "week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Reading:
    """One moment a phrase can mean.

    `at` is aware, in the zone that was asked for: the moment itself, midnight of a day, the first day of a week, month,
    quarter or year (today when that has begun), the usual hour of a part of the day. `grain` is one of GRAINS.
    `said` is the canonical English wording to echo, e.g. "Tuesday 1 December 2026, 15:00".
    """

    at: datetime
    grain: str
    said: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood of a text.

    `readings`: none = not understood, one = certain, more = ambiguous and to be asked. `rest` is the text without the
    when; `start` and `end` are the span of the when in the text as it was given (0, 0 when there is none).
    `why` says, for no readings, what stood in the way.
    """

    readings: tuple[Reading, ...]
    rest: str
    start: int
    end: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Repeating:
    """What was understood of a text that says how often: `rule` None = it does not.

    `readings` are the first occurrence: one = certain, more = to be asked, none = not understood (`why`). `rest` is the
    text without the how often and without the when.
    """

    rule: Rule | None
    readings: tuple[Reading, ...]
    rest: str
    why: str = ""
