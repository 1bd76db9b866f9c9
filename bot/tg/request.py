"""HTTP to the Bot API over aiohttp: python-telegram-bot's own seam, twice as fast as its stock httpx request.

The Bot API has no idempotency key, so a failed call is told apart by one question: may it have had its effect?
`NotSent` says no (retry freely), `Unknown` says maybe (never repeat a message to a buyer by itself). What Telegram
refused in so many words (4xx with its JSON) goes python-telegram-bot's way: RetryAfter, BadRequest, Forbidden, ...

A request's address holds the token, so no exception raised here names the address, and none has a cause or context
that does: every failure is raised outside the `except` block that caught it.
"""

import json
import os
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

import aiohttp
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import BadRequest, NetworkError
from telegram.request import BaseRequest, RequestData

# The library's own switch: RetryAfter.retry_after is a timedelta (else every 429 warns that it will become one).
os.environ.setdefault("PTB_TIMEDELTA", "true")

CONNECTIONS: Final = 64
"""Connections at most. One call per chat is in flight and Telegram takes 30 a second: more would only queue there."""

KEEP_ALIVE: Final = 30.0
"""Seconds an idle connection is kept: less than servers keep it, so that a call rarely meets one just closed."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
_NEVER_LEFT: Final = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)


class NotSent(NetworkError):
    """The request never left (refused, no such host, TLS, no free connection in time): safe to send again."""


class Unknown(NetworkError):
    """The request may have had its effect (no answer in time, connection lost, 5xx, an answer not the API's)."""


class AiohttpRequest(BaseRequest):
    """One keep-alive session. Time-outs are in seconds; give one to `request` and one to `get_updates_request`."""

    __slots__ = ("_connect", "_connector", "_media_write", "_pool", "_read", "_session", "_write")

    def __init__(
        self,
        *,
        read: float = 15.0,
        connect: float = 5.0,
        pool: float = 10.0,
        write: float = 10.0,
        media_write: float = 60.0,
        connector: Callable[[], aiohttp.BaseConnector] | None = None,
    ) -> None:
        """`connector` makes the session's connector, e.g. one to a Unix socket; it is called inside the event loop."""
        self._read, self._connect, self._pool = read, connect, pool
        self._write, self._media_write = write, media_write
        self._connector = connector or _tcp
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer where a call names no other."""
        return self._read

    async def initialize(self) -> None:
        """Open the session; a second call does nothing."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=self._connector(),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the session and its connections; a second call does nothing."""
        if self._session is not None:
            await self._session.close()

    async def post_raw(
        self,
        url: str,
        params: Mapping[str, Any],
        timeout: float,  # noqa: ASYNC109 - it is aiohttp's to keep: only aiohttp knows whether the request had left
    ) -> tuple[int, bytes]:
        """POST `params` and give back the HTTP status and the body as it came, whatever the status.

        The poller stores updates as raw JSON: an update that python-telegram-bot can't parse must not stall the others.
        `timeout`: seconds to wait for the answer, a long poll's own included. Raises NotSent or Unknown.
        """
        form = {name: _form_value(value) for name, value in params.items() if value is not None}
        return await self._call("POST", url, _form_body(form), _FORM, self._timeout(read=timeout))

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call for python-telegram-bot. Raises NotSent or Unknown; other answers are told apart by its caller."""
        body, headers = _encode(request_data)
        has_files = isinstance(body, aiohttp.FormData)
        limits = self._timeout(
            read=_given(read_timeout, self._read),
            write=_given(write_timeout, self._media_write if has_files else self._write),
            connect=_given(connect_timeout, self._connect),
            pool=_given(pool_timeout, self._pool),
        )
        status, answer = await self._call(method, url, body, headers, limits)
        if method == "GET" and HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
            raise BadRequest(f"the file can't be fetched ({status})")  # a 404 here is no sign of a wrong token
        if _is_done(status, answer, method) or _is_refusal(status, answer):
            return status, answer
        raise Unknown(f"the Bot API server answered {status}, but not as the Bot API does")

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """The answer as a dict. Raises Unknown where it is not the Bot API's JSON; the answer itself is not logged."""
        parsed = _parsed(payload)
        if parsed is None or ("result" not in parsed and parsed.get("ok") is not False):
            raise Unknown("the answer is not the Bot API's")
        return parsed

    def _timeout(
        self,
        read: float | None,
        write: float | None = None,
        connect: float | None = None,
        pool: float | None = None,
    ) -> aiohttp.ClientTimeout:
        write, connect, pool = write or self._write, connect or self._connect, pool or self._pool
        # `total` also ends an answer that drips in byte by byte, which sock_read alone never would.
        total = None if read is None else read + write + connect + pool
        return aiohttp.ClientTimeout(total=total, connect=pool + connect, sock_connect=connect, sock_read=read)

    async def _call(
        self, method: str, url: str, body: Any, headers: Mapping[str, str] | None, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        if self._session is None or self._session.closed:
            raise NotSent("the connection to the Bot API is not open")
        try:
            # A redirect would carry the token to another address, so none is followed.
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=limits, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except _NEVER_LEFT as error:
            failure: NetworkError = NotSent(f"no connection to the Bot API server ({type(error).__name__})")
        except TimeoutError:
            failure = Unknown("no answer from the Bot API server in time")
        except Exception as error:  # whatever else broke under way: python-telegram-bot would print its address
            failure = Unknown(f"the connection to the Bot API server broke ({type(error).__name__})")
        raise failure


def _tcp() -> aiohttp.BaseConnector:
    return aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEEP_ALIVE)


def _given(timeout: ODVInput[float], default: float) -> float | None:
    """A call's own time-out, or the request's default where python-telegram-bot passes its marker object."""
    return timeout if timeout is None or isinstance(timeout, int | float) else default


def _encode(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, Mapping[str, str] | None]:
    if data is None:
        return None, None
    if not data.contains_files:
        return _form_body(data.json_parameters), _FORM
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value.encode("utf-8", "replace").decode())
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=_CONTROL.sub("_", filename), content_type=mime)
    return form, None


def _form_body(form: Mapping[str, str]) -> bytes:
    """Lone surrogates, which no encoding knows, become question marks: one such letter must not stop a message."""
    return urlencode(form, errors="replace").encode()


def _form_value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _parsed(payload: bytes) -> JSONDict | None:
    try:
        parsed = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, dict) else None


def _is_done(status: int, answer: bytes, method: str) -> bool:
    """Whether the call succeeded. A look for the word is enough: `parse_json_payload` parses it once, right after."""
    return HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES and (method == "GET" or b'"result"' in answer)


def _is_refusal(status: int, answer: bytes) -> bool:
    """Whether it is Telegram saying no (4xx and its own JSON, with parameters of the right types)."""
    parsed = _parsed(answer) if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR else None
    if parsed is None or parsed.get("ok") is not False:
        return False
    parameters = parsed.get("parameters") or {}
    return isinstance(parameters, dict) and all(
        type(parameters.get(name, 0)) is int for name in ("retry_after", "migrate_to_chat_id")
    )
