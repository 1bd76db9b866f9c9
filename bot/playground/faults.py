"""Telegram on a bad day: what the stand-in can be told to do wrong, and to which calls.

A fault strikes either before the call has any effect, or after (`after=True`): the bot then hears of a failure though
the message stands in the chat, which is the case a sender must not answer by sending again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from bot.playground.model import ApiError, Json


@dataclass(frozen=True, slots=True)
class Wire:
    """How an answer leaves the stand-in; the plain one is JSON with status 200."""

    kind: str
    status: int = 200
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong. `method` and `chat_id` narrow it, `skip` lets calls pass first, `count` ends it."""

    kind: str
    method: str = "*"
    chat_id: int | None = None
    count: int | None = 1  # None: until cleared
    skip: int = 0
    after: bool = False  # strike after the effect
    status: int = 502  # for server_error and proxy_page
    seconds: float = 60.0  # retry_after of a flood; how long a time-out holds the connection; the delay of `slow`
    description: str = ""

    def matches(self, method: str, chat_id: object) -> bool:
        """Whether it is meant for this call."""
        return self.method in ("*", method) and self.chat_id in (None, chat_id)


def _flood(fault: Fault) -> ApiError:
    seconds = int(fault.seconds)
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


# Refusals in the Bot API's own form.
REFUSALS: dict[str, Callable[[Fault], ApiError]] = {
    "flood": _flood,
    "unauthorized": lambda fault: ApiError(401, "Unauthorized"),
    "conflict": lambda fault: ApiError(
        409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    ),
    "forbidden": lambda fault: ApiError(403, fault.description or "Forbidden: bot was blocked by the user"),
    "bad_request": lambda fault: ApiError(400, fault.description or "Bad Request: chat not found"),
    "server_error": lambda fault: ApiError(fault.status, fault.description or "Internal Server Error"),
}
# What happens to the connection or the body instead.
WIRES: dict[str, Callable[[Fault], Wire]] = {
    "timeout": lambda fault: Wire("hang", seconds=fault.seconds),
    "drop": lambda fault: Wire("drop"),
    "garbage": lambda fault: Wire("garbage"),  # not JSON, status 200
    "proxy_page": lambda fault: Wire("page", fault.status),  # a proxy's HTML error page
    "truncated": lambda fault: Wire("truncated"),  # the right answer, cut in the middle
    "empty": lambda fault: Wire("empty"),
    "slow": lambda fault: Wire("slow", seconds=fault.seconds),  # the right answer, late
    "gzip": lambda fault: Wire("gzip"),
    "drip": lambda fault: Wire("drip", seconds=fault.seconds),  # the right answer in small chunks over the seconds
}
KINDS = frozenset(REFUSALS) | frozenset(WIRES)


class Faults:
    """The faults that are set, and the switches that last."""

    def __init__(self) -> None:
        self.active: list[Fault] = []
        self.struck: list[tuple[str, str]] = []  # (kind, method) of every fault that happened
        self.only: frozenset[str] | None = None  # methods this server knows; None: all
        self.round_trip = 0.0  # seconds added to every call, as the way to Telegram and back

    def set(self, kind: str, method: str = "*", **options: Any) -> Fault:
        """Add a fault; `options` are the fields of Fault. ValueError for an unknown kind, TypeError for a field."""
        if kind not in KINDS:
            raise ValueError(f"unknown fault {kind!r}; there are {', '.join(sorted(KINDS))}")
        fault = Fault(kind, method, **options)
        self.active.append(fault)
        return fault

    def only_methods(self, methods: Iterable[str] | None) -> None:
        """Be a server that knows no more than these methods (the others answer 404); None ends that."""
        self.only = None if methods is None else frozenset(methods)

    def clear(self) -> None:
        """Good weather again."""
        self.active.clear()
        self.only = None
        self.round_trip = 0.0

    def strike(self, method: str, chat_id: object) -> Fault | None:
        """The fault for this call, if any; counts it down."""
        for place, fault in enumerate(self.active):
            if not fault.matches(method, chat_id):
                continue
            if fault.skip:
                self.active[place] = replace(fault, skip=fault.skip - 1)
                continue
            if fault.count == 1:
                del self.active[place]
            elif fault.count is not None:
                self.active[place] = replace(fault, count=fault.count - 1)
            self.struck.append((fault.kind, method))
            return fault
        return None


def options_from(body: Json) -> Json:
    """The fields of a fault from JSON, checked; raises ValueError with a sentence."""
    known = {"kind": str, "method": str, "chat_id": int, "count": int, "skip": int, "after": bool, "status": int,
             "seconds": (int, float), "description": str}  # fmt: skip
    for name, value in body.items():
        if name not in known:
            raise ValueError(f"unknown field {name!r}; there are {', '.join(known)}")
        if value is None and name in ("count", "chat_id"):
            continue
        if not isinstance(value, known[name]):  # type: ignore[arg-type]
            raise ValueError(f"{name} has a wrong type")
    return body
