"""Why a message was read as it was: the nearest known phrases, and which of them spoke for the best intents."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz import fuzz

from bot.core.recognition import Doubt, Example
from bot.recogniser import intents
from bot.recogniser.encoder import Encoder, Vectors, one_thread
from bot.recogniser.phrases import OTHER
from bot.recogniser.text import fold, plain_key, words

NEAREST = 5
_NEAR_DUPLICATE = 90


@dataclass(frozen=True, slots=True)
class Near:
    """A known phrase, its intents, and how alike it is to the message (about 0 to 1)."""

    text: str
    intents: tuple[str, ...]
    alike: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The `nearest` phrases; per best intent those that spoke most for it; the keywords found; the threshold."""

    nearest: tuple[Near, ...]
    speakers: dict[str, tuple[Near, ...]]
    keywords: tuple[str, ...]
    exact: bool
    threshold: float

    def __str__(self) -> str:
        """Lines for the terminal."""
        lines = ["Nearest phrases:"]
        lines += [f"  {near.alike:.2f}  {', '.join(near.intents)}: {near.text}" for near in self.nearest]
        for intent, speakers in self.speakers.items():
            lines.append(f"For {intent} spoke: " + " | ".join(near.text for near in speakers))
        lines.append("Keywords of: " + (", ".join(self.keywords) or "none"))
        if self.exact:
            lines.append("It reads the same as a known phrase.")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two phrasings that read nearly the same and stand under different intents."""

    first: Example
    second: Example
    alike: float


def explain(brain: intents.Brain, encoder: Encoder | None, message: str) -> Explanation:
    """What the brain knows that is like the message."""
    alike = intents.likeness(brain, encoder, [message])[0]
    nearest_text = brain.phrases[int(alike.argmax())].text
    most = max(float(intents.likeness(brain, encoder, [nearest_text]).max()), 1e-6)
    nearest = [_near(brain, i, alike, most) for i in np.argsort(-alike)[:NEAREST].tolist()]
    guesses, _ = intents.read(brain, encoder, [message])[0]
    speakers = {}
    for guess in guesses[:3]:
        spoke = alike * brain.votes[:, brain.labels.index(guess.intent)]
        speakers[guess.intent] = tuple(_near(brain, i, alike, most) for i in np.argsort(-spoke)[:3].tolist())
    keywords = tuple(brain.words.known.keywords.in_words(words(fold(message))))
    return Explanation(
        tuple(nearest), speakers, keywords, plain_key(message) in brain.exact, brain.calibration.threshold
    )


def phrases_for(
    brain: intents.Brain, encoder: Encoder | None, message: str, wanted: Sequence[str]
) -> tuple[dict[str, str], str]:
    """For each wanted intent its phrase nearest to the message; and the nearest one that is no shop's business."""
    with one_thread():
        alike = intents.likeness(brain, encoder, intents.views_of(message)).max(axis=0)
    found = {}
    for intent in (one for one in wanted if one in brain.labels):
        own = np.array([intent in taught.intents for taught in brain.phrases])
        found[intent] = brain.phrases[int(np.where(own, alike, -np.inf).argmax())].text
    return found, brain.phrases[int(np.where(brain.is_other, alike, -np.inf).argmax())].text


def doubt(brain: intents.Brain, encoder: Encoder | None, message: str) -> Doubt | None:
    """Why the message is unsure, or nothing if it is not, by the rules that `intents.rank` goes by."""
    exact = brain.exact.get(plain_key(message))
    if exact is not None:
        return Doubt("other") if OTHER in exact else None
    if brain.quick:
        return Doubt("learning")
    with one_thread():
        chance, near = intents.weigh(brain, encoder, intents.views_of(message))
    return intents.doubt(brain, intents.combine(chance), near)


def account(
    brain: intents.Brain, encoder: Encoder | None, message: str, wanted: Sequence[str]
) -> tuple[dict[str, str], Doubt | None]:
    """The wanted intents' nearest phrases, and why the message is unsure if it is."""
    if not intents.has_words(message):
        return {}, Doubt("silent")
    phrases, other = phrases_for(brain, encoder, message, wanted)
    doubted = doubt(brain, encoder, message)
    return phrases, replace(doubted, like=other) if doubted else None


def _near(brain: intents.Brain, i: int, alike: Vectors, most: float) -> Near:
    taught = brain.phrases[i]
    return Near(taught.text, taught.intents, round(min(float(alike[i]) / most, 1.0), 3))


def contradictions(examples: Sequence[Example]) -> list[Contradiction]:
    """Near-duplicate phrasings whose intents have nothing in common, nearest first; for `check`."""
    keys = [(" ".join(sorted(plain_key(example.text).split())), example) for example in examples]
    by_word: dict[str, list[int]] = {}
    found: list[Contradiction] = []
    for i, (key, example) in enumerate(keys):
        rivals = {j for word in key.split() for j in by_word.get(word, ())}
        for j in sorted(rivals):
            other_key, other = keys[j]
            alike = fuzz.ratio(key, other_key)
            if alike >= _NEAR_DUPLICATE and not set(example.intents) & set(other.intents):
                found.append(Contradiction(other, example, alike / 100))
        for word in set(key.split()):
            by_word.setdefault(word, []).append(i)
    return sorted(found, key=lambda one: -one.alike)
