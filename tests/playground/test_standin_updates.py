"""getUpdates: offsets, waiting, the second poller, and numbering that goes wrong."""

import asyncio
import json
from typing import Any

import pytest

from bot.playground import bot_api
from bot.playground.model import User
from bot.playground.world import World

from .conftest import Api, Refused


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_stay_until_a_higher_offset_confirms_them(world: World, api: Api, anna: User) -> None:
    for text in ("a", "b", "c"):
        world.says(anna, text)
    assert texts(await api("getUpdates", limit=2)) == ["a", "b"]
    assert texts(await api("getUpdates", limit=0)) == ["a", "b", "c"]
    first = (await api("getUpdates"))[0]["update_id"]
    assert texts(await api("getUpdates", offset=first + 1)) == ["b", "c"]
    assert texts(await api("getUpdates")) == ["b", "c"]
    assert texts(await api("getUpdates", offset=-1)) == ["c"]
    assert texts(await api("getUpdates")) == ["c"]
    assert texts(list(world.updates.issued)) == ["a", "b", "c"]


async def test_a_long_poll_wakes_when_something_happens(world: World, api: Api, anna: User) -> None:
    poll = asyncio.create_task(api("getUpdates", timeout=30))
    await asyncio.sleep(0)
    world.says(anna, "hello")
    async with asyncio.timeout(1):
        assert texts(await poll) == ["hello"]
    assert world.updates.wakers == []


async def test_a_long_poll_ends_empty_after_its_time_or_when_the_server_stops(world: World) -> None:
    async with asyncio.timeout(1):
        assert await world.updates.poll(0, 100, 0.01) == []
        poll = asyncio.create_task(world.updates.poll(0, 100, 30))
        await asyncio.sleep(0)
        world.updates.close()
        assert await poll == []
        assert await world.updates.poll(0, 100, 30) == []


async def test_a_second_poller_ends_the_first(world: World, api: Api, anna: User) -> None:
    first = asyncio.create_task(api("getUpdates", timeout=30))
    await asyncio.sleep(0)
    second = asyncio.create_task(api("getUpdates", timeout=30))
    with pytest.raises(Refused, match="terminated by other getUpdates") as refused:
        await first
    assert refused.value.code == 409
    world.says(anna, "hello")
    assert texts(await second) == ["hello"]


async def test_only_the_kinds_that_were_asked_for(world: World, api: Api, anna: User) -> None:
    said = world.says(anna, "a")
    world.reacts(anna, said, "👍")
    assert len(await api("getUpdates", allowed_updates=["message_reaction"])) == 1
    world.says(anna, "not heard")
    world.reacts(anna, said, "🔥")
    assert [sorted(update)[0] for update in await api("getUpdates", offset=-1)] == ["message_reaction"]
    await api("getUpdates", allowed_updates=[])
    world.says(anna, "heard")
    assert texts(await api("getUpdates", offset=-1)) == ["heard"]


async def test_an_offset_from_another_numbering_confirms_nothing(world: World, api: Api, anna: User) -> None:
    world.updates.restart_ids(900)
    world.says(anna, "before")
    await api("getUpdates", offset=901)
    world.updates.restart_ids(5)
    world.says(anna, "after")
    assert texts(await api("getUpdates", offset=901)) == ["after"]
    assert texts(await api("getUpdates", offset=901)) == ["after"]
    assert await api("getUpdates", offset=6) == []


async def test_the_same_batch_twice_when_the_offset_is_ignored(world: World, api: Api, anna: User) -> None:
    world.says(anna, "a")
    world.updates.ignore_offset = 1
    [update] = await api("getUpdates")
    assert await api("getUpdates", offset=update["update_id"] + 1) == []
    world.says(anna, "b")
    assert texts(await api("getUpdates", offset=update["update_id"] + 1)) == ["a"]
    assert texts(await api("getUpdates", offset=update["update_id"] + 1)) == ["b"]


async def test_raw_updates_go_out_as_they_are(world: World, api: Api, anna: User) -> None:
    world.says(anna, "a")
    world.raw_update({"update_id": 1, "message": {"text": "same number"}})
    world.raw_update({"message": {"date": None, "text": "half a pair \ud83d"}})
    world.raw_update({"update_id": 2**63, "future": {}})
    world.raw_update({"update_id": "odd"})
    answer = await bot_api.call(world, world.token, "getUpdates", {})
    found = json.loads(answer.body)["result"]
    assert [update["update_id"] for update in found] == [1, 1, 2, 2**63, "odd"]
    assert found[2]["message"]["text"] == "half a pair \ud83d"


async def test_until_waits_for_the_bot_and_says_what_it_did_instead(world: World, api: Api, anna: User) -> None:
    waiting = asyncio.create_task(world.until(lambda: world.from_bot(anna)[-1]))
    await asyncio.sleep(0)
    await api("sendMessage", chat_id=anna.id, text="here")
    assert (await waiting).text == "here"
    with pytest.raises(LookupError):
        world.messages(anna)[-1].button("x")
    with pytest.raises(AssertionError, match="sendMessage"):
        await world.until(lambda: world.messages(anna)[-1].button("x"), seconds=0.01)
    assert world.listeners == []
    assert world.calls_of("sendMessage") == [{"chat_id": anna.id, "text": "here"}]
