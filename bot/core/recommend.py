"""Which products to propose to a buyer: the candidates, and what speaks for each of them.

What speaks for a product is worked out from counts of orders that fade with time. How much each signal counts is in
core/weighing.py. Method and figures stand in docs/recommending.md.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FADES = (7.0, 15.0, 30.0, 60.0, 120.0)
"""Half-lives in days: an order so old counts half."""
NEAR = 100
WIDE = 300
"""How many of the most similar buyers are asked: what they buy at all, and what they buy right now."""
CANDIDATES = 70
"""How many products of each kind, bought before or not, are weighed up for one buyer."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Order lines as parallel arrays; `buyer`, `product` and `order` count from 0, `day` is in days, in any order."""

    buyer: Ints
    product: Ints
    order: Ints
    day: Floats
    quantity: Floats

    def before(self, day: float) -> "Lines":
        """Those before a day."""
        kept = self.day < day
        return Lines(*(getattr(self, name)[kept] for name in ("buyer", "product", "order", "day", "quantity")))


@dataclass(frozen=True, slots=True)
class Pairs:
    """What each buyer did with each product they bought, sorted by buyer; `ages` in days before now.

    `fading[i]` is the number of orders, each counted less with its age (FADES[i]).
    """

    buyer: Ints
    product: Ints
    orders: Floats
    fading: Floats
    first_age: Floats
    last_age: Floats
    quantity: Floats
    last_quantity: Floats


@dataclass(frozen=True, slots=True)
class Past:
    """All that happened before a day, ready to be asked for any buyer.

    `start[b]:start[b + 1]` are the pairs of a buyer; `posting` are pairs sorted by product, `posted` their starts.
    """

    buyers: int
    products: int
    pairs: Pairs
    start: Ints
    posting: Ints
    posted: Ints
    unit: Floats
    rates: Floats
    again: Floats
    sold_age: Floats
    first_age: Floats
    usual_quantity: Floats
    order_ages: Floats
    order_start: Ints
    lines_per_order: Floats


def _starts(of: Ints, size: int) -> Ints:
    return np.concatenate(([0], np.cumsum(np.bincount(of, minlength=size)))).astype(np.int64)


def _sums(of: Ints, weights: Floats, size: int) -> Floats:
    return np.bincount(of, weights, minlength=size).astype(np.float64)


def pairs_of(lines: Lines, day: float) -> Pairs:
    """Buyers and products with their counts at `day`, from lines before it."""
    wide = int(lines.product.max(initial=0)) + 1
    # An order that holds a product on two lines ordered it once.
    _, first = np.unique(lines.order * wide + lines.product, return_index=True)
    key = (lines.buyer * wide + lines.product)[first]
    age = day - lines.day[first]
    by_age = np.lexsort((age, key))
    key, age, quantity = key[by_age], age[by_age], lines.quantity[first][by_age]
    keys, start = np.unique(key, return_index=True)
    pair = np.repeat(np.arange(len(keys)), np.diff(np.append(start, len(key))))
    fading = np.stack([_sums(pair, 0.5 ** (age / half), len(keys)) for half in FADES])
    last = np.append(start[1:], len(key)) - 1
    found = Pairs(
        keys // wide, keys % wide, _sums(pair, np.ones(len(key)), len(keys)), fading, age[last], age[start],
        _sums(pair, quantity, len(keys)), quantity[start],
    )  # fmt: skip
    return found


