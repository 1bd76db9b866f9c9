"""A simulated year: sellers in six zones, thousands of follow-ups, restarts, kills and outages; every reminder counted.

    make simulate                              (python -m benchmarks.simulate --help for sizes and the seed)

The real bot (bot.app: use cases, the runner's sweep, sender, database on a file) on a clock that jumps from one event
to the next. Only Telegram is played: calls end in `Wire`, which is now and then out of reach. Sellers note follow-ups
in words, tap Done, Snooze and Stop repeating, buyers write; the process is stopped, and killed between the claim of a
row and its call. What arrived is compared with benchmarks/expected.py, which shares no code with the bot. The exit code
is 1 when anything is lost, doubled, at a wrong minute, or late without saying so.
"""

import argparse
import asyncio
import heapq
import json
import logging
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from benchmarks.expected import DAY, MINUTE, Pattern, Promise, Weather, Worker, compare, digests, instant
from bot import app as regulars
from bot.config import Config, FollowUpsConfig, HoursConfig, ShopConfig, TelegramConfig
from bot.core import actions
from bot.core.incoming import Incoming, Person, Tap
from bot.core.recognition import Example, Listening, NamedProduct, Recognition
from bot.desk import arrivals, followups
from bot.desk import digests as digest_desk
from bot.desk.access import Standing
from bot.store import buyers, desks, hours, outbox, sellers
from bot.store.database import Tx
from bot.store.database import instant as stored
from bot.tg.outbound import Post
from bot.tg.request import AiohttpRequest, NotSent
from bot.tg.runner import next_due

BEGINS = datetime(2026, 9, 1, tzinfo=UTC)
"""A year from here holds both changes of the clocks of every zone, Lord Howe's half hour among them."""
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Asia/Shanghai",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Pacific/Auckland",
)
EVERY_DAY, OFFICE, ARAB, SHOP = tuple(range(7)), tuple(range(5)), (6, 0, 1, 2, 3), tuple(range(6))
HOURS = ((480, 1140, SHOP), (540, 1080, OFFICE), (480, 1020, ARAB), (0, 1440, EVERY_DAY), (600, 1200, SHOP))
DIGESTS = (510, 405, 150, 125, 90, 540, 1260)  # 02:30, 02:05 and 01:30 are skipped or come twice on some night
NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST_NAP = 30 * MINUTE
OUT_OF_REACH_NAP = 5 * MINUTE
TOKEN = "1:simulated"


class Deaf:
    """A recogniser that hears nothing: what buyers ask is no part of this."""

    def recognise(self, text: str, listening: Listening) -> Recognition:
        """Unsure."""
        return Recognition("en", (), unsure=True)

    def warm(self, texts: tuple[str, ...]) -> None:
        """Nothing to warm."""

    def learn(self, examples: tuple[Example, ...], keywords: dict[str, tuple[str, ...]]) -> None:
        """Nothing to learn."""

    def wait(self, seconds: float | None = None) -> bool:
        """Always ready."""
        return True

    def know_products(self, products: tuple[NamedProduct, ...]) -> None:
        """No catalogue."""


class Wire(AiohttpRequest):
    """Telegram as the bot's calls see it: answers, is out of reach, or hangs for ever."""

    def __init__(self, arrived: Callable[[dict[str, Any]], None]) -> None:
        super().__init__()
        self._arrived = arrived
        self._numbers = count(1)
        self.out_of_reach = False
        self.hangs = False
        self.hanging = 0

    async def initialize(self) -> None:
        """No session is needed."""

    async def shutdown(self) -> None:
        """None is open."""

    async def _call(self, method: str, url: str, body: Any, headers: Any, limits: Any) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[-1]
        if self.hangs and name != "getMe":
            self.hanging += 1
            await asyncio.Event().wait()
        if self.out_of_reach:
            raise NotSent("out of reach")
        if name == "getMe":
            return 200, b'{"ok": true, "result": {"id": 1, "is_bot": true, "first_name": "R", "username": "r_bot"}}'
        if not name.startswith(("send", "edit")):
            return 200, b'{"ok": true, "result": true}'
        params = {key: values[0] for key, values in parse_qs(body.decode()).items()}
        number = int(params.get("message_id", 0)) or next(self._numbers)
        if name == "sendMessage":
            self._arrived(params | {"message_id": number})
        chat = {"id": int(params["chat_id"]), "type": "private", "first_name": "x"}
        return 200, json.dumps({"ok": True, "result": {"message_id": number, "date": 0, "chat": chat}}).encode()


