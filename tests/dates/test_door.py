"""The headless door: any record in, an answer out."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dates import understand, with_default_hour
from bot.dates.door import door

RECORD = {"id": 7, "text": "next tuesday 3pm send the quote", "now": "2026-11-24T10:00", "zone": "Europe/Berlin"}


def test_a_sentence_is_answered_with_its_moment_and_rest() -> None:
    assert door(RECORD) == {
        "id": 7,
        "at": "2026-12-01T15:00:00",
        "grain": "minute",
        "rest": "send the quote",
        "said": "Tuesday 1 December 2026, 15:00",
    }


def test_a_phrase_leaves_no_rest() -> None:
    answer = door(RECORD | {"text": "明天", "language": "zh"})
    assert (answer["at"], answer["grain"], answer["rest"]) == ("2026-11-25T00:00:00", "day", "")


def test_now_may_have_an_offset() -> None:
    answer = door(RECORD | {"text": "tomorrow", "now": "2026-11-24T23:30:00+00:00", "zone": "Asia/Shanghai"})
    assert answer["at"] == "2026-11-26T00:00:00"


def test_two_readings_are_said_and_not_chosen() -> None:
    answer = door(RECORD | {"text": "3/4", "language": "en"})
    assert answer["at"] is None
    assert answer["said"] == "Which? Thursday 4 March 2027 / Saturday 3 April 2027"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": None}, "no text"),
        ({"text": 5}, "no text"),
        ({"zone": "Mars/Olympus"}, "no time zone"),
        ({"zone": 5}, "zone"),
        ({"now": "soon"}, "not 'soon'"),
        ({"now": None}, "`now`"),
        ({"text": ""}, "nothing to read"),
        ({"text": "buy milk"}, "no time in it"),
        ({"text": "30 february"}, "does not exist"),
    ],
)
def test_a_bad_record_says_why(change: dict[str, object], said: str) -> None:
    answer = door(RECORD | change)
    assert answer["id"] == 7
    assert answer["at"] is None
    assert said in answer["said"]


@settings(max_examples=100, deadline=None)
@given(
    record=st.one_of(
        st.none() | st.integers() | st.text() | st.lists(st.integers()),
        st.dictionaries(
            st.sampled_from(["id", "text", "now", "zone", "language"]),
            st.none()
            | st.integers()
            | st.text(max_size=20)
            | st.floats()
            | st.sampled_from(["UTC", "2026-11-24T10:00"]),
        ),
    )
)
def test_no_record_raises(record: object) -> None:
    answer = door(record)
    assert set(answer) == {"id", "at", "grain", "rest", "said"}


@pytest.mark.parametrize(
    ("phrase", "hour"),
    [
        ("tomorrow", 9),
        ("next week", 9),
        ("tomorrow morning", 9),
        ("friday afternoon", 15),
        ("tonight", 19),
        ("5pm", 17),
    ],
)
def test_a_day_without_a_clock_gets_the_default_hour(phrase: str, hour: int) -> None:
    now = datetime.fromisoformat("2026-11-24T10:00+01:00")
    (reading,) = understand(phrase, now=now, zone="Europe/Berlin", language="en").readings
    assert with_default_hour(reading).hour == hour


def test_the_default_hour_is_local_also_on_the_day_the_clocks_change() -> None:
    now = datetime.fromisoformat("2026-03-28T10:00+01:00")
    (reading,) = understand("tomorrow", now=now, zone="Europe/Berlin").readings
    assert with_default_hour(reading).isoformat() == "2026-03-29T09:00:00+02:00"
    assert with_default_hour(reading, 2).isoformat() == "2026-03-29T03:00:00+02:00"
