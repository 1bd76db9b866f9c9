"""Buyers at the desk: the public pool, and who looks after whom."""

from dataclasses import replace

from bot.core.actions import ClaimBuyer
from bot.core.cards import Card
from bot.core.people import Buyer, Seller
from bot.core.recognition import Recognition
from bot.core.shows import Button, Say, Show, ToDesk
from bot.desk import cards as card_desk
from bot.desk import hearing, topics
from bot.desk.access import ONLY_MANAGERS, Standing
from bot.desk.shop import Shop, fresh
from bot.i18n import N_
from bot.store import buyers, cards, desks, followups, log, sellers
from bot.store.database import Tx

LISTED = 8


def pool(shop: Shop, tx: Tx, at: Standing) -> list[Show]:
    """`/pool`: buyers nobody looks after, to be claimed."""
    found = buyers.pool(tx, LISTED)
    if not found:
        return [ToDesk(at.desk, (Say(N_("The public pool is empty.")),))]
    lines = (Say(N_("The public pool")), *(Say("• {name}", {"name": one.name}) for one in found))
    rows = tuple((Button(Say(N_("Claim {name}"), {"name": one.name}), ClaimBuyer(one.id)),) for one in found)
    return [ToDesk(at.desk, lines, 0, rows)]


def claim(shop: Shop, tx: Tx, at: Standing, buyer: Buyer) -> list[Show] | None:
    """Take a buyer out of the pool; the card moves to the new owner's desk. None when somebody was quicker."""
    if not buyers.claim(tx, buyer.id, at.seller.id):
        return None
    return _handed_over(shop, tx, at, buyer, at.seller, "claimed")


def assign(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, name: str) -> list[Show]:
    """`/assign NAME` by a manager: the buyer and their follow-ups go to a colleague."""
    if not at.seller.is_manager:
        return [ToDesk(at.desk, (ONLY_MANAGERS,), buyer.id)]
    found = [one for one in sellers.active(tx) if name.strip() and name.strip().casefold() in one.name.casefold()]
    if len(found) != 1:
        names = ", ".join(one.name for one in sellers.active(tx))
        return [ToDesk(at.desk, (Say(N_("Name one of: {names}"), {"names": names}),), buyer.id)]
    buyers.set_owner(tx, buyer.id, found[0].id)
    return _handed_over(shop, tx, at, buyer, found[0], "assigned")


def release(shop: Shop, tx: Tx, at: Standing, buyer: Buyer) -> list[Show]:
    """Give a buyer back to the pool, by their owner or a manager."""
    if buyer.owner_id != at.seller.id and not at.seller.is_manager:
        return [ToDesk(at.desk, (ONLY_MANAGERS,), buyer.id)]
    buyers.set_owner(tx, buyer.id, None)
    managers = [one for one in sellers.active(tx) if one.is_manager]
    if managers and not at.seller.is_manager:
        # What was promised to somebody of the pool is a manager's to see until they are claimed.
        followups.hand_over(tx, buyer.id, managers[0].id, shop.clock())
    log.add(tx, shop.clock(), "released", seller=at.seller.id, buyer=buyer.id)
    said = Say(N_("{name} is in the public pool now."), {"name": buyer.name})
    return [ToDesk(at.desk, (said,), buyer.id), *topics.refreshed(shop, tx, fresh(tx, buyer))]


def _handed_over(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, to: Seller, action: str) -> list[Show]:
    followups.hand_over(tx, buyer.id, to.id, shop.clock())
    log.add(tx, shop.clock(), action, seller=at.seller.id, buyer=buyer.id, detail=str(to.id))
    buyer = fresh(tx, buyer)
    said = Say(N_("{seller} looks after {name} now."), {"seller": to.name, "name": buyer.name})
    shows: list[Show] = [ToDesk(at.desk, (said,), buyer.id if at.buyer else 0)]
    desk = desks.of_seller(tx, to.id, shop.readers)
    card = cards.last_of(tx, buyer.id)
    if card is not None and desk is not None:
        shows += card_desk.show(shop, tx, card, buyer, [desk])
    return [*shows, *topics.refreshed(shop, tx, buyer)]


def open_card(shop: Shop, tx: Tx, at: Standing, buyer: Buyer) -> list[Show]:
    """A fresh card for a buyer, from a list, a reminder or the digest."""
    return card_desk.show(shop, tx, fresh_card(shop, tx, buyer), buyer)


def fresh_card(shop: Shop, tx: Tx, buyer: Buyer) -> Card:
    """A card that the seller opens: it offers the shop's most used replies."""
    card = cards.add(tx, buyer.id, shop.clock())
    heard = Recognition(shop.reply_language(buyer), (), unsure=True)
    # Opened by the seller: there is no question to be unsure about.
    card = replace(hearing.hear(shop, tx, card, buyer, heard), unsure=False)
    cards.save(tx, card)
    return card
