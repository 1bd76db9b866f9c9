"""What buyers said is understood in one go: all that came at once, card by card, before anything is shown.

The runner keeps a batch of messages and then lets them be read together, in the same transaction: ten quick messages
cost one reading, and the recogniser encodes the texts of all cards as one (docs/adr/0010-read-together.md).
"""

import logging
from dataclasses import replace
from datetime import datetime

from bot.core import suggest
from bot.core.cards import Card
from bot.core.people import Buyer
from bot.core.recognition import IntentGuess, Listening, Recognition
from bot.desk import promises
from bot.desk.scenes import known_facts
from bot.desk.shop import Shop
from bot.store import buyers, cards, messages, picks
from bot.store.database import Tx, attempt
from bot.store.messages import Message

logger = logging.getLogger(__name__)

READ_TOGETHER = 1_500
"""Characters of quick messages that are read as one; with more, the last ones are."""
WORTH_NAMING = 0.25
"""A second intent below this confidence is noise, not a question."""
MOST_USED = 6
"""How many of the shop's most used replies are looked at, of which not all suit a buyer."""


def catch_up(shop: Shop, tx: Tx) -> None:
    """Understand whatever was kept and not read yet, all cards at once. A text that can't be read stands as unsure."""
    waiting = [card for id in messages.cards_unheard(tx) if (card := cards.by_id(tx, id)) is not None]
    texts = tuple(_joined(messages.unheard(tx, card.id))[0] for card in waiting)
    if len(texts) > 1:
        # Only to be quicker: what goes wrong here goes wrong again for its own card, and is said there.
        attempt(tx, lambda tx: shop.recogniser.warm(texts))
    for card in waiting:
        buyer = buyers.by_id(tx, card.buyer_id)
        ok, error = attempt(tx, lambda tx, card=card, buyer=buyer: understand(shop, tx, card, buyer))  # type: ignore[misc]
        if not ok:
            logger.error("the messages of card %d can't be understood: %s", card.id, type(error).__name__)
            _leave_unsure(shop, tx, card, buyer)


def _leave_unsure(shop: Shop, tx: Tx, card: Card, buyer: Buyer | None) -> None:
    for message in messages.unheard(tx, card.id):
        messages.heard(tx, message.id, "", "", None)
    if buyer is not None:
        attempt(tx, lambda tx: cards.save(tx, hear(shop, tx, card, buyer, Recognition(buyer.language))))


def understand(shop: Shop, tx: Tx, card: Card, buyer: Buyer | None) -> Card:
    """Read what was not read yet in a card's messages: language, facts (each kept with its own message), intents."""
    unheard = messages.unheard(tx, card.id)
    if not unheard or buyer is None:
        return card
    text, kept = _joined(unheard)
    heard = listen(shop, buyer, text, unheard[-1].at)
    buyer = _with_language(tx, buyer, heard, text)
    best = heard.intents[0] if heard.intents else None
    intent = best.intent if best and not heard.unsure else ""
    for message in unheard:
        messages.heard(tx, message.id, heard.language, intent, best.confidence if best else None)
        start = kept.get(message.id, len(text) + 1)
        end = start + len(message.text)
        own = tuple(
            replace(fact, start=fact.start - start, end=fact.end - start)
            for fact in heard.facts
            if start <= fact.start and fact.end <= end
        )
        messages.set_facts(tx, message.id, buyer.id, own)
        promises.hear(shop, tx, message.id, message.text, message.at, buyer, None)
    if card.view == "suggest" or not card.offers:
        card = hear(shop, tx, card, buyer, heard)
        cards.save(tx, card)
    return card


def anew(tx: Tx, card: Card, row: int) -> None:
    """A message was changed: it is read again, and with it all of a card that nobody works on yet."""
    if card.view == "suggest":
        messages.unhear_card(tx, card.id)
        cards.save(tx, replace(card, intents=(), unsure=True))
    else:
        messages.unhear(tx, row)


