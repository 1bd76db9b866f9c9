"""What sellers write at the desk: plain text goes to the buyer of the topic; commands and answers to a card do not."""

from collections.abc import Callable
from dataclasses import replace
from html import escape

from bot.core.incoming import Incoming
from bot.core.people import Buyer, may_see
from bot.core.shows import CopyToBuyer, EditAtBuyer, Say, Show, ToBuyer, ToDesk
from bot.desk import (
    agenda,
    buyer_lists,
    buyers,
    files,
    followups,
    grades,
    import_cards,
    joining,
    learning,
    new_products,
    promises,
    quick_replies,
    search,
    timeline,
    today,
    typed_facts,
    why,
    working_time,
)
from bot.desk import cards as card_desk
from bot.desk.access import NOT_YOURS, Standing, no_chat
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import buyers as buyer_store
from bot.store import cards, desks, log, messages, outbox
from bot.store.database import Tx

Command = Callable[[Shop, Tx, Standing, str], list[Show]]

NO_BUYER = Say(N_("Do this in a buyer's topic, or as a reply to one of their messages."))

# What stands in the menu of commands: name and what it does. The order is that of a seller's day.
MENU = {
    "f": N_("Follow up: /f tomorrow 9:00 send the quote"),
    "followups": N_("What is due; /followups ics for your calendar"),
    "today": N_("Whom to write to today"),
    "arrivals": N_("New products, and whom to tell of them"),
    "replies": N_("Search quick replies: /replies ship"),
    "p": N_("Search products: /p heart t-light"),
    "card": N_("Send your business card"),
    "who": N_("The buyer's file"),
    "history": N_("Everything that happened with the buyer"),
    "orders": N_("The buyer's orders, line by line"),
    "buyers": N_("Lists of buyers: /buyers due"),
    "grade": N_("The buyer's grade: /grade gold (managers)"),
    "why": N_("Why a card says what it says"),
    "note": N_("Note something in the buyer's file"),
    "find": N_("Find a buyer by name, phone, city or product code: /find anna"),
    "pool": N_("Buyers nobody looks after"),
    "claim": N_("Look after this buyer"),
    "release": N_("Give this buyer back to the pool"),
    "assign": N_("Give this buyer to a colleague (managers)"),
    "save": N_("Keep a message as your own quick reply: /save moq2"),
    "taught": N_("What the bot learned from sellers"),
    "mycard": N_("Your business card"),
    "digest": N_("When the daily digest comes: /digest 08:30"),
    "hours": N_("When you work: /hours 9:00-18:00 mon-fri"),
    "dayoff": N_("Days off: /dayoff 24 dec - 2 jan"),
    "zone": N_("Your time zone: /zone Europe/Berlin"),
    "language": N_("Language of the interface"),
    "join": N_("A link for a new seller (managers)"),
    "promote": N_("Make a seller a manager (managers)"),
    "cancel": N_("Forget what a card asked for"),
    "help": N_("All commands"),
}


def receive(shop: Shop, tx: Tx, at: Standing, incoming: Incoming) -> list[Show]:
    """A seller's message at a desk."""
    at = _with_buyer_of_reply(tx, at, incoming)
    if at.buyer is not None and not may_see(at.seller, at.buyer):
        return [ToDesk(at.desk, (NOT_YOURS,), at.buyer.id)]
    if incoming.edited:
        return _edited(shop, tx, at, incoming)
    if incoming.text.startswith("/") and incoming.kind == "text":
        return command(shop, tx, at, incoming)
    wait = desks.waiting(tx, at.desk.id, at.thread, at.seller.id)
    if wait is not None and incoming.kind == "text" and _is_meant(at, wait):
        answered = _answer(shop, tx, at, wait, incoming)
        if answered is not None:
            return answered
    if at.buyer is None and import_cards.is_table(incoming):
        return import_cards.sent(shop, tx, at, incoming)
    if at.buyer is None:
        return [ToDesk(at.desk, (NO_BUYER,))] if at.desk.kind == "private" else []
    return to_buyer(shop, tx, at.buyer, at, incoming)


def _is_meant(at: Standing, wait: desks.Wait) -> bool:
    """An answer to a card is no reply to another buyer: where there are no topics, that one is meant."""
    return at.buyer is None or at.buyer.id == wait.buyer_id


