"""Products proposed for a buyer, each with a reason that is true."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from bot.core import reasons, weighing
from bot.core.people import Buyer
from bot.core.products import Product
from bot.core.reasons import Reason
from bot.core.recommend import Evidence
from bot.core.services import is_service
from bot.core.shows import Proposal, Say
from bot.desk.reasons import reason_said
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import fading, new_products, products
from bot.store.database import Tx

NOVEL_EVERY = 3
"""Every third place on a card is for something new to the buyer."""
COUNTED = 1000
"""Buyers of two products are counted through only where one has no more of them."""


def proposals_for(shop: Shop, tx: Tx, buyer: Buyer, most: int) -> tuple[Proposal, ...]:
    """What to show this buyer now, best first: what they order again, and what is new to them.

    In stock only, no services, and nothing the buyer was shown in the configured days.
    """
    known = fading.evidence(tx, buyer.id, shop.clock())
    found: list[Proposal] = []
    taken = products.shown_since(tx, buyer.id, shop.clock() - timedelta(days=shop.config.proposals.not_again_days))
    digits = fading.codes_have_digits(tx)
    for id in _mixed(shop, tx, buyer, known):
        product = products.by_id(tx, id) if id not in taken else None
        taken.add(id)
        if product is None or product.stock == 0 or is_service(product.code, product.title, digits):
            continue
        found.append(Proposal(product, _reason(shop, tx, buyer, known, product)))
        if len(found) >= most:
            break
    return tuple(found)


def _mixed(shop: Shop, tx: Tx, buyer: Buyer, known: Evidence) -> Iterator[int]:
    """Both lists in one: what they order again, and in every third place what is new to them; one goes on alone where
    the other ends."""
    bought = set(known.products[known.orders > 0].tolist())
    ranked = weighing.ranked(known, weighing.default()).products.tolist()
    again = (id for id in ranked if id in bought)
    since = shop.clock() - timedelta(days=shop.config.proposals.new_days)
    new = new_products.in_their_categories(tx, buyer.id, since)
    novel = (id for id in _woven(new, (id for id in ranked if id not in bought)) if id not in bought)
    place = 0
    for place, id in enumerate(again, 1):
        yield id
        if place % (NOVEL_EVERY - 1) == 0:
            yield from (one for one in (next(novel, 0),) if one)
    yield from novel


def _woven(first: Iterable[int], second: Iterator[int]) -> Iterator[int]:
    """One of each in turn, then the rest."""
    for id in first:
        yield id
        yield from (one for one in (next(second, 0),) if one)
    yield from second


def _reason(shop: Shop, tx: Tx, buyer: Buyer, known: Evidence, product: Product) -> Say:
    """The most telling thing that is true of a product for this buyer."""
    at = {id: at for at, id in enumerate(known.products.tolist())}.get(product.id)
    if at is not None and known.orders[at] > 0:
        mine = reasons.own(int(known.orders[at]), float(known.first_age[at]), float(known.last_age[at]))
        return reason_said(mine)
    also = _also(tx, known, product.id)
    if also is not None:
        other = products.by_id(tx, also.other)
        return reason_said(also, other.code if other else "")
    now = shop.clock()
    ever = fading.buyers_of(tx, product.id)
    lately = fading.buyers_lately(tx, product.id, now - timedelta(days=reasons.LATELY_DAYS)) if ever else 0
    new = new_products.in_their_categories(tx, buyer.id, now - timedelta(days=shop.config.proposals.new_days))
    if product.id in new:
        return reason_said(Reason("category"), category=product.category)
    return reason_said(reasons.sold(lately, ever)) if ever else _plain_reason(product)


def _also(tx: Tx, known: Evidence, product: int) -> Reason | None:
    takers = fading.buyers_of(tx, product)
    if takers < reasons.ALSO_LEAST:
        return None
    units = zip(known.unit.tolist(), known.products.tolist(), strict=True)
    mine = sorted((one for one in units if one[0] > 0), reverse=True)
    everybody = fading.everybody(tx)
    found = []
    for _, other in mine[:4]:
        buyers_of_other = fading.buyers_of(tx, other)
        if min(takers, buyers_of_other) <= COUNTED:
            fewer, more = (product, other) if takers < buyers_of_other else (other, product)
            both = fading.buyers_of_both(tx, more, fewer)
            found.append(reasons.also(both, buyers_of_other, takers, everybody, other))
    return max((one for one in found if one is not None), key=lambda one: one.n / one.of, default=None)


def restored(shop: Shop, tx: Tx, buyer: Buyer, ids: tuple[int, ...]) -> tuple[Proposal, ...]:
    """The proposals that a card shows, in the order it offered them; the reasons as they are now."""
    known = fading.evidence(tx, buyer.id, shop.clock())
    found = [products.by_id(tx, id) for id in ids]
    return tuple(Proposal(one, _reason(shop, tx, buyer, known, one)) for one in found if one is not None)


def _plain_reason(product: Product) -> Say:
    return Say(N_("in {category}"), {"category": product.category or "—"})
