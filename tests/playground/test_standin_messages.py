"""Sending, changing and carrying messages: the stand-in answers as Telegram does."""

from datetime import timedelta
from typing import Any

import pytest

from bot.playground.media import Upload
from bot.playground.model import User
from bot.playground.world import World

from .conftest import PICTURE, Api, Refused

BUTTONS = {"inline_keyboard": [[{"text": "Send", "callback_data": "send:1"}]]}


async def refusal(answer: Any) -> str:
    with pytest.raises(Refused) as refused:
        await answer
    return f"{refused.value.code} {refused.value}"


async def test_a_text_arrives_formatted(world: World, api: Api, anna: User) -> None:
    sent = await api("sendMessage", chat_id=anna.id, text=" <b>500</b> pcs ", parse_mode="HTML", reply_markup=BUTTONS)
    [message] = world.messages(anna)
    assert (sent["text"], sent["entities"]) == ("500 pcs", [{"type": "bold", "offset": 0, "length": 3}])
    assert message.data == sent
    assert message.buttons[0][0]["text"] == "Send"
    bold = [{"type": "bold", "offset": 0, "length": 1}]
    assert (await api("sendMessage", chat_id=str(anna.id), text="x", entities=bold))["entities"] == bold
    assert sent["chat"] == {
        "id": anna.id, "type": "private", "first_name": "Anna", "last_name": "Schmidt", "username": "anna_s",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("params", "complaint"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "  <b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "x", "parse_mode": "markdown"}, "unsupported parse_mode"),
        ({"text": "x", "tekst": "y"}, 'unknown parameter "tekst"'),
        ({"text": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"text": 5}, 'can\'t parse "text": String expected'),
        ({"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]}, "entity beyond the end of the text"),
        (
            {"text": "x", "entities": [{"type": "loud", "offset": 0, "length": 1}]},
            "can't parse MessageEntity: wrong type",
        ),
        ({"text": "x", "entities": [{"type": "bold"}]}, "can't parse MessageEntity: wrong offset or length"),
        ({"text": "x", "entities": {}}, "can't parse entities: expected an Array"),
        ({"text": "x", "message_thread_id": 99}, "message thread not found"),
        ({"text": "x", "message_thread_id": "one"}, 'can\'t parse "message_thread_id": Number expected'),
        ({"text": None}, "message text is empty"),
        ({"text": "x", "message_thread_id": True}, 'can\'t parse "message_thread_id": Number expected'),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "reply_parameters": {"id": 99}}, "can't parse reply parameters: unknown field 'id'"),
        ({"text": "x", "reply_parameters": "{"}, "can't parse reply_parameters JSON object"),
        ({"text": "x", "reply_parameters": []}, "can't parse reply_parameters: expected an Object"),
        ({"text": "x", "business_connection_id": "none"}, "BUSINESS_CONNECTION_INVALID"),
    ],
)
async def test_refuses_what_telegram_refuses(api: Api, anna: User, params: dict[str, Any], complaint: str) -> None:
    assert await refusal(api("sendMessage", chat_id=anna.id, **params)) == f"400 Bad Request: {complaint}"


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ({"inline_keyboard": [[{"text": "x", "callback_data": "é" * 33}]]}, "BUTTON_DATA_INVALID"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": ""}]]}, "BUTTON_DATA_INVALID"),
        ({"inline_keyboard": [[{"text": "x"}]]}, "can't parse inline keyboard button: exactly one action is required"),
        (
            {"inline_keyboard": [[{"text": " ", "url": "https://x.de"}]]},
            "can't parse inline keyboard button: text must be non-empty",
        ),
        (
            {"inline_keyboard": [[{"text": "x", "url": "x"}]]},
            "inline keyboard button URL 'x' is invalid: Wrong HTTP URL",
        ),
        (
            {"inline_keyboard": [[{"text": "x", "data": "x"}]]},
            "can't parse inline keyboard button: unknown field 'data'",
        ),
        ({"inline_keyboard": [["x"]]}, "can't parse inline keyboard button: expected an Object"),
        ({"inline_keyboard": [{"text": "x"}]}, "can't parse keyboard: expected an Array of Arrays"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "y"}] * 101]}, "reply markup is too long"),
        ({"keyboard": [[{"text": ""}]]}, "can't parse keyboard button: text must be non-empty"),
        ({"keyboard": [[{"text": "x", "contact": True}]]}, "can't parse keyboard button: unknown field 'contact'"),
        ({"keyboard": [], "resize": True}, "can't parse reply markup: unknown field 'resize'"),
        ({"buttons": []}, "object expected as reply markup"),
    ],
)
async def test_checks_every_keyboard(api: Api, anna: User, markup: dict[str, Any], complaint: str) -> None:
    answer = api("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)
    assert await refusal(answer) == f"400 Bad Request: {complaint}"


async def test_a_phone_number_is_asked_for_in_private_only(world: World, api: Api, anna: User, li: User) -> None:
    asked = {"keyboard": [["No"], [{"text": "Share", "request_contact": True}]], "one_time_keyboard": True}
    group = world.add_group("Desk", [li])
    answer = api("sendMessage", chat_id=group.id, text="x", reply_markup=asked)
    assert await refusal(answer) == "400 Bad Request: phone number can be requested in private chats only"
    await api("sendMessage", chat_id=anna.id, text="x", reply_markup=asked)
    assert world.messages(anna)[-1].keyboard == {**asked, "keyboard": [[{"text": "No"}], asked["keyboard"][1]]}
    assert "reply_markup" not in world.messages(anna)[-1].data


async def test_whom_the_bot_may_write_to(world: World, api: Api, anna: User) -> None:
    stranger = world.add_user("Max", started=False)
    assert await refusal(api("sendMessage", chat_id=12, text="x")) == "400 Bad Request: chat not found"
    assert await refusal(api("sendMessage", chat_id="@nobody", text="x")) == "400 Bad Request: chat not found"
    assert await refusal(api("sendMessage", chat_id="x", text="x")) == "400 Bad Request: chat not found"
    assert (await refusal(api("sendMessage", chat_id=stranger.id, text="x"))).startswith("403 Forbidden: bot can't")
    world.blocks_bot(anna)
    assert await refusal(api("sendMessage", chat_id=anna.id, text="x")) == "403 Forbidden: bot was blocked by the user"
    world.says(anna, "hello again")
    await api("sendMessage", chat_id=anna.id, text="x")
    world.deletes_account(anna)
    assert await refusal(api("sendMessage", chat_id=anna.id, text="x")) == "403 Forbidden: user is deactivated"


async def test_answers_quote_the_message(world: World, api: Api, anna: User) -> None:
    asked = world.says(anna, "moq?")
    sent = await api("sendMessage", chat_id=anna.id, text="500", reply_parameters={"message_id": asked.id})
    assert sent["reply_to_message"]["text"] == "moq?"
    again = world.says(anna, "and for 1000?", reply_to=sent["message_id"])
    assert "reply_to_message" not in again.data["reply_to_message"]
    free = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await api("sendMessage", chat_id=anna.id, text="x", reply_parameters=free)


async def test_an_edit_changes_the_message_and_says_when_nothing_changed(world: World, api: Api, anna: User) -> None:
    sent = await api("sendMessage", chat_id=anna.id, text="one", reply_markup=BUTTONS)
    where = {"chat_id": anna.id, "message_id": sent["message_id"]}
    edited = await api("editMessageText", **where, text="two", reply_markup=BUTTONS)
    assert (edited["text"], edited["reply_markup"]) == ("two", BUTTONS)
    assert "edit_date" in edited
    assert "is not modified" in await refusal(api("editMessageText", **where, text="two", reply_markup=BUTTONS))
    assert "reply_markup" not in await api("editMessageReplyMarkup", **where)
    assert "is not modified" in await refusal(api("editMessageReplyMarkup", **where, reply_markup={}))
    keyboard = api("editMessageReplyMarkup", **where, reply_markup={"keyboard": [["x"]]})
    assert await refusal(keyboard) == "400 Bad Request: inline keyboard expected"
    assert "no caption" in await refusal(api("editMessageCaption", **where, caption="x"))
    assert sent["text"] == "one"


async def test_only_own_living_messages_can_be_edited(world: World, api: Api, anna: User) -> None:
    asked = world.says(anna, "moq?")
    theirs = api("editMessageText", chat_id=anna.id, message_id=asked.id, text="x")
    assert await refusal(theirs) == "400 Bad Request: message can't be edited"
    none = api("editMessageText", chat_id=anna.id, message_id=99, text="x")
    assert await refusal(none) == "400 Bad Request: message to edit not found"
    assert "identifier is not specified" in await refusal(api("editMessageText", inline_message_id="1", text="x"))
    picture = await api("sendPhoto", chat_id=anna.id, photo=Upload("p.png", "image/png", PICTURE))
    photo = api("editMessageText", chat_id=anna.id, message_id=picture["message_id"], text="x")
    assert await refusal(photo) == "400 Bad Request: there is no text in the message to edit"
    world.deletes_account(anna)
    gone = api("editMessageText", chat_id=anna.id, message_id=picture["message_id"], text="x")
    assert await refusal(gone) == "403 Forbidden: user is deactivated"


async def test_pictures_files_and_captions(world: World, api: Api, anna: User) -> None:
    upload = Upload("holder.png", "image/png", PICTURE)
    sent = await api("sendPhoto", chat_id=anna.id, photo=upload, caption="<i>85123A</i>", parse_mode="HTML",
                     show_caption_above_media=True)  # fmt: skip
    assert (sent["photo"][-1]["width"], sent["photo"][-1]["height"]) == (100, 50)
    assert (sent["caption"], sent["caption_entities"][0]["type"]) == ("85123A", "italic")
    where = {"chat_id": anna.id, "message_id": sent["message_id"]}
    assert (await api("editMessageCaption", **where, caption="new"))["caption"] == "new"
    file_id = sent["photo"][-1]["file_id"]
    same = {"type": "photo", "media": file_id, "caption": "new"}
    assert "caption_entities" not in await api("editMessageMedia", **where, media={**same, "caption": "newer"})
    assert "is not modified" in await refusal(api("editMessageMedia", **where, media={**same, "caption": "newer"}))
    for kind in ("document", "voice", "audio", "video", "animation", "sticker", "video_note"):
        name = {"video_note": "VideoNote"}.get(kind, kind.capitalize())
        sent = await api(f"send{name}", chat_id=anna.id, **{kind: Upload(f"{kind}.bin", "", b"bytes")})
        assert sent[kind]["file_size"] == 5
    assert "file must be non-empty" in await refusal(api("sendPhoto", chat_id=anna.id, photo=Upload("x", "", b"")))
    assert "IMAGE_PROCESS" in await refusal(api("sendPhoto", chat_id=anna.id, photo=Upload("x", "", b"text")))
    assert "wrong file id" in await refusal(api("sendPhoto", chat_id=anna.id, photo="AgACnone"))
    assert "no photo" in await refusal(api("sendPhoto", chat_id=anna.id, photo=""))
    assert "HTTP URL content" in await refusal(api("sendPhoto", chat_id=anna.id, photo="https://x.de/p.png"))
    assert "can't use file" in await refusal(api("sendVoice", chat_id=anna.id, voice=file_id))
    long = api("sendPhoto", chat_id=anna.id, photo=file_id, caption="x" * 1025)
    assert await refusal(long) == "400 Bad Request: message caption is too long"
    large = Upload("x.png", "image/png", PICTURE + bytes(10 * 1024 * 1024))
    assert "file is too big" in await refusal(api("sendPhoto", chat_id=anna.id, photo=large))


async def test_files_can_be_fetched(world: World, api: Api, anna: User) -> None:
    message = world.sends_media(anna, "document", b"a,b", name="list.csv", caption="see /moq")
    assert message.data["document"]["file_name"] == "list.csv"
    assert message.data["caption_entities"][0]["type"] == "bot_command"
    file = await api("getFile", file_id=message.data["document"]["file_id"])
    assert world.files_by_path[file["file_path"]].content == b"a,b"
    assert await refusal(api("getFile", file_id="x")) == "400 Bad Request: invalid file_id"
    huge = world.sends_media(anna, "document", bytes(21 * 1024 * 1024))
    assert await refusal(api("getFile", file_id=huge.data["document"]["file_id"])) == "400 Bad Request: file is too big"


async def test_albums_both_ways(world: World, api: Api, anna: User, li: User) -> None:
    sent = world.sends_album(anna, [PICTURE, PICTURE], caption="which one?")
    assert len({message.data["media_group_id"] for message in sent}) == 1
    assert [message.text for message in sent] == ["which one?", ""]
    numbers = [message.id for message in sent]
    await api("copyMessages", chat_id=li.id, from_chat_id=anna.id, message_ids=numbers)
    copies = world.messages(li)
    assert len({message.data["media_group_id"] for message in copies}) == 1
    assert copies[0].data["media_group_id"] != sent[0].data["media_group_id"]
    media = [{"type": "photo", "media": "attach://a"}, {"type": "photo", "media": "attach://b", "caption": "two"}]
    uploads = {name: Upload(f"{name}.png", "image/png", PICTURE) for name in "ab"}
    album = await api("sendMediaGroup", chat_id=anna.id, media=media, **uploads)
    assert [message.get("caption") for message in album] == [None, "two"]
    assert "2 to 10" in await refusal(api("sendMediaGroup", chat_id=anna.id, media=media[:1], **uploads))
    mixed = [media[0], {"type": "document", "media": "attach://b"}]
    assert "mixed" in await refusal(api("sendMediaGroup", chat_id=anna.id, media=mixed, **uploads))
    assert "attached part" in await refusal(api("sendMediaGroup", chat_id=anna.id, media=media))
    odd = [media[0], {"type": "paper", "media": "attach://b"}]
    assert "mixed" in await refusal(api("sendMediaGroup", chat_id=anna.id, media=odd, **uploads))
    assert "unknown" in await refusal(api("sendMediaGroup", chat_id=anna.id, media=[odd[1], odd[1]], **uploads))


async def test_a_copy_shows_no_source_and_a_forward_does(world: World, api: Api, anna: User, li: User) -> None:
    asked = world.says(anna, "moq?")
    route = {"chat_id": li.id, "from_chat_id": anna.id}
    copied = await api("copyMessage", **route, message_id=asked.id, reply_markup=BUTTONS)
    assert copied == {"message_id": world.messages(li)[-1].id}
    assert world.messages(li)[-1].data["text"] == "moq?"
    assert "forward_origin" not in world.messages(li)[-1].data
    forwarded = await api("forwardMessage", **route, message_id=asked.id)
    assert forwarded["forward_origin"]["sender_user"]["id"] == anna.id
    picture = world.sends_media(anna, "photo", PICTURE, caption="old")
    await api("copyMessage", **route, message_id=picture.id, caption="new")
    assert world.messages(li)[-1].text == "new"
    await api("copyMessages", **route, message_ids=[picture.id], remove_caption=True)
    assert world.messages(li)[-1].text == ""
    assert "to copy not found" in await refusal(api("copyMessage", **route, message_id=99))
    secret = await api("sendMessage", chat_id=anna.id, text="x", protect_content=True)
    assert "can't be copied" in await refusal(api("copyMessage", **route, message_id=secret["message_id"]))
    assert "can't be forwarded" in await refusal(api("forwardMessage", **route, message_id=secret["message_id"]))
    assert "no messages" in await refusal(api("copyMessages", **route, message_ids=[99]))
    assert "increasing" in await refusal(api("copyMessages", **route, message_ids=[2, 1]))


async def test_contacts_places_dice_and_polls(world: World, api: Api, anna: User) -> None:
    card = await api("sendContact", chat_id=anna.id, phone_number="+86", first_name="Li", vcard="BEGIN:VCARD")
    assert card["contact"] == {"phone_number": "+86", "first_name": "Li", "vcard": "BEGIN:VCARD"}
    long = api("sendContact", chat_id=anna.id, phone_number="+86", first_name="Li", vcard="é" * 1025)
    assert await refusal(long) == "400 Bad Request: contact's vCard is too long"
    assert await refusal(api("sendContact", chat_id=anna.id, phone_number="+86")) == (
        '400 Bad Request: parameter "first_name" is required'
    )
    point = {"latitude": 53.5, "longitude": 10.0}
    assert (await api("sendLocation", chat_id=anna.id, **point))["location"] == point
    assert (await api("sendVenue", chat_id=anna.id, **point, title="Port", address="1"))["venue"]["title"] == "Port"
    assert "wrong latitude" in await refusal(api("sendLocation", chat_id=anna.id, latitude=91, longitude=0))
    assert "Number expected" in await refusal(api("sendLocation", chat_id=anna.id, latitude="north", longitude=0))
    assert 1 <= (await api("sendDice", chat_id=anna.id))["dice"]["value"] <= 6
    assert "DICE" in await refusal(api("sendDice", chat_id=anna.id, emoji="x"))
    poll = await api("sendPoll", chat_id=anna.id, question="Which?", options=["a", {"text": "b"}])
    assert [option["text"] for option in poll["poll"]["options"]] == ["a", "b"]
    assert "2 to 12" in await refusal(api("sendPoll", chat_id=anna.id, question="Which?", options=["a"]))
    assert await api("sendChatAction", chat_id=anna.id, action="typing") is True
    assert "action" in await refusal(api("sendChatAction", chat_id=anna.id, action="singing"))


async def test_deleting(world: World, api: Api, anna: User) -> None:
    asked = world.says(anna, "moq?")
    sent = await api("sendMessage", chat_id=anna.id, text="x")
    await api("pinChatMessage", chat_id=anna.id, message_id=asked.id)
    assert await api("deleteMessage", chat_id=anna.id, message_id=asked.id) is True
    assert world.chat(anna).pinned == []
    again = api("deleteMessage", chat_id=anna.id, message_id=asked.id)
    assert await refusal(again) == "400 Bad Request: message to delete not found"
    assert await api("deleteMessages", chat_id=anna.id, message_ids=[sent["message_id"], 99]) is True
    assert "too many" in await refusal(api("deleteMessages", chat_id=anna.id, message_ids=[]))
    old = await api("sendMessage", chat_id=anna.id, text="x")
    world.forward(timedelta(hours=49))
    late = api("deleteMessage", chat_id=anna.id, message_id=old["message_id"])
    assert await refusal(late) == "400 Bad Request: message can't be deleted"


async def test_pins_and_reactions(world: World, api: Api, anna: User) -> None:
    one, two = world.says(anna, "one"), world.says(anna, "two")
    for message in (one, two, one):
        assert await api("pinChatMessage", chat_id=anna.id, message_id=message.id) is True
    assert world.chat(anna).pinned == [two.id, one.id]
    await api("unpinChatMessage", chat_id=anna.id)
    assert world.chat(anna).pinned == [one.id]
    assert "unpin not found" in await refusal(api("unpinChatMessage", chat_id=anna.id, message_id=two.id))
    await api("unpinAllChatMessages", chat_id=anna.id)
    assert world.chat(anna).pinned == []
    assert "pin not found" in await refusal(api("pinChatMessage", chat_id=anna.id, message_id=99))
    where = {"chat_id": anna.id, "message_id": one.id}
    await api("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👍"}])
    assert one.reactions == {world.bot["id"]: ["👍"]}
    await api("setMessageReaction", **where)
    assert one.reactions == {world.bot["id"]: []}
    assert "REACTION_INVALID" in await refusal(api("setMessageReaction", **where, reaction=[{"emoji": "🫠"}]))
    nothing = api("setMessageReaction", chat_id=anna.id, message_id=99)
    assert await refusal(nothing) == "400 Bad Request: message to react not found"