def _with_buyer_of_reply(tx: Tx, at: Standing, incoming: Incoming) -> Standing:
    """Where there are no topics, a Telegram reply to any message of (or to) a buyer is meant for that buyer."""
    if at.buyer is not None or not incoming.reply_to:
        return at
    found = outbox.whose(tx, incoming.chat_id, incoming.reply_to)
    typed = messages.from_desk(tx, incoming.chat_id, incoming.reply_to)
    buyer_id = found["buyer_id"] if found else typed.buyer_id if typed else None
    return replace(at, buyer=buyer_store.by_id(tx, buyer_id) if buyer_id else None)


def to_buyer(
    shop: Shop, tx: Tx, buyer: Buyer, at: Standing, incoming: Incoming, *, edited_reply: str = ""
) -> list[Show]:
    """Carry a seller's message to the buyer: text as text, every medium as a copy."""
    if not buyer.telegram_id:
        return [ToDesk(at.desk, (no_chat(buyer),), buyer.id)]
    if not incoming.carriable:
        said = Say(N_("This kind of message can't be carried over to the buyer ({kind})."), {"kind": incoming.kind})
        return [ToDesk(at.desk, (said,), buyer.id)]
    now = shop.clock()
    row = messages.add(
        tx,
        buyer.id,
        incoming=False,
        kind=incoming.kind,
        text=incoming.text,
        at=now,
        seller_id=at.seller.id,
        reply_key=edited_reply,
        album=incoming.album,
        desk=(incoming.chat_id, incoming.message_id),
    )
    if not row:
        return []
    log.add(tx, now, "wrote", seller=at.seller.id, buyer=buyer.id)
    shown: list[Show] = [_carried(tx, buyer, row, at, incoming)]
    if incoming.kind == "text" and not edited_reply:
        kept = learning.offer_to_keep(shop, tx, at, buyer, row, incoming.text, {*COMMANDS, "save"})
    else:
        kept = []
    promised = promises.hear(shop, tx, row, incoming.text, now, buyer, at.seller)
    card = cards.last_of(tx, buyer.id)
    if card is None or card.answered:
        return [*shown, *kept, *promises.offer(shop, tx, at.desk, promised)]
    return [*shown, *kept, *card_desk.answered(shop, tx, card, buyer, at.seller, row, _first_words(incoming))]


def _carried(tx: Tx, buyer: Buyer, row: int, at: Standing, incoming: Incoming) -> Show:
    """Text typed plainly is sent as text, so that it needs no copying; formatted text and media are copied."""
    reply_to = _reply_at_buyer(tx, incoming, at)
    if incoming.kind == "text" and not incoming.formatted:
        return ToBuyer(buyer, row, escape(incoming.text, quote=False), reply_to=reply_to)
    return CopyToBuyer(buyer, row, incoming.chat_id, incoming.message_id, reply_to)


def _reply_at_buyer(tx: Tx, incoming: Incoming, at: Standing) -> int:
    """The buyer's message that the seller replied to, as the buyer's chat numbers it; 0 when none."""
    if not incoming.reply_to or incoming.reply_to == at.thread:
        return 0
    found = outbox.whose(tx, incoming.chat_id, incoming.reply_to)
    if found is None:
        return 0
    if found["message_row"]:
        message = messages.by_id(tx, found["message_row"])
        return message.message_id if message and message.incoming else 0
    asked = messages.of_card(tx, found["card_id"]) if found["card_id"] else []
    return asked[-1].message_id if asked else 0


def _first_words(incoming: Incoming) -> str:
    words = " ".join(incoming.text.split())
    return (words[:40].rstrip() + "…" if len(words) > 41 else words) or f"[{incoming.kind}]"


def _edited(shop: Shop, tx: Tx, at: Standing, incoming: Incoming) -> list[Show]:
    """A seller edited what they typed: the buyer's copy follows, the words under a medium too."""
    sent = messages.from_desk(tx, incoming.chat_id, incoming.message_id)
    buyer = buyer_store.by_id(tx, sent.buyer_id) if sent else None
    if sent is None or buyer is None or sent.deleted or sent.text == incoming.text:
        return []
    if not may_see(at.seller, buyer):
        return [ToDesk(at.desk, (NOT_YOURS,), buyer.id)]
    messages.edit(tx, sent.id, incoming.text, shop.clock())
    return [EditAtBuyer(buyer, sent.id, escape(incoming.text, quote=False), caption=sent.kind != "text")]


