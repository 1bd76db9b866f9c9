"""What an import carries between a file and the database: rows that were understood, issues with those that weren't.

The rows are NamedTuples, not dataclasses: a million of them are made for one file (six times faster, measured), and
sqlite3 takes a tuple as it is.
"""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal, NamedTuple

from bot.core.shows import Say

Kind = Literal["orders", "products", "buyers"]


class OrderLine(NamedTuple):
    """One line of an order. `row` is its row in the file as a spreadsheet numbers it (the first row is 1).

    `ordered_at` is an aware instant in UTC; `price_minor` is for one piece, in minor units of `currency`; a negative
    `quantity` is a return and 0 never comes here; `country` is ISO 3166 alpha-2 (or "" when it is not known). `code` is
    never empty, `title` may be. What a file doesn't say is "".
    """

    row: int
    number: str
    buyer: str
    ordered_at: datetime
    code: str
    title: str
    quantity: int
    price_minor: int
    currency: str
    country: str = ""
    status: str = ""
    buyer_name: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""


class ProductRow(NamedTuple):
    """One product. `tiers` are (from quantity, price of one piece in minor units), by quantity; none keeps the old.

    `stock`, `lead_days` and `moq` are None, and texts "", where the file has nothing: what the database holds stays.
    `other_titles` are the titles in other languages. `added_at` is aware, or None for the time of the import.
    """

    row: int
    code: str
    title: str
    tiers: tuple[tuple[int, int], ...]
    currency: str
    category: str = ""
    moq: int | None = None
    lead_days: int | None = None
    stock: int | None = None
    description: str = ""
    other_titles: tuple[str, ...] = ()
    picture: str = ""
    added_at: datetime | None = None
    cost_minor: int | None = None


class BuyerRow(NamedTuple):
    """One buyer's file. Texts "" and `stars` None, where the file has nothing: what the database holds then stays.

    `number` is the shop's own number of the buyer and never empty; `birthday` is an ISO day; `country` ISO 3166
    alpha-2; `language` as in "de", "pt-br"; `grade` one of the shop's grades; `tags` have commas between them.
    """

    row: int
    number: str
    first_name: str
    last_name: str = ""
    company: str = ""
    username: str = ""
    phone: str = ""
    email: str = ""
    country: str = ""
    city: str = ""
    zone: str = ""
    language: str = ""
    birthday: str = ""
    grade: str = ""
    stars: int | None = None
    tags: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem in one row, as the person who can mend it reads it. `column` is the field's name, or "".

    `refused`: the row is not imported; otherwise it is, and the issue is a warning. `order`: the number of the order
    that is refused as a whole, so that no order ever arrives with half of its lines; "" when only the row is.
    """

    row: int
    column: str
    value: str
    reason: Say
    refused: bool = True
    order: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """What an import did. `read` and `refused` count rows of the file, `returns` lines with a negative quantity.

    `added`, `changed` and `same` count things of the kind: orders, products or buyers. An order that is there already
    is brought to what the file says (`changed`), or left alone when nothing differs (`same`). `new_buyers` and
    `new_products` came into being because order lines name them.
    """

    read: int = 0
    added: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    returns: int = 0
    new_buyers: int = 0
    new_products: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))
