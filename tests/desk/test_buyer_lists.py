"""`/buyers`: lists, whom each seller sees on them, pages, and the way to a buyer."""

import pytest

from bot.store import grades
from tests.desk.filling import desk, fill, ordered


async def add(story, name: str, *days: int, **values: object) -> int:
    insert = "INSERT INTO buyers (first_name, created_at) VALUES (?, '2025') RETURNING id"
    id = await story.write(lambda tx: tx.execute(insert, (name,)).fetchone()["id"])
    for field, value in values.items():
        await story.write(lambda tx, f=field, v=value: tx.execute(f"UPDATE buyers SET {f} = ? WHERE id = ?", (v, id)))
    await ordered(story, id, *days)
    return id


async def test_the_lists_there_are_with_their_numbers(story):
    li, _ = await desk(story)
    await add(story, "Due", 35, 65, 95, stage="regular", grade="gold")
    await add(story, "Gone", 200, stage="lapsed")
    await story.write(grades.work_out_usual)
    li.says("/buyers")
    await story.settled()
    assert li.last.text == "Which buyers?"
    assert [one["text"] for row in li.last.buttons for one in row] == [
        "🔁 Due · 1", "💤 Lapsed · 1", "🏅 Top fifth · 1", "Fans · 1", "Regulars · 1", "Gold · 1",
    ]  # fmt: skip
    li.taps("🔁 Due")
    await story.settled()
    assert li.last.text == "🔁 Due · 1\n• Due · €1,245 · every 30 days, 35 days ago"
    li.taps("All lists")
    await story.settled()
    assert li.last.text == "Which buyers?"


@pytest.mark.parametrize(
    ("word", "begins"),
    [
        ("due", "🔁 Due · 0\nNobody is on this list."), ("Lapsed", "💤 Lapsed · 0"), ("fans", "Fans · 1\n• Ann"),
        ("card asked", "Card asked · 0"), ("gold", "Gold · 0"), ("regular", "Regulars · 0"),
        ("TOP", "🏅 Top fifth · 0"),
        ("friends", "There is no such list. Choose one of: due, lapsed, top, fan,"),
    ],
)  # fmt: skip
async def test_a_list_by_its_name(story, word, begins):
    li, _ = await desk(story)
    li.says(f"/buyers {word}")
    await story.settled()

    assert li.last.text.startswith(begins)


async def test_a_list_by_its_chinese_name(story):
    _, _ = await desk(story)
    wei = await story.seller("Wei", language="zh_CN")
    wei.says("/buyers 粉丝")
    await story.settled()

    assert wei.last.text.startswith("粉丝 · 1\n• Ann · 还没有订单")


async def test_a_list_has_pages_and_each_line_leads_to_the_buyer(story):
    li, _ = await desk(story)
    for number in range(10):
        await add(story, f"B{number}", 5 + number, stage="customer", stars=number % 2)
    li.says("/buyers customer")
    await story.settled()
    first = li.last.text
    assert first.splitlines()[0] == "Customers · 10"
    assert first.count("\n• ") == 8
    assert "• B1 ★ · €415.00 · 1 order, 6 days ago" in first
    li.taps("›")
    await story.settled()
    assert li.last.text.count("\n• ") == 2
    li.taps("‹")
    await story.settled()
    assert li.last.text == first
    li.taps("↗ B0")
    await story.settled()
    assert li.card.text.startswith("B0\n1 order")


async def test_a_seller_sees_their_own_and_the_pool(story):
    eve, ann = await desk(story)
    li, bo = await story.seller("Li Two"), await story.seller("Bo")
    await fill(story, ann, stage="regular")
    await story.owned(ann, li)
    for seller, number in ((eve, 1), (li, 1), (bo, 0)):
        seller.says("/buyers regular")
        await story.settled()
        assert seller.last.text.startswith(f"Regulars · {number}")
    bo.says("/buyers")
    await story.settled()
    assert bo.last.text == "There are no buyers yet."


async def test_a_list_that_does_not_exist_is_out_of_date(story):
    li, _ = await desk(story)
    query = li.taps("bl:99:0", li.card, forged=True)
    await story.settled()

    assert query.answer["text"] == "This card is out of date."
