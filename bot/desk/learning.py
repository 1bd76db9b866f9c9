"""Learning with the seller: what a message is about, and answers worth keeping."""

import re
from collections.abc import Container
from dataclasses import replace

from rapidfuzz import fuzz

from bot.core import actions
from bot.core.cards import Card
from bot.core.people import Buyer, Seller
from bot.core.recognition import INTENTS, Example, IntentGuess, Recognition
from bot.core.shows import Button, Named, Say, Show, ToDesk
from bot.core.texts import in_one_line
from bot.desk import cards as card_desk
from bot.desk import hearing
from bot.desk.access import Standing
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import cards, desks, log, messages, taught
from bot.store.database import Tx

LONGEST = 300
"""Characters of a text that is worth being an example; a longer one is about more than one thing."""
LISTED = 10
REPEATED = 3
ALIKE = 90
"""rapidfuzz's likeness, 0 to 100, from which two answers are much the same."""
SHORTEST = 20
"""Characters of an answer worth keeping."""
LOOKED_AT = 200
"""How many of a seller's last texts are looked through for the same answer."""


def lessons(book: tuple[Example, ...], own: tuple[Example, ...]) -> tuple[Example, ...]:
    """What the recogniser learns: the reply files' examples and what sellers taught, who have the last word."""
    said = {one.text.casefold() for one in own}
    return (*(one for one in book if one.text.casefold() not in said), *own)


def correct(shop: Shop, tx: Tx, card: Card, buyer: Buyer, seller: Seller, number: int) -> list[Show] | None:
    """The seller says what the card is about: it offers replies for that, and its words become an example.

    `number` counts INTENTS from 1; None when there is no such intent.
    """
    if not 0 < number <= len(INTENTS):
        return None
    intent = INTENTS[number - 1]
    asked = [one for one in messages.of_card(tx, card.id) if one.text and one.kind == "text" and not one.deleted]
    language = card.language or buyer.language
    text = "\n".join(one.text.strip() for one in asked)
    if text and len(text) <= LONGEST and any(c.isalpha() for c in text):
        taught.add(tx, text, intent, language, seller.id, buyer.id, shop.clock())
    for message in asked:
        messages.heard(tx, message.id, message.language or language, intent, 1.0)
    desks.stop_waiting_for(tx, card.id)
    said = Recognition(language, (IntentGuess(intent, 1.0),), unsure=False)
    blank = replace(card, view="suggest", intents=(), unsure=True, offers=(), chosen=0, said={intent: seller.name})
    card = hearing.hear(shop, tx, blank, buyer, said)
    cards.save(tx, card)
    log.add(tx, shop.clock(), "taught", seller=seller.id, buyer=buyer.id, detail=intent)
    return card_desk.show(shop, tx, card, buyer)


def listing(shop: Shop, tx: Tx, at: Standing, text: str, edits: int = 0) -> list[Show]:
    """`/taught`: one's own lessons with a button to remove each; a manager sees and removes everybody's."""
    found = taught.listed(tx, at.seller.sees, LISTED)
    lines = [Say(N_("What the bot learned from sellers (the newest first):"))]
    lines += [
        Say(
            "{rank} · {intent} · {text} · {seller}",
            {"rank": rank, "intent": Named("intent", one.intent), "text": short(one.text), "seller": one.seller},
        )
        for rank, one in enumerate(found, 1)
    ]
    left = taught.count(tx, at.seller.sees) - len(found)
    if left > 0:
        lines.append(Say(N_("{n} more; remove some to see them."), {"n": left}))
    if not found:
        lines = [Say(N_("Nothing was taught yet. On a card, tap It's about… and say what the buyer asks."))]
    buttons = [
        Button(Say("✕ {rank}", {"rank": rank}), actions.ForgetTaught(one.id)) for rank, one in enumerate(found, 1)
    ]
    rows = tuple(tuple(buttons[i : i + 5]) for i in range(0, len(buttons), 5))
    return [ToDesk(at.desk, tuple(lines), at.buyer.id if at.buyer else 0, rows, edits)]


