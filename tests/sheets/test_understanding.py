"""What files look like in life, and what is understood of them without a question."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from bot.core.imports import BuyerRow, ProductRow
from bot.desk.imports import understood
from bot.sheets.columns import find_header
from bot.sheets.problems import english
from bot.sheets.understanding import first_rows, names_of
from tests.sheets.kit import HEADER, LINE, known, looked, orders, text, workbook


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("订单编号,买家会员名,下单时间,商品编码,商品标题,购买数量,单价", "1001,张三,2026-03-02 10:00:00,HL,烛台,200,1.35"),
        ("訂單編號,買家帳號,訂單成立日期,貨號,商品名稱,數量,單價", "1001,張三,2026/03/02 10:00,HL,燭台,200,1.35"),
        ("Bestellnummer;Kundennr.;Bestelldatum;Artikelnr.;Bezeichnung;Menge;Einzelpreis", "1001;7;02.03.2026 10:00;HL;Halter;200;1,35 €"),
        ("Nº pedido;Cliente;Fecha;Referencia;Descripción;Cantidad;Precio unitario", "1001;7;02/03/2026 10:00;HL;Vela;200;1,35\n1002;7;22/03/2026;HL;Vela;1;1,35"),
        ("N° commande;Code client;Date de commande;Réf.;Désignation;Qté;Prix unitaire HT", "1001;7;2 mars 2026 10h00;HL;Bougie;200;1,35"),
        ("Nº do pedido;Código do cliente;Data do pedido;SKU;Produto;Qtd;Preço unitário", "1001;7;2 de março de 2026 10:00;HL;Vela;200;R$ 1,35"),
        ("Номер заказа;Код клиента;Дата заказа;Артикул;Наименование;Кол-во;Цена", "1001;7;2 марта 2026 г. 10:00;HL;Свеча;200;1,35"),
        ("InvoiceNo\tStockCode\tDescription\tQuantity\tInvoiceDate\tUnitPrice\tCustomerID", "1001\tHL\tHolder\t200\t2026-03-02 10:00\t1.35\t7"),
        ("Order ID|Customer number|Created at|SKU|Item title|Qty ordered|Unit price (EUR)", "1001|7|Mar 2, 2026 10:00 AM|HL|Holder|200|1.35"),
        ("ORDER #,Buyer's number here,Date of the purchase date,Item code,x,Quantity shipped to shop,Line total", "1001,7,2026-03-02T10:00:00+01:00,HL,y,200,270.00"),
    ],
)  # fmt: skip
def test_columns_are_known_in_many_languages(tmp_path: Path, header: str, line: str) -> None:
    _, rows = looked(orders(tmp_path, line, header=header))
    row = rows[0]
    assert (row.number, row.code, row.quantity, row.price_minor) == ("1001", "HL", 200, 135)
    assert row.ordered_at.isoformat() == "2026-03-02T09:00:00+00:00"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "cp1251"]
)
def test_the_encoding_is_found_out(tmp_path: Path, encoding: str) -> None:
    title = "Подсвечник" if encoding == "cp1251" else "白色心形烛台"
    header = "Номер заказа" if encoding == "cp1251" else "订单编号"
    path = orders(
        tmp_path,
        LINE.replace("Heart T-light holder", title),
        header=HEADER.replace("order,", f"{header},", 1),
        encoding=encoding,
    )
    assert looked(path)[1][0].title == title


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("cp1252", "Größe für Zoë"),
        ("cp1251", "Подсвечник белый"),
        ("gb18030", "白色心形烛台挂饰"),
        ("cp1252", "naïve crème brûlée"),
    ],
)
def test_the_encoding_is_found_out_under_an_english_header(tmp_path: Path, encoding: str, title: str) -> None:
    lines = [LINE.replace("Heart T-light holder", title)] * 5
    assert looked(orders(tmp_path, *lines, encoding=encoding))[1][0].title == title


def test_one_accent_in_a_long_file(tmp_path: Path) -> None:
    lines = [*[LINE] * 40_000, LINE.replace("Heart", "Café")]
    assert looked(orders(tmp_path, *lines, encoding="cp1252"))[1][-1].title == "Café T-light holder"


def test_quoted_newlines_and_text_formulas(tmp_path: Path) -> None:
    path = orders(
        tmp_path, '="0012",B-7,2026-03-02,"=""A""","Heart\nholder",1,"1,35",Germany', LINE.replace("1.35", '"1,35"')
    )
    _, rows = looked(path)
    assert (rows[0].number, rows[0].code, rows[0].title, rows[0].price_minor) == ("0012", "A", "Heart\nholder", 135)
    assert (rows[0].row, rows[1].row) == (2, 3)


