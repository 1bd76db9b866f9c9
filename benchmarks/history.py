"""How fast is a buyer's history, from 10 thousand to 10 million order lines? `make bench-history`.

Order lines are made up with the skew of a real wholesaler (few buyers and products make most of the lines), written
as a CSV file and imported through the real door (`python -m bot import`, its own process: time and peak memory are its
own). Then, in the bot's own database thread: the card of a buyer as the desk looks it up, for buyers as likely as they
order, and a ten-line order appended with all its summaries, stage and grade. Beside the time on the clock stands the
processor time of the lookup itself, which says the same on a busy machine.

    python -m benchmarks.history [--sizes 10000,100000] [--full] [--folder DIR] [--shared FILE]
"""

import argparse
import asyncio
import csv
import gzip
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from bot.config import Config
from bot.core.cards import Card
from bot.core.recognition import Recogniser
from bot.desk import cards
from bot.desk.shop import Shop
from bot.recogniser import load_recogniser
from bot.replies import load as load_replies
from bot.store import buyers, grades, orders
from bot.store.database import Database, Tx

SIZES = (10_000, 100_000, 1_000_000)
FULL = 10_000_000
SHARED = Path("/work/shared/data/orders/orders.csv.gz")
NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
LINES_PER_BUYER, LINES_PER_ORDER, DAYS = 100, 20, 730
LOOKUPS, WARM_UP, APPENDS = 3_000, 300, 1_000
COUNTRIES = ("GB", "DE", "FR", "NL", "US", "CN", "BR", "PL", "ES", "AE")
HEADER = ("order", "buyer", "ordered_at", "code", "title", "quantity", "unit_price", "country")


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one size; times in milliseconds."""

    name: str
    lines: int
    buyers: int
    seconds: float
    processor: float
    megabytes: float
    card: tuple[float, float]
    card_cpu: tuple[float, float]
    append: tuple[float, float]
    append_cpu: tuple[float, float]
    committed: tuple[float, float]


def made_up(lines: int, seed: int = 7) -> Iterator[tuple[object, ...]]:
    """Rows of a CSV: orders of a few to many lines, by buyers and of products whose shares fall off steeply."""
    rng = np.random.default_rng(seed)
    number = max(20, lines // LINES_PER_BUYER)
    weight = rng.lognormal(0, 1.2, number)
    countries = rng.integers(0, len(COUNTRIES), number)
    products = max(200, min(20_000, lines // 50))
    popular = 1 / np.arange(1, products + 1) ** 0.8
    popular = np.cumsum(popular / popular.sum())
    prices = rng.integers(15, 2500, products)
    count = max(1, lines // LINES_PER_ORDER)
    whose = np.searchsorted(np.cumsum(weight / weight.sum()), rng.random(count)).clip(0, number - 1)
    minutes = np.sort(rng.integers(0, DAYS * 24 * 60, count))
    sizes = np.maximum(1, rng.geometric(1 / LINES_PER_ORDER, count))
    sizes[-1] = max(1, sizes[-1] + lines - sizes.sum())
    written = 0
    for order in range(count):
        at = (NOW - timedelta(days=DAYS) + timedelta(minutes=int(minutes[order]))).strftime("%Y-%m-%d %H:%M")
        buyer = int(whose[order])
        for product in np.searchsorted(popular, rng.random(int(sizes[order]))):
            if written >= lines:
                return
            written += 1
            quantity = 12 if product % 3 else 144
            yield (
                f"O{order}", f"C{buyer}", at, f"P{product:05d}", f"Made up product number {product}",
                -1 if written % 60 == 0 else quantity, f"{prices[product] / 100:.2f}", COUNTRIES[countries[buyer]],
            )  # fmt: skip


def imported(source: Path, database: Path) -> tuple[float, float, float, dict[str, Any]]:
    """Import a file in a process of its own: (seconds, processor seconds, peak megabytes, what it says it did)."""
    command = [sys.executable, "-m", "bot", "import", "orders", str(source), "--db", str(database), "--yes", "--json"]
    started = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        actions = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1)]
        child = os.posix_spawn(sys.executable, command, dict(os.environ), file_actions=actions)
        _, status, usage = os.wait4(child, 0)
        seconds = time.perf_counter() - started
        out.seek(0)
        said = out.read().decode()
    if status:
        raise SystemExit(f"the import of {source} failed: {said}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, json.loads(said)


def percentiles(seconds: list[float]) -> tuple[float, float]:
    """(p50, p99) in milliseconds."""
    cuts = statistics.quantiles(seconds, n=100)
    return cuts[49] * 1000, cuts[98] * 1000


async def measured(shop: Shop, path: Path) -> tuple[tuple[float, float], ...]:
    """p50 and p99 of a card looked up and an order added, by the clock and in processor time; then with the commit."""
    database = await Database.open(path)
    # The buyers who write are those who order: each as likely as its share of the orders.
    last = await database.read(lambda tx: tx.execute("SELECT max(id) AS id FROM orders").fetchone()["id"])
    rng = np.random.default_rng(11)
    picked = await database.read(lambda tx: _whose(tx, rng.integers(1, last + 1, WARM_UP + LOOKUPS).tolist()))
    looked: list[float] = []
    worked: list[float] = []
    for id in picked:
        started = time.perf_counter()
        worked.append(await database.read(lambda tx, id=id: _card(shop, tx, id)))  # type: ignore[misc]
        looked.append(time.perf_counter() - started)
    inside: list[tuple[float, float]] = []
    whole: list[float] = []
    for number, id in enumerate(picked[:APPENDS]):
        started = time.perf_counter()
        inside.append(await database.write(_append(shop, number, id, rng.integers(1, 200, 10).tolist())))
        whole.append(time.perf_counter() - started)
    await database.close()
    clock, processor = ([one[at] for one in inside] for at in (0, 1))
    return tuple(percentiles(one) for one in (looked[WARM_UP:], worked[WARM_UP:], clock, processor, whole))


def _whose(tx: Tx, ids: list[int]) -> list[int]:
    return [tx.execute("SELECT buyer_id FROM orders WHERE id = ?", (id,)).fetchone()["buyer_id"] for id in ids]


def _card(shop: Shop, tx: Tx, id: int) -> float:
    """Look a card up; the processor seconds it took."""
    started = time.thread_time()
    buyer = buyers.by_id(tx, id)
    if buyer is None:
        raise LookupError(f"buyer {id} is not there")
    cards.view(shop, tx, Card(0, buyer.id, shop.clock()), buyer)
    return time.thread_time() - started


def _append(shop: Shop, number: int, buyer: int, products: list[int]) -> Callable[[Tx], tuple[float, float]]:
    def job(tx: Tx) -> tuple[float, float]:
        started, worked = time.perf_counter(), time.thread_time()
        lines = tuple(orders.Line(f"P{product:05d}", 12, 250) for product in products)
        orders.add(tx, f"NEW-{number}", buyer, NOW + timedelta(minutes=number), "done", "EUR", lines)
        grades.settle(tx, shop.config.rules, NOW)
        return time.perf_counter() - started, time.thread_time() - worked

    return job


def run(name: str, rows: Iterator[tuple[object, ...]] | None, source: Path, database: Path, shop: Shop) -> Row:
    """One size: write the file (unless it is there), import it, measure."""
    if rows is not None:
        with source.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            writer.writerows(rows)
    seconds, processor, megabytes, said = imported(source, database)
    return Row(
        name, said["rows"], said["new_buyers"], seconds, processor, megabytes, *asyncio.run(measured(shop, database))
    )


def table(rows: list[Row]) -> str:
    """The figures as they stand in the docs."""
    lines = [
        "| order lines | buyers | import s | processor s | lines/s | peak MB | card p50 / p99 ms | "
        "its processor time | append p50 / p99 ms | its processor time | with commit |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for one in rows:
        figures = (
            f"{pair[0]:.2f} / {pair[1]:.2f}"
            for pair in (one.card, one.card_cpu, one.append, one.append_cpu, one.committed)
        )
        lines.append(
            f"| {one.name} {one.lines:,} | {one.buyers:,} | {one.seconds:.1f} | {one.processor:.1f} | "
            f"{one.lines / one.seconds:,.0f} | "
            f"{one.megabytes:.0f} | {' | '.join(figures)} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--sizes", default=",".join(map(str, SIZES)), help="numbers of order lines, with commas between"
    )
    parser.add_argument("--full", action="store_true", help="10 million lines too")
    parser.add_argument("--folder", type=Path, help="where files are written; a temporary folder when left out")
    parser.add_argument("--shared", type=Path, default=SHARED, help="real orders (CSV, .gz), measured too when there")
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",") if size] + ([FULL] if chosen.full else [])
    config = Config()
    recogniser: Recogniser = load_recogniser(config.cache, lambda *_: ())
    shop = Shop(config, load_replies(config.replies, "en"), recogniser, lambda: NOW, lambda: "")
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="bench-history-"))
    folder.mkdir(parents=True, exist_ok=True)
    done = []
    try:
        if chosen.shared.exists():
            source = folder / "shared.csv"
            with gzip.open(chosen.shared, "rb") as packed, source.open("wb") as file:
                shutil.copyfileobj(packed, file)
            done.append(run("shared", None, source, folder / "shared.db", shop))
        else:
            print(f"{chosen.shared} is not there: only made-up orders are measured")
        for size in sizes:
            done.append(run("made up", made_up(size), folder / f"{size}.csv", folder / f"{size}.db", shop))
            print(table(done[-1:]).splitlines()[-1], flush=True)
    finally:
        if chosen.folder is None:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"\n{table(done)}")


if __name__ == "__main__":
    main()
