"""What a card proposes in a shop with orders: both lists mixed, what is new, what others take, no services."""

from datetime import timedelta

from bot.core.money import Money
from bot.core.products import Product, Tier
from bot.desk import proposals
from bot.store import buyers, orders, products
from tests.desk.filling import desk
from tests.desk.test_buyer_lists import add


def item(code: str, title: str = "", category: str = "", stock: int | None = None) -> Product:
    return Product(0, code, title or f"Title {code}", (Tier(1, Money(100, "EUR")),), category, 1, stock=stock)


async def filled(story) -> int:
    """Eight buyers of A1 and B1, twelve of Z1 alone; one who ordered A1 three times; gives the last one's id."""
    await desk(story)
    old = story.now - timedelta(days=400)
    for one in (item("A1", category="tea"), item("B1"), item("Z1"), item("S1", "Postage"), item("O1", stock=0)):
        await story.write(lambda tx, one=one: products.save(tx, one, (), "EUR", old))
    ids = [await add(story, f"B{number}") for number in range(21)]

    def order(tx) -> None:
        def bought(number: int, days: int, *codes: str) -> None:
            lines = tuple(orders.Line(code, 5, 100) for code in codes)
            orders.add(tx, f"{number}-{days}", ids[number], story.now - timedelta(days=days), "done", "EUR", lines)

        for number in range(8):
            bought(number, 20, "A1", "B1", "S1", "O1")
        for number in range(8, 20):
            bought(number, 20, "Z1")
        for days in (31, 61, 91):
            bought(20, days, "A1")

    await story.write(order)
    return ids[20]


async def reasons(story, id: int, most: int = 8) -> dict[str, str]:
    def job(tx) -> dict[str, str]:
        buyer = buyers.by_id(tx, id)
        assert buyer is not None
        found = proposals.proposals_for(story.app.shop, tx, buyer, most)
        again = proposals.restored(story.app.shop, tx, buyer, tuple(one.product.id for one in found))
        assert again == found
        return {one.product.code: one.reason.text.format(**one.reason.values) for one in found}

    return await story.write(job)


async def test_what_they_order_again_then_what_its_buyers_take_too(story):
    id = await filled(story)
    found = await reasons(story, id)
    assert found["A1"] == "reorders about every 30 days, 31 days ago"
    assert found["B1"] == "buyers of A1 also take it: 8 of 9"
    assert next(iter(found)) == "A1"
    assert found["Z1"] == f"selling well now: {12} buyers in the last 30 days"
    assert not {"S1", "O1"} & set(found)


async def test_what_is_new_in_their_category_is_among_the_first(story):
    id = await filled(story)
    await story.write(lambda tx: products.save(tx, item("N1", category="tea"), (), "EUR", story.now))
    found = await reasons(story, id)
    assert list(found)[:2] == ["A1", "N1"]
    assert found["N1"] == "new in tea, which they buy"


async def test_what_was_shown_within_the_configured_days_is_not_proposed(story):
    id = await filled(story)
    product = await story.write(lambda tx: products.by_code(tx, "A1"))
    for days, there in ((13, False), (15, True)):
        at = story.now - timedelta(days=days)
        await story.write(lambda tx: tx.execute("DELETE FROM product_shows"))
        await story.write(lambda tx, at=at: products.shown(tx, product.id, id, None, at))
        assert ("A1" in await reasons(story, id)) is there


async def test_every_third_place_is_for_something_new(story):
    id = await filled(story)

    def more(tx) -> None:
        for code in ("C1", "D1", "E1"):
            products.save(tx, item(code), (), "EUR", story.now - timedelta(days=400))
            at = story.now - timedelta(days=40)
            orders.add(tx, f"more {code}", id, at, "done", "EUR", (orders.Line(code, 5, 100),))

    await story.write(more)
    found = list(await reasons(story, id, 4))
    assert len({"A1", "C1", "D1", "E1"} & set(found)) == 3
    assert found[2] in ("B1", "Z1")


async def test_a_product_nobody_bought_keeps_a_plain_reason_on_an_old_card(story):
    id = await filled(story)

    def job(tx) -> str:
        unsold = products.save(tx, item("U1", category="cups"), (), "EUR", story.now - timedelta(days=400))
        (found,) = proposals.restored(story.app.shop, tx, buyers.by_id(tx, id), (unsold, 999))
        return found.reason.text.format(**found.reason.values)

    assert await story.write(job) == "in cups"
