"""What a reply's text may speak of: small read-only views of the buyer, the product, the seller and the shop."""

from dataclasses import dataclass, field
from datetime import date as Day  # `date` is a name that replies use

from bot.core.money import Money
from bot.core.products import Product, price_for, tiers_for
from bot.core.spoken import Spoken

MOST_TIERS = 20
"""A product card or a reply never lists more tiers than this."""


@dataclass(frozen=True, slots=True)
class BuyerView:
    """The buyer a reply is written to. Unknown texts are empty."""

    first_name: str = ""
    last_name: str = ""
    name: str = ""
    company: str = ""
    country: str = ""
    city: str = ""
    language: str = ""
    grade: str = ""
    discount: int = 0
    orders: int = 0
    total: Money | None = None
    points: int = 0
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TierView:
    """From `quantity` pieces on, this buyer pays `price` for one."""

    quantity: int
    price: Money


@dataclass(frozen=True, slots=True)
class ProductView:
    """A product as this buyer sees it: the buyer's discount is already in every price."""

    code: str
    title: str
    moq: int = 1
    category: str = ""
    description: str = ""
    lead_days: int | None = None
    stock: int | None = None
    tiers: tuple[TierView, ...] = ()
    price: Money | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class SellerView:
    """The seller who answers."""

    name: str = ""
    company: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class ShopView:
    """The shop, from its configuration."""

    name: str = ""
    currency: str = ""
    country: str = ""
    city: str = ""
    address: str = ""
    website: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that one reply is written from. A fact that is not known is None (or an empty text)."""

    today: Day
    buyer: BuyerView = field(default_factory=BuyerView)
    seller: SellerView = field(default_factory=SellerView)
    shop: ShopView = field(default_factory=ShopView)
    product: ProductView | None = None
    quantity: int | None = None
    unit: str = ""
    load: str = ""
    place: str = ""
    incoterm: str = ""
    date: Day | None = None
    amount: Money | None = None
    percent: int | None = None
    order_number: str = ""
    tracking: str = ""
    coupon: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """One name that reply texts may use: its kind of value and what it says."""

    kind: str
    what: str


NAMES: dict[str, Name] = {
    "today": Name("day", "today in the shop's zone"),
    "buyer": Name("buyer", "who is written to"),
    "buyer.first_name": Name("text", "first name; empty when not known"),
    "buyer.last_name": Name("text", "last name; empty when not known"),
    "buyer.name": Name("text", "full name as the buyer writes it; empty when not known"),
    "buyer.company": Name("text", "company; empty when not known"),
    "buyer.country": Name("text", "country, `DE`, named in the reply's language; empty when not known"),
    "buyer.city": Name("text", "city; empty when not known"),
    "buyer.language": Name("text", "language code, `en`"),
    "buyer.grade": Name("text", "grade, `gold`, named in the reply's language; empty when there is none"),
    "buyer.discount": Name("number", "the grade's discount in per cent; 0 when there is none"),
    "buyer.orders": Name("number", "how many orders so far"),
    "buyer.total": Name("money?", "what all orders came to; unknown before the first order"),
    "buyer.points": Name("number", "points collected"),
    "buyer.categories": Name("texts", "categories bought most, best first; none when not in the shop's language"),
    "product": Name("product?", "the product talked about (can be asked)"),
    "product.code": Name("text", "its code in the catalogue"),
    "product.title": Name("text", "its title, in the reply's language where the catalogue has one"),
    "product.moq": Name("number", "smallest order, in pieces"),
    "product.category": Name("text", "its category; empty in a reply that is not in the shop's language"),
    "product.description": Name("text", "its description; empty in a reply that is not in the shop's language"),
    "product.lead_days": Name("number?", "days until it is ready to ship"),
    "product.stock": Name("number?", "pieces in stock; 0 is sold out"),
    "product.tiers": Name("tiers", "price tiers, this buyer's discount already in them"),
    "product.price": Name("money?", "one piece at `quantity`, or at the first tier"),
    "product.amount": Name("money?", "`quantity` pieces together; unknown without a quantity in pieces"),
    "tier.quantity": Name("number", "in `{% for tier in product.tiers %}`: from how many pieces on"),
    "tier.price": Name("money", "in `{% for tier in product.tiers %}`: the price of one piece"),
    "seller": Name("seller", "who answers"),
    "seller.name": Name("text", "name"),
    "seller.company": Name("text", "company"),
    "seller.phone": Name("text", "phone number; may be empty"),
    "seller.email": Name("text", "e-mail; may be empty"),
    "seller.website": Name("text", "website; may be empty"),
    "seller.title": Name("text", "position, `Sales manager`; may be empty"),
    "shop": Name("shop", "the shop"),
    "shop.name": Name("text", "name"),
    "shop.currency": Name("text", "currency code, `EUR`"),
    "shop.country": Name("text", "country; may be empty"),
    "shop.city": Name("text", "city; may be empty"),
    "shop.address": Name("text", "postal address; may be empty"),
    "shop.website": Name("text", "website; may be empty"),
    "shop.hours": Name("text", "opening hours in words; may be empty"),
    "quantity": Name("number?", "how many pieces; unknown from cartons or kilograms (can be asked)"),
    "unit": Name("text", "the unit said, `pcs`, `cartons`, in the reply's language; empty when none was said"),
    "load": Name("text", "how many of what, `500 pcs`, `2 cartons`, in the reply's language; empty when not known"),
    "place": Name("text", "port or city of delivery (can be asked)"),
    "incoterm": Name("text", "`FOB`, `CIF`, `DDP` … (can be asked)"),
    "date": Name("day?", "a day that is talked about (can be asked)"),
    "amount": Name("money?", "an amount of money, such as the freight (can be asked)"),
    "percent": Name("number?", "a whole number of per cent (can be asked)"),
    "order_number": Name("text", "the order talked about (can be asked)"),
    "tracking": Name("text", "a tracking number (can be asked)"),
    "coupon": Name("text", "a coupon code (can be asked)"),
    "link": Name("text", "an address on the web (can be asked)"),
}
"""Every name a reply may use. docs/replies.md shows this table; a `?` after the kind says that it may be unknown."""

ASKABLE = (
    "product", "quantity", "place", "incoterm", "date", "amount", "percent", "order_number", "tracking", "coupon",
    "link",
)  # fmt: skip
"""The facts that `ask` may name: heard in the chat, or asked of the seller one at a time."""


def product_view(product: Product, discount_percent: int, quantity: int | None = None) -> ProductView:
    """The product as this buyer sees it, at `quantity` pieces when that is known."""
    tiers = tiers_for(product, discount_percent)[:MOST_TIERS]
    price = price_for(product, quantity or product.moq, discount_percent)
    return ProductView(
        code=product.code,
        title=Spoken(product.title, product.title_in),
        moq=product.moq,
        category=product.category,
        description=product.description,
        lead_days=product.lead_days,
        stock=product.stock,
        tiers=tuple(TierView(tier.quantity, tier.price) for tier in tiers),
        price=price,
        amount=price.times(quantity) if price and quantity else None,
    )
