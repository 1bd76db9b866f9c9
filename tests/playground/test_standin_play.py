"""What the page asks for: the snapshot, the events and the actions of the contract."""

import asyncio
import io
import json
import runpy
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from bot.playground import play_api, server, view
from bot.playground.inprocess import InProcess
from bot.playground.model import User
from bot.playground.server import standin_app
from bot.playground.world import World

from .conftest import MORNING, PICTURE, Api


@pytest_asyncio.fixture
async def page(world: World) -> AsyncIterator[httpx.AsyncClient]:
    transport = InProcess(standin_app(world))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
        yield client


async def act(page: httpx.AsyncClient, verb: str, **body: Any) -> dict[str, Any]:
    answer = (await page.post(f"/play/{verb}", json=body)).json()
    assert answer["ok"], answer
    return answer  # type: ignore[no-any-return]


def told(world: World) -> list[dict[str, Any]]:
    """Every event from here on."""
    events: list[dict[str, Any]] = []
    world.listeners.append(events.append)
    return events


async def test_a_whole_visit(world: World, page: httpx.AsyncClient, api: Api) -> None:
    user = (await act(page, "user", first_name="Anna", last_name="Schmidt", phone="+49"))["user"]
    who = {"user_id": user["id"], "chat_id": user["id"]}
    said = (await act(page, "say", **who, text="/start hi"))["message"]
    assert (said["kind"], said["html"], said["from_id"]) == ("text", "/start hi", user["id"])
    again = (await act(page, "say", **who, text="moq?", reply_to=said["message_id"]))["message"]
    assert again["reply_to"] == said["message_id"]
    assert (await act(page, "edit", **who, message_id=again["message_id"], text="MOQ?"))["message"]["edited"]
    assert (await act(page, "react", **who, message_id=again["message_id"], emoji="👍"))["message"]["reactions"] == [
        "👍"
    ]
    assert (await act(page, "contact", **who, own=True))["message"]["contact"]["user_id"] == user["id"]
    assert (await act(page, "contact", **who, own=False))["message"]["contact"]["first_name"] == "Somebody"
    assert (await act(page, "location", **who, latitude=53.5, longitude=10))["message"]["kind"] == "location"
    await act(page, "start", user_id=user["id"], code="join_1")
    photo = {"file": ("p.png", PICTURE, "image/png")}
    form = {"user_id": str(user["id"]), "chat_id": str(user["id"]), "kind": "photo", "caption": "this one"}
    media = (await page.post("/play/media", data=form, files=photo)).json()["message"]
    assert (media["kind"], media["text"], media["media"]["mime"]) == ("photo", "this one", "image/jpeg")
    assert (await page.get(media["media"]["url"])).content == PICTURE

    buttons = {
        "inline_keyboard": [[{"text": "Ask", "callback_data": "ask:1"}, {"text": "Site", "url": "https://x.de"}]]
    }
    sent = await api("sendMessage", chat_id=user["id"], text="card", reply_markup=buttons)
    events = told(world)
    await act(page, "tap", **who, message_id=sent["message_id"], data="ask:1")
    await api("answerCallbackQuery", callback_query_id=next(iter(world.queries)), text="Asked", show_alert=True)
    drawn = world.messages(user["id"])[-1]
    assert view.message(drawn)["buttons"] == [
        [{"text": "Ask", "data": "ask:1"}, {"text": "Site", "url": "https://x.de"}]
    ]
    assert events[0] == {"type": "toast", "user_id": user["id"], "text": "Asked", "alert": True}

    query = (await act(page, "inline", user_id=user["id"], query="moq"))["query_id"]
    result = {"type": "article", "id": "1", "title": "MOQ", "input_message_content": {"message_text": "500"}}
    await api("answerInlineQuery", inline_query_id=query, results=[result])
    chosen = await act(page, "choose", **who, query_id=query, result_id="1")
    assert (chosen["message"]["text"], chosen["message"]["via_bot"]) == ("500", True)

    thread = (await api("createForumTopic", chat_id=user["id"], name="x"))["message_thread_id"]
    chat = (await act(page, "topic", chat_id=user["id"], thread_id=thread, action="delete"))["chat"]
    assert chat["topics"] == [{"thread_id": thread, "name": "x", "deleted": True}]
    assert (await act(page, "block", user_id=user["id"], blocked=True))["user"]["blocked"] is True
    assert (await act(page, "block", user_id=user["id"], blocked=False))["user"]["blocked"] is False


