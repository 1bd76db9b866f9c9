"""Shapes of lengths of time: in three weeks, an hour and a half from now, two days after tomorrow."""

import re

from bot.dates import calendar as cal
from bot.dates.pieces import Days, From, Later, Piece, Shift
from bot.dates.tags import ANY, AT, ON, WEEKDAY, Context, N, Shape

AMOUNT = rf"(?:{N}|v\d|a|half|f\d+[.,]\d+|quarter|[nw]3 quarter)"
MORE = "(?: and a half| and half| half| a| and quarter)*"
UNIT = r"(?:u\w+|h)"
ONE = rf"(?:{AMOUNT}{MORE} (?:more )?{UNIT}(?: and half| and a half| half)?|half (?:a )?h|(?:a )?weeks2)"
LENGTH = rf"(?P<length>(?:{ONE}(?: and| -)?(?= |$) ?)+)"
PART = re.compile(
    rf"(?P<amount>{AMOUNT})(?P<more>{MORE}) (?:more )?(?P<unit>{UNIT})(?P<half> and half| and a half| half)?"
    r"|(?P<half_hour>half (?:a )?h)|(?P<fortnight>weeks2)"
)
FIXED = {"a": 1.0, "half": 0.5, "quarter": 0.25, "n3 quarter": 0.75, "w3 quarter": 0.75}
SECONDS = {"uhour": 3600, "h": 3600, "uminute": 60, "usecond": 1}
DAYS = {"uday": 1, "uweek": 7}
MONTHS = {"umonth": 1, "uquarter": 3, "uyear": 12}
MOST = 1e5  # of anything; more is a typing error


def amount_of(part: re.Match[str]) -> float:
    """How many units one part of a length has."""
    if part["half_hour"]:
        return 0.5
    said = part["amount"]
    amount = FIXED.get(said, 0.0) or float(said[1:].replace(",", "."))
    extra = (part["more"] or "") + (part["half"] or "")
    return amount + (0.5 if "half" in extra else 0.25 if "quarter" in extra else 0)


def length_of(text: str) -> Shift | None:
    """The length of time that a LENGTH stands for; None when it is nothing or beyond reason."""
    months = days = seconds = workdays = 0.0
    for part in PART.finditer(text):
        if part["fortnight"]:
            days += 14
            continue
        unit, amount = part["unit"] or "h", amount_of(part)
        if unit in SECONDS:
            seconds += amount * SECONDS[unit]
        elif unit in DAYS and (unit == "uweek" or amount % 1 == 0):
            days += round(amount * DAYS[unit])
        elif unit in DAYS:
            seconds += amount * 86400
        elif unit in MONTHS:
            months += int(amount * MONTHS[unit])
            days += round(amount * MONTHS[unit] % 1 * 30)
        elif unit == "uworkday":
            workdays += amount
        else:
            return None
    if not (months or days or seconds or workdays) or max(months, days, workdays, seconds / 3600) > MOST:
        return None
    return Shift(int(months), int(days), int(seconds), int(workdays))


def later(match: re.Match[str], _ctx: Context) -> Piece | None:
    """In three weeks."""
    shift = length_of(match["length"])
    return Later(shift) if shift else None


def after_length(match: re.Match[str], ctx: Context) -> Piece | None:
    """After three weeks. After 14h is a clock, where h is how hours are written."""
    clock = re.fullmatch(rf"{N} h", match["length"].strip())
    return None if clock and ctx.language.code != "en" else later(match, ctx)


def hours_and_minutes(match: re.Match[str], _ctx: Context) -> Piece | None:
    """Dans 1h30."""
    hours, minutes = int(match["hours"]), int(match["minutes"])
    return Later(Shift(seconds=3600 * hours + 60 * minutes)) if (hours or minutes) and minutes < 60 else None


def one_later(match: re.Match[str], _ctx: Context) -> Piece | None:
    """In a week, where the language says no "a"."""
    shift = length_of(f"w1 {match['unit']}")
    return Later(shift) if shift else None


def coming(match: re.Match[str], _ctx: Context) -> Piece | None:
    """Two upcoming weeks: in two weeks."""
    shift = length_of(f"{match['n']} {match['unit']}")
    return Later(shift) if shift else None


def from_day(match: re.Match[str], _ctx: Context) -> Piece | None:
    """Two days after (the day that follows)."""
    shift = length_of(match["length"])
    return From(shift) if shift and not shift.seconds else None


def relative_later(match: re.Match[str], ctx: Context) -> Piece | None:
    """Today in a week."""
    shift, day = length_of(match["length"]), cal.add_days(ctx.today, int(match["r"]))
    moved = cal.shifted(day, shift) if day and shift and not shift.seconds else None
    return Days((moved,)) if moved else None


def weekday_in_weeks(match: re.Match[str], ctx: Context) -> Piece | None:
    """Monday in two weeks: that of the week after next."""
    shift = length_of(match["length"]) or length_of(f"w1 {match['length']}")
    weeks = shift.days // 7 if shift and shift.days % 7 == 0 and not (shift.months or shift.seconds) else 0
    day = cal.add_days(cal.monday(ctx.today), 7 * weeks + int(match["d"]))
    return Days((day,)) if day and weeks else None


def week_later(match: re.Match[str], ctx: Context) -> Piece | None:
    """Tuesday week, tomorrow week: a week after it."""
    first = cal.next_weekday(ctx.today, int(match["d"])) if match["d"] else cal.add_days(ctx.today, int(match["r"]))
    day = first and cal.add_days(first, 7)
    return Days((day,)) if day else None


SHAPES: tuple[Shape, ...] = (
    (rf"in {LENGTH}(?:later)?", later),
    (rf"after {LENGTH}(?:later)?", after_length),
    (r"in c(?P<hours>\d{1,2}):(?P<minutes>\d\d)", hours_and_minutes),
    (rf"(?:at )?{LENGTH}later", later),
    (rf"(?:in )?next {LENGTH}", later),
    (r"in (?P<unit>u(?:minute|hour|day|week|month|quarter|year)|h)", one_later),
    # not months: "20 next month" is a day
    (rf"(?:in )?(?P<n>{N}) next (?P<unit>u(?:day|week|workday|minute|hour)|h)", coming),
    (rf"(?:in )?(?P<n>{N}) (?P<unit>u\w+|h) next", coming),
    (rf"{LENGTH}(?:from|after)", from_day),
    (rf"{ON}r(?P<r>\d) in {LENGTH}(?:later)?", relative_later),
    (rf"{ON}{WEEKDAY} (?:in )?{LENGTH}(?:later)?", weekday_in_weeks),
    (rf"in {LENGTH}(?:on |at )*{WEEKDAY}", weekday_in_weeks),
    (rf"{LENGTH}later (?:on |at )*{WEEKDAY}", weekday_in_weeks),
    (rf"{AT}{WEEKDAY} in (?P<length>uweek)", weekday_in_weeks),
    (rf"in (?P<length>uweek)(?: on| at)* {WEEKDAY}", weekday_in_weeks),
    (rf"{ON}(?:{WEEKDAY}|r(?P<r>\d)) uweek", week_later),
    (rf"{ANY}(?:half (?:a )?h) later", lambda _m, _c: Later(Shift(seconds=1800))),
)
