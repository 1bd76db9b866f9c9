"""A manager sends a file to the bot, sees what was understood of it, and imports it."""

from pathlib import Path

import pytest

from bot.core.actions import AnswerImport, CancelImport, RunImport, pack
from bot.desk import import_cards
from bot.store import imports
from bot.tg import importer
from tests.sheets.kit import HEADER
from tests.story import Person, Story, Telling

ORDERS = (
    b"order,buyer,ordered_at,code,title,quantity,unit_price,country\n"
    b"1001,B-7,2026-03-02 10:00:00,HL-T20,Heart T-light holder,200,1.35,Germany\n"
    b"1001,B-7,2026-03-02 10:00:00,LN-08,Garden lantern,50,4.20,Germany\n"
    b"1002,B-8,2026-03-05 09:30:00,XX-1,Star garland,-3,2.50,France\n"
)


async def card(story: Story, person: Person, content: bytes, name: str = "orders.csv", **options: str) -> str:
    """Send a file; the text of the card that comes of it."""
    person.sends("document", content, name=name, **options)
    await story.settled()
    return person.reads()[-1]


async def orders(story: Story) -> list[str]:
    return [row["number"] for row in await story.rows("SELECT number FROM orders ORDER BY number")]


async def test_a_manager_imports_orders_from_the_chat(story: Story) -> None:
    li = await story.seller("Li", manager=True)
    sent = li.sends("document", ORDERS, name="orders.csv")
    await story.settled()
    assert sent.reactions
    text = li.card.text
    assert "orders.csv: 3 rows, 2 orders of 2 buyers" in text
    assert "2 Mar 2026 – 5 Mar 2026" in text
    assert "1 return" in text
    assert "order = order number, buyer = buyer's number" in text
    assert "Prices in EUR, times in UTC" in text
    assert "1001 · B-7 · 2026-03-02 10:00:00 · HL-T20" in text
    shown = li.card
    li.taps("Import")
    await story.settled()
    assert shown.text == (
        "✓ orders.csv is imported. Orders added: 2, changed: 0, the same as before: 0.\nNew: buyers 2, products 1."
    )
    assert not shown.buttons
    assert await orders(story) == ["1001", "1002"]
    assert story.ears.codes == ("HL-T20", "LN-08", "XX-1")
    assert await story.rows("SELECT action, detail FROM log") == [{"action": "imported", "detail": "orders"}]


async def test_it_is_safe_to_repeat(story: Story) -> None:
    li = await story.seller("Li", manager=True)
    for _ in range(2):
        text = await card(story, li, ORDERS)
        li.taps("Import")
        await story.settled()
    assert "2 orders are in the database already; they are brought to what the file says." in text
    assert "Orders added: 0, changed: 0, the same as before: 2." in li.reads()[-1]


async def test_rows_that_are_refused_come_back_as_a_file(story: Story) -> None:
    li = await story.seller("Li", manager=True)
    text = await card(story, li, ORDERS + b"1003,B-8,2026-03-05,XX-1,=1+1,many,2.50,France\n")
    assert "⚠️ 1 row will not be imported:" in text
    assert "1 × The quantity is not a number. (row 5, quantity)" in text
    li.taps("Import")
    await story.settled()
    sent = li.last
    assert sent.data["document"]["file_name"] == "orders.csv.refused.csv"
    assert "1 row was not imported; the reason stands beside it." in sent.data["caption"]
    content = story.world.files[sent.data["document"]["file_id"]].content.decode("utf-8-sig")
    assert "1003,B-8,2026-03-05,XX-1,'=1+1,many,2.50,France,The quantity is not a number." in content


