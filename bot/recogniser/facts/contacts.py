"""E-mail addresses, telephone numbers and order numbers."""

import re
from collections.abc import Iterator

import phonenumbers

from bot.core.recognition import Fact
from bot.recogniser.facts.spans import Claims

_EMAIL = re.compile(r"[A-Za-z0-9][\w.+%-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w@])[\w-]+\.(?:com|net|org|shop|store|cn|de|co|io|ru|fr|es|br)(?:/\S*)?\b", re.I
)
_DATE_LIKE = re.compile(r"^\s*(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})\s*$")
# Where a number without a country code is probably from, when the buyer's country is not known.
_HOME = {"zh": "CN", "ru": "RU"}

_MARK = (
    r"(?:\s*(?:#|№|n°|nº|no\.?|nr\.?|num(?:ber|ero|éro)?\.?|número|numéro|номер|号码|编号|号|رقم|id|ref\.?)"
    r"\s*[:：.]?|\s*[:：])"
)
_NUMBER = r"(?P<number>[A-Za-z]{0,4}[-/]?\d[\dA-Za-z]*(?:[-/]\d[\dA-Za-z]*)*)"
_NAMES = (
    r"order|purchase order|p\.?o\.?|invoice|shipment|订单|订货|采购单|发票|单|pedido|orden|compra|factura|encomenda"
    r"|fatura|nota fiscal|заказ(?:а|у|ом|е)?|сч[её]т(?:а|у)?|накладн\w+|commande|facture|(?:ال)?طلب(?:ي|ية|يه)?"
    r"|(?:ال)?طلبي[ةه]|طلبيتي|(?:ال)?فاتورة|bestellung|auftrag|rechnung|lieferschein|单子"
    r"|(?:bestell|auftrags|rechnungs)(?:nummer|nr\.?)"
)
# A bill is never counted, so a number right after it is the bill's: "invoice 20231 is wrong".
_BILLS = (
    r"(?:bestell|auftrags|rechnungs)(?:nummer|nr\.?)|invoice|inv|发票"
    r"|factura|fatura|nota fiscal|nf|сч[её]т(?:а|у|е)?|facture|накладн\w+|(?:ال)?فاتورة|rechnung|lieferschein"
)
_BILL = re.compile(rf"(?<![^\W_\u4e00-\u9fff])(?:{_BILLS})\s+(?P<number>\d{{4,}})(?!\w|[.,]\d)", re.I)
# An order at the start of a sentence is the noun, unless what follows is counted: "pedido 8890 cadê?".
_ORDER_FIRST = re.compile(
    r"(?:^|[.!?\n,]\s*|\b(?:hi|hello|hola|oi|ol[aá]|bonjour|hallo|привет)\W+)"
    r"(?:order|pedido|orden|encomenda|заказ|commande|bestellung|auftrag|طلب)\s+"
    r"(?P<number>\d{4,}(?<!00))(?!\w|[.,]\d|\s*(?:of|de|du|del|от|من|von|[x×*]|@|at|for)\b)",
    re.I,
)
_MARKED = re.compile(rf"(?<![^\W_\u4e00-\u9fff])(?:{_NAMES}){_MARK}+\s*{_NUMBER}(?![A-Za-z0-9])", re.I)
_HASH = re.compile(r"(?<!\w)(?:#|№)\s?(?P<number>[A-Za-z]{0,4}-?\d[\dA-Za-z-]{2,})(?!\w)")
_ARABIC_NUMBER = re.compile(rf"رقم\s+(?:ال)?(?:طلب|طلبية|فاتورة)\w*\s*(?:هو)?\s*[:：]?\s*{_NUMBER}(?!\w)")
_OWNED = re.compile(
    r"(?:\b(?:my|our|the|this|that|of|on|for|about|status|track|cancel|check|mon|ma|notre|la|mi|nuestro|el|del"
    r"|meu|nosso|o|do|"
    rf"meine|unsere|der|die|zur|мой|мо[её]м\w*|наш|по"
    rf"|статус)\s+)(?:{_NAMES})\s+(?P<number>[A-Za-z]{{0,4}}-?\d[\dA-Za-z-]{{2,}})(?!\w)",
    re.I,
)
_PURCHASE_ORDER = re.compile(r"\b(?:PO|P\.O\.|INV|SO|PI)[-\s#:]{0,2}(?P<number>\d{3,}[\w-]*)\b")
_CHINESE_ORDER = re.compile(
    r"(?:订单|单号|单子)[号是:：\s]{0,3}(?P<number>[A-Za-z]{0,4}-?\d[\dA-Za-z-]{2,})(?![A-Za-z0-9个件箱套只])"
)
_BARE_CODED = re.compile(
    rf"(?<![^\W_\u4e00-\u9fff])(?:{_NAMES})\s+(?P<number>(?:[A-Za-z]{{1,4}}-?\d{{3,}}|\d{{3,}}-)[\dA-Za-z-]*)(?!\w)",
    re.I,
)
_FOLLOWED_BY_UNIT = re.compile(
    r"^\s*(?:pcs|pieces|units|sets|cartons|boxes|pairs|个|件|箱|套|шт|pezas|piezas|unidades|peças|pièces|قطع"
    r"|stück|stk|kartons)",
    re.I,
)


def emails(claims: Claims) -> Iterator[Fact]:
    """Addresses, in lower case; links are claimed too, so that nothing is heard inside them."""
    for match in claims.matches(_EMAIL):
        claims.take(*match.span())
        yield Fact("email", match.group().rstrip(".").lower(), *match.span())
    for match in claims.matches(_LINK):
        claims.take(*match.span())


def order_numbers(claims: Claims) -> Iterator[Fact]:
    """Order, invoice and purchase order numbers, as written."""
    patterns = (_MARKED, _ARABIC_NUMBER, _HASH, _BARE_CODED, _PURCHASE_ORDER, _CHINESE_ORDER, _OWNED)
    for pattern in (*patterns, _BILL, _ORDER_FIRST):
        for match in claims.matches(pattern):
            start, end = match.span("number")
            digits = sum(character.isdigit() for character in match.group("number"))
            if digits < 2 or _FOLLOWED_BY_UNIT.match(claims.text[end:]) or not claims.take(*match.span()):
                continue
            yield Fact("order_number", claims.text[start:end], start, end)


def phones(claims: Claims, country: str, language: str) -> Iterator[Fact]:
    """Valid telephone numbers in E.164; those without a country code are read in the buyer's country."""
    if sum(character.isdigit() for character in claims.text) < 7:
        return
    region = country.upper() or _HOME.get(language)
    for match in phonenumbers.PhoneNumberMatcher(claims.text, region):
        digits = sum(character.isdigit() for character in match.raw_string)
        international = match.raw_string.lstrip("( ").startswith(("+", "00"))
        if _DATE_LIKE.match(match.raw_string) or (digits < 9 and not international):
            continue
        if claims.take(match.start, match.end):
            number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
            yield Fact("phone", number, match.start, match.end)
