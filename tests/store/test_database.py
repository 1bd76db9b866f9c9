"""One writer: jobs committed together, each on its own; trouble of the disk is nobody's fault."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import database as database_module
from bot.store.database import Database, DatabaseError, Migration, Tx, attempt, is_trouble, migrate, migrations

SET = "INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    opened = await Database.open(":memory:")
    yield opened
    await opened.close()


def put(name: str, value: str = "1"):  # type: ignore[no-untyped-def]
    """A job that sets a setting."""
    return lambda tx: tx.execute(SET, (name, value)).rowcount


def names(tx: Tx) -> list[str]:
    """Which settings there are."""
    return [row[0] for row in tx.execute("SELECT name FROM settings ORDER BY name")]


def breaks(tx: Tx) -> None:
    """A job that changes something and then fails."""
    tx.execute(SET, ("broken", "1"))
    raise LookupError("as told")


def full(tx: Tx) -> None:
    """A job that finds the disk full."""
    tx.execute(SET, ("half", "1"))
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise error


async def test_jobs_that_arrive_together_are_committed_together(database: Database) -> None:
    done = await asyncio.gather(*(database.write(put(f"n{number:02}")) for number in range(40)))
    assert done == [1] * 40
    assert database.commits <= 2
    assert len(await database.read(names)) == 40


async def test_one_that_fails_does_not_take_the_others_along(database: Database) -> None:
    results = await asyncio.gather(
        database.write(put("before")), database.write(breaks), database.write(put("after")), return_exceptions=True
    )
    assert [type(result) for result in results] == [int, LookupError, int]
    assert await database.read(names) == ["after", "before"]


async def test_a_disk_that_is_full_fails_all_that_would_have_been_committed_with_it(database: Database) -> None:
    results = await asyncio.gather(database.write(put("before")), database.write(full), return_exceptions=True)
    assert all(isinstance(result, sqlite3.OperationalError) for result in results)
    assert await database.read(names) == []
    await database.write(put("later"))
    assert await database.read(names) == ["later"]


async def test_what_runs_at_the_end_of_a_transaction_sees_it_and_is_told_after_the_commit(database: Database) -> None:
    heard: list[list[str]] = []
    database.after = names
    database.on_commit = heard.append
    await database.write(put("one"))
    await database.write(put("two"))
    assert heard == [["one"], ["one", "two"]]


async def test_a_nudge_runs_it_with_nobodys_job(database: Database) -> None:
    heard = asyncio.Event()
    database.after = names
    database.on_commit = lambda _: heard.set()
    database.nudge()
    await asyncio.wait_for(heard.wait(), 2)


async def test_a_nudge_that_the_disk_refuses_is_logged_and_the_next_job_works(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    database.after = full
    database.nudge()
    while "refused a transaction" not in caplog.text:
        await database.read(names)
    database.after = None
    assert await database.write(put("later")) == 1


async def test_closing_finishes_what_waits(tmp_path: Path) -> None:
    opened = await Database.open(tmp_path / "shop.db")
    waiting = [asyncio.create_task(opened.write(put(f"n{number}"))) for number in range(5)]
    await asyncio.sleep(0)
    await opened.close()
    assert [await one for one in waiting] == [1] * 5
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        assert len(names(connection)) == 5
    connection.close()


async def test_somebody_who_stops_waiting_harms_nobody(database: Database) -> None:
    impatient = asyncio.create_task(database.write(put("impatient")))
    patient = asyncio.create_task(database.write(put("patient")))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await patient == 1
    assert await database.read(names) == ["impatient", "patient"]


async def test_savepoints_nest(database: Database) -> None:
    def job(tx: Tx) -> list[bool]:
        outcome = [attempt(tx, put("kept"))[0], attempt(tx, breaks)[0]]
        attempt(tx, lambda tx: (attempt(tx, put("inner")), breaks(tx)))
        return outcome

    assert await database.write(job) == [True, False]
    assert await database.read(names) == ["kept"]


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (sqlite3.SQLITE_FULL, True),
        (sqlite3.SQLITE_IOERR | (3 << 8), True),
        (sqlite3.SQLITE_BUSY, True),
        (sqlite3.SQLITE_READONLY, True),
        (sqlite3.SQLITE_CONSTRAINT, False),
        (sqlite3.SQLITE_ERROR, False),
    ],
)
def test_what_is_the_disks_trouble_and_what_is_a_jobs(error: int, trouble: bool) -> None:
    raised = sqlite3.OperationalError("x")
    raised.sqlite_errorcode = error
    assert is_trouble(raised) is trouble


def test_only_the_databases_errors_and_memory_are_trouble() -> None:
    assert is_trouble(MemoryError())
    assert not is_trouble(ValueError())
    assert not is_trouble(sqlite3.OperationalError("without a code"))


async def test_every_commit_is_on_the_disk_before_anybody_hears_of_it(tmp_path: Path) -> None:
    opened = await Database.open(tmp_path / "shop.db")
    pragmas = [
        (await opened.read(lambda tx, name=name: tx.execute(f"PRAGMA {name}").fetchone()[0]))
        for name in ("synchronous", "journal_mode", "foreign_keys")
    ]
    await opened.close()
    assert pragmas == [2, "wal", 1]


# -- migrations ------------------------------------------------------------------------------------------------------


def version(path: Path) -> int:
    """The file's version."""
    connection = sqlite3.connect(path)
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.close()
    return found


