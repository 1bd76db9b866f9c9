"""Product cards: found (desk/search.py) or proposed with 🛍, shown to the buyer, and what the buyer taps on them."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from html import escape

from bot.core.actions import AskAboutProduct, RequestQuote
from bot.core.cards import Card
from bot.core.incoming import Tap
from bot.core.people import Buyer, Seller
from bot.core.products import Product, price_for
from bot.core.recognition import Fact, IntentGuess, Recognition
from bot.core.shows import AnswerTap, BuyerButton, Say, Show, ToBuyer
from bot.desk import cards as card_desk
from bot.desk import hearing
from bot.desk.buyer_words import ASK, ASKED, QUOTE, buyer_word
from bot.desk.conversations import known_buyer
from bot.desk.scenes import product_seen, scene
from bot.desk.shop import Shop
from bot.i18n import N_, format_money, format_number
from bot.replies import MOST_CAPTION_CHARACTERS, MOST_CHARACTERS, ReplyError, plain, render
from bot.store import cards, log, messages, products, sellers
from bot.store.database import Tx

NOT_TWICE_WITHIN = timedelta(seconds=20)
"""A second tap on the same product within this time is the same tap."""


def text_for(shop: Shop, tx: Tx, buyer: Buyer | None, seller: Seller, product: Product, language: str) -> str:
    """The product card's text in a language, as HTML that fits below a picture: the shop's own wording.

    Where replies/cards/product-card.* is missing or can't be written, a plain one with the same prices.
    """
    somebody = buyer or Buyer(0, "")
    wording = shop.replies.by_shortcut("product-card", language)
    seen = product_seen(shop, somebody, product)
    if wording is not None:
        most = MOST_CAPTION_CHARACTERS if product.picture else MOST_CHARACTERS
        with suppress(ReplyError):
            return render(wording, replace(scene(shop, tx, somebody, seller), product=seen), most)
    tiers = "".join(
        f"\n{format_number(tier.quantity, language)}+: {format_money(tier.price, language)}" for tier in seen.tiers
    )
    title = product.title_in(language)[:200]
    return f"<b>{escape(title, quote=False)}</b>\n{escape(product.code[:60], quote=False)}{tiers}"


def show_to_buyer(
    shop: Shop, tx: Tx, buyer: Buyer, seller: Seller, product: Product, card: Card | None
) -> tuple[list[Show], int]:
    """Send a product card with the buyer's buttons; note that it was shown."""
    now = shop.clock()
    language = shop.reply_language(buyer)
    html = text_for(shop, tx, buyer, seller, product, language)
    row = messages.add(
        tx,
        buyer.id,
        incoming=False,
        kind="product",
        text=plain(html),
        at=now,
        seller_id=seller.id,
        card_id=card.id if card else None,
        reply_key=f"product:{product.code}",
        language=language,
    )
    products.shown(tx, product.id, buyer.id, seller.id, now)
    log.add(tx, now, "showed a product", seller=seller.id, buyer=buyer.id, detail=product.code)
    buttons = (
        BuyerButton(buyer_word(ASK, language), AskAboutProduct(product.id)),
        BuyerButton(buyer_word(QUOTE, language), RequestQuote(product.id)),
    )
    return [ToBuyer(buyer, row, html, product.picture, product.id, buttons)], row


def buyer_asks(shop: Shop, tx: Tx, tap: Tap, product_id: int, quote: bool) -> list[Show]:
    """The buyer tapped *Ask about this* or *Request a quote*: it counts as a message of theirs, once per card."""
    if sellers.by_telegram(tx, tap.sender.telegram_id) is not None:
        return [AnswerTap(tap.query_id)]  # a seller who tries a card out does not become a buyer
    buyer = known_buyer(shop, tx, tap.sender)
    product = products.by_id(tx, product_id)
    language = shop.reply_language(buyer)
    if product is None:
        return [AnswerTap(tap.query_id)]
    thanks = AnswerTap(tap.query_id, Say(buyer_word(ASKED, language)), language)
    name = f"tapped {buyer.id} {tap.message_id} {'quote' if quote else 'ask'}"
    last = log.setting(tx, name)
    now = shop.clock()
    if last and now.timestamp() - float(last) < timedelta(minutes=10).total_seconds():
        return [thanks]
    log.set_setting(tx, name, str(now.timestamp()))
    wanted = N_("🧾 Requests a quote: {title} ({code})") if quote else N_("❓ Asks about: {title} ({code})")
    text = wanted.format(title=product.title, code=product.code)
    row = messages.add(tx, buyer.id, incoming=True, kind="tap", text=text, at=now)
    heard = Recognition(
        buyer.language,
        (IntentGuess("price" if quote else "product_details", 1.0),),
        unsure=False,
        facts=(
            Fact("product", product.code, text.rindex(product.code), text.rindex(product.code) + len(product.code)),
        ),
    )
    card = card_desk.continue_or_open(shop, tx, buyer, now)
    messages.stands_in(tx, row, card.id, read=True)
    messages.heard(tx, row, buyer.language, heard.intents[0].intent, 1.0)
    messages.set_facts(tx, row, buyer.id, heard.facts)
    card = hearing.hear(shop, tx, card, buyer, heard)
    cards.save(tx, card)
    log.add(tx, now, "requested a quote" if quote else "asked about a product", buyer=buyer.id, detail=product.code)
    return [thanks, *card_desk.show(shop, tx, card, buyer)]


def summary(product: Product, discount: int, language: str) -> str:
    """One line about a product: code, price from, MOQ."""
    price = price_for(product, product.moq, discount)
    money = format_money(price, language) if price else "—"
    return f"{product.code} · {money} · MOQ {product.moq}"


def send_from_card(shop: Shop, tx: Tx, card: Card, buyer: Buyer, seller: Seller, product: Product) -> list[Show]:
    """The seller taps *Send* under a product, or picks one from a search: the card says that it went out."""
    shows, row = show_to_buyer(shop, tx, buyer, seller, product, card)
    if card.answered:
        return [*shows, *card_desk.show(shop, tx, card, buyer)]
    return [*shows, *card_desk.answered(shop, tx, card, buyer, seller, row, product.title)]
