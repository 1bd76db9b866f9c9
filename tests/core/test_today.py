"""What a message is worth: often and lately ordered, for how much, when it would come, and how rested the buyer is."""

from datetime import timedelta

import pytest

from bot.core.rhythm import Rhythm
from bot.core.today import rest, timing, worth


@pytest.mark.parametrize(
    ("beat", "ago", "factor"),
    [
        (None, 1, 0.7),
        (None, 30, 1.0),
        (Rhythm(30, 10), 10, 1.0),
        (Rhythm(30, 31), 31, 1.1),
        (Rhythm(30, 100), 100, 0.6),
    ],
)
def test_when_a_message_would_come(beat, ago, factor):
    assert timing(beat, ago) == factor


@pytest.mark.parametrize(
    ("since", "rested"),
    [(None, 1), (timedelta(days=9), 1), (timedelta(days=4.5), 0.5), (timedelta(days=2), 0), (timedelta(hours=1), 0)],
)
def test_who_was_written_to_is_left_alone(since, rested):
    assert rest(since) == pytest.approx(rested)


def test_often_counts_more_than_much():
    assert worth(8, 1000, None, 20) == pytest.approx(80)
    assert worth(8, 1000, None, 20) == pytest.approx(worth(4, 8000, None, 20))
    assert worth(8, 1000, None, 20, timedelta(days=4.5)) == pytest.approx(40)
    assert worth(8, 0, None, 20) == pytest.approx(8)
