from tests.story import Story


async def test_a_question_becomes_an_answer(story: Story) -> None:
    li = await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    ann.says("what is your moq for HL-T20?")
    await story.settled()
    print(li.reads(), [[b["text"] for r in c.buttons for b in r] for c in li.cards()])
    li.taps("MOQ")
    await story.settled()
    li.taps("Send")
    await story.settled()
    print(ann.reads())
    print(li.reads("Ann"))
    assert len(ann.reads()) == 1
    await story.later(days=1)
    print(li.reads())
