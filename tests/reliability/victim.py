"""A process that forks the bot again and again, so that a kill costs no new start of Python.

It reads one order a line from standard input, forks a child that runs the real `bot.app.run` on a database file against
the stand-in's address, and writes the child's pid. The child can be
told to kill itself at a named point: the product knows nothing of that, its seams are patched here. To the order "wait"
it answers how the child ended; to "look" the same, or "alive".
"""

import asyncio
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bot import app as regulars
from bot.replies import load as load_replies
from bot.tg import api, poller, runner, sender
from tests.fakes import Ears
from tests.story import config

TO_ANN = 5_000_000_002
"""The buyer's chat; points "of a buyer's row" are about calls to it."""


def die() -> None:
    """As `kill -9`, or a power cut of the process."""
    os.kill(os.getpid(), signal.SIGKILL)


def before(owner: Any, name: str, when: Callable[..., bool] = lambda *_: True) -> None:
    """Die instead of calling this."""
    real = getattr(owner, name)

    def dying(*values: Any, **named: Any) -> Any:
        if when(*values):
            die()
        return real(*values, **named)

    setattr(owner, name, dying)


def after(owner: Any, name: str, when: Callable[..., bool] = lambda *_: True) -> None:
    """Die when this has been done, before anybody hears of it."""
    real = getattr(owner, name)

    async def dying(*values: Any, **named: Any) -> Any:
        result = await real(*values, **named)
        if when(*values):
            die()
        return result

    setattr(owner, name, dying)


def of_buyer(_: Any, ready: Any) -> bool:
    """Whether it is the row that answers the buyer."""
    return (ready.row if hasattr(ready, "row") else ready).purpose == "buyer"


def of_desk(_: Any, ready: Any) -> bool:
    """Whether it is a row of the desk."""
    return (ready.row if hasattr(ready, "row") else ready).purpose == "desk"


POINTS: dict[str, Callable[[], None]] = {
    "never": lambda: None,
    "after the fetch": lambda: before(poller, "keep_all"),
    "after the inbox commit": lambda: before(poller.Poller, "_wait_for_room"),
    "in the transaction": lambda: before(runner.inbox, "finish"),
    "after the claim for a buyer": lambda: before(sender.Sender, "_attempt", of_buyer),
    "after the call to a buyer": lambda: after(sender.Sender, "_attempt", of_buyer),
    "after a buyer's row is sent": lambda: after(sender.Sender, "_write", lambda _, row, __: of_buyer(_, row)),
    "after the claim for the desk": lambda: before(sender.Sender, "_attempt", of_desk),
    "after the call to the desk": lambda: after(sender.Sender, "_attempt", of_desk),
    "after a desk's row is sent": lambda: after(sender.Sender, "_write", lambda _, row, __: of_desk(_, row)),
    "between a topic and its row": lambda: after(api.BotApi, "call", lambda _, name, __: name == "createForumTopic"),
}


def live(order: dict[str, Any], book: Any) -> int:
    """Run the bot in this process, as `python -m bot run` does."""
    POINTS[order["point"]]()
    ears = Ears()
    ears.broken = lambda text: "ABORT" in text and os.abort()  # type: ignore[func-returns-value]
    regulars.build = partial(regulars.build, recogniser=ears)
    regulars.load_replies = lambda *_: book
    settings = config(Path(order["database"]), base_url=order["address"])
    return asyncio.run(regulars.run(settings, order["token"], lambda text: None))


def main() -> None:
    """Until standard input ends."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    book = load_replies(Path(__file__).parents[2] / "replies", "en")
    pid = 0
    for line in sys.stdin:
        if line.strip() in ("wait", "look"):
            gone, status = os.waitpid(pid, 0 if line.strip() == "wait" else os.WNOHANG)
            answer = str(os.waitstatus_to_exitcode(status)) if gone else "alive"
        else:
            pid = os.fork()
            if pid == 0:
                os._exit(live(json.loads(line), book))
            answer = str(pid)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
