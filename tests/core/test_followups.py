"""The times a seller is offered are local times of their zone, also when its clocks change overnight."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.followups import FollowUp, is_overdue, offered_times, snooze_times

ZONES = ("Europe/Berlin", "Asia/Shanghai", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Africa/Cairo")
instants = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))


def at(text: str, zone: str = "Europe/Berlin") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def test_on_a_tuesday():
    now = at("2026-11-24 10:00")

    assert offered_times(now, "Europe/Berlin") == (
        at("2026-11-25 09:00"),
        at("2026-11-27 09:00"),
        at("2026-11-30 09:00"),
    )
    assert snooze_times(now, "Europe/Berlin") == (
        at("2026-11-24 11:00"),
        at("2026-11-25 09:00"),
        at("2026-11-30 09:00"),
    )


@pytest.mark.parametrize(
    ("now", "tomorrow", "hours"),
    [("2026-03-28 09:00", "2026-03-29 09:00", 23), ("2026-10-24 09:00", "2026-10-25 09:00", 25)],
)
def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change(now, tomorrow, hours):
    offered = offered_times(at(now), "Europe/Berlin")[0]

    assert offered == at(tomorrow)
    assert offered.astimezone(UTC) - at(now).astimezone(UTC) == timedelta(hours=hours)


def test_on_a_monday_next_monday_is_in_a_week():
    assert offered_times(at("2026-11-23 08:00"), "Europe/Berlin")[2] == at("2026-11-30 09:00")


def test_the_day_is_that_of_the_seller_not_of_the_server():
    """Late on Tuesday in London it is Wednesday in Shanghai."""
    now = datetime(2026, 11, 24, 23, tzinfo=UTC)

    assert offered_times(now, "Asia/Shanghai")[0] == at("2026-11-26 09:00", "Asia/Shanghai")


@given(instants, st.sampled_from(ZONES))
def test_every_offered_time_is_ahead_and_at_nine_there(now, zone):
    for offered in offered_times(now, zone):
        assert offered > now
        assert (offered.hour, offered.minute) == (9, 0)
    assert offered_times(now, zone)[2].weekday() == 0
    assert all(later > now for later in snooze_times(now, zone))


@pytest.mark.parametrize(
    ("due", "now", "overdue"),
    [
        ("2026-11-23 23:59", "2026-11-24 00:01", True),
        ("2026-11-24 00:00", "2026-11-24 23:59", False),
        ("2026-11-25 09:00", "2026-11-24 10:00", False),
    ],
)
def test_overdue_means_due_before_today_began_in_its_zone(due, now, overdue):
    followup = FollowUp(1, 2, 3, "Send the quote", at(due).astimezone(UTC), "Europe/Berlin")

    assert is_overdue(followup, at(now).astimezone(UTC)) is overdue
