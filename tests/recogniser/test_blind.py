"""The blind messages are labelled with the shop's own intents."""

import tomllib
from pathlib import Path

from bot.core.recognition import INTENTS

HERE = Path(__file__).parent
BLIND = tomllib.loads((HERE / "blind.toml").read_text("utf-8"))
LINES = [
    (text, label) for batch in BLIND.values() for of in batch.values() for label, texts in of.items() for text in texts
]


def test_every_label_is_an_intent_and_every_intent_is_asked():
    labels = {part for _, label in LINES for part in label.split("+")}

    assert labels == {*INTENTS, "out"}
