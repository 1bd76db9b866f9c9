"""What was understood of a file before any of its rows is taken: columns, order of dates, decimal mark, currency."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.core.imports import Kind
from bot.core.shows import Say
from bot.i18n import N_
from bot.sheets import days, numbers
from bot.sheets.columns import HEADER_WITHIN, NO_ROWS, NOT_THIS_KIND, SAMPLE, Header, choose, find_header, score
from bot.sheets.names import REQUIRED
from bot.sheets.problems import Question, SheetError, Unsure
from bot.sheets.sources import Row, Source, shown
from bot.sheets.texts import EMPTY, open_text
from bot.sheets.workbooks import OLE, ZIP, Workbook

DATES = ("ordered_at", "birthday", "added_at")
AMOUNTS = ("quantity", "unit_price", "amount", "price", "cost")

WHICH_SHEET = N_("Which sheet has the {kind}? The sheets are: {sheets}.")
DAY_OR_MONTH = N_("{example} in the column {column}: is the day first, or the month?")
POINT_OR_COMMA = N_("{example} in the column {column}: is its mark a decimal mark, or does it group thousands?")
WHAT_IS_IT = N_("What is in the file?")
WHICH_CURRENCY = N_("Which currency is {example}?")
NOT_A_TABLE = N_("The file is {what}, not a table. Save it as XLSX or CSV.")
_OTHERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"<htm": "HTML",
    b"<!do": "HTML",
    b"<HTM": "HTML",
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person said about a file; what is left "" is found out. `columns` are names of columns by field."""

    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: days.Order = ""
    decimal_mark: numbers.Mark = ""
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    currency: str = ""

    def answered(self, question: Question, answer: str) -> "Choices":
        """The same with one question answered."""
        if question.about == "column":
            return replace(self, columns={**self.columns, question.field: answer})
        if question.about == "sheet":
            return replace(self, sheet=answer)
        if question.about == "currency":
            return replace(self, currency=answer)
        if question.about == "date order":
            return replace(self, date_order="mdy" if answer == "mdy" else "dmy")
        return replace(self, decimal_mark="," if answer == "," else ".")


@dataclass(frozen=True, slots=True)
class Understanding:
    """A file with everything known that its rows are read by. `columns` are places by field, `names` all columns'.

    `orders` are the order of day and month by field, `marks` the decimal marks. `currency` is of prices that name none.
    """

    kind: Kind
    source: Source
    header: Header
    columns: Mapping[str, int]
    orders: Mapping[str, days.Order]
    marks: Mapping[str, numbers.Mark]
    currency: str
    zone: ZoneInfo

    def column_name(self, of: str) -> str:
        """What the file calls the column of a field; "" for one it doesn't have."""
        return self.header.names[self.columns[of]] if of in self.columns else ""

    def rows(self) -> Iterable[tuple[int, Row]]:
        """The rows below the header."""
        return ((number, row) for number, row in self.source.rows() if number > self.header.row)


def understand(kind: Kind, path: Path, choices: Choices, currency: str, zone: ZoneInfo) -> Understanding:
    """Read a file as far as needed to know how to read it; `currency` and `zone` are the shop's.

    Raises Unsure for what must be asked, SheetError for what can't be read, OSError for a file that isn't there.
    """
    source = _source(kind, path, choices)
    top = list(islice(source.rows(), HEADER_WITHIN + SAMPLE))
    if not top:
        raise SheetError(Say(EMPTY))
    header = find_header(kind, top)
    sample = [row for number, row in top if number > header.row]
    columns = choose(kind, header, sample, choices.columns)
    if not sample:
        raise SheetError(Say(NO_ROWS, {"row": str(header.row)}))
    known = Understanding(kind, source, header, columns, {}, {}, choices.currency or currency, zone)
    orders, marks = _survey(known, choices)
    return Understanding(kind, source, header, columns, orders, marks, known.currency, zone)


def guess_kind(path: Path, choices: Choices) -> Kind:
    """What a file holds: the kind that knows most of its columns. Raises Unsure where none does, or SheetError."""
    fits: list[tuple[int, Kind]] = []
    for kind in REQUIRED:
        try:
            source = _source(kind, path, choices)
            top = list(islice(source.rows(), HEADER_WITHIN + SAMPLE))
            header = find_header(kind, top) if top else Header(0, ())
            choose(kind, header, [row for number, row in top if number > header.row], choices.columns)
        except SheetError as error:
            if isinstance(error, Unsure) and error.question.about == "column":
                pass  # what is missing is asked for when the kind is known
            elif isinstance(error, Unsure) or error.say.text == NOT_THIS_KIND:
                continue
            else:
                raise
        fits.append((score(kind, list(header.names)), kind))
    if not fits:
        raise Unsure(Question("kind", Say(WHAT_IS_IT), tuple(REQUIRED)))
    return max(fits, key=lambda one: one[0])[1]


