"""No question that a seller waits for reads a whole table: each is answered from an index, however long the history."""

import re

from bot.core.cards import Card
from bot.desk import cards, files, hearing, timeline
from bot.desk.access import Standing
from bot.store import buyers, desks, grades, messages, sellers
from bot.store.database import Tx
from tests.desk.filling import desk, fill, known_file, ordered
from tests.story import Story

BY_DESIGN = {
    "products",  # the catalogue is small beside the orders, and proposals look through the newest of it
    "sellers",
    "desks",
    "settings",
    "reply_picks",  # a row for each reply and intent: a few hundred
}
TEMPORARY = re.compile(r"touched_|settled_|incoming_|json_each|sqlite_")


def scans(tx: Tx, statements: list[str]) -> set[str]:
    """Tables read from end to end by any of these."""
    tables = {row["name"] for row in tx.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    found = set()
    for sql in statements:
        aliases = {alias: table for table, alias in re.findall(r"\b(\w+) AS (\w+)", sql) if table in tables}
        for row in tx.execute(f"EXPLAIN QUERY PLAN {sql}"):
            match = re.match(r"SCAN (\w+)(?! USING (?:COVERING )?INDEX \w+ \()", row["detail"])
            name = aliases.get(match[1], match[1]) if match else ""
            if name in tables and not TEMPORARY.match(name):
                found.add(name)
    return found - BY_DESIGN


async def heard(story: Story, work) -> list[str]:
    """The statements that a job runs."""

    def job(tx: Tx) -> list[str]:
        said: list[str] = []
        tx.set_trace_callback(said.append)
        try:
            work(tx)
        finally:
            tx.set_trace_callback(None)
        return [sql for sql in dict.fromkeys(said) if re.match(r"\s*(SELECT|WITH)", sql)]

    return await story.write(job)


async def filled(story: Story) -> int:
    li, ann = await desk(story)
    await known_file(story)
    ann.says("where is order O-2-71? write to anna@example.com, 500 pcs HL-T20")
    await story.settled()
    id = await fill(story, ann, country="DE", phone="+49", email="x@example.com")
    await ordered(story, id, 71, 131)
    li.says("/f tomorrow 9:00 call", to="Ann")
    await story.settled()
    return id


async def test_a_card_is_looked_up_by_indexes_alone_in_one_job(story):
    id = await filled(story)
    shop = story.app.shop

    def view(tx: Tx) -> None:
        cards.view(shop, tx, Card(1, id, story.now), buyers.by_id(tx, id))

    statements = await heard(story, view)
    assert 8 <= len(statements) <= 25
    assert await story.read(lambda tx: scans(tx, statements)) == set()


async def test_so_are_the_file_the_timeline_and_the_orders(story):
    id = await filled(story)
    shop = story.app.shop

    def look(tx: Tx) -> None:
        buyer = buyers.by_id(tx, id)
        seller = sellers.active(tx)[0]
        at = Standing(seller, desks.of_seller(tx, seller.id, shop.readers), 0, buyer)
        files.who(shop, tx, at, buyer)
        timeline.history(shop, tx, at, buyer)
        timeline.buyer_orders(shop, tx, at, buyer)

    statements = await heard(story, look)
    assert await story.read(lambda tx: scans(tx, statements)) == set()


async def test_so_is_what_a_message_makes_the_bot_look_up(story):
    id = await filled(story)
    shop = story.app.shop

    def hear(tx: Tx) -> None:
        buyer = buyers.by_id(tx, id)
        hearing.hear(shop, tx, Card(1, id, story.now), buyer, hearing.Recognition("en"))
        messages.latest(tx, id, 8)
        grades.usual_in(tx, "DE")

    statements = await heard(story, hear)
    assert await story.read(lambda tx: scans(tx, statements)) == set()


async def test_the_test_sees_a_scan(story):
    await desk(story)

    assert await story.read(lambda tx: scans(tx, ["SELECT * FROM messages WHERE text = 'x'"])) == {"messages"}
