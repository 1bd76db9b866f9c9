"""Rows 7 and 8 of the fault table: every single SQL statement, and every single call, fails once."""

import sqlite3
from itertools import count
from typing import Any

import pytest

from bot.store import database
from tests.reliability.oracle import verdict
from tests.story import Person, Story, Telling

TROUBLE = {
    "I/O error": sqlite3.SQLITE_IOERR,
    "disk full": sqlite3.SQLITE_FULL,
    "locked": sqlite3.SQLITE_BUSY,
}
AMBIGUOUS = ("server_error", "drop", "timeout", "garbage", "proxy_page", "truncated")
FAILS = (*AMBIGUOUS, "flood")


class Flaky:
    """A connection whose statement number `fails_at` (and none other) ends in trouble of the disk."""

    def __init__(self, code: int, fails_at: int) -> None:
        self.code = code
        self.fails_at = fails_at
        self.numbers = count()
        self.failed = ""

    def on(self, connection: sqlite3.Connection) -> "Flaky":
        """The same, for this connection."""
        self.connection = connection
        return self

    def execute(self, sql: str, *values: Any) -> Any:
        """One statement."""
        if next(self.numbers) == self.fails_at:
            self.failed = sql
            error = sqlite3.OperationalError("the disk was told to fail")
            error.sqlite_errorcode = self.code
            raise error
        return self.connection.execute(sql, *values)

    def executemany(self, sql: str, values: Any) -> Any:
        """Many, counted as one."""
        next(self.numbers)
        return self.connection.executemany(sql, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)


async def a_sale(story: Story) -> tuple[Person, Person]:
    """A question, a card, a tap, a preview, an answer, and a second question."""
    li, ann = Person(story, story.world.users[LI]), Person(story, story.world.users[ANN])
    ann.says("what is the moq of HL-T20?")
    await worked_off(story)
    li.taps("MOQ")
    await worked_off(story)
    li.taps("Send")
    ann.says("and what does LN-08 cost, please?")
    await worked_off(story)
    return li, ann


async def worked_off(story: Story) -> None:
    """Settled, with the waits that failures brought with them over."""
    for _ in range(5):
        await story.later(seconds=61)


LI, ANN = 5_000_000_001, 5_000_000_002


async def people(story: Story) -> None:
    await story.seller("Li Wei", manager=True)
    story.buyer("Ann Berg")
    await story.settled()


async def statements_of_a_sale(telling: Telling, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many SQL statements the whole story takes."""
    counting = Flaky(0, -1)
    async with telling() as story:
        await people(story)
        with monkeypatch.context() as patch:
            _patched(patch, counting)
            await a_sale(story)
    return next(counting.numbers)


def _patched(patch: pytest.MonkeyPatch, flaky: Flaky) -> None:
    async def in_thread(connection: Any, job: Any) -> Any:
        if isinstance(getattr(job, "__self__", None), Story):  # the story's own look at what is left to do
            return await connection._execute(job, connection._conn)
        return await connection._execute(job, flaky.on(connection._conn))

    patch.setattr(database, "_in_thread", in_thread)


@pytest.mark.parametrize("kind", TROUBLE)
async def test_07_any_statement_may_fail_once(telling: Telling, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    whole = await statements_of_a_sale(telling, monkeypatch)
    failed = set()
    # Every seventh statement, each kind of trouble beginning at another one: together they meet every kind of SQL.
    for number in range(list(TROUBLE).index(kind) * 2, whole, 31):
        flaky = Flaky(TROUBLE[kind], number)
        async with telling() as story:
            await people(story)
            with monkeypatch.context() as patch:
                _patched(patch, flaky)
                li, ann = await a_sale(story)
            held = await verdict(story)
            assert held.parked == ()
            assert held.unsure == ()
            assert len(ann.sees()) == 1, flaky.failed
            assert any("LN-08 cost" in text for text in li.reads()), flaky.failed
        failed.add(flaky.failed)
    assert len(failed) > 10


async def calls_of_a_sale(telling: Telling) -> int:
    """How many calls of the Bot API the whole story takes, polls included."""
    seen: list[str] = []
    async with telling() as story:
        await people(story)
        story.world.before_call.append(lambda method, params: seen.append(method))
        await a_sale(story)
    return len(seen)


@pytest.mark.parametrize(("kind", "after"), [*((kind, False) for kind in FAILS), *((kind, True) for kind in AMBIGUOUS)])
async def test_08_any_call_may_fail_once(telling: Telling, kind: str, after: bool) -> None:
    unsure = 0
    for number in range(FAILS.index(kind) % 2, await calls_of_a_sale(telling), 2):
        async with telling() as story:
            await people(story)
            story.world.faults.set(kind, skip=number, after=after, seconds=5)
            li, ann = await a_sale(story)
            struck = story.world.faults.struck
            held = await verdict(story)
            assert held.parked == ()
            assert len(ann.sees()) + len(held.unsure) >= 1, struck
            assert len(held.unsure) <= 1
            unsure += len(held.unsure)
            if held.unsure:
                assert struck[0][1] == "sendMessage"
                assert any("May have been sent" in text for text in li.reads()), struck
            assert any("LN-08 cost" in text for text in li.reads()), struck
    assert unsure <= 1, "only the one call that writes to the buyer can be unsure"
