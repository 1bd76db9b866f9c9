"""A product's titles in other languages: marked, or told by their script."""

from bot.core.spoken import Spoken
from bot.core.titles import title_in, titles_of


def test_a_title_says_its_language_or_its_script_does():
    lines = ["es: Corazón", "zh：爱心", "白色爱心", "قلب", "Сердце", "Cœur", "", "  "]

    assert titles_of(lines) == (
        ("es", "Corazón"), ("zh", "爱心"), ("zh", "白色爱心"), ("ar", "قلب"), ("ru", "Сердце"), ("", "Cœur"),
    )  # fmt: skip


def test_a_title_is_given_in_a_language_or_as_the_catalogue_has_it():
    titles = titles_of(["zh: 爱心", "Cœur"])

    assert [title_in("Heart", titles, language) for language in ("zh", "zh-hans", "zh_CN", "fr", "")] == [
        "爱心", "爱心", "爱心", "Heart", "Heart",
    ]  # fmt: skip


def test_a_spoken_text_is_compared_as_it_is_kept_and_said_in_a_language():
    gold = Spoken("gold", lambda language: {"es": "oro"}.get(language, "gold"))

    assert (gold, gold.said("es"), gold.said("en"), bool(Spoken("", str))) == ("gold", "oro", "gold", False)
