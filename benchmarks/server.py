"""A small, fast Bot API server that shares no code with the bot: what bench.py and torture.py measure against.

It knows getMe, getUpdates, sendMessage, editMessageText and answerCallbackQuery; everything else is 404, as Telegram
answers a method it does not know. It runs in a process of its own on a raw asyncio protocol, so that the bots, not the
server, are the bottleneck. Updates are fed and records read over the same port, under /control/ (see `CONTROL`).

    python -m benchmarks.server            prints {"port": 54321} and serves until killed

A *mark* such as "#10123" inside a text is how an answer is matched to its update: the first sendMessage or
editMessageText whose text holds the mark is its card. All times are seconds of this process's monotonic clock, taken
where the bot stands: after the way down has passed, before the way up begins.
"""

import argparse
import asyncio
import json
import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.wire import Answer, Http, Reply

MARK = re.compile(r"(?<!&)#(\d{5,})")  # not the "&#39;" of an escaped text


class Refused(Exception):
    """What Telegram answers with ok=false: an HTTP status and a description."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status


@dataclass(slots=True)
class Call:
    """One sendMessage or editMessageText or answerCallbackQuery that arrived, in order of arrival."""

    at: float
    method: str
    chat_id: int
    message_id: int
    text: str
    keyboard: Any


@dataclass(slots=True)
class Bot:
    """Everything the server knows of one bot (one token)."""

    username: str
    also: set[str] = field(default_factory=set)  # methods that are answered with `true`, for a stock bot's start
    queue: deque[tuple[int, bytes, str]] = field(default_factory=deque)  # update_id, JSON, mark; oldest first
    next_update_id: int = 1000
    poll: "Poll | None" = None
    fetched: dict[str, float] = field(default_factory=dict)  # mark -> first handed out
    carded: dict[str, tuple[float, int]] = field(default_factory=dict)  # mark -> first seen in a text, in which chat
    calls: list[Call] = field(default_factory=list)
    shown: dict[tuple[int, int], tuple[str, Any]] = field(default_factory=dict)  # (chat, message) -> text, keyboard
    next_message_id: dict[int, int] = field(default_factory=dict)
    polls: int = 0
    unknown: dict[str, int] = field(default_factory=dict)  # method -> how often it was answered with 404

    def message_id(self, chat_id: int) -> int:
        """The next message id of a chat; what people write and what the bot sends share the numbers."""
        number = self.next_message_id.get(chat_id, 1)
        self.next_message_id[chat_id] = number + 1
        return number


@dataclass(slots=True)
class Poll:
    """A getUpdates that waits for updates."""

    reply: Reply
    limit: int
    timer: asyncio.TimerHandle


class Server:
    """The bots by token, and the round trip's length in seconds."""

    def __init__(self) -> None:
        self.bots: dict[str, Bot] = {}
        self.round_trip = 0.0
        self.loop = asyncio.get_running_loop()

    # -- the Bot API ---------------------------------------------------------------------------------------------

    def forget(self, connection: object) -> None:
        """A poll whose bot is gone gets nothing: what would be handed to it waits for the next one."""
        for bot in self.bots.values():
            if bot.poll is not None and getattr(bot.poll.reply, "__self__", None) is connection:
                bot.poll.timer.cancel()
                bot.poll = None

    def control(self, name: str, arguments: dict[str, Any]) -> Answer:
        """One control call: named arguments in, a JSON value out."""
        try:
            return 200, json.dumps(CONTROL[name](self, **arguments)).encode()
        except (KeyError, TypeError, ValueError) as error:
            return 400, json.dumps(repr(error)).encode()

    def api(self, token: str, method: str, form: dict[str, str], reply: Reply) -> None:
        """Answer one Bot API call, now or (getUpdates) when there is something to tell."""
        bot = self.bots.get(token)
        if bot is None:
            return reply(refused(404, "Not Found"))
        try:
            if method == "getUpdates":
                return self.get_updates(bot, form, reply)
            if method in METHODS:
                return reply((200, METHODS[method](bot, form)))
            if method in bot.also:
                return reply((200, b'{"ok":true,"result":true}'))
        except Refused as error:
            return reply(refused(error.status, str(error)))
        except (KeyError, ValueError) as error:
            return reply(refused(400, f"Bad Request: {error!r}"))
        bot.unknown[method] = bot.unknown.get(method, 0) + 1
        return reply(refused(404, "Not Found"))

    def get_updates(self, bot: Bot, form: dict[str, str], reply: Reply) -> None:
        """Forget what `offset` confirms; hand out what waits, or wait up to `timeout` seconds for something to."""
        bot.polls += 1
        if bot.poll is not None:
            poll, bot.poll = bot.poll, None
            poll.timer.cancel()
            poll.reply(refused(409, "Conflict: terminated by other getUpdates request"))
        offset = int(form.get("offset", 0))
        while bot.queue and bot.queue[0][0] < offset:
            bot.queue.popleft()
        limit = min(int(form.get("limit", 100)), 100)
        timeout = float(form.get("timeout", 0))
        if bot.queue or timeout <= 0:
            reply(self.hand_out(bot, limit))
        else:
            bot.poll = Poll(reply, limit, self.loop.call_later(timeout, self.end_poll, bot))

    def end_poll(self, bot: Bot) -> None:
        """Answer the waiting getUpdates with what there is, which may be nothing."""
        if bot.poll is not None:
            poll, bot.poll = bot.poll, None
            poll.timer.cancel()
            poll.reply(self.hand_out(bot, poll.limit))

    def hand_out(self, bot: Bot, limit: int) -> Answer:
        """The oldest updates as an answer; they stay queued until an offset confirms them."""
        batch = [bot.queue[at] for at in range(min(limit, len(bot.queue)))]
        now = time.perf_counter() + self.round_trip / 2
        for _, _, mark in batch:
            if mark:
                bot.fetched.setdefault(mark, now)
        return 200, b'{"ok":true,"result":[' + b",".join(raw for _, raw, _ in batch) + b"]}"

    # -- control -------------------------------------------------------------------------------------------------

    def add_bot(self, token: str, username: str = "regulars_bot", also: list[str] | None = None) -> Any:
        """A new bot; `also` names further methods that are answered with `true`."""
        self.bots[token] = Bot(username, set(also or []))
        return True

    def set_round_trip(self, seconds: float) -> Any:
        """How long a call takes on its way, there and back together."""
        self.round_trip = seconds
        return True

    def feed(self, token: str, updates: list[dict[str, Any]], rate: float = 0.0) -> Any:
        """Queue updates, all at once or `rate` a second. Messages without an id get the chat's next one.

        Answers with [update_id, message_id] for each."""
        bot = self.bots[token]
        prepared = [prepare(bot, update) for update in updates]
        if rate:
            start = self.loop.time()
            for number, one in enumerate(prepared):
                self.loop.call_at(start + number / rate, self.arrive, bot, [one])
        else:
            self.arrive(bot, prepared)
        return [(update_id, (update.get("message") or {}).get("message_id")) for (update_id, _, _), update in
                zip(prepared, updates, strict=True)]  # fmt: skip

    def arrive(self, bot: Bot, updates: list[tuple[int, bytes, str]]) -> None:
        """Queue prepared updates and wake the waiting poll."""
        bot.queue.extend(updates)
        self.end_poll(bot)

    def times(self, token: str) -> Any:
        """When each mark was first handed out and first shown (and in which chat), and what the server counted."""
        bot = self.bots[token]
        return {
            "fetched": bot.fetched,
            "carded": bot.carded,
            "calls": len(bot.calls),
            "unknown": bot.unknown,
        }

    def progress(self, token: str) -> Any:
        """How many marks are fetched and carded, updates wait, calls and polls came; whether a poll waits."""
        bot = self.bots[token]
        return {
            "fetched": len(bot.fetched),
            "carded": len(bot.carded),
            "waiting": len(bot.queue),
            "calls": len(bot.calls),
            "polls": bot.polls,
            "polling": bot.poll is not None,
        }

    def calls(self, token: str, since: int = 0) -> Any:
        """The calls recorded from number `since` on, as [at, method, chat_id, message_id, text, keyboard]."""
        return [
            (one.at, one.method, one.chat_id, one.message_id, one.text, one.keyboard)
            for one in self.bots[token].calls[since:]
        ]


