"""Rows 36 to 41 of the fault table: what people do twice, at once, too late, or with somebody else's buttons."""

import pytest

from bot.core import actions
from bot.playground.model import Message
from tests.reliability.oracle import verdict
from tests.story import Person, Story


async def a_card(story: Story) -> tuple[Person, Person, Message]:
    """A manager's card of Ann's question."""
    li = await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    ann.says("CANARY-OF-ANN: what is the moq of HL-T20?")
    await story.settled()
    return li, ann, li.card


async def group_desk(story: Story, *people: Person) -> int:
    """A group with topics that the first of these (a manager) made the shop's desk; gives the chat."""
    chat = story.world.add_group("The desk", [person.user for person in people])
    story.world.says(people[0].user, "/desk", chat)
    await story.settled()
    return chat.id


async def test_36_a_second_press_sends_nothing_more(story: Story) -> None:
    li, ann, card = await a_card(story)
    li.taps("MOQ")
    await story.settled()
    presses = [li.taps("Send", card) for _ in range(3)]
    await verdict(story)
    assert len(ann.sees()) == 1
    assert sorted(press.toast for press in presses) == ["", "Already sent.", "Already sent."]


async def test_36_a_press_that_comes_again_under_another_number_sends_nothing_more(story: Story) -> None:
    li, ann, _ = await a_card(story)
    li.taps("MOQ")
    await story.settled()
    li.taps("Send")
    press = dict(story.world.updates.issued[-1])
    await story.settled()
    for number in (press["update_id"] + 1, press["update_id"] + 50):
        story.world.raw_update(press | {"update_id": number})
    await verdict(story)
    assert len(ann.sees()) == 1


async def test_37_a_colleague_who_may_not_see_a_buyer_gets_no_data_by_forged_buttons(story: Story) -> None:
    li, ann, _card = await a_card(story)
    eve = await story.seller("Eve Other")
    await story.owned(ann, li)
    before = len(eve.reads())
    number = int((await story.rows("SELECT max(id) AS id FROM cards"))[0]["id"])
    buyer = (await story.file(ann)).id
    tries = [
        actions.ShowReply(number, 1), actions.SendReply(number), actions.BackToCard(number), actions.ShowWho(buyer),
        actions.OfferProducts(number), actions.OpenCard(buyer), actions.ClaimBuyer(buyer), actions.AddNote(number),
        actions.Unsend(1), actions.SendAgain(1), actions.ItArrived(1), actions.EndFollowUp(1, 0),
    ]  # fmt: skip
    eve.says("/help")
    await story.settled()
    mine = eve.last
    presses = [eve.taps(actions.pack(one), mine, forged=True) for one in tries]
    await verdict(story)
    assert all(press.answered for press in presses)
    assert "CANARY-OF-ANN" not in "\n".join(eve.reads())
    assert all("Ann" not in text for text in eve.reads()[before:])
    assert all(press.toast for press in presses)
    assert ann.sees() == []
    assert (await story.file(ann)).owner_id == (await story.seller_row(li)).id


async def test_37_a_buyer_who_forges_a_sellers_button_is_told_nothing(story: Story) -> None:
    _, ann, _ = await a_card(story)
    bob = story.buyer("Bob Ray")
    welcome = story.world.says(bob.user, "hello there")
    await story.settled()
    number = int((await story.rows("SELECT min(id) AS id FROM cards"))[0]["id"])
    for action in (actions.ShowReply(number, 1), actions.SendReply(number), actions.ShowWho(1)):
        press = bob.taps(actions.pack(action), welcome, forged=True)
        await story.settled()
        assert press.toast == "Only sellers of this shop can do that."
    await verdict(story)
    assert "CANARY-OF-ANN" not in "\n".join(bob.reads())
    assert ann.sees() == []


@pytest.mark.parametrize("data", ["", "zz", "r:1", "r:one:1", "r:99999999999999999999:1", "r:-1:1", "\ud83d", "s" * 64])
async def test_37_data_that_no_button_carries_is_out_of_date(story: Story, data: str) -> None:
    li, ann, card = await a_card(story)
    press = li.taps(data, card, forged=True)
    held = await verdict(story)
    assert held.parked == ()
    assert press.toast == "This card is out of date."
    assert ann.sees() == []


async def test_37_an_old_card_says_so(story: Story) -> None:
    li, ann, card = await a_card(story)
    number = int((await story.rows("SELECT max(id) AS id FROM cards"))[0]["id"])
    li.taps("MOQ")
    await story.settled()
    li.taps("Send")
    await story.settled()
    press = li.taps(actions.pack(actions.ShowReply(number, 2)), card, forged=True)
    gone = li.taps(actions.pack(actions.ShowReply(number + 77, 1)), card, forged=True)
    await verdict(story)
    assert press.toast == "Already sent."
    assert gone.toast == "This card is out of date."
    assert len(ann.sees()) == 1