def test_a_spreadsheets_note_to_itself(tmp_path: Path) -> None:
    path = text(tmp_path, "sep=;\n" + HEADER.replace(",", ";") + "\n" + LINE.replace(",", ";") + "\n")
    found, rows = looked(path)
    assert (rows[0].row, rows[0].quantity) == (3, 200)
    assert found.rows == 1


def test_a_header_below_a_title(tmp_path: Path) -> None:
    path = text(
        tmp_path,
        "Lumen & Hearth;;;\nOrders of March;;;\n;;;\n" + HEADER.replace(",", ";") + "\n" + LINE.replace(",", ";"),
    )
    assert known(path).header.row == 4
    assert looked(path)[1][0].row == 5


def test_a_file_without_a_header_is_known_by_what_stands_in_it(tmp_path: Path) -> None:
    path = text(tmp_path, "1001,7,2026-03-02,HL,Holder,200,1.35\n1002,8,2026-03-03,HL,Holder,3,1.40\n")
    options = {"columns": {"number": "#1", "buyer": "#2", "code": "#4"}}
    assert known(path, **options).header.row == 0
    assert [row.quantity for row in looked(path, **options)[1]] == [200, 3]


def test_a_date_column_is_known_by_what_stands_in_it(tmp_path: Path) -> None:
    path = text(tmp_path, "order,buyer,when,code,many,each\n1001,7,2026-03-02,HL,200,1.35\n")
    assert names_of(known(path)) == {
        "number": "order", "buyer": "buyer", "ordered_at": "when", "code": "code", "quantity": "many",
        "unit_price": "each",
    }  # fmt: skip


def test_two_columns_called_alike_are_asked_about(tmp_path: Path) -> None:
    path = text(tmp_path, "order,buyer,date,date,code,qty,price\n1,7,2026-03-02,2026-03-04,HL,2,1.35\n")
    with pytest.raises(Exception, match="Which column is the date of the order"):
        known(path)


def test_the_surer_name_is_taken(tmp_path: Path) -> None:
    path = text(
        tmp_path,
        "order,buyer,payment date,order date,item,sku,qty,price,total\n1,7,2026-03-09,2026-03-02,x,HL,2,1.35,2.7\n",
    )
    found = names_of(known(path))
    assert (found["ordered_at"], found["code"], found["unit_price"]) == ("order date", "sku", "price")
    assert understood(known(path))["ignored_columns"] == ["payment date", "item", "total"]


def test_a_workbook_with_dates_merged_cells_and_a_title(tmp_path: Path) -> None:
    path = tmp_path / "orders.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet = book.add_worksheet("März")
        sheet.merge_range("B2:E2", "Orders of March")
        sheet.write_row("B4", ["Order", "Customer", "Date", "SKU", "Qty", "Price", "Checked"])
        sheet.merge_range("B5:B6", 1001)
        sheet.merge_range("C5:C6", "007")
        for row, (at, code) in enumerate([(datetime(2026, 3, 2, 10), 85123), (datetime(2026, 3, 2), "A")], 4):
            sheet.write_datetime(row, 3, at, None if row == 4 else day)
            sheet.write(row, 4, code)
            sheet.write(row, 5, 2)
            sheet.write_formula(row, 6, "=1+0.35", None, 1.35)
            sheet.write_boolean(row, 7, True)
        sheet.write_row("B7", [1002, 17850, 46083.5, "HL", 3, "1,35"])
    understood_as = known(path)
    _, rows = looked(path)
    assert [(row.number, row.buyer, row.code, row.quantity, row.price_minor) for row in rows] == [
        ("1001", "007", "85123", 2, 135), ("1001", "007", "A", 2, 135), ("1002", "17850", "HL", 3, 135)
    ]  # fmt: skip
    assert [row.ordered_at.isoformat()[:16] for row in rows] == [
        "2026-03-02T09:00",
        "2026-03-01T23:00",
        "2026-03-02T11:00",
    ]
    assert first_rows(understood_as, 1)[0][:3] == ("1001", "007", "2026-03-02 10:00:00")
    assert understood_as.source.name == "orders.xlsx, März"


def test_a_boolean_or_a_time_is_no_date(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {"A": [HEADER.split(","), ["1", "7", True, "HL", "x", 1, 2.5, "DE"], ["2", "7", 3.0, "HL", "x", 1, 2.5, ""]]},
    )
    found, rows = looked(path)
    assert (rows, [english(one.reason) for one in found.issues]) == (
        [],
        ["The date of the order can't be read as a date."] * 2,
    )


