"""The composition root: settings, database, replies, recogniser and clock become the running bot.

Alone knows all layers, the real clock and the real source of codes.
"""

import asyncio
import contextlib
import logging
import os
import secrets
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError

from bot import dates
from bot.config import Config
from bot.core.recognition import Example, Recogniser
from bot.core.shows import ShowMenu
from bot.desk import digests, joining, learning, nights, restored
from bot.desk.shop import Shop, teach_products
from bot.recogniser import load_recogniser
from bot.replies import ReplyBook
from bot.replies import load as load_replies
from bot.store import desks, sellers, taught
from bot.store.database import Database, Tx
from bot.tg.api import TELEGRAM, BotApi
from bot.tg.importer import Importer
from bot.tg.inbound import ALLOWED_UPDATES
from bot.tg.outbound import Post
from bot.tg.poller import Poller, keep_all
from bot.tg.request import AiohttpRequest
from bot.tg.runner import Runner
from bot.tg.said import beside
from bot.tg.sender import Sender
from bot.web import webhook

logger = logging.getLogger(__name__)

STOP_GRACE = 3.0
RELOAD_SECONDS = 2.0
PICTURES = Path(__file__).parent / "playground" / "pictures"


class StartError(Exception):
    """The bot can't start; the text says why, for whoever runs it."""


def real_clock() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that reads the real clock


def new_code() -> str:
    """A code nobody guesses: 128 bits in letters a link may carry."""
    return secrets.token_urlsafe(16)


def build_recogniser(config: Config, book: ReplyBook, own: tuple[Example, ...] = ()) -> Recogniser:
    """The recogniser, taught from the reply files and by the sellers (`own`)."""
    recogniser = load_recogniser(config.cache, dates.find)
    recogniser.learn(learning.lessons(book.examples(), own), book.keywords())
    return recogniser


@dataclass(slots=True)
class App:
    """The running bot's parts, for `run`, the playground and the tests."""

    config: Config
    database: Database
    shop: Shop
    bot: Bot
    api: BotApi
    sender: Sender
    importer: Importer
    runner: Runner
    poller: Poller
    requests: tuple[AiohttpRequest, AiohttpRequest]
    revoked: asyncio.Event


async def build(
    config: Config,
    token: str,
    *,
    clock: Callable[[], datetime] = real_clock,
    codes: Callable[[], str] = new_code,
    recogniser: Recogniser | None = None,
    requests: tuple[AiohttpRequest, AiohttpRequest] | None = None,
    pictures: Path = PICTURES,
) -> App:
    """Open everything. Raises DatabaseError, ConfigError or StartError with a sentence."""
    book = load_replies(config.replies, config.shop.language)
    for problem in book.problems:
        logger.warning("%s", problem)
    database = await Database.open(config.database)
    own = await database.read(taught.examples)
    shop = Shop(config, book, recogniser or build_recogniser(config, book, own), clock, codes)
    call_request, poll_request = requests or (AiohttpRequest(), AiohttpRequest())
    root = config.telegram.base_url or TELEGRAM
    bot = Bot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=call_request,
        get_updates_request=poll_request,
    )
    api = BotApi(root, token, call_request)
    runner = Runner(database, shop)
    poller = Poller(database, BotApi(root, token, poll_request), poll_request, int(token.split(":")[0]), clock)
    said = beside(config.database)
    sender = Sender(database, api, shop, pictures, said)
    importer = Importer(database, api, shop)
    requests = (call_request, poll_request)
    return App(config, database, shop, bot, api, sender, importer, runner, poller, requests, asyncio.Event())


async def start(app: App) -> None:
    """Say hello to Telegram and take up what an earlier run left. Raises StartError when the token is refused."""
    await _hello(app)
    app.poller.arrived = app.runner.wake
    app.sender.on_revoked = app.poller.on_revoked = app.revoked.set

    said = beside(app.config.database).keys()

    def recover(tx: Tx) -> None:
        desks.set_private_topics(tx, app.shop.topics)
        teach_products(app.shop, tx)
        digests.plan(app.shop, tx)
        nights.plan(app.shop, tx)
        back = restored.catch_up(app.shop, tx, said)
        menus = [ShowMenu(seller.telegram_id, seller.language) for seller in sellers.active(tx)]
        Post(tx, app.shop.clock())([*app.sender.recover(tx), *menus, *back])

    await app.database.write(recover)
    await app.runner.recover()
    app.sender.start()


async def _hello(app: App) -> None:
    failures = 0
    while True:
        try:
            await app.bot.initialize()
            break
        except InvalidToken:
            await app.database.close()
            for request in app.requests:
                await request.shutdown()
            raise StartError(
                "Telegram does not accept the token in TELEGRAM_TOKEN; copy it again from @BotFather (/mybots)"
            ) from None
        except (NetworkError, RetryAfter) as error:
            failures += 1
            if failures == 1:
                logger.warning("Telegram can't be reached yet (%s); trying again until it answers", error)
            await asyncio.sleep(min(30.0, 0.5 * 2 ** min(failures, 6)))
    me = app.bot.bot
    app.shop.username = me.username or ""
    app.shop.topics = bool(me.has_topics_enabled)


