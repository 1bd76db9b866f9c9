"""Quick replies: `/moq` previews, `/moq!` sends at once, `/replies` searches, `/save` keeps one's own."""

import pytest

from tests.story import Person, Story


async def desk(story: Story, text: str = "moq for HL-T20?") -> tuple[Person, Person]:
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    ann.says(text)
    await story.settled()
    return li, ann


async def test_a_shortcut_previews_on_the_open_card(story):
    li, ann = await desk(story)
    li.says("/moq", to="Ann")
    await story.settled()

    assert "200+ pcs: €1.35" in li.card.text
    assert len(li.cards()) == 1
    assert ann.reads() == []


async def test_a_shortcut_in_capitals_is_the_same(story):
    li, _ = await desk(story)
    li.says("/MOQ", to="Ann")
    await story.settled()

    assert "200+ pcs: €1.35" in li.card.text


async def test_with_an_exclamation_mark_it_is_sent_at_once(story):
    li, ann = await desk(story)
    li.says("/moq!", to="Ann")
    await story.settled()

    assert "200+ pcs: €1.35" in ann.last.text
    assert "✓ MOQ and price tiers · Li" in li.card.text
    assert (await story.rows("SELECT reply_key FROM reply_uses")) == [{"reply_key": "moq.en"}]


async def test_at_once_still_asks_for_what_is_missing(story):
    li, ann = await desk(story, "hello")
    li.says("/moq!", to="Ann")
    await story.settled()

    assert "❔ Which product?" in li.card.text
    assert ann.reads() == []


async def test_after_an_answer_a_shortcut_opens_a_new_card(story):
    li, _ = await desk(story)
    li.says("/moq!", to="Ann")
    await story.settled()
    li.says("/thanks", to="Ann")
    await story.settled()

    assert len(li.cards()) == 2


async def test_a_card_file_is_no_quick_reply(story):
    li, ann = await desk(story)
    li.says("/product-card", to="Ann")
    await story.settled()

    assert "is no command and no reply" in li.last.text
    assert ann.reads() == []


async def test_replies_are_listed_and_searched(story):
    li, _ = await desk(story)
    li.says("/replies")
    await story.settled()
    assert len(li.last.text.split("\n")) == 21
    li.says("/replies shiping", to="Ann")
    await story.settled()
    assert any(line.startswith("/shipping · ") for line in li.last.text.split("\n")[:3])
    li.says("/replies zxqvwk")
    await story.settled()
    assert li.last.text == 'No reply is like "zxqvwk".'


async def test_ones_own_reply_is_kept_previewed_and_sent(story):
    li, ann = await desk(story)
    typed = li.says("For friends of the house: 150 pcs <3", to="Ann")
    await story.settled()
    li.says("/save Friends", to="Ann", reply_to=typed)
    await story.settled()
    assert li.last.text == "Kept as /friends. Send it with /friends!"
    li.says("/friends", to="Ann")
    await story.settled()
    assert li.last.text == "Your own reply /friends:\nFor friends of the house: 150 pcs <3\nSend it with /friends!"
    li.says("/friends!", to="Ann")
    await story.settled()
    assert ann.reads() == ["For friends of the house: 150 pcs <3"] * 2
    li.says("/replies friends")
    await story.settled()
    assert "/friends · your own · For friends of the house" in li.last.text


async def test_a_reply_sent_from_a_card_can_be_kept_by_replying_to_the_card(story):
    li, _ = await desk(story)
    li.says("/moq!", to="Ann")
    await story.settled()
    li.says("/save mine", to="Ann", reply_to=li.card)
    await story.settled()

    saved = await story.rows("SELECT text FROM own_replies")
    assert "200+ pcs: €1.35" in saved[0]["text"]


@pytest.mark.parametrize("name", ["", "two words", "x" * 33, "a-b"])
async def test_a_name_that_cannot_be_typed_is_asked_for_again(story, name):
    li, _ = await desk(story)
    typed = li.says("text", to="Ann")
    await story.settled()
    li.says(f"/save {name}".strip(), to="Ann", reply_to=typed)
    await story.settled()

    assert li.last.text.startswith("Reply to a message you sent with /save")


@pytest.mark.parametrize("name", ["f", "who", "save", "start"])
async def test_the_name_of_a_command_is_not_taken(story, name):
    """It could never be sent: the command comes first."""
    li, _ = await desk(story)
    typed = li.says("text", to="Ann")
    await story.settled()
    li.says(f"/save {name}", to="Ann", reply_to=typed)
    await story.settled()

    assert li.last.text == f"/{name} is a command; choose another name."
    assert await story.rows("SELECT * FROM own_replies") == []


async def test_save_without_a_message_of_ones_own_is_explained(story):
    li, _ = await desk(story)
    li.says("/save mine", to="Ann")
    await story.settled()

    assert li.last.text.startswith("Reply to a message you sent with /save")


async def test_ones_own_reply_is_nobody_elses(story):
    li, _ = await desk(story)
    bo = await story.seller("Bo", manager=True)
    typed = li.says("text", to="Ann")
    await story.settled()
    li.says("/save mine", to="Ann", reply_to=typed)
    bo.says("/replies mine")
    await story.settled()

    assert "/mine · your own" not in bo.last.text


async def test_ones_own_reply_to_a_buyer_without_a_chat_is_not_sent(story):
    li, _ = await desk(story)
    typed = li.says("text", to="Ann")
    await story.settled()
    li.says("/save mine", to="Ann", reply_to=typed)
    await story.write(lambda tx: tx.execute("INSERT INTO buyers (first_name, created_at) VALUES ('Zoe', '2026')"))
    li.says("/find Zoe")
    await story.settled()
    li.taps("↗ Zoe")
    await story.settled()
    for text in ("/mine!", "/hello!"):
        li.says(text, to="Zoe")
        await story.settled()
        assert li.last.text == "Zoe has no chat with the bot yet."
    assert not await story.rows("SELECT * FROM outbox WHERE purpose = 'buyer' AND buyer_id = 2")
