"""The stand-in as one ASGI app: the Bot API under /bot<token>/, files, the page, and /play for the page's own calls.

app = standin_app(World(clock))
httpx.AsyncClient(transport=httpx.ASGITransport(app))     # in process
python -m bot.playground.server --port 8080               # the page alone, with two people and no bot
"""

import argparse
import asyncio
import contextlib
import gzip
import socket
import sys
from collections.abc import AsyncIterator, Generator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from bot.playground import bot_api, params, play_api
from bot.playground.bot_api import Answer
from bot.playground.model import ApiError, Json, StoredFile
from bot.playground.webhook import Courier, Post, post_over_http
from bot.playground.world import World

PAGE = Path(__file__).parent / "page"
PICTURES = Path(__file__).parent / "pictures"
LONGEST_BODY = 60 * 1024 * 1024


class Dropped(ConnectionResetError):
    """In process, where there is no connection to cut: the answer got lost."""


class Hung(TimeoutError):
    """In process, where nobody counts the seconds: the answer did not come in time."""


class StandIn:
    """The ASGI app. Calls of the bot go straight to the Bot API; everything else goes through Starlette."""

    def __init__(self, world: World, site: Starlette, courier: Courier) -> None:
        self.world = world
        self.site = site
        self.courier = courier

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/bot"):
            await self._bot_api(scope, receive, send)
        else:
            await self.site(scope, receive, send)

    def close(self) -> None:
        """End long polls and the pages' streams; call it before stopping the server, which waits for both."""
        self.world.updates.close()
        play_api.close_streams(self.world)

    async def _bot_api(self, scope: Scope, receive: Receive, send: Send) -> None:
        # A token has a colon that some clients send as %3A; the path here is decoded already.
        token, _, method = scope["path"].removeprefix("/bot").partition("/")
        raw: Json | ApiError
        try:
            body = await _body(receive)
            kind = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"content-type"), "")
            raw = params.from_request(kind, body, scope["query_string"].decode("latin-1"))
        except ApiError as refusal:
            raw = refusal
        except ConnectionResetError:
            return
        await deliver(await bot_api.call(self.world, unquote(token), method, raw), receive, send)


def standin_app(
    world: World,
    page_dir: Path = PAGE,
    pictures_dir: Path = PICTURES,
    post: Post = post_over_http,
) -> StandIn:
    """The whole stand-in for this world. `post` carries updates to the webhook, if the bot sets one."""
    courier = Courier(world, post)
    world.on_webhook = courier.start

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await courier.stop()

    async def download(request: Request) -> Response:
        if request.path_params["token"] != world.token:
            return JSONResponse(ApiError(401, "Unauthorized").answer(), 401)
        return _file(world.files_by_path.get(request.path_params["path"]))

    async def shown_file(request: Request) -> Response:
        return _file(world.files.get(request.path_params["file_id"]))

    async def index(_: Request) -> Response:
        return FileResponse(page_dir / "index.html")

    site = Starlette(
        routes=[
            Route("/", index),
            Route("/file/bot{token}/{path:path}", download),
            Route("/play/file/{file_id}", shown_file),
            *play_api.routes(world),
            Mount("/page", StaticFiles(directory=page_dir, check_dir=False)),
            Mount("/pictures", StaticFiles(directory=pictures_dir, check_dir=False)),
        ],
        lifespan=lifespan,
    )
    return StandIn(world, site, courier)


async def deliver(answer: Answer, receive: Receive, send: Send) -> None:
    """Send the answer the way its wire says; see faults.py."""
    await WIRES.get(answer.wire.kind, _plain)(answer, receive, send)


async def _plain(answer: Answer, receive: Receive, send: Send) -> None:
    await _send(send, answer.status, answer.body)


async def _slow(answer: Answer, receive: Receive, send: Send) -> None:
    await asyncio.sleep(answer.wire.seconds)
    await _send(send, answer.status, answer.body)


async def _garbage(answer: Answer, receive: Receive, send: Send) -> None:
    await _send(send, 200, b'\x00\xff{"ok": tru')


async def _empty(answer: Answer, receive: Receive, send: Send) -> None:
    await _send(send, 200, b"")


async def _page(answer: Answer, receive: Receive, send: Send) -> None:
    page = f"<html><head><title>{answer.wire.status} Bad Gateway</title></head><body>nginx</body></html>"
    await _send(send, answer.wire.status, page.encode(), b"text/html")


