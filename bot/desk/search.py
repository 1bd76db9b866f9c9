"""`/p` looks for products, `/find` for buyers: typos forgiven, a page at a time, each one tap from what comes next."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.core.actions import LookAtProduct, OpenCard, SendProduct, TurnSearch
from bot.core.people import Buyer
from bot.core.products import Product, price_for
from bot.core.shows import Button, Say, Show, ToDesk
from bot.core.texts import shortened
from bot.desk.access import Standing, allowed_buyer
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import buyer_search, cards, searches
from bot.store import products as product_store
from bot.store import search as store
from bot.store.buyer_search import Bought
from bot.store.database import Tx
from bot.store.searches import Search

T = TypeVar("T")
ON_A_PAGE = {"products": 6, "buyers": 8}
MOST_PRODUCTS = 36
"""Whoever looks for one among more writes another word."""
MOST_TITLE = 80
"""Characters of a title in a list, so that a page fits below a picture."""


def products(shop: Shop, tx: Tx, at: Standing, words: str) -> list[Show]:
    """`/p heart t-light`: what the catalogue has, each one tap from the buyer of the topic."""
    buyer_id = at.buyer.id if at.buyer else 0
    if not words.strip():
        return [ToDesk(at.desk, (Say(N_("Write what to look for, such as /p heart t-light.")),), buyer_id)]
    return _products(shop, tx, at, searches.add(tx, at.seller.id, "products", words, buyer_id, shop.clock()))


def buyers(shop: Shop, tx: Tx, at: Standing, words: str) -> list[Show]:
    """`/find anna`: buyers by whatever is known of them, or who bought a code; each one tap from a card."""
    return _buyers(shop, tx, at, searches.add(tx, at.seller.id, "buyers", words.strip(), 0, shop.clock()))


def turn(shop: Shop, tx: Tx, at: Standing, id: int, page: int, edits: int) -> list[Show] | None:
    """Another page of a search; None for one that is not kept any more, or is a colleague's."""
    found = searches.by_id(tx, id, at.seller.id)
    return _PAGES[found.kind](shop, tx, at, found, page, edits) if found else None


def look(shop: Shop, tx: Tx, at: Standing, id: int, product_id: int) -> list[Show] | None:
    """A product of a search with its picture, what it costs the buyer, and a button that sends it."""
    found, product = searches.by_id(tx, id, at.seller.id), product_store.by_id(tx, product_id)
    if found is None or product is None:
        return None
    buyer = allowed_buyer(tx, at.seller, found.buyer)
    return [_pictured(shop, tx, at, buyer, (_line(shop, product, buyer),), product)]


def _products(shop: Shop, tx: Tx, at: Standing, asked: Search, page: int = 0, edits: int = 0) -> list[Show]:
    buyer = allowed_buyer(tx, at.seller, asked.buyer)
    found = store.products(tx, asked.words, MOST_PRODUCTS)
    here = _page(found, "products", page)
    if not here:
        said = Say(N_('Nothing in the catalogue is like "{words}".'), {"words": asked.words})
        return [ToDesk(at.desk, (said,), asked.buyer, edits=edits)]
    lines = [Say(N_('🛍 "{words}"'), {"words": asked.words}), *(_line(shop, one, buyer) for one in here)]
    if len(found) == 1:
        return [_pictured(shop, tx, at, buyer, tuple(lines), found[0])]
    rows: list[tuple[Button, ...]] = []
    if buyer is not None:
        card = _card(shop, tx, buyer)
        rows += ((Button(Say("{title}", {"title": one.title}), SendProduct(card, one.id)),) for one in here)
        lines.append(Say(N_("Tap to send its card to {name}."), {"name": buyer.name}))
    pictures = tuple(
        Button(Say("🖼 {n}", {"n": number}), LookAtProduct(asked.id, one.id))
        for number, one in enumerate(here, 1)
        if one.picture
    )
    rows += [pictures, _turn(asked, page, len(found))]
    return [ToDesk(at.desk, tuple(lines), asked.buyer, tuple(row for row in rows if row), edits)]


