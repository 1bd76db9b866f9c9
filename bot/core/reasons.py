"""Why a product is proposed: the most telling thing that is true of it, by counts."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from bot.core.recommend import Past, ranges

Kind = Literal["due", "reorders", "bought", "also", "category", "selling", "new", "alike"]

ALSO_LEAST = 5
"""So many buyers of both make it worth saying that buyers of one take the other too."""
ALSO_SHARE = 0.2
ALSO_LIFT = 2.0


@dataclass(frozen=True, slots=True)
class Reason:
    """`every` and `ago` in days; `n` orders or buyers, `of` how many in all; `other` another product's index."""

    kind: Kind
    every: int = 0
    ago: int = 0
    n: int = 0
    of: int = 0
    other: int = -1


def reason(past: Past, buyer: int, product: int) -> Reason:
    """What is true of this product for this buyer: their own orders first, then those of others."""
    mine = slice(past.start[buyer], past.start[buyer + 1])
    pairs = past.pairs
    at = mine.start + int(np.searchsorted(pairs.product[mine], product))
    if at < mine.stop and pairs.product[at] == product:
        return _own(int(pairs.orders[at]), float(pairs.first_age[at]), float(pairs.last_age[at]))
    return _also(past, buyer, product) or selling(past, product)


def _own(orders: int, first_age: float, last_age: float) -> Reason:
    ago = int(last_age)
    if orders < 2:
        return Reason("bought", ago=ago, n=1)
    every = max(1, round((first_age - last_age) / (orders - 1)))
    due = orders > 2 and 0.8 * every <= last_age <= 2.5 * every
    return Reason("due" if due else "reorders", every=every, ago=ago, n=orders)


def _also(past: Past, buyer: int, product: int) -> Reason | None:
    """Another product of theirs whose buyers clearly take this one more often than buyers on the whole do."""
    pairs = past.pairs
    takers = pairs.buyer[past.posting[past.posted[product] : past.posted[product + 1]]]
    rows = ranges(past.start[takers], past.start[takers + 1])
    both = np.bincount(pairs.product[rows], minlength=past.products)
    theirs = pairs.product[past.start[buyer] : past.start[buyer + 1]]
    counted = both[theirs]
    buyers_of = np.diff(past.posted)[theirs]
    share = counted / np.maximum(buyers_of, 1)
    usual = len(takers) / max(int((np.diff(past.start) > 0).sum()), 1)
    telling = (counted >= ALSO_LEAST) & (share >= ALSO_SHARE) & (share >= ALSO_LIFT * usual)
    if not telling.any():
        return None
    best = int(np.argmax(np.where(telling, share, 0)))
    return Reason("also", n=int(counted[best]), of=int(buyers_of[best]), other=int(theirs[best]))


def selling(past: Past, product: int) -> Reason:
    """How many buyers ordered it in the last 30 days; or, when none did, ever."""
    posting = past.posting[past.posted[product] : past.posted[product + 1]]
    lately = int((past.pairs.last_age[posting] <= 30).sum())
    return Reason("selling", n=lately) if lately else Reason("alike", n=len(posting))
