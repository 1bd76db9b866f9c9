"""Buyers who wait: a nudge in working hours, once a wait; an away message outside them, once a closed period."""

import pytest

from bot.config import HoursConfig, WaitingConfig
from tests.story import Person, Story


async def house(story: Story, nudge: int = 60, away: bool = False) -> tuple[Person, Person]:
    """Li, a manager, and Ann; the shop works from 8 to 19, Monday to Saturday. It is Tuesday, 9:00."""
    from dataclasses import replace

    shop = story.app.shop
    waits = WaitingConfig(nudge_minutes=nudge, away_message=away)
    shop.config = replace(shop.config, waiting=waits, hours=HoursConfig("08:00", "19:00", "mon-sat"))
    return await story.seller("Li", manager=True), story.buyer("Ann")


def nudges(li: Person) -> list[str]:
    return [text for text in li.reads() if "has been waiting" in text]


async def test_a_buyer_without_an_answer_is_named_once_after_the_shops_minutes(story):
    li, ann = await house(story)
    ann.says("moq for HL-T20?")
    await story.settled()
    await story.later(minutes=59)
    assert nudges(li) == []
    await story.later(minutes=1)
    assert nudges(li) == ["💬 Ann has been waiting since today 09:00\n◀ moq for HL-T20?"]
    ann.says("hello?")
    await story.later(hours=5)
    assert len(nudges(li)) == 1


async def test_an_answer_in_time_needs_no_nudge_and_the_next_question_waits_anew(story):
    li, ann = await house(story)
    ann.says("moq for HL-T20?")
    await story.settled()
    await story.later(minutes=30)
    li.says("200 pieces", to="Ann")
    await story.settled()
    await story.later(hours=2)
    assert nudges(li) == []
    ann.says("and the price?")
    await story.settled()
    await story.later(minutes=60)
    assert nudges(li) == ["💬 Ann has been waiting since today 11:30\n◀ and the price?"]


async def test_minutes_run_in_working_time(story):
    li, ann = await house(story)
    await story.later(hours=14)  # 23:00
    ann.says("moq?")
    await story.settled()
    await story.later(hours=9, minutes=59)  # 8:59
    assert nudges(li) == []
    await story.later(minutes=1)
    assert nudges(li) == ["💬 Ann has been waiting since yesterday 23:00\n◀ moq?"]


async def test_a_day_off_noted_meanwhile_moves_the_nudge(story):
    li, ann = await house(story)
    await story.later(hours=9, minutes=30)  # 18:30
    ann.says("moq?")
    await story.settled()
    await story.owned(ann, li)
    li.says("/dayoff tomorrow")
    await story.settled()
    await story.later(hours=24)
    assert nudges(li) == []
    await story.later(hours=14)  # Thursday
    assert len(nudges(li)) == 1


async def test_thanks_wait_for_nothing(story):
    li, ann = await house(story)
    ann.says("moq?")
    await story.settled()
    li.says("200 pieces", to="Ann")
    await story.later(minutes=1)
    ann.says("thanks")
    await story.settled()
    await story.later(hours=5)
    assert nudges(li) == []


async def test_what_needs_no_answer_is_said_with_a_tap_and_leaves_the_digest(story):
    li, ann = await house(story)
    ann.says("moq?")
    await story.settled()
    await story.later(hours=1)
    li.taps("No answer needed")
    await story.settled()
    assert "✓ Ann needs no answer · Li" in li.reads()
    await story.later(days=1)
    digest = next(text for text in li.reads() if text.startswith("☀️"))
    assert "Waiting" not in digest
    ann.says("hello? the price please")
    await story.later(hours=2)
    assert len(nudges(li)) == 1


async def test_a_buyer_of_the_pool_is_told_to_managers_a_nudge_can_be_switched_off(story):
    li, ann = await house(story, nudge=0)
    ann.says("moq?")
    await story.settled()
    await story.later(hours=8)
    assert nudges(li) == []


async def test_the_colleague_who_looks_after_the_buyer_is_nudged_and_nobody_else(story):
    li, ann = await house(story)
    bo = await story.seller("Bo")
    ann.says("moq?")
    await story.settled()
    await story.owned(ann, bo)
    await story.later(hours=2)
    assert (len(nudges(li)), len(nudges(bo))) == (0, 1)


async def test_an_outage_nudges_late_but_once(story):
    li, ann = await house(story)
    ann.says("moq?")
    await story.settled()
    await story.later(days=3)
    await story.later(days=3)
    assert len(nudges(li)) == 1


async def test_nobody_works_and_the_shop_lets_an_away_message_answer_once(story):
    li, ann = await house(story, away=True)
    await story.later(hours=12)  # 21:00
    ann.says("moq?")
    await story.settled()
    assert "automatic answer" in ann.reads()[-1] and "Mon–Sat 08:00–19:00" in ann.reads()[-1]
    await story.later(minutes=20)
    ann.says("hello?")
    await story.settled()
    assert len(ann.reads()) == 1
    await story.later(hours=11, minutes=40)  # 9:00: a person is asked all the same
    assert len(nudges(li)) == 1
    await story.later(hours=12)
    ann.says("still there?")
    await story.settled()
    assert len(ann.reads()) == 2


async def test_the_away_message_speaks_the_language_just_written(story):
    _, ann = await house(story, away=True)
    await story.later(hours=12)
    ann.says("最低起订量是多少？请问有现货吗")
    await story.settled()
    assert "自动" in ann.reads()[-1] and "周一–周六 08:00–19:00" in ann.reads()[-1]


@pytest.mark.parametrize("off", ["switched off", "in working hours", "stopped"])
async def test_no_away_message(story, off):
    li, ann = await house(story, away=off != "switched off")
    ann.says("moq?")
    await story.settled()
    li.says("200", to="Ann")
    await story.settled()
    if off == "stopped":
        file = await story.file(ann)
        stamp = "2026-11-24T09:00:00.000Z"
        await story.write(lambda tx: tx.execute("UPDATE buyers SET stopped_at = ? WHERE id = ?", (stamp, file.id)))
    await story.later(hours=1 if off == "in working hours" else 12)
    ann.says("price?")
    await story.settled()
    assert ann.reads() == ["200"]
