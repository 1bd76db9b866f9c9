"""Whom to write to today: what a message is likely worth, by when and for how much a buyer orders, and when they last
heard from the shop."""

from datetime import timedelta

from bot.core.rhythm import Rhythm

HALF_LIFE = 120.0
"""Days after which a day with an order counts half. Measured in docs/recommending.md."""
JUST_ORDERED = 2
LEAVE_ALONE = timedelta(days=2)
RESTED = timedelta(days=7)


def timing(beat: Rhythm | None, ago: int) -> float:
    """How well a message would come now: less so for somebody who just ordered (`ago` in days) or is long past their
    rhythm, more for somebody who is due."""
    if ago < JUST_ORDERED:
        return 0.7
    if beat is None:
        return 1.0
    if ago > 3 * beat.every:
        return 0.6
    return 1.1 if beat.is_due else 1.0


def rest(since: timedelta | None) -> float:
    """How rested a buyer is, from 0 to 1, so long after they were last written to (None: never)."""
    if since is None or since >= RESTED:
        return 1.0
    return max(0.0, (since - LEAVE_ALONE) / (RESTED - LEAVE_ALONE))


def worth(days: float, usual_minor: float, beat: Rhythm | None, ago: int, since: timedelta | None = None) -> float:
    """A number to rank by: the days with an order, each fading with HALF_LIFE, times the cube root of the usual order.

    The cube root, because a large order that may come is worth less than one that is sure to (docs/recommending.md).
    """
    return float(days * max(usual_minor, 1.0) ** (1 / 3) * timing(beat, ago) * rest(since))
