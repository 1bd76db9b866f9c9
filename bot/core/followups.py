"""Follow-ups: what was promised to whom and when; and the times a seller is offered."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.repeats import Rule, read_rule


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up. `buyer_id` is 0 for the seller's own; `due_at` an aware instant, meant in `zone`.

    What repeats is one follow-up at a time: `rule` and `starts` (naive local ISO time of the first) as core/repeats
    has them, `next_at` the occurrence after this one, `series` the id of the first. `stays`: a time outside working
    hours that the seller chose. `until_buyer`: snoozed until the buyer writes, at the latest until `due_at`.
    `late_since`: when it was first due, if an occurrence came after it.
    """

    id: int
    buyer_id: int
    seller_id: int
    text: str
    due_at: datetime
    zone: str
    state: str = "open"
    reminded: bool = False
    rule: str = ""
    starts: str = ""
    next_at: datetime | None = None
    series: int = 0
    stays: bool = False
    until_buyer: bool = False
    late_since: datetime | None = None

    @property
    def repeats(self) -> Rule | None:
        """The rule by which it comes again; None when it happens once."""
        return read_rule(self.rule)

    @property
    def is_open(self) -> bool:
        """Neither done nor dropped."""
        return self.state in ("open", "snoozed")


def _morning(now: datetime, zone: str, days: int, hour: int = 9) -> datetime:
    local = now.astimezone(ZoneInfo(zone))
    return datetime.combine(local.date() + timedelta(days=days), time(hour), ZoneInfo(zone))


def offered_times(now: datetime, zone: str) -> tuple[datetime, datetime, datetime]:
    """The three times the ⏰ button offers: tomorrow 9:00, in three days, next Monday; local to the seller's zone."""
    weekday = now.astimezone(ZoneInfo(zone)).weekday()
    return _morning(now, zone, 1), _morning(now, zone, 3), _morning(now, zone, 7 - weekday)


def snooze_times(now: datetime, zone: str) -> tuple[datetime, datetime, datetime]:
    """The three times a reminder can be snoozed to: in an hour, tomorrow 9:00, next Monday 9:00."""
    return now + timedelta(hours=1), _morning(now, zone, 1), offered_times(now, zone)[2]


def is_overdue(followup: FollowUp, now: datetime) -> bool:
    """Due before today began in its zone."""
    zone = ZoneInfo(followup.zone)
    return followup.due_at.astimezone(zone).date() < now.astimezone(zone).date()
