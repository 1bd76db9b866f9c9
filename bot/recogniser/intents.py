"""What a message asks about: learned from phrasings, explained by them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.core.recognition import Doubt, Example, IntentGuess
from bot.recogniser import lexicon, model, text
from bot.recogniser.encoder import Encoder, Vectors, one_thread
from bot.recogniser.phrases import OTHER

FOLDS = 2
AXES = 192
# Up to so many rows, a product with all phrases is faster row by row.
FEW = 4
# Untrained votes count by this power of the likeness, so that the nearest phrases decide.
NEARER = 4
# No answer whose best intent is less likely than this counts as sure, however much it is a buyer's message.
LEAST = 0.35
_SMALL_TALK = ("greeting", "thanks")


Flags = NDArray[np.bool_]
Ranked = tuple[tuple[IntentGuess, ...], bool]


@dataclass(frozen=True, slots=True)
class Taught:
    """One known phrase: its intents (or `other`), and how much it counts."""

    text: str
    intents: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Brain:
    """What was learned; never changed once made. `votes` is phrases x labels, the last label is `other`.

    To read a message fast, `direct` is the votes behind the encoder's vectors (dimensions x labels), and `sketch` the
    vectors along their few most telling `axes` (axes x phrases), in which the nearest phrases are looked for.
    """

    phrases: tuple[Taught, ...]
    labels: tuple[str, ...]
    vectors: Vectors | None
    words: lexicon.Lexicon
    votes: model.Matrix
    calibration: model.Calibration
    exact: dict[str, tuple[str, ...]]
    is_other: Flags
    direct: model.Matrix | None
    axes: Vectors | None
    sketch: Vectors | None
    quick: bool = False
    """Whether it is a first, quick one: by words only, and never sure but of a known phrase. See `learn_quickly`."""


def gather(examples: Sequence[Example], general: Sequence[Example], other: Sequence[str]) -> tuple[Taught, ...]:
    """All phrases to learn from. The shop's own count twice, and replace a general one that reads the same."""
    own: dict[str, Taught] = {}
    for example in examples:
        key = text.plain_key(example.text)
        if key and example.intents:
            before = own[key].intents if key in own else ()
            own[key] = Taught(example.text, tuple(dict.fromkeys(before + example.intents)), 2.0)
    rest: dict[str, Taught] = {}
    for example in general:
        key = text.plain_key(example.text)
        if key and key not in own:
            before = rest[key].intents if key in rest else ()
            rest[key] = Taught(example.text, tuple(dict.fromkeys(before + example.intents)))
    nothing = {text.plain_key(line): Taught(line, (OTHER,)) for line in other}
    return (
        *own.values(),
        *rest.values(),
        *(taught for key, taught in nothing.items() if key not in own and key not in rest),
    )


def learn(
    phrases: Sequence[Taught],
    keywords: dict[str, tuple[str, ...]],
    encoder: Encoder | None,
    known: dict[str, Vectors] | None = None,
) -> Brain:
    """Train on the phrases. `known` holds vectors of texts encoded before. Takes seconds for thousands of phrases."""
    labels = labels_of(phrases)
    words = lexicon.build([taught.text for taught in phrases], keywords)
    vectors = None if encoder is None else _encode(encoder, [taught.text for taught in phrases], known or {})
    kernel = _kernel(words, [taught.text for taught in phrases], vectors, vectors)
    place = {label: i for i, label in enumerate(labels)}
    allowed = np.zeros((len(phrases), len(labels)), dtype=np.float32)
    for i, taught in enumerate(phrases):
        allowed[i, [place[intent] for intent in taught.intents]] = 1
    weights = np.array([taught.weight for taught in phrases], dtype=np.float32)
    votes = model.fit(kernel, allowed, weights)
    folds = np.asarray(_folds(allowed))
    scores = model.out_of_fold(kernel, allowed, weights, folds)
    near = np.zeros(len(phrases), dtype=np.float32)
    for fold in range(FOLDS):
        near[folds == fold] = nearness(kernel[np.ix_(folds == fold, folds != fold)], allowed[folds != fold, -1] > 0)
    calibration = model.calibrate(scores, allowed, near, place[OTHER])
    return assemble(phrases, vectors, words, votes, calibration)


