"""The replies that come with the product: complete in seven languages, and well written in every one."""

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from bot.core.recognition import INTENTS
from bot.core.replies import Reply
from bot.replies import ReplyBook, load, render
from bot.replies.samples import sample_scenes

FOLDER = Path(__file__).parents[2] / "replies"
LANGUAGES = ("en", "zh", "es", "pt", "ru", "ar", "fr")
BOOK: ReplyBook = load(FOLDER)


def test_nothing_is_wrong_with_any_file():
    assert BOOK.problems == ()


def test_files_are_named_by_shortcut_and_language():
    assert [Path(reply.path).name for reply in BOOK.replies.values()] == [
        f"{reply.key}.md" for reply in BOOK.replies.values()
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_intent_has_a_reply_examples_and_keywords_in_every_language(language: str):
    meant = {reply.intents[0]: reply for reply in BOOK.quick() if reply.language == language and reply.examples}
    fewest = 15 if language in ("en", "zh") else 10

    assert set(meant) == set(INTENTS)
    for reply in meant.values():
        assert fewest <= len(reply.examples) <= 25, reply.path
        assert 10 <= len(reply.keywords) <= 20, reply.path


def test_a_shortcut_is_the_same_reply_in_every_language():
    contracts = defaultdict(set)
    languages = defaultdict(set)
    for reply in BOOK.replies.values():
        contracts[reply.shortcut].add((reply.intents, reply.ask, reply.folder, reply.version, bool(reply.examples)))
        languages[reply.shortcut].add(reply.language)

    assert [name for name, found in contracts.items() if len(found) > 1] == []
    assert [name for name, found in languages.items() if not found >= set(LANGUAGES)] == []


def test_no_phrase_is_given_twice():
    phrases = Counter((example.language, example.text.casefold()) for example in BOOK.examples())

    assert [phrase for phrase, count in phrases.items() if count > 1] == []


def test_there_are_three_replies_to_offer_for_what_buyers_ask_most():
    for intent in ("price", "moq", "discount", "order", "shipping_cost"):
        assert len(BOOK.for_intent(intent, "en")) >= 3, intent


UGLY = re.compile(r"  | [,،，]|[,،，] ?[.!?،，。]|\.\.|None|\{|\}|\n\n\n|Markup")


@pytest.mark.parametrize("reply", BOOK.replies.values(), ids=lambda reply: reply.key)
def test_a_reply_reads_well_even_when_little_is_known(reply: Reply):
    for scene in sample_scenes(reply)[:2]:
        text = render(reply, scene)
        assert not UGLY.search(text), text
        assert text[-1] in ".!?。！？>؟" or reply.folder == "cards", text


def test_the_business_card_asks_with_a_versioned_wording_that_says_how_to_erase():
    cards = [reply for reply in BOOK.replies.values() if reply.shortcut == "business-card"]

    assert len(cards) == len(LANGUAGES)
    for card in cards:
        assert card.version
        assert "/privacy" in card.body
