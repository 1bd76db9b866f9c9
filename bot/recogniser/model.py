"""Kernel logistic regression in numpy: every known phrase votes for its intents, by how alike a message is to it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.recogniser.encoder import Vectors

Matrix = NDArray[np.float32]
PENALTY = 0.15
STEPS = 60


def softmax(scores: Matrix) -> Matrix:
    """Rows of probabilities."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


def fit(kernel: Matrix, allowed: Matrix, weights: Vectors, penalty: float = PENALTY, steps: int = STEPS) -> Matrix:
    """The votes (phrases x labels) for which softmax(kernel @ votes) best explains the labels.

    `allowed` is 0 or 1 per phrase and label: a phrase with two labels is explained by either. `weights` say how much
    each phrase counts. Minimised with a fixed bound of the curvature (Böhning 1992) and momentum, so that one
    factorisation serves all steps.
    """
    count = kernel.shape[0]
    bound = kernel * (0.5 * weights)[:, None]
    bound[np.diag_indices(count)] += penalty
    inverse = np.linalg.inv(bound.astype(np.float32))
    votes = np.zeros((count, allowed.shape[1]), dtype=np.float32)
    ahead, pace = votes, 1.0
    for _ in range(steps):
        guess = softmax(kernel @ ahead)
        wanted = guess * allowed
        wanted /= np.maximum(wanted.sum(axis=1, keepdims=True), 1e-9)
        slope = weights[:, None] * (guess - wanted) + penalty * ahead
        new = ahead - inverse @ slope
        next_pace = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = new + np.float32((pace - 1) / next_pace) * (new - votes)
        votes, pace = new, next_pace
    return votes


def out_of_fold(kernel: Matrix, allowed: Matrix, weights: Vectors, folds: Sequence[int]) -> Matrix:
    """Scores (phrases x labels) of every phrase by a model that did not see its fold."""
    fold_of = np.asarray(folds)
    scores = np.zeros_like(allowed)
    for fold in np.unique(fold_of):
        held, rest = fold_of == fold, fold_of != fold
        votes = fit(kernel[np.ix_(rest, rest)], allowed[rest], weights[rest], steps=STEPS // 2)
        scores[held] = kernel[np.ix_(held, rest)] @ votes
    return scores


@dataclass(frozen=True, slots=True)
class Calibration:
    """`temperature` divides the scores before the softmax; below `threshold` (best minus `other`) an answer is unsure."""

    temperature: float
    threshold: float


def calibrate(scores: Matrix, allowed: Matrix, other: int, *, refused: float = 0.95) -> Calibration:
    """From out-of-fold scores: the temperature of least surprise, and the threshold that refuses `refused` of `other`."""
    temperature = min(np.geomspace(0.25, 4, 25), key=lambda t: _surprise(scores / t, allowed))
    sure = margins(softmax(scores / np.float32(temperature)), other)
    of_other = sure[(allowed[:, other] > 0)]
    threshold = float(np.quantile(of_other, refused)) if len(of_other) >= 20 else 0.65
    return Calibration(float(temperature), min(max(threshold, 0.2), 0.9))


def margins(chances: Matrix, other: int) -> Vectors:
    """Per row: the best intent's probability minus that of `other`."""
    intents = np.delete(chances, other, axis=1)
    return np.asarray(intents.max(axis=1) - chances[:, other], dtype=np.float32)


def _surprise(scores: Matrix, allowed: Matrix) -> float:
    chance = (softmax(scores) * allowed).sum(axis=1)
    return float(-np.log(np.maximum(chance, 1e-6)).mean())
