"""Product proposals beside what a recommender library gives: `make bench-recommend`.

For each cut-off: buyers with orders both before it and in the 30 days after. hit@5: the share of them with a product
they then ordered among the first five; NDCG@10: how near the top ten are to the best possible. "Novel" looks only at
products a buyer never ordered before. All in one run, ours through the `recommend` door's own function.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from benchmarks.orders import build, rows
from bot.commands.recommend import answers
from bot.store import recommend as store
from bot.store.database import alone

try:
    import scipy.sparse as sp
    from implicit.als import AlternatingLeastSquares
    from implicit.nearest_neighbours import BM25Recommender
except ImportError as error:
    raise SystemExit(f"{error.name} is not installed: .venv/bin/pip install -e '.[bench]'") from None

CUTS = ("2011-04-01", "2011-05-01", "2011-06-01", "2011-07-01", "2011-08-01")
NO_PRODUCTS = {"POST", "DOT", "M", "BANK CHARGES", "C2", "PADS"}
GAIN = 1 / np.log2(np.arange(2, 12))
BEST = np.cumsum(GAIN)

Scores = Callable[[np.ndarray], np.ndarray]  # buyers (indices) -> a row of scores over all products for each
Model = Callable[["Sales", float], Scores]


@dataclass(frozen=True, slots=True)
class Sales:
    """Order lines without services, as parallel arrays of indices and days since 1970."""

    buyer: np.ndarray
    product: np.ndarray
    order: np.ndarray
    day: np.ndarray
    buyers: list[str]
    codes: list[str]

    def counts(self, cut: float, half: float | None) -> "sp.csr_matrix":
        """Buyers by products: in how many orders before the cut-off, each fading with a half-life in days."""
        _, once = np.unique(self.order * len(self.codes) + self.product, return_index=True)
        kept = once[self.day[once] < cut]
        weight = np.ones(len(kept)) if half is None else 0.5 ** ((cut - self.day[kept]) / half)
        shape = (len(self.buyers), len(self.codes))
        return sp.csr_matrix((weight, (self.buyer[kept], self.product[kept])), shape=shape)


def sales(history: store.History) -> Sales:
    """The shop's lines as the benchmark counts them: what the data's README names is no product."""
    lines = history.lines
    codes = [one.code for one in history.shelves]
    kept = np.array([code not in NO_PRODUCTS for code in codes])[lines.product]
    buyers = [""] * history.buyers
    for number, at in history.numbers.items():
        buyers[at] = number
    return Sales(lines.buyer[kept], lines.product[kept], lines.order[kept], lines.day[kept], buyers, codes)


def _unit(matrix: "sp.csr_matrix") -> "sp.csr_matrix":
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel())
    return (sp.diags(1 / np.maximum(length, 1e-12)) @ matrix).tocsr()


def _popular(known: Sales, cut: float) -> np.ndarray:
    sums = np.asarray(known.counts(cut, 30).sum(0)).ravel()
    return sums / sums.max()


def popular(known: Sales, cut: float) -> Scores:
    """What sells now: 30-day half-life."""
    scores = _popular(known, cut)
    return lambda buyers: np.tile(scores, (len(buyers), 1))


def personal(known: Sales, cut: float) -> Scores:
    """The buyer's own counts with a 120-day half-life; ties by what is popular."""
    own, tie = known.counts(cut, 120), 1e-3 * _popular(known, cut)
    return lambda buyers: own[buyers].toarray() + tie


def cosine(known: Sales, cut: float) -> Scores:
    """Item-item cosine over who bought what."""
    bought = known.counts(cut, None)
    bought.data[:] = 1
    unit = _unit(bought.T.tocsr())
    alike = (unit @ unit.T).toarray()
    np.fill_diagonal(alike, 0)
    return lambda buyers: bought[buyers] @ alike


def bm25(known: Sales, cut: float) -> Scores:
    """implicit's BM25Recommender, K = 100."""
    counts = known.counts(cut, None)
    model = BM25Recommender(K=100, num_threads=1)
    model.fit(counts, show_progress=False)
    return lambda buyers: (counts[buyers] @ model.similarity).toarray()


def als(known: Sales, cut: float) -> Scores:
    """implicit's alternating least squares, 64 factors."""
    model = AlternatingLeastSquares(64, random_state=1, num_threads=1)
    model.fit(known.counts(cut, None), show_progress=False)
    return lambda buyers: model.user_factors[buyers] @ model.item_factors.T


def user_knn(unit: bool, little: float) -> Model:
    """User-kNN over fading counts (120 days), k = 100, own share .3; counts as they are or of unit length."""

    def model(known: Sales, cut: float) -> Scores:
        counts = known.counts(cut, 120)
        likeness = _unit(counts)
        values = likeness if unit else counts
        popular_now = _popular(known, cut) * float(np.asarray(values.max(1).todense()).mean()) * little

        def scores(buyers: np.ndarray) -> np.ndarray:
            alike = (likeness[buyers] @ likeness.T).toarray()
            alike[np.arange(len(buyers)), buyers] = 0
            alike[alike <= -np.partition(-alike, 100, axis=1)[:, 100:101]] = 0
            alike /= np.maximum(alike.sum(1, keepdims=True), 1e-12)
            theirs = (sp.csr_matrix(alike) @ values).toarray()
            return 0.7 * theirs + 0.3 * values[buyers].toarray() + popular_now

        return scores

    return model


