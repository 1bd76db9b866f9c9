"""Every button: the presser's right is looked up here, then the use case is called."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.core import actions
from bot.core.cards import Card
from bot.core.followups import FollowUp
from bot.core.incoming import Tap
from bot.core.people import Buyer
from bot.core.shows import AnswerTap, Say, Show
from bot.desk import (
    agenda,
    business_cards,
    buyer_lists,
    buyers,
    deliveries,
    files,
    followups,
    import_cards,
    joining,
    learning,
    merges,
    new_products,
    occasions,
    own_data,
    products,
    promises,
    search,
    timeline,
    today,
    waiting,
    why,
    working_time,
)
from bot.desk import cards as card_desk
from bot.desk.access import (
    NOT_A_SELLER,
    NOT_YOURS,
    ONLY_MANAGERS,
    OUT_OF_DATE,
    Standing,
    allowed_buyer,
    here_too,
    no_chat,
    standing,
)
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import buyers as buyer_store
from bot.store import cards, desks
from bot.store import merges as merge_store
from bot.store import messages as message_store
from bot.store import products as product_store
from bot.store import promises as promise_store
from bot.store.database import Tx

ALREADY_SENT = Say(N_("Already sent."))
TOO_LATE = Say(N_("Telegram lets a message be taken back for 48 hours only."))
QUICKER = Say(N_("A colleague was quicker."))


class Refused(Exception):
    """The tap may not or can't be carried out; the notice says why."""

    def __init__(self, say: Say) -> None:
        super().__init__(say.text)
        self.say = say


def receive(shop: Shop, tx: Tx, tap: Tap) -> list[Show]:
    """A button was pressed, by anybody."""
    action = tap.action
    match action:
        case actions.AskAboutProduct(product):
            return products.buyer_asks(shop, tx, tap, product, quote=False)
        case actions.RequestQuote(product):
            return products.buyer_asks(shop, tx, tap, product, quote=True)
        case actions.EraseMe(sure):
            return own_data.tapped(shop, tx, tap, sure)
        case _:
            pass
    at = standing(tx, tap.sender.telegram_id, tap.chat_id, tap.thread_id, shop.readers)
    if at is None:
        return [AnswerTap(tap.query_id, NOT_A_SELLER, alert=True)]
    if action is None:
        return [AnswerTap(tap.query_id, OUT_OF_DATE, at.desk.language)]
    try:
        shows = _act(shop, tx, at, action, tap)
    except Refused as refused:
        return [AnswerTap(tap.query_id, refused.say, at.seller.language, alert=refused.say is NOT_YOURS)]
    return [*here_too(at, shows), AnswerTap(tap.query_id, None, at.seller.language)]


