"""Collect what sellers read from the source and bring the catalogues up to date: `make messages`.

Babel's own extractor can't pair `Say(N_("{n} order"), …, plural=N_("{n} orders"))`, so the source is read here as a
syntax tree. Four ways of marking are known: `N_("…")`, `_("…")`, `.n("…", "…", n)` and `Say(…, plural=N_("…"))`.
"""

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCES = ("bot/core", "bot/desk", "bot/sheets", "bot/tg")
LOCALES = ROOT / "bot" / "locales"
TEMPLATE = LOCALES / "regulars.pot"

MessageId = str | tuple[str, str]


def _text(node: ast.expr | None) -> str:
    """A constant text, also inside N_(…); "" for anything else."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_" and node.args:
        node = node.args[0]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _of_call(call: ast.Call) -> MessageId:
    """What one call marks: a text, or a singular with its plural; "" for nothing."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    plural = next((_text(one.value) for one in call.keywords if one.arg == "plural"), "")
    if name == "Say" and plural:
        return _text(call.args[0]), plural
    if name == "n" and len(call.args) == 3 and _text(call.args[0]):
        return _text(call.args[0]), _text(call.args[1])
    return _text(call.args[0]) if name in ("N_", "_") and call.args else ""


def marked(source: str) -> Iterator[MessageId]:
    """Every text that a Python source marks for translation, in order; a plural as (singular, plural)."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    calls.sort(key=lambda call: (call.lineno, call.col_offset))
    found = [one for call in calls if (one := _of_call(call))]
    halves = {half for one in found if isinstance(one, tuple) for half in one}
    return (one for one in found if one not in halves)


def template() -> Catalog:
    """The catalogue of everything marked in the source, untranslated, with the files it stands in."""
    catalog = Catalog(project="Regulars", domain="regulars", charset="utf-8")
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for id in marked(path.read_text(encoding="utf-8")):
                catalog.add(id, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    return catalog


def written(catalog: Catalog) -> str:
    """The catalogue as it stands in its file. The header carries no dates, so only what was changed changes."""
    buffer = BytesIO()
    write_po(buffer, catalog, width=0, include_lineno=False, ignore_obsolete=True, omit_header=True)
    header = [
        "Project-Id-Version: Regulars",
        f"Language: {catalog.locale_identifier or 'en'}",
        f"Plural-Forms: {catalog.plural_forms}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    lines = "".join(f'"{line}\\n"\n' for line in header)
    return f'msgid ""\nmsgstr ""\n{lines}\n{buffer.getvalue().decode().strip()}\n'


def current(path: Path, source: Catalog) -> Catalog:
    """A catalogue as it should be: what is new in the source added, what is gone dropped, nothing guessed."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parent.name)
    catalog.update(source, no_fuzzy_matching=True)
    return catalog


def catalogues() -> list[Path]:
    """The files of all languages that are translated into."""
    return sorted(LOCALES.glob("*/regulars.po"))


def main() -> int:
    """Write the template and every catalogue anew; says what is still to be translated, and then returns 1."""
    source = template()
    TEMPLATE.write_text(written(source), encoding="utf-8")
    missing = 0
    for path in catalogues():
        catalog = current(path, source)
        path.write_text(written(catalog), encoding="utf-8")
        for message in catalog:
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            if message.id and not all(texts):
                missing += 1
                print(f"{path.relative_to(ROOT)}: to be translated: {message.id!r}")  # noqa: T201 - it is a command
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
