"""Text, keyboards and replies inside a call, checked as Telegram checks them."""

from typing import Any

from bot.playground.entities import ENTITY_TYPES, BadMarkup, found_in, parse_html, trim, utf16_length
from bot.playground.model import Chat, Json, Message, bad_request, words

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
MOST_DATA_BYTES = 64
MOST_BUTTONS = 100

_BUTTON_ACTIONS = words(
    "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat"
    " switch_inline_query_chosen_chat copy_text callback_game pay"
)
_BUTTON_FIELDS = _BUTTON_ACTIONS | {"text", "style", "icon_custom_emoji_id"}
_KEY_ACTIONS = words("request_contact request_location request_poll request_users request_chat web_app")
_KEY_FIELDS = _KEY_ACTIONS | {"text", "style", "icon_custom_emoji_id", "request_managed_bot"}
_KEYBOARD_FIELDS = words("keyboard resize_keyboard one_time_keyboard selective input_field_placeholder is_persistent")
_FIELDS = {
    "inline_keyboard": frozenset({"inline_keyboard"}),
    "keyboard": _KEYBOARD_FIELDS,
    "remove_keyboard": frozenset({"remove_keyboard", "selective"}),
    "force_reply": frozenset({"force_reply", "selective", "input_field_placeholder"}),
}


def formatted(source: str, parse_mode: str | None, entities: list[Json] | None, longest: int) -> tuple[str, list[Json]]:
    """The text as Telegram stores it; raises 400 for broken markup or too many characters."""
    if parse_mode:
        if parse_mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        try:
            text, found = parse_html(source)
        except BadMarkup as problem:
            raise bad_request(f"can't parse entities: {problem}") from None
    else:
        text, found = source, [_entity(entity, source) for entity in entities or []]
    text, found = trim(text, found)
    if len(text) > longest:
        raise bad_request("message is too long" if longest == LONGEST_TEXT else "message caption is too long")
    return text, found + _detected(text, found)


def text_of(params: Json) -> Json:
    """The message fields of a text; raises 400 if nothing is left of it."""
    text, entities = formatted(params["text"], params.get("parse_mode"), params.get("entities"), LONGEST_TEXT)
    if not text:
        raise bad_request("message text is empty")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_of(params: Json) -> Json:
    """The message fields of a caption; none if there is none."""
    source = params.get("caption") or ""
    text, entities = formatted(source, params.get("parse_mode"), params.get("caption_entities"), LONGEST_CAPTION)
    if not text:
        return {}
    fields: Json = {"caption": text, "caption_entities": entities} if entities else {"caption": text}
    if params.get("show_caption_above_media"):
        fields["show_caption_above_media"] = True
    return fields


def inline_keyboard(markup: Json | None) -> Json | None:
    """The inline keyboard for an edit; an empty one takes it away. Other keyboards are refused there."""
    if markup is None or markup == {}:
        return None
    if "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return keyboard(markup, None)


def keyboard(markup: Json | None, chat: Chat | None) -> Json | None:
    """The reply markup, checked; None if there is none or it is empty."""
    if markup is None:
        return None
    kind = next((name for name in _FIELDS if name in markup), None)
    if kind is None:
        raise bad_request("object expected as reply markup")
    unknown = set(markup) - _FIELDS[kind]
    if unknown:
        raise bad_request(f"can't parse reply markup: unknown field {min(unknown)!r}")
    if kind == "inline_keyboard":
        rows = [row for row in _rows(markup[kind]) if row]
        if sum(len(row) for row in rows) > MOST_BUTTONS:
            raise bad_request("reply markup is too long")
        return {kind: [[_inline_button(button) for button in row] for row in rows]} if rows else None
    if kind == "keyboard":
        return {**markup, kind: [[_key(key, chat) for key in row] for row in _rows(markup[kind])]}
    return markup


def reply_target(chat: Chat, params: Json) -> Message | None:
    """The message that is answered; raises 400 if it is gone, unless the call allows that."""
    wanted = params.get("reply_parameters")
    if wanted is None:
        return None
    unknown = set(wanted) - {"message_id", "chat_id", "allow_sending_without_reply", "quote", "quote_parse_mode",
                             "quote_entities", "quote_position"}  # fmt: skip
    if unknown:
        raise bad_request(f"can't parse reply parameters: unknown field {min(unknown)!r}")
    message = chat.messages.get(wanted.get("message_id", 0))
    if message is not None and not message.deleted:
        return message
    if wanted.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse keyboard: expected an Array of Arrays")
    return rows


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    unknown = set(button) - _BUTTON_FIELDS
    if unknown:
        raise bad_request(f"can't parse inline keyboard button: unknown field {min(unknown)!r}")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: text must be non-empty")
    actions = _BUTTON_ACTIONS & set(button)
    if len(actions) != 1:
        raise bad_request("can't parse inline keyboard button: exactly one action is required")
    data = button.get("callback_data")
    if "callback_data" in button and (
        not isinstance(data, str) or not 1 <= len(data.encode("utf-8", "replace")) <= MOST_DATA_BYTES
    ):
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not str(url).startswith(("http://", "https://", "tg://", "tel:", "mailto:")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return button


def _key(key: Any, chat: Chat | None) -> Json:
    shown = {"text": key} if isinstance(key, str) else key
    if not isinstance(shown, dict) or not shown.get("text"):
        raise bad_request("can't parse keyboard button: text must be non-empty")
    unknown = set(shown) - _KEY_FIELDS
    if unknown:
        raise bad_request(f"can't parse keyboard button: unknown field {min(unknown)!r}")
    asked = [name for name in ("request_contact", "request_location") if shown.get(name)]
    if asked and chat is not None and chat.type != "private":
        what = asked[0].removeprefix("request_").replace("contact", "phone number")
        raise bad_request(f"{what} can be requested in private chats only")
    return shown


def _entity(entity: Any, text: str) -> Json:
    if not isinstance(entity, dict) or entity.get("type") not in ENTITY_TYPES:
        raise bad_request("can't parse MessageEntity: wrong type")
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length < 1:
        raise bad_request("can't parse MessageEntity: wrong offset or length")
    if offset + length > utf16_length(text):
        raise bad_request("entity beyond the end of the text")
    return entity


def _detected(text: str, known: list[Json]) -> list[Json]:
    """Addresses and commands that Telegram marks by itself, outside of links and code."""
    taken = [
        (e["offset"], e["offset"] + e["length"]) for e in known if e["type"] in ("code", "pre", "text_link", "url")
    ]
    return [
        entity
        for entity in found_in(text)
        if not any(entity["offset"] < end and begin < entity["offset"] + entity["length"] for begin, end in taken)
    ]
