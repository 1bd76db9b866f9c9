"""`/today` and the digest: whom to write to, most worth first, whom not, and the way to a buyer's card."""

from datetime import timedelta

from bot.store import messages
from tests.desk.filling import desk, ordered
from tests.desk.test_buyer_lists import add


async def test_the_buyers_a_message_is_worth_most_stand_first_with_the_reason(story):
    li, _ = await desk(story)
    await add(story, "Due", 31, 61, 91)
    await add(story, "Often", *range(12, 200, 12))
    await add(story, "Once", 20)
    li.says("/today")
    await story.settled()
    assert li.last.text == (
        "☀️ Whom to write to today\n"
        "• Often · due: every 12 days, 12 days ago · usually €415.00\n"
        "• Due · due: every 30 days, 31 days ago · usually €415.00\n"
        "• Once · 1 order, 20 days ago · usually €415.00"
    )
    li.taps("↗ Due")
    await story.settled()
    assert li.cards("Due")


async def test_who_was_written_to_lately_or_wants_nothing_is_left_alone(story):
    li, ann = await desk(story)
    id = (await story.file(ann)).id
    await ordered(story, id, 40, 80)
    rested = await add(story, "Rested", 40, 80)
    stopped = await add(story, "Stopped", 40, 80)
    blocked = await add(story, "Blocked", 40, 80)

    def happened(tx) -> None:
        tx.execute("UPDATE buyers SET stopped_at = '2026' WHERE id = ?", (stopped,))
        tx.execute("UPDATE buyers SET blocked_at = '2026' WHERE id = ?", (blocked,))
        for buyer, days in ((id, 1), (rested, 5)):
            at = story.now - timedelta(days=days)
            messages.add(tx, buyer, incoming=False, kind="text", text="hello", at=at)

    await story.write(happened)
    li.says("/today")
    await story.settled()
    assert li.last.text.split("\n")[1:] == [
        "• Rested · 2 orders, 40 days ago · usually €415.00 · written to 5 days ago"
    ]


async def test_it_has_pages_and_says_when_there_is_nobody(story):
    li, _ = await desk(story)
    li.says("/today")
    await story.settled()
    assert li.last.text.endswith("Nobody: there are no orders yet, or everybody was written to lately.")
    for number in range(10):
        await add(story, f"B{number}", 20 + number)
    li.says("/today")
    await story.settled()
    assert [line.split(" ")[1] for line in li.last.text.split("\n")[1:]] == [f"B{number}" for number in range(8)]
    li.taps("›")
    await story.settled()
    assert [line.split(" ")[1] for line in li.last.text.split("\n")[1:]] == ["B8", "B9"]
    li.taps("‹")
    await story.settled()
    assert "• B0 " in li.last.text


async def test_a_seller_sees_their_own_and_the_pool_and_the_digest_takes_who_is_due(story):
    await desk(story)
    bo = await story.seller("Bo")
    row = await story.seller_row(bo)
    await add(story, "Mine", 31, 61, 91, owner_id=row.id)
    await add(story, "Pool", 31, 61, 91, 121)
    await add(story, "Theirs", 31, 61, 91, owner_id=(await story.seller_row(await story.seller("Cy"))).id)
    await add(story, "Early", 10, 40, 70, owner_id=row.id)
    bo.says("/today")
    await story.settled()
    assert {line.split(" ")[1] for line in bo.last.text.split("\n")[1:]} == {"Mine", "Pool", "Early"}
    await story.later(hours=24)
    digest = bo.last.text
    assert "🔁 Past their ordering rhythm\n1. Pool: about every 30 days" in digest
    assert "2. Mine: about every 30 days" in digest
    assert "Early" not in digest and "Theirs" not in digest
