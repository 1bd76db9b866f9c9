"""The command line: demo | run | check | import | export | taught | recognise | when.

`python -m bot --help` says more.
"""

import asyncio
import errno
import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console

from bot import dates
from bot.app import StartError, build_recogniser, real_clock
from bot.app import run as run_bot
from bot.commands import doctor, exports, imports, recommend
from bot.config import Config, ConfigError
from bot.config import load as load_config
from bot.core.recognition import Example
from bot.dates.door import door as when_door
from bot.recogniser.door import door as recognise_door
from bot.replies import ReplyBook
from bot.replies import check as check_replies
from bot.replies import load as load_replies
from bot.store.database import DatabaseError

cli = typer.Typer(
    help="Regulars turns buyers into regulars, from a seller's Telegram.", no_args_is_help=True, add_completion=False
)
console = Console(soft_wrap=True, highlight=False)
errors = Console(stderr=True, soft_wrap=True, highlight=False)

cli.command("import")(imports.run)
cli.command("export")(exports.run)
cli.command("doctor")(doctor.run)
cli.command("recommend")(recommend.run)

ConfigOption = Annotated[Path, typer.Option("--config", help="The shop's settings.")]
JsonLines = Annotated[bool, typer.Option("--jsonl", help="Read and write one JSON object a line.")]


def _say(text: str) -> None:
    console.print(text, markup=False)


def _fail(text: str) -> "typer.Exit":
    errors.print(text, markup=False, style="red")
    return typer.Exit(1)


def _config(path: Path) -> Config:
    try:
        return load_config(path, os.environ)
    except ConfigError as error:
        raise _fail(str(error)) from None


def _log(level: int = logging.INFO) -> None:
    """One line an event. Libraries below us log addresses, which hold the token, at INFO: they are held at WARNING."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    for name in ("httpx", "httpcore", "aiohttp", "telegram", "asyncio", "uvicorn", "aiosqlite"):
        logging.getLogger(name).setLevel(logging.WARNING)


@cli.command()
def run(config: ConfigOption = Path("config.toml")) -> None:
    """Run the bot with the token in TELEGRAM_TOKEN."""
    _log()
    token = os.environ.get("TELEGRAM_TOKEN", "").strip()
    if not token or ":" not in token or not token.split(":")[0].isdigit():
        raise _fail("Set TELEGRAM_TOKEN to the bot's token, as @BotFather gave it (123456789:AA…).")
    try:
        code = asyncio.run(run_bot(_config(config), token, _say))
    except (StartError, DatabaseError, ConfigError) as error:
        raise _fail(str(error)) from None
    raise typer.Exit(code)


@cli.command()
def demo(
    port: Annotated[int, typer.Option(envvar="PORT", help="Where the page is.")] = 8080,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Start the playground: a stand-in for Telegram, the real bot, a sample shop and one web page."""
    from bot.playground import demo as playground

    _log(logging.WARNING)
    try:
        asyncio.run(playground.run(port, browser, _say))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise _fail(str(error)) from None
        raise _fail(
            f"Port {port} is taken; name another one: make demo PORT={port + 1}, or --port {port + 1}."
        ) from None
    except (StartError, DatabaseError) as error:
        raise _fail(str(error)) from None


@cli.command()
def check(
    config: ConfigOption = Path("config.toml"),
    explain: Annotated[str, typer.Option(help="Show what this buyer's text is taken for, and why.")] = "",
) -> None:
    """Check the settings and every reply file; problems are named with file and line."""
    settings = _config(config)
    problems = check_replies(settings.replies)
    for problem in problems:
        _say(str(problem))
    book = load_replies(settings.replies, settings.shop.language)
    for warning in _contradictions(book):
        _say(warning)
    if explain:
        _explain(settings, explain)
    if problems:
        raise _fail(f"{len(problems)} to mend.")
    _say(f"{config} and {len(book.replies)} replies are good.")


def _contradictions(book: ReplyBook) -> Iterator[str]:
    """Examples that read nearly the same under different intents, with their files: warnings, nothing is broken."""
    from bot.recogniser import contradictions

    paths = {(text, reply.intents[:1], reply.language): reply.path for reply in book.quick() for text in reply.examples}
    for one in contradictions(book.examples()):
        named = [
            f'"{each.text}" ({", ".join(each.intents)}, {paths[each.text, each.intents, each.language]})'
            for each in (one.first, one.second)
        ]
        yield f"warning: these examples read nearly the same but mean different things: {named[0]} and {named[1]}"


