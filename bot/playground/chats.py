"""The Bot API's methods about topics, chats, commands, queries, files and the bot itself."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from bot.playground import media
from bot.playground.entities import to_page
from bot.playground.markup import caption_of, inline_keyboard, text_of
from bot.playground.model import ApiError, Chat, Json, Query, Topic, bad_request, member_json
from bot.playground.sending import known_chat
from bot.playground.state import State
from bot.playground.updates import ASKED_FOR_ONLY, KINDS

LONGEST_TOPIC_NAME = 128
LONGEST_TOAST = 200
# The Bot API names no figure for either; these are on the short side of what is seen, so that a slow bot shows.
PRESS_LASTS = timedelta(minutes=15)
INLINE_LASTS = timedelta(seconds=30)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
ICON_COLORS = frozenset({0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F})
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


# -- topics


def create_topic(state: State, params: Json) -> Json:
    """A new topic in a forum or, where the bot has topic mode, in a private chat."""
    chat = _topic_chat(state, params)
    name = _topic_name(params["name"])
    color = params.get("icon_color")
    if color is not None and color not in ICON_COLORS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    if chat.type == "private" and state.users[chat.id].blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    state.limits.check(chat.id, chat.type != "private", state.now())
    return state.open_topic(chat, state.bot, name, color).json()


def edit_topic(state: State, params: Json) -> bool:
    """Rename a topic."""
    chat, topic = _topic(state, params)
    if "name" in params:
        name = _topic_name(params["name"])
        if name == topic.name:
            raise bad_request("TOPIC_NOT_MODIFIED")
        topic.name = name
        state.add_message(chat, state.bot, {"forum_topic_edited": {"name": name}}, topic.thread_id)
    topic.icon_custom_emoji_id = params.get("icon_custom_emoji_id", topic.icon_custom_emoji_id)
    state.publish_chat(chat)
    return True


def delete_topic(state: State, params: Json) -> bool:
    """Delete a topic with everything in it."""
    chat, topic = _topic(state, params)
    state.delete_topic(chat, topic.thread_id)
    return True


def set_closed(closed: bool) -> Any:
    """closeForumTopic and reopenForumTopic."""

    def change(state: State, params: Json) -> bool:
        chat, topic = _topic(state, params)
        if topic.closed == closed:
            raise bad_request("TOPIC_NOT_MODIFIED")
        topic.closed = closed
        what: Json = {"forum_topic_closed": {}} if closed else {"forum_topic_reopened": {}}
        state.add_message(chat, state.bot, what, topic.thread_id)
        return True

    return change


def _topic_chat(state: State, params: Json) -> Chat:
    chat = known_chat(state, params["chat_id"])
    if not state.has_topics(chat):
        raise bad_request("the chat is not a forum")
    if not chat.bot_can_manage_topics:
        raise bad_request("not enough rights to create a topic")
    return chat


def _topic(state: State, params: Json) -> tuple[Chat, Topic]:
    chat = _topic_chat(state, params)
    topic = state.topic(chat, params["message_thread_id"])
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return chat, topic


def _topic_name(name: str) -> str:
    if not 1 <= len(name.strip()) <= LONGEST_TOPIC_NAME:
        raise bad_request("topic name must be 1-128 characters long")
    return name.strip()


# -- answers to queries


def answer_callback(state: State, params: Json) -> bool:
    """Answer a button press once, in time; the text shows as a toast."""
    query = _open_query(state, params["callback_query_id"], PRESS_LASTS)
    text = params.get("text", "")
    if len(text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answered = True
    query.answer = {"text": text, "show_alert": params.get("show_alert", False), "url": params.get("url")}
    state.publish({"type": "toast", "user_id": query.user.id, "text": text, "alert": query.answer["show_alert"]})
    return True


def answer_inline(state: State, params: Json) -> bool:
    """Answer an inline query with at most 50 results, once and in time."""
    query = _open_query(state, params["inline_query_id"], INLINE_LASTS)
    results = params["results"]
    if len(results) > 50:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({str(result.get("id")) for result in results}) != len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    query.answer = {**params, "results": [_result(state, result) for result in results]}
    query.answered = True
    names = ("id", "type", "title", "description", "thumb_url", "html")
    state.publish({
        "type": "inline",
        "user_id": query.user.id,
        "query_id": query.id,
        "results": [{name: result.get(name) for name in names} for result in query.answer["results"]],
    })  # fmt: skip
    return True


def _result(state: State, result: Json) -> Json:
    number = str(result.get("id", ""))
    if not 1 <= len(number.encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    markup = inline_keyboard(result.get("reply_markup"))
    content = _result_content(state, result)
    if markup:
        content["reply_markup"] = markup
    text = content.get("text") or content.get("caption") or ""
    entities = content.get("entities") or content.get("caption_entities") or []
    return {
        **result,
        "thumb_url": result.get("thumbnail_url"),
        "html": to_page(text, entities),
        "content": content,
    }


def _result_content(state: State, result: Json) -> Json:
    kind = result.get("type")
    told = result.get("input_message_content")
    if told is not None:
        if "phone_number" in told:
            return {"contact": told}
        return text_of({**told, "text": told.get("message_text", "")})
    if kind == "article" or kind not in {*media.KINDS, "contact"}:
        raise bad_request("can't parse inline query result: input_message_content is required")
    if kind == "contact":
        return {"contact": {n: result[n] for n in ("phone_number", "first_name", "last_name", "vcard") if n in result}}
    file = result.get(f"{kind}_file_id")
    if file is None:
        # A photo by address: the page shows the picture itself, since the stand-in fetches nothing.
        size = {"file_id": result.get(f"{kind}_url", ""), "file_unique_id": "", "width": 512, "height": 512}
        return {kind: [size] if kind == "photo" else size} | caption_of(result)
    return media.uploaded(state, str(kind), file) | caption_of(result)


def _open_query(state: State, query_id: str, lasts: timedelta) -> Query:
    query = state.queries.get(query_id)
    if query is None or query.answered or state.now() - query.asked_at > lasts:
        raise bad_request(_TOO_OLD)
    return query


# -- chats and members


def get_chat(state: State, params: Json) -> Json:
    """What is known of a chat."""
    chat = known_chat(state, params["chat_id"])
    shown = state.chat_json(chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        ),
    }
    if chat.pinned:
        shown["pinned_message"] = chat.messages[chat.pinned[0]].data
    return shown


def get_member(state: State, params: Json) -> Json:
    """One member's status; the first member of a group is its creator."""
    chat = known_chat(state, params["chat_id"])
    number = params["user_id"]
    if number == state.bot["id"]:
        return member_json(state.bot, "member" if chat.type == "private" else "administrator")
    if number not in state.users:
        raise bad_request("user not found")
    status = "left"
    if number in chat.member_ids:
        status = "creator" if chat.type != "private" and number == chat.member_ids[0] else "member"
    return member_json(state.users[number].json(), status) | ({"is_anonymous": False} if status == "creator" else {})


