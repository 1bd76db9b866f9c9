"""A sentence in which a when is to be found: the longest stretch that the strict parser accepts."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from bot.core.moments import Reading, Understanding
from bot.dates.calendar import zone_of
from bot.dates.kit import Seen, distinct, impossible
from bot.dates.language import Language
from bot.dates.languages import plausible
from bot.dates.lexer import CUT, Token, tokens_of
from bot.dates.parser import LOOSE, SILENT, parse
from bot.dates.tags import PART
from bot.dates.text import Folded, fold

LONGEST = 4000  # letters; a message of Telegram
MOST_TOKENS = 16  # tokens of time in a row; no when is longer
MOST_TRIES = 256  # stretches that are looked at in one text; a list of numbers is not searched for a time
NOTHING = "no time in it"
TIMELY = re.compile(
    r"(?:(?:on|at|in|this) )*(?:[dmr]\d|[pu][a-z]|h$|n?next|coming|later|half|quarter|oclock|start|mid|end|early"
    r"|late|gone|weekly)"
)
IDLE = re.compile(r"(?:(?:the|so|hm|on|at|in|a|and|to|this|mark|-|/)(?: |$))+")  # by themselves these are no time
STRONG = re.compile(r"(?:d\d|r\d|gone|c\d+:\d+|next u\w+|uweekend|pmorning|pafternoon|pevening)(?= |$)")
WEAK = re.compile(r"(?:(?:on|at|in) )?(?:m\d+|p\w+|early|late)")
COUNT = re.compile(r"(?:(?:on|at|in) )*(?:(?:[nwo]\d+|a)(?: [nwo]\d+| a)*|w1 oclock)")
PAIR = re.compile(r"(?:(?:on|at|in) )?(?:f[\d.]+|q\d+[-/]\d+)")
NEUTRAL = {*SILENT, "and", "on", "at", "in", "-", "/", "at|the"}
NUMBER = re.compile(r"[nwofqcy]\d+")
# what a plain number cannot carry on
COMPLETE = re.compile(r"n\d{1,2}|oclock|h|p(?!noon|midnight|ast)[a-z]+|[ap]m|c\S+|later|next|u(?!week|year)\w+")
CLOSING = (("-",), ("/",), ("and",), ("so",), ("hm",))  # a when cannot begin with these
OPENING = (("-",), ("/",), ("and",))  # nor end with these
UNIT = re.compile(r"[du][\da-z]+")
UNFINISHED = re.compile(r"m\d|u|h\b|oclock|[ap]m\b")  # what a number before it belongs to
LENGTH_BEFORE = re.compile(r"uminute|uhour|h$")
DAY = re.compile(r"(?:on )?[dr]\d")
CLOCK = re.compile(r"(?:at )*c|(?:(?:on|at|in) )+[nwof]\d")  # after a number: the end of "from 9 to 5"
BARE_HOUR = re.compile(rf"[nw]\d+(?: w\d+)? (?:this |r\d |d\d )+p(?:{PART})\b")
WEEKDAY = re.compile(r"[dr]\d")
BESIDE = re.compile(r"(?:m\d+|[ou]\w+|h|half|quarter|[ap]m|start|mid|end|last|next|nnext|p[a-z]+|before|th)(?= |$)")


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens `first`..`last` (exclusive) that mean a time; `weak` when they may well be something else."""

    first: int
    last: int
    readings: tuple[Reading, ...]
    weak: bool