def prepare(bot: Bot, update: dict[str, Any]) -> tuple[int, bytes, str]:
    """Number an update and its message, and find its mark: (update_id, JSON, mark)."""
    update["update_id"] = bot.next_update_id
    bot.next_update_id += 1
    message = update.get("message")
    mark = None
    if message is not None:
        message.setdefault("message_id", bot.message_id(message["chat"]["id"]))
        mark = MARK.search(message.get("text", ""))
    return update["update_id"], json.dumps(update, separators=(",", ":")).encode(), mark[1] if mark else ""


def get_me(bot: Bot, form: dict[str, str]) -> bytes:
    """The bot as getMe tells it."""
    me = {"id": 42, "is_bot": True, "first_name": "Regulars", "username": bot.username}
    more = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return ok(me | more)


def send_message(bot: Bot, form: dict[str, str]) -> bytes:
    """A new message in a chat; recorded, and its marks noted."""
    chat_id, text = int(form["chat_id"]), form["text"]
    check_text(text)
    return show(bot, "sendMessage", chat_id, bot.message_id(chat_id), text, keyboard_of(form))


def edit_message_text(bot: Bot, form: dict[str, str]) -> bytes:
    """A message the bot sent, with another text or keyboard; unchanged ones are refused as Telegram does."""
    chat_id, message_id, text = int(form["chat_id"]), int(form["message_id"]), form["text"]
    check_text(text)
    before = bot.shown.get((chat_id, message_id))
    if before is None:
        raise Refused(400, "Bad Request: message to edit not found")
    keyboard = keyboard_of(form)
    if before == (text, keyboard):
        raise Refused(400, "Bad Request: message is not modified: specified new message content and reply markup are "
                      "exactly the same as a current content and reply markup of the message")  # fmt: skip
    return show(bot, "editMessageText", chat_id, message_id, text, keyboard)


