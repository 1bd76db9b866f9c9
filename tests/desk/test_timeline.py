"""`/history` and `/orders`: everything that happened, and every line that was ordered, a page at a time."""

from datetime import timedelta

from bot.store import buyers, grades, orders, products
from tests.desk.filling import desk, ordered


async def test_everything_stands_in_one_timeline(story):
    li, ann = await desk(story)
    file = await story.file(ann)
    await ordered(story, file.id, 71)
    row = await story.seller_row(li)

    def happen(tx):
        products.shown(tx, 2, file.id, row.id, story.now + timedelta(seconds=10))
        buyers.add_consent(tx, file.id, "card shared", story.now + timedelta(seconds=20))
        grades.set_by_hand(tx, file.id, "", "gold", row.id, story.now + timedelta(seconds=30))
        grades.set_by_hand(tx, file.id, "gold", "", row.id, story.now + timedelta(seconds=40))
        late = story.now - timedelta(days=80)
        orders.add(tx, "O-2", file.id, late, "shipped", "EUR", (orders.Line("HL-T20", 1, 100),))

    await story.write(happen)
    await story.later(minutes=2)
    ann.sends("photo")
    li.says("200 <pieces>", to="Ann")
    li.says("/note likes tea", to="Ann")
    li.says("/f tomorrow 9:00 call", to="Ann")
    await story.settled()
    li.says("/history", to="Ann")
    await story.settled()
    li.taps("›")
    await story.settled()
    assert li.last.text == "🕘 Ann\n🧾 5 Sep 2026 · order O-2 · €1.00 · shipped"
    li.taps("‹")
    await story.settled()

    lines = li.last.text.splitlines()
    assert lines[0] == "🕘 Ann"
    assert sorted(lines[1:5]) == [
        "⏰ today 09:02 · follow-up: call", "▶ today 09:02 · 200 <pieces>", "◀ today 09:02 · [photo]",
        "📝 today 09:02 · likes tea",
    ]  # fmt: skip
    assert lines[5:] == [
        "🎖 today 09:00 · grade Gold → —", "🎖 today 09:00 · grade — → Gold", "💼 today 09:00 · shared their card",
        "🛍 today 09:00 · Garden lantern (LN-08)", "◀ today 09:00 · moq for HL-T20?",
        "🧾 14 Sep 2026 · order O-1-71 · €415.00",
    ]  # fmt: skip
    assert [one["text"] for one in li.last.buttons[0]] == ["👤 File", "›"]


async def test_how_a_follow_up_ended_is_said(story):
    li, _ = await desk(story)
    li.says("/f tomorrow 9:00 call", to="Ann")
    await story.settled()
    await story.later(days=1, minutes=1)
    li.taps("Done")
    await story.settled()
    li.says("/history", to="Ann")
    await story.settled()

    assert "☑️ yesterday 09:00 · follow-up done: call" in li.last.text


async def test_nothing_happened_with_a_file_that_was_made_by_hand(story):
    li, _ = await desk(story)
    insert = "INSERT INTO buyers (first_name, created_at) VALUES ('Zoe', '2025') RETURNING id"
    id = await story.write(lambda tx: tx.execute(insert).fetchone()["id"])
    for verb, said in (("hy", "🕘 Zoe\nNothing happened yet."), ("oy", "🧾 Zoe\nNo orders yet.")):
        li.taps(f"{verb}:{id}:0", li.card, forged=True)
        await story.settled()
        assert li.card.text == said


async def test_orders_stand_line_by_line(story):
    li, ann = await desk(story)
    id = (await story.file(ann)).id

    def add(tx):
        lines = (orders.Line("HL-T20", 200, 135), orders.Line("GONE", 1, 50), orders.Line("HL-T20", -20, 135))
        orders.add(tx, "O-9", id, story.now - timedelta(days=3), "shipped", "EUR", lines)
        many = tuple(orders.Line("LN-08", 50 + number, 420) for number in range(10))
        orders.add(tx, "O-8", id, story.now - timedelta(days=9), "done", "EUR", many)
        for number in range(3):
            at = story.now - timedelta(days=20 + number)
            orders.add(tx, f"O-{number}", id, at, "done", "EUR", (orders.Line("LN-08", 50, 420),))

    await story.write(add)
    li.says("/orders", to="Ann")
    await story.settled()
    shown = li.last.text
    assert shown.startswith(
        "🧾 Ann\n───\n21 Nov 2026 · €243.50 · O-9\nshipped\n• 200 × Heart T-light holder (HL-T20) · €1.35\n"
        "• 1 × GONE (GONE) · €0.50\n↩ -20 × Heart T-light holder (HL-T20) · €1.35\n↩ of it given back: €27.00\n───\n"
    )
    assert "• 57 × Garden lantern (LN-08) · €4.20\n… and 2 more lines\n───\n" in shown
    assert shown.count("───") == 4
    li.taps("›")
    await story.settled()
    assert li.last.text == "🧾 Ann\n───\n2 Nov 2026 · €210.00 · O-2\n• 50 × Garden lantern (LN-08) · €4.20"
    li.taps("‹")
    await story.settled()
    assert li.last.text == shown
