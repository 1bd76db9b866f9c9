"""What became of a message to a buyer, told at the desk: refused, or perhaps arrived."""

from bot.core.actions import ItArrived, SendAgain
from bot.core.people import Seller
from bot.core.shows import Button, Say, Show, ToDesk
from bot.desk.access import allowed_buyer
from bot.desk.shop import Shop, desks_of
from bot.i18n import N_
from bot.store import buyers, desks, log, messages, outbox
from bot.store.database import Tx
from bot.store.outbox import Claimed

BLOCKED = N_("the buyer blocked the bot")
REASONS = {
    "blocked": BLOCKED,
    "gone": N_("the account is deleted or the chat can't be found"),
    "can't write": N_("the bot may not write first: the buyer has to open the chat"),
    "too long": N_("it is longer than Telegram allows"),
    "gone media": N_("the file is no longer there"),
    "not carried": N_("this kind of message can't be carried over"),
    "refused": N_("Telegram refused it"),
}


def unsure(shop: Shop, tx: Tx, row: Claimed) -> list[Show]:
    """A message may have reached the buyer: ask the desk, never send it again by itself."""
    buyer = buyers.by_id(tx, row.buyer_id or 0)
    if buyer is None:
        return []
    message = messages.by_id(tx, row.message_row or 0)
    at = message.at if message else shop.clock()
    text = (message.text if message else "")[:200]
    lines = (Say(N_("⚠️ May have been sent {at}, the answer got lost:"), {"at": at}), Say("{text}", {"text": text}))
    buttons = ((Button(Say(N_("Send again")), SendAgain(row.id)), Button(Say(N_("It arrived")), ItArrived(row.id))),)
    return [ToDesk(desk, lines, buyer.id, buttons, priority=1) for desk in desks_of(shop, tx, buyer)]


def failed(shop: Shop, tx: Tx, row: Claimed, reason: str) -> list[Show]:
    """A message did not reach the buyer, and why. A buyer who blocked the bot is marked so."""
    buyer = buyers.by_id(tx, row.buyer_id or 0)
    if buyer is None or row.purpose != "buyer":
        return []
    if reason == "blocked":
        buyers.set_blocked(tx, buyer.id, shop.clock())
    log.add(tx, shop.clock(), "not delivered", buyer=buyer.id, detail=reason)
    said = Say(N_("⚠️ Not delivered: {reason}."), {"reason": Say(REASONS.get(reason, REASONS["refused"]))})
    return [ToDesk(desk, (said,), buyer.id, priority=1) for desk in desks_of(shop, tx, buyer)]


def not_carried(shop: Shop, tx: Tx, row: Claimed) -> list[Show]:
    """What a buyer sent can't be copied to the desk: say so there."""
    buyer = buyers.by_id(tx, row.buyer_id or 0)
    desk = desks.by_id(tx, row.desk_id or 0, shop.readers)
    if buyer is None or desk is None:
        return []
    kind = str(row.params.get("_kind", ""))
    said = Say(
        N_("{name} sent something that can't be carried over ({kind}). Ask for it another way."),
        {"name": buyer.name, "kind": kind},
    )
    return [ToDesk(desk, (said,), buyer.id)]


def send_again(shop: Shop, tx: Tx, seller: Seller, id: int, edits: int) -> list[Show] | None:
    """The seller decided that it did not arrive: queue it once more. None when that is decided already."""
    return _decide(shop, tx, seller, id, edits, again=True)


def arrived(shop: Shop, tx: Tx, seller: Seller, id: int, edits: int) -> list[Show] | None:
    """The seller saw that it arrived."""
    return _decide(shop, tx, seller, id, edits, again=False)


def _decide(shop: Shop, tx: Tx, seller: Seller, id: int, edits: int, *, again: bool) -> list[Show] | None:
    row = outbox.by_id(tx, id)
    buyer = allowed_buyer(tx, seller, row.buyer_id) if row and row.buyer_id else None
    if row is None or buyer is None or outbox.state_of(tx, id) != "unsure":
        return None
    now = shop.clock()
    if again:
        outbox.end(tx, id, "failed", "sent again", now)
        outbox.copy(tx, id, now)
    else:
        outbox.sent(tx, id, None, now)
    log.add(tx, now, "sent again" if again else "it arrived", seller=seller.id, buyer=buyer.id, detail=str(id))
    said = Say(N_("Sent again by {name}.") if again else N_("✓ It arrived ({name})."), {"name": seller.name})
    return [
        ToDesk(desk, (said,), buyer.id, (), edits)
        for desk in desks_of(shop, tx, buyer)
        if desk.seller_id in (0, seller.id)
    ]
