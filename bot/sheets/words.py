"""What the fields and kinds of an import are called in sentences."""

from collections.abc import Sequence

from bot.core.imports import Kind
from bot.core.shows import Say
from bot.i18n import N_

KINDS: dict[Kind, str] = {"orders": N_("orders"), "products": N_("products"), "buyers": N_("buyers")}

FIELD_NAMES = {
    "number": N_("order number"),
    "buyer": N_("buyer's number"),
    "ordered_at": N_("date of the order"),
    "code": N_("product code"),
    "title": N_("title"),
    "quantity": N_("quantity"),
    "unit_price": N_("unit price"),
    "amount": N_("line total"),
    "price": N_("price"),
    "tiers": N_("price tiers"),
    "cost": N_("cost"),
    "currency": N_("currency"),
    "country": N_("country"),
    "status": N_("status"),
    "buyer_name": N_("buyer's name"),
    "name": N_("name"),
    "first_name": N_("first name"),
    "last_name": N_("last name"),
    "company": N_("company"),
    "email": N_("e-mail"),
    "phone": N_("phone"),
    "username": N_("username"),
    "city": N_("city"),
    "zone": N_("time zone"),
    "language": N_("language"),
    "birthday": N_("birthday"),
    "grade": N_("grade"),
    "stars": N_("stars"),
    "tags": N_("tags"),
    "source": N_("source"),
    "category": N_("category"),
    "moq": N_("MOQ"),
    "stock": N_("stock"),
    "lead_days": N_("lead time in days"),
    "description": N_("description"),
    "other_titles": N_("other titles"),
    "picture": N_("picture"),
    "added_at": N_("added on"),
}


def field_name(kind: Kind, field: str) -> Say:
    """What a field is called; the number of a buyers' file is the buyer's."""
    return Say(FIELD_NAMES["buyer" if kind == "buyers" and field == "number" else field])


def listed(parts: Sequence[Say]) -> Say:
    """Parts of a sentence with commas between them."""
    named = {f"part{at}": one for at, one in enumerate(parts)}
    return Say(", ".join(f"{{{name}}}" for name in named), named)
