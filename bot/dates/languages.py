"""The languages by code, and which of them a text may be written in."""

from functools import lru_cache

from bot.dates.ar import ARABIC
from bot.dates.de import GERMAN
from bot.dates.en import ENGLISH
from bot.dates.es import SPANISH
from bot.dates.fr import FRENCH
from bot.dates.language import Language
from bot.dates.pt import PORTUGUESE
from bot.dates.ru import RUSSIAN
from bot.dates.zh import CHINESE

LANGUAGES: dict[str, Language] = {
    language.code: language for language in (ENGLISH, CHINESE, SPANISH, PORTUGUESE, RUSSIAN, FRENCH, GERMAN, ARABIC)
}
LATIN = tuple(code for code in ("en", "es", "pt", "fr", "de") if code in LANGUAGES)
SCRIPTS = (("\u4e00", "\u9fff", "zh"), ("\u0400", "\u04ff", "ru"), ("\u0600", "\u06ff", "ar"))


@lru_cache(maxsize=64)
def language_of(code: str) -> Language | None:
    """The language of a code such as "en", "pt-BR" or "zh_Hant"; None when there is no table for it."""
    return LANGUAGES.get(code.replace("_", "-").split("-")[0].lower())


def plausible(text: str, code: str) -> tuple[Language, ...]:
    """The language that was named, if there is a table for it, else or besides those of the text's script."""
    named = language_of(code) if code else None
    scripts = [
        LANGUAGES[script]
        for low, high, script in SCRIPTS
        if script in LANGUAGES and any(low <= char <= high for char in text)
    ]
    if named:
        others = [script for script in scripts if script is not named]
        if named.code not in (*LATIN, *(script.code for script in scripts)):
            others.append(LANGUAGES["en"])  # a Chinese seller who types "tomorrow 3pm"
        return (named, *others)
    return tuple(scripts) or tuple(LANGUAGES[latin] for latin in LATIN)
