"""/hours, /dayoff, what waits for working time, and what is told to managers."""

import pytest

from bot.config import HoursConfig
from tests.desk.test_followup_lives import OFFICE
from tests.story import Person


def digests(li: Person) -> list[str]:
    return [text for text in li.reads() if text.startswith("☀️")]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("", "You work 00:00-24:00 mon-sun (UTC)."),
        ("9:00-18:00 mon-fri", "You work 09:00-18:00 mon-fri (UTC)."),
        ("10-16", "You work 10:00-16:00 mon-sun (UTC)."),
        ("shop", "You work 00:00-24:00 mon-sun (UTC)."),
        ("nine to five", '"nine to five" is no working time. Write it like /hours 9:00-18:00 mon-fri.'),
    ],
)
async def test_hours(story, said, answer):
    li = await story.seller("Li")
    li.says(f"/hours {said}".strip())
    await story.settled()
    assert li.last.text.split("\n")[0] == answer


async def test_days_off_are_noted_listed_and_removed(story):
    li = await story.seller("Li")
    li.says("/dayoff")
    await story.settled()
    assert li.last.text.startswith("No days off.")
    li.says("/dayoff 24 dec - 2 jan")
    li.says("/dayoff tomorrow")
    await story.settled()
    assert li.last.text == "🌴 Your days off\n• 25 Nov 2026\n• 24 Dec 2026 – 2 Jan 2027"
    li.taps("✕ 25 Nov 2026")
    await story.settled()
    assert li.last.text == "🌴 Your days off\n• 24 Dec 2026 – 2 Jan 2027"
    again = li.taps("do:2", li.last, forged=True)
    await story.settled()
    assert again.answer["text"] == "This card is out of date."


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("someday", '"someday" is no day I can read.'),
        ("24 dec - whenever", '"whenever" is no day I can read.'),
        ("1 dec - 1 dec 2030", "That is more than a year; nothing was noted."),
    ],
)
async def test_what_is_no_day(story, said, answer):
    li = await story.seller("Li")
    li.says(f"/dayoff {said}")
    await story.settled()
    assert li.last.text.startswith(answer)
    assert await story.rows("SELECT * FROM days_off") == []


async def test_no_digest_on_a_day_off(telling):
    async with telling(hours=HoursConfig("08:00", "18:00", "mon-fri")) as story:
        li = await story.seller("Li")
        got = []
        for _ in range(7):
            await story.later(hours=23, minutes=30) if not got else await story.later(days=1)
            got.append(len(digests(li)))
        assert got == [1, 2, 3, 3, 3, 4, 5]  # Wed Thu Fri – – Mon Tue
        li.says("/dayoff tomorrow")
        await story.settled()
        await story.later(days=1)
        assert len(digests(li)) == 5
        li.says("/dayoff tomorrow")
        await story.settled()
        li.taps("✕ 3 Dec 2026")
        await story.settled()
        await story.later(days=1)
        assert len(digests(li)) == 6


async def test_a_late_digest_does_not_come_at_night_but_when_the_day_begins(telling):
    async with telling(hours=OFFICE) as story:
        li = await story.seller("Li")
        li.says("/digest 6:00")
        await story.settled()
        await story.later(hours=22)  # 7:00: too late for 6:00, too early for work
        assert digests(li) == []
        await story.later(hours=2)
        assert "this was due today 06:00" in digests(li)[0]
        await story.later(hours=34)  # 19:00 of the day after: its work is over
        assert len(digests(li)) == 1


async def test_the_joining_day_counts_when_the_hour_is_still_ahead(story):
    li = await story.seller("Li")  # at 9:00, after 8:30
    li.says("/digest 18:00")
    await story.settled()
    await story.later(hours=9)
    assert len(digests(li)) == 1
    li.says("/digest 20:00")
    await story.settled()
    await story.later(hours=3)
    assert len(digests(li)) == 1


async def test_managers_are_told_once_in_their_working_hours_and_in_the_digest(telling):
    async with telling(hours=OFFICE) as story:
        eve = await story.seller("Eve", manager=True)
        li, ann = await story.seller("Li"), story.buyer("Ann")
        ann.says("hello")
        await story.settled()
        await story.owned(ann, li)
        ann.says("hello")
        await story.settled()
        for number in range(12):
            li.says(f"/f today 17:30 call {number}", to="Ann")
        await story.settled()
        await story.later(hours=9)
        told = [text for text in eve.reads() if text.startswith("🔺")]
        assert told == []
        await story.later(days=2)  # Thursday 18:00: two days late, and the office has closed
        assert [text for text in eve.reads() if text.startswith("🔺")] == []
        await story.later(hours=15)
        (told_now,) = [text for text in eve.reads() if text.startswith("🔺")]
        assert told_now.split("\n")[1] == "• Li: Tue 24 Nov 2026, 17:30 · Ann · call 0"
        assert told_now.split("\n")[-1] == "… and 2 more"
        await story.later(days=3)
        assert len([text for text in eve.reads() if text.startswith("🔺")]) == 1
        told = digests(eve)[-1].partition("🔺 Left undone by colleagues\n")[2]
        assert told.split("\n")[0].endswith(". Li: Tue 24 Nov 2026, 17:30 · Ann · call 0")
