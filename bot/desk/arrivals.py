"""The door: whoever writes, taps or reacts is a seller at a desk or a buyer, and goes to the right use case."""

from typing import assert_never

from bot.core.actions import EraseMe
from bot.core.incoming import Arrival, Incoming, Inline, Membership, Migrated, Reaction, Tap
from bot.core.shows import BuyerButton, ReactAtBuyer, Say, Show, ToBuyer, ToDesk
from bot.desk import business_cards, conversations, joining, quick_replies, taps, writing
from bot.desk import cards as card_desk
from bot.desk.access import Standing, standing
from bot.desk.buyer_words import ERASE_SURE, KEEP, STOPPED, YES_ERASE, buyer_word
from bot.desk.shop import Shop, desks_of
from bot.i18n import N_
from bot.store import buyers, cards, desks, log, messages, outbox, sellers
from bot.store.database import Tx


def arrive(shop: Shop, tx: Tx, arrival: Arrival) -> list[Show]:
    """Whatever reached us: what is to be shown because of it."""
    match arrival:
        case Incoming():
            return _message(shop, tx, arrival)
        case Tap():
            return taps.receive(shop, tx, arrival)
        case Inline():
            return quick_replies.inline(shop, tx, arrival)
        case Reaction():
            return _reaction(shop, tx, arrival)
        case Migrated(old, new):
            desks.move(tx, old, new)
            outbox.move_chat(tx, old, new)
            return []
        case Membership():
            return _membership(shop, tx, arrival)
        case _:
            assert_never(arrival)


def _message(shop: Shop, tx: Tx, incoming: Incoming) -> list[Show]:
    if incoming.private and incoming.text.startswith("/start ") and not incoming.edited:
        code = incoming.text.split(maxsplit=1)[1].strip()
        if joining.is_code(code):
            return joining.join(shop, tx, incoming, code)
    at = standing(tx, incoming.sender.telegram_id, incoming.chat_id, incoming.thread_id, shop.readers)
    if at is not None:
        return writing.receive(shop, tx, at, incoming)
    if not incoming.private:
        return _in_group(shop, tx, incoming)
    if sellers.by_telegram(tx, incoming.sender.telegram_id) is not None:
        return _seller_without_desk(shop, tx, incoming)
    return _from_buyer(shop, tx, incoming)


def _from_buyer(shop: Shop, tx: Tx, incoming: Incoming) -> list[Show]:
    if incoming.contact is not None:
        return business_cards.receive(shop, tx, incoming)
    word = incoming.text.split(maxsplit=1)[0].split("@")[0].casefold() if incoming.text.startswith("/") else ""
    if word == "/start":
        return _start(shop, tx, incoming)
    if word in ("/stop", "/erase"):
        return _own_data(shop, tx, incoming, word)
    return conversations.receive(shop, tx, incoming)


def _start(shop: Shop, tx: Tx, incoming: Incoming) -> list[Show]:
    """A buyer opened the chat, perhaps by a deep link, whose parameter is kept as the source."""
    source = incoming.text.partition(" ")[2].strip()[:64]
    buyer = conversations.known_buyer(shop, tx, incoming.sender, source)
    row = messages.add(
        tx, buyer.id, incoming=True, kind="service", text=incoming.text, at=incoming.at, chat_id=incoming.chat_id,
        message_id=incoming.message_id,
    )  # fmt: skip
    if not row:
        return []
    card = card_desk.continue_or_open(shop, tx, buyer, shop.clock())
    messages.heard(tx, row, card.id, "", "", None)
    heard = conversations.listen(shop, buyer, "", incoming.at)
    card = card_desk.hear(shop, tx, card, buyer, heard)
    cards.save(tx, card)
    return card_desk.show(shop, tx, card, buyer)


