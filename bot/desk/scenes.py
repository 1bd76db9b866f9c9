"""What a reply may speak of, gathered for one buyer, seller and card."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from bot.core.cards import Card
from bot.core.heard import CARRIED, CARRIED_FOR, Said, by_kind, standing
from bot.core.hours import clock
from bot.core.money import Money
from bot.core.people import Buyer, Seller
from bot.core.products import Product
from bot.core.recognition import Fact
from bot.core.scene import BuyerView, ProductView, Scene, SellerView, ShopView, product_view
from bot.core.spoken import Spoken
from bot.desk.hours import shop_hours
from bot.desk.shop import Shop
from bot.desk.spoken_words import grade_name, unit_name
from bot.i18n import country_name, format_number, format_weekdays
from bot.recogniser.facts.places import place_name
from bot.store import buyers, messages, products
from bot.store.database import Tx

# The fact a reply asks for, by the kind in which it is heard. A buyer's target price is no `amount` of ours.
HEARD_AS = {
    "product": "product", "quantity": "quantity", "place": "place", "incoterm": "incoterm", "date": "date",
    "order_number": "order_number",
}  # fmt: skip


MOST_FACTS = 60


def heard_from(shop: Shop, tx: Tx, buyer: Buyer, card: Card | None) -> tuple[Said, ...]:
    """What holds in the conversation at a card: its own facts, then earlier ones that nobody answered yet."""
    return standing([one for one in _said(shop, tx, buyer, card) if one.standing != "answered"])


def recalled(shop: Shop, tx: Tx, buyer: Buyer, card: Card, kind: str) -> str:
    """A fact that was answered before, to be offered when a reply asks for it; "" when there is none."""
    fact = by_kind(standing(_said(shop, tx, buyer, card))).get(kind)
    return fact.value if fact and kind in CARRIED and (kind != "quantity" or fact.unit in IN_PIECES) else ""


def _said(shop: Shop, tx: Tx, buyer: Buyer, card: Card | None) -> list[Said]:
    until = card.touched_at if card else shop.clock()
    said = messages.said_by(tx, buyer.id, card.id if card else 0, until - CARRIED_FOR, MOST_FACTS)
    return [one for one in said if one.standing == "now" or one.fact.kind in CARRIED]


IN_PIECES = ("", "pcs", "sets", "pairs")
"""Units in which a quantity is a number of what the catalogue prices. Of cartons or kilograms the seller is asked."""


def known_facts(shop: Shop, tx: Tx, buyer: Buyer, card: Card | None) -> dict[str, Fact]:
    """The facts that a reply is filled with, by kind."""
    return by_kind(heard_from(shop, tx, buyer, card))


def product_in(tx: Tx, facts: dict[str, Fact], given: dict[str, str]) -> Product | None:
    """The product talked about: what the seller said, else what was heard."""
    code = given.get("product") or (facts["product"].value if "product" in facts else "")
    return products.by_code(tx, code) if code else None


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def scene(shop: Shop, tx: Tx, buyer: Buyer, seller: Seller | None, card: Card | None = None) -> Scene:
    """Everything a reply to this buyer may mention. What a seller answered on the card wins over what was heard."""
    facts = known_facts(shop, tx, buyer, card)
    given = card.given if card else {}
    heard = {name: facts[kind].value for kind, name in HEARD_AS.items() if kind in facts} | given
    quantity = _count(heard.get("quantity", ""))
    place = heard.get("place", "")
    unit = facts["quantity"].unit if "quantity" in facts and "quantity" not in given else ""
    product = product_in(tx, facts, given)
    pieces = quantity if unit in IN_PIECES else None
    load = partial(_load, quantity or 0, unit)
    discount = shop.discount(buyer)
    totals = buyers.totals(tx, buyer.id)
    config = shop.config.shop
    language = shop.reply_language(buyer)
    return Scene(
        today=shop.today,
        buyer=BuyerView(
            first_name=buyer.first_name,
            last_name=buyer.last_name,
            name=f"{buyer.first_name} {buyer.last_name}".strip(),
            company=buyer.company,
            country=Spoken(buyer.country, partial(country_name, buyer.country)) if buyer.country else "",
            city=buyer.city,
            language=language,
            grade=Spoken(buyer.grade, partial(grade_name, buyer.grade)),
            discount=discount,
            orders=totals.orders if totals else 0,
            total=totals.total if totals else None,
            categories=tuple(_in_shops_words(shop, one) for one in buyers.categories(tx, buyer.id)),
        ),
        seller=seller_view(shop, seller),
        shop=ShopView(
            name=config.name,
            currency=config.currency,
            city=config.city,
            website=config.website,
            hours=_opening_hours(shop, language),
        ),
        product=product_seen(shop, buyer, product, pieces) if product else None,
        quantity=pieces,
        load=Spoken(load("en"), load),
        unit=Spoken(unit, partial(unit_name, unit, quantity or 0)),
        place=Spoken(place, partial(place_name, place)),
        incoterm=heard.get("incoterm", ""),
        date=_day(heard.get("date", "")),
        order_number=heard.get("order_number", ""),
        tracking=heard.get("tracking", ""),
        coupon=heard.get("coupon", ""),
        link=heard.get("link", ""),
        percent=_count(heard.get("percent", "")),
        amount=Money.of(given["amount"], config.currency) if "amount" in given else None,
    )


def _opening_hours(shop: Shop, language: str) -> str:
    """The shop's hours as its buyers read them: "Mon–Sat 08:00–19:00"."""
    times = shop_hours(shop, shop.config.shop.zone)
    return f"{format_weekdays(times.days, language)} {clock(times.opens)}–{clock(times.closes)}"


def _load(number: int, unit: str, language: str) -> str:
    """ "500 pcs", "2 cartons", "1 × 20ft", in a language; "" without a number."""
    times = " × " if unit[:1].isdigit() else " "
    return f"{format_number(number, language)}{times}{unit_name(unit or 'pcs', number, language)}" if number else ""


def product_seen(shop: Shop, buyer: Buyer, product: Product, quantity: int | None = None) -> ProductView:
    """A product as this buyer sees it; what the catalogue says in the shop's language only is for replies in it."""
    seen = product_view(product, shop.discount(buyer), quantity)
    return replace(
        seen, category=_in_shops_words(shop, seen.category), description=_in_shops_words(shop, seen.description)
    )


def _in_shops_words(shop: Shop, text: str) -> Spoken:
    own = shop.config.shop.language[:2]
    return Spoken(text, lambda language: text if language[:2] == own else "")


def seller_view(shop: Shop, seller: Seller | None) -> SellerView:
    """What a reply may say of the seller; the shop's own contact where the seller has none."""
    config = shop.config.shop
    return SellerView(
        name=seller.name if seller else "",
        company=(seller.company if seller else "") or config.name,
        phone=(seller.phone if seller else "") or config.phone,
        email=(seller.email if seller else "") or config.email,
        website=(seller.website if seller else "") or config.website,
        title=seller.title if seller else "",
    )
