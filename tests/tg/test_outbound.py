"""What is to be shown becomes rows of the outbox: the right call, in the right lane, at the right time."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.actions import AskAboutProduct, BackToCard, EraseMe
from bot.core.people import Buyer, Seller
from bot.core.shows import (
    AnswerInline,
    AnswerTap,
    Button,
    BuyerButton,
    ContactToBuyer,
    CopyToBuyer,
    DeleteAtBuyer,
    Desk,
    DropTopic,
    EditAtBuyer,
    InlineChoice,
    ReactAtBuyer,
    ReactAtDesk,
    Say,
    Show,
    ToBuyer,
    ToDesk,
    ToPerson,
)
from bot.replies import length
from bot.replies.markup import markup_fault
from bot.store import buyers, desks, messages, outbox, sellers
from bot.store.database import configure, migrations
from bot.tg.outbound import Post

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
Rows = list[dict[str, Any]]


@pytest.fixture
def tx() -> Iterator[sqlite3.Connection]:
    """A database in memory with Li, her desk with topics, and Ann."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    configure(connection)
    for one in migrations():
        connection.executescript(one.sql)
    li = sellers.join(connection, 101, "Li Wei", "manager", "en", "UTC", "08:30", "Lumen", NOW)
    desks.open_desk(connection, 101, "private", li.id, True, NOW)
    buyers.add(connection, 202, "Ann", "", "", "en", "", NOW)
    yield connection
    connection.close()


@pytest.fixture
def post(tx) -> Callable[..., Rows]:
    """Post shows; gives the rows they became, with their parameters read."""

    def posted(*shows: Show) -> Rows:
        last = tx.execute("SELECT coalesce(max(id), 0) FROM outbox").fetchone()[0]
        Post(tx, NOW)(list(shows))
        rows = [dict(row) for row in tx.execute("SELECT * FROM outbox WHERE id > ? ORDER BY id", (last,))]
        return [{**row, "params": json.loads(row["params"])} for row in rows]

    return posted


DESK = Desk(1, 101, "private", "en", "UTC", topics=True, seller_id=1)
ANN = Buyer(1, "Ann", telegram_id=202)
LI = Seller(1, 101, "Li Wei", "manager", "en", "UTC", "08:30", phone="+49 40 1")


def said(tx: sqlite3.Connection, text: str = "hello") -> int:
    """The row of something said to Ann."""
    return messages.add(tx, 1, incoming=False, kind="text", text=text, at=NOW)


def test_a_text_to_a_buyer_comes_before_everything_at_the_desks(tx, post):
    (row,) = post(
        ToBuyer(ANN, said(tx), "Hello <b>Ann</b>", reply_to=7, buttons=(BuyerButton("Ask", AskAboutProduct(3)),))
    )

    assert (row["method"], row["purpose"], row["lane"], row["chat_id"]) == ("sendMessage", "buyer", "c202", 202)
    assert row["params"] == {
        "chat_id": 202, "text": "Hello <b>Ann</b>", "parse_mode": "HTML",
        "reply_parameters": {"message_id": 7, "allow_sending_without_reply": True},
        "reply_markup": {"inline_keyboard": [[{"text": "Ask", "callback_data": "ap:3"}]]},
    }  # fmt: skip
    (desk,) = post(ToDesk(DESK, (Say("hello"),), 1))
    assert row["priority"] < desk["priority"]


@pytest.mark.parametrize(
    ("html", "method"),
    [
        ("<b>Heart</b>", "sendPhoto"),
        ("&amp;" * 1024, "sendPhoto"),
        ("😀" * 512, "sendPhoto"),
        ("x" * 1025, "sendMessage"),
        ("😀" * 513, "sendMessage"),
    ],
)
def test_a_picture_goes_along_when_the_text_fits_below_it(tx, post, html, method):
    (row,) = post(ToBuyer(ANN, said(tx), html, "heart.jpg", 3))

    assert row["method"] == method
    assert row["params"].get("photo") == ({"$picture": "heart.jpg", "product": 3} if method == "sendPhoto" else None)


def test_a_long_list_at_the_desk_is_cut_where_telegram_counts(tx, post):
    (row,) = post(ToDesk(DESK, tuple(Say("<b>{n}</b>: {text}", {"n": n, "text": "a & b" * 9}) for n in range(200))))

    assert length(row["params"]["text"]) <= 4096
    assert markup_fault(row["params"]["text"]) is None
    assert "reply_markup" not in row["params"]


def test_a_message_that_is_replaced_loses_its_buttons_too(tx, post):
    (row,) = post(ToDesk(DESK, (Say("Done."),), 1, edits=55))

    assert (row["method"], row["params"]["message_id"]) == ("editMessageText", 55)
    assert row["params"]["reply_markup"] == {"inline_keyboard": []}


