"""XLSX workbooks through python-calamine (Rust): values only, nothing is evaluated."""

import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from bot.core.shows import Say
from bot.i18n import N_
from bot.sheets.limits import check_size, check_workbook
from bot.sheets.problems import SheetError
from bot.sheets.sources import About, Row

MOST_XLS_BYTES = 256 * 1024**2
ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0"

NO_WORKBOOK = N_("The file is damaged, or no workbook: {problem}. Open it in its program and save it as XLSX or CSV.")
PACKED = N_("This is a ZIP archive. Unpack it, and import the file in it.")
LOCKED = N_("The workbook is protected with a password. Save it without one.")
NO_SHEET = N_("There is no sheet {name}; the workbook has: {sheets}.")
NO_SHEETS = N_("The workbook has no sheet with a table.")


@dataclass(frozen=True, slots=True)
class SheetSource:
    """One sheet of a workbook. `fills` are the cells that a merged cell covers, with where its value stands."""

    path: Path
    about: About
    sheet: Any
    fills: dict[int, tuple[tuple[int, int, int], ...]]

    @property
    def name(self) -> str:
        """The file's name and the sheet's."""
        return f"{self.path.name}, {self.about.sheet}"

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Every row that holds something; what a merged cell covers has its value."""
        held: dict[tuple[int, int], Any] = {}
        for at, row in enumerate(self.sheet.iter_rows()):
            for column, top, left in self.fills.get(at, ()):
                if top == at:
                    held[top, left] = row[left] if left < len(row) else ""
                elif column < len(row):
                    row[column] = held.get((top, left), "")
            if any(cell != "" for cell in row):
                yield at + 1, row


class Workbook:
    """An open workbook and its sheets that people see."""

    def __init__(self, path: Path) -> None:
        """Raises SheetError for what is no workbook, is protected, or holds more than is read."""
        self.path = path
        with path.open("rb") as file:
            head = file.read(8)
        try:
            if head.startswith(ZIP):
                check_workbook(path)
                with zipfile.ZipFile(path) as archive:
                    if not any(name.casefold() == "xl/workbook.xml" for name in archive.namelist()):
                        raise SheetError(Say(PACKED))
            else:
                check_size(path.stat().st_size, MOST_XLS_BYTES)
            self._book = CalamineWorkbook.from_path(path)
        except PasswordError:
            raise SheetError(Say(LOCKED)) from None
        except (CalamineError, zipfile.BadZipFile, OSError, NotImplementedError) as error:
            raise SheetError(Say(NO_WORKBOOK, {"problem": str(error).splitlines()[0][:100]})) from None
        self.sheets = tuple(
            one.name
            for one in self._book.sheets_metadata
            if one.typ == SheetTypeEnum.WorkSheet and one.visible == SheetVisibleEnum.Visible
        )
        if not self.sheets:
            raise SheetError(Say(NO_SHEETS))

    def sheet(self, name: str) -> SheetSource:
        """One sheet by its name. Raises SheetError for one that isn't there or can't be read."""
        if name not in self.sheets:
            raise SheetError(Say(NO_SHEET, {"name": name, "sheets": ", ".join(self.sheets)}))
        try:
            found = self._book.get_sheet_by_name(name)
        except CalamineError as error:
            raise SheetError(Say(NO_WORKBOOK, {"problem": str(error).splitlines()[0][:100]})) from None
        others = tuple(one for one in self.sheets if one != name)
        return SheetSource(self.path, About(sheet=name, others=others), found, _fills(found))


def _fills(sheet: Any) -> dict[int, tuple[tuple[int, int, int], ...]]:
    """For each row, (column, top row, left column) of what cells merged downwards cover, in the sheet's own columns."""
    found: dict[int, tuple[tuple[int, int, int], ...]] = {}
    first = sheet.start[1] if sheet.start else 0
    ranges: list[Any] = []
    with suppress(CalamineError):
        ranges = sheet.merged_cell_ranges or []
    for (top, left), (bottom, right) in ranges:
        # Across columns it is a title; downwards it is a value meant for each of its rows.
        if left == right and bottom > top and left >= first:
            for at in range(top, min(bottom, sheet.total_height) + 1):
                found[at] = (*found.get(at, ()), (left - first, top, left - first))
    return found
