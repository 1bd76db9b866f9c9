"""From where a phrase is seen, and its pieces sorted by kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.moments import Reading
from bot.dates.language import Language
from bot.dates.pieces import After, Clock, Days, From, Later, Part, Piece, Weekday, Written


@dataclass(frozen=True, slots=True)
class Seen:
    """From where a phrase is understood: now, in a zone, by people of a language."""

    now: datetime
    zone: ZoneInfo
    language: Language

    @property
    def today(self) -> date:
        return self.now.date()

    def ahead(self, at: datetime) -> bool:
        """Whether a moment is still to come; of two times in one zone Python would compare the dials."""
        return at.timestamp() > self.now.timestamp()


class Unclear(Exception):
    """The pieces mean nothing together, or a moment that has passed; the text says why."""


def impossible(why: str) -> bool:
    """Whether a reason says that the words are a time, but one that cannot be: passed, or not in the calendar."""
    return why.startswith("that ")


def distinct(found: Iterable[Reading]) -> tuple[Reading, ...]:
    """Readings in order of time, each moment once (the first that was found)."""
    moments: dict[float, Reading] = {}
    for reading in found:
        moments.setdefault(reading.at.timestamp(), reading)
    return tuple(moments[moment] for moment in sorted(moments))


@dataclass(frozen=True, slots=True)
class Kit:
    """The pieces of one phrase by kind; at most one of each."""

    days: Days | None = None
    weekday: Weekday | None = None
    written: Written | None = None
    clock: Clock | None = None
    part: Part | None = None
    later: Later | None = None
    since: From | None = None
    after: After | None = None


SLOTS = {
    Days: "days",
    Weekday: "weekday",
    Written: "written",
    Clock: "clock",
    Part: "part",
    Later: "later",
    From: "since",
    After: "after",
}


def kit_of(pieces: Iterable[Piece]) -> Kit | None:
    """The pieces by kind; None when two of a kind do not go together."""
    slots: dict[str, Piece] = {}
    for piece in pieces:
        slot = SLOTS[type(piece)]
        known = slots.get(slot)
        if isinstance(piece, Part) and isinstance(known, Part):
            if known.name != piece.name:
                return None
            piece = Part(piece.name, known.shade or piece.shade, known.today or piece.today)
        elif isinstance(piece, Days) and isinstance(known, Days):
            if not (piece.dates == known.dates and piece.today):
                return None
        elif known:
            return None
        slots[slot] = piece
    return Kit(**slots)  # type: ignore[arg-type]
