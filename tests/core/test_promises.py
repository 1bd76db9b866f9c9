"""Which times of a promise are worth offering."""

from datetime import UTC, datetime, timedelta

from bot.core.promises import worth_offering

NOW = datetime(2026, 11, 24, 14, tzinfo=UTC)


def offered(*hours: int, taken: tuple[int, ...] = ()) -> list[int]:
    """Hours from now offered of those a promise can mean; `taken` are noted already."""
    times = [NOW + timedelta(hours=one) for one in hours]
    found = worth_offering(times, NOW, "Europe/Berlin", [NOW + timedelta(hours=one) for one in taken])
    return [round((one - NOW).total_seconds() / 3600) for one in found]


def test_a_later_time_is_offered_as_it_is():
    assert offered(19) == [19]


def test_what_was_meant_for_today_and_its_hour_passed_is_for_the_evening():
    assert offered(-5) == [2]


def test_what_is_past_is_not_offered():
    assert offered(-30) == []


def test_a_day_that_is_noted_already_is_not_asked_about_again():
    assert offered(19, taken=(20,)) == []


def test_two_times_are_two_choices_and_never_more():
    assert offered(19, 43, 67) == [19, 43]
