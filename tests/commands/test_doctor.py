"""`doctor` says what is well and what is not, with whom it concerns; --fix mends summaries and nothing else."""

import json
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import __main__ as main
from bot.commands import doctor
from bot.store import orders, search
from bot.store.database import alone, stamp
from bot.store.orders import Line
from tests.store.filling import NOON, buyer, product

REPLY = """+++
title = "Hello"
shortcut = "hello"
language = "en"
intents = ["greeting"]
+++
Hello {{ buyer.first_name }}!
"""


@pytest.fixture
def shop(tmp_path, monkeypatch) -> Path:
    """A shop with one buyer and two orders, all well; gives its folder."""
    heard = SimpleNamespace(note="", learn=lambda *_: None, wait=lambda *_: True)
    monkeypatch.setattr(doctor, "load_recogniser", lambda *_: heard)
    monkeypatch.setattr(doctor, "real_clock", lambda: NOON)
    (tmp_path / "replies").mkdir()
    (tmp_path / "replies" / "hello.en.md").write_text(REPLY)
    (tmp_path / "config.toml").write_text('[shop]\nname = "Lumen"\n')
    with alone(tmp_path / "regulars.db") as tx:
        ann = buyer(tx, "C1", "Ann")
        product(tx, "A")
        for number in range(2):
            at = NOON - timedelta(days=40 * number)
            orders.add(tx, f"O{number}", ann, at, "done", "EUR", (Line("A", 10, 100),))
        night(tx, NOON)
    return tmp_path


def night(tx: Any, at: Any) -> None:
    tx.execute("DELETE FROM due")
    tx.execute(
        """INSERT INTO due (kind, owner, day, due_at, zone, state, done_at)
        VALUES ('night', 0, '2026-11-24', ?, 'UTC', 'done', ?)""",
        (stamp(at), stamp(at)),
    )


def change(shop: Path, *statements: str) -> None:
    connection = sqlite3.connect(shop / "regulars.db")
    for sql in statements:
        connection.execute(sql)
    connection.commit()
    connection.close()


def run(shop: Path, *arguments: str) -> Any:
    config = ("--config", str(shop / "config.toml")) if "--config" not in arguments else ()
    return CliRunner().invoke(main.cli, ["doctor", *config, *arguments])


def findings(shop: Path, *arguments: str) -> dict[str, dict[str, Any]]:
    said = json.loads(run(shop, "--json", *arguments).stdout)
    assert said["well"] is all(one["state"] != "bad" for one in said["findings"])
    return {one["check"]: one for one in said["findings"]}


def test_all_is_well(shop):
    result = run(shop)
    assert result.exit_code == 0
    assert {line[0] for line in result.stdout.splitlines()} == {"✓"}
    assert [line[2:].split(":")[0] for line in result.stdout.splitlines()] == [
        "versions", "settings", "replies", "recogniser", "disk", "file", "pointers", "tables", "summaries", "search",
        "night", "left lying",
    ]  # fmt: skip


def test_it_looks_and_changes_nothing(shop):
    before = (shop / "regulars.db").read_bytes()
    change(shop, "UPDATE buyer_totals SET total_minor = 5")
    changed = (shop / "regulars.db").read_bytes()
    assert changed != before
    run(shop)

    assert (shop / "regulars.db").read_bytes() == changed


def test_a_wrong_summary_is_named_and_mended(shop):
    change(
        shop, "UPDATE buyer_totals SET total_minor = 5", "DELETE FROM bought", "UPDATE orders SET total_minor = 1",
        "INSERT INTO bought_categories VALUES (1, 'lanterns', 2)",
    )  # fmt: skip
    result = run(shop)
    assert result.exit_code == 1
    assert "✗ summaries: 5 rows differ from the orders; --fix computes them again\n" in result.stdout
    # The totals are added up from the orders, which are wrong themselves here.
    assert "    orders: number O0: total_minor is 1, by the orders 1000\n" in result.stdout
    assert "    buyer_totals: Ann (buyer 1, number C1): total_minor is 5, by the orders 2\n" in result.stdout.replace(
        "; last_total_minor is 1000, by the orders 1", ""
    ).replace("; period_minor is 2000, by the orders 2", "")
    assert "    bought: Ann (buyer 1, number C1), product A: is missing\n" in result.stdout
    assert (
        "    bought_categories: Ann (buyer 1, number C1), category lanterns: there are no such orders" in result.stdout
    )
    fixed = run(shop, "--fix")
    assert fixed.exit_code == 0
    assert "✓ summaries: 5 rows differed and were computed again" in fixed.stdout
    assert findings(shop)["summaries"]["state"] == "good"
    connection = sqlite3.connect(shop / "regulars.db")
    assert connection.execute("SELECT total_minor FROM buyer_totals").fetchone() == (2000,)
    connection.close()