def find(text: str, *, now: datetime, zone: str, language: str = "") -> Understanding:
    """The when in a sentence, and the rest of it: "send the quote next tuesday 3pm", 下周二下午三点 发报价.

    The longest stretch that the strict parser accepts is taken; when another time is left over, none is (ask).
    Arguments and errors are those of `understand`.
    """
    place = zone_of(zone)
    if now.tzinfo is None:
        raise ValueError("`now` must know its zone.")
    if len(text) > LONGEST or not text.strip():
        return Understanding((), text.strip(), 0, 0, "nothing to read" if not text.strip() else "too long")
    folded, here = fold(text), now.astimezone(place)
    best: Understanding | None = None
    for tongue, tokens in spoken(folded, plausible(text, language), named=bool(language)):
        best = better(best, answer(text, folded, tokens, best_span(tokens, Seen(here, place, tongue))))
        if language and best.why != NOTHING:
            break
    return best or Understanding((), text.strip(), 0, 0, NOTHING)


def spoken(folded: Folded, tongues: Sequence[Language], named: bool) -> list[tuple[Language, list[Token]]]:
    """The languages to try, with the tokens of each: all that were named, else those that know most words."""
    read = [(tongue, tokens_of(folded, tongue)) for tongue in tongues]
    if named:
        return read
    known = [sum(token.end - token.start for token in tokens if says_time(token)) for _, tokens in read]
    return [pair for pair, letters in zip(read, known, strict=True) if letters == max(known)]


def says_time(token: Token) -> bool:
    """Whether a word is one of time by itself, not a mere number or preposition."""
    return token.word and not token.doubtful and any(TIMELY.match(tags) for tags in token.tags)


def answer(text: str, folded: Folded, tokens: Sequence[Token], found: Span | str) -> Understanding:
    """What was found in a text, with its place in the text as it was typed."""
    if isinstance(found, str):
        return Understanding((), text.strip(), 0, 0, found)
    start, end = folded.places[tokens[found.first].start], folded.places[tokens[found.last - 1].end - 1] + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1  # a vowel sign that hangs on the last letter
    return Understanding(found.readings, rest_of(text, start, end), start, end)


def better(one: Understanding | None, other: Understanding) -> Understanding:
    """Of two languages' answers the longer; both readings when they are as long; a doubt is not talked away."""
    if one is None or one.why == NOTHING:
        return other
    if other.why == NOTHING or one.why:
        return one
    if other.why:
        return other
    if (length := other.end - other.start) != one.end - one.start:
        return other if length > one.end - one.start else one
    return Understanding(distinct((*one.readings, *other.readings)), one.rest, one.start, one.end)


def rest_of(text: str, start: int, end: int) -> str:
    """The what: the text without the when, tidied at the seam."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    if not before:
        after = after.lstrip(" ,;:-–—，。、：；")
    if not after.strip(" .!。！"):
        before = before.rstrip(" ,;:-–—，、：；")
    together = before and after and (after[0] in ",.;:!?" or (is_wide(before[-1]) and is_wide(after[0])))
    joint = "" if together else " "
    return f"{before}{joint}{after}".strip()


def is_wide(char: str) -> bool:
    """Whether a letter is written without spaces around."""
    return "\u2e80" <= char <= "\uffef"


def runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Stretches of tokens that can all be of time."""
    first = 0
    for place, token in enumerate([*tokens, Token(0, 0, ())]):
        if token.tags and token.tags != (CUT,):
            continue
        if not all(IDLE.fullmatch(tags) for token in tokens[first:place] for tags in token.tags):
            yield first, place
        first = place + 1


def best_span(tokens: Sequence[Token], seen: Seen) -> Span | str:
    """The one stretch that is the when; or why there is none."""
    spans, why = [], NOTHING
    stretches = list(runs(tokens))
    if sum((last - first) * min(last - first, MOST_TOKENS) for first, last in stretches) > MOST_TRIES:
        return "too many numbers and times in it"
    for first, last in stretches:
        for span in spans_in(tokens, first, last, seen):
            if isinstance(span, str):
                why = span
            else:
                spans.append(span)
    chosen = [span for span in spans if not span.weak] or [span for span in spans if stands_out(tokens, span)]
    if not chosen or impossible(why):
        return why
    if len(chosen) > 1:
        return "more than one time in it"
    if chosen[0].first and BARE_HOUR.match(tag_text(tokens[chosen[0].first : chosen[0].last])):
        return "the number before it may be something else"  # "building 4 this afternoon"
    if left_over(tokens, chosen[0]):
        return "a time is left over"
    return chosen[0]


