"""A jump of the playground's clock: each due thing happens at its own minute, in order."""

from datetime import timedelta

from bot.playground.unfolding import jumps, unfold


async def test_a_day_unfolds_in_order(story):
    li = await story.seller("Li", manager=True)
    for what, clock in (("invoice", "17:00"), ("offer", "9:45"), ("samples", "12:00")):
        li.says(f"/f today {clock} {what}")
    await story.settled()
    begins = story.now
    await unfold(story.app, story.world, begins + timedelta(days=1))
    await story.settled()

    said = [one for one in li.sees() if one.text.startswith(("⏰", "☀️")) and "Noted" not in one.text]
    assert [(one.text.split("\n")[0][:7], one.sent_at.strftime("%H:%M")) for one in said] == [
        ("⏰ offer", "09:45"), ("⏰ sampl", "12:00"), ("⏰ invoi", "17:00"), ("☀️ Good", "08:30"),
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
