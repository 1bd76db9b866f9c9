"""Tables into CSV and XLSX. A cell that a spreadsheet would run as a formula is defused; reading undoes it."""

import csv
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO

import xlsxwriter

from bot.core.shows import Say
from bot.i18n import N_
from bot.sheets.problems import SheetError

Value = str | int | Decimal | None

MOST_SHEET_ROWS = 1_048_575
TOO_LONG = N_("A sheet holds at most {most} rows; write a .csv file instead.")
WRONG_ENDING = N_("{name}: write a file that ends in .csv or .xlsx.")
# A formula begins so; what is already protected gets one more mark, so that reading gives back exactly what was.
_RUNS = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def defused(value: Value) -> Value:
    """The value as it may stand in a cell: -5 stays a number, "=1+1" becomes "'=1+1"."""
    if isinstance(value, str) and _RUNS.match(value) and not _NUMBER.fullmatch(value):
        return "'" + value
    return value


def write_table(path: Path, names: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    """Write a header and rows as the file's ending says; returns how many rows. Raises SheetError, OSError."""
    name = path.name.casefold()
    if name.endswith(".csv"):
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            return write_csv(file, names, rows)
    if name.endswith(".xlsx"):
        return _write_xlsx(path, names, rows)
    raise SheetError(Say(WRONG_ENDING, {"name": path.name}))


def write_csv(file: IO[str], names: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    """Write a header and rows as CSV."""
    out, number = csv.writer(file), 0
    out.writerow(names)
    for number, row in enumerate(rows, 1):  # noqa: B007 - counted
        out.writerow([defused(value) for value in row])
    return number


def _write_xlsx(path: Path, names: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    number = 0
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, names, book.add_format({"bold": True}))
        for number, row in enumerate(rows, 1):
            if number > MOST_SHEET_ROWS:
                raise SheetError(Say(TOO_LONG, {"most": f"{MOST_SHEET_ROWS:,}"}))
            for column, value in enumerate(row):
                if isinstance(value, str):
                    if value:
                        sheet.write_string(number, column, str(defused(value)))
                elif value is not None:
                    sheet.write_number(number, column, float(value))
    return number
