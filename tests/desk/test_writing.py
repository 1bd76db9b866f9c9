"""What sellers write at the desk reaches the right buyer, or nobody: topics, plain desks and groups."""

import pytest

from tests.story import Person, Story


async def desk(story: Story, *names: str) -> tuple[Person, ...]:
    """Li, a manager, and buyers who have written."""
    people = [await story.seller("Li", manager=True)]
    for name in names or ("Ann",):
        people.append(story.buyer(name))
        people[-1].says(f"hello from {name}")
        await story.settled()
    return tuple(people)


async def test_plain_text_in_a_topic_goes_to_its_buyer_as_it_was_typed(story):
    li, ann = await desk(story)
    li.says("We have <500> & more *now*", to="Ann")
    await story.settled()

    assert ann.reads() == ["We have <500> & more *now*"]
    assert "✓ We have <500> & more *now* · Li · today 09:00" in li.card.text


async def test_a_long_text_is_named_by_its_first_words_on_the_card(story):
    li, _ = await desk(story)
    li.says("word " * 40, to="Ann")
    await story.settled()

    assert "✓ word word word word word word word word… · Li" in li.card.text


@pytest.mark.parametrize("kind", ["photo", "document", "voice", "video", "sticker", "animation", "audio", "video_note"])
async def test_every_medium_is_copied_to_the_buyer(story, kind):
    li, ann = await desk(story)
    sent = li.sends(kind, chat=li.user, thread=li.topic("Ann"))
    await story.settled()

    assert [one["message_id"] for one in story.world.calls_of("copyMessage")] == [sent.id]
    assert kind in ann.last.data
    assert f"✓ [{kind}] · Li" in li.card.text


async def test_formatted_text_keeps_its_formatting(story):
    li, ann = await desk(story)
    bold = {"text": "very nice", "entities": [{"type": "bold", "offset": 0, "length": 4}]}
    story.world.sends(li.user, bold, chat=li.user, thread=li.topic("Ann"))
    await story.settled()

    assert ann.last.data["entities"] == bold["entities"]


async def test_an_album_of_a_seller_arrives_whole_and_in_order(story):
    li, ann = await desk(story)
    album = story.world.sends_album(li.user, [b"1", b"2", b"3"], chat=li.user, thread=li.topic("Ann"))
    await story.settled()

    assert [one["message_id"] for one in story.world.calls_of("copyMessage")] == [one.id for one in album]
    assert len(ann.sees()) == 3


async def test_what_cannot_be_carried_is_said_and_not_sent(story):
    li, ann = await desk(story)
    story.world.sends(
        li.user, {"story": {"chat": {"id": 5, "type": "private"}, "id": 3}}, chat=li.user, thread=li.topic("Ann")
    )
    await story.settled()

    assert li.last.text == "This kind of message can't be carried over to the buyer (story)."
    assert ann.reads() == []


async def test_a_reply_to_the_card_is_a_reply_to_the_buyers_message(story):
    li, ann = await desk(story)
    asked = story.world.messages(ann.user)[0]
    li.says("hello!", to="Ann", reply_to=li.card)
    await story.settled()

    assert ann.last.data["reply_to_message"]["message_id"] == asked.id


async def test_a_reply_to_a_copied_photo_is_a_reply_to_that_photo(story):
    li, ann = await desk(story)
    photo = ann.sends("photo")
    await story.settled()
    copy = next(one for one in li.sees("Ann") if "photo" in one.data)
    li.says("nice!", to="Ann", reply_to=copy)
    await story.settled()

    assert ann.last.data["reply_to_message"]["message_id"] == photo.id


async def test_an_edit_follows_at_the_buyers_text_and_caption(story):
    li, ann = await desk(story)
    typed = li.says("500 pieces", to="Ann")
    await story.settled()
    li.edits(typed, "600 pieces <now>")
    await story.settled()
    assert ann.reads() == ["600 pieces <now>"]
    assert len(story.world.calls_of("editMessageText")) >= 1
    photo = li.sends("photo", caption="old", chat=li.user, thread=li.topic("Ann"))
    await story.settled()
    li.edits(photo, "new & better")
    await story.settled()
    assert ann.last.text == "new & better"


async def test_an_edit_that_changes_nothing_or_what_was_taken_back_or_never_sent_is_let_be(story):
    li, ann = await desk(story)
    typed = li.says("500 pieces", to="Ann")
    command = li.says("/note likes tea", to="Ann")
    await story.settled()
    li.edits(typed, "500 pieces")
    li.edits(command, "/note likes coffee")
    li.taps("Unsend")
    await story.settled()
    li.edits(typed, "700 pieces")
    await story.settled()

    assert ann.reads() == []
    assert [one["text"] for one in await story.rows("SELECT text FROM notes")] == ["likes tea"]


