"""*"Same person?"*: asked by what matches, answered by a seller, remembered, and undone."""

from datetime import timedelta

from bot.store import messages
from tests.desk.filling import desk, known_file


async def test_the_same_person_is_asked_about_and_a_yes_moves_the_file(story):
    id = await known_file(story)
    li, ann = await desk(story)
    assert "Looks like Anna Schmidt, 2 orders (same username). Same person?" in li.card.text
    li.taps("Yes, same person")
    await story.settled()

    file = await story.file(ann)
    assert (file.grade, file.stage, file.email, file.number) == ("gold", "regular", "anna@example.com", "C-1")
    card = li.cards("Ann")[0]
    assert "2 orders · €830.00" in card.text
    assert "Same person?" not in card.text
    assert (await story.rows("SELECT erased_at FROM buyers WHERE id = :id", id=id))[0]["erased_at"]


async def test_a_no_is_remembered(story):
    await known_file(story)
    li, ann = await desk(story)
    li.taps("No")
    await story.settled()
    assert "Same person?" not in li.card.text
    await story.later(minutes=1)
    ann.says("hello again")
    await story.settled()

    assert "Same person?" not in li.card.text
    assert (await story.file(ann)).grade == ""


async def test_only_the_file_that_is_asked_about_can_be_merged(story):
    id = await known_file(story)
    secret = "INSERT INTO buyers (first_name, email, created_at) VALUES ('Zoe', 'zoe@example.com', '2025')"
    other = await story.write(lambda tx: tx.execute(secret).lastrowid)
    li, ann = await desk(story)
    query = li.taps(f"sp:{(await story.file(ann)).id}:{other}:1", li.card, forged=True)
    await story.settled()

    assert query.answer["text"] == "This card is out of date."
    assert (await story.file(ann)).email == ""
    assert await story.rows("SELECT * FROM same_person") == []
    assert id != other


async def test_an_order_number_in_the_chat_asks_too(story):
    id = await known_file(story)
    li, _ = await desk(story)
    li.taps("No")
    await story.settled()
    ben = story.buyer("Ben")
    ben.says("price for my order?")
    await story.settled()
    card = (await story.rows("SELECT max(id) AS id FROM cards"))[0]["id"]
    row = (await story.rows("SELECT max(id) AS id FROM messages"))[0]["id"]
    file = await story.file(ben)
    fact = """INSERT INTO facts (message_row, buyer_id, kind, value, start, "end")
              VALUES (?, ?, 'order_number', ?, 0, 3)"""
    await story.write(lambda tx: tx.execute(fact, (row, file.id, f"O-{id}-71")))
    assert await story.read(lambda tx: messages.said_by(tx, file.id, card, story.now - timedelta(days=1), 9))
    li.taps("⋯")
    await story.settled()
    li.taps("Back")
    await story.settled()
    assert "Looks like Anna Schmidt, 2 orders (their order number). Same person?" in li.card.text


async def test_a_merge_is_undone_from_where_it_was_said_and_from_the_file(story):
    id = await known_file(story)
    li, ann = await desk(story)
    li.taps("Yes, same person")
    await story.settled()
    said = "👥 The file of Anna Schmidt is this buyer's now. Undo within 30 days."
    assert said in li.reads()
    li.says("/who", to="Ann")
    await story.settled()
    assert li.last.button("👥 Anna Schmidt is somebody else: undo")
    li.taps("Undo", next(one for one in li.sees() if one.text == said))
    await story.settled()

    file = await story.file(ann)
    assert (file.grade, file.number, file.email) == ("", "", "")
    assert "👥 Anna Schmidt has a file of their own again." in li.reads()
    assert (await story.rows("SELECT erased_at, number FROM buyers WHERE id = :id", id=id)) == [
        {"erased_at": None, "number": "C-1"}
    ]
    ann.says("hello again, moq?")
    await story.later(minutes=1)
    assert "Same person?" not in li.card.text
    query = li.taps("somebody else: undo")
    await story.settled()
    assert query.answer["text"] == "This card is out of date."
