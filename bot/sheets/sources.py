"""A file as rows of cells, read again from the start as often as needed and never whole in memory (a sheet is)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Protocol

Cell = str | int | float | bool | datetime | date | time | timedelta
Row = list[Cell]


class Source(Protocol):
    """`name` is what the person calls it: the file, or the sheet in it. `about` tells how it was read."""

    @property
    def name(self) -> str: ...

    @property
    def about(self) -> "About": ...

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Every row that holds something, with its number as a spreadsheet counts (the first row is 1)."""
        ...


@dataclass(frozen=True, slots=True)
class About:
    """How a file was read: `encoding` and `delimiter` of a text, `sheet` and the other sheets of a workbook."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    others: tuple[str, ...] = ()


def shown(cell: Cell) -> str:
    """A cell as a text: 17850.0 is "17850", a day without a time is only the day."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    return str(cell)


def is_table(path: Path) -> bool:
    """Whether the name of a file says that it may hold a table."""
    return path.name.casefold().endswith((".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".xlsx", ".xlsm", ".xls"))
