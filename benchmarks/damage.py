"""What people do to a title when they look for it, by a seeded generator that knows nothing of the search.

Each kind takes a title's words (in small letters, as typed) and gives the query. A title that a kind can't change (one
word has no other order) comes back as it is.
"""

from collections.abc import Callable
from random import Random

Damage = Callable[[list[str], Random], list[str]]

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEIGHBOURS = {
    sign: [ROWS[line][place] for line in (row - 1, row, row + 1) for place in (at - 1, at, at + 1)
           if 0 <= line < len(ROWS) and 0 <= place < len(ROWS[line]) and (line, place) != (row, at)]
    for row, signs in enumerate(ROWS) for at, sign in enumerate(signs)
}  # fmt: skip


def _slip(word: str, rng: Random) -> str:
    """One slip of the fingers: a neighbouring key, a letter left out, doubled, added, or two the wrong way round."""
    if len(word) < 3:
        return word
    at = rng.randrange(len(word))
    kind = rng.choice(("key", "key", "left out", "doubled", "added", "swapped"))
    if kind == "key":
        return word[:at] + rng.choice(NEIGHBOURS.get(word[at], [word[at]])) + word[at + 1 :]
    if kind == "left out":
        return word[:at] + word[at + 1 :]
    if kind == "doubled":
        return word[:at] + word[at] + word[at:]
    if kind == "added":
        return word[:at] + rng.choice("etaoinshrdlu") + word[at:]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def prefix(words: list[str], rng: Random) -> list[str]:
    """Every word is begun only."""
    return [word[: max(2, rng.randint(len(word) // 2, len(word)))] for word in words]


def plural(words: list[str], rng: Random) -> list[str]:
    """Singular becomes plural and the other way round, in every word that is long enough to have one."""
    return [_other_number(word) if word.isalpha() and len(word) > 3 else word for word in words]


def _other_number(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("shes", "ches", "xes", "sses")):
        return word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x")) else "s")


def typo_in_one(words: list[str], rng: Random) -> list[str]:
    """A slip in one word."""
    at = rng.choice([at for at, word in enumerate(words) if len(word) > 3] or [0])
    return [*words[:at], _slip(words[at], rng), *words[at + 1 :]]


def typo_in_all(words: list[str], rng: Random) -> list[str]:
    """A slip in every word."""
    return [_slip(word, rng) for word in words]


def joined(words: list[str], rng: Random) -> list[str]:
    """Two neighbours, or all words, are written as one."""
    if len(words) < 2 or rng.random() < 0.3:
        return ["".join(words)]
    at = rng.randrange(len(words) - 1)
    return [*words[:at], words[at] + words[at + 1], *words[at + 2 :]]


def other_order(words: list[str], rng: Random) -> list[str]:
    """The same words in another order."""
    return rng.sample(words, len(words))


KINDS: dict[str, Damage] = {
    "prefix of words": prefix,
    "plural, singular": plural,
    "typo in one word": typo_in_one,
    "typo in all words": typo_in_all,
    "joined words": joined,
    "another order": other_order,
}
