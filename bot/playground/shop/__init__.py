"""The sample shop of the demo: Lumen & Hearth of Rotterdam, wholesale for home and gifts.

The same shop on every start, told relative to `now`: who is due for an order today is due whenever the demo runs."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.playground.shop.catalogue import CATALOGUE, Item
from bot.playground.shop.chats import (
    BIRTHDAYS_SOON,
    CHATS,
    FIRST_BUYER,
    FIRST_MESSAGE,
    FOLLOW_UPS,
    NOTES,
    S,
)
from bot.playground.shop.habits import GRADES, HABITS
from bot.playground.shop.orders import CURRENCY, orders_of_all
from bot.playground.shop.people import FIRST_TELEGRAM_ID, PEOPLE, SELLERS, Person, Seller
from bot.playground.shop.titles import other_titles
from bot.playground.shop.types import (
    SampleBuyer,
    SampleFollowUp,
    SampleLine,
    SampleMessage,
    SampleNote,
    SampleOrder,
    SampleProduct,
    SampleSeller,
    SampleShop,
)

__all__ = [
    "SampleBuyer",
    "SampleFollowUp",
    "SampleLine",
    "SampleMessage",
    "SampleNote",
    "SampleOrder",
    "SampleProduct",
    "SampleSeller",
    "SampleShop",
    "sample_shop",
]

LAPSED_DAYS = 90
_ZONES = {seller.key: seller.zone for seller in SELLERS}


def sample_shop(now: datetime) -> SampleShop:
    """The shop as it stands at `now` (aware). Equal for equal `now`; all its instants are in UTC."""
    if now.tzinfo is None:
        raise ValueError("now has to be aware")
    now = now.astimezone(ZoneInfo("UTC"))
    orders = orders_of_all(now)
    messages = _messages(now)
    return SampleShop(
        name="Lumen & Hearth",
        about="Candle holders, hearts and homewares for independent shops",
        currency=CURRENCY,
        zone="Europe/Amsterdam",
        city="Rotterdam",
        country="NL",
        address="Havenloods 12, 3011 Rotterdam, Netherlands",
        phone="+31101234500",
        email="hello@example.com",
        links=("https://example.com/catalogue",),
        sellers=tuple(_seller(row, now) for row in SELLERS),
        products=tuple(_product(row, now) for row in CATALOGUE),
        buyers=tuple(_buyer(row, orders, messages, now) for row in PEOPLE),
        orders=orders,
        follow_ups=_follow_ups(now),
        notes=_notes(now),
        messages=messages,
        first_buyer=FIRST_BUYER,
        first_message=FIRST_MESSAGE,
    )


def _at(now: datetime, days: int, clock: str, zone: str) -> datetime:
    """The instant of a local time `days` from now's local day."""
    there = ZoneInfo(zone)
    day = now.astimezone(there).date() + timedelta(days=days)
    return datetime.combine(day, time.fromisoformat(clock), there).astimezone(now.tzinfo)


def _seller(row: Seller, now: datetime) -> SampleSeller:
    return SampleSeller(
        key=row.key,
        name=row.name,
        telegram_id=row.telegram_id,
        username=row.username,
        manager=row.manager,
        language="en",
        speaks=row.speaks,
        zone=row.zone,
        phone=row.phone,
        email=row.email,
        digest_hour=8,
        joined_at=_at(now, -row.joined, "09:00", row.zone),
    )


def _product(row: Item, now: datetime) -> SampleProduct:
    return SampleProduct(
        code=row.code,
        title=row.title,
        other_titles=other_titles(row.code, row.title_zh),
        category=row.category,
        tiers=row.tiers,
        moq=row.tiers[0][0],
        lead_days=row.lead_days,
        stock=row.stock,
        description=row.description,
        picture=f"{row.drawing}.jpg",
        added_at=_at(now, -row.added, "08:00", "Europe/Amsterdam"),
    )


