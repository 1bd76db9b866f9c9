"""`/arrivals`: what is new, whom to tell, each at most once, and proposals of what is new in a buyer's categories."""

from datetime import timedelta

from bot.core.money import Money
from bot.core.products import Product, Tier
from bot.store import products
from tests.desk.filling import desk, ordered
from tests.desk.test_buyer_lists import add

NEW = Product(0, "CH-1", "Candle tall", (Tier(10, Money(90, "EUR")),), "holders", 10, stock=5)


async def new_product(story, product=NEW) -> int:
    """The sample catalogue is old, and this product is new; gives its id."""
    old = (story.now - timedelta(days=400)).isoformat()
    await story.write(lambda tx: tx.execute("UPDATE products SET added_at = ?", (old,)))
    return await story.write(lambda tx: products.save(tx, product, (), "EUR", story.now))


async def test_each_buyer_of_the_category_is_told_once(story):
    li, ann = await desk(story)
    await new_product(story)
    id = (await story.file(ann)).id
    await ordered(story, id, 40, 80)
    await add(story, "Ben", 30)
    stopped = await add(story, "Stopped", 30)
    await story.write(lambda tx: tx.execute("UPDATE buyers SET stopped_at = '2026' WHERE id = ?", (stopped,)))
    li.says("/arrivals")
    await story.settled()
    assert li.last.text == "🆕 New products: whom to tell of which?\n• Candle tall · CH-1 · holders"
    li.taps("Candle tall")
    await story.settled()
    assert li.last.text == (
        "🆕 Candle tall · CH-1\n• Ann · ordered of holders 2 times · €830.00 in all\n"
        "• Ben · ordered of holders 1 time · €415.00 in all"
    )
    page = li.last
    li.taps("↗ Ann")
    await story.settled()
    assert "Candle tall · CH-1" in li.cards("Ann")[-1].text
    li.taps("Send", li.cards("Ann")[-1])
    await story.settled()
    assert ann.last.text.startswith("Candle tall\nCH-1")
    again = li.taps("↗ Ann", page)
    await story.settled()
    assert again.answer["text"] == "This card is out of date."
    li.says("/arrivals")
    await story.settled()
    li.taps("Candle tall")
    await story.settled()
    assert "Ann" not in li.last.text and "• Ben" in li.last.text


async def test_pages_and_the_way_back(story):
    li, _ = await desk(story)
    await new_product(story)
    for number in range(10):
        await add(story, f"B{number}", 20 + number)
    li.says("/arrivals")
    await story.settled()
    li.taps("Candle tall")
    await story.settled()
    li.taps("›")
    await story.settled()
    assert li.last.text.count("•") == 2
    li.taps("‹")
    await story.settled()
    assert li.last.text.count("•") == 8
    li.taps("New products")
    await story.settled()
    assert li.last.text.startswith("🆕 New products")


async def test_nothing_new_and_nobody_to_tell(story):
    li, _ = await desk(story)
    li.says("/arrivals")
    await story.settled()
    assert li.last.text == "No product was added to a category lately."
    await new_product(story)
    li.says("/arrivals")
    await story.settled()
    li.taps("Candle tall")
    await story.settled()
    assert li.last.text.endswith("Nobody is left to be told of it.")
    gone = "UPDATE products SET id = 999 WHERE code = 'CH-1'"
    li.says("/arrivals")
    await story.settled()
    await story.write(lambda tx: [tx.execute("DELETE FROM tiers"), tx.execute(gone)])
    pressed = li.taps("Candle tall")
    await story.settled()
    assert pressed.answer["text"] == "This card is out of date."
