"""Rows 5, 25, 27 and 30 to 33 of the fault table: updates that fail, repeat, collide or make no sense."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.desk import hearing
from bot.playground.model import User
from bot.tg import runner
from tests.reliability.oracle import verdict
from tests.story import Person, Story, Telling


def told(li: Person) -> list[str]:
    """What the manager was told about updates that were set aside."""
    return [text for text in li.reads() if "set aside" in text]


async def rows_in(story: Story) -> int:
    """How many messages of buyers are kept."""
    return int((await story.rows("SELECT count(*) AS n FROM messages WHERE direction = 'in'"))[0]["n"])


def breaks_at(patch: pytest.MonkeyPatch, broken: Callable[[str], bool]) -> None:
    """Let a mistake of ours strike at messages with such a text."""
    real = runner.arrivals.arrive

    def arrive(shop: Any, tx: Any, arrival: Any) -> Any:
        shows = real(shop, tx, arrival)
        if broken(getattr(arrival, "text", "")):
            raise ZeroDivisionError(f"as told at {arrival.text}")
        return shows

    patch.setattr(runner.arrivals, "arrive", arrive)


async def test_05_an_update_that_always_fails_is_set_aside_and_the_chat_goes_on(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    li = await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    breaks_at(monkeypatch, lambda text: "SECRET" in text)
    ann.says("first, the moq?")
    ann.says("SECRET words that break")
    ann.says("third, the price?")
    held = await verdict(story)
    assert len(held.parked) == 1
    assert len(told(li)) == 1
    assert "ZeroDivisionError" in told(li)[0]
    assert "SECRET" not in told(li)[0]
    assert await rows_in(story) == 2
    assert (await story.rows("SELECT error FROM inbox WHERE state = 'parked'"))[0]["error"].startswith("ZeroDivision")


async def test_05_one_that_fails_twice_is_done_at_the_third_try(
    story: Story, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    li = await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    failures = iter([True, True])
    breaks_at(monkeypatch, lambda text: next(failures, False))
    ann.says("the moq, CANARY?")
    held = await verdict(story)
    assert held.parked == ()
    assert await rows_in(story) == 1
    assert len(li.cards()) == 1
    assert "CANARY" not in caplog.text


@pytest.mark.parametrize("fault", ["garbage", "truncated", "empty", "proxy_page", "drop", "timeout", "server_error"])
async def test_25_an_answer_that_is_none_moves_no_offset(story: Story, fault: str) -> None:
    li = await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    ann.says("first, what is the moq?")
    await story.settled()
    story.world.faults.set(fault, "getUpdates", count=3, after=True)
    ann.says("second, what is the price?")
    ann.says("third, in stock?")
    held = await verdict(story)
    assert held.parked == ()
    assert await rows_in(story) == 3
    assert not told(li)


@pytest.mark.parametrize("status", [401, 404, 409])
async def test_25_a_proxys_page_is_no_word_of_telegram_whatever_its_status(story: Story, status: int) -> None:
    await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    story.world.faults.set("proxy_page", "getUpdates", count=2, status=status)
    ann.says("what is the moq?")
    await verdict(story)
    assert not story.app.revoked.is_set()
    assert await rows_in(story) == 1


async def test_25_another_poller_is_waited_out(story: Story, caplog: pytest.LogCaptureFixture) -> None:
    await story.seller("Li Wei", manager=True)
    story.world.faults.set("conflict", "getUpdates", count=3)
    ann = story.buyer("Ann Berg")
    ann.says("what is the moq?")
    ann.says("and the price?")
    await verdict(story)
    assert await rows_in(story) == 2
    assert caplog.text.count("only one may run") == 1


async def test_27_a_batch_that_comes_twice_has_one_effect(story: Story) -> None:
    li = await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    ann.says("what is the moq of HL-T20?")
    ann.says("and a sample?")
    await story.settled()
    li.taps("MOQ")
    await story.settled()
    li.taps("Send")
    await story.settled()
    before = len(story.world.calls)
    story.world.updates.ignore_offset = 3
    ann.says("thanks")
    await verdict(story)
    assert len(ann.sees()) == 1
    new = [call.method for call in list(story.world.calls)[before:] if call.method == "sendMessage"]
    assert len(new) == 1, "the card of the new message, and nothing else"


async def test_27_an_update_written_in_another_way_is_still_the_same(story: Story) -> None:
    await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    ann.says("what is the moq?")
    await story.settled()
    again = dict(reversed(story.world.updates.issued[-1].items()))
    story.world.raw_update(again)
    await verdict(story)
    assert await rows_in(story) == 1


async def test_30_numbers_that_begin_anew_lower_are_all_taken(story: Story) -> None:
    await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    story.world.updates.restart_ids(900_000_000)
    for number in range(3):
        ann.says(f"before the week, question {number}")
    await story.settled()
    await story.later(days=8)
    story.world.updates.restart_ids(1_000)
    for number in range(50):
        ann.says(f"after the week, question {number}")
    await verdict(story)
    assert await rows_in(story) == 53


async def test_31_the_same_number_with_another_content_is_another_update(story: Story) -> None:
    await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    for text in ("one, the moq?", "two, the price?", "three, a sample?"):
        story.world.updates.restart_ids(77)
        ann.says(text)
        await story.settled()
    await verdict(story)
    epochs = await story.rows("SELECT epoch FROM inbox WHERE update_id = 77 ORDER BY id")
    assert [row["epoch"] for row in epochs] == [0, 1, 2]
    assert await rows_in(story) == 3


def message(user: User, number: int, **changed: Any) -> dict[str, Any]:
    """A message update's payload, for breaking it."""
    chat = {"id": user.id, "type": "private", "first_name": user.first_name}
    return {
        "message_id": number,
        "from": user.json(),
        "chat": chat,
        "date": 1_790_000_000,
        "text": f"n {number}",
    } | changed


