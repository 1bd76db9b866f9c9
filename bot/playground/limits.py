"""Telegram's sending limits, as an optional switch: 1 message a second per chat, 20 a minute per group, 30 a second."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.playground.model import ApiError

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class RateLimits:
    """Counts messages in the world's time and refuses those above the limits. Off unless switched on."""

    on: bool = False
    per_chat: int = 1  # messages a second
    per_group: int = 20  # messages a minute
    overall: int = 30  # messages a second
    _sent: defaultdict[int, deque[datetime]] = field(default_factory=lambda: defaultdict(deque))
    _waits: dict[int, datetime] = field(default_factory=dict)  # chat (0: all) -> nothing passes before this

    def check(self, chat_id: int, is_group: bool, now: datetime) -> None:
        """Count one message to this chat, or raise 429 with `retry_after` in seconds. A refused try counts nothing."""
        if not self.on:
            return
        rules = [(0, self.overall, SECOND), (chat_id, self.per_chat, SECOND)]
        if is_group:
            rules[1] = (chat_id, self.per_group, MINUTE)
        for key, most, window in rules:
            sent = self._sent[key]
            while sent and sent[0] <= now - window:
                sent.popleft()
            if len(sent) >= most:
                self._waits[key] = max(self._waits.get(key, now), sent[-most] + window)
            if self._waits.get(key, now) > now:
                seconds = max(1, math.ceil((self._waits[key] - now).total_seconds()))
                raise ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        for key, _, _ in rules:
            self._sent[key].append(now)
