"""The life of a follow-up: repeats, one at a time; snoozes until the buyer writes; goes with the buyer; all is kept."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from bot.config import HoursConfig
from bot.store import followups
from tests.story import Person, Story

OFFICE = HoursConfig("09:00", "18:00", "mon-fri")


async def desk(story: Story, **options) -> tuple[Person, Person]:
    """Li, a manager, with a topic of Ann's."""
    li, ann = await story.seller("Li", manager=True, **options), story.buyer("Ann")
    ann.says("moq for HL-T20?")
    await story.settled()
    return li, ann


async def rows(story: Story) -> list[tuple[str, str, str]]:
    """(text, due, state) of every follow-up."""
    found = await story.rows("SELECT text, substr(due_at, 1, 16) AS due, state FROM followups ORDER BY id")
    return [(one["text"], one["due"], one["state"]) for one in found]


async def life(story: Story, id: int = 1) -> list[str]:
    """What happened to a follow-up."""
    return [one["what"] for one in await story.read(lambda tx: followups.events(tx, id))]


def reminders(li: Person, text: str) -> list[str]:
    return [one for one in li.reads() if one.startswith(f"⏰ {text}")]


async def test_every_monday_is_shown_with_its_next_time_and_can_be_stopped_at_once(story):
    li, _ = await desk(story)
    li.says("/f every monday 10:00 send the price list", to="Ann")
    await story.settled()
    assert li.last.text == (
        "⏰ Noted: send the price list\nMon 30 Nov 2026, 10:00\n🔁 every week: Monday\nthen Mon 7 Dec 2026, 10:00"
    )
    li.taps("Stop repeating")
    await story.settled()
    assert li.reads("Ann")[-1] == "⏹ send the price list\nIt comes no more."
    assert [row[2] for row in await rows(story)] == ["dropped"]
    await story.later(days=30)
    assert reminders(li, "send the price list") == []


async def test_done_makes_the_next_one_and_there_is_never_a_second(story):
    li, _ = await desk(story)
    li.says("/f every monday 10:00 send the price list", to="Ann")
    await story.settled()
    await story.later(days=6, hours=1)
    assert reminders(li, "send the price list") == [
        "⏰ send the price list\n🔁 every week: Monday\nAnn\n◀ moq for HL-T20?"
    ]
    li.taps("Done")
    await story.settled()
    assert li.reads("Ann")[-1] == "✓ send the price list\nLi, today 10:00\n🔁 again Mon 7 Dec 2026, 10:00"
    assert await rows(story) == [
        ("send the price list", "2026-11-30T10:00", "done"), ("send the price list", "2026-12-07T10:00", "open"),
    ]  # fmt: skip
    assert await life(story) == ["noted", "reminded", "done"]


async def test_left_open_it_goes_on_as_the_next_one_and_says_since_when(story):
    li, _ = await desk(story)
    li.says("/f every day 10:00 water the plants", to="Ann")
    await story.settled()
    for _ in range(3):
        await story.later(days=1)
    await story.later(hours=1)
    assert len(reminders(li, "water the plants")) == 4
    assert "still open since" in reminders(li, "water the plants")[-1]
    assert await rows(story) == [("water the plants", "2026-11-27T10:00", "open")]


async def test_after_an_outage_only_the_last_one_is_reminded_of(story):
    li, _ = await desk(story)
    li.says("/f every day 10:00 water the plants", to="Ann")
    await story.settled()
    await story.later(days=5, hours=3)
    said = reminders(li, "water the plants")
    assert len(said) == 1
    assert "was due today 10:00" in said[0]
    assert await rows(story) == [("water the plants", "2026-11-29T10:00", "open")]


async def test_one_that_was_reminded_of_stays_open_when_it_is_stopped(story):
    li, _ = await desk(story)
    li.says("/f every day 10:00 water the plants", to="Ann")
    await story.settled()
    await story.later(hours=1)
    li.taps("Stop repeating")
    await story.settled()
    assert li.reads("Ann")[-1] == "⏹ water the plants\nIt comes no more; this one is still open."
    li.taps("Done")
    await story.settled()
    assert [row[2] for row in await rows(story)] == ["done"]
    stale = li.taps("fx:1", li.last, forged=True)
    await story.settled()
    assert stale.answer["text"] == "This card is out of date."


async def test_wall_time_stays_when_the_clocks_change(story):
    li, _ = await desk(story)
    li.says("/zone Europe/Berlin")
    await story.settled()
    li.says("/f every month on the 28th 10:00 pay", to="Ann")
    await story.settled()
    hours = []
    for _ in range(6):
        (row,) = [one for one in await rows(story) if one[2] == "open"]
        hours.append(row[1][5:])
        await story.later(datetime.fromisoformat(row[1] + "+00:00") - story.now)
        li.taps("Done")
        await story.settled()
    assert hours == ["11-28T09:00", "12-28T09:00", "01-28T09:00", "02-28T09:00", "03-28T08:00", "04-28T08:00"]


