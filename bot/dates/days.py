"""Shapes of days: tomorrow, next friday, the third monday of may, 15 march, 3/4/2027, the 20th of next month."""

import re
from datetime import date, timedelta

from bot.dates import calendar as cal
from bot.dates.pieces import Clock, Days, Piece, Stated, Weekday, Written
from bot.dates.tags import (
    AT,
    DAY,
    MON,
    MONTH,
    NTH_MONTH,
    NTH_OR_LAST,
    OF,
    ON,
    PRE,
    REL,
    SEP,
    WEEKDAY,
    YEAR,
    Context,
    N,
    Shape,
    any_of,
    month_in,
    number,
    period_in,
    which,
    year_in,
    year_said,
)  # fmt: skip

SOON = 35  # days within which "tuesday 8" is taken for the 8th


def relative(match: re.Match[str], ctx: Context) -> Piece | None:
    """Today, tomorrow, the day after."""
    day = cal.add_days(ctx.today, int(match["r"]))
    return Days((day,), today=match["r"] == "0") if day else None


def weekday(match: re.Match[str], _ctx: Context) -> Piece | None:
    """Friday, this friday, next friday, friday after next."""
    return Weekday(int(match["d"]), any_of(match, "rel", "rel2"))


def weekday_after_next(match: re.Match[str], _ctx: Context) -> Piece | None:
    """Friday after next."""
    return Weekday(int(match["d"]), "nnext")


def weekday_of_week(match: re.Match[str], ctx: Context) -> Piece | None:
    """Friday of next week."""
    found = period_in(match, "w", ctx.today)
    day = found and cal.add_days(found[0], int(match["d"]))
    return Days((day,)) if day else None


def weekday_and_weeks(match: re.Match[str], ctx: Context) -> Piece | None:
    """Mardi en huit: the coming one (today's, too) and a week more, or two."""
    coming = cal.next_weekday(ctx.today - timedelta(days=1), int(match["d"]))
    day = cal.add_days(coming, 7 * int(match["n"]))
    return Days((day,)) if day else None


def weekdays_from_now(match: re.Match[str], ctx: Context) -> Piece | None:
    """Three fridays from now."""
    count = number(match["n"])
    day = cal.add_days(cal.next_weekday(ctx.today, int(match["d"])), 7 * (count - 1))
    return Days((day,)) if day and count else None


def weekday_number(match: re.Match[str], ctx: Context) -> Piece | None:
    """Tuesday 25: the next such Tuesday. A number that may be an hour must be the number of a Tuesday soon."""
    day, wanted = number(match["o"]), int(match["d"])
    found = cal.next_day_numbered(day, ctx.today, wanted)
    sure = day > 12 or match["o"][0] == "o" or (found is not None and (found - ctx.today).days <= SOON)
    return Days((found,)) if found and sure else None


def nth_weekday(match: re.Match[str], ctx: Context) -> Piece | None:
    """The third Tuesday of a month; when that has passed and no year was said, the next one."""
    first = month_in(match, ctx.today)
    again = 1 if any_of(match, "bare_month") else 12
    for start in (first, first and cal.add_months(first, again)):
        day = start and nth_in_month(start, int(match["d"]), match["o"])
        if day and (day >= ctx.today or year_said(match)):
            return Days((day,))
    return None


def nth_in_month(start: date, day: int, nth: str) -> date | None:
    """The nth (or "last") such weekday of the month that begins at `start`."""
    if nth == "last":
        last = cal.last_of_month(start)
        return last - timedelta(days=(last.weekday() - day) % 7)
    found = cal.add_days(cal.next_weekday(start - timedelta(days=1), day), 7 * (number(nth) - 1))
    return found if found and found.month == start.month and number(nth) else None


def last_day(match: re.Match[str], ctx: Context) -> Piece | None:
    """The last day of a month."""
    first = month_in(match, ctx.today)
    return Days((cal.last_of_month(first),)) if first else None


def day_of_month(match: re.Match[str], ctx: Context) -> Piece | None:
    """The 20th of next month."""
    found = period_in(match, "w", ctx.today)
    day = found and cal.make_day(found[0].year, found[0].month, number(match["o"]))
    return Days((day,)) if day else None


def stated(day: int, month: int = 0, year: int = 0) -> Piece | None:
    """One way to read a date, if its numbers can be one."""
    return Written((Stated(day, month, year),)) if 1 <= day <= 31 and 0 <= month <= 12 else None


def month_day(match: re.Match[str], ctx: Context) -> Piece | None:
    """15 March 2027, in any order of its parts."""
    year = year_in(match, "a", ctx.today) or number(any_of(match, "short") or "n0")
    return stated(number(match["o"]), int(match["m"]), year)


def day_alone(match: re.Match[str], _ctx: Context) -> Piece | None:
    """The 15th."""
    return stated(number(match["o"]))


def ordinal_month(match: re.Match[str], _ctx: Context) -> Piece | None:
    """Am siebten vierten: the seventh of the fourth month."""
    return stated(number(match["o"]), int(match["m"])) if int(match["m"]) else None


def spaced(match: re.Match[str], ctx: Context) -> Piece | None:
    """24 12 2026, with spaces, where the day comes first."""
    day, month, year = int(match["o"]), int(match["m"]), int(any_of(match, "y") or 0)
    return stated(day, month, year) if ctx.language.by_day and month else None


