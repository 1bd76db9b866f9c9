"""A migrated database in memory: the store's tests need no other fake."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.store import summaries
from bot.store.database import Tx, configure, migrations

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def tx() -> Iterator[Tx]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    configure(connection)
    for one in migrations():
        connection.executescript(one.sql)
    summaries.freshen(connection)
    yield connection
    connection.close()
