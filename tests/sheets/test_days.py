"""Dates as exports write them; the column decides whether the day or the month comes first."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sheets.days import evidence, from_serial, in_utc, moment

MARCH = datetime(2024, 3, 5, 15, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-03-05 15:04",
        "2024-03-05T15:04:00Z",
        "2024-03-05T16:04:00+01:00",
        "2024/3/5 15:04:00",
        "2024.03.05 15:04",
        "05.03.2024 15:04",
        "5.3.24 15:04",
        "5 Mar 2024 3:04 pm",
        "5th March 2024, 15:04",
        "March 5, 2024 3:04 p.m.",
        "05-Mar-2024 15:04",
        "5. März 2024 15:04",
        "5 de marzo de 2024 15:04",
        "5 de março de 2024 15:04",
        "5 mars 2024 15h04",
        "5 марта 2024 г. 15:04",
        "2024年3月5日 下午3:04",
        "Tue, 5 March 2024 15:04",
        "20240305 15:04",
        "20240305150400",
        "45356.627777778",
    ],
)
def test_a_form_is_read(cell: str) -> None:
    assert moment(cell, "", UTC) == MARCH


@pytest.mark.parametrize(
    "cell",
    ["", "soon", "31.02.2024", "2024-13-01", "99999", "12345", "03/04/2024", "5 Foo 2024", "1/2", "05.03.2024 25:00"],
)
def test_it_is_not_guessed(cell: str) -> None:
    assert moment(cell, "", UTC) is None


def test_the_order_decides_what_the_cell_leaves_open() -> None:
    assert moment("03/04/2024", "dmy", UTC) == datetime(2024, 4, 3, tzinfo=UTC)
    assert moment("03/04/2024", "mdy", UTC) == datetime(2024, 3, 4, tzinfo=UTC)
    assert moment("23/04/2024", "mdy", UTC) == datetime(2024, 4, 23, tzinfo=UTC)
    assert moment("04/23/2024", "dmy", UTC) == datetime(2024, 4, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "proves"),
    [("03/04/2024", "either"), ("23/04/2024", "dmy"), ("04/23/2024", "mdy"), ("03.04.2024", "plain"),
     ("04/04/2024", "plain"), ("2024-04-03", "plain"), ("32/01/2024", "not a date"), ("x", "not a date"),
     ("13/13/2024", "not a date")],
)  # fmt: skip
def test_what_a_cell_proves(cell: str, proves: str) -> None:
    assert evidence(cell) == proves


def test_it_is_meant_in_the_shops_zone() -> None:
    assert moment("2024-07-01 10:00", "", ZoneInfo("Europe/Berlin")) == datetime(2024, 7, 1, 8, tzinfo=UTC)
    assert in_utc(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=9))), UTC) is None
    assert from_serial(2.0) is None


def test_noon_and_midnight() -> None:
    assert moment("2024-03-05 12:00 am", "", UTC) == datetime(2024, 3, 5, tzinfo=UTC)
    assert moment("2024-03-05 12:00 pm", "", UTC) == datetime(2024, 3, 5, 12, tzinfo=UTC)
    assert moment("5 Mar 71", "", UTC) == datetime(1971, 3, 5, tzinfo=UTC)


FORMS = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d %b %Y %H:%M:%S", "%B %d, %Y %I:%M:%S %p")


@given(st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)), st.sampled_from(FORMS))
def test_a_written_date_is_read_back(at: datetime, form: str) -> None:
    assert moment(at.strftime(form), "", UTC) == at.replace(microsecond=0, tzinfo=UTC)


@given(st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)), st.sampled_from(("dmy", "mdy")))
def test_a_numeric_date_is_read_back_in_its_order(at: datetime, order: str) -> None:
    cell = at.strftime("%d/%m/%Y" if order == "dmy" else "%m/%d/%Y")
    assert moment(cell, order, UTC) == datetime(at.year, at.month, at.day, tzinfo=UTC)  # type: ignore[arg-type]
