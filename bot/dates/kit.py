"""From where a phrase is seen, and its pieces sorted by kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

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


class Unclear(Exception):
    """The pieces mean nothing together, or a moment that has passed; the text says why."""


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
