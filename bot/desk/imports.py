"""Files of orders, products and buyers: understood, looked through, then loaded whole or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.core.grades import Rules
from bot.core.imports import Counts, Kind
from bot.sheets.problems import Unsure, english
from bot.sheets.scan import Scan, good_rows, refused_rows, scan
from bot.sheets.sources import shown
from bot.sheets.understanding import Choices, Understanding, guess_kind, understand
from bot.sheets.writing import write_table
from bot.store import bulk
from bot.store.database import Tx

SHOWN_ISSUES = 100
PROBLEM = "problem"
"""The column that the file of refused rows has more than the file it comes from."""
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """A file that was understood and read through once; nothing of it is in the database."""

    name: str
    known: Understanding
    found: Scan


def plan(
    kind: Kind | Literal[""],
    path: Path,
    choices: Choices,
    config: Config,
    now: datetime,
    progress: Progress = lambda row: None,
    name: str = "",
) -> Plan:
    """Understand a file and look through all of it; a `kind` that is not given is found out by the columns.

    Raises Unsure for what must be asked, SheetError and OSError.
    """
    kind = kind or guess_kind(path, choices)
    try:
        known = understand(kind, path, choices, config.shop.currency, ZoneInfo(config.shop.zone))
    except Unsure as unsure:
        raise Unsure(replace(unsure.question, kind=kind)) from None
    return Plan(name or path.name, known, scan(known, now, progress))


def load(
    tx: Tx, plan: Plan, rules: Rules, now: datetime, rows: Iterable[Any] | None = None, progress: Progress | None = None
) -> Counts:
    """Bring the database to what the file says, all in the caller's transaction; `rows` where they are read already."""
    rows = good_rows(plan.known, plan.found) if rows is None else rows
    if plan.known.kind == "orders":
        counts = bulk.load_orders(tx, rows, now=now, rules=rules, progress=progress)
    elif plan.known.kind == "products":
        counts = bulk.load_products(tx, rows, now=now, progress=progress)
    else:
        counts = bulk.load_buyers(tx, rows, now=now, progress=progress)
    return replace(counts, read=plan.found.rows, refused=plan.found.refused)


def write_refused(plan: Plan, path: Path) -> int:
    """Write the rows that were not imported, as they stand in the file, each with its reason; returns how many.

    The file can be mended and imported in its turn: its last column is ignored.
    """
    names, columns = plan.known.header.names, len(plan.known.header.names)

    def rows() -> Any:
        for _, row, reason in refused_rows(plan.known, plan.found):
            cells = [shown(cell) for cell in row]
            cells += [""] * (columns - len(cells))
            if len(cells) > columns:  # nothing is lost of a row with too many cells: the rest stands in the last one
                cells = [*cells[: columns - 1], " ".join(cells[columns - 1 :])]
            yield [*cells, english(reason)]

    return write_table(path, (*names, PROBLEM), rows())


def report(plan: Plan, counts: Counts, *, dry_run: bool) -> dict[str, Any]:
    """What an import did, as one JSON object. `rows`, `refused`, `returns` are rows; the other numbers are things."""
    found = plan.found
    return {
        "kind": plan.known.kind,
        "file": plan.name,
        "rows": counts.read,
        "added": counts.added,
        "changed": counts.changed,
        "same": counts.same,
        "refused": counts.refused,
        "returns": counts.returns,
        "new_buyers": counts.new_buyers,
        "new_products": counts.new_products,
        "issues": [
            {"row": one.row, "column": one.column, "value": one.value, "reason": english(one.reason),
             "refused": one.refused}
            for one in found.issues[:SHOWN_ISSUES]
        ],
        **understood(plan.known),
        "dry_run": dry_run,
    }  # fmt: skip


def understood(known: Understanding) -> dict[str, Any]:
    """How a file was read: the column of each field, order of dates, decimal mark, encoding, sheet."""
    about = known.source.about
    return {
        "columns": {of: known.header.names[at] for of, at in known.columns.items()},
        "ignored_columns": [name for at, name in enumerate(known.header.names) if at not in known.columns.values()],
        "header_row": known.header.row,
        "date_order": next((order for order in known.orders.values() if order), ""),
        "decimal_mark": next((mark for mark in known.marks.values() if mark), ""),
        "currency": known.currency,
        "zone": known.zone.key,
        "encoding": about.encoding,
        "delimiter": about.delimiter,
        "sheet": about.sheet,
        "other_sheets": list(about.others),
    }
