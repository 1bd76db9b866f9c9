"""What a reply may speak of, gathered for one buyer, seller and card."""

from datetime import date, datetime

from bot.core.cards import Card
from bot.core.hours import clock
from bot.core.money import Money
from bot.core.people import Buyer, Seller
from bot.core.products import Product
from bot.core.recognition import Fact
from bot.core.scene import BuyerView, Scene, SellerView, ShopView, product_view
from bot.desk.hours import shop_hours
from bot.desk.shop import Shop
from bot.i18n import country_name, format_weekdays
from bot.store import buyers, messages, products
from bot.store.database import Tx

# The fact a reply asks for, by the kind in which it is heard. A buyer's target price is no `amount` of ours.
HEARD_AS = {
    "product": "product", "quantity": "quantity", "place": "place", "incoterm": "incoterm", "date": "date",
    "order_number": "order_number",
}  # fmt: skip


def known_facts(tx: Tx, buyer: Buyer, card: Card | None) -> dict[str, Fact]:
    """The facts still open in the conversation by kind: the card's, else what was heard since the last answer."""
    facts: dict[str, Fact] = {}
    for fact in (*(messages.facts_of_card(tx, card.id) if card else ()), *messages.open_facts(tx, buyer.id)):
        facts.setdefault(fact.kind, fact)
    return facts


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
    facts = known_facts(tx, buyer, card)
    given = card.given if card else {}
    heard = {name: facts[kind].value for kind, name in HEARD_AS.items() if kind in facts} | given
    quantity = _count(heard.get("quantity", ""))
    product = product_in(tx, facts, given)
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
            country=country_name(buyer.country, language) if buyer.country else "",
            city=buyer.city,
            language=language,
            grade=buyer.grade,
            discount=discount,
            orders=totals.orders if totals else 0,
            total=totals.total if totals else None,
            categories=buyers.categories(tx, buyer.id),
        ),
        seller=seller_view(shop, seller),
        shop=ShopView(
            name=config.name,
            currency=config.currency,
            city=config.city,
            website=config.website,
            hours=_opening_hours(shop, language),
        ),
        product=product_view(product, discount, quantity) if product else None,
        quantity=quantity,
        unit=facts["quantity"].unit if "quantity" in facts and "quantity" not in given else "",
        place=heard.get("place", ""),
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
