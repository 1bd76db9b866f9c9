"""The only user of Babel and gettext: what sellers read, in their language; money, numbers and days in any language.

The catalogues are plain .po files, compiled in memory at start (about 10 ms), so there is no build step to forget.
"""

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_time, get_day_names, get_month_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

from bot.core.hours import runs
from bot.core.money import Money, minor_digits

SELLER_LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
_FOLDER = Path(__file__).parent / "locales"


def N_(text: str) -> str:
    """Mark a text for translation where it is written; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Words:
    """One seller's language: `_` translates, `n` chooses the plural."""

    language: str
    _: Callable[[str], str]
    n: Callable[[str, str, int], str]


@lru_cache
def words(language: str) -> Words:
    """The catalogue of a seller's language; English for one that is not there."""
    path = _FOLDER / language / "regulars.po"
    if not path.exists():
        plain = gettext.NullTranslations()
        return Words("en", plain.gettext, plain.ngettext)
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    catalogue = gettext.GNUTranslations(compiled)
    return Words(language, catalogue.gettext, catalogue.ngettext)


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Babel's locale for a language code such as "pt", "zh" or "zh-hans"; English when Babel knows none."""
    for code in (language.replace("-", "_"), language.split("-")[0].split("_")[0]):
        try:
            return Locale.parse(code)
        except (ValueError, UnknownLocaleError):
            continue
    return Locale("en")


@lru_cache(maxsize=1024)
def format_money(money: Money, language: str) -> str:
    """ "€2.55", "2,55 €"; whole amounts from 1,000 up go without the minor digits, as people write them."""
    whole = money.minor % 10 ** minor_digits(money.currency) == 0 and money.amount >= 1000
    written = format_currency(
        money.amount,
        money.currency,
        locale=locale_of(language),
        currency_digits=not whole,
        format="¤#,##0" if whole and language.startswith("en") else None,
    )
    # A sign that ends in a letter stands apart ("CHF 2.55"), which Babel leaves out.
    return re.sub(r"(?<=[^\W\d])(?=\d)", "\xa0", written)


@lru_cache(maxsize=1024)
def format_number(number: int | float, language: str) -> str:
    """With the language's own grouping: 1,500 or 1.500."""
    return format_decimal(number, locale=locale_of(language))


@lru_cache(maxsize=1024)
def plural_form(number: int, language: str) -> str:
    """Which plural a language takes for a number: "one", "few", "many" or "other" (CLDR)."""
    return locale_of(language).plural_form(number)


def format_day(day: date, language: str, *, year: bool = True) -> str:
    """ "14 Mar 2026"; without the year "14 Mar"."""
    if locale_of(language).language == "en":
        return f"{day.day} {format_date(day, 'MMM yyyy' if year else 'MMM', locale='en')}"
    return format_date(day, "medium", locale=locale_of(language)) if year else _day_and_month(day, language)


def _day_and_month(day: date, language: str) -> str:
    from babel.dates import format_skeleton

    return format_skeleton("MMMd", datetime.combine(day, time()), locale=locale_of(language))


def format_weekdays(days: frozenset[int], language: str) -> str:
    """Days of the week (Monday 0) in short: "Mon–Sat", "Mon, Wed"."""
    names = get_day_names("abbreviated", locale=locale_of(language))
    spans = [
        f"{names[run[0]]}–{names[run[-1]]}" if len(run) > 2 else ", ".join(names[one] for one in run)
        for run in runs(days)
    ]
    return ", ".join(spans)


def weekday_name(day: int, language: str) -> str:
    """Monday is 0: "Monday"."""
    return str(get_day_names("wide", "stand-alone", locale_of(language))[day])


def format_clock(at: datetime, zone: str, language: str) -> str:
    """The time of day in a zone, 24 hours: "14:05"."""
    return format_time(at.astimezone(ZoneInfo(zone)), "HH:mm", tzinfo=ZoneInfo(zone), locale=locale_of(language))


def format_moment(at: datetime, zone: str, language: str) -> str:
    """Weekday, day, month, year and time in a zone: "Tue 1 Dec 2026, 15:00"."""
    pattern = "yyyy年M月d日 EEE HH:mm" if locale_of(language).language == "zh" else "EEE d MMM yyyy, HH:mm"
    return format_datetime(at.astimezone(ZoneInfo(zone)), pattern, tzinfo=ZoneInfo(zone), locale=locale_of(language))


@lru_cache
def country_name(code: str, language: str) -> str:
    """A country's name for its ISO 3166 alpha-2 code; the code itself when it is none."""
    return str(locale_of(language).territories.get(code.upper(), code))


@lru_cache
def language_name(code: str, language: str) -> str:
    """What a language is called in another one: ("de", "en") is "German"."""
    return locale_of(code).get_language_name(language) or code


SHEET_LANGUAGES = ("en", "zh", "de", "es", "fr", "pt", "ru")
"""The languages that names of months and countries in files are known in."""
# What exports write that CLDR does not list.
_COUNTRIES = {
    "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB",
    "usa": "US", "united states of america": "US", "america": "US", "eire": "IE", "rsa": "ZA", "uae": "AE",
    "holland": "NL", "the netherlands": "NL", "czech republic": "CZ", "russia": "RU", "south korea": "KR",
    "korea": "KR", "turkey": "TR", "hong kong": "HK", "macau": "MO", "taiwan": "TW", "vietnam": "VN",
    "prc": "CN", "p.r. china": "CN", "mainland china": "CN", "中国大陆": "CN", "ksa": "SA",
}  # fmt: skip


@lru_cache
def month_names() -> dict[str, int]:
    """The number of a month by its name or abbreviation, in small letters, in every language of SHEET_LANGUAGES."""
    return {
        name.casefold().rstrip("."): number
        for language in SHEET_LANGUAGES
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, locale_of(language)).items()
    } | {"sept": 9, "mrz": 3, "maerz": 3}


@lru_cache
def _country_codes() -> dict[str, str]:
    return {
        name.casefold(): code
        for language in reversed(SHEET_LANGUAGES)
        for code, name in locale_of(language).territories.items()
        if len(code) == 2 and code.isalpha()
    } | _COUNTRIES


@lru_cache(maxsize=1024)
def country_code(name: str) -> str:
    """The ISO 3166 alpha-2 code of a country named in one of SHEET_LANGUAGES or by its code; "" for none known."""
    known = locale_of("en").territories
    short = name.strip().upper()
    if len(short) == 2 and short.isascii() and short in known and short != "ZZ":
        return short
    return _country_codes().get(name.strip().casefold(), "")


@lru_cache(maxsize=1024)
def language_code(name: str) -> str:
    """The code of a language named in one of SHEET_LANGUAGES or by its code ("de", "pt-br"); "" for none known."""
    text = name.strip().casefold().replace("_", "-")
    if re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", text) and text.split("-")[0] in locale_of("en").languages:
        return text
    for language in SHEET_LANGUAGES:
        for code, known in locale_of(language).languages.items():
            if known.casefold() == text and "_" not in code:
                return str(code)
    return ""


def currency_code(name: str) -> str:
    """The ISO 4217 code, in capitals, of a currency given by its code; "" for none."""
    code = name.strip().upper()
    return code if len(code) == 3 and code in locale_of("en").currencies else ""
