"""Files for the tests, written where they are needed."""

import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from bot.core.imports import Kind
from bot.sheets.scan import Scan, good_rows, scan
from bot.sheets.understanding import Choices, Understanding, understand

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HEADER = "order,buyer,ordered_at,code,title,quantity,unit_price,country"
LINE = "1001,B-7,2026-03-02 10:00:00,HL-T20,Heart T-light holder,200,1.35,Germany"


def text(folder: Path, content: str | bytes, name: str = "orders.csv", encoding: str = "utf-8") -> Path:
    """A text file; packed when its name ends in .gz."""
    path = folder / name
    raw = content if isinstance(content, bytes) else content.encode(encoding)
    path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    return path


def orders(folder: Path, *lines: str, header: str = HEADER, **options: Any) -> Path:
    """A CSV file of orders."""
    return text(folder, "\n".join((header, *lines)) + "\n", **options)


def workbook(folder: Path, sheets: dict[str, list[list[Any]]], name: str = "orders.xlsx") -> Path:
    """A workbook; a datetime becomes a date of the spreadsheet's own."""
    path = folder / name
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(at, column, value)
    return path


def known(path: Path, kind: Kind = "orders", **choices: Any) -> Understanding:
    """The file as it is understood in a shop in Hamburg that sells in euros."""
    return understand(kind, path, Choices(**choices), "EUR", ZoneInfo("Europe/Berlin"))


def looked(path: Path, kind: Kind = "orders", **choices: Any) -> tuple[Scan, list[Any]]:
    """What was found in the file, and the rows that would be imported."""
    understood = known(path, kind, **choices)
    found = scan(understood, NOW)
    return found, list(good_rows(understood, found))
