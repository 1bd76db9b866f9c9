"""One SQLite file, one writing connection, one thread: aiosqlite's.

A *job* is a plain function that takes the connection (`Tx`) and is run in that thread inside a transaction. Jobs that
arrive together are committed together (group commit): each has its own savepoint, so one that fails does not take the
others along. Because a job is not a coroutine, nothing but SQL can be awaited inside a transaction, and a use case that
needs twenty statements costs one hop between threads, not twenty (docs/adr/0003-jobs-in-the-database-thread.md).
"""

import asyncio
import logging
import re
import shutil
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

Tx = sqlite3.Connection
T = TypeVar("T")
Job = Callable[[Tx], T]

logger = logging.getLogger(__name__)


class DatabaseError(Exception):
    """The database file can't be used; the text says why and what to do."""


def stamp(at: datetime) -> str:
    """An aware instant as the tables keep it: ISO 8601 in UTC with milliseconds, so that texts sort as times."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def instant(text: str) -> datetime:
    """The aware instant that `stamp` wrote."""
    return datetime.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered SQL file."""

    number: int
    name: str
    sql: str


def migrations() -> tuple[Migration, ...]:
    """All migrations in order, from bot/store/migrations/."""
    found = (
        Migration(int(match[1]), match[2], file.read_text(encoding="utf-8"))
        for file in resources.files("bot.store").joinpath("migrations").iterdir()
        if (match := re.fullmatch(r"(\d{4})_(\w+)\.sql", file.name))
    )
    return tuple(sorted(found, key=lambda one: one.number))


def migrate(path: str) -> None:
    """Bring the file at `path` (or ":memory:" never) up to date; the file is copied first when it holds anything."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        known = migrations()
        if version > known[-1].number:
            raise DatabaseError(
                f"{path} was written by a newer Regulars (version {version}, known here {known[-1].number}); "
                "install the newer Regulars again, or start from a backup made before the update"
            )
        waiting = [one for one in known if one.number > version]
        if waiting and version:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copy2(path, f"{path}.before-{waiting[-1].number:04d}")
        _apply(connection, waiting)
    except sqlite3.DatabaseError as error:
        raise DatabaseError(_why(path, error)) from error
    finally:
        connection.close()


def _apply(connection: sqlite3.Connection, waiting: list[Migration]) -> None:
    # Off, because rebuilding a parent table with foreign keys on cascades its children away.
    connection.execute("PRAGMA foreign_keys = OFF")
    for one in waiting:
        try:
            connection.executescript(one.sql)
        except sqlite3.DatabaseError:
            if connection.in_transaction:
                connection.rollback()
            raise
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise DatabaseError(f"after migrating, {len(broken)} rows point to rows that are not there: {broken[:3]}")
    _freshen(connection)


@contextmanager
def alone(path: Path, *, writing: bool = True) -> Iterator[Tx]:
    """A command's own connection, in one transaction: committed at the end, as if nothing had been when it fails.

    One that only reads (`writing` False) keeps nobody waiting and sees the database as it was when it began.

    The file is made or migrated first. Raises DatabaseError with a sentence for whoever runs the command.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        migrate(str(path))
        connection = sqlite3.connect(path, isolation_level=None)
    except (sqlite3.DatabaseError, OSError) as error:
        raise DatabaseError(
            _why(str(path), error) if isinstance(error, sqlite3.DatabaseError) else str(error)
        ) from error
    try:
        configure(connection)
        connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
        yield connection
        connection.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        raise DatabaseError(_why(str(path), error)) from error
    finally:
        if connection.in_transaction:
            connection.rollback()
        connection.close()


def _why(path: str, error: sqlite3.DatabaseError) -> str:
    text = str(error)
    if "not a database" in text:
        return f"{path} is not a SQLite database; move it away, or name another file in config.toml (database = …)"
    if "malformed" in text:
        return f"{path} is damaged; stop, keep the file, and restore the last backup (docs/database.md)"
    if "unable to open" in text or "readonly" in text:
        return f"{path} can't be opened for writing; check the folder and the file's permissions"
    return f"{path}: {text}"


def configure(connection: sqlite3.Connection) -> None:
    """How every connection of ours behaves. FULL: what was committed survives a power cut (ADR 0003)."""
    connection.row_factory = sqlite3.Row
    for pragma in (
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        "busy_timeout = 30000",
        # A large import waits in temporary tables: they are to spill to disk, not to fill the memory.
        "temp_store = FILE",
        "cache_size = -65536",
    ):
        connection.execute(f"PRAGMA {pragma}")
    from bot.store import summaries  # it imports this module

    summaries.ready(connection)


async def _in_thread(connection: aiosqlite.Connection, job: Job[T]) -> T:
    # The one private call we make of aiosqlite: it runs a function in the connection's thread, for which there is no
    # public name. tests/store/test_database.py would tell if it went away; the version is pinned.
    return await connection._execute(job, connection._conn)  # type: ignore[no-any-return,no-untyped-call]  # noqa: SLF001


