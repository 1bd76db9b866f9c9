"""Numbers as buyers write them: 1,000 · 1.000 · 1 000 · 1.5k · ٥٠٠ · 三百 · two hundred · quinientas · пятьсот."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bot.recogniser.text import fold


@dataclass(frozen=True, slots=True)
class Number:
    """A number and its span in the text. `spelled` when it was written in words or Chinese numerals."""

    value: Decimal
    start: int
    end: int
    spelled: bool = False
    foreign: bool = False
    """Written in another language's words than the message's: trusted only before a unit."""


# Digits in a row beyond this are no number that a buyer means.
LONGEST = 15

_TIMES = {
    "k": 1000, "к": 1000, "тыс": 1000, "тыс.": 1000, "тысяч": 1000, "тысячи": 1000, "тысяча": 1000,
    "тыщ": 1000, "thousand": 1000, "hundred": 100, "mil": 1000, "tausend": 1000, "tsd": 1000, "tsd.": 1000,
    "mille": 1000, "千": 1000, "万": 10000, "w": 10000, "ألف": 1000, "الف": 1000, "آلاف": 1000, "الاف": 1000,
    "million": 10**6,
    "dozen": 12, "dozens": 12, "doz": 12, "dz": 12, "打": 12, "docena": 12, "docenas": 12, "dúzia": 12,
    "dúzias": 12, "duzia": 12,
    "duzias": 12, "дюжин": 12, "дюжина": 12, "дюжины": 12, "دزينة": 12, "دزينات": 12, "درزن": 12, "douzaine": 12,
    "douzaines": 12, "dutzend": 12, "百": 100,
}  # fmt: skip
_SUFFIX = "|".join(sorted((re.escape(key) for key in _TIMES), key=len, reverse=True))
_DIGITS = re.compile(
    rf"(?<![\w.,/])(?<!^-)(?<!\D-)(?:\d{{1,3}}(?:[.,'’ \u00a0\u202f٬]\d{{3}})+(?:[.,٫]\d{{1,2}})?|\d+(?:[.,٫]\d+)?)"
    rf"(?:\s?(?P<times>{_SUFFIX})(?![^\W\d_\u4e00-\u9fff]))?"
)
_AFTER_CURRENCY = re.compile(
    r"(?:(?<=usd)|(?<=eur)|(?<=gbp)|(?<=rmb)|(?<=cny)|(?<=aed)|(?<=brl)|(?<=sar))\d[\d.,]*", re.I
)
_IN_CHINESE = re.compile(r"(?<![a-zA-Z\d])\d+(?:[.,]\d+)?(?P<times>[百千万打])?")

_CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_NOT_ONE = frozenset("共样般起下直定些点切家年边旦")
_CHINESE_TENS = {"十": 10, "百": 100, "千": 1000}
_CHINESE = re.compile(r"半打|[〇零一二两三四五六七八九十百千万]+(?:打)?")


def find(text: str, language: str) -> list[Number]:
    """Every number of the text, in order. Number words are read in `language`."""
    found = [*_digits(text), *_chinese(text), *_words(text, language)]
    kept: list[Number] = []
    for number in sorted(found, key=lambda n: (n.start, -n.end)):
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


def parse(written: str) -> Decimal | None:
    """The value of digits with separators, either European or American: "1.234,50" and "1,234.50" are the same."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in written)
    plain = re.sub(r"[\s'’\u00a0\u202f٬]", "", plain).replace("٫", ".")
    if len(plain) > LONGEST:
        return None
    marks = [c for c in plain if c in ".,"]
    if not marks:
        return Decimal(plain) if plain.isdigit() else None
    last = marks[-1]
    whole, _, tail = plain.rpartition(last)
    is_thousands = len(tail) == 3 and (len(set(marks)) == 1) and whole.strip(".,") not in ("0", "")
    if is_thousands:
        return Decimal(re.sub(r"[.,]", "", plain))
    return Decimal(f"{re.sub(r'[.,]', '', whole) or '0'}.{tail or '0'}")


