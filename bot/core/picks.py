"""How much a reply picked in the past still counts: half after 30 days, half of that after 60, and so on."""

from datetime import datetime, timedelta

HALF_LIFE = timedelta(days=30)
EDITED = 0.5
"""What an edited reply counts of a pick: the right one to begin with, but not right as it is."""
FORGOTTEN = 0.5
"""Less than this is no habit: one pick counts for a month, two for two months, eight for four."""


def faded(weight: float, by: timedelta) -> float:
    """What is left of a weight after a while; a clock that went back changes nothing."""
    return weight * float(0.5 ** (max(by, timedelta(0)) / HALF_LIFE))


def added(weight: float, at: datetime, worth: float, then: datetime) -> tuple[float, datetime]:
    """A weight as it was `at`, with one more pick of `then`: the new weight and its time, the later of the two.

    The earlier of the two is what fades, so the order in which picks become known makes no difference; and adding the
    same pick with its worth below nothing takes it back.
    """
    if then < at:
        return max(weight + faded(worth, at - then), 0.0), at
    return max(faded(weight, then - at) + worth, 0.0), then
