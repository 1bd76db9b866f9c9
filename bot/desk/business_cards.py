"""Business cards: the seller's goes out with a polite request, the buyer's own comes back, with consent kept."""

from bot.core.cards import Card
from bot.core.incoming import Incoming
from bot.core.people import Buyer, Seller
from bot.core.replies import Problem
from bot.core.shows import ContactToBuyer, Say, Show, ToDesk
from bot.desk import cards as card_desk
from bot.desk.access import Standing
from bot.desk.buyer_words import SHARE, buyer_word
from bot.desk.conversations import known_buyer
from bot.desk.scenes import scene
from bot.desk.shop import Shop, desks_of, fresh
from bot.i18n import N_
from bot.replies import ReplyError, plain, render
from bot.store import buyers, cards, log, messages
from bot.store.database import Tx


def wording_for(shop: Shop, tx: Tx, buyer: Buyer, seller: Seller) -> tuple[str, str]:
    """(Telegram HTML, version) of the card's text with its request and privacy wording, in the buyer's language.

    Raises ReplyError when the shop has no such wording or it can't be written: nothing is asked without it.
    """
    wording = shop.replies.by_shortcut("business-card", shop.reply_language(buyer))
    if wording is None:
        raise ReplyError(Problem(str(shop.config.replies / "cards/business-card.en.md"), 1, "is not there"))
    return render(wording, scene(shop, tx, buyer, seller)), wording.version


def send(shop: Shop, tx: Tx, at: Standing, card: Card, buyer: Buyer) -> list[Show]:
    """The seller's card as a text and a vCard contact, with a button by which the buyer shares theirs."""
    now, seller = shop.clock(), at.seller
    try:
        html, version = wording_for(shop, tx, buyer, seller)
    except ReplyError as error:
        return [ToDesk(at.desk, (card_desk.broken(error),), buyer.id)]
    language = shop.reply_language(buyer)
    row = messages.add(
        tx, buyer.id, incoming=False, kind="business card", text=plain(html), at=now, seller_id=seller.id,
        card_id=card.id, reply_key="business-card", language=language,
    )  # fmt: skip
    buyers.add_consent(tx, buyer.id, "card asked", now, plain(html), version)
    if buyer.stage == "fan":
        buyers.set_stage(tx, buyer.id, "card asked")
    log.add(tx, now, "sent a business card", seller=seller.id, buyer=buyer.id)
    shows: list[Show] = [ContactToBuyer(buyer, row, seller, html, buyer_word(SHARE, language))]
    return [*shows, *card_desk.answered(shop, tx, card, fresh(tx, buyer), seller, row, "💼")]


def receive(shop: Shop, tx: Tx, incoming: Incoming) -> list[Show]:
    """A buyer shared a contact. Only their own is proof; somebody else's is shown, and refused as theirs."""
    contact = incoming.contact
    buyer = known_buyer(shop, tx, incoming.sender)
    row = messages.add(
        tx, buyer.id, incoming=True, kind="contact", text="", at=incoming.at, chat_id=incoming.chat_id,
        message_id=incoming.message_id,
    )  # fmt: skip
    if not row or contact is None:
        return []
    now = shop.clock()
    name = f"{contact.first_name} {contact.last_name}".strip()
    if not contact.own:
        log.add(tx, now, "shared a foreign contact", buyer=buyer.id)
        say = Say(
            N_("{buyer} shared the contact of {name} ({phone}). It is not their own; nothing was noted in the file."),
            {"buyer": buyer.name, "name": name, "phone": contact.phone},
        )  # fmt: skip
        return [ToDesk(desk, (say,), buyer.id) for desk in desks_of(shop, tx, buyer)]
    phone = contact.phone if contact.phone.startswith("+") else f"+{contact.phone}"
    buyers.set_contact(tx, buyer.id, phone=phone)
    wording, version = buyers.asked_wording(tx, buyer.id)
    buyers.add_consent(tx, buyer.id, "card shared", now, wording, version)
    if buyer.stage in ("fan", "card asked"):
        buyers.set_stage(tx, buyer.id, "customer")
    log.add(tx, now, "shared their contact", buyer=buyer.id, detail=version)
    buyer = fresh(tx, buyer)
    card = cards.last_of(tx, buyer.id)
    say = Say(
        N_("💼 {buyer} shared their contact: {name}, {phone}"), {"buyer": buyer.name, "name": name, "phone": phone}
    )
    shows: list[Show] = [ToDesk(desk, (say,), buyer.id) for desk in desks_of(shop, tx, buyer)]
    # A card that was answered shows nothing of the contact; an open one now knows it.
    return [*shows, *(card_desk.show(shop, tx, card, buyer) if card and not card.answered else [])]
