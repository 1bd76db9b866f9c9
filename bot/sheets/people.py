"""A row of a file of buyers -> BuyerRow. What can't be understood of a contact is left out with a warning."""

import re
from collections.abc import Callable
from zoneinfo import available_timezones

from bot.core.imports import BuyerRow
from bot.core.shows import Say
from bot.i18n import N_, country_code, language_code
from bot.sheets.cells import BadCell, Cells, Warn
from bot.sheets.sources import Row
from bot.sheets.understanding import Understanding

NOT_KNOWN = N_("This is not understood and was left out: {value}.")
NO_NAME = N_("There is no name and no company.")
_GRADES = {
    "bronze": "bronze, 铜牌, bronce, бронза",
    "silver": "silver, 银牌, plata, silber, argent, prata, серебро",
    "gold": "gold, 金牌, oro, or, ouro, золото",
    "platinum": "platinum, 铂金, platino, platin, platine, platina, платина",
}
GRADES = {name: grade for grade, names in _GRADES.items() for name in names.split(", ")}
_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+")
_COMMAS = re.compile(r"\s*[,;，；、|]\s*")


def reader(known: Understanding, warn: Warn) -> Callable[[int, Row], BuyerRow]:
    """Reads the rows of this file; what it returns raises BadCell."""
    cells = Cells(known)

    def understood(number: int, row: Row, field: str, understand: Callable[[str], str]) -> str:
        text = cells.text(row, field)
        found = understand(text) if text else ""
        if text and not found:
            warn(number, field, text, Say(NOT_KNOWN, {"value": text[:40]}))
        return found

    def stars(number: int, row: Row) -> int | None:
        text = cells.text(row, "stars")
        if not text:
            return None
        count = text.count("★") or (int(text) if text.isdecimal() else -1)
        if 0 <= count <= 5:
            return count
        warn(number, "stars", text, Say(NOT_KNOWN, {"value": text[:40]}))
        return None

    def birthday(number: int, row: Row) -> str:
        try:
            found = cells.moment(row, "birthday")
        except BadCell as bad:
            warn(number, "birthday", bad.value, bad.say)
            return ""
        return found.astimezone(known.zone).date().isoformat() if found else ""

    def read(number: int, row: Row) -> BuyerRow:
        first, last = _names(cells, row)
        company = cells.text(row, "company")
        if not (first or last or company):
            raise BadCell("name", "", Say(NO_NAME))
        return BuyerRow(
            number, cells.needed(row, "number"), first or ("" if last else company), last, company,
            cells.text(row, "username").removeprefix("@"), understood(number, row, "phone", phone),
            understood(number, row, "email", lambda text: text if _EMAIL.fullmatch(text) else ""),
            understood(number, row, "country", country_code), cells.text(row, "city"),
            understood(number, row, "zone", lambda text: text if text in available_timezones() else ""),
            understood(number, row, "language", language_code), birthday(number, row),
            understood(number, row, "grade", lambda text: GRADES.get(text.casefold(), "")), stars(number, row),
            ", ".join(filter(None, _COMMAS.split(cells.text(row, "tags")))), cells.text(row, "source"),
        )  # fmt: skip

    return read


def phone(text: str) -> str:
    """A phone number as files hold it: its digits, with a plus where one stands; "" for what is none."""
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    plus = "+" if text.lstrip(" ('").startswith("+") else ""
    if text.lstrip(" (").startswith("00") and len(digits) > 8:
        plus, digits = "+", digits[2:]
    return plus + digits if 5 <= len(digits) <= 16 else ""


def _names(cells: Cells, row: Row) -> tuple[str, str]:
    """First and last name; a whole name is parted at its first space, or turned at its comma."""
    first, last = cells.text(row, "first_name"), cells.text(row, "last_name")
    whole = cells.text(row, "name")
    if first or last or not whole:
        return first, last
    if whole.count(",") == 1:
        last, first = (part.strip() for part in whole.split(","))
        return first, last
    first, _, last = whole.partition(" ")
    return first, last.strip()