def _digits(text: str) -> Iterator[Number]:
    has_chinese = re.search(r"[\u4e00-\u9fff]", text) is not None
    for match in _DIGITS.finditer(text):
        yield from _number(match)
    for match in _AFTER_CURRENCY.finditer(text):
        value = parse(match.group().rstrip(".,"))
        if value is not None:
            yield Number(value, match.start(), match.start() + len(match.group().rstrip(".,")))
    if has_chinese:
        for match in _IN_CHINESE.finditer(text):
            yield from _number(match)


def _number(match: re.Match[str]) -> Iterator[Number]:
    times = match.group("times")
    written = match.group()[: -len(times)] if times else match.group()
    value = parse(written.strip())
    if value is not None:
        yield Number(value * _TIMES[times] if times else value, *match.span())


def _chinese(text: str) -> Iterator[Number]:
    for match in _CHINESE.finditer(text):
        written = match.group()
        if written == "半打":
            yield Number(Decimal(6), *match.span(), spelled=True)
            continue
        if written == "一" and text[match.end() : match.end() + 1] in _NOT_ONE:
            continue
        value = chinese(written.removesuffix("打"))
        if value:
            yield Number(Decimal(value * 12 if written.endswith("打") else value), *match.span(), spelled=True)


def chinese(written: str) -> int:
    """The value of Chinese numerals: 三百 is 300, 一万五 is 15000, 两千三百 is 2300."""
    total = section = digit = 0
    last_unit = 1
    for character in written:
        if character in _CHINESE_DIGITS:
            digit = _CHINESE_DIGITS[character]
            if character in "零〇":
                last_unit = 10
        elif character in _CHINESE_TENS:
            last_unit = _CHINESE_TENS[character]
            section += (digit or 1) * last_unit
            digit = 0
        else:
            total += (section + digit or 1) * 10000
            section, digit, last_unit = 0, 0, 10000
    if digit and last_unit >= 100:  # 三百五 is 350, 一万五 is 15000
        digit *= last_unit // 10
    return total + section + digit


