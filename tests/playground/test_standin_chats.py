"""Topics, groups, queries, commands and business chats."""

from datetime import timedelta

import pytest

from bot.playground.model import User
from bot.playground.world import World

from .conftest import PICTURE, Api, Refused
from .test_standin_messages import refusal


async def test_a_topic_in_a_sellers_private_chat(world: World, api: Api, anna: User, li: User) -> None:
    topic = await api("createForumTopic", chat_id=li.id, name="Anna <Schmidt>")
    thread = topic["message_thread_id"]
    sent = await api("sendMessage", chat_id=li.id, message_thread_id=thread, text="card")
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (thread, True)
    assert "reply_to_message" not in sent
    answer = world.says(li, "hello Anna", thread=thread)
    assert [message.text for message in world.messages(li, thread)] == ["card", "hello Anna"]
    assert answer.data["message_thread_id"] == thread
    assert [message.text for message in world.from_bot(li, thread)] == ["card"]
    assert world.topic_of(li, "Schmidt").thread_id == thread
    with pytest.raises(LookupError, match="no topic 'Max'"):
        world.topic_of(li, "Max")
    with pytest.raises(LookupError, match="no topic 99"):
        world.says(li, "x", thread=99)


async def test_topics_can_be_renamed_closed_and_deleted(world: World, api: Api, li: User) -> None:
    thread = (await api("createForumTopic", chat_id=li.id, name="Anna", icon_color=0x6FB9F0))["message_thread_id"]
    where = {"chat_id": li.id, "message_thread_id": thread}
    assert await api("editForumTopic", **where, name="Anna ★", icon_custom_emoji_id="5") is True
    assert world.topic_of(li, "★").json()["icon_custom_emoji_id"] == "5"
    assert await api("editForumTopic", **where, icon_custom_emoji_id="6") is True
    assert await refusal(api("editForumTopic", **where, name="Anna ★")) == "400 Bad Request: TOPIC_NOT_MODIFIED"
    await api("closeForumTopic", **where)
    assert "NOT_MODIFIED" in await refusal(api("closeForumTopic", **where))
    await api("sendMessage", **where, text="the bot may still write")
    world.chat(li).bot_can_manage_topics = False
    assert await refusal(api("sendMessage", **where, text="x")) == "400 Bad Request: TOPIC_CLOSED"
    assert "not enough rights" in await refusal(api("createForumTopic", chat_id=li.id, name="x"))
    world.chat(li).bot_can_manage_topics = True
    await api("reopenForumTopic", **where)
    await api("pinChatMessage", chat_id=li.id, message_id=world.messages(li, thread)[-1].id)
    await api("unpinAllForumTopicMessages", **where)
    assert world.chat(li).pinned == []
    await api("deleteForumTopic", **where)
    assert world.topics(li) == []
    assert await refusal(api("sendMessage", **where, text="x")) == "400 Bad Request: message thread not found"
    assert await refusal(api("editForumTopic", **where, name="x")) == "400 Bad Request: TOPIC_ID_INVALID"


async def test_topics_need_topic_mode(world: World, api: Api, li: User) -> None:
    assert (await api("getMe"))["has_topics_enabled"] is True
    world.topics_enabled = False
    assert (await api("getMe"))["has_topics_enabled"] is False
    assert await refusal(api("createForumTopic", chat_id=li.id, name="x")) == "400 Bad Request: the chat is not a forum"
    world.topics_enabled = True
    assert "1-128" in await refusal(api("createForumTopic", chat_id=li.id, name="x" * 129))
    assert "COLOR" in await refusal(api("createForumTopic", chat_id=li.id, name="x", icon_color=1))
    world.blocks_bot(li)
    assert (await refusal(api("createForumTopic", chat_id=li.id, name="x"))).startswith("403")


