"""`python -m bot import orders|products|buyers FILE`: preview, progress, import, and a file of what was refused."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, get_args

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.prompt import Confirm, Prompt
from rich.table import Table

from bot.app import real_clock
from bot.config import Config, ConfigError
from bot.config import load as load_config
from bot.core.imports import Counts, Kind
from bot.desk import imports
from bot.sheets.problems import Question, SheetError, Unsure, english
from bot.sheets.understanding import Choices, first_rows
from bot.store import imports as imports_log
from bot.store.database import DatabaseError, alone

HINTS = {
    "column": "Name it with --column {field}=NAME.",
    "date order": "Say it with --date-order dmy or --date-order mdy.",
    "decimal mark": "Say it with --decimal-mark . or --decimal-mark , .",
    "sheet": "Name it with --sheet NAME.",
    "kind": "",
    "currency": "Name it with --currency CNY or --currency JPY.",
}
FIRST_ROWS = 5
SHOWN_REASONS = 12


class _UndoneError(Exception):
    """A dry run is over: the transaction is taken back."""


def run(
    kind: Annotated[str, typer.Argument(help="orders, products or buyers.")],
    file: Annotated[Path, typer.Argument(help="A CSV, TSV or XLSX file; .csv.gz too.")],
    database: Annotated[
        Path | None, typer.Option("--db", help="The shop's database; config.toml's when left out.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object and nothing else.")] = False,
    config: Annotated[Path, typer.Option("--config", help="The shop's settings.")] = Path("config.toml"),
    column: Annotated[
        list[str] | None, typer.Option(help="A field's column, as quantity=Qty; may be repeated.")
    ] = None,
    date_order: Annotated[str, typer.Option(help="dmy or mdy, for dates such as 03/04/2024.")] = "",
    decimal_mark: Annotated[str, typer.Option(help="'.' or ',', for numbers such as 1,234.")] = "",
    sheet: Annotated[str, typer.Option(help="The sheet of a workbook.")] = "",
    encoding: Annotated[str, typer.Option(help="The encoding of a text file.")] = "",
    delimiter: Annotated[str, typer.Option(help="The delimiter of a text file.")] = "",
    currency: Annotated[
        str, typer.Option(help="The currency of prices that name none; the shop's when left out.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Import without asking.")] = False,
) -> None:
    """Bring orders, products or buyers from a file into the database, whole or not at all."""
    out, errors = Console(soft_wrap=True, highlight=False), Console(stderr=True, soft_wrap=True, highlight=False)
    ask = not as_json and at_terminal()

    def failed(text: str) -> typer.Exit:
        errors.print(text, markup=False, style="red")
        return typer.Exit(1)

    if kind not in get_args(Kind):
        raise failed(f"{kind}: import orders, products or buyers")
    try:
        choices = _choices(column or [], date_order, decimal_mark, sheet, encoding, delimiter, currency)
        settings = settings_of(config)
        now = real_clock()
        with bar(errors, not as_json) as progress:
            plan = _planned(kind, file, choices, settings, ask, out, progress)  # type: ignore[arg-type]
        if not as_json:
            _preview(out, plan)
        if ask and not dry_run and not yes and not Confirm.ask("Import?", console=out, default=True):
            raise typer.Exit(1)
        with bar(errors, not as_json) as progress:
            counts = _loaded(plan, database or settings.database, settings, now, dry_run, progress)
        refused = Path(f"{file}.refused.csv")
        if plan.found.refused and not dry_run:
            imports.write_refused(plan, refused)
    except (ConfigError, DatabaseError, ValueError) as error:
        raise failed(str(error)) from None
    except Unsure as error:
        raise failed(f"{error} {HINTS[error.question.about].format(field=error.question.field)}") from None
    except SheetError as error:
        raise failed(f"{file}: {error}") from None
    except OSError as error:
        raise failed(f"{error.filename or file}: {error.strerror}") from None
    except KeyboardInterrupt:
        raise failed("Interrupted: the database is as it was before.") from None
    if as_json:
        record = imports.report(plan, counts, dry_run=dry_run)
        if plan.found.refused and not dry_run:
            record["refused_file"] = str(refused)
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
        return
    _told(out, plan, counts, dry_run, refused)


def at_terminal() -> bool:
    """Whether somebody sits there who can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def settings_of(path: Path) -> Config:
    """The shop's settings; a shop without a file has the defaults."""
    if path == Path("config.toml") and not path.exists():
        return Config()
    return load_config(path, os.environ)


def _loaded(
    plan: imports.Plan, path: Path, settings: Config, now: datetime, dry_run: bool, progress: Callable[[int], None]
) -> Counts:
    """Load the file; a dry run does it too, to count, and takes it back, in a database that is thrown away if new."""
    counts = Counts()
    with TemporaryDirectory() as folder, suppress(_UndoneError):
        target = Path(folder) / "empty.db" if dry_run and not path.exists() else path
        with alone(target) as tx:
            counts = imports.load(tx, plan, settings.rules, now, progress=progress)
            if dry_run:
                raise _UndoneError
            imports_log.add(tx, now, plan.known.kind, plan.name, None, counts)
    return counts


