"""The suggestion card: opened or continued when a buyer writes, and worked on by the seller's taps."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.cards import Card
from bot.core.people import Buyer, Seller
from bot.core.replies import Reply
from bot.core.rhythm import as_usual, rhythm
from bot.core.shows import CardView, DeleteAtBuyer, Desk, Heard, NamedFact, Offer, Say, Show, ShowCard, ToBuyer
from bot.desk import hours, promises
from bot.desk.proposals import proposals_for, restored
from bot.desk.scenes import HEARD_AS, heard_from, known_facts, recalled, scene
from bot.desk.shop import Shop, desks_of, owner_of
from bot.i18n import N_
from bot.replies import ReplyError, missing, plain, render
from bot.store import buyers, cards, desks, followups, grades, log, messages, outbox, products
from bot.store import promises as promise_store
from bot.store.database import Tx

TAKEN_BACK_WITHIN = timedelta(hours=48)
"""How long Telegram lets a bot delete what it sent."""


def continue_or_open(shop: Shop, tx: Tx, buyer: Buyer, at: datetime) -> Card:
    """The card that a message written at `at` belongs to."""
    last = cards.last_of(tx, buyer.id)
    if last is not None and last.may_take(at, timedelta(seconds=shop.config.desk.share_seconds)):
        return replace(last, touched_at=at)
    return cards.add(tx, buyer.id, at)


def seen(shop: Shop, tx: Tx, id: int, language: str) -> CardView | None:
    """A card as it is to be shown now, its replies named in the reader's language; nothing for an erased buyer."""
    card = cards.by_id(tx, id)
    buyer = buyers.by_id(tx, card.buyer_id) if card else None
    if card is None or buyer is None:
        return None
    offers = tuple(Offer(key, title(shop, key, language)) for key in card.offers)
    return replace(view(shop, tx, card, buyer), offers=offers)


def title(shop: Shop, key: str, language: str) -> str:
    """A reply's title in the language of a seller who reads it; its short name when its file was deleted."""
    shortcut = key.split(".")[0]
    reply = shop.replies.by_shortcut(shortcut, language.split("_")[0])
    return reply.title if reply else shortcut


def view(shop: Shop, tx: Tx, card: Card, buyer: Buyer) -> CardView:
    """All that the card shows of the buyer and of where the seller is."""
    now = shop.clock()
    totals = buyers.totals(tx, buyer.id)
    owner = owner_of(tx, buyer)
    facts = _facts(shop, tx, buyer, card)
    recall = recalled(shop, tx, buyer, card, card.asked) if card.asked else ""
    emails = tuple(named.fact.value for named in facts if named.fact.kind == "email")
    phones = tuple(named.fact.value for named in facts if named.fact.kind == "phone")
    numbers = tuple(named.fact.value for named in facts if named.fact.kind == "order_number")
    same = buyers.same_as(tx, buyer, emails, phones, numbers)
    theirs = buyers.totals(tx, same[0].id) if same else None
    share = grades.share(tx, buyer.id) if totals else None
    own = rhythm(totals.gaps, totals.last_order_at, now) if totals else None
    usual = grades.usual_in(tx, buyer.country) if totals and own is None else None
    seen = CardView(
        card=card.id,
        state=card.view,
        buyer=buyer,
        now=now,
        heard=tuple(Heard(one.kind, one.text, one.edited, one.deleted) for one in messages.of_card(tx, card.id)),
        intents=card.intents,
        unsure=card.unsure,
        language=card.language or buyer.language,
        discount=shop.discount(buyer),
        totals=totals,
        rhythm=own,
        usual=as_usual(usual.every, totals.last_order_at, now) if usual and totals else None,
        usual_country=usual.country if usual else "",
        share=share.part if share else 0.0,
        top=share.top if share else False,
        categories=buyers.categories(tx, buyer.id),
        followups=followups.of_buyer(tx, buyer.id),
        facts=facts,
        same=same[0] if same else None,
        same_by=same[1] if same else "",
        same_orders=theirs.orders if theirs else 0,
        owner=owner.name if owner else "",
        ask=card.asked,
        candidates=_named_candidates(tx, card),
        recalled=bool(recall) and card.candidates[:1] == (recall,),
        sent_title=card.sent_title,
        sent_by=card.sent_by,
        sent_row=card.sent_row,
        page=card.page,
        promises=promise_store.of_card(tx, card.id, card.sent_row),
        problem=broken(card.problem) if card.problem else None,
    )
    return _in_state(shop, tx, card, buyer, seen)


def _named_candidates(tx: Tx, card: Card) -> tuple[str, ...]:
    """The answers offered for a fact as they read: a product by its title, not its code."""
    if card.asked != "product":
        return card.candidates
    found = [products.by_code(tx, code) for code in card.candidates]
    return tuple(one.title if one else code for one, code in zip(found, card.candidates, strict=True))


