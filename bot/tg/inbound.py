"""An update of the Bot API becomes core data, or nothing when it says nothing to us. Every Optional ends here.

It is read from the JSON itself: python-telegram-bot's objects cost 40 times as much, and refuse a whole message for one
field that we never look at (a poll of an older server, a new kind of entity).
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot.core import actions
from bot.core.incoming import Arrival, Contact, Document, Incoming, Inline, Membership, Migrated, Person, Reaction, Tap

Json = dict[str, Any]

# What a message can carry, by Telegram's name of the field, in the order in which it is looked for (an animation also
# has a document, a venue also a location).
MEDIA = (
    "photo", "animation", "document", "voice", "audio", "video_note", "video", "sticker", "venue", "location",
    "contact", "dice", "poll",
)  # fmt: skip
# Telegram can't copy these: https://core.telegram.org/bots/api#copymessage
NOT_COPIED = ("story", "paid_media", "giveaway", "giveaway_winners", "invoice", "game", "checklist")
PLAIN = {"url", "mention", "hashtag", "cashtag", "bot_command", "email", "phone_number"}


def parse(body: str) -> Arrival | None:
    """The arrival in an update's JSON; nothing for one that is of no use to us.

    Raises ValueError, TypeError, KeyError or AttributeError for what is no update.
    """
    data = json.loads(body)
    if "\\ud" in body or "\\uD" in body:
        data = _without_lone_surrogates(data)
    for kind, read in _READERS.items():
        if data.get(kind) is not None:
            return read(data[kind])
    return None


def _without_lone_surrogates(value: Any) -> Any:
    """JSON may hold half a character, which no encoding knows and SQLite refuses; it becomes U+FFFD."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_without_lone_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {_without_lone_surrogates(key): _without_lone_surrogates(item) for key, item in value.items()}
    return value


# -- fields: what is there has the right type, or the update is set aside ----------------------------------------------


def _number(of: Json, name: str) -> int:
    value = of[name]
    if type(value) is not int:
        raise TypeError(f"{name} is no whole number")
    return value


def _text(of: Json, name: str) -> str:
    value = of.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError(f"{name} is no text")
    return value


def _object(of: Json, name: str) -> Json:
    value = of.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise TypeError(f"{name} is no object")
    return value


def _objects(of: Json, name: str) -> list[Json]:
    value = of.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _time(of: Json, name: str = "date") -> datetime:
    return datetime.fromtimestamp(_number(of, name) if of.get(name) is not None else 0, UTC)


def _person(user: Json) -> Person:
    return Person(
        _number(user, "id"),
        _text(user, "first_name"),
        _text(user, "last_name"),
        _text(user, "username"),
        _text(user, "language_code"),
    )


def _thread(message: Json) -> int:
    """The topic it stands in; a thread of replies in a group without topics is none."""
    return _number(message, "message_thread_id") if message.get("is_topic_message") is True else 0


# -- kinds of updates --------------------------------------------------------------------------------------------------


def _message(message: Json, *, edited: bool = False) -> Arrival | None:
    chat, user = _object(message, "chat"), _object(message, "from")
    if message.get("migrate_to_chat_id") is not None:
        return Migrated(_number(chat, "id"), _number(message, "migrate_to_chat_id"))
    if not user or user.get("is_bot") is True:
        return None
    kind, carriable = _kind(message)
    if kind == "service":
        return None
    reply_to = _object(message, "reply_to_message")
    entities = _objects(message, "entities") + _objects(message, "caption_entities")
    return Incoming(
        chat_id=_number(chat, "id"),
        message_id=_number(message, "message_id"),
        sender=_person(user),
        kind=kind,
        text=_text(message, "text") or _text(message, "caption"),
        at=_time(message, "edit_date" if edited and message.get("edit_date") is not None else "date"),
        thread_id=_thread(message),
        private=chat["type"] == "private",
        reply_to=_number(reply_to, "message_id") if reply_to else 0,
        album=_text(message, "media_group_id"),
        contact=_contact(message, user),
        edited=edited,
        carriable=carriable,
        formatted=any(entity.get("type") not in PLAIN for entity in entities),
        forum=chat.get("is_forum") is True,
        document=_document(message),
    )


def _edited(message: Json) -> Arrival | None:
    return _message(message, edited=True)


def _kind(message: Json) -> tuple[str, bool]:
    """(kind, whether Telegram can copy it). A service message (pinned, joined, topic made) has no content."""
    if message.get("text") is not None:
        return "text", True
    found = next((name for name in (*MEDIA, *NOT_COPIED) if message.get(name)), "service")
    return found, found in MEDIA


def _contact(message: Json, user: Json) -> Contact | None:
    contact = _object(message, "contact")
    if not contact:
        return None
    own = contact.get("user_id") == user["id"]
    return Contact(_text(contact, "phone_number"), _text(contact, "first_name"), _text(contact, "last_name"), own)


def _document(message: Json) -> Document | None:
    document = _object(message, "document")
    if not document or message.get("animation") is not None:
        return None
    size = _number(document, "file_size") if document.get("file_size") is not None else 0
    return Document(_text(document, "file_id"), _text(document, "file_name"), size)


def _tap(query: Json) -> Tap:
    sender, message = _person(query["from"]), _object(query, "message")
    return Tap(
        query_id=_text(query, "id"),
        sender=sender,
        action=actions.unpack(_text(query, "data")),
        chat_id=_number(message["chat"], "id") if message else sender.telegram_id,
        message_id=_number(message, "message_id") if message else 0,
        thread_id=_thread(message),
        at=_time(message),
    )


def _inline(query: Json) -> Inline:
    return Inline(_text(query, "id"), _person(query["from"]), _text(query, "query"))


def _reaction(change: Json) -> Reaction | None:
    user = _object(change, "user")
    if not user or user.get("is_bot") is True:
        return None
    emoji = tuple(_text(one, "emoji") for one in _objects(change, "new_reaction") if one.get("type") == "emoji")
    return Reaction(_number(change["chat"], "id"), _number(change, "message_id"), _person(user), emoji)


def _membership(change: Json) -> Membership:
    chat = change["chat"]
    present = change["new_chat_member"]["status"] not in ("left", "kicked")
    return Membership(
        _number(chat, "id"),
        chat["type"] == "private",
        chat.get("is_forum") is True,
        _text(chat, "title"),
        present,
        _person(change["from"]),
    )


_READERS: dict[str, Callable[[Json], Arrival | None]] = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _tap,
    "inline_query": _inline,
    "message_reaction": _reaction,
    "my_chat_member": _membership,
}
ALLOWED_UPDATES = list(_READERS)
