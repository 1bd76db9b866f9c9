"""Grades and units in every language that replies are written in, behind any number."""

import pytest

from bot.desk import spoken_words
from bot.desk.spoken_words import grade_name, unit_name
from bot.tg.words import GRADES, UNITS

LANGUAGES = ("zh", "es", "pt", "ru", "ar", "fr", "de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_grade_has_a_name(language: str):
    assert all(grade_name(grade, language) for grade in GRADES)
    assert grade_name("platinum", language) != "platinum"


def test_a_grade_nobody_knows_stays_as_it_is_written():
    assert (grade_name("diamond", "fr"), grade_name("", "zh"), grade_name("gold", "ja")) == ("diamond", "", "gold")


@pytest.mark.parametrize(
    ("number", "language", "said"),
    [
        (1, "en", "carton"), (500, "en", "cartons"), (500, "zh", "箱"), (500, "es", "cartones"), (1, "pt", "caixa"),
        (1, "ru", "картонная коробка"), (3, "ru", "картонные коробки"), (500, "ru", "картонных коробок"),
        (5, "ar", "كراتين"), (500, "ar", "كرتونة"), (2, "de", "Kartons"), (500, "ja", "cartons"),
    ],
)  # fmt: skip
def test_a_unit_agrees_with_its_number(number: int, language: str, said: str):
    assert unit_name("cartons", number, language) == said


def test_units_without_a_word_stay():
    assert [unit_name(unit, 2, "ru") for unit in ("20ft", "40hq", "")] == ["20ft", "40hq", ""]


def test_sellers_and_buyers_know_the_same_units():
    assert set(UNITS) == set(spoken_words._UNITS)
