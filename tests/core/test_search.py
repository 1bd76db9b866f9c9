"""Texts are compared by what is heard in them, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import search


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("White Hanging HEART T-Light", ("white", "hanging", "heart", "t", "light")),
        ("CHILDREN'S Café", ("childrens", "cafe")),
        ("Straße, Ørsted", ("strasse", "orsted")),
        ("Ёлка и Чай", ("елка", "и", "чаи")),
        ("شَمْعة أحمر", ("شمعه", "احمر")),
        ("白色蜡烛台", ("白色", "色蜡", "蜡烛", "烛台")),
        ("灯", ("灯",)),
        ("LED灯泡 5W", ("led", "灯泡", "5w")),
        ("キャンドル", ("キャ", "ャン", "ント", "トル")),
        ("เทียน", ("เท", "ทย", "ยน")),
        ("촛불 홀더", ("촛불", "홀더")),
        ("－ · !", ()),
    ],
)
def test_words_are_folded_and_cut(text, words):
    assert search.terms(text) == words


def test_a_code_is_the_same_however_it_is_spelled():
    assert len({search.squeezed(one) for one in ("HL-T 20", "hlt20", "Hl.T-20", "ＨＬＴ２０")}) == 1


@pytest.mark.parametrize(
    ("one", "many"),
    [("heart", "hearts"), ("box", "boxes"), ("berry", "berries"), ("knife", "knives"), ("leaf", "leaves")],
)
def test_singular_and_plural_begin_the_same(one, many):
    stem = search.stem(many)

    assert one.startswith(stem) and many.startswith(search.stem(one))


@pytest.mark.parametrize("word", ["gas", "12s", "85123s"])
def test_what_is_short_or_a_code_has_no_plural(word):
    assert search.stem(word) == word


@pytest.mark.parametrize("typo", ["heart", "hert", "hearrt", "haert", "heaet", "eart"])
def test_words_one_typo_apart_meet(typo):
    assert search.left_overs("heart") & search.left_overs(typo)


def test_short_words_and_numbers_have_no_typos():
    assert search.left_overs("xl") == search.left_overs("85123") == frozenset()


def test_a_long_query_is_cut():
    asked = search.query("lantern " * 5000 + "x" * 90)

    assert asked.words == ("lantern",)
    assert len(search.query(" ".join(f"w{n}" for n in range(99))).words) == search.MOST_WORDS


def like(wanted: str, title: str) -> tuple[float, float]:
    return search.likeness(search.query(wanted), search.terms(title), search.squeezed(title))


@pytest.mark.parametrize(
    ("wanted", "better", "worse"),
    [
        ("heart holder", "Heart holder", "Heart T-light holder"),
        ("holder heart", "Heart T-light holder", "Heart frame"),
        ("hart holder", "Heart holder", "Chart holder board"),
        ("hearttlight", "Heart T-light holder", "Heart frame"),
        ("hearts", "Heart frame", "Hear this"),
        ("lan", "Lantern", "Land of the candles and lamps"),
    ],
)
def test_the_likelier_title_is_more_alike(wanted, better, worse):
    assert like(wanted, better)[1] > like(wanted, worse)[1]


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_a_share_for_any_words(wanted, title):
    answers, alike = like(wanted, title)

    assert 0 <= alike <= 1 and 0 <= answers <= 1


@given(st.text(max_size=40))
def test_no_word_holds_a_blank_or_a_sign(text):
    assert all(word and word.isalnum() for word in search.terms(text))


def test_the_best_stand_first_each_once():
    assert search.best([(0.5, 1), (0.9, 2), (0.7, 1), (0.7, 3)]) == [2, 1, 3]
