"""One call to the Bot API, by name: python-telegram-bot's request and errors, without an object per answer."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from telegram import InputFile
from telegram.error import InvalidToken
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter  # the one public way to build RequestData needs it

logger = logging.getLogger(__name__)

TELEGRAM = "https://api.telegram.org"


class Refused(Exception):
    """The server does not know a method (404): an optional call is done without."""


class TokenRevoked(Exception):
    """The token is no longer good (401): nothing can be sent until it is replaced."""


class BotApi:
    """`root` is the server's root address; the token stands only in the address of a call and is never shown."""

    def __init__(self, root: str, token: str, request: BaseRequest) -> None:
        self._address = f"{root or TELEGRAM}/bot{token}/"
        self._files = f"{root or TELEGRAM}/file/bot{token}/"
        self._request = request

    def __repr__(self) -> str:
        return "BotApi(…)"

    def address(self, method: str) -> str:
        """Where a method is called. It holds the token: never log it."""
        return self._address + method

    async def call(self, method: str, params: Mapping[str, Any], **limits: float) -> Any:
        """The method's result. Raises Refused, TokenRevoked, or an error of telegram.error."""
        data = RequestData([RequestParameter.from_input(name, value) for name, value in params.items()])
        try:
            return await self._request.post(self.address(method), data, **limits)
        except InvalidToken as error:
            # python-telegram-bot makes the same error of 401 and 404; Telegram's own words tell them apart.
            unknown = "not found" in str(error).casefold()
        raise Refused(method) if unknown else TokenRevoked("the Bot API server does not accept the token")

    async def download(self, file_path: str, seconds: float) -> bytes:
        """A file's content by the path that getFile gave. Raises an error of telegram.error."""
        return await self._request.retrieve(self._files + quote(file_path), read_timeout=seconds)


def upload(path: Path) -> InputFile:
    """A file to be sent; raises OSError when it can't be read."""
    return InputFile(path.read_bytes(), filename=path.name)


def text_file(name: str, text: str) -> InputFile:
    """A small text to be sent as a file."""
    return InputFile(text.encode(), filename=name)
