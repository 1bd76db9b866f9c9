"""Updates are fetched as raw JSON and committed before Telegram is told that we have them.

python-telegram-bot's own poller parses first, so that one update it can't parse stalls all others; and it confirms
before anything is stored. Here nothing is parsed but the list's own shape, and the offset moves after the commit.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from http import HTTPStatus

from bot.store import inbox
from bot.store.database import Database, Tx
from bot.tg.api import BotApi
from bot.tg.inbound import ALLOWED_UPDATES
from bot.tg.request import AiohttpRequest, NotSent, Unknown

logger = logging.getLogger(__name__)

MOST_ID = 2**63 - 1
QUICK = 0.2
"""A server that knows no long polling answers at once that there is nothing: it is asked every so many seconds."""
BACKLOG = 2_000
"""With more updates waiting than this, fetching pauses: Telegram keeps them for a day."""


def split(answer: bytes) -> list[tuple[int, str]]:
    """(update_id, JSON as it came) of each update in the answer of getUpdates. Raises ValueError for anything else."""
    text = answer.decode("utf-8", "replace")
    whole = json.loads(text)
    if not isinstance(whole, dict) or whole.get("ok") is not True or not isinstance(whole.get("result"), list):
        raise ValueError("not the Bot API's answer")
    if not whole["result"]:
        return []
    decoder = json.JSONDecoder()
    at = text.index("[", text.index('"result"')) + 1
    found: list[tuple[int, str]] = []
    for update in whole["result"]:
        while text[at] in ", \t\r\n":
            at += 1
        _, end = decoder.raw_decode(text, at)
        if isinstance(update, dict) and type(update.get("update_id")) is int:
            found.append((update["update_id"], text[at:end]))
        at = end
    if not found:
        raise ValueError("updates without a number can't be confirmed")
    return found


def keep_all(tx: Tx, bot_id: int, updates: list[tuple[int, str]], now: datetime) -> int:
    """Store a batch; returns how many were new."""
    return sum(inbox.keep(tx, bot_id, abs(id) & MOST_ID, body, now) for id, body in updates)


class Poller:
    """Long polling, with its own connection."""

    def __init__(
        self, database: Database, api: BotApi, request: AiohttpRequest, bot_id: int, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._api = api
        self._request = request
        self._bot_id = bot_id
        self._clock = clock
        self._said = ""
        self._repeats = 0
        self.sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
        self.arrived: Callable[[], None] = lambda: None
        self.on_revoked: Callable[[], None] = lambda: None

    async def run(self, seconds: int) -> None:
        """Fetch until cancelled, each time waiting up to `seconds` for something to come."""
        offset: int | None = None
        failures = 0
        while True:
            try:
                offset = await self._once(offset, seconds)
                failures = 0
            except _Stop as stop:
                self._say(logging.CRITICAL, str(stop))
                self.on_revoked()
                return
            except _Wait as wait:
                failures += 1
                self._say(logging.WARNING, str(wait))
                await self.sleep(max(wait.seconds, _pause(failures)))
            except (NotSent, Unknown, ValueError) as error:
                failures += 1
                garbage = isinstance(error, ValueError)
                self._say(logging.WARNING, "garbage instead of updates" if garbage else str(error))
                await self.sleep(_pause(failures))
            except Exception as error:
                failures += 1
                self._say(logging.ERROR, f"updates can't be stored: {type(error).__name__}")
                await self.sleep(_pause(failures))

    async def _once(self, offset: int | None, seconds: int) -> int | None:
        asked_at = asyncio.get_running_loop().time()
        params: dict[str, object] = {"timeout": seconds, "limit": 100, "allowed_updates": ALLOWED_UPDATES}
        if offset is not None:
            params["offset"] = offset
        status, answer = await self._request.post_raw(self._api.address("getUpdates"), params, seconds + 10)
        _check(status, answer)
        updates = split(answer)
        if not updates:
            # Everything is confirmed. Numbers may begin anew at random after a quiet week, so the old one is forgotten.
            self._recovered()
            if asyncio.get_running_loop().time() - asked_at < QUICK:
                await self.sleep(QUICK)
            return None
        now = self._clock()
        kept = await self._database.write(lambda tx: keep_all(tx, self._bot_id, updates, now))
        self._recovered()
        self.arrived()
        await self._wait_for_room()
        await self._rest_from_repeats(kept)
        # A negative offset would make Telegram forget all but the last updates.
        return max(0, *(id + 1 for id, _ in updates)) or None

    async def _rest_from_repeats(self, kept: int) -> None:
        """A server that gives the same updates again and again, whatever the offset, is not asked without a pause."""
        self._repeats = 0 if kept else self._repeats + 1
        if self._repeats > 1:
            await self.sleep(_pause(self._repeats))

    async def _wait_for_room(self) -> None:
        # Rare, and the backlog shrinks in another task's transactions, so there is nothing to wait on but time.
        while await self._database.read(inbox.count_new) > BACKLOG:
            await self.sleep(0.1)

    def _say(self, level: int, text: str) -> None:
        """A trouble is said once, not with every try."""
        if text != self._said:
            self._said = text
            logger.log(level, "fetching updates: %s", text)

    def _recovered(self) -> None:
        if self._said:
            logger.info("fetching updates works again")
            self._said = ""


def _pause(failures: int) -> float:
    """Seconds until the next try: twice as long after each failure, at most half a minute."""
    return min(30.0, 0.25 * 2.0 ** min(failures - 1, 10))


class _Stop(Exception):
    """Fetching makes no sense any more."""


class _Wait(Exception):
    """Fetching goes on later, after `seconds` at least."""

    def __init__(self, text: str, seconds: float = 0.0) -> None:
        super().__init__(text)
        self.seconds = seconds


def _check(status: int, answer: bytes) -> None:
    if status == HTTPStatus.OK:
        return
    refusal = _refusal(answer)
    # A proxy's page with such a status says nothing about the token: only the Bot API's own words end the bot.
    if refusal and status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
        raise _Stop("the token is not accepted. Set TELEGRAM_TOKEN to the one from BotFather and start again")
    if refusal and status == HTTPStatus.CONFLICT:
        raise _Wait("another process fetches this bot's updates, or a webhook is set; only one may run")
    parameters = refusal.get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else 0
    raise _Wait(f"the server answered {status}", float(seconds) if isinstance(seconds, int) else 0.0)


def _refusal(answer: bytes) -> dict[str, object]:
    """The Bot API's refusal; empty for anything else."""
    try:
        said = json.loads(answer)
    except ValueError:
        return {}
    return said if isinstance(said, dict) and said.get("ok") is False else {}
