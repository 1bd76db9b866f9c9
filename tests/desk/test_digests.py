"""The daily digest: once on each local day at the seller's own hour; late after an outage, never twice."""

from datetime import timedelta

import pytest

from tests.story import Person, Story


def digests(li: Person) -> list[str]:
    return [text for text in li.reads() if text.startswith("☀️")]


async def orders(story: Story, buyer: Person, *days_ago: int) -> None:
    """The buyer ordered so many days ago, each time for €100."""
    from bot.store import orders as store

    file = await story.file(buyer)

    def add(tx) -> None:
        for number, days in enumerate(days_ago):
            line = store.Line("HL-T20", 100, 100)
            store.add(tx, f"O-{file.id}-{number}", file.id, story.now - timedelta(days=days), "done", "EUR", (line,))

    await story.write(add)


async def test_it_comes_once_at_half_past_eight_with_what_is_to_do(story):
    li, ann, ben = await story.seller("Li", manager=True), story.buyer("Ann"), story.buyer("Ben")
    for buyer in (ann, ben):
        buyer.says("moq?")
    await story.settled()
    li.says("/f tomorrow 17:00 send the quote", to="Ann")
    li.says("/f today 11:00 call", to="Ben")
    await story.settled()
    await orders(story, ben, 131, 71, 191)
    await story.later(hours=23, minutes=29)
    assert digests(li) == []
    await story.later(minutes=1)

    assert digests(li) == [
        "☀️ Good morning, Li · 25 Nov 2026\n"
        "⏰ Due today\n1. today 17:00 · Ann · send the quote\n"
        "❗ Overdue\n2. yesterday 11:00 · Ben · call\n"
        "💬 Waiting for an answer\n3. Ben, since yesterday 09:00\n4. Ann, since yesterday 09:00\n"
        "🔁 Past their ordering rhythm\n5. Ben: about every 60 days, 71 days ago · €300.00 so far"
    ]
    assert [one["text"] for row in li.with_button("All follow-ups").buttons for one in row] == [
        "1 Ann", "2 Ben", "3 Ben", "4 Ann", "5 Ben", "All follow-ups",
    ]  # fmt: skip
    await story.later(hours=10)
    assert len(digests(li)) == 1
    await story.later(hours=14)
    assert len(digests(li)) == 2


async def test_a_day_with_nothing_to_do_says_so(story):
    li = await story.seller("Li")
    await story.later(days=1)

    assert digests(li) == [
        "☀️ Good morning, Li · 25 Nov 2026\nWhile I was away — this was due today 08:30.\nNothing is due today."
    ]


async def test_after_days_of_outage_only_todays_comes_marked_late(story):
    li = await story.seller("Li")
    await story.later(days=5, hours=3)

    assert [text.split("\n")[0] for text in digests(li)] == ["☀️ Good morning, Li · 29 Nov 2026"]
    assert "While I was away — this was due today 08:30." in digests(li)[0]


async def test_an_outage_until_before_its_hour_drops_the_days_between(story):
    li = await story.seller("Li")
    await story.later(days=4, hours=22)
    assert digests(li) == []
    await story.later(hours=1, minutes=30)
    assert [text.split("\n")[0] for text in digests(li)] == ["☀️ Good morning, Li · 29 Nov 2026"]


@pytest.mark.parametrize("clock", ["8:45", "10.30", "23:59"])
async def test_the_hour_is_the_sellers_own(story, clock):
    li = await story.seller("Li")
    li.says(f"/digest {clock}")
    await story.settled()
    assert li.last.text == f"Your digest comes at {clock.replace('.', ':').zfill(5)}."
    await story.later(hours=24)  # today's was over when Li joined
    await story.later(hours=14, minutes=59)
    assert len(digests(li)) == 1


async def test_an_hour_still_ahead_today_comes_today(story):
    li = await story.seller("Li")
    await story.later(hours=24)
    assert len(digests(li)) == 1
    li.says("/digest 18:00")
    await story.settled()
    await story.later(hours=10)
    assert len(digests(li)) == 1  # never twice on a day
    await story.later(hours=24)
    assert len(digests(li)) == 2


@pytest.mark.parametrize("clock", ["", "25:00", "half past eight", "8:60"])
async def test_what_is_no_time_is_asked_back(story, clock):
    li = await story.seller("Li")
    li.says(f"/digest {clock}".strip())
    await story.settled()

    assert li.last.text == "Write the time like /digest 07:30 (now 08:30)."


async def test_another_zone_moves_it_and_never_doubles_it(story):
    li = await story.seller("Li")
    li.says("/zone Asia/Shanghai")
    await story.settled()
    assert li.last.text == "Your zone is Asia/Shanghai; it is today 17:00 there."
    await story.later(hours=15, minutes=30)
    assert len(digests(li)) == 1
    li.says("/zone Europe/Berlin")
    await story.settled()
    await story.later(hours=12)
    assert len(digests(li)) == 1


@pytest.mark.parametrize(
    ("zone", "hint"), [("shanghi", "Asia/Shanghai"), ("new york", "America/New_York"), ("qqq", "Europe/Berlin")]
)
async def test_a_zone_that_is_none_gets_a_hint(story, zone, hint):
    li = await story.seller("Li")
    li.says(f"/zone {zone}")
    await story.settled()

    assert li.last.text == f'"{zone}" is no time zone I know. Write it like {hint}.'


async def test_a_seller_sees_only_their_own_buyers_a_manager_all(story):
    li, bo = await story.seller("Li"), await story.seller("Bo")
    eve = await story.seller("Eve", manager=True)
    for name, owner in (("Ann", li), ("Ben", bo)):
        buyer = story.buyer(name)
        buyer.says("price?")
        await story.settled()
        await story.owned(buyer, owner)
        await orders(story, buyer, 71, 131, 191)
    await story.later(days=1)

    assert ("Ann" in digests(li)[0], "Ben" in digests(li)[0]) == (True, False)
    assert ("Ann" in digests(eve)[0], "Ben" in digests(eve)[0]) == (True, True)


async def test_a_seller_who_blocked_the_bot_misses_it_without_harm(story):
    li = await story.seller("Li")
    story.world.blocks_bot(li.user)
    await story.settled()
    await story.later(days=1)
    assert digests(li) == []
    story.world.unblocks_bot(li.user)
    li.says("/followups")
    await story.settled()
    await story.later(days=1)
    assert len(digests(li)) == 1


async def test_the_clocks_may_change_overnight(story):
    """On 28 March 2027 the clocks of Berlin skip 02:30: the digest comes at the first time after it, once."""
    li = await story.seller("Li")
    li.says("/zone Europe/Berlin")
    li.says("/digest 2:30")
    await story.settled()
    await story.later(days=123)
    before = len(digests(li))
    for _ in range(24):
        await story.later(hours=1)
    assert len(digests(li)) == before + 1