BROKEN = (
    {"date": "yesterday"},
    {"chat": {"id": 5}},
    {"from": "Ann"},
    {"chat": None},
    {"text": 7},
    {"chat": {"id": "5", "type": "private"}},
    {"media_group_id": 7},
)


@pytest.mark.parametrize("broken", BROKEN, ids=str)
async def test_32_one_that_can_not_be_read_is_set_aside_and_the_others_are_done(
    story: Story, broken: dict[str, Any]
) -> None:
    li = await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    good = 99 if broken is BROKEN[0] else 4
    for number in range(good):
        ann.says(f"question {number}")
        if number == good // 2:
            story.world.raw_update({"message": message(ann.user, 5_000, **broken)})
    held = await verdict(story)
    assert len(held.parked) == 1
    assert await rows_in(story) == good
    assert len(told(li)) == 1


NOT_BROKEN = (
    {"entities": [{"type": "bold"}, 5]},
    {"photo": [{}], "text": None},
    {"poll": {"of": "an older server"}, "text": None},
    {"text": "half a \ud83d character"},
    {"text": "NUL \x00 inside"},
    {"text": "‮right to left and <b>&amp;"},
    {"date": None},
    {"something_new": {"of": ["next", "year"]}},
    {"from": {"id": 2**52, "is_bot": False, "first_name": "Ann", "premium_kind": 3}},
)


@pytest.mark.parametrize("odd", NOT_BROKEN, ids=lambda odd: ascii(odd))
async def test_32_what_is_only_odd_is_read(story: Story, odd: dict[str, Any]) -> None:
    li = await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    story.world.raw_update({"message": message(ann.user, 5_000, **odd)})
    held = await verdict(story)
    assert held.parked == ()
    assert await rows_in(story) == 1
    assert len(li.cards()) == 1


@pytest.mark.parametrize("number", [2**63, 2**64 + 1, 0])
async def test_32_numbers_that_no_table_can_hold_are_kept_all_the_same(story: Story, number: int) -> None:
    await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    story.world.raw_update({"update_id": number, "message": message(ann.user, 2)})
    ann.says("a good one after it")
    await verdict(story)
    assert await rows_in(story) == 2


async def test_33_kinds_that_nobody_knows_yet_are_kept_and_ignored(story: Story) -> None:
    li = await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    story.world.raw_update({"hologram": {"id": 5, "from": ann.user.json()}})
    story.world.raw_update({"poll": {"id": "5", "question": "?", "options": []}})
    story.world.raw_update({})
    ann.says("what is the moq?")
    held = await verdict(story)
    assert held.parked == ()
    states = await story.rows("SELECT state, count(*) AS n FROM inbox GROUP BY state")
    assert {row["state"]: row["n"] for row in states} == {"ignored": 3, "done": 1}
    assert len(li.cards()) == 1


@pytest.mark.parametrize("update", [{"update_id": "seven", "message": 5}, {"update_id": -7, "message": 5}], ids=str)
async def test_updates_that_can_not_be_confirmed_do_not_spin_the_poller(
    telling: Telling, update: dict[str, Any]
) -> None:
    async with telling(start=False) as story:
        story.world.raw_update(update)
        await story.start()
        await story.naps_of(8)
        assert story.naps[-1] == 30.0


async def test_a_server_that_ignores_the_offset_does_not_spin_the_poller(story: Story) -> None:
    ann = story.buyer("Ann Berg")
    ann.says("what is the moq?")
    await story.settled()
    story.world.updates.ignore_offset = 10**6
    ann.says("and the price?")
    await story.naps_of(8)
    assert story.naps[-1] == 30.0


async def test_20_fetching_waits_as_long_as_telegram_asks(story: Story) -> None:
    await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    story.world.faults.set("flood", "getUpdates", seconds=17)
    ann.says("what is the moq?")
    ann.says("and the price?")
    await verdict(story)
    assert story.naps[0] == 17.0


async def test_a_server_without_long_polling_is_not_asked_all_the_time(telling: Telling) -> None:
    async with telling(long_poll_seconds=0) as story:
        await story.naps_of(3)
        assert set(story.naps) == {0.2}
        await story.seller("Li Wei", manager=True)
        ann = story.buyer("Ann Berg")
        ann.says("what is the moq?")
        await verdict(story)
        assert await rows_in(story) == 1


async def test_05_a_text_that_the_recogniser_breaks_at_still_stands_in_a_card(story: Story) -> None:
    li = await story.seller("Li Wei", manager=True)
    story.ears.broken = lambda text: "SECRET" in text
    for name in ("Ann", "Bob", "Eve"):
        story.buyer(f"{name} Berg").says(f"{'SECRET' if name == 'Bob' else 'the moq'} of {name}?")
    held = await verdict(story)
    assert held.parked == ()
    for name in ("Ann", "Bob", "Eve"):
        assert [text for text in li.reads(name) if f"of {name}?" in text]


async def test_05_a_mistake_while_reading_one_card_stops_no_other(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    li = await story.seller("Li Wei", manager=True)
    real = hearing.hear

    def hear(shop: Any, tx: Any, card: Any, buyer: Any, heard: Any) -> Any:
        if buyer.first_name == "Bob":
            raise KeyError("a mistake of ours")
        return real(shop, tx, card, buyer, heard)

    monkeypatch.setattr(hearing, "hear", hear)
    for name in ("Ann", "Bob", "Eve"):
        story.buyer(f"{name} Berg").says(f"the moq of {name}?")
    await verdict(story)
    for name in ("Ann", "Bob", "Eve"):
        assert [text for text in li.reads(name) if f"of {name}?" in text]
