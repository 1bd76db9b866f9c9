"""Shapes of clocks and parts of the day: 3pm, half past two, halb drei, 15h30, 三点一刻 (as tags), early morning."""

import re

from bot.dates.pieces import After, Clock, Part, Piece
from bot.dates.tags import ANY, AT, PART, Context, N, Shape, any_of, number

HR = rf"(?P<hr>{N})"
NAMED = rf"(?P<hr>{N}|pnoon|pmidnight)"
ENDING = r"(?P<hr>[nwo]\d+)"  # the hour that is going on, where the language counts it as the third
HALF = "(?: (?P<half>am|pm))?"
H = "(?: oclock| h)?"
MINUTE = rf"(?P<min>(?:[nw]3 )?quarter|a quarter|half|m5 {N}|n\d\d|w\d+(?: w\d)?|n0 n\d)(?: uminute)?"
ANY_MINUTE = rf"(?P<min>half|a quarter|(?:[nw]3 )?quarter|w\d+ w\d|{N})(?: uminute)?"
ROUND = rf"(?P<min>quarter|half|w(?:5|10|20|25)|n(?:5|05|10|15|20|25)|{N} uminute)(?: uminute)?"
MINUTES = {"half": 30, "quarter": 15, "n3 quarter": 45, "w3 quarter": 45, "a quarter": 15}


def clock_of(hour: int, minute: int, half: str = "", written: bool = False, exact: bool = False) -> Piece | None:
    """A clock, if there is one of these numbers; "15:00 pm" is, "14pm" is not."""
    good = hour <= 24 and minute <= 59 and not (hour == 24 and minute)
    if half:
        good = good and (1 <= hour <= 12 or (half == "pm" and written and hour <= 23))
    return Clock(hour, minute, half, exact or hour > 12 or hour == 0, written) if good else None


def hour_of(tag: str) -> int:
    """The hour in a tag; midnight is the 24th."""
    return {"pnoon": 12, "pmidnight": 24}.get(tag) or number(tag)


def minutes_of(tag: str) -> int | None:
    """Minutes said as a number, a half, a quarter, fives or "oh two"; None when they are none."""
    tag = tag.removesuffix(" uminute").strip()
    if not tag:
        return 0
    if tag in MINUTES:
        return MINUTES[tag]
    if tag.startswith("m5 "):
        return number(tag[3:]) * 5
    parts = [number(part) for part in tag.split()]
    if len(parts) == 2:
        return sum(parts) if parts[0] % 10 == 0 and parts[1] < 10 else None
    return parts[0] if parts[0] < 60 else None


def hour_before(hour: int) -> int:
    """The hour before, on a dial of twelve or of twenty-four."""
    return hour - 1 if hour > 1 else 12


def digital(match: re.Match[str], _ctx: Context) -> Piece | None:
    """15:30, 3:30 pm, 15:30:20, 6.45."""
    hour, minute, *seconds = re.split("[:.]", match["c"])
    if len(minute) != 2 or int((seconds or ["0"])[0] or 0) > 59:
        return None
    return clock_of(
        int(hour), int(minute), any_of(match, "half"), written=True, exact=hour.startswith("0") and len(hour) == 2
    )


def spoken(match: re.Match[str], _ctx: Context) -> Piece | None:
    """An hour, perhaps with minutes after it or taken from it: 3pm, three thirty, 15 h 20, tres menos cuarto."""
    hour, minute = hour_of(match["hr"]), minutes_of(any_of(match, "min"))
    if minute is None:
        return None
    if any_of(match, "sign") == "minus" and minute:
        hour, minute = hour_before(hour), 60 - minute
    named = match["hr"] in ("pnoon", "pmidnight")
    if named and minute:
        hour %= 24
    written = bool(re.search(r" h\b| oclock", match[0]))
    return clock_of(hour, minute, any_of(match, "half"), written=written, exact=named)


def around_hour(match: re.Match[str], _ctx: Context) -> Piece | None:
    """Quarter past three, ten to four, half past two."""
    hour, minute = hour_of(match["hr"]), minutes_of(match["min"])
    if not minute or hour > 24:
        return None
    if any_of(match, "sign") in ("to", "without"):
        hour, minute = hour_before(hour), 60 - minute
    named = match["hr"] in ("pnoon", "pmidnight")
    return clock_of(hour % 24 if named else hour, minute, any_of(match, "half"), exact=named)


def of_ending_hour(match: re.Match[str], minute: int) -> Piece | None:
    """So many minutes of the hour that ends at the one named: halb drei is 2:30."""
    hour = number(match["hr"])
    return clock_of(hour_before(hour), minute, any_of(match, "half")) if 1 <= hour <= 12 and 0 < minute < 60 else None


def around_half(match: re.Match[str], sign: int) -> Piece | None:
    """Fünf vor halb drei: five before half an hour before three."""
    minute = minutes_of(match["min"])
    return of_ending_hour(match, 30 + sign * minute) if minute and minute < 30 else None


def military(match: re.Match[str], _ctx: Context) -> Piece | None:
    """1430, 730: an hour and minutes without a mark between them."""
    digits = match["c"]
    return clock_of(int(digits[:-2]), int(digits[-2:]), any_of(match, "half"), exact=len(digits) == 4)


