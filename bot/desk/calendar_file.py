"""A seller's open follow-ups as an iCalendar file (RFC 5545) for their phone's calendar. The one user of icalendar."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from bot.core.followups import FollowUp
from bot.core.people import Seller
from bot.core.repeats import rrule
from bot.core.shows import FileToDesk, Say, Show
from bot.desk.access import Standing
from bot.desk.shop import Shop
from bot.i18n import N_, words
from bot.store import buyers
from bot.store import followups as store
from bot.store.database import Tx

MOST = 1000
LASTS = timedelta(minutes=15)
FOREVER = timedelta(days=366 * 200)


def send(shop: Shop, tx: Tx, at: Standing) -> list[Show]:
    """`/followups ics`: the file, with what to do with it."""
    text = calendar_file(shop, tx, at.seller).decode("utf-8")
    number = store.count(tx, at.seller.id, shop.clock() + FOREVER)
    say = Say(
        N_("{n} follow-up for your calendar. Opened again later, it changes what is there and doubles nothing."),
        {"n": number},
        plural=N_(
            "{n} follow-ups for your calendar. Opened again later, it changes what is there and doubles nothing."
        ),
    )
    return [FileToDesk(at.desk, say, name="followups.ics", text=text, buyer_id=at.buyer.id if at.buyer else 0)]


def calendar_file(shop: Shop, tx: Tx, seller: Seller) -> bytes:
    """All open follow-ups of a seller, each with its zone, an alarm, and its rule when it repeats; at most 1000."""
    now = shop.clock()
    calendar = Calendar()
    calendar.add("prodid", "-//Regulars//follow-ups//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{shop.config.shop.name} · {words(seller.language)._('All follow-ups')}")
    for followup in store.of_seller(tx, seller.id, now + FOREVER, MOST):
        buyer = buyers.by_id(tx, followup.buyer_id) if followup.buyer_id else None
        calendar.add_component(_event(followup, buyer.name if buyer else "", shop.username, now))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(followup: FollowUp, name: str, bot: str, now: datetime) -> Event:
    starts = followup.due_at.astimezone(ZoneInfo(followup.zone))
    event = Event()
    # One UID for all of a series, so that a later file changes what is in the calendar instead of adding to it.
    event.add("uid", f"followup-{followup.series}@{bot or 'regulars'}")
    event.add("dtstamp", now)
    event.add("dtstart", starts)
    event.add("dtend", starts + LASTS)
    event.add("summary", f"{followup.text} · {name}" if name else followup.text)
    rule = followup.repeats
    if rule is not None:
        event.add("rrule", rrule(rule, datetime.fromisoformat(followup.starts)))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", followup.text)
    alarm.add("trigger", timedelta())
    event.add_component(alarm)
    return event
