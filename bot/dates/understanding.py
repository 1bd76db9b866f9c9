"""A phrase that must be a when from its first letter to its last."""

from datetime import datetime

from bot.core.moments import Reading, Understanding
from bot.dates.calendar import zone_of
from bot.dates.kit import Seen, distinct
from bot.dates.languages import plausible
from bot.dates.lexer import tokens_of
from bot.dates.parser import parse
from bot.dates.text import fold

LONGEST = 200  # letters; no when is longer


def seen_from(now: datetime, zone: str) -> tuple[datetime, object]:
    """`now` in that zone. Raises ValueError for a naive time or an unknown zone."""
    place = zone_of(zone)
    if now.tzinfo is None:
        raise ValueError("`now` must know its zone.")
    return now.astimezone(place), place


def understand(text: str, *, now: datetime, zone: str, language: str = "") -> Understanding:
    """What a whole text means as a time, seen from `now` (aware) in the IANA zone `zone`.

    Every word and digit must be accounted for. `language` is a code such as "en" or "zh-Hant"; without it all languages
    of the text's script are tried, and if they disagree all their readings are given.
    Raises ValueError for a naive `now` or an unknown zone.
    """
    place = zone_of(zone)
    here, _ = seen_from(now, zone)
    if not text.strip() or len(text) > LONGEST:
        return Understanding((), text.strip(), 0, 0, "nothing to read" if not text.strip() else "too long for a time")
    folded = fold(text)
    found: list[Reading] = []
    why = ""
    for tongue in plausible(text, language):
        tokens = list(tokens_of(folded, tongue))
        readings, reason = parse(tokens, Seen(here, place, tongue))
        found.extend(readings)
        why = why if why and why != "not understood" else reason
        if language and readings:
            break
    if not found:
        return Understanding((), text.strip(), 0, 0, why or "not understood")
    start = len(text) - len(text.lstrip())
    return Understanding(distinct(found), "", start, len(text.rstrip()))
