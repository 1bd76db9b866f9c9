"""The outbox: who goes first, who waits, and what is known of each row afterwards."""

from datetime import timedelta
from typing import Any

from bot.store import outbox
from bot.store.database import Tx, instant
from bot.store.outbox import Call
from tests.store.conftest import NOON


def queue(tx: Tx, lane: str, **fields: Any) -> int:
    """A row in this lane, at noon."""
    call = {"method": "sendMessage", "params": {"text": lane}, "purpose": "desk", "chat_id": 1, **fields}
    return outbox.queue(tx, Call(lane=lane, **call), NOON)


def claimed(tx: Tx, most: int = 100, later: float = 0) -> list[int]:
    """The ids of what is claimed now."""
    return [row.id for row in outbox.claim(tx, NOON + timedelta(seconds=later), most)]


def test_one_row_of_a_lane_at_a_time_oldest_first(tx: Tx) -> None:
    one, two, other = queue(tx, "a"), queue(tx, "a"), queue(tx, "b")
    assert claimed(tx) == [one, other]
    assert claimed(tx) == []
    outbox.sent(tx, one, 50, NOON)
    assert claimed(tx) == [two]


def test_people_go_before_cards_and_cards_before_niceties(tx: Tx) -> None:
    late = [queue(tx, f"lane{priority}", priority=priority) for priority in (4, 2, 3, 0, 1)]
    order = [late[3], late[4], late[1], late[2], late[0]]
    assert claimed(tx, 2) == order[:2]
    assert claimed(tx) == order[2:]


def test_an_urgent_row_does_not_overtake_in_its_own_lane(tx: Tx) -> None:
    first, _urgent = queue(tx, "a", priority=4), queue(tx, "a", priority=0)
    assert claimed(tx) == [first]


def test_a_chat_that_is_held_waits_in_all_its_lanes_and_others_go_on(tx: Tx) -> None:
    one, two, free = queue(tx, "a", chat_id=5), queue(tx, "b", chat_id=5), queue(tx, "c", chat_id=6)
    outbox.hold(tx, 5, NOON + timedelta(seconds=30))
    assert claimed(tx) == [free]
    assert outbox.next_time(tx, NOON) is not None
    assert claimed(tx, later=29.9) == []
    assert claimed(tx, later=30) == [one, two]


def test_a_longer_hold_is_not_made_shorter(tx: Tx) -> None:
    outbox.hold(tx, 5, NOON + timedelta(seconds=30))
    outbox.hold(tx, 5, NOON + timedelta(seconds=10))
    assert outbox.held_until(tx, 5, NOON) == NOON + timedelta(seconds=30)
    assert outbox.held_until(tx, 5, NOON + timedelta(seconds=31)) is None


def test_a_row_that_is_to_wait_holds_back_its_lane_and_says_when(tx: Tx) -> None:
    first, second = queue(tx, "a"), queue(tx, "a")
    assert claimed(tx) == [first]
    outbox.requeue(tx, first, NOON + timedelta(seconds=4), "later")
    assert claimed(tx) == []
    again = outbox.next_time(tx, NOON)
    assert again is not None
    assert instant(again) == NOON + timedelta(seconds=4)
    assert claimed(tx, later=4) == [first]
    outbox.end(tx, first, "failed", "refused", NOON)
    assert claimed(tx, later=4) == [second]


def test_rows_without_a_chat_are_not_held(tx: Tx) -> None:
    answer = queue(tx, "q1", chat_id=None, purpose="answer")
    outbox.hold(tx, 1, NOON + timedelta(seconds=30))
    assert claimed(tx) == [answer]


def test_holds_that_are_over_are_forgotten(tx: Tx) -> None:
    outbox.hold(tx, 5, NOON + timedelta(seconds=3))
    assert outbox.next_time(tx, NOON + timedelta(seconds=4)) is None
    assert tx.execute("SELECT count(*) FROM holds").fetchone()[0] == 0


def test_a_nicety_behind_a_row_that_is_being_sent_may_be_taken_out_of_turn_unless_it_must_wait(tx: Tx) -> None:
    first = queue(tx, "a")
    summary, _pin = queue(tx, "a", purpose="care"), queue(tx, "a", purpose="care")
    assert claimed(tx) == [first]
    outbox.hold(tx, 1, NOON + timedelta(seconds=9))
    assert outbox.claim_care(tx, "a", first, NOON) is None
    after = NOON + timedelta(seconds=9)
    taken = outbox.claim_care(tx, "a", first, after)
    assert taken is not None
    assert taken.id == summary
    outbox.requeue(tx, summary, after + timedelta(seconds=5), "later")
    assert outbox.claim_care(tx, "a", first, after) is None, "the pin does not go before its summary"


def test_what_a_crash_left_is_found_in_order(tx: Tx) -> None:
    ids = [queue(tx, f"lane{number}", priority=4 - number) for number in range(4)]
    claimed(tx)
    outbox.sent(tx, ids[1], 9, NOON)
    assert [row.id for row in outbox.orphans(tx)] == [ids[0], ids[2], ids[3]]


def test_tries_are_counted_by_the_claim(tx: Tx) -> None:
    queue(tx, "a")
    tries = []
    for _ in range(3):
        row = outbox.claim(tx, NOON, 1)[0]
        tries.append(row.tries)
        outbox.requeue(tx, row.id, None, "again")
    assert tries == [1, 2, 3]


def test_a_group_that_moved_takes_along_what_is_not_sent_yet(tx: Tx) -> None:
    old, waiting = queue(tx, "a", chat_id=-5), queue(tx, "b", chat_id=-5)
    outbox.sent(tx, old, 3, NOON)
    outbox.move_chat(tx, -5, -100)
    chats = dict(tx.execute("SELECT id, chat_id FROM outbox").fetchall())
    assert chats == {old: -5, waiting: -100}


def test_a_copy_is_a_row_of_its_own(tx: Tx) -> None:
    first = queue(tx, "a", params={"text": "hi", "reply_markup": {"inline_keyboard": []}})
    claimed(tx)
    outbox.end(tx, first, "failed", "sent again", NOON)
    outbox.copy(tx, first, NOON)
    again = outbox.claim(tx, NOON, 1)[0]
    assert again.id != first
    assert again.params == {"text": "hi", "reply_markup": {"inline_keyboard": []}}
    assert again.tries == 1


def test_waits_grow_and_stop_growing() -> None:
    assert [outbox.backoff(tries).seconds for tries in (0, 1, 2, 3, 4, 5, 6, 60)] == [1, 1, 2, 4, 8, 16, 30, 30]
