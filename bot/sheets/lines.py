"""A row of a file of orders -> OrderLine."""

from collections.abc import Callable

from bot.core.imports import OrderLine
from bot.core.shows import Say
from bot.i18n import N_, country_code
from bot.sheets.cells import MISSING, BadCell, Cells, Warn, is_exact, minor
from bot.sheets.names import normal
from bot.sheets.sources import Row
from bot.sheets.understanding import Understanding
from bot.sheets.words import field_name

ZERO = N_("The quantity is 0: nothing was bought in this line.")
NEGATIVE = N_("The price is negative; a return has a negative quantity and the price that was paid.")
ROUNDED = N_("The price is finer than the smallest unit of {currency} and was rounded.")
CANCELLED = N_("The order was cancelled, so it doesn't count as bought.")
_CANCELLED_NAMES = (
    "cancelled, canceled, void, voided, refused, rejected, 已取消, 取消, 交易关闭, 已关闭, 訂單取消, storniert, "
    "annulliert, cancelado, cancelada, anulado, annulé, annulée, отменен, отменён, отмена"
)
_CANCELLED = frozenset(map(normal, _CANCELLED_NAMES.split(", ")))


def reader(known: Understanding, warn: Warn) -> Callable[[int, Row], OrderLine]:
    """Reads the rows of this file; what it returns raises BadCell."""
    cells = Cells(known)
    priced = "unit_price" in known.columns

    def read(number: int, row: Row) -> OrderLine:
        order = cells.needed(row, "number")
        buyer = cells.needed(row, "buyer")
        at = cells.moment(row, "ordered_at")
        if at is None:
            raise _missing("ordered_at")
        code = cells.needed(row, "code")
        quantity = cells.whole(row, "quantity")
        if quantity is None:
            raise _missing("quantity")
        if quantity == 0:
            raise BadCell("quantity", "0", Say(ZERO))
        price_field = "unit_price" if priced else "amount"
        price = cells.decimal(row, price_field)
        if price is None:
            raise _missing(price_field)
        if not priced:
            price /= quantity
        if price < 0:
            raise BadCell(price_field, cells.text(row, price_field), Say(NEGATIVE))
        status = cells.text(row, "status")
        if status and normal(status) in _CANCELLED:
            raise BadCell("status", status, Say(CANCELLED))
        currency = cells.currency(row, price_field)
        if priced and not is_exact(price, currency):
            warn(number, price_field, str(price), Say(ROUNDED, {"currency": currency}))
        return OrderLine(
            number, order, buyer, at, code, cells.text(row, "title"), quantity, minor(price, currency), currency,
            country_code(cells.text(row, "country")), status, cells.text(row, "buyer_name"),
            cells.text(row, "company"), cells.text(row, "email"), cells.text(row, "phone"),
        )  # fmt: skip

    return read


def _missing(field: str) -> BadCell:
    return BadCell(field, "", Say(MISSING, {"field": field_name("orders", field)}))
