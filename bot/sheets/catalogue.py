"""A row of a file of products -> ProductRow."""

import re
from collections.abc import Callable
from decimal import Decimal

from bot.core.imports import ProductRow
from bot.core.shows import Say
from bot.i18n import N_
from bot.sheets import numbers
from bot.sheets.cells import BadCell, Cells, minor
from bot.sheets.sources import Row
from bot.sheets.understanding import Understanding

BAD_TIERS = N_("The price tiers can't be read; write them as 200: 1.35; 500: 1.18.")
BELOW_ZERO = N_("This can't be less than {least}.")
_TIER = re.compile(r"\s*(?:>=|≥|ab|from|от|de)?\s*(\d+)\s*(?:\+|pcs|件)?\s*[:=]\s*([^;|]+?)\s*")


def reader(known: Understanding) -> Callable[[int, Row], ProductRow]:
    """Reads the rows of this file; what it returns raises BadCell."""
    cells = Cells(known)

    def least(row: Row, field: str, bound: int) -> int | None:
        found = cells.whole(row, field)
        if found is not None and found < bound:
            raise BadCell(field, str(found), Say(BELOW_ZERO, {"least": str(bound)}))
        return found

    def money(row: Row, field: str) -> Decimal | None:
        found = cells.decimal(row, field)
        if found is not None and found < 0:
            raise BadCell(field, cells.text(row, field), Say(BELOW_ZERO, {"least": "0"}))
        return found

    def read(number: int, row: Row) -> ProductRow:
        code, title = cells.needed(row, "code"), cells.needed(row, "title")
        moq = least(row, "moq", 1)
        currency = cells.currency(row, "price")
        price, cost = money(row, "price"), money(row, "cost")
        tiers = _tiers(cells.text(row, "tiers"), known.marks.get("price", ""), currency)
        if not tiers and price is not None:
            tiers = ((moq or 1, minor(price, currency)),)
        others = tuple(one.strip() for one in cells.text(row, "other_titles").split("|") if one.strip())
        return ProductRow(
            number, code, title, tiers, currency, cells.text(row, "category"), moq, least(row, "lead_days", 0),
            least(row, "stock", 0), cells.text(row, "description"), others, cells.text(row, "picture"),
            cells.moment(row, "added_at"), None if cost is None else minor(cost, currency),
        )  # fmt: skip

    return read


def _tiers(text: str, mark: numbers.Mark, currency: str) -> tuple[tuple[int, int], ...]:
    found = {}
    for part in filter(str.strip, re.split(r"[;|\n]", text)):
        match = _TIER.fullmatch(part)
        price = numbers.number(match[2], mark or ".") if match else None
        if match is None or price is None or price < 0 or int(match[1]) < 1:
            raise BadCell("tiers", text, Say(BAD_TIERS))
        found[int(match[1])] = minor(price, currency)
    return tuple(sorted(found.items()))
