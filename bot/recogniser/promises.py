"""Promises heard: sentences in which somebody says that they will do something later, or asks to be written to then."""

import re
from functools import cache
from importlib.resources import files

from bot.recogniser.text import fold

LONGEST = 300
"""Characters of a sentence that can be a promise; a longer one is a text about many things."""
MOST = 2
"""Promises heard in one message."""
_SENTENCES = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？؟])|[；;\n]+")


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    """The rules of promise_rules.txt: one pattern for what is a promise, one for what makes it none."""
    sections: dict[str, list[str]] = {}
    for line in (files(__package__) / "promise_rules.txt").read_text("utf-8").splitlines():
        if re.fullmatch(r"\[\w+\]", line):
            sections[line[1:-1]] = []
        elif line and not line.startswith("#"):
            sections[list(sections)[-1]].append(line)
    act = "|".join(sections.pop("act"))
    return {name: re.compile("|".join(lines).replace("{act}", act)) for name, lines in sections.items()}


def promises(text: str) -> tuple[str, ...]:
    """The sentences of a message that promise something for later, as they were written, at most two.

    When is for bot.dates to say. A question, a refusal and a condition are no promise.
    """
    found = []
    for sentence in _SENTENCES.split(text[:4096]):
        folded = fold(sentence.replace("’", "'"))
        if not folded or len(folded) > LONGEST:
            continue
        if _rules()["later"].search(folded) and not _rules()["none"].search(folded):
            found.append(sentence.strip())
    return tuple(found[:MOST])