async def first_link(app: App) -> str | None:
    """The one-time link by which the first manager joins; nothing once there is a manager."""
    return await app.database.write(lambda tx: joining.first_link(app.shop, tx))


async def reload_for_ever(app: App) -> None:
    """Pick up changed reply files and what sellers taught: within a few seconds, keeping the last good version."""
    known = await app.database.read(taught.examples)
    while True:
        await asyncio.sleep(RELOAD_SECONDS)
        try:
            book = await asyncio.to_thread(app.shop.replies.refreshed)
            own = await app.database.read(taught.examples)
            if book is app.shop.replies and own == known:
                continue
            relearn = (
                own != known
                or book.examples() != app.shop.replies.examples()
                or book.keywords() != app.shop.replies.keywords()
            )
            if book is not app.shop.replies:
                for problem in book.problems:
                    logger.warning("%s", problem)
                app.shop.replies = book
                logger.info("replies were read again")
            if relearn:
                examples = learning.lessons(book.examples(), own)
                await asyncio.to_thread(app.shop.recogniser.learn, examples, book.keywords())
                known = own
        except Exception as error:
            logger.error("replies can't be read again: %s", type(error).__name__)


async def serve(app: App, stopping: asyncio.Event) -> None:
    """Everything that runs, until `stopping` is set or the token is revoked."""
    tasks = [
        asyncio.create_task(app.runner.run(), name="runner"),
        asyncio.create_task(app.runner.sweep_for_ever(), name="sweep"),
        asyncio.create_task(reload_for_ever(app), name="replies"),
        asyncio.create_task(app.importer.run(), name="importer"),
    ]
    web: _Web | None = None
    if app.config.telegram.mode == "webhook":
        web = await _start_webhook(app)
    else:
        tasks.append(asyncio.create_task(_poll(app), name="poller"))
    app.runner.wake()
    waits = [asyncio.create_task(stopping.wait()), asyncio.create_task(app.revoked.wait())]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for task in (*tasks, *waits):
        task.cancel()
    await asyncio.gather(*tasks, *waits, return_exceptions=True)
    if web is not None:
        await web.stop()


async def _poll(app: App) -> None:
    with contextlib.suppress(TelegramError):
        # A webhook left from before would make every getUpdates a 409; a server without webhooks refuses the call.
        await app.bot.delete_webhook()
    await app.poller.run(app.config.telegram.long_poll_seconds)


class _Web:
    def __init__(self, server: uvicorn.Server, task: "asyncio.Task[Any]") -> None:
        self._server = server
        self._task = task

    async def stop(self) -> None:
        self._server.should_exit = True
        await self._task


async def _start_webhook(app: App) -> _Web:
    config = app.config.telegram
    secret = os.environ.get("TELEGRAM_WEBHOOK_SECRET") or new_code()
    bot_id = app.bot.bot.id

    async def keep(update_id: int, body: str) -> None:
        now = app.shop.clock()
        await app.database.write(lambda tx: keep_all(tx, bot_id, [(update_id, body)], now))
        app.runner.wake()

    async def healthy() -> bool:
        return (
            not app.revoked.is_set() and await app.database.read(lambda tx: tx.execute("SELECT 1").fetchone()[0]) == 1
        )

    asgi = webhook.app(keep, secret, healthy)
    server = uvicorn.Server(
        uvicorn.Config(asgi, host=config.webhook_host, port=config.webhook_port, log_level="warning", lifespan="off")
    )
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    task = asyncio.create_task(server.serve())
    await app.bot.set_webhook(
        config.webhook_url, secret_token=secret, allowed_updates=ALLOWED_UPDATES, max_connections=40
    )
    return _Web(server, task)


async def close(app: App) -> None:
    """Finish what is under way and close."""
    await app.sender.stop(STOP_GRACE)
    await app.database.close()
    app.importer.close()
    for request in app.requests:
        await request.shutdown()


async def run(config: Config, token: str, say: Callable[[str], None]) -> int:
    """`python -m bot run`: until SIGTERM or SIGINT. Returns the exit code: 0, or 1 when the token was revoked."""
    app = await build(config, token)
    await start(app)
    say(f"Regulars runs as @{app.shop.username} for {config.shop.name}.")
    link = await first_link(app)
    if link is not None:
        say(f"Open this link in Telegram to become the first manager (works once, for a day):\n{link}")
    if note := getattr(app.shop.recogniser, "note", ""):
        say(note)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopping.set)
    await serve(app, stopping)
    await close(app)
    say("Stopped. Nothing is lost: what waits is sent at the next start.")
    return 1 if app.revoked.is_set() else 0
