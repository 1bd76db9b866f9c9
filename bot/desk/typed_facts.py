"""What a seller types when a card asks for a fact: read into its canonical text, or asked for again; never guessed."""

import re
from collections.abc import Callable

from bot import dates
from bot.core.people import Seller
from bot.core.shows import Say
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import search
from bot.store.database import Tx

NO_NUMBER = Say(N_("Please write a number."))
NO_DAY = Say(N_('Please write a day, such as "12 May" or "next friday".'))
NO_AMOUNT = Say(N_("Please write an amount, such as 120 or 120.50."))
MOST_LETTERS = 200

Read = tuple[str, Say | None]
_GROUPED = r"\d{1,3}(?:[.,'’\s]\d{3})+|\d+"


def read(shop: Shop, tx: Tx, seller: Seller, asked: str, text: str) -> Read:
    """(the fact's canonical text, nothing), or ("", why it can't be read)."""
    words = text.strip()
    reader = _READERS.get(asked)
    return reader(shop, tx, seller, words) if reader else (words[:MOST_LETTERS], None)


def _product(shop: Shop, tx: Tx, seller: Seller, text: str) -> Read:
    found = search.products(tx, text, 1)
    if not found:
        return "", Say(N_('Nothing in the catalogue is like "{words}".'), {"words": text})
    return found[0].code, None


def _number(shop: Shop, tx: Tx, seller: Seller, text: str) -> Read:
    """One whole number, however it is grouped: "1,000 pcs"; "2 x 500" is not one."""
    found = re.findall(_GROUPED, text)
    value = int(re.sub(r"\D", "", found[0])) if len(found) == 1 else 0
    return (str(value), None) if 0 < value < 10**9 else ("", NO_NUMBER)


def _day(shop: Shop, tx: Tx, seller: Seller, text: str) -> Read:
    readings = dates.find(text, now=shop.clock(), zone=seller.zone).readings
    if len(readings) != 1:
        return "", NO_DAY
    return readings[0].at.date().isoformat(), None


def _amount(shop: Shop, tx: Tx, seller: Seller, text: str) -> Read:
    """Major units of the shop's currency, "120.50"; a comma before one or two last digits is a decimal one."""
    found = re.findall(rf"(?:{_GROUPED})(?:[.,]\d{{1,2}})?(?!\d)", text)
    if len(found) != 1:
        return "", NO_AMOUNT
    whole, _, cents = re.sub(r"[.,](\d{1,2})$", r"|\1", found[0]).partition("|")
    units = int(re.sub(r"\D", "", whole))
    return (f"{units}.{int(cents or 0):0{len(cents) or 1}d}", None) if units < 10**9 else ("", NO_AMOUNT)


_READERS: dict[str, Callable[[Shop, Tx, Seller, str], Read]] = {
    "product": _product,
    "quantity": _number,
    "percent": _number,
    "date": _day,
    "amount": _amount,
}
