"""Messages as buyers write them, beside the facts a reader would take from each (facts_by_hand.toml)."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot import dates
from bot.core.recognition import Fact, Listening, NamedProduct
from bot.recogniser import facts
from bot.recogniser.language import detect

NOW = datetime(2026, 9, 16, 10, tzinfo=UTC)
TABLES = tuple(f"facts_by_hand{n}.toml" for n in ("", "_2", "_3", "_4"))
EXACT = 0.95


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / name).read_text("utf-8"))


CATALOGUE = facts.shelve(
    tuple(NamedProduct(code, (*titles,)) for code, titles in _read(TABLES[0])["catalogue"].items())
)


def heard(text: str, country: str = "") -> tuple[Fact, ...]:
    """The facts of one message."""
    return facts.hear(text, detect(text), Listening(NOW, country=country), CATALOGUE, dates.find)


def written(found: tuple[Fact, ...]) -> Counter[str]:
    """Facts as the table writes them; a product or place named twice is one."""
    several = len({fact.value for fact in found if fact.kind == "product"}) > 1
    lines = [
        f"{fact.kind}:{fact.value}" + (f" {fact.unit}" if fact.unit else "")
        + (f" @{fact.of}" if fact.of and several else "")
        for fact in found
    ]  # fmt: skip
    return Counter(line for i, line in enumerate(lines) if line.startswith("quantity:") or line not in lines[:i])


def messages(table: str) -> Iterator[tuple[str, str, list[str], str]]:
    """(language, text, facts as written in the table, country) of each message."""
    for language, phrases in _read(table)["phrases"].items():
        for lines in phrases:
            country = next((line.removeprefix("country:") for line in lines if line.startswith("country:")), "")
            text, *wanted = [line for line in lines if not line.startswith("country:")]
            yield language, text, wanted, country


def differences(table: str) -> tuple[dict[str, tuple[int, int]], list[str], Counter[str], Counter[str]]:
    """Per language (exact, all); the failures, readable; facts missed and facts invented, by kind."""
    scores: dict[str, tuple[int, int]] = {}
    failures: list[str] = []
    missed: Counter[str] = Counter()
    invented: Counter[str] = Counter()
    for language, text, wanted, country in messages(table):
        got, want = written(heard(text, country)), Counter(wanted)
        exact, total = scores.get(language, (0, 0))
        scores[language] = (exact + (got == want), total + 1)
        missed.update(line.split(":")[0] for line in (want - got).elements())
        invented.update(line.split(":")[0] for line in (got - want).elements())
        if got != want:
            failures.append(f"{language}: {text}\n    missed {[*(want - got)]}, heard instead {[*(got - want)]}")
    return scores, failures, missed, invented


@pytest.mark.parametrize("table", TABLES)
def test_facts_are_heard_as_a_reader_would(table: str) -> None:
    scores, failures, missed, invented = differences(table)
    exact, total = sum(e for e, _ in scores.values()), sum(n for _, n in scores.values())
    report = "\n".join((f"{exact} of {total} exact, {scores}", f"missed {missed}, invented {invented}", *failures))
    assert exact >= EXACT * total, report
    assert not invented, report