# The disk's or the file's trouble (primary result codes of sqlite.org/rescode.html), not that of one job.
_TROUBLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB,
}


def is_trouble(error: BaseException) -> bool:
    """Whether the database as a whole can't work now (disk full, locked, I/O error), so that nothing is to blame."""
    if not isinstance(error, sqlite3.DatabaseError):
        return isinstance(error, MemoryError)
    return (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF in _TROUBLE


class _Waiting:
    """A job with the future of whoever waits for it."""

    __slots__ = ("future", "job")

    def __init__(self, job: Job[Any], future: "asyncio.Future[Any]") -> None:
        self.job = job
        self.future = future


class Database:
    """The one writer. `write` runs a job in the next transaction; `after` is run at the end of each transaction."""

    def __init__(self, connection: aiosqlite.Connection, path: str) -> None:
        self._connection = connection
        self._waiting: deque[_Waiting] = deque()
        self._pump: asyncio.Task[None] | None = None
        self.path = path
        self.after: Job[Any] | None = None
        self.on_commit: Callable[[Any], None] | None = None
        self.commits = 0

    @classmethod
    async def open(cls, path: Path | str) -> "Database":
        """Migrate and open. Raises DatabaseError with a sentence for whoever runs the bot."""
        name = str(path)
        if name == ":memory:":
            connection = await aiosqlite.connect(name, isolation_level=None)
            await _in_thread(connection, _set_up_memory)
            return cls(connection, name)
        try:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            migrate(name)
            connection = await aiosqlite.connect(name, isolation_level=None)
            await _in_thread(connection, configure)
        except (sqlite3.DatabaseError, OSError) as error:
            raise DatabaseError(
                _why(name, error) if isinstance(error, sqlite3.DatabaseError) else f"{name}: {error.strerror}"
            ) from error
        return cls(connection, name)

    async def write(self, job: Job[T]) -> T:
        """Run `job` in a transaction and return its result after the commit; an exception rolls this job back only."""
        waiting = _Waiting(job, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._run())
        return await waiting.future  # type: ignore[no-any-return]

    async def read(self, job: Job[T]) -> T:
        """Run a job that only reads, between transactions."""
        return await _in_thread(self._connection, job)

    def nudge(self) -> None:
        """Let `after` run soon, although nobody has a job."""
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._run(once=True))

    async def close(self) -> None:
        """Finish what is waiting and close."""
        while self._pump is not None and not self._pump.done():
            with suppress(Exception):
                await self._pump
        await self._connection.close()

    async def _run(self, once: bool = False) -> None:
        while self._waiting or once:
            once = False
            batch = list(self._waiting)
            self._waiting.clear()
            try:
                results, extra = await self.read(lambda tx, batch=batch: self._transaction(tx, batch))  # type: ignore[misc]
            except Exception as error:
                for one in batch:
                    if not one.future.done():
                        one.future.set_exception(error)
                if not batch:
                    logger.exception("the database refused a transaction")
                continue
            self.commits += 1
            for one, (ok, value) in zip(batch, results, strict=True):
                if one.future.done():
                    continue
                if ok:
                    one.future.set_result(value)
                else:
                    one.future.set_exception(value)
            if self.on_commit is not None and extra is not None:
                self.on_commit(extra)

    def _transaction(self, tx: Tx, batch: list[_Waiting]) -> tuple[list[tuple[bool, Any]], Any]:
        tx.execute("BEGIN IMMEDIATE")
        try:
            results = [attempt(tx, one.job) for one in batch]
            extra = self.after(tx) if self.after is not None else None
            tx.execute("COMMIT")
        except BaseException:
            if tx.in_transaction:
                tx.execute("ROLLBACK")
            raise
        return results, extra


def attempt(tx: Tx, job: Job[T]) -> tuple[bool, Any]:
    """Run one job in a savepoint: (True, result), or (False, exception) with its changes undone.

    A database that can't write at all (disk full, I/O error) is nobody's fault: that is raised, for the whole batch.
    """
    tx.execute("SAVEPOINT job")
    try:
        result = job(tx)
    except Exception as error:
        if is_trouble(error):
            raise
        tx.execute("ROLLBACK TO job")
        tx.execute("RELEASE job")
        return False, error
    tx.execute("RELEASE job")
    return True, result


def _set_up_memory(connection: sqlite3.Connection) -> None:
    configure(connection)
    _apply(connection, list(migrations()))
    connection.execute("PRAGMA foreign_keys = ON")


def _freshen(connection: sqlite3.Connection) -> None:
    from bot.store import search, summaries  # they import this module

    summaries.freshen(connection)
    search.freshen_alone(connection)
