"""Rules of what repeats: kept as text, next occurrences on the dial of the zone, the calendar's RRULE."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.repeats import Rule, next_after, read_rule, rrule

ALL = [
    Rule("day"), Rule("day", 60), Rule("workday"), Rule("week", 2, (4,)), Rule("week", 1, (0, 3)),
    Rule("month", 1, (), 31), Rule("month", 3), Rule("year"),
]  # fmt: skip


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.text)
def test_it_is_kept_as_text(rule):
    assert read_rule(rule.text) == rule


def test_no_text_is_no_rule():
    assert read_rule("") is None


def occurrences(rule: Rule, starts: datetime, number: int, zone: str = "Europe/Berlin", **options) -> list[str]:
    at, found = datetime(2026, 1, 1, tzinfo=UTC), []
    for _ in range(number):
        at = next_after(rule, starts, zone, at, **options)
        found.append(at.isoformat()[:16])
    return found


@pytest.mark.parametrize(
    ("rule", "starts", "found"),
    [
        (Rule("day"), "2026-03-28T02:30", ["2026-03-28T02:30", "2026-03-29T03:30", "2026-03-30T02:30"]),
        (Rule("day", 60), "2026-11-24T10:00", ["2026-11-24T10:00", "2027-01-23T10:00", "2027-03-24T10:00"]),
        (Rule("week", 2, (4,)), "2026-11-27T10:00", ["2026-11-27T10:00", "2026-12-11T10:00", "2026-12-25T10:00"]),
        (Rule("week", 1, (0, 3)), "2026-11-26T10:00", ["2026-11-26T10:00", "2026-11-30T10:00", "2026-12-03T10:00"]),
        (Rule("month", 1, (), 31), "2027-01-31T10:00", ["2027-01-31T10:00", "2027-02-28T10:00", "2027-03-31T10:00"]),
        (Rule("workday"), "2026-11-27T10:00", ["2026-11-27T10:00", "2026-11-30T10:00", "2026-12-01T10:00"]),
        (Rule("year"), "2028-02-29T10:00", ["2028-02-29T10:00", "2029-02-28T10:00", "2030-02-28T10:00"]),
    ],
)
def test_the_next_ones(rule, starts, found):
    assert occurrences(rule, datetime.fromisoformat(starts), 3) == found


def test_it_is_found_from_far_away_as_from_near():
    starts = datetime(2026, 1, 5, 10)
    for rule in ALL:
        one_by_one = occurrences(rule, starts, 12)
        after = datetime.fromisoformat(one_by_one[-2] + "+00:00") + timedelta(hours=1)
        assert next_after(rule, starts, "Europe/Berlin", after).isoformat()[:16] == one_by_one[-1]


def test_one_that_would_move_to_the_day_of_the_next_is_left_out():
    def not_at_weekends(at: datetime) -> datetime:
        return at if at.weekday() < 5 else (at + timedelta(days=7 - at.weekday())).replace(hour=9)

    found = occurrences(Rule("day"), datetime(2026, 11, 27, 10), 2, fits=not_at_weekends)
    assert found == ["2026-11-27T10:00", "2026-11-30T10:00"]
    assert occurrences(Rule("week", 1, (6,)), datetime(2026, 11, 29, 10), 1, fits=not_at_weekends) == [
        "2026-11-30T09:00"
    ]


def test_there_is_an_end():
    assert next_after(Rule("year"), datetime(2026, 1, 1), "UTC", datetime(2199, 6, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule("day", 60), {"FREQ": "DAILY", "INTERVAL": 60}),
        (Rule("workday"), {"FREQ": "WEEKLY", "BYDAY": ["MO", "TU", "WE", "TH", "FR"]}),
        (Rule("week", 2, (4,)), {"FREQ": "WEEKLY", "INTERVAL": 2, "BYDAY": ["FR"]}),
        (Rule("month", 1, (), 31), {"FREQ": "MONTHLY", "BYMONTHDAY": [28, 29, 30, 31], "BYSETPOS": -1}),
        (Rule("month", 1, (), 5), {"FREQ": "MONTHLY", "BYMONTHDAY": 5}),
        (Rule("year"), {"FREQ": "YEARLY"}),
    ],
)
def test_the_calendars_rule(rule, expected):
    assert rrule(rule, datetime(2026, 1, 1)) == expected
