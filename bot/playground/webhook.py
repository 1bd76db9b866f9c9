"""The postman: brings waiting updates to the bot's webhook, one after the other, and again until it is answered 2xx."""

import asyncio
import json
from collections.abc import Awaitable, Callable

from bot.playground.state import State

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
LONGEST_WAIT = 60.0  # seconds between two tries
Post = Callable[[str, bytes, dict[str, str]], Awaitable[int]]
Pause = Callable[[float], Awaitable[None]]


async def post_over_http(url: str, body: bytes, headers: dict[str, str]) -> int:
    """POST to the bot; returns the HTTP status, raises OSError if nobody answers."""
    import aiohttp

    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session,
            session.post(url, data=body, headers=headers) as answer,
        ):
            return answer.status
    except (aiohttp.ClientError, TimeoutError) as problem:
        raise OSError(type(problem).__name__) from problem


class Courier:
    """Runs while a webhook is set. An update is confirmed by a 2xx answer and by nothing else."""

    def __init__(self, state: State, post: Post, pause: Pause = asyncio.sleep) -> None:
        self._state = state
        self._post = post
        self._pause = pause
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to deliver, unless that is under way."""
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Stop at once; what was not confirmed stays in the queue."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _run(self) -> None:
        wake = asyncio.Event()
        queue = self._state.updates
        queue.wakers.append(wake)
        failures = 0
        try:
            while self._state.webhook["url"]:
                if not queue.pending:
                    wake.clear()
                    await wake.wait()
                    continue
                if await self._deliver():
                    failures = 0
                else:
                    failures += 1
                    await self._pause(min(2.0 ** (failures - 1), LONGEST_WAIT))
        finally:
            queue.wakers.remove(wake)

    async def _deliver(self) -> bool:
        state = self._state
        update = state.updates.pending[0]
        headers = {"Content-Type": "application/json"}
        if state.webhook_secret:
            headers[SECRET_HEADER] = state.webhook_secret
        try:
            status = await self._post(state.webhook["url"], json.dumps(update).encode(), headers)
        except OSError as problem:
            trouble = f"Connection failed: {problem}"
        else:
            if 200 <= status < 300:
                state.updates.confirm([update])
                return True
            trouble = f"Wrong response from the webhook: {status}"
        state.webhook |= {"last_error_date": state.unix(), "last_error_message": trouble}
        return False
