"""What the README shows was really said by the program."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LARGEST_PICTURE = 250_000
"""Bytes: a page that is slow to load is not read."""


@pytest.mark.parametrize("command", ["check", "when"])
def test_a_door_answers_as_shown(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = re.search(rf"^\$ \.venv/bin/python -m bot ({command}.*)\n(.*)$", README, re.M)
    assert found is not None
    words = [one.strip('"') for one in re.findall(r'"[^"]*"|\S+', found[1])]
    said = CliRunner().invoke(cli, words)
    assert (said.exit_code, said.output.strip()) == (0, found[2])


def test_every_door_has_its_example() -> None:
    commands = {one.name or one.callback.__name__ for one in cli.registered_commands if one.callback}
    assert commands == set(re.findall(r"python -m bot (\w+)", README))


def test_the_picture_is_there_and_small() -> None:
    picture = ROOT / "docs" / "images" / "playground.png"
    assert picture.stat().st_size <= LARGEST_PICTURE
    assert picture.read_bytes()[16:24] == (1280).to_bytes(4) + (800).to_bytes(4)


def test_the_commands_named_are_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"`?make ([\w-]+)", README)) - {"a"} <= targets
