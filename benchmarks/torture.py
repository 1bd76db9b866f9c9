"""kill -9 at random moments: the real process on a real database file, buyers writing and a seller tapping meanwhile.

    make torture                              (python -m benchmarks.torture --help for sizes and the seed)

Messages come in portions; a kill (and a restart) ends each at a random moment: most while the bot works, some while it
starts, some right after [Send] was pressed. When all is drained and the bot has stopped, the oracle
(benchmarks/oracle.py) compares three records that share no code: what the server handed out and was sent, what the
seller pressed, and the database. The exit code is 1 when anything is lost, doubled, out of order, or in a wrong chat,
and 2 when the run could not be finished.
"""

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.oracle import Check, Record, checks
from benchmarks.rig import (
    QUESTIONS,
    SELLER,
    Failed,
    Process,
    Server,
    join_as_manager,
    our_bot,
    pressed_by,
    serving,
    tail,
    wait_polling,
    wait_until,
    written_by,
)

FIRST_MARK = 100_000
FIRST_BUYER = 10_000
FEW_SHARED = "\n[desk]\nshare_seconds = 1\n"  # more cards, so that more is pressed and answered
KINDS = ("starting", "sending", "working")
SOON = 0.1  # seconds after a press
NAMES = ("Anna", "Bob <b>& Söhne</b>", "李雷", "🙂", "محمد", "x" * 64)
# How the data of a card's buttons begin: a reply, [Send], a candidate for a fact, [Back].
SHOW, SEND, CHOOSE, BACK = "r:", "s:", "a:", "b:"


@dataclass(slots=True)
class Seller:
    """Somebody who reads the desk and taps: a reply's button, then [Send] under the preview, sometimes twice."""

    chance: random.Random
    answers: float
    doubles: float
    seen: int = 0
    keyboards: dict[int, Any] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    ignored: set[int] = field(default_factory=set)
    pressed: set[tuple[int, str]] = field(default_factory=set)
    waiting: set[int] = field(default_factory=set)  # pressed under, and the card has not changed since
    sends: dict[int, str] = field(default_factory=dict)  # card message -> data of the [Send] pressed under it
    presses: int = 0

    def read(self, calls: Sequence[Sequence[Any]]) -> None:
        """Look at what was sent to the seller's chat since."""
        self.seen += len(calls)
        for _, method, chat_id, message_id, text, keyboard in calls:
            if chat_id == SELLER:
                if method == "sendMessage" and self.chance.random() > self.answers:
                    self.ignored.add(message_id)
                self.keyboards[message_id], self.texts[message_id] = keyboard, text
                self.waiting.discard(message_id)

    def taps(self) -> list[dict[str, Any]]:
        """The presses that are next, as updates: one step on every card that is to be answered."""
        updates = []
        for message_id, keyboard in self.keyboards.items():
            data = self.next_button(message_id, keyboard)
            if data is None:
                continue
            self.pressed.add((message_id, data))
            self.waiting.add(message_id)
            if data.startswith(SEND):
                self.sends[message_id] = data
            for _ in range(2 if self.chance.random() < self.doubles else 1):
                self.presses += 1
                updates.append(pressed_by(SELLER, str(self.presses), self.message(message_id), data))
        return updates

    def next_button(self, message_id: int, keyboard: Any) -> str | None:
        """What to press under a card: [Send] where there is one, else a reply not tried yet; one answer a card.

        A reply that asks for a fact which nobody has said is given up: [Back], and the next one.
        """
        if message_id in self.ignored or message_id in self.sends or message_id in self.waiting or not keyboard:
            return None
        offered: list[str] = [data for row in keyboard for _, data in row if data]
        for verb in (SEND, CHOOSE, SHOW, BACK):
            for data in offered:
                if data.startswith(verb) and ((message_id, data) not in self.pressed or verb == BACK):
                    return data
        return None

    def message(self, message_id: int) -> dict[str, Any]:
        """The card as Telegram passes it along with a press."""
        return {
            "message_id": message_id,
            "date": int(time.time()),  # noqa: TID251 - people have a real clock
            "chat": {"id": SELLER, "type": "private", "first_name": "Li"},
            "from": {"id": 42, "is_bot": True, "first_name": "Regulars", "username": "regulars_bot"},
            "text": self.texts[message_id],
        }