def _pictured(
    shop: Shop, tx: Tx, at: Standing, buyer: Buyer | None, lines: tuple[Say, ...], product: Product
) -> ToDesk:
    rows: tuple[tuple[Button, ...], ...] = ()
    if buyer is not None:
        send = SendProduct(_card(shop, tx, buyer), product.id)
        rows = ((Button(Say("{title}", {"title": product.title}), send),),)
        lines = (*lines, Say(N_("Tap to send its card to {name}."), {"name": buyer.name}))
    buyer_id = buyer.id if buyer else 0
    return ToDesk(at.desk, lines, buyer_id, rows, picture=product.picture, product=product.id)


def _card(shop: Shop, tx: Tx, buyer: Buyer) -> int:
    """The card that a product sent from a search answers."""
    card = cards.last_of(tx, buyer.id) or cards.add(tx, buyer.id, shop.clock())
    cards.save(tx, card)
    return card.id


def _line(shop: Shop, product: Product, buyer: Buyer | None) -> Say:
    title = shortened(product.title, MOST_TITLE)
    price = price_for(product, product.moq, shop.discount(buyer) if buyer else 0)
    values = {
        "code": product.code, "title": title, "price": price or "—", "moq": product.moq,
        "stock": product.stock if product.stock is not None else "—",
    }  # fmt: skip
    if product.stock is not None and product.stock <= 0:
        return Say(N_("{code} · {title} · {price} · MOQ {moq} · ⛔ out of stock"), values)
    return Say(N_("{code} · {title} · {price} · MOQ {moq} · stock {stock}"), values)


def _buyers(shop: Shop, tx: Tx, at: Standing, asked: Search, page: int = 0, edits: int = 0) -> list[Show]:
    found = buyer_search.buyers(tx, asked.words, at.seller.sees)
    here = [one for id in _page(found.ids, "buyers", page) if (one := allowed_buyer(tx, at.seller, id))]
    if not here:
        said = Say(N_('No buyer found for "{words}".'), {"words": asked.words})
        return [ToDesk(at.desk, (said,), edits=edits)]
    lines = []
    product = product_store.by_id(tx, found.product) if found.product else None
    if product is not None:
        lines.append(Say(N_("Who bought {code} · {title}"), {"code": product.code, "title": product.title}))
    bought = found.bought or {}
    lines += (_bought(one, bought[one.id]) if one.id in bought else _known(one) for one in here)
    rows = [(Button(Say("↗ {name}", {"name": one.name}), OpenCard(one.id)),) for one in here]
    return [ToDesk(at.desk, tuple(lines), 0, (*rows, _turn(asked, page, len(found.ids))), edits)]


def _known(buyer: Buyer) -> Say:
    return Say("• {name} · {more}", {"name": buyer.name, "more": buyer.company or buyer.country or "—"})


def _bought(buyer: Buyer, bought: Bought) -> Say:
    values = {"name": buyer.name, "n": bought.orders, "day": bought.last_at.date()}
    return Say(N_("• {name} · {n} order, last {day}"), values, plural=N_("• {name} · {n} orders, last {day}"))


def _page(found: Sequence[T], kind: str, page: int) -> list[T]:
    return list(found[page * ON_A_PAGE[kind] : (page + 1) * ON_A_PAGE[kind]])


def _turn(asked: Search, page: int, number: int) -> tuple[Button, ...]:
    back = (Button(Say("‹"), TurnSearch(asked.id, page - 1)),) if page else ()
    more = number > (page + 1) * ON_A_PAGE[asked.kind]
    return (*back, Button(Say("›"), TurnSearch(asked.id, page + 1))) if more else back


_PAGES: dict[str, Callable[[Shop, Tx, Standing, Search, int, int], list[Show]]] = {
    "products": _products,
    "buyers": _buyers,
}
