"""Numbers as people and spreadsheets write them: 1,234.56 · 1.234,56 · 1 234,56 € · (5) · 5- · ¥12.

Whether "1,234" is a thousand or one and a bit is decided by the whole column (understanding.py), never by one cell.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Mark = Literal[".", ",", ""]
"""The decimal mark; "" while it is not known."""

SIGNS = {"€": "EUR", "£": "GBP", "₽": "RUB", "₩": "KRW", "₹": "INR", "₺": "TRY", "zł": "PLN", "₫": "VND", "R$": "BRL"}
DOLLARS = frozenset({"USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD", "MXN", "CLP", "COP", "ARS"})
YENS = frozenset({"CNY", "JPY"})
CURRENCIES = frozenset(
    {*SIGNS.values(), *DOLLARS, *YENS, "CHF", "SEK", "NOK", "DKK", "CZK", "HUF", "THB", "AED", "ZAR"}
)
_UNITS = r"(?:pcs|pc|pieces|piece|units?|stk|stück|stck|uds?|unidades?|pièces?|шт|件|个|個|只|套|x)\.?"
# Spaces of every width and the Swiss apostrophe only group digits.
_GROUPING = re.compile(r"(?<=\d)[\s'’`](?=\d)")
_MONEY = re.compile(r"[€£$¥₽₩₹₺₫元]|R\$|US\$|zł|(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])|руб\.?", re.IGNORECASE)
_UNIT = re.compile(rf"(?<=[\d\s]){_UNITS}$", re.IGNORECASE)
_BODY = re.compile(r"\d+(?:[.,]\d+)*|[.,]\d+")
_POWER = re.compile(r"\d+(?:[.,]\d+)?[eE][+-]?\d{1,2}")
_GROUPS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_GROUPS_OF_TWO = re.compile(r"\d{1,2}(?:,\d{2})*,\d{3}")


@lru_cache(maxsize=65536)
def _clean(text: str) -> tuple[bool, str] | None:
    """(negative, digits with their marks), or nothing when it is no number."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-").replace("\u2013", "-")
    plain = _MONEY.sub("", plain).strip()
    plain = _GROUPING.sub("", _UNIT.sub("", plain).strip())
    negative = False
    if plain.startswith("(") and plain.endswith(")"):
        negative, plain = True, plain[1:-1].strip()
    elif plain.endswith("-"):
        negative, plain = True, plain[:-1].strip()
    elif plain.startswith("-"):
        negative, plain = True, plain[1:].strip()
    plain = plain.removeprefix("+")
    return (negative, plain) if _BODY.fullmatch(plain) or _POWER.fullmatch(plain) else None


@lru_cache(maxsize=65536)
def evidence(text: str) -> Literal[".", ",", "either", "none", "not a number"]:
    """Which decimal mark a cell proves; "either" for one such as 1,234, "none" for whole digits."""
    cleaned = _clean(text)
    if cleaned is None:
        return "not a number"
    body = cleaned[1]
    if _POWER.fullmatch(body):
        return "none"
    marks = [one for one in body if one in ".,"]
    if not marks:
        return "none"
    last: Literal[".", ","] = "." if marks[-1] == "." else ","
    if len(set(marks)) == 2:
        return last
    if len(marks) > 1:
        return "," if last == "." else "."
    before, after = body.split(last)
    if len(after) == 3 and 1 <= len(before) <= 3 and before != "0":
        return "either"
    return last


@lru_cache(maxsize=65536)
def number(text: str, mark: Mark) -> Decimal | None:
    """The number in a cell, with this decimal mark where the cell leaves it open; nothing when that can't be told."""
    cleaned = _clean(text)
    if cleaned is None:
        return None
    negative, body = cleaned
    proved = evidence(text)
    decimal = proved if proved in (".", ",") else mark
    if proved == "either" and not mark:
        return None
    if not _POWER.fullmatch(body):
        other = "," if decimal == "." else "."
        whole, _, rest = body.partition(decimal) if decimal else (body, "", "")
        if other in rest or (decimal and decimal in rest):
            return None
        grouped = whole if other in whole else ""
        if grouped and not (_GROUPS.fullmatch(grouped) or _GROUPS_OF_TWO.fullmatch(grouped)):
            return None
        body = whole.replace(other, "") + ("." + rest if rest else "")
    value = Decimal(body.replace(",", "."))
    return -value if negative else value


@lru_cache(maxsize=4096)
def currency_in(text: str, shop: str) -> str:
    """The currency a price is written with: "" for none, "?" for a sign that several currencies share."""
    plain = unicodedata.normalize("NFKC", text)
    code = re.search(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])", plain)
    if code and code[1] in CURRENCIES:
        return code[1]
    if code and code[1] == "RMB":
        return "CNY"
    for sign, name in SIGNS.items():
        if sign in plain:
            return name
    if "US$" in plain:
        return "USD"
    if "$" in plain:
        return shop if shop in DOLLARS else "USD"
    if "元" in plain:
        return "CNY"
    if "¥" in plain:
        return shop if shop in YENS else "?"
    return ""
