"""The state that both sides of the stand-in share: the Bot API changes it, and so do the people in `World`."""

import hashlib
import mimetypes
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.playground import view
from bot.playground.entities import found_in
from bot.playground.faults import Faults
from bot.playground.limits import RateLimits
from bot.playground.model import (
    BusinessConnection,
    Call,
    Chat,
    Json,
    Message,
    Query,
    StoredFile,
    Topic,
    User,
    bad_request,
    call_log,
)
from bot.playground.updates import UpdateQueue

TOKEN = "1000000001:playground-token-of-the-stand-in"  # noqa: S105 - opens nothing but the stand-in
FIRST_USER_ID = 5_000_000_001  # past 32 bits, as newer accounts are
FIRST_GROUP_ID = -1_001_000_000_001
Listener = Callable[[Json], None]


class State:
    """Users, chats, messages, files, updates, calls and faults, in memory. Nothing here awaits."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        token: str = TOKEN,
        username: str = "regulars_bot",
        topics_enabled: bool = True,
    ) -> None:
        self.token = token
        self.topics_enabled = topics_enabled
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Regulars",
            "username": username,
        }
        self.users: dict[int, User] = {}
        self.chats: dict[tuple[str, int], Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.files_by_path: dict[str, StoredFile] = {}
        self.connections: dict[str, BusinessConnection] = {}
        self.queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.settings: dict[str, Any] = {}  # what setMyDescription and the like stored
        self.webhook: Json = {"url": ""}
        self.webhook_secret = ""
        self.on_webhook: Callable[[], None] | None = None
        self.updates = UpdateQueue()
        self.calls = call_log()
        self.faults = Faults()
        self.limits = RateLimits()
        self.before_call: list[Callable[[str, Json], None]] = []  # a test's checks on every call, such as "no open tx"
        self.listeners: list[Listener] = []
        self.on_jump: Callable[[datetime], None] | None = None  # lets time pass up to then; without it the clock leaps
        self._clock = clock
        self._ahead = timedelta()
        self._calls_made = 0
        self._numbers: dict[str, int] = {}

    # -- time and numbers

    def now(self) -> datetime:
        """The world's time, aware. Hand this to the bot as its clock, and both jump together."""
        return self._clock() + self._ahead

    def unix(self) -> int:
        """The same in whole seconds."""
        return int(self.now().timestamp())

    def forward(self, by: timedelta) -> datetime:
        """Jump the world's clock (also backwards); returns the new time."""
        self._ahead += by
        now = self.now()
        self.publish({"type": "clock", "now": now.isoformat()})
        return now

    def number(self, kind: str, start: int = 1) -> int:
        """The next number of this kind."""
        self._numbers[kind] = value = self._numbers.get(kind, start - 1) + 1
        return value

    # -- listeners

    def publish(self, event: Json) -> None:
        """Tell every open page."""
        for listener in list(self.listeners):
            listener(event)

    def publish_message(self, message: Message) -> None:
        """Tell every open page how the message looks now."""
        if self.listeners:
            self.publish({"type": "message", "message": view.message(message)})

    def publish_chat(self, chat: Chat) -> None:
        """Tell every open page how the chat looks now."""
        if self.listeners:
            self.publish({"type": "chat", "chat": view.chat(self, chat)})

    # -- chats

    def find_chat(self, chat_id: int | str, business: str = "") -> Chat | None:
        """The chat with this id, "@name" or page id ("connection:id")."""
        if isinstance(chat_id, str):
            connection, colon, number = chat_id.rpartition(":")
            if colon:
                return self.chats.get((connection, int(number)))
            if chat_id.startswith("@"):
                return next((c for c in self.chats.values() if c.username == chat_id[1:]), None)
            chat_id = int(chat_id)
        return self.chats.get((business, chat_id))

    def make_chat(self, chat: Chat) -> Chat:
        """Keep a new chat. Message numbers start apart and soon overlap, so that mixed-up chats show in tests."""
        chat.next_id = 1 + 7 * len(self.chats)
        self.chats[(chat.business or "", chat.id)] = chat
        self.publish_chat(chat)
        return chat

    def chat_json(self, chat: Chat) -> Json:
        """As the Bot API shows the chat inside a message."""
        if chat.type == "private":
            user = self.users[chat.id]
            shown: Json = {"id": chat.id, "type": "private", "first_name": user.first_name}
            if user.last_name:
                shown["last_name"] = user.last_name
            if user.username:
                shown["username"] = user.username
            return shown
        shown = {"id": chat.id, "type": chat.type, "title": chat.title}
        if chat.username:
            shown["username"] = chat.username
        if chat.is_forum:
            shown["is_forum"] = True
        return shown

    def has_topics(self, chat: Chat) -> bool:
        """Whether topics can be made here: a forum, or a private chat when the bot has topic mode switched on."""
        return chat.is_forum or (chat.type == "private" and self.topics_enabled and not chat.business)

    def topic(self, chat: Chat, thread_id: int) -> Topic | None:
        """The living topic with this id."""
        topic = chat.topics.get(thread_id)
        return None if topic is None or topic.deleted else topic

    # -- messages

    def add_message(
        self,
        chat: Chat,
        sender: Json,
        content: Json,
        thread: int | None = None,
        reply_to: Message | None = None,
        keyboard: Json | None = None,
    ) -> Message:
        """A new message at the end of the chat; `content` holds the Bot API's fields for what it says."""
        now = self.now()
        if chat.business:  # Telegram numbers all private messages of one account together
            chat.next_id = self.number(f"message of {chat.business}", 1 + 7 * len(self.chats))
        data: Json = {
            "message_id": chat.next_id,
            "from": sender,
            "chat": self.chat_json(chat),
            "date": int(now.timestamp()),
        }
        if chat.business:
            data["business_connection_id"] = chat.business
        if thread is not None:
            data["message_thread_id"] = thread
            data["is_topic_message"] = True
            if reply_to is None and chat.type == "supergroup":
                # In a forum a message that answers nothing still "replies" to the one that opened its topic.
                reply_to = chat.messages.get(thread)
        if reply_to is not None:
            data["reply_to_message"] = {k: v for k, v in reply_to.data.items() if k != "reply_to_message"}
        data.update(content)
        message = Message(data, chat, sent_at=now, keyboard=keyboard)
        chat.messages[chat.next_id] = message
        chat.next_id += 1
        self.publish_message(message)
        return message

    def change_message(self, message: Message, content: Json, drop: tuple[str, ...] = (), edited: bool = True) -> None:
        """Put new fields in place of old ones."""
        kept = {k: v for k, v in message.data.items() if k not in drop}
        message.data = {**kept, **content}
        if edited:
            message.edited_at = self.now()
            message.data["edit_date"] = int(message.edited_at.timestamp())
        self.publish_message(message)

    def delete_message(self, message: Message) -> None:
        """It is gone for everybody; the page still shows that something was there."""
        message.deleted = True
        if message.id in message.chat.pinned:
            message.chat.pinned.remove(message.id)
            self.publish_chat(message.chat)
        self.publish_message(message)

    def delete_topic(self, chat: Chat, thread_id: int) -> None:
        """The topic goes, with everything in it."""
        chat.topics[thread_id].deleted = True
        for message in chat.messages.values():
            if message.thread == thread_id or message.id == thread_id:
                message.deleted = True
                self.publish_message(message)
        self.publish_chat(chat)

    def open_topic(self, chat: Chat, sender: Json, name: str, icon_color: int | None = None) -> Topic:
        """A new topic, with the service message that opens it."""
        topic = Topic(chat.next_id, name)
        if icon_color is not None:
            topic.icon_color = icon_color
        chat.topics[topic.thread_id] = topic
        opened = {"forum_topic_created": {"name": name, "icon_color": topic.icon_color}}
        message = self.add_message(chat, sender, opened)
        self.change_message(message, {"message_thread_id": message.id, "is_topic_message": True}, edited=False)
        self.publish_chat(chat)
        return topic

    def text_content(self, text: str) -> Json:
        """The fields of a plain text as a person's client sends it."""
        entities = found_in(text)
        return {"text": text, "entities": entities} if entities else {"text": text}

    # -- files

    def store_file(self, content: bytes, name: str, mime: str | None, folder: str) -> StoredFile:
        """Keep a file; it gets Telegram's two ids and a path for downloading."""
        if not content:
            raise bad_request("file must be non-empty")
        number = self.number("file")
        mime = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        ending = mimetypes.guess_extension(mime) or ".bin"
        unique = hashlib.sha256(content).hexdigest()[:16]
        file = StoredFile(
            f"AgAC{number:06d}{unique}", f"AQAD{unique}", f"{folder}/file_{number}{ending}", name, mime, content
        )
        self.files[file.id] = file
        self.files_by_path[file.path] = file
        return file

    # -- the log

    def log_call(self, method: str, params: Json, result: Any, error: str | None, ms: float) -> Call:
        """Remember a call of the bot and show it in the inspector."""
        self._calls_made += 1
        call = Call(self._calls_made, self.now(), method, params, error is None, error, round(ms, 2), result)
        self.calls.append(call)
        if self.listeners:
            self.publish({"type": "call", "call": view.call(call)})
        return call
