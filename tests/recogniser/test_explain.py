"""Why a message was read as it was, and which phrasings contradict each other."""

from bot.core.recognition import Example
from bot.recogniser import contradictions


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
