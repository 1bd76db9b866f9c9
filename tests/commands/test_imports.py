"""`import` and `export` on the command line: what they say, what they write, and that nothing is done by half."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import __main__ as main
from bot.commands import imports as command
from bot.desk import imports
from bot.store.database import migrate

HEADER = "order,buyer,ordered_at,code,title,quantity,unit_price,country"
LINE = "1001,B-7,2026-03-02 10:00:00,HL-T20,Heart T-light holder,200,1.35,Germany"
OTHER = "1002,B-8,2026-03-05 09:30:00,XX-1,Star garland,-3,2.50,France"
runner = CliRunner()


def run(*arguments: object, **options: Any) -> Any:
    return runner.invoke(main.cli, [str(one) for one in arguments], **options)


def asked(*arguments: object) -> dict[str, Any]:
    """The JSON object that a command writes."""
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def rows(database: Path, sql: str) -> list[Any]:
    with sqlite3.connect(database) as connection:
        found = connection.execute(sql).fetchall()
    connection.close()
    return found


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the shop's database will be; the folder has no config.toml."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "shop.db"


def orders(db: Path, *lines: str, header: str = HEADER) -> Path:
    path = db.parent / "orders.csv"
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return path


def test_orders_go_into_a_new_database(db: Path) -> None:
    done = run("import", "orders", orders(db, LINE, OTHER), "--db", db)
    assert done.exit_code == 0
    assert "2 rows, 2 orders, 2 buyers, from 2026-03-02 to 2026-03-05, 1 returns, 0 rows refused" in done.stdout
    assert "Done: 2 orders added, 0 changed, 0 the same as before (new: 2 buyers, 2 products)." in done.stdout
    assert rows(db, "SELECT number, total_minor FROM orders ORDER BY number") == [("1001", 27000), ("1002", -750)]
    assert rows(db, "SELECT kind, file, state, read, added FROM imports") == [("orders", "orders.csv", "done", 2, 2)]


def test_it_is_safe_to_repeat_and_an_order_follows_the_file(db: Path) -> None:
    path = orders(db, LINE, OTHER)
    assert asked("import", "orders", path, "--db", db)["added"] == 2
    again = asked("import", "orders", path, "--db", db)
    assert (again["added"], again["changed"], again["same"]) == (0, 0, 2)
    third = asked("import", "orders", orders(db, LINE.replace(",200,", ",250,"), OTHER), "--db", db)
    assert (third["added"], third["changed"], third["same"]) == (0, 1, 1)
    assert rows(db, "SELECT total_minor FROM orders WHERE number = '1001'") == [(33750,)]


def test_a_dry_run_changes_nothing(db: Path) -> None:
    asked("import", "orders", orders(db, LINE), "--db", db, "--dry-run")
    assert not db.exists()
    migrate(str(db))
    told = asked("import", "orders", orders(db, LINE, "bad"), "--db", db, "--dry-run")
    assert (told["added"], told["refused"], told["dry_run"]) == (1, 1, True)
    assert rows(db, "SELECT count(*) FROM orders") == [(0,)]
    assert not (db.parent / "orders.csv.refused.csv").exists()
    assert (
        "Would be: 1 orders added" in run("import", "orders", db.parent / "orders.csv", "--db", db, "--dry-run").stdout
    )


def test_json_tells_everything(db: Path) -> None:
    told = asked("import", "orders", orders(db, LINE, OTHER.replace("-3", "some")), "--db", db)
    assert told["kind"] == "orders"
    assert (told["rows"], told["added"], told["refused"]) == (2, 1, 1)
    assert told["issues"] == [
        {"row": 3, "column": "quantity", "value": "some", "reason": "The quantity is not a number.", "refused": True}
    ]
    assert told["columns"]["unit_price"] == "unit_price"
    assert told["refused_file"].endswith("orders.csv.refused.csv")


def test_refused_rows_are_mended_and_imported(db: Path) -> None:
    wide = "1003,B-9,2026-03-06,XX-2,Star, garland,5,2.50,France"
    path = orders(db, LINE, OTHER.replace("-3", "some"), OTHER, "1004,B-1", wide, LINE.replace("1001,B-7", "1001,B-2"))
    done = run("import", "orders", path, "--db", db)
    assert "6 rows were refused; they stand with their reasons in" in done.stdout
    refused = db.parent / "orders.csv.refused.csv"
    text = refused.read_text(encoding="utf-8-sig")
    assert f"{OTHER.replace('-3', 'some')},The quantity is not a number." in text
    assert "Another line of order 1002 was refused" in text
    assert "Order 1001 belongs to B-7 in an earlier row, and here to B-2" in text
    assert "a quotation mark or a delimiter is wrong." in text
    assert "1004,B-1,,,,,,,The date of the order is missing." in text
    refused.write_text(text.replace("some", "-4"), encoding="utf-8")
    told = asked("import", "orders", refused, "--db", db)
    assert (told["added"], told["ignored_columns"]) == (1, ["problem"])


def test_an_interrupted_import_leaves_the_database_as_it_was(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked("import", "orders", orders(db, LINE), "--db", db)

    def interrupted(tx: Any, plan: Any, *rest: Any, **more: Any) -> Any:
        loaded(tx, plan, *rest, **more)
        raise KeyboardInterrupt

    loaded = imports.load
    monkeypatch.setattr(imports, "load", interrupted)
    done = run("import", "orders", orders(db, OTHER), "--db", db)
    assert done.exit_code == 1
    assert "Interrupted: the database is as it was before." in done.stderr
    assert rows(db, "SELECT number FROM orders") == [("1001",)]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--column", "quantity"], "--column quantity: write it as --column quantity=Qty"),
        (["--date-order", "ymd"], "--date-order is dmy or mdy, not ymd"),
        (["--decimal-mark", "x"], "--decimal-mark is . or , and not x"),
        (["--currency", "euro"], "--currency is three letters such as EUR, not euro"),
        (["--delimiter", "abc"], "--delimiter is one character or tab, not abc"),
        (["--sheet", "May", "--config", "nowhere.toml"], "nowhere.toml: can't be read"),
        (["--column", "quantity=Menge"], "There is no column Menge"),
        (["--db", "/proc/nowhere/shop.db"], "nowhere"),
    ],
)
def test_options_that_can_not_be(db: Path, options: list[str], said: str) -> None:
    done = run("import", "orders", orders(db, LINE), "--db", db, *options)
    assert done.exit_code == 1
    assert said in done.stderr


def test_what_is_asked_is_said_with_its_option(db: Path) -> None:
    unsure = orders(db, LINE.replace("2026-03-02 10:00:00", "03/04/2026"))
    assert "--date-order dmy or --date-order mdy" in run("import", "orders", unsure, "--db", db).stderr
    assert asked("import", "orders", unsure, "--db", db, "--date-order", "dmy", "--delimiter", ",")["added"] == 1
    missing = orders(db, LINE, header=HEADER.replace("quantity", "Stk"))
    assert "Name it with --column quantity=NAME." in run("import", "orders", missing, "--db", db).stderr or asked(
        "import", "orders", missing, "--db", db, "--column", "quantity=Stk"
    )


def test_files_that_are_not_there(db: Path) -> None:
    assert "nothing.csv: No such file or directory" in run("import", "orders", db.parent / "nothing.csv").stderr
    assert "fruit: import orders, products or buyers" in run("import", "fruit", "x.csv").stderr
    (db.parent / "a.csv").write_text("")
    assert "a.csv: The file is empty." in run("import", "orders", db.parent / "a.csv", "--db", db).stderr
    db.write_text("no database, but long enough to look at")
    assert "is not a SQLite database" in run("import", "orders", orders(db, LINE), "--db", db).stderr


def test_at_a_terminal_it_asks(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "at_terminal", lambda: True)
    path = orders(db, LINE.replace("2026-03-02 10:00:00", "03/04/2026"))
    done = run("import", "orders", path, "--db", db, input="dmy\nn\n")
    assert done.exit_code == 1
    assert "is the day first, or the month?" in done.stdout
    assert not db.exists()
    assert "1 orders added" in run("import", "orders", path, "--db", db, input="dmy\ny\n").stdout
    header = "order,buyer,date,code,Stk,each"
    path = orders(db, "1,B-7,2026-03-02,HL,5,€2.50", "2,B-7,2026-03-02,HL,5,¥2.50", header=header)
    done = run("import", "orders", path, "--db", db, "--yes", input="CNY\n")
    assert "Which currency is ¥2.50?" in done.stdout
    assert rows(db, "SELECT currency FROM orders WHERE number IN ('1', '2') ORDER BY number") == [("EUR",), ("CNY",)]


def test_a_progress_bar_only_where_somebody_looks(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from rich.console import Console

    with command.bar(Console(force_terminal=True), True) as progress:
        progress(5000)
    assert "5,000 rows" in capsys.readouterr().out
    with command.bar(Console(force_terminal=False), True) as progress:
        progress(5000)
    assert capsys.readouterr().out == ""


# -- export ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def shop(db: Path) -> Path:
    """A database with orders, a catalogue and buyers' files."""
    assert asked("import", "orders", orders(db, LINE, OTHER, OTHER.replace("1002", "=1+1")), "--db", db)["added"] == 3
    (db.parent / "products.csv").write_text(
        "code,title,other titles,price tiers,moq,stock,description,cost,category\n"
        'HL-T20,Heart holder,心形 | Herz,200: 1.35; 500: 1.18,200,3200,"White wood,\n20 cm",0.80,holders\n'
    )
    (db.parent / "buyers.csv").write_text(
        "number,first name,last name,phone,country,stars,tags\nB-7,Anna,Schmidt,+4940555001,DE,4,vip\nB-9,@Ben,,,,,\n"
    )
    assert asked("import", "products", db.parent / "products.csv", "--db", db)["changed"] == 1
    assert asked("import", "buyers", db.parent / "buyers.csv", "--db", db)["added"] == 1
    return db


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(("kind", "number"), [("orders", 3), ("products", 2), ("buyers", 3)])
def test_what_is_exported_is_the_same_when_imported(shop: Path, kind: str, number: int, ending: str) -> None:
    path = shop.parent / f"out.{ending}"
    assert f"{number} rows of {kind}" in run("export", kind, path, "--db", shop).stdout
    told = asked("import", kind, path, "--db", shop)
    assert (told["same"], told["added"], told["changed"], told["refused"]) == (number, 0, 0, 0)
    elsewhere = shop.parent / "other.db"
    assert asked("import", kind, path, "--db", elsewhere)["added"] == number