def _buyer(
    row: Person, orders: tuple[SampleOrder, ...], messages: tuple[SampleMessage, ...], now: datetime
) -> SampleBuyer:
    habit = HABITS[row.number]
    bought = [order.placed_at for order in orders if order.buyer == row.number and order.status != "cancelled"]
    seen = bought + [message.sent_at for message in messages if message.buyer == row.number]
    created = min(seen, default=_at(now, -16, "10:20", row.zone)) - timedelta(days=3, hours=2)
    carded = habit.stage not in ("fan", "card asked")
    return SampleBuyer(
        number=row.number,
        name=row.name,
        latin_name=row.latin or row.name,
        telegram_id=FIRST_TELEGRAM_ID + row.number if row.username else None,
        username=row.username,
        language=row.language,
        country=row.country,
        city=row.city,
        zone=row.zone,
        company=row.company,
        phone=row.phone if carded else "",
        email=row.email if carded else "",
        birthday=_birthday(row, now),
        stage=habit.stage or _stage(bought, habit.every, now),
        grade=habit.grade,
        discount=GRADES[habit.grade],
        stars=habit.stars,
        tags=habit.tags,
        owner=habit.owner,
        source=row.source,
        created_at=created,
        card_at=created + timedelta(hours=1) if carded else None,
    )


def _birthday(row: Person, now: datetime) -> date | None:
    if not row.born:
        return None
    born = date.fromisoformat(row.born)
    if row.number not in BIRTHDAYS_SOON:
        return born
    soon = now.astimezone(ZoneInfo(row.zone)).date() + timedelta(days=BIRTHDAYS_SOON[row.number])
    # A day that the year of birth did not have (29 February) is kept on the 28th.
    day = 28 if (soon.month, soon.day) == (2, 29) else soon.day
    return born.replace(month=soon.month, day=day)


def _stage(bought: list[datetime], every: int, now: datetime) -> str:
    """As product.md says: two orders make a regular, 90 days without one (or long past the rhythm) lapsed."""
    quiet = (now - max(bought)).days
    patience = max(LAPSED_DAYS, every * 3 // 2)
    if quiet > patience:
        return "lapsed"
    return "regular" if len(bought) > 1 else "customer"


def _follow_ups(now: datetime) -> tuple[SampleFollowUp, ...]:
    rows = [
        SampleFollowUp(
            buyer=buyer,
            seller=seller,
            text=text,
            due_at=_at(now, days, clock, _ZONES[seller]),
            zone=_ZONES[seller],
            created_at=_at(now, min(days, 0) - 3, "16:45", _ZONES[seller]),
        )
        for buyer, seller, days, clock, text in FOLLOW_UPS
    ]
    return tuple(sorted((_still_ahead(row, now) for row in rows), key=lambda row: row.due_at))


def _still_ahead(row: SampleFollowUp, now: datetime) -> SampleFollowUp:
    """The first buyer's follow-up is open on the first card: when its hour has passed it is due in an hour."""
    if row.buyer != FIRST_BUYER or row.due_at > now + timedelta(minutes=30):
        return row
    soon = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=2)
    return replace(row, due_at=soon)


def _notes(now: datetime) -> tuple[SampleNote, ...]:
    rows = [
        SampleNote(buyer, seller, text, _at(now, -days, "15:30", _ZONES[seller])) for buyer, days, seller, text in NOTES
    ]
    return tuple(sorted(rows, key=lambda row: (row.written_at, row.buyer)))


def _messages(now: datetime) -> tuple[SampleMessage, ...]:
    zones = {person.number: person.zone for person in PEOPLE}
    rows = [
        SampleMessage(
            buyer=buyer,
            seller=(HABITS[buyer].owner or "li") if who == S else None,
            text=text,
            sent_at=_at(now, -days, clock, zones[buyer]),
        )
        for buyer, chat in CHATS.items()
        for days, clock, who, text in chat
    ]
    return tuple(sorted(rows, key=lambda row: row.sent_at))
