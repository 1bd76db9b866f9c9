"""The Bot API's methods that change, copy, mark or delete what is already in a chat."""

from datetime import timedelta
from typing import Any

from bot.playground.markup import caption_of, inline_keyboard, text_of
from bot.playground.model import ApiError, Chat, Json, Message, bad_request, words
from bot.playground.sending import checked_thread, known_chat, media_item, post, writable_chat
from bot.playground.state import State
from bot.playground.view import MEDIA, kind

DELETABLE_FOR = timedelta(hours=48)
REACTIONS = words(
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳"
    " ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈"
    " 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
)
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current"
    " content and reply markup of the message"
)
_CONTENT = ("text", "entities", "caption", "caption_entities", "show_caption_above_media", *MEDIA)
# What copyMessage takes along; service messages and the rest can't be copied.
_COPIED = (*_CONTENT, "contact", "location", "venue", "dice", "poll")


def edit_text(state: State, params: Json) -> Json:
    """New text in place of the old."""
    message = own_message(state, params)
    if "text" not in message.data:
        raise bad_request("there is no text in the message to edit")
    return _edit(state, message, params, text_of(params), ("text", "entities"))


def edit_caption(state: State, params: Json) -> Json:
    """New caption in place of the old."""
    message = own_message(state, params)
    if not any(name in message.data for name in MEDIA):
        raise bad_request("there is no caption in the message to edit")
    return _edit(state, message, params, caption_of(params), ("caption", "caption_entities"))


def edit_media(state: State, params: Json) -> Json:
    """Another file in place of the old; a text message can become one too."""
    message = own_message(state, params)
    return _edit(state, message, params, media_item(state, params, params["media"]), _CONTENT)


def edit_markup(state: State, params: Json) -> Json:
    """Other buttons under the message."""
    return _edit(state, own_message(state, params), params, {}, ())


def _edit(state: State, message: Message, params: Json, content: Json, drop: tuple[str, ...]) -> Json:
    markup = inline_keyboard(params.get("reply_markup"))
    old = {name: message.data[name] for name in (*drop, "reply_markup") if name in message.data}
    new = {**content, "reply_markup": markup} if markup else content
    if _told(new) == _told(old):
        raise bad_request(_SAME)
    state.change_message(message, new, drop=(*drop, "reply_markup"))
    return message.data


def _told(fields: Json) -> Json:
    """The fields to compare: a file counts by its content, not by the id of one sending of it."""
    shown = {}
    for name, value in fields.items():
        file = value[-1] if name == "photo" else value
        shown[name] = file["file_unique_id"] if name in MEDIA else value
    return shown


def delete_message(state: State, params: Json) -> bool:
    """Take one message away."""
    chat = known_chat(state, params["chat_id"])
    message = chat.messages.get(params["message_id"])
    if message is None or message.deleted:
        raise bad_request("message to delete not found")
    if not _deletable(state, message):
        raise bad_request("message can't be deleted")
    state.delete_message(message)
    return True


def delete_messages(state: State, params: Json) -> bool:
    """Take 1 to 100 messages away; those that are not there are passed over."""
    chat = known_chat(state, params["chat_id"])
    if not 1 <= len(params["message_ids"]) <= 100:
        raise bad_request("too many message identifiers")
    for number in params["message_ids"]:
        message = chat.messages.get(number)
        if message is not None and not message.deleted and _deletable(state, message):
            state.delete_message(message)
    return True


def delete_business_messages(state: State, params: Json) -> bool:
    """Take messages away from a seller's business chat."""
    connection = state.connections.get(params["business_connection_id"])
    if connection is None or not connection.is_enabled:
        raise bad_request("BUSINESS_CONNECTION_INVALID")
    for chat in list(state.chats.values()):
        if chat.business == connection.id:
            for number in params["message_ids"]:
                if number in chat.messages:
                    state.delete_message(chat.messages[number])
    return True


def _deletable(state: State, message: Message) -> bool:
    if "forum_topic_created" in message.data:
        return False
    return state.now() - message.sent_at <= DELETABLE_FOR


def copy_message(state: State, params: Json) -> Json:
    """The same content as the bot's own message, without a trace of where it came from."""
    target = writable_chat(state, params)
    source = _source(state, params["from_chat_id"], params["message_id"], "copy")
    content = {name: source.data[name] for name in _COPIED if name in source.data}
    if "caption" in params and any(name in content for name in MEDIA):
        content = {k: v for k, v in content.items() if not k.startswith("caption")} | caption_of(params)
    return {"message_id": post(state, target, params, content).id}


