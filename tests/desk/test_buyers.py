"""The buyer file at the desk: who, history, find; the public pool and who looks after whom; same person."""

from datetime import timedelta

import pytest

from bot.store import orders
from tests.story import Person, Story


async def desk(story: Story, *, manager: bool = True) -> tuple[Person, Person]:
    li, ann = await story.seller("Li", manager=manager), story.buyer("Ann", username="ann_s")
    ann.says("moq for HL-T20?")
    await story.settled()
    return li, ann


async def fill(story: Story, buyer: Person, **values: object) -> int:
    """Put values into the buyer's file; gives its row."""
    file = await story.file(buyer)
    names = ", ".join(f"{name} = :{name}" for name in values)
    await story.write(lambda tx: tx.execute(f"UPDATE buyers SET {names} WHERE id = :id", {**values, "id": file.id}))
    return file.id


async def ordered(story: Story, id: int, *days_ago: int) -> None:
    def add(tx) -> None:
        for days in days_ago:
            at = story.now - timedelta(days=days)
            orders.add(tx, f"O-{id}-{days}", id, at, "done", "EUR", (orders.Line("HL-T20", 100, 415),))

    await story.write(add)


async def test_who_says_everything_the_file_says(story):
    li, ann = await desk(story)
    values = {"company": "Schmidt & Co", "city": "Hamburg", "country": "DE", "phone": "+49", "email": "a@example.com"}
    id = await fill(story, ann, **values, stage="regular", grade="gold", tags="vip", source="fair")
    await ordered(story, id, 71, 131)
    li.says("/note likes <tea>", to="Ann")
    li.says("/f tomorrow 9:00 call", to="Ann")
    await story.settled()
    story.world.blocks_bot(ann.user)
    await story.settled()
    li.says("/who", to="Ann")
    await story.settled()

    assert li.last.text == (
        "👤 Ann\nSchmidt & Co\nHamburg, Germany\n+49 · a@example.com · @ann_s\nWrites in English\n"
        "Stage: regular · grade: Gold · discount 5 %\n2 orders, €830.00 in all, the last on 14 Sep 2026: €415.00\n"
        "Tags: vip\nIn the public pool\nCame from: fair\nHas blocked the bot.\n⏰ tomorrow 09:00 · call\n📝 likes <tea>"
    )
    assert li.last.button("Claim")


async def test_the_file_button_on_the_card(story):
    li, _ = await desk(story)
    li.taps("⋯")
    await story.settled()
    li.taps("👤 File")
    await story.settled()

    assert li.last.text.startswith("👤 Ann")


async def test_history_shows_orders_and_last_words(story):
    li, ann = await desk(story)
    li.says("/history", to="Ann")
    await story.settled()
    assert li.last.text.startswith("No orders yet.\nLast messages\n◀ today 09:00 · moq for HL-T20?")
    await ordered(story, (await story.file(ann)).id, 71)
    ann.sends("photo")
    li.says("200 <pieces>", to="Ann")
    await story.settled()
    li.says("/history", to="Ann")
    await story.settled()
    assert li.last.text == (
        "Orders\n• 14 Sep 2026 · O-1-71 · €415.00\nLast messages\n◀ today 09:00 · moq for HL-T20?\n"
        "◀ today 09:00 · [photo]\n▶ today 09:00 · 200 <pieces>"
    )


async def test_find_lists_whom_one_may_see_and_opens_a_card_where_one_is(story):
    eve, ann = await desk(story)
    li, bo = await story.seller("Li Two"), await story.seller("Bo")
    await story.owned(ann, li)
    for seller, found in ((eve, True), (li, True), (bo, False)):
        seller.says("/find ann")
        await story.settled()
        assert ("• Ann · —" in seller.last.text) is found
    assert bo.last.text == 'No buyer found for "ann".'
    eve.taps("↗ Ann")
    await story.settled()
    assert eve.card.text.startswith("Ann\nNo orders yet")
    eve.taps("1  ")
    await story.settled()
    eve.taps("Send")
    await story.settled()
    assert len(ann.reads()) == 1
    assert "· Eve ·" in eve.cards()[-1].text or "· Li ·" in eve.cards()[-1].text


@pytest.mark.parametrize("words", ["", "100%", "a_n", "zeppelin"])
async def test_find_takes_signs_as_they_are(story, words):
    li, _ = await desk(story)
    li.says(f"/find {words}".strip())
    await story.settled()

    assert li.last.text == f'No buyer found for "{words}".'


async def test_a_pool_buyer_is_claimed_once(story):
    eve, ann = await desk(story)
    li, bo = await story.seller("Li Two"), await story.seller("Bo")
    ben = story.buyer("Ben")
    ben.says("hello")
    await story.settled()
    assert li.last.text == bo.last.text == "New in the public pool: Ben wrote."
    ben.says("anybody?")
    await story.settled()
    assert len(li.reads()) == 1
    first, second = li.taps("Claim"), bo.taps("Claim")
    await story.settled()

    assert (await story.file(ben)).owner_id == (await story.seller_row(li)).id
    assert first.answer["text"] == ""
    assert second.answer == {"text": "This buyer is looked after by a colleague.", "show_alert": True, "url": None}
    assert li.card.text.startswith("hello\nanybody?")
    late = eve.taps("cl:2", eve.last, forged=True)
    await story.settled()
    assert late.answer["text"] == "A colleague was quicker."
    assert ann.reads() == []


