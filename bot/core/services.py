"""Lines of an order that are no goods: carriage, postage, bank charges, corrections. They are never proposed."""

import re
from collections.abc import Iterable

WORDS = re.compile(
    r"(\b(postage|carriage|shipping|freight|delivery|bank charges?|handling|surcharge|discount|voucher|gift card|"
    r"manual|adjust(ment)?|sample fee|deposit|versand(kosten)?|porto|fracht|livraison|envío|frete|доставка)\b"
    r"|运费|邮费|快递费|手续费|折扣|定金|订金)$",
    re.IGNORECASE,
)
MOSTLY = 0.9
"""This share of a shop's codes is nearly all."""


def is_service(code: str, title: str, codes_have_digits: bool) -> bool:
    """Whether a line stands for a service.

    Its title ends in a word for one, in three words or fewer; or its code has no digit where nearly all codes of the
    shop have one.
    """
    bare = codes_have_digits and not any(sign.isdigit() for sign in code)
    return bare or (len(title.split()) <= 3 and WORDS.search(title.strip()) is not None)


def services(catalogue: Iterable[tuple[str, str]]) -> set[str]:
    """The codes (of code and title) that stand for a service."""
    known = list(catalogue)
    with_digits = sum(any(sign.isdigit() for sign in code) for code, _ in known)
    usual = with_digits >= MOSTLY * len(known)
    return {code for code, title in known if is_service(code, title, usual)}
