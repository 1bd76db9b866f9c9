"""Shapes of weeks, months, quarters and years, of their beginnings, middles and ends."""

import re
from datetime import date, timedelta

from bot.dates import calendar as cal
from bot.dates.days import nth_in_month
from bot.dates.pieces import Days, Part, Piece
from bot.dates.tags import (
    ANY,
    MONTH,
    NTH,
    NTH_MONTH,
    NTH_OR_LAST,
    OF,
    PRE,
    REL,
    SIDE,
    YEAR,
    Context,
    N,
    Shape,
    any_of,
    month_in,
    number,
    period,
    period_in,
    which,
    year_in,
)  # fmt: skip

QUARTER = r"(?:Q(?P<q>[1-4])|(?P<q2>[ox][1-4]) uquarter)"
LEEWAY = {"week": 2, "month": 9}  # days into a period in which its start is still today


def unit_alone(match: re.Match[str], ctx: Context) -> Piece | None:
    """This week, next month."""
    found = period_in(match, "w", ctx.today)
    return Days((found[0],), found[2]) if found else None


def weekend_alone(_match: re.Match[str], ctx: Context) -> Piece | None:
    """The weekend: the coming one, today when it has begun."""
    found = period("this", "weekend", ctx.today)
    return Days((max(found[0], ctx.today),)) if found else None


def nth_weekend(match: re.Match[str], ctx: Context) -> Piece | None:
    """The weekend of a month's nth Saturday."""
    first = month_in(match, ctx.today)
    day = first and nth_in_month(first, 5, match["o"])
    return Days((day,)) if day else None


def nth_week_of_month(match: re.Match[str], ctx: Context) -> Piece | None:
    """The week of the month's nth Monday; the last one is the last that ends in the month."""
    first = month_in(match, ctx.today)
    if not first:
        return None
    last = nth_in_month(first, 6, "last")
    day = last and last - timedelta(days=6) if match["o"] == "last" else nth_in_month(first, 0, match["o"])
    return Days((day,), "week") if day else None


def week_of_year(match: re.Match[str], ctx: Context) -> Piece | None:
    """An ISO week; without a year the next one of that number."""
    count, year = number(match["o"]), year_in(match, "a", ctx.today)
    for candidate in (year,) if year else (ctx.today.year, ctx.today.year + 1):
        day = cal.iso_monday(candidate, count)
        if day and (year or day + timedelta(days=6) >= ctx.today):
            return Days((day,), "week")
    return None


def month_of_year(match: re.Match[str], ctx: Context) -> Piece | None:
    """The ninth month of next year."""
    day = cal.make_day(year_in(match, "a", ctx.today), 12 if match["o"] == "last" else number(match["o"]), 1)
    return Days((day,), "month") if day else None


def month_alone(match: re.Match[str], ctx: Context) -> Piece | None:
    """March, March 2027."""
    first = month_in(match, ctx.today)
    return Days((first,), "month") if first else None


def month_year(match: re.Match[str], _ctx: Context) -> Piece | None:
    """11/2026, 2026-11."""
    one, two = (int(part) for part in re.split(r"[-/.]", match["y"]))
    day = cal.make_day(one, two, 1) if one > 31 else cal.make_day(two, one, 1)
    return Days((day,), "month") if day else None


def which_month(match: re.Match[str], ctx: Context) -> Piece | None:
    """Next March: the coming one, but asked when that is still this year's."""
    month = int(any_of(match, "m", "m2"))
    first = cal.make_day(ctx.today.year + (month < ctx.today.month), month, 1)
    again = first and cal.add_months(first, 12)
    if not first or not again:
        return None
    if "next" not in match[0] or month < ctx.today.month:
        return Days((first,), "month")
    return Days((again,) if month == ctx.today.month else (first, again), "month")


def quarter(match: re.Match[str], ctx: Context) -> Piece | None:
    """The third quarter; without a year the one that is not over."""
    first = first_of_quarter(match, ctx)
    return Days((first,), "quarter") if first else None


def quarter_edge(match: re.Match[str], ctx: Context) -> Piece | None:
    """The end of the third quarter."""
    first = first_of_quarter(match, ctx)
    after = first and cal.add_months(first, 3)
    if not first or not after:
        return None
    return Days((edge_day(match["side"], first, after - timedelta(days=1), "quarter", ctx.today),))


def first_of_quarter(match: re.Match[str], ctx: Context) -> date | None:
    """The first day of the quarter that QUARTER (and YEAR) name."""
    count, year = number(any_of(match, "q", "q2")), year_in(match, "a", ctx.today)
    return cal.make_day(year or ctx.today.year + (count * 3 < ctx.today.month), count * 3 - 2, 1)


