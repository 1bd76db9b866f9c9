"""One reply file: TOML between +++ lines, then the template."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.core.recognition import INTENTS
from bot.core.replies import STAGES, Problem, Reply, When
from bot.replies.rules import ask_faults, nearest
from bot.replies.templates import template_problems

ENDING = ".md"
MOST_BYTES = 65_536

_SHORTCUT = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
_ERROR_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(_is_text(item) for item in value)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


Rule = tuple[Callable[[Any], bool], str]

_TEXT: Rule = (_is_text, 'a text in quotes, "like this"')
_TEXTS: Rule = (_is_texts, 'a list of texts, ["like", "this"]')
_KEYS: dict[str, Rule] = {
    "title": _TEXT,
    "shortcut": (lambda value: _is_text(value) and bool(_SHORTCUT.fullmatch(value)),
                 "small letters, digits, - and _, at most 32"),
    "language": (lambda value: _is_text(value) and bool(_LANGUAGE.fullmatch(value)),
                 'a language code, "en" or "pt-br"'),
    "intents": _TEXTS,
    "examples": _TEXTS,
    "keywords": _TEXTS,
    "ask": _TEXTS,
    "when": (lambda value: isinstance(value, dict), "a table, { min_orders = 1 }"),
    "version": _TEXT,
}  # fmt: skip
_NEEDED = ("title", "shortcut", "language")
_WHEN: dict[str, Rule] = {
    "grade": _TEXTS,
    "stage": (
        lambda value: _is_texts(value) and all(item in STAGES for item in value),
        f"a list of stages: {', '.join(STAGES)}",
    ),
    "min_orders": (_is_count, "a whole number from 0 on"),
    "season": _TEXT,
}


def read_reply(data: bytes, path: str, folder: str = "quick") -> tuple[Reply | None, tuple[Problem, ...]]:
    """The reply in a file's bytes, and what is wrong with it. With a problem there is no reply."""
    if len(data) > MOST_BYTES:
        return None, (Problem(path, 1, f"larger than {MOST_BYTES:,} bytes"),)
    try:
        lines = data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError as error:
        return None, (Problem(path, data[: error.start].count(b"\n") + 1, "is not UTF-8 text"),)
    if lines[0].strip() != "+++":
        return None, (Problem(path, 1, "the first line must be +++"),)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.strip() == "+++"), None)
    if end is None:
        return None, (Problem(path, len(lines), "the front matter has no closing +++ line"),)
    try:
        front = tomllib.loads("\n".join(["", *lines[1:end]]))  # the +++ line stays as an empty one: lines are true
    except tomllib.TOMLDecodeError as error:
        where = _ERROR_LINE.search(str(error))
        line = int(where[1]) if where and where[1] else end
        return None, (Problem(path, line, f"front matter: {_ERROR_LINE.sub('', str(error))}"),)
    problems = [Problem(path, _line_of(key, lines[:end]), text) for key, text in _front_faults(front)]
    if problems:
        return None, tuple(problems)
    reply = _reply(front, path, folder, "\n".join(lines[end + 1 :]), end + 2)
    found = template_problems(reply)
    return (None, found) if found else (reply, ())


def _front_faults(front: dict[str, Any]) -> list[tuple[str, str]]:
    """(key, sentence) for everything wrong in the front matter."""
    faults = [("", f"{key} is missing") for key in _NEEDED if key not in front]
    faults += _key_faults(front, _KEYS, "")
    when = front.get("when")
    faults += [("when", text) for _, text in _key_faults(when, _WHEN, "when: ")] if isinstance(when, dict) else []
    if _is_texts(front.get("intents", [])):
        unknown = [name for name in front.get("intents", []) if name not in INTENTS]
        faults += [("intents", f"{name} is no intent{nearest(name, INTENTS)}") for name in unknown]
    if _is_texts(front.get("ask", [])):
        faults += [("ask", text) for text in ask_faults(tuple(front.get("ask", [])))]
    if front.get("examples") and not front.get("intents"):
        faults.append(("examples", "examples need intents: what do they mean?"))
    return faults


def _key_faults(table: dict[str, Any], rules: dict[str, Rule], prefix: str) -> list[tuple[str, str]]:
    faults = []
    for key, value in table.items():
        if key not in rules:
            faults.append((key, f"{prefix}{key} is not a known key{nearest(key, tuple(rules))}"))
        elif not rules[key][0](value):
            faults.append((key, f"{prefix}{key} must be {rules[key][1]}"))
    return faults


def _line_of(key: str, lines: list[str]) -> int:
    """The line on which a front-matter key stands; 1 when it stands nowhere."""
    pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]") if key else None
    return next((number for number, line in enumerate(lines, 1) if pattern and pattern.match(line)), 1)


def _reply(front: dict[str, Any], path: str, folder: str, body: str, body_line: int) -> Reply:
    when = front.get("when", {})
    return Reply(
        shortcut=front["shortcut"],
        language=front["language"],
        title=front["title"],
        body=body,
        path=path,
        body_line=body_line,
        intents=tuple(front.get("intents", ())),
        examples=tuple(front.get("examples", ())),
        keywords=tuple(front.get("keywords", ())),
        ask=tuple(front.get("ask", ())),
        when=When(
            grade=tuple(when.get("grade", ())),
            stage=tuple(when.get("stage", ())),
            min_orders=when.get("min_orders", 0),
            season=when.get("season", ""),
        ),
        folder=folder,
        version=front.get("version", ""),
    )


def folder_of(path: Path, root: Path) -> str:
    """ "quick" for replies/quick/moq.en.md; "" for a file directly in replies/."""
    parts = path.relative_to(root).parts
    return parts[0] if len(parts) > 1 else ""


def reply_files(root: Path) -> tuple[Path, ...]:
    """All files below `root` but hidden ones and editors' back-ups, in order."""
    return tuple(
        path
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and not any(part.startswith((".", "#")) for part in path.relative_to(root).parts)
        and not path.name.endswith(("~", ".swp", ".tmp", ".bak"))
    )