def learn_quickly(phrases: Sequence[Taught], keywords: dict[str, tuple[str, ...]]) -> Brain:
    """A first brain without encoder and training, in a second, to answer with until `learn` is done.

    Each phrase votes for its own intents. On real messages the first intent is right in .86 (learned: .93) and among
    the first three in .94 (.99).
    """
    labels = labels_of(phrases)
    place = {label: i for i, label in enumerate(labels)}
    votes = np.zeros((len(phrases), len(labels)), dtype=np.float32)
    for i, taught in enumerate(phrases):
        votes[i, [place[intent] for intent in taught.intents]] = 1 / len(taught.intents)
    words = lexicon.build([taught.text for taught in phrases], keywords)
    never = model.Calibration(temperature=1.0, threshold=float("inf"))
    return replace(assemble(phrases, None, words, votes, never), quick=True)


def labels_of(phrases: Sequence[Taught]) -> tuple[str, ...]:
    """The intents that the phrases speak of, sorted, and `other` as the last."""
    return (*sorted({intent for taught in phrases for intent in taught.intents if intent != OTHER}), OTHER)


def assemble(
    phrases: Sequence[Taught],
    vectors: Vectors | None,
    words: lexicon.Lexicon,
    votes: model.Matrix,
    calibration: model.Calibration,
    axes: Vectors | None = None,
) -> Brain:
    """A brain from what was learned or kept."""
    exact = {text.plain_key(taught.text): taught.intents for taught in phrases}
    is_other = np.array([taught.intents == (OTHER,) for taught in phrases])
    direct = sketch = None
    if vectors is not None:
        direct = np.asarray(vectors.T @ votes, dtype=np.float32)
        if axes is None:
            axes = np.ascontiguousarray(np.linalg.eigh(vectors.T @ vectors)[1][:, -AXES:], dtype=np.float32)
        # Axes by phrases, in this order in memory: a message's product with it is then one pass, twice as fast.
        sketch = np.ascontiguousarray((vectors @ axes).T, dtype=np.float32)
    labels = labels_of(phrases)
    return Brain(tuple(phrases), labels, vectors, words, votes, calibration, exact, is_other, direct, axes, sketch)


def settings() -> list[float]:
    """The numbers that what is learned depends on beside the phrases; part of the name it is kept under."""
    weights = [lexicon.WORD_WEIGHT, lexicon.LETTER_WEIGHT, lexicon.KEYWORD_WEIGHT]
    return [*weights, FOLDS, AXES, model.PENALTY, model.STEPS, model.REFUSED]


def has_words(message: str) -> bool:
    """Whether there is anything to recognise: a letter or a digit."""
    return any(character.isalnum() for character in message)


def _encode(encoder: Encoder, phrases: Sequence[str], known: dict[str, Vectors]) -> Vectors:
    new = [phrase for phrase in phrases if phrase not in known]
    fresh = dict(zip(new, encoder.encode([text.for_encoder(phrase) for phrase in new]), strict=True)) if new else {}
    return np.stack([known[phrase] if phrase in known else fresh[phrase] for phrase in phrases])


def _folds(allowed: model.Matrix) -> list[int]:
    """Each label's phrases dealt out in turn, so that every fold has every label."""
    dealt: dict[int, int] = {}
    folds = []
    for label in allowed.argmax(axis=1).tolist():
        dealt[label] = dealt.get(label, -1) + 1
        folds.append(dealt[label] % FOLDS)
    return folds


def _kernel(
    words: lexicon.Lexicon, texts: Sequence[str], vectors: Vectors | None, known: Vectors | None
) -> model.Matrix:
    """How alike each text is to every known phrase, shape (texts, phrases)."""
    if vectors is None or known is None:
        alike = np.zeros((len(texts), words.count), dtype=np.float32)
    else:
        alike = np.asarray(vectors @ known.T, dtype=np.float32)
    for i, one in enumerate(texts):
        alike[i] += words.products(words.row(one))
    return alike


def likeness(brain: Brain, encoder: Encoder | None, texts: Sequence[str]) -> model.Matrix:
    """How alike each text is to every known phrase, shape (texts, phrases)."""
    vectors = None
    if encoder is not None and brain.vectors is not None:
        vectors = encoder.encode([text.for_encoder(one) for one in texts])
    return _kernel(brain.words, texts, vectors, brain.vectors)