def _joined(unheard: list[Message]) -> tuple[str, dict[int, int]]:
    """The messages as one text, a line each, and where each begins in it; the first ones are left out of a flood."""
    size = 0
    lines: list[Message] = []
    for message in reversed(unheard):
        if lines and size + len(message.text) > READ_TOGETHER:
            break
        size += len(message.text) + 1
        lines.append(message)
    begins, at = {}, 0
    for message in reversed(lines):
        begins[message.id] = at
        at += len(message.text) + 1
    return "\n".join(message.text for message in reversed(lines)), begins


def listen(shop: Shop, buyer: Buyer, text: str, at: datetime) -> Recognition:
    """What a buyer's text says, with what is known about the buyer as priors."""
    return shop.recogniser.recognise(
        text,
        Listening(
            now=at,
            zone=buyer.zone or shop.config.shop.zone,
            language=buyer.language,
            telegram_language=buyer.telegram_language,
            country=buyer.country,
        ),
    )


def _with_language(tx: Tx, buyer: Buyer, heard: Recognition, text: str) -> Buyer:
    """A buyer's language follows what they write, once it is more than a word or two (an "ok" is no language)."""
    longer = len(text.split()) >= 3 or (len(text) >= 6 and not text.isascii())
    if heard.language and heard.language != buyer.language and (longer or not buyer.language):
        buyers.set_language(tx, buyer.id, heard.language)
        return replace(buyer, language=heard.language)
    return buyer


def hear(shop: Shop, tx: Tx, card: Card, buyer: Buyer, heard: Recognition) -> Card:
    """The card with one more message taken in: intents added up, replies offered anew."""
    merged = _merged(card, heard)
    language = heard.language or card.language
    reasons = suggest.offers(
        merged,
        (*known_facts(shop, tx, buyer, card), *(fact.kind for fact in heard.facts)),
        _shelf(shop, tx, buyer, shop.reply_language(replace(buyer, language=buyer.language or language))),
        suggest.Habits(
            lambda intent: picks.of_intent(tx, intent, shop.clock()),
            lambda: picks.most_used(tx, shop.clock(), MOST_USED),
        ),
    )
    named = [guess.intent for at, guess in enumerate(merged.intents[:3]) if at == 0 or guess.confidence >= WORTH_NAMING]
    return replace(
        card,
        intents=tuple([name for name in named if name not in suggest.SMALL_TALK] or named),
        unsure=merged.unsure,
        language=language,
        offers=tuple(one.reply for one in reasons if not one.unmet),
        confidences={guess.intent: guess.confidence for guess in merged.intents},
        reasons=reasons,
    )


def _shelf(shop: Shop, tx: Tx, buyer: Buyer, language: str) -> suggest.Shelf:
    """The shop's replies for a buyer in the language to answer in."""
    totals = buyers.totals(tx, buyer.id)
    orders = totals.orders if totals else 0
    seasons = shop.config.seasons_on(shop.today)
    staples = ("catalogue", "price", "recommendation") if totals else ("greeting", "catalogue", "price")
    return suggest.Shelf(
        lambda intent: shop.replies.for_intent(intent, language),
        lambda shortcut: shop.replies.by_shortcut(shortcut, language),
        [reply for name in staples for reply in shop.replies.for_intent(name, language)],
        lambda reply: suggest.unmet(reply, buyer, orders, seasons),
    )


def _merged(card: Card, heard: Recognition) -> Recognition:
    """Several quick messages are one: "Hi" and then a question is about the question; sure outweighs unsure."""
    if not card.intents:
        return heard
    before = card.confidences or dict.fromkeys(card.intents, 1.0)  # older cards kept only the names
    if card.unsure and not heard.unsure:
        return heard
    latest = {} if heard.unsure and not card.unsure else {guess.intent: guess.confidence for guess in heard.intents}
    both = {name: max(latest.get(name, 0.0), before.get(name, 0.0)) for name in (*latest, *before)}
    guesses = sorted((IntentGuess(*one) for one in both.items()), key=lambda guess: -guess.confidence)
    weighty = [guess for guess in guesses if guess.intent not in suggest.SMALL_TALK]
    asked = weighty if any(suggest.worth(guess) for guess in weighty) else guesses
    return replace(heard, intents=tuple(asked), unsure=heard.unsure and card.unsure)
