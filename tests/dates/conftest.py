"""One moment for all tests of dates: Tuesday 24 November 2026, 10:00, in Berlin."""

from collections.abc import Callable
from datetime import datetime

import pytest

from bot.core.moments import Reading
from bot.dates import understand

NOW = "2026-11-24T10:00+01:00"


def written(reading: Reading) -> str:
    """The readings of the tables: "2026-11-25" is a day, "2026-11-25 09:00" a minute, others name their grain."""
    clock = "" if reading.grain in ("day", "week", "month", "quarter", "year") else f" {reading.at:%H:%M}"
    grain = "" if reading.grain in ("day", "minute") else f" {reading.grain}"
    return f"{reading.at:%Y-%m-%d}{clock}{grain}"


@pytest.fixture
def meaning() -> Callable[[str, str], str]:
    """What a phrase in a language means, two readings with "or" between them, nothing when it is not understood."""

    def ask(phrase: str, language: str) -> str:
        found = understand(phrase, now=datetime.fromisoformat(NOW), zone="Europe/Berlin", language=language)
        assert found.rest == ("" if found.readings else phrase)
        return " or ".join(written(reading) for reading in found.readings)

    return ask
