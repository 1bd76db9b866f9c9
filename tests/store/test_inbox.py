"""Updates as they came: each once, and a number that is used anew is another update."""

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.store import inbox
from bot.store.database import Tx
from bot.tg.poller import MOST_ID, keep_all
from tests.store.conftest import NOON

BOT = 1_000_000_001


def kept(tx: Tx) -> list[tuple[int, int, str]]:
    """(update_id, epoch, body) of all rows."""
    return [tuple(row) for row in tx.execute("SELECT update_id, epoch, body FROM inbox ORDER BY id")]


def test_the_same_update_is_kept_once_however_it_is_written(tx: Tx) -> None:
    assert inbox.keep(tx, BOT, 7, '{"update_id": 7, "message": {"a": 1, "b": 2}}', NOON)
    assert not inbox.keep(tx, BOT, 7, '{"update_id": 7, "message": {"a": 1, "b": 2}}', NOON)
    assert not inbox.keep(tx, BOT, 7, '{"message":{"b":2,"a":1},"update_id":7}', NOON)
    assert len(kept(tx)) == 1


def test_another_content_is_the_next_epoch_and_both_are_known_again(tx: Tx) -> None:
    bodies = [json.dumps({"update_id": 7, "n": number}) for number in range(3)]
    assert [inbox.keep(tx, BOT, 7, body, NOON) for body in bodies + bodies] == [True] * 3 + [False] * 3
    assert [row[1] for row in kept(tx)] == [0, 1, 2]


def test_another_bots_numbers_are_its_own(tx: Tx) -> None:
    assert inbox.keep(tx, BOT, 7, "{}", NOON)
    assert inbox.keep(tx, BOT + 1, 7, "{}", NOON)


def test_they_are_worked_on_in_the_order_in_which_they_came_whatever_their_numbers(tx: Tx) -> None:
    for number in (900, 3, 2**63, 5):
        keep_all(tx, BOT, [(number, f'{{"update_id": {number}}}')], NOON)
    assert [one.body for one in inbox.new(tx, 10)] == [f'{{"update_id": {number}}}' for number in (900, 3, 2**63, 5)]
    assert len(inbox.new(tx, 2)) == 2
    assert inbox.count_new(tx) == 4


def test_what_is_finished_waits_no_more(tx: Tx) -> None:
    keep_all(tx, BOT, [(number, "{}") for number in range(4)], NOON)
    for one, state in zip(inbox.new(tx, 3), ("done", "ignored", "parked"), strict=True):
        inbox.finish(tx, one.id, state, NOON, "why" if state == "parked" else None)
    assert [one.tries for one in inbox.new(tx, 9)] == [0]


def test_tries_are_counted(tx: Tx) -> None:
    keep_all(tx, BOT, [(1, "{}")], NOON)
    inbox.tried(tx, inbox.new(tx, 1)[0].id)
    assert inbox.new(tx, 1)[0].tries == 1


@given(st.integers(min_value=-(2**70), max_value=2**70))
def test_any_number_becomes_one_that_sqlite_can_hold(number: int) -> None:
    assert 0 <= abs(number) & MOST_ID < 2**63
