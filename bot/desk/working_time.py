"""What sellers say of their working time: /hours and /dayoff."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import dates
from bot.core.actions import DropDayOff
from bot.core.hours import DayOff, read_hours
from bot.core.shows import Button, Say, Show, ToDesk
from bot.desk import digests
from bot.desk.access import Standing
from bot.desk.hours import of_seller, shop_hours
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import hours as store
from bot.store import log, sellers
from bot.store.database import Tx

LONGEST_ABSENCE = timedelta(days=366)
BETWEEN = re.compile(r"\s+[-–—]\s*|\s*[–—]\s*|\s+(?:to|until|till|bis|a|al|até|jusqu'au|по|إلى)\s+|\s*[到至]\s*", re.I)


def set_hours(shop: Shop, tx: Tx, at: Standing, text: str) -> list[Show]:
    """`/hours 9:00-18:00 mon-fri`: when the seller works; alone it says so, `/hours shop` takes the shop's."""
    said, usual = text.strip(), shop_hours(shop, at.seller.zone)
    own = of_seller(shop, tx, at.seller)[0]
    if said.casefold() in ("shop", "default", "店铺"):
        sellers.set_hours(tx, at.seller.id, "")
        own = usual
    elif said:
        read = read_hours(said, own)
        if read is None:
            why = Say(N_('"{text}" is no working time. Write it like /hours 9:00-18:00 mon-fri.'), {"text": said})
            return [ToDesk(at.desk, (why,))]
        sellers.set_hours(tx, at.seller.id, read.text)
        own = read
    if said:
        _changed(shop, tx, at)
        log.add(tx, shop.clock(), "set the hours", seller=at.seller.id, detail=own.text)
    lines = (
        Say(N_("You work {hours} ({zone})."), {"hours": own.text, "zone": at.seller.zone}),
        Say(N_("What comes by itself waits for them; a time you chose stays. /dayoff notes days off.")),
    )
    return [ToDesk(at.desk, lines)]


def set_day_off(shop: Shop, tx: Tx, at: Standing, text: str) -> list[Show]:
    """`/dayoff 24 dec - 2 jan` notes days off; alone it lists them, each with a button to work after all."""
    if not text.strip():
        return days_off(shop, tx, at)
    read = _read_days(text.strip(), shop.clock(), at.seller.zone)
    if isinstance(read, Say):
        return [ToDesk(at.desk, (read,))]
    store.add_day_off(tx, at.seller.id, *read)
    _changed(shop, tx, at)
    log.add(tx, shop.clock(), "noted days off", seller=at.seller.id, detail=f"{read[0]} {read[1]}")
    return days_off(shop, tx, at)


def _read_days(text: str, now: datetime, zone: str) -> DayOff | Say:
    """First and last day of "24 dec - 2 jan" or "tomorrow", or what can't be read."""
    parts = BETWEEN.split(text, maxsplit=1)
    days: list[date] = []
    for part in parts:
        # The last day is looked for from the first one on, so that 2 Jan after 24 Dec is next year's.
        seen = datetime.combine(days[0], time(), ZoneInfo(zone)) if days else now
        found = dates.understand(part, now=seen, zone=zone)
        if len(found.readings) != 1:
            return Say(N_('"{text}" is no day I can read. Write it like /dayoff 24 dec - 2 jan.'), {"text": part})
        days.append(found.readings[0].at.date())
    first, last = days[0], days[-1]
    if last - first > LONGEST_ABSENCE:
        return Say(N_("That is more than a year; nothing was noted."))
    return first, last


def days_off(shop: Shop, tx: Tx, at: Standing, edits: int = 0) -> list[Show]:
    """The days off that are not over."""
    today = shop.clock().astimezone(ZoneInfo(at.seller.zone)).date()
    found = store.days_off(tx, at.seller.id, today)
    lines = [Say(N_("🌴 Your days off")) if found else Say(N_("No days off. Note some like /dayoff 24 dec - 2 jan."))]
    rows = []
    for id, (first, last) in found[:20]:
        span = Say("{first} – {last}", {"first": first, "last": last}) if first != last else Say("{d}", {"d": first})
        lines.append(Say("• {span}", {"span": span}))
        rows.append((Button(Say("✕ {span}", {"span": span}), DropDayOff(id)),))
    closed = [one for one in shop.config.closed.values() if one.last >= today]
    if closed:
        lines.append(Say(N_("The shop is closed")))
        lines += [Say("• {first} – {last}", {"first": one.first, "last": one.last}) for one in closed]
    return [ToDesk(at.desk, tuple(lines), 0, tuple(rows), edits)]


def drop_day_off(shop: Shop, tx: Tx, at: Standing, id: int, message_id: int) -> list[Show] | None:
    """The seller works on those days after all; None when they are gone or another's."""
    if not store.drop_day_off(tx, id, at.seller.id):
        return None
    _changed(shop, tx, at)
    log.add(tx, shop.clock(), "dropped days off", seller=at.seller.id)
    return days_off(shop, tx, at, message_id)


def _changed(shop: Shop, tx: Tx, at: Standing) -> None:
    """The digest comes on the next day that is worked now."""
    digests.hour_changed(shop, tx, sellers.by_id(tx, at.seller.id) or at.seller)