async def test_38_two_sellers_press_at_the_same_moment_and_one_wins(story: Story) -> None:
    li = await story.seller("Li Wei", manager=True)
    mei = await story.seller("Mei Lin", manager=True)
    chat = await group_desk(story, li, mei)
    ann = story.buyer("Ann Berg")
    ann.says("what is the moq of HL-T20?")
    await story.settled()
    card = li.with_button("MOQ")
    assert card.chat.id == chat
    story.world.taps(li.user, card, "MOQ", chat)
    await story.settled()
    presses = [story.world.taps(person.user, card, "Send", chat) for person in (li, mei)]
    await verdict(story)
    assert len(ann.sees()) == 1
    assert [press.toast for press in presses] == ["", "Already sent."]
    assert "Li Wei" in card.text


async def test_39_an_edited_message_edits_its_card_and_only_once(story: Story) -> None:
    _li, ann, card = await a_card(story)
    asked = ann.says("do you have it in red?")
    await story.settled()
    before = len(story.world.calls)
    ann.edits(asked, "do you have it in blue, and what does it cost?")
    await verdict(story)
    calls = [call.method for call in list(story.world.calls)[before:]]
    assert calls.count("editMessageText") == 1
    assert "sendMessage" not in calls
    assert "in blue" in card.text
    assert "in red" not in card.text


async def test_39_an_edit_after_the_answer_changes_no_answer(story: Story) -> None:
    li, ann, card = await a_card(story)
    li.taps("MOQ")
    await story.settled()
    li.taps("Send")
    await story.settled()
    asked = story.world.messages(ann.user)[0]
    ann.edits(asked, "what is the price of LN-08 after all?")
    await verdict(story)
    assert len(ann.sees()) == 1
    assert "after all" in card.text


async def test_40_an_album_of_ten_is_one_card(story: Story) -> None:
    li = await story.seller("Li Wei", manager=True)
    ann = story.buyer("Ann Berg")
    story.world.sends_album(ann.user, [b"photo %d" % number for number in range(10)], caption="can you make these?")
    await verdict(story)
    assert len(li.cards()) == 1
    assert len([one for one in li.sees("Ann") if "photo" in one.data]) == 10
    kept = await story.rows("SELECT count(*) AS n FROM messages WHERE kind = 'photo'")
    assert kept[0]["n"] == 10


async def test_41_a_deleted_topic_is_made_anew_once_and_the_words_are_there(story: Story) -> None:
    li, ann, _ = await a_card(story)
    story.world.deletes_topic(li.user, li.topic("Ann"))
    ann.says("are you still there? the price?")
    ann.says("and a sample?")
    await story.later(minutes=1)
    await verdict(story)
    assert len(story.world.topics(li.user)) == 1
    assert any("are you still there" in text for text in li.reads("Ann"))
    assert any("a sample" in text for text in li.reads("Ann"))
    li.says("yes, we are", to="Ann")
    await story.settled()
    assert ann.reads() == ["yes, we are"]


async def test_41_a_card_that_was_deleted_stands_again(story: Story) -> None:
    li, ann, card = await a_card(story)
    story.world.delete_message(card)
    ann.says("and how much is it?")
    await verdict(story)
    assert any("how much is it" in text for text in li.reads("Ann"))


async def test_41_a_group_that_becomes_a_supergroup_keeps_its_desk(story: Story) -> None:
    li = await story.seller("Li Wei", manager=True)
    group = story.world.add_group("The desk", [li.user], forum=False, kind="group")
    story.world.says(li.user, "/desk", group)
    await story.settled()
    ann = story.buyer("Ann Berg")
    ann.says("what is the moq of HL-T20?")
    await story.settled()
    moved = story.world.migrates(group)
    ann.says("and its price?")
    await verdict(story)
    assert any("its price" in one.text for one in story.world.from_bot(moved))
    story.world.taps(li.user, next(one for one in story.world.from_bot(moved) if one.buttons), "1", moved)
    await verdict(story)


async def test_41_a_migration_that_is_only_heard_of_when_sending(story: Story) -> None:
    li = await story.seller("Li Wei", manager=True)
    group = story.world.add_group("The desk", [li.user], forum=False, kind="group")
    story.world.says(li.user, "/desk", group)
    await story.settled()
    moved = story.world.migrates(group)
    story.world.updates.pending.clear()
    story.world.updates.issued.pop()
    story.world.updates.issued.pop()
    ann = story.buyer("Ann Berg")
    ann.says("what is the moq of HL-T20?")
    await verdict(story)
    assert any("moq of HL-T20" in one.text for one in story.world.from_bot(moved))


async def test_41_when_the_bot_is_thrown_out_the_managers_own_desk_takes_over(story: Story) -> None:
    li = await story.seller("Li Wei", manager=True)
    chat = await group_desk(story, li)
    ann = story.buyer("Ann Berg")
    ann.says("what is the moq of HL-T20?")
    await story.settled()
    story.world.kicks_bot(li.user, chat)
    ann.says("hello? and its price?")
    await verdict(story)
    assert any("its price" in text for text in li.reads())
