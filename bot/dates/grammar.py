"""The shapes a when can have in the tags of the tables, the same for every language: matches -> pieces.

A shape is a regular expression over tags apart by single spaces, and a function from its match to a piece (or None when
the numbers in it make no sense). Shapes know nothing of words; tables know nothing of shapes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.dates import calendar as cal
from bot.dates.language import Language
from bot.dates.pieces import After, Clock, Days, From, Later, Part, Piece, Shift, Stated, Weekday, Written


@dataclass(frozen=True, slots=True)
class Context:
    """What shapes may look at: today in the zone, and the language's habits."""

    today: date
    language: Language


Make = Callable[[re.Match[str], Context], Piece | None]

REL = "this|next|nnext"
PART = "morning|dawn|noon|lunch|afternoon|evening|night|day|later"
N = r"[nw]\d+"
ORD = r"(?:[owx]\d+)"
DOM = r"[nwo]\d{1,2}"
SEP = r"(?: -| /)?"
YEAR = r"(?:[ny]\d{4}|w\d{4}|y\d{2}|w2 wthousand(?: and)?(?: w\d+)*)"
PERIOD = "week|month|quarter|year|weekend|day|workday"


def which(name: str, units: str = PERIOD) -> str:
    """A unit with this, next or the one after, in either order, as groups name_r, name_u or name_s, name_v."""
    return rf"(?:(?P<{name}_r>{REL}) u(?P<{name}_u>{units})|u(?P<{name}_v>{units}) (?P<{name}_s>{REL}))"


def year_of(name: str) -> str:
    """A year: its number, or this or next year."""
    return rf"(?:(?P<{name}_y>{YEAR})|{which(name, 'year')})"


MONTH = (
    rf"(?:m(?P<mo>\d+)(?:{SEP}(?: in| on)? {year_of('moy')})?|{year_of('moz')} m(?P<mo2>\d+)|{which('mom', 'month')})"
)
LENGTH = rf"(?:(?:(?:{N}|v\d|a|half|f\d+[.,]\d+|quarter|n3 quarter|w3 quarter)(?: and a half| and half| half| a| and quarter)* (?:u\w+|h)(?: and half| and a half| half)?|half (?:a )?h|weeks2)(?: and| -)?(?= |$) ?)+"
LENGTH_PART = re.compile(
    rf"(?:(?P<n>{N}|v\d|a|half|f\d+[.,]\d+|quarter|n3 quarter|w3 quarter)(?P<x>(?: and a half| and half| half| a| and quarter)*) (?P<u>u\w+|h)(?P<y> and half| and a half| half)?|(?P<hh>half (?:a )?h)|(?P<w2>weeks2))"
)
SECONDS = {"uhour": 3600, "h": 3600, "uminute": 60, "usecond": 1}
MONTHS = {"umonth": 1, "uquarter": 3, "uyear": 12}


def number(tag: str) -> int:
    """The number in a tag such as n15, w3, o1."""
    return int(re.sub(r"\D", "", tag))


def any_of(match: re.Match[str], *names: str) -> str:
    """The first of these groups that took part."""
    return next((match[name] for name in names if match[name]), "")


def year_in(match: re.Match[str], name: str, ctx: Context) -> int:
    """The year that a year_of group names; 0 when it took no part."""
    groups = match.groupdict()
    if said := groups.get(f"{name}_y"):
        if "wthousand" in said:
            return 2000 + sum(int(part) for part in re.findall(r"w(\d+)", said)[1:])
        return number(said)
    rel = groups.get(f"{name}_r") or groups.get(f"{name}_s")
    return ctx.today.year + {"this": 0, "next": 1, "nnext": 2}[rel] if rel else 0


