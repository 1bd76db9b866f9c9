"""One cell of a row as a value, or the reason why it can't be one."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from bot.core.money import minor_digits
from bot.core.shows import Say
from bot.i18n import N_, currency_code
from bot.sheets import days, numbers
from bot.sheets.sources import Cell, Row, shown
from bot.sheets.understanding import Understanding
from bot.sheets.words import field_name

MOST_PIECES = 1_000_000_000
MOST_MINOR = 10**13

MISSING = N_("The {field} is missing.")
FORMULA = N_("A formula stands here; save the file with values.")
NOT_WHOLE = N_("The quantity is not a whole number.")
NO_NUMBER = N_("The {field} is not a number.")
EITHER_MARK = N_("The {field} can be read in two ways: the column has decimal points and decimal commas.")
TOO_LARGE = N_("The {field} is too large to be true.")
NO_DATE = N_("The {field} can't be read as a date.")
EITHER_ORDER = N_(
    "The {field} can be read in two ways: in the column, some dates begin with the day and some with the month."
)
NO_CURRENCY = N_("This sign stands for several currencies; name the file's currency.")
DAMAGED = N_("A spreadsheet shortened this number ({value}) and its last digits are lost; take it from the original.")

_POWER = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
_TEXT_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
DEFUSED = re.compile(r"'+[=+\-@\t\r]")
"""What writing.py puts before a cell that a spreadsheet would run; reading takes it off again."""


Warn = Callable[[int, str, str, Say], None]
"""Takes row, field, value and reason of something left out of a row that is imported all the same."""


class BadCell(Exception):
    """A cell that refuses its row; `field` and `value` say where, `say` why."""

    def __init__(self, field: str, value: str, say: Say) -> None:
        super().__init__(field)
        self.field, self.value, self.say = field, value, say


class Cells:
    """Reads the cells of one file's rows by field, as it was understood."""

    def __init__(self, known: Understanding) -> None:
        self._known = known
        self._at = dict(known.columns)
        self._zone = known.zone

    def text(self, row: Row, field: str) -> str:
        """The cell as a text; "" where the file has no such column."""
        at = self._at.get(field, -1)
        if at < 0 or at >= len(row):
            return ""
        return text_of(row[at])

    def needed(self, row: Row, field: str) -> str:
        """A text that must be there, and in which every digit counts (a number, a code)."""
        text = self.text(row, field)
        if not text:
            raise BadCell(field, "", Say(MISSING, {"field": field_name(self._known.kind, field)}))
        if text[0].isdigit() and _POWER.fullmatch(text):
            raise BadCell(field, text, Say(DAMAGED, {"value": text}))
        return text

    def whole(self, row: Row, field: str, mark: numbers.Mark = "") -> int | None:
        """A whole number; nothing for an empty cell."""
        text = self.text(row, field)
        if not text:
            return None
        found = _decimal(text, self._known.marks.get(field, mark))
        if found is None:
            raise self._no_number(field, text)
        if found != found.to_integral_value():
            raise BadCell(field, text, Say(NOT_WHOLE))
        if abs(found) > MOST_PIECES:
            raise BadCell(field, text, Say(TOO_LARGE, {"field": field_name(self._known.kind, field)}))
        return int(found)

    def decimal(self, row: Row, field: str) -> Decimal | None:
        """An amount of money in major units; nothing for an empty cell."""
        text = self.text(row, field)
        if not text:
            return None
        found = _decimal(text, self._known.marks.get(field, ""))
        if found is None:
            raise self._no_number(field, text)
        if abs(found) > MOST_MINOR:
            raise BadCell(field, text, Say(TOO_LARGE, {"field": field_name(self._known.kind, field)}))
        return found

    def currency(self, row: Row, price_field: str) -> str:
        """The currency of the row's price: its own column, the sign beside the price, or the file's."""
        named = self.text(row, "currency")
        text = named or self.text(row, price_field)
        if not text or (not named and text[0].isdigit() and text[-1].isdigit()):
            return self._known.currency
        if named and (code := currency_code(named)):
            return code
        found = numbers.currency_in(text, self._known.currency)
        if found == "?" or (named and not found):
            raise BadCell("currency" if named else price_field, text, Say(NO_CURRENCY))
        return found or self._known.currency

    def moment(self, row: Row, field: str) -> datetime | None:
        """An instant in UTC; nothing for an empty cell."""
        at = self._at.get(field, -1)
        cell: Cell = row[at] if 0 <= at < len(row) else ""
        if isinstance(cell, str):
            text = text_of(cell)
            if not text:
                return None
            found = days.moment(text, self._known.orders.get(field, ""), self._zone)
        elif isinstance(cell, datetime):
            found = days.in_utc(cell, self._zone)
        elif isinstance(cell, date):
            found = days.in_utc(datetime(cell.year, cell.month, cell.day), self._zone)  # noqa: DTZ001 - made aware there
        else:
            serial = (
                days.from_serial(float(cell)) if isinstance(cell, int | float) and not isinstance(cell, bool) else None
            )
            found = days.in_utc(serial, self._zone) if serial else None
        if found is None:
            text = shown(cell)
            two = isinstance(cell, str) and days.evidence(text) == "either"
            reason = EITHER_ORDER if two else NO_DATE
            raise BadCell(field, text, Say(reason, {"field": field_name(self._known.kind, field)}))
        return found

    def _no_number(self, field: str, text: str) -> BadCell:
        if text.startswith("="):
            return BadCell(field, text, Say(FORMULA))
        reason = EITHER_MARK if numbers.evidence(text) == "either" else NO_NUMBER
        return BadCell(field, text, Say(reason, {"field": field_name(self._known.kind, field)}))


def text_of(cell: Cell) -> str:
    """A cell as a text, without what protects it: ="0012" is 0012, '=x is =x."""
    if type(cell) is not str:
        return shown(cell)
    text = cell.strip()
    if text and text[0] in "='":
        if found := _TEXT_FORMULA.fullmatch(text):
            return found[1].replace('""', '"').strip()
        if DEFUSED.match(text):
            return text[1:]
    return text


@lru_cache(maxsize=65536)
def _decimal(text: str, mark: numbers.Mark) -> Decimal | None:
    return numbers.number(text, mark)


@lru_cache(maxsize=65536)
def minor(amount: Decimal, currency: str) -> int:
    """Major units as minor ones; half a minor unit is rounded up."""
    return int(amount.scaleb(minor_digits(currency)).to_integral_value(ROUND_HALF_UP))


@lru_cache(maxsize=65536)
def is_exact(amount: Decimal, currency: str) -> bool:
    """Whether an amount in major units is a whole number of minor ones."""
    return amount.scaleb(minor_digits(currency)) % 1 == 0
