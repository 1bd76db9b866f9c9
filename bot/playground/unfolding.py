"""A jump of the playground's clock unfolds: it stops at each due minute, so that each thing happens at its own."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.app import App
from bot.playground.world import World
from bot.store import outbox
from bot.tg.runner import next_due

MOST_STOPS = 400
"""A jump over years passes by what is left after so many."""
LOOKS, LOOK_SECONDS = 100, 0.01
"""How long a stop waits for what is said there to arrive."""


async def unfold(bot: App, world: World, until: datetime) -> None:
    """Let time pass up to `until`; what is due on the way is said at its own minute, in order."""
    for _ in range(MOST_STOPS):
        upcoming = await bot.database.read(next_due)
        if upcoming is None or upcoming >= until:
            break
        if upcoming > world.now():
            world.forward(upcoming - world.now())
        while await bot.database.write(bot.runner.sweep):
            pass
        await _said(bot)
    if until > world.now():
        world.forward(until - world.now())


async def _said(bot: App) -> None:
    """Until nothing is left to be sent, or it takes too long (Telegram has a bad day here too)."""
    for _ in range(LOOKS):
        counts = await bot.database.read(outbox.counts)
        if not counts.get("queued") and not counts.get("sending"):
            return
        await asyncio.sleep(LOOK_SECONDS)


def jumps(bot: App, world: World) -> Callable[[datetime], None]:
    """What the page's clock calls: one jump after the other, each in the background."""
    one_at_a_time = asyncio.Lock()
    under_way: set[asyncio.Task[None]] = set()

    async def jump(until: datetime) -> None:
        async with one_at_a_time:
            await unfold(bot, world, until)

    def start(until: datetime) -> None:
        task = asyncio.create_task(jump(until))
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    return start
