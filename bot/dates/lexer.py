"""Text -> tokens: every word, number and mark of a text with the tags it can have in a language."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.dates.language import Language
from bot.dates.text import Folded

# What is surely no time: links, addresses, telephone numbers, sums, percentages, order numbers.
OPAQUE = "|".join(
    (
        r"https?://\S+|www\.\S+|[^\s@]{1,64}@[^\s@]{1,190}\.\w+",  # bounded: "a@a@a@…" must not take seconds
        r"\+\d[\d()./\s-]{5,}\d|\(\d{2,4}\) ?\d{3,4}[- ]?\d{4}",
        r"[#$€£¥№] ?\d[\d.,]*|\d[\d.,]* ?(?:[%€$£¥]|usd|eur|rmb|cny)(?![a-z])",
        r"\d+(?:-\d+){3,}|\d{4}-\d{3,}(?!\d*[-/])|\d+(?:\.\d+){3,}|\d+[-/.]\d+[-/.]-\d+",
        r"\d{1,3}(?:[.,]\d{3})+(?![\d:/-])|\d+(?:,\d+)+,\d+",
    )
)
SHAPES = re.compile(
    rf"""(?P<opaque>{OPAQUE.replace(" ", "[ ]")})
    |(?P<iso>\d{{4}}-\d\d-\d\d)t(?P<isoclock>\d\d:\d\d)(?::\d\d)?(?:[.]\d+)?(?!\w)
    |(?P<clock>\d{{1,2}}\ ?:\ ?\d\d(?:[:.]\d\d)?)(?![\d:])
    |(?P<full>\d{{4}}(?P<s1>[-/.])\d{{1,2}}(?P=s1)\d{{1,2}}|\d{{1,2}}(?P<s2>[-/.])\d{{1,2}}(?P=s2)(?:\d{{4}}|\d{{2}})|20\d{{6}})(?![\d/-]|[.]\d)
    |(?P<hyphenclock>\d{{1,2}}-\d\d)(?=\ ?[ap][.]?m\b|\ вечера|\ утра|\ дня)
    |(?P<mixed>\d{{4}}[-/]\d{{1,2}}(?=[-/][^\W\d_])|\d{{1,2}}[-/]\d{{4}}(?=[-/][^\W\d_])
        |(?<=[^\W\d_][-/])(?:\d{{1,2}}[-/]\d{{4}}|\d{{4}}[-/]\d{{1,2}})(?!\w))
    |(?P<monthyear>(?:0?[1-9]|1[0-2])\ *[-/.]\ ?\d{{4}}|\d{{4}}\ *[-/.]\ ?(?:0?[1-9]|1[0-2]))(?![\d/:-]|[.]\d|\w)
    |(?P<pair>\d{{1,2}}[-/]\d{{1,2}})(?![\d/-])
    |(?P<dotted>\d{{1,2}}[.,]\d{{1,2}}[.]?)(?!\d)
    |(?P<quarter>[qт][1-4])(?!\w)
    |(?P<number>\d+)
    |(?P<mark>[.,;:!?|"'()\[\]<>{{}}/@&+*~\\=_-])
    """,
    re.VERBOSE,
)
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?")
GAP = re.compile(r"[.]? ?-? ?")
H_CLOCK = re.compile(r"(\d{1,2})(?:[hчu]| [hч] )(\d\d)(?: ?(?:m|min|мин))?(?![\w])")
HALVES = re.compile(r"([ap]) ?[.]? ?m(?![a-z0-9_])(?: ?[.])?|([ap])(?![a-z0-9_'])[.]?")
HANZI = "零〇一二两三四五六七八九十百廿卅"
HANZI_NUMBER = re.compile(f"[{HANZI}]+")
DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
MARKS = {
    ",": "the",
    ".": "the",
    ";": "the",
    "@": "at",
    "-": "-",
    "/": "/",
    "(": "the",
    ")": "the",
    "'": "mark",
    ":": "mark",
}
CUT = "mark"  # a tag no shape knows: a when cannot reach across it


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch `start`..`end` of the folded text and the tag sequences it can have; none when it is not of time.

    `word` when it is made of letters, `doubtful` when it is a homonym.
    """

    start: int
    end: int
    tags: tuple[str, ...]
    word: bool = False
    doubtful: bool = False


def hanzi(text: str) -> int:
    """The value of a Chinese numeral, digit by digit or with tens and hundreds."""
    if not any(char in "十百廿卅" for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text.replace("廿", "二十").replace("卅", "三十"):
        if char == "十":
            total, digit = total + max(digit, 1) * 10, 0
        elif char == "百":
            total, digit = total + max(digit, 1) * 100, 0
        else:
            digit = DIGITS[char]
    return total + digit


@lru_cache(maxsize=16)
def ordinal_mark(pattern: str) -> re.Pattern[str]:
    """What makes the number before it an ordinal."""
    return re.compile(rf"(?:{pattern})(?![\w])" if pattern else r"(?!)")


def tokens_of(folded: Folded, language: Language) -> list[Token]:
    """All tokens of a folded text. Words that the table does not know have no tags."""
    text, at, found = folded.text, 0, list[Token]()
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = (
            shape_at(text, at, language)
            or (solid_at if language.solid else phrase_at)(text, at, language)
            or unknown_at(text, at, language)
        )
        found.append(token)
        at = token.end
    return found


def glued(text: str, at: int) -> bool:
    """Whether a number that starts at `at` hangs on a word or another number, as in A4 or 3.4.5."""
    before = text[at - 1] if at else " "
    if before.isascii() and (before.isalnum() or before == "_"):
        return True
    return before in "./-:" and at > 1 and text[at - 2].isdigit()


def shape_at(text: str, at: int, language: Language) -> Token | None:
    """A number, date, clock or mark at `at`; None when a word stands there."""
    found = SHAPES.match(text, at)
    if not found:
        return None
    kind, end = found.lastgroup or "", found.end()
    if found["opaque"]:
        return Token(at, end, ())
    if kind == "mark":
        return Token(at, end, (MARKS.get(found["mark"], CUT),))
    if kind == "quarter":
        return Token(at, end, (f"Q{text[end - 1]}",))
    if kind == "mixed":  # 2027/23/Sep
        one, two = re.split("[-/]", found["mixed"])
        return Token(at, end, (f"n{one} - n{two}",))
    if glued(text, at):
        return Token(at, end, ())
    if found["iso"]:
        return Token(at, end, (f"q{found['iso']} c{found['isoclock']}",))
    if (
        (clock := H_CLOCK.match(text, at))
        and int(clock[1]) <= 24
        and not (language.code == "en" and clock[0][-1] == "m")
    ):
        return Token(at, clock.end(), (f"c{clock[1]}:{clock[2]}",))
    if kind in ("clock", "hyphenclock"):
        return Token(at, end, (f"c{found[kind].replace(' ', '').replace('-', ':').replace('.', ':')}",))
    if kind == "number":
        return number_at(text, at, end, language)
    body = found[0].replace(" ", "")
    if hangs(text, end, language):
        return unknown_at(text, end, language, start=at)
    tag = {"full": "q", "monthyear": "y", "pair": "q", "dotted": "f"}[kind]
    return Token(at, end, (f"{tag}{body}",))


def number_at(text: str, at: int, end: int, language: Language) -> Token:
    """A plain number, with the ordinal mark or am/pm that hangs on it left to the next token."""
    number = text[at:end]
    if len(number) > 4:
        return Token(at, end, ())
    if mark := ordinal_mark(language.ordinal).match(text, end):
        return Token(at, mark.end(), (f"o{int(number)}",))
    if language.stops and text[end : end + 1] == "." and len(number) <= 2:
        final = not text[end + 1 :].strip()
        return Token(at, end + 1, (f"o{int(number)}", f"n{number}") if final else (f"o{int(number)}",))
    if hangs(text, end, language):
        return unknown_at(text, end, language, start=at)
    return Token(at, end, (f"n{number}",))


def hangs(text: str, end: int, language: Language) -> bool:
    """Whether an unknown word hangs on the number that ends at `end`: it is a code such as 85123A then."""
    if end == len(text) or not text[end].isalpha() or language.solid:
        return False
    return not (HALVES.match(text, end) or known_after(text, end, language))


def known_after(text: str, at: int, language: Language) -> bool:
    """Whether a whole known word stands at `at`."""
    word = WORD.match(text, at)
    return bool(word) and (word[0].rstrip("'") in language.words)  # type: ignore[index]


def solid_at(text: str, at: int, language: Language) -> Token | None:
    """The longest phrase of a language without spaces that starts here, or a numeral."""
    for length in range(min(language.longest, len(text) - at), 0, -1):
        tags = language.words.get(text[at : at + length])
        if tags is not None:
            return Token(at, at + length, tuple(tags.split("|")), word=True)
    if number := HANZI_NUMBER.match(text, at):
        return Token(at, number.end(), (f"w{hanzi(number[0])}",), word=True)
    if half := half_at(text, at):
        return half
    return None


def half_at(text: str, at: int) -> Token | None:
    """am or pm after a digit or after a number in words."""
    half = HALVES.match(text, at)
    if not half or (half[2] and not re.search(r"\d ?$", text[max(0, at - 2) : at])):
        return None
    if half[2] and text[at - 1] == " " and text[half.end() - 1] != ".":
        return None  # "3 a week" is no three in the morning
    bare = half[2] and not half[0].endswith(".")  # "3:20p" and "at 9a" are clocks, "4a" by itself is a code
    return Token(at, half.end(), (f"{'x' if bare else ''}{half[1] or half[2]}m",))


def phrase_at(text: str, at: int, language: Language) -> Token | None:
    """The longest known phrase of words that starts at `at`, or am or pm after a number."""
    words = words_at(text, at, language)
    if not words:
        return None
    half = half_at(text, at)
    for count in range(len(words), 0, -1):
        first, end = words[0][0], words[count - 1][1]
        tags = language.words.get(" ".join(word for word, _ in words[:count]))
        if tags is None or (len(first) == count == 1 and stray_unit(text, at, tags)):
            continue
        if text[end : end + 1] == "." and count == 1 and len(first) <= 5:
            end += 1  # an abbreviation's full stop
        ways = tuple(tags.split("|"))
        if half and (half.end >= end or not text[half.end : end].strip(".")):
            # "am" and "a" are words too; after a number they may be half of the day
            return Token(at, half.end, half.tags if tags == "a" else (*half.tags, *ways), word=True)
        doubtful = count == 1 and first in language.homonyms and text[end - 1] != "."
        return Token(at, end, ways, word=True, doubtful=doubtful)
    return half or prefixed_at(text, at, words[0][0], language)


def words_at(text: str, at: int, language: Language) -> list[tuple[str, int]]:
    """The words from `at` on, each with its end, as many as the longest phrase that begins with the first.

    Words of one phrase stand apart by a space or a hyphen, the full stop of an abbreviation aside.
    """
    words: list[tuple[str, int]] = []
    most, place = 1, at
    while len(words) < most and (word := WORD.match(text, place)):
        said = word[0] if len(word[0]) <= 2 else word[0].rstrip("'")
        words.append((said, word.end()))
        most = language.starts.get(said, 1) if len(words) == 1 else most
        gap = GAP.match(text, word.end())
        if not gap or gap.end() == word.end():
            break
        place = gap.end()
    return words


def stray_unit(text: str, at: int, tags: str) -> bool:
    """Whether a single letter is no unit, because no number stands before it: the w of "w/ Li"."""
    return tags[0] in "uh" and not re.search(r"\d ?$", text[max(0, at - 2) : at])


def prefixed_at(text: str, at: int, word: str, language: Language) -> Token | None:
    """A known word behind a particle that is written together with it, as in Arabic."""
    for prefix, tag in language.prefixes:
        if not word.startswith(prefix) or len(word) - len(prefix) < 2:
            continue
        inner = phrase_at(text, at + len(prefix), language)
        if inner and inner.tags:
            return Token(at, inner.end, tuple(f"{tag} {tags}" for tags in inner.tags), word=True)
    return None


def unknown_at(text: str, at: int, language: Language, start: int | None = None) -> Token:
    """A word that is not of time (with the number from `start` that it hangs on), or a single strange character."""
    word = None if language.solid and not text[at].isascii() else WORD.match(text, at)
    return Token(
        at if start is None else start,
        word.end() if word else at + 1,
        (),
        word=not language.solid or text[at].isascii(),
    )