def numeric(match: re.Match[str], ctx: Context) -> Piece | None:
    """3/4, 3/4/2027, 2027-04-03, 20270403."""
    return written(match["q"], ctx)


def written(text: str, ctx: Context) -> Piece | None:
    """The ways to read a date in digits that the language's writers have."""
    if text.isdigit():
        return stated(int(text[6:]), int(text[4:6]), int(text[:4]))
    parts = [part for part in re.split(r"[-/.]", text) if part]
    numbers = [int(part) for part in parts]
    if len(parts[0]) == 4:
        return stated(numbers[2], numbers[1], numbers[0])
    year = numbers[2] if len(numbers) == 3 else 0
    stops = "." in text and len(parts) == 3
    if stops and len(parts[2]) == 2 and ctx.language.both_orders:
        return None  # 1.10.30 is a version as often as a date
    by_day, by_month = Stated(numbers[0], numbers[1], year), Stated(numbers[1], numbers[0], year)
    # full stops between all three are the European order, in English too
    ways = (by_day, by_month) if ctx.language.by_day or (stops and not ctx.language.solid) else (by_month, by_day)
    good = [way for way in dict.fromkeys(ways) if 1 <= way.month <= 12 and 1 <= way.day <= 31]
    if not good:
        return None
    # a Chinese writes the year first; 3-7-2027 is in a foreigner's order, whichever that is
    foreign = ctx.language.solid and "-" in text and len(parts) == 3
    return Written(tuple(good) if foreign or (ctx.language.both_orders and not stops) else (good[0],))


def dotted(match: re.Match[str], ctx: Context) -> Piece | None:
    """24.12 is a date where it can be one; else 15.30 is a clock."""
    if found := written(match["q"], ctx):
        return found
    hour, minute = match["q"].strip(".").split(".")
    good = len(minute) == 2 and int(hour) <= 23 and int(minute) <= 59
    return Clock(int(hour), int(minute), written=True, exact=int(hour) > 12) if good else None


SHAPES: tuple[Shape, ...] = (
    (rf"{ON}r(?P<r>\d)", relative),
    (rf"{ON}(?:(?P<rel>{REL}) )?{WEEKDAY}(?: (?P<rel2>{REL}))?", weekday),
    (rf"{ON}{WEEKDAY} after next", weekday_after_next),
    (rf"{ON}{WEEKDAY}{OF} {which('w', 'week')}", weekday_of_week),
    (rf"{which('w', 'week')}{OF} {WEEKDAY}", weekday_of_week),
    (rf"{WEEKDAY} plusweeks(?P<n>\d)", weekday_and_weeks),
    (rf"(?:in )?(?P<n>{N}) {WEEKDAY} later", weekdays_from_now),
    (rf"{ON}{WEEKDAY}(?: on)? {DAY}", weekday_number),
    (rf"{ON}{NTH_OR_LAST}(?: uday)? {WEEKDAY}{OF} {NTH_MONTH}", nth_weekday),
    (rf"{ON}{WEEKDAY} (?P<o>last){OF} {NTH_MONTH}", nth_weekday),
    # only 第三个: an ordinal here would be the day, in "3 December (Thursday)"
    (rf"{ON}{MONTH}(?: on)? (?P<o>x\d+|last) {WEEKDAY}", nth_weekday),
    (rf"{PRE}(?:last uday|uday last){OF} {NTH_MONTH}", last_day),
    (rf"{ON}{MONTH} last uday", last_day),
    (rf"{ON}{DAY}(?: uday)?{OF} {which('w', 'month')}", day_of_month),
    (rf"{ON}{which('w', 'month')}(?: on)? {DAY}", day_of_month),
    (rf"{PRE}{DAY}(?: uday)?{OF}{SEP} {MON}(?:{SEP}{OF} {YEAR})?", month_day),
    (rf"{PRE}{DAY}{SEP} {MON}{SEP} (?P<short>n\d\d)", month_day),
    (rf"{PRE}{MON}{SEP}(?: on)? {DAY}{SEP} (?P<short>n\d\d)", month_day),
    (rf"{PRE}(?:this )?{MON}{SEP}(?: on)? {DAY}(?:{SEP}{OF} {YEAR})?", month_day),
    (rf"{PRE}{YEAR}{SEP} {MON}{SEP}(?: on)? {DAY}", month_day),
    (rf"{PRE}{YEAR}{SEP} {DAY}{SEP} {MON}", month_day),
    (rf"{PRE}{MON}{SEP} {YEAR}{SEP} {DAY}", month_day),
    (rf"{PRE}{DAY}{SEP} {YEAR}{SEP} {MON}", month_day),
    (rf"{ON}(?P<o>o\d+)(?: uday)?(?:{OF} umonth)?", day_alone),
    (rf"{ON}uday {DAY}", day_alone),
    (rf"on (?P<o>{N})", day_alone),
    (rf"{ON}(?P<o>o\d+)(?: on)? o(?P<m>1?\d)", ordinal_month),
    (rf"{ON}n(?P<o>\d\d?) n(?P<m>\d\d?) n(?P<y>\d{{4}})", spaced),
    (r"on n(?P<o>\d\d?) n(?P<m>\d\d?)", spaced),
    (rf"(?:next )?{AT}(?:in )?(?:next )?q(?P<q>\d\S*)", numeric),
    (r"(?:on |in |next )?f(?P<q>\d+\.\d+\.?)", dotted),
)  # fmt: skip
