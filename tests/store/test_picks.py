"""Replies picked: counted by intent, forgotten with time, and seeded from what was used before there was a count."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.picks import faded
from bot.store import picks
from bot.store.database import migrate, migrations, stamp

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "shop.db"
    migrate(str(path))
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


def test_a_habit_is_one_in_every_language(tx: sqlite3.Connection) -> None:
    picks.add(tx, "moq", "moq.en", 1.0, ago(30))
    picks.add(tx, "moq", "moq.zh", 1.0, ago(0))
    picks.add(tx, "price", "price.en", 1.0, ago(0))

    assert picks.of_intent(tx, "moq", NOW) == {"moq": pytest.approx(1.5)}


def test_what_is_long_ago_is_no_habit(tx: sqlite3.Connection) -> None:
    picks.add(tx, "moq", "moq.en", 1.0, ago(31))

    assert picks.of_intent(tx, "moq", NOW) == {}


def test_a_use_that_becomes_known_late_counts_by_its_own_time(tx: sqlite3.Connection) -> None:
    picks.add(tx, "moq", "moq.en", 1.0, ago(0))
    picks.add(tx, "moq", "moq.en", 1.0, ago(60))

    assert picks.of_intent(tx, "moq", NOW) == {"moq": pytest.approx(1.25)}


def test_a_pick_taken_back_that_was_never_counted_is_nothing(tx: sqlite3.Connection) -> None:
    picks.add(tx, "moq", "moq.en", -1.0, NOW)

    assert picks.of_intent(tx, "moq", NOW) == {}


def test_the_most_used_are_those_of_lately_whatever_was_asked(tx: sqlite3.Connection) -> None:
    for intent, key, days in (("moq", "moq.en", 0), ("", "moq.de", 0), ("price", "price.en", 1)):
        picks.add(tx, intent, key, 1.0, ago(days))
    for _ in range(4):
        picks.add(tx, "sample", "sample.en", 1.0, ago(80))

    assert list(picks.most_used(tx, NOW, 2)) == ["moq", "price"]


def test_what_was_used_before_is_counted_when_the_file_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    number = next(one.number for one in migrations() if one.name == "reply_picks")
    with sqlite3.connect(path) as old:
        for one in migrations():
            if one.number < number:
                old.executescript(one.sql)
    uses = [("moq.en", 0, 0), ("moq.en", 17, 0), ("moq.en", 30, 1), ("moq.en", 75, 0), ("price.en", 9_000, 0)]
    with sqlite3.connect(path) as old:
        old.execute("INSERT INTO buyers (id, first_name, created_at) VALUES (1, 'Ann', ?)", (stamp(NOW),))
        old.executemany(
            "INSERT INTO reply_uses (at, reply_key, intent, buyer_id, edited) VALUES (?, ?, 'moq', 1, ?)",
            [(stamp(ago(days)), key, edited) for key, days, edited in uses],
        )
    migrate(str(path))

    with sqlite3.connect(path) as new:
        new.row_factory = sqlite3.Row
        rows = {row["reply_key"]: row for row in new.execute("SELECT * FROM reply_picks")}
        true = sum(faded(1 - edited / 2, timedelta(days=days)) for key, days, edited in uses if key == "moq.en")
        assert rows["moq.en"]["at"] == stamp(NOW)
        assert true <= rows["moq.en"]["weight"] <= true * 1.061
        assert (rows["price.en"]["weight"], rows["price.en"]["at"]) == (1.0, stamp(ago(9_000)))
        assert list(picks.of_intent(new, "moq", NOW)) == ["moq"]
