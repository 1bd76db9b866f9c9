"""Rows 1 to 4 and 6 of the fault table: the real process on a real file, killed at named points and at any call."""

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.app import real_clock
from bot.playground.server import serving, standin_app
from bot.playground.world import World
from bot.store import outbox
from bot.store.database import stamp
from tests.reliability.oracle import Verdict, judge
from tests.story import Person, Telling


@dataclass
class Victim:
    """The bot as another process, and the world it lives in."""

    world: World
    address: str
    path: Path
    forker: "subprocess.Popen[str]"
    pid: int = 0
    polls: int = 0
    li: Person = field(init=False)
    ann: Person = field(init=False)

    async def start(self, point: str = "never") -> None:
        """Start the bot; it dies at this point."""
        order = {"point": point, "database": str(self.path), "address": self.address, "token": self.world.token}
        self.polls = 0
        self.pid = int(await self._order(json.dumps(order)))

    def called(self, method: str, params: Any) -> None:
        """The bot makes a call."""
        self.polls += method == "getUpdates"

    async def ended(self) -> int:
        """How it ended: an exit code, or the number of the signal as a negative one."""
        self.pid, ended = 0, int(await self._order("wait"))
        return ended

    async def stop(self) -> int:
        """SIGTERM, and how it ended."""
        os.kill(self.pid, signal.SIGTERM)
        return await self.ended()

    async def _order(self, line: str) -> str:
        assert self.forker.stdin is not None
        assert self.forker.stdout is not None
        self.forker.stdin.write(f"{line}\n")
        self.forker.stdin.flush()
        return (await asyncio.to_thread(self.forker.stdout.readline)).strip()

    async def ended_by_itself(self) -> bool:
        """Wait until it ends (True) or has nothing left to do (False)."""
        async with asyncio.timeout(15):
            while await self._busy():
                if await self._order("look") != "alive":
                    self.pid = 0
                    return True
        return False

    async def settled(self) -> None:
        """Until it has nothing left to do."""
        async with asyncio.timeout(15):
            while await self._busy():
                pass

    def ask(self, sql: str) -> list[Any]:
        """What a SELECT finds in the file."""
        connection = sqlite3.connect(self.path)
        connection.row_factory = sqlite3.Row
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def states(self, table: str) -> list[str]:
        """The states of all rows; the menus of commands, set at every start, say nothing here."""
        but = "WHERE method <> 'setMyCommands'" if table == "outbox" else ""
        return [row["state"] for row in self.ask(f"SELECT state FROM {table} {but} ORDER BY id")]

    async def _busy(self) -> bool:
        """Whether something is left, or it does not even fetch yet (from then on it also listens to signals)."""
        outside = not self.polls or bool(self.world.updates.pending)
        return await asyncio.to_thread(self._left) or outside

    def _left(self) -> bool:
        """Whether the file holds something that may be done now: all asked of one state of it."""
        connection = sqlite3.connect(self.path, isolation_level=None)
        try:
            connection.execute("BEGIN")
            return any(
                connection.execute(sql, {"now": stamp(real_clock()), "most": 1}).fetchone()
                for sql in (
                    "SELECT 1 FROM inbox WHERE state = 'new'",
                    "SELECT 1 FROM outbox WHERE state = 'sending'",
                    outbox.CLAIMABLE,
                )
            )
        finally:
            connection.close()

    def verdict(self) -> Verdict:
        """The oracle's, on the file."""
        connection = sqlite3.connect(self.path)
        connection.row_factory = sqlite3.Row
        try:
            return judge(connection, self.world)
        finally:
            connection.close()


@pytest.fixture
async def victim(telling: Telling, tmp_path: Path, forker: "subprocess.Popen[str]") -> AsyncIterator[Victim]:
    """A file with a manager in it, a world with a buyer, and a process that can be killed."""
    world = World(real_clock)
    path = tmp_path / "shop.db"
    async with telling(database=path, world=world, start=False) as story:
        li = await story.seller("Li Wei", manager=True)
        ann = story.buyer("Ann Berg")
    async with serving(standin_app(world)) as address:
        running = Victim(world, address, path, forker)
        running.li, running.ann = li, ann
        world.before_call.append(running.called)
        try:
            yield running
        finally:
            if running.pid:
                os.kill(running.pid, signal.SIGKILL)
                await running.ended()


async def a_preview(victim: Victim) -> None:
    """The seller looks at the preview of an answer to the buyer's question."""
    victim.ann.says("what is the moq of HL-T20?")
    await victim.settled()
    victim.li.taps("MOQ")
    await victim.settled()


def texts(person: Person, part: str) -> int:
    """How many messages with this in them stand in somebody's chat."""
    return sum(part in text for text in person.reads())


@pytest.mark.parametrize(
    ("point", "inbox", "outbox"),
    [
        ("after the fetch", [], []),
        ("after the inbox commit", ["new"], []),
        ("in the transaction", ["new"], []),
        ("after the claim for the desk", ["done"], ["sending"]),
        ("between a topic and its row", ["done"], ["sending"]),
    ],
)
async def test_02_killed_on_the_way_to_a_card(victim: Victim, point: str, inbox: list[str], outbox: list[str]) -> None:
    await victim.start(point)
    victim.ann.says("what is the moq of HL-T20?")
    assert await victim.ended() == -signal.SIGKILL
    assert (victim.states("inbox"), victim.states("outbox")) == (inbox, outbox)
    await victim.start()
    await victim.settled()
    assert await victim.stop() == 0
    held = victim.verdict()
    assert held.parked == held.unsure == ()
    assert texts(victim.li, "what is the moq of HL-T20?") == 1