def forward_message(state: State, params: Json) -> Json:
    """The same message with its sender's name on it."""
    target = writable_chat(state, params)
    source = _source(state, params["from_chat_id"], params["message_id"], "forward")
    content = {name: source.data[name] for name in _COPIED if name in source.data}
    content["forward_origin"] = {"type": "user", "sender_user": source.data["from"], "date": source.data["date"]}
    return post(state, target, params, content).data


def several(one: Any) -> Any:
    """copyMessages and forwardMessages: up to 100 at once; those that can't go are passed over, albums stay albums."""

    def carry(state: State, params: Json) -> list[Json]:
        numbers = params["message_ids"]
        if not 1 <= len(numbers) <= 100 or numbers != sorted(set(numbers)):
            raise bad_request("message identifiers must be in a strictly increasing order, 1 to 100 of them")
        source = known_chat(state, params["from_chat_id"])
        target = writable_chat(state, params)
        carried, albums = [], dict[str, str]()
        for number in numbers:
            found = source.messages.get(number)
            if found is None or found.deleted or kind(found) == "service":
                continue
            arguments = {name: value for name, value in params.items() if name not in ("message_ids", "remove_caption")}
            if params.get("remove_caption"):
                arguments["caption"] = ""
            answer = one(state, {**arguments, "message_id": number})
            album = found.data.get("media_group_id")
            if album:
                new = albums.setdefault(album, f"album{state.number('album')}")
                message = target.messages[answer["message_id"]]
                state.change_message(message, {"media_group_id": new}, edited=False)
            carried.append({"message_id": answer["message_id"]})
        if not carried:
            raise bad_request("there are no messages to copy")
        return carried

    return carry


def _source(state: State, chat_id: int | str, message_id: int, verb: str) -> Message:
    message = known_chat(state, chat_id).messages.get(message_id)
    if message is None or message.deleted:
        raise bad_request(f"message to {verb} not found")
    if kind(message) == "service" or message.data.get("has_protected_content"):
        raise bad_request(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return message


def pin(state: State, params: Json) -> bool:
    """Pin a message; the newest pin is the first. A service message says so in the chat."""
    chat = known_chat(state, params["chat_id"], params.get("business_connection_id"))
    message = chat.messages.get(params["message_id"])
    if message is None or message.deleted:
        raise bad_request("message to pin not found")
    if message.id in chat.pinned:
        return True
    chat.pinned.insert(0, message.id)
    state.add_message(chat, state.bot, {"pinned_message": message.data}, message.thread)
    state.publish_chat(chat)
    return True


def unpin(state: State, params: Json) -> bool:
    """Unpin a message, or the newest pinned one."""
    chat = known_chat(state, params["chat_id"], params.get("business_connection_id"))
    number = params.get("message_id", chat.pinned[0] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    _unpin(state, chat, [number])
    return True


def unpin_all(state: State, params: Json) -> bool:
    """Unpin everything in a chat, or in one topic of it."""
    chat = known_chat(state, params["chat_id"])
    thread = checked_thread(state, chat, params)
    _unpin(state, chat, [n for n in chat.pinned if thread is None or chat.messages[n].thread == thread])
    return True


def _unpin(state: State, chat: Chat, numbers: list[int]) -> None:
    chat.pinned = [number for number in chat.pinned if number not in numbers]
    state.publish_chat(chat)


def react(state: State, params: Json) -> bool:
    """The bot's own reaction on a message: one emoji, or none."""
    chat = known_chat(state, params["chat_id"])
    message = chat.messages.get(params["message_id"])
    if message is None or message.deleted:
        raise bad_request("message to react not found")
    wanted = params.get("reaction", [])
    emojis = [one.get("emoji") for one in wanted]
    if len(emojis) > 1 or not set(emojis) <= REACTIONS:
        raise bad_request("REACTION_INVALID")
    message.reactions[state.bot["id"]] = emojis
    state.publish_message(message)
    return True


def own_message(state: State, params: Json) -> Message:
    """The message of the bot that an edit means; raises 400 as Telegram does."""
    if "chat_id" not in params or "message_id" not in params:
        raise bad_request("message identifier is not specified")
    business = params.get("business_connection_id")
    chat = known_chat(state, params["chat_id"], business)
    if chat.type == "private" and not business and state.users[chat.id].deactivated:
        raise ApiError(403, "Forbidden: user is deactivated")
    message = chat.messages.get(params["message_id"])
    if message is None or message.deleted:
        raise bad_request("message to edit not found")
    ours = message.sender_id == state.bot["id"] or "sender_business_bot" in message.data
    if not ours or kind(message) == "service" or "via_bot" in message.data:
        raise bad_request("message can't be edited")
    return message
