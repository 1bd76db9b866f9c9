"""How texts are compared in a search: folded, cut into words, and how like a query a title is. Pure.

Letters lose their case and accents (é is e, ё is е, أ is ا, ß is ss). Where a script has no blanks between words
(Chinese, Japanese, Thai), every pair of neighbouring signs is a word.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

MOST_SIGNS = 200
"""A query is read so far; nobody types more for a product, and a pasted page must not cost a second."""
MOST_WORDS = 16
LEAST_TYPO = 3
"""Signs a word must have for a typo in it to be forgiven."""
LEAST_INSIDE = 6
"""Signs a query must have to be looked for inside a title: "hart" stands in "chart", too."""
LEAST_ALIKE = 0.8
MOST_TYPO = 16
"""Longer words are compared by so many of their first signs."""

_BLANKLESS = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002fa1f"
)
_RUN = re.compile(rf"[{_BLANKLESS}]+|(?:(?![{_BLANKLESS}])[^\W_])+")
_PLAIN_RUN = re.compile(r"[a-z0-9]+")
_BLANKLESS_SIGN = re.compile(f"[{_BLANKLESS}]")
_NO_SIGN = re.compile(r"['’ʼ`´\u0640\u200b-\u200f\u2060\ufeff]")
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ى": "ي", "ة": "ه", "ک": "ك",
     "ی": "ي"}
)  # fmt: skip


def folded(text: str) -> str:
    """A text without case, accents and signs that nobody types (an apostrophe, a tatweel)."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    # Korean syllables were taken apart by NFKD, too.
    return _NO_SIGN.sub("", unicodedata.normalize("NFC", bare).translate(_LETTERS))


def terms(text: str) -> tuple[str, ...]:
    """The words of a text as the index holds them, in order."""
    if text.isascii():
        return tuple(_PLAIN_RUN.findall(folded(text)))
    found: list[str] = []
    for match in _RUN.finditer(folded(text)):
        run = "".join(sign for sign in match[0] if sign.isalnum())
        if _BLANKLESS_SIGN.match(run) and len(run) > 1:
            found += (run[at : at + 2] for at in range(len(run) - 1))
        elif run:
            found.append(run)
    return tuple(found)


def squeezed(text: str) -> str:
    """Letters and digits alone: "HL-T 20" and "hlt20" are the same code."""
    return "".join(sign for sign in folded(text) if sign.isalnum())


def stem(word: str) -> str:
    """The beginning that singular and plural share in most languages that have one: berry, berries → berr."""
    if len(word) < 4 or any(sign.isdigit() for sign in word):
        return word
    for ending in ("ies", "ves", "es", "s", "y", "fe", "f"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def left_overs(word: str) -> frozenset[str]:
    """A word and what is left of it without one of its signs; two words one typo apart have one in common."""
    cut = word[:MOST_TYPO]
    if len(cut) < LEAST_TYPO or cut.isdigit():
        return frozenset()
    return frozenset((cut, *(cut[:at] + cut[at + 1 :] for at in range(len(cut)))))


def trigrams(letters: str) -> tuple[str, ...]:
    """Every three neighbouring signs, each once, in order."""
    return tuple(dict.fromkeys(letters[at : at + 3] for at in range(len(letters) - 2)))


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for: its words as the index holds them, and without blanks."""

    words: tuple[str, ...]
    letters: str


def query(text: str) -> Query:
    """Read what somebody typed; a query without a letter or digit has no words."""
    cut = text[:MOST_SIGNS]
    return Query(tuple(dict.fromkeys(terms(cut)))[:MOST_WORDS], squeezed(cut))


@lru_cache(maxsize=20_000)
def word_likeness(wanted: str, word: str) -> float:
    """How well a word of a title answers a word of the query, 0 to 1: the same, begun by it, a plural, a typo."""
    if word == wanted:
        return 1.0
    if word.startswith(wanted):
        return 0.97 - 0.07 * (1 - len(wanted) / len(word))
    base = stem(wanted)
    if len(base) >= 3 and word.startswith(base) and len(word) - len(base) <= 3:
        return 0.95
    whole = OSA.normalized_similarity(wanted, word, score_cutoff=0.5)
    if whole < 0.8 and len(word) > len(wanted):
        whole = max(whole, 0.92 * OSA.normalized_similarity(wanted, word[: len(wanted)], score_cutoff=0.5))
    return 0.93 * float(whole)


def likeness(asked: Query, words: tuple[str, ...], letters: str) -> tuple[float, float]:
    """(How well a title answers the query, how like it is), each 0 to 1.

    It answers each word of the query by its best partner, long words counting more, or all of it without blanks, which
    knows joined words. Of two that answer the same, that one is more alike which says less that was not asked for.
    """
    weight = found = 0.0
    for wanted in asked.words:
        size = min(len(wanted), 8) + 1
        weight += size
        found += size * max((word_likeness(wanted, word) for word in words), default=0.0)
    by_words = found / weight if weight else 0.0
    inside = 0.0
    if LEAST_INSIDE <= len(asked.letters) <= len(letters):
        inside = fuzz.partial_ratio(asked.letters, letters, score_cutoff=100 * LEAST_ALIKE) / 100
    whole = fuzz.ratio(asked.letters, letters) / 100
    answers = max(by_words, 0.88 * inside, 0.97 * whole)
    return answers, 0.8 * answers + 0.2 * whole


def likely(asked: Query, candidates: Sequence[tuple[str, str]], most: int) -> list[int]:
    """Places of the candidates (words with blanks between, letters) worth comparing word by word, at a quick look."""
    wanted = " ".join(asked.words)
    rough = [fuzz.token_set_ratio(wanted, words) + fuzz.ratio(asked.letters, letters) for words, letters in candidates]
    return sorted(range(len(rough)), key=lambda at: -rough[at])[:most]


def best(scored: Iterable[tuple[float, int]]) -> list[int]:
    """Keys by falling score, each once by its best."""
    top: dict[int, float] = {}
    for score, key in scored:
        top[key] = max(score, top.get(key, 0.0))
    return sorted(top, key=lambda key: (-top[key], key))
