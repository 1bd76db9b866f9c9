"""`/who`: what a file says, and how one gets to its orders and its history."""

from datetime import timedelta

from bot.store import grades, orders, products
from tests.desk.filling import desk, fill, ordered


async def test_who_says_everything_the_file_says(story):
    li, ann = await desk(story)
    values = {"company": "Schmidt & Co", "city": "Hamburg", "country": "DE", "phone": "+49", "email": "a@example.com"}
    more = {"zone": "Asia/Shanghai", "birthday": "1980-05-06", "stars": 3, "grade_by_hand": 1}
    id = await fill(story, ann, **values, **more, stage="regular", grade="gold", tags="vip", source="fair")
    await ordered(story, id, 71, 131, 191)
    await story.write(grades.work_out_usual)
    li.says("/note likes <tea>", to="Ann")
    li.says("/f tomorrow 9:00 call", to="Ann")
    await story.settled()
    await story.write(lambda tx: products.shown(tx, 2, id, None, story.now))
    story.world.blocks_bot(ann.user)
    await story.settled()
    li.says("/who", to="Ann")
    await story.settled()

    assert li.last.text == (
        "👤 Ann ★★★\nSchmidt & Co · Hamburg, Germany · 17:00 there\n+49 · a@example.com · @ann_s\n───\n"
        "3 orders · €1,245 · 100 % of revenue · 🏅 top fifth\nFirst 17 May 2026 · last 14 Sep 2026: €415.00\n"
        "🔁 Orders about every 60 days, last one 71 days ago: due now\n───\n"
        "🛒 Buys holders\n👀 Was shown: Garden lantern\n❔ Asked about: Heart T-light holder\n───\n"
        "regular · Gold −5 %, set by hand · in the public pool\nWrites in English · born 6 May 1980\n"
        "Came from: fair\n🏷 vip\nHas blocked the bot.\n───\n⏰ tomorrow 09:00 · call\n📝 likes <tea>"
    )
    assert li.last.button("Claim")


async def test_who_of_somebody_new(story):
    li, ann = await desk(story)
    await story.owned(ann, li)
    li.says("/who", to="Ann")
    await story.settled()

    assert li.last.text == (
        "👤 Ann\n@ann_s\n───\nNo orders yet.\n───\n❔ Asked about: Heart T-light holder\n───\n"
        "fan · looked after by Li\nWrites in English"
    )


async def test_a_rhythm_of_others_is_said_as_such(story):
    li, ann = await desk(story)
    id = await fill(story, ann, country="DE")
    insert = "INSERT INTO buyers (first_name, country, created_at) VALUES (?, 'DE', '2025')"
    for number in range(5):
        other = await story.write(lambda tx, n=number: tx.execute(insert, (f"B{n}",)).lastrowid)
        await ordered(story, other, 10, 40, 70)
    await ordered(story, id, 20)
    await story.write(grades.work_out_usual)
    for country, others in (("DE", "buyers in Germany"), ("FR", "other buyers")):
        await fill(story, ann, country=country)
        li.says("/who", to="Ann")
        await story.settled()
        assert f"🔁 Last one 20 days ago; {others} order about every 30 days" in li.last.text
        ann.says("hello?")
        await story.later(minutes=1)
        assert f"Last one 20 days ago; {others} order about every 30 days" in li.card.text


async def test_returns_and_other_money_are_said(story):
    li, ann = await desk(story)
    id = (await story.file(ann)).id

    def add(tx):
        for number, (quantity, currency) in enumerate(((100, "EUR"), (5, "EUR"), (-5, "EUR"), (7, "USD"))):
            at = story.now - timedelta(days=10 - number)
            orders.add(tx, f"R{number}", id, at, "done", currency, (orders.Line("HL-T20", quantity, 100),))

    await story.write(add)
    li.says("/who", to="Ann")
    await story.settled()

    assert "\n3 orders · €100.00\n" in li.last.text
    assert "\n↩ 1 return, €5.00\n1 order in another currency, not added up\n" in li.last.text


async def test_a_small_share_is_less_than_a_tenth(story):
    li, ann = await desk(story)
    id = (await story.file(ann)).id
    await ordered(story, id, 5)
    await story.write(grades.work_out_usual)
    await story.write(lambda tx: tx.execute("UPDATE revenue SET total_minor = 100000000, fifth_minor = 90000"))
    li.says("/who", to="Ann")
    await story.settled()

    assert "1 order · €415.00 · < 0.1 % of revenue\n" in li.last.text


async def test_what_is_missing_for_the_next_grade(story, monkeypatch):
    from dataclasses import replace

    from bot.config import GradesConfig

    li, ann = await desk(story)
    await ordered(story, (await story.file(ann)).id, 5)
    for by, least, said in (
        ("amount", 500, "€85.00 more within 365 days: Gold"),
        ("orders", 2, "1 more order within 365 days: Gold"),
        ("profit", 500, "€500.00 more profit within 365 days: Gold"),
    ):
        shop = story.app.shop
        shop.config = replace(shop.config, grades=GradesConfig(by=by, gold_from=least))
        li.says("/who", to="Ann")
        await story.settled()
        assert said in li.last.text


async def test_the_card_and_who_wants_no_offers(story):
    li, ann = await desk(story)
    li.taps("💼 Card")
    await story.settled()
    li.taps("Send")
    await story.settled()
    ann.says("/stop")
    await story.settled()
    li.says("/who", to="Ann")
    await story.settled()

    assert "\nCard asked for on 24 Nov 2026\n" in li.last.text
    assert "\nWants no offers (stopped)." in li.last.text


async def test_the_file_button_on_the_card_and_the_pages_of_the_file(story):
    li, ann = await desk(story)
    await ordered(story, (await story.file(ann)).id, 5)
    li.taps("⋯")
    await story.settled()
    li.taps("👤 File")
    await story.settled()
    shown = li.last
    assert shown.text.startswith("👤 Ann")
    for button, begins in (
        ("🧾 Orders", "🧾 Ann"),
        ("👤 File", "👤 Ann"),
        ("🕘 History", "🕘 Ann"),
        ("👤 File", "👤 Ann"),
    ):
        li.taps(button, shown)
        await story.settled()
        assert li.last.id == shown.id
        assert li.last.text.startswith(begins)
    li.taps("💬 Open a card", shown)
    await story.settled()
    assert li.card.text.startswith("Ann\n1 order")
