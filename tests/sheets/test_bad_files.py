"""What can be wrong with a file: each is one clear sentence, and what is wrong with a row names row and column."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import PasswordError

from bot.core.shows import Say
from bot.sheets import limits
from bot.sheets.problems import Question, SheetError, Unsure, english
from bot.sheets.scan import refused_rows, scan
from bot.sheets.understanding import Choices, guess_kind
from tests.sheets.kit import HEADER, LINE, NOW, known, looked, orders, text, workbook


def refused(path: Path, **choices: Any) -> list[tuple[int, str, str, str]]:
    """(row, column, value, reason) of every issue."""
    found, _ = looked(path, **choices)
    return [(one.row, one.column, one.value, english(one.reason)) for one in found.issues]


def sentence(path: Path, kind: Any = "orders", **choices: Any) -> str:
    with pytest.raises(SheetError) as error:
        looked(path, kind, **choices)
    return str(error.value)


# -- the whole file ----------------------------------------------------------------------------------------------------


def test_another_kind_of_table(tmp_path: Path) -> None:
    said = sentence(text(tmp_path, "fruit,colour\napple,red\n"))
    assert said.startswith(
        "This does not look like orders: no column for order number, buyer's number, date of the order"
    )
    assert "The columns are: fruit, colour." in said


def test_a_missing_column_is_asked_for(tmp_path: Path) -> None:
    path = orders(tmp_path, "1,B-7,2026-03-02,HL,5,2", header="order,buyer,ordered_at,code,Stk,Stk2")
    with pytest.raises(Unsure) as error:
        known(path)
    assert error.value.question.about == "column"
    assert error.value.question.field == "quantity"
    assert error.value.question.choices == ("Stk", "Stk2")
    found, rows = looked(path, columns={"quantity": "Stk", "unit_price": "stk2"})
    assert (found.rows, rows[0].quantity, rows[0].price_minor) == (1, 5, 200)


def test_columns_and_fields_that_are_not_there(tmp_path: Path) -> None:
    path = orders(tmp_path, LINE)
    assert sentence(path, columns={"quantity": "Menge"}).startswith("There is no column Menge; the columns are: order")
    assert sentence(path, columns={"colour": "code"}).startswith("colour is no field of orders; the fields are: number")


def test_a_sheet_without_a_table(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Notes": [["Call Anna", "", "", ""], ["Pay Li", "", "", ""]]})
    assert "does not look like orders" in sentence(path)
    assert sentence(path, sheet="Orders") == "There is no sheet Orders; the workbook has: Notes."


def test_the_right_sheet_is_found_and_the_others_are_named(tmp_path: Path) -> None:
    rows: list[list[Any]] = [HEADER.split(","), LINE.split(",")]
    path = workbook(tmp_path, {"Read me": [["hello"]], "Lines": rows, "Stock": [["code", "stock"], ["A", 1]]})
    about = known(path).source.about
    assert (about.sheet, about.others) == ("Lines", ("Read me", "Stock"))
    with pytest.raises(Unsure) as error:
        known(workbook(tmp_path, {"May": rows, "June": rows}))
    assert error.value.question.choices == ("May", "June")
    assert str(error.value) == "Which sheet has the orders? The sheets are: May, June."


def test_a_file_of_ten_gigabytes(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    with path.open("wb") as file:
        file.truncate(10 * 1024**3)
    assert sentence(path) == (
        "The file is too big: 10.0 GB, and at most 4.0 GB are read. Split it, by year for example."
    )


def test_a_packed_text_that_unpacks_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RATIO_FROM", 1_000_000)
    path = text(tmp_path, (HEADER + "\n").encode() + (LINE + "\n").encode() * 40_000, name="orders.csv.gz")
    assert "unpacks to far more than a table does" in sentence(path)


def test_a_packed_text_past_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = text(tmp_path, HEADER + "\n" + (LINE + "\n") * 400, name="orders.csv.gz")
    monkeypatch.setattr(limits, "MOST_BYTES", 10_000)
    assert path.stat().st_size < 10_000
    assert "The file is too big" in sentence(path)


def bomb(folder: Path, declared: int | None = None) -> Path:
    """A workbook whose only sheet is a great many blanks; `declared` is the size that it claims."""
    path = folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 3_000_000)
    if declared is not None:
        raw = path.read_bytes()
        path.write_bytes(raw.replace((3_000_000).to_bytes(4, "little"), declared.to_bytes(4, "little")))
    return path


@pytest.mark.parametrize("declared", [None, 1000])
def test_a_zip_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, declared: int | None) -> None:
    monkeypatch.setattr(limits, "RATIO_FROM", 1_000_000)
    assert "unpacks to far more than a table does" in sentence(bomb(tmp_path, declared))


def test_a_workbook_that_holds_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_WORKBOOK_BYTES", 100)
    assert "too big" in sentence(workbook(tmp_path, {"Lines": [["a", "b"]]}))


def test_a_cell_far_away_from_the_table(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
    assert sentence(path).startswith("A sheet has cells as far as row 1048576 and column 16384: too many to read.")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.csv", "The file is empty."),
        (b"\n\n", "a.csv", "The file is empty."),
        (b"%PDF-1.7", "a.csv", "The file is PDF, not a table."),
        (b"<html><table>", "a.xls", "The file is HTML, not a table."),
        (b"PK\x03\x04 nothing", "a.xlsx", "The file is damaged, or no workbook: File is not a zip file."),
        (b"\xd0\xcf\x11\xe0 nothing", "a.xls", "The file is damaged, or no workbook: "),
        (b"\x1f\x8b\x08 nothing", "a.csv.gz.bin", "The packed file is damaged: "),
        (HEADER.encode(), "a.csv", "There is nothing below the header in row 1."),
        (HEADER.encode() + b"\n" + b"x" * 1_100_000, "a.csv", "Row 2 is longer than a million characters"),
        (HEADER.encode() + b'\n1,"' + b"x\n" * 600_000, "a.csv", "Row 2 can't be read: field larger than field limit"),
        (b"a\0b\xff\0", "a.csv", "From row 1 on, the file can't be read as utf-16"),
    ],
)
def test_it_is_no_table(tmp_path: Path, content: bytes, name: str, said: str) -> None:
    assert sentence(text(tmp_path, content, name)).startswith(said)


def test_a_header_in_the_third_row_and_nothing_else(tmp_path: Path) -> None:
    assert sentence(text(tmp_path, "Lumen\n\n" + HEADER + "\n")) == "There is nothing below the header in row 3."


def test_a_zip_with_another_file_in_it(tmp_path: Path) -> None:
    path = tmp_path / "orders.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("orders.csv", HEADER)
    assert sentence(path) == "This is a ZIP archive. Unpack it, and import the file in it."


def test_a_damaged_gzip_is_found_while_reading(tmp_path: Path) -> None:
    path = text(tmp_path, HEADER + "\n" + (LINE + "\n") * 5000, name="orders.csv.gz")
    path.write_bytes(path.read_bytes()[:-20])
    assert sentence(path).startswith("The packed file is damaged: ")


def test_an_encoding_that_does_not_fit(tmp_path: Path) -> None:
    path = orders(tmp_path, LINE.replace("Germany", "Österreich"), encoding="cp1252")
    assert sentence(path, encoding="utf-8").startswith("From row 1 on, the file can't be read as utf-8.")
    assert sentence(path, encoding="klingon").startswith("klingon is no known encoding")
    late = orders(tmp_path, *([LINE] * 3000), LINE.replace("Germany", "Österreich"), encoding="cp1252")
    assert "can't be read as utf-8" in sentence(late, encoding="utf-8")


def test_a_day_that_may_be_a_month_is_asked_about(tmp_path: Path) -> None:
    path = orders(tmp_path, LINE.replace("2026-03-02 10:00:00", "03/04/2026"))
    with pytest.raises(Unsure) as error:
        known(path)
    assert str(error.value) == "03/04/2026 in the column ordered_at: is the day first, or the month?"
    assert error.value.question.choices == ("dmy", "mdy")
    _, rows = looked(path, date_order="mdy")
    assert rows[0].ordered_at.isoformat() == "2026-03-03T23:00:00+00:00"


def test_a_mark_that_may_group_thousands_is_asked_about(tmp_path: Path) -> None:
    path = text(tmp_path, HEADER.replace(",", ";") + "\n" + LINE.replace(",", ";").replace("1.35", "1.350") + "\n")
    with pytest.raises(Unsure) as error:
        known(path)
    assert str(error.value).startswith("1.350 in the column unit_price: is its mark a decimal mark")
    assert looked(path, decimal_mark=".")[1][0].price_minor == 135
    assert looked(path, decimal_mark=",")[1][0].price_minor == 135_000


def test_a_yen_or_yuan_sign_is_asked_about(tmp_path: Path) -> None:
    path = orders(tmp_path, LINE.replace("1.35", "¥1.35"))
    with pytest.raises(Unsure) as error:
        known(path)
    assert error.value.question.choices == ("CNY", "JPY")
    assert looked(path, currency="CNY")[1][0].currency == "CNY"


def test_what_is_in_the_file_is_asked_when_its_columns_dont_tell(tmp_path: Path) -> None:
    with pytest.raises(Unsure) as error:
        guess_kind(text(tmp_path, "fruit,colour\napple,red\n"), Choices())
    assert error.value.question.about == "kind"
    assert guess_kind(orders(tmp_path, LINE), Choices()) == "orders"
    assert guess_kind(text(tmp_path, "sku,title,price\nA,Lantern,4.20\n"), Choices()) == "products"
    assert guess_kind(text(tmp_path, "customer no,name,e-mail\n7,Anna,a@b.example\n"), Choices()) == "buyers"
    assert guess_kind(orders(tmp_path, LINE.replace("2026-03-02 10:00:00", "03/04/2026")), Choices()) == "orders"
    with pytest.raises(SheetError, match="PDF"):
        guess_kind(text(tmp_path, b"%PDF-1.7"), Choices())


# -- its rows ----------------------------------------------------------------------------------------------------------


def test_dates_in_five_formats_in_one_column(tmp_path: Path) -> None:
    dates = ("03/04/2026", "23/04/2026", "2026-05-01", "1 Mar 2026", "45000", "05.06.2026", "soon")
    lines = [f"{at},B-7,{date},HL,Heart,1,2.5,DE" for at, date in enumerate(dates)]
    found, rows = looked(orders(tmp_path, *lines))
    assert [f"{row.ordered_at:%d.%m.%y}" for row in rows] == [
        "02.04.26",
        "22.04.26",
        "30.04.26",
        "28.02.26",
        "14.03.23",
        "04.06.26",
    ]
    assert [(one.row, one.column, english(one.reason)) for one in found.issues] == [
        (8, "ordered_at", "The date of the order can't be read as a date.")
    ]


def test_a_column_with_both_orders_of_day_and_month(tmp_path: Path) -> None:
    lines = [f"{at},B-7,{date},HL,Heart,1,2.5,DE" for at, date in enumerate(("23/04/2026", "04/23/2026", "03/04/2026"))]
    issues = refused(orders(tmp_path, *lines))
    assert len(issues) == 1
    assert issues[0][0] == 4
    assert "can be read in two ways: in the column, some dates begin with the day" in issues[0][3]


def test_a_column_with_points_and_commas(tmp_path: Path) -> None:
    lines = [f'{at},B-7,2026-03-02,HL,Heart,1,"{price}",DE' for at, price in enumerate(("2.50", "2,50", "1,250"))]
    found, rows = looked(orders(tmp_path, *lines))
    assert [row.price_minor for row in rows] == [250, 250]
    assert "The unit price can be read in two ways" in english(found.issues[0].reason)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("order", "", "The order number is missing."),
        ("order", "6.02E+11", "A spreadsheet shortened this number (6.02E+11) and its last digits are lost"),
        ("buyer", "", "The buyer's number is missing."),
        ("ordered_at", "", "The date of the order is missing."),
        ("code", "", "The product code is missing."),
        ("quantity", "", "The quantity is missing."),
        ("quantity", "many", "The quantity is not a number."),
        ("quantity", "1.5", "The quantity is not a whole number."),
        ("quantity", "99999999999", "The quantity is too large to be true."),
        ("quantity", "0", "The quantity is 0: nothing was bought in this line."),
        ("unit_price", "", "The unit price is missing."),
        ("unit_price", "free", "The unit price is not a number."),
        ("unit_price", "-2.00", "The price is negative; a return has a negative quantity"),
        ("unit_price", "=E2*2", "A formula stands here; save the file with values."),
        ("unit_price", "99999999999999.99", "The unit price is too large to be true."),
    ],
)
def test_a_cell_that_refuses_its_row(tmp_path: Path, field: str, value: str, reason: str) -> None:
    cells = dict(zip(HEADER.split(","), LINE.split(","), strict=True)) | {field: value}
    issues = refused(orders(tmp_path, LINE.replace("1001", "1000"), ",".join(cells.values())))
    assert [(row, column, shown) for row, column, shown, _ in issues] == [(3, field, value)]
    assert issues[0][3].startswith(reason)


def test_a_cancelled_order_and_a_currency_of_its_own(tmp_path: Path) -> None:
    header = HEADER + ",status,currency"
    path = orders(tmp_path, LINE + ",交易关闭,EUR", LINE.replace("1001", "2") + ",paid,GBP",
                  LINE.replace("1001", "3") + ",,sticks", header=header)  # fmt: skip
    found, rows = looked(path)
    assert [(row.number, row.currency, row.status) for row in rows] == [("2", "GBP", "paid")]
    assert [one.column for one in found.issues] == ["status", "currency"]


def test_a_row_with_more_cells_than_the_header(tmp_path: Path) -> None:
    issues = refused(orders(tmp_path, LINE + ",2"))
    assert issues[0][3] == "The row has 9 cells, the header has 8: a quotation mark or a delimiter is wrong."


def test_a_negative_quantity_is_a_return(tmp_path: Path) -> None:
    found, rows = looked(orders(tmp_path, LINE, LINE.replace(",200,", ",-20,")))
    assert (found.returns, [row.quantity for row in rows]) == (1, [200, -20])


def test_an_order_is_never_imported_by_half(tmp_path: Path) -> None:
    bad = LINE.replace(",200,", ",many,")
    found, rows = looked(orders(tmp_path, LINE, bad, LINE, LINE.replace("1001", "1002")))
    assert [row.number for row in rows] == ["1002"]
    assert (found.rows, found.refused, found.things) == (4, 3, 1)


def test_a_line_of_nothing_takes_no_order_along(tmp_path: Path) -> None:
    found, rows = looked(orders(tmp_path, LINE, LINE.replace(",200,", ",0,")))
    assert (len(rows), found.refused, found.things) == (1, 1, 1)


def test_an_order_of_two_buyers(tmp_path: Path) -> None:
    found, rows = looked(orders(tmp_path, LINE, LINE.replace("B-7", "B-8"), LINE))
    assert rows == []
    assert (found.refused, found.things) == (3, 0)
    assert english(found.issues[0].reason) == (
        "Order 1001 belongs to B-7 in an earlier row, and here to B-8: an order has one buyer."
    )


def test_a_buyers_number_used_twice_is_noted(tmp_path: Path) -> None:
    header = HEADER + ",buyer_name"
    found, rows = looked(orders(tmp_path, LINE + ",Anna", LINE.replace("1001", "2") + ",Ben", header=header))
    assert len(rows) == 2
    issue = found.issues[0]
    assert (issue.row, issue.column, issue.refused) == (3, "buyer", False)
    assert english(issue.reason) == "Buyer B-7 is Anna in an earlier row, and here Ben: a number belongs to one buyer."


def test_a_price_finer_than_a_cent_is_noted(tmp_path: Path) -> None:
    found, rows = looked(orders(tmp_path, LINE.replace("1.35", "0.085")))
    assert [row.price_minor for row in rows] == [9]
    issue = found.issues[0]
    assert (issue.row, issue.column, issue.value, issue.refused) == (2, "unit_price", "0.085", False)
    assert english(issue.reason) == "The price is finer than the smallest unit of EUR and was rounded."


def test_a_date_in_the_future_is_noted(tmp_path: Path) -> None:
    found, rows = looked(orders(tmp_path, LINE.replace("2026-03", "2027-03")))
    assert (len(rows), english(found.issues[0].reason)) == (1, "This date lies in the future.")


def test_a_number_that_comes_twice_in_a_file_of_products_or_buyers(tmp_path: Path) -> None:
    path = text(tmp_path, "code,title,price\nA,Lantern,4.2\nA,Lantern,4.2\nA,Lamp,5.1\nB,Star,1.1\n")
    found, rows = looked(path, "products")
    assert [row.code for row in rows] == ["A", "B"]
    assert [(one.row, one.column, english(one.reason)) for one in found.issues] == [
        (4, "code", "A stands in an earlier row already, with other values.")
    ]
    assert (found.refused, found.things) == (1, 2)


def test_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "orders.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Old").hide()
        sheet = book.add_worksheet("New")
        sheet.write_row(0, 0, HEADER.split(","))
        sheet.write_row(1, 0, LINE.split(","))
        sheet.activate()
    about = known(path).source.about
    assert (about.sheet, about.others) == ("New", ())


def test_a_workbook_with_charts_alone(tmp_path: Path) -> None:
    path = tmp_path / "orders.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        chart = book.add_chart({"type": "line"})
        book.add_worksheet("Old").hide()
        chart.add_series({"values": "=Old!$A$1:$A$2"})
        shown = book.add_chartsheet("Chart")
        shown.set_chart(chart)
        shown.activate()
    assert sentence(path) == "The workbook has no sheet with a table."


def test_a_locked_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_: object) -> None:
        raise PasswordError("protected")

    path = workbook(tmp_path, {"Lines": [["a"]]})
    monkeypatch.setattr(
        "bot.sheets.workbooks.CalamineWorkbook", type("Locked", (), {"from_path": staticmethod(locked)})
    )
    assert sentence(path) == "The workbook is protected with a password. Save it without one."


def test_a_damaged_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Lines": [HEADER.split(","), LINE.split(",")]})
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, content[: len(content) // 2] if "sheet1" in part.filename else content)
    assert sentence(broken).startswith("The file is damaged, or no workbook: ")


def test_refused_rows_of_products_stand_with_their_reason(tmp_path: Path) -> None:
    path = text(tmp_path, "code,title,price\nA,Lantern,4.2\nA,Lamp,5.1\n,Star,1.1\n")
    understood = known(path, "products")
    found = scan(understood, NOW)
    assert [(row, english(reason)) for row, _, reason in refused_rows(understood, found)] == [
        (3, "A stands in an earlier row already, with other values."),
        (4, "The product code is missing."),
    ]


def test_whoever_looks_is_told_how_far_it_is(tmp_path: Path) -> None:
    told: list[int] = []
    scan(known(orders(tmp_path, *[LINE] * 5001)), NOW, told.append)
    assert told == [5001]


def test_an_answer_is_one_choice_more() -> None:
    choices = Choices(columns={"code": "SKU"})
    for about, answer, field in (
        ("column", "Qty", "quantity"), ("sheet", "May", ""), ("currency", "CNY", ""), ("date order", "mdy", ""),
        ("decimal mark", ",", ""),
    ):  # fmt: skip
        choices = choices.answered(Question(about, Say(""), (), field), answer)  # type: ignore[arg-type]
    assert choices == Choices({"code": "SKU", "quantity": "Qty"}, "mdy", ",", "May", currency="CNY")
