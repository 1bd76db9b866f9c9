"""What reached us from Telegram, as plain data: every Optional of the Bot API ends where these are made."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.actions import Action


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote or tapped."""

    telegram_id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A shared contact. `own` says that it is proved to be the sender's own (contact.user_id == from.id)."""

    phone: str
    first_name: str
    last_name: str
    own: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was sent: Telegram's id to fetch it by, its name and its size in bytes (0 when unknown)."""

    file_id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message. `thread_id` is 0 outside topics; `kind` is "text" or Telegram's name of the medium.

    `carriable`: whether Telegram can copy it. `formatted`: whether a text has bold, links and the like.
    """

    chat_id: int
    message_id: int
    sender: Person
    kind: str
    text: str
    at: datetime
    thread_id: int = 0
    private: bool = True
    reply_to: int = 0
    album: str = ""
    contact: Contact | None = None
    edited: bool = False
    carriable: bool = True
    formatted: bool = False
    forum: bool = False
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Tap:
    """A button press. `action` is nothing when the data is unknown or of an older version."""

    query_id: str
    sender: Person
    action: Action | None
    chat_id: int
    message_id: int
    thread_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Inline:
    """An inline query: `@bot moq` typed in any chat."""

    query_id: str
    sender: Person
    text: str


@dataclass(frozen=True, slots=True)
class Reaction:
    """The reactions that one person has now set on a message."""

    chat_id: int
    message_id: int
    sender: Person
    emoji: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Migrated:
    """A group became a supergroup with a new id."""

    old_chat_id: int
    new_chat_id: int


@dataclass(frozen=True, slots=True)
class Membership:
    """The bot's own standing in a chat changed: a buyer blocked or unblocked it, or it was added or removed."""

    chat_id: int
    private: bool
    forum: bool
    title: str
    present: bool
    by: Person


Arrival = Incoming | Tap | Inline | Reaction | Migrated | Membership
