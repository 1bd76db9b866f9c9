"""How fast: our whole pipeline with its database on disk, beside a bare stock python-telegram-bot echo bot.

    make bench                                (python -m benchmarks.bench --help for sizes)

Both bots talk to the same server in one run and take turns, so that a busy machine slows both. What is compared is an
update's way to its card: from the moment the server hands the update out to the first sendMessage or editMessageText
that shows it (for the echo: the echo). Rounds are interleaved and the median round counts.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.rig import (
    SELLER,
    Failed,
    Process,
    Server,
    echo_bot,
    join_as_manager,
    our_bot,
    questions,
    serving,
    wait_polling,
    wait_until,
)

ROUND_TRIP = 0.08
QUIET = "in the quiet, one at a time"
MARKS = count(100_000)
CHATS = count(1_000_000, 100_000)  # each phase has its own buyers, so that no card of an earlier one is shared


@dataclass(frozen=True, slots=True)
class Measure:
    """One phase of one bot. Times in milliseconds, `cpu` in microseconds an update."""

    rate: float
    p50: float
    p99: float
    cpu: float
    calls: float


@dataclass(frozen=True, slots=True)
class Phase:
    """`updates` over `chats` chats: all at once, `rate` a second, or (rate 0, one_by_one) when all is quiet."""

    name: str
    updates: int
    chats: int
    rate: float = 0.0
    one_by_one: bool = False
    round_trip: float = 0.0
    rounds: int = 1


def phases(updates: int, chats: int, rounds: int, seconds: int) -> tuple[Phase, ...]:
    """What is measured."""
    steady = 30 * seconds
    slow = f"30/s, {ROUND_TRIP * 1000:.0f} ms round trip"
    return (
        Phase(f"burst, {chats} chats", updates, chats, rounds=rounds),
        Phase("burst, every message from another chat", updates, updates, rounds=rounds),
        Phase(QUIET, 100, 100, one_by_one=True),
        Phase(f"{slow}, {chats} chats", steady, chats, 30, round_trip=ROUND_TRIP),
        Phase(f"{slow}, all chats apart", steady, steady, 30, round_trip=ROUND_TRIP),
    )  # fmt: skip


def measure(server: Server, bot: Process, phase: Phase) -> Measure:
    """Run one phase on one bot. Raises Failed when an update has not got its card in time."""
    server.control("set_round_trip", seconds=phase.round_trip)
    marks = [next(MARKS) for _ in range(phase.updates)]
    updates = questions(marks[0], phase.updates, phase.chats, next(CHATS))
    before = server.control("progress", token=bot.token)
    cpu = bot.cpu_seconds()
    for group in [[one] for one in updates] if phase.one_by_one else [updates]:
        before_group = server.control("progress", token=bot.token)["carded"]
        server.control("feed", token=bot.token, updates=group, rate=phase.rate)
        wait_for_cards(server, bot, before_group + len(group), phase)
    cpu = bot.cpu_seconds() - cpu
    times = server.control("times", token=bot.token)
    server.control("set_round_trip", seconds=0)
    return summary(bot, times, [str(mark) for mark in marks], cpu, times["calls"] - before["calls"])


def wait_for_cards(server: Server, bot: Process, carded: int, phase: Phase) -> None:
    """Until `carded` marks in all have been shown."""
    wait_until(
        lambda: server.control("progress", token=bot.token)["carded"] >= carded,
        f"{bot.name}: {phase.name}",
        bot,
        seconds=120 + phase.updates / 10,
        pause=0.001 if phase.one_by_one else 0.02,
    )
    if phase.one_by_one:
        time.sleep(0.02)


def summary(bot: Process, times: dict[str, Any], marks: Sequence[str], cpu: float, calls: int) -> Measure:
    """Rate, percentiles and processor time of the marks. Raises Failed where a card stood in a wrong chat."""
    if bot.desk and any(times["carded"][mark][1] != SELLER for mark in marks):
        raise Failed("a buyer's text was shown in a chat that is not the seller's")
    took = sorted(1000 * (times["carded"][mark][0] - times["fetched"][mark]) for mark in marks)
    span = max(times["carded"][mark][0] for mark in marks) - min(times["fetched"][mark] for mark in marks)
    return Measure(
        rate=len(marks) / span,
        p50=statistics.median(took),
        p99=took[min(len(took) - 1, len(took) * 99 // 100)],
        cpu=1e6 * cpu / len(marks),
        calls=calls / len(marks),
    )


def middle(measures: Sequence[Measure]) -> Measure:
    """The round with the median rate."""
    return sorted(measures, key=lambda one: one.rate)[(len(measures) - 1) // 2]


def run(
    server: Server, bots: Sequence[Process], plan: Sequence[Phase], progress: Progress
) -> dict[str, dict[str, Any]]:
    """Every phase on every bot, in turns: {phase: {bot: Measure}}."""
    task = progress.add_task("measuring", total=len(bots) * sum(phase.rounds for phase in plan))
    results: dict[str, dict[str, Any]] = {}
    for phase in plan:
        rounds: dict[str, list[Measure]] = {bot.name: [] for bot in bots}
        for number in range(phase.rounds):
            for bot in bots if number % 2 == 0 else reversed(bots):
                progress.update(task, description=f"{phase.name} · {bot.name}")
                rounds[bot.name].append(measure(server, bot, phase))
                progress.advance(task)
        results[phase.name] = {name: middle(measures) for name, measures in rounds.items()}
    return results


def show(console: Console, results: dict[str, dict[str, Measure]], bots: Sequence[Process]) -> None:
    """One table: a row per phase and bot, and the ratio of the rates."""
    table = Table(title="update → card", caption="times as the bot sees them, without the round trip itself")
    table.add_column("phase")
    table.add_column("bot", no_wrap=True)
    for column in ("updates/s", "ratio", "p50 ms", "p99 ms", "CPU µs/update", "calls/update"):
        table.add_column(column, justify="right")
    for phase, measures in results.items():
        base = measures.get("echo")
        for at, bot in enumerate(bots):
            one = measures[bot.name]
            ratio = f"{one.rate / base.rate:.2f}" if base and one is not base else ""
            table.add_row(
                phase if at == 0 else "", bot.name, "" if phase == QUIET else f"{one.rate:,.0f}",
                "" if phase == QUIET else ratio,
                f"{one.p50:.1f}", f"{one.p99:.1f}", f"{one.cpu:,.0f}", f"{one.calls:.2f}",
                end_section=at == len(bots) - 1,
            )  # fmt: skip
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--updates", type=int, default=2000, help="in a burst")
    parser.add_argument("--chats", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3, help="of each burst; the median counts")
    parser.add_argument("--seconds", type=int, default=20, help="of 30 updates a second")
    parser.add_argument("--bots", default="echo,regulars")
    parser.add_argument("--only", default="", help="only the phases whose names begin so")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument("--folder", type=Path, help="where database and logs are kept (else a temporary folder)")
    options = parser.parse_args()
    console = Console() if sys.stdout.isatty() else Console(width=120)
    plan = [
        phase
        for phase in phases(options.updates, options.chats, options.rounds, options.seconds)
        if phase.name.startswith(options.only)
    ]
    with tempfile.TemporaryDirectory(prefix="regulars-bench-") as temporary, serving() as server:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        known = {"echo": echo_bot, "regulars": our_bot}
        bots = [known[name](server, folder) for name in options.bots.split(",")]
        try:
            for bot in bots:
                bot.start()
                wait_polling(server, bot)
                if bot.desk:
                    join_as_manager(server, bot)
                measure(server, bot, Phase("warming up", 200, 50))
            with Progress(console=console, transient=True) as progress:
                results = run(server, bots, plan, progress)
            for bot in bots:
                console.print(f"{bot.name}: {bot.memory_mb():.0f} MB resident, stopped in {bot.stop():.2f} s")
            console.print(f"server: {server.cpu_seconds():.1f} s of processor time")
        except Failed as error:
            console.print(f"[red]{error}[/red]", highlight=False)
            sys.exit(1)
        finally:
            for bot in bots:
                if bot.popen is not None and bot.popen.poll() is None:
                    bot.kill()
    show(console, results, bots)
    if options.json:
        figures = {phase: {name: asdict(one) for name, one in bots.items()} for phase, bots in results.items()}
        options.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