async def test_the_pool_is_told_again_on_another_day(story):
    await desk(story)
    li = await story.seller("Li Two")
    ben = story.buyer("Ben")
    for hours in (1, 1, 25):
        ben.says("hello")
        await story.later(hours=hours)
    ben.says("still nobody?")
    await story.settled()

    assert li.reads().count("New in the public pool: Ben wrote.") == 2


async def test_the_pool_is_listed_and_claimed_from(story):
    li, ann = await desk(story, manager=False)
    li.says("/pool")
    await story.settled()
    assert li.last.text == "The public pool\n• Ann"
    li.taps("Claim Ann")
    await story.settled()
    assert "Li looks after Ann now." in li.reads()
    li.says("/pool")
    await story.settled()
    assert li.last.text == "The public pool is empty."
    assert (await story.file(ann)).owner_id != 0


async def test_claim_and_release_as_commands(story):
    li, ann = await desk(story)
    for command, said in (
        ("/claim", "Li looks after Ann now."),
        ("/claim", "Somebody looks after this buyer already."),
        ("/release", "Ann is in the public pool now."),
    ):
        li.says(command, to="Ann")
        await story.settled()
        assert said in li.reads()[-2:]
    assert (await story.file(ann)).owner_id == 0


async def test_release_by_a_button(story):
    li, ann = await desk(story)
    await story.owned(ann, li)
    li.taps("⋯")
    await story.settled()
    li.taps("Release to the pool")
    await story.settled()

    assert (await story.file(ann)).owner_id == 0


async def test_a_seller_cannot_release_what_is_not_theirs(story):
    await desk(story)
    li = await story.seller("Li Two")
    li.says("/pool")
    await story.settled()
    query = li.taps("rl:1", li.last, forged=True)
    await story.settled()

    assert query.answer["text"] == ""
    assert li.last.text == "Only a manager can do that."


async def test_a_manager_assigns_buyer_and_follow_ups(story):
    eve, ann = await desk(story)
    li = await story.seller("Li Two")
    eve.says("/f tomorrow 9:00 call", to="Ann")
    eve.says("/assign nobody", to="Ann")
    await story.settled()
    assert eve.last.text == "Name one of: Li, Li Two"
    eve.says("/assign two", to="Ann")
    await story.settled()

    row = await story.seller_row(li)
    assert (await story.file(ann)).owner_id == row.id
    assert (await story.rows("SELECT seller_id FROM followups")) == [{"seller_id": row.id}]
    assert li.card.text.startswith("moq for HL-T20?")
    ann.says("thanks")
    await story.later(seconds=10)
    ann.says("and price?")
    await story.settled()
    assert li.card.text.startswith("and price?")


async def known_file(story: Story) -> int:
    """A file from an import, without a chat, with orders."""
    insert = """INSERT INTO buyers (number, first_name, last_name, email, phone, username, grade, stage, created_at)
                VALUES ('C-1', 'Anna', 'Schmidt', 'anna@example.com', '', 'ann_s', 'gold', 'regular', '2025')"""
    id = await story.write(lambda tx: tx.execute(insert).lastrowid)
    await ordered(story, id, 71, 131)
    return id


async def test_the_same_person_is_asked_about_and_a_yes_moves_the_file(story):
    id = await known_file(story)
    li, ann = await desk(story)
    assert "Looks like Anna Schmidt in the files. Same person?" in li.card.text
    li.taps("Yes, same person")
    await story.settled()

    file = await story.file(ann)
    assert (file.grade, file.stage, file.email, file.number) == ("gold", "regular", "anna@example.com", "C-1")
    assert "2 orders · €830.00" in li.card.text
    assert "Same person?" not in li.card.text
    assert (await story.rows("SELECT erased_at FROM buyers WHERE id = :id", id=id))[0]["erased_at"]


async def test_a_no_is_remembered(story):
    await known_file(story)
    li, ann = await desk(story)
    li.taps("No")
    await story.settled()
    assert "Same person?" not in li.card.text
    await story.later(minutes=1)
    ann.says("hello again")
    await story.settled()

    assert "Same person?" not in li.card.text
    assert (await story.file(ann)).grade == ""


async def test_only_the_file_that_is_asked_about_can_be_merged(story):
    id = await known_file(story)
    secret = "INSERT INTO buyers (first_name, email, created_at) VALUES ('Zoe', 'zoe@example.com', '2025')"
    other = await story.write(lambda tx: tx.execute(secret).lastrowid)
    li, ann = await desk(story)
    query = li.taps(f"sp:{(await story.file(ann)).id}:{other}:1", li.card, forged=True)
    await story.settled()

    assert query.answer["text"] == "This card is out of date."
    assert (await story.file(ann)).email == ""
    assert await story.rows("SELECT * FROM same_person") == []
    assert id != other


async def test_an_inquiry_answered_makes_a_customer_a_greeting_does_not(story):
    li, ann = await desk(story)
    ben = story.buyer("Ben")
    ben.says("good morning")
    await story.settled()
    li.says("/hello!", to="Ben")
    await story.settled()
    assert (await story.file(ben)).stage == "fan"
    li.taps("1  ", li.cards("Ann")[0])
    await story.settled()
    li.taps("Send", li.cards("Ann")[0])
    await story.settled()
    assert (await story.file(ann)).stage == "customer"
