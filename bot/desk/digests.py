"""The daily digest: once on each local day of a seller, at their own hour; late after an outage, never twice."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.actions import Action, ListFollowUps, OpenCard
from bot.core.followups import FollowUp, is_overdue
from bot.core.people import Seller
from bot.core.shows import Button, Say, Show, ToDesk
from bot.desk import escalation, hours, occasions
from bot.desk import today as turns
from bot.desk.restored import digest_key
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import buyers, desks, due, followups, log, sellers, waiting
from bot.store.database import Tx, instant

KINDS = ("digest",)
LINES = 6
"""Lines of a section."""
A_ROW = 3
"""Buttons beside each other; each has the number of its line."""
LATE = Say(N_("While I was away — this was due {at}."))
LONGEST_ABSENCE = timedelta(days=366)
LATE_AFTER = timedelta(minutes=10)
WAITING_FOR_AT_MOST = timedelta(days=14)


def _instant_of(day: date, clock: str, zone: str) -> datetime:
    hour, minute = (int(part) for part in clock.split(":"))
    # Through UTC and back: a time that the clocks skip that night becomes the first one that exists after it.
    local = datetime.combine(day, time(hour, minute), ZoneInfo(zone))
    return local.astimezone(ZoneInfo("UTC")).astimezone(ZoneInfo(zone))


def plan(shop: Shop, tx: Tx) -> None:
    """See to it that every seller's next digest is a row."""
    now = shop.clock()
    for seller in sellers.active(tx):
        today = now.astimezone(ZoneInfo(seller.zone)).date()
        day = today if not due.happened(tx, "digest", seller.id, today.isoformat()) else today + timedelta(days=1)
        while not hours.works_on(shop, tx, seller, day) and day - today < LONGEST_ABSENCE:
            day += timedelta(days=1)
        # A plan that was put off to a later minute keeps it.
        if not due.planned(tx, "digest", seller.id, day.isoformat()):
            at = _instant_of(day, seller.digest_at, seller.zone)
            due.plan(tx, "digest", seller.id, day.isoformat(), at, seller.zone)


def joined(shop: Shop, tx: Tx, seller: Seller) -> None:
    """A seller who joins after today's hour gets the first digest tomorrow."""
    now = shop.clock()
    today = now.astimezone(ZoneInfo(seller.zone)).date()
    if _instant_of(today, seller.digest_at, seller.zone) <= now and not due.happened(
        tx, "digest", seller.id, today.isoformat()
    ):
        due.plan(tx, "digest", seller.id, today.isoformat(), now, seller.zone)
        for row in due.come(tx, now, 100, KINDS):
            if row["owner"] == seller.id:
                due.end(tx, row["id"], "dropped", now)
    plan(shop, tx)


def hour_changed(shop: Shop, tx: Tx, seller: Seller) -> None:
    """Another hour, zone or working days: the next digest is the next such hour, never a second one on a day."""
    now = shop.clock()
    today = now.astimezone(ZoneInfo(seller.zone)).date()
    due.drop_open(tx, "digest", seller.id)
    if _instant_of(today, seller.digest_at, seller.zone) > now:
        # Today's was only dropped because its hour was over when the seller joined, and now it is ahead.
        due.forget_dropped(tx, "digest", seller.id, today.isoformat())
    joined(shop, tx, seller)


def send_due(shop: Shop, tx: Tx, most: int = 50) -> list[Show]:
    """The digests whose hour has come, each ended in the same transaction; those of past days are dropped."""
    now = shop.clock()
    shows: list[Show] = []
    come = due.come(tx, now, most, KINDS)
    for row in come:
        seller = sellers.by_id(tx, row["owner"])
        today = now.astimezone(ZoneInfo(row["zone"])).date().isoformat()
        if seller is None or row["day"] != today:
            due.end(tx, row["id"], "dropped", now)
            continue
        due_at = min(instant(row["due_at"]), _instant_of(date.fromisoformat(row["day"]), seller.digest_at, row["zone"]))
        comes = hours.working(shop, tx, seller, now) if now - due_at > LATE_AFTER else now
        if comes.astimezone(ZoneInfo(row["zone"])).date().isoformat() != today or not hours.works_on(
            shop, tx, seller, date.fromisoformat(today)
        ):
            # A day off was noted since, or it is late at night: the next one says it all.
            due.end(tx, row["id"], "dropped", now)
            continue
        if comes > now:
            due.plan(tx, "digest", seller.id, today, comes, row["zone"])
            continue
        if due.end(tx, row["id"], "done", now):
            shows += digest(shop, tx, seller, now, due_at)
            log.add(tx, now, "digest", seller=seller.id, detail=row["day"])
    if come:
        plan(shop, tx)
    return shows