def _act(shop: Shop, tx: Tx, at: Standing, action: actions.Action, tap: Tap) -> list[Show]:
    seller, desk, thread = at.seller, at.desk, tap.thread_id
    match action:
        case actions.ShowReply(card_id, rank):
            card, buyer = _open_card(tx, at, card_id)
            return _done(card_desk.choose(shop, tx, card, buyer, seller, desk, thread, rank) or None)
        case actions.SendReply(card_id):
            card, buyer = _reachable(*_open_card(tx, at, card_id))
            return _done(card_desk.send(shop, tx, card, buyer, seller) or None)
        case actions.EditReply(card_id):
            card, buyer = _open_card(tx, at, card_id)
            wait = desks.Wait("edit", buyer.id, card.id, "")
            desks.wait_for(tx, desk.id, thread, seller.id, wait, shop.clock())
            return card_desk.turn(shop, tx, card, buyer, "edit")
        case actions.BackToCard(card_id):
            card, buyer = _open_card(tx, at, card_id)
            return card_desk.back(shop, tx, card, buyer)
        case actions.ChooseFact(card_id, rank):
            card, buyer = _open_card(tx, at, card_id)
            if card.view != "ask" or not 0 < rank <= len(card.candidates):
                raise Refused(OUT_OF_DATE)
            value = card.candidates[rank - 1]
            return card_desk.give_fact(shop, tx, card, buyer, seller, desk, thread, value)
        case actions.Unsend(row):
            message = message_store.by_id(tx, row)
            _buyer(tx, at, message.buyer_id if message else 0)
            if message is not None and shop.clock() - message.at > card_desk.TAKEN_BACK_WITHIN:
                raise Refused(TOO_LATE)
            return _done(card_desk.unsend(shop, tx, row, seller))
        case actions.OfferProducts(card_id):
            card, buyer = _open_card(tx, at, card_id)
            return card_desk.turn(shop, tx, card, buyer, "products")
        case actions.ShowProduct(card_id, product_id):
            card, buyer = _open_card(tx, at, card_id)
            return card_desk.turn(shop, tx, replace(card, product=product_id), buyer, "product")
        case actions.SendProduct(card_id, product_id):
            card, buyer = _reachable(*_any_card(tx, at, card_id))
            return _send_product(shop, tx, at, card, buyer, product_id)
        case actions.ShowBusinessCard(card_id):
            card, buyer = _open_card(tx, at, card_id)
            return card_desk.turn(shop, tx, card, buyer, "business")
        case actions.SendBusinessCard(card_id):
            card, buyer = _reachable(*_open_card(tx, at, card_id))
            if card.view != "business":
                raise Refused(OUT_OF_DATE)
            return business_cards.send(shop, tx, at, card, buyer)
        case actions.OfferFollowUp(card_id):
            card, buyer = _open_card(tx, at, card_id)
            return card_desk.offer_times(shop, tx, card, buyer, seller)
        case actions.PickFollowUp(card_id, rank):
            card, buyer = _open_card(tx, at, card_id)
            return _pick_followup(shop, tx, at, card, buyer, rank, thread)
        case actions.MoreOnCard(card_id):
            card, buyer = _open_card(tx, at, card_id)
            return card_desk.turn(shop, tx, card, buyer, "more")
        case actions.AddNote(card_id):
            card, buyer = _open_card(tx, at, card_id)
            desks.wait_for(tx, desk.id, thread, seller.id, desks.Wait("note", buyer.id, card.id, ""), shop.clock())
            return card_desk.turn(shop, tx, card, buyer, "note")
        case actions.ShowWho(buyer_id):
            return files.who(shop, tx, at, _buyer(tx, at, buyer_id))
        case actions.ClaimBuyer(buyer_id):
            taken = buyers.claim(shop, tx, at, _buyer(tx, at, buyer_id))
            if taken is None:
                raise Refused(QUICKER)
            return taken
        case actions.ReleaseBuyer(buyer_id):
            return buyers.release(shop, tx, at, _buyer(tx, at, buyer_id))
        case actions.SamePerson(buyer_id, other_id, yes):
            return _done(merges.same_person(shop, tx, at, _buyer(tx, at, buyer_id), other_id, bool(yes)))
        case actions.EndFollowUp(id, dropped):
            return _done(followups.end(shop, tx, at, _followup(tx, at, id), bool(dropped), tap.message_id))
        case actions.SnoozeFollowUp(id, rank):
            return _done(followups.snooze(shop, tx, at, _followup(tx, at, id), rank, tap.message_id))
        case actions.ReplyFromFollowUp(id):
            return buyers.open_card(shop, tx, at, _buyer(tx, at, _followup(tx, at, id).buyer_id))
        case actions.MoveFollowUp(id, rank):
            return _done(followups.move(shop, tx, at, _followup(tx, at, id), rank, tap.message_id))
        case actions.ChooseReading(buyer_id, rank):
            whose = _buyer(tx, at, buyer_id) if buyer_id else None
            return _done(followups.choose_reading(shop, tx, at, whose, rank))
        case actions.ListFollowUps(which):
            return agenda.show(shop, tx, at, agenda.View(which))
        case actions.SendAgain(id):
            return _done(deliveries.send_again(shop, tx, seller, id, tap.message_id))
        case actions.ItArrived(id):
            return _done(deliveries.arrived(shop, tx, seller, id, tap.message_id))
        case actions.OpenCard(buyer_id):
            return buyers.open_card(shop, tx, at, _buyer(tx, at, buyer_id))
        case actions.ChooseLanguage(rank):
            return joining.choose_language(shop, tx, at, rank)
        case actions.AskAbout(card_id, page):
            card, buyer = _open_card(tx, at, card_id)
            return card_desk.turn(shop, tx, replace(card, page=page), buyer, "about")
        case actions.ItIsAbout(card_id, number):
            card, buyer = _open_card(tx, at, card_id)
            return _done(learning.correct(shop, tx, card, buyer, seller, number))
        case actions.ForgetTaught(id):
            return _done(learning.forget(shop, tx, at, id, tap.message_id))
        case actions.KeepAnswer(id, yes):
            return _done(learning.keep(shop, tx, at, id, bool(yes), tap.message_id))
        case actions.RunImport(id):
            return import_cards.run(shop, tx, _manager(at), id, tap.message_id)
        case actions.CancelImport(id):
            return import_cards.cancel(shop, tx, _manager(at), id, tap.message_id)
        case actions.AnswerImport(id, rank):
            return import_cards.answer(shop, tx, _manager(at), id, rank, tap.message_id)
        case actions.ShowFile(buyer_id):
            return files.who(shop, tx, at, _buyer(tx, at, buyer_id), tap.message_id)
        case actions.ShowHistory(buyer_id, page):
            return timeline.history(shop, tx, at, _buyer(tx, at, buyer_id), page, tap.message_id)
        case actions.ShowOrders(buyer_id, page):
            return timeline.buyer_orders(shop, tx, at, _buyer(tx, at, buyer_id), page, tap.message_id)
        case actions.ListBuyers(which, page):
            return _done(buyer_lists.listing(shop, tx, at, which, page, tap.message_id))
        case actions.ListToday(page):
            return today.listing(shop, tx, at, page, tap.message_id)
        case actions.ListArrivals(product_id, page):
            return _done(new_products.listing(shop, tx, at, product_id, page, tap.message_id))
        case actions.TellOf(product_id, buyer_id):
            return _done(new_products.tell(shop, tx, at, _buyer(tx, at, buyer_id), product_id))
        case actions.UndoMerge(id):
            merge = merge_store.by_id(tx, id)
            buyer = _buyer(tx, at, merge.buyer if merge else 0)
            return _done(merges.undo(shop, tx, at, buyer, merge) if merge else None)
        case actions.TurnSearch(id, page):
            return _done(search.turn(shop, tx, at, id, page, tap.message_id))
        case actions.LookAtProduct(id, product_id):
            return _done(search.look(shop, tx, at, id, product_id))
        case actions.StopRepeating(id):
            return _done(followups.stop(shop, tx, at, _followup(tx, at, id), tap.message_id))
        case actions.ShowAgenda(which, page, buyer_id):
            whose = _buyer(tx, at, buyer_id) if buyer_id else None
            return agenda.show(shop, tx, at, agenda.View(which, page, whose.id if whose else 0), tap.message_id)
        case actions.DoInAgenda(id, place, buyer_id):
            return _done(agenda.act(shop, tx, at, _followup(tx, at, id), place, buyer_id, tap.message_id))
        case actions.DropDayOff(id):
            return _done(working_time.drop_day_off(shop, tx, at, id, tap.message_id))
        case actions.SettleBuyer(buyer_id):
            return _done(waiting.settle(shop, tx, at, _buyer(tx, at, buyer_id), tap.message_id))
        case actions.GreetBuyer(buyer_id, which):
            return _done(occasions.greet(shop, tx, at, _buyer(tx, at, buyer_id), which))
        case actions.NotePromise(id, rank):
            return _note_promise(shop, tx, at, id, rank)
        case actions.WhyThis(card_id):
            return why.account(shop, tx, at, *_any_card(tx, at, card_id))
        case actions.AskAboutProduct() | actions.RequestQuote() | actions.EraseMe():
            return []  # the buyer's own buttons, dealt with before
        case _:
            assert_never(action)


