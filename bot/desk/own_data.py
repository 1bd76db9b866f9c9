"""A buyer's own data: `/privacy` shows it, `/erase` forgets it after asking once, `/stop` ends offers."""

from datetime import date
from html import escape

from bot.core.actions import EraseMe
from bot.core.incoming import Incoming, Tap
from bot.core.people import Buyer
from bot.core.shows import AnswerTap, BuyerButton, DropTopic, Say, Show, ToBuyer, ToDesk
from bot.desk import conversations
from bot.desk.buyer_words import (
    ERASE,
    ERASE_SURE,
    ERASED,
    KEEP,
    KEPT,
    MAY_ERASE,
    STOPPED,
    YES_ERASE,
    buyer_word,
    kept_labels,
)
from bot.desk.shop import Shop, desks_of
from bot.i18n import N_, country_name, format_day, language_name
from bot.replies import plain
from bot.store import buyers, log, messages, own_data
from bot.store.database import Tx

NO, YES, ASK = 0, 1, 2
"""What an EraseMe button carries: keep it, erase it, or ask first."""
COMMANDS = ("/stop", "/erase", "/privacy")


def command(shop: Shop, tx: Tx, incoming: Incoming, word: str) -> list[Show]:
    """One of COMMANDS, written by a buyer. A repeat of one that is there already shows nothing."""
    buyer = conversations.known_buyer(shop, tx, incoming.sender)
    if not messages.add(
        tx, buyer.id, incoming=True, kind="service", text=word, at=incoming.at, chat_id=incoming.chat_id,
        message_id=incoming.message_id,
    ):  # fmt: skip
        return []
    if word == "/privacy":
        return [_privacy(shop, tx, buyer), *_told(shop, tx, buyer, N_("{name} looked at what is kept about them."))]
    if word == "/erase":
        return [_sure(shop, tx, buyer)]
    now = shop.clock()
    buyers.set_stopped(tx, buyer.id, now)
    buyers.add_consent(tx, buyer.id, "marketing stopped", now)
    log.add(tx, now, "stopped marketing", buyer=buyer.id)
    stopped = _said(shop, tx, buyer, buyer_word(STOPPED, shop.reply_language(buyer)))
    return [
        stopped,
        *_told(shop, tx, buyer, N_("🚫 {name} wants no more offers: answer questions, send no marketing.")),
    ]


def _told(shop: Shop, tx: Tx, buyer: Buyer, text: str) -> list[Show]:
    return [ToDesk(desk, (Say(text, {"name": buyer.name}),), buyer.id) for desk in desks_of(shop, tx, buyer)]


def tapped(shop: Shop, tx: Tx, tap: Tap, answer: int) -> list[Show]:
    """The buyer tapped a button about their data; it concerns whoever taps, whatever chat it stands in."""
    buyer = buyers.by_telegram(tx, tap.sender.telegram_id)
    if buyer is None:
        return [AnswerTap(tap.query_id)]
    language = shop.reply_language(buyer)
    if answer == ASK:
        return [AnswerTap(tap.query_id), _sure(shop, tx, buyer)]
    if answer != YES:
        return [AnswerTap(tap.query_id, Say(buyer_word(KEEP, language)), language)]
    return [AnswerTap(tap.query_id, Say(buyer_word(ERASED, language)), language, alert=True), *_erase(shop, tx, buyer)]


def _said(shop: Shop, tx: Tx, buyer: Buyer, html: str, *buttons: BuyerButton) -> ToBuyer:
    row = messages.add(tx, buyer.id, incoming=False, kind="service", text=plain(html), at=shop.clock())
    return ToBuyer(buyer, row, html, buttons=buttons)


def _sure(shop: Shop, tx: Tx, buyer: Buyer) -> ToBuyer:
    language = shop.reply_language(buyer)
    yes = BuyerButton(buyer_word(YES_ERASE, language), EraseMe(YES))
    no = BuyerButton(buyer_word(KEEP, language), EraseMe(NO))
    return _said(shop, tx, buyer, buyer_word(ERASE_SURE, language), yes, no)


def _privacy(shop: Shop, tx: Tx, buyer: Buyer) -> ToBuyer:
    """What is kept, in the buyer's language: the file's own words, and how many of everything else."""
    language = shop.reply_language(buyer)
    found = own_data.kept(tx, buyer.id)
    country = country_name(buyer.country, language) if buyer.country else ""
    born = format_day(date.fromisoformat(found.birthday), language) if found.birthday else ""
    values = {
        "name": f"{buyer.first_name} {buyer.last_name}".strip(),
        "username": f"@{buyer.username}" if buyer.username else "",
        "company": buyer.company,
        "place": ", ".join(part for part in (buyer.city, country) if part),
        "phone": buyer.phone,
        "email": buyer.email,
        "birthday": born,
        "language": language_name(buyer.language, language) if buyer.language else "",
        "orders": found.orders,
        "messages": found.messages,
        "notes": found.notes + found.followups,
        "shared": format_day(found.shared_at.date(), language) if found.shared_at else "",
    }
    lines = [f"• {label}: {escape(str(values[name]))}" for name, label in kept_labels(language).items() if values[name]]
    html = "\n".join([buyer_word(KEPT, language), *lines, "", buyer_word(MAY_ERASE, language)])
    log.add(tx, shop.clock(), "asked what is kept", buyer=buyer.id)
    return _said(shop, tx, buyer, html, BuyerButton(buyer_word(ERASE, language), EraseMe(ASK)))


def _erase(shop: Shop, tx: Tx, buyer: Buyer) -> list[Show]:
    """Forget the buyer, here and at the desks: their topics go with all that stands in them."""
    now = shop.clock()
    desks = desks_of(shop, tx, buyer)
    buyers.erase(tx, buyer, now)
    log.add(tx, now, "erased", buyer=buyer.id)
    said = Say(N_("🗑 A buyer asked to be forgotten: file, messages and topic are erased; orders stay without a name."))
    return [one for desk in desks for one in (DropTopic(desk, buyer.id), ToDesk(desk, (said,)))]
