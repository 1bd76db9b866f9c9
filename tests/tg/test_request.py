"""AiohttpRequest against a server on loopback that answers, refuses, drops, drips and lies as told."""

import asyncio
import io
import json
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import TCPConnector, web
from aiohttp.abc import AbstractResolver
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.tg.request import AiohttpRequest, NotSent, Unknown

TOKEN = "123456:CANARY-token-CANARY"
CANARY = "CANARY"
MESSAGE = {"message_id": 7, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "hi"}

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Server:
    """What the next calls are answered with, and what they were."""

    answer: Answer
    base: str = ""
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    called: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        form = await request.post() if request.method == "POST" else {}
        self.calls.append((request.path.rsplit("/", 1)[-1], dict(form)))
        self.called.set()
        return await self.answer(request)


def says(status: int, body: object, **headers: str) -> Answer:
    """The body as JSON, or as it is where it is bytes."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, body=raw, headers=headers)

    return answer


OK = says(200, {"ok": True, "result": MESSAGE})


def refuses(code: int, description: str, **parameters: object) -> Answer:
    body = {"ok": False, "error_code": code, "description": description}
    return says(code, body | ({"parameters": parameters} if parameters else {}))


@asynccontextmanager
async def serving(answer: Answer = OK) -> AsyncIterator[Server]:
    server = Server(answer)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.01)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.base = f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
    try:
        yield server
    finally:
        await runner.cleanup()


@asynccontextmanager
async def bot_at(base: str, **timeouts: Any) -> AsyncIterator[Bot]:
    request = AiohttpRequest(**timeouts)
    await request.initialize()
    try:
        yield Bot(TOKEN, base_url=base, base_file_url=base, request=request, get_updates_request=request)
    finally:
        await request.shutdown()


async def failure_of(call: Awaitable[object]) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await call
    return caught.value


def assert_clean(error: BaseException) -> None:
    """Neither the error nor anything it was raised from or during names the token or the address."""
    seen: BaseException | None = error
    while seen is not None:
        assert CANARY not in repr(seen) + str(seen)
        assert "127.0.0.1" not in str(seen)
        seen = seen.__cause__ or seen.__context__
    assert CANARY not in "".join(traceback.format_exception(error))


async def test_a_message_is_sent_as_a_form() -> None:
    async with serving() as server, bot_at(server.base) as bot:
        message = await bot.send_message(5, "héllo & <b>你好</b> 🙂", parse_mode="HTML")
    assert message.message_id == 7
    assert server.calls == [
        ("sendMessage", {"chat_id": "5", "text": "héllo & <b>你好</b> 🙂", "parse_mode": "HTML"}),
    ]


async def test_a_lone_surrogate_does_not_stop_a_message() -> None:
    async with serving() as server, bot_at(server.base) as bot:
        await bot.send_message(5, "a\ud800b")
        await bot.send_document(5, b"x", caption="a\ud800b")
    assert [form.get("text", form.get("caption")) for _, form in server.calls] == ["a?b", "a?b"]


@pytest.mark.parametrize("content", [b"PDF\x00bytes", io.BytesIO(b"PDF\x00bytes")])
async def test_a_file_is_uploaded(content: Any) -> None:
    async with serving() as server, bot_at(server.base) as bot:
        name = 'a "quoted"\r\nname: évil.pdf'
        await bot.send_document(5, InputFile(content, filename=name, read_file_handle=False), caption="Price list")
    (method, form), *_ = server.calls
    assert (method, form["chat_id"], form["caption"]) == ("sendDocument", "5", "Price list")
    upload = form["document"]
    assert isinstance(upload, web.FileField)
    assert "\n" not in upload.filename and upload.filename.endswith("évil.pdf")
    assert upload.content_type == "application/pdf"


async def test_a_file_is_fetched() -> None:
    async with serving(says(200, b"\x89PNG")) as server, bot_at(server.base) as bot:
        assert await bot.request.retrieve(f"{server.base}{TOKEN}/photos/1.png") == b"\x89PNG"
        server.answer = refuses(404, "Not Found")
        error = await failure_of(bot.request.retrieve(f"{server.base}{TOKEN}/photos/2.png"))
    assert isinstance(error, BadRequest)


async def test_connections_are_kept() -> None:
    ports = set()

    async def answer(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        ports.add(request.transport.get_extra_info("peername")[1])
        return await OK(request)

    async with serving(answer) as server, bot_at(server.base) as bot:
        for _ in range(5):
            await bot.send_message(5, "hi")
    assert len(ports) == 1


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refuses(400, "Bad Request: chat not found"), BadRequest),
        (refuses(400, "Bad Request: group upgraded", migrate_to_chat_id=-1001), ChatMigrated),
        (refuses(401, "Unauthorized"), InvalidToken),
        (refuses(403, "Forbidden: bot was blocked by the user"), Forbidden),
        (refuses(404, "Not Found"), InvalidToken),
        (refuses(409, "Conflict: terminated by other getUpdates request"), Conflict),
        (refuses(429, "Too Many Requests: retry after 3", retry_after=3), RetryAfter),
    ],
)
async def test_what_telegram_refuses_goes_the_librarys_way(answer: Answer, kind: type[TelegramError]) -> None:
    async with serving(answer) as server, bot_at(server.base) as bot:
        error = await failure_of(bot.send_message(5, "hi"))
    assert type(error) is kind
    assert_clean(error)


async def test_a_flood_wait_is_a_timedelta() -> None:
    async with (
        serving(refuses(429, "Too Many Requests: retry after 3", retry_after=3)) as server,
        bot_at(server.base) as bot,
    ):
        error = await failure_of(bot.send_message(5, "hi"))
    assert isinstance(error, RetryAfter)
    assert error.retry_after == timedelta(seconds=3)


@pytest.mark.parametrize(
    "answer",
    [
        refuses(500, "Internal Server Error"),
        refuses(502, "Bad Gateway"),
        says(504, b"<html>Gateway Timeout</html>"),
        says(302, b"", Location="http://example.invalid/"),
        says(400, b"<html>Bad Request</html>"),
        says(403, {"error": "a proxy's JSON, not Telegram's"}),
        says(429, {"ok": False, "description": "wait", "parameters": {"retry_after": "soon"}}),
        says(400, {"ok": False, "description": "moved", "parameters": [1]}),
        says(200, b""),
        says(200, b"<html>Welcome to the hotel's wireless network</html>"),
        says(200, b'{"ok": true, "result": {"message_id": 7, "da'),
        says(200, [1, 2]),
        says(200, ["result"]),
        says(200, {"ok": True}),
        says(200, b'{"result":' + b"[" * 100_000),
    ],
)
async def test_an_answer_that_says_nothing_sure_is_unknown(answer: Answer) -> None:
    async with serving(answer) as server, bot_at(server.base) as bot:
        error = await failure_of(bot.send_message(5, "hi"))
    assert isinstance(error, Unknown)
    assert_clean(error)
    assert len(server.calls) == 1


async def hang(_: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError("never")


async def drop(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def break_off(request: web.Request) -> web.StreamResponse:
    """The head and half of the body, then nothing more."""
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"ok": true, "result"')
    return await drop(request)


async def drip(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b" ")
        await asyncio.sleep(0.005)


@pytest.mark.parametrize("answer", [hang, drop, break_off, drip])
async def test_an_answer_lost_after_sending_is_unknown(answer: Answer) -> None:
    async with (
        serving(answer) as server,
        bot_at(server.base, read=0.05, write=0.02, connect=0.02, pool=0.02) as bot,
    ):
        error = await failure_of(bot.send_message(5, "hi"))
        raw = await failure_of(bot.request.post_raw(server.base + TOKEN, {}, 0.05))  # type: ignore[attr-defined]
    assert isinstance(error, Unknown) and isinstance(raw, Unknown)
    assert_clean(error)
    assert_clean(raw)


async def test_a_refused_connection_was_not_sent(unused_tcp_port: int) -> None:
    async with bot_at(f"http://127.0.0.1:{unused_tcp_port}/bot") as bot:
        error = await failure_of(bot.send_message(5, "hi"))
    assert isinstance(error, NotSent)
    assert_clean(error)


class NoSuchHost(AbstractResolver):
    async def resolve(self, *_: object, **__: object) -> Any:
        raise OSError("Name or service not known")

    async def close(self) -> None: ...


async def test_a_host_that_is_not_found_was_not_sent() -> None:
    async with bot_at("http://api.invalid/bot", connector=lambda: TCPConnector(resolver=NoSuchHost())) as bot:
        error = await failure_of(bot.send_message(5, "hi"))
    assert isinstance(error, NotSent)
    assert_clean(error)


async def test_no_tls_was_not_sent() -> None:
    async with serving() as server, bot_at(server.base.replace("http:", "https:")) as bot:
        error = await failure_of(bot.send_message(5, "hi"))
    assert isinstance(error, NotSent)
    assert_clean(error)
    assert server.calls == []


async def test_waiting_in_vain_for_a_free_connection_was_not_sent() -> None:
    async with (
        serving(hang) as server,
        bot_at(server.base, connector=lambda: TCPConnector(limit=1), pool=0.02, connect=0.02) as bot,
    ):
        first = asyncio.create_task(bot.send_message(5, "holds the only connection"))
        await server.called.wait()
        error = await failure_of(bot.send_message(5, "waits for it"))
        first.cancel()
    assert isinstance(error, NotSent)
    assert len(server.calls) == 1


@pytest.mark.parametrize("base", ["http://[bad/bot", "ftp://127.0.0.1/bot", "bot"])
async def test_an_address_that_is_none_was_not_sent(base: str) -> None:
    async with bot_at(base) as bot:
        error = await failure_of(bot.send_message(5, "hi"))
    assert isinstance(error, NotSent)
    assert_clean(error)


async def test_a_closed_request_says_so_and_opens_again() -> None:
    async with serving() as server, bot_at(server.base) as bot:
        await bot.request.shutdown()
        await bot.request.shutdown()
        assert isinstance(await failure_of(bot.send_message(5, "hi")), NotSent)
        await bot.request.initialize()
        await bot.request.initialize()
        await bot.send_message(5, "hi")
    unopened = AiohttpRequest()
    assert isinstance(await failure_of(unopened.post_raw(server.base, {}, 1)), NotSent)
    await unopened.shutdown()


async def test_updates_come_as_they_are() -> None:
    body = b'{"ok":true,"result":[{"update_id":1,"message":{"date":null,"text":"\\ud800"}}]}'
    async with serving(says(200, body)) as server:
        request = AiohttpRequest()
        async with request:
            params = {"offset": 5, "timeout": 30, "allowed_updates": ["message"], "limit": None}
            assert await request.post_raw(f"{server.base}{TOKEN}/getUpdates", params, 40) == (200, body)
            server.answer = refuses(409, "Conflict")
            status, _ = await request.post_raw(f"{server.base}{TOKEN}/getUpdates", {}, 40)
    assert status == 409
    assert server.calls[0] == ("getUpdates", {"offset": "5", "timeout": "30", "allowed_updates": '["message"]'})


async def test_a_calls_own_time_outs_win() -> None:
    async with serving(hang) as server, bot_at(server.base) as bot:
        error = await failure_of(bot.send_message(5, "hi", read_timeout=0.02))
        server.called.clear()
        endless = asyncio.create_task(bot.send_message(5, "hi", read_timeout=None))
        await server.called.wait()
        endless.cancel()
    assert isinstance(error, Unknown)
    assert bot.request.read_timeout == 15.0


async def test_a_cancelled_call_is_cancelled() -> None:
    async with serving(hang) as server, bot_at(server.base) as bot:
        call = asyncio.create_task(bot.send_message(5, "hi"))
        await server.called.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call


async def test_nothing_of_it_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("telegram.Bot").setLevel(logging.INFO)  # prints every call's arguments; the bot turns it off
    async with serving(says(200, b"not JSON")) as server, bot_at(server.base) as bot:
        await failure_of(bot.send_message(5, "PRIVATE words"))
        server.answer = hang
        await failure_of(bot.send_message(5, "PRIVATE words", read_timeout=0.01))
    assert CANARY not in caplog.text and "PRIVATE" not in caplog.text and "not JSON" not in caplog.text


async def test_no_proxy_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    async with serving() as server, bot_at(server.base) as bot:
        await bot.send_message(5, "hi")
    assert len(server.calls) == 1
