"""Why a card says what it says: its language, its intents, its doubt, and each reply's reason, for the seller who asks.

Nothing is judged here. The reasons were kept on the card when `suggest.offers` ranked the replies, the confidences when
the messages were read; the recogniser is asked only which phrases speak for them.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.core.cards import Card
from bot.core.people import Buyer
from bot.core.recognition import Doubt, IntentGuess, Listening
from bot.core.replies import When
from bot.core.shows import Named, Say, Show, ToDesk
from bot.core.suggest import Reason, worth
from bot.desk import cards as card_desk
from bot.desk import hearing
from bot.desk.access import Standing
from bot.desk.learning import short
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import cards, messages, picks, taught
from bot.store.database import Tx

COUNTED = timedelta(days=180)
"""How far back picks are counted for the seller to read; the order goes by what they are still worth."""
MOST_LEFT_OUT = 3

HOW = N_("Picks of this shop's sellers move a reply up: each counts half after 30 days, an edited one half at once.")
LANGUAGE_BY = {
    "script": N_("🌐 {language}, by its letters"),
    "words": N_("🌐 {language}, by its words"),
    "earlier": N_("🌐 {language}, as this buyer wrote before"),
    "telegram": N_("🌐 {language}, as the buyer's Telegram is set"),
    "nothing": N_("🌐 {language}, as nothing says otherwise"),
}
DOUBTS = {
    "silent": N_("❔ Not sure: there are no words to go by."),
    "faint": N_("❔ Not sure: no guess reaches {needed} %."),
    "between": N_("❔ Not sure: too much like “{like}”, which is no question to a shop ({score} of {needed} points)."),
    "other": N_("❔ Not sure: it reads the same as “{like}”, which is no question to a shop."),
    "learning": N_("❔ Not sure yet: the shop's phrases are still being learned."),
}
FACTS = {
    "place": N_("a place"), "incoterm": N_("a delivery term"), "order_number": N_("an order number"),
    "date": N_("a date"), "money": N_("an amount of money"), "product": N_("a product"),
}  # fmt: skip


def of_last(shop: Shop, tx: Tx, at: Standing, buyer: Buyer) -> list[Show]:
    """`/why` in a buyer's topic: the account of their newest card."""
    card = cards.last_of(tx, buyer.id)
    if card is None:
        return [ToDesk(at.desk, (Say(N_("This buyer has no card yet.")),), buyer.id)]
    return account(shop, tx, at, card, buyer)


def account(shop: Shop, tx: Tx, at: Standing, card: Card, buyer: Buyer) -> list[Show]:
    """The account of one card, at the desk of the seller who asks."""
    lines = [Say("<b>{what}</b>", {"what": Say(N_("Why this card"))}), *_reading(shop, tx, card, buyer)]
    lines += _offers(shop, tx, at, card)
    if any(one.picked and not one.unmet for one in card.reasons):
        lines += [Say(""), Say("<i>{how}</i>", {"how": Say(HOW)})]
    return [ToDesk(at.desk, tuple(lines), buyer.id)]


def _reading(shop: Shop, tx: Tx, card: Card, buyer: Buyer) -> Iterator[Say]:
    """The language and the intents, each with the phrase that spoke for it, and the doubt."""
    text = "\n".join(one.text for one in messages.of_card(tx, card.id) if one.text and not one.deleted)
    if not text:
        yield Say(N_("No message was read on this card."))
        return
    listening = Listening(card.touched_at, language=buyer.language, telegram_language=buyer.telegram_language)
    known = shop.recogniser.account(text[-hearing.READ_TOGETHER :], listening, card.intents)
    if card.unsure:
        yield _doubt(known.doubt)
    for intent in card.intents if not card.unsure else _worth_naming(card):
        yield _intent(tx, card, intent, known.phrases.get(intent, ""))
    if card.language:
        yield Say(LANGUAGE_BY[known.language_by], {"language": Named("language", card.language)})


def _worth_naming(card: Card) -> tuple[str, ...]:
    """The best guess of an unsure card, where it brought a reply."""
    best = card.intents[:1]
    return best if best and worth(IntentGuess(best[0], card.confidences.get(best[0], 0.0))) else ()


def _doubt(doubt: Doubt | None) -> Say:
    if doubt is None:
        return Say(N_("❔ It was not sure when it was read; it has learned since."))
    return Say(
        DOUBTS[doubt.kind],
        {"score": _percent(max(doubt.score, 0.0)), "needed": _percent(doubt.needed), "like": short(doubt.like)},
    )