@dataclass(slots=True)
class Run:
    """One torture: the processes, the people, and what was fed."""

    server: Server
    bot: Process
    seller: Seller
    chance: random.Random
    fed: list[tuple[int, int, int]] = field(default_factory=list)  # update_id, chat, message_id of buyers' messages
    updates: list[int] = field(default_factory=list)  # every update_id
    kills: Counter[str] = field(default_factory=Counter)
    polls_before: int = 0  # when the process was started
    start_seconds: float = 1.0  # how long it takes from its start to its first getUpdates

    def feed(self, messages: list[dict[str, Any]]) -> None:
        """Buyers write."""
        numbers = self.server.control("feed", token=self.bot.token, updates=messages)
        for (update_id, message_id), message in zip(numbers, messages, strict=True):
            self.fed.append((update_id, message["message"]["chat"]["id"], message_id))
            self.updates.append(update_id)

    def tap(self) -> int:
        """The seller reads and taps; how many presses that were."""
        self.seller.read(self.server.control("calls", token=self.bot.token, since=self.seller.seen))
        updates = self.seller.taps()
        if updates:
            numbers = self.server.control("feed", token=self.bot.token, updates=updates)
            self.updates += [update_id for update_id, _ in numbers]
        return len(updates)

    def work_for(self, seconds: float) -> None:
        """Let the bot work while the seller taps."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self.tap()
            self.bot.check_alive()
            time.sleep(min(left, 0.02))

    def kill(self, busy: float) -> None:
        """kill -9 at random: while it starts, soon after [Send] was pressed, or within `busy` seconds of work."""
        kind = self.chance.choices(KINDS, (2, 3, 5))[0]
        self.kills[kind] += 1
        if kind == "starting":
            self.work_for(self.chance.uniform(0, self.start_seconds))
        else:
            wait_until(lambda: self.polls() > self.polls_before, "the first getUpdates", self.bot)
            if kind == "sending":
                self.work_until_send(most=2.0)
            self.work_for(self.chance.uniform(0, SOON if kind == "sending" else busy))
        self.bot.kill()
        self.polls_before = self.polls()
        self.bot.start()

    def work_until_send(self, most: float) -> None:
        """Let the bot work until the seller presses another [Send], for `most` seconds."""
        before, deadline = len(self.seller.sends), time.monotonic() + most
        while len(self.seller.sends) == before and time.monotonic() < deadline:
            self.work_for(0.005)

    def polls(self) -> int:
        """How often the bot has asked for updates."""
        return int(self.server.control("progress", token=self.bot.token)["polls"])


def drained(run: Run) -> bool:
    """Whether nothing is left to do: no update waits, no row is open, and the seller has nothing to tap."""
    if run.tap() or run.server.control("progress", token=run.bot.token)["waiting"]:
        return False
    with closing(open_database(run.bot)) as database:
        ((left,),) = database.execute(
            "SELECT (SELECT count(*) FROM inbox WHERE state = 'new')"
            " + (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending'))"
        )
    return not left and not run.tap()


def open_database(bot: Process) -> sqlite3.Connection:
    """The bot's database, to be read only."""
    return sqlite3.connect(f"file:{bot.folder / 'regulars.db'}?mode=ro", uri=True, timeout=30)


def portions(messages: list[Any], number: int, chance: random.Random) -> list[list[Any]]:
    """The messages in order, cut at random places."""
    cuts = sorted(chance.randrange(len(messages) + 1) for _ in range(number - 1))
    return [messages[start:end] for start, end in zip([0, *cuts], [*cuts, len(messages)], strict=True)]


