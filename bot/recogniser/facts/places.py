"""Ports, cities and countries in seven languages, by their usual English name."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale

from bot.core.recognition import Fact
from bot.recogniser.facts.spans import Claims
from bot.recogniser.text import fold

# Names that are also everyday words: only with a capital letter after the first word, or after a word of direction.
_ALSO_WORDS = frozenset(
    [
        "nice",
        "split",
        "cork",
        "china",
        "turkey",
        "jersey",
        "chad",
        "jordan",
        "georgia",
        "male",
        "guinea",
        "mali",
        "santos",
        "lima",
        "bari",
        "victoria",
        "salvador",
        "colon",
        "rosario",
        "cali",
        "medina",
        "fos",
        "rio",
        "tema",
        "surat",
        "medan",
        "sale",
        "niger",
        "oman",
        "lille",
        "lila",
        "niza",
        "vitoria",
        "belem",
        "porto",
        "beira",
        "colonia",
        "cartagena",
        "santiago",
        "cordoba",
        "san",
        "juan",
        "la",
        "paz",
        "viena",
        "roma",
        "split",
        "kano",
        "havre",
        "mexico",
        "valence",
        "nueva",
        "saudi",
        "korea",
        "norfolk",
    ]
)
# Short names that buyers write in small letters too; others, such as the French EAU, must be in capitals.
_SMALL = frozenset({"usa", "uk", "uae", "ksa", "eeuu", "eua", "сша", "оаэ", "рф", "nyc", "hk"})
_TOWARDS = {
    "en": r"to|from|in|for|at|into|via|near|port of|deliver(?:y|ed)? to|ship(?:ping)? to",
    "es": r"a|en|hasta|para|hacia|desde|puerto de|de",
    "pt": r"a|para|pra|em|no|na|de|do|da|até|porto de",
    "fr": r"à|a|au|aux|en|vers|pour|de|jusqu'à|jusqu'au|port d[e']",
    "de": r"nach|in|aus|für|bis|ab|hafen|zum hafen",
    "ru": r"в|во|до|из|на|для|порт",
    "ar": r"إلى|الى|في|من|ميناء",
}
_RULE = r"fob|cif|cfr|ddp|dap|dpu|cpt|cip|exw|fas|fca"
_DIRECTIONS = {
    language: re.compile(rf"(?:^|[\s,(])(?:{words}|{_RULE})\s*$", re.I) for language, words in _TOWARDS.items()
}
_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
_ELISION = re.compile(r"[ld]['’]", re.I)
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_ARABIC_PREFIX = re.compile(r"^(?:وال|بال|فال|كال|لل|ال|و|ل|ب)")
_RUSSIAN_VOWEL = re.compile(r"[аеиоуыэюяйь]$")
_SKIPPED = frozenset(
    {"AQ", "BV", "HM", "TF", "UM", "IO", "GS", "AC", "CP", "DG", "EA", "IC", "TA", "XA", "XB", "ZZ", "CQ", "QO"}
)
# CLDR's long or formal names, and what people call the place.
_USUAL = {
    "Hong Kong SAR China": "Hong Kong", "Macao SAR China": "Macau",
    "Congo - Kinshasa": "Democratic Republic of the Congo",
    "Congo - Brazzaville": "Congo", "Myanmar (Burma)": "Myanmar", "Palestinian Territories": "Palestine",
    "Bosnia & Herzegovina": "Bosnia and Herzegovina", "Trinidad & Tobago": "Trinidad and Tobago",
    "Antigua & Barbuda": "Antigua and Barbuda", "São Tomé & Príncipe": "São Tomé and Príncipe", "Türkiye": "Turkey",
    "Côte d’Ivoire": "Ivory Coast",
}  # fmt: skip
_LANGUAGES = ("en", "zh", "es", "pt", "ru", "ar", "fr")
_COUNTRY_LANGUAGES = (*_LANGUAGES, "de")


@cache
def _first_words() -> frozenset[str]:
    """The first words of the names of several words, folded."""
    return frozenset(name.lower().split(" ")[0] for name in _names()[0] if " " in name)


@cache
def _names() -> tuple[dict[str, str], dict[str, str], dict[str, str], int]:
    """(folded name -> usual name, Chinese name -> usual name, Russian stem -> usual name, longest name in words)."""
    plain: dict[str, str] = {}
    chinese: dict[str, str] = {}
    stems: dict[str, str] = {}
    for usual, language, name in [*_countries(), *_table()]:
        if language == "zh":
            chinese[name] = usual
            continue
        key = _key(name)
        if name.isupper() and len(key) <= 4 and key not in _SMALL:
            plain[key.upper()] = usual
            continue
        plain[key] = usual
        if language == "ru" and len(key) >= 4:
            stems[_RUSSIAN_VOWEL.sub("", key)] = usual
        if language == "ar":
            plain.setdefault(_ARABIC_PREFIX.sub("", key) if key.startswith("ال") else key, usual)
    return plain, chinese, stems, max(key.count(" ") + 1 for key in plain)


def warm() -> None:
    """Read the names now, so that the first message does not wait for them."""
    _names()
    _by_language()


def _countries() -> Iterator[tuple[str, str, str]]:
    english = Locale.parse("en").territories
    codes = [code for code in english if len(str(code)) == 2 and str(code).isalpha() and code not in _SKIPPED]
    for language in _COUNTRY_LANGUAGES:
        names = Locale.parse(language).territories
        for code in codes:
            if code in names:
                name = re.sub(r"\s*\(.*?\)", "", names[code])
                yield _USUAL.get(english[code], english[code]), language, name
                if language == "zh":
                    yield (
                        _USUAL.get(english[code], english[code]),
                        language,
                        name.removeprefix("中国").removesuffix("特别行政区"),
                    )


def _table() -> Iterator[tuple[str, str, str]]:
    for line in (files(__package__) / "places.tsv").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        columns = line.split("|")
        usual = columns[0].split("/")[0]
        for language, column in zip(_LANGUAGES, columns, strict=True):
            for name in filter(None, column.split("/")):
                yield _USUAL.get(usual, usual), language, name


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return fold(re.sub(r"[’'.]", "", name).replace("-", " "))


def find(claims: Claims, language: str) -> Iterator[Fact]:
    """Places in the order of the text, each by its usual name."""
    facts = [*_written_together(claims), *_in_words(claims, language)]
    yield from sorted(facts, key=lambda fact: fact.start)


def _written_together(claims: Claims) -> Iterator[Fact]:
    _, chinese, _, _ = _names()
    for run in _CHINESE.finditer(claims.text):
        i = run.start()
        while i < run.end() - 1:
            name = next(
                (claims.text[i:j] for j in range(min(i + 8, run.end()), i + 1, -1) if claims.text[i:j] in chinese), ""
            )
            if name and claims.take(i, i + len(name)):
                yield Fact("place", chinese[name], i, i + len(name))
            i += len(name) or 1


def _in_words(claims: Claims, language: str) -> Iterator[Fact]:
    plain, _, stems, longest = _names()
    words = list(_WORD.finditer(claims.text))
    i, last_end = 0, -1
    while i < len(words):
        most = longest if _may_begin(words[i].group()) else 1
        for j in range(min(i + most, len(words)), i, -1):
            start, end = words[i].start(), words[j - 1].end()
            if _ELISION.match(claims.text[start:end]):
                start += 2
            if claims.text[end - 1] == "." and j < len(words) + 1 and "." not in claims.text[start : end - 1]:
                end -= 1
            usual = _look_up(claims.text[start:end], plain, stems) if end - start < 40 else None
            # "monterrey mexico" is a city and its country.
            follows = last_end >= 0 and not claims.text[last_end:start].strip(" ,")
            if usual and (follows or _meant(claims, start, end, language)) and claims.take(start, end):
                yield Fact("place", usual, start, end)
                last_end = end
                i = j - 1
                break
        i += 1


@lru_cache(maxsize=4096)
def _may_begin(word: str) -> bool:
    """Whether a name of several words may begin so. Arabic prefixes and Russian endings are left to `_look_up`."""
    return (
        not word.isascii()
        or _ELISION.match(word) is not None
        or len(word) == 1
        or _key(word).split(" ")[0] in _first_words()
    )


def _look_up(written: str, plain: dict[str, str], stems: dict[str, str]) -> str | None:
    key = _key(written)
    if len(key) < 2:
        return None
    found = plain.get(key) or (plain.get(key.upper()) if written.isupper() else None)
    if found or len(key) < 4:
        return found
    if "а" <= key[0] <= "я":
        return next((stems[key[:n]] for n in range(len(key), max(3, len(key) - 4), -1) if key[:n] in stems), None)
    if "\u0600" <= key[0] <= "\u06ff":
        bare = _ARABIC_PREFIX.sub("", key)
        return plain.get(bare) or plain.get("ال" + bare) if len(bare) >= 3 else None
    return None


def _meant(claims: Claims, start: int, end: int, language: str) -> bool:
    written = claims.text[start:end]
    key = _key(written)
    if key in ("us", "la", "me", "in", "is", "it", "no", "so", "to", "do", "as", "am", "at", "be", "by", "my", "or"):
        return key == "us" and written in ("US", "U.S.") and claims.text[end : end + 1] != "$"
    if key not in _ALSO_WORDS:
        return True
    if _DIRECTIONS.get(language, _DIRECTIONS["en"]).search(claims.before(start)):
        return True
    return (
        written[:1].isupper()
        and not written.isupper()
        and start > 0
        and not re.search(r"[.!?\n]\s*$", claims.text[:start])
    )


@cache
def _by_language() -> dict[tuple[str, str], str]:
    """(usual name, language) -> the first name that our table or CLDR has in it."""
    names: dict[tuple[str, str], str] = {}
    for usual, language, name in (*_table(), *_countries()):
        names.setdefault((usual, language), name)
    return names


def place_name(place: str, language: str) -> str:
    """What a place is called in a language ("zh", "pt", "zh_CN"); as it is where we know no other name."""
    return _by_language().get((place, language[:2]), place)