def test_a_formula_in_a_name_is_defused(shop: Path) -> None:
    run("export", "orders", shop.parent / "out.csv", "--db", shop)
    assert "'=1+1,B-8" in (shop.parent / "out.csv").read_text(encoding="utf-8-sig")
    run("export", "buyers", shop.parent / "out.csv", "--db", shop)
    assert "B-9,'@Ben" in (shop.parent / "out.csv").read_text(encoding="utf-8-sig")


def test_one_buyers_whole_file(shop: Path) -> None:
    file = shop.parent / "anna.json"
    assert "Everything that is kept of buyer B-7" in run("export", "buyer", "B-7", file, "--db", shop).stdout
    found = json.loads(file.read_text())
    assert found["file"]["first_name"] == "Anna"
    assert found["orders"][0]["total"] == "270.00"
    assert found["orders"][0]["lines"] == [
        {"code": "HL-T20", "title": "Heart holder", "quantity": 200, "unit_price": "1.35"}
    ]
    with sqlite3.connect(shop) as connection:
        connection.execute(
            "INSERT INTO notes (buyer_id, text, at) SELECT id, '<b>likes</b> tea', '2026-01-01' FROM buyers"
        )
    connection.close()
    page = shop.parent / "anna.html"
    run("export", "buyer", "B-7", page, "--db", shop)
    html = page.read_text()
    assert "<h1>Anna Schmidt</h1>" in html
    assert "&lt;b&gt;likes&lt;/b&gt; tea" in html
    assert "270.00 EUR" in html
    assert "<p>Nothing.</p>" in html


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["orders"], "Missing argument"),
        (["orders", "a.csv", "b.csv"], "write it as: export orders FILE.csv"),
        (["fruit", "a.csv"], "write it as: export orders FILE.csv"),
        (["orders", "a.pdf"], "a.pdf: write a file that ends in .csv or .xlsx"),
        (["buyer", "B-7"], "write it as: export buyer NUMBER FILE.json"),
        (["buyer", "B-7", "a.csv"], "write it as: export buyer NUMBER FILE.json"),
        (["buyer", "nobody", "a.json"], "there is no buyer with the number nobody"),
        (["orders", "/nowhere/a.csv"], "/nowhere/a.csv: No such file or directory"),
    ],
)
def test_exports_that_can_not_be(shop: Path, arguments: list[str], said: str) -> None:
    done = run("export", *arguments, "--db", shop)
    assert done.exit_code
    assert said in done.stderr


def test_an_export_needs_a_database(db: Path) -> None:
    assert "shop.db is not there" in run("export", "orders", "a.csv", "--db", db).stderr


def test_an_empty_shop_and_a_buyer_without_orders(db: Path) -> None:
    migrate(str(db))
    assert "0 rows of orders" in run("export", "orders", db.parent / "a.csv", "--db", db).stdout
    (db.parent / "b.csv").write_text("number,company\n7,Nordlicht\n")
    assert asked("import", "buyers", db.parent / "b.csv", "--db", db)["added"] == 1
    run("export", "buyer", "7", db.parent / "a.html", "--db", db)
    assert "<h2>Orders</h2>\n<p>Nothing.</p>" in (db.parent / "a.html").read_text()