async def test_a_business_chat_has_an_id_of_its_own(
    world: World, page: httpx.AsyncClient, anna: User, li: User
) -> None:
    connection = world.connects_business(li)
    world.says(anna, "moq?", business=connection)
    ids = [chat["id"] for chat in (await page.get("/play/state")).json()["chats"]]
    assert ids == [anna.id, li.id, f"{connection.id}:{anna.id}"]
    said = (await act(page, "say", user_id=li.id, chat_id=ids[-1], text="500"))["message"]
    assert said["chat_id"] == ids[-1]
    assert world.updates.issued[-1]["business_message"]["chat"]["id"] == anna.id


async def test_the_clock_jumps(world: World, page: httpx.AsyncClient) -> None:
    assert (await act(page, "clock", forward_minutes=90))["now"] == "2026-11-24T10:30:00+00:00"
    await act(page, "clock", to="2026-11-25T09:00:00+08:00")
    assert world.now().isoformat() == "2026-11-25T01:00:00+00:00"
    assert world.now() > MORNING


async def test_the_snapshot_holds_everything(world: World, page: httpx.AsyncClient, api: Api, anna: User) -> None:
    world.says(anna, "half a pair \ud83d")
    keyboard = {"keyboard": [[{"text": "Share", "request_contact": True}]]}
    await api("sendMessage", chat_id=anna.id, text="x" * 400, reply_markup=keyboard)
    await api("sendMessage", chat_id=anna.id, text="y", reply_markup={"remove_keyboard": True})
    await api("sendMessage", chat_id=anna.id, text="z", reply_markup={"force_reply": True})
    state = (await page.get("/play/state")).json()
    assert state["now"] == MORNING.isoformat()
    assert state["bot"] == {"id": world.bot["id"], "username": "regulars_bot", "first_name": "Regulars"}
    assert [message["reply_keyboard"] for message in state["messages"]] == [None, keyboard["keyboard"], "remove", None]
    assert state["calls"][0]["params"]["text"] == "x" * 300 + "…"
    assert state["users"][0]["phone"] == anna.phone
    assert world.token not in json.dumps(state)


async def test_every_kind_of_message_can_be_drawn(world: World, api: Api, anna: User) -> None:
    world.sends_media(anna, "sticker", PICTURE)
    await api("sendDice", chat_id=anna.id)
    await api("sendPoll", chat_id=anna.id, question="Which?", options=["a", "b"])
    await api("sendVenue", chat_id=anna.id, latitude=1, longitude=2, title="Port", address="Hamburg")
    thread = (await api("createForumTopic", chat_id=anna.id, name="T"))["message_thread_id"]
    await api("editForumTopic", chat_id=anna.id, message_thread_id=thread, name="U")
    await api("pinChatMessage", chat_id=anna.id, message_id=thread)
    await api("closeForumTopic", chat_id=anna.id, message_thread_id=thread)
    shown = [(view.kind(m), view.message(m)["text"]) for m in world.messages(anna)]
    assert shown[0] == ("sticker", "👍")
    assert shown[2:] == [
        ("poll", "Which?\n○ a\n○ b"),
        ("venue", "Port, Hamburg"),
        ("service", "Topic “T” opened"),
        ("service", "Topic renamed “U”"),
        ("service", "Message pinned"),
        ("service", "forum topic closed"),
    ]


