"""What a use case wants shown becomes rows of the outbox, in the same transaction: core data in, Bot API calls out.

Where a message id is not known yet, a call holds {"$sent": row}: the sender puts in what that row got from Telegram.
Names in a call that begin with "_" are for the sender alone.
"""

from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any, assert_never

from bot.core import actions
from bot.core.shows import (
    AnswerInline,
    AnswerTap,
    CardView,
    ContactToBuyer,
    CopyToBuyer,
    CopyToDesk,
    DeleteAtBuyer,
    Desk,
    DropTopic,
    EditAtBuyer,
    FileToDesk,
    ReactAtBuyer,
    ReactAtDesk,
    Show,
    ShowCard,
    ShowMenu,
    ShowSummary,
    ToBuyer,
    ToDesk,
    ToPerson,
)
from bot.core.vcard import vcard
from bot.desk.writing import MENU
from bot.i18n import words
from bot.replies import MOST_CAPTION_CHARACTERS, length, plain
from bot.store import desks, messages, outbox
from bot.store.database import Tx, stamp
from bot.store.outbox import Call
from bot.tg import render
from bot.tg.clip import clip
from bot.tg.words import written

ANSWERS, PEOPLE, CARDS, REMINDERS, CARE = 0, 1, 2, 3, 4
"""The sender serves people first."""

MOST_NOTICE = 200
"""Characters of the answer to a button press, which is plain text."""
NO_PREVIEW = {"is_disabled": True}


@dataclass(frozen=True, slots=True)
class Post:
    """Where shows are posted: the transaction and the time."""

    tx: Tx
    now: datetime

    def __call__(self, shows: list[Show]) -> None:
        """Put everything into the outbox, in order."""
        for show in shows:
            _post(self, show)

    def queue(self, call: Call) -> int:
        """Add one row."""
        return outbox.queue(self.tx, call, self.now)


def _post(post: Post, show: Show) -> None:
    match show:
        case ShowCard():
            _card(post, show)
        case ShowSummary():
            _summary(post, show)
        case ToDesk():
            _to_desk(post, show)
        case FileToDesk():
            _file_to_desk(post, show)
        case CopyToDesk():
            _copy_to_desk(post, show)
        case DropTopic():
            _drop_topic(post, show)
        case ToBuyer():
            _to_buyer(post, show)
        case ContactToBuyer():
            _contact(post, show)
        case CopyToBuyer():
            _copy_to_buyer(post, show)
        case EditAtBuyer():
            _edit_at_buyer(post, show)
        case DeleteAtBuyer():
            _delete_at_buyer(post, show)
        case ReactAtBuyer():
            call = _reaction(show.buyer.telegram_id, show.message_id, show.emoji, f"c{show.buyer.telegram_id}")
            post.queue(call)
        case ReactAtDesk():
            post.queue(_reaction(show.chat_id, show.message_id, show.emoji, f"r{show.chat_id}"))
        case AnswerTap():
            _answer(post, show)
        case AnswerInline():
            _inline(post, show)
        case ShowMenu():
            _menu(post, show)
        case ToPerson():
            text = "\n".join(written(line, show.language, "UTC", post.now) for line in show.lines)
            params = {"chat_id": show.chat_id, "text": text, "parse_mode": "HTML"}
            post.queue(Call("sendMessage", params, "desk", f"c{show.chat_id}", show.chat_id, CARDS))
        case _:
            assert_never(show)


def _menu(post: Post, show: ShowMenu) -> None:
    translate = words(show.language)._
    commands = [{"command": name, "description": translate(what)[:256]} for name, what in MENU.items()]
    params = {"commands": commands, "scope": {"type": "chat", "chat_id": show.chat_id}}
    post.queue(Call("setMyCommands", params, "care", f"m{show.chat_id}", None, CARE))


def _lane(desk: Desk, buyer_id: int) -> str:
    """Order holds within a buyer's topic; different buyers at one desk do not wait for each other."""
    return f"d{desk.id}:{buyer_id}"


def _markup(rows: render.Keyboard) -> dict[str, Any]:
    return {"inline_keyboard": rows}


def _card(post: Post, show: ShowCard) -> None:
    """A card is sent once and edited afterwards. It is written out when its row is sent (card_text), so one row waiting
    in the queue is enough: whatever changed meanwhile is in it.
    """
    desk = show.desk
    last = outbox.last_of_card(post.tx, show.card, desk.id)
    if last is not None and last["state"] == "queued":
        return
    first = outbox.first_of_card(post.tx, show.card, desk.id) if last is not None else None
    params: dict[str, Any] = {"chat_id": desk.chat_id, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}
    method = "sendMessage" if first is None else "editMessageText"
    if first is not None:
        params["message_id"] = {"$sent": first}
    post.queue(
        Call(
            method, params, "desk", _lane(desk, show.buyer), desk.chat_id, CARDS, buyer_id=show.buyer,
            desk_id=desk.id, card_id=show.card, follows=first,
        )
    )  # fmt: skip


