"""A buyer writes: the message is kept, understood, and stands in a card at the desk."""

from dataclasses import replace
from datetime import timedelta

from bot.core.actions import ClaimBuyer
from bot.core.incoming import Incoming, Person
from bot.core.people import Buyer
from bot.core.shows import Button, CopyToDesk, Say, Show, ToDesk
from bot.desk import cards as card_desk
from bot.desk import hearing, reminders, waiting
from bot.desk.shop import Shop, desks_of, fresh
from bot.i18n import N_
from bot.store import buyers, cards, desks, log, messages, sellers
from bot.store.database import Tx

FITS_A_CARD = 2_000
"""Characters of a text that a card shows beside all else; a longer one stands whole in the topic, too."""

NOTICE_AGAIN_AFTER = timedelta(days=1)


def known_buyer(shop: Shop, tx: Tx, person: Person, source: str = "") -> Buyer:
    """The buyer who chats from this account; a new file for one never seen."""
    now = shop.clock()
    buyer = buyers.by_telegram(tx, person.telegram_id)
    if buyer is None:
        buyer = buyers.add(
            tx, person.telegram_id, person.first_name, person.last_name, person.username, person.language, source, now
        )
        log.add(tx, now, "first seen", buyer=buyer.id, detail=source)
    names = (person.first_name, person.last_name, person.username, person.language)
    buyers.seen(tx, buyer.id, *names, now)
    return fresh(tx, buyer)


def receive(shop: Shop, tx: Tx, incoming: Incoming) -> list[Show]:
    """A message of a buyer. A repeat of one that is there already shows nothing."""
    buyer = known_buyer(shop, tx, incoming.sender)
    if incoming.edited:
        return _edited(shop, tx, buyer, incoming)
    first_of_album = not (incoming.album and messages.in_album(tx, buyer.id, incoming.album))
    row = messages.add(
        tx,
        buyer.id,
        incoming=True,
        kind=incoming.kind,
        text=incoming.text,
        at=incoming.at,
        chat_id=incoming.chat_id,
        message_id=incoming.message_id,
        album=incoming.album,
    )
    if not row:
        return []
    card = card_desk.continue_or_open(shop, tx, buyer, incoming.at)
    messages.stands_in(tx, row, card.id)
    cards.save(tx, card)
    waiting.begins(shop, tx, buyer, incoming.at)
    carried = _carry(shop, tx, buyer, incoming)
    if not first_of_album and not incoming.text:
        return carried
    back = reminders.woken(shop, tx, buyer)
    return [*carried, *card_desk.show(shop, tx, card, buyer), *back, *_pool_notice(shop, tx, buyer)]


def _carry(shop: Shop, tx: Tx, buyer: Buyer, incoming: Incoming) -> list[Show]:
    """A text stands in its card, a long one whole before it; everything else is copied, or said to be impossible."""
    if incoming.kind == "text":
        if len(incoming.text) <= FITS_A_CARD:
            return []
        whole = Say("{text}", {"text": incoming.text})
        return [ToDesk(desk, (whole,), buyer.id, priority=2) for desk in desks_of(shop, tx, buyer)]
    if not incoming.carriable:
        say = Say(N_("{name} sent something that can't be carried over ({kind}). Ask for it another way."),
                  {"name": buyer.name, "kind": incoming.kind})  # fmt: skip
        return [ToDesk(desk, (say,), buyer.id) for desk in desks_of(shop, tx, buyer)]
    return [
        CopyToDesk(desk, buyer, incoming.chat_id, incoming.message_id, incoming.kind)
        for desk in desks_of(shop, tx, buyer)
    ]


def _edited(shop: Shop, tx: Tx, buyer: Buyer, incoming: Incoming) -> list[Show]:
    """A buyer changed a message: the file follows, and the card in which it stands is edited."""
    old = messages.at(tx, incoming.chat_id, incoming.message_id)
    if old is None:
        return receive(shop, tx, replace(incoming, edited=False))
    if old.text == incoming.text:
        return []
    messages.edit(tx, old.id, incoming.text, shop.clock())
    card = cards.by_id(tx, old.card_id) if old.card_id else None
    if card is None:
        return []
    hearing.anew(tx, card, old.id)
    return card_desk.show(shop, tx, card, buyer)


def _pool_notice(shop: Shop, tx: Tx, buyer: Buyer) -> list[Show]:
    """Sellers who don't see the card of a pool buyer are told, at most once a day, that there is somebody to claim."""
    last, now = log.setting(tx, f"pool notice {buyer.id}"), shop.clock()
    if buyer.owner_id or (last and now.timestamp() - float(last) < NOTICE_AGAIN_AFTER.total_seconds()):
        return []
    seen_by = {desk.id for desk in desks_of(shop, tx, buyer)}
    log.set_setting(tx, f"pool notice {buyer.id}", str(now.timestamp()))
    notice = Say(N_("New in the public pool: {name} wrote."), {"name": buyer.name})
    claim = ((Button(Say(N_("Claim")), ClaimBuyer(buyer.id)),),)
    own = [desks.of_seller(tx, one.id, shop.readers) for one in sellers.active(tx)]
    return [ToDesk(desk, (notice,), 0, claim) for desk in own if desk is not None and desk.id not in seen_by]


def start(shop: Shop, tx: Tx, incoming: Incoming) -> list[Show]:
    """A buyer opened the chat, perhaps by a deep link, whose parameter is kept as the source."""
    source = incoming.text.partition(" ")[2].strip()[:64]
    buyer = known_buyer(shop, tx, incoming.sender, source)
    row = messages.add(
        tx, buyer.id, incoming=True, kind="service", text=incoming.text, at=incoming.at, chat_id=incoming.chat_id,
        message_id=incoming.message_id,
    )  # fmt: skip
    if not row:
        return []
    card = card_desk.continue_or_open(shop, tx, buyer, incoming.at)
    messages.stands_in(tx, row, card.id, read=True)
    card = hearing.hear(shop, tx, card, buyer, hearing.listen(shop, buyer, "", incoming.at))
    cards.save(tx, card)
    return card_desk.show(shop, tx, card, buyer)