@pytest.mark.parametrize(
    ("action", "body", "words"),
    [
        ("user", {}, "needs a first name"),
        ("say", {"user_id": 1, "chat_id": 1, "text": "x"}, "1 is missing or unknown"),
        ("say", {"text": "x"}, "'chat_id' is missing"),
        ("say", {"user_id": 1, "chat_id": 1, "text": " "}, "1 to 4096"),
        ("media", {"kind": "photo"}, "file and its kind"),
        ("clock", {"to": "2026-11-25T09:00:00"}, "needs its zone"),
        ("clock", {"to": "soon"}, "soon"),
        ("topic", {"action": "paint"}, "only action"),
        ("fault", {"kind": "rain"}, "unknown fault"),
        ("fault", {"kind": "flood", "wind": 1}, "unknown field"),
        ("choose", {"chat_id": 1, "user_id": 1, "query_id": "1", "result_id": "1"}, "missing or unknown"),
    ],
)
async def test_what_cannot_be_done_is_said(
    page: httpx.AsyncClient, action: str, body: dict[str, Any], words: str
) -> None:
    answer = await page.post(f"/play/{action}", json=body)
    assert (answer.status_code, answer.json()["ok"]) == (400, False)
    assert words in answer.json()["error"]


async def test_only_the_playgrounds_own_page_may_act(world: World, page: httpx.AsyncClient) -> None:
    body = {"first_name": "Eve"}
    foreign = await page.post("/play/user", json=body, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    own = await page.post("/play/user", json=body, headers={"Origin": "http://127.0.0.1:8080"})
    assert own.status_code == 200
    assert (await page.post("/play/dance", json={})).status_code == 404
    garbage = await page.post("/play/user", content=b"{", headers={"Content-Type": "application/json"})
    assert "can't parse" in garbage.json()["error"]


async def test_faults_by_http(world: World, page: httpx.AsyncClient, anna: User) -> None:
    await act(page, "fault", kind="flood", method="sendMessage", chat_id=anna.id, seconds=3)
    assert world.faults.active[0].seconds == 3
    await act(page, "fault", kind="only", methods=["getMe"])
    await act(page, "fault", kind="limits", on=True)
    await act(page, "fault", kind="round_trip", seconds=0.08)
    await act(page, "fault", kind="ignore_offset")
    await act(page, "fault", kind="restart_ids", first=700)
    await act(page, "fault", kind="topic_mode", on=False)
    assert world.topics_enabled is False
    await act(page, "raw", update={"future": {}})
    assert (world.faults.only, world.limits.on, world.faults.round_trip) == (frozenset({"getMe"}), True, 0.08)
    assert world.updates.pending == [{"update_id": 700, "future": {}}]
    await act(page, "fault", kind="clear")
    assert (world.faults.active, world.faults.only) == ([], None)


async def test_a_page_that_falls_behind_starts_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(play_api, "BACKLOG", 2)
    monkeypatch.setattr(play_api, "HEARTBEAT", 0.001)
    stream = play_api.stream(world)
    assert await anext(stream) == "retry: 1000\n\n"
    assert await anext(stream) == ": still here\n\n"
    world.add_user("Anna")
    first = await anext(stream)
    assert first.startswith('id: 1\ndata: {"type": "user"')
    for name in ("Max", "Eva"):
        world.add_user(name)
    events = [event async for event in stream]
    assert [event.partition("\n")[0] for event in events] == ["id: 2"]
    assert world.listeners == []


async def test_the_page_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, Any]] = []
    said = io.StringIO()

    def visit_and_stop(work: Any) -> None:
        async def visit() -> None:
            serving = asyncio.ensure_future(work)
            told = asyncio.Event()
            said.flush = told.set  # type: ignore[method-assign]
            await told.wait()
            async with httpx.AsyncClient() as client:
                seen.append((await client.get(said.getvalue().split()[-1] + "play/state")).json())
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)

        with asyncio.Runner() as runner:
            runner.run(visit())

    monkeypatch.setattr("sys.stdout", said)
    monkeypatch.setattr("sys.argv", ["server", "--port", "0"])
    monkeypatch.setattr(asyncio, "run", visit_and_stop)
    await asyncio.to_thread(runpy.run_path, server.__file__, run_name="__main__")
    assert [(user["first_name"], user["role"]) for user in seen[0]["users"]] == [("Li", "seller"), ("Anna", "buyer")]
    assert seen[0]["now"].endswith("+00:00")