def card_text(view: CardView, desk: Desk) -> dict[str, Any]:
    """What a card says now, as the parameters of its call."""
    text, rows = render.card(view, desk)
    return {"text": text, "reply_markup": _markup(rows)}


def _summary(post: Post, show: ShowSummary) -> None:
    """The pinned summary: sent and pinned when the topic is new, edited afterwards."""
    desk, buyer = show.desk, show.view.buyer
    params: dict[str, Any] = {
        "chat_id": desk.chat_id, "text": render.summary(show.view, desk), "parse_mode": "HTML",
        "link_preview_options": NO_PREVIEW, "disable_notification": True,
    }  # fmt: skip
    lane = _lane(desk, buyer.id)
    first = desks.summary_outbox(post.tx, desk.id, buyer.id)
    if first is not None:
        params["message_id"] = {"$sent": first}
        params.pop("disable_notification")
        post.queue(Call("editMessageText", params, "care", lane, desk.chat_id, CARE, buyer.id, desk.id))
        return
    row = post.queue(Call("sendMessage", params, "care", lane, desk.chat_id, CARDS, buyer.id, desk.id))
    desks.set_summary(post.tx, desk.id, buyer.id, row)
    pin = {"chat_id": desk.chat_id, "message_id": {"$sent": row}, "disable_notification": True}
    post.queue(Call("pinChatMessage", pin, "care", lane, desk.chat_id, CARE, buyer.id, desk.id))


def _to_desk(post: Post, show: ToDesk) -> None:
    desk = show.desk
    text = clip("\n".join(written(line, desk.language, desk.zone, post.now) for line in show.lines))
    rows = [[render.button(item, desk) for item in row] for row in show.buttons if row]
    params: dict[str, Any] = {
        "chat_id": desk.chat_id, "text": text, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW,
    }  # fmt: skip
    if rows or show.edits:
        params["reply_markup"] = _markup(rows)
    if show.due is not None:
        params |= {"_due": stamp(show.due), "_late": show.late, "_about": show.about}
    method = "sendMessage"
    if show.edits:
        method, params["message_id"] = "editMessageText", show.edits
    elif show.picture and length(text) <= MOST_CAPTION_CHARACTERS:
        method, params["caption"] = "sendPhoto", params.pop("text")
        params["photo"] = {"$picture": show.picture, "product": show.product}
        params.pop("link_preview_options")
    buyer = show.buyer_id or None
    lane = _lane(desk, show.buyer_id)
    post.queue(Call(method, params, "desk", lane, desk.chat_id, show.priority, buyer_id=buyer, desk_id=desk.id))


def _file_to_desk(post: Post, show: FileToDesk) -> None:
    desk = show.desk
    document = {"$file": show.path} if show.path else {"$text": show.text, "name": show.name}
    caption = written(show.say, desk.language, desk.zone, post.now)
    params: dict[str, Any] = {
        "chat_id": desk.chat_id, "document": document, "parse_mode": "HTML", "caption": caption,
    }  # fmt: skip
    buyer, lane = show.buyer_id or None, _lane(desk, show.buyer_id)
    post.queue(Call("sendDocument", params, "desk", lane, desk.chat_id, CARDS, buyer_id=buyer, desk_id=desk.id))


def _copy_to_desk(post: Post, show: CopyToDesk) -> None:
    desk = show.desk
    message = messages.at(post.tx, show.chat_id, show.message_id)
    params = {"chat_id": desk.chat_id, "from_chat_id": show.chat_id, "message_id": show.message_id, "_kind": show.kind}
    post.queue(
        Call(
            "copyMessage", params, "desk", _lane(desk, show.buyer.id), desk.chat_id, CARDS, buyer_id=show.buyer.id,
            desk_id=desk.id, message_row=message.id if message else None,
        )
    )  # fmt: skip


def _drop_topic(post: Post, show: DropTopic) -> None:
    desk = show.desk
    thread = desks.topic(post.tx, desk.id, show.buyer_id)
    if thread is None:
        return
    desks.drop_topic(post.tx, desk.id, show.buyer_id)
    params = {"chat_id": desk.chat_id, "message_thread_id": thread}
    post.queue(Call("deleteForumTopic", params, "care", f"t{desk.id}:{thread}", desk.chat_id, CARE))


def _buyer_call(show: ToBuyer | CopyToBuyer | ContactToBuyer, method: str, params: dict[str, Any]) -> Call:
    chat = show.buyer.telegram_id
    return Call(method, params, "buyer", f"c{chat}", chat, PEOPLE, buyer_id=show.buyer.id, message_row=show.row)