# Number words by language: folded word -> value. 100 and 1000 multiply what stands before them.
_WORDS: dict[str, dict[str, int]] = {
    "en": {
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11,
        "twelve": 12, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40,
        "fifty": 50, "sixty": 60,
        "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000, "dozen": 12, "dozens": 12,
        "couple": 2,
    },
    "es": {
        "un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7,
        "ocho": 8, "nueve": 9, "diez": 10,
        "doce": 12, "quince": 15, "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60,
        "setenta": 70,
        "ochenta": 80, "noventa": 90, "cien": 100, "ciento": 100, "doscientos": 200, "doscientas": 200,
        "trescientos": 300,
        "trescientas": 300, "cuatrocientos": 400, "cuatrocientas": 400, "quinientos": 500, "quinientas": 500,
        "seiscientos": 600,
        "seiscientas": 600, "setecientos": 700, "setecientas": 700, "ochocientos": 800, "ochocientas": 800,
        "novecientos": 900,
        "novecientas": 900, "mil": 1000, "docena": 12, "docenas": 12, "par": 2,
    },
    "pt": {
        "um": 1, "uma": 1, "dois": 2, "duas": 2, "tres": 3, "quatro": 4, "cinco": 5, "seis": 6, "sete": 7,
        "oito": 8, "nove": 9, "dez": 10,
        "doze": 12, "quinze": 15, "vinte": 20, "trinta": 30, "quarenta": 40, "cinquenta": 50, "sessenta": 60,
        "setenta": 70,
        "oitenta": 80, "noventa": 90, "cem": 100, "cento": 100, "duzentos": 200, "duzentas": 200, "trezentos": 300,
        "trezentas": 300,
        "quatrocentos": 400, "quatrocentas": 400, "quinhentos": 500, "quinhentas": 500, "seiscentos": 600,
        "seiscentas": 600,
        "setecentos": 700, "setecentas": 700, "oitocentos": 800, "oitocentas": 800, "novecentos": 900,
        "novecentas": 900,
        "mil": 1000, "duzia": 12, "duzias": 12,
    },
    "fr": {
        "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
        "neuf": 9, "dix": 10, "onze": 11,
        "douze": 12, "quinze": 15, "seize": 16, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50,
        "soixante": 60,
        "cent": 100, "cents": 100, "mille": 1000, "douzaine": 12, "douzaines": 12, "dizaine": 10, "vingtaine": 20,
        "centaine": 100,
        "cinquantaine": 50, "quatre-vingt": 80, "quatre vingt": 80, "quatre-vingts": 80, "quatre vingts": 80,
    },
    "ru": {
        "один": 1, "одна": 1, "одну": 1, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6,
        "семь": 7, "восемь": 8,
        "девять": 9, "десять": 10, "десяток": 10, "двенадцать": 12, "пятнадцать": 15, "двадцать": 20,
        "тридцать": 30, "сорок": 40,
        "пятьдесят": 50, "шестьдесят": 60, "семьдесят": 70, "восемьдесят": 80, "девяносто": 90, "сто": 100,
        "сотня": 100, "сотню": 100,
        "двести": 200, "триста": 300, "четыреста": 400, "пятьсот": 500, "шестьсот": 600, "семьсот": 700,
        "восемьсот": 800,
        "девятьсот": 900, "тысяча": 1000, "тысячу": 1000, "тысячи": 1000, "тысяч": 1000, "дюжина": 12, "дюжину": 12,
    },
    "ar": {
        "واحد": 1, "واحده": 1, "ثلاثه": 3, "ثلاث": 3, "اربعه": 4, "اربع": 4, "خمسه": 5, "خمس": 5, "سته": 6,
        "ست": 6, "سبعه": 7, "سبع": 7,
        "ثمانيه": 8, "ثماني": 8, "تسعه": 9, "تسع": 9, "عشره": 10, "عشر": 10, "عشرين": 20, "عشرون": 20,
        "ثلاثين": 30, "ثلاثون": 30,
        "اربعين": 40, "اربعون": 40, "خمسين": 50, "خمسون": 50, "ستين": 60, "سبعين": 70, "ثمانين": 80, "تسعين": 90,
        "مئه": 100, "مائه": 100,
        "ميه": 100, "مئتين": 200, "مئتان": 200, "مائتين": 200, "ميتين": 200, "ثلاثمائه": 300, "ثلاثمئه": 300,
        "اربعمائه": 400,
        "اربعمئه": 400, "خمسمائه": 500, "خمسمئه": 500, "خمسميه": 500, "ستمائه": 600, "ستمئه": 600, "سبعمائه": 700,
        "سبعمئه": 700,
        "ثمانمائه": 800, "ثمانمئه": 800, "تسعمائه": 900, "تسعمئه": 900, "الف": 1000, "الفين": 2000, "الفان": 2000,
        "الاف": 1000,
        "دزينه": 12, "درزن": 12,
    },
}  # fmt: skip
_GERMAN = {
    "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "elf": 11, "zwölf": 12, "fünfzehn": 15, "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50,
    "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90,
}  # fmt: skip
_WORDS["de"] = {
    **_GERMAN,
    **{f"{unit}und{ten}": a + b for unit, a in _GERMAN.items() for ten, b in _GERMAN.items() if a < 10 and b >= 20},
    **{f"{many}hundert": n * 100 for many, n in _GERMAN.items() if n < 10},
    **{f"{many}tausend": n * 1000 for many, n in _GERMAN.items()},
    "eine": 1, "einen": 1, "zwo": 2, "hundert": 100, "tausend": 1000, "dutzend": 12,
}  # fmt: skip
# Half of what follows ("media docena", "полторы тысячи"), or of what stands before ("dos docenas y media").
_HALVES = {
    "half": "0.5", "media": "0.5", "medio": "0.5", "meia": "0.5", "meio": "0.5", "demi": "0.5", "halbes": "0.5",
    "полторы": "1.5", "полтора": "1.5", "пол": "0.5", "نصف": "0.5", "نص": "0.5",
    "полдюжины": "6", "полсотни": "50", "دزينتين": "24", "درزنين": "24",
}  # fmt: skip
_MULTIPLIERS = {12, 100, 1000}
_JOINERS = {"and", "y", "e", "et", "و", "und"}
_WORD = re.compile(r"quatre[- ]vingts?|[^\W\d_]+", re.I)
# A word this long says which language it is, should the message's be mistaken; shorter ones are trusted before a unit.
_UNMISTAKABLE, _TELLING = 6, 4


