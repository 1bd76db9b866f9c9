"""A desk with a buyer, and what goes into the buyer's file: for the tests of files, lists and merges."""

from datetime import timedelta

from bot.store import orders
from tests.story import Person, Story


async def desk(story: Story, *, manager: bool = True) -> tuple[Person, Person]:
    li, ann = await story.seller("Li", manager=manager), story.buyer("Ann", username="ann_s")
    ann.says("moq for HL-T20?")
    await story.settled()
    return li, ann


async def fill(story: Story, buyer: Person, **values: object) -> int:
    """Put values into the buyer's file; gives its row."""
    file = await story.file(buyer)
    names = ", ".join(f"{name} = :{name}" for name in values)
    await story.write(lambda tx: tx.execute(f"UPDATE buyers SET {names} WHERE id = :id", {**values, "id": file.id}))
    return file.id


async def ordered(story: Story, id: int, *days_ago: int) -> None:
    def add(tx) -> None:
        for days in days_ago:
            at = story.now - timedelta(days=days)
            orders.add(tx, f"O-{id}-{days}", id, at, "done", "EUR", (orders.Line("HL-T20", 100, 415),))

    await story.write(add)


async def known_file(story: Story) -> int:
    """A file from an import, without a chat, with orders."""
    insert = """INSERT INTO buyers (number, first_name, last_name, email, phone, username, grade, stage, created_at)
                VALUES ('C-1', 'Anna', 'Schmidt', 'anna@example.com', '+49 (40) 555-01', 'Ann_S', 'gold', 'regular',
                        '2025')"""
    id = await story.write(lambda tx: tx.execute(insert).lastrowid)
    await ordered(story, id, 71, 131)
    return id
