"""Text -> intents, facts and language: `core.recognition.Recogniser`, and the only user of the language libraries."""

from pathlib import Path

from bot.recogniser.door import door
from bot.recogniser.explain import Contradiction, Explanation, contradictions
from bot.recogniser.facts import DateFinder
from bot.recogniser.recogniser import ShopRecogniser

__all__ = [
    "Contradiction",
    "DateFinder",
    "Explanation",
    "ShopRecogniser",
    "contradictions",
    "door",
    "load_recogniser",
]


def load_recogniser(
    cache_dir: Path | None, find_dates: DateFinder | None = None, *, early: bool = False
) -> ShopRecogniser:
    """The recogniser of this shop. Returns at once: encoder and phrases are loaded in a thread once `learn` is called.

    `cache_dir` keeps what was learned (None: nothing is kept); `find_dates` is `bot.dates`' finder. With `early`,
    a first start answers after a second, by words and never sure, until everything is learned: for a running bot, not
    for a single question.
    """
    return ShopRecogniser(cache_dir, find_dates, early=early)
