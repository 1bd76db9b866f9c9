"""The stand-in without a socket: a transport for httpx that plugs it into python-telegram-bot's own networking."""

import httpx

from bot.playground.server import Dropped, Hung, StandIn


class InProcess(httpx.ASGITransport):
    """Give it to both of a bot's requests: HTTPXRequest(httpx_kwargs={"transport": InProcess(app)}).

    A fault that needs a real connection becomes the exception that httpx would have raised there.
    """

    def __init__(self, app: StandIn) -> None:
        super().__init__(app)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass the request to the app."""
        try:
            return await super().handle_async_request(request)
        except Dropped as problem:
            raise httpx.ReadError(str(problem), request=request) from problem
        except Hung as problem:
            raise httpx.ReadTimeout(str(problem), request=request) from problem
