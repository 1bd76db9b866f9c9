"""Every button carries its verb and small numbers in at most 64 bytes; anything else is no action."""

from dataclasses import fields
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.actions import VERBS, Action, ShowReply, pack, unpack

numbers = st.integers(0, 2**63 - 1)
every_action = st.one_of([st.builds(kind, *[numbers] * len(fields(kind))) for kind in VERBS.values()])


def test_every_action_has_one_verb():
    assert sorted(kind.__name__ for kind in VERBS.values()) == sorted(kind.__name__ for kind in get_args(Action))


@given(every_action)
def test_what_is_packed_comes_out_again_and_fits(action):
    data = pack(action)

    assert unpack(data) == action
    assert len(data.encode()) <= 64


@given(st.text(max_size=80))
def test_no_text_breaks_unpacking(data):
    action = unpack(data)

    assert action is None or unpack(pack(action)) == action


@pytest.mark.parametrize(
    "data",
    ["", "r", "r:", "r:1", "r:1:2:3", "r:1:x", "r:1:-2", "r:1:²", "r:1:٢", "r:1: 2", "r: 1:2", "zz:1", "R:1:2",
     f"r:1:{2**63}", "r:1:99999999999999999999999"],
)  # fmt: skip
def test_what_is_none_of_ours_is_nothing(data):
    assert unpack(data) is None


def test_an_action_that_would_not_fit_is_refused_when_it_is_made():
    with pytest.raises(ValueError, match="64 bytes"):
        pack(ShowReply(10**40, 10**40))


_SINCE_THE_FIRST_RELEASE = {
    "r": "ShowReply", "s": "SendReply", "e": "EditReply", "b": "BackToCard", "a": "ChooseFact", "u": "Unsend",
    "p": "OfferProducts", "pp": "ShowProduct", "ps": "SendProduct", "c": "ShowBusinessCard", "cs": "SendBusinessCard",
    "f": "OfferFollowUp", "fp": "PickFollowUp", "m": "MoreOnCard", "n": "AddNote", "w": "ShowWho", "cl": "ClaimBuyer",
    "rl": "ReleaseBuyer", "sp": "SamePerson", "fe": "EndFollowUp", "fs": "SnoozeFollowUp", "fr": "ReplyFromFollowUp",
    "fm": "MoveFollowUp", "cr": "ChooseReading", "fl": "ListFollowUps", "sa": "SendAgain", "ar": "ItArrived",
    "o": "OpenCard", "lg": "ChooseLanguage", "ap": "AskAboutProduct", "rq": "RequestQuote", "er": "EraseMe",
}  # fmt: skip


def test_a_verb_keeps_its_meaning_for_the_old_cards_that_carry_it():
    assert {verb: VERBS[verb].__name__ for verb in _SINCE_THE_FIRST_RELEASE} == _SINCE_THE_FIRST_RELEASE


def test_an_action_holds_nothing_but_numbers():
    assert all(field.type is int for kind in VERBS.values() for field in fields(kind))