async def test_a_forum_group(world: World, api: Api, anna: User, li: User) -> None:
    group = world.add_group("Desk", [li])
    assert world.updates.issued[-1]["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    thread = (await api("createForumTopic", chat_id=group.id, name="Anna"))["message_thread_id"]
    sent = await api("sendMessage", chat_id=group.id, message_thread_id=thread, text="card")
    assert sent["chat"]["is_forum"] is True
    assert sent["reply_to_message"]["forum_topic_created"]["name"] == "Anna"
    with pytest.raises(Refused, match="can't be deleted"):
        await api("deleteMessage", chat_id=group.id, message_id=thread)
    by_hand = world.adds_topic(li, group, "Notes")
    assert world.updates.issued[-1]["message"]["message_thread_id"] == by_hand.thread_id
    world.deletes_topic(group, thread)
    assert await refusal(api("sendMessage", chat_id=group.id, message_thread_id=thread, text="x")) == (
        "400 Bad Request: message thread not found"
    )
    edit = api("editMessageText", chat_id=group.id, message_id=sent["message_id"], text="y")
    assert await refusal(edit) == "400 Bad Request: message to edit not found"
    group.username = "desk"
    await api("sendMessage", chat_id="@desk", text="x")
    world.kicks_bot(li, group)
    kicked = api("sendMessage", chat_id=group.id, text="x")
    assert await refusal(kicked) == "403 Forbidden: bot was kicked from the supergroup chat"
    before = len(world.updates.issued)
    world.says(li, "it does not hear this", chat=group)
    assert len(world.updates.issued) == before


async def test_a_group_becomes_a_supergroup(world: World, api: Api, li: User) -> None:
    old = world.add_group("Desk", [li], kind="group")
    new = world.migrates(old)
    with pytest.raises(Refused, match="upgraded to a supergroup") as refused:
        await api("sendMessage", chat_id=old.id, text="x")
    assert refused.value.parameters == {"migrate_to_chat_id": new.id}
    assert [update["message"].get("migrate_to_chat_id") for update in list(world.updates.issued)[-2:]] == [new.id, None]
    await api("sendMessage", chat_id=new.id, text="x")


async def test_members_and_chats(world: World, api: Api, anna: User, li: User) -> None:
    group = world.add_group("Desk", [li, anna])
    statuses = [
        (await api("getChatMember", chat_id=group.id, user_id=number))["status"]
        for number in (li.id, anna.id, world.bot["id"], world.add_user("Max").id)
    ]
    assert statuses == ["creator", "member", "administrator", "left"]
    assert "user not found" in await refusal(api("getChatMember", chat_id=group.id, user_id=1))
    admins = await api("getChatAdministrators", chat_id=group.id)
    assert [admin["status"] for admin in admins] == ["creator", "administrator"]
    assert "no administrators" in await refusal(api("getChatAdministrators", chat_id=anna.id))
    assert await api("getChatMemberCount", chat_id=group.id) == 3
    asked = world.says(anna, "moq?")
    await api("pinChatMessage", chat_id=anna.id, message_id=asked.id)
    assert (await api("getChat", chat_id=anna.id))["pinned_message"]["text"] == "moq?"
    assert "pinned_message" not in await api("getChat", chat_id=li.id)
    await api("leaveChat", chat_id=group.id)
    assert (await refusal(api("getChat", chat_id=group.id))).startswith("403")


async def test_a_press_is_answered_once_and_in_time(world: World, api: Api, anna: User) -> None:
    await api("sendMessage", chat_id=anna.id, text="card", reply_markup={
        "inline_keyboard": [[{"text": "1  MOQ", "callback_data": "reply:1"}, {"text": "Site", "url": "https://x.de"}]],
    })  # fmt: skip
    card = world.messages(anna)[-1]
    press = world.taps(anna, card, "MOQ")
    update = world.updates.issued[-1]["callback_query"]
    assert (update["data"], update["message"]["message_id"], update["from"]["id"]) == ("reply:1", card.id, anna.id)
    answer = {"callback_query_id": press.id, "text": "Sent"}
    assert "MESSAGE_TOO_LONG" in await refusal(api("answerCallbackQuery", **{**answer, "text": "x" * 201}))
    assert await api("answerCallbackQuery", **answer, show_alert=True) is True
    assert (press.answered, press.toast, press.answer["show_alert"]) == (True, "Sent", True)
    too_old = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await refusal(api("answerCallbackQuery", **answer)) == too_old
    late = world.taps(anna, card, "reply:1")
    world.forward(timedelta(hours=1))
    assert await refusal(api("answerCallbackQuery", callback_query_id=late.id)) == too_old
    with pytest.raises(LookupError, match="no button 'Nothing'"):
        world.taps(anna, card, "Nothing")
    with pytest.raises(LookupError, match="without callback data"):
        world.taps(anna, card, "Site")
    world.deletes(anna, card)
    world.taps(anna, card, "reply:1")
    assert world.updates.issued[-1]["callback_query"]["message"]["date"] == 0
    world.taps(anna, card, "steal:1", forged=True)
    assert world.updates.issued[-1]["callback_query"]["data"] == "steal:1"


async def test_inline_mode(world: World, api: Api, anna: User, li: User) -> None:
    query = world.asks_inline(li, "moq t-light")
    assert world.updates.issued[-1]["inline_query"]["query"] == "moq t-light"
    photo = world.sends_media(li, "photo", PICTURE).data["photo"][-1]["file_id"]
    bold = {"message_text": "<b>500</b>", "parse_mode": "HTML"}
    card = {"phone_number": "+86", "first_name": "Li"}
    ask = {"inline_keyboard": [[{"text": "Ask", "callback_data": "ask"}]]}
    results = [
        {"type": "article", "id": "1", "title": "MOQ", "input_message_content": bold},
        {"type": "photo", "id": "2", "photo_file_id": photo, "caption": "85123A"},
        {"type": "photo", "id": "3", "photo_url": "https://x.de/p.png", "thumbnail_url": "https://x.de/p.png"},
        {"type": "contact", "id": "4", **card},
        {"type": "article", "id": "5", "title": "Card", "input_message_content": card, "reply_markup": ask},
    ]
    events: list[dict[str, object]] = []
    world.listeners.append(events.append)
    await api("answerInlineQuery", inline_query_id=query.id, results=results, cache_time=0)
    assert [(r["id"], r["html"]) for r in events[0]["results"]][:2] == [("1", "<b>500</b>"), ("2", "85123A")]  # type: ignore[attr-defined]
    sent = world.chooses(li, query.id, "1", chat=anna)
    assert (sent.text, sent.data["via_bot"]["id"], sent.sender_id) == ("500", world.bot["id"], li.id)
    assert world.chooses(li, query, "4").data["contact"]["first_name"] == "Li"
    assert world.chooses(li, query, "5").button("Ask")
    assert "too old" in await refusal(api("answerInlineQuery", inline_query_id=query.id, results=[]))


@pytest.mark.parametrize(
    ("results", "complaint"),
    [
        ([{"type": "article", "id": str(n), "title": "x"} for n in range(51)], "RESULTS_TOO_MUCH"),
        ([{"type": "article", "id": "1", "title": "x"}] * 2, "RESULT_ID_DUPLICATE"),
        ([{"type": "article", "id": "1", "title": "x"}], "input_message_content is required"),
        ([{"type": "article", "id": "x" * 65, "title": "x"}], "RESULT_ID_INVALID"),
        ([{"type": "article", "id": "1", "input_message_content": {"message_text": ""}}], "text is empty"),
    ],
)
async def test_inline_results_are_checked(
    world: World, api: Api, li: User, results: list[object], complaint: str
) -> None:
    query = world.asks_inline(li, "x")
    assert complaint in await refusal(api("answerInlineQuery", inline_query_id=query.id, results=results))


async def test_commands_per_scope_and_language(world: World, api: Api, li: User) -> None:
    moq, chinese = [{"command": "moq", "description": "MOQ"}], [{"command": "moq", "description": "起订量"}]
    scope = {"type": "chat", "chat_id": li.id}
    await api("setMyCommands", commands=moq)
    await api("setMyCommands", commands=chinese, scope=scope, language_code="zh")
    assert await api("getMyCommands") == moq
    assert await api("getMyCommands", scope={"type": "all_private_chats"}) == []
    assert world.snapshot()["chats"][0]["commands"] == moq
    li.language_code = "zh-hans"
    assert world.snapshot()["chats"][0]["commands"] == chinese
    await api("deleteMyCommands", scope=scope, language_code="zh")
    assert world.snapshot()["chats"][0]["commands"] == moq
    member = {"type": "chat_member", "chat_id": li.id, "user_id": li.id}
    assert await api("getMyCommands", scope=member) == []
    assert "COMMAND_INVALID" in await refusal(api("setMyCommands", commands=[{"command": "Moq", "description": "x"}]))
    assert "DESCRIPTION" in await refusal(api("setMyCommands", commands=[{"command": "moq", "description": ""}]))
    assert "TOO_MUCH" in await refusal(api("setMyCommands", commands=moq * 101))
    assert "Scope" in await refusal(api("getMyCommands", scope={"type": "world"}))
    assert await api("setMyDescription", description="x") is True
    assert world.settings["description"] == {"description": "x"}


async def test_a_sellers_business_account(world: World, api: Api, anna: User, li: User) -> None:
    connection = world.connects_business(li)
    asked = world.says(anna, "moq?", business=connection)
    assert world.updates.issued[-1]["business_message"]["business_connection_id"] == connection.id
    answered = world.says(li, "500", chat=anna, business=connection)
    assert answered.chat is asked.chat
    where = {"business_connection_id": connection.id, "chat_id": anna.id}
    sent = await api("sendMessage", **where, text="by the bot")
    assert (sent["from"]["id"], sent["sender_business_bot"]["id"]) == (li.id, world.bot["id"])
    assert [message.text for message in world.messages(anna, business=connection)] == ["moq?", "500", "by the bot"]
    assert world.messages(anna) == []
    edited = await api("editMessageText", **where, message_id=sent["message_id"], text="better")
    assert edited["text"] == "better"
    assert await api("readBusinessMessage", **where, message_id=asked.id) is True
    assert "INVALID" in await refusal(api("readBusinessMessage", **where, message_id=999))
    world.edits(anna, asked, "moq, please?")
    assert "edited_business_message" in world.updates.issued[-1]
    world.deletes(anna, asked)
    assert world.updates.issued[-1]["deleted_business_messages"]["message_ids"] == [asked.id]
    deleted = {"business_connection_id": connection.id, "message_ids": [sent["message_id"], 999]}
    assert await api("deleteBusinessMessages", **deleted) is True
    assert [message.text for message in world.messages(anna, business=connection)] == ["500"]
    assert (await api("getBusinessConnection", business_connection_id=connection.id))["rights"]["can_reply"] is True
    world.connects_business(li, can_reply=False)
    assert "BUSINESS_PEER_INVALID" in await refusal(api("sendMessage", **where, text="x"))
    world.connects_business(li)
    world.forward(timedelta(hours=25))
    assert "USAGE_MISSING" in await refusal(api("sendMessage", **where, text="x"))
    world.connects_business(li, is_enabled=False)
    assert "INVALID" in await refusal(api("sendMessage", **where, text="x"))
    assert "INVALID" in await refusal(api("deleteBusinessMessages", **deleted))
    assert "INVALID" in await refusal(api("getBusinessConnection", business_connection_id="x"))


def test_what_people_do_becomes_updates(world: World, anna: User, li: User) -> None:
    world.updates.allowed |= {"message_reaction"}
    contact = world.shares_contact(anna)
    assert contact.data["contact"]["user_id"] == anna.id
    assert "last_name" not in world.shares_contact(world.add_user("Max")).data["contact"]
    assert "user_id" not in world.shares_contact(li, own=False).data["contact"]
    assert world.shares_location(anna, 53.5, 10).data["location"]["latitude"] == 53.5
    assert world.starts(anna, "join_1").text == "/start join_1"
    world.sends(anna, {"dice": {"emoji": "🎲", "value": 6}})
    said = world.says(anna, "moq")
    assert world.edits(anna, said, "moq?").text == "moq?"
    assert world.updates.issued[-1]["edited_message"]["text"] == "moq?"
    with pytest.raises(ValueError, match="one's own"):
        world.edits(li, said, "x")
    picture = world.sends_media(anna, "photo", PICTURE)
    world.edits(anna, picture.id, "see #this")
    assert picture.data["caption_entities"][0]["type"] == "hashtag"
    world.reacts(anna, said, "👍")
    world.reacts(anna, said, None)
    assert world.updates.issued[-1]["message_reaction"]["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    world.deletes(anna, said)
    assert said not in world.messages(anna)
    world.blocks_bot(anna)
    world.blocks_bot(anna)
    assert world.updates.issued[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    with pytest.raises(LookupError, match="no chat 12"):
        world.messages(12)