def short(text: str) -> str:
    """The text as a line of a list."""
    return in_one_line(text, 60)


def forget(shop: Shop, tx: Tx, at: Standing, id: int, message_id: int) -> list[Show] | None:
    """Remove a lesson; None when it is gone or somebody else's."""
    one = taught.by_id(tx, id)
    if one is None or not (at.seller.is_manager or one.seller_id == at.seller.id):
        return None
    taught.remove(tx, id)
    log.add(tx, shop.clock(), "untaught", seller=at.seller.id, detail=one.intent)
    return listing(shop, tx, at, "", edits=message_id)


def without_name(text: str, *names: str) -> str:
    """A text without the buyer's name, so that it fits another: "Hi Ann, yes" becomes "Hi, yes"."""
    for name in (name for name in names if name):
        text = re.sub(rf"[^\S\n]*(?<!\w){re.escape(name)}(?!\w)", "", text, flags=re.IGNORECASE)
    return text.strip(" ,\n")


def offer_to_keep(
    shop: Shop, tx: Tx, at: Standing, buyer: Buyer, row: int, text: str, commands: Container[str]
) -> list[Show]:
    """Ask once whether an answer typed a third time after the same kind of message is to be kept."""
    mine = without_name(text, buyer.first_name, buyer.last_name)
    intent = taught.intent_before(tx, buyer.id, row)
    if len(mine) < SHORTEST or not intent:
        return []
    same = [
        one
        for one in taught.typed_before(tx, at.seller.id, row, LOOKED_AT)
        if one.intent == intent and _alike(mine, without_name(one.text, one.first_name, one.last_name))
    ]
    own = log.own_replies(tx, at.seller.id)
    known = (*taught.offered(tx, at.seller.id), *own.values())
    if len(same) < REPEATED - 1 or any(_alike(mine, one) for one in known):
        return []
    name = _free(shop, intent, own, commands)
    id = taught.offer(tx, at.seller.id, mine, name, shop.clock())
    lines = (
        Say(N_("You have written this three times. Keep it as your own quick reply?")),
        Say("{text}", {"text": mine}),
    )
    keep = Button(Say(N_("Keep as /{name}"), {"name": name}), actions.KeepAnswer(id, 1))
    return [ToDesk(at.desk, lines, buyer.id, ((keep, Button(Say(N_("No")), actions.KeepAnswer(id, 0))),))]


def _alike(one: str, other: str) -> bool:
    # A short text whose words are all in a longer one would count as the same: the lengths have a say too.
    lengths = sorted((len(one), len(other)))
    return lengths[0] * 2 >= lengths[1] and fuzz.token_set_ratio(one.casefold(), other.casefold()) >= ALIKE


def _free(shop: Shop, intent: str, own: Container[str], commands: Container[str]) -> str:
    """A name for an answer: the intent's, with the first number that makes it nobody's yet."""
    number = 1
    while True:
        name = intent if number == 1 else f"{intent}{number}"
        if name not in own and name not in commands and shop.replies.by_shortcut(name) is None:
            return name
        number += 1


def keep(shop: Shop, tx: Tx, at: Standing, id: int, yes: bool, message_id: int) -> list[Show] | None:
    """The answer to such an offer; None when it was answered already or asked of somebody else."""
    offer = taught.offer_by_id(tx, id)
    if offer is None or offer.state != "open" or offer.seller_id != at.seller.id:
        return None
    taught.answer_offer(tx, id, "kept" if yes else "declined")
    said = Say(N_("Not kept, and not asked again."))
    if yes:
        name = offer.shortcut
        own = log.own_replies(tx, at.seller.id)
        if name in own or shop.replies.by_shortcut(name) is not None:  # taken since it was offered
            name = _free(shop, name, own, ())
        log.save_own_reply(tx, at.seller.id, name, offer.text, shop.clock())
        said = Say(N_("Kept as /{shortcut}. Send it with /{shortcut}!"), {"shortcut": name})
    return [ToDesk(at.desk, (said,), at.buyer.id if at.buyer else 0, edits=message_id)]
