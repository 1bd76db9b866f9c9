"""A buyer's topic opens with a pinned summary, which follows the file."""

from bot.core.people import Buyer
from bot.desk import topics
from bot.store import buyers
from tests.story import Person, Story


async def desk(story: Story) -> tuple[Person, Person]:
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    ann.says("hello")
    await story.settled()
    return li, ann


async def test_the_summary_is_the_first_message_and_pinned(story):
    li, _ = await desk(story)

    assert li.reads("Ann")[0] == "Ann\nNo orders yet\nIn the public pool"
    assert [one["message_id"] for one in story.world.calls_of("pinChatMessage")] == [li.sees("Ann")[0].id]


async def test_the_summary_follows_what_is_promised_and_who_looks_after_whom(story):
    li, ann = await desk(story)
    li.says("/f tomorrow 9:00 call", to="Ann")
    await story.settled()
    assert li.reads("Ann")[0].split("\n")[2] == "⏰ call — tomorrow 09:00"
    li.taps("In 3 days")
    await story.settled()
    assert li.reads("Ann")[0].split("\n")[2] == "⏰ call — Fri 27 Nov 2026, 09:00"
    li.taps("Drop")
    li.says("/claim", to="Ann")
    await story.settled()
    assert li.reads("Ann")[0] == "Ann\nNo orders yet"
    li.says("/release", to="Ann")
    await story.settled()
    assert li.reads("Ann")[0].endswith("In the public pool")
    story.world.blocks_bot(ann.user)
    await story.settled()
    assert "⛔ has blocked the bot" in li.reads("Ann")[0]
    assert len(story.world.calls_of("pinChatMessage")) == 1


async def test_a_topic_is_named_after_the_buyer_and_where_they_come_from(story):
    await desk(story)
    people = [
        (Buyer(0, "Anna", "Schmidt", company="Kerzen GmbH", country="DE"), "Anna Schmidt · Kerzen GmbH"),
        (Buyer(0, "Anna", country="DE"), "Anna · DE"),
        (Buyer(0, "A" * 64, "B" * 64, company="C"), f"{'A' * 64} {'B' * 63}"),
    ]
    for buyer, name in people:
        id = await story.write(lambda tx, buyer=buyer: buyers.add_file(tx, buyer, "", story.now))
        assert await story.read(lambda tx, id=id: topics.name(tx, id)) == name
    assert await story.read(lambda tx: topics.name(tx, 999)) == "—"
    assert await story.read(lambda tx: topics.opened(story.app.shop, tx, 1, 999)) == []