def test_many_differences_are_counted(shop):
    rows = ", ".join(f"(1, 'c{number}', 1)" for number in range(15))
    change(shop, f"INSERT INTO bought_categories VALUES {rows}")

    details = findings(shop)["summaries"]["details"]
    assert (len(details), details[-1]) == (11, "… and 5 more")


def test_who_is_gone_or_nameless_is_called_so(shop):
    change(
        shop, "INSERT INTO bought VALUES (77, 88, 1, 1, 0, NULL, NULL)", "UPDATE buyer_totals SET orders = 9",
        "UPDATE buyers SET first_name = '', number = NULL",
    )  # fmt: skip
    found = findings(shop)

    assert (
        "bought: a buyer who is not there (buyer 77), product 88: there are no such orders"
        in found["summaries"]["details"]
    )
    assert "buyer_totals: no name (buyer 1): orders is 9, by the orders 2" in found["summaries"]["details"]
    assert found["pointers"]["state"] == "bad"
    assert len(found["pointers"]["details"]) == 2


def test_a_file_that_is_none_or_broken(shop):
    assert findings(shop, "--db", str(shop / "other.db"))["database"]["text"].endswith("other.db is not there")
    text = shop / "text.db"
    text.write_text("not a database, but long enough to be looked at " * 40)
    assert "can't be read (file is not a database)" in findings(shop, "--db", str(text))["database"]["text"]
    whole = (shop / "regulars.db").read_bytes()
    (shop / "regulars.db").write_bytes(whole[:8192] + b"\xff" * 40960 + whole[8192 + 40960 :])
    found = findings(shop)
    broken = found.get("file", found.get("database"))
    assert broken is not None
    assert broken["state"] == "bad"
    assert "docs/database.md" in broken["text"]


@pytest.mark.parametrize(
    ("number", "state", "said"), [(1, "warning", "at the next start"), (99, "bad", "newer Regulars")]
)
def test_tables_of_another_version(shop, number, state, said):
    change(shop, f"PRAGMA user_version = {number}")
    found = findings(shop)

    assert found["tables"]["state"] == state
    assert said in found["tables"]["text"]
    assert "summaries" not in found


def test_settings_and_replies(shop):
    (shop / "replies" / "bad.en.md").write_text(REPLY.replace("first_name", "frist_name").replace('"hello"', '"bad"'))
    found = findings(shop)
    assert (found["replies"]["state"], found["replies"]["text"]) == ("bad", "1 replies, 1 to mend")
    shutil.rmtree(shop / "replies")
    assert findings(shop)["replies"]["state"] == "warning"
    (shop / "config.toml").write_text('[shop]\ncurency = "EUR"\n')
    found = findings(shop, "--db", str(shop / "regulars.db"))
    assert 'did you mean "currency"?' in found["settings"]["text"]
    assert found["summaries"]["state"] == "good"


def test_without_settings_the_defaults_are_used(shop, monkeypatch):
    monkeypatch.chdir(shop)
    (shop / "config.toml").unlink()
    found = findings(shop, "--config", "config.toml", "--db", "regulars.db")

    assert found["settings"] == {
        "check": "settings", "state": "good", "text": "no config.toml: the defaults are used", "details": [],
    }  # fmt: skip


