"""Follow-ups: noted from words or a tap, asked about when unclear, reminded of once at their minute, ended once."""

import pytest

from tests.story import Person, Story


async def desk(story: Story, **options) -> tuple[Person, Person]:
    """Li, a manager, and Ann who has written."""
    li, ann = await story.seller("Li", manager=True, **options), story.buyer("Ann")
    ann.says("moq for HL-T20?")
    await story.settled()
    return li, ann


async def noted(story: Story) -> list[tuple[str, str, str]]:
    rows = await story.rows("SELECT text, due_at, state FROM followups ORDER BY id")
    return [(row["text"], row["due_at"][:16], row["state"]) for row in rows]


async def test_a_follow_up_is_noted_and_what_was_understood_is_shown(story):
    li, ann = await desk(story)
    li.says("/f tomorrow 9:00 send the quote", to="Ann")
    await story.settled()

    assert await noted(story) == [("send the quote", "2026-11-25T09:00", "open")]
    assert li.last.text == "⏰ Noted: send the quote\ntomorrow 09:00"
    assert ann.reads() == []


async def test_the_buyers_own_clock_is_shown_where_it_differs(story):
    li, ann = await desk(story)
    file = await story.file(ann)
    await story.write(lambda tx: tx.execute("UPDATE buyers SET zone = 'Asia/Shanghai' WHERE id = ?", (file.id,)))
    li.says("/f tomorrow 20:00 call", to="Ann")
    await story.settled()

    assert li.last.text == "⏰ Noted: call\ntomorrow 20:00\nThu 26 Nov 2026, 04:00 there"


async def test_a_phrase_that_cannot_be_read_is_asked_back_and_the_answer_completes_it(story):
    li, ann = await desk(story)
    li.says("/f send the quote", to="Ann")
    await story.settled()
    assert li.last.text.startswith('When? I could not read a time in "send the quote".')
    assert await noted(story) == []
    li.says("whenever", to="Ann")
    await story.settled()
    assert li.last.text.startswith('When? I could not read a time in "send the quote".')
    li.says("tomorrow 9:00", to="Ann")
    await story.settled()

    assert await noted(story) == [("send the quote", "2026-11-25T09:00", "open")]
    assert ann.reads() == []


async def test_an_empty_follow_up_shows_how_it_is_written(story):
    li, _ = await desk(story)
    li.says("/f", to="Ann")
    await story.settled()

    assert li.last.text.startswith("Write when and what")


async def test_two_readings_are_asked_about_and_one_is_tapped(story):
    li, _ = await desk(story)
    li.says("/f on 5/6 send the quote", to="Ann")
    await story.settled()
    assert li.last.text == "That can be read in two ways. Which one?"
    assert len(li.last.buttons) == 2
    question = li.last
    li.taps(question.buttons[0][0]["text"])
    await story.settled()

    assert [(text, state) for text, _, state in await noted(story)] == [("send the quote", "open")]
    again = li.taps(question.buttons[1][0]["text"], question)
    await story.settled()
    assert again.answer["text"] == "This card is out of date."
    assert len(await noted(story)) == 1


async def test_two_readings_of_a_time_that_was_asked_for(story):
    li, _ = await desk(story)
    li.says("/f send the quote", to="Ann")
    await story.settled()
    li.says("5/6", to="Ann")
    await story.settled()

    assert li.last.text == "That can be read in two ways. Which one?"


async def test_what_has_passed_is_not_noted(story):
    li, _ = await desk(story)
    li.says("/f today 8:00 call", to="Ann")
    await story.settled()

    assert await noted(story) == []


async def test_the_button_offers_times_and_the_one_tapped_is_the_one_shown(story):
    li, _ = await desk(story)
    await story.later(hours=14, minutes=50)  # shortly before midnight
    li.taps("⏰ Follow up")
    await story.settled()
    assert [row[0]["text"] for row in li.card.buttons] == [
        "Wed 25 Nov 2026, 09:00", "Fri 27 Nov 2026, 09:00", "Mon 30 Nov 2026, 09:00", "Other…",
    ]  # fmt: skip
    await story.later(minutes=20)
    li.taps("Fri 27 Nov 2026, 09:00")
    await story.settled()

    assert await noted(story) == [("Write to Ann", "2026-11-27T09:00", "open")]