async def test_cancelled_nothing_is_imported(story: Story) -> None:
    li = await story.seller("Li", manager=True)
    await card(story, li, ORDERS)
    shown = li.card
    li.taps("Cancel")
    await story.settled()
    assert shown.text == "orders.csv: not imported."
    assert await orders(story) == []
    for action in (RunImport(1), CancelImport(1), AnswerImport(1, 1), RunImport(99)):
        story.world.taps(li.user, shown, pack(action), shown.chat, forged=True)
    await story.settled()
    assert shown.text == "This card is out of date."
    assert await orders(story) == []


async def test_only_a_manager_imports(story: Story) -> None:
    ben = await story.seller("Ben")
    assert await card(story, ben, ORDERS) == "Only a manager can do that."
    li = await story.seller("Li", manager=True)
    await card(story, li, ORDERS)
    ben.says("/help")
    await story.settled()
    story.world.taps(ben.user, ben.last, pack(RunImport(1)), ben.last.chat, forged=True)
    await story.settled()
    assert await orders(story) == []


async def test_a_card_of_another_desk_is_out_of_date(story: Story) -> None:
    li, mo = await story.seller("Li", manager=True), await story.seller("Mo", manager=True)
    await card(story, li, ORDERS)
    mo.says("/help")
    await story.settled()
    story.world.taps(mo.user, mo.last, pack(RunImport(1)), mo.last.chat, forged=True)
    await story.settled()
    assert await orders(story) == []


async def test_a_day_that_may_be_a_month_is_asked_about(story: Story) -> None:
    li = await story.seller("Li", manager=True)
    text = await card(story, li, ORDERS.replace(b"2026-03-02 10:00:00", b"03/04/2026"))
    assert "03/04/2026 in the column ordered_at: is the day first, or the month?" in text
    shown = li.card
    story.world.taps(li.user, shown, pack(RunImport(1)), shown.chat, forged=True)
    await story.settled()
    assert shown.text == "This card is out of date."
    story.world.taps(li.user, shown, pack(AnswerImport(1, 9)), shown.chat, forged=True)
    await story.settled()
    story.world.taps(li.user, shown, pack(AnswerImport(1, 2)), shown.chat, forged=True)
    await story.settled()
    assert "Month first" in shown.text
    li.taps("Import")
    await story.settled()
    rows = await story.rows("SELECT ordered_at FROM orders WHERE number = '1001'")
    assert rows[0]["ordered_at"].startswith("2026-03-04")


async def test_a_column_a_currency_and_the_kind_are_asked_about(story: Story) -> None:
    li = await story.seller("Li", manager=True)
    text = await card(
        story, li, ORDERS.replace(b"quantity", b"Stk").replace(b",unit_price", b",Stk2").replace(b"1.35", "¥1".encode())
    )
    assert "Which column is the unit price?" in text
    li.taps("Stk2")
    await story.settled()
    assert "Which currency is ¥1?" in li.card.text
    li.taps("CNY")
    await story.settled()
    assert "Prices in CNY" in li.card.text
    assert "What is in the file?" in await card(story, li, b"fruit,colour\napple,red\n")
    li.taps("products")
    await story.settled()
    assert "does not look like products" in li.reads()[-1]


async def test_the_caption_names_kind_and_currency(story: Story) -> None:
    li = await story.seller("Li", manager=True)
    text = await card(
        story, li, b"sku,title,price\nA-1,Lantern,4.20\n", name="list.tsv", caption="products in GBP please"
    )
    assert "list.tsv: 1 rows, 1 products" in text
    assert "Prices in GBP" in text
    text = await card(story, li, b"number,name,grade\n7,Anna,best\n8,Ben,gold\n", name="people.csv")
    assert "people.csv: 2 rows, 2 buyers" in text
    li.taps("Import")
    await story.settled()
    assert "Buyers added: 2" in li.reads()[-1]


