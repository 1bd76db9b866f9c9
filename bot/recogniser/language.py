"""The language of a message, short ones too: by script, function words, letters in a row; then by what is known."""

import math
import re
import unicodedata
from functools import cache
from importlib.resources import files

from bot.recogniser.phrases import general
from bot.recogniser.text import fold, words

KNOWN = ("en", "zh", "es", "pt", "ru", "ar", "fr")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("latin", re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
# Letters that only one of the languages of a script uses.
_LETTERS = (
    ("uk", re.compile(r"[іїєґ]", re.I)),
    ("be", re.compile(r"ў", re.I)),
    ("kk", re.compile(r"[әғқңұһ]", re.I)),
    ("fa", re.compile(r"[پچژگ]|می\u200c|است\b")),
    ("ur", re.compile(r"[ٹڈڑےں]")),
    ("vi", re.compile(r"[ăơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.I)),
    ("tr", re.compile(r"[ğışİ]")),
    ("pl", re.compile(r"[łżźśćńęą]", re.I)),
    ("de", re.compile(r"[ßäöü]", re.I)),
    ("ro", re.compile(r"[șțăâ]{1}[a-z]*[șț]", re.I)),
    ("cs", re.compile(r"[ěřů]", re.I)),
    ("pt", re.compile(r"[ãõ]", re.I)),
    ("es", re.compile(r"[¿¡ñ]|ción\b|ía\b", re.I)),
    ("it", re.compile(r"\b(?:è|ho|già|più|perché)\b", re.I)),
    ("fr", re.compile(r"[œ]|\b[cdjlmnqst]'[a-zàâéèêh]", re.I)),
)


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    """Small word -> the languages it is frequent in. A word of several languages counts a little for each."""
    found: dict[str, list[str]] = {}
    for line in (files(__package__) / "small_words.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            language, *small = line.split()
            for word in small:
                found.setdefault(word, []).append(language)
    return {word: tuple(dict.fromkeys(languages)) for word, languages in found.items()}


_WITH_WORDS = ("en", "es", "pt", "fr", "de", "it", "nl", "tr", "id", "pl", "vi", "uk")
_CORE_LATIN = ("en", "es", "pt", "fr", "de")
_NOISE = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[A-Z]{2,5}\d\S*|\b[A-Z\d][A-Z\d-]*\d[A-Z\d-]*\b")
# Words that buyers of every language write.
_EVERYWHERE = frozenset(
    [
        "ok",
        "okay",
        "okey",
        "k",
        "lol",
        "hm",
        "hmm",
        "haha",
        "hahaha",
        "ce",
        "oem",
        "odm",
        "moq",
        "fob",
        "cif",
        "exw",
        "ddp",
        "pi",
        "lc",
        "tt",
        "pdf",
        "logo",
        "whatsapp",
        "paypal",
        "dhl",
    ]
)
# How much a word of the language, and how much what is known about the buyer, counts beside the letters.
_WORD_COUNTS, _BUYER_COUNTS, _TELEGRAM_COUNTS = 2.2, 2.0, 0.9


def detect(text: str, known: str = "", telegram: str = "") -> str:
    """The ISO 639-1 code of the text's language. Without letters: what is known of the buyer, or "en"."""
    known, telegram = _base(known), _base(telegram)
    fallback = known or telegram or "en"
    plain = _NOISE.sub(" ", text[:1500])
    script = _script(plain) or _script(text[:1500])
    if script is None:
        return fallback
    if script == "latin":
        return _latin(plain, known, telegram)
    if script == "ru":
        return _cyrillic(plain, known)
    if script == "ar":
        return next((language for language in ("ur", "fa") if _is_by_letter(language, plain)), "ar")
    return script


def told_by(text: str, known: str = "", telegram: str = "") -> str:
    """What `detect` goes by: the text's "script" or "words"; "earlier" messages or "telegram"; or "nothing"."""
    found, alone = detect(text, known, telegram), detect(text)
    script = _script(_NOISE.sub(" ", text[:1500])) or _script(text[:1500])
    if script is not None and found == alone:
        return "words" if script == "latin" else "script"
    return "earlier" if _base(known) == found else "telegram" if _base(telegram) == found else "nothing"


def _base(code: str) -> str:
    return code.lower().replace("_", "-").split("-")[0]


def _script(text: str) -> str | None:
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS}
    counts["zh"] *= 3  # a Chinese character says as much as a few letters: "logo 可以印吗" is Chinese
    if counts["ja"]:
        counts["ja"] += counts["zh"]
    for name in ("ar", "ru", "ko"):
        counts[name] = counts[name] * 3 // 2
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else None


def _is_by_letter(language: str, text: str) -> bool:
    return any(code == language and pattern.search(text) for code, pattern in _LETTERS)


def _cyrillic(text: str, known: str) -> str:
    for language in ("uk", "be", "kk"):
        if _is_by_letter(language, text):
            return language
    folded = words(fold(text))
    ukrainian = sum("uk" in _languages_of().get(word, ()) for word in folded)
    return "uk" if ukrainian >= 2 and known == "uk" else "ru"


def _latin(text: str, known: str, telegram: str) -> str:
    found = [word for word in words(fold(text)) if word not in _EVERYWHERE]
    if not found:
        return known or telegram or "en"
    scores = dict.fromkeys(_WITH_WORDS, 0.0)
    for word in found:
        languages = _languages_of().get(word, ())
        for language in languages:
            scores[language] = scores.get(language, 0.0) + _WORD_COUNTS / len(languages)
    for language, pattern in _LETTERS:
        hits = len(pattern.findall(text))
        if hits:
            scores[language] = scores.get(language, 0.0) + 2.5 * min(hits, 3)
    tables = _tables()
    written = _as_written(text)
    likely = {language: _likelihood(written, tables[language]) for language in _CORE_LATIN}
    top = max(likely.values())
    for language in _CORE_LATIN:
        scores[language] += max(likely[language] - top, -6.0) + 2.0
    if known in scores:
        scores[known] += _BUYER_COUNTS
    if telegram in scores:
        scores[telegram] += _TELEGRAM_COUNTS
    scores.pop("uk", None)
    return max(scores, key=lambda language: (scores[language], language == known, language == "en"))


def _as_written(text: str) -> list[str]:
    """The words in small letters with their accents, which tell "garantía" from "garantia"."""
    return [word for word in words(unicodedata.normalize("NFC", text).lower()) if word not in _EVERYWHERE]


def _likelihood(found: list[str], table: tuple[dict[str, float], float]) -> float:
    """Log probability of the words' letter triples, damped for long texts so that words keep their say."""
    chances, rare = table
    total = 0.0
    count = 0
    for word in found[:40]:
        padded = f"  {word} "
        for i in range(len(padded) - 2):
            total += chances.get(padded[i : i + 3], rare)
            count += 1
    return total / math.sqrt(count or 1)


@cache
def _tables() -> dict[str, tuple[dict[str, float], float]]:
    """Letter triples of the general phrasings of each language that shares the Latin script."""
    tables = {}
    for language in _CORE_LATIN:
        counts: dict[str, int] = {}
        for example in general().examples:
            if example.language == language:
                # Buyers write with and without accents.
                for word in (*words(fold(example.text)), *_as_written(example.text)):
                    padded = f"  {word} "
                    for i in range(len(padded) - 2):
                        counts[padded[i : i + 3]] = counts.get(padded[i : i + 3], 0) + 1
        total = sum(counts.values()) + 4000 * 0.3
        tables[language] = {gram: math.log((n + 0.3) / total) for gram, n in counts.items()}, math.log(0.3 / total)
    return tables
