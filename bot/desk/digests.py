"""The daily digest: once on each local day of a seller, at their own hour; late after an outage, never twice."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.actions import ListFollowUps, OpenCard
from bot.core.followups import FollowUp, is_overdue
from bot.core.people import Buyer, Seller
from bot.core.rhythm import rhythm
from bot.core.shows import Button, Say, Show, ToDesk
from bot.desk import escalation, hours
from bot.desk.restored import digest_key
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import buyers, desks, due, followups, log, messages, sellers
from bot.store.database import Tx, instant

LINES = 6
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
        for row in due.come(tx, now, 100):
            if row["kind"] == "digest" and row["owner"] == seller.id:
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
    come = due.come(tx, now, most)
    for row in come:
        seller = sellers.by_id(tx, row["owner"]) if row["kind"] == "digest" else None
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
    lines = [
        Say(
            N_("☀️ Good morning, {name} · {day}"),
            {"name": seller.name, "day": now.astimezone(ZoneInfo(seller.zone)).date()},
        )
    ]
    taps: dict[int, Buyer] = {}
    sections = [
        *_followups(tx, seller, now, taps),
        *_waiting(tx, seller, now, taps),
        *_past_rhythm(tx, seller, now, taps),
        *escalation.for_digest(shop, tx, seller, now),
    ]
    lines += sections or [Say(N_("Nothing is due today."))]
    rows = [
        (Button(Say("↗ {name}", {"name": buyer.name}), OpenCard(buyer.id)),) for buyer in list(taps.values())[:LINES]
    ]
    rows.append((Button(Say(N_("All follow-ups")), ListFollowUps(2)),))
    about = digest_key(seller.id, now.astimezone(ZoneInfo(seller.zone)).date().isoformat())
    return [ToDesk(desk, tuple(lines), 0, tuple(rows), due=due_at, late=LATE.text, about=about)]


def _line(tx: Tx, followup: FollowUp, taps: dict[int, Buyer]) -> Say:
    buyer = buyers.by_id(tx, followup.buyer_id) if followup.buyer_id else None
    if buyer is not None:
        taps[buyer.id] = buyer
    values = {"at": followup.due_at, "name": buyer.name if buyer else "—", "text": followup.text[:80]}
    return Say(N_("• {at} · {name} · {text}"), values)


def _followups(tx: Tx, seller: Seller, now: datetime, taps: dict[int, Buyer]) -> list[Say]:
    tonight = now.astimezone(ZoneInfo(seller.zone)).replace(hour=23, minute=59, second=59)
    found = followups.of_seller(tx, seller.id, tonight, 40)
    overdue = [one for one in found if is_overdue(one, now)]
    today = [one for one in found if not is_overdue(one, now)]
    lines: list[Say] = []
    if today:
        lines += [Say(N_("⏰ Due today")), *(_line(tx, one, taps) for one in today[:LINES])]
    if overdue:
        lines += [Say(N_("❗ Overdue")), *(_line(tx, one, taps) for one in overdue[:LINES])]
    return lines


def _waiting(tx: Tx, seller: Seller, now: datetime, taps: dict[int, Buyer]) -> list[Say]:
    owner = 0 if seller.is_manager else seller.id
    lines: list[Say] = []
    for buyer_id, since in messages.unanswered(tx, owner, now - WAITING_FOR_AT_MOST, LINES):
        buyer = buyers.by_id(tx, buyer_id)
        if buyer is not None:
            taps[buyer.id] = buyer
            lines.append(Say(N_("• {name}, since {at}"), {"name": buyer.name, "at": since}))
    return [Say(N_("💬 Waiting for an answer")), *lines] if lines else []


def _past_rhythm(tx: Tx, seller: Seller, now: datetime, taps: dict[int, Buyer]) -> list[Say]:
    owner = 0 if seller.is_manager else seller.id
    lines: list[Say] = []
    for buyer in buyers.past_rhythm(tx, owner, now, 3 * LINES):
        totals = buyers.totals(tx, buyer.id)
        beat = rhythm(totals.gaps, totals.last_order_at, now) if totals else None
        if beat is None or totals is None or not beat.is_due or len(lines) >= LINES:
            continue
        taps[buyer.id] = buyer
        values = {"name": buyer.name, "every": beat.every, "ago": beat.ago, "total": totals.total}
        lines.append(Say(N_("• {name}: about every {every} days, {ago} days ago · {total} so far"), values))
    return [Say(N_("🔁 Past their ordering rhythm")), *lines] if lines else []
