"""The table of the Bot API's methods, and the one way to call them.

Names and parameters are those of Bot API 10.0; a test holds them against python-telegram-bot. A method that is not in
the table answers 404, as an unknown one does at Telegram.
"""

import asyncio
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.playground import changing, chats, sending
from bot.playground.faults import REFUSALS, WIRES, Fault, Wire
from bot.playground.media import Upload
from bot.playground.model import ApiError, Json
from bot.playground.params import Spec, checked, spec
from bot.playground.state import State

Handler = Callable[[State, Json], Any]


@dataclass(frozen=True, slots=True)
class Method:
    """One method: what it does and what it takes."""

    run: Handler
    takes: Spec


def _method(run: Handler, *takes: str) -> Method:
    return Method(run, spec(*takes))


# Parameters that come together.
_ANY = (
    "chat_id:chat! business_connection_id:str message_thread_id:int disable_notification:bool protect_content:bool"
    " reply_parameters:object reply_markup:object message_effect_id:str allow_paid_broadcast:bool"
    " direct_messages_topic_id:int suggested_post_parameters:object"
)
_CAPTION = "caption:str parse_mode:str caption_entities:list show_caption_above_media:bool"
_SIZE = "width:int height:int duration:int"
_EDIT = "chat_id:chat message_id:int inline_message_id:str business_connection_id:str reply_markup:object"
_COPY = (
    "chat_id:chat! from_chat_id:chat! message_thread_id:int disable_notification:bool protect_content:bool"
    " direct_messages_topic_id:int"
)
_COPY_ONE = "message_id:int! video_start_timestamp:int suggested_post_parameters:object message_effect_id:str"
_TOPIC = "chat_id:chat! message_thread_id:int!"
_POINT = "latitude:float! longitude:float!"
_LANGUAGE = "language_code:str"
_SCOPE = f"scope:object {_LANGUAGE}"