def _done(shows: list[Show] | None) -> list[Show]:
    if shows is None:
        raise Refused(OUT_OF_DATE)
    return shows


def _buyer(tx: Tx, at: Standing, id: int) -> Buyer:
    if buyer_store.by_id(tx, id) is None:
        raise Refused(OUT_OF_DATE)
    buyer = allowed_buyer(tx, at.seller, id)
    if buyer is None:
        raise Refused(NOT_YOURS)
    return buyer


def _any_card(tx: Tx, at: Standing, id: int) -> tuple[Card, Buyer]:
    card = cards.by_id(tx, id)
    if card is None:
        raise Refused(OUT_OF_DATE)
    return card, _buyer(tx, at, card.buyer_id)


def _manager(at: Standing) -> Standing:
    if not at.seller.is_manager:
        raise Refused(ONLY_MANAGERS)
    return at


def _open_card(tx: Tx, at: Standing, id: int) -> tuple[Card, Buyer]:
    card, buyer = _any_card(tx, at, id)
    if card.answered:
        raise Refused(OUT_OF_DATE if card.view == "moved" else ALREADY_SENT)
    return card, buyer


def _reachable(card: Card, buyer: Buyer) -> tuple[Card, Buyer]:
    if not buyer.telegram_id:
        raise Refused(no_chat(buyer))
    return card, buyer


def _followup(tx: Tx, at: Standing, id: int) -> FollowUp:
    followup = followups.allowed(tx, at.seller, id)
    if followup is None:
        raise Refused(NOT_YOURS)
    return followup


def _send_product(shop: Shop, tx: Tx, at: Standing, card: Card, buyer: Buyer, product_id: int) -> list[Show]:
    product = product_store.by_id(tx, product_id)
    if product is None:
        raise Refused(OUT_OF_DATE)
    if product.id in product_store.shown_since(tx, buyer.id, shop.clock() - products.NOT_TWICE_WITHIN):
        raise Refused(ALREADY_SENT)
    return products.send_from_card(shop, tx, card, buyer, at.seller, product)


def _note_promise(shop: Shop, tx: Tx, at: Standing, id: int, rank: int) -> list[Show]:
    found = promise_store.by_id(tx, id)
    if found is None:
        raise Refused(OUT_OF_DATE)
    buyer = _buyer(tx, at, found.buyer_id)
    shows = _done(promises.note(shop, tx, at, found, buyer, rank))
    card = cards.by_id(tx, found.card) if found.card else cards.last_of(tx, buyer.id)
    return [*(card_desk.show(shop, tx, card, buyer) if card else []), *shows]


def _pick_followup(shop: Shop, tx: Tx, at: Standing, card: Card, buyer: Buyer, rank: int, thread: int) -> list[Show]:
    if 0 < rank <= len(card.times):
        due = datetime.fromisoformat(card.times[rank - 1])
        shows = followups.noted(shop, tx, at.seller, buyer, "", due, at.desk)
        return [*card_desk.back(shop, tx, card, buyer), *shows]
    desks.wait_for(tx, at.desk.id, thread, at.seller.id, desks.Wait("followup", buyer.id, card.id, ""), shop.clock())
    return card_desk.turn(shop, tx, card, buyer, "when")
