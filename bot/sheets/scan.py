"""The first whole reading of a file: what it holds, what would be refused and why. Nothing is written anywhere."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.core.imports import BuyerRow, Issue, OrderLine, ProductRow
from bot.core.shows import Say
from bot.i18n import N_
from bot.sheets import catalogue, lines, people
from bot.sheets.cells import BadCell, Warn
from bot.sheets.sources import Row, shown
from bot.sheets.understanding import Understanding

Understood = OrderLine | ProductRow | BuyerRow
KEPT_ISSUES = 1000
"""So many issues are kept in full; all are counted, and all stand in the file of refused rows."""

TOO_WIDE = N_("The row has {cells} cells, the header has {columns}: a quotation mark or a delimiter is wrong.")
TWO_BUYERS = N_("Order {order} belongs to {first} in an earlier row, and here to {second}: an order has one buyer.")
TWO_NAMES = N_("Buyer {number} is {first} in an earlier row, and here {second}: a number belongs to one buyer.")
TWICE = N_("{number} stands in an earlier row already, with other values.")
REFUSED_WITH = N_("Another line of order {order} was refused, so the whole order is.")
FUTURE = N_("This date lies in the future.")


@dataclass(slots=True)
class Scan:
    """What a file holds. `refused_orders` are left out as a whole; `reasons` counts issues by (column, reason)."""

    rows: int = 0
    refused: int = 0
    returns: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    numbers: dict[str, str] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    refused_orders: set[str] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)
    reasons: Counter[tuple[str, str, bool]] = field(default_factory=Counter)

    @property
    def things(self) -> int:
        """How many orders, products or buyers would be imported."""
        return len(self.numbers) - len(self.refused_orders & self.numbers.keys())


def read_rows(known: Understanding, warn: Warn = lambda *_: None) -> Iterator[tuple[int, Row, Understood | BadCell]]:
    """Every row of the file with what it says, or with what is wrong in it."""
    read = _reader(known, warn)
    columns = len(known.header.names)
    for number, row in known.rows():
        if len(row) > columns and any(cell != "" for cell in row[columns:]):
            wide = Say(TOO_WIDE, {"cells": str(len(row)), "columns": str(columns)})
            yield number, row, BadCell("", "", wide)
            continue
        try:
            yield number, row, read(number, row)
        except BadCell as bad:
            yield number, row, bad


def _reader(known: Understanding, warn: Warn) -> Callable[[int, Row], Any]:
    if known.kind == "orders":
        return lines.reader(known, warn)
    return catalogue.reader(known) if known.kind == "products" else people.reader(known, warn)


def scan(known: Understanding, now: datetime, progress: Callable[[int], None] = lambda row: None) -> Scan:
    """Read everything once; `progress` is told the row every few thousand rows."""
    found = Scan()
    noted = _Notes(known, found, now)
    for number, row, understood in read_rows(known, noted.warned):
        found.rows += 1
        noted.row = number
        if isinstance(understood, BadCell):
            noted.refused(understood, row)
        else:
            noted.understood(understood)
        if not found.rows % 5000:
            progress(number)
    if found.refused_orders:
        found.refused += _good_lines_of_refused(known, found)
    return found


def good_rows(known: Understanding, found: Scan) -> Iterator[Any]:
    """The rows to be imported, after `scan` found which orders are refused: OrderLine, ProductRow or BuyerRow."""
    seen: set[str] = set()
    for _, _, understood in read_rows(known):
        if isinstance(understood, BadCell):
            continue
        if isinstance(understood, OrderLine):
            if understood.number not in found.refused_orders:
                yield understood
            continue
        if (key := _key(understood)) not in seen:
            seen.add(key)
            yield understood


def refused_rows(known: Understanding, found: Scan) -> Iterator[tuple[int, Row, Say]]:
    """Every row that is not imported as it stands in the file, with its reason."""
    seen: dict[str, int] = {}
    for number, row, understood in read_rows(known):
        if isinstance(understood, BadCell):
            yield number, row, understood.say
        elif isinstance(understood, OrderLine):
            if understood.number in found.refused_orders:
                first = found.numbers[understood.number]
                names = {"order": understood.number, "first": first, "second": understood.buyer}
                other = understood.buyer != first
                yield number, row, Say(TWO_BUYERS, names) if other else Say(REFUSED_WITH, {"order": understood.number})
        else:
            key, values = _key(understood), hash(understood[1:])
            if seen.setdefault(key, values) != values:
                yield number, row, Say(TWICE, {"number": key})


def _key(understood: ProductRow | BuyerRow) -> str:
    return understood.code if isinstance(understood, ProductRow) else understood.number


def _good_lines_of_refused(known: Understanding, found: Scan) -> int:
    """How many lines, good by themselves and not counted yet, go with their refused orders."""
    return sum(
        isinstance(line, OrderLine) and line.number in found.refused_orders and line.buyer == found.numbers[line.number]
        for _, _, line in read_rows(known)
    )


class _Notes:
    """What is noticed only across rows: two buyers of an order, two names of a buyer, a code that comes twice."""

    def __init__(self, known: Understanding, found: Scan, now: datetime) -> None:
        self._known, self._found = known, found
        self._future = now + timedelta(days=1)
        self._names: dict[str, str] = {}
        self._seen: dict[str, int] = {}
        self.row = 0

    def warned(self, row: int, field_: str, value: str, say: Say) -> None:
        """Something of a row is left out, the rest is imported."""
        self.row = row
        self._note(field_, value, say, refused=False)

    def refused(self, bad: BadCell, row: Row) -> None:
        """A row that is not imported; with it goes its order, but for a line in which nothing was bought."""
        order = self._order_in(row)
        whole = bool(order) and bad.say.text != lines.ZERO
        self._note(bad.field, bad.value, bad.say, refused=True, order=order if whole else "")
        self._found.refused += 1
        if whole:
            self._found.refused_orders.add(order)

    def _order_in(self, row: Row) -> str:
        at = self._known.columns.get("number", -1)
        return shown(row[at]) if self._known.kind == "orders" and 0 <= at < len(row) else ""

    def understood(self, understood: Understood) -> None:
        """A row that can be read by itself; is it true beside the others?"""
        if isinstance(understood, OrderLine):
            self._line(understood)
        else:
            number, values = _key(understood), hash(understood[1:])
            self._found.numbers.setdefault(number, "")
            if self._seen.setdefault(number, values) != values:
                self._found.refused += 1
                field_ = "code" if self._known.kind == "products" else "number"
                self._note(field_, number, Say(TWICE, {"number": number}), refused=True)

    def _line(self, line: OrderLine) -> None:
        found = self._found
        buyer = found.numbers.setdefault(line.number, line.buyer)
        found.people.add(line.buyer)
        if buyer != line.buyer:
            said = Say(TWO_BUYERS, {"order": line.number, "first": buyer, "second": line.buyer})
            self._note("buyer", line.buyer, said, refused=True, order=line.number)
            found.refused += 1
            found.refused_orders.add(line.number)
        if line.quantity < 0:
            found.returns += 1
        if found.first_at is None or line.ordered_at < found.first_at:
            found.first_at = line.ordered_at
        if found.last_at is None or line.ordered_at > found.last_at:
            found.last_at = line.ordered_at
        if line.ordered_at > self._future:
            self._note("ordered_at", line.ordered_at.date().isoformat(), Say(FUTURE), refused=False)
        if line.buyer_name:
            self._one_name(line)

    def _one_name(self, line: OrderLine) -> None:
        first = self._names.setdefault(line.buyer, line.buyer_name)
        if first.casefold() != line.buyer_name.casefold():
            said = Say(TWO_NAMES, {"number": line.buyer, "first": first, "second": line.buyer_name})
            self._note("buyer", line.buyer, said, refused=False)
            self._names[line.buyer] = line.buyer_name

    def _note(self, field_: str, value: str, say: Say, *, refused: bool, order: str = "") -> None:
        column = self._known.column_name(field_) or field_
        self._found.reasons[column, say.text, refused] += 1
        if len(self._found.issues) < KEPT_ISSUES:
            self._found.issues.append(Issue(self.row, column, value, say, refused, order))
