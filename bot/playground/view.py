"""How the world looks to the page: the snapshot's objects, as the contract with the page has them."""

from typing import TYPE_CHECKING, Any

from bot.playground import model
from bot.playground.entities import to_page
from bot.playground.model import Json, words

if TYPE_CHECKING:
    from bot.playground.state import State

CALLS_SHOWN = 200
LONGEST_SHOWN = 300  # characters of one parameter in the inspector

MEDIA = ("photo", "document", "voice", "audio", "video", "animation", "sticker", "video_note")
# In the order they are looked for: an animation is also a document, a venue also a location.
KINDS = (
    "text", "photo", "animation", "document", "voice", "audio", "video", "sticker", "video_note", "venue", "location",
    "contact", "dice", "poll",
)  # fmt: skip


def snapshot(state: "State") -> Json:
    """Everything the page needs to draw itself from nothing."""
    return {
        "now": state.now().isoformat(),
        "bot": {name: state.bot[name] for name in ("id", "username", "first_name")},
        "users": [user(one) for one in state.users.values()],
        "chats": [chat(state, one) for one in state.chats.values()],
        "messages": [message(m) for c in state.chats.values() for m in c.messages.values()],
        "calls": [call(one) for one in list(state.calls)[-CALLS_SHOWN:]],
    }


def user(one: model.User) -> Json:
    """A person, with the phone number and the role that only the page knows."""
    names = ("id", "first_name", "last_name", "username", "language_code", "phone", "role", "note", "blocked")
    return {name: getattr(one, name) for name in names}


def chat(state: "State", one: model.Chat) -> Json:
    """A chat with its topics, pins and the commands that its `/` menu shows."""
    return {
        "id": one.page_id,
        "type": one.type,
        "title": one.title,
        "is_forum": state.has_topics(one),
        "member_ids": list(one.member_ids),
        "business": one.business,
        "topics": [{"thread_id": t.thread_id, "name": t.name, "deleted": t.deleted} for t in one.topics.values()],
        "pinned": list(one.pinned),
        "commands": commands(state, one),
    }


def commands(state: "State", one: model.Chat) -> list[Json]:
    """The commands of the narrowest scope that has some, in the owner's language before the default one."""
    kind = "all_private_chats" if one.type == "private" else "all_group_chats"
    owner = state.users.get(one.id)
    for scope in (f"chat:{one.id}", kind, "default"):
        for language in (owner.language_code or "" if owner else "", ""):
            found = state.commands.get((scope, language[:2]))
            if found:
                return found
    return []


def kind(one: model.Message) -> str:
    """What the message is: "text", "photo" … or "service"."""
    return next((name for name in KINDS if name in one.data), "service")


def message(one: model.Message) -> Json:
    """A message ready to draw."""
    data = one.data
    what = kind(one)
    text = one.text
    entities = data.get("entities") or data.get("caption_entities") or []
    markup = data.get("reply_markup", {})
    return {
        "chat_id": one.chat.page_id,
        "message_id": one.id,
        "thread_id": one.thread,
        "from_id": one.sender_id,
        "via_bot": "via_bot" in data or "sender_business_bot" in data,
        "date": one.sent_at.isoformat(),
        "edited": one.edited_at.isoformat() if one.edited_at else None,
        "deleted": one.deleted,
        "kind": what,
        "html": to_page(text, entities) if what != "service" else "",
        "text": text or _spoken(what, data),
        "media": _media(data),
        "contact": data.get("contact"),
        "location": data.get("location"),
        "album": data.get("media_group_id"),
        "reply_to": data.get("reply_to_message", {}).get("message_id"),
        "reactions": [emoji for emojis in one.reactions.values() for emoji in emojis],
        "buttons": [[_button(b) for b in row] for row in markup.get("inline_keyboard", [])],
        "reply_keyboard": _reply_keyboard(one.keyboard),
    }


def call(one: model.Call) -> Json:
    """A call, its long parameters cut."""
    return {
        "id": one.id,
        "at": one.at.isoformat(),
        "method": one.method,
        "params": {name: _short(value) for name, value in one.params.items()},
        "ok": one.ok,
        "error": one.error,
        "ms": one.ms,
    }


def _spoken(what: str, data: Json) -> str:
    if what == "service":
        return _service_text(data)
    if what == "dice":
        return f"{data['dice']['emoji']} {data['dice']['value']}"
    if what == "poll":
        return "\n".join([data["poll"]["question"], *(f"○ {option['text']}" for option in data["poll"]["options"])])
    if what == "venue":
        return f"{data['venue']['title']}, {data['venue']['address']}"
    if what == "sticker":
        return str(data["sticker"].get("emoji", ""))
    return ""


def _service_text(data: Json) -> str:
    if "forum_topic_created" in data:
        return f"Topic “{data['forum_topic_created']['name']}” opened"
    if "forum_topic_edited" in data:
        return f"Topic renamed “{data['forum_topic_edited'].get('name', '')}”"
    if "pinned_message" in data:
        return "Message pinned"
    return " ".join(name.replace("_", " ") for name in data if name not in _COMMON)


_COMMON = words("message_id from chat date edit_date message_thread_id is_topic_message reply_to_message")


def _media(data: Json) -> Json | None:
    for name in MEDIA:
        if name in data:
            shown = data[name][-1] if name == "photo" else data[name]
            return {
                "url": f"/play/file/{shown['file_id']}",
                "name": shown.get("file_name") or name,
                "mime": shown.get("mime_type") or ("image/jpeg" if name == "photo" else "application/octet-stream"),
                "size": shown.get("file_size", 0),
            }
    return None


def _button(button: Json) -> Json:
    shown = {k: v for k, v in button.items() if k != "callback_data"}
    if "callback_data" in button:
        shown["data"] = button["callback_data"]
    return shown


def _reply_keyboard(keyboard: Json | None) -> Any:
    if keyboard is None:
        return None
    if keyboard.get("remove_keyboard"):
        return "remove"
    if "keyboard" not in keyboard:
        return None
    return [[{"text": b} if isinstance(b, str) else b for b in row] for row in keyboard["keyboard"]]


def _short(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…"
    if isinstance(value, list):
        return [_short(one) for one in value[:50]]
    if isinstance(value, dict):
        return {name: _short(one) for name, one in value.items()}
    return value
