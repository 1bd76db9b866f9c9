"""What a seller types for a missing fact is read as it is meant, or asked for again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.money import Money
from bot.desk import typed_facts


async def read(story, asked: str, text: str) -> tuple[str, str]:
    """(value, the sentence that asks again)."""
    li = await story.seller_row(await story.seller("Li"))
    value, problem = await story.read(lambda tx: typed_facts.read(story.app.shop, tx, li, asked, text))
    return value, problem.text if problem else ""


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("quantity", "500", "500"),
        ("quantity", "1,000 pcs", "1000"),
        ("quantity", "about 1 200 pieces", "1200"),
        ("quantity", "٥٠٠", "500"),
        ("percent", "5 %", "5"),
        ("product", "hart tlight", "HL-T20"),
        ("product", "ln-08", "LN-08"),
        ("date", "next friday", "2026-12-04"),
        ("date", "12 May", "2027-05-12"),
        ("amount", "120", "120.0"),
        ("amount", "€1,250.50", "1250.50"),
        ("amount", "1.250,5", "1250.5"),
        ("place", " Hamburg ", "Hamburg"),
        ("tracking", "RR123456785CN", "RR123456785CN"),
    ],
)
async def test_what_can_be_read(story, asked, text, value):
    assert await read(story, asked, text) == (value, "")


@pytest.mark.parametrize(
    ("asked", "text", "said"),
    [
        ("quantity", "2 x 500", "number"),
        ("quantity", "many", "number"),
        ("quantity", "0", "number"),
        ("quantity", "9" * 12, "number"),
        ("percent", "5.5 %", "number"),
        ("product", "zeppelin", "Nothing in the catalogue"),
        ("product", "", "Nothing in the catalogue"),
        ("date", "soon", "a day"),
        ("amount", "a lot", "an amount"),
        ("amount", "3 or 4", "an amount"),
    ],
)
async def test_what_cannot_be_read_is_asked_for_again(story, asked, text, said):
    value, problem = await read(story, asked, text)

    assert value == ""
    assert said in problem


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_numbers_and_amounts(text):
    for asked in ("quantity", "percent", "amount"):
        value, problem = typed_facts._READERS[asked](None, None, None, text)
        assert (value == "") == (problem is not None)
        assert value == "" or Money.of(value, "EUR").minor >= 0
