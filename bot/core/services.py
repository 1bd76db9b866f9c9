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


def services(catalogue: Iterable[tuple[str, str]]) -> set[str]:
    """The codes (of code and title) that stand for a service.

    Their titles end in a word for one, in three words or fewer; or the code has no digit where nine tenths of the shop's codes have.
    """
    known = list(catalogue)
    bare = {code for code, _ in known if not any(sign.isdigit() for sign in code)}
    told = {code for code, title in known if len(title.split()) <= 3 and WORDS.search(title.strip())}
    return told | (bare if len(bare) <= (1 - MOSTLY) * len(known) else set())