def get_administrators(state: State, params: Json) -> list[Json]:
    """The creator and the bot."""
    chat = known_chat(state, params["chat_id"])
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    ids = [*chat.member_ids[:1], state.bot["id"]]
    return [get_member(state, {"chat_id": chat.id, "user_id": number}) for number in ids]


def get_member_count(state: State, params: Json) -> int:
    """How many are in the chat, the bot too."""
    return len(known_chat(state, params["chat_id"]).member_ids) + 1


def leave_chat(state: State, params: Json) -> bool:
    """The bot goes."""
    known_chat(state, params["chat_id"]).bot_kicked = True
    return True


def get_business_connection(state: State, params: Json) -> Json:
    """One connection with its rights."""
    connection = state.connections.get(params["business_connection_id"])
    if connection is None:
        raise bad_request("BUSINESS_CONNECTION_INVALID")
    return connection.json()


def read_business_message(state: State, params: Json) -> bool:
    """Mark a business message as read."""
    chat = known_chat(state, params["chat_id"], params["business_connection_id"])
    if params["message_id"] not in chat.messages:
        raise bad_request("MESSAGE_ID_INVALID")
    return True


# -- commands and the bot's own settings


def set_commands(state: State, params: Json) -> bool:
    """The list behind the `/` button, for a scope and a language."""
    commands = params["commands"]
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command.get("command", "")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    state.commands[_scope(state, params)] = commands
    _publish_chats(state)
    return True


