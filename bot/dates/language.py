"""What a language's table holds, and helpers to write the tables with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# The tags a table may use; the grammar knows no others.
#
#   w5 o5         number in words, ordinal (digits give n5)      d0..d6, m1..m12   weekday from Monday, month
#   v3 a          "a few", "a": numbers of units only            x5                ordinal that is no day (feminine)
#   r0 r1 r2 ..   today, tomorrow, ...                           pmorning ..       part of the day (see hours.PARTS)
#   uday ..       unit; h is an hour or a clock's "o'clock"      this next nnext   which one
#   coming        the nearest of days, the next of weeks         weeks2            a fortnight
#   in later after from                                          on at             prepositions that say something
#   start mid end early late half quarter halfto threeto oclock am pm last and     m5: so many fives of minutes
#   past to       10 past 3, 10 to 3                             minus without     3 minus 10, without 10 3
#   the so hm     say nothing: may begin, may end, may only stand within a when
#   th mon ye x   make an ordinal, month, year, day of the number beside them (parser.REWRITES), hr an hour, feira a day
#   gone before weekly                                           times that no shape accepts, so that they are asked
#   mark          no time at all: a when cannot reach across it (good morning)
#   a|b           either
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Language:
    """The table of one language.

    `words` maps a folded phrase to its tags. `ordinal` is the regular expression of what follows a number to make it an
    ordinal; `stops` says that a full stop does, too. `prefixes` are particles written together with the next word, with
    their tags. `by_day` orders numeric dates day first; `both_orders` says that its writers use either order.
    `nearest` says that "next friday" is as often the nearest one, so both are offered. `clock24` says that hours
    below 7 are written for the early morning too, so "at 3:30" is asked. `solid` languages write no spaces.
    `homonyms` are words of the table that mean something else as often ("may", "sun"); by themselves they are no time.
    """

    code: str
    words: Words
    ordinal: str = ""
    prefixes: tuple[tuple[str, str], ...] = ()
    stops: bool = False
    by_day: bool = True
    both_orders: bool = False
    nearest: bool = True
    clock24: bool = False
    solid: bool = False
    homonyms: frozenset[str] = frozenset()
    longest: int = 0
    starts: Mapping[str, int] = field(default_factory=dict)  # first words of phrases, with the longest's words

    @classmethod
    def of(cls, code: str, words: Words, adverbs: str = "", homonyms: str = "", **settings: object) -> "Language":
        """A language whose longest phrase (in words, or in letters when it is solid) is counted.

        `adverbs` are the parts of the day that can hardly mean anything else in the midst of a sentence ("in the
        evening", not "evening", which may be a gown's).
        """
        solid = bool(settings.get("solid"))
        said = {phrase.strip() for phrase in adverbs.split(",")} & words.keys()
        words = {**words, **{phrase: "|".join(f"on {way}" for way in words[phrase].split("|")) for phrase in said}}
        # a phrase in several rows may have a tag twice
        words = {phrase: "|".join(dict.fromkeys(tags.split("|"))) for phrase, tags in words.items()}
        longest = max(len(phrase) if solid else phrase.count(" ") + 1 for phrase in words)
        doubtful = frozenset(homonyms.split())
        starts: dict[str, int] = {}
        for phrase in words:
            first, count = phrase.split(" ")[0], phrase.count(" ") + 1
            starts[first] = max(starts.get(first, 0), count)
        return cls(code, words, longest=longest, starts=starts, homonyms=doubtful, **settings)  # type: ignore[arg-type]


def table(*rows: tuple[str, str]) -> dict[str, str]:
    """Rows of (tags, "phrase, phrase, ...") as a mapping; a phrase in several rows has the tags of all."""
    return merged(*({phrase.strip(): tags for phrase in phrases.split(",")} for tags, phrases in rows))


def numbered(kind: str, phrases: str, first: int = 0) -> dict[str, str]:
    """Phrases "a/b c d" as kind+number, counting from `first`: alternatives by slash, underscores for spaces."""
    return {
        alternative.replace("_", " "): f"{kind}{number}"
        for number, group in enumerate(phrases.split(), first)
        for alternative in group.split("/")
    }


def merged(*parts: Words) -> dict[str, str]:
    """Tables put together; where two know a phrase, the tags of both are possible."""
    together: dict[str, str] = {}
    for part in parts:
        for phrase, tags in part.items():
            ways = dict.fromkeys([*together.get(phrase, tags).split("|"), *tags.split("|")])
            together[phrase] = "|".join(ways)
    return together


def joined(stems: Words, endings: str, *more: str) -> dict[str, str]:
    """Every stem with every ending (apart by spaces; `more` endings, such as none at all, besides)."""
    return {stem + ending: tag for stem, tag in stems.items() for ending in (*endings.split(), *more)}


def tens(units: Mapping[str, str], names: Iterable[tuple[str, int]], joint: str) -> dict[str, str]:
    """Compound numbers such as "twenty"+joint+"one" for every unit 1..9 of `units` (its tag's letter is kept)."""
    return {
        f"{name}{joint}{unit}": f"{tag[0]}{ten + int(tag[1:])}"
        for name, ten in names
        for unit, tag in units.items()
        if 1 <= int(tag[1:]) <= 9
    }
