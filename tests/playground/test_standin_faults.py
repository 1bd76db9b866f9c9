"""The stand-in on a bad day: each fault as the bot meets it, in process and over a real socket."""

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
import httpx
import pytest
import pytest_asyncio

from bot.playground.faults import KINDS, Faults, options_from
from bot.playground.inprocess import InProcess
from bot.playground.model import User
from bot.playground.server import serving, standin_app
from bot.playground.world import World

from .conftest import Api, Refused


@dataclass
class Line:
    """A real connection to the stand-in."""

    world: World
    base: str
    session: aiohttp.ClientSession

    async def send(self, chat_id: int, text: str = "x", seconds: float = 5.0) -> tuple[int, bytes]:
        """(status, body) of one sendMessage."""
        limit = aiohttp.ClientTimeout(total=seconds)
        address = f"{self.base}/bot{self.world.token}/sendMessage"
        async with self.session.post(address, json={"chat_id": chat_id, "text": text}, timeout=limit) as answer:
            return answer.status, await answer.read()


@pytest_asyncio.fixture
async def line(world: World) -> AsyncIterator[Line]:
    async with serving(standin_app(world)) as address, aiohttp.ClientSession() as session:
        yield Line(world, address, session)


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("flood", 429, "Too Many Requests: retry after 7"),
        ("unauthorized", 401, "Unauthorized"),
        ("conflict", 409, "Conflict: terminated by other getUpdates request"),
        ("forbidden", 403, "Forbidden: bot was blocked by the user"),
        ("bad_request", 400, "Bad Request: chat not found"),
        ("server_error", 502, "Internal Server Error"),
    ],
)
async def test_refusals(world: World, api: Api, anna: User, kind: str, code: int, words: str) -> None:
    world.faults.set(kind, "sendMessage", seconds=7)
    with pytest.raises(Refused, match=words) as refused:
        await api("sendMessage", chat_id=anna.id, text="x")
    assert refused.value.code == code
    assert refused.value.parameters == ({"retry_after": 7} if kind == "flood" else {})
    assert world.messages(anna) == []
    await api("sendMessage", chat_id=anna.id, text="x")
    assert world.faults.struck == [(kind, "sendMessage")]
    assert [call.error for call in world.calls] == [f"fault: {kind}", None]


async def test_a_fault_can_be_narrowed(world: World, api: Api, anna: User, li: User) -> None:
    world.faults.set("flood", "sendMessage", chat_id=li.id, skip=1, count=2)
    await api("sendMessage", chat_id=anna.id, text="other chat")
    await api("sendMessage", chat_id=li.id, text="skipped")
    for _ in range(2):
        with pytest.raises(Refused):
            await api("sendMessage", chat_id=li.id, text="x")
    await api("sendMessage", chat_id=li.id, text="over")
    world.faults.set("unauthorized", count=None)
    for _ in range(3):
        with pytest.raises(Refused):
            await api("getMe")
    world.faults.clear()
    await api("getMe")


async def test_a_failure_after_the_effect_leaves_the_message(world: World, api: Api, anna: User) -> None:
    world.faults.set("server_error", after=True)
    with pytest.raises(Refused, match="Internal"):
        await api("sendMessage", chat_id=anna.id, text="it stands")
    assert [message.text for message in world.messages(anna)] == ["it stands"]
    assert world.calls[-1].error == "fault: server_error after the effect"


async def test_a_server_that_knows_only_a_few_methods(world: World, api: Api, anna: User) -> None:
    world.faults.only_methods(["getMe", "sendMessage"])
    await api("SENDMESSAGE", chat_id=anna.id, text="x")
    for unknown in ("sendPhoto", "createForumTopic", "sendNonsense"):
        with pytest.raises(Refused, match="Not Found"):
            await api(unknown, chat_id=anna.id)
    world.faults.only_methods(None)
    assert world.faults.only is None


async def test_every_call_can_be_watched(world: World, api: Api) -> None:
    seen: list[str] = []
    world.before_call.append(lambda method, _: seen.append(method))
    await api("getMe")
    assert seen == ["getMe"]