async def _truncated(answer: Answer, receive: Receive, send: Send) -> None:
    half = answer.body[: len(answer.body) // 2]
    if _transport(send) is None:
        await _send(send, answer.status, half)
        return
    await _start(send, answer.status, len(answer.body), b"application/json")
    await send({"type": "http.response.body", "body": half, "more_body": True})
    _cut(send)


async def _gzip(answer: Answer, receive: Receive, send: Send) -> None:
    await _send(send, answer.status, gzip.compress(answer.body), extra=((b"content-encoding", b"gzip"),))


async def _drip(answer: Answer, receive: Receive, send: Send) -> None:
    pieces = [answer.body[at : at + 64] for at in range(0, len(answer.body), 64)]
    await send({
        "type": "http.response.start",
        "status": answer.status,
        "headers": [(b"content-type", b"application/json")],
    })  # fmt: skip
    for piece in pieces:
        await asyncio.sleep(answer.wire.seconds / len(pieces))
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _drop(answer: Answer, receive: Receive, send: Send) -> None:
    _cut(send)


async def _hang(answer: Answer, receive: Receive, send: Send) -> None:
    if _transport(send) is None:
        raise Hung("the stand-in was told to hang")
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(answer.wire.seconds):
            await receive()  # the body is read already: the next thing to come is the caller's goodbye
    _cut(send)


WIRES = {
    "slow": _slow,
    "garbage": _garbage,
    "empty": _empty,
    "page": _page,
    "truncated": _truncated,
    "gzip": _gzip,
    "drip": _drip,
    "drop": _drop,
    "hang": _hang,
}


def _transport(send: Send) -> asyncio.Transport | None:
    """uvicorn's connection behind this request. ASGI itself has no way to cut one, and a cut is what we play."""
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    return transport if isinstance(transport, asyncio.Transport) else None


def _cut(send: Send) -> None:
    transport = _transport(send)
    if transport is None:
        raise Dropped("the stand-in was told to drop the connection")
    transport.abort()


async def _start(
    send: Send, status: int, length: int, mime: bytes, extra: tuple[tuple[bytes, bytes], ...] = ()
) -> None:
    headers = [(b"content-type", mime), (b"content-length", str(length).encode()), *extra]
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def _send(
    send: Send,
    status: int,
    body: bytes,
    mime: bytes = b"application/json",
    extra: tuple[tuple[bytes, bytes], ...] = (),
) -> None:
    await _start(send, status, len(body), mime, extra)
    await send({"type": "http.response.body", "body": body})


async def _body(receive: Receive) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionResetError("the caller went away")
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > LONGEST_BODY:
            raise ApiError(413, "Request Entity Too Large")
        if not message.get("more_body"):
            return b"".join(parts)


def _file(file: StoredFile | None) -> Response:
    if file is None:
        return JSONResponse(ApiError(404, "Not Found").answer(), 404)
    # What people upload is shown on the page's own origin: it must not run there.
    safety = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}
    return Response(file.content, media_type=file.mime, headers=safety)


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: whoever embeds the stand-in has handlers of their own."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


@contextlib.asynccontextmanager
async def serving(app: StandIn, port: int = 0, host: str = "127.0.0.1") -> AsyncIterator[str]:
    """Serve the app in this loop and give its address, such as http://127.0.0.1:8080; port 0 takes a free one."""
    bound = listening(port, host)
    asgi: Any = app
    server = _Server(uvicorn.Config(asgi, log_level="warning", access_log=False, timeout_graceful_shutdown=1))
    running = asyncio.create_task(server.serve([bound]))
    try:
        yield f"http://{host}:{bound.getsockname()[1]}"
    finally:
        app.close()
        server.should_exit = True
        await running


def listening(port: int, host: str = "127.0.0.1") -> socket.socket:
    """A bound socket that waits for callers; OSError if the port is taken."""
    # With the protocol named: asyncio switches Nagle's delay off (40 ms an answer) only where it is.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    bound.listen(128)
    return bound


def two_people(world: World) -> None:
    """A seller and a buyer, to try the page without a bot."""
    world.add_user("Li", "Wei", username="liwei", language_code="zh-hans", phone="+86 755 5550 0100", role="seller",
                   note="seller")  # fmt: skip
    world.add_user("Anna", "Schmidt", username="anna_s", language_code="de", phone="+49 40 5550 0101", note="Germany")


def main() -> None:
    """Serve the page alone."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, default=8080)
    port: int = options.parse_args().port

    def clock() -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - an entry point of its own: nobody above it could hand in a clock

    async def serve() -> None:
        world = World(clock)
        two_people(world)
        async with serving(standin_app(world), port) as address:
            sys.stdout.write(f"The playground's page: {address}/\n")
            sys.stdout.flush()
            await asyncio.Event().wait()

    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve())


if __name__ == "__main__":
    main()