@pytest.mark.parametrize("point", ["after the call to the desk", "after a desk's row is sent"])
async def test_02_killed_around_the_call_to_the_desk(victim: Victim, point: str) -> None:
    await victim.start(point)
    victim.ann.says("what is the moq of HL-T20?")
    assert await victim.ended() == -signal.SIGKILL
    await victim.start()
    await victim.settled()
    assert await victim.stop() == 0
    held = victim.verdict()
    assert held.parked == held.unsure == ()
    assert texts(victim.li, "what is the moq of HL-T20?") in (1, 2)


@pytest.mark.parametrize(
    ("point", "left", "arrived", "asked"),
    [
        ("after the claim for a buyer", "sending", 0, 1),
        ("after the call to a buyer", "sending", 1, 1),
        ("after a buyer's row is sent", "sent", 1, 0),
    ],
)
async def test_02_killed_around_the_call_to_a_buyer(
    victim: Victim, point: str, left: str, arrived: int, asked: int
) -> None:
    await victim.start(point)
    await a_preview(victim)
    victim.li.taps("Send")
    assert await victim.ended() == -signal.SIGKILL
    row = victim.ask("SELECT state FROM outbox WHERE purpose = 'buyer'")
    assert [one["state"] for one in row] == [left]
    await victim.start()
    await victim.settled()
    assert await victim.stop() == 0
    assert len(victim.verdict().unsure) == asked
    assert len(victim.ann.sees()) == arrived
    assert texts(victim.li, "May have been sent") == asked


async def test_01_killed_at_any_call_of_a_burst(victim: Victim) -> None:
    """The bot is killed at every seventh call that it makes, until it has made them all."""
    calls = 0

    def kill(method: str, params: Any) -> None:
        nonlocal calls
        calls += 1
        if calls % 7 == 0 and kills < 6:
            os.kill(victim.pid, signal.SIGKILL)

    people = [Person(victim.ann.story, victim.world.add_user(f"Buyer{number}", "Berg")) for number in range(6)]
    for turn in range(5):
        for number, person in enumerate(people):
            person.says(f"question {turn} of buyer {number}: what is the moq of HL-T20?")
    kills = 0
    victim.world.before_call.append(kill)
    while kills < 6:
        await victim.start()
        assert await victim.ended() == -signal.SIGKILL
        kills += 1
    await victim.start()
    await victim.settled()
    assert await victim.stop() == 0
    held = victim.verdict()
    assert held.parked == held.unsure == ()
    for turn in range(5):
        for number in range(len(people)):
            assert texts(victim.li, f"question {turn} of buyer {number}:") >= 1


async def test_03_stopped_in_the_middle_of_a_backlog(victim: Victim) -> None:
    people = [Person(victim.ann.story, victim.world.add_user(f"Buyer{number}", "Berg")) for number in range(10)]
    for turn in range(20):
        for number, person in enumerate(people):
            person.says(f"question {turn} of buyer {number}: what is the moq?")
    victim.world.faults.round_trip = 0.05
    await victim.start()
    await victim.world.until(lambda: len(victim.world.from_bot(victim.li.user)) > 3, 10)
    begun = time.monotonic()
    assert await victim.stop() == 0
    assert time.monotonic() - begun < 5
    victim.world.faults.round_trip = 0.0
    await victim.start()
    await victim.settled()
    assert await victim.stop() == 0
    held = victim.verdict()
    assert held.parked == held.unsure == ()
    assert len(victim.ask("SELECT id FROM messages WHERE direction = 'in'")) == 200


async def test_04_stopped_in_a_long_poll_that_brings_something(victim: Victim) -> None:
    for number in range(3):
        await victim.start()
        await victim.settled()
        await victim.world.until(lambda: bool(victim.world.updates.wakers), 10)
        os.kill(victim.pid, signal.SIGTERM)
        victim.ann.says(f"just now, question {number}")
        assert await victim.ended() == 0
    await victim.start()
    await victim.settled()
    assert await victim.stop() == 0
    assert victim.verdict().parked == ()
    assert len(victim.ask("SELECT id FROM messages WHERE direction = 'in'")) == 3


async def test_06_an_update_that_ends_the_process_is_set_aside_and_the_others_are_answered(victim: Victim) -> None:
    bob = Person(victim.ann.story, victim.world.add_user("Bob", "Ray"))
    victim.ann.says("before it, the moq?")
    victim.ann.says("ABORT")
    victim.ann.says("after it, the price?")
    bob.says("somebody else, a sample?")
    ends = 0
    await victim.start()
    while ends < 6 and await victim.ended_by_itself():
        ends += 1
        await victim.start()
    assert 3 <= ends <= 4
    assert await victim.stop() == 0
    held = victim.verdict()
    assert len(held.parked) == 1
    assert texts(victim.li, "set aside") == 1
    for part in ("before it", "after it", "somebody else"):
        assert texts(victim.li, part) == 1
