"""What became of a message to a buyer is told at the desk, and a doubtful one is decided by a seller, once."""

import pytest

from tests.story import Person, Story


async def desk(story: Story) -> tuple[Person, Person]:
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    ann.says("moq for HL-T20?")
    await story.settled()
    return li, ann


async def in_doubt(story: Story) -> tuple[Person, Person]:
    """A message whose answer from Telegram got lost."""
    li, ann = await desk(story)
    li.says("150 pieces <3", to="Ann")
    await story.settled()
    await story.write(lambda tx: tx.execute("UPDATE outbox SET state = 'sending' WHERE purpose = 'buyer'"))

    def recover(tx) -> None:
        from bot.tg.outbound import Post

        Post(tx, story.now)(story.app.sender.recover(tx))

    await story.write(recover)
    await story.settled()
    assert li.last.text == "⚠️ May have been sent today 09:00, the answer got lost:\n150 pieces <3"
    return li, ann


async def test_a_doubtful_message_is_sent_again_only_by_a_seller_and_once(story):
    li, ann = await in_doubt(story)
    question = li.last
    assert len(ann.reads()) == 1
    first, second = li.taps("Send again", question), li.taps("Send again", question)
    await story.settled()

    assert len(ann.reads()) == 2
    assert (first.answer["text"], second.answer["text"]) == ("", "This card is out of date.")
    assert question.id in [one.id for one in li.sees() if one.text == "Sent again by Li."]


async def test_a_doubtful_message_that_arrived_is_not_sent_again(story):
    li, ann = await in_doubt(story)
    question = li.last
    li.taps("It arrived", question)
    await story.settled()
    late = li.taps("sa:1", question, forged=True)
    await story.settled()

    assert len(ann.reads()) == 1
    assert "✓ It arrived (Li)." in li.reads()
    assert late.answer["text"] == "This card is out of date."


@pytest.mark.parametrize(
    ("trouble", "said"),
    [("blocks_bot", "⚠️ Not delivered: the buyer blocked the bot."),
     ("deletes_account", "⚠️ Not delivered: the account is deleted or the chat can't be found.")],
)  # fmt: skip
async def test_a_message_that_telegram_refuses_says_why(story, trouble, said):
    li, ann = await desk(story)
    getattr(story.world, trouble)(ann.user)
    await story.settled()
    li.says("are you there?", to="Ann")
    await story.settled()

    assert li.last.text == said


async def test_a_medium_that_is_gone_before_it_is_copied_to_the_desk_is_said(story):
    li, ann = await desk(story)
    await story.later(minutes=1)
    photo = ann.sends("photo")
    story.world.deletes(ann.user, photo)
    await story.settled()

    assert "Ann sent something that can't be carried over (photo). Ask for it another way." in li.reads()
