"""What is written can be read back, and no cell is a formula in a spreadsheet."""

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from bot.sheets import writing
from bot.sheets.cells import text_of
from bot.sheets.problems import SheetError
from bot.sheets.writing import defused, write_table

# What a cell may hold: no lone surrogates and control letters, no blanks around it.
CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\x85"), max_size=40).map(str.strip)


@pytest.mark.parametrize("cell", ["=1+1", "+49 40 5550", "-cmd", "@SUM(A1)", "\tx", "\rx", "'=x", '=HYPERLINK("x")'])
def test_a_formula_is_defused(cell: str) -> None:
    assert defused(cell) == "'" + cell


@pytest.mark.parametrize("value", ["-5", "+5", "-2.50", "plain", "'tis", "", -5, Decimal("-2.50"), None])
def test_a_number_stays_a_number(value: Any) -> None:
    assert defused(value) == value


@given(st.one_of(CELLS, CELLS.map("={}".format), CELLS.map("'+{}".format), CELLS.map("''@{}".format)))
def test_what_was_defused_is_read_back(cell: str) -> None:
    written = defused(cell)
    # A text like ="0012" is a spreadsheet's own way of writing a text; ours begins with the mark.
    assert text_of(written if isinstance(written, str) else "") == cell


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx"])
@settings(max_examples=25)
@given(
    rows=st.lists(st.tuples(CELLS, st.integers(-(10**9), 10**9), st.decimals(-(10**6), 10**6, places=2)), max_size=5)
)
def test_a_table_is_read_back(tmp_path_factory: pytest.TempPathFactory, name: str, rows: list[Any]) -> None:
    path = tmp_path_factory.mktemp("tables") / name
    assert write_table(path, ("text", "number", "amount"), rows) == len(rows)
    if name.endswith(".csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = list(csv.reader(file))
        assert [(text_of(a), int(b), Decimal(c)) for a, b, c in found[1:]] == rows
    else:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        found = [[*row, *[""] * (3 - len(row))] for row in sheet.iter_rows()]
        assert [(text_of(a), int(b), round(Decimal(c), 2)) for a, b, c in found[1:]] == rows


def test_what_can_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SheetError, match=r"orders\.pdf: write a file that ends in \.csv or \.xlsx"):
        write_table(tmp_path / "orders.pdf", ("a",), [])
    monkeypatch.setattr(writing, "MOST_SHEET_ROWS", 2)
    with pytest.raises(SheetError, match="A sheet holds at most 2 rows"):
        write_table(tmp_path / "orders.xlsx", ("a",), [("x",)] * 3)


def test_nothing_stands_in_an_empty_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_table(path, ("a", "b"), [("", None), ("x", 1)])
    assert list(CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows())[1:] == [["", ""], ["x", 1.0]]
