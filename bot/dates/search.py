"""A sentence in which a when is to be found: the longest stretch that the strict parser accepts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.moments import Reading, Understanding
from bot.dates.calendar import zone_of
from bot.dates.languages import plausible
from bot.dates.lexer import CUT, Token, tokens_of
from bot.dates.parser import LOOSE, SILENT, parse
from bot.dates.resolve import Seen
from bot.dates.text import fold

LONGEST = 4000  # letters; a message of Telegram
MOST_TOKENS = 24  # tokens of time in a row; no when is longer
STRONG = re.compile(r"\b(?:d\d|r\d|gone|weekly|c\d+:\d+|next u\w+|uweekend|pmorning|pafternoon|pevening)(?= |$)")
WEAK_TAGS = re.compile(r"(?:(?:on|at|in) )?(?:m\d+|p\w+|early|late)")


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens `first`..`last` (exclusive) of a sentence that mean a time; `weak` when they may well be something else."""

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
    folded = fold(text)
    best: Understanding | None = None
    for tongue in plausible(text, language):
        seen = Seen(now.astimezone(place), place, tongue)
        found = best_span(tokens_of(folded, tongue), seen)
        if isinstance(found, str):
            answer = Understanding((), text.strip(), 0, 0, found)
        else:
            tokens, span = found
            start, end = folded.places[tokens[span.first].start], folded.places[tokens[span.last - 1].end - 1] + 1
            answer = Understanding(span.readings, rest_of(text, start, end), start, end)
        best = better(best, answer)
        if language and best.readings:
            break
    return best or Understanding((), text.strip(), 0, 0, "not understood")


def better(one: Understanding | None, other: Understanding) -> Understanding:
    """Of two languages' answers the longer; both when they are as long and differ."""
    if one is None:
        return other
    if not other.readings or not one.readings:
        if one.readings or not other.readings:
            return one if one.readings or one.why != "no time in it" else other
        return other
    if (length := other.end - other.start) != one.end - one.start:
        return other if length > one.end - one.start else one
    if {r.at for r in one.readings} == {r.at for r in other.readings}:
        return one
    both = {reading.at: reading for reading in (*one.readings, *other.readings)}
    return Understanding(tuple(both[at] for at in sorted(both)), one.rest, one.start, one.end)


def rest_of(text: str, start: int, end: int) -> str:
    """The what: the text without the when, tidied at the seam."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    if not before:
        after = after.lstrip(" ,;:-–—，。、：；")
    if not after.strip(" .!。！"):
        before = before.rstrip(" ,;:-–—，、：；")
    joint = "" if before and after and is_wide(before[-1]) and is_wide(after[0]) else " "
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
        if place > first:
            yield first, place
        first = place + 1


def best_span(tokens: Sequence[Token], seen: Seen) -> tuple[Sequence[Token], Span] | str:
    """The one stretch that is the when; or why there is none."""
    spans, why = [], "no time in it"
    for first, last in runs(tokens):
        for span in spans_in(tokens, first, min(last, first + MOST_TOKENS), seen):
            if isinstance(span, str):
                why = span
            else:
                spans.append(span)
    strong = [span for span in spans if not span.weak]
    chosen = strong or [span for span in spans if at_edge(tokens, span)]
    if not chosen:
        return why
    if len(chosen) > 1 and not strong:
        chosen = chosen[-1:] if chosen[0].readings == chosen[-1].readings else edges_first(tokens, chosen)
    if len(chosen) > 1:
        return "more than one time in it"
    span = chosen[0]
    if why != "no time in it" and why.startswith("that"):
        return why
    if left_over(tokens, span):
        return "a time is left over"
    return tokens, span


def edges_first(tokens: Sequence[Token], spans: list[Span]) -> list[Span]:
    """Of weak stretches those at the edges of the sentence."""
    return [span for span in spans if at_edge(tokens, span)] or spans


def at_edge(tokens: Sequence[Token], span: Span) -> bool:
    """Whether a stretch begins or ends the sentence, its closing mark aside, or has a preposition."""
    if span.first == 0 or all(token.tags and not token.word for token in tokens[span.last :]):
        return True
    return bool(set(tokens[span.first].tags) & LOOSE)


def spans_in(tokens: Sequence[Token], first: int, last: int, seen: Seen) -> Iterator[Span | str]:
    """The longest stretches of a run that mean something, from the left, none over another."""
    place = first
    while place < last:
        found: Span | str | None = None
        for end in range(last, place, -1):
            if edge_silent(tokens[place]) or edge_loose(tokens[end - 1]):
                continue
            readings, why = parse(tokens[place:end], seen)
            if readings:
                found = Span(place, end, readings, is_weak(tokens[place:end], seen))
                break
            if why.startswith("that") and found is None:
                found = why
        if isinstance(found, Span):
            yield found
            place = found.last
        else:
            if found:
                yield found
            place += 1


def edge_silent(token: Token) -> bool:
    """Whether a when cannot begin with this."""
    return (not token.word and token.tags == (SILENT,)) or token.tags in (("-",), ("/",), ("and",))


def edge_loose(token: Token) -> bool:
    """Whether a when cannot end with this."""
    return edge_silent(token) or all(tag in LOOSE or tag == SILENT for tag in token.tags)


def is_weak(tokens: Sequence[Token], seen: Seen) -> bool:
    """Whether a stretch may well be no time in a sentence: a bare month (May), a bare number with a preposition."""
    tags = [tag for tag in (token.tags[0] for token in tokens) if tag != SILENT]
    text = " ".join(tags)
    if WEAK_TAGS.fullmatch(text):
        return True
    return bool(re.fullmatch(r"(?:(?:on|at|in) )?(?:[nwo]\d+|f[\d.]+|q\d+[-/]\d+|w\d+ w\d+|w1 oclock)", text))


def left_over(tokens: Sequence[Token], span: Span) -> bool:
    """Whether a word of time stands outside of the stretch."""
    others = (*tokens[: span.first], *tokens[span.last :])
    return any(STRONG.match(token.tags[0]) for token in others if token.tags)
