"""All orders of a shop before a day, counted once and then asked for any buyer."""

from dataclasses import dataclass, fields

import numpy as np

from bot.core.recommend import FADES, Evidence, Floats, Ints, again

NEAR = 100
WIDE = 300
"""How many of the most similar buyers are asked: what they buy at all, and what they buy lately."""
POPULAR = 200
"""How many of the best sellers anybody may be proposed."""


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
        return Lines(*(getattr(self, one.name)[kept] for one in fields(self)))


@dataclass(frozen=True, slots=True)
class Pairs:
    """What each buyer did with each product they bought, sorted by buyer and product; see Evidence for the values."""

    buyer: Ints
    product: Ints
    orders: Floats
    fading: Floats
    first_age: Floats
    last_age: Floats
    quantity: Floats


@dataclass(frozen=True, slots=True)
class Past:
    """What happened before a day.

    `start[b]:start[b + 1]` are the pairs of a buyer. `posting[posted[p]:posted[p + 1]]` are the pairs of a product.
    `unit` belongs to the pairs, `rates`, `again` and `usual` to the products, and
    `order_ages[order_start[b]:order_start[b + 1]]` to a buyer.
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
    usual: Floats
    popular: Ints
    order_ages: Floats
    order_start: Ints

    def of(self, buyer: int) -> slice:
        """Where a buyer's pairs are."""
        return slice(int(self.start[buyer]), int(self.start[buyer + 1]))

    def pairs_with(self, product: int) -> Ints:
        """The pairs of everybody who bought a product."""
        return self.posting[self.posted[product] : self.posted[product + 1]]


def _starts(of: Ints, size: int) -> Ints:
    return np.concatenate(([0], np.cumsum(np.bincount(of, minlength=size)))).astype(np.int64)


def sums(of: Ints, weights: Floats, size: int) -> Floats:
    """The sum of the weights for each of the numbers from 0 to `size`."""
    return np.bincount(of, weights, minlength=size).astype(np.float64)


def ranges(start: Ints, stop: Ints) -> Ints:
    """The numbers of several ranges, one after the other."""
    sizes = stop - start
    shift = np.repeat(start - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
    return np.arange(int(sizes.sum()), dtype=np.int64) + shift


def _pairs(lines: Lines, day: float) -> Pairs:
    wide = int(lines.product.max(initial=0)) + 1
    # An order that holds a product on two lines ordered it once, with both quantities.
    once, line = np.unique(lines.order * wide + lines.product, return_inverse=True)
    _, first = np.unique(lines.order * wide + lines.product, return_index=True)
    quantity = np.log(np.maximum(sums(line, lines.quantity, len(once)), 1))
    key, age = (lines.buyer * wide + lines.product)[first], day - lines.day[first]
    keys, pair = np.unique(key, return_inverse=True)
    size = len(keys)
    orders = sums(pair, np.ones(len(key)), size)
    first_age, last_age = np.zeros(size), np.full(size, np.inf)
    np.maximum.at(first_age, pair, age)
    np.minimum.at(last_age, pair, age)
    fading = np.stack([sums(pair, 0.5 ** (age / half), size) for half in FADES])
    return Pairs(keys // wide, keys % wide, orders, fading, first_age, last_age, sums(pair, quantity, size) / orders)


def past(lines: Lines, day: float, buyers: int, products: int) -> Past:
    """What happened before `day`, counted; `buyers` and `products` are how many there are in all."""
    lines = lines.before(day)
    pairs = _pairs(lines, day)
    slow = pairs.fading[-1]
    length = np.sqrt(np.bincount(pairs.buyer, np.square(slow), minlength=buyers))
    _, at = np.unique(lines.order, return_index=True)
    order_buyer, order_age = lines.buyer[at], day - lines.day[at]
    by_age = np.lexsort((order_age, order_buyer))
    orders, bought_by = sums(pairs.product, pairs.orders, products), np.bincount(pairs.product, minlength=products)
    rates = np.stack([sums(pairs.product, pairs.fading[i], products) / half for i, half in enumerate(FADES)])
    return Past(
        buyers=buyers,
        products=products,
        pairs=pairs,
        start=_starts(pairs.buyer, buyers),
        posting=np.argsort(pairs.product, kind="stable").astype(np.int64),
        posted=_starts(pairs.product, products),
        unit=slow / np.maximum(length, 1e-12)[pairs.buyer],
        rates=rates,
        again=again(sums(pairs.product, (pairs.orders > 1).astype(np.float64), products), bought_by),
        usual=sums(pairs.product, pairs.quantity * pairs.orders, products) / np.maximum(orders, 1),
        popular=np.argsort(-rates[1], kind="stable")[:POPULAR].astype(np.int64),
        order_ages=order_age[by_age],
        order_start=_starts(order_buyer, buyers),
    )


def neighbours(past: Past, buyer: int, most: int) -> tuple[Ints, Floats]:
    """The buyers who buy most alike (cosine of fading counts), the nearest first, with their likeness."""
    mine = past.of(buyer)
    products = past.pairs.product[mine]
    begin, end = past.posted[products], past.posted[products + 1]
    posting = past.posting[ranges(begin, end)]
    weights = past.unit[posting] * np.repeat(past.unit[mine], end - begin)
    likeness = sums(past.pairs.buyer[posting], weights, past.buyers)
    likeness[buyer] = 0
    near = np.argpartition(-likeness, most)[:most] if most < past.buyers else np.arange(past.buyers)
    near = near[likeness[near] > 0]
    near = near[np.argsort(-likeness[near], kind="stable")]
    return near.astype(np.int64), likeness[near]


def evidence(past: Past, buyer: int) -> Evidence:
    """What is known of every product that this buyer, buyers like them, or many in the shop bought."""
    near, likeness = neighbours(past, buyer, WIDE)
    begin, end = past.start[near], past.start[near + 1]
    rows = ranges(begin, end)
    wide = np.repeat(likeness / max(float(likeness.sum()), 1e-12), end - begin)
    narrow = np.repeat(likeness * (np.arange(len(near)) < NEAR) / max(float(likeness[:NEAR].sum()), 1e-12), end - begin)
    mine, pairs = past.of(buyer), past.pairs
    theirs, size = pairs.product[rows], past.products
    share, count = sums(theirs, past.unit[rows] * narrow, size), sums(theirs, pairs.fading[3][rows] * narrow, size)
    lately = sums(theirs, pairs.fading[0][rows] * wide, size)
    wanted = lately > 0
    wanted[past.popular] = True
    wanted[pairs.product[mine]] = True
    products = np.flatnonzero(wanted).astype(np.int64)
    place = np.searchsorted(products, pairs.product[mine])

    def own(values: Floats) -> Floats:
        found = np.zeros(len(products))
        found[place] = values[mine]
        return found

    return Evidence(
        products=products,
        orders=own(pairs.orders),
        fading=np.stack([own(one) for one in pairs.fading]),
        unit=own(past.unit),
        first_age=own(pairs.first_age),
        last_age=own(pairs.last_age),
        quantity=own(pairs.quantity),
        share=share[products],
        count=count[products],
        lately=lately[products],
        rates=past.rates[:, products],
        again=past.again[products],
        usual=past.usual[products],
        top_rate=float(past.rates[1].max(initial=0)),
        order_ages=past.order_ages[past.order_start[buyer] : past.order_start[buyer + 1]],
    )
