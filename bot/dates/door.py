"""The headless door: a record in, what was understood out, and never an exception."""

from datetime import datetime, time
from typing import Any

from bot.core.moments import Reading, Understanding
from bot.dates.calendar import local_moment, zone_of
from bot.dates.search import find
from bot.dates.understanding import understand


def with_default_hour(reading: Reading, hour: int = 9) -> datetime:
    """When to remind: the moment itself, or `hour` o'clock (local) of a day or of the first day of a longer period.

    A part of the day keeps its own usual hour (morning 9, afternoon 15, evening 19).
    """
    if reading.grain in ("minute", "hour", "part_of_day"):
        return reading.at
    at, _ = local_moment(reading.at.date(), time(hour), zone_of(str(reading.at.tzinfo)), reading.at)
    return at


def door(record: object) -> dict[str, Any]:
    """Answer {"id", "text", "now", "zone", "language"?} with {"id", "at", "grain", "rest", "said"}.

    `now` is ISO 8601, local in `zone` unless it has an offset. `at` is ISO 8601 local time without an offset, null when
    nothing certain was understood; `said` then says why, or what it could be. A bad record is answered the same way.
    """
    fields = record if isinstance(record, dict) else {}
    answer: dict[str, Any] = {"id": fields.get("id"), "at": None, "grain": None, "rest": "", "said": ""}
    text, zone, language = fields.get("text"), fields.get("zone", "UTC"), fields.get("language") or ""
    if not isinstance(text, str):
        return answer | {"said": "The record has no text."}
    answer["rest"] = text
    try:
        now = read_now(fields.get("now"), zone)
        found = understand(text, now=now, zone=zone, language=str(language))
        if not found.readings:
            found = found if found.why == "nothing to read" else find(text, now=now, zone=zone, language=str(language))
    except (ValueError, TypeError, OverflowError) as error:
        return answer | {"said": str(error)}
    return answer | said_of(found)


def said_of(found: Understanding) -> dict[str, Any]:
    """The fields of an answer for what was understood."""
    if len(found.readings) == 1:
        reading = found.readings[0]
        at = reading.at.replace(tzinfo=None).isoformat()
        return {"at": at, "grain": reading.grain, "rest": found.rest, "said": reading.said}
    if found.readings:
        return {"rest": found.rest, "said": "Which? " + " / ".join(reading.said for reading in found.readings)}
    return {"said": f"Not understood: {found.why}."}


def read_now(now: object, zone: object) -> datetime:
    """The time the record was made at, aware. Raises ValueError in a clear sentence."""
    if not isinstance(zone, str):
        raise ValueError("`zone` must be the name of a time zone such as Europe/Berlin.")
    place = zone_of(zone)
    if not isinstance(now, str):
        raise ValueError("`now` must be a date and time such as 2026-11-24T10:00.")
    try:
        read = datetime.fromisoformat(now)
    except ValueError as error:
        raise ValueError(f"`now` must be a date and time such as 2026-11-24T10:00, not {now!r}.") from error
    return read if read.tzinfo else read.replace(tzinfo=place)