def _source(kind: Kind, path: Path, choices: Choices) -> Source:
    with path.open("rb") as file:
        head = file.read(8)
    for mark, what in _OTHERS.items():
        if head.startswith(mark):
            raise SheetError(Say(NOT_A_TABLE, {"what": what}))
    if not head.startswith((ZIP, OLE)):
        return open_text(path, choices.encoding, choices.delimiter)
    book = Workbook(path)
    if choices.sheet or len(book.sheets) == 1:
        return book.sheet(choices.sheet or book.sheets[0])
    scored = [(_sheet_score(kind, book.sheet(name)), name) for name in book.sheets]
    best = max(scored)[0]
    fitting = tuple(name for one, name in scored if one == best)
    if len(fitting) == 1:
        return book.sheet(fitting[0])
    said = Say(WHICH_SHEET, {"kind": Say(kind), "sheets": ", ".join(book.sheets)})
    raise Unsure(Question("sheet", said, fitting))


def _sheet_score(kind: Kind, source: Source) -> int:
    return max((score(kind, row) for _, row in islice(source.rows(), HEADER_WITHIN)), default=-1)


def _survey(known: Understanding, choices: Choices) -> tuple[dict[str, days.Order], dict[str, numbers.Mark]]:
    """Look through whole columns: does a date prove that its day comes first, a number which mark is decimal?"""
    dates = {one: known.columns[one] for one in DATES if one in known.columns}
    amounts = {one: known.columns[one] for one in AMOUNTS if one in known.columns}
    days_seen: dict[str, dict[str, str]] = {one: {} for one in dates}
    marks_seen: dict[str, dict[str, str]] = {one: {} for one in amounts}
    shared = ""
    for _, row in known.rows():
        for seen, places, evidence in ((days_seen, dates, days.evidence), (marks_seen, amounts, numbers.evidence)):
            for of, at in places.items():
                if at < len(row) and isinstance(cell := row[at], str):
                    text = cell.strip()
                    seen[of].setdefault(evidence(text), text)
                    shared = shared or (text if "¥" in text or "￥" in text else "")
    if shared and numbers.currency_in(shared, known.currency) == "?" and "currency" not in known.columns:
        raise Unsure(Question("currency", Say(WHICH_CURRENCY, {"example": shared}), tuple(sorted(numbers.YENS))))
    orders = {of: choices.date_order or _order(known, of, seen) for of, seen in days_seen.items()}
    proved: set[str] = {mark for seen in marks_seen.values() for mark in (".", ",") if mark in seen}
    marks = {of: choices.decimal_mark or _mark(known, of, seen, proved) for of, seen in marks_seen.items()}
    return orders, marks


def _order(known: Understanding, of: str, seen: Mapping[str, str]) -> days.Order:
    if "dmy" in seen and "mdy" in seen:
        return ""  # both are there: what a cell leaves open is refused with its reason
    if "either" in seen and "dmy" not in seen and "mdy" not in seen:
        said = Say(DAY_OR_MONTH, {"example": seen["either"], "column": known.column_name(of)})
        raise Unsure(Question("date order", said, ("dmy", "mdy"), of))
    return "dmy" if "dmy" in seen else "mdy" if "mdy" in seen else ""


def _mark(known: Understanding, of: str, seen: Mapping[str, str], proved: set[str]) -> numbers.Mark:
    own = {mark for mark in (".", ",") if mark in seen}
    if len(own) == 2:
        return ""
    decided = own or (proved if len(proved) == 1 else set())
    if decided:
        return "." if "." in decided else ","
    if "either" not in seen:
        return ""
    if of == "quantity":
        return "," if "." in seen["either"] else "."  # pieces are whole: the mark groups thousands
    said = Say(POINT_OR_COMMA, {"example": seen["either"], "column": known.column_name(of)})
    raise Unsure(Question("decimal mark", said, (".", ","), of))


def names_of(known: Understanding) -> dict[str, str]:
    """The file's name of each field's column, in the order of the file."""
    return {of: known.header.names[at] for of, at in sorted(known.columns.items(), key=lambda one: one[1])}


def first_rows(known: Understanding, most: int) -> list[tuple[str, ...]]:
    """The first rows as they stand in the file, as texts."""
    return [tuple(shown(cell) for cell in row) for _, row in islice(known.rows(), most)]
