"""Whom to write to: of the twenty first at a cut-off, how many order within 30 days. `python -m benchmarks.today`.

Beside: who ordered last (recency), RFM (fifths of recency, frequency and money added up) and BG/NBD (lifetimes). Ours
is core/today.worth on what was known at the cut-off, without what a benchmark can't know: who was written to.
"""

import sys
import warnings
from contextlib import redirect_stdout
from datetime import UTC, datetime, timedelta
from io import StringIO

import numpy as np

from benchmarks.orders import rows
from bot.core import today
from bot.core.rhythm import Rhythm, usual_gap

try:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # lifetimes is from 2020 and uses what pandas and numpy have since renamed
        from lifetimes import BetaGeoFitter
        from lifetimes.utils import ConvergenceError
except ImportError as error:
    raise SystemExit(f"{error.name} is not installed: .venv/bin/pip install -e '.[bench]'") from None

CUTS = ("2011-03-01", "2011-04-01", "2011-05-01", "2011-06-01", "2011-07-01", "2011-08-01")
FIRST = 20


class Orders:
    """Every order: buyer, time, worth in pence."""

    def __init__(self) -> None:
        found: dict[str, tuple[str, datetime, int]] = {}
        for one in rows():
            buyer, at, worth = found.get(one.order, (one.buyer, datetime.fromisoformat(one.at).replace(tzinfo=UTC), 0))
            found[one.order] = (buyer, at, worth + one.quantity * one.price_minor)
        self.orders = sorted(found.values(), key=lambda order: order[1])

    def until(self, cut: datetime) -> dict[str, list[tuple[datetime, int]]]:
        """Each buyer's orders before a time, the oldest first."""
        known: dict[str, list[tuple[datetime, int]]] = {}
        for buyer, at, worth in self.orders:
            if at < cut:
                known.setdefault(buyer, []).append((at, worth))
        return known

    def within(self, cut: datetime) -> set[str]:
        """Who orders in the 30 days from a time on."""
        return {buyer for buyer, at, _ in self.orders if cut <= at < cut + timedelta(days=30)}


def recency(known: dict[str, list[tuple[datetime, int]]], cut: datetime) -> np.ndarray:
    """The later the last order, the better."""
    return np.array([orders[-1][0].timestamp() for orders in known.values()])


def rfm(known: dict[str, list[tuple[datetime, int]]], cut: datetime) -> np.ndarray:
    """Fifths of recency, frequency and money, added up; ties by money."""
    money = np.array([float(sum(worth for _, worth in orders)) for orders in known.values()])
    counts = np.array([float(len(orders)) for orders in known.values()])

    def fifth(values: np.ndarray) -> np.ndarray:
        return np.argsort(np.argsort(values, kind="stable"), kind="stable") * 5 // len(values)

    return fifth(recency(known, cut)) + fifth(counts) + fifth(money) + 1e-3 * money / money.max()


def bg_nbd(known: dict[str, list[tuple[datetime, int]]], cut: datetime) -> np.ndarray:
    """Expected orders within 30 days by BG/NBD, days with an order counted; with the least penalty that converges."""
    days = [sorted({at.date() for at, _ in orders}) for orders in known.values()]
    repeats = np.array([float(len(one) - 1) for one in days])
    between = np.array([float((one[-1] - one[0]).days) for one in days])
    age = np.array([float((cut.date() - one[0]).days) for one in days])
    # It prints all of its optimiser's state where it does not converge.
    with warnings.catch_warnings(), redirect_stdout(StringIO()):
        warnings.simplefilter("ignore")
        for penalty in (0.0, 0.001, 0.01, 0.1):
            try:
                model = BetaGeoFitter(penalizer_coef=penalty).fit(repeats, between, age)
            except ConvergenceError:
                continue
            return np.asarray(model.conditional_expected_number_of_purchases_up_to_time(30, repeats, between, age))
    return repeats


def ours(known: dict[str, list[tuple[datetime, int]]], cut: datetime) -> np.ndarray:
    """core/today.worth."""
    scores = []
    for orders in known.values():
        days = sorted({at.date() for at, _ in orders}, reverse=True)
        fading = sum(0.5 ** ((cut.date() - day).days / today.HALF_LIFE) for day in days)
        every, ago = usual_gap(" ".join(day.isoformat() for day in days[:9])), (cut - orders[-1][0]).days
        usual = sum(worth for _, worth in orders) / len(orders)
        scores.append(today.worth(fading, usual, Rhythm(every, ago) if every else None, ago))
    return np.array(scores)


def main() -> None:
    """Print the share for each cut-off."""
    cuts = sys.argv[1:] or CUTS
    orders = Orders()
    print(f"of the {FIRST} first, the share that orders within 30 days")
    print(f"{'':12}" + "".join(f"{cut:>12}" for cut in cuts) + f"{'mean':>8}")
    for name, score in {"recency": recency, "RFM": rfm, "BG/NBD": bg_nbd, "Regulars": ours}.items():
        shares = []
        for day in cuts:
            cut = datetime.fromisoformat(day).replace(tzinfo=UTC)
            known, then = orders.until(cut), orders.within(cut)
            buyers = list(known)
            first = np.argsort(-score(known, cut), kind="stable")[:FIRST]
            shares.append(sum(buyers[at] in then for at in first.tolist()) / FIRST)
        print(f"{name:12}" + "".join(f"{one:12.2f}" for one in shares) + f"{np.mean(shares):8.3f}", flush=True)


if __name__ == "__main__":
    main()
