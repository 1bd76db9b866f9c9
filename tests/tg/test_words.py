"""Sentences for sellers: values escaped and in the reader's own language and zone, plurals by the language's rules."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.money import Money
from bot.core.recognition import INTENTS
from bot.core.replies import STAGES
from bot.core.scene import ASKABLE
from bot.core.shows import Named, Say
from bot.replies import plain
from bot.replies.markup import markup_fault
from bot.tg import words
from bot.tg.words import moment, value_text, written

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
BERLIN = "Europe/Berlin"
ORDERS = Say("{n} order, {total} in all, the last on {day}: {last}",
             {"total": Money(831000, "EUR"), "day": date(2026, 3, 14), "last": Money(12450, "EUR")},
             plural="{n} orders, {total} in all, the last on {day}: {last}")  # fmt: skip


def orders(n: int) -> Say:
    return Say(ORDERS.text, {**ORDERS.values, "n": n}, ORDERS.plural)


def test_one_order_and_many_orders():
    assert written(orders(1), "en", BERLIN) == "1 order, €8,310 in all, the last on 14 Mar 2026: €124.50"
    assert written(orders(1200), "en", BERLIN).startswith("1,200 orders, ")


def test_values_are_escaped_and_never_taken_for_markup_or_names():
    said = written(Say("{name} wrote", {"name": "<b>&{n} {0}</b>"}), "en", BERLIN)

    assert said == "&lt;b&gt;&amp;{n} {0}&lt;/b&gt; wrote"


def test_a_name_cannot_turn_the_rest_of_the_line_around():
    assert written(Say("{name} wrote", {"name": "Ann\u202egpj.\u2066"}), "en", BERLIN) == "Anngpj. wrote"


def test_a_sentence_inside_a_sentence_is_translated_too():
    assert written(Say("{what}!", {"what": Say("Noted: {text}", {"text": "<"})}), "en", BERLIN) == "Noted: &lt;!"


def test_a_value_that_is_not_there_is_left_out():
    assert written(Say("Hello {name}!"), "en", BERLIN) == "Hello !"


@given(st.text(), st.text())
def test_whatever_people_write_is_taken_by_telegram_and_read_as_it_was_written(name, text):
    said = written(Say("• {name}: {text}", {"name": name, "text": text}), "en", BERLIN)

    assert markup_fault(said) is None
    turned = dict.fromkeys([0x200E, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
    assert plain(said).translate(turned) == f"• {name}: {text}".translate(turned)


def test_a_name_from_right_to_left_keeps_to_itself():
    assert written(Say("• {name}: due", {"name": "فاطمة"}), "en", BERLIN) == "• \u200e\u2068فاطمة\u2069: due"


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        (1500, "en", "1,500"),
        (1500, "de", "1.500"),
        (Money(255, "EUR"), "en", "€2.55"),
        (date(2026, 3, 14), "en", "14 Mar 2026"),
        (datetime(2026, 12, 1, 14, tzinfo=UTC), "en", "Tue 1 Dec 2026, 15:00"),
        (datetime(2026, 12, 1, 14, tzinfo=UTC), "zh_CN", "2026年12月1日 周二 15:00"),
        ("a < b", "en", "a &lt; b"),
        (None, "en", "None"),
    ],
)
def test_each_kind_of_value_in_the_readers_way(value, language, text):
    assert value_text(value, language, BERLIN) == text


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (datetime(2026, 11, 24, 16, tzinfo=UTC), "today 17:00"),
        (datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "tomorrow 00:30"),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "yesterday 00:30"),
        (datetime(2026, 11, 26, 8, tzinfo=UTC), "Thu 26 Nov 2026, 09:00"),
    ],
)
def test_near_days_are_called_so_in_the_readers_zone(at, text):
    assert moment(at, "en", BERLIN, NOW.replace(hour=9)) == text


def test_every_intent_and_every_fact_has_its_words():
    assert set(words.INTENT_NAMES) == set(INTENTS)
    assert set(ASKABLE) <= set(words.FACT_NAMES)
    assert words.STAGES == STAGES


@pytest.mark.parametrize(
    ("kind", "code", "english", "chinese"),
    [
        ("intent", "moq", "MOQ", "起订量"),
        ("intent", "<new>", "&lt;new&gt;", "&lt;new&gt;"),
        ("language", "de", "German", "德语"),
        ("grade", "gold", "Gold", "金牌"),
        ("stage", "regular", "regular", "老客户"),
    ],
)
def test_what_is_kept_as_a_code_is_read_as_a_name(kind, code, english, chinese):
    assert written(Say("{it}", {"it": Named(kind, code)}), "en", BERLIN) == english
    assert written(Say("{it}", {"it": Named(kind, code)}), "zh_CN", BERLIN) == chinese
