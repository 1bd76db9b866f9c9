"""What a message asks about: learned from phrasings, explained by them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.recognition import Example, IntentGuess
from bot.recogniser import lexicon, model, text
from bot.recogniser.encoder import Encoder, Vectors
from bot.recogniser.phrases import OTHER

FOLDS = 4
_SMALL_TALK = ("greeting", "thanks")


@dataclass(frozen=True, slots=True)
class Taught:
    """One known phrase: its intents (or `other`), and how much it counts."""

    text: str
    intents: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Brain:
    """What was learned; never changed once made. `votes` is phrases x labels, the last label is `other`."""

    phrases: tuple[Taught, ...]
    labels: tuple[str, ...]
    vectors: Vectors | None
    words: lexicon.Lexicon
    votes: model.Matrix
    calibration: model.Calibration
    exact: dict[str, tuple[str, ...]]


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
    kernel = _kernel(words, [words.row(taught.text) for taught in phrases], vectors, vectors)
    place = {label: i for i, label in enumerate(labels)}
    allowed = np.zeros((len(phrases), len(labels)), dtype=np.float32)
    for i, taught in enumerate(phrases):
        allowed[i, [place[intent] for intent in taught.intents]] = 1
    weights = np.array([taught.weight for taught in phrases], dtype=np.float32)
    votes = model.fit(kernel, allowed, weights)
    scores = model.out_of_fold(kernel, allowed, weights, _folds(allowed))
    calibration = model.calibrate(scores, allowed, place[OTHER])
    return assemble(phrases, vectors, words, votes, calibration)


def labels_of(phrases: Sequence[Taught]) -> tuple[str, ...]:
    """The intents that the phrases speak of, sorted, and `other` as the last."""
    return (*sorted({intent for taught in phrases for intent in taught.intents if intent != OTHER}), OTHER)


def assemble(
    phrases: Sequence[Taught],
    vectors: Vectors | None,
    words: lexicon.Lexicon,
    votes: model.Matrix,
    calibration: model.Calibration,
) -> Brain:
    """A brain from what was learned or kept."""
    exact = {text.plain_key(taught.text): taught.intents for taught in phrases}
    return Brain(tuple(phrases), labels_of(phrases), vectors, words, votes, calibration, exact)


def settings() -> list[float]:
    """The numbers that what is learned depends on beside the phrases; part of the name it is kept under."""
    weights = [lexicon.WORD_WEIGHT, lexicon.LETTER_WEIGHT, lexicon.KEYWORD_WEIGHT]
    return [*weights, FOLDS, model.PENALTY, model.STEPS]


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
    words: lexicon.Lexicon, rows: Sequence[lexicon.Row], vectors: Vectors | None, known: Vectors | None
) -> model.Matrix:
    """How alike each row is to every known phrase, shape (rows, phrases)."""
    alike = np.stack([words.products(row) for row in rows])
    if vectors is not None and known is not None:
        alike += vectors @ known.T
    return alike


def likeness(brain: Brain, encoder: Encoder | None, views: Sequence[str]) -> model.Matrix:
    """How alike each text is to every known phrase, shape (texts, phrases)."""
    vectors = None
    if encoder is not None and brain.vectors is not None:
        vectors = encoder.encode([text.for_encoder(view) for view in views])
    return _kernel(brain.words, [brain.words.row(view) for view in views], vectors, brain.vectors)


def chances(brain: Brain, encoder: Encoder | None, views: Sequence[str]) -> model.Matrix:
    """Probabilities of every label for each text, shape (texts, labels)."""
    return model.softmax(likeness(brain, encoder, views) @ brain.votes / np.float32(brain.calibration.temperature))


def views_of(message: str) -> list[str]:
    """The readings of a message: the whole, then its clauses when it has several."""
    parts = text.clauses(message)
    return [message] if len(parts) < 2 else [message, *parts]


def rank(brain: Brain, views: Sequence[str], chance: model.Matrix) -> tuple[tuple[IntentGuess, ...], bool]:
    """Intents best first, and whether they are unsure, from the probabilities of a message's readings."""
    exact = brain.exact.get(text.plain_key(views[0]))
    combined = combine(chance, views)
    if exact is not None and exact != (OTHER,):
        for intent in exact:
            combined[brain.labels.index(intent)] = max(0.99, combined[brain.labels.index(intent)])
        combined[-1] = 0.0
    order = [int(i) for i in np.argsort(-combined[:-1], kind="stable")]
    guesses = [IntentGuess(brain.labels[i], round(float(combined[i]), 4)) for i in order]
    guesses = _small_talk_last(guesses)
    best = max((guess.confidence for guess in guesses), default=0.0)
    unsure = best - float(combined[-1]) < brain.calibration.threshold
    return tuple(guess for i, guess in enumerate(guesses[:8]) if i < 3 or guess.confidence >= 0.01), unsure


def combine(chance: model.Matrix, views: Sequence[str]) -> Vectors:
    """One probability per label from the whole message (first row) and its clauses (the others)."""
    if len(views) == 1:
        return chance[0].copy()
    whole, parts = chance[0], chance[1:]
    combined = 0.5 * whole + 0.5 * parts[:, :].max(axis=0)
    combined[-1] = min(whole[-1], 1.0)
    return np.asarray(combined, dtype=np.float32)


def _small_talk_last(guesses: list[IntentGuess]) -> list[IntentGuess]:
    """A greeting or thanks goes behind what the message is about, when it is about something."""
    business = [guess for guess in guesses if guess.intent not in _SMALL_TALK]
    if not guesses or guesses[0].intent not in _SMALL_TALK or not business or business[0].confidence < 0.3:
        return guesses
    return [business[0], *(guess for guess in guesses if guess is not business[0])]
