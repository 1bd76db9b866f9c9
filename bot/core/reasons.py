"""Why a product is proposed: the most telling thing that is true of it, by counts."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from bot.core.past import Past, ranges

Kind = Literal["due", "reorders", "bought", "also", "category", "selling", "ordered", "sold"]

ALSO_LEAST = 5
"""So many buyers of both make it worth saying that buyers of one take the other too."""
ALSO_SHARE = 0.2
ALSO_LIFT = 2.0
LATELY_DAYS = 30
MANY = 5
"""So many buyers lately, and it sells well."""


@dataclass(frozen=True, slots=True)
class Reason:
    """`every` and `ago` in days; `n` orders or buyers, `of` how many in all; `other` another product's number."""

    kind: Kind
    every: int = 0
    ago: int = 0
    n: int = 0
    of: int = 0
    other: int = -1


def own(orders: int, first_age: float, last_age: float) -> Reason:
    """What a buyer's own orders of a product say; the ages of the first and the last in days."""
    ago = int(last_age)
    if orders < 2:
        return Reason("bought", ago=ago, n=1)
    every = max(1, round((first_age - last_age) / (orders - 1)))
    due = 0.8 * every <= last_age <= 2.5 * every
    return Reason("due" if due else "reorders", every=every, ago=ago, n=orders)


def also(both: int, buyers: int, takers: int, everybody: int, other: int) -> Reason | None:
    """Whether buyers of `other` (there are `buyers`, `both` of whom bought the product too) clearly take it more often
    than buyers on the whole do (`takers` of `everybody`)."""
    often = both >= ALSO_SHARE * buyers and both * everybody >= ALSO_LIFT * takers * buyers
    return Reason("also", n=both, of=buyers, other=other) if both >= ALSO_LEAST and often else None


def sold(lately: int, ever: int) -> Reason:
    """How many buyers ordered a product in the last LATELY_DAYS; or, when none did, ever."""
    kind: Kind = "selling" if lately >= MANY else "ordered" if lately else "sold"
    return Reason(kind, n=lately or ever)


def reason(past: Past, buyer: int, product: int) -> Reason:
    """What is true of this product for this buyer: their own orders first, then those of others."""
    mine, pairs = past.of(buyer), past.pairs
    at = mine.start + int(np.searchsorted(pairs.product[mine], product))
    if at < mine.stop and pairs.product[at] == product:
        return own(int(pairs.orders[at]), float(pairs.first_age[at]), float(pairs.last_age[at]))
    taken = past.pairs_with(product)
    lately = int((pairs.last_age[taken] <= LATELY_DAYS).sum())
    return _also(past, buyer, pairs.buyer[taken]) or sold(lately, len(taken))


def _also(past: Past, buyer: int, takers: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> Reason | None:
    """The product of theirs whose buyers take this one most often."""
    pairs = past.pairs
    rows = ranges(past.start[takers], past.start[takers + 1])
    theirs = pairs.product[past.of(buyer)]
    both = np.bincount(pairs.product[rows], minlength=past.products)[theirs]
    buyers = np.diff(past.posted)[theirs]
    everybody = int((np.diff(past.start) > 0).sum())
    found = [
        also(int(both[at]), int(buyers[at]), len(takers), everybody, int(theirs[at]))
        for at in np.argsort(-both / np.maximum(buyers, 1), kind="stable")[:20]
    ]
    return next((one for one in found if one is not None), None)