def _own_data(shop: Shop, tx: Tx, incoming: Incoming, word: str) -> list[Show]:
    """`/stop`: no marketing any more. `/erase`: forget me, after asking once."""
    buyer = conversations.known_buyer(shop, tx, incoming.sender)
    now = shop.clock()
    if not messages.add(
        tx, buyer.id, incoming=True, kind="service", text=word, at=incoming.at, chat_id=incoming.chat_id,
        message_id=incoming.message_id,
    ):  # fmt: skip
        return []
    language = shop.reply_language(buyer)
    said = buyer_word(STOPPED if word == "/stop" else ERASE_SURE, language)
    row = messages.add(tx, buyer.id, incoming=False, kind="service", text=said, at=now)
    if word == "/stop":
        buyers.set_stopped(tx, buyer.id, now)
        buyers.add_consent(tx, buyer.id, "marketing stopped", now)
        log.add(tx, now, "stopped marketing", buyer=buyer.id)
        return [ToBuyer(buyer, row, said)]
    buttons = (
        BuyerButton(buyer_word(YES_ERASE, language), EraseMe(1)),
        BuyerButton(buyer_word(KEEP, language), EraseMe(0)),
    )
    return [ToBuyer(buyer, row, said, buttons=buttons)]


def _in_group(shop: Shop, tx: Tx, incoming: Incoming) -> list[Show]:
    """A manager's `/desk` in a group with topics makes it the shop's desk; anything else there is not for us."""
    seller = sellers.by_telegram(tx, incoming.sender.telegram_id)
    if seller is None or not seller.is_manager or incoming.text.split("@")[0].strip() != "/desk":
        return []
    desks.open_desk(tx, incoming.chat_id, "group", None, incoming.forum, shop.clock())
    log.add(tx, shop.clock(), "opened a desk", seller=seller.id, detail=str(incoming.chat_id))
    desk = desks.by_chat(tx, incoming.chat_id, shop.readers)
    said = Say(N_("This group is a desk now: each buyer gets a topic here.")) if incoming.forum else Say(
        N_("This group is a desk now. Switch on topics in its settings and send /desk again for a topic per buyer.")
    )  # fmt: skip
    return [ToDesk(desk, (said,))] if desk else []


def _seller_without_desk(shop: Shop, tx: Tx, incoming: Incoming) -> list[Show]:
    """A seller's private chat is their desk, whatever happened to it before (blocked and come back)."""
    seller = sellers.by_telegram(tx, incoming.sender.telegram_id)
    if seller is None:
        return []
    desks.open_desk(tx, incoming.chat_id, "private", seller.id, shop.topics, shop.clock())
    desk = desks.of_seller(tx, seller.id, shop.readers)
    return writing.receive(shop, tx, Standing(seller, desk, incoming.thread_id), incoming) if desk else []


def _reaction(shop: Shop, tx: Tx, reaction: Reaction) -> list[Show]:
    at = standing(tx, reaction.sender.telegram_id, reaction.chat_id, 0, shop.readers)
    if at is None:
        return conversations.react(shop, tx, reaction)
    found = outbox.whose(tx, reaction.chat_id, reaction.message_id)
    buyer = buyers.by_id(tx, found["buyer_id"]) if found and found["buyer_id"] else None
    if found is None or buyer is None:
        return []
    asked = messages.of_card(tx, found["card_id"]) if found["card_id"] else []
    copied = messages.by_id(tx, found["message_row"]) if found["message_row"] else None
    target = copied if copied and copied.incoming else asked[-1] if asked else None
    return [ReactAtBuyer(buyer, target.message_id, reaction.emoji)] if target and target.message_id else []


def _membership(shop: Shop, tx: Tx, membership: Membership) -> list[Show]:
    now = shop.clock()
    if not membership.private:
        if not membership.present:
            desks.close_desk(tx, membership.chat_id, now)
        return []
    if sellers.by_telegram(tx, membership.by.telegram_id) is not None:
        if not membership.present:
            desks.close_desk(tx, membership.chat_id, now)
        return []
    buyer = buyers.by_telegram(tx, membership.by.telegram_id)
    if buyer is None or buyer.blocked != membership.present:
        return []
    buyers.set_blocked(tx, buyer.id, None if membership.present else now)
    log.add(tx, now, "unblocked the bot" if membership.present else "blocked the bot", buyer=buyer.id)
    said = N_("{name} can be written to again.") if membership.present else N_("{name} has blocked the bot.")
    return [ToDesk(desk, (Say(said, {"name": buyer.name}),), buyer.id) for desk in desks_of(shop, tx, buyer)]
