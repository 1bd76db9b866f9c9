"""Grades and stages as orders come and as the period moves; what a manager set stays."""

from datetime import date, timedelta

from bot.core.grades import Period, Rules
from bot.store import buyers, grades, orders, summaries
from bot.store.database import Tx
from bot.store.orders import Line
from tests.store.filling import NOON, RULES, buyer, product, totals

TODAY = date(2026, 11, 24)


def order(tx: Tx, id: int, number: str, days: float, euros: int, currency: str = "EUR") -> None:
    at = NOON - timedelta(days=days)
    orders.add(tx, number, id, at, "done", currency, (Line("A", euros, 100),))
    grades.settle(tx, RULES, NOON)


def seller(tx: Tx) -> None:
    tx.execute(
        """INSERT INTO sellers (id, telegram_id, name, role, language, zone, digest_at, joined_at)
        VALUES (1, 1, 'Li', 'manager', 'en', 'UTC', '08:30', '2025')"""
    )


def test_an_order_can_raise_the_grade_and_the_stage(tx):
    ann = buyer(tx)
    order(tx, ann, "1", 50, 60)
    found = buyers.by_id(tx, ann)
    assert (found.stage, found.grade) == ("customer", "")
    order(tx, ann, "2", 10, 60)
    found = buyers.by_id(tx, ann)
    assert (found.stage, found.grade) == ("regular", "bronze")


def test_the_period_moves_and_the_grade_with_it(tx):
    ann = buyer(tx)
    grades.nightly(tx, RULES, TODAY, NOON)
    order(tx, ann, "1", 364, 500)
    assert buyers.by_id(tx, ann).grade == "gold"
    grades.nightly(tx, RULES, TODAY + timedelta(days=3), NOON + timedelta(days=3))

    assert buyers.by_id(tx, ann).grade == ""
    assert [(one.grade, one.why) for one in grades.changes(tx, ann, 9)] == [("", "period"), ("gold", "orders")]
    assert grades.period(tx, ann) == Period(0, 0, 0, "EUR")
    assert totals(tx, ann)["total_minor"] == 500_00
    assert summaries.compare(tx) == []


def test_a_period_made_longer_counts_what_lies_before(tx):
    ann = buyer(tx)
    grades.move_period(tx, TODAY - timedelta(days=30))
    order(tx, ann, "1", 40, 500)
    assert buyers.by_id(tx, ann).grade == ""
    grades.nightly(tx, RULES, TODAY, NOON)

    assert buyers.by_id(tx, ann).grade == "gold"


def test_the_same_night_again_changes_nothing(tx):
    ann = buyer(tx)
    order(tx, ann, "1", 10, 500)
    for _ in range(2):
        grades.nightly(tx, RULES, TODAY, NOON)

    assert len(grades.changes(tx, ann, 9)) == 1


def test_who_is_quiet_for_too_long_has_lapsed_and_comes_back(tx):
    ann, ben = buyer(tx), buyer(tx)
    order(tx, ann, "1", 80, 5)
    for number, days in enumerate((40, 30, 20)):
        order(tx, ben, f"b{number}", days, 5)
    assert buyers.by_id(tx, ben).stage == "regular"
    grades.nightly(tx, RULES, TODAY + timedelta(days=11), NOON + timedelta(days=11))

    assert (buyers.by_id(tx, ann).stage, buyers.by_id(tx, ben).stage) == ("lapsed", "lapsed")
    order(tx, ann, "2", -11, 5)
    assert buyers.by_id(tx, ann).stage == "regular"


def test_a_grade_set_by_hand_stays_until_released(tx):
    seller(tx)
    ann = buyer(tx)
    grades.set_by_hand(tx, ann, "", "platinum", 1, NOON)
    order(tx, ann, "1", 10, 500)
    grades.nightly(tx, RULES, TODAY, NOON)
    assert buyers.by_id(tx, ann).grade == "platinum"
    assert grades.is_by_hand(tx, ann)

    assert grades.release(tx, ann, "platinum", RULES, NOON, 1) == "gold"
    assert not grades.is_by_hand(tx, ann)
    assert [one.why for one in grades.changes(tx, ann, 9)] == ["released", "hand"]
    assert grades.release(tx, ann, "gold", Rules(), NOON, 1) == "gold"


def test_without_thresholds_an_imported_grade_stays(tx):
    ann = buyer(tx)
    tx.execute("UPDATE buyers SET grade = 'silver' WHERE id = ?", (ann,))
    orders.add(tx, "1", ann, NOON, "done", "EUR", (Line("A", 900, 100),))
    grades.settle(tx, Rules(), NOON)

    assert buyers.by_id(tx, ann).grade == "silver"


def test_profit_counts_where_products_have_a_cost(tx):
    product(tx, "A", cost=60)
    ann = buyer(tx)
    orders.add(tx, "1", ann, NOON, "done", "EUR", (Line("A", 10, 100), Line("B", 10, 100)))
    grades.settle(tx, Rules(by="profit", steps=(("bronze", 4_00),)), NOON)

    assert grades.period(tx, ann) == Period(1, 20_00, 4_00, "EUR")
    assert buyers.by_id(tx, ann).grade == "bronze"


def test_what_is_usual_in_a_country_and_everywhere(tx):
    for number in range(6):
        someone = buyer(tx, country="DE" if number < 5 else "FR")
        for at, days in enumerate((100, 100 - 10 * (number + 1), 100 - 20 * (number + 1) + 1)):
            order(tx, someone, f"{number}-{at}", days, 5)
    grades.work_out_usual(tx)

    assert grades.usual_in(tx, "DE").every == 30
    assert grades.usual_in(tx, "FR").country == ""
    assert grades.usual_in(tx, "").buyers == 6


def test_nothing_is_usual_where_nobody_has_a_rhythm(tx):
    grades.work_out_usual(tx)

    assert grades.usual_in(tx, "DE") is None


def test_the_top_fifth_and_the_share_of_revenue(tx):
    people = [buyer(tx) for _ in range(10)]
    for number, someone in enumerate(people):
        order(tx, someone, str(number), 5, 10 * (number + 1))
    order(tx, buyer(tx), "dollars", 5, 10, "USD")
    grades.work_out_usual(tx)

    shares = [grades.share(tx, someone) for someone in people]
    assert [share.top for share in shares] == [False] * 8 + [True] * 2
    assert sum(share.part for share in shares) == 1
    assert grades.share(tx, buyer(tx)) is None