async def test_snoozed_until_the_buyer_writes_it_comes_back_with_the_message(story):
    li, ann = await desk(story)
    li.says("/f today 9:30 ask for the order", to="Ann")
    await story.settled()
    await story.later(minutes=30)
    li.taps("Snooze")
    await story.settled()
    li.taps("Until Ann writes")
    await story.settled()
    assert li.reads("Ann")[-1] == (
        "💤 ask for the order\nSnoozed until Ann writes, at the latest until Tue 1 Dec 2026, 09:30"
    )
    await story.later(days=2)
    assert len(reminders(li, "ask for the order")) == 0  # the first was edited into the snooze
    ann.says("thanks")
    await story.settled()
    assert reminders(li, "ask for the order") == ["⏰ ask for the order\nback, since Ann wrote"]
    assert await life(story) == ["noted", "reminded", "snoozed", "woken"]
    ann.says("hello?")
    await story.settled()
    await story.later(days=10)
    assert len(reminders(li, "ask for the order")) == 1


async def test_a_buyer_who_never_writes_does_not_make_it_forgotten(story):
    li, _ = await desk(story)
    li.says("/f today 9:30 ask for the order", to="Ann")
    await story.settled()
    await story.later(minutes=30)
    li.taps("Snooze")
    await story.settled()
    li.taps("Until Ann writes")
    await story.settled()
    await story.later(days=7)
    assert "no word from Ann since" in reminders(li, "ask for the order")[0]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("in 3 hours", "💤 ask\nSnoozed until today 12:30"),
        ("whenever", 'I could not read "whenever" as one time. Write it such as "tomorrow 9:00".'),
    ],
)
async def test_another_time_to_snooze_to_is_asked_for(story, said, answer):
    li, _ = await desk(story)
    li.says("/f today 9:30 ask", to="Ann")
    await story.settled()
    await story.later(minutes=30)
    li.taps("Snooze")
    await story.settled()
    li.taps("Other…")
    await story.settled()
    assert li.reads("Ann")[-1] == 'Until when? Write only the time, such as "tomorrow 9:00".'
    li.says(said, to="Ann")
    await story.settled()
    assert li.reads("Ann")[-1] == answer


async def test_a_snooze_that_was_asked_for_is_forgotten_when_it_is_done_meanwhile(story):
    li, ann = await desk(story)
    li.says("/f today 9:30 ask", to="Ann")
    await story.settled()
    await story.later(minutes=30)
    reminder = li.last
    li.taps("Snooze")
    await story.settled()
    li.taps("Other…")
    await story.settled()
    li.taps("fe:1:0", reminder, forged=True)
    await story.settled()
    li.says("tomorrow", to="Ann")
    await story.settled()
    assert ann.reads() == ["tomorrow"]  # it is a plain message again


async def test_ones_own_can_be_snoozed_but_waits_for_nobody(story):
    li, _ = await desk(story)
    li.says("/f today 9:30 order samples")
    await story.settled()
    await story.later(minutes=30)
    li.taps("Snooze")
    await story.settled()
    assert [one["text"] for row in li.last.buttons for one in row] == [
        "In an hour", "Tomorrow 9:00", "Next Monday", "Other…",
    ]  # fmt: skip
    forged = li.taps("fs:1:4", li.last, forged=True)
    await story.settled()
    assert forged.answer["text"] == "This card is out of date."
    li.taps("Other…")
    await story.settled()
    li.says("tomorrow 14:00")
    await story.settled()
    assert li.last.text == "💤 order samples\nSnoozed until tomorrow 14:00"


async def test_quiet_time_is_asked_about_and_what_was_chosen_stays(telling):
    async with telling(hours=OFFICE) as story:
        li, _ = await desk(story)
        li.says("/f sunday 15:00 call", to="Ann")
        await story.settled()
        assert li.last.text == "Sun 29 Nov 2026, 15:00 is on a day off. When then?"
        assert [row[0]["text"] for row in li.last.buttons] == [
            "Mon 30 Nov 2026, 09:00", "Keep Sun 29 Nov 2026, 15:00",
        ]  # fmt: skip
        li.taps("Keep")
        await story.settled()
        li.says("/f today 20:00 mail", to="Ann")
        await story.settled()
        assert li.last.text == "today 20:00 is outside working hours (09:00-18:00 mon-fri). When then?"
        li.taps("Wed 25 Nov 2026, 09:00")
        await story.settled()
        assert await rows(story) == [("call", "2026-11-29T15:00", "open"), ("mail", "2026-11-25T09:00", "open")]


async def test_what_repeats_waits_for_working_days_unless_kept(telling):
    async with telling(hours=OFFICE) as story:
        li, _ = await desk(story)
        li.says("/f every day 10:00 plants", to="Ann")
        li.says("/f every month on the 28th report", to="Ann")
        await story.settled()
        li.taps("Mon 30 Nov 2026, 09:00")  # the 28th is a Saturday
        await story.settled()
        got = []
        for _ in range(5):
            await story.later(days=1)
            got.append(len(reminders(li, "plants")))
        assert got == [1, 2, 3, 4, 4]  # from Tuesday 10:00 on, looked at on each next day at 9:00; none on Saturday
        # The plants' Friday is still open; its next is Monday's.
        assert [row[1] for row in await rows(story)] == ["2026-11-27T10:00", "2026-11-30T09:00"]
        await story.later(days=1)
        li.says("/f every sunday 15:00 soup", to="Ann")
        await story.settled()
        li.taps("Keep")
        await story.settled()
        assert "then Sun 13 Dec 2026, 15:00" in li.reads("Ann")[-1]


