"""Finding without finding twice: a text whose spans are claimed one after another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Claims:
    """The spans of `text` that some fact already holds. The first finder to claim a span keeps it."""

    text: str
    taken: list[tuple[int, int]] = field(default_factory=list)

    def free(self, start: int, end: int) -> bool:
        """Whether nothing of the span is held yet."""
        return all(end <= a or b <= start for a, b in self.taken)

    def take(self, start: int, end: int) -> bool:
        """Hold the span; false when some of it is held already."""
        if not self.free(start, end):
            return False
        self.taken.append((start, end))
        return True

    def hidden(self) -> str:
        """The text with everything that is held replaced by a mark, in the same places."""
        shown = list(self.text)
        for start, end in self.taken:
            shown[start:end] = "|" * (end - start)
        return "".join(shown)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The pattern's matches in what is free."""
        return (match for match in pattern.finditer(self.text) if self.free(*match.span()))

    def before(self, start: int, length: int = 24) -> str:
        """The text just before `start`, lower case."""
        return self.text[max(0, start - length) : start].lower()

    def after(self, end: int, length: int = 24) -> str:
        """The text just after `end`, lower case."""
        return self.text[end : end + length].lower()
