"""A card's memory is kept as JSON and read again, also when an older or a newer version wrote it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.cards import Card, memory, remembered
from bot.core.suggest import Reason

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SHARE = timedelta(seconds=8)
texts = st.text(max_size=12)
many = st.lists(texts, max_size=4).map(tuple)
every_card = st.builds(
    Card, id=st.integers(1), buyer_id=st.integers(1), touched_at=st.just(NOW), answered=st.booleans(), view=texts,
    intents=many, unsure=st.booleans(), language=texts, offers=many, chosen=st.integers(0, 3), asked=texts,
    candidates=many, given=st.dictionaries(texts, texts, max_size=3), proposals=st.lists(st.integers(1)).map(tuple),
    text=texts,
    times=many,
    confidences=st.dictionaries(texts, st.floats(0, 1), max_size=3), said=st.dictionaries(texts, texts, max_size=2),
    reasons=st.lists(st.builds(Reason, texts, texts, texts, texts, st.floats(0, 99), many), max_size=3).map(tuple),
    product=st.integers(0), sent_row=st.integers(0), sent_title=texts, sent_by=texts,
)  # fmt: skip


@given(every_card)
def test_a_card_is_remembered_whole(card):
    assert remembered(card.id, card.buyer_id, card.touched_at, card.answered, memory(card)) == card


def test_what_an_older_version_did_not_know_takes_its_default():
    assert remembered(7, 3, NOW, False, "{}") == Card(7, 3, NOW)


def test_what_a_newer_version_wrote_is_left_alone():
    why = {"reply": "moq.en", "source": "asked", "weather": "fine"}
    data = json.dumps({"view": "preview", "mood": "sunny", "id": 99, "answered": True, "reasons": [why]})

    assert remembered(7, 3, NOW, False, data) == Card(7, 3, NOW, view="preview", reasons=(Reason("moq.en", "asked"),))


@pytest.mark.parametrize(
    ("after", "change", "may"),
    [
        (0, {}, True),
        (8, {}, True),
        (8.001, {}, False),
        (1, {"answered": True}, False),
        (1, {"view": "preview"}, False),
        (1, {"view": "ask"}, False),
    ],
)
def test_a_quick_message_joins_a_card_that_nobody_works_on(after, change, may):
    card = replace(Card(7, 3, NOW), **change)

    assert card.may_take(NOW + timedelta(seconds=after), SHARE) is may
