"""What bench, torture and profile share: the server, the bots as processes of their own, and people who write."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SELLER = 900_001
JOIN_CODE = re.compile(r"start=([A-Za-z0-9_-]+)")

CONFIG = """\
database = "regulars.db"
replies = "{root}/replies"
cache = "{root}/.cache"

[telegram]
base_url = "{base_url}"
"""

QUESTIONS = (
    "Hi! whats the min order for the white heart t-light holder?",
    "how much is shipping to Hamburg for 500 pcs",
    "Can you send me your price list please",
    "Do you have samples of the glass star?",
    "when will my order arrive",
    "hola, cual es el pedido minimo?",
    "你好，最小起订量是多少？",
    "is there a discount for 2000 pieces?",
)


class Failed(Exception):
    """The run can't go on; the text says why, and where the log is."""


@dataclass(slots=True)
class Server:
    """The running Bot API server and a way to its controls."""

    process: subprocess.Popen[str]
    port: int
    connection: http.client.HTTPConnection

    @property
    def base_url(self) -> str:
        """Where bots find it; the library adds /bot<token>."""
        return f"http://127.0.0.1:{self.port}"

    def control(self, name: str, **arguments: Any) -> Any:
        """One control call; see CONTROL in server.py."""
        self.connection.request("POST", f"/control/{name}", json.dumps(arguments))
        response = self.connection.getresponse()
        answer = json.loads(response.read())
        if response.status != 200:
            raise Failed(f"the server's control {name} answered {answer}")
        return answer

    def cpu_seconds(self) -> float:
        """Processor time it has used so far."""
        return cpu_seconds(self.process.pid)


