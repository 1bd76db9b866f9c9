"""Who may: every command, button, link and topic goes through here. Buttons carry ids; rights are looked up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.people import Buyer, Seller, may_see
from bot.core.shows import Desk, Say, Show, ShowCard
from bot.i18n import N_
from bot.store import buyers, desks, sellers
from bot.store.database import Tx

NOT_YOURS = Say(N_("This buyer is looked after by a colleague."))
NOT_A_SELLER = Say(N_("Only sellers of this shop can do that."))
ONLY_MANAGERS = Say(N_("Only a manager can do that."))
OUT_OF_DATE = Say(N_("This card is out of date."))


def no_chat(buyer: Buyer) -> Say:
    """A buyer who is only in the files can't be written to."""
    return Say(N_("{name} has no chat with the bot yet."), {"name": buyer.name})


@dataclass(frozen=True, slots=True)
class Standing:
    """A seller at a desk, in a thread (0 outside topics), and the buyer whose topic it is, if any."""

    seller: Seller
    desk: Desk
    thread: int = 0
    buyer: Buyer | None = None


def standing(tx: Tx, telegram_id: int, chat_id: int, thread: int, readers: desks.Readers) -> Standing | None:
    """Where a seller stands, or nothing for somebody who is no seller or a chat that is no desk.

    A seller's private chat is a desk of its own; nobody else can write there.
    """
    seller = sellers.by_telegram(tx, telegram_id)
    desk = desks.by_chat(tx, chat_id, readers)
    if seller is None or desk is None:
        return None
    buyer_id = desks.buyer_of_thread(tx, desk.id, thread) if thread else None
    return Standing(seller, desk, thread, buyers.by_id(tx, buyer_id) if buyer_id else None)


def allowed_buyer(tx: Tx, seller: Seller, buyer_id: int) -> Buyer | None:
    """The buyer, if this seller may see them."""
    buyer = buyers.by_id(tx, buyer_id)
    return buyer if buyer is not None and may_see(seller, buyer) else None


def here_too(at: Standing, shows: Sequence[Show]) -> list[Show]:
    """A card that a seller works on stands where they work, also when the buyer's own desk is another one."""
    found = [show for show in shows if isinstance(show, ShowCard)]
    shown_at = {(show.card, show.desk.id) for show in found}
    missing = {show.card: show for show in found if (show.card, at.desk.id) not in shown_at}
    return [*shows, *(replace(show, desk=at.desk) for show in missing.values())]
