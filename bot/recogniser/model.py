"""Kernel logistic regression in numpy: every known phrase votes for its intents, by how alike a message is to it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.recogniser.encoder import Vectors

Matrix = NDArray[np.float32]
PENALTY = 0.02
STEPS = 80
MEMORY = 8
# Stop when a step lowers the loss by less than this part of it.
ENOUGH = 1e-4
# The share of `other` phrases that must stay unsure.
REFUSED = 0.97


def softmax(scores: Matrix) -> Matrix:
    """Rows of probabilities."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Point:
    """Votes, and what follows from them. `k_` is the kernel times the same: the only costly product of a step."""

    votes: Matrix
    k_votes: Matrix
    loss: float
    slope: Matrix
    k_slope: Matrix


def fit(kernel: Matrix, allowed: Matrix, weights: Vectors, penalty: float = PENALTY, steps: int = STEPS) -> Matrix:
    """The votes (phrases x labels) for which softmax(kernel @ votes) best explains the labels.

    `allowed` says per phrase and label how likely it is beforehand (0: not at all); a phrase with two labels is
    explained by either. `weights` say how much each phrase counts. Minimised by L-BFGS in the kernel's own geometry,
    where a step costs one product with the kernel and its length is found without any.
    """
    votes = np.zeros((kernel.shape[0], allowed.shape[1]), dtype=np.float32)
    here = _point(kernel, allowed, weights, penalty, votes, votes)
    past: list[tuple[Matrix, Matrix, Matrix, Matrix, float]] = []
    for _ in range(steps):
        way, k_way = _direction(here, past)
        there = _walk(kernel, allowed, weights, penalty, here, way, k_way)
        moved, k_moved = there.votes - here.votes, there.k_votes - here.k_votes
        turned, k_turned = there.slope - here.slope, there.k_slope - here.k_slope
        bend = float((moved * k_turned).sum())
        if bend > 1e-9:
            past = [*past, (moved, k_moved, turned, k_turned, bend)][-MEMORY:]
        gained, here = here.loss - there.loss, there
        if gained < ENOUGH * abs(here.loss):
            break
    return here.votes


def _point(kernel: Matrix, allowed: Matrix, weights: Vectors, penalty: float, votes: Matrix, k_votes: Matrix) -> _Point:
    loss, pull = _loss(allowed, weights, penalty, votes, k_votes)
    return _Point(votes, k_votes, loss, pull + penalty * votes, kernel @ pull + penalty * k_votes)


def _loss(allowed: Matrix, weights: Vectors, penalty: float, votes: Matrix, k_votes: Matrix) -> tuple[float, Matrix]:
    guess = softmax(k_votes)
    wanted = guess * allowed
    chance = np.maximum(wanted.sum(axis=1, keepdims=True), 1e-12)
    loss = -float((weights * np.log(chance[:, 0])).sum()) + penalty / 2 * float((votes * k_votes).sum())
    return loss, np.asarray(weights[:, None] * (guess - wanted / chance), dtype=np.float32)


def _direction(here: _Point, past: list[tuple[Matrix, Matrix, Matrix, Matrix, float]]) -> tuple[Matrix, Matrix]:
    """Downhill, bent by what the last steps taught about the curvature (the two loops of L-BFGS)."""
    way, k_way = here.slope.copy(), here.k_slope.copy()
    shares = []
    for moved, _, turned, k_turned, bend in reversed(past):
        share = np.float32((moved * k_way).sum() / bend)
        shares.append(share)
        way -= share * turned
        k_way -= share * k_turned
    if past:
        _, _, turned, k_turned, bend = past[-1]
        scale = np.float32(bend / (turned * k_turned).sum())
    else:
        scale = np.float32(1 / max(1.0, float(np.abs(here.k_slope).max())))
    way *= scale
    k_way *= scale
    for (moved, k_moved, _, k_turned, bend), share in zip(past, reversed(shares), strict=True):
        back = share - np.float32((k_turned * way).sum() / bend)
        way += back * moved
        k_way += back * k_moved
    return way, k_way


def _walk(
    kernel: Matrix, allowed: Matrix, weights: Vectors, penalty: float, here: _Point, way: Matrix, k_way: Matrix
) -> _Point:
    """The first point down the way, from a full step and halving, that is low enough."""
    steepness = float((here.k_slope * way).sum())
    length = np.float32(1)
    for _ in range(20):
        loss, _ = _loss(allowed, weights, penalty, here.votes - length * way, here.k_votes - length * k_way)
        if loss <= here.loss - 1e-4 * float(length) * steepness:
            break
        length /= 2
    return _point(kernel, allowed, weights, penalty, here.votes - length * way, here.k_votes - length * k_way)


def out_of_fold(kernel: Matrix, allowed: Matrix, weights: Vectors, folds: NDArray[np.int_]) -> Matrix:
    """Scores (phrases x labels) of every phrase by a model that did not see its fold."""
    scores = np.zeros_like(allowed)
    for fold in np.unique(folds):
        held, rest = folds == fold, folds != fold
        votes = fit(kernel[np.ix_(rest, rest)], allowed[rest], weights[rest])
        scores[held] = kernel[np.ix_(held, rest)] @ votes
    return scores


@dataclass(frozen=True, slots=True)
class Calibration:
    """`temperature` divides the scores before the softmax; below `threshold` of `sureness` an answer is unsure."""

    temperature: float
    threshold: float


def calibrate(
    scores: Matrix, allowed: Matrix, nearness: Vectors, other: int, *, refused: float = REFUSED
) -> Calibration:
    """From out-of-fold scores and nearness (see `sureness`): the temperature of least surprise, and the threshold.

    The threshold is what `refused` of the `other` phrases stay below; with fewer than 20 of them a careful guess.
    """
    temperature = float(min(np.geomspace(0.25, 4, 25), key=lambda t: _surprise(scores / np.float32(t), allowed)))
    sure = sureness(softmax(scores / np.float32(temperature)), nearness, other)
    of_other = sure[(allowed[:, other] > 0)]
    threshold = float(np.quantile(of_other, refused)) if len(of_other) >= 20 else 0.65
    return Calibration(temperature, min(max(threshold, 0.2), 1.0))


def sureness(chances: Matrix, nearness: Vectors, other: int) -> Vectors:
    """Per row: the best intent's probability minus that of `other`, plus the nearness.

    Nearness is the likeness to the nearest phrase of any intent minus that to the nearest `other` phrase: probabilities
    alone are sure of "how much is a share of that company", which is like no phrase of buyers. It lifts the area under
    the curve from .972 to .983 on real messages.
    """
    intents = np.delete(chances, other, axis=1)
    return np.asarray(intents.max(axis=1) - chances[:, other] + nearness, dtype=np.float32)


def _surprise(scores: Matrix, allowed: Matrix) -> float:
    chance = (softmax(scores) * allowed).sum(axis=1)
    return float(-np.log(np.maximum(chance, 1e-6)).mean())