def bare(hour: int, minute: int | None, most: int = 12) -> Piece | None:
    """A clock that is one only beside a part of the day: "9 tomorrow morning"."""
    return Clock(hour, minute, bare=True) if 1 <= hour <= most and minute is not None and minute < 60 else None


def bare_hour(match: re.Match[str], _ctx: Context) -> Piece | None:
    """9, six oh two."""
    return bare(number(match["hr"]), minutes_of(any_of(match, "min"))) if len(match["hr"]) <= 3 else None


def bare_digits(match: re.Match[str], _ctx: Context) -> Piece | None:
    """730, 11.10."""
    digits = match["c"].replace(".", "")
    return bare(int(digits[:-2]), int(digits[-2:]), 23)


def named_hour(match: re.Match[str], _ctx: Context) -> Piece | None:
    """Noon, midnight."""
    return Clock(hour_of(match["hr"]), 0, exact=True)


def part(match: re.Match[str], _ctx: Context) -> Piece | None:
    """Early in the morning, this evening."""
    shade = any_of(match, "shade", "shade2")
    shade = {"start": "early", "end": "late"}.get(shade, shade)
    return Part(match["p"], shade, bool(any_of(match, "t", "t2", "t3")))


def after(_match: re.Match[str], _ctx: Context) -> Piece | None:
    """After (what follows)."""
    return After()


SHAPES: tuple[Shape, ...] = (
    (rf"{AT}c(?P<c>\S+){H}{HALF}", digital),
    (rf"{AT}f(?P<c>\d+\.\d\d){H} (?P<half>am|pm)", digital),
    (rf"{AT}f(?P<c>\d+\.\d\d)(?: oclock| h)", digital),
    (rf"at {AT}f(?P<c>\d+\.\d\d)", digital),
    (rf"{AT}{HR}{H} (?P<half>am|pm){H}", spoken),
    (rf"{AT}{HR}{H}(?: and)? {MINUTE} (?P<half>am|pm)", spoken),
    (rf"{AT}{HR}(?: oclock| h)(?: and)? {MINUTE}(?: {N} usecond)?", spoken),
    (rf"{AT}{HR} oclock(?: (?P<min>{N}) uminute)?(?: {N} usecond)?", spoken),
    (rf"{AT}{HR} h", spoken),
    (rf"{AT}{NAMED}{H} (?P<sign>and|minus) {ANY_MINUTE}{HALF}", spoken),
    (rf"{AT}(?P<hr>pnoon|pmidnight) {ANY_MINUTE}", spoken),
    (rf"(?:on )?at (?:on )?{HR}", spoken),
    (rf"at (?:on )?{HR} (?P<min>n\d\d|w\d+(?: w\d+)?)(?: uminute)?", spoken),
    (rf"{HR} (?P<min>w\d+(?: w\d+)?|n0 n\d)(?: uminute)?", bare_hour),
    (rf"{AT}(?:a )?{ROUND} (?P<sign>past|to)(?: at)? {NAMED}{H}{HALF}", around_hour),
    (rf"{AT}(?P<min>half) (?:and )?{HR}{HALF}", around_hour),
    (rf"{AT}(?P<sign>without) (?P<min>quarter|{N})(?: uminute)?(?: at)? {HR}(?: h)?{HALF}", around_hour),
    (rf"{AT}halfto {ENDING}{HALF}", lambda m, _c: of_ending_hour(m, 30)),
    (rf"{AT}threeto {HR}{HALF}", lambda m, _c: of_ending_hour(m, 45)),
    (rf"{AT}quarter (?P<hr>o\d+)(?: h)?{HALF}", lambda m, _c: of_ending_hour(m, 15)),
    (rf"{AT}(?P<min>{N}) uminute (?P<hr>o\d+)(?: h)?{HALF}", lambda m, _c: of_ending_hour(m, number(m["min"]))),
    (rf"{AT}{ROUND} to halfto {ENDING}{HALF}", lambda m, _c: around_half(m, -1)),
    (rf"{AT}{ROUND} past halfto {ENDING}{HALF}", lambda m, _c: around_half(m, 1)),
    (rf"{AT}n(?P<c>\d{{3,4}}){H} (?P<half>am|pm)", military),
    (rf"{AT}n(?P<c>\d{{3,4}}) (?:oclock|h)", military),
    (r"at (?:on )?n(?P<c>[012]\d[0-5]\d)", military),
    (r"n(?P<c>\d?\d[0-5]\d)", bare_digits),
    (r"f(?P<c>\d\d?\.\d\d)", bare_digits),
    (HR, bare_hour),
    (rf"{ANY}(?P<hr>pnoon|pmidnight)", named_hour),
    (
        rf"{ANY}(?:(?P<t>this) )?(?:(?P<shade>early|late|mid|start|end)(?: -| in| on| at)* )?(?:(?P<t2>this) )?"
        rf"p(?P<p>{PART})(?: (?P<shade2>early|late))?(?P<t3> this)?",
        part,
    ),
    (rf"{ANY}(?P<p>early|late)", part),
    ("after", after),
)  # fmt: skip