async def test_it_goes_to_the_pool_and_to_whoever_claims(story):
    eve = await story.seller("Eve", manager=True)
    li, bo = await story.seller("Li"), await story.seller("Bo")
    ann = story.buyer("Ann")
    ann.says("hello")
    await story.settled()
    await story.owned(ann, li)
    ann.says("moq?")
    await story.settled()
    li.says("/f tomorrow 9:30 call her", to="Ann")
    await story.settled()
    li.says("/release", to="Ann")
    await story.settled()
    eve.says("/followups")
    li.says("/followups")
    eve.says("/followups")
    await story.settled()
    eve.taps("Week")
    await story.settled()
    assert "call her" in eve.last.text
    assert "call her" not in li.last.text
    bo.taps("Claim") if any("public pool" in text for text in bo.reads()) else bo.says("/pool")
    await story.settled()
    if "Claim Ann" in str(bo.last.buttons):
        bo.taps("Claim Ann")
        await story.settled()
    await story.later(days=1, minutes=30)
    assert reminders(bo, "call her")
    assert not reminders(eve, "call her")
    assert "handed over" in await life(story)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("", 'Write when and what, such as "/f next tuesday 3pm send the quote".'),
        ("1 jan 9999 call", '"1 jan 9999 call": that is too far off. Write it again with an earlier day.'),
        ("every year on 30 february call", '"every year on 30 february call": that day does not exist.'),
        ("call her", 'When? I could not read a time in "call her".'),
        ("every monday at 9:00 or friday call", "When? I could not read a time in"),
    ],
)
async def test_what_can_not_be_noted_is_said(story, text, answer):
    li, _ = await desk(story)
    li.says(f"/f {text}".strip(), to="Ann")
    await story.settled()
    assert li.last.text.startswith(answer[:20])
    assert await rows(story) == []


async def test_only_a_date_is_enough_and_far_off_is_far_off(story):
    li, _ = await desk(story)
    li.says("/f 1 march 2099", to="Ann")
    await story.settled()
    assert await rows(story) == [("Write to Ann", "2099-03-01T09:00", "open")]


async def test_a_clock_moved_back_and_forth_doubles_nothing(story):
    li, _ = await desk(story)
    li.says("/f today 9:30 once", to="Ann")
    li.says("/f every day 9:45 often", to="Ann")
    await story.settled()
    for hours in (1, -3, 1, 2, -1, 1):
        await story.later(hours=hours)
    assert len(reminders(li, "once")) == 1
    assert len(reminders(li, "often")) == 1


async def test_a_thousand_at_the_same_minute_come_once_each(story):
    li, _ = await desk(story)
    seller = await story.seller_row(li)
    at = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    await story.write(
        lambda tx: [followups.add(tx, 0, seller.id, f"number {n}", at, "UTC", story.now) for n in range(1000)]
    )
    await story.later(minutes=30)
    await story.settled(30)
    assert sorted(reminders(li, "number")) == sorted(f"⏰ number {n}" for n in range(1000))


async def test_what_waits_for_telegram_says_that_it_is_late(story):
    li, _ = await desk(story)
    li.says("/f today 9:30 call", to="Ann")
    await story.settled()
    story.world.faults.set(kind="flood", method="sendMessage", seconds=600)
    await story.later(minutes=30)
    assert reminders(li, "call") == []
    await story.later(minutes=10)
    assert reminders(li, "call") == ["⏰ call\nwas due today 09:30\nAnn\n◀ moq for HL-T20?"]


async def test_a_restored_backup_does_not_say_again_what_was_said(telling, tmp_path):
    path = tmp_path / "shop.db"
    async with telling(database=path) as story:
        li, _ = await desk(story)
        for clock, what in (("9:30", "alpha"), ("10:30", "beta")):
            li.says(f"/f today {clock} {what}", to="Ann")
        await story.settled()
        await story.write(lambda tx: tx.execute("SELECT 1"))
        copy = sqlite3.connect(tmp_path / "backup.db")
        with closing(sqlite3.connect(path)) as source:
            source.backup(copy)
        copy.close()
        await story.later(minutes=30)
        assert len(reminders(li, "alpha")) == 1
        await story.later(days=1)
        said = len(digests_of(li))
        assert said == 1
        world = story.world
    for file in tmp_path.glob("shop.db*"):
        if not file.name.endswith(".said"):
            file.unlink()
    (tmp_path / "backup.db").rename(path)
    async with telling(database=path, world=world) as story:
        await story.settled()
        li = Person(story, li.user)
        assert (len(reminders(li, "alpha")), len(reminders(li, "beta")), len(digests_of(li))) == (1, 1, 1)
        assert any("The database is from a backup: 3 reminders were sent" in text for text in li.reads())


def digests_of(li: Person) -> list[str]:
    return [text for text in li.reads() if text.startswith("☀️")]
