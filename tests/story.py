"""The running bot and the people around it, for tests that read like a story.

async def test_an_answer(story):
    li = await story.seller("Li")                      # joins, gets a desk in their private chat with the bot
    ann = story.buyer("Ann")
    ann.says("what is your moq for HL-T20?")
    await story.settled()                              # until nothing is left to do
    li.taps("MOQ")                                     # the newest message with such a button
    await story.settled()
    assert "200" in li.card.text

It is the real bot (`bot.app`: poller, runner, sender, database) against the stand-in's `World`, in one process and
without a socket. The recogniser is a small fake that knows a few words; the clock stands still until `story.later`.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from bot import app as regulars
from bot.config import Config, HoursConfig, SellersConfig, ShopConfig, TelegramConfig, WaitingConfig
from bot.core.money import Money
from bot.core.people import Buyer
from bot.core.people import Seller as SellerRow
from bot.core.products import Product, Tier
from bot.desk import digests
from bot.playground.model import BusinessConnection, Chat, Message, Query, User
from bot.playground.server import StandIn, serving, standin_app
from bot.playground.world import World
from bot.replies import ReplyBook
from bot.store import buyers, desks, outbox, products, sellers
from bot.store.database import Job, T, stamp
from bot.tg.request import AiohttpRequest
from tests.fakes import Ears, InProcess

MORNING = datetime(2026, 11, 24, 9, tzinfo=UTC)
"""A Tuesday: when every story begins."""

CATALOGUE = (
    Product(0, "HL-T20", "Heart T-light holder", (Tier(200, Money(135, "EUR")), Tier(500, Money(118, "EUR"))),
            "holders", 200, 15, 3200, "", "White wood, 20 cm"),
    Product(0, "LN-08", "Garden lantern", (Tier(50, Money(420, "EUR")),), "lanterns", 50, 25, 0, "", "Iron and glass"),
)  # fmt: skip


@dataclass(slots=True)
class Person:
    """Somebody with Telegram. What they do is heard by the bot at once; `await story.settled()` lets it answer."""

    story: "Story"
    user: User

    @property
    def id(self) -> int:
        """Their Telegram id, and that of their chat with the bot."""
        return self.user.id

    def says(self, text: str, to: str = "", **options: Any) -> Message:
        """Write to the bot; with `to` in the topic of that name."""
        if to:
            options["thread"] = self.topic(to)
            options.setdefault("chat", self.user)
        return self.story.world.says(self.user, text, **options)

    def sends(self, kind: str, content: bytes = b"a file", **options: Any) -> Message:
        """Send a photo, document, voice …"""
        return self.story.world.sends_media(self.user, kind, content, **options)

    def edits(self, message: Message, text: str) -> Message:
        """Change one's own message."""
        return self.story.world.edits(self.user, message, text, chat=message.chat)

    def taps(self, button: str, message: Message | None = None, **options: Any) -> Query:
        """Press the button with this (part of its) text, on the newest message that has one; LookupError if none."""
        found = message or self.with_button(button)
        return self.story.world.taps(self.user, found, button, found.chat, **options)

    def reacts(self, message: Message, emoji: str | None) -> Message:
        """Put an emoji on a message."""
        return self.story.world.reacts(self.user, message, emoji, message.chat)

    def topic(self, name: str, chat: Chat | None = None) -> int:
        """The thread of the topic with this in its name, in their own chat or another."""
        return self.story.world.topic_of(chat or self.user, name).thread_id

    def sees(self, to: str = "") -> list[Message]:
        """What the bot wrote to them, oldest first; with `to` only in the topic of that name."""
        return self.story.world.from_bot(self.user, self.topic(to) if to else None)

    def reads(self, to: str = "") -> list[str]:
        """The texts of what they see."""
        return [message.text for message in self.sees(to)]

    @property
    def last(self) -> Message:
        """The newest message from the bot."""
        return self.sees()[-1]

    @property
    def card(self) -> Message:
        """The newest suggestion card (or any message with callback buttons)."""
        return next(one for one in reversed(self.sees()) if one.buttons)

    def cards(self, to: str = "") -> list[Message]:
        """Every message with buttons, oldest first."""
        return [one for one in self.sees(to) if one.buttons]

    def with_button(self, button: str) -> Message:
        """The newest message that has this button, in any chat where they are."""
        places = [chat for chat in self.story.world.chats.values() if self.id in chat.member_ids and not chat.business]
        every = [one for chat in places for one in self.story.world.from_bot(chat)]
        for message in sorted(every, key=lambda one: (one.edited_at or one.sent_at, one.id), reverse=True):
            with contextlib.suppress(LookupError):
                if message.button(button):
                    return message
        texts = [[one["text"] for row in message.buttons for one in row] for message in every if message.buttons]
        raise LookupError(f"nothing has a button {button!r}; there are {texts}")


