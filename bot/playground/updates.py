"""What waits for the bot: the queue behind getUpdates and the webhook."""

import asyncio
from collections import deque
from typing import Any

from bot.playground.model import ApiError, Json, words

KINDS = words(
    "message edited_message channel_post edited_channel_post business_connection business_message"
    " edited_business_message deleted_business_messages message_reaction message_reaction_count"
    " inline_query chosen_inline_result callback_query shipping_query pre_checkout_query"
    " purchased_paid_media poll poll_answer my_chat_member chat_member chat_join_request chat_boost"
    " removed_chat_boost"
)
ASKED_FOR_ONLY = words("chat_member message_reaction message_reaction_count")
KEPT = 100_000
# TDLib (TQueue::get) takes an offset further ahead than this for one of another numbering and serves from the start.
AHEAD = 10


class UpdateQueue:
    """Updates in the order they happened, until the bot confirms them by a higher offset."""

    def __init__(self, first_id: int = 1) -> None:
        self.pending: list[Json] = []
        self.issued: deque[Json] = deque(maxlen=KEPT)  # every update ever queued, for a test's final count
        self.next_id = first_id
        self.allowed: frozenset[str] = KINDS - ASKED_FOR_ONLY
        self.ignore_offset = 0  # fault: so many calls get what was confirmed already
        self._confirmed: list[Json] = []  # the last batch that was let go, for that fault
        self._open: _Poll | None = None
        self.wakers: list[asyncio.Event] = []
        self.closing = False  # the server stops: polls come back empty at once

    def add(self, kind: str, payload: Any) -> Json | None:
        """Queue an update of this kind; None if the bot did not ask for the kind (Telegram then forgets it)."""
        if kind not in self.allowed:
            return None
        return self.add_raw({"update_id": self.next_id, kind: payload})

    def add_raw(self, update: Json) -> Json:
        """Queue an update exactly as given (a broken one too); an `update_id` is put in only where there is none."""
        if "update_id" not in update:
            update = {"update_id": self.next_id, **update}
        number = update["update_id"]
        if isinstance(number, int) and number >= self.next_id:
            self.next_id = number + 1
        self.pending.append(update)
        self.issued.append(update)
        self.wake()
        return update

    def wake(self) -> None:
        """Whoever waits for an update looks again."""
        for event in self.wakers:
            event.set()

    def close(self) -> None:
        """End the open poll and those to come, so that a server can stop without waiting for them."""
        self.closing = True
        self.wake()

    def restart_ids(self, first: int) -> None:
        """From here on ids count from `first`, as after a week without updates."""
        self.next_id = first

    def take(self, offset: int, limit: int) -> list[Json]:
        """What getUpdates answers: confirms everything below `offset` and returns at most `limit` updates."""
        if self.ignore_offset and self._confirmed:
            self.ignore_offset -= 1
            return self._confirmed[:limit]
        if offset < 0:
            self.pending = self.pending[offset:]
        elif 0 < offset <= self.next_id - 1 + AHEAD and self.pending:
            self.confirm([update for update in self.pending if _number(update) < offset])
        return self.pending[:limit]

    def confirm(self, updates: list[Json]) -> None:
        """The bot has them; they are let go."""
        if updates:
            gone = {id(update) for update in updates}
            self.pending = [update for update in self.pending if id(update) not in gone]
            self._confirmed = updates
            self.wake()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """getUpdates: at once if something waits, else after at most `seconds`; ends any poll still open."""
        if self._open is not None:
            self._open.terminated = True
            self._open.event.set()
        poll = self._open = _Poll()
        self.wakers.append(poll.event)
        try:
            updates = self.take(offset, limit)
            if not updates and seconds > 0 and not self.closing:
                await self._wait(poll, seconds)
                updates = self.pending[:limit]
            if poll.terminated:
                raise ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )
            return updates
        finally:
            self.wakers.remove(poll.event)
            if self._open is poll:
                self._open = None

    async def _wait(self, poll: "_Poll", seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                while not (self.pending or poll.terminated or self.closing):
                    poll.event.clear()
                    await poll.event.wait()
        except TimeoutError:
            return


class _Poll:
    """One open getUpdates call."""

    def __init__(self) -> None:
        self.event = asyncio.Event()
        self.terminated = False


def _number(update: Json) -> int:
    number = update.get("update_id")
    return number if isinstance(number, int) else 0
