"""The one oracle for all faults, read from the database and from the stand-in's own memory.

Every update that was delivered has exactly one inbox row, and every buyer's message one message row; every outbox row
to a buyer reached them at most once, those that may have are listed; the file is sound; order holds in every chat;
nobody's words stand in another buyer's chat.
"""

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass

from bot.playground.model import Chat, Json, Message
from bot.playground.world import World
from bot.tg.poller import MOST_ID
from tests.story import Story

NEW_MESSAGES = ("sendMessage", "sendPhoto", "sendContact", "copyMessage")
TELLING = 8
"""Texts shorter than this ("hi") may well be said by two people."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is left open after everything held: outbox rows that may have arrived, inbox rows that were set aside."""

    unsure: tuple[int, ...]
    parked: tuple[int, ...]
    sent_to_buyers: int


def judge(tx: sqlite3.Connection, world: World) -> Verdict:
    """Assert all of it, for a bot that has settled."""
    assert [row[0] for row in tx.execute("PRAGMA integrity_check")] == ["ok"]
    assert tx.execute("PRAGMA foreign_key_check").fetchall() == []
    assert tx.execute("SELECT count(*) FROM inbox WHERE state = 'new'").fetchone()[0] == 0
    assert tx.execute("SELECT count(*) FROM outbox WHERE state = 'sending'").fetchone()[0] == 0
    states = _updates_are_kept_once(tx, world)
    sellers = {row[0] for row in tx.execute("SELECT telegram_id FROM sellers")}
    _messages_are_kept_once(tx, world, states, sellers)
    chats = [chat for chat in world.chats.values() if chat.type == "private" and chat.id not in sellers]
    sent = sum(_reached_at_most_once(tx, world, chat) for chat in chats)
    _in_order(tx)
    _nobody_reads_anothers_words(tx, world, chats)
    return Verdict(_ids(tx, "outbox", "unsure"), _ids(tx, "inbox", "parked"), sent)


def _ids(tx: sqlite3.Connection, table: str, state: str) -> tuple[int, ...]:
    return tuple(row[0] for row in tx.execute(f"SELECT id FROM {table} WHERE state = ? ORDER BY id", (state,)))


def _updates_are_kept_once(tx: sqlite3.Connection, world: World) -> dict[str, str]:
    """Gives the state in which each update (by its JSON) ended."""
    kept: Counter[str] = Counter()
    states: dict[str, str] = {}
    for row in tx.execute("SELECT update_id, body, state FROM inbox"):
        update = json.loads(row["body"])
        assert row["update_id"] == abs(update["update_id"]) & MOST_ID
        kept[_canonical(update)] += 1
        states[_canonical(update)] = row["state"]
    delivered = {_canonical(update) for update in world.updates.issued}
    assert kept == Counter(delivered), "an update was lost or kept twice"
    return states


def _canonical(update: Json) -> str:
    return json.dumps(update, sort_keys=True)


def _messages_are_kept_once(tx: sqlite3.Connection, world: World, states: dict[str, str], sellers: set[int]) -> None:
    kept = Counter(
        (row["chat_id"], row["message_id"]) for row in tx.execute("SELECT * FROM messages WHERE direction = 'in'")
    )
    assert all(times == 1 for times in kept.values())
    for update in world.updates.issued:
        message = update.get("message")
        if states[_canonical(update)] != "done" or not isinstance(message, dict):
            continue
        chat = message["chat"]
        if chat["type"] == "private" and chat["id"] not in sellers:
            assert kept[chat["id"], message["message_id"]] == 1, "a buyer's message has no row"


def _reached_at_most_once(tx: sqlite3.Connection, world: World, chat: Chat) -> int:
    """Every sent row stands in the chat once; what else stands there is an unsure row's, one for each at most."""
    rows = tx.execute(
        f"SELECT id, state, sent_message_id, error FROM outbox WHERE chat_id = ? AND method IN {NEW_MESSAGES}",
        (chat.id,),
    ).fetchall()
    placed = [row["sent_message_id"] for row in rows if row["state"] == "sent" and row["sent_message_id"]]
    stands = {message.id for message in chat.messages.values() if _by_bot(world, message)}
    assert len(placed) == len(set(placed))
    assert set(placed) <= stands, "a row says that it was sent, but nothing stands in the chat"
    open_rows = [
        row
        for row in rows
        if row["state"] == "unsure"
        or row["error"] == "sent again"
        or (row["state"] == "sent" and not row["sent_message_id"])
    ]
    assert len(stands - set(placed)) <= len(open_rows), "the buyer got something twice"
    return len(stands)


def _by_bot(world: World, message: Message) -> bool:
    return message.sender_id == world.bot["id"]


def _in_order(tx: sqlite3.Connection) -> None:
    """Within a lane, and within a buyer's chat, ids grow together with Telegram's."""
    sent = "SELECT lane, chat_id, sent_message_id FROM outbox WHERE state = 'sent' AND sent_message_id IS NOT NULL"
    ways = (
        (f"{sent} AND method IN {NEW_MESSAGES} AND purpose <> 'care' ORDER BY id", "lane"),
        ("SELECT chat_id, message_id AS sent_message_id FROM messages WHERE direction = 'in' ORDER BY id", "chat_id"),
    )
    for sql, key in ways:
        last: dict[tuple[object, object], int] = {}
        for row in tx.execute(sql):
            place = (row[key], row["chat_id"])
            assert row["sent_message_id"] > last.get(place, 0), "order was lost"
            last[place] = row["sent_message_id"]


def _nobody_reads_anothers_words(tx: sqlite3.Connection, world: World, chats: list[Chat]) -> None:
    said = [
        (row["chat_id"], row["text"])
        for row in tx.execute("SELECT chat_id, text FROM messages WHERE direction = 'in' AND kind <> 'service'")
        if len(row["text"]) >= TELLING
    ]
    for chat in chats:
        shown = "\n".join(message.text for message in chat.messages.values() if _by_bot(world, message))
        for owner, text in said:
            assert owner == chat.id or text not in shown, "a buyer reads another buyer's words"


async def verdict(story: Story) -> Verdict:
    """Let the story settle, then judge it."""
    await story.settled()
    return await story.read(lambda tx: judge(tx, story.world))
