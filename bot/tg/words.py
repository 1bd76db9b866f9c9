"""Sentences for sellers, written out: translated, values in the reader's language and zone, as Telegram HTML."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.money import Money
from bot.core.repeats import Rule
from bot.core.shows import Named, Say
from bot.i18n import (
    N_,
    format_clock,
    format_day,
    format_moment,
    format_money,
    format_number,
    language_name,
    weekday_name,
    words,
)
from bot.tg.clip import escaped, isolated

# Names of things that are stored in English and read by sellers.
INTENT_NAMES = {
    "greeting": N_("greeting"), "price": N_("price"), "discount": N_("discount"), "moq": N_("MOQ"),
    "sample": N_("sample"), "stock": N_("stock"), "catalogue": N_("catalogue"),
    "product_details": N_("product details"), "customization": N_("customization"),
    "certificate": N_("certificate"), "shipping_cost": N_("shipping cost"), "delivery_time": N_("delivery time"),
    "payment": N_("payment"), "order": N_("order"), "order_status": N_("order status"),
    "change_order": N_("change of an order"), "complaint": N_("complaint"), "refund": N_("refund"),
    "invoice": N_("invoice"), "coupon": N_("coupon"), "contact": N_("contact"), "company": N_("company"),
    "postpone": N_("postpone"), "not_interested": N_("not interested"), "stop": N_("stop"), "thanks": N_("thanks"),
    "recommendation": N_("recommendation"), "membership": N_("membership"),
}  # fmt: skip
FACT_NAMES = {
    "product": N_("Which product?"), "quantity": N_("How many pieces?"), "place": N_("To which city or port?"),
    "incoterm": N_("Which delivery term?"), "date": N_("Which day?"), "amount": N_("Which amount?"),
    "percent": N_("How many per cent?"), "order_number": N_("Which order number?"),
    "tracking": N_("Which tracking number?"), "coupon": N_("Which coupon code?"), "link": N_("Which link?"),
}  # fmt: skip
STAGES = (N_("fan"), N_("card asked"), N_("customer"), N_("regular"), N_("lapsed"))
GRADES = {"bronze": N_("Bronze"), "silver": N_("Silver"), "gold": N_("Gold"), "platinum": N_("Platinum")}
UNITS = {
    "pcs": N_("pcs"), "sets": N_("sets"), "pairs": N_("pairs"), "cartons": N_("cartons"), "boxes": N_("boxes"),
    "packs": N_("packs"), "pallets": N_("pallets"), "containers": N_("containers"), "kg": N_("kg"), "tons": N_("tons"),
    "m": N_("m"), "m²": N_("m²"), "m³": N_("m³"), "rolls": N_("rolls"), "bags": N_("bags"), "bottles": N_("bottles"),
    "litres": N_("litres"),
}  # fmt: skip
"""Units of quantities heard; a container such as 20ft is called so everywhere."""

SAME_BY = {
    "order": N_("their order number"), "email": N_("same e-mail"), "phone": N_("same phone"),
    "username": N_("same username"),
}  # fmt: skip


def written(say: Say, language: str, zone: str, now: datetime | None = None) -> str:
    """One sentence as Telegram HTML. Values are escaped; a Say inside a Say is translated too."""
    catalogue = words(language)
    if say.plural:
        count = int(str(say.values.get("n", 0)))
        template = catalogue.n(say.text, say.plural, count)
    else:
        template = catalogue._(say.text) if say.text else ""
    return template.format_map(_Values(say.values, language, zone, now))


class _Values(dict[str, str]):
    """Values written out as they are needed."""

    def __init__(self, values: Mapping[str, object], language: str, zone: str, now: datetime | None) -> None:
        super().__init__()
        self._values = values
        self._reader = (language, zone, now)

    def __missing__(self, name: str) -> str:
        return value_text(self._values.get(name, ""), *self._reader)


def value_text(value: object, language: str, zone: str, now: datetime | None = None) -> str:
    """A value as a seller reads it, escaped."""
    match value:
        case Say():
            return written(value, language, zone, now)
        case Named(kind, code):
            return escaped(name(kind, code, language))
        case Money():
            return format_money(value, language)
        case datetime():
            return escaped(moment(value, language, zone, now))
        case Rule():
            return escaped(how_often(value, language))
        case date():
            return format_day(value, language)
        case int():
            return format_number(value, language)
        case _:
            return isolated(str(value))


def how_often(rule: Rule, language: str) -> str:
    """A rule as a seller reads it: every 2 weeks, on Monday, Thursday."""
    catalogue = words(language)
    every = rule.every
    match rule.unit:
        case "day":
            said = catalogue.n("every day", "every {n} days", every)
        case "workday":
            said = catalogue.n("every working day", "every {n} working days", every)
        case "week":
            said = catalogue.n("every week", "every {n} weeks", every)
        case "month":
            said = catalogue.n("every month", "every {n} months", every)
        case _:
            said = catalogue.n("every year", "every {n} years", every)
    said = said.format(n=format_number(every, language))
    if rule.days:
        names = ", ".join(weekday_name(day, language) for day in rule.days)
        return catalogue._("{often}: {days}").format(often=said, days=names)
    if rule.day:
        day = catalogue._("the last day") if rule.day == 31 else catalogue._("day {day}").format(day=rule.day)
        return catalogue._("{often}: {days}").format(often=said, days=day)
    return said


def name(kind: str, code: str, language: str) -> str:
    """What a seller calls something that is kept as a code; the code itself when nobody knows it."""
    if kind == "language":
        return language_name(code, language)
    return words(language)._({"intent": INTENT_NAMES, "grade": GRADES}.get(kind, {}).get(code, code))


def moment(at: datetime, language: str, zone: str, now: datetime | None = None) -> str:
    """An instant in the reader's zone; today, tomorrow and yesterday are called so when `now` is known."""
    if now is not None:
        there = ZoneInfo(zone)
        days = (at.astimezone(there).date() - now.astimezone(there).date()) // timedelta(days=1)
        near = {0: N_("today"), 1: N_("tomorrow"), -1: N_("yesterday")}.get(days)
        if near is not None:
            return f"{words(language)._(near)} {format_clock(at, zone, language)}"
    return format_moment(at, zone, language)
