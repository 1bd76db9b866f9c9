"""Two files become one, and two again."""

from datetime import timedelta

import pytest

from bot.store import buyers, log, merges, orders, summaries
from bot.store.database import Tx
from bot.store.orders import Line
from tests.store.filling import NOON, buyer, product, row


@pytest.fixture
def two(tx) -> tuple[int, int]:
    """Ann of the chat, and a file without one: each with an order and a note."""
    tx.execute(
        """INSERT INTO sellers (id, telegram_id, name, role, language, zone, digest_at, joined_at)
        VALUES (1, 1, 'Li', 'seller', 'en', 'UTC', '08:30', '2025')"""
    )
    product(tx, "A")
    ann, file = buyer(tx, None, "Ann"), buyer(tx, "C1", "Anna")
    tx.execute("UPDATE buyers SET telegram_id = 5, language = 'de', city = 'Bremen' WHERE id = ?", (ann,))
    tx.execute(
        "UPDATE buyers SET email = 'a@example.com', grade = 'gold', stage = 'regular', stars = 4 WHERE id = ?", (file,)
    )
    for id in (ann, file):
        orders.add(tx, f"O{id}", id, NOON - timedelta(days=id), "done", "EUR", (Line("A", id, 100),))
        log.add_note(tx, id, 1, f"note {id}", NOON)
    return ann, file


def dump(tx: Tx) -> list[str]:
    return sorted(sql for sql in tx.iterdump() if "same_person" not in sql)


def test_what_both_hold_is_one_file_s(tx, two):
    ann, file = two
    merges.merge(tx, ann, file, 1, NOON)
    found = buyers.by_id(tx, ann)

    assert (found.email, found.grade, found.stage, found.stars) == ("a@example.com", "gold", "regular", 4)
    assert (found.language, found.city, found.number) == ("de", "Bremen", "C1")
    assert buyers.totals(tx, ann).orders == 2
    assert buyers.by_id(tx, file) is None
    assert [note["text"] for note in log.notes(tx, ann, 5)] == ["note 2", "note 1"]
    assert summaries.compare(tx) == []


def test_undone_all_is_as_it_was(tx, two):
    before = dump(tx)
    id = merges.merge(tx, *two, 1, NOON)
    assert dump(tx) != before
    merge = merges.by_id(tx, id)
    assert merge is not None
    assert (merge.name, merge.at) == ("Anna", NOON)
    merges.undo(tx, merge)

    assert dump(tx) == before
    assert merges.by_id(tx, id) is None


def test_what_happened_since_stays_with_the_chat(tx, two):
    ann, file = two
    merge = merges.by_id(tx, merges.merge(tx, ann, file, 1, NOON))
    orders.add(tx, "since", ann, NOON, "done", "EUR", (Line("A", 1, 100),))
    tx.execute("UPDATE buyers SET city = 'Kiel' WHERE id = ?", (ann,))
    merges.undo(tx, merge)

    assert row(tx, "SELECT buyer_id FROM orders WHERE number = 'since'")["buyer_id"] == ann
    assert buyers.by_id(tx, ann).city == "Kiel"
    assert buyers.by_id(tx, ann).grade == ""
    assert buyers.totals(tx, file).orders == 1


def test_two_numbers_stay_two(tx, two):
    ann, file = two
    tx.execute("UPDATE buyers SET number = 'C9' WHERE id = ?", (ann,))
    merges.merge(tx, ann, file, 1, NOON)

    assert row(tx, "SELECT number FROM buyers WHERE id = ?", ann)["number"] == "C9"
    assert row(tx, "SELECT number FROM buyers WHERE id = ?", file)["number"] == "C1"


def test_after_the_time_nothing_is_kept_but_that_they_are_one(tx, two):
    ann, file = two
    id = merges.merge(tx, ann, file, 1, NOON)
    merges.forget(tx, NOON)
    assert [one.id for one in merges.of_buyer(tx, ann)] == [id]
    merges.forget(tx, NOON + timedelta(seconds=1))

    assert merges.by_id(tx, id) is None
    assert merges.of_buyer(tx, ann) == []
    assert row(tx, "SELECT data FROM merges")["data"] == ""
    assert row(tx, "SELECT email, first_name FROM buyers WHERE id = ?", file) == {"email": "", "first_name": ""}
    assert buyers.by_id(tx, ann).email == "a@example.com"


def test_who_asks_to_be_forgotten_is_forgotten_in_both(tx, two):
    ann, file = two
    merges.merge(tx, ann, file, 1, NOON)
    buyers.erase(tx, buyers.by_id(tx, ann), NOON)

    assert row(tx, "SELECT count(*) AS n FROM merges")["n"] == 0
    assert not [sql for sql in tx.iterdump() if "Ann" in sql or "a@example.com" in sql]


@pytest.mark.parametrize(
    ("own", "heard", "by"),
    [
        ({"email": "A@Example.com"}, {}, "email"),
        ({"phone": "+49 40/555-01"}, {}, "phone"),
        ({"username": "ann_s"}, {}, "username"),
        ({}, {"emails": ("x@example.com", "a@EXAMPLE.com")}, "email"),
        ({}, {"phones": ("0049", "(+49) 4055501")}, "phone"),
        ({}, {"orders": ("?", "O2")}, "order"),
    ],
)
def test_who_may_be_the_same_is_found(tx, two, own, heard, by):
    ann, file = two
    tx.execute("UPDATE buyers SET phone = '+49 (40) 555 01', username = 'Ann_S' WHERE id = ?", (file,))
    for name, value in own.items():
        tx.execute(f"UPDATE buyers SET {name} = ? WHERE id = ?", (value, ann))
    found = buyers.same_as(tx, buyers.by_id(tx, ann), **heard)

    assert found is not None
    assert (found[0].id, found[1]) == (file, by)
    buyers.answer_same(tx, ann, file, "no", 1, NOON)
    assert buyers.same_as(tx, buyers.by_id(tx, ann), **heard) is None


def test_nobody_is_the_same_as_somebody_with_a_chat_or_with_nothing(tx, two):
    ann, file = two
    assert buyers.same_as(tx, buyers.by_id(tx, ann)) is None
    tx.execute("UPDATE buyers SET telegram_id = 6 WHERE id = ?", (file,))

    assert buyers.same_as(tx, buyers.by_id(tx, ann), orders=("O2",)) is None
