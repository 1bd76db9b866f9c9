"""Which products to propose to a buyer: the candidates, and what speaks for each of them.

What speaks for a product is worked out from counts of orders that fade with time: of the buyer, of buyers who buy
alike, of the whole shop. The same rule serves the card, which reads summaries (store/fading.py), and the door for many
buyers, which reads all orders (core/past.py). How much each signal counts is in core/weighing.py; method and figures
stand in docs/recommending.md.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

FADES = (15.0, 30.0, 60.0, 120.0)
"""Half-lives in days: an order so old counts half."""
CANDIDATES = 70
"""How many products of each kind, bought before or not, are weighed up for one buyer."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of some products for one buyer now; the arrays hold one value for each product.

    Of the buyer: `orders` with it, `fading` (a row for each of FADES), `unit` (their fading counts over FADES[-1] as a
    vector of length 1), `first_age` and `last_age` in days, `quantity` (mean logarithm). Of buyers who buy alike, as
    means weighted by likeness: `share` of their unit vectors, `count` over FADES[-1], `lately` over FADES[0]. Of the
    shop: `rates` in orders a day (a row for each of FADES), `again` (share of its buyers who ordered it again), `usual`
    quantity (mean logarithm). `top_rate` is the highest rate over FADES[1] of any product, `order_ages` those of the
    buyer's orders, ascending.
    """

    products: Ints
    orders: Floats
    fading: Floats
    unit: Floats
    first_age: Floats
    last_age: Floats
    quantity: Floats
    share: Floats
    count: Floats
    lately: Floats
    rates: Floats
    again: Floats
    usual: Floats
    top_rate: float
    order_ages: Floats

    def only(self, kept: Ints) -> "Evidence":
        """The same for some of the products."""
        return Evidence(
            self.products[kept], self.orders[kept], self.fading[:, kept], self.unit[kept], self.first_age[kept],
            self.last_age[kept], self.quantity[kept], self.share[kept], self.count[kept], self.lately[kept],
            self.rates[:, kept], self.again[kept], self.usual[kept], self.top_rate, self.order_ages,
        )  # fmt: skip


def again(repeaters: Floats, buyers: npt.NDArray[np.int64] | Floats) -> Floats:
    """The share of products' buyers who ordered them again.

    Of a few buyers it is believed little: ten of a usual kind, of whom two come back, are counted in.
    """
    found: Floats = (repeaters + 2) / (buyers + 10)
    return found


def _tide(known: Evidence, quick: int, slow: int) -> Floats:
    """What a product sells now against what it sold before: season, novelty, end of line."""
    found: Floats = (known.rates[quick] + 0.02) / (known.rates[slow] + 0.02)
    return found


def _blend(known: Evidence, tilt: float, little: float) -> Floats:
    """User-kNN with the buyer's own counts, moved by the product's tide, plus a little of what is popular."""
    popular = known.rates[1] / max(known.top_rate, 1e-12)
    found: Floats = (0.7 * known.share + 0.3 * known.unit) * _tide(known, 0, 2) ** tilt + little * popular
    return found


def candidates(known: Evidence) -> Evidence:
    """The products worth weighing up: the likeliest of those bought before, and of those that are new to the buyer."""
    keen = _blend(known, 0.8, 0.02)
    bought = known.orders > 0
    return known.only(np.concatenate([_best(keen * bought, CANDIDATES), _best(keen * ~bought, CANDIDATES)]))


def _best(scores: Floats, most: int) -> Ints:
    """The indices of the highest scores above nothing, the best first."""
    found = np.argpartition(-scores, most)[:most] if most < len(scores) else np.arange(len(scores))
    found = found[scores[found] > 0]
    return found[np.argsort(-scores[found], kind="stable")].astype(np.int64)


def signals(known: Evidence) -> dict[str, Floats]:
    """What speaks for each product, or against it; the names are those of weighing.WEIGHTS."""
    log, ages, bought = np.log, known.order_ages, known.orders > 0
    number, youngest = max(len(ages), 1), float(ages[0]) if len(ages) else 365.0
    lines = log(1 + float(known.orders.sum()) / number)
    since_first = np.maximum(np.searchsorted(ages, known.first_age + 1e-6), 1)
    gap = np.where(known.orders > 1, (known.first_age - known.last_age) / np.maximum(known.orders - 1, 1), 0)
    due = np.where(gap > 0, np.clip(known.last_age / np.maximum(gap, 1), 0, 4), 0)
    tide, season = log(_tide(known, 0, 2)), log(_tide(known, 1, 3))
    share, count, lately = log(0.003 + known.share), log(0.01 + known.count), log(0.01 + known.lately)
    every = np.ones(len(known.products))
    return {
        "bought": bought * 1.0,
        "own 30": np.log1p(50 * known.fading[1]),
        "own 60": np.log1p(50 * known.fading[2]),
        "own 120": np.log1p(50 * known.fading[3]),
        "of their orders": known.orders / number,
        "of their orders since": np.where(bought, known.orders / since_first, 0),
        "in their last order": bought * (known.last_age <= youngest + 1e-6),
        "last": bought * np.log1p(known.last_age),
        "due": ((due > 0.7) & (due < 1.5)) * 1.0,
        "late": (due > 2.5) * 1.0,
        "quantity": bought * np.clip(known.quantity - known.usual, -3, 3),
        "in all": bought * np.clip(known.quantity - known.usual + log(np.maximum(known.orders, 1)), -3, 5),
        "bought, lines": bought * lines,
        "bought, orders": bought * log(1 + number),
        "alike share": share,
        "alike share, root": np.sqrt(known.share),
        "alike count": count,
        "alike lately": lately,
        "bought, alike share": bought * share,
        "bought, alike count": bought * count,
        "bought, alike lately": bought * lately,
        "own and alike": log(0.02 + 0.5 * known.fading[2] + 0.5 * known.count),
        "own and alike lately": log(0.02 + 0.3 * known.fading[2] + 2 * known.lately),
        "tide": tide,
        "bought, tide": bought * tide,
        "season": season,
        "bought, season": bought * season,
        "again": known.again,
        "bought, again": bought * known.again,
        "mild blend": log(0.003 + _blend(known, 0.4, 0.01)),
        "keen blend": log(0.003 + _blend(known, 0.8, 0.02)),
        "lines": every * lines,
        "orders": every * log(1 + number),
        "quiet": every * log(1 + youngest),
    }