def _reply(message_id: int) -> dict[str, Any]:
    """Answering a message that was deleted meanwhile is no reason not to answer."""
    return {"message_id": message_id, "allow_sending_without_reply": True}


def _to_buyer(post: Post, show: ToBuyer) -> None:
    params: dict[str, Any] = {"chat_id": show.buyer.telegram_id, "parse_mode": "HTML"}
    if show.buttons:
        rows = [[{"text": one.text, "callback_data": actions.pack(one.action)}] for one in show.buttons]
        params["reply_markup"] = _markup(rows)
    if show.reply_to:
        params["reply_parameters"] = _reply(show.reply_to)
    if show.picture and length(show.html) <= MOST_CAPTION_CHARACTERS:
        params |= {"photo": {"$picture": show.picture, "product": show.product}, "caption": show.html}
        post.queue(_buyer_call(show, "sendPhoto", params))
        return
    post.queue(_buyer_call(show, "sendMessage", params | {"text": show.html}))


def _contact(post: Post, show: ContactToBuyer) -> None:
    seller, chat = show.seller, show.buyer.telegram_id
    if seller.phone:
        first, _, last = seller.name.partition(" ")
        params: dict[str, Any] = {
            "chat_id": chat, "phone_number": seller.phone, "first_name": first or seller.name, "vcard": vcard(seller),
        }  # fmt: skip
        if last:
            params["last_name"] = last
        post.queue(Call("sendContact", params, "care", f"c{chat}", chat, PEOPLE, buyer_id=show.buyer.id))
    share = {
        "keyboard": [[{"text": show.share_text, "request_contact": True}]],
        "resize_keyboard": True,
        "one_time_keyboard": True,
    }
    text = {"chat_id": chat, "text": show.html, "parse_mode": "HTML", "reply_markup": share}
    post.queue(_buyer_call(show, "sendMessage", text))


def _copy_to_buyer(post: Post, show: CopyToBuyer) -> None:
    message = messages.by_id(post.tx, show.row)
    params: dict[str, Any] = {
        "chat_id": show.buyer.telegram_id, "from_chat_id": show.chat_id, "message_id": show.message_id,
        "_text": escape(message.text, quote=False) if message else "",
    }  # fmt: skip
    if show.reply_to:
        params["reply_parameters"] = _reply(show.reply_to)
    post.queue(_buyer_call(show, "copyMessage", params))


def _edit_at_buyer(post: Post, show: EditAtBuyer) -> None:
    chat = show.buyer.telegram_id
    method, field = ("editMessageCaption", "caption") if show.caption else ("editMessageText", "text")
    for row in outbox.that_carried(post.tx, show.row):
        params = {"chat_id": chat, "message_id": {"$sent": row}, field: show.html, "parse_mode": "HTML"}
        post.queue(Call(method, params, "care", f"c{chat}", chat, PEOPLE, show.buyer.id, follows=row))


def _delete_at_buyer(post: Post, show: DeleteAtBuyer) -> None:
    chat = show.buyer.telegram_id
    for row in outbox.that_carried(post.tx, show.row):
        params = {"chat_id": chat, "message_id": {"$sent": row}}
        post.queue(Call("deleteMessage", params, "care", f"c{chat}", chat, PEOPLE, show.buyer.id, follows=row))


def _reaction(chat_id: int, message_id: int, emoji: tuple[str, ...], lane: str) -> Call:
    # A bot may set one reaction on a message; the last one chosen stands for all.
    chosen = [{"type": "emoji", "emoji": one} for one in emoji[-1:]]
    params = {"chat_id": chat_id, "message_id": message_id, "reaction": chosen}
    return Call("setMessageReaction", params, "care", lane, chat_id, CARE)


def _answer(post: Post, show: AnswerTap) -> None:
    params: dict[str, Any] = {"callback_query_id": show.query_id}
    if show.say is not None:
        text = plain(written(show.say, show.language, "UTC", post.now))
        params |= {"text": text[:MOST_NOTICE], "show_alert": show.alert}
    post.queue(Call("answerCallbackQuery", params, "answer", f"q{show.query_id}", None, ANSWERS))


def _inline(post: Post, show: AnswerInline) -> None:
    results = [
        {
            "type": "article", "id": one.id, "title": one.title, "description": one.description,
            "input_message_content": {"message_text": one.html, "parse_mode": "HTML"},
        }
        for one in show.choices
    ]  # fmt: skip
    params = {"inline_query_id": show.query_id, "results": results, "is_personal": True, "cache_time": 5}
    post.queue(Call("answerInlineQuery", params, "answer", f"q{show.query_id}", None, ANSWERS))