def stands_out(tokens: Sequence[Token], span: Span) -> bool:
    """Whether a weak stretch is meant as a time after all: by itself, behind a preposition or at an edge."""
    first, text = tokens[span.first], tag_text(tokens[span.first : span.last])
    begins, ends = span.first == 0, last_word(tokens, span.last)
    if begins and ends:
        return True
    if PAIR.fullmatch(text):
        clear = text[0] == "q" and max(map(int, re.findall(r"\d+", text)[:2])) > 12
        return bool({"on", "in"} & set(first.tags)) or (clear and (begins or ends))
    if any(token.doubtful for token in tokens[span.first : span.last]) and (begins or COUNT.fullmatch(text)):
        return False  # "may be later", "wait a second"
    if COUNT.fullmatch(text):
        return (prepared(first) or ordinal_at_edge(tokens, span)) and not counts(tokens, span.last - 1)
    return begins or ends or prepared(first)


def prepared(token: Token) -> bool:
    """Whether a token begins with a preposition of time."""
    return any(tags.split()[0] in LOOSE for tags in token.tags)


def ordinal_at_edge(tokens: Sequence[Token], span: Span) -> bool:
    """Whether a stretch is an ordinal at the edge of the sentence: "the 22nd - call her"."""
    edge = span.first <= 1 or last_word(tokens, span.last)
    return edge and bool(re.fullmatch(r"o\d+", tag_text(tokens[span.first : span.last])))


def last_word(tokens: Sequence[Token], place: int) -> bool:
    """Whether nothing but marks stands from `place` on."""
    return all(token.tags and not token.word for token in tokens[place:])


