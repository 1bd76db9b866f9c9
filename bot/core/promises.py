"""Promises heard in a conversation: what a seller may note as a follow-up with one tap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

EVENING = time(17)
"""When to remind of what was promised for today once its usual hour has passed."""


@dataclass(frozen=True, slots=True)
class Promise:
    """`text` is the sentence as it was written; `times` aware instants it can mean, two when it is to be asked.

    `card` is the card its message stands in, 0 for one typed at the desk.
    """

    id: int
    buyer_id: int
    by_buyer: bool
    text: str
    times: tuple[datetime, ...]
    card: int = 0


def worth_offering(times: Sequence[datetime], now: datetime, zone: str, taken: Sequence[datetime]) -> list[datetime]:
    """The times of a promise that can still be noted, at most two.

    One meant for today moves to the evening when its hour has passed. One on a local day (of `zone`) that something is
    noted or offered for already is left out: the seller is not asked twice.
    """
    place = ZoneInfo(zone)
    days = {at.astimezone(place).date() for at in taken}
    today = now.astimezone(place).date()
    offered: list[datetime] = []
    for at in times:
        day = at.astimezone(place).date()
        if at <= now and day == today:
            at = datetime.combine(today, EVENING, place)
        if at > now + timedelta(minutes=1) and day not in days:
            offered.append(at)
    return offered[:2]
