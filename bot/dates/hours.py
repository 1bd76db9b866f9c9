"""Parts of the day, and the hours that a clock can mean beside them or by itself."""

from dataclasses import dataclass

from bot.dates.language import Language
from bot.dates.pieces import Clock, Part


@dataclass(frozen=True, slots=True)
class Habit:
    """A part of the day: its usual hour, end, early and late hours, and the half of the day its clocks are in."""

    usual: int
    ends: int
    early: int
    late: int
    half: str


PARTS = {
    "morning": Habit(9, 12, 8, 11, "am"),
    "dawn": Habit(5, 6, 4, 5, "am"),
    "noon": Habit(12, 14, 12, 13, "pm"),
    "lunch": Habit(12, 14, 12, 13, "pm"),
    "afternoon": Habit(15, 18, 13, 17, "pm"),
    "evening": Habit(19, 23, 18, 21, "evening"),
    "night": Habit(21, 24, 20, 23, "night"),
    "day": Habit(12, 16, 9, 16, ""),
    "end": Habit(18, 24, 18, 18, "pm"),
    "early": Habit(8, 8, 8, 8, "am"),
    "late": Habit(21, 24, 21, 21, "pm"),
}


MIDDLE = {"morning": 10, "afternoon": 15, "evening": 20, "day": 12, "night": 23}


def part_hour(part: Part) -> int:
    """The usual hour of a part of the day."""
    habit = PARTS[part.name]
    return {"early": habit.early, "late": habit.late, "mid": MIDDLE.get(part.name, habit.usual)}.get(
        part.shade, habit.usual
    )


def part_name(part: Part) -> str:
    """Early morning, evening, end of the day."""
    name = {"end": "end of the day", "dawn": "before dawn"}.get(part.name, part.name)
    return f"{part.shade} {name}" if part.shade else name


def hours_of(clock: Clock, part: Part | None, language: Language) -> list[int]:
    """The hours of the day (24 is the midnight that ends it) that a clock can mean, the usual one first.

    None when clock and part of the day contradict each other.
    """
    hour = clock.hour
    if clock.half:
        hour = hour if hour > 12 else hour % 12 + (12 if clock.half == "pm" else 0)
    if part is None:
        return [hour] if clock.half or clock.exact else unmarked_hours(hour, early=clock.written and language.clock24)
    half = PARTS[part.name].half if part.name in PARTS else ""
    if clock.half or hour > 12 or (clock.exact and hour in (0, 12)):
        return [hour] if fits(hour, part.name) else []
    return halved(hour, half)


def halved(hour: int, half: str) -> list[int]:
    """An hour up to 12 in the half of the day that a part of the day lies in."""
    if half == "am":
        return [hour] if hour < 12 else [0]
    if half == "pm":
        return [12 if hour == 12 else hour + 12]
    if half == "evening":
        return [24] if hour == 12 else [hour + 12]
    if half == "night":
        return [24] if hour == 12 else [hour + 12] if hour >= 6 else [hour]
    return unmarked_hours(hour)


def fits(hour: int, name: str) -> bool:
    """Whether an hour can be in that part of the day."""
    spans = {
        "morning": (0, 12),
        "dawn": (0, 8),
        "noon": (11, 14),
        "lunch": (11, 15),
        "afternoon": (12, 21),
        "evening": (15, 24),
    }
    first, last = spans.get(name, (0, 24))
    if hour == 24:
        return name in ("evening", "night", "dawn")
    return first <= hour <= last or (name in ("night", "evening") and hour < 5)


def unmarked_hours(hour: int, early: bool = False) -> list[int]:
    """What "at 3" means to people who work by day: 1 to 6 are in the afternoon, 7 to 12 as they are.

    With `early`, where the day has 24 hours and 3:30 may well be the night's, both are offered.
    """
    if not 1 <= hour <= 6:
        return [hour]
    return [hour, hour + 12] if early else [hour + 12]
