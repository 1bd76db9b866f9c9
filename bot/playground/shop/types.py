"""What the sample shop is made of: plain values, in the glossary's words. Money is in minor units of the currency."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class SampleSeller:
    """One who answers. `language` is the interface's; `speaks` are the languages they write to buyers in."""

    key: str
    name: str
    telegram_id: int
    username: str
    manager: bool
    language: str
    speaks: tuple[str, ...]
    zone: str
    phone: str
    email: str
    digest_hour: int
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class SampleProduct:
    """A product. `tiers` are (from quantity, price of one piece in minor units), smallest quantity (the MOQ) first."""

    code: str
    title: str
    other_titles: tuple[str, ...]
    category: str
    tiers: tuple[tuple[int, int], ...]
    moq: int
    lead_days: int
    stock: int
    description: str
    picture: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class SampleBuyer:
    """A buyer file. `name` is as the buyer writes it, `latin_name` for those who can't read that script.

    `telegram_id` is nothing for buyers known from orders only; `owner` is a seller's key, nothing for the public pool;
    `card_at` is when business cards were exchanged, if they were."""

    number: int
    name: str
    latin_name: str
    telegram_id: int | None
    username: str
    language: str
    country: str
    city: str
    zone: str
    company: str
    phone: str
    email: str
    birthday: date | None
    stage: str
    grade: str
    discount: int
    stars: int
    tags: tuple[str, ...]
    owner: str | None
    source: str
    created_at: datetime
    card_at: datetime | None

    @property
    def first_name(self) -> str:
        """How a letter greets them; a name without spaces (王芳) is not taken apart."""
        return self.name.split(" ")[0]

    @property
    def last_name(self) -> str:
        """The rest of the name, empty where there is none."""
        return self.name.partition(" ")[2]


@dataclass(frozen=True, slots=True)
class SampleLine:
    """`quantity` pieces of a product at `price` minor units each, the buyer's discount taken off."""

    code: str
    quantity: int
    price: int

    @property
    def total(self) -> int:
        """The line's amount in minor units."""
        return self.quantity * self.price


@dataclass(frozen=True, slots=True)
class SampleOrder:
    """An order. `status` is confirmed, shipped, delivered or cancelled; `seller` is the key of who took it."""

    number: str
    buyer: int
    seller: str
    placed_at: datetime
    status: str
    discount: int
    lines: tuple[SampleLine, ...]

    @property
    def total(self) -> int:
        """The order's amount in minor units."""
        return sum(line.total for line in self.lines)


@dataclass(frozen=True, slots=True)
class SampleFollowUp:
    """An open follow-up; `zone` is the one its time was meant in."""

    buyer: int
    seller: str
    text: str
    due_at: datetime
    zone: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SampleNote:
    """What a seller wrote down about a buyer."""

    buyer: int
    seller: str
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class SampleMessage:
    """One message of a past conversation. `seller` wrote it; nothing there means that the buyer did."""

    buyer: int
    seller: str | None
    text: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class SampleShop:
    """The whole shop as it stands at one moment. Orders, notes and messages are oldest first.

    `first_message` are the quick messages that `first_buyer` (a buyer's number) writes when the demo starts."""

    name: str
    about: str
    currency: str
    zone: str
    city: str
    country: str
    address: str
    phone: str
    email: str
    links: tuple[str, ...]
    sellers: tuple[SampleSeller, ...]
    products: tuple[SampleProduct, ...]
    buyers: tuple[SampleBuyer, ...]
    orders: tuple[SampleOrder, ...]
    follow_ups: tuple[SampleFollowUp, ...]
    notes: tuple[SampleNote, ...]
    messages: tuple[SampleMessage, ...]
    first_buyer: int
    first_message: tuple[str, ...]
