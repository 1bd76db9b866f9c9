"""A folder of replies to write into, and a short way to make one reply."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.core.replies import Problem, Reply
from bot.replies.files import read_reply

FRONT = '+++\ntitle = "Test"\nshortcut = "{shortcut}"\nlanguage = "{language}"\n{more}+++\n'


def file_text(body: str = "Hello!", shortcut: str = "test", language: str = "en", more: str = "") -> str:
    """A reply file with this body; `more` is further front matter, each line with its end."""
    return FRONT.format(shortcut=shortcut, language=language, more=more) + body


def reply_of(body: str, more: str = "", language: str = "en") -> Reply:
    """The reply in a file with this body, which must be right."""
    reply, problems = read_reply(file_text(body, language=language, more=more).encode(), "test.en.md")
    assert reply is not None, problems
    return reply


def problems_of(text: str) -> tuple[Problem, ...]:
    """What is wrong in a file with this text."""
    reply, problems = read_reply(text.encode(), "test.en.md")
    assert (reply is None) == bool(problems)
    return problems


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Write a file below the shop's folder of replies: put("quick/moq.en.md", text)."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write
