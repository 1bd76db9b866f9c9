"""How much each signal of core/recommend.py counts: weights learned from the shop's own last months.

For days in the past it is known what buyers ordered in the month after. A logistic regression finds the weights under
which the products that were ordered come first. They start from WEIGHTS and move only as far as the shop's history
says so clearly: a small or new shop keeps them.
"""

from dataclasses import dataclass

import numpy as np

from bot.core.past import Lines, evidence, past
from bot.core.recommend import Evidence, Flags, Floats, Ints, candidates, signals

MONTH = 30.0
"""The days in which a proposal is hoped to be ordered."""
LOOKED_BACK = 6
"""On how many days of the past the weights are tried, half a month between two."""
BUYERS_TRIED = 400
LEAST_ROWS = 2000
"""With fewer examples than this, nothing is learned."""
HOLD = 100.0
"""How strongly the weights are held where they start."""

WEIGHTS: dict[str, float] = {
    "bought": -0.025,
    "own 30": -0.173,
    "own 60": 0.023,
    "own 120": -0.028,
    "of their orders": 0.483,
    "of their orders since": 0.369,
    "in their last order": -0.168,
    "last": 0.015,
    "due": 0.076,
    "late": -0.341,
    "quantity": -0.615,
    "in all": 0.658,
    "bought, lines": -0.62,
    "bought, orders": -0.209,
    "alike share": 1.266,
    "alike share, root": -0.388,
    "alike count": -0.034,
    "alike lately": 0.055,
    "bought, alike share": -0.656,
    "bought, alike count": -0.108,
    "bought, alike lately": 0.17,
    "own and alike": 0.566,
    "own and alike lately": 0.426,
    "tide": 3.427,
    "bought, tide": -0.884,
    "season": -1.974,
    "bought, season": 0.926,
    "again": -2.124,
    "bought, again": 4.719,
    "mild blend": 0.318,
    "keen blend": -1.252,
    "lines": 0.495,
    "orders": 0.249,
    "quiet": 0.201,
}
"""Learned, held near 0, from a UK giftware wholesaler's orders before June 2011 (docs/recommending.md)."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Products for one buyer, best first; `scores` are log-odds that they are ordered within a month."""

    products: Ints
    scores: Floats


def default() -> Floats:
    """The weights that every shop starts from."""
    return np.array(list(WEIGHTS.values()))


def _rows(known: Evidence) -> Floats:
    told = signals(known)
    return np.stack([told[name] for name in WEIGHTS], axis=1)


def ranked(known: Evidence, weights: Floats) -> Ranked:
    """A buyer's candidates, both those bought before and those new to them, the best first."""
    chosen = candidates(known)
    scores = _rows(chosen) @ weights
    order = np.argsort(-scores, kind="stable")
    return Ranked(chosen.products[order], scores[order])


def learn(lines: Lines, day: float, buyers: int, products: int) -> Floats:
    """The weights as the months before `day` teach them; the default ones where there is too little to learn from."""
    examples = [_examples(lines, day - MONTH * (1 + back / 2), buyers, products) for back in range(LOOKED_BACK)]
    signals = np.concatenate([one[0] for one in examples])
    ordered = np.concatenate([one[1] for one in examples])
    if len(signals) < LEAST_ROWS or not ordered.any():
        return default()
    return fit(signals, ordered, default(), HOLD)


def _examples(lines: Lines, day: float, buyers: int, products: int) -> tuple[Floats, Floats]:
    """For buyers with orders both before and in the month after `day`: what spoke for each candidate, and whether it
    was ordered then."""
    before = past(lines, day, buyers, products)
    then = (lines.day >= day) & (lines.day < day + MONTH)
    came = np.unique(lines.buyer[then])
    came = came[np.diff(before.start)[came] > 0] if len(came) else came
    # Evenly spread over the buyers, the same each time.
    came = came[:: max(1, len(came) // BUYERS_TRIED)]
    pairs = np.unique(lines.buyer[then] * products + lines.product[then])
    rows: list[Floats] = [np.empty((0, len(WEIGHTS)))]
    ordered: list[Floats] = [np.empty(0)]
    for buyer in came.tolist():
        chosen = candidates(evidence(before, buyer))
        rows.append(_rows(chosen))
        mine = pairs[np.searchsorted(pairs, buyer * products) : np.searchsorted(pairs, (buyer + 1) * products)]
        ordered.append(np.isin(buyer * products + chosen.products, mine).astype(np.float64))
    return np.concatenate(rows), np.concatenate(ordered)


def fit(signals: Floats, ordered: Floats, start: Floats, hold: float, most_steps: int = 15) -> Floats:
    """Logistic regression by Newton's method, held near `start` (a ridge around it, on signals of unit variance).

    `signals` is a row for each example, `ordered` 1 or 0; returns a weight for each column. An intercept is fitted and
    left out: within one buyer's list it changes nothing.
    """
    middle, spread = signals.mean(axis=0), signals.std(axis=0)
    spread[spread < 1e-9] = np.inf  # a signal that never varies keeps its weight
    rows = np.column_stack([np.ones(len(signals)), (signals - middle) / spread])
    spread[np.isinf(spread)] = 1
    begin = np.concatenate(([0.0], start * spread))
    held = np.concatenate(([1e-6], np.full(len(start), hold)))

    def loss(weights: Floats) -> float:
        odds = rows @ weights
        return float((np.logaddexp(0, odds) - ordered * odds).sum() + 0.5 * (held * (weights - begin) ** 2).sum())

    weights = begin.copy()
    share = float(np.clip(ordered.mean(), 1e-4, 1 - 1e-4))
    weights[0] = np.log(share / (1 - share))
    now = loss(weights)
    for _ in range(most_steps):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (ordered - chance) - held * (weights - begin)
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(held)
        step, size = np.linalg.solve(bend, slope), 1.0
        while (then := loss(weights + size * step)) > now and size > 1e-4:
            size /= 2
        if now - then < 1e-5 * now:
            break
        weights, now = weights + size * step, then
    return np.asarray(weights[1:] / spread, dtype=np.float64)


def only(found: Ranked, allowed: Flags, most: int) -> Ranked:
    """The best of those that are allowed (one flag for each product), `most` at most."""
    kept = allowed[found.products]
    return Ranked(found.products[kept][:most], found.scores[kept][:most])
