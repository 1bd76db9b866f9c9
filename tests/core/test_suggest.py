"""Which replies are offered: the question's own, what a fact hints at, the shop's habits; at most three."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.people import Buyer
from bot.core.recognition import INTENTS, IntentGuess, Recognition
from bot.core.replies import Reply, When
from bot.core.suggest import HINTS, MOST, Habits, Reason, Shelf, offers, unmet

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


def reasons(*guesses: tuple[str, float], unsure=False, picks=None, facts=(), used=(), staples=(), unmet=lambda _: ()):
    heard = Recognition("en", tuple(IntentGuess(*guess) for guess in guesses), unsure)
    shelf = Shelf(
        lambda intent: [one for one in BOOK if intent in one.intents],
        lambda shortcut: next((one for one in BOOK if one.shortcut == shortcut), None),
        staples,
        unmet,
    )
    return offers(heard, facts, shelf, Habits(lambda intent: (picks or {}).get(intent, {}), lambda: dict(used)))


def offered(*guesses: tuple[str, float], **more: object):
    return [one.reply.split(".")[0] for one in reasons(*guesses, **more) if not one.unmet]


def test_the_reply_that_means_the_question_comes_first():
    assert offered(("moq", 0.9))[0] == "moq"
    assert offered(("price", 0.9))[0] == "price"


def test_what_sellers_of_this_shop_pick_comes_first():
    assert offered(("moq", 0.9), picks={"moq": {"which": 3.0, "price": 2.0}}) == ["which", "price", "moq"]


@pytest.mark.parametrize(("picked", "first"), [(0.0, "moq"), (0.9, "moq"), (1.1, "price"), (9.0, "price")])
def test_a_single_pick_does_not_outrank_the_reply_that_means_the_question(picked, first):
    assert offered(("moq", 0.9), picks={"moq": {"price": picked}})[0] == first


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
    assert offered(("moq", 0.4), ("shipping_cost", 0.3), unsure=True, used={"hello": 3.0, "thanks": 2.0}.items())[
        :1
    ] == ["moq"]
    assert offered(unsure=True, used={"hello": 3.0, "thanks": 2.0}.items()) == ["hello", "thanks"]


def test_nothing_known_offers_nothing():
    assert offered() == []


def test_replies_that_do_not_suit_the_buyer_are_left_out():
    assert "price" not in offered(("price", 0.9), unmet=lambda one: ("grade",) * (one.shortcut == "price"))


def test_a_fact_hints_only_at_what_suits_the_buyer():
    """When the first reply of a hinted intent does not suit, the next one that does is offered."""
    found = offered(facts=("place",), unmet=lambda one: ("stage",) * (one.shortcut == "shipping"))

    assert found == ["which"]


def test_every_hint_names_an_intent():
    assert set(HINTS.values()) <= set(INTENTS)


@given(st.lists(st.tuples(st.sampled_from(INTENTS), st.floats(0, 1)), max_size=6), st.booleans())
def test_never_more_than_three_and_never_twice_the_same(guesses, unsure):
    found = offered(*guesses, unsure=unsure, staples=BOOK)

    assert len(found) <= MOST
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("when", "orders", "lacking"),
    [
        (When(), 0, ()),
        (When(grade=("gold", "platinum")), 9, ()),
        (When(grade=("platinum",)), 9, ("grade",)),
        (When(stage=("regular",)), 9, ()),
        (When(stage=("fan", "lapsed")), 9, ("stage",)),
        (When(min_orders=9), 9, ()),
        (When(min_orders=10), 9, ("min_orders",)),
        (When(grade=("gold",), stage=("lapsed",), min_orders=10), 9, ("stage", "min_orders")),
        (When(season="preheat"), 0, ()),
        (When(season="sale"), 0, ("season",)),
    ],
)
def test_the_conditions_of_a_reply_that_do_not_hold_are_named(when, orders, lacking):
    anna = Buyer(1, "Anna", grade="gold", stage="regular")

    assert unmet(reply("vip", "price", when=when), anna, orders, ("spring", "preheat")) == lacking


def test_every_reply_says_why_it_is_offered():
    found = reasons(("moq", 0.9), picks={"moq": {"moq": 3.5}}, facts=("incoterm",), used={"hello": 2.0}.items())

    assert found == (
        Reason("moq.en", "asked", "moq", picked=3.5),
        Reason("shipping.en", "hint", "shipping_cost", "incoterm"),
        Reason("price.en", "asked", "moq"),
    )
    assert reasons(unsure=True, used={"hello": 2.0}.items(), staples=BOOK[:1]) == (
        Reason("hello.en", "used", picked=2.0),
        Reason("moq.en", "staple"),
    )


def test_a_reply_left_out_is_named_behind_with_the_conditions_that_do_not_hold():
    found = reasons(("thanks", 0.9), unmet=lambda one: ("grade", "season"), used={"hello": 2.0, "gone": 1.0}.items())

    assert found == (Reason("thanks.en", "asked", "thanks", unmet=("grade", "season")),)


def test_a_plain_hello_is_welcomed_although_something_else_is_guessed_faintly():
    assert offered(("greeting", 0.9), ("price", 0.05)) == ["hello"]