def counts(tokens: Sequence[Token], place: int) -> bool:
    """Whether the number at `place` counts what follows: "3 quotes"."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    number = any(re.fullmatch(r"[nwo]\d+" if tokens[place].word else r"n\d+", tags) for tags in tokens[place].tags)
    return number and following is not None and following.word and following.tags in ((), (CUT,))


def spans_in(tokens: Sequence[Token], first: int, last: int, seen: Seen) -> Iterator[Span | str]:
    """The longest stretches of a run that mean something, from the left, none over another."""
    place = first
    while place < last:
        found = longest_from(tokens, place, last, seen)
        if found:
            yield found
        place = found.last if isinstance(found, Span) else place + 1


def longest_from(tokens: Sequence[Token], place: int, last: int, seen: Seen) -> Span | str | None:
    """The longest stretch from `place` that means something; else why a stretch that is one has no reading."""
    if edge_silent(tokens[place]):
        return None
    for end in range(min(last, place + MOST_TOKENS), place, -1):
        # "um 15 Uhr 3 Angebote": the number at the end counts what follows
        if edge_loose(tokens[end - 1]):
            continue
        if end - place > 1 and counts_after(tokens, end - 1):
            if doubt := doubtful_number(tokens, place, end, seen):
                return doubt
            continue
        readings, why = parse(tokens[place:end], seen)
        if readings:
            return Span(place, end, readings, is_weak(tokens[place:end]))
        if impossible(why) and not is_weak(tokens[place:end]):
            return why
    return None


def doubtful_number(tokens: Sequence[Token], place: int, end: int, seen: Seen) -> str:
    """Why the number at the end of a stretch may be its own or a count: "18 Uhr 12 Stück", "martes 6 llamar"."""
    if tokens[end - 2].tags[0] in ("oclock", "h") and re.match(r"n\d\d", tokens[end - 1].tags[0]):
        return "that number may be minutes or count something"
    if re.fullmatch(r"n\d+", tokens[end - 2].tags[0]):
        return "that number may be minutes or count something"
    if WEEKDAY.fullmatch(tokens[end - 2].tags[0].split()[-1]):
        with_it, without = (parse(tokens[place:stop], seen)[0] for stop in (end, end - 1))
        if with_it and [reading.at for reading in with_it] != [reading.at for reading in without]:
            return "that number may be the day's or count something"
    return ""


def counts_after(tokens: Sequence[Token], place: int) -> bool:
    """Whether the number at `place` counts what follows and is no part of the time before it."""
    before = tokens[place - 1].tags[0].split()[-1]
    return counts(tokens, place) and bool(COMPLETE.fullmatch(before) or WEEKDAY.fullmatch(before))


def edge_silent(token: Token) -> bool:
    """Whether a when cannot begin with this."""
    return token.tags in CLOSING or (not token.word and token.tags == ("the",))


def edge_loose(token: Token) -> bool:
    """Whether a when cannot end with this."""
    return token.tags in OPENING or all(tag in LOOSE or tag in ("the", "hm") for tag in token.tags)


def tag_text(tokens: Sequence[Token]) -> str:
    """The first tags of tokens, the silent ones left out."""
    return " ".join(tag for token in tokens for tag in token.tags[0].split() if tag not in SILENT)


def is_weak(tokens: Sequence[Token]) -> bool:
    """Whether a stretch may well be no time in a sentence: a bare month (May), a bare number with a preposition."""
    text = tag_text(tokens)
    telling = [token for token in tokens if tag_text([token])]
    if len(telling) == 1 and telling[0].doubtful:
        return True
    return bool(WEAK.fullmatch(text) or COUNT.fullmatch(text) or PAIR.fullmatch(text))


def left_over(tokens: Sequence[Token], span: Span) -> bool:
    """Whether a word of time stands outside of the stretch, or right beside it what may belong to it."""
    others = (*tokens[: span.first], *tokens[span.last :])
    if any(STRONG.match(tags) for token in others if not token.doubtful for tags in token.tags):
        return True
    if any("weekly" in one.tags and any(UNIT.match(tags) for tags in two.tags) for one, two in pairwise(tokens)):
        return True  # "every monday" is no single time
    return beside(tokens, span, -1) or beside(tokens, span, 1)


def touching(one: Token, other: Token) -> bool:
    """Whether two tokens stand without a space between them."""
    return one.start == other.end or one.end == other.start


def int_of(tag: str) -> int:
    """The first number in a tag."""
    found = re.search(r"\d+", tag)
    return int(found[0]) if found else 0


def beside(tokens: Sequence[Token], span: Span, step: int) -> bool:
    """Whether the next word before (-1) or after (1) a stretch may belong to the time."""
    place = span.first - 1 if step < 0 else span.last
    inside = tokens[span.first if step < 0 else span.last - 1]
    tight = False  # written in one, as in May-23-2026
    while 0 <= place < len(tokens) and tokens[place].tags and set(tokens[place].tags) <= NEUTRAL:
        tight = tokens[place].tags[0] in ("-", "/") and touching(tokens[place], inside)
        place += step
    if not 0 <= place < len(tokens):
        return False
    tags = [tag_text([Token(0, 0, (way,))]) for way in tokens[place].tags]
    if any(re.match(r"[ox]\d", each) for each in tags):
        return True
    if tags and step < 0 and LENGTH_BEFORE.match(tags[0]) and DAY.match(tag_text(tokens[span.first : span.last])):
        return False  # "a call of 30 minutes on tuesday"
    if any(NUMBER.match(each) for each in tags):
        if tight:
            return True
        if step > 0:
            return not counts(tokens, place)
        text = tag_text(tokens[span.first : span.last])
        return span.weak or bool(UNFINISHED.match(text)) or (bool(CLOCK.match(text)) and int_of(tags[0]) <= 31)
    return any(BESIDE.match(each) for each in tags)