async def test_a_workbook_names_the_sheets_that_are_not_read(story: Story, tmp_path: Path) -> None:
    from tests.sheets.kit import LINE, workbook

    li = await story.seller("Li", manager=True)
    rows = [HEADER.split(","), LINE.replace("Heart", "H" * 200).split(",")]
    path = workbook(tmp_path, {"Lines": rows, "Notes": [["x"]]})
    text = await card(story, li, path.read_bytes(), name="orders.xlsx")
    assert "Sheet Lines; not read: Notes" in text
    assert "HHH…" in text


async def test_files_that_can_not_be_imported(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    li = await story.seller("Li", manager=True)
    assert "The file is empty." in await card(story, li, b"\n")
    nothing = await card(story, li, HEADER.encode() + b"\n1,B-7,soon,HL,Heart,1,2.5,DE\n")
    assert "1 row will not be imported" in nothing
    assert [one["text"] for row in li.card.buttons for one in row] == ["✖ Cancel"]
    monkeypatch.setattr(import_cards, "MOST_ROWS", 2)
    assert "import it where the bot runs: python -m bot import orders FILE" in await card(story, li, ORDERS)
    monkeypatch.setattr(import_cards, "MOST_BYTES", 10)
    assert "at most 20 MB" in await card(story, li, ORDERS)


async def test_a_picture_or_a_file_of_another_kind_is_none(story: Story) -> None:
    li = await story.seller("Li", manager=True)
    assert "Do this in a buyer's topic" in await card(story, li, b"%PDF", name="a.pdf")


async def test_in_a_buyers_topic_a_file_goes_to_the_buyer(story: Story) -> None:
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    ann.says("hello")
    await story.settled()
    li.sends("document", ORDERS, name="orders.csv", chat=li.user, thread=li.topic("Ann"))
    await story.settled()
    assert ann.last.data["document"]["file_name"] == "orders.csv"
    assert await story.rows("SELECT id FROM imports") == []


async def test_a_seller_who_is_no_manager_is_not_answered_in_a_group(story: Story) -> None:
    li, ben = await story.seller("Li", manager=True), await story.seller("Ben")
    group = story.world.add_group("Desk", [li.user, ben.user])
    li.says("/desk", chat=group)
    await story.settled()
    before = len(story.world.from_bot(group))
    ben.sends("document", ORDERS, name="orders.csv", chat=group)
    await story.settled()
    assert len(story.world.from_bot(group)) == before


# -- when something goes wrong -----------------------------------------------------------------------------------------


async def test_telegram_is_asked_again(story: Story) -> None:
    li = await story.seller("Li", manager=True)
    story.world.faults.set("server_error", "getFile", count=2)
    assert "orders.csv: 3 rows" in await card(story, li, ORDERS)
    story.world.faults.set("flood", "getFile")
    assert "orders.csv: 3 rows" in await card(story, li, ORDERS)


async def test_a_file_that_telegram_does_not_give(story: Story) -> None:
    li = await story.seller("Li", manager=True)
    story.world.faults.set("bad_request", "getFile")
    assert "The file could not be fetched from Telegram. Send it again." in await card(story, li, ORDERS)
    story.world.faults.set("server_error", "getFile", count=importer.FETCH_TRIES)
    assert "The file could not be fetched from Telegram. Send it again." in await card(story, li, ORDERS)


async def test_a_file_that_breaks_the_work_is_set_aside(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    li = await story.seller("Li", manager=True)

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(importer.importing, "plan", broken)
    assert "The file could not be worked on; nothing was changed." in await card(story, li, ORDERS)
    assert await orders(story) == []


async def test_a_restart_goes_on_where_it_was(telling: Telling, tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    async with telling(database=path) as story:
        li = await story.seller("Li", manager=True)
        await card(story, li, ORDERS)
        world, user = story.world, li
        one = await story.read(lambda tx: imports.by_id(tx, 1))
        assert one is not None
        story.app.importer.close()
        world.taps(user.user, user.card, pack(RunImport(1)), user.card.chat)
    async with telling(database=path, world=world) as story:
        await story.settled()
        assert await orders(story) == ["1001", "1002"]