def test_what_different_buyers_are_about_does_not_wait_for_each_other(tx, post):
    first, second = post(ToDesk(DESK, (Say("a"),), 1), ToDesk(DESK, (Say("b"),), 0))

    assert (first["lane"], second["lane"]) == ("d1:1", "d1:0")


def test_a_copy_holds_the_text_for_a_server_that_cannot_copy(tx, post):
    (row,) = post(CopyToBuyer(ANN, said(tx, "a < b"), 101, 9, 4))

    assert row["params"] == {
        "chat_id": 202, "from_chat_id": 101, "message_id": 9, "_text": "a &lt; b",
        "reply_parameters": {"message_id": 4, "allow_sending_without_reply": True},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "phone", "first", "last"),
    [("Li Wei", "+49", "Li", "Wei"), ("Li", "+49", "Li", None), ("Li Wei", "", None, None)],
)
def test_a_business_card_is_a_contact_where_there_is_a_number(tx, post, name, phone, first, last):
    *contact, text = post(ContactToBuyer(ANN, said(tx), replace(LI, name=name, phone=phone), "My card", "Share"))

    assert [one["params"].get("first_name") for one in contact] == ([first] if phone else [])
    assert [one["params"].get("last_name") for one in contact] == ([last] if phone else [])
    assert text["params"]["reply_markup"]["keyboard"] == [[{"text": "Share", "request_contact": True}]]


@pytest.mark.parametrize(
    ("caption", "method", "field"), [(False, "editMessageText", "text"), (True, "editMessageCaption", "caption")]
)
def test_an_edit_and_a_deletion_follow_what_carried_the_message(tx, post, caption, method, field):
    row = said(tx)
    (sent,) = post(ToBuyer(ANN, row, "hello"))
    edited, deleted = post(EditAtBuyer(ANN, row, "new", caption), DeleteAtBuyer(ANN, row))

    assert (edited["method"], edited["params"][field]) == (method, "new")
    assert edited["params"]["message_id"] == deleted["params"]["message_id"] == {"$sent": sent["id"]}
    assert (edited["lane"], deleted["method"]) == (sent["lane"], "deleteMessage")
    outbox.end(tx, sent["id"], "failed", "blocked", NOW)
    assert post(EditAtBuyer(ANN, row, "newer"), DeleteAtBuyer(ANN, row)) == []


@pytest.mark.parametrize(("emoji", "chosen"), [((), []), (("👍", "❤"), [{"type": "emoji", "emoji": "❤"}])])
def test_a_bot_sets_one_reaction_the_last_one(post, emoji, chosen):
    rows = post(ReactAtBuyer(ANN, 5, emoji), ReactAtDesk(101, 6, emoji))

    assert [row["params"]["reaction"] for row in rows] == [chosen, chosen]
    assert [row["chat_id"] for row in rows] == [202, 101]


def test_a_notice_is_plain_text_and_short(post):
    (row,) = post(AnswerTap("q1", Say("{text}", {"text": "a < b " * 90}), alert=True))

    assert row["params"]["text"].startswith("a < b a < b")
    assert (len(row["params"]["text"]), row["params"]["show_alert"]) == (200, True)
    assert post(AnswerTap("q2"))[0]["params"] == {"callback_query_id": "q2"}


def test_inline_results_are_the_sellers_own(post):
    (row,) = post(AnswerInline("q1", (InlineChoice("r:moq.en", "MOQ", "/moq", "<b>200</b>"),)))

    assert row["params"]["is_personal"] is True
    assert row["params"]["results"][0]["input_message_content"] == {"message_text": "<b>200</b>", "parse_mode": "HTML"}


def test_a_person_without_a_desk_is_told_in_their_chat(post):
    (row,) = post(ToPerson(303, "en", (Say("one"), Say("{two}", {"two": "<2>"}))))

    assert row["params"] == {"chat_id": 303, "text": "one\n&lt;2&gt;", "parse_mode": "HTML"}


def test_a_topic_is_dropped_once(tx, post):
    desks.add_topic(tx, 1, 1, 77, NOW)
    rows = post(DropTopic(DESK, 1), DropTopic(DESK, 1))

    assert [row["params"] for row in rows] == [{"chat_id": 101, "message_thread_id": 77}]


def test_every_button_fits_into_64_bytes(post):
    (row,) = post(
        ToDesk(DESK, (Say("x"),), 1, ((Button(Say("Back"), BackToCard(2**62)), Button(Say("No"), EraseMe(0))),))
    )

    for one in row["params"]["reply_markup"]["inline_keyboard"][0]:
        assert len(one["callback_data"].encode()) <= 64