@dataclass(slots=True)
class Size:
    """How large a simulation is."""

    sellers: int = 20
    followups: int = 5_000
    days: int = 365
    restarts: int = 60
    kills: int = 60
    outages: int = 40
    seed: int = 1


@dataclass(slots=True)
class Simulation:
    """The running bot, the people, and what arrived."""

    size: Size
    folder: Path
    chance: random.Random
    now: datetime = BEGINS
    app: regulars.App | None = None
    workers: list[Worker] = field(default_factory=list)
    weather: Weather = field(default_factory=Weather)
    promises: dict[str, Promise] = field(default_factory=dict)
    of_buyer: dict[int, list[Promise]] = field(default_factory=dict)
    reminded: dict[str, list[tuple[datetime, bool]]] = field(default_factory=dict)
    digested: dict[int, list[tuple[datetime, bool]]] = field(default_factory=dict)
    told: Counter[tuple[int, str]] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    _events: list[tuple[datetime, int, Callable[[], Awaitable[None]]]] = field(default_factory=list)
    _numbers: Any = field(default_factory=count)
    _answer: str = ""
    wire: Any = None
    _last_sweep: datetime = BEGINS

    @property
    def ends(self) -> datetime:
        """When it is over."""
        return BEGINS + self.size.days * DAY

    def at(self, when: datetime, act: Callable[[], Awaitable[None]]) -> None:
        """Something happens at a time; while the bot is away or deaf it waits for that to end."""
        away = self.weather.reached(when)
        heapq.heappush(self._events, (when if away == when else away + MINUTE, next(self._numbers), act))

    # -- the process -----------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Open the bot on the file, as at every start."""
        config = Config(
            shop=ShopConfig(name="Simulated", zone="UTC"), telegram=TelegramConfig(base_url="http://simulated"),
            hours=HoursConfig("08:00", "19:00", "mon-sat"), followups=FollowUpsConfig(escalate_days=2, buyer_days=7),
            database=self.folder / "simulated.db", replies=self.folder / "replies",
        )  # fmt: skip
        codes = count()
        self.app = await regulars.build(
            config, TOKEN, clock=lambda: self.now, codes=lambda: str(next(codes)), recogniser=Deaf(),
            requests=(self.wire, self.wire),
        )  # fmt: skip
        await regulars.start(self.app)
        await self.sweep()

    async def stop(self) -> None:
        """End the process in good order."""
        if self.app is not None:
            await self.settle()
            await regulars.close(self.app)
            self.app = None

    async def kill(self) -> None:
        """End it between the claim of rows and their calls: what was claimed stays `sending` in the file."""
        app, self.wire.hangs, self.wire.hanging = self._app, True, 0
        while await app.database.write(app.runner.sweep):
            pass
        for _ in range(20):
            await asyncio.sleep(0)
        self.counts["calls killed"] += self.wire.hanging
        app.sender.stopping = True
        for task in set(app.sender._tasks):
            task.cancel()
        await asyncio.gather(*app.sender._tasks, return_exceptions=True)
        await app.database.close()
        self.app, self.wire.hangs = None, False

    @property
    def _app(self) -> regulars.App:
        if self.app is None:
            raise LookupError("the bot is not running")
        return self.app

    async def sweep(self) -> None:
        """Look at the due rows, as the runner does, and let the calls be made."""
        app = self._app
        self._last_sweep = self.now
        while await app.database.write(app.runner.sweep):
            pass
        await self.settle()

    async def settle(self) -> None:
        """Until every call that may be made now has been made."""
        app = self._app
        while app.sender._tasks:
            await asyncio.wait(set(app.sender._tasks))

    async def write(self, job: Callable[[Tx], Any]) -> Any:
        """One use case in its transaction."""
        result = await self._app.database.write(job)
        await self.settle()
        return result

    # -- time ------------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Until the end of the year. A running bot wakes when something is due, and now and then."""
        month = BEGINS
        while self.now < self.ends:
            if self.now >= month:
                print(f"{month:%B %Y}: {self.counts['messages']:,} messages", file=sys.stderr, flush=True)
                month += 30 * DAY
            upcoming = min(self._events[0][0] if self._events else self.ends, self.ends)
            wake = await self.app.database.read(self._next_wake) if self.app is not None else upcoming
            if wake < upcoming:
                self.now = max(self.now, wake)
                await self.sweep()
                continue
            self.now = max(self.now, upcoming)
            if self._events and self.now < self.ends:
                await heapq.heappop(self._events)[2]()
        await self.stop()

    def _next_wake(self, tx: Tx) -> datetime:
        due, again = next_due(tx), outbox.next_time(tx, self.now)
        times = [self._last_sweep + LONGEST_NAP]
        if due is not None:
            times.append(due)
        if again is not None:
            retry = stored(again) + timedelta(seconds=1)
            times.append(max(retry, self._last_sweep + OUT_OF_REACH_NAP) if self.wire.out_of_reach else retry)
        return max(min(times), self.now)

    # -- what arrives ----------------------------------------------------------------------------------------------

    def arrived(self, params: dict[str, Any]) -> None:
        """A message reached somebody."""
        text, chat = params["text"], int(params["chat_id"])
        self.counts["messages"] += 1
        if text.startswith("☀️"):
            self.digested.setdefault(chat, []).append((self.now, "this was due" in text))
        elif text.startswith("🔺"):
            self.told.update((chat, line.rsplit("#", 1)[-1]) for line in text.split("\n")[1:] if "#" in line)
            kept_back = any(timedelta() <= self.now - end < 2 * OUT_OF_REACH_NAP for _, end in self.weather.deaf)
            if not self.workers[chat - 1].works(self.now) and not kept_back:
                self.problems.append(f"a manager was told outside of working hours: {self.now}")
        elif text.startswith("⏰ job #"):
            tag = text.split("\n")[0].rsplit("#", 1)[-1]
            self.reminded.setdefault(tag, []).append((self.now, "was due" in text))
            self._react(tag, chat, params)
        else:
            self._answer = params.get("reply_markup", "")

    def _react(self, tag: str, chat: int, params: dict[str, Any]) -> None:
        """What the seller does about a reminder, if anything."""
        promise = self.promises[tag]
        keyboard = json.loads(params["reply_markup"])["inline_keyboard"]
        done = actions.unpack(keyboard[0][0]["callback_data"])
        assert isinstance(done, actions.EndFollowUp)
        row, message = done.followup, int(params["message_id"])
        roll, delay = self.chance.random(), timedelta(minutes=self.chance.randint(1, 600))

        async def act() -> None:
            if roll < 0.55:
                await self.tap(chat, done, message)
                self._did(promise, "done", row)
            elif roll < 0.75:
                await self._snooze(promise, chat, row, message)
            elif roll < 0.77 and promise.pattern is not None:
                await self.tap(chat, actions.StopRepeating(row), message)
                self._did(promise, "stop", row)

        if roll < 0.77:
            self.at(self.now + delay, act)

    def _did(self, promise: Promise, what: str, row: int, to: datetime | None = None) -> None:
        self.counts[what] += 1
        promise.acts.append((self.now, what, row, to))

    async def _snooze(self, promise: Promise, chat: int, row: int, message: int) -> None:
        worker = promise.worker
        rank = self.chance.choice((1, 2, 3, 4) if promise.tag in self._with_buyer else (1, 2, 3))
        local = self.now.astimezone(ZoneInfo(worker.zone)).replace(tzinfo=None)
        morning = local.replace(hour=9, minute=0, second=0, microsecond=0)
        to = {
            1: lambda: self.now + timedelta(hours=1),
            2: lambda: worker.next_work(instant(morning + DAY, ZoneInfo(worker.zone))),
            3: lambda: worker.next_work(instant(morning + (7 - local.weekday()) * DAY, ZoneInfo(worker.zone))),
            4: lambda: worker.next_work(self.now + 7 * DAY),
        }[rank]()
        await self.tap(chat, actions.SnoozeFollowUp(row, rank), message)
        self._did(promise, "waits" if rank == 4 else "snooze", row, to)
        if rank == 4 and self.chance.random() < 0.7:
            self.at(self.now + timedelta(minutes=self.chance.randint(10, 6 * 1440)), lambda: self.buyer_writes(chat))

    @property
    def _with_buyer(self) -> set[str]:
        return {one.tag for promises in self.of_buyer.values() for one in promises}

    # -- what people do --------------------------------------------------------------------------------------------

    async def tap(self, chat: int, action: actions.Action, message: int) -> None:
        """A seller presses a button."""
        tap = Tap(f"q{next(self._numbers)}", Person(chat, f"S{chat}"), action, chat, message, 0, self.now)
        shop = self._app.shop
        await self.write(lambda tx: Post(tx, self.now)(arrivals.arrive(shop, tx, tap)))

    async def buyer_writes(self, seller: int) -> None:
        """The seller's buyer says something."""
        buyer = 1000 + seller
        words = Incoming(buyer, next(self._numbers) + 1, Person(buyer, f"B{seller}"), "text", "hello", self.now)
        shop = self._app.shop
        await self.write(lambda tx: Post(tx, self.now)(arrivals.arrive(shop, tx, words)))
        for promise in self.of_buyer.get(seller, []):
            promise.acts.append((self.now, "writes", 0, None))
        self.counts["buyers wrote"] += 1

    async def note(self, seller: int) -> None:
        """A seller notes a follow-up in words, and answers the question about a time outside their hours."""
        worker, tag = self.workers[seller - 1], str(next(self._numbers))
        phrase, local, pattern = self._phrase(worker)
        zone = ZoneInfo(worker.zone)
        said, works = instant(local, zone), worker.next_work(instant(local, zone))
        if said <= self.now + MINUTE:
            return
        with_buyer = self.chance.random() < 0.3
        self._answer = ""
        shop = self._app.shop

        def job(tx: Tx) -> int:
            row = sellers.by_telegram(tx, seller)
            desk = desks.by_chat(tx, seller, shop.readers)
            buyer = buyers.by_telegram(tx, 1000 + seller) if with_buyer else None
            assert row is not None and desk is not None
            Post(tx, self.now)(followups.note(shop, tx, Standing(row, desk, 0, buyer), f"{phrase} job #{tag}"))
            return buyer.id if buyer else 0

        promise = Promise(tag, worker, local, said, pattern)
        self.promises[tag] = promise
        if with_buyer:
            self.of_buyer.setdefault(seller, []).append(promise)
        buyer_id = await self.write(job)
        self.counts["repeating" if pattern else "once"] += 1
        asked = '"cr:' in self._answer
        if asked != (works != said):
            self.problems.append(f"{phrase!r} in {worker.zone}: asked {asked}, works {works == said}")
        if asked:
            keep = self.chance.random() < 0.5
            promise.stays, promise.due = keep, said if keep else works
            self.counts["asked about"] += 1
            await self.tap(seller, actions.ChooseReading(buyer_id, 2 if keep else 1), 0)

    def _phrase(self, worker: Worker) -> tuple[str, datetime, Pattern | None]:
        """Words for a time, the local time they mean, and how it repeats."""
        chance, zone = self.chance, ZoneInfo(worker.zone)
        today = self.now.astimezone(zone).replace(tzinfo=None)
        hour = chance.choice((0, 1, 2, 3, *range(7, 21))) if chance.random() < 0.3 else chance.randint(8, 17)
        clock = today.replace(hour=hour, minute=chance.choice((0, 0, 15, 30, 45, 7)), second=0, microsecond=0)
        said = f"{clock:%H:%M}"
        roll = chance.random()
        if roll < 0.88:
            local = clock + chance.choice((0, 1, 1, 2, 3, 5, 7, 10, 20, 40, 90, 200)) * DAY
            return f"{local:%Y-%m-%d} {said}", local, None
        if roll < 0.91:
            days = chance.choice((1, 20, 30, 45, 60))
            first = clock if days == 1 and instant(clock, zone) > self.now else clock + days * DAY
            return f"every {f'{days} days' if days > 1 else 'day'} {said}", first, Pattern(days)
        if roll < 0.96:
            days = tuple(sorted(chance.sample(range(7), chance.choice((1, 1, 2)))))
            weeks = 2 if len(days) == 1 and chance.random() < 0.3 else 1
            names = " and ".join(NAMES[day] for day in days)
            pattern = Pattern(weeks, days)
            first = next(one for one in self._coming(clock, zone) if one.weekday() in days)
            return f"every {'other ' if weeks == 2 else ''}{names} {said}", first, pattern
        number = chance.choice((1, 5, 15, 28, 30, 31))
        pattern = Pattern(monthday=number)
        first = next(one for one in self._coming(clock, zone) if pattern.falls_on(one.date(), one.date()))
        ending = {1: "st", 31: "st"}.get(number, "th")
        return f"every month on the {number}{ending} {said}", first, pattern

    def _coming(self, clock: datetime, zone: ZoneInfo) -> Iterator[datetime]:
        """That local clock on the days to come."""
        return (one for n in range(70) if instant(one := clock + n * DAY, zone) > self.now)

    # -- setting the stage -----------------------------------------------------------------------------------------

    async def prepare(self) -> None:
        """Sellers, their hours and days off, their buyers; when things go wrong; when who notes what."""
        for number in range(1, self.size.sellers + 1):
            opens, closes, days = HOURS[number % len(HOURS)]
            first = (BEGINS + self.chance.randint(20, 300) * DAY).date()
            off = ((first, first + self.chance.randint(0, 14) * DAY),) if number % 2 else ()
            digest = DIGESTS[number % len(DIGESTS)]
            self.workers.append(Worker(f"S{number}", ZONES[number % len(ZONES)], opens, closes, days, digest, off))
        await self.start()
        await self.write(self._people)
        self._storms()
        for _ in range(self.size.followups):
            seller = self.chance.randint(1, self.size.sellers)
            when = BEGINS + timedelta(minutes=self.chance.randint(60, (self.size.days - 10) * 1440))
            self.at(when, lambda seller=seller: self.note(seller))  # type: ignore[misc]

    def _people(self, tx: Tx) -> None:
        shop = self._app.shop
        for number, worker in enumerate(self.workers, 1):
            clock = f"{worker.digest // 60:02d}:{worker.digest % 60:02d}"
            role = "manager" if number <= 2 else "seller"
            row = sellers.join(tx, number, worker.name, role, "en", worker.zone, clock, "Simulated", self.now)
            names = ",".join(NAMES[day][:3] for day in worker.days)
            sellers.set_hours(tx, row.id, f"{worker.opens // 60:02d}:00-{worker.closes // 60:02d}:00 {names}")
            for first, last in worker.off:
                hours.add_day_off(tx, row.id, first, last)
            desks.open_desk(tx, number, "private", row.id, False, self.now)
            buyer = buyers.add(tx, 1000 + number, f"B{number}", "", "", "en", "", self.now)
            buyers.set_owner(tx, buyer.id, row.id)
        for row in sellers.active(tx):
            digest_desk.joined(shop, tx, row)

    def _storms(self) -> None:
        """Restarts, kills and outages, none within another, and one kill of three right when something is due."""
        size, taken = self.size, list[datetime]()
        kinds = ["restart"] * size.restarts + ["kill"] * size.kills + ["outage"] * size.outages
        self.chance.shuffle(kinds)
        for kind in kinds:
            for _ in range(200):
                start = BEGINS + timedelta(minutes=self.chance.randint(1440, (size.days - 3) * 1440))
                if kind == "kill":  # most is due at the full and the half hour
                    start = start.replace(minute=self.chance.choice((0, 0, 30)))
                if all(abs(start - other) > timedelta(hours=9) for other in taken):
                    break
            else:
                continue
            taken.append(start)
            lasts = timedelta(minutes=self.chance.choice((2, 3, 20, 90, 300) if kind != "kill" else (2, 3, 5)))
            self._storm(kind, start, start + lasts)

    def _storm(self, kind: str, start: datetime, end: datetime) -> None:
        async def begin() -> None:
            self.counts[f"{kind}s"] += 1
            if kind == "outage":
                self.wire.out_of_reach = True
            elif kind == "kill":
                await self.kill()
            else:
                await self.stop()

        async def finish() -> None:
            if kind == "outage":
                self.wire.out_of_reach = False
                await self._app.database.write(lambda tx: None)
                await self.sweep()
            else:
                await self.start()

        heapq.heappush(self._events, (start, -next(self._numbers), begin))
        heapq.heappush(self._events, (end, -next(self._numbers), finish))
        windows = self.weather.deaf if kind == "outage" else self.weather.down
        windows.append((start, end))
        windows.sort()


