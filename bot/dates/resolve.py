"""Pieces -> readings: which moments a day, a clock and a part of the day mean together, seen from now."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from bot.core.moments import Reading
from bot.dates import calendar as cal
from bot.dates.absolute import day_of
from bot.dates.calendar import say
from bot.dates.hours import PARTS, hours_of, part_hour, part_name
from bot.dates.kit import Kit, Seen, Unclear, distinct, kit_of
from bot.dates.pieces import Part, Piece, Shift, Stated, Weekday, Written


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


def later_readings(kit: Kit, seen: Seen) -> tuple[Reading, ...]:
    """In so long; hours and minutes run in UTC, days and months in the calendar."""
    shift = kit.later.shift if kit.later else Shift()
    if kit.days or kit.weekday or kit.written or kit.since or kit.after:
        raise Unclear("two times that do not go together")
    day = cal.shifted(seen.today, shift)
    if day is None:
        raise Unclear("that is too far off")
    if not shift.seconds:
        return on_days([day], "day", kit, seen)
    if kit.clock or kit.part:
        raise Unclear("two times that do not go together")
    start, _ = cal.local_moment(day, seen.now.time(), seen.zone, seen.now)
    start = seen.now if day == seen.today else start
    at = (start.astimezone(UTC) + timedelta(seconds=shift.seconds)).astimezone(seen.zone)
    if at.year > cal.LATEST:
        raise Unclear("that is too far off")
    whole = at.replace(second=0, microsecond=0)
    at = whole if seen.ahead(whole) else at.replace(microsecond=0) + timedelta(seconds=at.microsecond > 0)
    return (Reading(at, "minute", say(at, "minute")),)


def day_readings(kit: Kit, seen: Seen) -> tuple[Reading, ...]:
    """A day of any kind, with whatever clock or part of the day."""
    grain = kit.days.grain if kit.days else "day"
    days = list(days_of(kit, seen))
    if kit.since:
        days = [moved for day in days if (moved := cal.shifted(day, kit.since.shift))]
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
    day = cal.next_day_numbered(way.day, seen.today, weekday.day if weekday else None)
    return day and day_of(Stated(day.day, day.month, day.year), seen.today)


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
        later_today = [at for at in moments(today, kit, seen) if seen.ahead(at[0])]
        return [today, coming] if later_today else [coming]
    return [coming]


def on_days(days: Iterable[date], grain: str, kit: Kit, seen: Seen) -> tuple[Reading, ...]:
    """Readings of days with the clock or part of the day that was said. Raises Unclear when all have passed."""
    found: list[Reading] = []
    for day in days:
        if kit.clock:
            found.extend(
                Reading(at, "minute", say(at, "minute", note))
                for at, note in moments(day, kit, seen)
                if at == seen.now or seen.ahead(at)
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


def part_of(day: date, part: Part, seen: Seen) -> Reading | None:
    """A part of a day; the next full hour while it lasts, None when it has passed."""
    at, note = cal.local_moment(day, time(part_hour(part)), seen.zone, seen.now)
    if not seen.ahead(at):
        ends = part_hour(part) if part.shade == "early" else PARTS[part.name].ends
        soon = (seen.now + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
        if day != seen.today or soon.date() != day or soon.hour >= ends:
            return None
        at = soon
    return Reading(at, "part_of_day", say(at, "part_of_day", part_name(part), note))


def part_readings(part: Part, seen: Seen) -> tuple[Reading, ...]:
    """A part of the day by itself: today's if it is still to come, else tomorrow's unless it was "this morning"."""
    if part.name == "noon":  # noon by itself is a clock
        raise Unclear("when?")
    reading = part_of(seen.today, part, seen)
    if not reading and not part.today:
        reading = part_of(seen.today + timedelta(days=1), part, seen)
    if not reading:
        raise Unclear("that has passed")
    return (reading,)


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
    coming = [(at, note) for day in (seen.today, tomorrow) for at, note in moments(day, kit, seen) if seen.ahead(at)]
    coming = coming[: len(hours_of(clock, kit.part, seen.language))]
    if not coming:
        raise Unclear("that hour does not fit that part of the day")
    at, _ = coming[0]
    by_dial = not (clock.written and seen.language.clock24 and clock.hour >= 7)
    doubtful = by_dial and not kit.part and not clock.half and not clock.exact and clock.hour <= 12
    if doubtful and at.date() != seen.today and clock.hour < 12 and at.hour < 12:
        # The usual one has passed today, but the evening's has not: either may be meant.
        evening = cal.local_moment(seen.today, time(at.hour + 12, at.minute), seen.zone, seen.now)
        coming = [evening, coming[0]] if seen.ahead(evening[0]) else coming
    return distinct(Reading(at, "minute", say(at, "minute", note)) for at, note in coming)