def _answer(shop: Shop, tx: Tx, at: Standing, wait: desks.Wait, incoming: Incoming) -> list[Show] | None:
    """The seller's message answers what a card asked for; None when the question no longer stands."""
    desks.stop_waiting(tx, at.desk.id, at.thread, at.seller.id)
    buyer = buyer_store.by_id(tx, wait.buyer_id)
    card = cards.by_id(tx, wait.card_id) if wait.card_id else None
    if wait.buyer_id and (buyer is None or not may_see(at.seller, buyer)):
        return None
    at = replace(at, buyer=buyer)
    match wait.kind:
        case "fact" if card is not None and card.asked == wait.data:
            return _fact(shop, tx, at, card.id, wait.data, incoming.text)
        case "edit" if card is not None and buyer is not None:
            reply = card_desk.chosen_reply(shop, card)
            shows = to_buyer(shop, tx, buyer, at, incoming, edited_reply=reply.key if reply else "")
            sent = next((one.row for one in shows if isinstance(one, ToBuyer | CopyToBuyer)), 0)
            if reply is not None and sent:
                intent = card.intents[0] if card.intents and not card.unsure else ""
                log.reply_used(tx, shop.clock(), reply.key, intent, at.seller.id, buyer.id, sent, edited=True)
            return shows
        case "note":
            return note(shop, tx, at, incoming.text)
        case "followup":
            return followups.answer_when(shop, tx, at, wait, incoming.text)
        case "snooze":
            return followups.answer_snooze(shop, tx, at, wait, incoming.text)
        case _:
            return None


def _fact(shop: Shop, tx: Tx, at: Standing, card_id: int, asked: str, text: str) -> list[Show]:
    """What was typed for a fact is read; what can't be read is asked for again."""
    card = cards.by_id(tx, card_id)
    if card is None or at.buyer is None:
        return []
    value, problem = typed_facts.read(shop, tx, at.seller, asked, text)
    if problem is not None:
        wait = desks.Wait("fact", at.buyer.id, card.id, asked)
        desks.wait_for(tx, at.desk.id, at.thread, at.seller.id, wait, shop.clock())
        return [ToDesk(at.desk, (problem,), at.buyer.id)]
    return card_desk.give_fact(shop, tx, card, at.buyer, at.seller, at.desk, at.thread, value)


def note(shop: Shop, tx: Tx, at: Standing, text: str) -> list[Show]:
    """`/note likes tea`: kept in the buyer's file, never sent."""
    if at.buyer is None:
        return [ToDesk(at.desk, (NO_BUYER,))]
    if not text.strip():
        return [ToDesk(at.desk, (Say(N_("Write the note after it: /note prefers DHL.")),), at.buyer.id)]
    log.add_note(tx, at.buyer.id, at.seller.id, text.strip(), shop.clock())
    log.add(tx, shop.clock(), "noted", seller=at.seller.id, buyer=at.buyer.id)
    return [ToDesk(at.desk, (Say(N_("📝 Noted.")),), at.buyer.id)]


def _for_buyer(use: Callable[[Shop, Tx, Standing, Buyer, str], list[Show]]) -> Command:
    """A command that needs a buyer: says so where there is none."""

    def run(shop: Shop, tx: Tx, at: Standing, text: str) -> list[Show]:
        return use(shop, tx, at, at.buyer, text) if at.buyer else [ToDesk(at.desk, (NO_BUYER,))]

    return run


def _claim(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, text: str) -> list[Show]:
    taken = buyers.claim(shop, tx, at, buyer)
    return (
        taken
        if taken is not None
        else [ToDesk(at.desk, (Say(N_("Somebody looks after this buyer already.")),), buyer.id)]
    )


def _card(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, text: str) -> list[Show]:
    last = cards.last_of(tx, buyer.id)
    card = last if last is not None and not last.answered else cards.add(tx, buyer.id, shop.clock())
    return card_desk.turn(shop, tx, card, buyer, "business")


def _cancel(shop: Shop, tx: Tx, at: Standing, text: str) -> list[Show]:
    desks.stop_waiting(tx, at.desk.id, at.thread, at.seller.id)
    return [
        ToDesk(
            at.desk, (Say(N_("Forgotten. Your next message goes to the buyer again.")),), at.buyer.id if at.buyer else 0
        )
    ]


