"""The stand-in as a server: python-telegram-bot talks to it, files come down, strangers are turned away."""

import asyncio
import socket
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import InvalidToken, TimedOut
from telegram.request import HTTPXRequest

from bot.playground import server
from bot.playground.inprocess import InProcess
from bot.playground.model import User
from bot.playground.params import from_request
from bot.playground.server import LONGEST_BODY, StandIn, serving, standin_app
from bot.playground.world import World

from .conftest import PICTURE


@pytest.fixture
def app(world: World) -> StandIn:
    return standin_app(world)


@pytest_asyncio.fixture
async def web(app: StandIn) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=InProcess(app), base_url="http://telegram") as client:
        yield client


@pytest_asyncio.fixture
async def bot(world: World, app: StandIn) -> AsyncIterator[Bot]:
    def request() -> HTTPXRequest:
        return HTTPXRequest(httpx_kwargs={"transport": InProcess(app)})

    made = Bot(
        world.token,
        base_url="http://telegram/bot",
        base_file_url="http://telegram/file/bot",
        request=request(),
        get_updates_request=request(),
    )
    async with made:
        yield made


async def test_a_story_through_python_telegram_bot(world: World, bot: Bot, anna: User, li: User) -> None:
    assert bot.bot.has_topics_enabled
    world.says(anna, "hi, what is your moq?")
    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "hi, what is your moq?"
    topic = await bot.create_forum_topic(li.id, "Anna Schmidt")
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("1  MOQ", callback_data="reply:1")]])
    card = await bot.send_message(
        li.id, "<b>Anna</b> asks", "HTML", message_thread_id=topic.message_thread_id, reply_markup=buttons
    )
    assert card.is_topic_message
    assert await card.pin() is True
    press = world.taps(li, card.message_id, "MOQ")
    [pressed] = await bot.get_updates(offset=update.update_id + 1)
    assert pressed.callback_query is not None
    await pressed.callback_query.answer("Sent")
    assert press.toast == "Sent"
    await pressed.callback_query.edit_message_text("✓ sent")
    copied = await bot.copy_message(li.id, anna.id, update.message.message_id)
    assert world.chat(li).messages[copied.message_id].text == "hi, what is your moq?"
    await bot.set_message_reaction(anna.id, update.message.message_id, "👍")
    await bot.send_contact(anna.id, "+86", "Li", vcard="BEGIN:VCARD\nEND:VCARD")
    assert await bot.delete_message(li.id, card.message_id)


async def test_files_go_up_and_come_down(world: World, bot: Bot, anna: User) -> None:
    sent = await bot.send_photo(anna.id, PICTURE, caption="85123A", filename="Kerzenhalter é.png")
    file = await bot.get_file(sent.photo[-1].file_id)
    assert await file.download_as_bytearray() == PICTURE
    album = await bot.send_media_group(anna.id, [InputMediaPhoto(PICTURE), InputMediaPhoto(sent.photo[-1].file_id)])
    assert len(album) == 2
    await bot.edit_message_media(InputMediaPhoto(PICTURE + b"other"), anna.id, sent.message_id)
    document = await bot.send_document(anna.id, b"a,b", filename="list.csv")
    assert document.document is not None
    assert document.document.file_name == "list.csv"


async def test_a_wrong_token_is_turned_away(app: StandIn, web: httpx.AsyncClient, world: World) -> None:
    wrong = Bot(
        "1:wrong", base_url="http://telegram/bot", request=HTTPXRequest(httpx_kwargs={"transport": InProcess(app)})
    )
    with pytest.raises(InvalidToken):
        await wrong.initialize()
    await wrong.shutdown()
    assert (await web.get("/bot1:wrong/getMe")).status_code == 401
    assert (await web.get("/file/bot1:wrong/photos/file_1.jpg")).status_code == 401
    assert (await web.get(f"/file/bot{world.token}/photos/none.jpg")).status_code == 404
    assert (await web.get(f"/bot{world.token}/getNothing")).json()["error_code"] == 404
    assert (await web.get(f"/bot{world.token.replace(':', '%3A')}/getme")).json()["ok"]


