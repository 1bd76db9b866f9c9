"""`python -m bot doctor`: is everything well? Each check is a line; what is not well says what to do."""

import json
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from bot import __version__, dates
from bot.app import real_clock
from bot.config import Config, ConfigError, load
from bot.recogniser import load_recogniser
from bot.replies import check as check_replies
from bot.replies import load as load_replies
from bot.store import health, search_check, summaries
from bot.store.database import Tx, configure, migrations
from bot.store.summaries import Difference

LIBRARIES = ("python-telegram-bot", "aiosqlite")
NAMED = 10
"""Differences that are written out; with more, their number is."""
STUCK_AFTER = timedelta(minutes=15)
NIGHT_MISSED_AFTER = timedelta(days=2)
LEAST_FREE = 200_000_000
"""Bytes; and at least as much as the database itself, for the copy that an update makes first."""
LEARN_SECONDS = 60.0
SIGNS = {"good": "✓", "warning": "!", "bad": "✗"}
STYLES = {"good": "green", "warning": "yellow", "bad": "red"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, how it is, and one line for each thing to know."""

    check: str
    state: Literal["good", "warning", "bad"]
    text: str
    details: tuple[str, ...] = field(default=())


def run(
    database: Annotated[
        Path | None, typer.Option("--db", help="The shop's database; config.toml's when left out.")
    ] = None,
    config: Annotated[Path, typer.Option("--config", help="The shop's settings.")] = Path("config.toml"),
    fix: Annotated[bool, typer.Option("--fix", help="Write wrong summaries and a wrong search index anew.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object and nothing else.")] = False,
) -> None:
    """Is everything well? Looks, and changes nothing unless --fix is given. Exit code 1 when something is not."""
    out = Console(soft_wrap=True, highlight=False)
    found = []
    for finding in examine(database, config, real_clock(), fix=fix):
        found.append(finding)
        if not as_json:
            _print(out, finding)
    bad = any(one.state == "bad" for one in found)
    if as_json:
        sys.stdout.write(json.dumps({"well": not bad, "findings": [asdict(one) for one in found]}) + "\n")
    raise typer.Exit(int(bad))


def _print(out: Console, finding: Finding) -> None:
    out.print(f"{SIGNS[finding.state]} {finding.check}: {finding.text}", style=STYLES[finding.state], markup=False)
    for line in finding.details:
        out.print(f"    {line}", markup=False)


def examine(database: Path | None, config: Path, now: datetime, *, fix: bool = False) -> Iterator[Finding]:
    """Every check, one after another."""
    yield _versions()
    settings = Config()
    try:
        settings = load(config, os.environ) if config.exists() or config != Path("config.toml") else settings
        yield Finding("settings", "good", str(config) if config.exists() else f"no {config}: the defaults are used")
    except ConfigError as error:
        yield Finding("settings", "bad", str(error))
    yield _replies(settings)
    yield _recogniser(settings)
    path = database or settings.database
    if not path.exists():
        yield Finding("database", "bad", f"{path} is not there")
        return
    yield _disk(path)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode={'rw' if fix else 'ro'}", uri=True)) as tx:
            tx.isolation_level = None
            yield from _database(tx, path, now, fix)
    except sqlite3.DatabaseError as error:
        why = f"{path} can't be read ({error}); stop the bot, keep the file, restore a backup (docs/database.md)"
        yield Finding("database", "bad", why)


def _versions() -> Finding:
    # Regulars runs from its folder and need not be installed.
    libraries = ", ".join([f"Regulars {__version__}", *(f"{name} {version(name)}" for name in LIBRARIES)])
    here = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()}"
    return Finding("versions", "good", f"{libraries}, {here}")


def _replies(settings: Config) -> Finding:
    if not settings.replies.is_dir():
        return Finding("replies", "warning", f"the folder {settings.replies} is not there: no replies are offered")
    problems = check_replies(settings.replies)
    book = load_replies(settings.replies, settings.shop.language)
    text = f"{len(book.replies)} replies"
    if problems:
        return Finding("replies", "bad", f"{text}, {len(problems)} to mend", tuple(map(str, problems[:NAMED])))
    return Finding("replies", "good", text)


def _recogniser(settings: Config) -> Finding:
    recogniser = load_recogniser(settings.cache, dates.find)
    book = load_replies(settings.replies, settings.shop.language)
    recogniser.learn(book.examples(), book.keywords())
    recogniser.wait(LEARN_SECONDS)
    note = str(recogniser.note)
    if note:
        return Finding("recogniser", "warning", "works by words only (lexical fallback)", (note,))
    return Finding("recogniser", "good", "the encoder is loaded")


def _disk(path: Path) -> Finding:
    size = sum(file.stat().st_size for file in (path, Path(f"{path}-wal")) if file.exists())
    free = shutil.disk_usage(path.resolve().parent).free
    text = f"{path} has {_megabytes(size)}, {_megabytes(free)} are free"
    if free < max(size, LEAST_FREE):
        return Finding("disk", "warning", text + ": too little for the copy that an update makes first")
    return Finding("disk", "good", text)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"


def _database(tx: Tx, path: Path, now: datetime, fix: bool) -> Iterator[Finding]:
    known = migrations()[-1].number
    is_now = health.version(tx)
    configured: Callable[[Tx], None] = configure if fix else _row_names
    configured(tx)
    damage = health.damage(tx)
    if damage:
        yield Finding("file", "bad", f"{path} is damaged: keep it, restore a backup (docs/database.md)", tuple(damage))
        return
    yield Finding("file", "good", "whole")
    loose = health.loose(tx)
    yield (
        Finding("pointers", "bad", f"{len(loose)} rows point to rows that are not there", tuple(loose[:NAMED]))
        if (loose)
        else Finding("pointers", "good", "every row points to one that is there")
    )
    if is_now != known:
        what = "is migrated at the next start" if is_now < known else "was written by a newer Regulars"
        state: Literal["warning", "bad"] = "warning" if is_now < known else "bad"
        yield Finding("tables", state, f"version {is_now}, known here is {known}: the file {what}")
        return
    yield Finding("tables", "good", f"version {is_now}")
    yield _summaries(tx, fix)
    yield _search(tx, fix)
    yield _night(tx, now)
    yield _stuck(tx, now)


def _row_names(tx: Tx) -> None:
    tx.row_factory = sqlite3.Row


def _summaries(tx: Tx, fix: bool) -> Finding:
    different = [*summaries.wrong_orders(tx), *summaries.compare(tx)]
    if not different:
        return Finding("summaries", "good", "each says what the orders say")
    details = [_said(tx, one) for one in different[:NAMED]]
    if len(different) > NAMED:
        details.append(f"… and {len(different) - NAMED} more")
    if not fix:
        text = f"{len(different)} rows differ from the orders; --fix computes them again"
        return Finding("summaries", "bad", text, tuple(details))
    tx.execute("BEGIN IMMEDIATE")
    summaries.rebuild(tx)
    tx.execute("COMMIT")
    return Finding("summaries", "good", f"{len(different)} rows differed and were computed again", tuple(details))


def _search(tx: Tx, fix: bool) -> Finding:
    different = search_check.compare(tx)
    if not different:
        return Finding("search", "good", "each product and buyer is found by what is written of them")
    details = different[:NAMED]
    if len(different) > NAMED:
        details.append(f"… and {len(different) - NAMED} more")
    if not fix:
        return Finding("search", "bad", "the index is not what it should be; --fix writes it anew", tuple(details))
    tx.execute("BEGIN IMMEDIATE")
    search_check.rebuild(tx)
    tx.execute("COMMIT")
    return Finding("search", "good", "the index was not what it should be and was written anew", tuple(details))


def _said(tx: Tx, one: Difference) -> str:
    whose = health.whose(tx, one.key)
    if one.kept is None:
        return f"{one.table}: {whose}: is missing"
    if one.computed is None:
        return f"{one.table}: {whose}: there are no such orders"
    fields = [
        f"{name} is {value}, by the orders {one.computed[name]}"
        for name, value in one.kept.items()
        if value != one.computed[name]
    ]
    return f"{one.table}: {whose}: {'; '.join(fields)}"


def _night(tx: Tx, now: datetime) -> Finding:
    last = health.last_night(tx)
    if last is None:
        state: Literal["good", "warning"] = "warning" if health.has_orders(tx) else "good"
        return Finding("night", state, "grades and lapsing were not worked out yet: that happens while the bot runs")
    text = f"grades and lapsing were worked out on {last:%Y-%m-%d %H:%M} UTC"
    if now - last > NIGHT_MISSED_AFTER:
        return Finding("night", "warning", text + ": the bot has not run since")
    return Finding("night", "good", text)


def _stuck(tx: Tx, now: datetime) -> Finding:
    details = [
        f"{one.what}: {one.number} rows" + (f", since {one.since:%Y-%m-%d %H:%M} UTC" if one.since else "")
        for one in health.stuck(tx, now - STUCK_AFTER)
    ]
    parked, error = health.set_aside(tx)
    if parked:
        details.append(f"inbox, parked: {parked} updates were set aside, one because of: {error}")
    unsure = health.unsure(tx)
    if unsure:
        details.append(f"outbox, unsure: {unsure} messages may have been sent; the desk asks about each")
    if not details:
        return Finding("left lying", "good", "nothing")
    return Finding(
        "left lying", "warning", "rows wait (while the bot is stopped, that is as it should be)", tuple(details)
    )