def _choices(
    columns: list[str], date_order: str, decimal_mark: str, sheet: str, encoding: str, delimiter: str, currency: str
) -> Choices:
    """The options as choices. Raises ValueError with a sentence."""
    named = {}
    for one in columns:
        field, equals, name = one.partition("=")
        if not equals or not field or not name:
            raise ValueError(f"--column {one}: write it as --column quantity=Qty")
        named[field.strip()] = name.strip()
    if date_order not in ("", "dmy", "mdy"):
        raise ValueError(f"--date-order is dmy or mdy, not {date_order}")
    if decimal_mark not in ("", ".", ","):
        raise ValueError(f"--decimal-mark is . or , and not {decimal_mark}")
    if currency and not (len(currency) == 3 and currency.isalpha()):
        raise ValueError(f"--currency is three letters such as EUR, not {currency}")
    mark = "\t" if delimiter in ("\\t", "tab") else delimiter
    if len(mark) > 1:
        raise ValueError(f"--delimiter is one character or tab, not {delimiter}")
    return Choices(named, date_order, decimal_mark, sheet, encoding, mark, currency.upper())  # type: ignore[arg-type]


def _planned(
    kind: Kind, file: Path, choices: Choices, settings: Config, ask: bool, out: Console, progress: Callable[[int], None]
) -> imports.Plan:
    while True:
        try:
            return imports.plan(kind, file, choices, settings, real_clock(), progress)
        except Unsure as error:
            if not ask:
                raise
            choices = _answered(choices, error.question, out)


def _answered(choices: Choices, question: Question, out: Console) -> Choices:
    """The person's answer to a question, as one choice more."""
    answer = Prompt.ask(english(question.say), console=out, choices=list(question.choices))
    return choices.answered(question, answer)


@contextmanager
def bar(console: Console, wanted: bool) -> Iterator[Callable[[int], None]]:
    """A bar that tells how many rows were read; nothing where nobody looks."""
    if not wanted or not console.is_terminal:
        yield lambda row: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,} rows"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Reading", total=None)
        yield lambda row: bar.update(task, completed=row)


def _preview(out: Console, plan: imports.Plan) -> None:
    """What was understood, the first rows, and what would be refused and why."""
    known, found = plan.known, plan.found
    about = imports.understood(known)
    source = [
        f"{name.replace('_', ' ')} {about[name]}"
        for name in ("encoding", "sheet", "date_order", "decimal_mark")
        if about[name]
    ]
    out.print(
        f"{plan.name}: {', '.join([*source, 'prices in ' + known.currency, 'times in ' + known.zone.key])}",
        markup=False,
    )
    if about["other_sheets"]:
        out.print(f"Other sheets, not read: {', '.join(about['other_sheets'])}", markup=False)
    table = Table(*(f"{name}" for name in known.header.names), title="as it stands in the file", title_justify="left")
    fields = {at: of for of, at in known.columns.items()}
    table.add_row(
        *(fields.get(at, "not read") for at in range(len(known.header.names))), style="bold", end_section=True
    )
    for row in first_rows(known, FIRST_ROWS):
        table.add_row(*row[: len(known.header.names)])
    out.print(table, markup=False)
    out.print(_sums(plan), markup=False)
    for (column, reason, refused), times in found.reasons.most_common(SHOWN_REASONS):
        example = next((one for one in found.issues if (one.column, one.reason.text) == (column, reason)), None)
        if example is not None:
            what = "refused" if refused else "noted"
            where = f"row {example.row}" + (f", {column} {example.value!r}" if column else "")
            out.print(f"  {times:,} {what}: {where}: {english(example.reason)}", markup=False)


def _sums(plan: imports.Plan) -> str:
    found = plan.found
    parts = [f"{found.rows:,} rows", f"{found.things:,} {plan.known.kind}"]
    if plan.known.kind == "orders":
        parts.append(f"{len(found.people):,} buyers")
        if found.first_at and found.last_at:
            first, last = (at.astimezone(plan.known.zone).date() for at in (found.first_at, found.last_at))
            parts.append(f"from {first} to {last}")
    if found.returns:
        parts.append(f"{found.returns:,} returns")
    parts.append(f"{found.refused:,} rows refused")
    return ", ".join(parts)


def _told(out: Console, plan: imports.Plan, counts: Counts, dry_run: bool, refused: Path) -> None:
    verb = "Would be:" if dry_run else "Done:"
    new = (
        f" (new: {counts.new_buyers:,} buyers, {counts.new_products:,} products)" if plan.known.kind == "orders" else ""
    )
    out.print(
        f"{verb} {counts.added:,} {plan.known.kind} added, {counts.changed:,} changed, "
        f"{counts.same:,} the same as before{new}.",
        markup=False,
    )
    if counts.refused and not dry_run:
        out.print(f"{counts.refused:,} rows were refused; they stand with their reasons in {refused}", markup=False)
