"""Business cards: the seller's goes out with a request and the privacy wording, the buyer's own comes back."""

from dataclasses import replace

import pytest

from tests.story import Person, Story


async def desk(story: Story) -> tuple[Person, Person]:
    li, ann = await story.seller("Li Wei", manager=True), story.buyer("Ann", phone="+49 40 777")
    ann.says("hello")
    await story.settled()
    return li, ann


async def sent(story: Story) -> tuple[Person, Person]:
    li, ann = await desk(story)
    li.taps("💼 Card")
    await story.settled()
    assert li.card.text.endswith("💼 Send your business card and ask for theirs?")
    li.taps("Send")
    await story.settled()
    return li, ann


async def test_the_card_goes_out_as_a_contact_and_a_text_with_one_button(story):
    li, ann = await sent(story)
    contact, text = ann.sees()

    assert contact.data["contact"]["phone_number"] == "+49 40 5550 0101"
    assert contact.data["contact"]["vcard"].startswith("BEGIN:VCARD\nVERSION:3.0\nN:Wei;Li;;;")
    assert text.text.startswith("Here is my card, Ann.\n\nLi Wei")
    assert text.keyboard["keyboard"] == [[{"text": "Share my contact", "request_contact": True}]]
    assert "✓ 💼 · Li Wei" in li.card.text
    assert (await story.file(ann)).stage == "card asked"


async def test_the_exact_wording_its_version_and_the_time_are_kept(story, book):
    _, ann = await sent(story)
    await story.later(minutes=5)
    story.world.shares_contact(ann.user)
    await story.settled()

    asked, shared = await story.rows("SELECT kind, wording, version, at FROM consents ORDER BY id")
    assert asked["wording"] == shared["wording"] == ann.sees()[1].text
    assert "send /privacy here" in shared["wording"]
    assert asked["version"] == shared["version"] == book.replies["business-card.en"].version != ""
    assert (asked["kind"], shared["kind"]) == ("card asked", "card shared")
    assert (asked["at"][:16], shared["at"][:16]) == ("2026-11-24T09:00", "2026-11-24T09:05")


async def test_the_buyers_own_contact_makes_a_customer(story):
    li, ann = await sent(story)
    story.world.shares_contact(ann.user)
    await story.settled()

    file = await story.file(ann)
    assert (file.phone, file.stage) == ("+49 40 777", "customer")
    assert "💼 Ann shared their contact: Ann, +49 40 777" in li.reads()


async def test_a_number_without_its_plus_gets_it(story):
    _, ann = await desk(story)
    story.world.sends(ann.user, {"contact": {"phone_number": "4940777", "first_name": "Ann", "user_id": ann.id}})
    await story.settled()

    assert (await story.file(ann)).phone == "+4940777"


async def test_somebody_elses_contact_is_shown_and_refused_as_proof(story):
    li, ann = await sent(story)
    story.world.shares_contact(ann.user, own=False)
    await story.settled()

    file = await story.file(ann)
    assert (file.phone, file.stage) == ("", "card asked")
    assert li.last.text.startswith("Ann shared the contact of Somebody Else (+86 755 5550 0123). It is not their own;")
    assert [one["kind"] for one in await story.rows("SELECT kind FROM consents")] == ["card asked"]


async def test_a_contact_that_arrives_twice_counts_once(story):
    li, ann = await sent(story)
    message = story.world.shares_contact(ann.user)
    await story.settled()
    seen = len(li.sees())
    story.world.raw_update({"message": message.data})
    await story.settled()

    assert len(li.sees()) == seen


async def test_a_contact_out_of_the_blue_is_welcome(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann", phone="+49 40 777")
    story.world.shares_contact(ann.user)
    await story.settled()

    assert li.last.text == "💼 Ann shared their contact: Ann, +49 40 777"
    assert (await story.rows("SELECT wording FROM consents"))[0]["wording"] == ""


async def test_the_card_is_in_the_buyers_language(story):
    li, ann = await desk(story)
    file = await story.file(ann)
    await story.write(lambda tx: tx.execute("UPDATE buyers SET language = 'es' WHERE id = ?", (file.id,)))
    li.says("/card", to="Ann")
    await story.settled()
    li.taps("Send")
    await story.settled()

    assert ann.last.keyboard["keyboard"][0][0]["text"] == "Compartir mi contacto"
    assert "/privacy" in ann.last.text


async def test_a_seller_without_a_phone_sends_only_the_text(story):
    li, ann = await desk(story)
    await story.write(lambda tx: tx.execute("UPDATE sellers SET phone = ''"))
    li.taps("💼 Card")
    await story.settled()
    li.taps("Send")
    await story.settled()

    assert len(ann.sees()) == 1
    assert ann.last.text.startswith("Here is my card")


@pytest.mark.parametrize("wording", ["missing", "broken"])
async def test_without_its_wording_nothing_is_asked(story, book, wording):
    good = book.replies["business-card.en"]
    broken = {"business-card.en": replace(good, body="{{ product.title }}")}
    li, ann = await desk(story)
    story.app.shop.replies = replace(book, replies={} if wording == "missing" else broken)
    li.taps("💼 Card")
    await story.settled()
    li.taps("Send")
    await story.settled()

    assert li.last.text.startswith("This reply can't be written: ")
    assert "business-card.en.md:" in li.last.text
    assert ann.reads() == []
    assert await story.rows("SELECT * FROM consents") == []


async def test_send_is_pressed_twice_and_works_once(story):
    li, ann = await desk(story)
    li.taps("💼 Card")
    await story.settled()
    card = li.card
    li.taps("Send", card)
    second = li.taps("Send", card)
    await story.settled()

    assert second.answer["text"] == "Already sent."
    assert len(ann.sees()) == 2


async def test_send_on_another_side_of_the_card_is_out_of_date(story):
    li, ann = await desk(story)
    query = li.taps("cs:1", li.card, forged=True)
    await story.settled()

    assert query.answer["text"] == "This card is out of date."
    assert ann.reads() == []
