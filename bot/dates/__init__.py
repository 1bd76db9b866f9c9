"""Dates: phrases such as "next tue 3pm" or 下周二下午三点, understood or asked, never guessed."""

from bot.core.moments import Reading, Repeating, Understanding
from bot.dates.door import with_default_hour
from bot.dates.repeats import repeats
from bot.dates.search import find
from bot.dates.understanding import understand

__all__ = ["Reading", "Repeating", "Understanding", "find", "repeats", "understand", "with_default_hour"]