def verdict(simulation: Simulation) -> dict[str, Counter[str]]:
    """What arrived against what had to: counts for reminders and for digests."""
    slack = OUT_OF_REACH_NAP + 2 * MINUTE
    last = simulation.ends - DAY
    found: dict[str, Counter[str]] = {"reminders": Counter(), "digests": Counter()}
    for tag, promise in simulation.promises.items():
        expected = promise.reminders(simulation.weather, last)
        got = [one for one in simulation.reminded.get(tag, []) if one[0] < simulation.weather.reached(last)]
        counts = compare(expected, got, simulation.weather, slack)
        found["reminders"].update(counts)
        if sum(counts.values()) != counts["right"] + counts["marked late"]:
            wrong = (
                [f"{due:%d %b %H:%M} -> {said:%d %b %H:%M}" for due, said in expected],
                [f"{at:%d %b %H:%M:%S}{' late' * late}" for at, late in got],
            )
            acts = [f"{when:%d %b %H:%M} {what} {to}" for when, what, _, to in promise.acts]
            where = f"{promise.pattern} {promise.local} {promise.worker.zone}"
            simulation.problems.append(f"#{tag} {where}: {counts}; meant {wrong[0]}, got {wrong[1]}, done {acts}")
    for number, worker in enumerate(simulation.workers, 1):
        zone = ZoneInfo(worker.zone)
        first, final = (BEGINS + DAY).astimezone(zone).date(), last.astimezone(zone).date() - DAY
        expected = digests(worker, simulation.weather, first, final)
        got = [one for one in simulation.digested.get(number, []) if _within(one[0], zone, first, final)]
        counts = compare(expected, got, simulation.weather, slack)
        found["digests"].update(counts)
        if sum(counts.values()) != counts["right"] + counts["marked late"]:
            simulation.problems.append(f"digests of {worker.name} in {worker.zone}: {counts}")
    simulation.problems += [
        f"a manager was told twice of #{tag}"
        for (_, tag), times in simulation.told.items()
        if times > 1 and simulation.promises[tag].pattern is None
    ]
    return found


