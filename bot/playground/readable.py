"""What a test or the page reads out of the world."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.playground import view
from bot.playground.model import BusinessConnection, Chat, Json, Message, Topic, User
from bot.playground.state import State

Whom = User | int
Where = Chat | User | int | str | None
Which = Message | int
Found = TypeVar("Found")


class Readable(State):
    """Questions about the state; none of them changes it."""

    def user(self, user: Whom) -> User:
        """The person; raises KeyError for an unknown id."""
        return user if isinstance(user, User) else self.users[user]

    def chat(self, chat: Where, business: BusinessConnection | None = None) -> Chat:
        """The chat, given as itself, a person (their chat with the bot) or an id; raises LookupError."""
        if isinstance(chat, Chat):
            return chat
        found = self.find_chat(chat.id if isinstance(chat, User) else chat or 0, business.id if business else "")
        if found is None:
            raise LookupError(f"no chat {chat!r}")
        return found

    def messages(
        self, chat: Where, thread: int | None = None, business: BusinessConnection | None = None
    ) -> list[Message]:
        """What stands in the chat now, in order; with `thread` only that topic, without the message that opened it."""
        found = [message for message in self.chat(chat, business).messages.values() if not message.deleted]
        if thread is None:
            return found
        return [message for message in found if message.thread == thread and message.id != thread]

    def from_bot(self, chat: Where, thread: int | None = None) -> list[Message]:
        """The bot's own messages there, without service messages."""
        return [
            message
            for message in self.messages(chat, thread)
            if message.sender_id == self.bot["id"] and view.kind(message) != "service"
        ]

    def calls_of(self, method: str) -> list[Json]:
        """The parameters of every successful call of one method, in order."""
        return [call.params for call in self.calls if call.method == method and call.ok]

    def topics(self, chat: Where) -> list[Topic]:
        """The living topics of a chat, oldest first."""
        return [topic for topic in self.chat(chat).topics.values() if not topic.deleted]

    def topic_of(self, chat: Where, name: str) -> Topic:
        """The living topic with this in its name; raises LookupError if there is none."""
        for topic in self.topics(chat):
            if name in topic.name:
                return topic
        raise LookupError(f"no topic {name!r}; there are {[topic.name for topic in self.topics(chat)]}")

    def snapshot(self) -> Json:
        """What the page draws itself from."""
        return view.snapshot(self)

    async def until(self, found: Callable[[], Found], seconds: float = 5.0) -> Found:
        """Wait until `found` returns something true, asked again after everything that happens in the world.

        A LookupError counts as not yet. Raises AssertionError with the last calls after so many real seconds.
        """
        something = asyncio.Event()

        def listen(_: Json) -> None:
            something.set()

        self.listeners.append(listen)
        try:
            async with asyncio.timeout(seconds):
                while not (answer := _or_nothing(found)):
                    something.clear()
                    await something.wait()
                return answer
        except TimeoutError:
            last = [(call.method, call.error) for call in list(self.calls)[-10:]]
            raise AssertionError(f"it did not happen within {seconds} s; the bot's last calls: {last}") from None
        finally:
            self.listeners.remove(listen)


def _or_nothing(found: Callable[[], Found]) -> Found | None:
    try:
        return found()
    except LookupError:
        return None
