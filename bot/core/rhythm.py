"""How often a buyer orders, from their own gaps, and whether the next order is due."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from statistics import median


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`every` and `ago` in days. Due from nine tenths of the usual gap on; late from half as long again."""

    every: int
    ago: int

    @property
    def is_due(self) -> bool:
        """The usual time has come."""
        return self.ago * 10 >= self.every * 9

    @property
    def is_late(self) -> bool:
        """Clearly past the usual time."""
        return self.ago * 2 > self.every * 3


def gaps_of(recent_days: str) -> tuple[int, ...]:
    """The gaps in days between ISO days with blanks between, the newest first; gives the oldest gap first."""
    days = [date.fromisoformat(day) for day in recent_days.split()]
    return tuple((later - earlier).days for later, earlier in pairwise(days))[::-1]


def usual_gap(recent_days: str) -> int | None:
    """The median gap between such days when there are three or more of them: the `every` of a rhythm."""
    gaps = gaps_of(recent_days)
    return round(median(gaps)) if len(gaps) >= 2 else None


def rhythm(gaps: tuple[int, ...], last_order_at: datetime, now: datetime) -> Rhythm | None:
    """The rhythm of a buyer with at least two gaps (three orders): the median of the last eight, in days."""
    real = [gap for gap in gaps if gap > 0][-8:]
    if len(real) < 2:
        return None
    return Rhythm(round(median(real)), max(0, (now - last_order_at).days))


def as_usual(every: int, last_order_at: datetime, now: datetime) -> Rhythm:
    """The rhythm of buyers like this one, for a buyer who has none of their own yet; `every` in days."""
    return Rhythm(every, max(0, (now - last_order_at).days))