METHODS: dict[str, Method] = {
    # the bot and its updates
    "getMe": _method(chats.get_me),
    "getUpdates": _method(chats.get_updates, "offset:int limit:int timeout:int allowed_updates:list"),
    "setWebhook": _method(
        chats.set_webhook,
        "url:str! certificate:file ip_address:str max_connections:int allowed_updates:list drop_pending_updates:bool"
        " secret_token:str",
    ),
    "deleteWebhook": _method(chats.delete_webhook, "drop_pending_updates:bool"),
    "getWebhookInfo": _method(chats.get_webhook_info),
    "setMyCommands": _method(chats.set_commands, "commands:list!", _SCOPE),
    "getMyCommands": _method(chats.get_commands, _SCOPE),
    "deleteMyCommands": _method(chats.delete_commands, _SCOPE),
    "setMyName": _method(chats.keep("name"), "name:str", _LANGUAGE),
    "setMyDescription": _method(chats.keep("description"), "description:str", _LANGUAGE),
    "setMyShortDescription": _method(chats.keep("short_description"), "short_description:str", _LANGUAGE),
    "setChatMenuButton": _method(chats.keep("menu_button"), "chat_id:chat menu_button:object"),
    # sending
    "sendMessage": _method(
        sending.send_message, "text:str! parse_mode:str entities:list link_preview_options:object", _ANY
    ),
    "sendPhoto": _method(sending.send_media("photo"), "photo:file! has_spoiler:bool", _CAPTION, _ANY),
    "sendDocument": _method(
        sending.send_media("document"),
        "document:file! thumbnail:file disable_content_type_detection:bool",
        _CAPTION.replace(" show_caption_above_media:bool", ""),
        _ANY,
    ),
    "sendVoice": _method(
        sending.send_media("voice"), "voice:file! duration:int caption:str parse_mode:str caption_entities:list", _ANY
    ),
    "sendAudio": _method(
        sending.send_media("audio"),
        "audio:file! duration:int performer:str title:str thumbnail:file",
        "caption:str parse_mode:str caption_entities:list",
        _ANY,
    ),
    "sendVideo": _method(
        sending.send_media("video"),
        "video:file! thumbnail:file cover:file start_timestamp:int has_spoiler:bool supports_streaming:bool",
        _SIZE,
        _CAPTION,
        _ANY,
    ),
    "sendAnimation": _method(
        sending.send_media("animation"), "animation:file! thumbnail:file has_spoiler:bool", _SIZE, _CAPTION, _ANY
    ),
    "sendSticker": _method(sending.send_media("sticker"), "sticker:file! emoji:str", _ANY),
    "sendVideoNote": _method(
        sending.send_media("video_note"), "video_note:file! duration:int length:int thumbnail:file", _ANY
    ),
    "sendMediaGroup": _method(
        sending.send_media_group,
        "media:list!",
        _ANY.replace("reply_markup:object ", "").replace(" suggested_post_parameters:object", ""),
    ),
    "sendContact": _method(sending.send_contact, "phone_number:str! first_name:str! last_name:str vcard:str", _ANY),
    "sendLocation": _method(
        sending.send_location,
        _POINT,
        "horizontal_accuracy:float live_period:int heading:int proximity_alert_radius:int",
        _ANY,
    ),
    "sendVenue": _method(
        sending.send_venue,
        _POINT,
        "title:str! address:str! foursquare_id:str foursquare_type:str google_place_id:str google_place_type:str",
        _ANY,
    ),
    "sendDice": _method(sending.send_dice, "emoji:str", _ANY),
    "sendPoll": _method(
        sending.send_poll,
        "question:str! options:list! question_parse_mode:str question_entities:list is_anonymous:bool type:str",
        "allows_multiple_answers:bool is_closed:bool open_period:int close_date:int allows_revoting:bool",
        "correct_option_id:int correct_option_ids:list allow_adding_options:bool hide_results_until_closes:bool",
        "explanation:str explanation_parse_mode:str explanation_entities:list explanation_media:object",
        "description:str description_parse_mode:str description_entities:list media:object",
        "shuffle_options:bool members_only:bool country_codes:list",
        _ANY.replace(" direct_messages_topic_id:int suggested_post_parameters:object", ""),
    ),
    "sendChatAction": _method(
        sending.send_chat_action, "chat_id:chat! action:str! message_thread_id:int business_connection_id:str"
    ),
    # carrying over
    "copyMessage": _method(
        changing.copy_message,
        _COPY,
        _COPY_ONE,
        _CAPTION,
        "reply_parameters:object reply_markup:object allow_paid_broadcast:bool",
    ),
    "copyMessages": _method(changing.several(changing.copy_message), _COPY, "message_ids:list! remove_caption:bool"),
    "forwardMessage": _method(changing.forward_message, _COPY, _COPY_ONE),
    "forwardMessages": _method(changing.several(changing.forward_message), _COPY, "message_ids:list!"),
    # changing
    "editMessageText": _method(
        changing.edit_text, _EDIT, "text:str! parse_mode:str entities:list link_preview_options:object"
    ),
    "editMessageCaption": _method(changing.edit_caption, _EDIT, _CAPTION),
    "editMessageMedia": _method(changing.edit_media, _EDIT, "media:object!"),
    "editMessageReplyMarkup": _method(changing.edit_markup, _EDIT),
    "deleteMessage": _method(changing.delete_message, "chat_id:chat! message_id:int!"),
    "deleteMessages": _method(changing.delete_messages, "chat_id:chat! message_ids:list!"),
    "setMessageReaction": _method(changing.react, "chat_id:chat! message_id:int! reaction:list is_big:bool"),
    "pinChatMessage": _method(
        changing.pin, "chat_id:chat! message_id:int! disable_notification:bool business_connection_id:str"
    ),
    "unpinChatMessage": _method(changing.unpin, "chat_id:chat! message_id:int business_connection_id:str"),
    "unpinAllChatMessages": _method(changing.unpin_all, "chat_id:chat!"),
    "unpinAllForumTopicMessages": _method(changing.unpin_all, _TOPIC),
    # topics
    "createForumTopic": _method(chats.create_topic, "chat_id:chat! name:str! icon_color:int icon_custom_emoji_id:str"),
    "editForumTopic": _method(chats.edit_topic, _TOPIC, "name:str icon_custom_emoji_id:str"),
    "closeForumTopic": _method(chats.set_closed(True), _TOPIC),
    "reopenForumTopic": _method(chats.set_closed(False), _TOPIC),
    "deleteForumTopic": _method(chats.delete_topic, _TOPIC),
    # answers
    "answerCallbackQuery": _method(
        chats.answer_callback, "callback_query_id:str! text:str show_alert:bool url:str cache_time:int"
    ),
    "answerInlineQuery": _method(
        chats.answer_inline,
        "inline_query_id:str! results:list! cache_time:int is_personal:bool next_offset:str button:object",
    ),
    # chats, files, business
    "getChat": _method(chats.get_chat, "chat_id:chat!"),
    "getChatMember": _method(chats.get_member, "chat_id:chat! user_id:int!"),
    "getChatAdministrators": _method(chats.get_administrators, "chat_id:chat! return_bots:bool"),
    "getChatMemberCount": _method(chats.get_member_count, "chat_id:chat!"),
    "leaveChat": _method(chats.leave_chat, "chat_id:chat!"),
    "getFile": _method(chats.get_file, "file_id:str!"),
    "getBusinessConnection": _method(chats.get_business_connection, "business_connection_id:str!"),
    "readBusinessMessage": _method(
        chats.read_business_message, "business_connection_id:str! chat_id:chat! message_id:int!"
    ),
    "deleteBusinessMessages": _method(
        changing.delete_business_messages, "business_connection_id:str! message_ids:list!"
    ),
}
_BY_LOWER = {name.lower(): name for name in METHODS}  # Telegram does not mind the case of a method's name


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: an HTTP status, a JSON body, and how it travels."""

    status: int
    body: bytes
    wire: Wire


PLAIN = Wire("plain")


async def call(state: State, token: str, name: str, raw: Json | ApiError) -> Answer:
    """Carry out one call with its raw parameters (or the problem met in reading them), faults included."""
    started = time.perf_counter()
    if not hmac.compare_digest(token.encode(), state.token.encode()):
        return _answer(ApiError(401, "Unauthorized"), PLAIN)
    method = _BY_LOWER.get(name.lower())
    if method is None or (state.faults.only is not None and method not in state.faults.only):
        state.log_call(name, {}, None, "Not Found", 0.0)
        return _answer(ApiError(404, "Not Found"), PLAIN)
    if state.faults.round_trip:
        await asyncio.sleep(state.faults.round_trip)
    params: Json = raw if isinstance(raw, dict) else {}
    error: str | None
    try:
        if isinstance(raw, ApiError):
            raise raw
        params = checked(METHODS[method].takes, raw)
        result, wire = await _run(state, method, params)
    except _Struck as struck:
        outcome: Any = struck.refusal or ApiError(500, "not heard")
        wire, error = struck.wire, struck.told
    except ApiError as refusal:
        outcome, wire, error = refusal, PLAIN, refusal.description
    else:
        outcome, error = result, None
    ms = (time.perf_counter() - started) * 1000
    if method != "getUpdates" or error is not None:
        state.log_call(method, _loggable(params), None if error else outcome, error, ms)
    return _answer(outcome, wire)


class _Struck(Exception):
    """A fault took the place of the answer."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.kind)
        self.refusal = REFUSALS[fault.kind](fault) if fault.kind in REFUSALS else None
        self.wire = WIRES[fault.kind](fault) if fault.kind in WIRES else PLAIN
        self.told = f"fault: {fault.kind}{' after the effect' if fault.after else ''}"


async def _run(state: State, method: str, params: Json) -> tuple[Any, Wire]:
    for check in state.before_call:
        check(method, params)
    fault = state.faults.strike(method, params.get("chat_id"))
    wire = PLAIN
    if fault is not None:
        struck = _Struck(fault)
        if struck.wire.kind in HARMLESS:
            wire = struck.wire
        elif not fault.after and struck.wire.kind != "truncated":
            raise struck
    run = METHODS[method].run
    result = run(state, params)
    if asyncio.iscoroutine(result):
        result = await result
    if fault is not None and wire is PLAIN:
        if struck.wire.kind != "truncated":
            raise struck
        wire = struck.wire
    return result, wire


# Ways of travelling that leave the answer whole.
HARMLESS = frozenset({"slow", "gzip", "drip"})


def _answer(outcome: Any, wire: Wire) -> Answer:
    if isinstance(outcome, ApiError):
        return Answer(outcome.code, json.dumps(outcome.answer()).encode(), wire)
    return Answer(200, json.dumps({"ok": True, "result": outcome}).encode(), wire)


def _loggable(params: Json) -> Json:
    return {
        name: repr(value) if isinstance(value, Upload) else value
        for name, value in params.items()
        if name not in ("files", "secret_token")
    }
