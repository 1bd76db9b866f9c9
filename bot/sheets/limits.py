"""How much of a file is read, so that a mistake or a zip bomb costs a sentence and not the machine."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from bot.core.shows import Say
from bot.i18n import N_
from bot.sheets.problems import SheetError

MOST_BYTES = 4 * 1024**3
"""Of a text file, or of what a packed one holds: about forty million order lines."""
MOST_WORKBOOK_BYTES = 2 * 1024**3
"""Of what a workbook's parts hold unpacked; a spreadsheet program itself stops at 1,048,576 rows a sheet."""
MOST_CELLS = 30_000_000
"""Of one sheet, the empty ones before the last included: they are held in memory."""
MOST_RATIO = 100
"""Tables pack 5 to 30 times; what packs more, beyond RATIO_FROM, is no table."""
RATIO_FROM = 64 * 1024**2
MOST_LINE = 1024**2
"""Characters in one line, and in one cell."""
CHUNK = 1024**2

TOO_BIG = N_("The file is too big: {size} GB, and at most {most} GB are read. Split it, by year for example.")
BOMB = N_(
    "The file unpacks to far more than a table does, so it was not read. Save it again in the program it comes from."
)
TOO_MANY_CELLS = N_(
    "A sheet has cells as far as row {row} and column {column}: too many to read. Delete what stands far below and "
    "beside the table, or save the sheet as CSV."
)
# Cells that hold something, beyond column Z or row 9999; the others can't be too many.
_FAR_RIGHT = re.compile(rb'<(?:\w+:)?c r="([A-Z]{2,3})\d+"[^>]*[^/]>')
_FAR_DOWN = re.compile(rb'<(?:\w+:)?c r="[A-Z]{1,3}(\d{5,7})"[^>]*[^/]>')
_LONGEST_TAG = 256


def gigabytes(size: int) -> str:
    """ "10.0" for ten gigabytes."""
    return f"{size / 1024**3:.1f}"


def check_size(size: int, most: int = 0) -> None:
    """Raises SheetError for a file that is too big to read: more than MOST_BYTES, or `most` where that is given."""
    most = most or MOST_BYTES
    if size > most:
        raise SheetError(Say(TOO_BIG, {"size": gigabytes(size), "most": gigabytes(most)}))


def check_ratio(packed: int, unpacked: int) -> None:
    """Raises SheetError for what unpacks to absurdly much."""
    if unpacked > RATIO_FROM and unpacked > packed * MOST_RATIO:
        raise SheetError(Say(BOMB))


class Counted(io.RawIOBase):
    """What comes out of a packed file, until it is more than a table holds: then reading raises SheetError."""

    def __init__(self, unpacked: IO[bytes], packed_size: int) -> None:
        super().__init__()
        self._unpacked, self._packed_size, self._read = unpacked, packed_size, 0

    def readable(self) -> bool:
        """It can be read and nothing else."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer, as BufferedReader asks for it."""
        data = self._unpacked.read(len(buffer))
        self._read += len(data)
        check_ratio(self._packed_size, self._read)
        check_size(self._read)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close what is underneath too."""
        self._unpacked.close()
        super().close()


def check_workbook(path: Path) -> None:
    """Raises SheetError for a workbook that declares, or really holds, more than is read; zipfile.BadZipFile as it is.

    The reader holds a sheet as one dense block, so a single cell far away would take all memory: such are found first.
    """
    with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
        parts = archive.infolist()
        for part in parts:
            check_ratio(part.compress_size, part.file_size)
        check_size(sum(part.file_size for part in parts), MOST_WORKBOOK_BYTES)
        total = 0
        for part in parts:
            size, widest, lowest, tail = 0, 26, 9999, b""
            for chunk in _really_in(raw, part):
                size += len(chunk)
                check_ratio(part.compress_size, size)
                check_size(total + size, MOST_WORKBOOK_BYTES)
                if part.filename.startswith("xl/worksheets/"):
                    seen = tail + chunk
                    widest = max(widest, *map(_column, set(_FAR_RIGHT.findall(seen))), 0)
                    lowest = max(lowest, *map(int, set(_FAR_DOWN.findall(seen))), 0)
                    tail = seen[-_LONGEST_TAG:]
                    if widest * lowest > MOST_CELLS:
                        raise SheetError(Say(TOO_MANY_CELLS, {"row": str(lowest), "column": str(widest)}))
            total += size


def _really_in(raw: IO[bytes], part: zipfile.ZipInfo) -> Iterator[bytes]:
    """What a part holds, whatever size it declares."""
    raw.seek(part.header_offset)
    header = raw.read(30)
    raw.seek(
        part.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    )
    left = part.compress_size
    unpack = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (packed := raw.read(min(CHUNK, left))):
        left -= len(packed)
        if unpack is None:
            yield packed
            continue
        while packed:
            yield unpack.decompress(packed, CHUNK)
            packed = unpack.unconsumed_tail


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