def test_words_only_is_said(shop, monkeypatch):
    deaf = SimpleNamespace(note="the encoder's file is not there", learn=lambda *_: None, wait=lambda *_: True)
    monkeypatch.setattr(doctor, "load_recogniser", lambda *_: deaf)
    found = findings(shop)["recogniser"]

    assert (found["state"], found["details"]) == ("warning", ["the encoder's file is not there"])


def test_a_full_disk_is_warned_of(shop, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000_000))

    assert findings(shop)["disk"]["text"].endswith("1 MB are free: too little for the copy that an update makes first")


def test_a_night_that_was_missed(shop):
    change(shop, "UPDATE due SET done_at = '2026-11-20T03:00:00.000Z'")
    found = findings(shop)["night"]
    assert (found["state"], found["text"][-30:]) == ("warning", "UTC: the bot has not run since")
    change(shop, "DELETE FROM due")
    assert findings(shop)["night"]["state"] == "warning"
    change(shop, "DELETE FROM order_lines", "DELETE FROM orders")
    assert findings(shop)["night"]["state"] == "good"


def test_what_was_left_lying(shop):
    old = "2026-11-24T11:00:00.000Z"
    outbox = (
        "INSERT INTO outbox (lane, priority, method, params, purpose, state, created_at) VALUES ('c1', 1, 'x', '{}'"
    )
    inbox = "INSERT INTO inbox (bot_id, update_id, body, received_at, state, error)"
    change(
        shop,
        f"{outbox}, 'desk', 'queued', '{old}')",
        f"{outbox}, 'buyer', 'unsure', '{old}')",
        f"{inbox} VALUES (1, 1, '', '{old}', 'new', NULL)",
        f"{inbox} VALUES (1, 2, '', '{old}', 'parked', 'E')",
        f"INSERT INTO due (kind, owner, day, due_at, zone) VALUES ('digest', 1, '2026-11-24', '{old}', 'UTC')",
    )
    found = findings(shop)["left lying"]

    assert found["state"] == "warning"
    assert found["details"] == [
        "outbox, queued: 1 rows, since 2026-11-24 11:00 UTC", "inbox, new: 1 rows, since 2026-11-24 11:00 UTC",
        "due: 1 rows, since 2026-11-24 11:00 UTC", "inbox, parked: 1 updates were set aside, one because of: E",
        "outbox, unsure: 1 messages may have been sent; the desk asks about each",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE search_titles SET words = 'other'", "product A is not in the index as it is written"),
        ("DELETE FROM search_files", "buyer 1 is not in the index as it is written"),
        ("DELETE FROM search_typos WHERE kind = 'title'", "product A: typos in a word of it are not forgiven"),
        ("UPDATE search_files SET buyer_id = 77", "1 rows of buyers that are not there"),
        ("INSERT INTO search_words (rowid, words) VALUES (99, 'stray')", "search_words holds"),
    ],
)
def test_a_wrong_search_index_is_named_and_written_anew(shop, statement, says):
    change(shop, "UPDATE products SET title = 'Lantern' WHERE code = 'A'")
    with alone(shop / "regulars.db") as tx:
        assert [one.code for one in search.products(tx, "lantren", 5)] == ["A"]
    change(shop, statement)

    wrong = findings(shop)["search"]
    assert wrong["state"] == "bad"
    assert any(says in line for line in wrong["details"])
    assert findings(shop, "--fix")["search"]["state"] == "good"
    assert findings(shop)["search"]["text"] == "each product and buyer is found by what is written of them"
    with alone(shop / "regulars.db") as tx:
        assert [one.code for one in search.products(tx, "lantren", 5)] == ["A"]


def test_many_differences_of_the_index_are_counted_and_what_waits_is_well(shop):
    with alone(shop / "regulars.db") as tx:
        for number in range(300):
            product(tx, f"P{number}")
        search.freshen(tx)
    change(shop, "UPDATE products SET title = 'Lantern' WHERE code = 'A'")
    assert findings(shop)["search"]["state"] == "good"
    change(shop, "UPDATE search_titles SET letters = 'x'")

    assert findings(shop)["search"]["details"][-1] == "… and 190 more"
