"""The one runner: every update and every due row is worked on here, and nowhere else.

Open the transaction, call the use case, put what it returns into the outbox, mark the cause as done, commit: a crash at
any point repeats the whole step or none of it. What waits together is committed together, each in its own savepoint.
"""

import asyncio
import itertools
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.core.shows import Say, Show, ToDesk
from bot.desk import arrivals, digests, escalation, hearing, nights, reminders, waiting
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import desks, due, inbox
from bot.store import followups as followup_store
from bot.store.database import Database, Tx, attempt
from bot.tg import inbound
from bot.tg.outbound import Post

logger = logging.getLogger(__name__)

BATCH = 128
TRIES = 3
SWEEP_SECONDS = 30.0
LEARN_SECONDS = 30.0
RETRY_SECONDS = 1.0
"""A transaction that the database refused (disk full, locked) is tried again after this."""


class Runner:
    """Works on the inbox as it fills, and on due rows as their time comes."""

    def __init__(self, database: Database, shop: Shop) -> None:
        self._database = database
        self._shop = shop
        self._woken = asyncio.Event()
        self._clock_changed = asyncio.Event()
        self.sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    def wake(self) -> None:
        """There is something new in the inbox."""
        self._woken.set()

    def clock_jumped(self) -> None:
        """The playground's clock was moved: look at the due rows now."""
        self._clock_changed.set()

    async def recover(self) -> None:
        """At start: what was left waiting is counted before it is tried.

        An update that kills the process is so known by its count, and set aside after three times. The first time a
        batch is counted together; what was counted already is taken one at a time, so that its neighbours go on.
        """
        if await self._database.read(inbox.count_new):
            await asyncio.to_thread(self._shop.recogniser.wait, LEARN_SECONDS)
        while left := await self._database.write(self._count_orphans):
            await self._database.write(lambda tx, left=left: self._work_all(tx, left))  # type: ignore[misc]

    def _count_orphans(self, tx: Tx) -> list[inbox.Waiting]:
        while waiting := inbox.new(tx, BATCH):
            if waiting[0].tries >= TRIES:
                self._park(tx, waiting[0].id, "it ended the process")
                continue
            fresh = list(itertools.takewhile(lambda one: not one.tries, waiting)) or waiting[:1]
            for one in fresh:
                inbox.tried(tx, one.id)
            return fresh
        return []

    async def run(self) -> None:
        """Work on updates until cancelled; the first ones wait until the recogniser has learned its phrases."""
        await asyncio.to_thread(self._shop.recogniser.wait, LEARN_SECONDS)
        while True:
            await self._woken.wait()
            self._woken.clear()
            try:
                while await self._database.write(self._batch):
                    pass
            except Exception as error:
                logger.error("the inbox can't be worked on now: %s; trying again", type(error).__name__)
                await self.sleep(RETRY_SECONDS)
                self._woken.set()

    async def sweep_for_ever(self) -> None:
        """Look at due rows when the next one is due, and at least every 30 seconds."""
        while True:
            wait = SWEEP_SECONDS
            try:
                while await self._database.write(self.sweep):
                    pass
                upcoming = await self._database.read(next_due)
                if upcoming is not None:
                    wait = min(wait, max(0.05, (upcoming - self._shop.clock()).total_seconds()))
            except Exception as error:
                logger.error("due rows can't be looked at now: %s; trying again", type(error).__name__)
            try:
                await asyncio.wait_for(self._clock_changed.wait(), wait)
            except TimeoutError:
                continue
            self._clock_changed.clear()

    def sweep(self, tx: Tx) -> int:
        """Reminders and digests whose time has come; how many things were shown."""
        shown = 0
        works = (
            reminders.come_again, reminders.remind, digests.send_due, escalation.escalate, waiting.come, nights.work,
        )  # fmt: skip
        for work in works:
            ok, result = attempt(tx, lambda tx, work=work: self._show_due(tx, work))  # type: ignore[misc]
            if ok:
                shown += result
            else:
                logger.error("due rows can't be worked on: %s", _named(result))
        return shown

    def _show_due(self, tx: Tx, work: Callable[[Shop, Tx], list[Show]]) -> int:
        shows = work(self._shop, tx)
        Post(tx, self._shop.clock())(shows)
        return len(shows)

    def _batch(self, tx: Tx) -> int:
        return self._work_all(tx, inbox.new(tx, BATCH))

    def _work_all(self, tx: Tx, rows: list[inbox.Waiting]) -> int:
        for one in rows:
            self._work(tx, one)
        ok, result = attempt(tx, lambda tx: hearing.catch_up(self._shop, tx))
        if not ok:
            # The cards stand all the same; what the messages say is tried again with the next ones.
            logger.error("what was kept can't be read now: %s", _named(result))
        # An away message answers at once, in the language just heard; it does not wait for the next sweep.
        attempt(tx, lambda tx: self._show_due(tx, waiting.come))
        return len(rows)

    def _work(self, tx: Tx, one: inbox.Waiting) -> None:
        """One update: three tries, then it is set aside with its error and the managers are told."""
        for left in reversed(range(TRIES)):
            ok, result = attempt(tx, lambda tx: self._handle(tx, one))
            if ok:
                return
            if left == 0:
                logger.error("update in inbox row %d was set aside: %s", one.id, _named(result))
                self._park(tx, one.id, _named(result))

    def _handle(self, tx: Tx, one: inbox.Waiting) -> None:
        now = self._shop.clock()
        arrival = inbound.parse(one.body)
        if arrival is None:
            inbox.finish(tx, one.id, "ignored", now)
            return
        shows = arrivals.arrive(self._shop, tx, arrival)
        Post(tx, now)(shows)
        inbox.finish(tx, one.id, "done", now)

    def _park(self, tx: Tx, id: int, error: str) -> None:
        now = self._shop.clock()
        inbox.finish(tx, id, "parked", now, error[:500])
        said = Say(
            N_("⚠️ An update could not be worked on and was set aside (inbox row {id}): {error}"),
            {"id": str(id), "error": error[:200]},
        )
        shows: list[Show] = [ToDesk(desk, (said,)) for desk in desks.managers(tx, self._shop.readers)]
        Post(tx, now)(shows)


def _named(error: BaseException) -> str:
    """The kind of an error and where it arose; never its text, which may quote a message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" at {trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{where}"


def next_due(tx: Tx) -> datetime | None:
    """When the next due row is due, a moment after it so that it is found."""
    times = [at for at in (followup_store.next_due(tx), due.next_due(tx)) if at is not None]
    return min(times) + timedelta(milliseconds=1) if times else None