def _in_state(shop: Shop, tx: Tx, card: Card, buyer: Buyer, seen: CardView) -> CardView:
    if card.view in ("preview", "edit"):
        reply = chosen_reply(shop, card)
        return replace(seen, preview=card.text, preview_title=reply.title if reply else "")
    if card.view == "products":
        return replace(seen, proposals=restored(shop, tx, buyer, card.proposals))
    if card.view == "product":
        return replace(seen, product=products.by_id(tx, card.product))
    if card.view == "followup":
        return replace(seen, times=tuple(datetime.fromisoformat(time) for time in card.times))
    if card.view == "sent" and card.sent_row:
        sent = messages.by_id(tx, card.sent_row)
        deleted = sent is not None and sent.deleted
        state = "unsent" if deleted else "sent"
        return replace(seen, sent_at=sent.at if sent else None, sent_text=sent.text if sent else "", state=state)
    return seen


def broken(problem: ReplyError | str) -> Say:
    """Why a reply could not be written, for the seller."""
    return Say(N_("This reply can't be written: {problem}"), {"problem": str(problem)})


def _facts(shop: Shop, tx: Tx, buyer: Buyer, card: Card) -> tuple[NamedFact, ...]:
    named = []
    for one in heard_from(shop, tx, buyer, card):
        product = products.by_code(tx, one.fact.value) if one.fact.kind == "product" else None
        named.append(NamedFact(one.fact, product.title if product else "", earlier=one.standing == "open"))
    return tuple(named)


def show(shop: Shop, tx: Tx, card: Card, buyer: Buyer, at: list[Desk] | None = None) -> list[Show]:
    """The card at every desk of its buyer (or at these)."""
    return [ShowCard(desk, card.id, buyer.id) for desk in (desks_of(shop, tx, buyer) if at is None else at)]


def chosen_reply(shop: Shop, card: Card) -> Reply | None:
    """The reply that the card is working on."""
    return shop.replies.get(card.offers[card.chosen - 1]) if 0 < card.chosen <= len(card.offers) else None


def _saved(shop: Shop, tx: Tx, card: Card, buyer: Buyer) -> list[Show]:
    cards.save(tx, card)
    return show(shop, tx, card, buyer)


def choose(
    shop: Shop, tx: Tx, card: Card, buyer: Buyer, seller: Seller, desk: Desk, thread: int, rank: int
) -> list[Show]:
    """A reply was tapped: preview it, or ask for the first fact that is missing."""
    card = replace(card, chosen=rank, view="preview", asked="", candidates=())
    if chosen_reply(shop, card) is None:
        return []
    return advance(shop, tx, card, buyer, seller, desk, thread)


def advance(shop: Shop, tx: Tx, card: Card, buyer: Buyer, seller: Seller, desk: Desk, thread: int) -> list[Show]:
    """Ask for the next missing fact, one at a time; with none left, show the preview."""
    reply = chosen_reply(shop, card)
    if reply is None:  # its file was deleted meanwhile
        return back(shop, tx, card, buyer)
    lacking = missing(reply, scene(shop, tx, buyer, seller, card))
    if not lacking:
        return _preview(shop, tx, card, buyer, seller, reply)
    asked = lacking[0]
    card = replace(card, view="ask", asked=asked, candidates=_candidates(shop, tx, card, buyer, asked))
    desks.wait_for(tx, desk.id, thread, seller.id, desks.Wait("fact", buyer.id, card.id, asked), shop.clock())
    return _saved(shop, tx, card, buyer)


def _preview(shop: Shop, tx: Tx, card: Card, buyer: Buyer, seller: Seller, reply: Reply) -> list[Show]:
    """The reply as the buyer will see it, or the suggestions with what is wrong in its file."""
    desks.stop_waiting_for(tx, card.id)
    card = replace(card, view="preview", asked="", candidates=(), problem="")
    try:
        return _saved(shop, tx, replace(card, text=render(reply, scene(shop, tx, buyer, seller, card))), buyer)
    except ReplyError as error:
        return _saved(shop, tx, replace(card, view="suggest", chosen=0, problem=str(error)), buyer)


def _candidates(shop: Shop, tx: Tx, card: Card, buyer: Buyer, asked: str) -> tuple[str, ...]:
    """Likely answers to tap instead of typing, first what the buyer said before the last answer."""
    before = recalled(shop, tx, buyer, card, asked) if asked in HEARD_AS else ""
    usual = _usual_candidates(shop, tx, card, buyer, asked)
    return tuple(dict.fromkeys(one for one in (before, *usual) if one))[:4]