def get_commands(state: State, params: Json) -> list[Json]:
    """The list of exactly this scope and language."""
    return state.commands.get(_scope(state, params), [])


def delete_commands(state: State, params: Json) -> bool:
    """No list for this scope and language any more."""
    state.commands.pop(_scope(state, params), None)
    _publish_chats(state)
    return True


def _publish_chats(state: State) -> None:
    for chat in state.chats.values():
        state.publish_chat(chat)


def _scope(state: State, params: Json) -> tuple[str, str]:
    scope = params.get("scope") or {"type": "default"}
    kind = scope.get("type")
    language = params.get("language_code", "")
    if kind in ("default", "all_private_chats", "all_group_chats", "all_chat_administrators"):
        return kind, language
    if kind in ("chat", "chat_administrators", "chat_member"):
        chat = known_chat(state, scope["chat_id"])
        return f"{kind}:{chat.id}" + (f":{scope['user_id']}" if kind == "chat_member" else ""), language
    raise bad_request("can't parse BotCommandScope: wrong type")


def keep(name: str) -> Any:
    """A setting that is only stored: setMyDescription and the like."""

    def store(state: State, params: Json) -> bool:
        state.settings[name] = params
        return True

    return store


def get_me(state: State, params: Json) -> Json:
    """Who the bot is and what BotFather switched on."""
    return state.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": True,
        "can_connect_to_business": True,
        "has_main_web_app": False,
        "has_topics_enabled": state.topics_enabled,
        "allows_users_to_create_topics": False,
    }


def get_file(state: State, params: Json) -> Json:
    """Where to download a file of at most 20 MB."""
    file = state.files.get(params["file_id"])
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > media.LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": file.path,
    }


# -- where updates go


def set_webhook(state: State, params: Json) -> bool:
    """Deliver updates to an address instead; https, or http on this machine."""
    url = params["url"]
    if not url:
        return delete_webhook(state, params)
    address = urlsplit(url)
    if address.scheme != "https" and address.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.get("secret_token", "")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    allow(state, params.get("allowed_updates"))
    if params.get("drop_pending_updates"):
        state.updates.confirm(list(state.updates.pending))
    state.webhook = {"url": url, "max_connections": params.get("max_connections", 40)}
    state.webhook_secret = secret
    if state.on_webhook is not None:
        state.on_webhook()
    state.updates.wake()
    return True


def delete_webhook(state: State, params: Json) -> bool:
    """Back to getUpdates."""
    if params.get("drop_pending_updates"):
        state.updates.confirm(list(state.updates.pending))
    state.webhook = {"url": ""}
    state.webhook_secret = ""
    state.updates.wake()
    return True


def get_webhook_info(state: State, params: Json) -> Json:
    """Where updates go, how many wait, and the last failure."""
    return {
        **state.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates.pending),
        "allowed_updates": sorted(state.updates.allowed),
    }


def allow(state: State, kinds: list[str] | None) -> None:
    """Which kinds of update the bot wants; None leaves it, an empty list is the default."""
    if kinds is not None:
        state.updates.allowed = frozenset(kinds) & KINDS if kinds else KINDS - ASKED_FOR_ONLY


async def get_updates(state: State, params: Json) -> list[Json]:
    """Long polling; see UpdateQueue."""
    if state.webhook["url"]:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    allow(state, params.get("allowed_updates"))
    limit = params.get("limit", 100)
    limit = limit if 1 <= limit <= 100 else 100
    return await state.updates.poll(params.get("offset", 0), limit, min(params.get("timeout", 0), 50))
