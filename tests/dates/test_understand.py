"""What holds for every phrase: certain or asked, never past, never an exception; zones and moved clocks done right."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.moments import GRAINS
from bot.dates import find, understand
from bot.dates.languages import LANGUAGES
from bot.dates.text import fold

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Shanghai", "Asia/Kathmandu", "Australia/Lord_Howe")


def at(phrase: str, now: str, zone: str, language: str = "en") -> list[str]:
    """The moments a phrase can mean, seen from an aware `now`."""
    found = understand(phrase, now=datetime.fromisoformat(now), zone=zone, language=language)
    return [reading.at.isoformat() for reading in found.readings]


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "", "../etc/passwd", "Berlin", "\0"])
def test_an_unknown_zone_is_said_clearly(zone: str) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        understand("tomorrow", now=NOW, zone=zone)
    with pytest.raises(ValueError, match="no time zone"):
        find("call tomorrow", now=NOW, zone=zone)


def test_a_naive_now_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        understand("tomorrow", now=NOW.replace(tzinfo=None), zone="UTC")
    with pytest.raises(ValueError, match="zone"):
        find("call tomorrow", now=NOW.replace(tzinfo=None), zone="UTC")


@pytest.mark.parametrize(
    "text", ["", "   ", "\n", "f", "send the quote", "x" * 5000, "🙂", "3", "12345678901234567890"]
)
def test_what_is_no_time_is_not_understood(text: str) -> None:
    found = understand(text, now=NOW, zone="UTC")
    assert found.readings == ()
    assert found.why


@pytest.mark.parametrize(
    "text", ["30 february", "31/11", "2026-02-30", "30.02.2027", "31 апреля", "2月30号", "32 août"]
)
def test_a_day_that_does_not_exist_is_not_understood(text: str) -> None:
    assert not understand(text, now=NOW, zone="UTC").readings


@pytest.mark.parametrize(
    "text", ["yesterday", "3 days ago", "2026-11-23", "23 November 2026", "today at 8", "this morning", "昨天", "вчера"]
)
def test_the_past_is_never_an_answer(text: str) -> None:
    now = datetime(2026, 11, 24, 13, tzinfo=UTC)
    assert not understand(text, now=now, zone="UTC").readings


def test_the_day_is_the_day_of_the_zone() -> None:
    evening = "2026-11-24T23:30+00:00"
    assert at("tomorrow 9am", evening, "UTC") == ["2026-11-25T09:00:00+00:00"]
    assert at("tomorrow 9am", evening, "Asia/Shanghai") == ["2026-11-26T09:00:00+08:00"]
    assert at("tomorrow 9am", evening, "America/New_York") == ["2026-11-25T09:00:00-05:00"]


@pytest.mark.parametrize(
    ("phrase", "now", "zone", "moment", "moved"),
    [
        ("tomorrow 2:30am", "2026-03-28T12:00+01:00", "Europe/Berlin", "2026-03-29T03:30:00+02:00", "02:30"),
        ("tomorrow 2:30am", "2026-03-07T12:00-05:00", "America/New_York", "2026-03-08T03:30:00-04:00", "02:30"),
        ("tomorrow 2:15am", "2026-10-03T12:00+10:30", "Australia/Lord_Howe", "2026-10-04T02:45:00+11:00", "02:15"),
    ],
)
def test_a_clock_time_that_does_not_exist_is_moved_and_said(
    phrase: str, now: str, zone: str, moment: str, moved: str
) -> None:
    (reading,) = understand(phrase, now=datetime.fromisoformat(now), zone=zone, language="en").readings
    assert reading.at.isoformat() == moment
    assert f"moved: {moved} does not exist that night" in reading.said


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    found = understand("tomorrow 2:30am", now=datetime.fromisoformat("2026-10-24T12:00+02:00"), zone="Europe/Berlin")
    assert [reading.at.isoformat() for reading in found.readings] == ["2026-10-25T02:30:00+02:00"]
    assert "the first 02:30" in found.readings[0].said


def test_of_a_time_that_comes_twice_the_second_is_meant_when_the_first_has_gone() -> None:
    assert at("2:30am", "2026-10-25T02:45+02:00", "Europe/Berlin") == ["2026-10-25T02:30:00+01:00"]


def test_hours_run_on_through_a_change_of_clocks_and_days_do_not() -> None:
    before = "2026-03-28T22:00+01:00"
    assert at("in 6 hours", before, "Europe/Berlin") == ["2026-03-29T05:00:00+02:00"]
    assert at("in 24 hours", before, "Europe/Berlin") == ["2026-03-29T23:00:00+02:00"]
    assert at("in 1 day", before, "Europe/Berlin") == ["2026-03-29T00:00:00+01:00"]


def test_a_midnight_that_does_not_exist_is_the_days_first_moment() -> None:
    found = understand("tomorrow", now=datetime.fromisoformat("2026-09-05T12:00-04:00"), zone="America/Santiago")
    assert [reading.at.isoformat() for reading in found.readings] == ["2026-09-06T01:00:00-03:00"]


def test_a_version_is_no_date_in_english() -> None:
    assert not find("version 1.10.30", now=NOW, zone="UTC", language="en").readings


def test_leap_days_wait_for_their_year() -> None:
    assert at("29 february", "2026-11-24T10:00+00:00", "UTC") == ["2028-02-29T00:00:00+00:00"]
    assert at("feb 29", "2096-03-01T10:00+00:00", "UTC") == ["2104-02-29T00:00:00+00:00"]


def test_todays_date_is_today() -> None:
    assert at("24 november", "2026-11-24T10:00+00:00", "UTC") == ["2026-11-24T00:00:00+00:00"]
    assert at("24.11.", "2026-11-24T10:00+00:00", "UTC", "de") == ["2026-11-24T00:00:00+00:00"]
    assert at("the 24th", "2026-11-24T10:00+00:00", "UTC") == ["2026-11-24T00:00:00+00:00"]


def test_two_orders_of_day_and_month_are_two_readings_in_english_only(meaning: Callable[[str, str], str]) -> None:
    assert meaning("3/4", "en") == "2027-03-04 or 2027-04-03"
    assert meaning("3/4", "fr") == "2027-04-03"
    assert meaning("3/4", "zh") == "2027-03-04"
    assert meaning("13/4", "en") == "2027-04-13"


def test_next_friday_is_asked_where_it_may_be_the_nearest(meaning: Callable[[str, str], str]) -> None:
    assert meaning("next friday", "en") == "2026-12-04"
    assert meaning("vendredi prochain", "fr") == "2026-11-27 or 2026-12-04"
    assert meaning("下周五", "zh") == "2026-12-04"


def test_a_weekday_must_fit_its_date(meaning: Callable[[str, str], str]) -> None:
    assert meaning("friday 4 december", "en") == "2026-12-04"
    assert meaning("thursday 4 december", "en") == ""
    assert meaning("friday the 4th of december", "en") == "2026-12-04"


def test_the_weekday_of_today_with_a_clock_is_asked_while_it_is_still_to_come(
    meaning: Callable[[str, str], str],
) -> None:
    assert meaning("tuesday 3pm", "en") == "2026-11-24 15:00 or 2026-12-01 15:00"
    assert meaning("tuesday 9am", "en") == "2026-12-01 09:00"
    assert meaning("tuesday", "en") == "2026-12-01"


@pytest.mark.parametrize(
    ("phrase", "language", "meant"),
    [
        ("nach 14h", "de", "2026-11-24 14:00"),
        ("после 14ч", "ru", "2026-11-24 14:00"),
        ("after 2h", "en", "2026-11-24 12:00"),
        ("bis 11", "de", "2026-11-24 11:00 or 2026-12-11"),
        ("3-7-2027", "zh", "2027-03-07 or 2027-07-03"),
        ("第三天", "zh", ""),
    ],
)
def test_what_a_language_means_by_it(
    meaning: Callable[[str, str], str], phrase: str, language: str, meant: str
) -> None:
    assert meaning(phrase, language) == meant


def test_full_width_and_eastern_digits_are_digits(meaning: Callable[[str, str], str]) -> None:
    assert meaning("１２月５日１５：３０", "zh") == "2026-12-05 15:30"
    assert meaning("١٥/١٢", "ar") == "2026-12-15"
    assert meaning("۱۵ ديسمبر", "ar") == "2026-12-15"


@pytest.mark.parametrize("code", ["en", "en-GB", "EN_us"])
def test_a_languages_region_is_let_go(meaning: Callable[[str, str], str], code: str) -> None:
    assert meaning("tomorrow", code) == "2026-11-25"


@pytest.mark.parametrize(
    ("phrase", "language"),
    [("tomorrow 3pm", "zh_CN"), ("tomorrow 3pm", "ru"), ("明天下午三点", "en"), ("завтра в 15", "de")],
)
def test_a_seller_may_write_in_another_script(meaning: Callable[[str, str], str], phrase: str, language: str) -> None:
    assert meaning(phrase, language) == "2026-11-25 15:00"


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("mañana a las 9", "2026-11-25 09:00"),
        ("amanhã às 9", "2026-11-25 09:00"),
        ("demain à 9h", "2026-11-25 09:00"),
        ("morgen um 9", "2026-11-25 09:00"),
        ("завтра в 9", "2026-11-25 09:00"),
        ("明天9点", "2026-11-25 09:00"),
        ("غدا الساعة ٩ صباحا", "2026-11-25 09:00"),
        ("tmrw 9am", "2026-11-25 09:00"),
        ("mar", "2026-12-01 or 2027-03-01 month"),  # martes, mardi, or March
    ],
)
def test_without_a_language_all_plausible_ones_are_tried(
    meaning: Callable[[str, str], str], phrase: str, meant: str
) -> None:
    assert meaning(phrase, "") == meant


def test_an_unknown_language_is_like_none(meaning: Callable[[str, str], str]) -> None:
    assert meaning("tomorrow", "xx") == "2026-11-25"


def test_folding_keeps_the_way_back() -> None:
    folded = fold("Ｆür ½ Straße")
    assert folded.text[:3] == "fur"
    assert len(folded.places) == len(folded.text) + 1


WORDS = sorted({word for language in LANGUAGES.values() for word in language.words})
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.integers(0, 2100).map(str),
    st.sampled_from(["3pm", "15:30", "12.12.", "3/4", "2027-01-31", "24:00", "-", "/", ",", "1.5", "31", "29", "15th"]),
)
TEXTS = st.one_of(st.lists(PIECES, max_size=7).map(" ".join), st.text(max_size=40))
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))


@settings(max_examples=400, deadline=None)
@given(text=TEXTS, now=MOMENTS, zone=st.sampled_from(ZONES), language=st.sampled_from(["", *LANGUAGES]))
def test_no_text_raises_or_answers_in_the_past(text: str, now: datetime, zone: str, language: str) -> None:
    for ask in (understand, find):
        found = ask(text, now=now, zone=zone, language=language)
        moments = [reading.at for reading in found.readings]
        assert moments == sorted(set(moments))
        assert bool(found.readings) != bool(found.why)
        assert 0 <= found.start <= found.end <= len(text)
        for reading in found.readings:
            assert reading.grain in GRAINS
            assert str(reading.at.tzinfo) == zone
            today = now.astimezone(reading.at.tzinfo).replace(hour=0, minute=0, second=0, microsecond=0)
            floor = now if reading.grain == "minute" else today
            assert reading.at.timestamp() >= floor.timestamp()