def written(messages: int, buyers: int, chance: random.Random) -> list[dict[str, Any]]:
    """What the buyers write, in the order of its marks; who writes is chance."""
    people = [(FIRST_BUYER + at, NAMES[at % len(NAMES)]) for at in range(buyers)]
    return [
        written_by(person, f"{chance.choice(QUESTIONS)} #{FIRST_MARK + at}", name)
        for at, (person, name) in enumerate(chance.choices(people, k=messages))
    ]


def torture(
    run: Run, messages: int, buyers: int, kills: int, busy: float, round_trip: float, progress: Progress
) -> None:
    """Start, feed and kill, then let everything drain and stop the bot as a supervisor would."""
    task = progress.add_task("kills", total=kills + 1)
    began = time.monotonic()
    run.bot.start()
    wait_polling(run.server, run.bot)
    run.start_seconds = time.monotonic() - began
    join_as_manager(run.server, run.bot)
    run.server.control("set_round_trip", seconds=round_trip)
    *pieces, last = portions(written(messages, buyers, run.chance), kills + 1, run.chance)
    for portion in pieces:
        run.feed(portion)
        run.kill(busy)
        progress.update(task, advance=1, description=f"{len(run.fed)} messages, {run.seller.presses} presses, kills")
    run.feed(last)
    progress.update(task, description="draining, kills")
    wait_polling(run.server, run.bot)
    wait_until(lambda: drained(run), "everything drained", run.bot, seconds=60 + messages / 2, pause=0.1)
    run.bot.stop()
    progress.advance(task)


def record(run: Run) -> Record:
    """What the oracle compares."""
    times = run.server.control("times", token=run.bot.token)
    return Record(
        fed=run.fed,
        updates=run.updates,
        first_mark=FIRST_MARK,
        carded={int(mark): (at, chat) for mark, (at, chat) in times["carded"].items()},
        calls=run.server.control("calls", token=run.bot.token),
        sends=run.seller.sends,
        seller=SELLER,
    )


def show(console: Console, results: Sequence[Check], run: Run, kills: int, seconds: float) -> None:
    """The closing table."""
    kinds = ", ".join(f"{run.kills[kind]} while {kind}" for kind in KINDS)
    table = Table(title=f"{kills} kills ({kinds}), {len(run.fed)} messages, "
                        f"{run.seller.presses} presses, {seconds:.0f} s")  # fmt: skip
    for column in ("", "what must hold", "figures"):
        table.add_column(column)
    for one in results:
        table.add_row("[green]✓" if one.holds else "[red]✗", one.rule, one.figures)
    console.print(table)
    for one in results:
        for line in one.details[:10]:
            console.print(f"  {line}", highlight=False, markup=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--buyers", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--busy", type=float, default=0.7, help="a kill comes within so many seconds of work")
    parser.add_argument("--round-trip", type=float, default=0.03, help="seconds, so that kills fall into sends")
    parser.add_argument("--folder", type=Path, help="where database and logs are kept (else a temporary folder)")
    options = parser.parse_args()
    console = Console() if sys.stdout.isatty() else Console(width=120)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="regulars-torture-") as temporary, serving() as server:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / "regulars.db").exists():
            sys.exit(f"{folder} holds the database of an earlier run")
        # Two sources of chance: what the seller does depends on timing and must not change when the kills come.
        seller = Seller(random.Random(options.seed + 1), answers=0.7, doubles=0.15)
        run = Run(server, our_bot(server, folder, extra_config=FEW_SHARED), seller, random.Random(options.seed))
        try:
            with Progress(console=console, transient=True) as progress:
                torture(
                    run, options.messages, options.buyers, options.kills, options.busy, options.round_trip, progress
                )
            with closing(open_database(run.bot)) as database:
                results = checks(database, record(run))
        except Failed as error:
            console.print(f"[red]{error}", highlight=False)
            sys.exit(2)
        finally:
            if run.bot.popen is not None and run.bot.popen.poll() is None:
                run.bot.kill()
        show(console, results, run, options.kills, time.monotonic() - began)
        if not all(one.holds for one in results):
            console.print(f"the end of the log:\n{tail(run.bot.log)}", highlight=False, markup=False)
            sys.exit(1)


if __name__ == "__main__":
    main()
