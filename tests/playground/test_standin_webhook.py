"""Updates brought to a webhook: the secret goes along, and only a 2xx answer ends the tries."""

import asyncio
import json

import aiohttp.test_utils
import aiohttp.web
import pytest

from bot.playground.model import User
from bot.playground.server import standin_app
from bot.playground.webhook import SECRET_HEADER, Courier, post_over_http
from bot.playground.world import World

from .conftest import Api, Refused

HOOK = "https://shop.example/hook"


class Bot:
    """A bot's end of a webhook: answers as told, remembers what came."""

    def __init__(self, *answers: int | OSError) -> None:
        self.answers = list(answers)
        self.came: list[tuple[str, dict[str, str]]] = []
        self.pauses: list[float] = []

    async def post(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        self.came.append((json.loads(body)["message"]["text"], headers))
        answer = self.answers.pop(0) if self.answers else 200
        if isinstance(answer, OSError):
            raise answer
        return answer

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


async def drained(world: World, courier: Courier) -> None:
    """Let the courier work until nothing waits, then stop it."""
    changed = asyncio.Event()
    world.updates.wakers.append(changed)
    async with asyncio.timeout(1):
        while world.updates.pending:
            changed.clear()
            await changed.wait()
    await courier.stop()


async def test_updates_come_in_order_with_the_secret(world: World, api: Api, anna: User) -> None:
    bot = Bot()
    courier = Courier(world, bot.post, bot.pause)
    world.on_webhook = courier.start
    world.says(anna, "a")
    await api("setWebhook", url=HOOK, secret_token="s3cret")
    await api("setWebhook", url=HOOK, secret_token="s3cret")
    await asyncio.sleep(0)
    world.says(anna, "b")
    await drained(world, courier)
    assert [text for text, _ in bot.came] == ["a", "b"]
    assert bot.came[0][1][SECRET_HEADER] == "s3cret"
    assert (await api("getWebhookInfo"))["pending_update_count"] == 0
    with pytest.raises(Refused, match="webhook is active"):
        await api("getUpdates")
    assert "s3cret" not in json.dumps(world.snapshot())


async def test_failures_are_tried_again_ever_more_slowly(world: World, api: Api, anna: User) -> None:
    bot = Bot(500, OSError("refused"), 404)
    courier = Courier(world, bot.post, bot.pause)
    world.on_webhook = courier.start
    world.says(anna, "a")
    await api("setWebhook", url=HOOK)
    await drained(world, courier)
    assert [text for text, _ in bot.came] == ["a"] * 4
    assert bot.pauses == [1, 2, 4]
    info = await api("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 404"
    assert SECRET_HEADER not in bot.came[0][1]


async def test_taking_the_webhook_away_ends_the_courier(world: World, api: Api, anna: User) -> None:
    bot = Bot()
    courier = Courier(world, bot.post, bot.pause)
    world.on_webhook = courier.start
    await api("setWebhook", url=HOOK)
    await asyncio.sleep(0)
    await api("setWebhook", url="")
    world.says(anna, "a")
    await asyncio.sleep(0)
    assert bot.came == []
    assert len(await api("getUpdates")) == 1
    await api("deleteWebhook", drop_pending_updates=True)
    world.says(anna, "b")
    await api("setWebhook", url="http://127.0.0.1:1/", drop_pending_updates=True)
    assert await api("deleteWebhook") is True
    assert await api("getUpdates") == []
    await courier.stop()
    await courier.stop()


@pytest.mark.parametrize(
    ("params", "complaint"),
    [({"url": "http://shop.example/"}, "HTTPS URL"), ({"url": HOOK, "secret_token": "a b"}, "unallowed")],
)
async def test_bad_webhooks_are_refused(api: Api, params: dict[str, str], complaint: str) -> None:
    with pytest.raises(Refused, match=complaint):
        await api("setWebhook", **params)


async def test_a_webhook_can_be_set_before_anybody_delivers(world: World, api: Api, anna: User) -> None:
    await api("setWebhook", url=HOOK, allowed_updates=["callback_query"])
    world.says(anna, "not asked for")
    assert await api("getWebhookInfo") == {
        "url": HOOK,
        "max_connections": 40,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "allowed_updates": ["callback_query"],
    }


async def test_over_http(world: World, api: Api, anna: User) -> None:
    seen: list[str] = []

    async def hook(request: aiohttp.web.Request) -> aiohttp.web.Response:
        seen.append(request.headers[SECRET_HEADER] + (await request.json())["message"]["text"])
        return aiohttp.web.Response()

    site = aiohttp.web.Application()
    site.router.add_post("/hook", hook)
    async with aiohttp.test_utils.TestServer(site) as server:
        app = standin_app(world)
        world.says(anna, "a")
        await api("setWebhook", url=str(server.make_url("/hook")), secret_token="s3")
        await drained(world, app.courier)
        closed = f"http://127.0.0.1:{server.port}"
    assert seen == ["s3a"]
    with pytest.raises(OSError, match="ClientConnectorError"):
        await post_over_http(closed, b"{}", {})
