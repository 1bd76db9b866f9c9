"""Products proposed for a buyer, each with a reason that is true."""

from datetime import timedelta

from bot.core.people import Buyer
from bot.core.products import Product
from bot.core.shows import Proposal, Say
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import buyers, products
from bot.store.database import Tx, instant

NOT_AGAIN_FOR = timedelta(days=14)
NEW_FOR = timedelta(days=60)
SELLING_FOR = timedelta(days=60)


def proposals_for(shop: Shop, tx: Tx, buyer: Buyer, most: int) -> tuple[Proposal, ...]:
    """What to show this buyer now, best first: what they reorder, what is new in their categories, what sells.

    In stock only, and nothing the buyer was shown in the last 14 days.
    """
    now = shop.clock()
    shown = products.shown_since(tx, buyer.id, now - NOT_AGAIN_FOR)
    found: dict[int, Proposal] = {}

    def consider(id: int, reason: Say) -> None:
        if id in found or id in shown or len(found) >= most:
            return
        product = products.by_id(tx, id)
        if product is not None and product.stock != 0:
            found[id] = Proposal(product, reason)

    for id, reason in _reorders(shop, tx, buyer):
        consider(id, reason)
    categories = buyers.categories(tx, buyer.id)
    for id in products.newest(tx, now - NEW_FOR, 12):
        product = products.by_id(tx, id)
        if product is not None and product.category in categories:
            consider(id, Say(N_("new in {category}, which they buy"), {"category": product.category}))
    for id, count in products.best_sellers(tx, now - SELLING_FOR, most + len(shown) + 12):
        consider(
            id,
            Say(
                N_("{n} buyer ordered it in the last 60 days"),
                {"n": count},
                plural=N_("{n} buyers ordered it in the last 60 days"),
            ),
        )
    return tuple(found.values())


def _reorders(shop: Shop, tx: Tx, buyer: Buyer) -> list[tuple[int, Say]]:
    now = shop.clock()
    due = []
    for row in products.bought(tx, buyer.id):
        if row["orders"] < 2:
            continue
        first, last = instant(row["first_at"]), instant(row["last_at"])
        every = max(1, (last - first).days // (row["orders"] - 1))
        ago = (now - last).days
        if ago * 10 >= every * 8:
            reason = Say(N_("reorders about every {every} days, {ago} days ago"), {"every": every, "ago": ago})
            due.append((row["orders"], row["product_id"], reason))
    due.sort(key=lambda one: (-one[0], one[1]))
    return [(id, reason) for _, id, reason in due]


def restored(shop: Shop, tx: Tx, buyer: Buyer, ids: tuple[int, ...]) -> tuple[Proposal, ...]:
    """The proposals that a card shows, in the order it offered them; the reasons as they are now."""
    now_offered = {one.product.id: one for one in proposals_for(shop, tx, buyer, 24)}
    shown = []
    for id in ids:
        product = products.by_id(tx, id)
        if product is not None:
            shown.append(now_offered.get(id) or Proposal(product, _plain_reason(product)))
    return tuple(shown)


def _plain_reason(product: Product) -> Say:
    return Say(N_("in {category}"), {"category": product.category or "—"})