BESIDE: dict[str, Model] = {
    "recent popular": popular,
    "personal, fading": personal,
    "item cosine": cosine,
    "implicit BM25": bm25,
    "implicit ALS": als,
    "user-kNN": user_knn(True, 0),
    "user-kNN, raw counts": user_knn(False, 0),
    "user-kNN + popular": user_knn(True, 0.05),
}


@dataclass(frozen=True, slots=True)
class Truth:
    """What the buyers of a cut-off ordered in the 30 days after, and what they had before."""

    buyers: np.ndarray
    then: dict[int, set[int]]
    had: dict[int, set[int]]


def truth(known: Sales, cut: float) -> Truth:
    """Buyers with orders on both sides of a cut-off."""
    had: dict[int, set[int]] = {}
    then: dict[int, set[int]] = {}
    for buyer, product, day in zip(known.buyer.tolist(), known.product.tolist(), known.day.tolist(), strict=True):
        if day < cut:
            had.setdefault(buyer, set()).add(product)
        elif day < cut + 30:
            then.setdefault(buyer, set()).add(product)
    both = sorted(set(had) & set(then))
    return Truth(np.array(both), {one: then[one] for one in both}, {one: had[one] for one in both})


def measure(lists: Iterator[list[int]], wanted: list[set[int]]) -> tuple[float, float]:
    """hit@5 and NDCG@10 over buyers who wanted anything."""
    hits, gains = [], []
    for shown, right in zip(lists, wanted, strict=True):
        if right:
            good = np.array([one in right for one in shown[:10]] + [False] * (10 - len(shown[:10])))
            hits.append(bool(good[:5].any()))
            gains.append(float((good * GAIN).sum() / BEST[min(10, len(right)) - 1]))
    return statistics.fmean(hits), statistics.fmean(gains)


def _tops(scores: np.ndarray, without: list[set[int]] | None) -> Iterator[list[int]]:
    for at, row in enumerate(scores):
        mine = row.copy()
        if without is not None:
            mine[list(without[at])] = -np.inf
        top = np.argpartition(-mine, 10)[:10]
        yield top[np.argsort(-mine[top], kind="stable")].tolist()


def beside(model: Model, known: Sales, cut: float, asked: Truth) -> tuple[float, ...]:
    """(hit@5, NDCG@10, novel hit@5, novel NDCG@10, milliseconds a buyer) of a baseline."""
    begun = time.perf_counter()
    scores = model(known, cut)(asked.buyers)
    taken = (time.perf_counter() - begun) / len(asked.buyers) * 1000
    then, had = ([of[one] for one in asked.buyers.tolist()] for of in (asked.then, asked.had))
    everything = measure(_tops(scores, None), then)
    novel = measure(_tops(scores, had), [now - before for now, before in zip(then, had, strict=True)])
    return (*everything, *novel, taken)


def ours(history: store.History, known: Sales, cut: float, asked: Truth) -> tuple[float, ...]:
    """The same through the door, which is asked twice: with and without --novel."""
    at = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=cut)).isoformat()
    records = [json.dumps({"id": one, "buyer": known.buyers[one], "at": at}) for one in asked.buyers.tolist()]
    place = {code: at for at, code in enumerate(known.codes)}
    then, had = ([of[one] for one in asked.buyers.tolist()] for of in (asked.then, asked.had))
    found, begun = [], time.perf_counter()
    for novel in (False, True):
        wanted = [now - before for now, before in zip(then, had, strict=True)] if novel else then
        shown = [[place[one["code"]] for one in each["products"]] for each in answers(history, records, 10, novel)]
        found += measure(iter(shown), wanted)
    return (*found, (time.perf_counter() - begun) / 2 / len(records) * 1000)


def main() -> None:
    """Print a table for each cut-off, then the means and by how much ours leads the best of the others."""
    cuts = sys.argv[1:] or CUTS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shop.db"
        build(path, rows())
        with alone(path, writing=False) as tx:
            history = store.history(tx)
    known = sales(history)
    print(f"{len(known.day):,} lines of {len(known.buyers):,} buyers and {len(known.codes):,} products")
    table: dict[str, list[tuple[float, ...]]] = {}
    for day in cuts:
        cut = (datetime.fromisoformat(day).replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(days=1)
        asked = truth(known, cut)
        print(f"\ncut-off {day}: {len(asked.buyers)} buyers")
        print(f"{'':24}{'hit@5':>8}{'NDCG@10':>9}{'novel hit@5':>13}{'novel NDCG@10':>15}{'ms/buyer':>10}")
        for name in (*BESIDE, "Regulars"):
            got = ours(history, known, cut, asked) if name == "Regulars" else beside(BESIDE[name], known, cut, asked)
            table.setdefault(name, []).append(got)
            _print(name, got)
        _lead({name: figures[-1] for name, figures in table.items()})
    print(f"\nmean of {len(cuts)} cut-offs")
    means = {name: tuple(map(statistics.fmean, zip(*figures, strict=True))) for name, figures in table.items()}
    for name, got in means.items():
        _print(name, got)
    _lead(means)


def _print(name: str, got: tuple[float, ...]) -> None:
    print(f"{name:24}{got[0]:8.3f}{got[1]:9.4f}{got[2]:13.3f}{got[3]:15.4f}{got[4]:10.2f}", flush=True)


def _lead(of: dict[str, tuple[float, ...]]) -> None:
    for at, what in ((1, "NDCG@10"), (3, "novel NDCG@10")):
        best = max((one for one in of if one != "Regulars"), key=lambda name: of[name][at])
        print(f"Regulars beside {best} on {what}: {(of['Regulars'][at] / of[best][at] - 1) * 100:+.1f} %")


if __name__ == "__main__":
    main()