def _help(shop: Shop, tx: Tx, at: Standing, text: str) -> list[Show]:
    lines = [Say("/{name} · {what}", {"name": name, "what": Say(what)}) for name, what in MENU.items()]
    lines.append(
        Say(N_("In a buyer's topic, plain text goes to the buyer; /moq previews a reply, /moq! sends it at once."))
    )
    return [ToDesk(at.desk, tuple(lines), at.buyer.id if at.buyer else 0)]


COMMANDS: dict[str, Command] = {
    "f": followups.note,
    "followups": agenda.command,
    "replies": quick_replies.listing,
    "p": search.products,
    "card": _for_buyer(_card),
    "who": _for_buyer(lambda shop, tx, at, buyer, text: files.who(shop, tx, at, buyer)),
    "history": _for_buyer(lambda shop, tx, at, buyer, text: timeline.history(shop, tx, at, buyer)),
    "orders": _for_buyer(lambda shop, tx, at, buyer, text: timeline.buyer_orders(shop, tx, at, buyer)),
    "today": lambda shop, tx, at, text: today.listing(shop, tx, at),
    "arrivals": lambda shop, tx, at, text: new_products.listing(shop, tx, at, 0) or [],
    "buyers": buyer_lists.command,
    "grade": _for_buyer(grades.command),
    "why": _for_buyer(lambda shop, tx, at, buyer, text: why.of_last(shop, tx, at, buyer)),
    "note": note,
    "find": search.buyers,
    "pool": lambda shop, tx, at, text: buyers.pool(shop, tx, at),
    "claim": _for_buyer(_claim),
    "release": _for_buyer(lambda shop, tx, at, buyer, text: buyers.release(shop, tx, at, buyer)),
    "assign": _for_buyer(buyers.assign),
    "taught": learning.listing,
    "mycard": joining.set_my_card,
    "digest": joining.set_digest,
    "hours": working_time.set_hours,
    "dayoff": working_time.set_day_off,
    "zone": joining.set_zone,
    "language": joining.set_language,
    "join": lambda shop, tx, at, text: joining.make_link(shop, tx, at),
    "promote": joining.promote,
    "cancel": _cancel,
    "help": _help,
    "start": _help,
}


def command(shop: Shop, tx: Tx, at: Standing, incoming: Incoming) -> list[Show]:
    """A command, or a quick reply's shortcut; it never goes to the buyer."""
    head, _, text = incoming.text.partition(" ")
    if "\n" in head:
        head, _, more = head.partition("\n")
        text = f"{more} {text}".strip()
    name = head[1:].split("@")[0].casefold()
    buyer_id = at.buyer.id if at.buyer else 0
    if name == "save":
        taken = text.strip().lstrip("/").casefold()
        if taken in COMMANDS or taken == "save":
            said = Say(N_("/{name} is a command; choose another name."), {"name": taken})
            return [ToDesk(at.desk, (said,), buyer_id)]
        return quick_replies.save_own(shop, tx, at, text, _text_replied_to(tx, incoming))
    run = COMMANDS.get(name)
    if run is not None:
        return run(shop, tx, at, text)
    at_once = name.endswith("!")
    shortcut = name.rstrip("!")
    if at.buyer is not None:
        used = quick_replies.use(shop, tx, at, at.buyer, shortcut, at_once)
        if used is not None:
            return used
    elif shop.replies.by_shortcut(shortcut) is not None:
        return [ToDesk(at.desk, (NO_BUYER,))]
    said = Say(
        N_("/{name} is no command and no reply. /replies lists the replies, /help the commands."), {"name": name}
    )
    return [ToDesk(at.desk, (said,), buyer_id)]


def _text_replied_to(tx: Tx, incoming: Incoming) -> str:
    """The text of the seller's own message that they replied to, or of the reply sent from a card."""
    typed = messages.from_desk(tx, incoming.chat_id, incoming.reply_to) if incoming.reply_to else None
    if typed is not None:
        return typed.text
    found = outbox.whose(tx, incoming.chat_id, incoming.reply_to) if incoming.reply_to else None
    card = cards.by_id(tx, found["card_id"]) if found and found["card_id"] else None
    sent = messages.by_id(tx, card.sent_row) if card and card.sent_row else None
    return sent.text if sent else ""
