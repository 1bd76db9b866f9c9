"""The table of methods against python-telegram-bot: every parameter that a bot can send there is known here."""

import inspect

import pytest
import telegram

from bot.playground.bot_api import METHODS
from bot.playground.model import words

# Conveniences of the library that never reach Telegram under these names.
LIBRARY_ONLY = words(
    "self read_timeout write_timeout connect_timeout pool_timeout api_kwargs allow_sending_without_reply"
    " reply_to_message_id disable_web_page_preview location venue contact filename current_offset"
)
ALSO_LIBRARY_ONLY = {"sendMediaGroup": {"caption", "parse_mode", "caption_entities"}}
# Required by Telegram; the library also takes them as one object, so they are optional there.
ONE_OBJECT = {"sendContact": {"phone_number", "first_name"}, "sendLocation": {"latitude", "longitude"},
                  "sendVenue": {"latitude", "longitude", "title", "address"}}  # fmt: skip


@pytest.mark.parametrize("name", sorted(METHODS))
def test_parameters_are_those_of_the_bot_api(name: str) -> None:
    signature = inspect.signature(getattr(telegram.Bot, name))
    theirs = set(signature.parameters) - LIBRARY_ONLY - ALSO_LIBRARY_ONLY.get(name, set())
    assert set(METHODS[name].takes) == theirs


@pytest.mark.parametrize("name", sorted(METHODS))
def test_required_parameters_are_those_of_the_bot_api(name: str) -> None:
    signature = inspect.signature(getattr(telegram.Bot, name))
    theirs = {p.name for p in signature.parameters.values() if p.default is inspect.Parameter.empty}
    ours = {parameter for parameter, (_, required) in METHODS[name].takes.items() if required}
    assert ours - ONE_OBJECT.get(name, set()) == theirs - {"self"}
