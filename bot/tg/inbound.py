"""An update of the Bot API becomes core data, or nothing when it says nothing to us. Every Optional ends here."""

import json
from datetime import UTC, datetime
from typing import Any

from telegram import (
    CallbackQuery,
    ChatMemberUpdated,
    InlineQuery,
    Message,
    MessageReactionUpdated,
    ReactionTypeEmoji,
    Update,
    User,
)

from bot.core import actions
from bot.core.incoming import Arrival, Contact, Incoming, Inline, Membership, Migrated, Person, Reaction, Tap

ALLOWED_UPDATES = [
    "message", "edited_message", "callback_query", "inline_query", "message_reaction", "my_chat_member",
]  # fmt: skip

# What a message can carry, by Telegram's name of the field, in the order in which it is looked for (an animation also
# has a document).
MEDIA = (
    "photo", "animation", "document", "voice", "audio", "video_note", "video", "sticker", "venue", "location",
    "contact", "dice", "poll", "story",
)  # fmt: skip
# Telegram can't copy these: https://core.telegram.org/bots/api#copymessage
NOT_COPIED = {"paid_media", "giveaway", "giveaway_winners", "invoice", "game", "checklist"}
PLAIN = {"url", "mention", "hashtag", "cashtag", "bot_command", "email", "phone_number"}


def parse(body: str) -> Arrival | None:
    """The arrival in an update's JSON; nothing for one that is of no use to us. Raises on what is no update."""
    data = json.loads(body)
    # Only the kinds we ask for are read: one of no use to us, and what is new in it, can't fail.
    data = {name: data[name] for name in ("update_id", *ALLOWED_UPDATES) if name in data}
    if "\\ud" in body.lower():
        data = _without_lone_surrogates(data)
    update = Update.de_json(data, None)
    if update.message is not None:
        return _message(update.message, edited=False)
    if update.edited_message is not None:
        return _message(update.edited_message, edited=True)
    if update.callback_query is not None:
        return _tap(update.callback_query)
    if update.inline_query is not None:
        return _inline(update.inline_query)
    if update.message_reaction is not None:
        return _reaction(update.message_reaction)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
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


def _person(user: User) -> Person:
    return Person(user.id, user.first_name, user.last_name or "", user.username or "", user.language_code or "")


def _time(at: datetime | None) -> datetime:
    return at.astimezone(UTC) if at is not None else datetime.fromtimestamp(0, UTC)


def _message(message: Message, *, edited: bool) -> Arrival | None:
    if message.migrate_to_chat_id:
        return Migrated(message.chat.id, message.migrate_to_chat_id)
    user = message.from_user
    if user is None or user.is_bot:
        return None
    kind, carriable = _kind(message)
    if kind == "service":
        return None
    entities = [*message.entities, *message.caption_entities]
    reply_to = message.reply_to_message.message_id if message.reply_to_message else 0
    return Incoming(
        chat_id=message.chat.id,
        message_id=message.message_id,
        sender=_person(user),
        kind=kind,
        text=message.text or message.caption or "",
        at=_time(message.edit_date if edited and message.edit_date else message.date),
        thread_id=(message.message_thread_id or 0) if message.is_topic_message else 0,
        private=message.chat.type == "private",
        reply_to=reply_to,
        album=message.media_group_id or "",
        contact=_contact(message, user),
        edited=edited,
        carriable=carriable,
        formatted=any(entity.type not in PLAIN for entity in entities),
        forum=bool(message.chat.is_forum),
    )


def _kind(message: Message) -> tuple[str, bool]:
    """(kind, whether Telegram can copy it)."""
    if message.text is not None:
        return "text", True
    for name in MEDIA:
        if getattr(message, name, None):
            return name, name != "story"
    for name in NOT_COPIED:
        if getattr(message, name, None):
            return name, False
    # A service message (pinned, joined, topic made) has no content of its own; what is not known may be new.
    return ("service", False) if not message.effective_attachment else ("unknown", True)


def _contact(message: Message, user: User) -> Contact | None:
    contact = message.contact
    if contact is None:
        return None
    return Contact(contact.phone_number, contact.first_name, contact.last_name or "", own=contact.user_id == user.id)


def _tap(query: CallbackQuery) -> Tap:
    message = query.message
    thread = getattr(message, "message_thread_id", None) if getattr(message, "is_topic_message", None) else None
    return Tap(
        query_id=query.id,
        sender=_person(query.from_user),
        action=actions.unpack(query.data or ""),
        chat_id=message.chat.id if message else query.from_user.id,
        message_id=message.message_id if message else 0,
        thread_id=thread or 0,
        at=_time(None) if message is None or not isinstance(message, Message) else _time(message.date),
    )


def _inline(query: InlineQuery) -> Inline:
    return Inline(query.id, _person(query.from_user), query.query)


def _reaction(change: MessageReactionUpdated) -> Reaction | None:
    if change.user is None or change.user.is_bot:
        return None
    emoji = tuple(one.emoji for one in change.new_reaction if isinstance(one, ReactionTypeEmoji))
    return Reaction(change.chat.id, change.message_id, _person(change.user), emoji)


def _membership(change: ChatMemberUpdated) -> Membership:
    chat = change.chat
    present = change.new_chat_member.status not in ("left", "kicked")
    return Membership(
        chat.id, chat.type == "private", bool(chat.is_forum), chat.title or "", present, _person(change.from_user)
    )