@cache
def _folded(language: str) -> dict[str, Decimal]:
    """The number words of a language, folded; German also without umlauts."""
    words = {fold(word): Decimal(n) for word, n in _WORDS.get(language, {}).items()}
    if language == "de":
        words |= {fold(word.replace("ü", "ue").replace("ö", "oe")): Decimal(n) for word, n in _WORDS["de"].items()}
    return words | {fold(word): Decimal(n) for word, n in _HALVES.items()}


@cache
def _long_words() -> dict[str, str]:
    return {word: language for language in _WORDS for word in _folded(language) if len(word) >= _UNMISTAKABLE}


@cache
def _foreign() -> dict[str, Decimal]:
    found = {word: n for language in _WORDS for word, n in _folded(language).items() if len(word) >= _TELLING}
    return {word: n for word, n in found.items() if word not in ("once", "cent", "cents", "sept", "neuf", "acht")}


def _words(text: str, language: str) -> Iterator[Number]:
    own, long, foreign = _folded(language), _long_words(), _foreign()
    matches = [(match, fold(match.group())) for match in _WORD.finditer(text)]
    for other in {long[word] for _, word in matches if word in long and word not in own}:
        own = _folded(other) | own
    run: list[tuple[int, int, Decimal]] = []
    for match, word in matches:
        value = own.get(word) or own.get(word.removeprefix("و"))
        if value is None and word in foreign:
            yield Number(foreign[word], *match.span(), spelled=True, foreign=True)
        if value is not None:
            if run and not _is_one_number(run[-1][2], text[run[-1][1] : match.start()], word, value):
                yield from _spelled(run)
                run = []
            run.append((match.start(), match.end(), value))
        elif word not in _JOINERS and not (word == "a" and run and run[-1][2] < 1):
            yield from _spelled(run)
            run = []
    yield from _spelled(run)


def _is_one_number(before: Decimal, between: str, word: str, after: Decimal) -> bool:
    """Whether two number words are one number: "two hundred", "treinta y dos", "half a dozen"; not "two three"."""
    joiner = between.strip(" -").lower()
    if before < 2 and before % 1:
        return joiner in ("", "a") and after in _MULTIPLIERS
    if joiner not in ("", *_JOINERS):
        return False
    if before == 12:  # "dos docenas y media"; "درزن واحد" is one dozen
        return (after == 1 and joiner == "") or (after < 1 and joiner in ("y", "e"))
    if after in _MULTIPLIERS:
        return joiner == ""
    if "\u0600" <= word[0] <= "\u06ff" and before < 100:  # Arabic says the units first: "خمسة و عشرين"
        return before < 10 and 20 <= after < 100 and (joiner == "و" or word.startswith("و"))
    return after >= 1 and after < before and (before in _MULTIPLIERS or before >= 20)


def _spelled(run: list[tuple[int, int, Decimal]]) -> Iterator[Number]:
    if not run:
        return
    total = section = last = Decimal(0)
    for _, _, value in run:
        if value == 1000:
            total, section = total + (section or 1) * 1000, Decimal(0)
        elif value in _MULTIPLIERS:
            section = (section or 1) * value
        elif last == 12 and value <= 1:
            section += 12 * value if value < 1 else 0
        else:
            section += value
        last = value
    yield Number(total + section, run[0][0], run[-1][1], spelled=True)
