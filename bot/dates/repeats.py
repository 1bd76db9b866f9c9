"""Phrases that repeat: every Monday at 9, 每两周, cada mes el día 1. The clause is read here, the rest by `find`."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from bot.core.moments import Reading, Repeating
from bot.core.repeats import MOST, Rule, days_of
from bot.dates import calendar as cal
from bot.dates.hours import PARTS
from bot.dates.kit import distinct
from bot.dates.languages import plausible
from bot.dates.lexer import Token, tokens_of
from bot.dates.often import REPEATING, SOME_DAY
from bot.dates.parser import spellings
from bot.dates.search import NOTHING, find, last_word, rest_of, says_time
from bot.dates.tags import N, number
from bot.dates.text import fold
from bot.dates.understanding import seen_from

LONGEST_CLAUSE = 12  # tokens
USUAL_HOUR = 9
COUNTED = rf"(?:(?P<n>{N}|o2) )?"
LIST = r"d\d(?: (?:and )?(?:(?:on|every) )?d\d)*"
UNITS = {"day": ("day", 1), "workday": ("workday", 1), "week": ("week", 1), "month": ("month", 1),
         "quarter": ("month", 3), "year": ("year", 1)}  # fmt: skip
ON = "(?:on |in )*"
OF = "(?:on |in )*"
DAY = r"(?P<o>o\d+)"
BEGINNING = re.compile(
    r"\s*\b(?:starting|beginning|from|since|as of|ab|a partir (?:de|del|do|da)|desde|à partir du|dès|начиная с"
    r"|ابتداء من)\s*$"
    r"|(?:从|自|起|开始)\s*$",
    re.I,
)
STARTED = re.compile(r"^(?:on|起|开始|from then on)(?!\w)\s*", re.I)


def _units(found: re.Match[str]) -> Rule | None:
    """Every three weeks."""
    unit, times = UNITS[found["u"]]
    every = number(found["n"] or "n1") * times
    return Rule(unit, every) if 0 < every <= MOST else None


def _weekdays(found: re.Match[str]) -> Rule | None:
    """Every monday and thursday; every other friday."""
    every = number(found["n"] or "n1")
    days = tuple(sorted({int(day) for day in re.findall(r"d(\d)", found["days"])}))
    return Rule("week", every, days) if every in (1, 2) and (every == 1 or len(days) == 1) else None


def _month_day(found: re.Match[str]) -> Rule | None:
    """Every month on the 1st; on the last day of every third month."""
    groups = found.groupdict()
    day = number(groups["o"]) if groups.get("o") else 31
    every = number(groups.get("n") or "n1")
    return Rule("month", every, (), day) if 1 <= day <= 31 and 0 < every <= MOST else None


def _fixed(rule: Rule) -> Callable[[re.Match[str]], Rule | None]:
    return lambda found: rule


LAST = r"(?:last uday|uday last|end)"
CLAUSES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Rule | None]], ...] = tuple(
    (re.compile(shape), make)
    for shape, make in (
        (rf"every {COUNTED}u(?P<u>day|workday|week|month|quarter|year)", _units),
        (r"every apart (?P<n>[nw](?!0*1\b)\d+) u(?P<u>day|workday|week|month|quarter|year)", _units),
        (r"every p[a-z]+", _fixed(Rule("day"))),
        (r"every weeks2", _fixed(Rule("week", 2))),
        (r"every half uyear", _fixed(Rule("month", 6))),
        (rf"(?:on )*every (?:uday )?{COUNTED}(?P<days>{LIST})", _weekdays),
        (rf"every {COUNTED}uweek {ON}(?P<days>{LIST})", _weekdays),
        (rf"every {COUNTED}umonth {ON}(?:uday )?(?P<o>o\d+|[nw]\d+)(?: uday)?", _month_day),
        (rf"(?:on |in |at )*(?:uday )?(?P<o>o\d+|[nw]\d+) (?:uday )?{OF}every {COUNTED}umonth", _month_day),
        (rf"every {DAY}(?: {OF}umonth)?", _month_day),
        (rf"every {COUNTED}umonth {ON}{LAST}", _month_day),
        (rf"(?:on |in |at )*{LAST} {OF}every {COUNTED}umonth", _month_day),
    )
)
DAY_OF_MONTH = re.compile(r"every uday (?P<o>[nw]\d+)")  # todo dia 5
BY_NUMBER = ("es", "pt")  # where "dia 5" is a day of the month


def repeats(text: str, *, now: datetime, zone: str, language: str = "") -> Repeating:
    """Whether a sentence says that something repeats; then its rule, its first time and the rest of the sentence.

    Arguments and errors are those of `find`. `rule` is None when nothing repeats. With a rule, one reading is certain,
    more are to be asked, none says `why` not. Without a clock it is nine o'clock; without a date the first occurrence
    is the next one, of "every 60 days" the one in 60 days.
    """
    here, _ = seen_from(now, zone)
    nothing = Repeating(None, (), text.strip(), NOTHING)
    if not text.strip() or len(text) > 1000:
        return nothing
    folded = fold(text)
    best: tuple[int, Rule, int, int, str, int] | None = None
    for tongue in plausible(text, language):
        tokens = tokens_of(folded, REPEATING[tongue.code])
        found = _clause(tokens, tongue.code)
        if found is not None:
            rule, first, last = found
            start, end = folded.places[tokens[first].start], folded.places[tokens[last - 1].end - 1] + 1
            if best is None or end - start > best[0]:
                best = end - start, rule, start, end, tongue.code, _usual_hour(tokens[first:last])
    if best is None:
        return nothing
    _, rule, start, end, code, hour = best
    return _first_times(rule, text[:start], text[end:], here, zone, code, time(hour))


def _clause(tokens: Sequence[Token], code: str) -> tuple[Rule, int, int] | None:
    """The longest stretch that says how often, with its rule."""
    found: tuple[Rule, int, int] | None = None
    for place, token in enumerate(tokens):
        if not any("every" in tags.split() for tags in token.tags):
            continue
        for first in range(max(0, place - 6), place + 1):
            for last in range(min(len(tokens), first + LONGEST_CLAUSE), place, -1):
                if found and last - first <= found[2] - found[1]:
                    break
                rule, bare = _rule_of(tokens[first:last], code)
                if rule is not None and _stands(tokens, first, last, bare, code):
                    found = rule, first, last
                    break
        if found:
            return found
    return None


def _rule_of(tokens: Sequence[Token], code: str) -> tuple[Rule | None, bool]:
    """What tokens say that must all be used, and whether it ends with a plain number."""
    if not all(token.tags for token in tokens) or set(tokens[-1].tags) <= {"the", "hm"}:
        return None, False
    for tags in spellings(tokens):
        said = " ".join(tag for tag in tags if tag != "often")
        bare = bool(re.search(r" [nw]\d+$", said))
        for shape, make in CLAUSES:
            if (found := shape.fullmatch(said)) and (rule := make(found)) is not None:
                return rule, bare
        if code in BY_NUMBER and (found := DAY_OF_MONTH.fullmatch(said)):
            return _month_day(found), bare
    return None, False


def _usual_hour(tokens: Sequence[Token]) -> int:
    """The hour that a clause means when no clock is said: every evening is at seven."""
    parts = [tag for token in tokens for tags in token.tags for tag in tags.split()]
    parts = [part[1:] for part in parts if part[0] == "p" and part[1:] in PARTS]
    return PARTS[parts[0]].usual if parts else USUAL_HOUR


def _stands(tokens: Sequence[Token], first: int, last: int, bare: bool, code: str) -> bool:
    """Whether a stretch means it: a number at its end counts nothing, an adverb stands beside a time or at the end."""
    after = tokens[last] if last < len(tokens) else None
    ends = last_word(tokens, last)
    if bare and not ends and not (code in BY_NUMBER and {"on", "uday"} & set(tokens[last - 2].tags)):
        return False
    if any("often" in tags.split() for token in tokens[first:last] for tags in token.tags):
        beside = first > 0 and says_time(tokens[first - 1])
        return ends or beside or (after is not None and bool(after.tags))
    return True


def _first_times(rule: Rule, before: str, after: str, here: datetime, zone: str, code: str, usual: time) -> Repeating:
    """The first occurrence, by what the rest of the sentence says of a clock or of a day to start on."""
    midnight, _ = cal.local_moment(here.date(), time(), cal.zone_of(zone), here)
    as_day = find(f"{before}{_gap(before)}{SOME_DAY[code]} {after.lstrip()}", now=midnight, zone=zone, language=code)
    the_day = find(SOME_DAY[code], now=midnight, zone=zone, language=code).readings[0].at.date()
    if as_day.readings and all(one.at.date() == the_day for one in as_day.readings):
        firsts = [_begins(rule, None, _clock(one, usual), here, zone) for one in as_day.readings]
        return _answer(rule, firsts, _tidy(as_day.rest))
    rest = rest_of(f"{before}\x00{after}", len(before), len(before) + 1)
    said = find(rest, now=midnight, zone=zone, language=code)
    if not said.readings:
        return Repeating(rule, (), rest, said.why if said.why != NOTHING else as_day.why)
    firsts = [_begins(rule, one.at.date(), _clock(one, usual), here, zone) for one in said.readings]
    led = BEGINNING.sub("", rest[: said.start])
    return _answer(rule, firsts, _tidy(rest_of(led + rest[said.start :], len(led), len(led) + said.end - said.start)))


def _gap(before: str) -> str:
    return "" if not before or before[-1].isspace() else " "


def _clock(reading: Reading, usual: time) -> time:
    """The time of day that was said, else the usual one."""
    return reading.at.time() if reading.grain in CLOCKED else usual


CLOCKED = ("minute", "hour", "part_of_day")


def _begins(rule: Rule, start: date | None, clock: time, here: datetime, zone: str) -> Reading | None:
    """The first occurrence: from a stated day on, else the next one still to come."""
    place, day = cal.zone_of(zone), start or here.date()
    if start is None and not (rule.days or rule.day or (rule.unit in ("day", "workday") and rule.every == 1)):
        days = days_of(rule, day)
        next(days)
        day = next(days)
    # "Every other friday" begins with the next friday, whichever week it is in.
    near = replace(rule, every=1) if rule.days or rule.day else rule
    for one, _count in zip(days_of(near, day), range(800), strict=False):
        at, _ = cal.local_moment(one, clock, place, here)
        if at.timestamp() > here.timestamp():
            return Reading(at, "minute", cal.say(at, "minute")) if at.year <= cal.LATEST else None
    return None


def _answer(rule: Rule, firsts: Sequence[Reading | None], rest: str) -> Repeating:
    good = distinct(one for one in firsts if one)
    return Repeating(rule, good, rest, "" if good else "that is too far off")


def _tidy(rest: str) -> str:
    """The what, without the word that led to the day it starts on."""
    return STARTED.sub("", rest).strip(" ,;，、")
