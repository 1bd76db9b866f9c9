"""Grades and stages: read, written, and the history of grades; what a buyer's are is decided in core/grades.py."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.core.grades import Period, Rules, grade_for, stage_for
from bot.store import summaries
from bot.store.database import Tx, instant, stamp

SETTLED = """
SELECT b.id, b.stage, b.grade, b.grade_by_hand, coalesce(t.orders, 0) AS orders, t.last_order_at, t.every_days,
       coalesce(t.period_orders, 0) AS period_orders, coalesce(t.period_minor, 0) AS period_minor,
       coalesce(t.period_profit_minor, 0) AS period_profit_minor, coalesce(t.currency, '') AS currency
FROM settled_buyers AS s CROSS JOIN buyers AS b ON b.id = s.id LEFT JOIN buyer_totals AS t ON t.buyer_id = b.id
WHERE b.erased_at IS NULL
"""
SET_STAGE = "UPDATE buyers SET stage = :stage WHERE id = :id"
SET_GRADE = "UPDATE buyers SET grade = :grade WHERE id = :id"
BY_HAND = "UPDATE buyers SET grade = :grade, grade_by_hand = :hand WHERE id = :id"
IS_BY_HAND = "SELECT grade_by_hand FROM buyers WHERE id = :id"
NOTE = """
INSERT INTO grade_changes (buyer_id, was, grade, why, seller_id, at)
VALUES (:buyer, :was, :grade, :why, :seller, :at)
"""
CHANGES = "SELECT was, grade, why, at FROM grade_changes WHERE buyer_id = :buyer ORDER BY id DESC LIMIT :most"
PERIOD = """
SELECT period_orders, period_minor, period_profit_minor, currency FROM buyer_totals WHERE buyer_id = :buyer
"""
SINCE = "SELECT value FROM settings WHERE name = 'grades.since'"
SET_SINCE = """
INSERT INTO settings (name, value) VALUES ('grades.since', :since) ON CONFLICT (name) DO UPDATE SET value = :since
"""
PERIOD_MOVED = """
INSERT OR IGNORE INTO touched_buyers
SELECT DISTINCT buyer_id FROM orders WHERE ordered_at >= min(:was, :since) AND ordered_at < max(:was, :since)
"""
# Who may have lapsed: quiet for as long as the shop waits at least, or past the day from which they were due.
MAY_HAVE_LAPSED = """
INSERT OR IGNORE INTO settled_buyers
SELECT t.buyer_id FROM buyer_totals AS t CROSS JOIN buyers AS b ON b.id = t.buyer_id
WHERE (t.last_order_at < :quiet_since OR t.due_day < :today) AND t.orders > 0 AND b.stage <> 'lapsed'
"""
FORGET_USUAL = "DELETE FROM usual_rhythms"
USUAL = """
INSERT INTO usual_rhythms (country, every_days, buyers)
WITH known AS (
    SELECT b.country, t.every_days FROM buyer_totals AS t JOIN buyers AS b ON b.id = t.buyer_id
    WHERE t.every_days IS NOT NULL
), ranked AS (
    SELECT country, every_days, row_number() OVER (PARTITION BY country ORDER BY every_days) AS rank,
           count(*) OVER (PARTITION BY country) AS number
    FROM (SELECT country, every_days FROM known WHERE country <> '' UNION ALL SELECT '', every_days FROM known)
)
SELECT country, every_days, number FROM ranked WHERE rank = (number + 1) / 2 AND number >= :least
"""
FORGET_REVENUE = "DELETE FROM revenue"
REVENUE = """
INSERT INTO revenue (currency, buyers, total_minor, fifth_minor)
SELECT currency, number, whole, total_minor FROM (
    SELECT currency, total_minor, row_number() OVER (PARTITION BY currency ORDER BY total_minor DESC) AS rank,
           count(*) OVER (PARTITION BY currency) AS number, sum(total_minor) OVER (PARTITION BY currency) AS whole
    FROM buyer_totals WHERE total_minor > 0
) WHERE rank = max(1, number / 5)
"""
USUAL_IN = """
SELECT country, every_days, buyers FROM usual_rhythms WHERE country IN (:country, '') ORDER BY country DESC LIMIT 1
"""
SHARE = """
SELECT t.total_minor * 1.0 / r.total_minor AS share, t.total_minor >= r.fifth_minor AS top
FROM buyer_totals AS t JOIN revenue AS r ON r.currency = t.currency WHERE t.buyer_id = :buyer AND t.total_minor > 0
"""
USUAL_FROM = 5
"""A rhythm is usual in a country when so many buyers there have one."""


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a buyer's history of grades."""

    was: str
    grade: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Usual:
    """How often buyers order in a country, or ("") everywhere: the median of so many buyers' usual gaps, in days."""

    country: str
    every: int
    buyers: int


@dataclass(frozen=True, slots=True)
class Share:
    """A buyer's part of the shop's whole revenue, 0 to 1, and whether they are of the top fifth."""

    part: float
    top: bool