def weigh(brain: Brain, encoder: Encoder | None, texts: Sequence[str]) -> tuple[model.Matrix, Vectors]:
    """Probabilities of every label for each text, shape (texts, labels); and its nearness, see `model.sureness`."""
    alike = _kernel(brain.words, texts, None, None)
    if brain.quick:
        shares = alike**NEARER @ brain.votes + np.float32(1e-12)
        return shares / shares.sum(axis=1, keepdims=True), nearness(alike, brain.is_other)
    scores = alike @ brain.votes
    if encoder is not None and brain.direct is not None and brain.axes is not None and brain.sketch is not None:
        vectors = encoder.encode([text.for_encoder(one) for one in texts])
        scores += vectors @ brain.direct
        alike += _times(vectors @ brain.axes, brain.sketch)
    chance = model.softmax(scores / np.float32(brain.calibration.temperature))
    return chance, nearness(alike, brain.is_other)


def _times(few: model.Matrix, many: model.Matrix) -> model.Matrix:
    """few @ many. Row by row for the readings of one message, for which BLAS does not first copy all of `many`."""
    if len(few) > FEW:
        return np.asarray(few @ many, dtype=np.float32)
    return np.stack([row @ many for row in few])


def nearness(alike: model.Matrix, is_other: Flags) -> Vectors:
    """Per row: likeness to the nearest phrase of an intent minus likeness to the nearest `other` phrase."""
    if is_other.all() or not is_other.any():
        return np.zeros(len(alike), dtype=np.float32)
    lowest = np.float32(-np.inf)
    buyers = np.where(is_other, lowest, alike).max(axis=1)
    return np.asarray(buyers - np.where(is_other, alike, lowest).max(axis=1), dtype=np.float32)


def read(brain: Brain, encoder: Encoder | None, messages: Sequence[str]) -> list[Ranked]:
    """The intents of each message, best first, and whether they are unsure; all readings are encoded together."""
    views = [views_of(message) for message in messages]
    every = [view for of in views for view in of]
    place = {view: i for i, view in enumerate(dict.fromkeys(every))}  # "hi" and "thanks" stand in many messages
    with one_thread():
        chance, near = weigh(brain, encoder, list(place))
    rows = [place[view] for view in every]
    chance, near = chance[rows], near[rows]
    ends = np.cumsum([len(of) for of in views])
    starts = ends - [len(of) for of in views]
    return [rank(brain, of, chance[a:b], near[a:b]) for of, a, b in zip(views, starts, ends, strict=True)]


def views_of(message: str) -> list[str]:
    """The readings of a message: the whole, then its clauses when it has several."""
    parts = text.clauses(message)
    return [message] if len(parts) < 2 else [message, *parts]


def rank(brain: Brain, views: Sequence[str], chance: model.Matrix, near: Vectors) -> Ranked:
    """Intents best first, and whether they are unsure, from a message's readings (the whole first)."""
    exact = brain.exact.get(text.plain_key(views[0]), ())
    combined = combine(chance)
    doubtful = doubt(brain, combined, near) is not None
    for intent in exact:
        place = brain.labels.index(intent)
        combined[place] = max(0.99, combined[place])
    order = np.argsort(-combined[:-1], kind="stable").tolist()
    guesses = _small_talk_last([IntentGuess(brain.labels[i], round(float(combined[i]), 4)) for i in order])
    known = bool(exact) and OTHER not in exact
    unsure = OTHER in exact or (not known and doubtful)
    return tuple(guess for i, guess in enumerate(guesses[:8]) if i < 3 or guess.confidence >= 0.01), unsure


def doubt(brain: Brain, combined: Vectors, near: Vectors) -> Doubt | None:
    """Why probabilities (see `combine`) are not sure, or nothing if they are. `near` is the readings' nearness."""
    best, threshold = round(float(combined[:-1].max()), 4), brain.calibration.threshold
    if best < LEAST:
        return Doubt("faint", best, LEAST)
    sure = float(model.sureness(combined[None], near.max(keepdims=True), len(combined) - 1)[0])
    return Doubt("between", sure, threshold) if sure < threshold else None


def combine(chance: model.Matrix) -> Vectors:
    """One probability per label from the whole message (first row) and its clauses (the others)."""
    if len(chance) == 1:
        return np.array(chance[0])
    combined = 0.5 * chance[0] + 0.5 * chance[1:].max(axis=0)
    combined[-1] = chance[0, -1]  # a clause that is no shop's business does not make the message so
    return np.asarray(combined, dtype=np.float32)


def _small_talk_last(guesses: list[IntentGuess]) -> list[IntentGuess]:
    """A greeting or thanks goes behind what the message is about, when it is about something."""
    business = [guess for guess in guesses if guess.intent not in _SMALL_TALK]
    if not guesses or guesses[0].intent not in _SMALL_TALK or not business or business[0].confidence < 0.3:
        return guesses
    return [business[0], *(guess for guess in guesses if guess is not business[0])]
