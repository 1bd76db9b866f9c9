"""The JSON door: stable fields, and an answer for every record."""

import json

import pytest

from bot.core.recognition import NamedProduct
from bot.dates import find
from bot.recogniser import door
from tests.recogniser.conftest import small

FACTS = {
    "quantity", "unit", "products", "lines", "money", "place", "incoterm", "date", "email", "phone", "order_number",
}  # fmt: skip


@pytest.fixture(scope="module")
def shop():
    shop = small(find_dates=find)
    shop.know_products(
        (NamedProduct("85123A", ("WHITE HANGING HEART T-LIGHT HOLDER",)), NamedProduct("22423", ("CAKESTAND",)))
    )
    shop.learn((), {})
    shop.wait(60)
    return shop


def test_everything_a_message_says(shop):
    text = "price for 500 pcs 85123A CIF Hamburg by 20 March? target $2.30, bob@acme.de, +49 170 1234567, order #77123"
    answer = door({"id": 7, "text": text, "now": "2026-03-04T10:00:00"}, shop)

    assert answer["id"] == 7
    assert answer["language"] == "en"
    assert answer["intents"][0]["intent"] == "price"
    assert answer["facts"] == {
        "quantity": 500,
        "unit": "pcs",
        "products": ["85123A"],
        "lines": [{"code": "85123A", "quantity": 500, "unit": "pcs"}],
        "money": [{"amount": 2.3, "currency": "USD"}],
        "place": ["Hamburg"],
        "incoterm": "CIF",
        "date": "2026-03-20",
        "email": ["bob@acme.de"],
        "phone": ["+491701234567"],
        "order_number": ["77123"],
    }


def test_lines_for_several_products(shop):
    answer = door({"id": "a", "text": "600 of 85123A and 40 cakestands"}, shop)

    assert answer["facts"]["lines"] == [
        {"code": "85123A", "quantity": 600, "unit": None},
        {"code": "22423", "quantity": 40, "unit": None},
    ]


def test_a_local_number_is_read_in_the_buyers_country(shop):
    assert door({"text": "call 0170 1234567", "country": "de"}, shop)["facts"]["phone"] == ["+491701234567"]
    assert door({"text": "call 0170 1234567"}, shop)["facts"]["phone"] == []


def test_an_exact_time_has_its_hour(shop):
    record = {"text": "call me tomorrow at 3 pm", "now": "2026-03-04T10:00:00+01:00", "zone": "Europe/Berlin"}

    assert door(record, shop)["facts"]["date"] == "2026-03-05T15:00"


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"text": None},
        {"text": 5},
        {"id": [1], "text": ""},
        {"text": "price", "now": "soon", "zone": "Nowhere", "country": 3},
    ],
)
def test_every_record_is_answered(shop, record):
    answer = door(record, shop)

    assert set(answer) == {"id", "language", "intents", "unsure", "facts"}
    assert set(answer["facts"]) == FACTS
    json.dumps(answer)
