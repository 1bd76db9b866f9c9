"""Pieces -> readings: which moments a day, a clock and a part of the day mean together, seen from now."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.moments import Reading
from bot.dates import calendar as cal
from bot.dates.absolute import day_of
from bot.dates.language import Language
from bot.dates.pieces import After, Clock, Days, From, Later, Part, Piece, Shift, Stated, Weekday, Written


@dataclass(frozen=True, slots=True)
class Habit:
    """A part of the day: its usual hour, when it ends, early and late hours, and which half of the day its clocks are in."""

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
    "early": Habit(8, 12, 8, 8, "am"),
    "late": Habit(21, 24, 21, 21, "pm"),
}
MIDDLE = {"morning": 10, "afternoon": 15, "evening": 20, "day": 12, "night": 23}


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


def readings_of(pieces: Sequence[Piece], seen: Seen) -> tuple[Reading, ...]:
    """All readings of pieces that stand together. Raises Unclear when they have none."""
    kit = kit_of(pieces)
    if kit is None:
        raise Unclear("two times that do not go together")
    if kit.clock and kit.clock.bare and not kit.part:
        raise Unclear("a number, but of what?")
    if kit.later:
        return later_readings(kit, seen)
    if kit.days or kit.weekday or kit.written:
        return day_readings(kit, seen)
    if kit.since:
        raise Unclear("from when?")
    if kit.clock:
        return clock_readings(kit, seen)
    if kit.part:
        return part_readings(kit.part, seen)
    raise Unclear("not understood")


# --- lengths of time ---


def shifted(day: date, shift: Shift) -> date | None:
    """A day moved by months, then days, then working days."""
    moved = cal.add_months(day, shift.months) if shift.months else day
    moved = moved and cal.add_days(moved, shift.days)
    return moved and (cal.add_workdays(moved, shift.workdays) if shift.workdays else moved)


def later_readings(kit: Kit, seen: Seen) -> tuple[Reading, ...]:
    """In so long; hours and minutes run in UTC, days and months in the calendar."""
    shift = kit.later.shift if kit.later else Shift()
    if kit.days or kit.weekday or kit.written or kit.since or kit.after:
        raise Unclear("two times that do not go together")
    day = shifted(seen.today, shift)
    if day is None:
        raise Unclear("that is too far off")
    if not shift.seconds:
        return on_days([day], "day", kit, seen)
    if kit.clock or kit.part:
        raise Unclear("two times that do not go together")
    start, _ = cal.local_moment(day, seen.now.time(), seen.zone, seen.now)
    start = seen.now if day == seen.today else start
    try:
        at = (start.astimezone(UTC) + timedelta(seconds=shift.seconds)).astimezone(seen.zone)
    except OverflowError as error:
        raise Unclear("that is too far off") from error
    if at.year > cal.LATEST:
        raise Unclear("that is too far off")
    whole = at.replace(second=0, microsecond=0)
    at = whole if whole > seen.now else at.replace(microsecond=0) + timedelta(seconds=at.microsecond > 0)
    return (Reading(at, "minute", say(at, "minute")),)


# --- days ---


def day_readings(kit: Kit, seen: Seen) -> tuple[Reading, ...]:
    """A day of any kind, with whatever clock or part of the day."""
    grain = kit.days.grain if kit.days else "day"
    days = list(days_of(kit, seen))
    if kit.since:
        days = [moved for day in days if (moved := shifted(day, kit.since.shift))]
        grain = "day"
    if kit.after:
        if grain != "day":
            raise Unclear("after it, but when?")
        if not kit.clock:
            days = [moved for day in days if (moved := cal.add_days(day, 1))]
    if grain != "day" and (kit.clock or kit.part):
        raise Unclear("which day?")
    return on_days(days, grain, kit, seen)


def days_of(kit: Kit, seen: Seen) -> Iterable[date]:
    """The days meant, the weekday and the date checked against each other."""
    if kit.days and kit.written:
        ways = written_days(kit.written, kit.weekday, seen)
        same = [day for day in ways if day in kit.days.dates]
        if not same:
            raise Unclear("the two days are not the same")
        return same
    if kit.written:
        return written_days(kit.written, kit.weekday, seen)
    if kit.days and kit.weekday:
        same = [day for day in kit.days.dates if day.weekday() == kit.weekday.day]
        if not same or kit.days.grain != "day":
            raise Unclear("that day is another weekday")
        return same
    if kit.days:
        return kit.days.dates
    return weekday_days(kit.weekday, kit, seen) if kit.weekday else ()


def written_days(written: Written, weekday: Weekday | None, seen: Seen) -> list[date]:
    """The days of the calendar that were written, those that fall on the weekday that was said."""
    found = [
        day
        for way in written.ways
        for day in ([day_in_month(way, weekday, seen)] if not way.month else [day_of(way, seen.today)])
        if day
    ]
    if not found:
        raise Unclear("that day does not exist")
    fitting = [day for day in dict.fromkeys(found) if not weekday or day.weekday() == weekday.day]
    if not fitting:
        raise Unclear(f"that is {cal.say_day(found[0])}, another weekday")
    coming = [day for day in fitting if day >= seen.today]
    if not coming:
        raise Unclear("that day has passed")
    return coming


def day_in_month(way: Stated, weekday: Weekday | None, seen: Seen) -> date | None:
    """The next day of that number (on that weekday)."""
    first = seen.today.replace(day=1)
    for months in range(60):
        month = cal.add_months(first, months)
        day = month and cal.make_day(month.year, month.month, way.day)
        if day and day >= seen.today and (not weekday or day.weekday() == weekday.day):
            return day_of(Stated(day.day, day.month, day.year), seen.today)
    return None


def weekday_days(weekday: Weekday, kit: Kit, seen: Seen) -> list[date]:
    """The days that "friday", "this friday" or "next friday" can be."""
    today = seen.today
    coming = cal.next_weekday(today, weekday.day)
    if weekday.which == "this" and today.weekday() == weekday.day:
        return [today]
    if weekday.which == "next":
        of_next_week = cal.monday(today) + timedelta(days=7 + weekday.day)
        # Where "next friday" said on a Monday is this week's as often as not, both are offered.
        return [coming, of_next_week] if seen.language.nearest and coming != of_next_week else [of_next_week]
    if weekday.which == "nnext":
        after = cal.monday(today) + timedelta(days=14 + weekday.day)
        return [coming + timedelta(days=7), after] if coming + timedelta(days=7) != after else [after]
    if not weekday.which and today.weekday() == weekday.day and kit.clock:
        # "tuesday 3pm" said on a Tuesday morning: today or in a week.
        later_today = [at for at in moments(today, kit, seen) if at[0] > seen.now]
        return [today, coming] if later_today else [coming]
    return [coming]


def on_days(days: Iterable[date], grain: str, kit: Kit, seen: Seen) -> tuple[Reading, ...]:
    """Readings of days with the clock or part of the day that was said. Raises Unclear when all have passed."""
    found: list[Reading] = []
    for day in days:
        if kit.clock:
            found.extend(
                Reading(at, "minute", say(at, "minute", note)) for at, note in moments(day, kit, seen) if at >= seen.now
            )
        elif kit.part:
            reading = part_of(day, kit.part, seen)
            found.extend([reading] if reading else [])
        else:
            reading = whole_day(day, grain, seen)
            found.extend([reading] if reading else [])
    if not found:
        raise Unclear("that has passed")
    return distinct(found)


def distinct(found: Iterable[Reading]) -> tuple[Reading, ...]:
    """Readings in order of time, each moment once."""
    return tuple(sorted({reading.at: reading for reading in found}.values(), key=lambda reading: reading.at))


def whole_day(day: date, grain: str, seen: Seen) -> Reading | None:
    """A day or a longer period from its first day, from today when it has begun; None when it has passed."""
    day, first = max(day, seen.today) if grain in LAST and LAST[grain](day) >= seen.today else day, day
    if day < seen.today or day.year > cal.LATEST:
        return None
    at, _ = cal.local_moment(day, time(), seen.zone, seen.now)
    return Reading(at, grain, say(datetime.combine(first, time()), grain))


LAST: dict[str, Callable[[date], date]] = {
    "week": lambda day: day + timedelta(days=6),
    "month": cal.last_of_month,
    "quarter": lambda day: (cal.add_months(day, 3) or day) - timedelta(days=1),
    "year": lambda day: day.replace(month=12, day=31),
}


# --- parts of the day and clocks ---


def part_hour(part: Part) -> int:
    """The usual hour of a part of the day."""
    habit = PARTS[part.name]
    return {"early": habit.early, "late": habit.late, "mid": MIDDLE.get(part.name, habit.usual)}.get(
        part.shade, habit.usual
    )


def part_of(day: date, part: Part, seen: Seen) -> Reading | None:
    """A part of a day; the next full hour while it lasts, None when it has passed."""
    at, note = cal.local_moment(day, time(part_hour(part)), seen.zone, seen.now)
    if at < seen.now:
        ends = part_hour(part) if part.shade == "early" else PARTS[part.name].ends
        soon = (seen.now + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
        if day != seen.today or soon.date() != day or soon.hour >= ends:
            return None
        at = soon
    if part.today and day != seen.today:
        pass
    return Reading(at, "part_of_day", say(at, "part_of_day", part_name(part), note))


def part_name(part: Part) -> str:
    """Early morning, evening, end of the day."""
    name = {"end": "end of the day", "dawn": "before dawn"}.get(part.name, part.name)
    return f"{part.shade} {name}" if part.shade else name


def part_readings(part: Part, seen: Seen) -> tuple[Reading, ...]:
    """A part of the day by itself: today's if it is still to come, else tomorrow's unless it was "this morning"."""
    if part.name in ("later", "noon"):  # noon by itself is a clock
        raise Unclear("when?")
    reading = part_of(seen.today, part, seen)
    if not reading and not part.today:
        reading = part_of(seen.today + timedelta(days=1), part, seen)
    if not reading:
        raise Unclear("that has passed")
    return (reading,)


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
    return first <= hour <= last or (name in ("night", "evening") and hour < 5)


def unmarked_hours(hour: int, early: bool = False) -> list[int]:
    """What "at 3" means to people who work by day: 1 to 6 are in the afternoon, 7 to 12 as they are.

    With `early`, where the day has 24 hours and 3:30 may well be the night's, both are offered.
    """
    if not 1 <= hour <= 6:
        return [hour]
    return [hour, hour + 12] if early else [hour + 12]


def moments(day: date, kit: Kit, seen: Seen) -> list[tuple[datetime, str]]:
    """The moments that the clock of a kit can mean on a day."""
    clock = kit.clock
    if not clock:
        return []
    if clock.hour == 24 and not clock.half:
        # Midnight "on Friday" may be where it begins or where it ends; "tonight" or "today" leaves no doubt.
        ends = [day + timedelta(days=1)]
        begins = (
            [day]
            if not kit.part and not (kit.days and kit.days.today) and day > seen.today and not clock.written
            else []
        )
        return [cal.local_moment(start, time(), seen.zone, seen.now) for start in begins + ends]
    found = []
    for hour in hours_of(clock, kit.part, seen.language):
        start = day + timedelta(days=1) if hour == 24 else day
        found.append(cal.local_moment(start, time(hour % 24, clock.minute), seen.zone, seen.now))
    return found


def clock_readings(kit: Kit, seen: Seen) -> tuple[Reading, ...]:
    """A clock by itself: the next time it strikes; asked when that depends on the half of the day."""
    clock = kit.clock
    if not clock:
        return ()
    if kit.part and kit.part.today:
        return on_days([seen.today], "day", kit, seen)
    tomorrow = seen.today + timedelta(days=1)
    coming = [(at, note) for day in (seen.today, tomorrow) for at, note in moments(day, kit, seen) if at > seen.now]
    coming = coming[: len(hours_of(clock, kit.part, seen.language))]
    if not coming:
        raise Unclear("that hour does not fit that part of the day")
    at, _ = coming[0]
    doubtful = not kit.part and not clock.half and not clock.exact and clock.hour <= 12
    if doubtful and at.date() != seen.today and clock.hour < 12 and at.hour < 12:
        # The usual one has passed today, but the evening's has not: either may be meant.
        evening = cal.local_moment(seen.today, time(at.hour + 12, at.minute), seen.zone, seen.now)
        coming = [evening, coming[0]] if evening[0] > seen.now else coming
    return distinct(Reading(at, "minute", say(at, "minute", note)) for at, note in coming)


def say(at: datetime, grain: str, *notes: str) -> str:
    """The canonical English wording of a moment and its grain."""
    day = cal.say_day(at.date())
    words = {
        "day": day,
        "part_of_day": day,
        "week": f"week of {day}",
        "month": f"{cal.MONTHS[at.month - 1]} {at.year}",
        "quarter": f"quarter {(at.month + 2) // 3} of {at.year}",
        "year": f"{at.year}",
    }.get(grain, f"{day}, {at:%H:%M}")
    return ", ".join([words, *(note for note in notes if note)])