def whole_year(match: re.Match[str], _ctx: Context) -> Piece | None:
    """In 2027."""
    day = cal.make_day(int(match["y"]), 1, 1)
    return Days((day,), "year") if day else None


def edge(match: re.Match[str], ctx: Context) -> Piece | None:
    """Start, middle or end of a week, month, quarter or year."""
    side, bare = match["side"], any_of(match, "bare")
    found = period_in(match, "w", ctx.today)
    if bare:
        found = period("this", bare, ctx.today)
        begun = found is not None and found[0] < ctx.today
        if begun and bare != "week" and side in ("start", "early"):
            found = period("next", bare, ctx.today)  # "at the start of the month" said in its midst is the next one's
    elif first := month_in(match, ctx.today):
        found = (first, cal.last_of_month(first), "month")
    elif year := year_in(match, "a", ctx.today):
        found = whole(year)
    return Days((edge_day(side, *found, ctx.today),)) if found and found[2] != "day" else None


def whole(year: int) -> tuple[date, date, str] | None:
    """First day, last day and grain of a year; None beyond the calendar."""
    first, last = cal.make_day(year, 1, 1), cal.make_day(year, 12, 31)
    return (first, last, "year") if first and last else None


def edge_day(side: str, first: date, last: date, grain: str, today: date) -> date:
    """The day meant: the end of a week is its Friday; a start that has just begun is today."""
    if side in ("start", "early"):
        begun = first < today <= first + timedelta(days=LEEWAY.get(grain, 20))
        return today if begun else first
    if side == "mid":
        return first + timedelta(days={"week": 2, "month": 14, "quarter": 45, "year": 181}[grain])
    if grain == "week":
        return max(first + timedelta(days=4), min(today, last))
    late = first + timedelta(days=(last - first).days * 4 // 5)
    return max(late, min(today, last)) if side == "late" else last


def edge_of_day(match: re.Match[str], _ctx: Context) -> Piece | None:
    """End of (the) day."""
    return Part({"end": "end", "late": "end", "mid": "day"}.get(any_of(match, "side"), "morning"))


def end_of(_match: re.Match[str], _ctx: Context) -> Piece | None:
    """The end of the day that follows."""
    return Part("end")


SHAPES: tuple[Shape, ...] = (
    (rf"{ANY}{which('w')}", unit_alone),
    (rf"{ANY}uweekend", weekend_alone),
    (rf"{PRE}{NTH_OR_LAST} uweekend{OF} {MONTH}", nth_weekend),
    (rf"{PRE}{NTH_OR_LAST} uweek{OF} {MONTH}", nth_week_of_month),
    (rf"{PRE}{MONTH} {NTH_OR_LAST} uweek", nth_week_of_month),
    (rf"{PRE}{NTH} uweek{OF} {YEAR}", week_of_year),
    (rf"{PRE}{YEAR} {NTH} uweek", week_of_year),
    (rf"{PRE}uweek (?P<o>{N})(?:{OF} {YEAR})?", week_of_year),
    (rf"{PRE}{NTH_OR_LAST} umonth{OF} {YEAR}", month_of_year),
    (rf"{PRE}{YEAR} {NTH_OR_LAST} umonth", month_of_year),
    (rf"{PRE}(?:umonth )?{MONTH}", month_alone),
    (rf"{PRE}y(?P<y>\d+[-/.]\d+)", month_year),
    (rf"{PRE}(?:(?:{REL}) m(?P<m>\d+)|m(?P<m2>\d+) (?:{REL}))", which_month),
    (rf"{PRE}{QUARTER}(?:{OF} {YEAR})?", quarter),
    (rf"{PRE}{YEAR} {QUARTER}", quarter),
    (rf"{ANY}{SIDE}{OF} {QUARTER}(?:{OF} {YEAR})?", quarter_edge),
    (r"in n(?P<y>2[01]\d\d)", whole_year),
    (rf"{ANY}{SIDE}(?: in| on| at| -)* (?:{which('w')}|u(?P<bare>week|month|quarter|year)|{MONTH}|{YEAR})", edge),
    (rf"{ANY}(?:{which('w')}|{NTH_MONTH}) {SIDE}", edge),
    (rf"{ANY}{SIDE} uday", edge_of_day),
    (rf"{ANY}end(?= (?:on )?(?:this )?[dro]\d)", end_of),
)  # fmt: skip
