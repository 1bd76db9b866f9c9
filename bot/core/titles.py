"""A product's titles in other languages than the catalogue's own.

Each is kept as one line, "es: Corazón de mimbre". A line without its language is taken by its script, where one
language that we answer in is written in it.
"""

import re
from collections.abc import Iterable

_TAGGED = re.compile(r"([a-z]{2})\s*[:：]\s*(\S.*)", re.S)
_SCRIPTS = (
    ("zh", re.compile(r"[\u3400-\u9fff]")), ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)  # fmt: skip


def titles_of(lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(language, title) of each line; the language is "" where neither its mark nor its script tells."""
    return tuple(_title(line.strip()) for line in lines if line.strip())


def _title(line: str) -> tuple[str, str]:
    if tagged := _TAGGED.fullmatch(line):
        return tagged[1], tagged[2]
    return next((language for language, script in _SCRIPTS if script.search(line)), ""), line


def title_in(own: str, others: Iterable[tuple[str, str]], language: str) -> str:
    """The title in a language ("pt", "zh-hans", "zh_CN"), else the catalogue's own."""
    wanted = language[:2].lower()
    return next((title for spoken, title in others if spoken and spoken == wanted), own)
