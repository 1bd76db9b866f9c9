"""What the stand-in's world is made of. The records change in place: they are the state."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """A refusal as the Bot API words it."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> Json:
        """The JSON object of the answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def words(text: str) -> frozenset[str]:
    """The words of a list that is easier to read without commas."""
    return frozenset(text.split())


def bad_request(description: str) -> ApiError:
    """400, the commonest refusal."""
    return ApiError(400, f"Bad Request: {description}")


@dataclass(slots=True)
class User:
    """Somebody with a Telegram account."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    phone: str | None = None
    role: str = "buyer"
    note: str = ""
    blocked: bool = False
    deactivated: bool = False

    def json(self) -> Json:
        """As the Bot API shows a person."""
        shown: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                shown[name] = value
        return shown


@dataclass(slots=True)
class Topic:
    """A forum topic; its id is the id of the message that opened it."""

    thread_id: int
    name: str
    icon_color: int = 0x6FB9F0
    icon_custom_emoji_id: str | None = None
    closed: bool = False
    deleted: bool = False

    def json(self) -> Json:
        """As createForumTopic answers."""
        shown: Json = {"message_thread_id": self.thread_id, "name": self.name, "icon_color": self.icon_color}
        if self.icon_custom_emoji_id:
            shown["icon_custom_emoji_id"] = self.icon_custom_emoji_id
        return shown


@dataclass(slots=True)
class Message:
    """One message in one chat. `data` is the Bot API's object; an edit replaces it, so old updates stay as sent."""

    data: Json
    chat: "Chat"
    sent_at: datetime
    deleted: bool = False
    edited_at: datetime | None = None
    keyboard: Json | None = None  # a reply keyboard, its removal or a forced reply; not part of the Bot API's object
    reactions: dict[int, list[str]] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """The message's number, unique in its chat only."""
        return int(self.data["message_id"])

    @property
    def text(self) -> str:
        """The text or caption, without formatting."""
        return str(self.data.get("text") or self.data.get("caption") or "")

    @property
    def thread(self) -> int | None:
        """The topic it stands in."""
        return self.data.get("message_thread_id")

    @property
    def sender_id(self) -> int:
        """Who wrote it."""
        return int(self.data["from"]["id"])

    @property
    def buttons(self) -> list[list[Json]]:
        """The inline keyboard, row by row."""
        rows: list[list[Json]] = self.data.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    def button(self, label: str) -> Json:
        """The inline button with this data or text (or text that contains it); raises LookupError if there is none."""
        every = [button for row in self.buttons for button in row]
        for matches in (
            lambda button: button.get("callback_data") == label,
            lambda button: button["text"] == label,
            lambda button: label in button["text"],
        ):
            for button in every:
                if matches(button):
                    return button
        raise LookupError(f"no button {label!r}; there are {[button['text'] for button in every]}")


@dataclass(slots=True)
class Chat:
    """A private chat with the bot, a group, or a seller's business chat with a buyer (`business` is the connection)."""

    id: int
    type: str
    title: str
    is_forum: bool = False
    username: str | None = None
    business: str | None = None
    member_ids: list[int] = field(default_factory=list)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    messages: dict[int, Message] = field(default_factory=dict)
    next_id: int = 1
    bot_can_manage_topics: bool = True
    bot_kicked: bool = False
    migrated_to: int | None = None

    @property
    def page_id(self) -> int | str:
        """The id on the page, where a business chat must not be taken for the buyer's chat with the bot."""
        return f"{self.business}:{self.id}" if self.business else self.id


@dataclass(slots=True)
class StoredFile:
    """A file that somebody sent or the bot uploaded."""

    id: str
    unique_id: str
    path: str
    name: str
    mime: str
    content: bytes


@dataclass(slots=True)
class Call:
    """One call of the bot, with what came of it."""

    id: int
    at: datetime
    method: str
    params: Json
    ok: bool
    error: str | None
    ms: float
    result: Any = None


@dataclass(slots=True)
class Query:
    """A button press or an inline query that waits for the bot's answer."""

    id: str
    user: User
    asked_at: datetime
    answered: bool = False
    answer: Json = field(default_factory=dict)

    @property
    def toast(self) -> str:
        """What the answer to a button press showed."""
        return str(self.answer.get("text") or "")


@dataclass(slots=True)
class BusinessConnection:
    """A seller's account that lets the bot read and, with the right, write."""

    id: str
    user: User
    date: int
    can_reply: bool = True
    is_enabled: bool = True

    def json(self) -> Json:
        """As in a business_connection update."""
        return {
            "id": self.id,
            "user": self.user.json(),
            "user_chat_id": self.user.id,
            "date": self.date,
            "is_enabled": self.is_enabled,
            "rights": {"can_reply": True, "can_read_messages": True, "can_delete_sent_messages": True}
            if self.can_reply
            else {},
        }


ADMIN_RIGHTS = words(
    "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members"
    " can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
    " can_pin_messages can_manage_topics can_manage_direct_messages can_manage_tags"
)


def member_json(user: Json, status: str) -> Json:
    """A ChatMember of this status."""
    member: Json = {"user": user, "status": status}
    if status == "administrator":
        member |= {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(ADMIN_RIGHTS, True)
    elif status == "kicked":
        member["until_date"] = 0
    return member


CALLS_KEPT = 100_000


def call_log() -> deque[Call]:
    """The log of calls; old ones fall out, so that a day's soak does not fill the memory."""
    return deque(maxlen=CALLS_KEPT)
