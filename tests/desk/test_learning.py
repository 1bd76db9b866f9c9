"""Learning with the seller: cards put right, lessons listed and removed, answers written three times offered."""

import asyncio

import pytest

from bot import app as regulars
from bot.core.recognition import Example
from bot.desk.learning import lessons, without_name
from bot.store import taught


async def ask(story, text="do you have a paper for it?", **options):
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    ann.says(text)
    await story.settled()
    return li, ann


async def say_it_is(story, seller, intent):
    seller.taps("It's about…")
    await story.settled()
    while not any(button["text"] == intent for row in seller.card.buttons for button in row):
        seller.taps("›")
        await story.settled()
    seller.taps(intent)
    await story.settled()


async def test_an_unsure_card_is_put_right_and_learned(story):
    li, _ = await ask(story)
    assert "not sure what is asked" in li.card.text

    await say_it_is(story, li, "certificate")

    assert "💬 certificate" in li.card.text
    assert "Certificates" in str(li.card.buttons) or "certificate" in str(li.card.buttons).casefold()
    assert await story.read(taught.examples) == (Example("do you have a paper for it?", ("certificate",), "en"),)
    assert (await story.rows("SELECT intent FROM messages WHERE direction = 'in'"))[0]["intent"] == "certificate"


async def test_a_wrong_card_is_put_right_too(story):
    li, _ = await ask(story, "price of the paper?")
    assert "💬 price" in li.card.text

    li.taps("⋯")
    await story.settled()
    await say_it_is(story, li, "invoice")

    assert "💬 invoice" in li.card.text


async def test_the_likely_ones_come_first(story):
    li, _ = await ask(story, "moq?")
    li.taps("⋯")
    await story.settled()
    li.taps("It's about…")
    await story.settled()

    assert li.card.buttons[0][0]["text"] == "MOQ"


async def test_the_last_word_on_a_text_counts(story):
    li, _ = await ask(story)
    await say_it_is(story, li, "certificate")
    li.taps("⋯")
    await story.settled()
    await say_it_is(story, li, "invoice")

    assert [one.intents for one in await story.read(taught.examples)] == [("invoice",)]


async def test_lessons_are_listed_and_removed(story):
    li, _ = await ask(story)
    await say_it_is(story, li, "certificate")
    li.says("/taught")
    await story.settled()
    assert "1 · certificate · do you have a paper for it? · Li" in li.last.text

    li.taps("✕ 1")
    await story.settled()

    assert await story.read(taught.examples) == ()
    assert "Nothing was taught yet" in li.last.text


async def test_a_seller_sees_and_removes_only_their_own_lessons(story):
    li, _ = await ask(story)
    await say_it_is(story, li, "certificate")
    wei = await story.seller("Wei")
    wei.says("/taught")
    await story.settled()

    assert "Nothing was taught yet" in wei.last.text


async def test_what_a_buyer_said_goes_with_the_buyer(story):
    li, ann = await ask(story)
    await say_it_is(story, li, "certificate")
    ann.says("/erase")
    await story.settled()
    ann.taps(ann.card.buttons[0][0]["text"])
    await story.settled()

    assert await story.read(taught.examples) == ()


def test_what_sellers_taught_outweighs_the_same_phrase_in_a_file():
    book = (Example("How much?", ("price",), "en"), Example("MOQ?", ("moq",), "en"))
    own = (Example("how much?", ("shipping_cost",), "en"),)
    assert lessons(book, own) == (book[1], *own)


ANSWER = "we ship the sample by DHL tomorrow, it is free"


async def write_to(story, seller, name, text):
    buyer = story.buyer(name)
    buyer.says("may I have a sample?")
    await story.settled()
    seller.says(text, to=name)
    await story.settled()
    return buyer


async def three_times(story, seller, text=ANSWER):
    for name in ("Ann", "Bob", "Cleo"):
        await write_to(story, seller, name, f"Hi {name}, {text}")


def offers_of(seller):
    return [text for text in seller.reads() if "three times" in text]


async def test_an_answer_written_three_times_is_offered_once_and_kept(story):
    li = await story.seller("Li", manager=True)
    await three_times(story, li)
    assert len(offers_of(li)) == 1

    li.taps("Keep as /")
    await story.settled()

    kept = await story.rows("SELECT shortcut, text FROM own_replies")
    assert [one["text"] for one in kept] == [f"Hi, {ANSWER}"]
    assert f"Kept as /{kept[0]['shortcut']}" in " ".join(li.reads())
    await write_to(story, li, "Dora", f"Hi Dora, {ANSWER}")
    assert offers_of(li) == []


async def test_a_no_is_remembered(story):
    li = await story.seller("Li", manager=True)
    await three_times(story, li)
    li.taps("No")
    await story.settled()
    await write_to(story, li, "Dora", f"Hi Dora, {ANSWER}")

    assert offers_of(li) == []
    assert await story.rows("SELECT state FROM keep_offers") == [{"state": "declined"}]


async def test_twice_is_not_thrice_and_a_short_answer_is_not_worth_it(story):
    li = await story.seller("Li", manager=True)
    await write_to(story, li, "Ann", ANSWER)
    await write_to(story, li, "Bob", ANSWER)
    for name in ("Cleo", "Dora", "Eve"):
        await write_to(story, li, name, "yes, of course")

    assert offers_of(li) == []


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Hi Ann, yes we do", "Hi, yes we do"),
        ("Ann, yes", "yes"),
        ("Annual price list", "Annual price list"),
        ("你好Ann，可以", "你好Ann，可以"),
    ],
)
def test_without_the_buyers_name(text, bare):
    assert without_name(text, "Ann", "") == bare


async def test_the_recogniser_learns_it_while_the_bot_runs(story, monkeypatch):
    lesson = Example("do you have a paper for it?", ("certificate",), "en")
    learned = asyncio.Event()
    monkeypatch.setattr(regulars, "RELOAD_SECONDS", 0.001)
    monkeypatch.setattr(
        story.ears, "learn", lambda given, words: lesson in given and loop.call_soon_threadsafe(learned.set)
    )
    loop = asyncio.get_running_loop()
    li, _ = await ask(story)
    watching = asyncio.create_task(regulars.reload_for_ever(story.app))
    await story.read(lambda tx: None)
    await say_it_is(story, li, "certificate")

    await asyncio.wait_for(learned.wait(), 5)
    watching.cancel()
