"""Rows 16 to 23 of the fault table: what Telegram, or the way to it, does wrong while the bot sends."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.core import actions
from bot.playground.model import Message
from tests.reliability.oracle import verdict
from tests.story import Person, Story, Telling

FIVE = ("getMe", "getUpdates", "sendMessage", "editMessageText", "answerCallbackQuery")


async def a_preview(story: Story, buyer: str = "Ann Berg", manager: bool = True) -> tuple[Person, Person]:
    """A buyer asked, the seller looks at the preview of the first reply."""
    li = await story.seller("Li Wei", manager=manager)
    ann = story.buyer(buyer)
    ann.says("what is the moq of HL-T20?")
    await story.settled()
    li.taps("MOQ")
    await story.settled()
    return li, ann


def attempts(story: Story, to: Person, method: str = "sendMessage") -> int:
    """How often the bot tried to write to this person."""
    return sum(call.method == method and call.params.get("chat_id") == to.id for call in story.world.calls)


def question(li: Person) -> Message:
    """What the desk is asked when a message may have arrived."""
    return li.with_button("It arrived")


LOST_ANSWERS = ("drop", "timeout", "server_error", "garbage", "proxy_page", "truncated", "empty")


@pytest.mark.parametrize("fault", LOST_ANSWERS)
async def test_16_17_19_an_answer_that_got_lost_is_asked_about_and_never_sent_again(story: Story, fault: str) -> None:
    li, ann = await a_preview(story)
    story.world.faults.set(fault, "sendMessage", chat_id=ann.id, after=True)
    li.taps("Send")
    held = await verdict(story)
    await story.later(days=2)
    assert len(ann.sees()) == attempts(story, ann) == 1
    assert len(held.unsure) == 1
    assert "May have been sent" in question(li).text
    assert "the minimum is 200 pcs" in question(li).text


@pytest.mark.parametrize("fault", ["drop", "timeout", "server_error"])
async def test_16_what_perhaps_never_left_is_not_sent_again_either(story: Story, fault: str) -> None:
    li, ann = await a_preview(story)
    story.world.faults.set(fault, "sendMessage", chat_id=ann.id)
    li.taps("Send")
    held = await verdict(story)
    assert len(held.unsure) == 1
    assert ann.sees() == []


async def test_16_send_again_sends_it_once_more_and_only_once(story: Story) -> None:
    li, ann = await a_preview(story)
    story.world.faults.set("drop", "sendMessage", chat_id=ann.id)
    li.taps("Send")
    await story.settled()
    asked = question(li)
    li.taps("Send again", asked)
    li.taps("Send again", asked)
    await story.settled()
    assert len(ann.sees()) == 1
    assert not asked.buttons
    assert (await verdict(story)).unsure == ()


async def test_16_it_arrived_ends_the_question(story: Story) -> None:
    li, ann = await a_preview(story)
    story.world.faults.set("drop", "sendMessage", chat_id=ann.id, after=True)
    li.taps("Send")
    await story.settled()
    asked = question(li)
    li.taps("It arrived", asked)
    await story.settled()
    row = (await story.rows("SELECT id FROM outbox WHERE purpose = 'buyer'"))[0]["id"]
    late = story.world.taps(li.user, asked, actions.pack(actions.SendAgain(row)), asked.chat, forged=True)
    assert (await verdict(story)).unsure == ()
    assert len(ann.sees()) == 1
    assert "out of date" in late.toast


async def test_17_the_desk_may_see_a_card_twice_but_never_misses_it(story: Story) -> None:
    li = await story.seller("Li Wei", manager=True)
    story.world.faults.set("drop", "sendMessage", after=True, count=2)
    ann = story.buyer("Ann Berg")
    ann.says("what is the moq of HL-T20?")
    for _ in range(4):
        await story.later(minutes=1)
    await verdict(story)
    assert any("moq of HL-T20" in text for text in li.reads())


async def test_17_a_contact_card_is_a_message_to_a_buyer_too(story: Story) -> None:
    li, ann = await a_preview(story)
    li.taps("Back")
    await story.settled()
    li.taps("💼")
    await story.settled()
    story.world.faults.set("drop", "sendContact", after=True)
    li.taps("Send")
    for _ in range(4):
        await story.later(minutes=1)
    await verdict(story)
    assert attempts(story, ann, "sendContact") == 1


async def test_18_nobody_answers_for_ten_minutes_and_then_everything_comes_in_order(story: Story) -> None:
    li, ann = await a_preview(story)
    calls, polls = story.app.requests
    calls.refusing = polls.refusing = True  # type: ignore[attr-defined]
    for number in range(5):
        ann.says(f"and question number {number}, what is the price?")
    for _ in range(10):
        story.world.forward(timedelta(minutes=1))
        story.app.database.nudge()
        await story.read(lambda tx: None)
    assert story.world.updates.pending
    calls.refusing = polls.refusing = False  # type: ignore[attr-defined]
    await story.later(minutes=1)
    await story.later(minutes=1)
    li.taps("Send")
    held = await verdict(story)
    assert held.unsure == ()
    assert len(ann.sees()) == 1
    assert (await story.rows("SELECT count(*) AS n FROM messages WHERE direction = 'in'"))[0]["n"] == 6


async def test_18_an_answer_that_waits_for_the_connection_is_sent_when_it_is_back(story: Story) -> None:
    li, ann = await a_preview(story)
    li.taps("Send")
    story.app.requests[0].refusing = True  # type: ignore[attr-defined]
    await story.settled()
    assert ann.sees() == []
    story.app.requests[0].refusing = False  # type: ignore[attr-defined]
    await story.later(minutes=1)
    assert len(ann.sees()) == 1
    assert (await verdict(story)).unsure == ()


async def test_19_every_fifth_call_fails_and_nothing_is_lost_or_doubled(story: Story) -> None:
    li = await story.seller("Li Wei", manager=True)
    people = [story.buyer(f"Buyer{number} Berg") for number in range(4)]
    for skip in range(0, 60, 5):
        story.world.faults.set("server_error", "sendMessage", skip=skip, status=(500, 502, 504)[skip % 3])
    for turn in range(3):
        for number, person in enumerate(people):
            person.says(f"turn {turn} of buyer {number}: what is the moq of HL-T20?")
        await story.later(seconds=40)
    for person in people:
        li.says(f"a word to {person.user.first_name} alone", to=person.user.first_name)
        await story.later(seconds=40)
    await story.later(minutes=5)
    held = await verdict(story)
    assert held.sent_to_buyers + len(held.unsure) >= len(people)
    assert held.parked == ()


async def test_20_a_chat_that_must_wait_is_left_alone_while_others_go_on(story: Story) -> None:
    li, ann = await a_preview(story)
    bob = story.buyer("Bob Ray")
    bob.says("the price of LN-08?")
    await story.settled()
    story.world.faults.set("flood", "sendMessage", chat_id=ann.id, seconds=30)
    li.says("for Ann: one", to="Ann")
    li.says("for Ann: two", to="Ann")
    await story.settled()
    li.says("for Bob", to="Bob")
    await story.later(seconds=29)
    assert attempts(story, ann) == 1
    assert [text for text in bob.reads() if "Bob" in text] == ["for Bob"]
    await story.later(seconds=2)
    assert ann.reads() == ["for Ann: one", "for Ann: two"]
    assert (await verdict(story)).unsure == ()


async def test_20_within_telegrams_own_limits_everything_arrives_in_order(story: Story) -> None:
    await story.seller("Li Wei", manager=True)
    story.world.limits.on = True
    people = [story.buyer(f"Buyer{number} Berg") for number in range(3)]
    for turn in range(3):
        for number, person in enumerate(people):
            person.says(f"turn {turn} of buyer {number}: what is the moq?")
    for _ in range(40):
        await story.later(seconds=5)
    refused_inside_a_wait = [call for call in story.world.calls if call.error and "Too Many" in call.error]
    held = await verdict(story)
    assert held.parked == held.unsure == ()
    assert len(refused_inside_a_wait) <= 40
    assert await story.rows("SELECT id FROM outbox WHERE state <> 'sent'") == []


async def test_21_formatting_that_telegram_can_not_read_goes_as_plain_text_once(story: Story) -> None:
    li, ann = await a_preview(story)
    story.world.faults.set(
        "bad_request", "sendMessage", chat_id=ann.id, description="Bad Request: can't parse entities: at byte offset 3"
    )
    li.taps("Send")
    await verdict(story)
    assert attempts(story, ann) == 2
    assert len(ann.sees()) == 1
    assert "<" not in ann.last.text


async def test_21_plain_text_that_is_refused_too_is_told_and_ends(story: Story) -> None:
    li, ann = await a_preview(story)
    story.world.faults.set(
        "bad_request", "sendMessage", chat_id=ann.id, count=None, description="Bad Request: can't parse entities: x"
    )
    li.taps("Send")
    await verdict(story)
    assert attempts(story, ann) == 2
    assert any("Not delivered" in text for text in li.reads("Ann"))


@pytest.mark.parametrize(
    ("description", "said", "blocked"),
    [
        ("Forbidden: bot was blocked by the user", "the buyer blocked the bot", True),
        ("Forbidden: user is deactivated", "the account is deleted", False),
        ("Forbidden: bot can't initiate conversation with a user", "may not write first", False),
    ],
)
async def test_22_a_buyer_who_can_not_be_written_to_is_tried_once_and_told_of(
    story: Story, description: str, said: str, blocked: bool
) -> None:
    li, ann = await a_preview(story)
    story.world.faults.set("forbidden", "sendMessage", chat_id=ann.id, count=None, description=description)
    li.taps("Send")
    await story.later(hours=1)
    await verdict(story)
    assert attempts(story, ann) == 1
    assert any(said in text for text in li.reads("Ann"))
    assert (await story.file(ann)).blocked is blocked


async def test_22_a_buyer_who_blocks_and_comes_back(story: Story) -> None:
    li, ann = await a_preview(story)
    story.world.blocks_bot(ann.user)
    await story.settled()
    assert (await story.file(ann)).blocked
    ann.says("hello, I am back")
    await story.settled()
    assert not (await story.file(ann)).blocked
    assert [text for text in li.reads("Ann") if "blocked the bot" in text or "again" in text]
    await verdict(story)


async def test_23_a_revoked_token_stops_the_bot_and_nothing_is_lost(telling: Telling, tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    async with telling(database=path) as first:
        world = first.world
        li, ann = await a_preview(first)
        first.world.faults.set("unauthorized", count=None)
        li.taps("Send")
        ann.says("and the price of LN-08?")
        assert first.running is not None
        await first.running
        assert first.app.revoked.is_set()
    world.faults.clear()
    world.updates.closing = False
    async with telling(database=path, world=world) as second:
        assert (await verdict(second)).unsure == ()
        assert len(ann.sees()) == 1
        assert any("price of LN-08" in text for text in li.reads())


async def test_23_a_call_that_is_refused_for_the_token_is_kept_for_the_next_one(
    telling: Telling, tmp_path: Path
) -> None:
    path = tmp_path / "shop.db"
    async with telling(database=path) as first:
        world = first.world
        li, ann = await a_preview(first)
        first.world.faults.set("unauthorized", "sendMessage", count=None)
        li.taps("Send")
        assert first.running is not None
        await first.running
    world.faults.clear()
    async with telling(database=path, world=world) as second:
        assert (await verdict(second)).unsure == ()
        assert len(ann.sees()) == 1


async def test_a_server_with_five_methods_is_enough_for_message_card_tap_and_answer(telling: Telling) -> None:
    async with telling(start=False) as story:
        story.world.faults.only_methods(FIVE)
        await story.start()
        li, ann = await a_preview(story)
        assert story.world.topics(li.user) == []
        li.taps("Send")
        await verdict(story)
        assert len(ann.sees()) == 1
        li.sends("photo", chat=li.user, reply_to=li.card)
        ann.sends("document", name="logo.pdf")
        await verdict(story)
        assert any("can't be carried over" in text for text in li.reads())
