"""The process that the tests of kills share."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session", autouse=True)
def forker() -> Iterator["subprocess.Popen[str]"]:
    """The process that forks the bot, for all tests; it gets ready while others run."""
    command = [sys.executable, "-m", "tests.reliability.victim"]
    with subprocess.Popen(  # noqa: S603 - this very Python, with a module of ours
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        yield process