def period(rel: str, unit: str, today: date) -> tuple[date, date, str] | None:
    """First day, last day and grain of this, the next or the next but one week, month, quarter, year, weekend, day."""
    steps = {"this": 0, "next": 1, "nnext": 2}[rel]
    if unit == "day":
        first = last = cal.add_days(today, steps)
        return (first, first, "day") if first and last else None
    if unit == "workday":
        first = cal.add_workdays(today, steps)
        return (first, first, "day") if first else None
    if unit == "week":
        first = cal.add_days(cal.monday(today), 7 * steps)
        last = first and cal.add_days(first, 6)
        return (first, last, "week") if first and last else None
    if unit == "weekend":
        first = cal.add_days(cal.monday(today), 7 * steps + 5)
        last = first and cal.add_days(first, 1)
        return (first, last, "day") if first and last else None
    length = {"month": 1, "quarter": 3, "year": 12}[unit]
    start = today.replace(day=1, month=(today.month - 1) // length * length + 1)
    first = cal.add_months(start, steps * length)
    after = first and cal.add_months(first, length)
    return (first, after - timedelta(days=1), unit) if first and after else None


def period_in(match: re.Match[str], name: str, ctx: Context) -> tuple[date, date, str] | None:
    """The period that a `which` group names."""
    rel = any_of(match, f"{name}_r", f"{name}_s")
    unit = any_of(match, f"{name}_u", f"{name}_v")
    return period(rel, unit, ctx.today) if rel else None


def month_in(match: re.Match[str], ctx: Context) -> date | None:
    """The first day of the month that a MONTH group names, this month or later when no year was said."""
    if found := period_in(match, "mom", ctx):
        return found[0]
    month = int(any_of(match, "mo", "mo2"))
    year = year_in(match, "moy", ctx) or year_in(match, "moz", ctx)
    if year:
        return cal.make_day(full(year, ctx), month, 1)
    return cal.make_day(ctx.today.year + (month < ctx.today.month), month, 1)


def full(year: int, ctx: Context) -> int:
    """Two digits of a year made four."""
    return year if year >= 100 else ctx.today.year // 100 * 100 + year


def length_of(text: str) -> Shift | None:
    """The length of time that a LENGTH stands for; None when it is nothing or beyond reason."""
    months = days = seconds = workdays = 0.0
    grains = set[str]()
    for part in LENGTH_PART.finditer(text):
        if part["w2"]:
            days += 14
            grains.add("day")
            continue
        unit = "h" if part["hh"] else part["u"]
        if part["hh"]:
            amount = 0.5
        else:
            head = part["n"]
            fixed = {"a": 1.0, "half": 0.5, "quarter": 0.25, "n3 quarter": 0.75, "w3 quarter": 0.75}.get(head)
            if fixed is not None:
                amount = fixed
            elif head[0] == "f":
                amount = float(head[1:].replace(",", "."))
            else:
                amount = float(number(head))
            extra = (part["x"] or "") + (part["y"] or "")
            amount += 0.5 if "half" in extra else 0.25 if "quarter" in extra else 0
        if unit in SECONDS:
            seconds += amount * SECONDS[unit]
            grains.add("second" if unit == "usecond" else "minute")
        elif unit == "uday" and amount % 1:
            seconds += amount * 86400
            grains.add("minute")
        elif unit in ("uday", "uweek"):
            days += amount * (7 if unit == "uweek" else 1)
            grains.add("day")
        elif unit in MONTHS:
            months += amount * MONTHS[unit]
            grains.add("day")
        elif unit == "uworkday":
            workdays += amount
            grains.add("day")
        else:
            return None
    if months % 1:
        days += round(months % 1 * 30)
    if days % 1:
        days = round(days)
    if not (months or days or seconds or workdays) or months > 1200 or days > 40000 or seconds > 4e8 or workdays > 5000:
        return None
    grain = "minute" if grains & {"minute", "second"} else "day"
    return Shift(int(months), int(days), int(seconds), int(workdays), grain)


# --- days ---


def relative(match: re.Match[str], ctx: Context) -> Piece | None:
    day = cal.add_days(ctx.today, int(match["r"]))
    return Days((day,), today=match["r"] == "0") if day else None


def weekday(match: re.Match[str], _ctx: Context) -> Piece | None:
    return Weekday(int(match["d"]), any_of(match, "r", "s"))


def weekday_after_next(match: re.Match[str], _ctx: Context) -> Piece | None:
    return Weekday(int(match["d"]), "nnext")


def weekday_of_week(match: re.Match[str], ctx: Context) -> Piece | None:
    found = period_in(match, "w", ctx)
    day = found and cal.add_days(found[0], int(any_of(match, "d", "e")))
    return Days((day,)) if day else None


def weekday_in_weeks(match: re.Match[str], ctx: Context) -> Piece | None:
    weeks = 2 if match["two"] else number(match["n"] or "n1")
    day = cal.add_days(cal.monday(ctx.today), 7 * weeks + int(match["d"]))
    return Days((day,)) if day else None


def weekday_and_weeks(match: re.Match[str], ctx: Context) -> Piece | None:
    """The weekday after next ("mardi en huit"): the coming one and a week (or two) more."""
    day = cal.add_days(cal.next_weekday(ctx.today - timedelta(days=1), int(match["d"])), 7 * int(match["n"]))
    return Days((day,)) if day else None


def weekdays_from_now(match: re.Match[str], ctx: Context) -> Piece | None:
    count = number(match["n"])
    day = cal.add_days(cal.next_weekday(ctx.today, int(match["d"])), 7 * (count - 1))
    return Days((day,)) if day and count else None


def nth_weekday(match: re.Match[str], ctx: Context) -> Piece | None:
    """The third Tuesday of a month; when that has passed and no year was said, the next year's."""
    first = month_in(match, ctx)
    if not first:
        return None
    for start in (first, cal.add_months(first, 12)):
        day = start and nth_in_month(start, int(match["d"]), any_of(match, "o", "o2"))
        if day and (day >= ctx.today or ("moy_y" in match.groupdict() and match["moy_y"])):
            return Days((day,))
    return None


def nth_in_month(start: date, day: int, which_one: str) -> date | None:
    if which_one == "last":
        last = cal.last_of_month(start)
        return last - timedelta(days=(last.weekday() - day) % 7)
    found = cal.add_days(cal.next_weekday(start - timedelta(days=1), day), 7 * (number(which_one) - 1))
    return found if found and found.month == start.month and number(which_one) else None


def nth_weekend(match: re.Match[str], ctx: Context) -> Piece | None:
    first = month_in(match, ctx)
    day = first and nth_in_month(first, 5, any_of(match, "o", "o2"))
    return Days((day,)) if day else None


def nth_week_of_month(match: re.Match[str], ctx: Context) -> Piece | None:
    """The week of the month's nth Monday; the last one is the last that ends in the month."""
    first = month_in(match, ctx)
    which_one = any_of(match, "o", "o2")
    if not first:
        return None
    if which_one == "last":
        sunday = nth_in_month(first, 6, "last")
        day = sunday and sunday - timedelta(days=6)
    else:
        day = nth_in_month(first, 0, which_one)
    return Days((day,), "week") if day else None


def nth_week_of_year(match: re.Match[str], ctx: Context) -> Piece | None:
    """An ISO week; without a year the next one of that number."""
    count = number(any_of(match, "o", "o2"))
    year = year_in(match, "a", ctx) or year_in(match, "b", ctx)
    for candidate in (year,) if year else (ctx.today.year, ctx.today.year + 1):
        if 1 <= count <= 53 and candidate <= cal.LATEST:
            try:
                day = date.fromisocalendar(full(candidate, ctx), count, 1)
            except ValueError:
                continue
            if year or day + timedelta(days=6) >= ctx.today:
                return Days((day,), "week")
    return None


def nth_month_of_year(match: re.Match[str], ctx: Context) -> Piece | None:
    year = year_in(match, "a", ctx) or year_in(match, "b", ctx)
    which_one = any_of(match, "o", "o2")
    day = cal.make_day(full(year, ctx), 12 if which_one == "last" else number(which_one), 1)
    return Days((day,), "month") if day else None


def last_day(match: re.Match[str], ctx: Context) -> Piece | None:
    first = month_in(match, ctx)
    return Days((cal.last_of_month(first),)) if first else None


def day_of_month(match: re.Match[str], ctx: Context) -> Piece | None:
    """The 20th of next month."""
    found = period_in(match, "w", ctx)
    day = found and cal.make_day(found[0].year, found[0].month, number(any_of(match, "o", "o2")))
    return Days((day,)) if day else None


def month_day(match: re.Match[str], ctx: Context) -> Piece | None:
    """15 March 2027, in any order of its parts."""
    year = year_in(match, "a", ctx)
    day, month = number(match["o"]), int(match["m"])
    if not 1 <= day <= 31:
        return None
    return Written((Stated(day, month, year or number(match.groupdict().get("yy") or "n0")),))


def day_alone(match: re.Match[str], _ctx: Context) -> Piece | None:
    day = number(match["o"])
    return Written((Stated(day),)) if 1 <= day <= 31 else None


def ordinal_month(match: re.Match[str], _ctx: Context) -> Piece | None:
    """Am siebten vierten: the seventh of the fourth month."""
    day, month = number(match["o"]), int(match["m"])
    return Written((Stated(day, month),)) if 1 <= day <= 31 and 1 <= month <= 12 else None


def spaced(match: re.Match[str], ctx: Context) -> Piece | None:
    """24 12 2026, with spaces, where the day comes first."""
    day, month, year = int(match["o"]), int(match["m"]), int(match["y"] or 0)
    good = ctx.language.by_day and 1 <= day <= 31 and 1 <= month <= 12
    return Written((Stated(day, month, year),)) if good else None


def weekday_number(match: re.Match[str], ctx: Context) -> Piece | None:
    """Tuesday 25: the next such Tuesday. A number that may be an hour must be the number of a Tuesday soon."""
    day, weekday = number(match["o"]), int(match["d"])
    first = ctx.today.replace(day=1)
    for months in range(60):
        month = cal.add_months(first, months)
        found = month and cal.make_day(month.year, month.month, day)
        if found and found >= ctx.today and found.weekday() == weekday:
            sure = day > 12 or match["o"][0] == "o" or (found - ctx.today).days <= 35
            return Days((found,)) if sure else None
    return None


def numeric(match: re.Match[str], ctx: Context) -> Piece | None:
    """3/4, 3/4/2027, 2027-04-03, 20270403."""
    return written(match["q"], ctx)


def written(text: str, ctx: Context) -> Piece | None:
    if text.isdigit():
        return Written((Stated(int(text[6:]), int(text[4:6]), int(text[:4])),))
    parts = [part for part in re.split(r"[-/.,]", text) if part]
    numbers = [int(part) for part in parts]
    if len(parts[0]) == 4:
        ways = [(numbers[2], numbers[1], numbers[0])]
    else:
        year = numbers[2] if len(numbers) == 3 else 0
        by_day, by_month = (numbers[0], numbers[1], year), (numbers[1], numbers[0], year)
        ways = [by_day, by_month] if ctx.language.by_day else [by_month, by_day]
        if "." in text and len(parts) == 3 and not ctx.language.solid:
            if len(parts[2]) == 2 and ctx.language.both_orders:
                return None  # 1.10.30 is a version as often as a date
            ways = [by_day, by_month]  # full stops between all three are the European order, in English too
        elif ctx.language.both_orders:
            ways = [by_month, by_day]
        if not ctx.language.both_orders or ("." in text and len(parts) == 3):
            ways = ways[:1] if 1 <= ways[0][1] <= 12 and ways[0][0] <= 31 else ways[1:]
    good = [Stated(*way) for way in dict.fromkeys(ways) if 1 <= way[1] <= 12 and 1 <= way[0] <= 31]
    return Written(tuple(good)) if good else None


def dotted(match: re.Match[str], ctx: Context) -> Piece | None:
    """24.12 is a date where it can be one and nothing says that it is a clock; 15.30 is a clock."""
    date_said = written(match["q"], ctx)
    if date_said and not match[0].startswith("at "):
        return date_said
    hour, minute = match["q"].strip(".").split(".")
    return clock_of(int(hour), int(minute), "", written=True) if len(minute) == 2 else None


def month_year(match: re.Match[str], _ctx: Context) -> Piece | None:
    """11/2016, 2016-11."""
    one, two = (int(part) for part in re.split(r"[-/.]", match["y"]))
    year, month = (one, two) if one > 31 else (two, one)
    day = cal.make_day(year, month, 1)
    return Days((day,), "month") if day else None


def month_alone(match: re.Match[str], ctx: Context) -> Piece | None:
    first = month_in(match, ctx)
    return Days((first,), "month") if first else None


def which_month(match: re.Match[str], ctx: Context) -> Piece | None:
    """Next March: the coming one, asked when that is in this year too and "next" may be the one after."""
    month = int(match["m"])
    first = cal.make_day(ctx.today.year + (month < ctx.today.month), month, 1)
    return Days((first,), "month") if first else None


def unit_alone(match: re.Match[str], ctx: Context) -> Piece | None:
    found = period_in(match, "w", ctx)
    return Days((found[0],), found[2], today=False) if found else None


def month_of_year(match: re.Match[str], ctx: Context) -> Piece | None:
    day = cal.make_day(full(year_in(match, "a", ctx), ctx), int(match["m"]), 1)
    return Days((day,), "month") if day else None


def edge(match: re.Match[str], ctx: Context) -> Piece | None:
    """Start, middle or end of a week, month, quarter or year."""
    side = any_of(match, "side", "side2")
    found = period_in(match, "w", ctx)
    if not found and match["bare"]:
        found = period("this", match["bare"], ctx.today)
        if found and side in ("start", "early") and found[0] < ctx.today and match["bare"] != "week":
            found = period("next", match["bare"], ctx.today)
    if not found:
        first = month_in(match, ctx) if any_of(match, "mo", "mo2") else None
        found = (first, cal.last_of_month(first), "month") if first else None
    if not found or found[2] == "day":
        return None
    return Days((edge_day(side, *found, ctx.today),))


def edge_day(side: str, first: date, last: date, grain: str, today: date) -> date:
    """The day meant: the end of a week is its Friday; a start that has begun is today."""
    if side in ("start", "early"):
        day = first
        leeway = {"week": 2, "month": 9}.get(grain, 20)
        return today if first < today <= first + timedelta(days=leeway) else day
    if side == "mid":
        return first + timedelta(days={"week": 2, "month": 14, "quarter": 45, "year": 181}[grain])
    if side == "late" and grain != "week":
        late = first + timedelta(days=(last - first).days * 4 // 5)
        return max(late, min(today, last))
    if grain == "week":
        friday = first + timedelta(days=4)
        return max(friday, min(today, last))
    return last


def edge_of_day(match: re.Match[str], _ctx: Context) -> Piece | None:
    """End of (the) day."""
    return Part({"end": "end", "late": "end", "mid": "day"}.get(match["side"], "morning"))


def bare_edge(match: re.Match[str], ctx: Context) -> Piece | None:
    return Part("end", today=False)


def later(match: re.Match[str], _ctx: Context) -> Piece | None:
    shift = length_of(match["len"])
    return Later(shift) if shift else None


def one_later(match: re.Match[str], _ctx: Context) -> Piece | None:
    """In a week, where the language says no "a"."""
    shift = length_of(f"w1 {match['len']}")
    return Later(shift) if shift else None


def relative_later(match: re.Match[str], ctx: Context) -> Piece | None:
    """Today in a week."""
    shift, day = length_of(match["len"]), cal.add_days(ctx.today, int(match["r"]))
    if not shift or shift.seconds or shift.workdays or not day:
        return None
    moved = cal.add_months(day, shift.months)
    moved = moved and cal.add_days(moved, shift.days)
    return Days((moved,)) if moved else None


def week_later(match: re.Match[str], ctx: Context) -> Piece | None:
    """Tuesday week, tomorrow week: a week after it."""
    first = cal.next_weekday(ctx.today, int(match["d"])) if match["d"] else cal.add_days(ctx.today, int(match["r"]))
    day = first and cal.add_days(first, 7)
    return Days((day,)) if day else None


def coming_weekend(ctx: Context) -> Piece | None:
    found = period("this", "weekend", ctx.today)
    return Days((max(found[0], ctx.today),)) if found else None


def coming(match: re.Match[str], _ctx: Context) -> Piece | None:
    """The next two weeks: in two weeks."""
    shift = length_of(f"{match['n']} {match['u']}")
    return Later(shift) if shift else None


def from_day(match: re.Match[str], _ctx: Context) -> Piece | None:
    shift = length_of(match["len"])
    return From(shift) if shift and not shift.seconds else None


# --- clocks ---


def clock_of(hour: int, minute: int, half: str, written: bool = False, exact: bool = False) -> Piece | None:
    if (
        hour > 24
        or minute > 59
        or (hour == 24 and minute)
        or (half and not 1 <= hour <= 12 and not (half == "pm" and written and hour <= 23))
    ):
        return None
    return Clock(hour, minute, half, exact or hour > 12 or hour == 0, written)


def digital(match: re.Match[str], _ctx: Context) -> Piece | None:
    """15:30, 3:30 pm, 15:30:20, 6.45."""
    hour, minute = re.split("[:.,]", match["c"])[:2]
    if len(minute) != 2:
        return None
    seconds = re.split("[:.,]", match["c"])[2:]
    if seconds and int(seconds[0] or 0) > 59:
        return None
    return clock_of(int(hour), int(minute), match["half"] or "", written=True, exact=len(hour) == 2 and hour[0] == "0")


def spoken(match: re.Match[str], _ctx: Context) -> Piece | None:
    """An hour, perhaps with minutes: 3pm, three thirty, 3 o'clock, 15 h 20, 3 and a half."""
    groups = match.groupdict()
    minute = minutes_of(groups.get("min") or "")
    if minute is None:
        return None
    hour = hour_of(match["hr"])
    if groups.get("sign") == "minus":
        hour, minute = (hour - 1) % 24 if hour != 1 else 12, 60 - minute
        if minute == 60:
            return None
    named = match["hr"] in ("pnoon", "pmidnight")
    if named and minute and hour == 24:
        hour = 0
    return clock_of(
        hour, minute, groups.get("half") or "", written=" h" in match[0] or "oclock" in match[0], exact=named
    )


def hour_of(tag: str) -> int:
    return {"pnoon": 12, "pmidnight": 24}.get(tag) or number(tag)


def minutes_of(tag: str) -> int | None:
    """Minutes said as a number, a half, a quarter or "oh two"; None when they are none."""
    if not tag:
        return 0
    fixed = {"half": 30, "quarter": 15, "n3 quarter": 45, "w3 quarter": 45, "a quarter": 15}.get(tag.strip())
    if fixed:
        return fixed
    if tag.startswith("m5 "):
        return number(tag[3:]) * 5
    parts = [number(part) for part in tag.split()]
    if len(parts) == 2:
        return parts[0] + parts[1] if parts[0] % 10 == 0 and parts[1] < 10 and parts[0] != parts[1] else None
    return parts[0] if parts[0] < 60 else None


def around_hour(match: re.Match[str], _ctx: Context) -> Piece | None:
    """Quarter past three, ten to four, half past two."""
    minute = minutes_of(match["min"])
    if not minute:
        return None
    hour = hour_of(match["hr"])
    if hour > 24:
        return None
    if match["sign"] in ("to", "without"):
        hour, minute = (hour - 1 if hour > 1 else 12), 60 - minute
    exact = match["hr"] in ("pnoon", "pmidnight")
    return clock_of(hour % 24 if exact else hour, minute, match["half"] or "", exact=exact)


def bare_spoken(match: re.Match[str], _ctx: Context) -> Piece | None:
    """Six oh two beside a part of the day."""
    hour, minute = number(match["hr"]), minutes_of(match["min"])
    return Clock(hour, minute, bare=True) if 1 <= hour <= 12 and minute is not None else None


def bare_military(match: re.Match[str], _ctx: Context) -> Piece | None:
    """730 beside a part of the day."""
    hour, minute = int(match["c"][:-2]), int(match["c"][-2:])
    return Clock(hour, minute, bare=True) if 1 <= hour <= 23 else None


def bare_dotted(match: re.Match[str], _ctx: Context) -> Piece | None:
    """11.10 beside a part of the day."""
    hour, minute = (int(digits) for digits in match["c"].split("."))
    return Clock(hour, minute, written=True, bare=True) if 1 <= hour <= 23 and minute <= 59 else None


def half_to(match: re.Match[str], _ctx: Context) -> Piece | None:
    """Halb drei: half an hour before three."""
    hour = number(match["hr"])
    back = 60 - (minutes_of(match.groupdict().get("min") or "half") or 0)
    return clock_of(hour - 1 if hour > 1 else 12, back, match["half"] or "") if 1 <= hour <= 12 else None


def to_hour(match: re.Match[str], minute: int) -> Piece | None:
    """A quarter (three quarters, ten minutes) of the hour that ends at the one named."""
    hour = number(match["hr"])
    return (
        clock_of(hour - 1 if hour > 1 else 12, minute, match["half"] or "") if 1 <= hour <= 12 and minute < 60 else None
    )


def military(match: re.Match[str], _ctx: Context) -> Piece | None:
    """1430, 730: an hour and minutes without a mark between them."""
    digits = match["c"]
    return clock_of(int(digits[:-2]), int(digits[-2:]), match.groupdict().get("half") or "", exact=len(digits) == 4)


def named_hour(match: re.Match[str], _ctx: Context) -> Piece | None:
    return Clock(12 if match["hr"] == "pnoon" else 24, 0, exact=True)


def bare_hour(match: re.Match[str], _ctx: Context) -> Piece | None:
    """A number that is an hour only beside a part of the day: "9 tomorrow morning"."""
    hour = number(match["hr"])
    return Clock(hour, 0, bare=True) if 1 <= hour <= 12 and len(match["hr"]) <= 3 else None


def part(match: re.Match[str], _ctx: Context) -> Piece | None:
    shade = any_of(match, "shade", "shade2")
    return Part(
        match["p"],
        {"start": "early", "end": "late", "mid": "mid"}.get(shade, shade),
        bool(any_of(match, "t", "t2", "t3")),
    )


def next_part(match: re.Match[str], ctx: Context) -> Piece | None:
    return None


def after(_match: re.Match[str], _ctx: Context) -> Piece | None:
    return After()


PRE = r"(?:on |in )?"
HALF = r"(?: (?P<half>am|pm))?"
MINUTES = rf"(?:n\d\d|w\d+(?: w\d)?|n0 n\d|m5 {N}|half|a quarter|(?:[nw]3 )?quarter)"
_SHAPES: tuple[tuple[str, Make], ...] = (
    (r"(?:on )?r(?P<r>\d)", relative),
    (rf"(?:on )?(?:(?P<r>{REL}) )?d(?P<d>\d)(?: (?P<s>{REL}))?", weekday),
    (r"(?:on )?d(?P<d>\d) after next", weekday_after_next),
    (rf"(?:on )?d(?P<d>\d)(?: on| in)? {which('w', 'week')}", weekday_of_week),
    (rf"{which('w', 'week')}(?: on| in)? d(?P<e>\d)(?P<d>)", weekday_of_week),
    (rf"(?:on )?d(?P<d>\d) (?:in )?(?:(?P<n>{N}|a) uweek|(?P<two>weeks2))(?: later)?", weekday_in_weeks),
    (r"d(?P<d>\d) plusweeks(?P<n>\d)", weekday_and_weeks),
    (rf"(?:in )?(?P<n>{N}) d(?P<d>\d) later", weekdays_from_now),
    (rf"(?:on )?(?P<o>{ORD}|last)(?: uday)? d(?P<d>\d)(?: in| on)? {MONTH}(?P<o2>)", nth_weekday),
    (rf"(?:on )?d(?P<d>\d) (?P<o>{ORD}|last)(?: in| on)? {MONTH}(?P<o2>)", nth_weekday),
    (rf"(?:on )?{MONTH}(?: on)? (?P<o>{ORD}|last) d(?P<d>\d)(?P<o2>)", nth_weekday),
    (rf"{PRE}(?P<o>{ORD}|last) uweekend(?: in| on)? {MONTH}(?P<o2>)", nth_weekend),
    (rf"{PRE}(?P<o>{ORD}|last) uweek(?: in| on)? {MONTH}(?P<o2>)", nth_week_of_month),
    (rf"{PRE}{MONTH} (?P<o>{ORD}|last) uweek(?P<o2>)", nth_week_of_month),
    (rf"{PRE}(?P<o>[ox]\d+) uweek(?: in| on)? {year_of('a')}(?P<o2>)(?P<b_y>)(?P<b_r>)(?P<b_s>)", nth_week_of_year),
    (
        rf"{PRE}uweek(?: more)? (?P<o>{N})(?:(?: in| on)? {year_of('a')})?(?P<o2>)(?P<b_y>)(?P<b_r>)(?P<b_s>)",
        nth_week_of_year,
    ),
    (rf"{year_of('a')} (?P<o>[ox]\d+) uweek(?P<o2>)(?P<b_y>)(?P<b_r>)(?P<b_s>)", nth_week_of_year),
    (
        rf"{PRE}(?P<o>[ox]\d+|last) umonth(?: in| on)? {year_of('a')}(?P<o2>)(?P<b_y>)(?P<b_r>)(?P<b_s>)",
        nth_month_of_year,
    ),
    (rf"{year_of('a')} (?P<o>[ox]\d+|last) umonth(?P<o2>)(?P<b_y>)(?P<b_r>)(?P<b_s>)", nth_month_of_year),
    (rf"{PRE}(?:last uday|uday last)(?: in| on)? {MONTH}", last_day),
    (rf"(?:on )?{MONTH} last uday", last_day),
    (rf"(?:on )?(?P<o>{DOM})(?: uday)?(?: in| on)? {which('w', 'month')}(?P<o2>)", day_of_month),
    (rf"(?:on )?{which('w', 'month')}(?: on)? (?P<o>{DOM})(?P<o2>)", day_of_month),
    (rf"{PRE}(?P<o>{DOM})(?: uday)?(?: in| on)?{SEP} m(?P<m>\d+)(?:{SEP}(?: in| on)? {year_of('a')})?", month_day),
    (rf"{PRE}(?P<o>{DOM}){SEP} m(?P<m>\d+){SEP} (?P<yy>n\d\d)", month_day),
    (rf"{PRE}m(?P<m>\d+){SEP}(?: on)? (?P<o>{DOM}){SEP} (?P<yy>n\d\d)", month_day),
    (rf"{PRE}(?:this )?m(?P<m>\d+){SEP}(?: on)? (?P<o>{DOM})(?:{SEP}(?: in| on)? {year_of('a')})?", month_day),
    (rf"{PRE}{year_of('a')}{SEP} m(?P<m>\d+){SEP}(?: on)? (?P<o>{DOM})", month_day),
    (rf"{PRE}{year_of('a')}{SEP} (?P<o>{DOM}){SEP} m(?P<m>\d+)", month_day),
    (rf"{PRE}m(?P<m>\d+){SEP} {year_of('a')}{SEP} (?P<o>{DOM})", month_day),
    (rf"{PRE}(?P<o>{DOM}){SEP} {year_of('a')}{SEP} m(?P<m>\d+)", month_day),
    (r"(?:on )?(?P<o>o\d+)(?: uday)?", day_alone),
    (r"(?:on )?(?P<o>o\d+)(?: on)? o(?P<m>1?\d)", ordinal_month),
    (r"(?:on )?n(?P<o>\d\d?) n(?P<m>\d\d?) n(?P<y>\d{4})", spaced),
    (r"on n(?P<o>\d\d?) n(?P<m>\d\d?)(?P<y>)", spaced),
    (r"(?:on )?d(?P<d>\d)(?: on)? (?P<o>[nwo]\d\d?)", weekday_number),
    (r"(?:on )?uday (?P<o>[nwo]\d+)", day_alone),
    (r"on (?P<o>[nw]\d+)", day_alone),
    (r"(?:on |at |in |next )?q(?P<q>\d\S*)", numeric),
    (r"(?:on |in |at |next )?f(?P<q>\d+\.\d+\.?)", dotted),
    (rf"{PRE}y(?P<y>\d+[-/.]\d+)", month_year),
    (rf"{PRE}(?:umonth )?{MONTH}", month_alone),
    (rf"{PRE}(?:(?:{REL}) m(?P<m>\d+)|m(?P<m2>\d+) (?:{REL}))", lambda m, c: which_month_of(m, c)),
    (rf"(?:on |in |at )?{which('w')}", unit_alone),
    (
        rf"(?:on |in |at )*(?P<side>start|mid|end|early|late)(?: in| on| at)* (?:{which('w')}|u(?P<bare>week|month|quarter|year)|{MONTH})(?P<side2>)",
        edge,
    ),
    (rf"(?:on |in |at )*(?:{which('w')}|{MONTH})(?P<bare>) (?P<side2>start|mid|end|early|late)(?P<side>)", edge),
    (r"(?:on |in |at )*(?P<side>end|start|mid|late|early) uday", edge_of_day),
    (r"(?:on |in |at )*end(?= (?:on )?(?:this )?(?:d\d|r\d|o\d))", bare_edge),
    (rf"(?:in|after)(?: at)? (?P<len>{LENGTH})(?:later)?", later),
    (rf"in (?P<len>{LENGTH.replace('(?:u', '(?:more )?(?:u', 1)})", later),
    (rf"(?:at )?(?P<len>{LENGTH})later", later),
    (r"in (?P<len>u(?:minute|hour|day|week|month|quarter|year)|h)", one_later),
    (r"(?:on )?r(?P<r>\d) in (?P<len>%s)(?:later)?" % LENGTH, relative_later),
    (r"(?:on )?(?:d(?P<d>\d)|r(?P<r>\d)) uweek", week_later),
    (r"(?:on |in |at )?uweekend", lambda _m, c: coming_weekend(c)),
    (rf"(?:in )?next (?P<len>{LENGTH})", later),
    (rf"(?:in )?(?P<n>{N}) next (?P<u>u(?:day|week|workday|minute|hour)|h)", coming),
    (rf"(?:in )?(?P<n>{N}) (?P<u>u\w+|h) next", coming),
    (rf"(?P<len>{LENGTH})(?:from|after)", from_day),
    # clocks
    (rf"(?:at |on )*c(?P<c>\S+)(?: oclock| h)?{HALF}", digital),
    (r"(?:at |on )*f(?P<c>\d+[.]\d\d)(?: oclock| h)?(?: (?P<half>am|pm))", digital),
    (r"(?:at |on )*f(?P<c>\d+[.]\d\d)(?: oclock| h)(?P<half>)", digital),
    (r"at (?:at |on )*f(?P<c>\d+[.]\d\d)(?P<half>)", digital),
    (rf"(?:at |on )*(?P<hr>{N})(?: oclock| h)?(?: (?P<half>am|pm))(?: oclock| h)?", spoken),
    (
        rf"(?:at |on )*(?P<hr>{N})(?: oclock| h)?(?: and)? (?P<min>{MINUTES})(?: uminute)?(?: (?P<half>am|pm))",
        spoken,
    ),
    (
        rf"(?:at |on )*(?P<hr>{N})(?: oclock| h)(?: and)? (?P<min>{MINUTES})(?: uminute)?(?: (?:n\d+|w\d+) usecond)?",
        spoken,
    ),
    (rf"(?:at |on )*(?P<hr>{N}) oclock(?: (?P<min>{N}) uminute)?(?: {N} usecond)?", spoken),
    (rf"(?:at |on )*(?P<hr>{N}) h", spoken),
    (
        rf"(?:at |on )*(?P<hr>{N}|pnoon|pmidnight)(?: oclock| h)? (?P<sign>and|minus) (?P<min>{MINUTES}|{N})(?: uminute)?{HALF}",
        spoken,
    ),
    (rf"(?:at |on )*(?P<hr>pnoon|pmidnight) (?P<min>{MINUTES}|{N})(?: uminute)?", spoken),
    (rf"(?:on )?at (?:on )?(?P<hr>{N})", spoken),
    (rf"at (?:on )?(?P<hr>{N}) (?P<min>n\d\d|w\d+(?: w\d+)?)(?: uminute)?", spoken),
    (r"(?P<hr>[nw]\d+) (?P<min>w\d+(?: w\d+)?|n0 n\d)(?: uminute)?", bare_spoken),
    (
        rf"(?:at |on )*(?:a )?(?P<min>quarter|half|w(?:5|10|20|25)|n(?:5|10|15|20|25|05)|{N} uminute)(?: uminute)? (?P<sign>past|to)(?: at)? (?P<hr>{N}|pnoon|pmidnight)(?: oclock| h)?{HALF}",
        lambda m, c: around_hour(m, c),
    ),
    (rf"(?:at |on )*(?P<min>half) (?P<sign>)(?:and )?(?P<hr>{N}){HALF}", around_hour),
    (rf"(?:at |on )*threeto (?P<hr>{N})(?P<min>)(?: (?P<half>am|pm))?", lambda m, c: to_hour(m, 45)),
    (r"(?:at |on )*quarter (?P<hr>o\d+)(?: h)?(?: (?P<half>am|pm))?", lambda m, c: to_hour(m, 15)),
    (
        rf"(?:at |on )*(?P<min>{N}) uminute (?P<hr>o\d+)(?: h)?(?: (?P<half>am|pm))?",
        lambda m, c: to_hour(m, number(m["min"])),
    ),
    (
        rf"(?:at |on )*(?P<sign>without) (?P<min>quarter|{N})(?: uminute)?(?: at)? (?P<hr>{N})(?: h)?(?: (?P<half>am|pm))?",
        around_hour,
    ),
    (rf"(?:at |on )*halfto (?P<hr>[nwo]\d+){HALF}", half_to),
    (
        rf"(?:at |on |in )*(?P<min>quarter|{N}(?: uminute)?) to halfto (?P<hr>[nwo]\d+){HALF}",
        lambda m, c: around_half(m, c, -1),
    ),
    (
        rf"(?:at |on |in )*(?P<min>quarter|{N}(?: uminute)?) past halfto (?P<hr>[nwo]\d+){HALF}",
        lambda m, c: around_half(m, c, 1),
    ),
    (r"(?:at |on )*n(?P<c>\d{3,4})(?: oclock| h)?(?: (?P<half>am|pm))", military),
    (r"(?:at |on )*n(?P<c>\d{3,4}) (?:oclock|h)", military),
    (r"at (?:on )?n(?P<c>[012]\d[0-5]\d)", military),
    (r"n(?P<c>\d?\d[0-5]\d)", bare_military),
    (r"f(?P<c>\d\d?[.]\d\d)", bare_dotted),
    (r"(?:at |on |in )*(?P<hr>pnoon|pmidnight)", named_hour),
    (rf"(?P<hr>{N})", bare_hour),
    (
        rf"(?:at |on |in )*(?:(?P<t>this) )?(?:(?P<shade>early|late|mid|start|end)(?: -| in| on| at)* )?(?:(?P<t2>this) )?p(?P<p>{PART})(?: (?P<shade2>early|late))?(?P<t3> this)?",
        part,
    ),
    (r"(?:at |on |in )*(?P<p>early|late)(?P<shade>)(?P<shade2>)(?P<t>)(?P<t2>)(?P<t3>)", part),
    (r"after", after),
)


def which_month_of(match: re.Match[str], ctx: Context) -> Piece | None:
    """Next March: the coming one; asked when that is this year's and more than this month off."""
    month = int(match["m"] or match["m2"])
    first = cal.make_day(ctx.today.year + (month < ctx.today.month), month, 1)
    if not first:
        return None
    dates: tuple[date, ...] = (first,)
    if "next" in match[0] and month >= ctx.today.month:
        dates = (
            (first, first.replace(year=first.year + 1))
            if month != ctx.today.month
            else (first.replace(year=first.year + 1),)
        )
    return Days(dates, "month")


def around_half(match: re.Match[str], _ctx: Context, sign: int) -> Piece | None:
    """Fünf vor halb drei: five before half an hour before three."""
    minute = minutes_of(match["min"].removesuffix(" uminute"))
    hour = number(match["hr"])
    if not minute or minute >= 30 or not 1 <= hour <= 12:
        return None
    return clock_of(hour - 1 if hour > 1 else 12, 30 + sign * minute, match["half"] or "")


SHAPES: tuple[tuple[re.Pattern[str], Make], ...] = tuple(
    (re.compile(rf"(?:{shape})(?= |$)"), make) for shape, make in _SHAPES
)
