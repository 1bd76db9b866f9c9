"""A small trade and a small encoder: learned in milliseconds, the same each time."""

import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from bot.core.recognition import Example, Listening
from bot.recogniser import ShopRecogniser
from bot.recogniser.encoder import Vectors
from bot.recogniser.phrases import General
from bot.recogniser.text import fold, words

LISTENING = Listening(datetime(2026, 3, 4, 10, tzinfo=UTC))

PHRASES = {
    "price": ("how much is it", "what is the price", "price please", "unit price for 500", "сколько стоит", "多少钱"),
    "moq": ("what is the minimum order", "minimum quantity", "how many at least", "smallest order", "起订量多少"),
    "shipping_cost": ("shipping cost to Germany", "how much is the freight", "do you ship to Canada", "运费怎么算"),
    "greeting": ("hello", "good morning", "hi there", "你好"),
    "thanks": ("thank you", "thanks a lot", "many thanks", "谢谢"),
    "complaint": ("the goods arrived broken", "poor quality", "wrong item received", "坏了"),
    "stop": ("unsubscribe", "do not write to me again", "stop messaging me"),
}
OTHER = (
    "what is the weather today", "tell me a joke", "who won the game", "my dog is ill", "play some music", "ok", "yes",
    "lol", "where is the cinema", "I love this song", "set an alarm", "how old are you", "see photo", "wrong number",
    "今天天气怎么样", "happy birthday", "are you hiring", "I am on the bus", "buy bitcoin now", "write me a poem",
    "what time is it", "hmm",
)  # fmt: skip
KEYWORDS = {"price": ("price", "how much"), "moq": ("minimum", "moq"), "shipping_cost": ("shipping", "freight")}
TRADE = General(
    tuple(Example(phrase, (intent,)) for intent, phrases in PHRASES.items() for phrase in phrases), OTHER, KEYWORDS
)


class WordEncoder:
    """Words hashed into 64 directions: alike when words are shared."""

    name = "words-64"

    def __init__(self) -> None:
        self.read: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.read += texts
        rows = np.full((len(texts), 64), 1e-3, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in words(fold(text)):
                row[zlib.crc32(word.encode()) % 64] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def small(cache_dir: Path | None = None, **more: object) -> ShopRecogniser:
    """A recogniser of the small trade."""
    return ShopRecogniser(cache_dir, **{"make_encoder": WordEncoder, "trade": TRADE, **more})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def recogniser() -> ShopRecogniser:
    shop = small()
    shop.learn((), {})
    assert shop.wait(60)
    return shop
