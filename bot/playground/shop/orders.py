"""Two years of orders out of each buyer's habits."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.core.money import Money
from bot.core.products import Product, Tier, price_for
from bot.playground.shop.catalogue import CATALOGUE, CHRISTMAS, GARDEN, Item
from bot.playground.shop.habits import ANNA, GRADES, HABITS, TASTES, Habit
from bot.playground.shop.people import PEOPLE
from bot.playground.shop.types import SampleLine, SampleOrder

CURRENCY = "EUR"
FIRST_NUMBER = 10_001
HISTORY_DAYS = 730
_ITEMS = {item.code: item for item in CATALOGUE}
_MONTHS = {CHRISTMAS: range(8, 13), GARDEN: range(2, 9)}  # when shops stock up on it
_Placed = tuple[int, datetime, tuple[SampleLine, ...], int]


def orders_of_all(now: datetime) -> tuple[SampleOrder, ...]:
    """Every buyer's orders up to `now`, oldest first and numbered in that order."""
    placed = sorted(
        (order for person in PEOPLE for order in _orders_of(person.number, now)), key=lambda o: (o[1], o[0])
    )
    return tuple(
        SampleOrder(
            number=f"R-{FIRST_NUMBER + place}",
            buyer=buyer,
            seller=HABITS[buyer].owner or "li",
            placed_at=at,
            status=_status(FIRST_NUMBER + place, buyer, (now - at).days),
            discount=discount,
            lines=lines,
        )
        for place, (buyer, at, lines, discount) in enumerate(placed)
    )


def price_of(item: Item, quantity: int, discount: int) -> int:
    """One piece's price in minor units, by the shop's one rule for prices."""
    tiers = tuple(Tier(start, Money(minor, CURRENCY)) for start, minor in item.tiers)
    price = price_for(Product(0, item.code, item.title, tiers), quantity, discount)
    if price is None:
        raise ValueError(f"{item.code} has no price tiers")
    return price.minor


def _orders_of(buyer: int, now: datetime) -> Iterator[_Placed]:
    habit, chance = HABITS[buyer], Random(f"orders of {buyer}")
    zone = ZoneInfo(next(person.zone for person in PEOPLE if person.number == buyer))
    discount = GRADES[habit.grade]
    for days, asked in _wishes(buyer, habit, now, chance):
        day = (now.astimezone(zone) - timedelta(days=days)).date()
        at = datetime.combine(day, time(chance.randint(9, 17), chance.randint(0, 59)), zone).astimezone(now.tzinfo)
        lines = tuple(SampleLine(code, pieces, price_of(_ITEMS[code], pieces, discount)) for code, pieces in asked)
        yield buyer, min(at, now), lines, discount


def _wishes(
    buyer: int, habit: Habit, now: datetime, chance: Random
) -> Iterator[tuple[int, tuple[tuple[str, int], ...]]]:
    """(days ago, (code, quantity) ...) of each order."""
    if buyer == 1:
        yield from ANNA
        return
    days = habit.last
    for _ in range(habit.orders):
        if days > HISTORY_DAYS:
            return
        yield days, _basket(habit, days, now, chance)
        days += max(5, round(habit.every * chance.uniform(0.86, 1.14)))


def _basket(habit: Habit, days: int, now: datetime, chance: Random) -> tuple[tuple[str, int], ...]:
    """A few products of the buyer's tastes that existed and were in season, worth about what the buyer spends."""
    month = (now - timedelta(days=days)).month
    known = [item for item in CATALOGUE if item.added >= days and month in _MONTHS.get(item.category, range(1, 13))]
    liked = [item for taste in habit.tastes for code in TASTES[taste] for item in known if item.code == code]
    favourites = list(dict.fromkeys(liked))
    # The first of a taste are the buyer's staples: in nearly every order.
    chosen = [item for place, item in enumerate(favourites) if chance.random() < (0.75 if place < 3 else 0.3)]
    if chance.random() < 0.15:
        chosen.append(chance.choice(known))
    chosen = list(dict.fromkeys(chosen))[:6] or favourites[:2]
    budget = habit.worth * 100 * chance.triangular(0.45, 1.9, 0.85)
    shares = [chance.uniform(0.6, 1.6) for _ in chosen]
    return tuple(
        (item.code, _pieces(item, budget * share / sum(shares))) for item, share in zip(chosen, shares, strict=True)
    )


def _pieces(item: Item, amount: float) -> int:
    """How many pieces come nearest to `amount` minor units, in half steps of the smallest order."""
    smallest, price = item.tiers[0]
    step = max(1, smallest // 2)
    return max(smallest, round(amount / price / step) * step)


def _status(number: int, buyer: int, days: int) -> str:
    if HABITS[buyer].orders > 10 and days > 120 and number % 31 == 0:
        return "cancelled"
    if days < 3:
        return "confirmed"
    return "shipped" if days < 12 else "delivered"