def note(tx: Tx, buyer: int, was: str, grade: str, why: str, at: datetime, seller: int = 0) -> None:
    """A line in the history of grades, when there is a change."""
    if was != grade:
        values = {"buyer": buyer, "was": was, "grade": grade, "why": why, "seller": seller or None, "at": stamp(at)}
        tx.execute(NOTE, values)


def settle(tx: Tx, rules: Rules, now: datetime, why: str = "orders") -> None:
    """Bring stage and grade of the `settled_buyers` (store/summaries.py) to what their orders say."""
    for row in tx.execute(SETTLED).fetchall():
        quiet = (now - instant(row["last_order_at"])).days if row["last_order_at"] else 0
        stage = stage_for(rules, row["stage"], row["orders"], quiet, row["every_days"])
        if stage != row["stage"]:
            tx.execute(SET_STAGE, {"id": row["id"], "stage": stage})
        if rules.steps and not row["grade_by_hand"]:
            grade = grade_for(rules, _period(row))
            if grade != row["grade"]:
                tx.execute(SET_GRADE, {"id": row["id"], "grade": grade})
                note(tx, row["id"], row["grade"], grade, why, now)


def _period(row: Any) -> Period:
    return Period(row["period_orders"], row["period_minor"], row["period_profit_minor"], row["currency"])


def move_period(tx: Tx, since: date) -> None:
    """The grade's period begins on this day from now on: what buyers ordered within it is added up anew."""
    row = tx.execute(SINCE).fetchone()
    was = row["value"] if row else ""
    if was == since.isoformat():
        return
    summaries.ready(tx)
    tx.execute(SET_SINCE, {"since": since.isoformat()})
    tx.execute(PERIOD_MOVED, {"was": was, "since": since.isoformat()})
    summaries.after(tx)


def nightly(tx: Tx, rules: Rules, today: date, now: datetime) -> None:
    """Once a day: the period moves on, who was quiet for too long has lapsed, and what is usual is worked out again."""
    summaries.ready(tx)
    summaries.after(tx)
    move_period(tx, today - timedelta(days=rules.days))
    quiet_since = stamp(now - timedelta(days=rules.lapsed_days))
    tx.execute(MAY_HAVE_LAPSED, {"quiet_since": quiet_since, "today": today.isoformat()})
    settle(tx, rules, now, "period")
    work_out_usual(tx)


def work_out_usual(tx: Tx) -> None:
    """What is usual: the rhythm of buyers in each country, the shop's revenue and where its top fifth begins."""
    tx.execute(FORGET_USUAL)
    tx.execute(USUAL, {"least": USUAL_FROM})
    tx.execute(FORGET_REVENUE)
    tx.execute(REVENUE)


def usual_in(tx: Tx, country: str) -> Usual | None:
    """How often buyers of this country order, or everybody where that is not known."""
    row = tx.execute(USUAL_IN, {"country": country}).fetchone()
    return Usual(row["country"], row["every_days"], row["buyers"]) if row else None


def share(tx: Tx, buyer: int) -> Share | None:
    """A buyer's part of the revenue as of last night; nothing for one who brought none."""
    row = tx.execute(SHARE, {"buyer": buyer}).fetchone()
    return Share(row["share"], bool(row["top"])) if row else None


def period(tx: Tx, buyer: int) -> Period | None:
    """What a buyer ordered within the grade's period; nothing for one without orders."""
    row = tx.execute(PERIOD, {"buyer": buyer}).fetchone()
    return _period(row) if row else None


def is_by_hand(tx: Tx, buyer: int) -> bool:
    """Whether a manager set the grade, so that it stays."""
    row = tx.execute(IS_BY_HAND, {"id": buyer}).fetchone()
    return bool(row and row["grade_by_hand"])


def set_by_hand(tx: Tx, buyer: int, was: str, grade: str, seller: int, at: datetime) -> None:
    """A manager sets a grade ("" for none); it stays until released."""
    tx.execute(BY_HAND, {"id": buyer, "grade": grade, "hand": 1})
    note(tx, buyer, was, grade, "hand", at, seller)


def release(tx: Tx, buyer: int, grade: str, rules: Rules, at: datetime, seller: int) -> str:
    """The grade follows the orders again; gives the grade that is now."""
    found = period(tx, buyer)
    new = grade_for(rules, found or Period(0, 0, 0, rules.currency)) if rules.steps else grade
    tx.execute(BY_HAND, {"id": buyer, "grade": new, "hand": 0})
    note(tx, buyer, grade, new, "released", at, seller)
    return new


def changes(tx: Tx, buyer: int, most: int) -> list[Change]:
    """The history of a buyer's grades, the newest first."""
    rows = tx.execute(CHANGES, {"buyer": buyer, "most": most}).fetchall()
    return [Change(row["was"], row["grade"], row["why"], instant(row["at"])) for row in rows]
