"""Why a message was read as it was, and which phrasings contradict each other."""

import threading

import pytest

from bot.core.recognition import Doubt, Example
from bot.recogniser import contradictions
from tests.recogniser.conftest import LISTENING, WordEncoder, small


def test_the_nearest_phrases_and_the_keywords_are_named(recogniser):
    why = recogniser.explain("what is the minimum order please")

    assert why.nearest[0].text == "what is the minimum order"
    assert why.nearest[0].intents == ("moq",)
    assert why.keywords == ("moq",)
    assert not why.exact
    assert why.speakers["moq"][0].text in {"what is the minimum order", "smallest order", "minimum quantity"}
    assert all(0 <= near.alike <= 1 for near in why.nearest)


def test_a_known_phrase_is_said_to_be_one(recogniser):
    assert recogniser.explain("Minimum quantity!").exact


def test_the_explanation_can_be_read_aloud(recogniser):
    said = str(recogniser.explain("price please"))

    assert "price please" in said and "price" in said


def test_near_duplicates_under_different_intents_contradict():
    found = contradictions(
        (
            Example("where are you located?", ("contact",)),
            Example("Where are you located", ("company",)),
            Example("where do you ship", ("shipping_cost",)),
            Example("order the minimum", ("moq", "order")),
            Example("the minimum order", ("moq",)),
        )
    )

    assert [(one.first.intents, one.second.intents, one.alike) for one in found] == [(("contact",), ("company",), 1.0)]


def test_the_account_names_the_nearest_phrase_of_each_intent_it_is_asked_for(recogniser):
    why = recogniser.account("what is the minimum order please, and the price?", LISTENING, ("moq", "price", "refund"))

    assert why.phrases == {"moq": "what is the minimum order", "price": "what is the price"}
    assert why.doubt is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [("What is the weather today?", "other"), ("🙂", "silent"), ("what is the price", ""), ("price please now", "")],
)
def test_the_account_says_why_it_is_unsure(recogniser, text, kind):
    doubt = recogniser.account(text, LISTENING, ()).doubt

    assert (doubt.kind if doubt else "") == kind
    assert (doubt is not None) == recogniser.recognise(text, LISTENING).unsure


@pytest.mark.parametrize("text", ["what is the game today", "tell me who is ill", "a xylophone", "hm hello bus", "sos"])
def test_a_doubt_is_below_what_is_needed(recogniser, text):
    doubt = recogniser.account(text, LISTENING, ()).doubt

    assert recogniser.recognise(text, LISTENING).unsure
    assert doubt is not None and doubt.kind in ("faint", "between")
    assert doubt.score < doubt.needed
    assert doubt.like


def test_before_the_phrases_are_learned_that_is_the_doubt():
    go = threading.Event()

    def slow() -> WordEncoder:
        go.wait(60)
        return WordEncoder()

    shop = small(make_encoder=slow, early=True)
    shop.learn((), {})
    assert shop.wait(60)
    try:
        doubt = shop.account("what is the price for 900", LISTENING, ()).doubt
        assert doubt == Doubt("learning", like="what is the weather today")
    finally:
        go.set()
    assert shop.wait_learned(60)
