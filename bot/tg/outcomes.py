"""What became of a call: each function gives the job that writes it down. See the table in docs/architecture.md."""

import logging
from collections.abc import Callable
from datetime import timedelta

from telegram.error import Forbidden, RetryAfter

from bot.desk import deliveries
from bot.desk.shop import Shop
from bot.replies import plain
from bot.store import desks, outbox
from bot.store.database import Tx, instant
from bot.store.outbox import Claimed
from bot.tg.outbound import Post

logger = logging.getLogger(__name__)

# Calls that may always be made again: a second one changes nothing.
REPEATABLE = {
    "editMessageText", "answerCallbackQuery", "answerInlineQuery", "deleteMessage", "pinChatMessage",
    "setMessageReaction", "editForumTopic", "setMyCommands",
}  # fmt: skip
GIVE_UP_AFTER = timedelta(hours=24)
MOST_TRIES = 10

Write = Callable[[Tx], None]


def may_repeat(row: Claimed) -> bool:
    """Whether a call may be made again though it may have had its effect: anything but a new message to a buyer."""
    return row.method in REPEATABLE or row.desk_id is not None or row.purpose in ("desk", "answer")


def seconds(error: RetryAfter) -> timedelta:
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=float(wait))


def reason(error: Forbidden) -> str:
    words = str(error).casefold()
    if "blocked" in words:
        return "blocked"
    if "deactivated" in words:
        return "gone"
    return "can't write" if "initiate" in words else str(error)


def ended(shop: Shop, row: Claimed, state: str, why: str) -> Write:
    return lambda tx: outbox.end(tx, row.id, state, why, shop.clock())


def again(shop: Shop, row: Claimed, wait: timedelta | None, why: str) -> Write:
    now = shop.clock()
    return lambda tx: outbox.requeue(tx, row.id, now + wait if wait else None, why)


def held(shop: Shop, row: Claimed, wait: timedelta) -> Write:
    """429: this chat is left alone until then; the others go on."""
    until = shop.clock() + wait

    def write(tx: Tx) -> None:
        outbox.requeue(tx, row.id, until, "Telegram asked to wait")
        if row.chat_id is not None:
            outbox.hold(tx, row.chat_id, until)

    return write


def migrated(shop: Shop, row: Claimed, new_chat_id: int) -> Write:
    def write(tx: Tx) -> None:
        if row.chat_id is not None:
            desks.move(tx, row.chat_id, new_chat_id)
            outbox.move_chat(tx, row.chat_id, new_chat_id)
        outbox.requeue(tx, row.id, None, "the group became a supergroup")

    return write


def refused(shop: Shop, row: Claimed, reason: str) -> Write:
    def write(tx: Tx) -> None:
        outbox.end(tx, row.id, "failed", reason, shop.clock())
        post = Post(tx, shop.clock())
        if row.purpose == "buyer":
            post(deliveries.failed(shop, tx, row, reason))
        elif row.method == "copyMessage":
            post(deliveries.not_carried(shop, tx, row))

    if row.purpose == "desk":
        logger.error("row %d (%s) was refused: %s", row.id, row.method, reason)
    return write


def ambiguous(shop: Shop, row: Claimed, why: str) -> Write:
    """It may have had its effect. A buyer is never written to twice; a desk may be."""
    if not may_repeat(row):

        def write(tx: Tx) -> None:
            outbox.end(tx, row.id, "unsure", why, shop.clock())
            if row.purpose == "buyer":
                Post(tx, shop.clock())(deliveries.unsure(shop, tx, row))

        return write
    if shop.clock() - instant(row.created_at) > GIVE_UP_AFTER:
        return ended(shop, row, "failed", why)
    return again(shop, row, outbox.backoff(row.tries), why)


def as_plain_text(shop: Shop, row: Claimed) -> Write:
    params = {name: value for name, value in row.params.items() if name != "parse_mode"}
    for name in ("text", "caption"):
        if name in params:
            params[name] = plain(params[name])

    def write(tx: Tx) -> None:
        outbox.replace(tx, row.id, row.method, params)
        outbox.requeue(tx, row.id, None, "sent as plain text: Telegram could not read its formatting")

    return write


def as_new(shop: Shop, row: Claimed) -> Write:
    params = {name: value for name, value in row.params.items() if name != "message_id"}

    def write(tx: Tx) -> None:
        outbox.replace(tx, row.id, "sendMessage", params)
        outbox.requeue(tx, row.id, None, "sent anew")

    return write


def new_topic(shop: Shop, row: Claimed) -> Write:
    """The topic was deleted under us: forget it; the row makes a new one. What was to be edited there is sent anew."""

    def write(tx: Tx) -> None:
        if row.desk_id is not None and row.buyer_id is not None:
            desks.drop_topic(tx, row.desk_id, row.buyer_id)
        if row.method == "editMessageText" and row.card_id is not None:
            params = {name: value for name, value in row.params.items() if name != "message_id"}
            outbox.replace(tx, row.id, "sendMessage", params)
        if row.tries > MOST_TRIES:
            outbox.end(tx, row.id, "failed", "its topic can't be created", shop.clock())
        else:
            outbox.requeue(tx, row.id, None, "the topic was deleted; a new one is made")

    return write
