"""Files that managers send: fetched from Telegram, read in a thread, written by one job (docs/adr/0016-imports.md).

What is to be done is a row of `imports`, so that a restart goes on where it was; nothing here is remembered.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.core.shows import Show
from bot.desk import import_cards
from bot.desk import imports as importing
from bot.desk.shop import Shop
from bot.sheets.problems import SheetError, Unsure
from bot.sheets.scan import good_rows
from bot.store import imports
from bot.store.database import Database, Tx
from bot.store.imports import Import
from bot.tg import outcomes
from bot.tg.api import BotApi, Refused, TokenRevoked
from bot.tg.outbound import Post

logger = logging.getLogger(__name__)

FETCH_TRIES = 6
FILE_TRIES = 3
"""A file that ended the process so often is not tried again."""
FETCH_SECONDS = 60.0
RETRY_SECONDS = 2.0


class Importer:
    """Works on one file after the other."""

    def __init__(self, database: Database, api: BotApi, shop: Shop) -> None:
        self._database, self._api, self._shop = database, api, shop
        self._woken = asyncio.Event()
        self._folder: TemporaryDirectory[str] | None = None  # made when the first file comes
        self.sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    def wake(self) -> None:
        """A file may be waiting."""
        self._woken.set()

    def close(self) -> None:
        """Throw away what was fetched."""
        if self._folder is not None:
            self._folder.cleanup()

    async def run(self) -> None:
        """Work on files until cancelled, beginning with those an earlier run left."""
        loop = asyncio.get_running_loop()
        # Use cases run in the database thread; the wait ends after their transaction, in which the row was written.
        self._shop.file_waits = lambda: _wake(loop, self.wake)
        self.wake()
        while True:
            await self._woken.wait()
            self._woken.clear()
            try:
                while one := await self._database.read(imports.waiting):
                    await self._work(one)
            except Exception as error:
                logger.error("files can't be imported now: %s; trying again", type(error).__name__)
                await self.sleep(RETRY_SECONDS)
                self.wake()

    async def _work(self, one: Import) -> None:
        """Look through a file, or load it: whatever comes of it is shown at the desk."""
        await self._database.write(lambda tx: imports.tried(tx, one.id))
        if one.tries >= FILE_TRIES:
            await self._show(lambda tx: import_cards.failed(self._shop, tx, one, import_cards.BROKEN))
            return
        try:
            path = await self._fetched(one)
            plan = await asyncio.to_thread(self._planned, one, path)
            if one.state == "sent":
                await self._show(lambda tx: import_cards.shown(self._shop, tx, one, plan))
            else:
                await self._load(one, path, plan)
        except Unsure as unsure:
            question = unsure.question
            await self._show(lambda tx: import_cards.asked(self._shop, tx, one, question))
        except SheetError as error:
            say = error.say
            await self._show(lambda tx: import_cards.failed(self._shop, tx, one, say))
        except TelegramError:
            await self._show(lambda tx: import_cards.failed(self._shop, tx, one, import_cards.NOT_FETCHED))

    def _planned(self, one: Import, path: Path) -> importing.Plan:
        kind = one.kind if one.kind in ("orders", "products", "buyers") else ""
        choices = import_cards.choices_of(one)
        return importing.plan(kind, path, choices, self._shop.config, self._shop.clock(), name=one.file)

    async def _load(self, one: Import, path: Path, plan: importing.Plan) -> None:
        """The rows are read here, so that the transaction, during which nobody else is served, only writes."""
        rows = await asyncio.to_thread(lambda: list(good_rows(plan.known, plan.found)))
        refused: Path | None = None
        if plan.found.refused:
            refused = path.with_name(f"{one.file}.refused.csv")
            await asyncio.to_thread(importing.write_refused, plan, refused)

        def write(tx: Tx) -> list[Show]:
            counts = importing.load(tx, plan, self._shop.config.rules, self._shop.clock(), rows)
            return import_cards.loaded(self._shop, tx, one, plan, counts, refused)

        await self._show(write)

    async def _show(self, use: Callable[[Tx], list[Show]]) -> None:
        await self._database.write(lambda tx: Post(tx, self._shop.clock())(use(tx)))

    async def _fetched(self, one: Import) -> Path:
        """The file on this machine, fetched unless it is there. Raises TelegramError when Telegram does not give it."""
        self._folder = self._folder or TemporaryDirectory(prefix="regulars-", ignore_cleanup_errors=True)
        path = Path(self._folder.name) / str(one.id) / "file"
        if await asyncio.to_thread(path.exists):
            return path
        for attempt in range(FETCH_TRIES):
            try:
                found = await self._api.call("getFile", {"file_id": one.file_id})
                content = await self._api.download(str(found["file_path"]), FETCH_SECONDS)
                await asyncio.to_thread(_keep, path, content)
                return path
            except RetryAfter as error:
                await self.sleep(outcomes.seconds(error).total_seconds())
            except BadRequest:
                raise
            except (NetworkError, Refused, TokenRevoked) as error:
                logger.warning("a file can't be fetched (%s); trying again", type(error).__name__)
                await self.sleep(RETRY_SECONDS * 2**attempt)
        raise NetworkError("the file can't be fetched")


def _wake(loop: asyncio.AbstractEventLoop, wake: Callable[[], None]) -> None:
    loop.call_soon_threadsafe(wake)


def _keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
