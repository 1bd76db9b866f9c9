"""`make demo`: the stand-in on loopback, the real bot talking to it over HTTP, the sample shop, and one page."""

import asyncio
import contextlib
import signal
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tzlocal import get_localzone_name

from bot import app as regulars
from bot.config import Config, ShopConfig, TelegramConfig
from bot.desk import digests
from bot.playground.loading import load
from bot.playground.server import serving, standin_app
from bot.playground.shop import SampleShop, sample_shop
from bot.playground.unfolding import jumps
from bot.playground.world import World
from bot.store import sellers
from bot.store.database import Tx

TOKEN = "100200300:PLAYGROUND-only-on-this-machine"  # noqa: S105 - a name for the stand-in, no secret
BOT = "lumen_hearth_bot"
ROOT = Path(__file__).parents[2]
REPLIES = ROOT / "replies"
CACHE = ROOT / ".cache"


@dataclass(slots=True)
class Playground:
    """A running playground: its address, the world of the stand-in, and the bot."""

    address: str
    world: World
    bot: regulars.App
    shop: SampleShop


@contextlib.asynccontextmanager
async def playground(
    folder: Path,
    port: int = 0,
    clock: Callable[[], datetime] = regulars.real_clock,
    replies: Path = REPLIES,
) -> AsyncIterator[Playground]:
    """Everything, running until the block is left. `folder` takes the database. Raises OSError for a taken port."""
    world = World(clock, token=TOKEN, username=BOT, topics_enabled=True)
    shop = _here(sample_shop(clock()), get_localzone_name() or "UTC")
    async with serving(standin_app(world), port) as address:
        config = Config(
            shop=ShopConfig(
                shop.name, shop.currency, "en", shop.zone, shop.city, shop.links[0], shop.phone, shop.email
            ),
            telegram=TelegramConfig(base_url=address),
            database=folder / "playground.db",
            replies=replies,
            cache=CACHE,
        )
        bot = await regulars.build(config, TOKEN, clock=world.now)
        await bot.database.write(lambda tx: _fill(tx, bot, shop))
        _people(world, shop)
        await regulars.start(bot)
        stopping = asyncio.Event()
        world.listeners.append(lambda event: bot.runner.clock_jumped() if event["type"] == "clock" else None)
        world.on_jump = jumps(bot, world)
        running = asyncio.create_task(regulars.serve(bot, stopping))
        try:
            yield Playground(address, world, bot, shop)
        finally:
            stopping.set()
            await running
            await regulars.close(bot)


def _here(shop: SampleShop, zone: str) -> SampleShop:
    """The shop in this machine's zone, so that "tomorrow 9:00" on the page is 9:00 for its sellers too."""

    def moved(at: datetime, meant_in: str) -> datetime:
        return at.astimezone(ZoneInfo(meant_in)).replace(tzinfo=ZoneInfo(zone))

    followups = tuple(replace(one, due_at=moved(one.due_at, one.zone), zone=zone) for one in shop.follow_ups)
    return replace(
        shop, zone=zone, sellers=tuple(replace(one, zone=zone) for one in shop.sellers), follow_ups=followups
    )


def _fill(tx: Tx, bot: regulars.App, shop: SampleShop) -> None:
    """The sample shop, with today's digest read already when its hour is over."""
    load(tx, shop, topics=True, now=bot.shop.clock())
    for seller in sellers.active(tx):
        digests.joined(bot.shop, tx, seller)


def _people(world: World, shop: SampleShop) -> None:
    """The shop's sellers and those buyers who have Telegram, each in a chat with the bot."""
    for seller in shop.sellers:
        world.add_user(
            seller.name.split(" ")[0],
            seller.name.partition(" ")[2],
            username=seller.username,
            language_code="en",
            phone=seller.phone,
            role="seller",
            note="manager" if seller.manager else "seller",
            user_id=seller.telegram_id,
        )
    for buyer in shop.buyers:
        if buyer.telegram_id is not None:
            world.add_user(
                buyer.first_name,
                buyer.last_name,
                username=buyer.username,
                language_code=buyer.language,
                phone=buyer.phone,
                role="buyer",
                note=f"{buyer.city}, {buyer.country} · {buyer.company}".strip(" ·"),
                user_id=buyer.telegram_id,
            )


def first_words(running: Playground) -> None:
    """The first buyer writes, so that a card stands at the desk when the page opens."""
    first = next(one for one in running.shop.buyers if one.number == running.shop.first_buyer)
    for text in running.shop.first_message:
        running.world.says(first.telegram_id or 0, text)


async def run(port: int, browser: bool, say: Callable[[str], None]) -> None:
    """Until Ctrl-C."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopping.set)
    with tempfile.TemporaryDirectory(prefix="regulars-") as folder:
        async with playground(Path(folder), port) as running:
            first_words(running)
            say(f"The playground is open: {running.address}")
            say("Buyer's phone on the left, seller's desk on the right. Ctrl-C ends it.")
            if not await asyncio.to_thread(running.bot.shop.recogniser.wait, 2.0):
                say("At a first start the phrases of the replies are learned; the first card comes in some 15 seconds.")
            if browser:
                with contextlib.suppress(webbrowser.Error):
                    await asyncio.to_thread(webbrowser.open, running.address)
            await stopping.wait()