async def test_reactions_are_carried_both_ways(story):
    li, ann = await desk(story)
    asked = story.world.messages(ann.user)[0]
    typed = li.says("hello!", to="Ann")
    await story.settled()
    li.reacts(li.card, "👍")
    ann.reacts(ann.last, "❤")
    await story.settled()
    bot = story.world.bot["id"]
    assert asked.reactions[bot] == ["👍"]
    assert typed.reactions[bot] == ["❤"]
    ann.reacts(ann.last, None)
    await story.settled()
    assert typed.reactions[bot] == []


async def test_a_reaction_on_a_reply_from_a_card_stands_on_the_card(story):
    li, ann = await desk(story)
    li.taps("1  ")
    await story.settled()
    li.taps("Send")
    await story.settled()
    ann.reacts(ann.last, "👍")
    await story.settled()

    assert li.card.reactions[story.world.bot["id"]] == ["👍"]


async def test_a_reaction_on_anything_else_is_let_be(story):
    li, ann = await desk(story)
    own = story.world.messages(ann.user)[0]
    ann.reacts(own, "👍")
    li.reacts(li.says("/help"), "👍")
    await story.settled()

    assert story.world.calls_of("setMessageReaction") == []


async def test_commands_and_notes_never_reach_the_buyer(story):
    li, ann = await desk(story)
    for text in ("/note likes tea", "/note", "/who", "/help", "/cancel", "/history", "/nonsense", "/moq@regulars_bot",
                 "/note\nsecond line"):  # fmt: skip
        li.says(text, to="Ann")
        await story.settled()

    assert ann.reads() == []
    assert [one["text"] for one in await story.rows("SELECT text FROM notes")] == ["likes tea", "second line"]


async def test_an_unknown_command_is_said(story):
    li, _ = await desk(story)
    li.says("/nonsense", to="Ann")
    await story.settled()

    assert li.last.text == "/nonsense is no command and no reply. /replies lists the replies, /help the commands."


async def test_the_note_button_keeps_the_next_message_in_the_file(story):
    li, ann = await desk(story)
    li.taps("⋯")
    await story.settled()
    li.taps("📝 Note")
    await story.settled()
    li.says("prefers DHL", to="Ann")
    await story.settled()
    assert (ann.reads(), li.last.text) == ([], "📝 Noted.")
    li.says("this one is for Ann", to="Ann")
    await story.settled()
    assert ann.reads() == ["this one is for Ann"]


async def test_cancel_forgets_what_was_asked(story):
    li, ann = await desk(story)
    li.taps("⋯")
    await story.settled()
    li.taps("📝 Note")
    await story.settled()
    li.says("/cancel", to="Ann")
    li.says("hello Ann", to="Ann")
    await story.settled()

    assert ann.reads() == ["hello Ann"]
    assert await story.rows("SELECT * FROM notes") == []


async def test_a_photo_while_a_text_is_asked_for_goes_to_the_buyer(story):
    li, ann = await desk(story)
    li.taps("⋯")
    await story.settled()
    li.taps("📝 Note")
    await story.settled()
    li.sends("photo", chat=li.user, thread=li.topic("Ann"))
    await story.settled()

    assert len(ann.sees()) == 1


async def test_outside_topics_plain_text_goes_to_nobody_and_says_so(story):
    li, ann = await desk(story)
    for text in ("hello?", "/who", "/note tea", "/moq"):
        li.says(text)
        await story.settled()
        assert li.last.text == "Do this in a buyer's topic, or as a reply to one of their messages."

    assert ann.reads() == []


async def test_a_buyer_without_a_chat_cannot_be_written_to(story):
    li, _ = await desk(story)
    await story.write(lambda tx: tx.execute("INSERT INTO buyers (first_name, created_at) VALUES ('Zoe', '2026')"))
    li.says("/find Zoe")
    await story.settled()
    li.taps("↗ Zoe")
    await story.settled()
    li.says("hello", to="Zoe")
    await story.settled()
    assert li.last.text == "Zoe has no chat with the bot yet."
    card = next(one for one in li.cards("Zoe") if one.button("1  "))
    li.taps("1  ", card)
    await story.settled()
    query = li.taps("Send")
    await story.settled()
    assert query.answer["text"] == "Zoe has no chat with the bot yet."


async def test_on_a_plain_desk_a_telegram_reply_names_the_buyer(telling):
    async with telling(topics=False) as story:
        li, ann, ben = await desk(story, "Ann", "Ben")
        cards = li.cards()
        li.says("for Ann", reply_to=cards[0])
        li.says("for Ben", reply_to=cards[1])
        li.says("for nobody")
        await story.settled()
        assert (ann.reads(), ben.reads()) == (["for Ann"], ["for Ben"])
        assert li.last.text.startswith("Do this in a buyer's topic")
        mine = next(one for one in story.world.messages(li.user) if one.text == "for Ann")
        li.says("and more for Ann", reply_to=mine)
        li.says("/note likes tea", reply_to=cards[0])
        await story.settled()
        assert ann.reads() == ["for Ann", "and more for Ann"]
        assert (await story.rows("SELECT text, buyer_id FROM notes")) == [{"text": "likes tea", "buyer_id": 1}]


