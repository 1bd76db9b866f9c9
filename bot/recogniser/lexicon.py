"""Words as evidence: TF-IDF rows over words, letters and keywords, and their products with all known phrases."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.recogniser import text as texts
from bot.recogniser.encoder import Vectors

# How much each kind of evidence weighs beside the encoder's 1.0; chosen on CLINC150 and the shop messages.
WORD_WEIGHT, LETTER_WEIGHT, KEYWORD_WEIGHT = 0.125, 0.125, 0.1

Row = tuple[NDArray[np.int32], Vectors]


Sequences = dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@dataclass(frozen=True, slots=True)
class Keywords:
    """Keywords by their first word: (all words, intent). Chinese ones are looked for inside a run of characters."""

    intents: tuple[str, ...]
    by_word: Sequences
    chinese: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, keywords: dict[str, tuple[str, ...]]) -> "Keywords":
        """From intent -> keywords. A word of five letters or more is found with other endings too."""
        by_word: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        chinese: dict[str, list[str]] = {}
        for intent, found in keywords.items():
            for keyword in found:
                parts = tuple(texts.words(texts.fold(keyword)))
                if len(parts) == 1 and texts.is_chinese(parts[0]):
                    chinese.setdefault(parts[0], []).append(intent)
                elif parts:
                    by_word.setdefault(parts[0], []).append((parts, intent))
        return cls(
            tuple(sorted(intent for intent, found in keywords.items() if found)),
            {word: tuple(entries) for word, entries in by_word.items()},
            {word: tuple(intents) for word, intents in chinese.items()},
        )

    def in_words(self, words: Sequence[str]) -> list[str]:
        """The intents whose keywords stand in these folded words, sorted."""
        found: set[str] = set()
        for i, word in enumerate(words):
            if texts.is_chinese(word):
                for start in range(len(word)):
                    for end in range(start + 1, min(start + 7, len(word) + 1)):
                        found.update(self.chinese.get(word[start:end], ()))
                continue
            for form in _forms(word):
                for parts, intent in self.by_word.get(form, ()):
                    rest = words[i + 1 : i + len(parts)]
                    if len(rest) == len(parts) - 1 and all(
                        a == b or b in _forms(a) for a, b in zip(rest, parts[1:], strict=True)
                    ):
                        found.add(intent)
        return sorted(found)


_ARABIC_PREFIXES = ("وال", "بال", "لل", "ال", "و", "ب", "ل")


@lru_cache(maxsize=8192)
def _forms(word: str) -> tuple[str, ...]:
    """What a keyword may look like behind this word: without an ending, without the Arabic article or preposition."""
    forms = [word, *(word[:n] for n in range(len(word) - 1, max(len(word) - 4, 4), -1))]
    found = [prefix for prefix in _ARABIC_PREFIXES if word.startswith(prefix) and len(word) > len(prefix) + 2]
    return (*forms, *(word[len(prefix) :] for prefix in found))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The known features: their numbers, how rare each is, what an `unknown` one adds to a text's squared length."""

    ids: dict[str, int]
    idf: Vectors
    rarity: tuple[float, ...]
    """`idf` as plain numbers, which a loop over features reads several times faster."""
    unknown: float
    keywords: Keywords

    @classmethod
    def of(cls, ids: dict[str, int], idf: Vectors, keywords: Keywords) -> "Vocabulary":
        """From the features' numbers and rarity; an unknown feature is half of one as rare as the rarest."""
        return cls(ids, idf, tuple(idf.tolist()), (float(idf.max()) if len(idf) else 1.0) ** 2 * 0.5, keywords)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The features of all known phrases, held by feature: `phrases[starts[f]:starts[f+1]]` have feature f."""

    known: Vocabulary
    starts: NDArray[np.int32]
    phrases: NDArray[np.int32]
    values: Vectors
    count: int

    def row(self, text: str) -> Row:
        """The known features of a text and their values."""
        pairs = _weigh(text, self.known)
        return np.array([i for i, _ in pairs], dtype=np.int32), np.array([v for _, v in pairs], dtype=np.float32)

    def products(self, row: Row) -> Vectors:
        """The inner product of the row with every known phrase, shape (count,)."""
        features, values = row
        if not len(features):
            return np.zeros(self.count, dtype=np.float32)
        starts = self.starts[features]
        lengths = self.starts[features + 1] - starts
        ends = lengths.cumsum()
        # The places of all the features' phrases, span after span, without a loop over the features.
        at = np.arange(ends[-1]) + np.repeat(starts - ends + lengths, lengths)
        what = self.values[at] * np.repeat(values, lengths)
        return np.bincount(self.phrases[at], what, self.count).astype(np.float32)


def build(phrases: Sequence[str], keywords: dict[str, tuple[str, ...]]) -> Lexicon:
    """The lexicon of these phrases."""
    found = Keywords.of(keywords)
    seen: dict[str, int] = {}
    for phrase in phrases:
        for part in texts.features(phrase)[:2]:
            for key in part:
                seen[key] = seen.get(key, 0) + 1
    ids = {key: i for i, key in enumerate(seen)}
    ids.update({f"#{intent}": len(seen) + i for i, intent in enumerate(found.intents)})
    idf = np.ones(len(ids), dtype=np.float32)
    idf[: len(seen)] = [1 + math.log((1 + len(phrases)) / (1 + n)) for n in seen.values()]
    known = Vocabulary.of(ids, idf, found)
    rows = [_weigh(phrase, known) for phrase in phrases]
    feature = np.array([i for row in rows for i, _ in row], dtype=np.int32)
    value = np.array([v for row in rows for _, v in row], dtype=np.float32)
    phrase_of = np.repeat(np.arange(len(rows), dtype=np.int32), [len(row) for row in rows])
    order = np.argsort(feature, kind="stable")
    starts = np.searchsorted(feature[order], np.arange(len(ids) + 1)).astype(np.int32)
    return Lexicon(known, starts, phrase_of[order], value[order], len(phrases))


def _weigh(text: str, known: Vocabulary) -> list[tuple[int, float]]:
    by_word, by_letter, plain = texts.features(text)
    named = [known.ids[f"#{intent}"] for intent in known.keywords.in_words(plain)]
    return [
        *_unit(by_word, known, WORD_WEIGHT),
        *_unit(by_letter, known, LETTER_WEIGHT),
        *((i, math.sqrt(KEYWORD_WEIGHT / len(named))) for i in named),
    ]


def _unit(counts: dict[str, int], known: Vocabulary, weight: float) -> list[tuple[int, float]]:
    ids, rarity = known.ids, known.rarity
    found = [(ids[key], n) for key, n in counts.items() if key in ids]
    pairs = [(i, rarity[i] if n == 1 else (1 + math.log(n)) * rarity[i]) for i, n in found]
    # Unknown features count towards the length, so that a text of mostly unknown words stays far from every phrase.
    unknown = (len(counts) - len(found)) * known.unknown
    length = math.sqrt(sum(value * value for _, value in pairs) + unknown) or 1.0
    scale = math.sqrt(weight)
    return [(i, value / length * scale) for i, value in pairs]
