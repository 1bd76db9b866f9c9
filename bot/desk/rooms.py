"""Where people read: a group made a desk, a seller's own chat, and the bot blocked, thrown out or let in again."""

from bot.core.incoming import Incoming, Membership
from bot.core.people import Seller
from bot.core.shows import Desk, Say, Show, ToDesk
from bot.desk import topics
from bot.desk.shop import Shop, desks_of, fresh
from bot.i18n import N_
from bot.store import buyers, desks, log, sellers
from bot.store.database import Tx

WITH_TOPICS = Say(N_("This group is a desk now: each buyer gets a topic here."))
WITHOUT_TOPICS = Say(
    N_("This group is a desk now. Switch on topics in its settings and send /desk again for a topic per buyer.")
)


def is_desk_command(incoming: Incoming) -> bool:
    """Whether somebody asks for this group to be a desk."""
    return not incoming.private and not incoming.edited and incoming.text.split("@")[0].strip() == "/desk"


def open_group(shop: Shop, tx: Tx, incoming: Incoming) -> list[Show]:
    """A manager's `/desk` in a group makes it the shop's desk (again, when its topics were switched on meanwhile)."""
    seller = sellers.by_telegram(tx, incoming.sender.telegram_id)
    if seller is None or not seller.is_manager:
        return []
    desks.open_desk(tx, incoming.chat_id, "group", None, incoming.forum, shop.clock())
    log.add(tx, shop.clock(), "opened a desk", seller=seller.id, detail=str(incoming.chat_id))
    desk = desks.by_chat(tx, incoming.chat_id, shop.readers)
    return [ToDesk(desk, (WITH_TOPICS if incoming.forum else WITHOUT_TOPICS,))] if desk else []


def own_desk(shop: Shop, tx: Tx, seller: Seller, chat_id: int) -> Desk | None:
    """A seller's private chat is their desk, whatever happened to it before (blocked and come back)."""
    desks.open_desk(tx, chat_id, "private", seller.id, shop.topics, shop.clock())
    return desks.of_seller(tx, seller.id, shop.readers)


def membership(shop: Shop, tx: Tx, change: Membership) -> list[Show]:
    """The bot was blocked, thrown out or let in again: a desk closes, a buyer can('t) be written to."""
    now = shop.clock()
    if not change.private or sellers.by_telegram(tx, change.by.telegram_id) is not None:
        if not change.present:
            desks.close_desk(tx, change.chat_id, now)
        return []
    buyer = buyers.by_telegram(tx, change.by.telegram_id)
    if buyer is None or buyer.blocked != change.present:
        return []
    buyers.set_blocked(tx, buyer.id, None if change.present else now)
    log.add(tx, now, "unblocked the bot" if change.present else "blocked the bot", buyer=buyer.id)
    said = N_("{name} can be written to again.") if change.present else N_("{name} has blocked the bot.")
    told = [ToDesk(desk, (Say(said, {"name": buyer.name}),), buyer.id) for desk in desks_of(shop, tx, buyer)]
    return [*told, *topics.refreshed(shop, tx, fresh(tx, buyer))]
