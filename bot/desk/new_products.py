"""`/arrivals`: new products and the buyers to tell of each, every buyer at most once for each product."""

from dataclasses import replace
from datetime import timedelta

from bot.core.actions import ListArrivals, TellOf
from bot.core.people import Buyer
from bot.core.shows import Button, Say, Show, ToDesk
from bot.desk import buyers
from bot.desk import cards as card_desk
from bot.desk.access import Standing
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import cards, log, new_products, products
from bot.store.database import Tx

PRODUCTS, ON_A_PAGE = 8, 8


def listing(shop: Shop, tx: Tx, at: Standing, product_id: int, page: int = 0, edits: int = 0) -> list[Show] | None:
    """The new products; or a page (from 0) of the buyers to tell of one, those most likely to want it first.

    None for a product that is gone.
    """
    if not product_id:
        return _choice(shop, tx, at, edits)
    product = products.by_id(tx, product_id)
    if product is None:
        return None
    found = new_products.whom(tx, product_id, at.seller.sees, page * ON_A_PAGE, ON_A_PAGE + 1)
    lines = [Say("🆕 <b>{title}</b> · {code}", {"title": product.title, "code": product.code})]
    lines += [
        Say(
            N_("• {name} · ordered of {category} {n} time · {total} in all"),
            {"name": one.name, "category": product.category, "n": one.orders, "total": one.total},
            plural=N_("• {name} · ordered of {category} {n} times · {total} in all"),
        )
        for one in found[:ON_A_PAGE]
    ]
    if not found:
        lines.append(Say(N_("Nobody is left to be told of it.")))
    rows = [(Button(Say("↗ {name}", {"name": one.name}), TellOf(product_id, one.buyer)),) for one in found[:ON_A_PAGE]]
    turn = [Button(Say("‹"), ListArrivals(product_id, page - 1))] if page else []
    turn.append(Button(Say(N_("New products")), ListArrivals(0, 0)))
    if len(found) > ON_A_PAGE:
        turn.append(Button(Say("›"), ListArrivals(product_id, page + 1)))
    return [ToDesk(at.desk, tuple(lines), 0, (*rows, tuple(turn)), edits)]


def _choice(shop: Shop, tx: Tx, at: Standing, edits: int) -> list[Show]:
    since = shop.clock() - timedelta(days=shop.config.proposals.new_days)
    ids = new_products.new(tx, since, PRODUCTS)
    found = [one for one in (products.by_id(tx, id) for id in ids) if one is not None]
    lines = [Say(N_("🆕 New products: whom to tell of which?"))]
    lines += [
        Say("• {title} · {code} · {category}", {"title": one.title, "code": one.code, "category": one.category})
        for one in found
    ]
    if not found:
        lines = [Say(N_("No product was added to a category lately."))]
    rows = tuple((Button(Say("{title}", {"title": one.title}), ListArrivals(one.id, 0)),) for one in found)
    return [ToDesk(at.desk, tuple(lines), 0, rows, edits)]


def tell(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, product_id: int) -> list[Show] | None:
    """The buyer's card with the product on it, ready to be sent; None when it is gone, or the buyer was told."""
    now = shop.clock()
    product = products.by_id(tx, product_id)
    if product is None or buyer.stopped or not new_products.tell(tx, product_id, buyer.id, at.seller.id, now):
        return None
    log.add(tx, now, "told of a new product", seller=at.seller.id, buyer=buyer.id, detail=product.code)
    shows = buyers.open_card(shop, tx, at, buyer)
    card = cards.last_of(tx, buyer.id)
    return card_desk.turn(shop, tx, replace(card, product=product_id), buyer, "product") if card else shows