def past(lines: Lines, day: float, buyers: int, products: int) -> Past:
    """What happened before `day`, counted; `buyers` and `products` are how many there are in all."""
    lines = lines.before(day)
    pairs = pairs_of(lines, day)
    start = _starts(pairs.buyer, buyers)
    posting = np.argsort(pairs.product, kind="stable").astype(np.int64)
    slow = pairs.fading[-1]
    length = np.sqrt(_sums(pairs.buyer, slow**2, buyers))
    orders, at = np.unique(lines.order, return_index=True)
    order_buyer, order_age = lines.buyer[at], day - lines.day[at]
    by_age = np.lexsort((order_age, order_buyer))
    bought_by = _sums(pairs.product, np.ones(len(pairs.product)), products)
    order_start = _starts(order_buyer, buyers)
    sold_age, first_age = np.full(products, np.inf), np.zeros(products)
    np.minimum.at(sold_age, lines.product, day - lines.day)
    np.maximum.at(first_age, lines.product, day - lines.day)
    return Past(
        buyers=buyers,
        products=products,
        pairs=pairs,
        start=start,
        posting=posting,
        posted=_starts(pairs.product, products),
        unit=slow / np.maximum(length, 1e-12)[pairs.buyer],
        rates=np.stack([_sums(pairs.product, pairs.fading[i], products) / half for i, half in enumerate(FADES)]),
        again=_sums(pairs.product, (pairs.orders > 1) * 1.0, products) / np.maximum(bought_by, 1),
        sold_age=sold_age,
        first_age=first_age,
        usual_quantity=_typical(lines.product, lines.quantity, products),
        order_ages=order_age[by_age],
        order_start=order_start,
        lines_per_order=_sums(pairs.buyer, pairs.orders, buyers) / np.maximum(np.diff(order_start), 1),
    )


