"""Promises of buyers and sellers: offered with one tap, never made silently, not offered twice."""

from tests.story import Person, Story


async def desk(story: Story) -> tuple[Person, Person]:
    """Li, a manager, and Ann who has written."""
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    ann.says("moq for HL-T20?")
    await story.settled()
    return li, ann


def notes_of(li: Person) -> list[str]:
    """The texts of all buttons that note a promise."""
    return [button["text"] for one in li.cards() for row in one.buttons for button in row if "Note:" in button["text"]]


async def noted(story: Story) -> list[tuple[str, str]]:
    rows = await story.rows("SELECT text, due_at FROM followups ORDER BY id")
    return [(row["text"], row["due_at"][:16]) for row in rows]


async def test_a_buyers_promise_is_noted_with_one_tap(story):
    li, ann = await desk(story)
    await story.later(minutes=5)
    ann.says("Thank you. I'll decide after the 15th")
    await story.settled()
    assert notes_of(li) == ["⏰ Note: Wed 16 Dec 2026, 09:00"]
    assert await noted(story) == []

    li.taps("Note:")
    await story.settled()
    assert await noted(story) == [("Ann: “I'll decide after the 15th”", "2026-12-16T09:00")]
    assert notes_of(li) == []
    assert any("⏰ Ann: “I'll decide after the 15th”" in text for text in li.reads("Ann"))


async def test_a_stale_tap_notes_nothing_twice(story):
    li, ann = await desk(story)
    ann.says("let me check and come back tomorrow")
    await story.settled()
    button = next(one for one in li.cards() if any("Note:" in b["text"] for row in one.buttons for b in row))
    li.taps("Note:", button)
    li.taps("Note:", button)
    await story.settled()
    assert len(await noted(story)) == 1


async def test_what_is_noted_or_offered_for_that_day_is_not_offered_again(story):
    li, ann = await desk(story)
    li.says("/f tomorrow 15:00 call Ann", to="Ann")
    await story.settled()
    await story.later(minutes=5)
    ann.says("ok, will pay tomorrow")
    await story.settled()
    assert notes_of(li) == []
    await story.later(minutes=5)
    ann.says("I will confirm on monday")
    await story.settled()
    await story.later(minutes=5)
    ann.says("yes, we'll confirm on monday")
    await story.settled()
    assert len(notes_of(li)) == 1


async def test_two_readings_are_two_buttons(story):
    li, ann = await desk(story)
    ann.says("I will call you at 8:00")
    await story.settled()
    found = notes_of(li)
    assert len(found) == 2 and len(set(found)) == 2
    li.taps(found[1].removeprefix("⏰ "))
    await story.settled()
    assert len(await noted(story)) == 1
    assert notes_of(li) == []


async def test_a_changed_message_is_heard_anew(story):
    li, ann = await desk(story)
    await story.later(minutes=5)
    message = ann.says("I'll decide tomorrow")
    await story.settled()
    ann.edits(message, "I'll decide next week")
    await story.settled()
    assert notes_of(li) == ["⏰ Note: Mon 30 Nov 2026, 09:00"]


async def test_what_a_seller_promises_is_offered_under_the_answer(story):
    li, ann = await desk(story)
    li.says("I will send you the quote tomorrow", to="Ann")
    await story.settled()
    assert ann.reads()[-1] == "I will send you the quote tomorrow"
    assert notes_of(li) == ["⏰ Note: Wed 25 Nov 2026, 09:00"]
    li.taps("Note:")
    await story.settled()
    assert await noted(story) == [("I will send you the quote tomorrow", "2026-11-25T09:00")]


async def test_a_promise_typed_where_no_card_is_open_is_offered_by_itself(story):
    li, _ = await desk(story)
    li.says("200 pieces.", to="Ann")
    await story.settled()
    li.says("I'll check the stock and come back to you on friday", to="Ann")
    await story.settled()
    assert li.last.text == "You wrote: I'll check the stock and come back to you on friday"
    li.taps("Note:")
    await story.settled()
    assert [one[1] for one in await noted(story)] == ["2026-11-27T09:00"]


async def test_a_limit_is_the_day_to_be_reminded_of(story):
    li, ann = await desk(story)
    ann.says("周五之前给您答复")
    await story.settled()
    assert notes_of(li) == ["⏰ Note: Fri 27 Nov 2026, 09:00"]


async def test_a_day_is_meant_where_its_writer_is_and_the_reminder_comes_at_nine_where_the_seller_is(story):
    li, ann = await desk(story)
    file = await story.file(ann)
    await story.write(lambda tx: tx.execute("UPDATE buyers SET zone = 'Pacific/Auckland' WHERE id = ?", (file.id,)))
    await story.later(hours=4)  # 13:00 in UTC, the shop's zone here; in Auckland it is the 25th already
    ann.says("I'll confirm tomorrow")
    await story.settled()
    li.taps("Note:")
    await story.settled()
    assert [one[1] for one in await noted(story)] == ["2026-11-26T09:00"]


async def test_a_question_offers_nothing(story):
    li, ann = await desk(story)
    ann.says("can you deliver by friday?")
    await story.settled()
    assert notes_of(li) == []