def answer_callback_query(bot: Bot, form: dict[str, str]) -> bytes:
    """A press answered; the text is what the presser sees."""
    bot.calls.append(Call(time.perf_counter(), "answerCallbackQuery", 0, 0, form.get("text", ""), None))
    return b'{"ok":true,"result":true}'


METHODS: dict[str, Callable[[Bot, dict[str, str]], bytes]] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "answerCallbackQuery": answer_callback_query,
}

CONTROL: dict[str, Callable[..., Any]] = {
    "add_bot": Server.add_bot,
    "set_round_trip": Server.set_round_trip,
    "feed": Server.feed,
    "times": Server.times,
    "progress": Server.progress,
    "calls": Server.calls,
}


def check_text(text: str) -> None:
    """Telegram's limits of a text."""
    if not text.strip():
        raise Refused(400, "Bad Request: message text is empty")
    if len(re.sub(r"<[^>]*>", "", text)) > 4096:
        raise Refused(400, "Bad Request: message is too long")


def keyboard_of(form: dict[str, str]) -> Any:
    """The inline keyboard's rows of [text, callback_data], or None."""
    if "reply_markup" not in form:
        return None
    rows = json.loads(form["reply_markup"]).get("inline_keyboard")
    return rows and [[(one["text"], one.get("callback_data")) for one in row] for row in rows]


def show(bot: Bot, method: str, chat_id: int, message_id: int, text: str, keyboard: Any) -> bytes:
    """Record what a chat now shows and answer with the Message."""
    now = time.perf_counter()
    bot.calls.append(Call(now, method, chat_id, message_id, text, keyboard))
    bot.shown[chat_id, message_id] = (text, keyboard)
    for mark in MARK.findall(text):
        bot.carded.setdefault(mark, (now, chat_id))
    kind = "private" if chat_id > 0 else "supergroup"
    return ok(
        {
            "message_id": message_id,
            "from": {"id": 42, "is_bot": True, "first_name": "Regulars", "username": bot.username},
            "chat": {"id": chat_id, "type": kind, "first_name" if chat_id > 0 else "title": "Someone"},
            "date": int(time.time()),  # noqa: TID251 - a server of its own has a clock of its own
            "text": text,
        }
    )


def ok(result: Any) -> bytes:
    """A result as Telegram sends it."""
    return b'{"ok":true,"result":' + json.dumps(result, separators=(",", ":")).encode() + b"}"


def refused(status: int, description: str) -> Answer:
    """A refusal as Telegram sends it."""
    return status, json.dumps({"ok": False, "error_code": status, "description": description}).encode()


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", action="append", default=[], help="a bot that exists from the start")
    options = parser.parse_args()
    server = Server()
    for token in options.token:
        server.add_bot(token)
    loop = asyncio.get_running_loop()
    listener = await loop.create_server(lambda: Http(server), "127.0.0.1", options.port, backlog=512)
    print(json.dumps({"port": listener.sockets[0].getsockname()[1]}), flush=True)
    await listener.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
