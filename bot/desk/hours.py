"""Working hours and days off: the shop's, and each seller's own."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.followups import offered_times, snooze_times
from bot.core.hours import MIDNIGHT, DayOff, Hours, is_day_off, next_working, read_hours
from bot.core.people import Seller
from bot.desk.shop import Shop
from bot.store import hours as store
from bot.store.database import Tx


def shop_hours(shop: Shop, zone: str) -> Hours:
    """The shop's hours, meant in a zone."""
    config = shop.config.hours
    every_day = Hours(0, MIDNIGHT, frozenset(range(7)), zone)
    return read_hours(f"{config.opens}-{config.closes} {config.days}", every_day) or every_day


def of_seller(shop: Shop, tx: Tx, seller: Seller) -> tuple[Hours, tuple[DayOff, ...]]:
    """A seller's hours and days off, the shop's closed days among them."""
    usual = shop_hours(shop, seller.zone)
    own = read_hours(seller.hours, usual) if seller.hours else None
    yesterday = shop.clock().astimezone(ZoneInfo(seller.zone)).date() - timedelta(days=1)
    return own or usual, (*_closed(shop), *(days for _, days in store.days_off(tx, seller.id, yesterday)))


def of_shop(shop: Shop) -> tuple[Hours, tuple[DayOff, ...]]:
    """The shop's hours where it is, and its closed days: for what no seller looks after."""
    return shop_hours(shop, shop.config.shop.zone), _closed(shop)


def _closed(shop: Shop) -> tuple[DayOff, ...]:
    return tuple((one.first, one.last) for one in shop.config.closed.values())


def working(shop: Shop, tx: Tx, seller: Seller, at: datetime) -> datetime:
    """The time itself when the seller works then, else their next working minute."""
    return next_working(at, *of_seller(shop, tx, seller))


def works_on(shop: Shop, tx: Tx, seller: Seller, day: date) -> bool:
    """Whether a seller works on a local day."""
    return not is_day_off(day, *of_seller(shop, tx, seller))


def offered(shop: Shop, tx: Tx, seller: Seller) -> tuple[datetime, ...]:
    """The times that ⏰ offers, on days the seller works."""
    return tuple(working(shop, tx, seller, at) for at in offered_times(shop.clock(), seller.zone))


def snoozes(shop: Shop, tx: Tx, seller: Seller) -> tuple[datetime, ...]:
    """The times a reminder can be snoozed to: in an hour whatever the hour is, the others on days the seller works."""
    hour, *mornings = snooze_times(shop.clock(), seller.zone)
    return (hour, *(working(shop, tx, seller, at) for at in mornings))