async def test_another_time_is_written(story):
    li, ann = await desk(story)
    li.taps("⏰ Follow up")
    await story.settled()
    li.taps("Other…")
    await story.settled()
    assert "Write when and what" in li.card.text
    li.says("in 2 days 15:00 ask about the sample", to="Ann")
    await story.settled()

    assert await noted(story) == [("ask about the sample", "2026-11-26T15:00", "open")]
    assert ann.reads() == []


async def test_a_follow_up_just_noted_is_moved_or_dropped_with_one_tap(story):
    li, _ = await desk(story)
    li.says("/f tomorrow 10:00 call", to="Ann")
    await story.settled()
    li.taps("In 3 days")
    await story.settled()
    assert await noted(story) == [("call", "2026-11-27T09:00", "open")]
    assert li.sees("Ann")[-1].text == "⏰ Noted: call\nFri 27 Nov 2026, 09:00"
    li.taps("Drop")
    await story.settled()
    assert await noted(story) == [("call", "2026-11-27T09:00", "dropped")]
    assert li.sees("Ann")[-1].text.startswith("✕ call\nLi, today 09:00")


async def test_the_reminder_comes_once_at_its_minute_with_what_is_needed(story):
    li, _ = await desk(story)
    li.says("/f today 9:30 send the quote", to="Ann")
    await story.settled()
    await story.later(minutes=29)
    assert li.reads("Ann")[-1].startswith("⏰ Noted")
    await story.later(minutes=1)

    assert li.reads("Ann")[-1] == "⏰ send the quote\nAnn\n◀ moq for HL-T20?"
    assert [one["text"] for one in li.last.buttons[0]] == ["Done", "Snooze", "Reply…"]
    seen = len(li.sees())
    await story.later(hours=3)
    assert len(li.sees()) == seen


async def test_a_late_reminder_says_when_it_was_due(story):
    li, _ = await desk(story)
    li.says("/f today 9:30 send the quote", to="Ann")
    await story.settled()
    await story.later(hours=2)

    assert "was due today 09:30" in li.reads("Ann")[-1]


async def test_done_is_done_once(story):
    li, _ = await desk(story)
    li.says("/f today 9:30 send the quote", to="Ann")
    await story.settled()
    await story.later(minutes=31)
    reminder = li.last
    li.taps("Done")
    await story.settled()
    assert (await noted(story))[0][2] == "done"
    assert li.sees("Ann")[-1].text.startswith("✓ send the quote\nLi, today 09:31")
    again = li.taps("fe:1:0", reminder, forged=True)
    await story.settled()
    assert again.answer["text"] == "This card is out of date."


async def test_snoozed_it_comes_back_at_the_new_time(story):
    li, _ = await desk(story)
    li.says("/f today 9:30 send the quote", to="Ann")
    await story.settled()
    await story.later(minutes=31)
    li.taps("Snooze")
    await story.settled()
    li.taps("In an hour")
    await story.settled()
    assert await noted(story) == [("send the quote", "2026-11-24T10:31", "snoozed")]
    assert li.sees("Ann")[-1].text == "💤 send the quote\nSnoozed until today 10:31"
    await story.later(minutes=60)
    assert li.reads("Ann")[-1].startswith("⏰ send the quote\nAnn")


@pytest.mark.parametrize("data", ["fs:1:0", "fs:1:2", "fm:1:1", "fs:1:9", "fm:1:9"])
async def test_what_has_ended_can_be_neither_snoozed_nor_moved(story, data):
    li, _ = await desk(story)
    li.says("/f today 9:30 send the quote", to="Ann")
    await story.settled()
    if not data.endswith("9"):
        li.taps("Drop")
        await story.settled()
    query = li.taps(data, li.last, forged=True)
    await story.settled()

    assert query.answer["text"] == "This card is out of date."


