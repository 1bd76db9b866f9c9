"""Row 28 of the fault table, and the whole bot behind a webhook."""

import asyncio
import socket

import httpx

from bot.web.webhook import SECRET_HEADER
from tests.story import Telling


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_updates_that_come_by_webhook_are_worked_on_and_a_retry_is_the_same_update(telling: Telling) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    async with telling(socket=True, mode="webhook", webhook_url=url, webhook_port=port) as story:
        li = await story.seller("Li Wei", manager=True)
        ann = story.buyer("Ann Berg")
        await story.world.until(lambda: story.world.webhook["url"] == url)
        ann.says("what is the moq of HL-T20?")
        await story.world.until(lambda: [text for text in li.reads() if "moq of HL-T20" in text])
        await story.settled()
        update = story.world.updates.issued[-1]
        headers = {SECRET_HEADER: story.world.webhook_secret}
        async with httpx.AsyncClient() as client:
            answers = await asyncio.gather(*(client.post(url, json=update, headers=headers) for _ in range(40)))
            assert {answer.status_code for answer in answers} == {200}
            assert (await client.post(url, json=update, headers={SECRET_HEADER: "guess"})).status_code == 403
            assert (await client.get(url.replace("/telegram", "/health"))).json() == {"ok": True}
        await story.settled()
        assert len(await story.rows("SELECT id FROM inbox")) == 1
        li.taps("MOQ")
        await story.world.until(lambda: li.with_button("Send"))
        await story.settled()
        li.taps("Send")
        await story.world.until(lambda: ann.sees())
        await story.settled()
