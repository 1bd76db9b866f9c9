"""*"Same person?"*: two files become one by a seller's yes, and two again when that was a mistake."""

from bot.core.actions import UndoMerge
from bot.core.people import Buyer
from bot.core.shows import Button, Say, Show, ToDesk
from bot.desk import cards as card_desk
from bot.desk import topics
from bot.desk.access import Standing
from bot.desk.shop import Shop, fresh
from bot.i18n import N_
from bot.store import buyers, cards, grades, log, merges
from bot.store.database import Tx
from bot.store.merges import Merge


def same_person(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, other_id: int, yes: bool) -> list[Show] | None:
    """A seller answered *"Same person?"*: yes moves the file to this chat, no is remembered.

    None when the card does not ask (any more) about this very file: a button's ids decide nothing.
    """
    now = shop.clock()
    card = cards.last_of(tx, buyer.id)
    other = card_desk.view(shop, tx, card, buyer).same if card is not None else None
    if card is None or other is None or other.id != other_id:
        return None
    buyers.answer_same(tx, buyer.id, other.id, "yes" if yes else "no", at.seller.id, now)
    said = "same person" if yes else "not the same person"
    log.add(tx, now, said, seller=at.seller.id, buyer=buyer.id, detail=str(other.id))
    shows: list[Show] = []
    if yes:
        id = merges.merge(tx, buyer.id, other.id, at.seller.id, now)
        grades.settle(tx, shop.config.rules, now)
        told = Say(N_("👥 The file of {name} is this buyer's now. Undo within 30 days."), {"name": other.name})
        shows.append(ToDesk(at.desk, (told,), buyer.id, ((Button(Say(N_("Undo")), UndoMerge(id)),),)))
    buyer = fresh(tx, buyer)
    return [*card_desk.show(shop, tx, card, buyer), *topics.refreshed(shop, tx, buyer), *shows]


def undo(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, merge: Merge) -> list[Show]:
    """The seller was mistaken: the two are two again, and are not asked about any more."""
    now = shop.clock()
    merges.undo(tx, merge)
    grades.settle(tx, shop.config.rules, now)
    log.add(tx, now, "merge undone", seller=at.seller.id, buyer=buyer.id, detail=str(merge.other))
    buyer = fresh(tx, buyer)
    told = Say(N_("👥 {name} has a file of their own again."), {"name": merge.name})
    card = cards.last_of(tx, buyer.id)
    shown = card_desk.show(shop, tx, card, buyer) if card is not None else []
    return [*shown, *topics.refreshed(shop, tx, buyer), ToDesk(at.desk, (told,), buyer.id)]