async def test_reply_from_a_reminder_opens_a_fresh_card(story):
    li, _ = await desk(story)
    li.says("/f today 9:30 send the quote", to="Ann")
    await story.settled()
    await story.later(minutes=31)
    li.taps("Reply…")
    await story.settled()

    assert li.last.text.startswith("Ann\nNo orders yet")
    assert li.last.button("⋯")


async def test_ones_own_follow_up_needs_no_buyer(story):
    li, _ = await desk(story)
    li.says("/f today 9:30 order boxes")
    await story.settled()
    assert li.last.text == "⏰ Noted: order boxes\ntoday 09:30"
    await story.later(minutes=31)

    assert li.last.text == "⏰ order boxes"
    assert [one["text"] for one in li.last.buttons[0]] == ["Done", "Snooze"]


async def test_ones_own_follow_up_without_a_time_is_asked_back(story):
    li, _ = await desk(story)
    li.says("/f order boxes")
    await story.settled()

    assert li.last.text.startswith("When?")
    li.says("tomorrow 9:30")
    await story.settled()
    assert li.last.text == "⏰ Noted: order boxes\ntomorrow 09:30"
    assert await story.rows("SELECT * FROM waits") == []


async def test_the_list_shows_today_the_week_and_all(story):
    li, _ = await desk(story)
    for when in ("today 17:00 alpha", "in 3 days beta", "in 20 days gamma"):
        li.says(f"/f {when}", to="Ann")
    await story.settled()
    li.says("/followups")
    await story.settled()
    legend = "✓ done · 💤 until tomorrow · ↗ open the buyer"
    assert li.last.text == f"Today and overdue\n1. today 17:00 · Ann · alpha\n{legend}"
    li.taps("Week")
    await story.settled()
    assert [line.split(" · ")[-1] for line in li.last.text.split("\n")[1:-1]] == ["alpha", "beta"]
    li.taps("All")
    await story.settled()
    assert [line.split(" · ")[-1] for line in li.last.text.split("\n")[1:-1]] == ["alpha", "beta", "gamma"]
    li.taps("↗ 1")
    await story.settled()
    assert li.reads("Ann")[-1].startswith("Ann\nNo orders yet")


async def test_the_list_marks_what_is_overdue_and_says_when_there_is_more_or_nothing(story):
    li, _ = await desk(story)
    li.says("/followups")
    await story.settled()
    assert "Nothing here." in li.last.text
    li.says("/f today 17:00 old one", to="Ann")
    await story.settled()
    await story.later(days=1)
    for number in range(9):
        li.says(f"/f today 20:0{number} call {number}", to="Ann")
    await story.settled()
    li.says("/followups")
    await story.settled()

    assert li.last.text.split("\n")[1] == "1. ❗ yesterday 17:00 · Ann · old one"
    li.taps("› 2/2")
    await story.settled()
    assert [line[:3] for line in li.last.text.split("\n")[1:3]] == ["9. ", "10."]


async def test_the_reminder_of_an_owned_buyer_goes_to_the_owner(story):
    li, _ = await desk(story)
    bo = await story.seller("Bo")
    li.says("/f today 9:30 send the quote", to="Ann")
    await story.settled()
    li.says("/assign Bo", to="Ann")
    await story.settled()
    await story.later(minutes=31)

    assert bo.last.text.startswith("⏰ send the quote")
    assert not li.last.text.startswith("⏰ send the quote\nAnn")


async def test_a_day_that_does_not_exist_is_said_and_not_kept_as_text(story):
    li, _ = await desk(story)
    li.says("/f 30 February call", to="Ann")
    await story.settled()

    assert li.last.text == '"30 February call": that day does not exist. Write it again with another day.'
    assert await noted(story) == []


async def test_what_is_late_today_is_marked_late(story):
    li, _ = await desk(story)
    li.says("/f in 1 hour call", to="Ann")
    await story.settled()
    await story.later(hours=2)
    li.says("/followups")
    await story.settled()

    assert "❗" in li.last.text
