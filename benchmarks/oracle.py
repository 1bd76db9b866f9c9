"""After a torture: does what the server saw agree with the database? Each check is one sentence that must hold."""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MARK = re.compile(r"(?<!&)#(\d{5,})")


@dataclass(frozen=True, slots=True)
class Record:
    """What happened outside the bot. Message number n of `fed` carries the mark `first_mark + n`."""

    fed: Sequence[tuple[int, int, int]]  # update_id, chat, message_id of the buyers' messages
    updates: Sequence[int]  # the update_id of everything fed after the seller joined
    first_mark: int
    carded: dict[int, tuple[float, int]]  # mark -> when first shown, in which chat
    calls: Sequence[Sequence[Any]]  # at, method, chat, message_id, text, keyboard
    sends: Mapping[int, str]  # card message -> data of the [Send] pressed under it; a card sent twice has the same
    seller: int

    def marks(self) -> dict[int, int]:
        """mark -> the chat of the buyer who wrote it."""
        return {self.first_mark + at: chat for at, (_, chat, _) in enumerate(self.fed)}

    def answers(self) -> list[tuple[int, int]]:
        """(chat, message_id) of every message that was sent to a buyer."""
        return [(call[2], call[3]) for call in self.calls if call[1] == "sendMessage" and call[2] != self.seller]


@dataclass(frozen=True, slots=True)
class Check:
    """One rule, whether it holds, its figures, and what breaks it."""

    rule: str
    holds: bool
    figures: str
    details: Sequence[str] = ()


def checks(database: sqlite3.Connection, record: Record) -> list[Check]:
    """Every rule of the oracle."""
    rules: tuple[Callable[[sqlite3.Connection, Record], Check], ...] = (
        sound, inbox_complete, messages_once, order_in_database, carded, order_at_desk, no_text_elsewhere,
        nothing_open, answers_once, answers_recorded, presses_heard, unsure_listed,
    )  # fmt: skip
    return [rule(database, record) for rule in rules]


def sound(database: sqlite3.Connection, record: Record) -> Check:
    """SQLite's own opinion of the file."""
    said = [row[0] for row in database.execute("PRAGMA integrity_check")]
    dangling = database.execute("PRAGMA foreign_key_check").fetchall()
    figures = f"{'; '.join(said)}, {len(dangling)} dangling rows"
    return Check("the database is sound", said == ["ok"] and not dangling, figures)


def inbox_complete(database: sqlite3.Connection, record: Record) -> Check:
    """Every update delivered is in the inbox once and dealt with."""
    states = database.execute("SELECT update_id, state FROM inbox").fetchall()
    counted = Counter(update_id for update_id, _ in states)
    wrong = [f"update {one}: {counted[one]} inbox rows" for one in record.updates if counted[one] != 1]
    undone = [f"update {update_id} is {state}" for update_id, state in states if state not in ("done", "ignored")]
    figures = f"{len(record.updates)} updates, {len(wrong)} lost or doubled, {len(undone)} undone"
    return Check("every update is in the inbox once, and done", not wrong and not undone, figures, wrong + undone)


def messages_once(database: sqlite3.Connection, record: Record) -> Check:
    """Every buyer's message is a row once, under the ids and with the text that the server gave it."""
    rows = database.execute("SELECT chat_id, message_id, text FROM messages WHERE direction = 'in'").fetchall()
    counted = Counter((chat, message_id) for chat, message_id, _ in rows)
    texts = {(chat, message_id): text for chat, message_id, text in rows}
    wrong = [
        f"message {message_id} of chat {chat}: {counted[chat, message_id]} rows"
        for at, (_, chat, message_id) in enumerate(record.fed)
        if counted[chat, message_id] != 1 or f"#{record.first_mark + at}" not in texts[chat, message_id]
    ]
    extra = len(rows) - len(record.fed)
    lost = sum(1 for _, chat, message_id in record.fed if not counted[chat, message_id])
    figures = f"{len(record.fed)} delivered, {len(rows)} rows, {lost} lost, {len(wrong) - lost} doubled or mixed up"
    return Check("every buyer's message is in the database once", not wrong and not extra, figures, wrong)


def order_in_database(database: sqlite3.Connection, record: Record) -> Check:
    """Rows of one chat stand in the order in which its messages were written."""
    last: dict[int, int] = {}
    wrong = []
    for chat, message_id in database.execute(
        "SELECT chat_id, message_id FROM messages WHERE direction = 'in' AND message_id IS NOT NULL ORDER BY id"
    ):
        if message_id < last.get(chat, 0):
            wrong.append(f"message {message_id} of chat {chat} stands after {last[chat]}")
        last[chat] = message_id
    return Check("order per chat holds in the database", not wrong, f"{len(last)} chats, {len(wrong)} jumps", wrong)


def carded(database: sqlite3.Connection, record: Record) -> Check:
    """Every buyer's message was shown at the desk."""
    missing = [
        f"#{mark} of chat {chat} has no card" for mark, chat in record.marks().items() if mark not in record.carded
    ]
    cards = sum(1 for call in record.calls if call[1] == "sendMessage" and call[2] == record.seller)
    edits = sum(1 for call in record.calls if call[1] == "editMessageText" and call[2] == record.seller)
    figures = f"{len(missing)} without a card; {cards} messages and {edits} edits at the desk"
    return Check("every buyer's message has a card at the desk", not missing, figures, missing)