def _percent(share: float) -> int:
    return min(round(100 * share), 99)  # nothing is quite certain


def _intent(tx: Tx, card: Card, intent: str, phrase: str) -> Say:
    values: dict[str, object] = {"intent": Named("intent", intent), "phrase": short(phrase)}
    if intent in card.said:
        return Say(N_("💬 {intent}, as {name} said"), {**values, "name": card.said[intent]})
    if intent not in card.confidences:  # an older card
        return Say("💬 {intent}", values)
    values["percent"] = _percent(card.confidences[intent])
    if phrase and taught.is_taught(tx, phrase):  # another buyer's words, which not everybody may read
        return Say(N_("💬 {intent} {percent} %, like what a seller taught"), values)
    return Say(N_("💬 {intent} {percent} %, like “{phrase}”") if phrase else "💬 {intent} {percent} %", values)


def _offers(shop: Shop, tx: Tx, at: Standing, card: Card) -> Iterator[Say]:
    """Each reply offered with its reason, then those left out with the condition that does not hold."""
    reasons = {one.reply: one for one in card.reasons}
    for rank, key in enumerate(card.offers, 1):
        yield Say("")
        yield Say("<b>{rank}  {title}</b>", {"rank": rank, "title": card_desk.title(shop, key, at.desk.language)})
        yield _listed(" · ", list(_because(shop, tx, at, card, key, reasons.get(key))))
    left_out = [one for one in card.reasons if one.unmet]
    if left_out:
        yield Say("")
    for one in left_out[:MOST_LEFT_OUT]:
        reply = shop.replies.get(one.reply)
        wanted = _listed(", ", list(_conditions(reply.when if reply else When(), one.unmet)))
        values = {"title": card_desk.title(shop, one.reply, at.desk.language), "conditions": wanted}
        yield Say(N_("✕ {title}: only {conditions}"), values)


def _because(shop: Shop, tx: Tx, at: Standing, card: Card, key: str, why: Reason | None) -> Iterator[Say]:
    match why:
        case None:
            yield Say(N_("a seller asked for it with /{shortcut}"), {"shortcut": key.split(".")[0]})
            return
        case Reason(source="asked"):
            yield Say(N_("for {intent}"), {"intent": Named("intent", why.intent)})
        case Reason(source="hint"):
            values = {"fact": Say(FACTS[why.fact]), "intent": Named("intent", why.intent)}
            yield Say(N_("{fact} was named, so perhaps {intent}"), values)
        case Reason(source="used"):
            yield Say(N_("one of the replies used most here"))
        case _:
            yield Say(N_("seldom wrong"))
    if why.picked:
        yield from _picked(tx, at, card, why)
    reply = shop.replies.get(key)
    if reply is not None and (conditions := list(_conditions(reply.when, ("grade", "stage", "min_orders", "season")))):
        yield Say(N_("only {conditions} ✓"), {"conditions": _listed(", ", conditions)})


def _picked(tx: Tx, at: Standing, card: Card, why: Reason) -> Iterator[Say]:
    since = card.touched_at - COUNTED
    n, last = picks.times(tx, why.reply.split(".")[0], why.intent, since, card.touched_at)
    if last is not None:
        values = {"n": n, "day": last.astimezone(ZoneInfo(at.desk.zone)).date()}
        yield Say(
            N_("picked {n} time in 6 months, last {day}"), values, plural=N_("picked {n} times in 6 months, last {day}")
        )


def _conditions(when: When, names: tuple[str, ...]) -> Iterator[Say]:
    """What a reply's `when` demands, of these conditions."""
    if when.grade and "grade" in names:
        yield Say(N_("for {who}"), {"who": _listed(" / ", [Named("grade", one) for one in when.grade])})
    if when.stage and "stage" in names:
        yield Say(N_("for {who}"), {"who": _listed(" / ", [Named("stage", one) for one in when.stage])})
    if when.min_orders and "min_orders" in names:
        yield Say(N_("from {n} order on"), {"n": when.min_orders}, plural=N_("from {n} orders on"))
    if when.season and "season" in names:
        yield Say(N_("in the season {season}"), {"season": when.season})


def _listed(between: str, values: Sequence[object]) -> Say:
    """Several sentences or names in one line."""
    names = [f"v{at}" for at in range(len(values))]
    return Say(between.join(f"{{{name}}}" for name in names), dict(zip(names, values, strict=True)))
