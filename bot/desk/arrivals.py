"""The door: whoever writes, taps or reacts is a seller at a desk or a buyer, and goes to the right use case."""

from typing import assert_never

from bot.core.incoming import Arrival, Incoming, Inline, Membership, Migrated, Reaction, Tap
from bot.core.shows import Show
from bot.desk import business_cards, conversations, joining, own_data, quick_replies, reactions, rooms, taps, writing
from bot.desk.access import Standing, here_too, standing
from bot.desk.shop import Shop
from bot.store import desks, outbox, sellers
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
            return reactions.receive(shop, tx, arrival)
        case Migrated(old, new):
            desks.move(tx, old, new)
            outbox.move_chat(tx, old, new)
            return []
        case Membership():
            return rooms.membership(shop, tx, arrival)
        case _:
            assert_never(arrival)


def _message(shop: Shop, tx: Tx, incoming: Incoming) -> list[Show]:
    if incoming.private and incoming.text.startswith("/start ") and not incoming.edited:
        code = incoming.text.split(maxsplit=1)[1].strip()
        if joining.is_code(code):
            return joining.join(shop, tx, incoming, code)
    if rooms.is_desk_command(incoming):
        return rooms.open_group(shop, tx, incoming)
    at = standing(tx, incoming.sender.telegram_id, incoming.chat_id, incoming.thread_id, shop.readers)
    if at is not None:
        return here_too(at, writing.receive(shop, tx, at, incoming))
    if not incoming.private:
        return []
    seller = sellers.by_telegram(tx, incoming.sender.telegram_id)
    if seller is None:
        return _from_buyer(shop, tx, incoming)
    desk = rooms.own_desk(shop, tx, seller, incoming.chat_id)
    return writing.receive(shop, tx, Standing(seller, desk, incoming.thread_id), incoming) if desk else []


def _from_buyer(shop: Shop, tx: Tx, incoming: Incoming) -> list[Show]:
    if incoming.contact is not None:
        return business_cards.receive(shop, tx, incoming)
    word = incoming.text.split(maxsplit=1)[0].split("@")[0].casefold() if incoming.text.startswith("/") else ""
    if word == "/start":
        return conversations.start(shop, tx, incoming)
    if word in own_data.COMMANDS:
        return own_data.command(shop, tx, incoming, word)
    return conversations.receive(shop, tx, incoming)
