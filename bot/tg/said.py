"""What was said at its time, written beside the database: a restored backup does not know, this file does.

One line per reminder or digest that reached Telegram. Nothing but ids and times stands in it.
"""

from pathlib import Path

KEPT = 5_000
"""Lines that are kept at a start; a backup older than that doubles what it must."""


class Said:
    """The file; without a path (a database in memory) nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def note(self, key: str) -> None:
        """It has reached Telegram. A file that can't be written loses the note, not the message."""
        if self._path is not None:
            try:
                with self._path.open("a", encoding="ascii") as file:
                    file.write(f"{key}\n")
            except OSError:
                self._path = None

    def keys(self) -> frozenset[str]:
        """All that is noted; older lines are let go of."""
        if self._path is None or not self._path.exists():
            return frozenset()
        lines = self._path.read_text(encoding="ascii", errors="replace").splitlines()
        if len(lines) > 2 * KEPT:
            lines = lines[-KEPT:]
            self._path.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
        return frozenset(lines)


def beside(database: Path) -> Said:
    """The file that belongs to a database."""
    return Said(None if str(database) == ":memory:" else database.with_name(f"{database.name}.said"))
