"""Working hours: what is quiet, when work goes on, how hours are read and written."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.hours import Hours, is_working, next_working, read_hours, wall

OFFICE = Hours(9 * 60, 18 * 60, frozenset(range(5)), "Europe/Berlin")


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-11-24T10:00+01:00", "2026-11-24T10:00+01:00"),
        ("2026-11-24T08:59+01:00", "2026-11-24T09:00+01:00"),
        ("2026-11-24T18:00+01:00", "2026-11-25T09:00+01:00"),
        ("2026-11-27T18:00+01:00", "2026-11-30T09:00+01:00"),
        ("2026-11-29T15:00+01:00", "2026-11-30T09:00+01:00"),
        ("2027-03-27T12:00+01:00", "2027-03-29T09:00+02:00"),  # over the night that loses an hour
    ],
)
def test_the_next_working_minute(at, then):
    assert next_working(datetime.fromisoformat(at), OFFICE) == datetime.fromisoformat(then)


def test_days_off_are_passed_over():
    off = ((date(2026, 12, 24), date(2027, 1, 3)),)
    at = datetime(2026, 12, 23, 20, tzinfo=UTC)
    assert next_working(at, OFFICE, off).isoformat() == "2027-01-04T09:00:00+01:00"


def test_whoever_never_works_is_not_waited_for():
    at = datetime(2026, 12, 23, 20, tzinfo=UTC)
    assert next_working(at, OFFICE, ((date(2026, 1, 1), date(2999, 1, 1)),)) == at


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)))
def test_it_is_working_time_and_never_earlier(at):
    then = next_working(at, OFFICE)
    assert then >= at
    assert is_working(then, OFFICE)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("9:00-18:00 mon-fri", "09:00-18:00 mon-fri"),
        ("8-17 sun-thu", "08:00-17:00 mon-thu,sun"),
        ("mon, wed and friday 10:30 – 16", "10:30-16:00 mon,wed,fri"),
        ("0:00-24:00 mon-sun", "00:00-24:00 mon-sun"),
        ("mon tue", "09:00-18:00 mon,tue"),
        ("10-12", "10:00-12:00 mon-fri"),
    ],
)
def test_hours_are_read_and_written(text, written):
    read = read_hours(text, OFFICE)
    assert read is not None
    assert read.text == written
    assert read_hours(read.text, OFFICE) == read


@pytest.mark.parametrize(
    "text", ["", "18:00-9:00", "9-25", "whenever", "9:00-18:00 someday", "9:00-18:00 mon-fri please"]
)
def test_what_is_no_working_time(text):
    assert read_hours(text, OFFICE) is None


def test_a_minute_that_is_skipped_and_one_that_comes_twice():
    assert wall(date(2027, 3, 28), 150, "Europe/Berlin").isoformat() == "2027-03-28T03:30:00+02:00"
    assert wall(date(2026, 10, 25), 150, "Europe/Berlin").isoformat() == "2026-10-25T02:30:00+02:00"
    assert wall(date(2026, 10, 25), 1440, "Europe/Berlin").isoformat() == "2026-10-26T00:00:00+01:00"