def test_what_was_understood_is_told(tmp_path: Path) -> None:
    path = orders(tmp_path, LINE.replace("2026-03-02 10:00:00", "23/03/2026"))
    told = understood(known(path))
    assert told["columns"]["quantity"] == "quantity"
    assert told["date_order"] == "dmy"
    assert (told["decimal_mark"], told["currency"], told["zone"]) == (".", "EUR", "Europe/Berlin")
    assert known(path).source.name == "orders.csv"


def test_products(tmp_path: Path) -> None:
    header = "SKU,Title,Chinese title,Category,Price,Price tiers,Cost,MOQ,Stock,Lead days,Description,Added at"
    path = text(tmp_path, header + "\nA,Lantern,灯笼 | 灯,lanterns,4.20,200: 4.10; 500+=3.90,2.00,50,0,25,Iron,2026-01-02\n"
                "B,Star,,,2.50,,,10,,,,\nC,Moon,,,,nothing,,,,,,\nD,Sun,,,,,,0,,,,\nE,Sea,,,-1,,,,,,,\nF,Sky,,,,,,,,,,\n")  # fmt: skip
    found, rows = looked(path, "products")
    assert rows[0] == ProductRow(
        2, "A", "Lantern", ((200, 410), (500, 390)), "EUR", "lanterns", 50, 25, 0, "Iron", ("灯笼", "灯"), "",
        rows[0].added_at, 200,
    )  # fmt: skip
    assert rows[0].added_at.isoformat() == "2026-01-01T23:00:00+00:00"
    assert (rows[1].tiers, rows[2].tiers) == (((10, 250),), ())
    assert [english(one.reason) for one in found.issues] == [
        "The price tiers can't be read; write them as 200: 1.35; 500: 1.18.",
        "This can't be less than 1.",
        "This can't be less than 0.",
    ]


def test_buyers(tmp_path: Path) -> None:
    header = "Customer No,Name,Company,Telegram,Phone,E-mail,Country,City,Time zone,Language,Birthday,Grade,Stars,Tags,Source"
    path = text(tmp_path, header + "\n7,Anna Maria Schmidt,Nordlicht,@anna,0049 40 5550-0101,anna@example.com,Deutschland,Hamburg,Europe/Berlin,German,12.09.1984,金牌,★★★,\"vip; hearts\",fair\n"
                "8,\"Clarke, Emily\",,,+44 (0)20 7946 0106,emily,Atlantis,,Nowhere,Babblish,soon,best,9,,\n9,,,,,,,,,,,,,,\n10,,Gift Foundry,,12,,,,,,,,x,,\n")  # fmt: skip
    found, rows = looked(path, "buyers")
    assert rows[0] == BuyerRow(
        2, "7", "Anna", "Maria Schmidt", "Nordlicht", "anna", "+494055500101", "anna@example.com", "DE", "Hamburg",
        "Europe/Berlin", "de", "1984-09-12", "gold", 3, "vip, hearts", "fair",
    )  # fmt: skip
    assert (rows[1].first_name, rows[1].last_name, rows[1].phone, rows[1].stars) == (
        "Emily",
        "Clarke",
        "+442079460106",
        None,
    )
    assert rows[2].first_name == "Gift Foundry"
    noted = {(one.row, one.column) for one in found.issues if not one.refused}
    assert noted == {
        (3, name) for name in ("E-mail", "Country", "Time zone", "Language", "Birthday", "Grade", "Stars")
    } | {(5, "Phone"), (5, "Stars")}
    assert [english(one.reason) for one in found.issues if one.refused] == ["There is no name and no company."]


def test_first_and_last_names_of_their_own(tmp_path: Path) -> None:
    path = text(tmp_path, "number,first name,last name,language\n7,王,芳,zh\n8,Ann,,pt-BR\n")
    rows: list[Any] = looked(path, "buyers")[1]
    assert [(row.first_name, row.last_name, row.language) for row in rows] == [("王", "芳", "zh"), ("Ann", "", "pt-br")]


def test_a_row_of_numbers_is_no_header() -> None:
    assert find_header("orders", [(1, ["1", "2"]), (2, ["3", date(2026, 3, 2)])]).row == 0
    assert find_header("orders", [(1, ["fruit", "", "colour"])]).names == ("fruit", "#2", "colour")
