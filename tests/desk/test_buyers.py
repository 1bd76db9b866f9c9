"""Buyers at the desk: find, the public pool and who looks after whom."""

import pytest

from tests.desk.filling import desk


async def test_the_file_button_on_the_card(story):
    li, _ = await desk(story)
    li.taps("⋯")
    await story.settled()
    li.taps("👤 File")
    await story.settled()

    assert li.last.text.startswith("👤 Ann")


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