def digest(shop: Shop, tx: Tx, seller: Seller, now: datetime, due_at: datetime) -> list[Show]:
    """The digest of one seller: each section only when it has something, each line one tap from the work."""
    desk = desks.of_seller(tx, seller.id, shop.readers)
    if desk is None:
        return []
    today = now.astimezone(ZoneInfo(seller.zone)).date()
    lines = [Say(N_("☀️ Good morning, {name} · {day}"), {"name": seller.name, "day": today})]
    tasks = [
        *_followups(tx, seller, now),
        *_section(N_("💬 Waiting for an answer"), _waiting(tx, seller, now)),
        *_section(N_("🎂 Birthdays"), _greeted(occasions.birthdays(tx, seller, today, LINES))),
        *_section(N_("🎉 Public holidays"), _greeted(occasions.holidays(tx, seller, today, LINES))),
        *_section(N_("🔁 Past their ordering rhythm"), _past_rhythm(tx, seller, now)),
        *_section(N_("🔺 Left undone by colleagues"), _escalated(tx, seller)),
    ]
    if not tasks:
        lines.append(Say(N_("Nothing is due today.")))
    buttons: list[Button] = []
    for one in tasks:
        if isinstance(one, str):
            lines.append(Say(one))
            continue
        buttons.append(Button(Say("{n} {name}", {"n": len(buttons) + 1, "name": one.name[:14]}), one.action))
        lines.append(Say("{n}. {line}", {"n": len(buttons), "line": one.line}))
    rows = [tuple(buttons[at : at + A_ROW]) for at in range(0, len(buttons), A_ROW)]
    rows.append((Button(Say(N_("All follow-ups")), ListFollowUps(2)),))
    about = digest_key(seller.id, today.isoformat())
    return [ToDesk(desk, tuple(lines), 0, tuple(rows), due=due_at, late=LATE.text, about=about)]


@dataclass(frozen=True, slots=True)
class Task:
    """A line of the digest, and the tap that leads to the work; `name` stands on the button."""

    line: Say
    action: Action
    name: str


def _section(title: str, tasks: list[Task]) -> list[str | Task]:
    """A title with what stands under it; nothing at all when there is nothing."""
    return [title, *tasks] if tasks else []


def _greeted(lines: list[occasions.Line]) -> list[Task]:
    return [Task(said, action, buyer.first_name) for said, action, buyer in lines]


def _escalated(tx: Tx, seller: Seller) -> list[Task]:
    found = followups.escalated(tx, seller.id, LINES) if seller.is_manager else []
    return [replace(_task(tx, one), line=escalation.line(tx, one)) for one in found]


def _followups(tx: Tx, seller: Seller, now: datetime) -> list[str | Task]:
    tonight = now.astimezone(ZoneInfo(seller.zone)).replace(hour=23, minute=59, second=59)
    found = followups.of_seller(tx, seller.id, tonight, 200)
    worth = {one.buyer_id: buyers.worth(tx, one.buyer_id) for one in found if one.buyer_id}
    found.sort(key=lambda one: (-worth.get(one.buyer_id, 0), one.due_at))
    overdue = [_task(tx, one) for one in found if is_overdue(one, now)]
    today = [_task(tx, one) for one in found if not is_overdue(one, now)]
    return [*_section(N_("⏰ Due today"), today[:LINES]), *_section(N_("❗ Overdue"), overdue[:LINES])]


def _task(tx: Tx, followup: FollowUp) -> Task:
    buyer = buyers.by_id(tx, followup.buyer_id) if followup.buyer_id else None
    values = {"at": followup.due_at, "name": buyer.name if buyer else "—", "text": followup.text[:80]}
    line = Say(N_("{at} · {name} · {text}"), values)
    if buyer is None:
        return Task(line, ListFollowUps(0), followup.text)
    return Task(line, OpenCard(buyer.id), buyer.first_name)


def _waiting(tx: Tx, seller: Seller, now: datetime) -> list[Task]:
    found = waiting.unanswered(tx, seller.sees, now - WAITING_FOR_AT_MOST, LINES)
    return [
        Task(Say(N_("{name}, since {at}"), {"name": one.name, "at": waits.since}), OpenCard(one.id), one.first_name)
        for waits in found
        if (one := buyers.by_id(tx, waits.buyer_id)) is not None
    ]


def _past_rhythm(tx: Tx, seller: Seller, now: datetime) -> list[Task]:
    tasks: list[Task] = []
    for turn in turns.ranking(tx, seller, now, due=True)[:LINES]:
        buyer, totals = buyers.by_id(tx, turn.chance.buyer), buyers.totals(tx, turn.chance.buyer)
        if buyer is None or totals is None or turn.beat is None:
            continue
        values = {"name": buyer.name, "every": turn.beat.every, "ago": turn.beat.ago, "total": totals.total}
        line = Say(N_("{name}: about every {every} days, {ago} days ago · {total} so far"), values)
        tasks.append(Task(line, OpenCard(buyer.id), buyer.first_name))
    return tasks
