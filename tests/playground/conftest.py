"""A small world with a buyer and a seller, and the Bot API called without HTTP."""

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.playground import bot_api
from bot.playground.model import User
from bot.playground.world import World

MORNING = datetime(2026, 11, 24, 9, tzinfo=UTC)
# Sixteen bytes of a PNG's head and its size, 100 × 50: enough for whoever only asks how large it is.
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (100).to_bytes(4, "big") + (50).to_bytes(4, "big")

Api = Callable[..., Awaitable[Any]]


class Refused(Exception):
    """What the Bot API answered instead of a result."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(answer["description"])
        self.code = answer["error_code"]
        self.parameters = answer.get("parameters", {})


@pytest.fixture
def world() -> World:
    return World(lambda: MORNING)


@pytest.fixture
def anna(world: World) -> User:
    return world.add_user("Anna", "Schmidt", username="anna_s", language_code="de", phone="+49 40 5550 0101")


@pytest.fixture
def li(world: World) -> User:
    return world.add_user("Li", "Wei", role="seller")


@pytest.fixture
def api(world: World) -> Api:
    """`await api("sendMessage", chat_id=…, text=…)` returns the result or raises Refused."""

    async def call(method: str, **params: Any) -> Any:
        answer = json.loads((await bot_api.call(world, world.token, method, params)).body)
        if not answer["ok"]:
            raise Refused(answer)
        return answer["result"]

    return call


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)