def _within(at: datetime, zone: ZoneInfo, first: date, last: date) -> bool:
    return first <= at.astimezone(zone).date() <= last


async def simulate(size: Size, folder: Path) -> tuple[Simulation, dict[str, Counter[str]]]:
    """Run a simulation on a database in `folder` and judge it."""
    simulation = Simulation(size, folder, random.Random(size.seed))
    simulation.wire = Wire(simulation.arrived)
    (folder / "replies").mkdir(exist_ok=True)
    await simulation.prepare()
    await simulation.run()
    return simulation, verdict(simulation)


def show(simulation: Simulation, found: dict[str, Counter[str]], seconds: float) -> None:
    """The table, and up to ten things that were wrong."""
    size, counts, console = simulation.size, simulation.counts, Console()
    table = Table(title=f"{size.days} days, {size.sellers} sellers in {len(ZONES)} zones, seed {size.seed}")
    columns = ("right", "marked late", "lost", "doubled", "wrong minute", "wrong mark")
    for name in ("", *columns):
        table.add_column(name, justify="right" if name else "left")
    for kind, row in found.items():
        table.add_row(kind, *(f"{row[name]:,}" for name in columns))
    console.print(table)
    console.print(
        f"{counts['once']:,} follow-ups once, {counts['repeating']:,} repeating; {counts['asked about']:,} asked about;"
        f" done {counts['done']:,}, snoozed {counts['snooze']:,}, until the buyer writes {counts['waits']:,},"
        f" stopped {counts['stop']:,}; buyers wrote {counts['buyers wrote']:,} times"
    )
    console.print(
        f"{counts['restarts']} restarts, {counts['kills']} kills ({counts['calls killed']} calls claimed and not made),"
        f" {counts['outages']} outages; {sum(simulation.told.values()):,} told to managers;"
        f" {counts['messages']:,} messages in {seconds:.0f} s"
    )
    for problem in simulation.problems[:10]:
        console.print(f"[red]{problem}")
    if len(simulation.problems) > 10:
        console.print(f"[red]… and {len(simulation.problems) - 10} more")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    usual = Size()
    for name in ("sellers", "followups", "days", "restarts", "kills", "outages", "seed"):
        parser.add_argument(f"--{name}", type=int, default=getattr(usual, name))
    size = Size(**vars(parser.parse_args()))
    logging.disable(logging.ERROR)  # outages are meant here
    began = time.monotonic()
    in_memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a year of commits need not reach a disk
    try:
        with tempfile.TemporaryDirectory(prefix="regulars-year-", dir=in_memory) as folder:
            simulation, found = asyncio.run(simulate(size, Path(folder)))
    finally:
        logging.disable(logging.NOTSET)
    show(simulation, found, time.monotonic() - began)
    return 1 if simulation.problems else 0


if __name__ == "__main__":
    sys.exit(main())
