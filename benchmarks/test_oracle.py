"""An oracle that can't say no is worth nothing: a good run passes, each fault is found by the rule that names it."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.oracle import Record, checks

SCHEMA = Path(__file__).parent.parent / "bot" / "store" / "migrations" / "0001_initial.sql"
SELLER, ANN, BOB = 900_001, 10_000, 10_001
NOW = "2026-03-04T10:00:00Z"

# Three messages (update_id, chat, message_id), marked #100000 and up; Ann's and Bob's cards were answered.
GOOD = Record(
    fed=[(1, ANN, 1), (2, BOB, 1), (3, ANN, 2)],
    updates=[1, 2, 3, 4],
    first_mark=100_000,
    carded={100_000: (1.0, SELLER), 100_001: (1.1, SELLER), 100_002: (1.2, SELLER)},
    calls=[
        (1.0, "sendMessage", SELLER, 50, "moq? #100000", None),
        (1.1, "sendMessage", SELLER, 51, "price? #100001", None),
        (1.2, "editMessageText", SELLER, 50, "moq? #100000 hello? #100002", None),
        (2.0, "sendMessage", ANN, 3, "500 pcs", None),
        (2.1, "sendMessage", BOB, 2, "9 EUR", None),
        (3.0, "sendMessage", SELLER, 52, "may have been sent", [[("Send again", "sa:2")]]),
        (3.1, "answerCallbackQuery", 0, 0, "", None),
    ],
    sends={50: "s:1:1", 51: "s:2:1"},
    seller=SELLER,
)


@pytest.fixture
def database() -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.executescript(SCHEMA.read_text())
    for number, chat in ((1, ANN), (2, BOB)):
        database.execute(
            "INSERT INTO buyers (id, telegram_id, first_name, created_at) VALUES (?, ?, 'x', ?)", (number, chat, NOW)
        )
    for update_id in range(5):
        database.execute(
            "INSERT INTO inbox (bot_id, update_id, body, received_at, state) VALUES (1, ?, '{}', ?, 'done')",
            (update_id, NOW),
        )
    for at, (_, chat, message_id) in enumerate(GOOD.fed):
        add_message(database, chat, message_id, f"hi #{100_000 + at}", "in")
    add_message(database, ANN, 3, "500 pcs", "out")
    add_message(database, BOB, 2, "9 EUR", "out")
    add_outbox(database, ANN, "sent", 3)
    add_outbox(database, BOB, "unsure", None)
    return database


def add_message(database: sqlite3.Connection, chat: int, message_id: int, text: str, direction: str) -> None:
    database.execute(
        "INSERT INTO messages (buyer_id, direction, kind, text, chat_id, message_id, at)"
        " VALUES (?, ?, 'text', ?, ?, ?, ?)",
        (chat - ANN + 1, direction, text, chat, message_id, NOW),
    )


def add_outbox(
    database: sqlite3.Connection, chat: int, state: str, sent_as: int | None, purpose: str = "buyer"
) -> None:
    database.execute(
        "INSERT INTO outbox (lane, chat_id, priority, method, params, purpose, state, created_at, sent_message_id)"
        " VALUES ('x', ?, 1, 'sendMessage', '{}', ?, ?, ?, ?)",
        (chat, purpose, state, NOW, sent_as),
    )


def broken(database: sqlite3.Connection, record: Record) -> set[str]:
    return {one.rule for one in checks(database, record) if not one.holds}


def test_a_good_run_passes(database: sqlite3.Connection) -> None:
    assert broken(database, GOOD) == set()


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("DELETE FROM inbox WHERE update_id = 2", "in the inbox once"),
        ("INSERT INTO inbox (bot_id, update_id, epoch, body, received_at, state) VALUES (1, 2, 1, '', '', 'done')",
         "in the inbox once"),
        ("UPDATE inbox SET state = 'parked' WHERE update_id = 3", "in the inbox once"),
        ("DELETE FROM messages WHERE text = 'hi #100001'", "in the database once"),
        ("UPDATE messages SET text = 'of another' WHERE text = 'hi #100001'", "in the database once"),
        ("INSERT INTO messages (buyer_id, direction, kind, text, at) VALUES (1, 'in', 'text', 'hi #100000', '')",
         "in the database once"),
        ("UPDATE messages SET id = 99 WHERE text = 'hi #100000'", "order per chat holds in the database"),
        ("UPDATE outbox SET state = 'sending' WHERE id = 1", "outbox is drained"),
        ("UPDATE outbox SET state = 'failed', error = 'x' WHERE id = 1", "outbox is drained"),
        ("UPDATE outbox SET sent_message_id = 77 WHERE id = 1", "each answer that arrived is one row"),
        ("UPDATE outbox SET state = 'failed' WHERE id = 2", "each answer that arrived is one row"),
        ("DELETE FROM messages WHERE text = '9 EUR'", "each answer that arrived is one row"),
        ("UPDATE messages SET buyer_id = 77 WHERE text = '9 EUR'", "the database is sound"),
    ],
)  # fmt: skip
def test_a_fault_in_the_database_is_found(database: sqlite3.Connection, statement: str, rule: str) -> None:
    database.execute(statement)
    assert any(rule in one for one in broken(database, GOOD))


def without(at: int) -> Callable[[Record], Record]:
    return lambda record: replace(record, calls=[call for number, call in enumerate(record.calls) if number != at])


def also(*call: object) -> Callable[[Record], Record]:
    return lambda record: replace(record, calls=[*record.calls, call])


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda record: replace(record, carded={100_000: (1.0, SELLER), 100_001: (1.1, SELLER)}), "has a card"),
        (
            lambda record: replace(record, carded=record.carded | {100_002: (0.5, SELLER)}),
            "order per chat holds at the desk",
        ),
        (also(4.0, "sendMessage", BOB, 9, "hi #100000", None), "another chat"),
        (also(4.0, "sendMessage", ANN, 9, "500 pcs", None), "at most once"),
        (also(4.0, "sendMessage", ANN, 9, "500 pcs", None), "each answer that arrived is one row"),
        (without(3), "each answer that arrived is one row"),
        (without(5), "asked about at the desk"),
        (lambda record: replace(record, sends={50: "s:1:1"}), "at most once"),
        (lambda record: replace(record, sends=dict(record.sends) | {52: "s:3:1"}), "became a message"),
    ],
)
def test_a_fault_at_the_server_is_found(
    database: sqlite3.Connection, change: Callable[[Record], Record], rule: str
) -> None:
    assert any(rule in one for one in broken(database, change(GOOD)))
