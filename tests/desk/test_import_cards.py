"""A manager sends a file to the bot, sees what was understood of it, and imports it."""

from tests.story import Story

ORDERS = (
    b"order,buyer,ordered_at,code,title,quantity,unit_price,country\n"
    b"1001,B-7,2026-03-02 10:00:00,HL-T20,Heart T-light holder,200,1.35,Germany\n"
    b"1001,B-7,2026-03-02 10:00:00,LN-08,Garden lantern,50,4.20,Germany\n"
    b"1002,B-8,2026-03-05 09:30:00,XX-1,Star garland,-3,2.50,France\n"
)


async def test_a_manager_imports_orders_from_the_chat(story: Story) -> None:
    li = await story.seller("Li", manager=True)
    sent = li.sends("document", ORDERS, name="orders.csv")
    await story.settled()
    assert sent.reactions
    card = li.card.text
    assert "orders.csv: 3 rows, 2 orders of 2 buyers" in card
    assert "1 return" in card
    assert "order = order number" in card
    li.taps("Import")
    await story.settled()
    assert "orders.csv is imported. Orders added: 2" in li.reads()[-1]
    rows = await story.rows("SELECT number FROM orders ORDER BY number")
    assert [row["number"] for row in rows] == ["1001", "1002"]
