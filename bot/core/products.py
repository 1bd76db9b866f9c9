"""The catalogue, and the one rule for a price."""

from dataclasses import dataclass

from bot.core.money import Money
from bot.core.titles import title_in


@dataclass(frozen=True, slots=True)
class Tier:
    """From `quantity` pieces on, one piece costs `price` (before the buyer's discount)."""

    quantity: int
    price: Money


@dataclass(frozen=True, slots=True)
class Product:
    """A product of the catalogue. `tiers` are sorted by quantity, the first is the smallest order (MOQ or below)."""

    id: int
    code: str
    title: str
    tiers: tuple[Tier, ...]
    category: str = ""
    moq: int = 1
    lead_days: int | None = None
    stock: int | None = None
    picture: str = ""
    description: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    """(language, title) in other languages than the catalogue's own."""

    def title_in(self, language: str) -> str:
        """The title as buyers of this language read it."""
        return title_in(self.title, self.titles, language)


def tiers_for(product: Product, discount_percent: int) -> tuple[Tier, ...]:
    """The product's tiers as this buyer pays them. Every price shown anywhere comes from here."""
    return tuple(Tier(tier.quantity, tier.price.less(discount_percent)) for tier in product.tiers)


def price_for(product: Product, quantity: int, discount_percent: int) -> Money | None:
    """What one piece costs this buyer at `quantity` pieces: the highest tier reached (the first when none is)."""
    tiers = tiers_for(product, discount_percent)
    reached = [tier for tier in tiers if tier.quantity <= quantity]
    if reached:
        return reached[-1].price
    return tiers[0].price if tiers else None
