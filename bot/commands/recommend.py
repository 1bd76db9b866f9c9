"""`python -m bot recommend --db FILE --jsonl --top N [--novel]`: which products to propose, for many buyers at once."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from bot.core import past as pasts
from bot.core import reasons, weighing
from bot.core.recommend import Floats
from bot.core.shows import Say
from bot.desk.reasons import reason_said
from bot.store import recommend as store
from bot.store.database import DatabaseError, alone


def run(
    database: Annotated[Path, typer.Option("--db", help="The shop's database.")],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read and write one JSON object a line.")] = True,
    top: Annotated[int, typer.Option("--top", min=1, help="How many products for each buyer.")] = 10,
    novel: Annotated[bool, typer.Option("--novel", help="Only products the buyer never ordered before.")] = False,
) -> None:
    """Products to propose: {"id", "buyer", "at"} a line in, {"id", "products": [{"code", "reason", "score"}]} out."""
    if not database.exists():
        typer.secho(f"{database} is not there", fg="red", err=True)
        raise typer.Exit(1)
    try:
        with alone(database, writing=False) as tx:
            history = store.history(tx)
    except DatabaseError as error:
        typer.secho(str(error), fg="red", err=True)
        raise typer.Exit(1) from None
    lines = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
    for answer in answers(history, lines, top, novel):
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def answers(history: store.History, lines: Iterable[str], top: int, novel: bool) -> Iterator[dict[str, Any]]:
    """Answer each line in its order; a bad one gets {"id", "error"} and the others go on."""
    known = Pasts(history)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            yield {"id": None, "line": number, "error": f"line {number} is not JSON: {error}"}
            continue
        id = record.get("id") if isinstance(record, dict) else None
        try:
            buyer, at = _asked(record)
        except ValueError as error:
            yield {"id": id, "line": number, "error": f"line {number}: {error}"}
            continue
        yield {"id": id, "products": _products(known, buyer, at, top, novel)}


def _asked(record: object) -> tuple[str, datetime]:
    """The buyer's number and the time of a record. Raises ValueError with a sentence."""
    if not isinstance(record, dict):
        raise ValueError('write {"id": …, "buyer": …, "at": …}')
    buyer, at = record.get("buyer"), record.get("at")
    if isinstance(buyer, bool) or not isinstance(buyer, str | int | None):
        raise ValueError(f'"buyer" is the buyer\'s number, not {buyer!r}')
    if not isinstance(at, str):
        raise ValueError(f'"at" is a date and time such as 2026-11-24T10:00, not {at!r}')
    try:
        read = datetime.fromisoformat(at)
        read = (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f'"at" is a date and time such as 2026-11-24T10:00, not {at!r}') from None
    return "" if buyer is None else str(buyer).strip(), read


class Pasts:
    """The shop's past at the times that are asked for, and the weights it teaches.

    The last past is kept, as many buyers share it. Weights are learned once for each month, from what was before it.
    """

    def __init__(self, history: store.History) -> None:
        self.history = history
        self._at: datetime | None = None
        self._past: pasts.Past | None = None
        self._weights: dict[datetime, Floats] = {}

    def at(self, at: datetime) -> pasts.Past:
        """What had happened just before `at`."""
        if self._past is None or at != self._at:
            day = round(at.timestamp() * 1000) / store.MS_PER_DAY
            self._at = at
            self._past = pasts.past(self.history.lines, day, self.history.buyers + 1, len(self.history.shelves))
        return self._past

    def weights(self, at: datetime) -> Floats:
        """How much each signal counts, by the months before the one of `at`."""
        first = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        if first not in self._weights:
            day, shelves = first.timestamp() * 1000 / store.MS_PER_DAY, len(self.history.shelves)
            self._weights[first] = weighing.learn(self.history.lines, day, self.history.buyers + 1, shelves)
        return self._weights[first]


def _products(known: Pasts, number: str, at: datetime, top: int, novel: bool) -> list[dict[str, Any]]:
    history, past = known.history, known.at(at)
    # One buyer more than there are stands for everybody who is not known.
    buyer = history.numbers.get(number, history.buyers)
    allowed = np.array([one.stock is None or one.stock > 0 for one in history.shelves], dtype=bool)
    if novel:
        allowed[past.pairs.product[past.start[buyer] : past.start[buyer + 1]]] = False
    found = weighing.only(weighing.ranked(pasts.evidence(past, buyer), known.weights(at)), allowed, top)
    return [
        {
            "code": history.shelves[product].code,
            "reason": _said(reasons.reason(past, buyer, product), history),
            "score": round(score, 4),
        }
        for product, score in zip(found.products.tolist(), found.scores.tolist(), strict=True)
    ]


def _said(reason: reasons.Reason, history: store.History) -> str:
    return _plain(reason_said(reason, history.shelves[reason.other].code if reason.other >= 0 else ""))


def _plain(say: Say) -> str:
    """A sentence in English, without marks."""
    text = say.plural if say.plural and say.values["n"] != 1 else say.text
    return text.format(**{name: _plain(one) if isinstance(one, Say) else one for name, one in say.values.items()})