def cpu_seconds(pid: int) -> float:
    """Processor time a process has used so far, user and system, all its threads."""
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving() -> Iterator[Server]:
    """A server process on a free port."""
    command = [sys.executable, "-m", "benchmarks.server"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert process.stdout is not None
        port = json.loads(process.stdout.readline())["port"]
        yield Server(process, port, http.client.HTTPConnection("127.0.0.1", port, timeout=60))
    finally:
        process.kill()
        process.wait()


@dataclass(slots=True)
class Process:
    """One bot as a process. `desk`: cards are looked for in the seller's chat (else in the writer's own)."""

    name: str
    token: str
    command: Sequence[str]
    folder: Path
    desk: bool
    environment: dict[str, str]
    popen: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """Where everything it prints goes."""
        return self.folder / f"{self.name}.log"

    def start(self) -> None:
        """Start it; what it prints is added to its log."""
        with self.log.open("ab") as log:
            environment = os.environ | self.environment | {"TELEGRAM_TOKEN": self.token, "PYTHONUNBUFFERED": "1"}
            self.popen = subprocess.Popen(
                self.command, stdout=log, stderr=subprocess.STDOUT, cwd=self.folder, env=environment
            )

    def kill(self) -> None:
        """kill -9, and gone when this returns."""
        assert self.popen is not None
        self.popen.kill()
        self.popen.wait()

    def stop(self, grace: float = 10.0) -> float:
        """SIGTERM; seconds until it was gone. Raises Failed when it has to be killed after `grace` seconds."""
        assert self.popen is not None
        began = time.perf_counter()
        if self.popen.poll() is None:
            self.popen.send_signal(signal.SIGTERM)
            try:
                self.popen.wait(grace)
            except subprocess.TimeoutExpired:
                self.kill()
                raise Failed(f"{self.name} did not stop within {grace:.0f} s of SIGTERM") from None
        return time.perf_counter() - began

    def cpu_seconds(self) -> float:
        """Processor time it has used so far."""
        assert self.popen is not None
        return cpu_seconds(self.popen.pid)

    def memory_mb(self) -> float:
        """Resident memory in MB."""
        assert self.popen is not None
        pages = int(Path(f"/proc/{self.popen.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def check_alive(self) -> None:
        """Raises Failed, with the end of the log, when it has ended by itself."""
        if self.popen is None or self.popen.poll() is not None:
            raise Failed(f"{self.name} has ended by itself; the end of {self.log}:\n{tail(self.log)}")


def tail(log: Path, lines: int = 25) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else "(no log)"


def echo_bot(server: Server, folder: Path) -> Process:
    """The stock echo bot; its start calls deleteWebhook, which the server takes from it alone."""
    token = "1000:echo"
    server.control("add_bot", token=token, username="echo_bot", also=["deleteWebhook"])
    command = [sys.executable, str(ROOT / "benchmarks" / "echo.py"), server.base_url]
    return Process("echo", token, command, folder, desk=False, environment={})


def our_bot(server: Server, folder: Path, runner: Sequence[str] = (), extra_config: str = "") -> Process:
    """Our bot on a new database in `folder`. `runner` goes before `-m bot`, e.g. a profiler."""
    token = "2000:regulars"
    server.control("add_bot", token=token)
    config = folder / "config.toml"
    config.write_text(CONFIG.format(root=ROOT, base_url=server.base_url) + extra_config)
    command = [sys.executable, *runner, "-m", "bot", "run", "--config", str(config)]
    return Process("regulars", token, command, folder, desk=True, environment={"PYTHONPATH": str(ROOT)})


def wait_until(ready: Callable[[], Any], what: str, bot: Process, seconds: float = 60.0, pause: float = 0.005) -> None:
    """Ask again and again. Raises Failed after `seconds`, or at once when the bot has ended."""
    deadline = time.monotonic() + seconds
    while not ready():
        bot.check_alive()
        if time.monotonic() > deadline:
            raise Failed(f"{what}: not within {seconds:.0f} s; the end of {bot.log}:\n{tail(bot.log)}")
        time.sleep(pause)


def wait_polling(server: Server, bot: Process) -> None:
    """Until the bot waits for updates and has none left."""

    def polling() -> bool:
        progress = server.control("progress", token=bot.token)
        return bool(progress["polling"] and not progress["waiting"])

    wait_until(polling, f"{bot.name} polls for updates", bot)


def join_as_manager(server: Server, bot: Process) -> None:
    """The first manager follows the one-time link that `run` prints."""
    wait_until(lambda: JOIN_CODE.search(bot.log.read_text(errors="replace")), "the join link", bot)
    found = JOIN_CODE.search(bot.log.read_text(errors="replace"))
    assert found is not None
    server.control("feed", token=bot.token, updates=[written_by(SELLER, f"/start {found[1]}", name="Li")])
    wait_until(lambda: seller_greeted(server, bot), "the manager is welcomed", bot)


def seller_greeted(server: Server, bot: Process) -> bool:
    """Whether the seller's chat has heard from the bot."""
    return any(call[2] == SELLER for call in server.control("calls", token=bot.token))


def written_by(person: int, text: str, name: str = "", **more: Any) -> dict[str, Any]:
    """An update: a person writes to the bot in their private chat."""
    name = name or f"Buyer{person}"
    return {
        "message": {
            "from": {"id": person, "is_bot": False, "first_name": name, "language_code": "en"},
            "chat": {"id": person, "type": "private", "first_name": name},
            "date": int(time.time()),  # noqa: TID251 - people have a real clock
            "text": text,
            **({"entities": [{"type": "bot_command", "offset": 0, "length": 6}]} if text.startswith("/start") else {}),
            **more,
        }
    }


def pressed_by(person: int, press_id: str, message: dict[str, Any], data: str) -> dict[str, Any]:
    """An update: a person presses an inline button under a message of the bot."""
    return {
        "callback_query": {
            "id": press_id,
            "from": {"id": person, "is_bot": False, "first_name": "Li", "language_code": "en"},
            "chat_instance": "1",
            "message": message,
            "data": data,
        }
    }


def questions(first_mark: int, number: int, chats: int, first_chat: int = 10_000) -> list[dict[str, Any]]:
    """Buyers' messages marked #first_mark and up, taking turns among `chats` chats."""
    return [
        written_by(first_chat + at % chats, f"{QUESTIONS[at % len(QUESTIONS)]} #{first_mark + at}")
        for at in range(number)
    ]
