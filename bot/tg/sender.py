"""Rows of the outbox go to Telegram: in order within a lane, side by side across lanes, at most once to a buyer.

The Bot API has no idempotency key, so a row is marked `sending` and committed before the call. What may have had its
effect and can't be known (no answer, 5xx, a crash) is *unsure*: shown again at a desk, never by itself to a buyer.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.core.shows import Desk, Say, Show
from bot.desk import cards, deliveries, topics
from bot.desk.shop import Shop
from bot.replies import plain
from bot.store import desks, messages, outbox, products
from bot.store.database import Database, Tx, attempt, instant, is_trouble
from bot.store.outbox import Claimed
from bot.tg import outcomes
from bot.tg.api import BotApi, Refused, TokenRevoked, text_file, upload
from bot.tg.clip import clip
from bot.tg.outbound import Post, card_text
from bot.tg.request import NotSent
from bot.tg.said import Said
from bot.tg.words import written

logger = logging.getLogger(__name__)

LATE_AFTER = timedelta(minutes=1)
"""What was due at a time and is sent so much later says so."""
ANSWER_GOOD_FOR = timedelta(seconds=60)
PREPARE_TRIES = 3
RETRY_SECONDS = 1.0
"""A result that the database refused (disk full, locked) is written again after this."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A claimed row with everything looked up that its call needs."""

    row: Claimed
    params: dict[str, Any]
    needs_topic: bool = False
    topic_name: str = ""
    file: Path | None = None
    file_is: str = "photo"
    skip: str = ""


