"""`/p` and `/find` at the desk: pages, prices and pictures, and whose search a button turns."""

from pathlib import Path

import pytest

from bot.core.money import Money
from bot.core.products import Product, Tier
from bot.store import orders, products, searches
from bot.store.orders import Line
from tests.desk.filling import desk, fill
from tests.story import Person, Story

TREE = "Tree, a very long name of a very small thing that hangs from a very small branch of it"


async def stock(story: Story, number: int, picture: str = "") -> None:
    """So many trees in the catalogue."""

    def save(tx) -> None:
        for at in range(1, number + 1):
            tier = (Tier(1, Money(1000, "EUR")),)
            item = Product(0, f"TR-{at:02d}", f"Tree {at:02d}", tier, moq=5, stock=at % 2, picture=picture)
            products.save(tx, item, (), "EUR", story.now)

    await story.write(save)


def buttons(person: Person) -> list[list[str]]:
    return [[one["text"] for one in row] for row in person.last.buttons]


async def test_what_does_not_fit_is_on_the_next_page(story):
    li, ann = await desk(story)
    await stock(story, 8)
    li.says("/p tree", to="Ann")
    await story.settled()
    assert li.last.text.count("· MOQ 5") == 6
    assert buttons(li)[-1] == ["›"]
    first = li.last
    li.taps("›", first)
    await story.settled()
    assert first.text.count("· MOQ 5") == 2
    assert buttons(li)[-1] == ["‹"]
    li.taps("Tree 08", first)
    await story.settled()
    assert "Tree 08" in ann.last.text
    li.taps("‹", first)
    await story.settled()
    assert "TR-01 · Tree 01 · €10.00 · MOQ 5 · stock 1" in first.text
    assert "TR-02 · Tree 02 · €10.00 · MOQ 5 · ⛔ out of stock" in first.text


async def test_prices_are_the_buyers_and_the_list_prices_outside_a_topic(story):
    li, ann = await desk(story)
    await fill(story, ann, grade="gold")
    await stock(story, 2)
    li.says("/p tree", to="Ann")
    await story.settled()
    assert "€9.50" in li.last.text
    assert "Tap to send its card to Ann." in li.last.text
    li.says("/p tree")
    await story.settled()
    assert "€10.00" in li.last.text
    assert not li.last.buttons


async def test_one_product_stands_below_its_picture_several_show_theirs_on_a_tap(story):
    li, ann = await desk(story)
    await stock(story, 2, "star_silver.jpg")
    li.says("/p TR-02", to="Ann")
    await story.settled()
    assert li.last.data["photo"]
    assert "TR-02 · Tree 02 · €10.00 · MOQ 5 · ⛔ out of stock" in li.last.text
    li.says("/p tree", to="Ann")
    await story.settled()
    assert buttons(li)[-1] == ["🖼 1", "🖼 2"]
    li.taps("🖼 1")
    await story.settled()
    assert li.last.data["photo"]
    assert li.last.text == "TR-01 · Tree 01 · €10.00 · MOQ 5 · stock 1\nTap to send its card to Ann."
    assert li.last.thread == li.topic("Ann")
    li.taps("Tree 01", li.last)
    await story.settled()
    assert "Tree 01" in ann.last.text


@pytest.mark.parametrize("picture", ["gone.jpg", "__init__.py"])
async def test_a_picture_that_is_missing_or_none_leaves_the_words(story, monkeypatch, picture):
    monkeypatch.setattr(story.app.sender, "_pictures", Path(__file__).parent)
    li, _ = await desk(story)
    await stock(story, 1, picture)
    li.says("/p tree", to="Ann")
    await story.settled()

    assert "TR-01 · Tree 01" in li.last.text
    assert buttons(li) == [["Tree 01"]]


async def test_a_long_title_is_cut(story):
    li, _ = await desk(story)
    await story.write(lambda tx: products.save(tx, Product(0, "T", TREE, ()), (), "EUR", story.now))
    li.says("/p tree")
    await story.settled()

    assert (
        "T · Tree, a very long name of a very small thing that hangs from a very small branc… · — · MOQ 1 · stock —"
        in (li.last.text)
    )


async def known(story: Story, number: int) -> list[int]:
    def add(tx) -> list[int]:
        insert = "INSERT INTO buyers (first_name, last_name, created_at) VALUES ('Lena', ?, '2025') RETURNING id"
        return [tx.execute(insert, (f"No{at:02d}",)).fetchone()["id"] for at in range(number)]

    return await story.write(add)


async def test_buyers_are_found_a_page_at_a_time_each_one_tap_away(story):
    li, _ = await desk(story)
    await known(story, 10)
    li.says("/find lena")
    await story.settled()
    found = li.last
    assert found.text.count("• Lena") == 8
    li.taps("›", found)
    await story.settled()
    assert found.text == "• Lena No01 · —\n• Lena No00 · —"
    li.taps("↗ Lena No00", found)
    await story.settled()
    assert li.card.text.startswith("Lena No00")


async def test_a_code_tells_who_bought_it_and_when(story):
    li, ann = await desk(story)
    file = await story.file(ann)
    ids = await known(story, 1)

    def add(tx) -> None:
        for at, (id, day) in enumerate(((file.id, 1), (file.id, 20), (ids[0], 12))):
            when = story.now.replace(day=day)
            orders.add(tx, f"O{at}", id, when, "done", "EUR", (Line("HL-T20", 5, 100),))

    await story.write(add)
    li.says("/find hlt20")
    await story.settled()

    assert li.last.text == (
        "Who bought HL-T20 · Heart T-light holder\n"
        "• Ann · 2 orders, last 20 Nov 2026\n"
        "• Lena No00 · 1 order, last 12 Nov 2026"
    )


async def test_a_code_that_nobody_bought(story):
    li, _ = await desk(story)
    li.says("/find LN-08")
    await story.settled()

    assert li.last.text == 'No buyer found for "LN-08".'


@pytest.mark.parametrize("data", ["sx:99:1", "sl:99:1", "sl:1:99"])
async def test_a_search_that_is_not_kept_any_more_is_out_of_date(story, data):
    li, _ = await desk(story)
    li.says("/p lantern")
    await story.settled()
    query = li.taps(data, li.sees()[0], forged=True)
    await story.settled()

    assert query.answer["text"] == "This card is out of date."


async def test_a_colleagues_search_is_nobody_elses(story):
    li, _ = await desk(story)
    bo = await story.seller("Bo")
    await stock(story, 8)
    li.says("/p tree")
    bo.says("/p lantern")
    await story.settled()
    query = bo.taps("sx:1:1", bo.last, forged=True)
    await story.settled()

    assert query.answer["text"] == "This card is out of date."


async def test_only_the_last_searches_are_kept(story):
    li, _ = await desk(story)
    row = await story.seller_row(li)

    def search(tx) -> list[int]:
        return [searches.add(tx, row.id, "products", "x", 0, story.now).id for _ in range(searches.KEPT + 5)]

    ids = await story.write(search)
    kept = await story.rows("SELECT id FROM searches ORDER BY id")
    assert [one["id"] for one in kept] == ids[5:]


async def test_a_page_beyond_the_last_says_that_nothing_is_there(story):
    li, _ = await desk(story)
    await stock(story, 8)
    li.says("/p tree")
    await story.settled()
    await story.write(lambda tx: tx.execute("DELETE FROM products WHERE code LIKE 'TR%'"))
    li.taps("›")
    await story.settled()

    assert li.last.text == 'Nothing in the catalogue is like "tree".'
