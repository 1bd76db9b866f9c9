"""A buyer's topic at a desk: its name, and the pinned summary that opens it."""

from bot.core.cards import Card
from bot.core.people import Buyer
from bot.core.shows import Show, ShowSummary
from bot.desk import cards as card_desk
from bot.desk.shop import Shop, desks_of
from bot.store import buyers, desks
from bot.store.database import Tx


def name(tx: Tx, buyer_id: int) -> str:
    """What a buyer's topic is called: the name, and the company or country when there is room."""
    buyer = buyers.by_id(tx, buyer_id)
    if buyer is None:
        return "—"
    more = buyer.company or buyer.country
    return (f"{buyer.name} · {more}" if more else buyer.name)[:128]


def opened(shop: Shop, tx: Tx, desk_id: int, buyer_id: int) -> list[Show]:
    """A topic was just made: its summary, to be pinned."""
    desk = desks.by_id(tx, desk_id, shop.readers)
    buyer = buyers.by_id(tx, buyer_id)
    return [_summary(shop, tx, buyer, desk_id)] if desk is not None and buyer is not None else []


def _summary(shop: Shop, tx: Tx, buyer: Buyer, desk_id: int) -> ShowSummary:
    desk = desks.by_id(tx, desk_id, shop.readers)
    if desk is None:
        raise LookupError(f"desk {desk_id} is not there")
    return ShowSummary(desk, card_desk.view(shop, tx, Card(0, buyer.id, shop.clock()), buyer))


def refreshed(shop: Shop, tx: Tx, buyer: Buyer) -> list[Show]:
    """The summaries of a buyer after something in the file changed."""
    found = [desk for desk in desks_of(shop, tx, buyer) if desks.summary_outbox(tx, desk.id, buyer.id)]
    return [_summary(shop, tx, buyer, desk.id) for desk in found]
