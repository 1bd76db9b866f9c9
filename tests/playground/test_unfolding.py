"""A jump of the playground's clock: each due thing happens at its own minute, in order."""

from datetime import timedelta

from bot.playground.unfolding import jumps, unfold


async def test_a_day_unfolds_in_order(story):
    li = await story.seller("Li", manager=True)
    for clock in ("17:00", "9:45", "12:00"):
        li.says(f"/f today {clock} at {clock}")
    await story.settled()
    begins = story.now
    await unfold(story.app, story.world, begins + timedelta(days=1))
    await story.settled()

    said = [one for one in li.sees() if one.text.startswith(("⏰ at", "☀️"))]
    assert [(one.text.split("\n")[0][:10], one.sent_at.strftime("%H:%M")) for one in said] == [
        ("⏰ at 9:45", "09:45"), ("⏰ at 12:00", "12:00"), ("⏰ at 17:00", "17:00"), ("☀️ Good mo", "08:30"),
    ]  # fmt: skip
    assert not any("was due" in one.text for one in said)
    assert story.now == begins + timedelta(days=1)


async def test_two_jumps_follow_each_other(story):
    begins = story.now
    jump = jumps(story.app, story.world)
    jump(begins + timedelta(hours=1))
    jump(begins + timedelta(hours=2))
    while story.now < begins + timedelta(hours=2):
        await story.read(lambda tx: None)
    assert story.now == begins + timedelta(hours=2)
