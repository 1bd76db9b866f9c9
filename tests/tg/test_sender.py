"""The sender by itself: what it does not claim, what it gives up, and what never holds up the others."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.desk import deliveries
from bot.playground.server import serving
from bot.store import outbox
from bot.store.outbox import Call
from bot.tg import runner
from bot.tg.api import BotApi, Refused, TokenRevoked
from bot.tg.poller import keep_all
from bot.tg.request import AiohttpRequest
from bot.tg.sender import Sender
from tests.story import Person, Story, Telling


async def asked(story: Story) -> tuple[Person, Person]:
    """Ann asked something, Li has the card."""
    li = await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    ann.says("what is the moq of HL-T20?")
    await story.settled()
    return li, ann


async def state(story: Story, id: int) -> tuple[str, str]:
    """(state, error) of an outbox row."""
    row = (await story.rows("SELECT state, error FROM outbox WHERE id = :id", id=id))[0]
    return row["state"], row["error"] or ""


async def queued(story: Story, **fields: Any) -> int:
    """A row put into the outbox by hand."""
    call = Call(**{"method": "sendMessage", "params": {}, "purpose": "desk", "lane": "by hand", **fields})
    return await story.write(lambda tx: outbox.queue(tx, call, story.now))


async def test_a_row_that_can_not_be_made_ready_fails_alone(story: Story) -> None:
    li, ann = await asked(story)
    buyer = (await story.file(ann)).id
    broken = await queued(
        story, method="sendPhoto", params={"chat_id": ann.id, "photo": {"no": "picture"}}, purpose="buyer",
        chat_id=ann.id, buyer_id=buyer,
    )  # fmt: skip
    for _ in range(3):
        await story.later(seconds=10)
    li.says("and this arrives", to="Ann")
    await story.settled()
    assert await state(story, broken) == ("failed", "KeyError")
    assert ann.reads() == ["and this arrives"]
    assert any("Not delivered" in text for text in li.reads("Ann"))


async def test_a_card_that_can_not_be_made_ready_twice_stands_at_the_third_try(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failures = Sender._prepare, iter([True, True])

    def prepare(sender: Sender, tx: Any, row: Any) -> Any:
        if row.card_id is not None and next(failures, False):
            raise ZeroDivisionError("a mistake of ours")
        return real(sender, tx, row)

    monkeypatch.setattr(Sender, "_prepare", prepare)
    li, _ = await asked(story)
    assert li.cards() == []
    for _ in range(3):
        await story.later(seconds=10)
    assert len(li.cards()) == 1


async def test_a_result_that_can_not_be_written_down_ends_the_row_and_its_lane_goes_on(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    li, ann = await asked(story)

    def broken(*_: Any) -> Any:
        raise KeyError("a mistake of ours")

    monkeypatch.setattr(deliveries, "failed", broken)
    story.world.faults.set("forbidden", "sendMessage", chat_id=ann.id)
    li.says("one", to="Ann")
    li.says("two", to="Ann")
    await story.settled()
    assert ann.reads() == ["two"]
    rows = await story.rows("SELECT state FROM outbox WHERE purpose = 'buyer' ORDER BY id")
    assert [row["state"] for row in rows] == ["unsure", "sent"]


async def test_an_answer_to_a_press_that_is_long_over_is_not_given(story: Story) -> None:
    li, _ = await asked(story)
    story.app.requests[0].refusing = True  # type: ignore[attr-defined]
    press = li.taps("⋯")
    await story.settled()
    story.app.requests[0].refusing = False  # type: ignore[attr-defined]
    await story.later(minutes=2)
    rows = await story.rows("SELECT state, error FROM outbox WHERE purpose = 'answer'")
    assert [(row["state"], row["error"]) for row in rows] == [("failed", "too late")]
    assert not press.answered


async def test_the_desk_is_tried_again_for_a_day(story: Story) -> None:
    li = await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    await story.write(lambda tx: tx.execute("UPDATE desks SET topics = 0"))
    story.world.faults.set("server_error", "sendMessage", count=None)
    ann.says("what is the moq?")
    await story.settled()
    for _ in range(9):
        await story.later(hours=3)
    rows = await story.rows("SELECT state, tries FROM outbox WHERE card_id IS NOT NULL")
    assert [row["state"] for row in rows] == ["failed"]
    assert rows[0]["tries"] > 5
    assert li.reads() == []


async def test_a_server_that_never_finds_a_topic_it_made_is_not_asked_for_ever(story: Story) -> None:
    await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    story.world.faults.set(
        "bad_request", "sendMessage", count=None, description="Bad Request: message thread not found"
    )
    ann.says("what is the moq?")
    await story.settled()
    for _ in range(3):
        await story.later(minutes=5)
    made = [call for call in story.world.calls if call.method == "createForumTopic"]
    assert 0 < len(made) <= 12
    rows = await story.rows("SELECT error FROM outbox WHERE card_id IS NOT NULL")
    assert [row["error"] for row in rows] == ["its topic can't be created"]


async def test_no_more_calls_at_once_than_the_shop_allows(telling: Telling) -> None:
    async with telling(most_in_flight=3) as story:
        await story.seller("Li Wei", manager=True)
        at_once: list[int] = []
        request = story.app.requests[0]
        real, under_way = request._call, [0]

        async def counted(*values: Any) -> Any:
            under_way[0] += 1
            at_once.append(under_way[0])
            try:
                return await real(*values)
            finally:
                under_way[0] -= 1

        request._call = counted  # type: ignore[method-assign]
        story.world.faults.round_trip = 0.003
        for turn in range(3):
            for number in range(8):
                if turn == 0:
                    story.buyer(f"Buyer{number} Berg")
                person = Person(story, list(story.world.users.values())[number + 1])
                person.says(f"question {turn}, the moq?")
            await story.settled()
        assert 2 <= max(at_once) <= 3


async def test_different_chats_do_not_wait_for_each_other(story: Story) -> None:
    li, ann = await asked(story)
    bob = story.buyer("Bob Ray")
    bob.says("hello, the price?")
    await story.settled()
    story.world.faults.set("slow", "sendMessage", chat_id=ann.id, seconds=0.2)
    li.says("for Ann", to="Ann")
    li.says("for Bob", to="Bob")
    await story.world.until(lambda: bob.reads() == ["for Bob"])
    assert ann.reads() in ([], ["for Ann"])
    await story.settled()
    assert ann.reads() == ["for Ann"]


async def test_a_reminder_that_can_not_be_made_does_not_hold_up_the_digest(
    story: Story, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def remind(*_: Any) -> Any:
        raise LookupError("a mistake of ours: CANARY")

    monkeypatch.setattr(runner.reminders, "remind", remind)
    li = await story.seller("Li Wei", manager=True)
    await story.later(days=1)
    assert any("Good morning" in text for text in li.reads())
    assert "LookupError" in caplog.text
    assert "CANARY" not in caplog.text


async def test_a_long_backlog_is_taken_up_in_few_transactions(telling: Telling, tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    async with telling(database=path, start=False) as first:
        world = first.world
        await first.seller("Li Wei", manager=True)
        ann = first.buyer("Ann Berg")
        for number in range(200):
            ann.says(f"question {number}")
        now = first.now
        bodies = [(one["update_id"], json.dumps(one)) for one in world.updates.pending]
        await first.write(lambda tx: keep_all(tx, world.bot["id"], bodies, now))
    async with telling(database=path, world=world, start=False) as second:
        before = second.app.database.commits
        await second.app.runner.recover()
        assert second.app.database.commits - before < 20
        assert len(await second.rows("SELECT id FROM messages WHERE direction = 'in'")) == 200
        assert {row["tries"] for row in await second.rows("SELECT tries FROM inbox")} == {1}


async def test_over_a_real_socket_no_log_holds_the_token_or_a_text(
    telling: Telling, caplog: pytest.LogCaptureFixture
) -> None:
    # Ours at DEBUG; the libraries' as `python -m bot` sets them.
    caplog.set_level("WARNING")
    caplog.set_level("DEBUG", logger="bot")
    async with telling(socket=True) as story:
        for fault in ("garbage", "drop", "server_error", "proxy_page"):
            story.world.faults.set(fault, "sendMessage")
            story.world.faults.set(fault, "getUpdates", skip=2)
        li = await story.seller("Li Wei", manager=True)
        ann = story.buyer("Ann Berg")
        ann.says("CANARY what is the moq of HL-T20?")
        for _ in range(6):
            await story.later(minutes=1)
        assert any("CANARY" in text for text in li.reads())
        secret = story.world.token.partition(":")[2]
        assert secret not in caplog.text
        assert "CANARY" not in caplog.text
        assert secret not in repr(story.app.api)


async def test_stopping_waits_for_what_is_on_its_way(telling: Telling) -> None:
    async with telling() as story:
        li, ann = await asked(story)
        story.world.faults.set("slow", "sendMessage", chat_id=ann.id, seconds=0.1)
        li.says("on its way", to="Ann")
        await story.world.until(lambda: not story.world.updates.pending)
        while not await story.rows("SELECT id FROM outbox WHERE purpose = 'buyer'"):
            await story.read(lambda tx: None)
        await story.app.sender.stop(3.0)
        rows = await story.rows("SELECT state FROM outbox WHERE purpose = 'buyer'")
        assert [row["state"] for row in rows] in (["sent"], ["queued"])
        assert len(ann.sees()) == (1 if rows[0]["state"] == "sent" else 0)


async def test_the_two_meanings_of_the_same_refusal_are_told_apart(story: Story) -> None:
    async with serving(story.standin) as address:
        request = AiohttpRequest()
        await request.initialize()
        try:
            good = BotApi(address, story.world.token, request)
            assert (await good.call("getMe", {}))["username"] == story.world.bot["username"]
            with pytest.raises(Refused):
                await good.call("paintMessage", {})
            with pytest.raises(TokenRevoked):
                await BotApi(address, "1:wrong", request).call("getMe", {})
        finally:
            await request.shutdown()


async def test_what_waits_for_its_time_is_sent_without_anybody_asking(telling: Telling) -> None:
    async with telling() as story:
        li, ann = await asked(story)
        story.world.faults.set("flood", "sendMessage", chat_id=ann.id, seconds=1)
        li.says("after the wait", to="Ann")
        await story.settled()
        assert ann.reads() == []
        # Only the world's clock moves; the sender's own timer has to see that the wait is over.
        story.world.forward(timedelta(seconds=1))
        await story.world.until(lambda: ann.reads() == ["after the wait"])


async def test_what_a_server_does_not_know_is_written_in_words(story: Story) -> None:
    _, ann = await asked(story)
    buyer = (await story.file(ann)).id
    story.world.faults.only_methods(["getUpdates", "sendMessage", "editMessageText"])
    picture = {"chat_id": ann.id, "photo": "AgAC", "caption": "<b>Lantern</b>", "parse_mode": "HTML"}
    copied = {"chat_id": ann.id, "from_chat_id": 5, "message_id": 7, "_text": "as &lt;typed&gt;"}
    bare = {"chat_id": ann.id, "from_chat_id": 5, "message_id": 8}
    common: dict[str, Any] = {"purpose": "buyer", "lane": f"c{ann.id}", "chat_id": ann.id, "buyer_id": buyer}
    await queued(story, method="sendPhoto", params=picture, **common)
    await queued(story, method="copyMessage", params=copied, **common)
    last = await queued(story, method="copyMessage", params=bare, **common)
    await story.settled()
    assert ann.reads() == ["Lantern", "as <typed>"]
    assert await state(story, last) == ("failed", "not carried")


async def test_what_a_crash_left_with_the_sender_goes_again_at_the_desk_and_is_asked_about_at_a_buyer(
    telling: Telling, tmp_path: Path
) -> None:
    path = tmp_path / "shop.db"
    async with telling(database=path) as first:
        world = first.world
        li, ann = await asked(first)
        li.says("to Ann", to="Ann")
        await first.settled()
        # As if the process had died in the middle of every call.
        await first.write(lambda tx: tx.execute("UPDATE outbox SET state = 'sending'"))
    async with telling(database=path, world=world) as second:
        await second.settled()
        states = await second.rows("SELECT purpose, method, state FROM outbox ORDER BY id")
        left = {(row["purpose"], row["state"]) for row in states}
        assert ("buyer", "unsure") in left
        assert not {"queued", "sending"} & {row["state"] for row in states}
        assert ann.reads() == ["to Ann"]
        assert sum("May have been sent" in text for text in li.reads("Ann")) == 1