async def test_every_form_of_request_is_read(web: httpx.AsyncClient, world: World, anna: User) -> None:
    address = f"/bot{world.token}/sendMessage"
    fields = {"chat_id": str(anna.id), "text": "é & ü"}
    for request in (
        web.get(address, params=fields),
        web.post(address, data=fields),
        web.post(address, json=fields),
        web.post(address, files={name: (None, value) for name, value in fields.items()}),
        web.post(address, params={"chat_id": fields["chat_id"]}, data={"text": fields["text"]}),
    ):
        assert (await request).json()["result"]["text"] == "é & ü"
    for body, kind in ((b"[]", "application/json"), (b"{", "application/json"), (b"x", "multipart/form-data"),
                       (b"\xff", "application/x-www-form-urlencoded"),
                       (b"--b\r\n\r\nx\r\n--b--", "multipart/form-data; boundary=b")):  # fmt: skip
        answer = await web.post(address, content=body, headers={"content-type": kind})
        assert answer.status_code == 400
    huge = await web.post(address, content=bytes(LONGEST_BODY + 1))
    assert huge.status_code == 413


def test_a_file_name_may_be_encoded() -> None:
    head = b"--b\r\nContent-Disposition: form-data; name=\"photo\"; filename*=utf-8''%C3%A9.png\r\n\r\nx\r\n--b--"
    found = from_request("multipart/form-data; boundary=b", head)
    assert from_request("text/plain", b"") == {}
    assert (found["photo"].name, repr(found["photo"])) == ("é.png", "Upload('é.png', 1 bytes)")


async def test_a_caller_that_goes_away_changes_nothing(app: StandIn, world: World) -> None:
    async def gone() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def nobody(_: object) -> None:
        raise AssertionError("nothing is answered")

    scope = {"type": "http", "path": f"/bot{world.token}/getMe", "headers": [], "query_string": b""}
    await app(scope, gone, nobody)
    assert list(world.calls) == []


async def test_uploads_are_shown_but_cannot_run(web: httpx.AsyncClient, world: World, anna: User) -> None:
    page = world.sends_media(anna, "document", b"<script>alert(1)</script>", name="x.html", mime="text/html")
    answer = await web.get(f"/play/file/{page.data['document']['file_id']}")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert (await web.get("/play/file/none")).status_code == 404
    assert (await web.get("/")).status_code == 200
    assert (await web.get("/page/../server.py")).status_code == 404


async def test_a_time_out_reaches_the_library_as_its_own_error(world: World, bot: Bot, anna: User) -> None:
    world.faults.set("timeout", "sendMessage", after=True)
    with pytest.raises(TimedOut):
        await bot.send_message(anna.id, "x")
    assert len(world.messages(anna)) == 1


async def test_a_taken_port_is_an_error_at_once_and_answers_are_not_held_back(app: StandIn) -> None:
    async with serving(app) as address:
        port = int(address.rpartition(":")[2])
        with pytest.raises(OSError, match="in use"):
            async with serving(app, port):
                raise AssertionError("the port was taken")
        # Without this asyncio leaves Nagle's algorithm on, and every answer waits 40 ms for the one before it.
        with server.listening(0) as bound:
            assert bound.proto == socket.IPPROTO_TCP


async def test_served_on_a_real_socket_and_stopped_with_a_poll_and_a_page_open(app: StandIn, world: World) -> None:
    async with asyncio.timeout(5), httpx.AsyncClient() as client:
        async with serving(app) as address:
            assert (await client.get(f"{address}/bot{world.token}/getMe")).json()["ok"]
            poll = asyncio.create_task(client.get(f"{address}/bot{world.token}/getUpdates?timeout=30", timeout=40))
            stream = client.stream("GET", f"{address}/play/events")
            events = await stream.__aenter__()
            lines = events.aiter_lines()
            assert await anext(lines) == "retry: 1000"
            while not world.updates.wakers:
                await client.get(f"{address}/play/state")
        assert (await poll).json() == {"ok": True, "result": []}
        await stream.__aexit__(None, None, None)
    assert world.listeners == []
