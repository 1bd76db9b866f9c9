"""Just enough HTTP/1.1 on a raw asyncio protocol for server.py, and the length of the way to it."""

import asyncio
import json
import re
from collections.abc import Callable
from typing import Any, Protocol
from urllib.parse import parse_qsl

LENGTH = re.compile(rb"(?i)content-length: *(\d+)")
HEAD = "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
REASONS = {200: "OK", 400: "Bad Request", 404: "Not Found", 409: "Conflict", 429: "Too Many Requests"}

Answer = tuple[int, bytes]
Reply = Callable[[Answer], None]


class Handler(Protocol):
    """What a connection hands its requests to. `round_trip` in seconds."""

    round_trip: float
    loop: asyncio.AbstractEventLoop

    def api(self, token: str, method: str, form: dict[str, str], reply: Reply) -> None: ...
    def control(self, name: str, arguments: dict[str, Any]) -> Answer: ...
    def forget(self, connection: object) -> None: ...


class Http(asyncio.Protocol):
    """Just enough HTTP/1.1: keep-alive, Content-Length bodies, form or JSON, one request at a time."""

    def __init__(self, server: Handler) -> None:
        self.server = server
        self.buffer = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self.server.forget(self)
        self.transport = None

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end]
            length = LENGTH.search(head)
            size = end + 4 + (int(length[1]) if length else 0)
            if len(self.buffer) < size:
                return
            body, self.buffer = self.buffer[end + 4 : size], self.buffer[size:]
            self.request(head, body)

    def request(self, head: bytes, body: bytes) -> None:
        """Take one request in; the way down takes half a round trip, but not for control."""
        path, _, query = head.split(b" ", 2)[1].decode().partition("?")
        if path.startswith("/control/"):
            return self.write(self.server.control(path.removeprefix("/control/"), json.loads(body or b"{}")))
        token, _, method = path.removeprefix("/bot").partition("/")
        if b"application/json" in head:
            form = {name: value if isinstance(value, str) else json.dumps(value)
                    for name, value in json.loads(body or b"{}").items()}  # fmt: skip
        else:
            form = dict(parse_qsl(query + "&" + body.decode() if query else body.decode(), keep_blank_values=True))
        way = self.server.round_trip / 2
        if way:
            # The call's effect, and its time, is when it left the bot; only the answer is late.
            if method == "getUpdates":
                self.server.loop.call_later(way, self.server.api, token, method, form, self.answer)
            else:
                self.server.api(token, method, form, self.answer_late)
        else:
            self.server.api(token, method, form, self.answer)
        return None

    def answer(self, answer: Answer) -> None:
        """Write an answer after the way up."""
        way = self.server.round_trip / 2
        if way:
            self.server.loop.call_later(way, self.write, answer)
        else:
            self.write(answer)

    def answer_late(self, answer: Answer) -> None:
        """Write an answer after the whole round trip."""
        self.server.loop.call_later(self.server.round_trip, self.write, answer)

    def write(self, answer: Answer) -> None:
        """Write an answer, if somebody is still there."""
        if self.transport is not None and not self.transport.is_closing():
            status, body = answer
            self.transport.write((HEAD % (status, REASONS[status], len(body))).encode() + body)
