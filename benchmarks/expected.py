"""What a simulated year must bring, worked out without any of the bot's code: the oracle of benchmarks/simulate.py.

Local time is looked up in the zone's own offsets, working hours are walked through by quarters of an hour, and each
follow-up is a small model of its own that is told what people did and when the bot or Telegram was away.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a naive local time: the first of two, and moved on by the gap when there is none."""
    offsets = [(local + step).replace(tzinfo=zone).utcoffset() for step in (-DAY, DAY)]
    tried = [(local - offset).replace(tzinfo=UTC) for offset in offsets if offset is not None]
    real = [at for at in tried if at.astimezone(zone).replace(tzinfo=None) == local]
    return min(real) if real else tried[0]


@dataclass(frozen=True, slots=True)
class Worker:
    """A seller as the oracle knows them: minutes of the day, weekdays (Monday 0), days off, hour of the digest."""

    name: str
    zone: str
    opens: int
    closes: int
    days: tuple[int, ...]
    digest: int
    off: tuple[tuple[date, date], ...] = ()

    def day_off(self, day: date) -> bool:
        """Whether that local day is not worked."""
        return day.weekday() not in self.days or any(first <= day <= last for first, last in self.off)

    def works(self, at: datetime) -> bool:
        """Whether they work at that instant."""
        local = at.astimezone(ZoneInfo(self.zone))
        return not self.day_off(local.date()) and self.opens <= local.hour * 60 + local.minute < self.closes

    def next_work(self, at: datetime) -> datetime:
        """That instant, or the first quarter of an hour after it that is worked."""
        while not self.works(at):
            at = (at + (MINUTE if at.minute % 15 else 15 * MINUTE)).replace(second=0, microsecond=0)
        return at


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a follow-up repeats: every `every` days, or on weekdays every `every` weeks, or on a day of the month."""

    every: int = 0
    weekdays: tuple[int, ...] = ()
    monthday: int = 0

    def falls_on(self, day: date, first: date) -> bool:
        """Whether it comes on a local day, if `first` is its first day."""
        if self.monthday:
            last = (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY
            return day.day == min(self.monthday, last.day)
        if self.weekdays:
            weeks = (day - day.weekday() * DAY - (first - first.weekday() * DAY)).days // 7
            return day.weekday() in self.weekdays and weeks % self.every == 0
        return (day - first).days % self.every == 0


@dataclass(slots=True)
class Weather:
    """When the bot was down and when Telegram could not be reached: (from, to), in order."""

    down: list[tuple[datetime, datetime]] = field(default_factory=list)
    deaf: list[tuple[datetime, datetime]] = field(default_factory=list)

    def up(self, at: datetime) -> datetime:
        """When the bot can first act from an instant on."""
        return next((end for start, end in self.down if start <= at < end), at)

    def reached(self, at: datetime) -> datetime:
        """When something that the bot says at an instant arrives."""
        while (later := next((end for start, end in (*self.deaf, *self.down) if start <= at < end), at)) != at:
            at = later
        return at


@dataclass(slots=True)
class Promise:
    """One follow-up. `due`: when its first reminder is meant; `acts` what people did: (when, what, row id, to when)."""

    tag: str
    worker: Worker
    local: datetime  # the naive local time that was said
    due: datetime
    pattern: Pattern | None = None
    stays: bool = False
    acts: list[tuple[datetime, str, int, datetime | None]] = field(default_factory=list)

    def occurrences(self, until: datetime) -> list[datetime]:
        """All times that it comes after the first one, moved to working hours where they may be."""
        if self.pattern is None:
            return []
        zone, first = ZoneInfo(self.worker.zone), self.local.date()
        last = (until + 90 * DAY).date()
        days = [one for n in range((last - first).days) if self.pattern.falls_on(one := first + n * DAY, first)]
        found = []
        for day, following in pairwise(days):
            at = instant(datetime.combine(day, self.local.time()), zone)
            at = at if self.stays else self.worker.next_work(at)
            there = at.astimezone(zone).date()
            if at > self.due and not (there != day and there >= following):
                found.append(at)
        return found

    def reminders(self, weather: Weather, until: datetime) -> list[tuple[datetime, datetime]]:
        """(meant for, said at) of every reminder up to an instant."""
        return [one for one in self._live(weather, until) if one[1] < until]

    def _live(self, weather: Weather, until: datetime) -> Iterator[tuple[datetime, datetime]]:
        coming = self.occurrences(until)
        pending: datetime | None = self.due
        ended: set[int] = set()
        is_open, waiting = True, False
        acts = sorted(self.acts, key=lambda act: act[0])
        while is_open:
            nexts = [one for one in (pending, coming[0] if coming else None) if one is not None]
            at = weather.up(min(nexts)) if nexts else until
            if acts and acts[0][0] <= at:
                when, what, row, to = acts.pop(0)
                if what == "writes":
                    if waiting and pending is not None:
                        yield when, when
                        pending, waiting = None, False
                    continue
                if row in ended:
                    continue
                if what == "done":
                    ended.add(row)
                    coming = [one for one in coming if one > when]
                    pending, waiting = (coming.pop(0) if coming else None), False
                    is_open = pending is not None
                elif what == "stop":
                    coming = []
                    is_open = pending is None
                else:
                    pending, waiting = to, what == "waits"
                continue
            if at >= until:
                return
            passed = [one for one in coming if one <= at]
            if passed:
                pending, waiting, coming = passed[-1], False, coming[len(passed) :]
            if pending is not None and pending <= at:
                yield pending, at
                pending, waiting = None, False


def digests(worker: Worker, weather: Weather, first: date, last: date) -> list[tuple[datetime, datetime]]:
    """(meant for, said at) of the digests of the local days from `first` to `last`."""
    zone, found = ZoneInfo(worker.zone), []
    for number in range((last - first).days + 1):
        day = first + number * DAY
        if worker.day_off(day):
            continue
        due = instant(datetime.combine(day, datetime.min.time()) + worker.digest * MINUTE, zone)
        at = weather.up(due)
        if at - due > 10 * MINUTE:
            at = weather.up(worker.next_work(at))
            at = worker.next_work(at)
        if at.astimezone(zone).date() == day:
            found.append((due, at))
    return found


def compare(
    expected: list[tuple[datetime, datetime]], got: list[tuple[datetime, bool]], weather: Weather, slack: timedelta
) -> dict[str, int]:
    """How many came right, and what is wrong: lost, doubled, at another minute, late without saying so, or the reverse.

    `got` is (arrived at, says that it is late).
    """
    counts = dict.fromkeys(("right", "marked late", "lost", "doubled", "wrong minute", "wrong mark"), 0)
    wanted = sorted((weather.reached(said), due) for due, said in expected)
    arrived = sorted(got)
    counts["lost"] = max(0, len(wanted) - len(arrived))
    counts["doubled"] = max(0, len(arrived) - len(wanted))
    for (at, due), (came, late) in zip(wanted, arrived, strict=False):
        if not at <= came <= at + (slack if at != due else MINUTE):
            counts["wrong minute"] += 1
        elif late != (came - due > MINUTE):
            counts["wrong mark"] += 1
        else:
            counts["marked late" if late else "right"] += 1
    return counts