class Story:
    """The bot, its world and its people. `world.faults` make bad weather; `later` moves the clock."""

    def __init__(self, world: World, app: regulars.App, standin: StandIn) -> None:
        self.world = world
        self.app = app
        self.standin = standin
        self.running: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()
        self.naps: list[float] = []
        """The seconds that the bot wanted to wait before it tried something again; in a story it waits a moment."""

    async def nap(self, seconds: float) -> None:
        """A moment, in place of these seconds."""
        self.naps.append(seconds)
        await asyncio.sleep(0.002)

    async def naps_of(self, number: int) -> None:
        """Until the bot has waited so many times."""
        async with asyncio.timeout(5):
            while len(self.naps) < number:
                await self.read(lambda tx: None)

    @property
    def ears(self) -> Ears:
        """The fake recogniser."""
        assert isinstance(self.app.shop.recogniser, Ears)
        return self.app.shop.recogniser

    @property
    def now(self) -> datetime:
        """The world's time."""
        return self.world.now()

    async def seller(self, name: str, *, manager: bool = False, language: str = "en", **options: Any) -> Person:
        """A seller with a desk in their private chat with the bot; today's digest is over."""
        first, _, last = name.partition(" ")
        person = Person(self, self.world.add_user(first, last or None, role="seller", **options))

        def join(tx: Any) -> None:
            shop, role = self.app.shop, "manager" if manager else "seller"
            seller = sellers.join(
                tx, person.id, name, role, language, shop.config.shop.zone, "08:30", shop.config.shop.name, self.now
            )
            sellers.set_card(tx, replace(seller, phone="+49 40 5550 0101", email=f"{first.lower()}@example.com"))
            desks.open_desk(tx, person.id, "private", seller.id, shop.topics, self.now)
            digests.joined(shop, tx, seller)

        await self.write(join)
        return person

    def buyer(self, name: str, **options: Any) -> Person:
        """Somebody who has pressed Start; the shop knows them from their first message on."""
        first, _, last = name.partition(" ")
        return Person(self, self.world.add_user(first, last or None, **options))

    async def file(self, person: Person) -> Buyer:
        """The buyer's row. Raises LookupError when the shop does not know them."""
        found = await self.read(lambda tx: buyers.by_telegram(tx, person.id))
        if found is None:
            raise LookupError(f"{person.user.first_name} is no buyer of the shop")
        return found

    async def seller_row(self, person: Person) -> SellerRow:
        """The seller's row. Raises LookupError for somebody who is none."""
        found = await self.read(lambda tx: sellers.by_telegram(tx, person.id))
        if found is None:
            raise LookupError(f"{person.user.first_name} is no seller")
        return found

    async def owned(self, buyer: Person, seller: Person) -> None:
        """The buyer, who has written before, is looked after by this seller from now on."""
        file, row = await self.file(buyer), await self.seller_row(seller)
        await self.write(lambda tx: buyers.set_owner(tx, file.id, row.id))

    async def read(self, job: Job[T]) -> T:
        """Ask the database."""
        return await self.app.database.read(job)

    async def write(self, job: Job[T]) -> T:
        """Change the database behind the bot's back."""
        return await self.app.database.write(job)

    async def rows(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        """What a SELECT finds, as dicts."""
        found = await self.read(lambda tx: tx.execute(sql, values).fetchall())
        return [dict(row) for row in found]

    async def later(self, by: timedelta | None = None, **units: float) -> None:
        """Let time pass: `await story.later(minutes=5)`. What comes due meanwhile is done when this returns."""
        self.world.forward(by if by is not None else timedelta(**units))
        self.app.runner.clock_jumped()
        self.app.database.nudge()
        await self.settled()

    async def settled(self, seconds: float = 5.0) -> None:
        """Until every update is worked on and everything that may be sent now is sent."""
        try:
            async with asyncio.timeout(seconds):
                while await self._busy():
                    pass
        except TimeoutError:
            left = await self.rows("SELECT id, method, state, error FROM outbox WHERE state IN ('queued', 'sending')")
            waiting = await self.rows("SELECT id, state, tries FROM inbox WHERE state = 'new'")
            raise AssertionError(
                f"not settled in {seconds} s: {len(self.world.updates.pending)} updates with Telegram, inbox {waiting},"
                f" outbox {left}"
            ) from None

    async def _busy(self) -> bool:
        running = self.running is not None and not self.running.done()
        if running and not self.app.revoked.is_set() and self.world.updates.pending:
            await asyncio.sleep(0)
            return True
        if self.app.sender._tasks:
            await asyncio.wait(set(self.app.sender._tasks), return_when=asyncio.FIRST_COMPLETED)
            return True
        # Twice, with the runner's and the sweep's own reads between: what they are about to write shows in the second.
        return any([await self.read(self._work_left) for _ in range(3)]) or bool(self.app.sender._tasks)

    def _work_left(self, tx: Any) -> bool:
        if tx.execute("SELECT 1 FROM inbox WHERE state = 'new' LIMIT 1").fetchone():
            return True
        if self.app.revoked.is_set():
            return False
        if tx.execute("SELECT 1 FROM imports WHERE state IN ('sent', 'wanted') LIMIT 1").fetchone():
            return True
        if tx.execute("SELECT 1 FROM outbox WHERE state = 'sending' LIMIT 1").fetchone():
            return True
        now = stamp(self.now)
        due = "SELECT 1 FROM followups WHERE state IN ('open', 'snoozed') AND reminded_at IS NULL AND due_at <= :now"
        digest = "SELECT 1 FROM due WHERE state = 'open' AND due_at <= :now"
        return bool(
            tx.execute(outbox.CLAIMABLE, {"now": now, "most": 1}).fetchone()
            or tx.execute(due, {"now": now}).fetchone()
            or tx.execute(digest, {"now": now}).fetchone()
        )

    async def start(self) -> None:
        """Let the bot run (a story begins with it running)."""
        await regulars.start(self.app)
        self._stopping = asyncio.Event()
        self.running = asyncio.create_task(regulars.serve(self.app, self._stopping))

    async def stop(self) -> None:
        """Stop as on SIGTERM."""
        if self.running is not None:
            self._stopping.set()
            await self.running
            self.running = None
        await regulars.close(self.app)


ALWAYS = HoursConfig("00:00", "24:00", "mon-sun")
"""A shop that never closes, so that a story about something else may happen on a Sunday night."""


def config(database: Path | str = ":memory:", hours: HoursConfig = ALWAYS, **telegram: Any) -> Config:
    """The test shop's settings."""
    return Config(
        shop=ShopConfig("Lumen & Hearth", "EUR", "en", "UTC", "Hamburg", "lumen.example", "", "hello@lumen.example"),
        telegram=TelegramConfig(**{"base_url": "http://telegram.test", **telegram}),
        sellers=SellersConfig(),
        hours=hours,
        waiting=WaitingConfig(nudge_minutes=0),
        database=Path(database),
        replies=Path("no-replies-are-read-here"),
    )


def codes() -> Callable[[], str]:
    """Codes for links, the same in every run."""
    numbers = count(1)
    return lambda: f"code-{next(numbers):022d}"


@contextlib.asynccontextmanager
async def telling(
    book: ReplyBook,
    *,
    database: Path | str = ":memory:",
    world: World | None = None,
    topics: bool = True,
    socket: bool = False,
    catalogue: tuple[Product, ...] = CATALOGUE,
    start: bool = True,
    hours: HoursConfig = ALWAYS,
    **telegram: Any,
) -> AsyncIterator[Story]:
    """The bot, running in a world (a new one unless given) until the block is left.

    `socket`: talk HTTP over loopback instead of in process. `start=False`: built, not running yet.
    """
    world = world or World(lambda: MORNING, topics_enabled=topics)
    standin = standin_app(world)
    async with contextlib.AsyncExitStack() as stack:
        requests: tuple[AiohttpRequest, AiohttpRequest] | None = (InProcess(standin), InProcess(standin))
        if socket:
            telegram["base_url"] = await stack.enter_async_context(serving(standin))
            requests = None
        app = await regulars.build(
            config(database, hours, **telegram), world.token, clock=world.now, codes=codes(), recogniser=Ears(),
            requests=requests,
        )  # fmt: skip
        app.shop.replies = book
        story = Story(world, app, standin)
        app.poller.sleep = app.runner.sleep = app.sender.sleep = app.importer.sleep = story.nap
        await story.write(lambda tx: [products.save(tx, one, (), "EUR", MORNING) for one in catalogue])
        if start:
            await story.start()
        try:
            yield story
        finally:
            await story.stop()


Telling = Callable[..., contextlib.AbstractAsyncContextManager[Story]]
"""The `telling` fixture: the same with the shop's replies given."""


def connected(story: Story, seller: Person) -> BusinessConnection:
    """The seller connects the bot to their own account (Telegram Business)."""
    return story.world.connects_business(seller.user)
