"""Which column is what: by its name in seven languages, then by what stands in it; what stays open is asked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.imports import Kind
from bot.core.shows import Say
from bot.i18n import N_
from bot.sheets import days, numbers
from bot.sheets.names import OWN_NAME, REQUIRED, normal, synonyms
from bot.sheets.problems import Question, SheetError, Unsure
from bot.sheets.sources import Cell, Row, shown
from bot.sheets.words import KINDS, field_name, listed

SAMPLE = 200
HEADER_WITHIN = 40
"""The header is looked for in so many rows: above it stand titles, addresses, dates of printing."""
FITS = 0.9
"""A column is taken for a date, a quantity, a price when so many of its cells are one."""

NOT_THIS_KIND = N_("This does not look like {kind}: no column for {missing} was found. The columns are: {columns}.")
WHICH_COLUMN = N_("Which column is the {field}? The columns are: {columns}.")
NO_SUCH_COLUMN = N_("There is no column {name}; the columns are: {columns}.")
NO_SUCH_FIELD = N_("{field} is no field of {kind}; the fields are: {fields}.")
NO_ROWS = N_("There is nothing below the header in row {row}.")


@dataclass(frozen=True, slots=True)
class Header:
    """The header's row (0 when the file has none) and what the columns are called."""

    row: int
    names: tuple[str, ...]


def find_header(kind: Kind, rows: Sequence[tuple[int, Row]]) -> Header:
    """The row with the most known names; without any, the first one that can be a header."""
    best = max(rows[:HEADER_WITHIN], key=lambda one: score(kind, one[1]), default=None)
    if best is not None and score(kind, best[1]) >= 2:
        return Header(best[0], _named(best[1]))
    number, first = rows[0]
    if all(_is_name(cell) for cell in first if cell != ""):
        return Header(number, _named(first))
    return Header(0, tuple(f"#{at}" for at in range(1, len(first) + 1)))


def score(kind: Kind, row: Row) -> int:
    """How many fields of this kind have their name in the row."""
    names = {normal(shown(cell)) for cell in row if isinstance(cell, str) and cell.strip()}
    return sum(not names.isdisjoint(ranked) for ranked in synonyms(kind).values())


def _named(row: Row) -> tuple[str, ...]:
    names = [" ".join(shown(cell).split()) for cell in row]
    while names and not names[-1]:
        names.pop()
    return tuple(name or f"#{at}" for at, name in enumerate(names, 1))


def _is_name(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return False
    return numbers.evidence(cell) == "not a number" and days.evidence(cell.strip()) == "not a date"


def choose(kind: Kind, header: Header, sample: Sequence[Row], chosen: Mapping[str, str]) -> dict[str, int]:
    """The column of each field that has one. `chosen` are names of columns by field, as a person gave them.

    Raises Unsure for what must be asked, SheetError for a file of another kind.
    """
    found = _given(kind, header, chosen)
    _by_name(kind, header.names, found)
    _by_part(kind, header.names, found)
    if missing := _missing(kind, found):
        _by_values(header.names, sample, found, missing)
        missing = _missing(kind, found)
    if not missing:
        if "unit_price" in found:
            found.pop("amount", None)  # which is then quantity times price, and not read
        return found
    columns = ", ".join(header.names)
    if len(missing) > max(1, len(REQUIRED[kind]) // 2) and not chosen:
        fields = [field_name(kind, one[0]) for one in missing]
        raise SheetError(Say(NOT_THIS_KIND, {"kind": Say(KINDS[kind]), "missing": listed(fields), "columns": columns}))
    field = missing[0][0]
    said = Say(WHICH_COLUMN, {"field": field_name(kind, field), "columns": columns})
    free = tuple(name for at, name in enumerate(header.names) if at not in found.values())
    raise Unsure(Question("column", said, free, field))


def _given(kind: Kind, header: Header, chosen: Mapping[str, str]) -> dict[str, int]:
    found = {}
    columns = ", ".join(header.names)
    for field, name in chosen.items():
        if field not in synonyms(kind):
            fields = ", ".join(synonyms(kind))
            raise SheetError(Say(NO_SUCH_FIELD, {"field": field, "kind": Say(KINDS[kind]), "fields": fields}))
        places = [at for at, one in enumerate(header.names) if one == name] or [
            at for at, one in enumerate(header.names) if normal(one) == normal(name)
        ]
        if not places:
            raise SheetError(Say(NO_SUCH_COLUMN, {"name": name, "columns": columns}))
        found[field] = places[0]
    return found


def _by_name(kind: Kind, names: Sequence[str], found: dict[str, int]) -> None:
    """Columns called by a known name, the surest first; two called alike leave the field open."""
    ranked = sorted(
        (rank, order, field, at)
        for order, (field, known) in enumerate(synonyms(kind).items())
        for at, name in enumerate(names)
        if (rank := known.get(normal(name))) is not None
    )
    for rank, _, field, at in ranked:
        twice = [one for one in ranked if one[2] == field and one[0] == rank and one[3] not in found.values()]
        if field not in found and at not in found.values() and len(twice) == 1:
            found[field] = at


def _by_part(kind: Kind, names: Sequence[str], found: dict[str, int]) -> None:
    """A needed field whose name stands within exactly one column's: "Quantity ordered by the shop"."""
    best: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        if at not in found.values():
            parts = [
                (len(one), field)
                for field, known in synonyms(kind).items()
                for one, rank in known.items()
                if rank < OWN_NAME and _telling(one) and one in normal(name)
            ]
            if parts and len({field for size, field in parts if size == max(parts)[0]}) == 1:
                best.setdefault(max(parts)[1], []).append(at)
    for field in (field for fields in _missing(kind, found) for field in fields):
        if len(best.get(field, ())) == 1:
            found[field] = best[field][0]


def _telling(name: str) -> bool:
    """Long enough not to stand in another word by chance."""
    return len(name) >= (4 if name.isascii() or name[0] < "\u2e80" else 2)


def _missing(kind: Kind, found: Mapping[str, int]) -> list[tuple[str, ...]]:
    return [fields for fields in REQUIRED[kind] if not any(one in found for one in fields)]


_LOOKS: dict[str, Callable[[str], bool]] = {
    "ordered_at": lambda cell: not cell.isdigit() and days.evidence(cell) != "not a date",
    "unit_price": lambda cell: numbers.evidence(cell) in (".", ",", "either"),
    "quantity": lambda cell: cell.lstrip("-").isdigit() and len(cell) < 6,
}


def _by_values(
    names: Sequence[str], sample: Sequence[Row], found: dict[str, int], missing: Iterable[tuple[str, ...]]
) -> None:
    """A needed date, price or quantity is the only column left that holds such."""
    wanted = {one for fields in missing for one in fields}
    for field, looks in _LOOKS.items():
        if field in wanted:
            fitting = [at for at in range(len(names)) if at not in found.values() and _fits(sample, at, looks)]
            if len(fitting) == 1:
                found[field] = fitting[0]


def _fits(sample: Sequence[Row], at: int, looks: Callable[[str], bool]) -> bool:
    cells = [shown(row[at]) for row in sample if at < len(row) and row[at] != ""]
    return bool(cells) and sum(map(looks, cells)) >= FITS * len(cells)