@cli.command()
def taught(
    database: Annotated[Path, typer.Option("--db", help="The shop's database.")],
) -> None:
    """What sellers taught, as lines for the `examples = [...]` of the reply files, per intent."""
    if not database.exists():
        raise _fail(f"{database} is not there")
    try:
        examples = asyncio.run(_taught(database))
    except DatabaseError as error:
        raise _fail(str(error)) from None
    for intent, language in dict.fromkeys((one.intents[0], one.language) for one in examples):
        _say(f"# {intent}, language {language or 'unknown'}")
        for one in examples:
            if (one.intents[0], one.language) == (intent, language):
                # A JSON string without escapes of our own making is a TOML basic string too.
                _say(f"    {json.dumps(one.text, ensure_ascii=False)},".replace("\x7f", "\\u007f"))
    if not examples:
        _say("Nothing was taught yet.")


async def _taught(path: Path) -> tuple[Example, ...]:
    from bot.store import taught as taught_store
    from bot.store.database import Database

    opened = await Database.open(path)
    try:
        return await opened.read(taught_store.examples)
    finally:
        await opened.close()


def _explain(settings: Config, text: str) -> None:
    from bot.recogniser import load_recogniser

    book = load_replies(settings.replies, settings.shop.language)
    recogniser = load_recogniser(settings.cache, dates.find)
    recogniser.learn(book.examples(), book.keywords())
    _say(str(recogniser.explain(text)))


def _print(record: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _lines() -> Iterable[str]:
    for line in sys.stdin:
        text = line.rstrip("\r\n")
        if text.strip():
            yield text


def _answer_lines(jsonl: bool, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer every line of standard input with a JSON line; a line that is no JSON is answered too."""
    for number, line in enumerate(_lines(), 1):
        record: Any = {"id": number, "text": line}
        if jsonl:
            try:
                record = json.loads(line)
            except ValueError as error:
                _print({"id": None, "line": number, "error": f"line {number} is not JSON: {error}"})
                continue
        _print(answer(record))


@cli.command()
def recognise(
    jsonl: JsonLines = False,
    config: ConfigOption = Path("config.toml"),
    database: Annotated[Path | None, typer.Option("--db", help="A database whose catalogue is known.")] = None,
) -> None:
    """What buyers' messages on standard input say: intents, facts, language."""
    settings = _config(config)
    book = load_replies(settings.replies, settings.shop.language)
    recogniser = build_recogniser(settings, book)
    if database is not None:
        if not database.exists():
            raise _fail(f"{database} is not there")
        try:
            asyncio.run(_know_catalogue(recogniser, database))
        except DatabaseError as error:
            raise _fail(str(error)) from None

    def answer(record: object) -> dict[str, Any]:
        return recognise_door(record if isinstance(record, dict) else {}, recogniser, real_clock())

    _answer_lines(jsonl, answer)


async def _know_catalogue(recogniser: Any, path: Path) -> None:
    from bot.core.recognition import NamedProduct
    from bot.store import products
    from bot.store.database import Database

    database = await Database.open(path)
    try:
        titles = await database.read(products.titles)
        recogniser.know_products(tuple(NamedProduct(code, names) for code, names in titles))
    finally:
        await database.close()


@cli.command()
def when(
    text: Annotated[str, typer.Argument(help="A phrase such as: next tue 3pm send quote")] = "",
    jsonl: JsonLines = False,
    now: Annotated[str, typer.Option(help="The time it is said at, ISO 8601; the present when left out.")] = "",
    zone: Annotated[str, typer.Option(help="The zone it is meant in.")] = "UTC",
    language: Annotated[str, typer.Option(help="The language it is in; found out when left out.")] = "",
) -> None:
    """What a phrase says about time, and what remains of it."""
    if jsonl:
        _answer_lines(True, lambda record: when_door(_with_now(record, now, zone)))
        return
    record = _with_now({"id": 1, "text": text, "zone": zone, "language": language}, now, zone)
    answer = when_door(record)
    _print(answer)
    if answer["at"] is None:
        raise typer.Exit(1)


def _with_now(record: Any, now: str, zone: str) -> Any:
    if isinstance(record, dict) and not record.get("now"):
        try:
            there = ZoneInfo(str(record.get("zone") or zone))
        except (ValueError, LookupError, OSError):
            there = ZoneInfo("UTC")
        local: datetime = real_clock().astimezone(there).replace(tzinfo=None)
        record = {**record, "now": now or local.isoformat(timespec="seconds")}
    return record


if __name__ == "__main__":
    cli()
