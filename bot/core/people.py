"""Sellers and buyers, and what a seller may do with which buyer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.money import Money


@dataclass(frozen=True, slots=True)
class Seller:
    """A seller or manager. `digest_at` is "HH:MM" in `zone`; `hours` as core/hours writes them, "" for the shop's."""

    id: int
    telegram_id: int
    name: str
    role: Literal["seller", "manager"]
    language: str
    zone: str
    digest_at: str
    company: str = ""
    title: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    hours: str = ""

    @property
    def is_manager(self) -> bool:
        """Managers may see every buyer."""
        return self.role == "manager"

    @property
    def sees(self) -> int:
        """Whose buyers the store's lists are about: the seller's own id, or 0, everybody's, for a manager."""
        return 0 if self.is_manager else self.id


@dataclass(frozen=True, slots=True)
class Buyer:
    """A buyer's file. `grade` is "" for none; `zone` "" when unknown; `owner_id` 0 in the public pool."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    telegram_id: int = 0
    company: str = ""
    language: str = ""
    telegram_language: str = ""
    country: str = ""
    city: str = ""
    zone: str = ""
    phone: str = ""
    email: str = ""
    stage: str = "fan"
    grade: str = ""
    stars: int = 0
    tags: str = ""
    source: str = ""
    owner_id: int = 0
    blocked: bool = False
    stopped: bool = False
    number: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip() or self.username or f"#{self.id}"


@dataclass(frozen=True, slots=True)
class Totals:
    """What a buyer ordered in all. Days between orders are in `gaps`, oldest first."""

    orders: int
    total: Money
    last_order_at: datetime
    last_total: Money
    gaps: tuple[int, ...] = ()


def may_see(seller: Seller, buyer: Buyer) -> bool:
    """A seller sees the buyers they own and the public pool; a manager sees all."""
    return seller.is_manager or buyer.owner_id in (0, seller.id)


def stage_after_order(orders: int) -> str:
    """The stage a buyer reaches with this many orders: a customer with one, a regular from two."""
    return "regular" if orders >= 2 else "customer" if orders else "fan"