class Sender:
    """`claim` runs at the end of every transaction, in the database thread; `dispatch` after its commit."""

    def __init__(self, database: Database, api: BotApi, shop: Shop, pictures: Path, said: Said | None = None) -> None:
        self._said = said or Said(None)
        self._database = database
        self._api = api
        self._shop = shop
        self._pictures = pictures
        self._tasks: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._creating: dict[tuple[int, int], asyncio.Lock] = {}
        self._done_without: set[str] = set()
        self.stopping = False
        self._calling = 0  # calls on the wire; a task that only waits for its result to be written is none
        self.sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
        self.on_revoked: Callable[[], None] = lambda: None
        self._revoked = False

    def start(self) -> None:
        """Take part in every transaction from now on."""
        self._database.after = self.claim
        self._database.on_commit = self.dispatch
        self._database.nudge()

    async def stop(self, grace: float) -> None:
        """Claim nothing more and wait for the calls under way, at most `grace` seconds."""
        self.stopping = True
        if self._timer is not None:
            self._timer.cancel()
        with suppress(Exception):
            # A transaction that is under way may have claimed rows already: after this one they are dispatched.
            await self._database.write(lambda tx: None)
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=grace)
        for task in self._tasks:
            task.cancel()

    # -- in the database thread ------------------------------------------------------------------------------------

    def recover(self, tx: Tx) -> list[Show]:
        """At start: what a crash left in the sender's hands. Desk rows go again; messages to buyers are asked about."""
        shows: list[Show] = []
        now = self._shop.clock()
        for row in outbox.orphans(tx):
            if outcomes.may_repeat(row):
                outbox.requeue(tx, row.id, None, "interrupted")
                continue
            outbox.end(tx, row.id, "unsure", "interrupted while it was being sent", now)
            if row.purpose == "buyer":
                shows += deliveries.unsure(self._shop, tx, row)
        return shows

    def claim(self, tx: Tx) -> tuple[list[Ready], datetime | None]:
        """Take what may go now, and tell when to look again."""
        free = self._shop.config.telegram.most_in_flight - self._calling
        if self.stopping or self._revoked or free <= 0:
            return [], None
        now = self._shop.clock()
        rows = outbox.claim(tx, now, free)
        ready = [one for row in rows if (one := self._prepared(tx, row))]
        again = outbox.next_time(tx, now)
        return ready, instant(again) if again else None

    def _prepared(self, tx: Tx, row: Claimed) -> Ready | None:
        """The row made ready; nothing for one that can't be, which is tried three times and holds up nobody."""
        ok, result = attempt(tx, lambda tx: self._prepare(tx, row))
        if ok:
            return result  # type: ignore[no-any-return]
        why = type(result).__name__
        logger.error("row %d (%s) can't be prepared: %s", row.id, row.method, why)
        if row.tries < PREPARE_TRIES:
            outbox.requeue(tx, row.id, self._shop.clock() + outbox.backoff(row.tries), why)
        else:
            outcomes.refused(self._shop, row, why)(tx)
        return None

    def _prepare(self, tx: Tx, row: Claimed) -> Ready:
        params = {name: value for name, value in row.params.items() if not name.startswith("_")}
        skip = ""
        reference = params.get("message_id")
        if isinstance(reference, dict):
            known = outbox.sent_id(tx, reference["$sent"] or 0)
            skip = "" if known else "there is no message to change"
            params["message_id"] = known
        file: Path | None = None
        photo = params.get("photo")
        if isinstance(photo, dict):
            uploaded = products.file_id(tx, photo["product"])
            params["photo"] = uploaded
            file = None if uploaded else self._pictures / photo["$picture"]
        document = params.get("document")
        if isinstance(document, dict) and "$file" in document:
            file = Path(document["$file"])
        elif isinstance(document, dict):
            params["document"] = text_file(document["name"], document["$text"])
        ready = Ready(row, params, file=file, file_is="document" if document else "photo", skip=skip)
        if row.desk_id is None:
            return ready
        desk = desks.by_id(tx, row.desk_id, self._shop.readers)
        if desk is None:
            return Ready(row, params, skip="the desk is gone")
        params["chat_id"] = desk.chat_id
        if row.card_id is not None and not skip:
            seen = cards.seen(self._shop, tx, row.card_id, desk.language)
            if seen is None:
                return Ready(row, params, skip="the card is gone")
            params |= card_text(seen, desk)
            if "parse_mode" not in params:
                params["text"] = plain(params["text"])
        if "_due" in row.params:
            params["text"] = self._late(row, params["text"], desk)
        if (
            not desk.topics
            or row.buyer_id is None
            or ("from_chat_id" not in params and row.method not in ("sendMessage", "sendPhoto", "sendDocument"))
        ):
            return ready
        thread = desks.topic(tx, desk.id, row.buyer_id)
        if thread is not None:
            params["message_thread_id"] = thread
            return ready
        if row.purpose == "care":
            return Ready(row, params, skip="its topic is gone")
        return Ready(row, params, needs_topic=True, topic_name=topics.name(tx, row.buyer_id), file=file, skip=skip)

    def _late(self, row: Claimed, text: str, desk: Desk) -> str:
        """The text of what was due at a time, with that time below its first line when it goes much later."""
        due, now = instant(row.params["_due"]), self._shop.clock()
        if now - due <= LATE_AFTER:
            return text
        first, newline, rest = text.partition("\n")
        said = written(Say(row.params["_late"], {"at": due}), desk.language, desk.zone, now)
        return clip(f"{first}\n{said}{newline}{rest}")

    # -- in the event loop ----------------------------------------------------------------------------------------

    def dispatch(self, claimed: tuple[list[Ready], datetime | None]) -> None:
        """Make the calls of what was claimed, side by side."""
        ready, again = claimed
        self._calling += len(ready)
        for one in ready:
            task = asyncio.create_task(self._send(one))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if again is not None and not self.stopping:
            if self._timer is not None:
                self._timer.cancel()
            wait = max(0.01, (again - self._shop.clock()).total_seconds())
            self._timer = asyncio.get_running_loop().call_later(min(wait, 60.0), self._database.nudge)

    async def _send(self, ready: Ready) -> None:
        try:
            outcome = await self._attempt(ready)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            # Nothing is known of what went wrong, so a message to a buyer is not tried again.
            logger.error("sending row %d failed: %s", ready.row.id, type(error).__name__)
            outcome = outcomes.ambiguous(self._shop, ready.row, type(error).__name__)
        await self._write(ready.row, outcome)

    async def _write(self, row: Claimed, outcome: Callable[[Tx], None]) -> None:
        """Write down what became of a call. It was made, so while the disk is full or locked this tries again."""
        last = outcomes.ended(self._shop, row, "unsure", "its result could not be written")
        self._calling -= 1
        while True:
            try:
                await self._database.write(outcome)
                return
            except Exception as error:
                logger.error("the result of row %d can't be written: %s", row.id, type(error).__name__)
                if is_trouble(error):
                    await self.sleep(RETRY_SECONDS)
                elif outcome is last:
                    return
                else:
                    outcome = last

    async def _attempt(self, ready: Ready) -> Callable[[Tx], None]:
        row, params = ready.row, dict(ready.params)
        if ready.skip:
            return self._skipped(ready)
        if row.purpose == "answer" and self._shop.clock() - instant(row.created_at) > ANSWER_GOOD_FOR:
            return outcomes.ended(self._shop, row, "failed", "too late")
        try:
            if ready.needs_topic:
                thread = await self._topic(ready)
                if thread:
                    params["message_thread_id"] = thread
            if ready.file is not None:
                params[ready.file_is] = upload(ready.file)
            result = await self._api.call(row.method, params)
        except Refused:
            return self._without(ready)
        except TokenRevoked:
            self._revoke()
            return outcomes.again(self._shop, row, None, "the token is not accepted")
        except OSError:
            return self._without(ready)
        except RetryAfter as error:
            return outcomes.held(self._shop, row, outcomes.seconds(error))
        except ChatMigrated as error:
            return outcomes.migrated(self._shop, row, error.new_chat_id)
        except NotSent as error:
            return outcomes.again(self._shop, row, outbox.backoff(row.tries), str(error))
        except Forbidden as error:
            return self._refused(row, outcomes.reason(error))
        except BadRequest as error:
            return self._bad(ready, str(error))
        except NetworkError as error:
            return outcomes.ambiguous(self._shop, row, str(error))
        except TelegramError as error:
            # Conflict, and whatever Telegram may invent: the server answered, so nothing was done.
            return self._refused(row, str(error))
        if about := row.params.get("_about"):
            self._said.note(about)
        return self._sent(row, result)

    def _revoke(self) -> None:
        if not self._revoked:
            self._revoked = True
            logger.critical(
                "the bot's token is not accepted: nothing is sent any more. Set TELEGRAM_TOKEN and restart."
            )
            self.on_revoked()

    async def _topic(self, ready: Ready) -> int | None:
        """The buyer's topic, created by the first row that needs it; nothing where topics are refused."""
        row = ready.row
        key = (row.desk_id or 0, row.buyer_id or 0)
        lock = self._creating.setdefault(key, asyncio.Lock())
        async with lock:
            known = await self._database.read(lambda tx: desks.topic(tx, key[0], key[1]))
            if known is not None:
                return known
            try:
                made = await self._api.call(
                    "createForumTopic", {"chat_id": ready.params["chat_id"], "name": ready.topic_name[:128] or "—"}
                )
            except (Refused, BadRequest, Forbidden) as error:
                self._note_without("createForumTopic", error)
                await self._database.write(lambda tx: desks.set_topics(tx, key[0], topics=False))
                return None
            thread = int(made["message_thread_id"])

            def keep(tx: Tx) -> None:
                desks.add_topic(tx, key[0], key[1], thread, self._shop.clock())
                Post(tx, self._shop.clock())(topics.opened(self._shop, tx, key[0], key[1]))

            await self._database.write(keep)
            self._creating.pop(key, None)
        # The summary opens the topic and is pinned before what made the topic stands in it.
        while opening := await self._database.write(lambda tx: self._opening(tx, row)):
            self._calling += 1
            await self._send(opening)
        now = self._shop.clock()
        until = await self._database.read(lambda tx: outbox.held_until(tx, ready.params["chat_id"], now))
        if until is not None:
            raise RetryAfter(until - now)
        return thread

    def _opening(self, tx: Tx, row: Claimed) -> Ready | None:
        care = outbox.claim_care(tx, row.lane, row.id, self._shop.clock())
        return self._prepared(tx, care) if care else None

    def _note_without(self, method: str, error: Exception) -> None:
        if method not in self._done_without:
            self._done_without.add(method)
            logger.warning("%s is refused (%s); done without it", method, str(error) or type(error).__name__)

    # -- what became of a call: each gives the job that writes it down -----------------------------------------------

    def _refused(self, row: Claimed, reason: str) -> Callable[[Tx], None]:
        if row.purpose == "care":
            self._note_without(row.method, Exception(reason))
        return outcomes.refused(self._shop, row, reason)

    def _sent(self, row: Claimed, result: Any) -> Callable[[Tx], None]:
        message_id = result.get("message_id") if isinstance(result, dict) else None

        def write(tx: Tx) -> None:
            outbox.sent(tx, row.id, message_id, self._shop.clock())
            if row.purpose == "buyer" and row.message_row and message_id and row.chat_id:
                messages.place(tx, row.message_row, row.chat_id, message_id)
            photo = row.params.get("photo")
            if isinstance(photo, dict) and isinstance(result, dict) and result.get("photo"):
                products.set_file_id(tx, photo["product"], result["photo"][-1]["file_id"])

        return write

    def _skipped(self, ready: Ready) -> Callable[[Tx], None]:
        """There is nothing to edit (the first sending failed): a card is then sent as new, the rest is over."""
        row = ready.row
        if row.card_id is None or row.method != "editMessageText":
            return outcomes.ended(self._shop, row, "failed", ready.skip)
        return outcomes.as_new(self._shop, row)

    def _without(self, ready: Ready) -> Callable[[Tx], None]:
        """A method the server does not know: the nearest thing it does know, or nothing."""
        row = ready.row
        self._note_without(row.method, Refused("not known to this server"))
        text = ready.params.get("caption") or row.params.get("_text")
        if text and (row.purpose == "buyer" or row.method == "sendPhoto"):
            kept = {
                name: ready.params[name] for name in ("chat_id", "parse_mode", "reply_markup") if name in ready.params
            }
            params = kept | {"text": text, "parse_mode": "HTML"}

            def write(tx: Tx) -> None:
                outbox.replace(tx, row.id, "sendMessage", params)
                outbox.requeue(tx, row.id, None, "")

            return write
        return self._refused(row, "not carried")

    def _bad(self, ready: Ready, said: str) -> Callable[[Tx], None]:
        """400: what Telegram did not like, and whether something else helps."""
        row, words = ready.row, said.casefold()
        if "not modified" in words or (row.method == "deleteMessage" and "not found" in words):
            return self._sent(row, None)
        if "can't parse entities" in words and "parse_mode" in row.params:
            return outcomes.as_plain_text(self._shop, row)
        if "thread not found" in words or "topic_deleted" in words or "topic_id_invalid" in words:
            return outcomes.new_topic(self._shop, row)
        if row.method == "editMessageText" and row.card_id and ("not found" in words or "can't be edited" in words):
            return outcomes.as_new(self._shop, row)
        if "chat not found" in words or "user is deactivated" in words:
            return self._refused(row, "gone")
        if row.method == "sendPhoto" and row.purpose == "desk":
            return self._without(ready)
        return self._refused(row, "too long" if "too long" in words else said)
