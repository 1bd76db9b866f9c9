"""The webhook: 200 only after the commit, and nothing for whoever does not know the secret."""

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.web import webhook

SECRET = "s3cret-CANARY"
GOOD = {"update_id": 7, "message": {"text": "hi"}}


class Keeper:
    """What the app was told to keep; `failing` is the disk being full."""

    def __init__(self) -> None:
        self.kept: list[tuple[int, str]] = []
        self.failing = False
        self.healthy = True
        self.may_commit = asyncio.Event()
        self.may_commit.set()

    async def keep(self, update_id: int, body: str) -> None:
        await self.may_commit.wait()
        if self.failing:
            raise OSError("disk full")
        self.kept.append((update_id, body))

    async def good(self) -> bool:
        return self.healthy


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture
async def client(keeper: Keeper) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(webhook.app(keeper.keep, SECRET, keeper.good), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as opened:
        yield opened


def headers(secret: str = SECRET) -> dict[str, str]:
    return {webhook.SECRET_HEADER: secret}


async def test_an_update_is_kept_as_it_came(client: httpx.AsyncClient, keeper: Keeper) -> None:
    body = '{ "update_id": 7,  "message": {"text": "\\ud83d ä"}}'
    answer = await client.post("/telegram", content=body.encode(), headers=headers())
    assert answer.status_code == 200
    assert keeper.kept == [(7, body)]


@pytest.mark.parametrize("secret", ["", "s3cret", SECRET + "x", "ähm"])
async def test_whoever_does_not_know_the_secret_is_refused(
    client: httpx.AsyncClient, keeper: Keeper, secret: str
) -> None:
    given = {webhook.SECRET_HEADER: secret.encode("utf-8")} if secret else {}
    answer = await client.post("/telegram", json=GOOD, headers=given)
    assert answer.status_code == 403
    assert SECRET not in answer.text
    assert keeper.kept == []


@pytest.mark.parametrize(
    "body", [b"", b"nonsense", b"[]", b"5", b"{}", b'{"update_id": "7"}', b'{"update_id": true}', b"[" * 100_000]
)
async def test_what_is_no_update_is_refused(client: httpx.AsyncClient, keeper: Keeper, body: bytes) -> None:
    assert (await client.post("/telegram", content=body, headers=headers())).status_code == 400
    assert keeper.kept == []


async def test_what_is_too_large_is_refused(client: httpx.AsyncClient, keeper: Keeper) -> None:
    body = json.dumps({"update_id": 7, "x": "x" * webhook.LARGEST}).encode()
    assert (await client.post("/telegram", content=body, headers=headers())).status_code == 413
    assert keeper.kept == []


async def test_the_answer_waits_for_the_commit(client: httpx.AsyncClient, keeper: Keeper) -> None:
    keeper.may_commit.clear()
    asking = asyncio.create_task(client.post("/telegram", json=GOOD, headers=headers()))
    for _ in range(20):
        await asyncio.sleep(0)
    assert not asking.done()
    keeper.may_commit.set()
    assert (await asking).status_code == 200
    assert len(keeper.kept) == 1


async def test_when_it_can_not_be_kept_telegram_is_to_try_again(client: httpx.AsyncClient, keeper: Keeper) -> None:
    keeper.failing = True
    assert (await client.post("/telegram", json=GOOD, headers=headers())).status_code == 500


async def test_other_ways_in(client: httpx.AsyncClient) -> None:
    assert (await client.get("/telegram")).status_code == 405
    assert (await client.post("/")).status_code == 404


async def test_health(client: httpx.AsyncClient, keeper: Keeper) -> None:
    assert (await client.get("/health")).json() == {"ok": True}
    keeper.healthy = False
    assert (await client.get("/health")).status_code == 503
