"""Amounts of money with their currency: $2.50 · 2,50 € · USD 3 · 12块 · R$ 5 · 20 долларов · ٣ دولار."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.core.recognition import Fact
from bot.recogniser.facts.numbers import Number
from bot.recogniser.facts.spans import Claims

# ISO 4217 -> how buyers write it. Longer spellings are tried first.
_NAMES = {
    "USD": "us$|usd|u$s|u$d|us dollars?|dollars?|bucks|dólares|dolares|dólar|dolar|долларов|доллара|доллар|долл"
    "|бакс\\w*|美元|美金|美刀|刀|"
    "دولارات|دولارا|دولار|\\$|＄",
    "EUR": "eur|euros?|€|евро|欧元|يورو",
    "GBP": "gbp|£|pounds?|quid|libras esterlinas|libras|фунт\\w*|英镑|جنيه استرليني",
    "CNY": "cny|rmb|yuan|yuanes|юан\\w*|人民币|元|块钱|块|يوان|¥|￥",
    "BRL": "brl|r\\$|reais|real",
    "RUB": "rub|руб\\.?|рублей|рубля|рубль|₽|卢布|روبل",
    "AED": "aed|dirhams?|dhs?|درهم اماراتي|درهم|دراهم|迪拉姆",
    "SAR": "sar|riyals?|ريال سعودي|ريال|里亚尔",
    "EGP": "egp|جنيه مصري|جنيه",
    "MXN": "mxn|pesos mexicanos",
    "INR": "inr|rupees?|rs\\.?|₹",
    "JPY": "jpy|yen|日元|円",
    "KRW": "krw|₩",
    "TRY": "liras?|₺|tl",
    "CHF": "chf|francs suisses|swiss francs?",
    "CAD": "cad|c\\$|ca\\$|canadian dollars?",
    "AUD": "aud|a\\$|au\\$|australian dollars?",
    "HKD": "hkd|hk\\$|港币|港元",
    "SGD": "sgd|s\\$",
    "PLN": "pln|zł|zlotys?",
    "KZT": "kzt|тенге",
    "UAH": "uah|гривен|гривны|грн",
    "MAD": "mad|درهم مغربي",
    "XOF": "xof|fcfa|cfa",
    "ZAR": "zar|rands?",
    "NGN": "ngn|naira",
    "VND": "vnd|đồng",
    "THB": "thb|baht",
    "IDR": "idr|rupiahs?",
    "COP": "cop|pesos colombianos",
    "ARS": "ars|pesos argentinos",
    "CLP": "clp|pesos chilenos",
}
_SPELLINGS = sorted(
    ((spelling, code) for code, names in _NAMES.items() for spelling in names.split("|")),
    key=lambda pair: -len(pair[0]),
)
_BOUND = r"(?![^\W\d_\u4e00-\u9fff])"
_AFTER = [(re.compile(rf"\s?(?:{spelling}){_BOUND}", re.I), code) for spelling, code in _SPELLINGS]
_BEFORE = [(re.compile(rf"(?<![^\W\d_\u4e00-\u9fff])(?:{spelling})\s?$", re.I), code) for spelling, code in _SPELLINGS]
# Most numbers stand beside no currency at all: one look for any of them spares a look for each.
_ANY = "|".join(spelling for spelling, _ in _SPELLINGS)
_ANY_AFTER = re.compile(rf"\s?(?:{_ANY}){_BOUND}", re.I)
_ANY_BEFORE = re.compile(rf"(?<![^\W\d_\u4e00-\u9fff])(?:{_ANY})\s?$", re.I)
_CENTS = re.compile(r"\s?(?:cents?|¢|центов|centavos|centimes|美分|سنت)(?!\w)", re.I)
# A number after these is a price even when no currency was said.
_PRICE_CUE = re.compile(
    r"(?:target(?: price)?|price (?:of|is|at)|budget(?: is| of)?|pay(?: only)?|at most|目标价|目标价格|预算|单价"
    r"|precio objetivo|presupuesto(?: es)?(?: de)?"
    r"|preço[- ]alvo|orçamento(?: é)?(?: de)?|целевая цена|бюджет|السعر المستهدف|ميزانيتي|prix cible|budget(?: "
    r"est)?(?: de)?)\s*(?:is|es|é|est|是|:|：|of|de|около)?\s*$",
    re.I,
)
_PER_PIECE = re.compile(r"^\s?(?:/\s?(?:pc|pcs|piece|unit|ea|шт|个|件)|a piece|per piece)\b", re.I)
_EACH = re.compile(
    r"^\s?(?:(?:each|apiece|cada|c/u|la pieza|la unidad|a peça|pi[èe]ce|chacune?|(?:das|pro) st[üu]ck|за шт\w*|штука)\b"
    r"|للقطعة|للحبة|一个|一只|一件|每个)",
    re.I,
)
# 9块5 is 9.50.
_TENTHS = re.compile(r"(?<=[块塊])(\d)(?![\d.,万千百个只件条套箱%])")


def amounts(claims: Claims, numbers: list[Number], country: str) -> Iterator[Fact]:
    """Money, one fact per amount; `$` and `¥` are read by the buyer's country."""
    for number in numbers:
        if number.foreign or not claims.free(number.start, number.end):
            continue
        found = _currency_after(claims, number) or _currency_before(claims, number)
        if found is None:
            if not _is_price(claims, number):
                continue
            found = ("", number.start, number.end)
        currency, start, end = found
        value = number.value
        tenths = _TENTHS.match(claims.text, end)
        if tenths:
            value, end = value + Decimal(tenths.group(1)) / 10, tenths.end()
        if currency == "¢":
            value, currency = value / 100, "USD"
        if claims.take(start, end):
            yield Fact("money", _plain(value), start, end, unit=_local(currency, claims.text[start:end], country))


def _currency_after(claims: Claims, number: Number) -> tuple[str, int, int] | None:
    cents = _CENTS.match(claims.text, number.end)
    if cents:
        return "¢", number.start, cents.end()
    if not _ANY_AFTER.match(claims.text, number.end):
        return None
    for pattern, code in _AFTER:
        match = pattern.match(claims.text, number.end)
        if match:
            return code, number.start, match.end()
    return None


def _currency_before(claims: Claims, number: Number) -> tuple[str, int, int] | None:
    before = claims.text[max(0, number.start - 18) : number.start]
    if not _ANY_BEFORE.search(before):
        return None
    for pattern, code in _BEFORE:
        match = pattern.search(before)
        if match:
            return code, number.start - (len(before) - match.start()), number.end
    return None


def _is_price(claims: Claims, number: Number) -> bool:
    if number.spelled and number.value < 1:  # "pay half now"
        return False
    if _PRICE_CUE.search(claims.before(number.start)):
        return True
    after = claims.after(number.end)
    broken = number.value != number.value.to_integral_value()
    return number.value < 1000 and bool(_PER_PIECE.match(after) or (broken and _EACH.match(after)))


def _local(currency: str, written: str, country: str) -> str:
    if currency == "CNY" and "¥" in written and country.upper() == "JP":
        return "JPY"
    at_home = {"CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD"}
    if currency == "USD" and written.strip().startswith("$") and country.upper() in at_home:
        return at_home[country.upper()]
    return currency


def _plain(value: Decimal) -> str:
    """Without exponent, as few decimals as were meant: 2.5 is "2.50", 1500 is "1500"."""
    if value == value.to_integral_value():
        return str(int(value))
    return f"{value:.2f}" if round(value, 2) == value else f"{value.normalize():f}"
