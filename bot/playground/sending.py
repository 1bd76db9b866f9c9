"""The Bot API's send… methods: check, post into the chat, answer with the message."""

from datetime import timedelta
from typing import Any

from bot.playground import media
from bot.playground.markup import caption_of, formatted, keyboard, reply_target, text_of
from bot.playground.media import Upload, uploaded
from bot.playground.model import ApiError, Chat, Json, Message, bad_request, words
from bot.playground.state import State

LONGEST_VCARD = 2048  # bytes
BUSINESS_LASTS = timedelta(hours=24)  # how long after a buyer's message the bot may write in the seller's name
ACTIONS = words(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document"
    " choose_sticker find_location record_video_note upload_video_note"
)
# 🎲 and its relatives with the highest value each shows; the value itself is the message number's, so tests repeat.
DICE = {"🎲": 6, "🎯": 6, "🏀": 5, "⚽": 5, "🎳": 6, "🎰": 64}


def send_message(state: State, params: Json) -> Json:
    """Post a text."""
    chat = writable_chat(state, params)
    return post(state, chat, params, text_of(params)).data


def send_media(kind: str) -> Any:
    """The method that sends one file of this kind."""

    def send(state: State, params: Json) -> Json:
        chat = writable_chat(state, params)
        content = uploaded(state, kind, attachment(params, params.get(kind)))
        if media.KINDS[kind].captioned:
            content |= caption_of(params)
        return post(state, chat, params, content).data

    return send


def send_media_group(state: State, params: Json) -> list[Json]:
    """Post an album of 2 to 10 files."""
    chat = writable_chat(state, params)
    items = params["media"]
    if not 2 <= len(items) <= 10:
        raise bad_request("group send failed: 2 to 10 items expected")
    kinds = {item.get("type") for item in items}
    if not kinds <= {"photo", "video"} and len(kinds) > 1:
        raise bad_request("group send failed: documents and audio can't be mixed with other kinds")
    contents = [media_item(state, params, item) for item in items]
    album = f"album{state.number('album')}"
    return [post(state, chat, params, content | {"media_group_id": album}).data for content in contents]


def media_item(state: State, params: Json, item: Json) -> Json:
    """The message fields of one InputMedia object."""
    kind = item.get("type", "")
    if kind not in ("photo", "video", "animation", "audio", "document"):
        raise bad_request(f"can't parse InputMedia: media type {kind!r} is unknown")
    return uploaded(state, kind, attachment(params, item.get("media"))) | caption_of(item)


def send_contact(state: State, params: Json) -> Json:
    """Post a contact, with a vCard of at most 2048 bytes."""
    chat = writable_chat(state, params)
    if len(params.get("vcard", "").encode("utf-8", "replace")) > LONGEST_VCARD:
        raise bad_request("contact's vCard is too long")
    names = ("phone_number", "first_name", "last_name", "vcard")
    return post(state, chat, params, {"contact": {n: params[n] for n in names if params.get(n)}}).data


def send_location(state: State, params: Json) -> Json:
    """Post a point on the map."""
    chat = writable_chat(state, params)
    return post(state, chat, params, {"location": _point(params)}).data


def send_venue(state: State, params: Json) -> Json:
    """Post a place with its name and address."""
    chat = writable_chat(state, params)
    venue = {"location": _point(params), "title": params["title"], "address": params["address"]}
    return post(state, chat, params, {"venue": venue, "location": venue["location"]}).data


def send_dice(state: State, params: Json) -> Json:
    """Post a die."""
    chat = writable_chat(state, params)
    emoji = params.get("emoji", "🎲")
    if emoji not in DICE:
        raise bad_request("DICE_EMOJI_INVALID")
    return post(state, chat, params, {"dice": {"emoji": emoji, "value": 1 + chat.next_id % DICE[emoji]}}).data


def send_poll(state: State, params: Json) -> Json:
    """Post a poll of 2 to 12 answers."""
    chat = writable_chat(state, params)
    options = [option if isinstance(option, dict) else {"text": option} for option in params["options"]]
    if not 2 <= len(options) <= 12:
        raise bad_request("poll must have 2 to 12 options")
    question, _ = formatted(params["question"], params.get("question_parse_mode"), None, 300)
    poll = {
        "id": str(state.number("poll")),
        "question": question,
        "options": [{"text": option["text"], "voter_count": 0} for option in options],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": params.get("is_anonymous", True),
        "type": params.get("type", "regular"),
        "allows_multiple_answers": params.get("allows_multiple_answers", False),
    }
    return post(state, chat, params, {"poll": poll}).data


