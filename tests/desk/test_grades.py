"""`/grade` by managers, and what is worked out at night."""

from dataclasses import replace
from datetime import timedelta

from bot.config import GradesConfig
from bot.store import grades
from tests.desk.filling import desk, fill, known_file, ordered


async def test_a_manager_sets_and_releases_a_grade(story):
    li, ann = await desk(story)
    for command, said, grade in (
        ("/grade", "🎖 Ann: no grade\n/grade gold sets it by hand, /grade auto lets the orders decide.", ""),
        ("/grade Gold", "Ann: Gold, until /grade auto.", "gold"),
        ("/grade diamond", "Name one of: bronze, silver, gold, platinum, none, auto", "gold"),
        ("/grade none", "Ann: no grade, until /grade auto.", ""),
        ("/grade auto", "Ann: no grade, by their orders from now on.", ""),
    ):
        li.says(command, to="Ann")
        await story.settled()
        assert said in li.reads()[-2:]
        assert (await story.file(ann)).grade == grade
    li.says("/grade", to="Ann")
    await story.settled()
    assert li.last.text.startswith(
        "🎖 Ann: no grade\n• 24 Nov 2026 · Gold → no grade · by hand\n• 24 Nov 2026 · no grade → Gold · by hand\n"
    )


async def test_a_seller_may_look_but_not_set(story):
    _, ann = await desk(story)
    li = await story.seller("Li Two")
    await story.owned(ann, li)
    ann.says("hello")
    await story.later(minutes=1)
    li.says("/grade gold", to="Ann")
    await story.settled()

    assert li.last.text == "Only a manager can do that."
    assert (await story.file(ann)).grade == ""


async def test_the_night_moves_grades_and_stages_and_comes_once_a_day(story):
    li, ann = await desk(story)
    story.app.shop.config = replace(story.app.shop.config, grades=GradesConfig(gold_from=400, days=80))
    id = (await story.file(ann)).id
    await ordered(story, id, 71)
    await story.write(lambda tx: grades.settle(tx, story.app.shop.config.rules, story.now))
    assert (await story.file(ann)).grade == "gold"
    nights = "SELECT day, state FROM due WHERE kind = 'night' ORDER BY day"
    assert await story.rows(nights) == [
        {"day": "2026-11-24", "state": "done"}, {"day": "2026-11-25", "state": "open"},
    ]  # fmt: skip
    await story.later(days=20)

    file = await story.file(ann)
    assert (file.grade, file.stage) == ("", "lapsed")
    assert [(row["state"]) for row in await story.rows(nights)] == ["done", "done", "open"]
    li.says("/who", to="Ann")
    await story.settled()
    assert "100 % of revenue" in li.last.text


async def test_after_thirty_days_a_merge_is_for_good(story):
    await known_file(story)
    li, ann = await desk(story)
    li.taps("Yes, same person")
    await story.settled()
    await story.later(timedelta(days=31))
    undo = li.with_button("Undo")
    query = li.taps("Undo", undo)
    await story.settled()

    assert query.answer["text"] == "This card is out of date."
    assert (await story.file(ann)).number == "C-1"


async def test_the_top_fifth_is_marked_on_the_card(story):
    li, ann = await desk(story)
    await ordered(story, await fill(story, ann, country="DE"), 5)
    await story.write(grades.work_out_usual)
    ann.says("hello again, price?")
    await story.later(minutes=1)

    assert "1 order · €415.00 · last 19 Nov, €415.00 · 🏅 top fifth" in li.card.text
