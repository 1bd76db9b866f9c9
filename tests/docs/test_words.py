"""What the pages tell sellers and builders is what the code does."""

import re
import tomllib
from pathlib import Path

from bot.desk.writing import COMMANDS, MENU
from bot.i18n import words
from bot.tg.words import GRADES, INTENT_NAMES, STAGES

ROOT = Path(__file__).parents[2]


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_the_page_for_sellers_lists_every_command() -> None:
    listed = re.findall(r"^\| `/(\w+)` \|", page("sellers.md"), re.M)
    assert listed == [*MENU, "desk"]
    assert set(COMMANDS) | {"save"} == {*MENU, "start"}


def test_the_glossary_and_the_interface_use_the_same_chinese() -> None:
    text, _ = page("glossary.md"), words("zh_CN")._
    for name in (*STAGES, *GRADES.values(), "Claim", "Snooze", "Done"):
        assert _(name) in text, f"{name}: {_(name)}"
    assert f"{len(INTENT_NAMES)} names" in text


def test_every_layer_of_the_import_rules_has_its_row() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = {name.strip() for row in contracts[0]["layers"] for name in row.split("|")}
    text = page("architecture.md")
    for layer in layers:
        path = layer.replace(".", "/")
        assert f"`{path}/`" in text or f"`{path}.py`" in text, layer
