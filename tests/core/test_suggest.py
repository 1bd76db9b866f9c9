"""Which replies are offered: the question's own, what a fact hints at, the shop's habits; at most three."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.people import Buyer
from bot.core.recognition import INTENTS, IntentGuess, Recognition
from bot.core.replies import Reply, When
from bot.core.suggest import HINTS, MOST, offers, suits

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def reply(shortcut: str, *intents: str, **more: object) -> Reply:
    return replace(Reply(shortcut, "en", shortcut.title(), "Hello", "x.md", intents=intents), **more)


BOOK = (
    reply("moq", "moq", "price"),
    reply("price", "price", "moq"),
    reply("shipping", "shipping_cost"),
    reply("which", "price", "moq", "shipping_cost"),
    reply("hello", "greeting"),
    reply("thanks", "thanks"),
)


def offered(*guesses: tuple[str, float], unsure=False, picks=None, facts=(), most_used=(), suits_buyer=lambda _: True):
    heard = Recognition("en", tuple(IntentGuess(*guess) for guess in guesses), unsure)
    found = offers(
        heard,
        lambda intent: [one for one in BOOK if intent in one.intents],
        lambda intent: (picks or {}).get(intent, {}),
        suits_buyer,
        facts,
        most_used,
    )
    return [one.shortcut for one in found]


def test_the_reply_that_means_the_question_comes_first():
    assert offered(("moq", 0.9))[0] == "moq"
    assert offered(("price", 0.9))[0] == "price"


def test_what_sellers_of_this_shop_pick_comes_first():
    assert offered(("moq", 0.9), picks={"moq": {"which.en": 3, "price.en": 1}}) == ["which", "price", "moq"]


def test_two_questions_get_the_best_reply_of_each():
    assert offered(("moq", 0.9), ("shipping_cost", 0.5))[:2] == ["moq", "shipping"]


def test_a_greeting_in_front_of_a_question_does_not_come_first():
    assert offered(("greeting", 0.9), ("moq", 0.8))[0] == "moq"
    assert offered(("greeting", 0.9)) == ["hello"]


def test_a_port_named_in_passing_hints_at_the_freight():
    assert offered(("moq", 0.9), facts=("quantity", "place"))[:2] == ["moq", "shipping"]


def test_a_faint_guess_brings_no_reply():
    assert "shipping" not in offered(("moq", 0.9), ("shipping_cost", 0.1))


def test_unsure_offers_only_the_best_guess_and_then_what_is_used_most():
    assert offered(("moq", 0.4), ("shipping_cost", 0.3), unsure=True, most_used=[BOOK[4], BOOK[5]])[:1] == ["moq"]
    assert offered(unsure=True, most_used=[BOOK[4], BOOK[5]]) == ["hello", "thanks"]


def test_nothing_known_offers_nothing():
    assert offered() == []


def test_replies_that_do_not_suit_the_buyer_are_left_out():
    assert "price" not in offered(("price", 0.9), suits_buyer=lambda one: one.shortcut != "price")


def test_a_fact_hints_only_at_what_suits_the_buyer():
    """When the first reply of a hinted intent does not suit, the next one that does is offered."""
    found = offered(facts=("place",), suits_buyer=lambda one: one.shortcut != "shipping")

    assert found == ["which"]


def test_every_hint_names_an_intent():
    assert set(HINTS.values()) <= set(INTENTS)


@given(st.lists(st.tuples(st.sampled_from(INTENTS), st.floats(0, 1)), max_size=6), st.booleans())
def test_never_more_than_three_and_never_twice_the_same(guesses, unsure):
    found = offered(*guesses, unsure=unsure, most_used=BOOK)

    assert len(found) <= MOST
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("when", "orders", "fits"),
    [
        (When(), 0, True),
        (When(grade=("gold", "platinum")), 9, True),
        (When(grade=("platinum",)), 9, False),
        (When(stage=("regular",)), 9, True),
        (When(stage=("fan", "lapsed")), 9, False),
        (When(min_orders=9), 9, True),
        (When(min_orders=10), 9, False),
        (When(grade=("gold",), stage=("regular",), min_orders=10), 9, False),
        (When(season="preheat"), 0, True),
        (When(season="sale"), 0, False),
    ],
)
def test_all_conditions_of_a_reply_must_hold(when, orders, fits):
    anna = Buyer(1, "Anna", grade="gold", stage="regular")

    assert suits(reply("vip", "price", when=when), anna, orders, ("spring", "preheat")) is fits


def test_a_plain_hello_is_welcomed_although_something_else_is_guessed_faintly():
    heard = Recognition("en", (IntentGuess("greeting", 0.9), IntentGuess("price", 0.05)), unsure=False)
    welcome = Reply("hello", "en", "Welcome", "…", "hello.en.md", intents=("greeting",))

    by_intent = {"greeting": (welcome,)}
    found = offers(heard, lambda intent: by_intent.get(intent, ()), lambda _: {}, lambda _: True, (), ())

    assert found == (welcome,)