def _usual_candidates(shop: Shop, tx: Tx, card: Card, buyer: Buyer, asked: str) -> tuple[str, ...]:
    if asked == "product":
        return tuple(one.product.code for one in proposals_for(shop, tx, buyer, 4))
    if asked == "quantity":
        product = known_facts(shop, tx, buyer, card).get("product")
        found = products.by_code(tx, card.given.get("product", product.value if product else ""))
        return tuple(str(tier.quantity) for tier in found.tiers[:4]) if found else ()
    if asked == "place":
        return tuple(dict.fromkeys(name for name in (buyer.city,) if name))
    if asked == "incoterm":
        return ("EXW", "FOB", "CIF", "DDP")
    return ()


def give_fact(
    shop: Shop, tx: Tx, card: Card, buyer: Buyer, seller: Seller, desk: Desk, thread: int, value: str
) -> list[Show]:
    """The seller answered what the card asked for."""
    card = replace(card, given={**card.given, card.asked: value})
    return advance(shop, tx, card, buyer, seller, desk, thread)


def back(shop: Shop, tx: Tx, card: Card, buyer: Buyer) -> list[Show]:
    """The suggestions again."""
    desks.stop_waiting_for(tx, card.id)
    return _saved(shop, tx, replace(card, view="suggest", chosen=0, asked="", candidates=()), buyer)


def turn(shop: Shop, tx: Tx, card: Card, buyer: Buyer, to: str) -> list[Show]:
    """Another side of the card: products, product, business, more, edit, note, when."""
    if to == "products":
        offered = proposals_for(shop, tx, buyer, 4)
        card = replace(card, proposals=tuple(one.product.id for one in offered))
    return _saved(shop, tx, replace(card, view=to), buyer)


def offer_times(shop: Shop, tx: Tx, card: Card, buyer: Buyer, seller: Seller) -> list[Show]:
    """Times for a follow-up, in the zone of the seller who asks; the one tapped later is the one that was shown."""
    times = tuple(time.isoformat() for time in hours.offered(shop, tx, seller))
    return turn(shop, tx, replace(card, times=times), buyer, "followup")


def send(shop: Shop, tx: Tx, card: Card, buyer: Buyer, seller: Seller) -> list[Show]:
    """Send what the card previews, once and as it was seen."""
    reply = chosen_reply(shop, card)
    if reply is None or card.view != "preview" or not card.text:
        return []
    shows, row = to_buyer(shop, tx, buyer, seller, card.text, card=card, reply=reply)
    return [*shows, *answered(shop, tx, card, buyer, seller, row, reply.title)]


def to_buyer(
    shop: Shop, tx: Tx, buyer: Buyer, seller: Seller, html: str, *, card: Card | None = None, reply: Reply | None = None
) -> tuple[list[Show], int]:
    """One text to a buyer: its row in the conversation, the log, and what is to be sent."""
    now = shop.clock()
    row = messages.add(
        tx,
        buyer.id,
        incoming=False,
        kind="text",
        text=plain(html),
        at=now,
        seller_id=seller.id,
        card_id=card.id if card else None,
        reply_key=reply.key if reply else "",
        language=reply.language if reply else "",
    )
    if reply is not None:
        intent = card.intents[0] if card and card.intents and not card.unsure else ""
        log.reply_used(tx, now, reply.key, intent, seller.id, buyer.id, row)
    log.add(
        tx,
        now,
        "sent a reply" if reply else "wrote",
        seller=seller.id,
        buyer=buyer.id,
        detail=reply.key if reply else "",
    )
    promises.hear(shop, tx, row, plain(html), now, buyer, seller)
    if buyer.stage in ("fan", "card asked") and card is not None and card.intents and not card.unsure:
        # "Customer" includes an inquiry answered (product.md, the buyer file).
        buyers.set_stage(tx, buyer.id, "customer")
    return [ToBuyer(buyer, row, html)], row


def answered(shop: Shop, tx: Tx, card: Card, buyer: Buyer, seller: Seller, row: int, title: str) -> list[Show]:
    """The card after something was sent from it."""
    desks.stop_waiting_for(tx, card.id)
    card = replace(card, view="sent", answered=True, sent_row=row, sent_title=title, sent_by=seller.name)
    return _saved(shop, tx, card, buyer)


def unsend(shop: Shop, tx: Tx, row: int, seller: Seller) -> list[Show] | None:
    """Take a message back from the buyer; None when it is not theirs to take or already gone."""
    sent = messages.by_id(tx, row)
    buyer = buyers.by_id(tx, sent.buyer_id) if sent else None
    if sent is None or buyer is None or sent.incoming or sent.deleted:
        return None
    now = shop.clock()
    messages.delete(tx, row, now)
    log.reply_taken_back(tx, row)
    log.add(tx, now, "took back", seller=seller.id, buyer=buyer.id)
    shows: list[Show] = []
    if not outbox.cancel_queued(tx, row, "taken back before it was sent"):
        shows.append(DeleteAtBuyer(buyer, row))
    card = cards.by_id(tx, sent.card_id) if sent.card_id else None
    if card is not None and card.sent_row == row:
        shows += show(shop, tx, card, buyer)
    return shows