def order_at_desk(database: sqlite3.Connection, record: Record) -> Check:
    """A chat's messages appear at the desk in the order in which they were written."""
    last: dict[int, tuple[float, int]] = {}
    wrong = []
    for mark, chat in sorted(record.marks().items()):
        at = record.carded.get(mark, (float("inf"), 0))[0]
        if at < last.get(chat, (0.0, 0))[0]:
            wrong.append(f"#{mark} of chat {chat} was shown before #{last[chat][1]}")
        last[chat] = (at, mark)
    return Check("order per chat holds at the desk", not wrong, f"{len(wrong)} jumps", wrong)


def no_text_elsewhere(database: sqlite3.Connection, record: Record) -> Check:
    """No buyer's text is shown in a chat that is neither the seller's nor their own."""
    marks = record.marks()
    wrong = [
        f"{call[1]} {call[3]} to chat {call[2]} shows #{mark}"
        for call in record.calls
        if call[2] not in (record.seller, 0)
        for mark in MARK.findall(call[4])
        if marks.get(int(mark)) != call[2]
    ]
    return Check("no buyer's text in another chat", not wrong, f"{len(wrong)} leaks", wrong)


def nothing_open(database: sqlite3.Connection, record: Record) -> Check:
    """The outbox is drained; what failed has its reason."""
    states = Counter(state for (state,) in database.execute("SELECT state FROM outbox"))
    failed = [
        f"outbox {number} ({purpose} {method}) failed: {error}"
        for number, purpose, method, error in database.execute(
            "SELECT id, purpose, method, error FROM outbox WHERE state = 'failed' AND purpose <> 'answer' "
            # This server knows five calls; the menu of commands is a nicety that is done without.
            "AND method <> 'setMyCommands'"
        )
    ]
    holds = not failed and not states["queued"] and not states["sending"]
    figures = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
    return Check("the outbox is drained; only late tap answers and the menu failed", holds, figures, failed)


def answers_once(database: sqlite3.Connection, record: Record) -> Check:
    """A buyer gets at most one message for each card under which [Send] was pressed."""
    marks = record.marks()
    owner = {
        call[3]: marks[int(mark)]
        for call in record.calls
        if call[2] == record.seller
        for mark in MARK.findall(call[4])
        if int(mark) in marks
    }
    pressed = {data: owner.get(message, 0) for message, data in record.sends.items()}
    allowed = Counter(pressed.values())
    got = Counter(chat for chat, _ in record.answers())
    wrong = [
        f"chat {chat}: {number} answers, [Send] pressed under {allowed[chat]} cards"
        for chat, number in got.items()
        if number > allowed[chat]
    ]
    figures = f"[Send] under {len(pressed)} cards, {sum(got.values())} answers arrived, {len(wrong)} chats with more"
    return Check("every answer reached its buyer at most once", not wrong and bool(got), figures, wrong)


def answers_recorded(database: sqlite3.Connection, record: Record) -> Check:
    """Each answer that arrived is one sent or unsure row; each sent row arrived."""
    rows = database.execute(
        "SELECT id, state, chat_id, sent_message_id FROM outbox WHERE purpose = 'buyer' AND method = 'sendMessage'"
    ).fetchall()
    arrived = Counter(record.answers())
    sent = {(chat, message_id): number for number, state, chat, message_id in rows if state == "sent"}
    unsure: dict[int, int] = defaultdict(int)
    for _, state, chat, _ in rows:
        unsure[chat] += state == "unsure"
    wrong = [
        f"outbox {number} is sent, but the server never saw it" for key, number in sent.items() if not arrived[key]
    ]
    stray = Counter(chat for chat, message_id in arrived if (chat, message_id) not in sent)
    wrong += [
        f"chat {chat}: {number} messages that no row knows" for chat, number in stray.items() if number > unsure[chat]
    ]
    messages = database.execute("SELECT count(*) FROM messages WHERE direction = 'out'").fetchone()[0]
    if messages != len(rows):
        wrong.append(f"{messages} answers in messages, {len(rows)} in the outbox")
    figures = f"{len(sent)} sent, {sum(unsure.values())} unsure (of which {sum(stray.values())} arrived)"
    return Check("each answer that arrived is one row, and each sent row arrived", not wrong, figures, wrong)


def presses_heard(database: sqlite3.Connection, record: Record) -> Check:
    """No [Send] came to nothing: it is a message to the buyer, or the seller heard that the card is out of date."""
    pressed = len(set(record.sends.values()))
    messages = database.execute("SELECT count(*) FROM messages WHERE direction = 'out'").fetchone()[0]
    refused = sum(1 for call in record.calls if call[1] == "answerCallbackQuery" and "out of date" in call[4])
    lost = max(0, pressed - messages - refused)
    figures = f"{pressed} pressed, {messages} messages, {refused} told the card is out of date, {lost} without a trace"
    return Check("every [Send] became a message or was refused aloud", not lost, figures)


def unsure_listed(database: sqlite3.Connection, record: Record) -> Check:
    """For each answer that may have been sent, the desk is asked."""
    unsure = [number for (number,) in database.execute(
        "SELECT id FROM outbox WHERE state = 'unsure' AND purpose = 'buyer'")]  # fmt: skip
    asked = {
        int(data.partition(":")[2])
        for call in record.calls
        for row in call[5] or ()
        for _, data in row
        if data and data.startswith("sa:")
    }
    missing = [f"outbox {number} is unsure, but nobody was asked" for number in unsure if number not in asked]
    return Check("every unsure answer is asked about at the desk", not missing, f"{len(unsure)} unsure", missing)
