"""Is the right product among the first five, however the seller mistypes it, and how long does that take?

The titles of the shared orders, damaged in six ways by benchmarks/damage.py (seeded; it knows nothing of the search),
are looked for with what a shop gets here and, in the same run, with three things one would try first: FTS5 with all of
the words (AND), rapidfuzz's WRatio and token_set_ratio over all titles. A hit is a product of the same title among the
first five. Then the same at 50,000 titles (words of the real ones mixed anew), and buyers: a million made-up files,
looked for in the ways sellers do.

    make bench-search                    everything; about ten minutes
    make bench-search OPTIONS="--queries 60 --buyers 0 --sizes 5000"
"""

import argparse
import csv
import gzip
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from benchmarks.damage import KINDS
from bot.store import buyer_search, search, summaries
from bot.store.database import Tx, configure, migrations

SHARED = Path("/work/shared/data/orders/orders.csv.gz")
FIRST = 5
LAST_NAMES = 50_000
SEED = 20_261_124
SLOW = 30
"""Queries of a kind that the two slowest rivals are asked at large sizes."""
FIRST_NAMES = (
    "Anna", "Ben", "Carla", "David", "Elena", "Farid", "Greta", "Hassan", "Ines", "Jonas", "Katja", "Li",
    "Maria", "Nils", "Olga", "Pedro", "Quentin", "Rosa", "Sofia", "Tomas", "Ursula", "Viktor", "Wei", "Xenia",
    "Yusuf", "Zoe", "Aisha", "Bruno", "Chiara", "Dmitri", "Emma", "Felix", "Gita", "Hugo", "Ivan", "Julia",
    "Karim", "Lena", "Marta", "Noah",
)  # fmt: skip
SYLLABLES = (
    "ba", "be", "bo", "da", "de", "do", "fa", "fe", "ga", "go", "ha", "he", "ka", "ke", "la", "le", "li", "lo",
    "ma", "me", "mi", "na", "ne", "no", "pa", "pe", "ra", "re", "ri", "ro", "sa", "se", "ta", "te", "va", "we",
)  # fmt: skip
ENDS = (
    "sen", "mann", "berg", "stein", "ski", "ova", "ez", "etti", "son", "ier", "ing", "feld", "",
)  # fmt: skip
CITIES = (
    "Hamburg", "Berlin", "London", "Paris", "Madrid", "Warsaw", "Shenzhen", "Dubai", "Lisbon", "Milan",
    "Vienna", "Leeds", "Lyon", "Porto", "Seville",
)  # fmt: skip
COUNTRIES = (
    "DE", "GB", "FR", "ES", "PL", "CN", "AE", "PT", "IT", "AT", "NL", "BE", "SE", "DK", "CZ",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Score:
    """Of one way of looking and one kind of damage: the share of hits, the mean of 1 / rank, and milliseconds."""

    hit: float
    mrr: float
    p50: float
    p99: float
    cpu99: float


def shared_titles(path: Path) -> list[str]:
    """Distinct titles of the shared orders, sorted."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return sorted({" ".join(row["title"].split()) for row in csv.DictReader(file) if row["title"].strip()})


def more_titles(real: list[str], number: int, rng: random.Random) -> list[str]:
    """The real titles, and mixtures of their words until there are so many."""
    titles = dict.fromkeys(real[:number])
    while len(titles) < number:
        one, two = rng.choice(real).split(), rng.choice(real).split()
        titles[" ".join([*one[: rng.randint(1, len(one))], *two[-rng.randint(1, len(two)) :]])] = None
    return list(titles)


def empty() -> Tx:
    """A shop's database in memory, with nothing in it."""
    tx = sqlite3.connect(":memory:", isolation_level=None)
    configure(tx)
    for one in migrations():
        tx.executescript(one.sql)
    summaries.freshen(tx)
    return tx


def catalogue(titles: list[str]) -> tuple[Tx, float]:
    """A catalogue with these titles (product `n` has the n-th), and the seconds that indexing it took."""
    tx = empty()
    tx.execute("BEGIN")
    rows = ((at, f"P-{at:06d}", title) for at, title in enumerate(titles, 1))
    tx.executemany("INSERT INTO products (id, code, title, currency, added_at) VALUES (?, ?, ?, 'GBP', '2026')", rows)
    started = time.perf_counter()
    search.freshen(tx)
    seconds = time.perf_counter() - started
    tx.execute("CREATE VIRTUAL TABLE rival USING fts5 (title)")
    tx.execute("INSERT INTO rival (rowid, title) SELECT id, title FROM products")
    tx.execute("COMMIT")
    return tx, seconds


def rivals(tx: Tx, titles: list[str]) -> dict[str, Callable[[str], list[str]]]:
    """Every way of looking: a query gives titles, best first."""
    lower = [title.lower() for title in titles]

    def ours(query: str) -> list[str]:
        return [titles[id - 1] for id in search.product_ids(tx, query, 6)]

    def fts(query: str) -> list[str]:
        match = " ".join('"' + word.replace('"', '""') + '"' for word in query.split())
        rows = tx.execute("SELECT rowid FROM rival WHERE rival MATCH ? ORDER BY rank LIMIT 5", (match,))
        return [titles[row["rowid"] - 1] for row in rows]

    def over_all(scorer: Callable[..., float]) -> Callable[[str], list[str]]:
        return lambda query: [titles[at] for _, _, at in process.extract(query, lower, scorer=scorer, limit=FIRST)]

    return {
        "ours": ours,
        "FTS5 exact AND": fts,
        "WRatio over all": over_all(fuzz.WRatio),
        "token_set over all": over_all(fuzz.token_set_ratio),
    }


def percentile(values: list[float], share: float) -> float:
    """The value that this share is not above."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measured(look: Callable[[str], list[str]], queries: list[tuple[str, str]]) -> Score:
    """Ask every (title, query) and see where the title stands."""
    ranks, wall, cpu = [], [], []
    for title, query in queries:
        at, thread = time.perf_counter(), time.thread_time()
        found = look(query)
        wall.append((time.perf_counter() - at) * 1000)
        cpu.append((time.thread_time() - thread) * 1000)
        same = [place for place, one in enumerate(found[:FIRST], 1) if one.casefold() == title.casefold()]
        ranks.append(same[0] if same else 0)
    return Score(
        hit=sum(rank > 0 for rank in ranks) / len(ranks),
        mrr=statistics.mean(1 / rank if rank else 0.0 for rank in ranks),
        p50=percentile(wall, 0.5),
        p99=percentile(wall, 0.99),
        cpu99=percentile(cpu, 0.99),
    )


def products(real: list[str], size: int, queries: int, seed: int) -> None:
    """One size of catalogue: a table of every way of looking and every kind of damage."""
    rng = random.Random(seed)
    titles = more_titles(real, size, rng)
    tx, seconds = catalogue(titles)
    print(f"\n{len(titles):,} titles ({min(len(real), size):,} real), indexed in {seconds:.1f} s\n")
    print("| | damage | hit@5 | MRR | p50 ms | p99 ms | p99 ms of processor |\n|---|---|---|---|---|---|---|")
    asked = {
        kind: [(title, " ".join(damage(title.lower().split(), rng))) for title in rng.choices(real[:size], k=queries)]
        for kind, damage in KINDS.items()
    }
    for name, look in rivals(tx, titles).items():
        number = SLOW if size > 10_000 and name.endswith("all") else queries
        scores = {kind: measured(look, every[:number]) for kind, every in asked.items()}
        for kind, one in scores.items():
            figures = f"{one.p50:.2f} | {one.p99:.2f} | {one.cpu99:.2f}"
            print(f"| {name} | {kind} | {one.hit:.3f} | {one.mrr:.3f} | {figures} |", flush=True)
        mean = statistics.mean(one.hit for one in scores.values())
        mrr = statistics.mean(one.mrr for one in scores.values())
        every_p50 = statistics.median(one.p50 for one in scores.values())
        worst, cpu = max(one.p99 for one in scores.values()), max(one.cpu99 for one in scores.values())
        figures = f"{every_p50:.2f} | {worst:.2f} | {cpu:.2f}"
        print(f"| **{name}** | **mean, worst p99** | **{mean:.3f}** | {mrr:.3f} | {figures} |")


def people(number: int, rng: random.Random) -> Iterator[tuple[object, ...]]:
    """Made-up files: id, number, first and last name, company, username, city, country, phone, e-mail, owner."""
    lasts = [
        ("".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))) + rng.choice(ENDS)).capitalize()
        for _ in range(LAST_NAMES)
    ]
    for id in range(1, number + 1):
        first = rng.choice(FIRST_NAMES)
        last = lasts[int(LAST_NAMES * rng.random() ** 2)]  # some names are common, most are not
        at = rng.randrange(len(COUNTRIES))
        company = f"{last} {rng.choice(('GmbH', 'Ltd', 'Trading', 'Gifts', 'Home'))}" if id % 3 == 0 else ""
        phone = f"+{30 + at} {rng.randint(100, 999)} {rng.randint(1_000_000, 9_999_999)}"
        mail = f"{first}.{last}{id % 97}@example.com".lower()
        owner = id % 25 + 1 if id % 2 else None
        user = f"{first}{last}{id % 89}".lower()
        yield id, f"C{id:07d}", first, last, company, user, CITIES[at], COUNTRIES[at], phone, mail, owner


def buyers(number: int, queries: int, seed: int) -> None:
    """A database of so many buyers: a table of the ways sellers look for one."""
    rng = random.Random(seed)
    tx = empty()
    tx.execute("BEGIN")
    tx.executemany(
        """INSERT INTO sellers (id, telegram_id, name, role, language, zone, digest_at, joined_at)
        VALUES (?, ?, 'S', 'seller', 'en', 'UTC', '08:30', '2026')""",
        ((id, id) for id in range(1, 26)),
    )
    tx.executemany(
        """INSERT INTO buyers (id, number, first_name, last_name, company, username, city, country, phone, email,
        owner_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '2026')""",
        people(number, rng),
    )
    started = time.perf_counter()
    search.freshen(tx)
    tx.execute("COMMIT")
    pages = tx.execute("PRAGMA page_count").fetchone()[0] * tx.execute("PRAGMA page_size").fetchone()[0]
    print(f"\n{number:,} buyers, indexed in {time.perf_counter() - started:.0f} s, {pages / 1e6:,.0f} MB in all\n")
    ids = rng.sample(range(1, number + 1), min(queries, number))
    files = [dict(tx.execute("SELECT * FROM buyers WHERE id = ?", (id,)).fetchone()) for id in ids]
    slip = KINDS["typo in one word"]
    ways: dict[str, Callable[[dict[str, str]], str]] = {
        "name": lambda one: f"{one['first_name']} {one['last_name']}",
        "last name": lambda one: one["last_name"],
        "first name": lambda one: one["first_name"],
        "one letter": lambda one: one["last_name"][0],
        "beginnings": lambda one: f"{one['first_name'][:3]} {one['last_name'][:4]}",
        "typo in the name": lambda one: " ".join(slip([one["first_name"].lower(), one["last_name"].lower()], rng)),
        "name and city": lambda one: f"{one['last_name']} {one['city']}",
        "number": lambda one: one["number"],
        "e-mail": lambda one: one["email"],
        "phone": lambda one: one["phone"].replace(" ", ""),
        "last digits": lambda one: one["phone"][-6:],
    }
    print("| looked for by | seen by | in the first 100 | p50 ms | p99 ms | p99 ms of processor |")
    print("|---|---|---|---|---|---|")
    for who, owner_of in (("a manager", lambda one: 0), ("its owner", lambda one: one["owner_id"] or 7)):
        for name, way in ways.items():
            wall, cpu, hits = [], [], 0
            for one in files:
                query, owner = way(one), owner_of(one)
                at, thread = time.perf_counter(), time.thread_time()
                found = buyer_search.buyers(tx, query, owner)
                wall.append((time.perf_counter() - at) * 1000)
                cpu.append((time.thread_time() - thread) * 1000)
                hits += int(one["id"]) in found.ids
            figures = f"{percentile(wall, 0.5):.2f} | {percentile(wall, 0.99):.2f} | {percentile(cpu, 0.99):.2f}"
            print(f"| {name} | {who} | {hits / len(files):.3f} | {figures} |", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="real orders (CSV, .gz)")
    parser.add_argument("--sizes", default="5000,50000", help="numbers of titles, with commas between")
    parser.add_argument("--queries", type=int, default=200, help="queries of each kind")
    parser.add_argument("--buyers", type=int, default=1_000_000, help="made-up buyers; 0 for none")
    parser.add_argument("--seed", type=int, default=SEED, help="of the damage and of all that is made up")
    chosen = parser.parse_args()
    if chosen.shared.exists():
        real = shared_titles(chosen.shared)
        for size in (int(size) for size in chosen.sizes.split(",") if size):
            products(real, size, chosen.queries, chosen.seed)
    else:
        print(f"{chosen.shared} is not there: no products are measured")
    if chosen.buyers:
        buyers(chosen.buyers, chosen.queries, chosen.seed)


if __name__ == "__main__":
    main()