def more(*sql: str) -> tuple[Migration, ...]:
    """The known migrations and these after them."""
    known = migrations()
    first = known[-1].number + 1
    return known + tuple(
        Migration(first + place, "more", f"BEGIN;\n{text}\nPRAGMA user_version = {first + place};\nCOMMIT;")
        for place, text in enumerate(sql)
    )


def test_numbers_follow_one_another_and_each_sets_its_own() -> None:
    known = migrations()
    assert [one.number for one in known] == list(range(1, len(known) + 1))
    for one in known:
        assert f"PRAGMA user_version = {one.number};" in one.sql
        assert one.sql.rstrip().endswith("COMMIT;")


def test_every_table_is_strict(tmp_path: Path) -> None:
    migrate(str(tmp_path / "shop.db"))
    connection = sqlite3.connect(tmp_path / "shop.db")
    tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'").fetchall()
    connection.close()
    lax = {name for name, strict in tables if not strict and not name.startswith("sqlite_")}
    assert lax == set()


def test_a_new_file_is_made_and_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    migrate(str(path))
    migrate(str(path))
    assert version(path) == migrations()[-1].number
    assert [found.name for found in tmp_path.iterdir() if "before" in found.name] == []


def test_the_file_is_copied_before_it_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shop.db"
    migrate(str(path))
    with sqlite3.connect(path) as connection:
        connection.execute(SET, ("kept", "yes"))
    connection.close()
    newer = more("CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;")
    monkeypatch.setattr(database_module, "migrations", lambda: newer)
    migrate(str(path))
    copy = tmp_path / f"shop.db.before-{newer[-1].number:04d}"
    assert version(path) == newer[-1].number
    assert version(copy) == newer[-2].number
    with sqlite3.connect(copy) as connection:
        assert names(connection) == ["kept"]
    connection.close()


def test_a_step_that_fails_leaves_what_was_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shop.db"
    migrate(str(path))
    before = version(path)
    steps = ("CREATE TABLE good (id INTEGER) STRICT;", "CREATE TABLE bad (id INTEGER) STRICT; SELECT nonsense;")
    monkeypatch.setattr(database_module, "migrations", lambda: more(*steps))
    with pytest.raises(DatabaseError, match="nonsense"):
        migrate(str(path))
    assert version(path) == before + 1
    monkeypatch.setattr(database_module, "migrations", lambda: more(steps[0], "CREATE TABLE bad (id INTEGER) STRICT;"))
    migrate(str(path))
    assert version(path) == before + 2


def test_a_migration_that_orphans_rows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shop.db"
    migrate(str(path))
    orphan = "INSERT INTO topics (desk_id, buyer_id, thread_id, created_at) VALUES (77, 88, 1, 'x');"
    monkeypatch.setattr(database_module, "migrations", lambda: more(orphan))
    with pytest.raises(DatabaseError, match="rows that are not there"):
        migrate(str(path))


async def test_a_file_of_a_newer_regulars_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    migrate(str(path))
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 900")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(DatabaseError, match=r"newer Regulars \(version 900"):
        await Database.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database, but long enough to be looked at " * 40, b"\x00\xff" * 4096])
async def test_garbage_is_named_as_such_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "shop.db"
    path.write_bytes(content)
    with pytest.raises(DatabaseError, match="is not a SQLite database"):
        await Database.open(path)
    assert path.read_bytes() == content


async def test_a_damaged_file_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    migrate(str(path))
    whole = bytearray(path.read_bytes())
    whole[100:4096] = b"\x5a" * 3996
    path.write_bytes(bytes(whole))
    with pytest.raises(DatabaseError, match="damaged"):
        await Database.open(path)


async def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="can't be opened"):
        await Database.open(tmp_path)


async def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(DatabaseError, match="data"):
        await Database.open(tmp_path / "data" / "shop.db")


async def test_a_folder_is_made_for_a_new_file(tmp_path: Path) -> None:
    opened = await Database.open(tmp_path / "some" / "where" / "shop.db")
    await opened.close()
    assert (tmp_path / "some" / "where" / "shop.db").exists()


async def test_a_file_that_can_only_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shop.db"
    migrate(str(path))
    real = sqlite3.connect

    def read_only(name: str, **options: object) -> sqlite3.Connection:
        # As root, the permissions of a file stop nobody: SQLite's own read-only mode does.
        return real(f"file:{name}?mode=ro", uri=True, **options)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(database_module, "migrations", lambda: more("CREATE TABLE more (id INTEGER) STRICT;"))
    monkeypatch.setattr(database_module.sqlite3, "connect", read_only)
    with pytest.raises(DatabaseError, match="can't be opened for writing"):
        await Database.open(path)
