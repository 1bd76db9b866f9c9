"""Quick replies: `/moq` previews, `/moq!` sends at once, `/replies` searches, `/save` keeps one's own; inline mode."""

from dataclasses import replace
from html import escape

from bot.core.cards import Card
from bot.core.incoming import Inline
from bot.core.people import Buyer, Seller
from bot.core.replies import Reply
from bot.core.shows import AnswerInline, InlineChoice, Say, Show, ToDesk
from bot.desk import cards as card_desk
from bot.desk import hearing
from bot.desk.access import Standing, no_chat
from bot.desk.products import summary, text_for
from bot.desk.scenes import scene
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.replies import ReplyError, missing, render
from bot.store import cards, desks, log, messages, search, sellers
from bot.store.database import Tx

LISTED = 20


def use(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, shortcut: str, at_once: bool) -> list[Show] | None:
    """A shortcut typed in a topic: preview on a card, or send at once when nothing is missing. None: no such reply."""
    if at_once and not buyer.telegram_id:
        return [ToDesk(at.desk, (no_chat(buyer),), buyer.id)]
    own = log.own_replies(tx, at.seller.id).get(shortcut)
    if own is not None:
        return _own(shop, tx, at, buyer, shortcut, own, at_once)
    reply = shop.replies.by_shortcut(shortcut, shop.reply_language(buyer))
    if reply is None or reply.folder != "quick":
        return None
    last = cards.last_of(tx, buyer.id)
    if last is not None:
        last = hearing.understand(shop, tx, last, buyer)
    card = _card_for(shop, tx, buyer, reply)
    moved = card_desk.show(shop, tx, last, buyer) if last is not None and not last.answered else []
    shows = card_desk.choose(shop, tx, card, buyer, at.seller, at.desk, at.thread, len(card.offers))
    card = cards.by_id(tx, card.id) or card
    if at_once and card.view == "preview":
        shows = card_desk.send(shop, tx, card, buyer, at.seller)
    return [*moved, *shows]


def _card_for(shop: Shop, tx: Tx, buyer: Buyer, reply: Reply) -> Card:
    """A card where the seller is looking, at the end of the topic, with this reply as its last offer.

    What the buyer's open card held goes on there: an old card that scrolled away would change unseen.
    """
    last = cards.last_of(tx, buyer.id)
    card = cards.add(tx, buyer.id, shop.clock())
    if last is not None and not last.answered:
        messages.move(tx, last.id, card.id)
        cards.save(tx, replace(last, view="moved", answered=True))
        desks.stop_waiting_for(tx, last.id)
        card = replace(last, id=card.id, touched_at=card.touched_at)
    offers = (*[key for key in card.offers if key != reply.key][:2], reply.key)
    card = replace(card, offers=offers, language=card.language or buyer.language)
    cards.save(tx, card)
    return card


def _own(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, shortcut: str, text: str, at_once: bool) -> list[Show]:
    if not at_once:
        lines = (
            Say(N_("Your own reply /{shortcut}:"), {"shortcut": shortcut}),
            Say("{text}", {"text": text}),
            Say(N_("Send it with /{shortcut}!"), {"shortcut": shortcut}),
        )
        return [ToDesk(at.desk, lines, buyer.id)]
    shows, _ = card_desk.to_buyer(shop, tx, buyer, at.seller, escape(text, quote=False))
    return [*shows, ToDesk(at.desk, (Say(N_("✓ Sent /{shortcut}"), {"shortcut": shortcut}),), buyer.id)]


def listing(shop: Shop, tx: Tx, at: Standing, query: str) -> list[Show]:
    """`/replies ship`: the shop's replies and one's own, by title, shortcut or text."""
    language = shop.reply_language(at.buyer) if at.buyer else at.desk.language.split("_")[0]
    found = shop.replies.find(query, language, LISTED)
    own = {
        name: text
        for name, text in log.own_replies(tx, at.seller.id).items()
        if query.casefold() in f"{name} {text}".casefold()
    }
    lines = [Say(N_("Quick replies: tap one in a buyer's topic, add ! to send at once."))]
    lines += [Say("/{shortcut} · {title}", {"shortcut": one.shortcut, "title": one.title}) for one in found]
    lines += [
        Say(N_("/{shortcut} · your own · {text}"), {"shortcut": name, "text": text[:60]}) for name, text in own.items()
    ]
    if len(lines) == 1:
        lines = [Say(N_('No reply is like "{query}".'), {"query": query})]
    return [ToDesk(at.desk, tuple(lines), at.buyer.id if at.buyer else 0)]


def save_own(shop: Shop, tx: Tx, at: Standing, shortcut: str, text: str) -> list[Show]:
    """`/save moq2` as a reply to a message: keep its text as one's own quick reply."""
    name = shortcut.strip().lstrip("/").casefold()
    buyer_id = at.buyer.id if at.buyer else 0
    if not name.isidentifier() or len(name) > 32 or not text:
        return [
            ToDesk(
                at.desk,
                (Say(N_("Reply to a message you sent with /save and a short name, such as /save moq2.")),),
                buyer_id,
            )
        ]
    log.save_own_reply(tx, at.seller.id, name, text, shop.clock())
    return [ToDesk(at.desk, (Say(N_("Kept as /{shortcut}. Send it with /{shortcut}!"), {"shortcut": name}),), buyer_id)]


def inline(shop: Shop, tx: Tx, query: Inline) -> list[Show]:
    """`@bot moq` or `@bot heart t-light` in any chat: finished replies and product cards, for sellers only."""
    seller = sellers.by_telegram(tx, query.sender.telegram_id)
    if seller is None:
        return [AnswerInline(query.query_id, ())]
    language = seller.language.split("_")[0]
    choices = [
        *(_reply_choice(shop, tx, seller, reply) for reply in shop.replies.find(query.text, language, 8)),
        *_product_choices(shop, tx, seller, query.text, language),
    ]
    return [AnswerInline(query.query_id, tuple(one for one in choices if one is not None)[:20])]


def _reply_choice(shop: Shop, tx: Tx, seller: Seller, reply: Reply) -> InlineChoice | None:
    """A reply as it reads without a buyer; one that needs facts can't be finished here and is left out."""
    nobody = Buyer(0, "")
    written = scene(shop, tx, nobody, seller)
    if missing(reply, written):
        return None
    try:
        html = render(reply, written)
    except ReplyError:
        return None
    return InlineChoice(f"r:{reply.key}", reply.title, f"/{reply.shortcut}", html)


def _product_choices(shop: Shop, tx: Tx, seller: Seller, words: str, language: str) -> list[InlineChoice]:
    return [
        InlineChoice(
            f"p:{product.id}",
            product.title,
            summary(product, 0, language),
            text_for(shop, tx, None, seller, product, language),
        )
        for product in search.products(tx, words, 8)
    ]