async def test_on_a_plain_desk_a_reply_to_another_buyer_is_no_answer_to_a_card(telling):
    """A card asks Li about Ann; what Li then writes as a reply to Ben goes to Ben, and the card still asks."""
    async with telling(topics=False) as story:
        li, ann, ben = await desk(story, "Ann", "Ben")
        cards = li.cards()
        li.taps("1  ", cards[0])
        await story.settled()
        li.taps("Edit", cards[0])
        await story.settled()
        li.says("for Ben only", reply_to=cards[1])
        await story.settled()
        assert (ann.reads(), ben.reads()) == ([], ["for Ben only"])
        li.says("my own words for Ann")
        await story.settled()
        assert ann.reads() == ["my own words for Ann"]


async def test_a_group_is_a_desk_when_a_manager_says_so(story):
    eve, li = await story.seller("Eve", manager=True), await story.seller("Li")
    ann = story.buyer("Ann")
    group = story.world.add_group("Desk", [eve.user, li.user], forum=False)
    story.world.says(li.user, "/desk", chat=group)
    await story.settled()
    assert story.world.from_bot(group) == []
    story.world.says(eve.user, "/desk", chat=group)
    await story.settled()
    assert "Switch on topics in its settings and send /desk again" in story.world.from_bot(group)[-1].text
    group.is_forum = True
    story.world.says(eve.user, "/desk@lumen_bot", chat=group)
    await story.settled()
    assert story.world.from_bot(group)[-1].text == "This group is a desk now: each buyer gets a topic here."
    ann.says("hello")
    await story.settled()
    thread = story.world.topic_of(group, "Ann").thread_id
    story.world.says(li.user, "hi from the team", chat=group, thread=thread)
    story.world.says(li.user, "lunch?", chat=group)
    await story.settled()
    assert ann.reads() == ["hi from the team"]


async def test_a_bot_thrown_out_of_a_group_goes_on_at_the_private_desks(story):
    eve, ann = await story.seller("Eve", manager=True), story.buyer("Ann")
    group = story.world.add_group("Desk", [eve.user])
    story.world.says(eve.user, "/desk", chat=group)
    await story.settled()
    story.world.kicks_bot(eve.user, group)
    await story.settled()
    ann.says("hello")
    await story.settled()

    assert eve.card.text.startswith("hello")


async def test_a_buyer_who_blocks_and_comes_back_is_known_at_the_desk(story):
    li, ann = await desk(story)
    story.world.blocks_bot(ann.user)
    await story.settled()
    assert (li.last.text, (await story.file(ann)).blocked) == ("Ann has blocked the bot.", True)
    story.world.unblocks_bot(ann.user)
    await story.settled()
    assert (li.last.text, (await story.file(ann)).blocked) == ("Ann can be written to again.", False)


async def test_help_names_every_command(story):
    li, _ = await desk(story)
    li.says("/help")
    await story.settled()

    assert "/f · Follow up: /f tomorrow 9:00 send the quote" in li.last.text
    assert "/moq! sends it at once" in li.last.text


async def test_an_answer_to_a_card_counts_only_while_the_buyer_is_theirs(story):
    """Li is asked for a note about Ann; then Ann goes to a colleague: what Li writes is neither kept nor sent."""
    eve = await story.seller("Eve", manager=True)
    li, bo = await story.seller("Li"), await story.seller("Bo")
    ann = story.buyer("Ann")
    ann.says("hello")
    await story.settled()
    await story.owned(ann, li)
    ann.says("are you there?")
    await story.settled()
    typed = li.says("yes", to="Ann")
    await story.later(seconds=30)
    ann.says("fine")
    await story.settled()
    li.taps("⋯")
    await story.settled()
    li.taps("📝 Note")
    await story.settled()
    eve.says("/assign Bo", to="Ann")
    await story.settled()
    li.says("likes tea", to="Ann")
    li.edits(typed, "no")
    await story.settled()

    assert ann.reads() == ["yes"]
    assert await story.rows("SELECT * FROM notes") == []
    assert li.last.text == "This buyer is looked after by a colleague."
    assert bo.card.text.startswith("fine")


async def test_a_chinese_desk_reads_chinese(story):
    li, ann = await story.seller("Li", manager=True, language="zh_CN"), story.buyer("Ann")
    ann.says("moq for HL-T20?")
    await story.settled()
    li.says("/f 下周二下午三点 发报价", to="Ann")
    await story.settled()

    assert "Heard" not in li.cards()[0].text
    assert "No orders yet" not in li.cards()[0].text
    assert li.last.text == "⏰ 已记录：发报价\n2026年12月1日 周二 15:00"
