"""The trade's own wording: what a new shop understands before it has written a reply. One TOML file per language."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.core.recognition import Example

LANGUAGES = ("en", "zh", "es", "pt", "ru", "ar", "fr", "de")
OTHER = "other"


@dataclass(frozen=True, slots=True)
class General:
    """General phrasings, everyday sentences that are no shop's business (`other`), and keywords per intent."""

    examples: tuple[Example, ...]
    other: tuple[str, ...]
    keywords: dict[str, tuple[str, ...]]


@cache
def general() -> General:
    """All languages together; read once."""
    examples: list[Example] = []
    other: list[str] = []
    keywords: dict[str, list[str]] = {}
    for language in LANGUAGES:
        table = tomllib.loads((files(__package__) / f"{language}.toml").read_text("utf-8"))
        for intent, entry in table.items():
            lines = [line.strip() for line in entry["phrases"].splitlines() if line.strip()]
            if intent == OTHER:
                other += lines
                continue
            examples += [Example(line, (intent,), language) for line in lines]
            keywords.setdefault(intent, []).extend(
                word.strip() for word in entry.get("keywords", "").split(",") if word.strip()
            )
    return General(tuple(examples), tuple(other), {intent: tuple(found) for intent, found in keywords.items()})
