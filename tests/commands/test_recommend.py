"""`recommend`: thousands of lines in, one answer for each, nothing of the future, no line that stops the others."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.core import weighing
from bot.store import orders
from bot.store.database import alone
from bot.store.orders import Line
from tests.store.filling import NOON, buyer, product

AT = NOON.isoformat()


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Eight buyers of A1 and B2, one of A1 alone who is due; C3 comes only after NOON; carriage on every order."""
    with alone(tmp_path / "shop.db") as tx:
        for code in ("A1", "B2", "C3", "POST"):
            product(tx, code)
        tx.execute("UPDATE products SET title = 'Postage' WHERE code = 'POST'")
        for number in range(8):
            id = buyer(tx, f"1{number}")
            lines = (Line("A1", 5, 100), Line("B2", 5, 100), Line("POST", 1, 900))
            orders.add(tx, f"{number}", id, NOON - timedelta(days=20), "done", "EUR", lines)
            orders.add(tx, f"{number}c", id, NOON + timedelta(days=1), "done", "EUR", (Line("C3", 5, 100),))
        due = buyer(tx, "77")
        for days in (71, 131):
            orders.add(tx, f"d{days}", due, NOON - timedelta(days=days), "done", "EUR", (Line("A1", 5, 100),))
    return tmp_path / "shop.db"


def asked(shop: Path, *records: object, options: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    lines = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in records)
    said = CliRunner().invoke(cli, ["recommend", "--db", str(shop), "--jsonl", "--top", "5", *options], input=lines)
    assert said.exit_code == 0, said.output
    return [json.loads(line) for line in said.output.splitlines()]


def test_each_buyer_gets_products_with_true_reasons(shop):
    (found,) = asked(shop, {"id": 5, "buyer": "77", "at": AT})
    assert found["id"] == 5
    assert [(one["code"], one["reason"]) for one in found["products"]] == [
        ("A1", "reorders about every 60 days, 71 days ago"),
        ("B2", "selling well now: 8 buyers in the last 30 days"),
    ]
    assert found["products"][0]["score"] > found["products"][1]["score"]


def test_a_buyer_of_one_is_told_what_its_buyers_take_too(shop):
    with alone(shop) as tx:
        for number in range(40):
            product(tx, "Z9")
            orders.add(tx, f"z{number}", buyer(tx, f"z{number}"), NOON - timedelta(days=9), "done", "EUR",
                       (Line("Z9", 1, 100),))  # fmt: skip
    (found,) = asked(shop, {"id": 1, "buyer": 77, "at": AT}, options=("--novel",))
    assert [(one["code"], one["reason"]) for one in found["products"]] == [
        ("B2", "buyers of A1 also take it: 8 of 9"), ("Z9", "selling well now: 40 buyers in the last 30 days"),
    ]  # fmt: skip


def test_nothing_of_the_future_is_known(shop):
    before, after = asked(
        shop, {"id": 1, "buyer": "10", "at": AT}, {"id": 2, "buyer": "10", "at": (NOON + timedelta(days=2)).isoformat()}
    )
    assert "C3" not in [one["code"] for one in before["products"]]
    assert "C3" in [one["code"] for one in after["products"]]


def test_novel_leaves_out_what_was_bought_and_stock_what_is_sold_out(shop):
    assert asked(shop, {"id": 1, "buyer": "10", "at": AT}, options=("--novel",))[0]["products"] == []
    with alone(shop) as tx:
        tx.execute("UPDATE products SET stock = 0 WHERE code = 'A1'")
    (found,) = asked(shop, {"id": 1, "buyer": "10", "at": AT})
    assert [one["code"] for one in found["products"]] == ["B2"]


@pytest.mark.parametrize("number", ["nobody", "", None])
def test_a_buyer_who_is_not_known_gets_what_sells_now(shop, number):
    (found,) = asked(shop, {"id": 1, "buyer": number, "at": AT})
    assert {one["code"] for one in found["products"]} == {"A1", "B2"}
    assert "8 buyers in the last 30 days" in found["products"][0]["reason"]


def test_before_the_first_order_there_is_nothing_to_propose(shop):
    assert asked(shop, {"id": 1, "buyer": "10", "at": "2020-01-01"}) == [{"id": 1, "products": []}]


@pytest.mark.parametrize(
    ("line", "id", "error"),
    [
        ("{", None, "line 1 is not JSON"),
        ("[]", None, 'line 1: write {"id": …, "buyer": …, "at": …}'),
        ({"id": 3, "buyer": [1], "at": AT}, 3, '"buyer" is the buyer\'s number, not [1]'),
        ({"id": 3, "buyer": True, "at": AT}, 3, '"buyer" is the buyer\'s number, not True'),
        ({"id": 3, "buyer": "10"}, 3, '"at" is a date and time such as 2026-11-24T10:00, not None'),
        ({"id": 3, "buyer": "10", "at": "soon"}, 3, "not 'soon'"),
        ({"id": 3, "buyer": "10", "at": "0001-01-01T00:00:00+14:00"}, 3, '"at" is a date and time'),
    ],
)
def test_a_bad_line_is_answered_and_the_next_goes_on(shop, line, id, error):
    bad, good = asked(shop, line, "", {"id": 9, "buyer": "10", "at": AT})
    assert (bad["id"], bad["line"]) == (id, 1)
    assert error in bad["error"]
    assert good["id"] == 9 and good["products"]


def test_the_weights_are_learned_once_for_a_month(shop, monkeypatch):
    learned: list[float] = []
    monkeypatch.setattr(weighing, "learn", lambda lines, day, *_: learned.append(day) or weighing.default())
    asked(shop, *({"id": n, "buyer": "10", "at": f"2026-11-{n:02}T10:00"} for n in (3, 4, 5)))
    assert len(learned) == 1


def test_a_database_that_is_not_there_or_is_none(tmp_path):
    said = CliRunner().invoke(cli, ["recommend", "--db", str(tmp_path / "no.db")])
    assert (said.exit_code, "is not there" in said.output) == (1, True)
    (tmp_path / "bad.db").write_text("no database, but long enough to be looked at " * 99)
    said = CliRunner().invoke(cli, ["recommend", "--db", str(tmp_path / "bad.db")])
    assert (said.exit_code, "is not a SQLite database" in said.output) == (1, True)
