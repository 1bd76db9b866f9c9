"""What was learned, kept on disk under a name made from what it was learned from: a restart learns nothing twice."""

import hashlib
import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.recogniser import intents, lexicon, model
from bot.recogniser.encoder import Encoder, Vectors

# Raise it when the same phrases would be learned differently by newer code.
VERSION = 2
KEPT = 3
_log = logging.getLogger(__name__)


def recall_or_learn(
    cache_dir: Path | None,
    phrases: Sequence[intents.Taught],
    keywords: dict[str, tuple[str, ...]],
    encoder: Encoder | None,
    before: intents.Brain | None = None,
) -> intents.Brain:
    """The brain for these phrases: from disk when it was learned before, else learned now and kept."""
    name = encoder.name if encoder is not None else ""
    path = None if cache_dir is None else _path(cache_dir, phrases, keywords, name)
    brain = None if path is None else _load(path, phrases, keywords)
    if brain is not None:
        return brain
    known: dict[str, Vectors] = {}
    if before is not None and before.vectors is not None:
        known = {taught.text: before.vectors[i] for i, taught in enumerate(before.phrases)}
    brain = intents.learn(phrases, keywords, encoder, known)
    if path is not None:
        _save(path, brain)
    return brain


def is_kept(
    cache_dir: Path | None, phrases: Sequence[intents.Taught], keywords: dict[str, tuple[str, ...]], encoder: str
) -> bool:
    """Whether the brain for these phrases and the encoder of this name lies on disk."""
    return cache_dir is not None and _path(cache_dir, phrases, keywords, encoder).is_file()


def _path(
    cache_dir: Path, phrases: Sequence[intents.Taught], keywords: dict[str, tuple[str, ...]], encoder: str
) -> Path:
    content = [[taught.text, taught.intents, taught.weight] for taught in phrases], sorted(keywords.items())
    settings = (VERSION, encoder, intents.settings())
    name = hashlib.sha256(json.dumps([content, settings]).encode()).hexdigest()[:24]
    return cache_dir / f"intents-{name}.npz"


def _save(path: Path, brain: intents.Brain) -> None:
    """Written beside and renamed: a crash leaves no half file. A full or read-only disk is no reason to fail."""
    words = brain.words
    arrays: dict[str, Any] = {
        "votes": brain.votes,
        "calibration": np.array([brain.calibration.temperature, brain.calibration.threshold]),
        "keys": np.frombuffer("\n".join(words.known.ids).encode(), dtype=np.uint8),
        "idf": words.known.idf,
        "starts": words.starts,
        "phrases": words.phrases,
        "values": words.values,
    }
    if brain.vectors is not None and brain.axes is not None:
        arrays |= {"vectors": brain.vectors, "axes": brain.axes}
    half = path.with_suffix(".half")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with half.open("wb") as file:
            np.savez(file, **arrays)
        half.replace(path)
        old = sorted(path.parent.glob("intents-*.npz"), key=lambda one: one.stat().st_mtime)[:-KEPT]
        for one in old:
            one.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("what was learned cannot be kept in %s: %s", path.parent, error)


def _load(path: Path, phrases: Sequence[intents.Taught], keywords: dict[str, tuple[str, ...]]) -> intents.Brain | None:
    """The brain kept in the file, or nothing when there is none or it cannot be read."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            keys = bytes(kept["keys"]).decode().split("\n")
            words = lexicon.Lexicon(
                lexicon.Vocabulary.of(
                    {key: i for i, key in enumerate(keys)}, kept["idf"], lexicon.Keywords.of(keywords)
                ),
                kept["starts"],
                kept["phrases"],
                kept["values"],
                len(phrases),
            )
            temperature, threshold = kept["calibration"].tolist()
            calibration = model.Calibration(temperature, threshold)
            vectors, axes = kept.get("vectors"), kept.get("axes")
            return intents.assemble(phrases, vectors, words, kept["votes"], calibration, axes)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, EOFError) as error:
        _log.warning("%s cannot be read, learning again: %s", path.name, error)
        return None