def send_chat_action(state: State, params: Json) -> bool:
    """Show "typing …" for a moment."""
    chat = writable_chat(state, params, counted=False)
    if params["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    checked_thread(state, chat, params)
    state.publish({"type": "typing", "chat_id": chat.page_id, "thread_id": params.get("message_thread_id")})
    return True


def post(state: State, chat: Chat, params: Json, content: Json) -> Message:
    """The bot's message at the end of the chat, with the topic, reply and keyboard that the call asks for."""
    markup = keyboard(params.get("reply_markup"), chat)
    thread = checked_thread(state, chat, params)
    answered = reply_target(chat, params)
    sender = state.bot
    extra: Json = {}
    if markup and "inline_keyboard" in markup:
        extra["reply_markup"] = markup
    if params.get("protect_content"):
        extra["has_protected_content"] = True
    if chat.business:
        sender = state.connections[chat.business].user.json()
        extra["sender_business_bot"] = state.bot
    other = markup if markup and "inline_keyboard" not in markup else None
    return state.add_message(chat, sender, {**content, **extra}, thread, answered, other)


def writable_chat(state: State, params: Json, counted: bool = True) -> Chat:
    """The chat of a call in which the bot may write now; raises what Telegram would answer."""
    chat = known_chat(state, params["chat_id"], params.get("business_connection_id"))
    if chat.type == "private" and not chat.business:
        user = state.users[chat.id]
        if user.deactivated:
            raise ApiError(403, "Forbidden: user is deactivated")
        if user.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
    if chat.business:
        if not state.connections[chat.business].can_reply:
            raise bad_request("BUSINESS_PEER_INVALID")
        theirs = [message.sent_at for message in chat.messages.values() if message.sender_id == chat.id]
        if not theirs or state.now() - theirs[-1] > BUSINESS_LASTS:
            raise bad_request("BUSINESS_PEER_USAGE_MISSING")
    if counted:
        state.limits.check(chat.id, chat.type != "private", state.now())
    return chat


def known_chat(state: State, chat_id: int | str, business: str | None = None) -> Chat:
    """The chat of a call that only reads or changes; raises 400 or 403 as Telegram does."""
    if business is not None:
        connection = state.connections.get(business)
        if connection is None or not connection.is_enabled:
            raise bad_request("BUSINESS_CONNECTION_INVALID")
    chat = state.find_chat(chat_id, business or "")
    if chat is None:
        if business is None and chat_id in state.users:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        raise bad_request("chat not found")
    if chat.bot_kicked:
        raise ApiError(403, f"Forbidden: bot was kicked from the {chat.type} chat")
    if chat.migrated_to is not None:
        raise ApiError(
            400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to
        )
    return chat


def checked_thread(state: State, chat: Chat, params: Json) -> int | None:
    """The topic a message goes to; raises 400 for one that is not there."""
    thread: int | None = params.get("message_thread_id")
    if thread is not None and state.topic(chat, thread) is None:
        raise bad_request("message thread not found")
    if thread is not None and chat.topics[thread].closed and not chat.bot_can_manage_topics:
        raise bad_request("TOPIC_CLOSED")
    return thread


def attachment(params: Json, value: Any) -> Upload | str | None:
    """What a file parameter means: an upload, a file id, or the part that `attach://name` points to."""
    if isinstance(value, str) and value.startswith("attach://"):
        found: Upload | None = params.get("files", {}).get(value.removeprefix("attach://"))
        if found is None:
            raise bad_request("wrong file identifier/HTTP URL specified: attached part not found")
        return found
    return value if isinstance(value, (str, Upload)) else None


def _point(params: Json) -> Json:
    latitude, longitude = params["latitude"], params["longitude"]
    if not -90 <= latitude <= 90 or not -180 <= longitude <= 180:
        raise bad_request("wrong latitude or longitude")
    return {"latitude": latitude, "longitude": longitude}
