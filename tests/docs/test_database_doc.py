"""docs/database.md names every table, and its questions have answers in the sample shop."""

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.playground.loading import load
from bot.playground.shop import sample_shop
from bot.store.database import Database

PAGE = (Path(__file__).parents[2] / "docs" / "database.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"```sql\n(.*?)```", PAGE, re.S)
NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
COLUMNS = [
    ["buyer", "orders", "total", "currency", "running_percent"],
    ["buyer", "orders", "last_order", "owner"],
    ["buyer", "since", "said"],
    ["code", "title", "buyers"],
    ["seller", "open", "late", "done"],
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The sample shop in a file, as a shop owner would open it: read-only, with SQLite alone."""
    path = tmp_path_factory.mktemp("shop") / "regulars.db"

    async def fill() -> None:
        database = await Database.open(path)
        shop = sample_shop(NOW)
        await database.write(lambda tx: load(tx, shop, topics=True, now=NOW))
        await database.close()

    asyncio.run(fill())
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    # The page asks for 'now'; the sample shop lives in March 2026.
    connection.create_function(
        "julianday", 1, lambda text: _julian(NOW if text == "now" else datetime.fromisoformat(text))
    )
    return connection


def _julian(at: datetime) -> float:
    return at.timestamp() / 86400 + 2440587.5


def test_there_are_five_questions() -> None:
    assert len(QUESTIONS) == len(COLUMNS) == 5


@pytest.mark.parametrize("number", range(5))
def test_a_question_has_an_answer(filled: sqlite3.Connection, number: int) -> None:
    cursor = filled.execute(QUESTIONS[number])
    rows = cursor.fetchall()
    assert [column[0] for column in cursor.description] == COLUMNS[number]
    assert rows


def test_the_best_buyers_come_first_and_add_up(filled: sqlite3.Connection) -> None:
    rows = filled.execute(QUESTIONS[0]).fetchall()
    totals, running = [row[2] for row in rows], [row[4] for row in rows]
    assert totals == sorted(totals, reverse=True)
    assert running == sorted(running) and running[0] > 0 and running[-1] <= 100


def test_every_table_is_explained_and_no_other(filled: sqlite3.Connection) -> None:
    real = {
        name
        for (name,) in filled.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow'")
        if not name.startswith("sqlite_")
    }
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.M)) == real


def test_all_tables_are_strict(filled: sqlite3.Connection) -> None:
    listed = filled.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
    names = {name: strict for name, strict in listed if not name.startswith("sqlite_")}
    assert all(names.values())


async def test_the_backup_on_the_page_is_whole_while_the_bot_has_the_file_open(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "regulars.db")
    shop = sample_shop(NOW)
    await database.write(lambda tx: load(tx, shop, topics=True, now=NOW))
    command = re.search(r'^sqlite3 regulars\.db "(VACUUM INTO) \'([\w.-]+)\'"', PAGE, re.M)
    assert command is not None
    copy = tmp_path / command[2]
    other = sqlite3.connect(tmp_path / "regulars.db")
    other.execute(f"{command[1]} '{copy}'")
    other.close()
    await database.close()
    backup = sqlite3.connect(copy)
    assert backup.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert backup.execute("SELECT count(*) FROM buyers").fetchone() == (len(shop.buyers),)
    backup.close()
