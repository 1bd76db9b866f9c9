"""Buyers see and erase their own data, and end offers, in their own language."""

import pytest

from bot.desk.buyer_words import _KEPT_LABELS, _WORDS
from bot.store import buyers
from tests.story import Person, Story


async def desk(story: Story, language: str = "en") -> tuple[Person, Person]:
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann", username="ann_s", language_code=language)
    ann.says("my canary number is 500")
    await story.settled()
    file = await story.file(ann)
    filled = """UPDATE buyers SET company = 'Canary <Co>', city = 'Hamburg', country = 'DE', phone = '+49',
                language = ?, birthday = '1990-05-12' WHERE id = ?"""
    await story.write(lambda tx: tx.execute(filled, (language, file.id)))
    await story.write(lambda tx: buyers.add_consent(tx, file.id, "card shared", story.now, "wording", "1"))
    li.says("/note canary", to="Ann")
    li.says("/f tomorrow 9:00 canary", to="Ann")
    await story.settled()
    return li, ann


async def test_privacy_shows_what_is_kept_and_offers_to_erase_it(story):
    _, ann = await desk(story)
    ann.says("/privacy")
    await story.settled()

    assert ann.last.text == (
        "This is what we keep about you:\n"
        "• Name: Ann\n• Telegram: @ann_s\n• Company: Canary <Co>\n• Place: Hamburg, Germany\n• Phone: +49\n"
        "• Birthday: 12 May 1990\n• Language: English\n• Messages in this chat: 2\n"
        "• Our notes and reminders about you: 2\n• You shared your contact on: 24 Nov 2026\n\n"
        "You may have it erased at any time; orders stay in our books without your name."
    )
    ann.taps("Erase my data")
    await story.settled()
    assert ann.last.text.startswith("Erase everything we keep about you")


@pytest.mark.parametrize("language", ["zh", "es", "pt", "ru", "ar", "fr", "de"])
async def test_it_is_in_the_buyers_language(story, language):
    _, ann = await desk(story, language)
    ann.says("/privacy")
    await story.settled()

    assert ann.last.text.startswith(_WORDS[language]["kept"])
    assert _KEPT_LABELS[language][3] in ann.last.text
    assert ann.last.button(_WORDS[language]["erase"])


def test_every_language_has_every_word():
    assert {tuple(words) for words in _WORDS.values()} == {tuple(_WORDS["en"])}
    assert set(_WORDS) == set(_KEPT_LABELS)
    assert len(_WORDS["en"]) == 12


async def test_erase_asks_once_and_forgets_everything_but_orders(story):
    li, ann = await desk(story)
    ann.says("/erase")
    await story.settled()
    ann.taps("No, keep it")
    await story.settled()
    assert (await story.file(ann)).company == "Canary <Co>"
    query = ann.taps("Yes, erase it")
    await story.settled()

    assert query.answer == {"text": "Done. Your data is erased.", "show_alert": True, "url": None}
    kept = await story.read(
        lambda tx: [line for line in tx.iterdump() if '"outbox"' not in line and "inbox" not in line]
    )
    assert not [line for line in kept if "canary" in line.casefold() or "ann_s" in line]
    assert story.world.topics(li.user) == []
    assert (
        li.last.text
        == "🗑 A buyer asked to be forgotten: file, messages and topic are erased; orders stay without a name."
    )
    again = ann.taps("Yes, erase it")
    await story.settled()
    assert again.answer["text"] == ""


async def test_who_comes_back_after_erasing_is_somebody_new(story):
    li, ann = await desk(story)
    before = (await story.file(ann)).id
    ann.says("/erase")
    await story.settled()
    ann.taps("Yes, erase it")
    await story.settled()
    ann.says("hello")
    await story.settled()

    assert (await story.file(ann)).id != before
    assert "Canary" not in li.card.text


async def test_stop_ends_offers_and_is_kept_as_consent(story):
    li, ann = await desk(story)
    message = ann.says("/stop")
    await story.settled()
    story.world.raw_update({"message": message.data})
    await story.settled()

    assert (await story.file(ann)).stopped
    assert ann.reads() == ["Understood: no offers from us any more. You can still write to us at any time."]
    kinds = [one["kind"] for one in await story.rows("SELECT kind FROM consents ORDER BY id")]
    assert kinds == ["card shared", "marketing stopped"]
    li.says("/who", to="Ann")
    await story.settled()
    assert "Wants no offers (stopped)." in li.last.text
    await story.later(seconds=30)
    ann.says("but what is your price?")
    await story.settled()
    assert li.card.text.startswith("but what is your price?")
