"""Grades by the shop's own thresholds, and how long a buyer may be quiet before they count as lapsed."""

from dataclasses import dataclass
from typing import Literal

GRADES = ("bronze", "silver", "gold", "platinum")
"""From the least to the most."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How the shop grades. `steps` are (grade, least value), the least first: minor units of `currency` when `by` is
    amount or profit, a count when it is orders; without steps no grade is given by itself.

    A buyer lapses after `lapsed_days` without an order, or `lapsed_rhythms` times their own usual gap if that is less.
    """

    by: Literal["amount", "orders", "profit"] = "amount"
    days: int = 365
    steps: tuple[tuple[str, int], ...] = ()
    currency: str = "EUR"
    lapsed_days: int = 90
    lapsed_rhythms: int = 3


@dataclass(frozen=True, slots=True)
class Period:
    """What a buyer ordered within the grade's period, money in minor units of `currency`."""

    orders: int
    amount: int
    profit: int
    currency: str


def grade_for(rules: Rules, period: Period) -> str:
    """The highest grade whose threshold the buyer reaches; "" for none.

    Money in another currency than the shop's reaches no threshold: it can't be compared.
    """
    if rules.by != "orders" and period.currency != rules.currency:
        return ""
    value = {"amount": period.amount, "orders": period.orders, "profit": period.profit}[rules.by]
    return next((grade for grade, least in reversed(rules.steps) if value >= least), "")


def next_step(rules: Rules, period: Period, grade: str) -> tuple[str, int] | None:
    """(the next higher grade, what is missing for it), or nothing from the top."""
    if rules.by != "orders" and period.currency != rules.currency:
        return None
    value = {"amount": period.amount, "orders": period.orders, "profit": period.profit}[rules.by]
    reached = GRADES.index(grade) if grade in GRADES else -1
    for name, least in rules.steps:
        if GRADES.index(name) > reached and least > value:
            return name, least - value
    return None


def patience(rules: Rules, every: int | None) -> int:
    """After how many days without an order a buyer has lapsed; `every` is their usual gap in days, if they have one.

    Somebody who orders once in half a year has not lapsed after 90 days: their usual gap and half as long again is
    waited for in any case.
    """
    if every is None:
        return rules.lapsed_days
    return max(min(rules.lapsed_days, rules.lapsed_rhythms * every), every * 3 // 2)


def stage_for(rules: Rules, stage: str, orders: int, quiet: int, every: int | None) -> str:
    """The stage of a buyer with this many orders, the last one `quiet` days ago; without an order it stays."""
    if not orders:
        return stage
    if quiet > patience(rules, every):
        return "lapsed"
    return "regular" if orders >= 2 else "customer"
