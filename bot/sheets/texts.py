"""CSV and TSV, also packed with gzip: encoding and delimiter are found out, rows are streamed."""

import csv
import gzip
import io
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from bot.core.shows import Say
from bot.i18n import N_
from bot.sheets.encodings import encoding_of, named
from bot.sheets.limits import MOST_LINE, Counted, check_size
from bot.sheets.problems import SheetError
from bot.sheets.sources import About, Row

DELIMITERS = ",;\t|"
SAMPLE_ROWS = 100
GZIP = b"\x1f\x8b"

NOT_THIS_ENCODING = N_(
    "From row {row} on, the file can't be read as {encoding}. Save it as UTF-8, or name its encoding."
)
LONG_LINE = N_("Row {row} is longer than a million characters: this is no table, or a quotation mark is never closed.")
BAD_QUOTES = N_("Row {row} can't be read: {problem}. A quotation mark is probably never closed.")
BAD_GZIP = N_("The packed file is damaged: {problem}.")
EMPTY = N_("The file is empty.")
csv.field_size_limit(MOST_LINE)


@dataclass(frozen=True, slots=True)
class TextSource:
    """A text file with one record a line (or more, within quotation marks)."""

    path: Path
    about: About
    skipped: int = 0

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Every row that holds something. Raises SheetError where the text can't be read on."""
        number = self.skipped
        try:
            with _opened(self.path) as file, io.TextIOWrapper(file, self.about.encoding, newline="") as text:
                lines = _lines(text)
                for _ in range(self.skipped):
                    next(lines, "")
                for number, row in enumerate(csv.reader(lines, delimiter=self.about.delimiter), self.skipped + 1):
                    if any(row):
                        yield number, row  # type: ignore[misc]
        except UnicodeDecodeError:
            raise _wrong_encoding(number + 1, self.about.encoding) from None
        except csv.Error as error:
            raise SheetError(Say(BAD_QUOTES, {"row": str(number + 1), "problem": str(error)})) from None
        except _LongLineError:
            raise SheetError(Say(LONG_LINE, {"row": str(number + 1)})) from None
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise SheetError(Say(BAD_GZIP, {"problem": str(error)})) from None


def open_text(path: Path, encoding: str = "", delimiter: str = "") -> TextSource:
    """A text file; `encoding` and `delimiter` are found out unless given. Raises SheetError."""
    check_size(path.stat().st_size)
    try:
        with _opened(path) as file:
            found = named(encoding) if encoding else encoding_of(file)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise SheetError(Say(BAD_GZIP, {"problem": str(error)})) from None
    sample = _sample(path, found)
    if not "".join(sample).strip():
        raise SheetError(Say(EMPTY))
    # A first line "sep=;" is a note of a spreadsheet to itself.
    skipped = 1 if sample[0].lower().startswith("sep=") else 0
    mark = sample[0].strip()[4:5] if skipped and not delimiter else delimiter
    return TextSource(path, About(found, mark or delimiter_of(sample)), skipped)


def delimiter_of(lines: list[str]) -> str:
    """The delimiter by which most lines have the same number of cells; a comma when none has two."""
    return max(DELIMITERS, key=lambda mark: (_evenness(lines, mark), -DELIMITERS.index(mark)))


def _evenness(lines: list[str], mark: str) -> tuple[float, int]:
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=mark) if row)
    except csv.Error:
        return (0.0, 0)
    width, times = max(
        ((width, times) for width, times in widths.items() if width > 1), default=(0, 0), key=lambda one: one[1]
    )
    return (round(times / widths.total(), 1), width) if times else (0.0, 0)


def _sample(path: Path, encoding: str) -> list[str]:
    lines: list[str] = []
    try:
        with _opened(path) as file, io.TextIOWrapper(file, encoding, newline="") as text:
            for line in _lines(text):
                lines.append(line)
                if len(lines) == SAMPLE_ROWS:
                    break
    except UnicodeError:
        raise _wrong_encoding(len(lines) + 1, encoding) from None
    except _LongLineError:
        raise SheetError(Say(LONG_LINE, {"row": str(len(lines) + 1)})) from None
    return lines


def _wrong_encoding(row: int, encoding: str) -> SheetError:
    return SheetError(Say(NOT_THIS_ENCODING, {"row": str(row), "encoding": encoding}))


class _LongLineError(Exception):
    """A line without an end."""


def _lines(text: IO[str]) -> Iterator[str]:
    """The lines of a file, none of them longer than memory bears."""
    while line := text.readline(MOST_LINE):
        if len(line) == MOST_LINE:
            raise _LongLineError
        yield line


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        packed = file.read(2) == GZIP
    if not packed:
        return path.open("rb")
    return io.BufferedReader(Counted(cast("IO[bytes]", gzip.open(path)), path.stat().st_size), 256 * 1024)