def test_unknown_faults_and_fields_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown fault 'rain'"):
        Faults().set("rain")
    with pytest.raises(ValueError, match="unknown field 'wind'"):
        options_from({"kind": "flood", "wind": 1})
    with pytest.raises(ValueError, match="count has a wrong type"):
        options_from({"kind": "flood", "count": "many"})
    assert options_from({"kind": "flood", "count": None, "seconds": 2})["seconds"] == 2


async def test_limits_of_telegram(world: World, api: Api, anna: User, li: User) -> None:
    world.limits.on = True
    group = world.add_group("Desk", [li])

    async def waits(chat_id: int) -> int:
        try:
            await api("sendMessage", chat_id=chat_id, text="x")
        except Refused as refused:
            return int(refused.parameters["retry_after"])
        return 0

    assert [await waits(anna.id), await waits(anna.id), await waits(li.id)] == [0, 1, 0]
    world.forward(timedelta(seconds=1))
    assert await waits(anna.id) == 0
    world.forward(timedelta(minutes=1))
    assert [await waits(group.id) for _ in range(21)] == [0] * 20 + [60]
    world.forward(timedelta(seconds=30))
    assert await waits(group.id) == 30
    world.forward(timedelta(seconds=30))
    assert await waits(group.id) == 0
    people = [world.add_user(f"Buyer {n}") for n in range(30)]
    world.forward(timedelta(seconds=2))
    assert [await waits(buyer.id) for buyer in people] + [await waits(anna.id)] == [0] * 30 + [1]


@pytest.mark.parametrize(("kind", "problem"), [("drop", httpx.ReadError), ("timeout", httpx.ReadTimeout)])
async def test_in_process_a_lost_connection_is_what_httpx_would_raise(
    world: World, anna: User, kind: str, problem: type[Exception]
) -> None:
    world.faults.set(kind, after=True)
    async with httpx.AsyncClient(transport=InProcess(standin_app(world)), base_url="http://telegram") as client:
        with pytest.raises(problem):
            await client.post(f"/bot{world.token}/sendMessage", data={"chat_id": str(anna.id), "text": "it stands"})
        assert [message.text for message in world.messages(anna)] == ["it stands"]
        world.faults.set("truncated")
        answer = await client.post(f"/bot{world.token}/getMe")
        with pytest.raises(ValueError, match=r"."):
            answer.json()


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("kind", ["drop", "timeout", "truncated"])
async def test_lost_answers_over_a_socket(line: Line, anna: User, kind: str, after: bool) -> None:
    line.world.faults.set(kind, after=after)
    with pytest.raises((aiohttp.ClientError, TimeoutError)):
        await line.send(anna.id, seconds=0.2)
    stands = after or kind == "truncated"
    assert len(line.world.messages(anna)) == int(stands)
    assert (await line.send(anna.id))[0] == 200


async def test_a_hanging_answer_is_cut_in_the_end(line: Line, anna: User) -> None:
    line.world.faults.set("timeout", seconds=0.05)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await line.send(anna.id)


@pytest.mark.parametrize(
    ("kind", "check"),
    [
        ("garbage", lambda status, body: status == 200 and b"\x00" in body),
        ("proxy_page", lambda status, body: status == 502 and b"<html>" in body),
        ("empty", lambda status, body: (status, body) == (200, b"")),
        ("slow", lambda status, body: json.loads(body)["ok"]),
        ("gzip", lambda status, body: json.loads(body)["ok"]),
        ("drip", lambda status, body: json.loads(body)["ok"]),
    ],
)
async def test_odd_answers_over_a_socket(line: Line, anna: User, kind: str, check: Callable[..., bool]) -> None:
    line.world.faults.set(kind, seconds=0.02)
    assert check(*await line.send(anna.id))
    assert len(line.world.messages(anna)) == int(kind in ("slow", "gzip", "drip"))


async def test_the_way_to_telegram_takes_time(line: Line, anna: User) -> None:
    line.world.faults.round_trip = 0.05
    with pytest.raises(TimeoutError):
        await line.send(anna.id, seconds=0.02)
    line.world.faults.clear()
    assert (await line.send(anna.id))[0] == 200


def test_every_kind_is_tried_here() -> None:
    tried = "flood unauthorized conflict forbidden bad_request server_error drop timeout truncated garbage proxy_page"
    assert set(tried.split()) | {"empty", "slow", "gzip", "drip"} == KINDS
