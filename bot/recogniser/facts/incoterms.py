"""Incoterms 2020, as rules or as what people call them."""

import re
from collections.abc import Iterator

from bot.core.recognition import Fact
from bot.recogniser.facts.spans import Claims

_RULES = re.compile(
    r"(?<![A-Za-z\d])(EXW|FCA|FAS|FOB|CFR|CIF|CPT|CIP|DAP|DPU|DDP|DAT|DDU|CNF|C\s?&\s?F|C\+F)(?![A-Za-z\d])", re.I
)
# Older rules, and the one of 2020 that took their place.
_TODAY = {"DAT": "DPU", "DDU": "DAP", "CNF": "CFR", "C&F": "CFR", "C+F": "CFR"}
_CALLED = [
    (re.compile(pattern, re.I), rule)
    for pattern, rule in (
        (r"\bex[- ]works?\b|\bex[- ]factory\b|出厂价|工厂交货|\bfranco f[áa]brica\b|\bs[aá]ída de f[áa]brica\b"
            r"|франко[- ]завод|"
         r"\bdépart usine\b|\bab werk\b|تسليم المصنع", "EXW"),
        (r"\bfree on board\b|离岸价|船上交货|фоб|فوب|\bfranco (?:a )?bordo\b", "FOB"),
        (r"\bcost,? insurance,? (?:and|&) freight\b|到岸价|\bсиф\b|سيف", "CIF"),
        (r"\bdelivered duty paid\b|完税后交货|双清包税|包税到门|\brendu droits acquittés\b", "DDP"),
    )
]  # fmt: skip


def find(claims: Claims) -> Iterator[Fact]:
    """The Incoterms rules named in the text."""
    for match in claims.matches(_RULES):
        rule = re.sub(r"\s", "", match.group(1)).upper()
        if rule in ("DAT", "DAP", "FAS", "CIP") and not match.group(1).isupper() and not _nearby(claims, match):
            continue
        if claims.take(*match.span()):
            yield Fact("incoterm", _TODAY.get(rule, rule), *match.span())
    for pattern, rule in _CALLED:
        for match in claims.matches(pattern):
            if claims.take(*match.span()):
                yield Fact("incoterm", rule, *match.span())


def _nearby(claims: Claims, match: re.Match[str]) -> bool:
    """Lower-case rules that are words elsewhere count only beside a price or a place."""
    return bool(re.search(r"price|term|incoterm|quote|preis|precio|preço|prix|цен", claims.text, re.I))
