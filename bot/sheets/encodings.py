"""In which encoding a text file is written: its mark, then UTF-8 if all of it is, then by evidence."""

import codecs
from collections.abc import Iterable
from typing import IO

from charset_normalizer import from_bytes

from bot.core.shows import Say
from bot.i18n import N_
from bot.sheets.names import recognised
from bot.sheets.problems import SheetError

CHUNK = 1024**2
SAMPLE = 128 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What spreadsheets and marketplaces write where they don't write Unicode; among equals the earlier is taken.
_OLD = ("gb18030", "cp1252", "cp1251", "big5", "cp1250", "shift_jis", "cp949", "cp1254", "iso8859_9")
UNKNOWN = N_("{name} is no known encoding; known are, for example, utf-8, gb18030, cp1252, cp1251, utf-16.")


def named(encoding: str) -> str:
    """The encoding with this name. Raises SheetError for one that is unknown."""
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        raise SheetError(Say(UNKNOWN, {"name": encoding})) from None


def encoding_of(file: IO[bytes]) -> str:
    """Python's name of the encoding. `file` is read to its end."""
    head = file.read(CHUNK)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if b"\0" in head[:4096]:
        return "utf-16-le" if head[1:4096:2].count(0) >= head[:4096:2].count(0) else "utf-16-be"
    telling: list[bytes] = head.splitlines(keepends=True)[:1]
    utf8, still = codecs.getincrementaldecoder("utf-8")(), True
    size = 0
    for chunk in _chunks(head, file):
        if still:
            try:
                utf8.decode(chunk)
                continue
            except UnicodeDecodeError:
                still = False
        for line in chunk.splitlines(keepends=True):
            if not line.isascii():
                telling.append(line)
                size += len(line)
        if size > SAMPLE:
            break
    return "utf-8" if still else _by_evidence(b"".join(telling)[:SAMPLE], telling[0])


def _chunks(head: bytes, file: IO[bytes]) -> Iterable[bytes]:
    chunk = head
    while chunk:
        yield chunk
        chunk = file.read(CHUNK)


def _by_evidence(sample: bytes, first_line: bytes) -> str:
    """Known column names decide; else what charset-normalizer finds least chaotic."""
    known = {one: _known_names(first_line, one) for one in _OLD}
    best = max(known.values())
    if best > _known_names(first_line, "ascii"):
        return next(one for one in _OLD if known[one] == best)
    matches = list(from_bytes(sample, cp_isolation=list(_OLD)))
    if not matches:
        return "cp1252"
    least = min(match.chaos for match in matches)
    likely = {match.encoding for match in matches if match.chaos <= least + 0.02}
    # Languages of the same letters decode to the same text in several: the commonest stands for them.
    likely |= {also for match in matches if match.encoding in likely for also in match.could_be_from_charset}
    return next((one for one in _OLD if one in likely), "cp1252")


def _known_names(line: bytes, encoding: str) -> int:
    """How many known column names the first line holds in this encoding."""
    text = line.decode(encoding, "replace")
    for mark in ";\t|":
        text = text.replace(mark, ",")
    return sum(recognised(cell) for cell in text.split(","))
