"""Every SQL constant of the store is compiled against the migrated schema."""

import ast
import importlib
import pkgutil
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.store
from bot.store import bulk
from bot.store.database import migrate

STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b")


def constants() -> Iterator[tuple[str, str]]:
    """(module.NAME, SQL) of every constant that is a whole statement."""
    for module in pkgutil.iter_modules(bot.store.__path__):
        loaded = importlib.import_module(f"bot.store.{module.name}")
        for name, value in vars(loaded).items():
            if name.isupper() and isinstance(value, str) and STATEMENT.match(value):
                yield f"{module.name}.{name}", value


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """An empty shop's database."""
    path = tmp_path_factory.mktemp("sql") / "shop.db"
    migrate(str(path))
    connection = sqlite3.connect(path)
    bulk.ready(connection)
    yield connection
    connection.close()


@pytest.mark.parametrize(("name", "sql"), [pytest.param(*one, id=one[0]) for one in constants()])
def test_it_compiles_with_named_parameters(schema: sqlite3.Connection, name: str, sql: str) -> None:
    parameters = dict.fromkeys(re.findall(r"(?<![:\w]):([a-z_]\w*)", sql), 1)
    schema.execute(f"EXPLAIN {sql}", parameters).close()
    assert "?" not in sql, f"{name} has a nameless parameter"


def test_the_store_has_no_sql_outside_constants() -> None:
    for module in pkgutil.iter_modules(bot.store.__path__):
        source = importlib.import_module(f"bot.store.{module.name}").__file__ or ""
        tree = ast.parse(Path(source).read_text(encoding="utf-8"))
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
        for call in calls:
            if call.func.attr in ("execute", "executemany") and module.name != "database":  # type: ignore[attr-defined]
                assert not isinstance(call.args[0], ast.Constant | ast.JoinedStr), f"{module.name}:{call.lineno}"
