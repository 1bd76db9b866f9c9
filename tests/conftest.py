"""What every test may use: `story` (the running bot in a world) and `telling` (one with other settings)."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from bot.replies import ReplyBook
from bot.replies import load as load_replies
from tests import story as stories
from tests.story import Story, Telling

# A busy machine is no failure, and the same code gives the same answer; `pytest --hypothesis-profile=search` looks for
# new counter-examples.
settings.register_profile("tests", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1_000)
settings.load_profile("tests")

REPLIES = Path(__file__).parents[1] / "replies"


@pytest.fixture(scope="session")
def book() -> ReplyBook:
    """The shop's own reply files, read once."""
    return load_replies(REPLIES, "en")


@pytest.fixture
def telling(book: ReplyBook) -> Telling:
    """`async with telling(database=path, topics=False) as story:` for a story of its own kind."""
    return partial(stories.telling, book)


@pytest.fixture
async def story(book: ReplyBook) -> AsyncIterator[Story]:
    """The bot runs, sellers have topics in their private chats, the database is in memory."""
    async with stories.telling(book) as running:
        yield running
