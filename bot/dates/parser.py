"""The strict parser: tags -> the pieces that cover them all -> readings."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product

from bot.core.moments import Reading
from bot.dates.grammar import SHAPES
from bot.dates.kit import Seen, Unclear, distinct, impossible
from bot.dates.lexer import Token
from bot.dates.pieces import Piece
from bot.dates.resolve import readings_of
from bot.dates.tags import Context

MOST_SPELLINGS = 16  # ways to read the words of one phrase that are looked at
MOST_PIECES = 6
LOOSE = {"on", "at", "in"}  # prepositions that may stand between pieces
BETWEEN = LOOSE | {"-"}
SILENT = {"the", "so", "hm"}  # words that say nothing: before a when, after it, within it
ARTICLE = re.compile(r"\b([nw]\d+) the (next|u\w+ next)\b")  # "we are 3 the next week" is not "the next 3 weeks"
# Numbers and the words that say what they number (15日, 第3, 2027年, 3月) become the tag of what they are.
REWRITES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(shape), into)
    for shape, into in (
        (r"\b[nw]0*(\d+) mon\b", r"m\1"),
        (r"\b[nw]0*(\d+) (end|start|mid) (?:this )?umonth\b", r"m\1 \2"),  # 12月底
        (r"\b[nwy](\d{4}) (end|start|mid) (?:this |next )?uyear\b", r"\2 y\1"),  # 2027年底
        (r"\b[nwox]([1-4]) qu\b", r"Q\1"),
        (r"\b[nw](\d+) ye\b", r"y\1"),
        (r"\b[nw](\d+) x\b", r"o\1"),
        (r"\bth [nw](\d+)\b", r"x\1"),
        (r"\bo([2-6]) feira\b", lambda found: f"d{int(found[1]) - 2}"),  # Portuguese counts its weekdays
        (r"\b(?:hr )*hr(?: at)? [nwo](\d+)\b", r"at w\1"),  # Arabic counts its hours: the third hour
        (r"\bhr\b", "at"),
        (r"\bcoming (?=d\d)", ""),  # the coming friday is the nearest, the next one may not be
        (r"(?<=d\d) coming\b", ""),
        (r"\bcoming\b", "next"),
        (r"\b(c\S+|at [nw]\d+) x([ap]m)\b", r"\1 \2"),
        (r"\b(early|late) ([dr]\d) (p[a-z]+)", r"\2 \1 \3"),
        (r"(?<=in )(u\w+) w1\b", r"w1 \1"),
        (r"\bumonth (?=m\d)", ""),
        (r"(?<!\d )(?<!a )\bumonth [nw](\d{1,2})\b", r"m\1"),
        (r"\buyear [nw](\d{4})\b", r"y\1"),
    )
)


def spellings(tokens: Sequence[Token]) -> Iterator[list[str]]:
    """The tag sequences that tokens can stand for, the silent words left out."""
    for choice in islice(product(*(token.tags for token in tokens)), MOST_SPELLINGS):
        joined = ARTICLE.sub(r"\1 mark \2", " ".join(choice))
        joined = " ".join(tag for tag in joined.split() if tag not in SILENT)
        for shape, into in REWRITES:
            joined = shape.sub(into, joined)
        yield joined.split()


def covers(tags: Sequence[str], ctx: Context) -> Iterator[tuple[int, list[Piece]]]:
    """The ways to cover all tags with pieces, each with the number of its pieces and loose words."""
    text = " ".join(tags)
    ends = {len(" ".join(tags[:count])): count for count in range(1, len(tags) + 1)}
    starts = [0, *(end + 1 for end in ends)]
    memo: dict[int, list[tuple[int, Piece]]] = {}

    def pieces_at(place: int) -> list[tuple[int, Piece]]:
        if place not in memo:
            memo[place] = list(dict.fromkeys(matches(text, starts[place], ends, ctx)))
        return memo[place]

    def cover(place: int, left: int) -> Iterator[tuple[int, list[Piece]]]:
        if place == len(tags):
            yield 0, []
            return
        if not left:
            return
        for end, piece in pieces_at(place):
            for cost, others in cover(end, left - 1):
                yield cost + 10, [piece, *others]
        if tags[place] in BETWEEN and place + 1 < len(tags):
            for cost, others in cover(place + 1, left):
                yield cost + 1, others

    yield from cover(0, MOST_PIECES)


def matches(text: str, start: int, ends: dict[int, int], ctx: Context) -> Iterator[tuple[int, Piece]]:
    """Every piece that begins at `start`, with the number of the tag after it."""
    for shape, make in SHAPES:
        found = shape.match(text, start)
        if not found:
            continue
        end = found.end()
        while text[end - 1] == " ":
            end -= 1
        if end in ends and (piece := make(found, ctx)) is not None:
            yield ends[end], piece


def parse(tokens: Sequence[Token], seen: Seen) -> tuple[tuple[Reading, ...], str]:
    """The readings of tokens that must all be used, or none and the reason.

    Of several ways to read them the simplest (the fewest pieces) that means something is taken; when the simplest are
    several and differ, all of them are given, to be asked.
    """
    if not all(token.tags for token in tokens):
        return (), "not understood"
    ctx = Context(seen.today, seen.language)
    ways = sorted(
        (
            (cost, place, pieces)
            for place, tags in enumerate(spellings(tokens))
            for cost, pieces in covers(tags, ctx)
            if pieces
        ),
        key=lambda way: way[:2],
    )
    why, best, found = "not understood", None, list[Reading]()
    for cost, _, pieces in ways:
        if best is not None and cost > best:
            break
        try:
            readings = readings_of(pieces, seen)
        except Unclear as unclear:
            if not impossible(why):
                why = str(unclear)
            if impossible(why):
                best = cost  # the words are a time; what they might mean besides is not looked for
            continue
        best = cost
        found.extend(readings)
    return distinct(found), "" if found else why
