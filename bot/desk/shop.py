"""What every use case holds: the shop's settings, replies and recogniser, the clock and a source of codes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.core.people import Buyer, Seller
from bot.core.recognition import NamedProduct, Recogniser
from bot.core.shows import Desk
from bot.replies import ReplyBook
from bot.store import buyers, desks, products, sellers
from bot.store.database import Tx


def _nobody_waits() -> None:
    """Where no files are fetched, nobody needs to be told."""


@dataclass(slots=True)
class Shop:
    """`replies` is replaced when files change; everything else stays. `username` is the bot's, `topics` its ability."""

    config: Config
    replies: ReplyBook
    recogniser: Recogniser
    clock: Callable[[], datetime]
    new_code: Callable[[], str]
    username: str = ""
    topics: bool = False
    file_waits: Callable[[], None] = _nobody_waits
    """Tells whoever fetches files (tg/importer.py) that a row of `imports` has something to be done."""

    @property
    def readers(self) -> desks.Readers:
        """Language and zone where no single seller reads."""
        return desks.Readers(self.config.desk.language, self.config.shop.zone)

    @property
    def today(self) -> date:
        """The day it is where the shop is."""
        return self.clock().astimezone(ZoneInfo(self.config.shop.zone)).date()

    def discount(self, buyer: Buyer) -> int:
        """The buyer's discount in whole per cent."""
        return self.config.grades.discount(buyer.grade)

    def reply_language(self, buyer: Buyer) -> str:
        """The language to answer a buyer in: theirs, as far as it is known."""
        return buyer.language or buyer.telegram_language.split("-")[0] or self.config.shop.language


def desks_of(shop: Shop, tx: Tx, buyer: Buyer) -> list[Desk]:
    """The desks at which a buyer's cards stand."""
    return desks.for_buyer(tx, buyer.owner_id, shop.readers)


def owner_of(tx: Tx, buyer: Buyer) -> Seller | None:
    """The seller who looks after a buyer."""
    return sellers.by_id(tx, buyer.owner_id) if buyer.owner_id else None


def fresh(tx: Tx, buyer: Buyer) -> Buyer:
    """The buyer as the file has them now."""
    return buyers.by_id(tx, buyer.id) or buyer


def teach_products(shop: Shop, tx: Tx) -> None:
    """Tell the recogniser what is in the catalogue."""
    shop.recogniser.know_products(tuple(NamedProduct(code, titles) for code, titles in products.titles(tx)))
