"""`python -m bot export orders|products|buyers FILE` and `export buyer NUMBER FILE`."""

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from rich.console import Console

from bot.commands.imports import settings_of
from bot.config import ConfigError
from bot.core.imports import Kind
from bot.desk import exports
from bot.sheets.problems import SheetError
from bot.sheets.writing import write_table
from bot.store.database import DatabaseError, alone

TITLES = {
    "file": "The file", "orders": "Orders", "messages": "Messages", "heard": "Heard in messages", "notes": "Notes",
    "followups": "Follow-ups", "consents": "Consents", "products_shown": "Products shown", "grades": "Grades",
    "log": "What was done",
}  # fmt: skip
STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}td,th{border-bottom:1px solid #ddd;padding:.3rem .6rem;
text-align:left;vertical-align:top}td{white-space:pre-wrap;overflow-wrap:anywhere}th{font-weight:600}
"""


def run(
    kind: Annotated[str, typer.Argument(help="orders, products, buyers; or buyer and the buyer's number.")],
    names: Annotated[list[str], typer.Argument(help="[NUMBER] FILE: .csv or .xlsx; for one buyer .json or .html.")],
    database: Annotated[
        Path | None, typer.Option("--db", help="The shop's database; config.toml's when left out.")
    ] = None,
    config: Annotated[Path, typer.Option("--config", help="The shop's settings.")] = Path("config.toml"),
) -> None:
    """Write orders, products or buyers as import reads them, or one buyer's whole file for them to see."""
    console, errors = Console(soft_wrap=True, highlight=False), Console(stderr=True, soft_wrap=True, highlight=False)
    try:
        path = database or settings_of(config).database
        if not path.exists():
            raise DatabaseError(f"{path} is not there")
        said = _buyer(path, names) if kind == "buyer" else _table(path, kind, names)
    except (ConfigError, DatabaseError, SheetError, ValueError) as error:
        errors.print(str(error), markup=False, style="red")
        raise typer.Exit(1) from None
    except OSError as error:
        errors.print(f"{error.filename}: {error.strerror}", markup=False, style="red")
        raise typer.Exit(1) from None
    console.print(said, markup=False)


def _table(database: Path, kind: str, names: list[str]) -> str:
    if kind not in get_args(Kind) or len(names) != 1:
        raise ValueError("write it as: export orders FILE.csv, products, buyers; or: export buyer NUMBER FILE.html")
    with alone(database, writing=False) as tx:
        columns, rows = exports.table(tx, kind)  # type: ignore[arg-type]
        number = write_table(Path(names[0]), columns, rows)
    return f"{number:,} rows of {kind} in {names[0]}"


def _buyer(database: Path, names: list[str]) -> str:
    if len(names) != 2 or not names[1].casefold().endswith((".json", ".html")):
        raise ValueError("write it as: export buyer NUMBER FILE.json, or FILE.html")
    number, file = names[0], Path(names[1])
    with alone(database, writing=False) as tx:
        found = exports.buyer(tx, number)
    if found is None:
        raise ValueError(f"there is no buyer with the number {number}")
    as_json = file.name.casefold().endswith(".json")
    file.write_text(
        json.dumps(found, ensure_ascii=False, indent=2) + "\n" if as_json else page(found), encoding="utf-8"
    )
    return f"Everything that is kept of buyer {number} is in {file}"


def page(found: Mapping[str, Any]) -> str:
    """A buyer's whole file as a page without scripts, to be read or printed."""
    file = found["file"]
    name = escape(f"{file['first_name']} {file['last_name']}".strip() or file["number"] or "")
    parts = [f"<h2>{title}</h2>\n{_section(key, found[key])}" for key, title in TITLES.items()]
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{name}</title>\n<style>{STYLE}</style>\n'
        f"<h1>{name}</h1>\n<p>Everything that is kept of this buyer. Times are in UTC.</p>\n"
        + "\n".join(parts)
        + "\n</html>\n"
    )


def _section(key: str, values: Any) -> str:
    if key == "file":
        rows = [f"<tr><th>{_name(one)}</th><td>{_cell(value)}</td></tr>" for one, value in values.items() if value]
        return f"<table>\n{chr(10).join(rows)}\n</table>"
    if not values:
        return "<p>Nothing.</p>"
    if key == "orders":
        return "\n".join(
            f"<h3>{_cell(one['number'])} · {_cell(one['ordered_at'][:10])} · {_cell(one['total'])} "
            f"{_cell(one['currency'])} · {_cell(one['status'])}</h3>\n{_rows(one['lines'])}"
            for one in values
        )
    return _rows(values)


def _rows(values: list[dict[str, Any]]) -> str:
    if not values:
        return "<p>Nothing.</p>"
    head = "".join(f"<th>{_name(one)}</th>" for one in values[0])
    rows = ["<tr>" + "".join(f"<td>{_cell(one)}</td>" for one in row.values()) + "</tr>" for row in values]
    return f"<table>\n<tr>{head}</tr>\n{chr(10).join(rows)}\n</table>"


def _name(field: str) -> str:
    return escape(field.replace("_", " "))


def _cell(value: object) -> str:
    return "" if value is None else escape(str(value))
