"""What is worked out once a night, at three o'clock where the shop is: grades, lapsing, what is usual."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.shows import Show
from bot.desk.shop import Shop
from bot.store import due, grades, merges
from bot.store.database import Tx

KIND = "night"
HOUR = time(3)
MERGES_CAN_BE_UNDONE_FOR = timedelta(days=30)


def plan(shop: Shop, tx: Tx) -> None:
    """See to it that the next night is a row; after an outage, the one that was missed is this day's."""
    day = shop.today
    _plan(shop, tx, day + timedelta(days=1) if due.happened(tx, KIND, 0, day.isoformat()) else day)


def _plan(shop: Shop, tx: Tx, day: date) -> None:
    zone = shop.config.shop.zone
    due.plan(tx, KIND, 0, day.isoformat(), datetime.combine(day, HOUR, ZoneInfo(zone)), zone)


def work(shop: Shop, tx: Tx) -> list[Show]:
    """The night, once it has come. Nothing is shown."""
    now = shop.clock()
    come = due.come(tx, now, 10, (KIND,))
    for row in come:
        due.end(tx, row["id"], "done", now)
    if come:
        grades.nightly(tx, shop.config.rules, shop.today, now)
        merges.forget(tx, now - MERGES_CAN_BE_UNDONE_FOR)
        _plan(shop, tx, shop.today + timedelta(days=1))
    return []