def _typical(of: Ints, values: Floats, size: int) -> Floats:
    """The median of the values of each group; 1 for an empty one."""
    order = np.lexsort((values, of))
    start = _starts(of, size)
    filled = np.diff(start) > 0
    found = np.ones(size)
    found[filled] = values[order][(start[:-1] + np.diff(start) // 2)[filled]]
    return np.maximum(found, 1)


def ranges(start: Ints, stop: Ints) -> Ints:
    """The numbers of several ranges, one after the other."""
    sizes = stop - start
    shift = np.repeat(start - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
    return np.arange(int(sizes.sum()), dtype=np.int64) + shift


def neighbours(past: Past, buyer: int, most: int) -> tuple[Ints, Floats]:
    """The buyers who buy most alike (cosine of fading counts), the nearest first, with their likeness."""
    mine = slice(past.start[buyer], past.start[buyer + 1])
    products, weights = past.pairs.product[mine], past.unit[mine]
    begin, end = past.posted[products], past.posted[products + 1]
    posting = past.posting[ranges(begin, end)]
    likeness = _sums(past.pairs.buyer[posting], past.unit[posting] * np.repeat(weights, end - begin), past.buyers)
    likeness[buyer] = 0
    near = np.argpartition(-likeness, min(most, past.buyers - 1))[:most]
    near = near[likeness[near] > 0]
    near = near[np.argsort(-likeness[near], kind="stable")]
    return near.astype(np.int64), likeness[near]


@dataclass(frozen=True, slots=True)
class Around:
    """What the most similar buyers buy, for every product: in all, lately, and right now (means, weighted by likeness)."""

    share: Floats
    count: Floats
    lately: Floats
    now: Floats


def around(past: Past, buyer: int) -> Around:
    """What buyers like this one buy."""
    near, likeness = neighbours(past, buyer, WIDE)
    begin, end = past.start[near], past.start[near + 1]
    rows = ranges(begin, end)
    products = past.pairs.product[rows]
    wide = np.repeat(likeness / max(likeness.sum(), 1e-12), end - begin)
    narrow = np.repeat(likeness / max(likeness[:NEAR].sum(), 1e-12) * (np.arange(len(near)) < NEAR), end - begin)
    fading = past.pairs.fading
    return Around(
        share=_sums(products, past.unit[rows] * narrow, past.products),
        count=_sums(products, fading[4][rows] * narrow, past.products),
        lately=_sums(products, fading[1][rows] * wide, past.products),
        now=_sums(products, fading[0][rows] * wide, past.products),
    )


def _blend(share: Floats, unit: Floats, trend: Floats, popular: Floats, tilt: float, little: float) -> Floats:
    """User-kNN with the buyer's own counts, moved by the product's trend, plus a little of what is popular."""
    mixed: Floats = (0.7 * share + 0.3 * unit) * trend**tilt + little * popular
    return mixed


def candidates(past: Past, buyer: int) -> tuple[Ints, Floats]:
    """Products worth weighing up for a buyer, and for each what speaks for it: a row each, its columns as in
    weighing.WEIGHTS."""
    mine = slice(past.start[buyer], past.start[buyer + 1])
    pairs, rates = past.pairs, past.rates
    near = around(past, buyer)
    unit = np.zeros(past.products)
    unit[pairs.product[mine]] = past.unit[mine]
    quick = (rates[1] + 0.02) / (rates[3] + 0.02)
    popular = rates[2] / max(float(rates[2].max(initial=0)), 1e-12)
    mild = _blend(near.share, unit, quick, popular, 0.4, 0.01)
    keen = _blend(near.share, unit, quick, popular, 0.8, 0.02)
    chosen = np.concatenate([_best(keen * (unit > 0), CANDIDATES), _best(keen * (unit == 0), CANDIDATES)])
    at = np.full(past.products, -1)
    at[pairs.product[mine]] = np.arange(mine.start, mine.stop)
    had = at[chosen] >= 0

    def own(values: Floats) -> Floats:
        found = np.zeros(len(chosen))
        found[had] = values[at[chosen][had]]
        return found

    ages = past.order_ages[past.order_start[buyer] : past.order_start[buyer + 1]]
    number, youngest = max(len(ages), 1), float(ages.min(initial=365.0))
    orders, first, last = own(pairs.orders), own(pairs.first_age), own(pairs.last_age)
    since_first = np.maximum(np.searchsorted(ages, first + 1e-6), 1)
    gap = np.where(orders > 1, (first - last) / np.maximum(orders - 1, 1), 0)
    due = np.where(gap > 0, np.clip(last / np.maximum(gap, 1), 0, 4), 0)
    usual = past.usual_quantity[chosen]
    tide = np.log(quick)[chosen]
    season = np.log((rates[2] + 0.02) / (rates[4] + 0.02))[chosen]
    rows, log = past.lines_per_order[buyer], np.log
    signals = {
        "bought": had * 1.0,
        "own 30": np.log1p(50 * own(pairs.fading[2])),
        "own 60": np.log1p(50 * own(pairs.fading[3])),
        "own 120": np.log1p(50 * own(pairs.fading[4])),
        "of their orders": orders / number,
        "of their orders since": np.where(had, orders / since_first, 0),
        "in their last order": had * (last <= youngest + 1e-6),
        "last": np.log1p(last),
        "due": ((due > 0.7) & (due < 1.5)) * 1.0,
        "late": (due > 2.5) * 1.0,
        "quantity": had * np.log1p(np.clip(own(pairs.quantity) / usual, 0, 100)),
        "last quantity": had * np.log1p(np.clip(own(pairs.last_quantity) / usual, 0, 100)),
        "bought, lines": had * log(1 + rows),
        "bought, orders": had * log(1 + number),
        "alike share": log(0.003 + near.share[chosen]),
        "alike share, root": np.sqrt(near.share[chosen]),
        "alike count": log(0.01 + near.count[chosen]),
        "alike lately": log(0.01 + near.lately[chosen]),
        "alike now": log(0.01 + near.now[chosen]),
        "tide": tide,
        "bought, tide": had * tide,
        "season": season,
        "bought, season": had * season,
        "again": past.again[chosen],
        "bought, again": had * past.again[chosen],
        "mild blend": log(0.003 + mild[chosen]),
        "keen blend": log(0.003 + keen[chosen]),
        "lines": np.full(len(chosen), log(1 + rows)),
        "orders": np.full(len(chosen), log(1 + number)),
        "quiet": np.full(len(chosen), log(1 + youngest)),
    }
    return chosen, np.stack(list(signals.values()), axis=1)


def _best(scores: Floats, most: int) -> Ints:
    """The indices of the highest scores above nothing, the best first."""
    found = np.argpartition(-scores, most)[:most] if most < len(scores) else np.arange(len(scores))
    found = found[scores[found] > 0]
    return found[np.argsort(-scores[found], kind="stable")].astype(np.int64)
