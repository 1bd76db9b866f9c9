"""Reactions: what one side puts on a message, the other side sees."""

from bot.core.incoming import Reaction
from bot.core.people import Seller, may_see
from bot.core.shows import ReactAtBuyer, ReactAtDesk, Show
from bot.desk.access import standing
from bot.desk.shop import Shop, desks_of
from bot.store import buyers, messages, outbox
from bot.store.database import Tx


def receive(shop: Shop, tx: Tx, reaction: Reaction) -> list[Show]:
    """Somebody set or took back a reaction."""
    at = standing(tx, reaction.sender.telegram_id, reaction.chat_id, 0, shop.readers)
    return _of_seller(tx, at.seller, reaction) if at is not None else _of_buyer(shop, tx, reaction)


def _of_seller(tx: Tx, seller: Seller, reaction: Reaction) -> list[Show]:
    """On a card or a copied medium at the desk: it stands on the buyer's own message (the last one of the card)."""
    found = outbox.whose(tx, reaction.chat_id, reaction.message_id)
    buyer = buyers.by_id(tx, found["buyer_id"]) if found and found["buyer_id"] else None
    if found is None or buyer is None or not may_see(seller, buyer):
        return []
    asked = messages.of_card(tx, found["card_id"]) if found["card_id"] else []
    copied = messages.by_id(tx, found["message_row"]) if found["message_row"] else None
    target = copied if copied and copied.incoming else asked[-1] if asked else None
    return [ReactAtBuyer(buyer, target.message_id, reaction.emoji)] if target and target.message_id else []


def _of_buyer(shop: Shop, tx: Tx, reaction: Reaction) -> list[Show]:
    """On what they were sent: it stands on the seller's own message, or on the card from which it was sent."""
    found = outbox.whose(tx, reaction.chat_id, reaction.message_id)
    sent = messages.by_id(tx, found["message_row"]) if found and found["message_row"] else None
    buyer = buyers.by_id(tx, sent.buyer_id) if sent else None
    if sent is None or buyer is None or buyer.telegram_id != reaction.sender.telegram_id:
        return []
    typed = messages.desk_place(tx, sent.id)
    if typed is not None:
        return [ReactAtDesk(*typed, reaction.emoji)]
    shown: list[Show] = []
    for desk in desks_of(shop, tx, buyer) if sent.card_id else []:
        card = outbox.first_of_card(tx, sent.card_id, desk.id)
        message_id = outbox.sent_id(tx, card) if card else None
        if message_id:
            shown.append(ReactAtDesk(desk.chat_id, message_id, reaction.emoji))
    return shown
