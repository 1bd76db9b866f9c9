"""Replies ranked by what sellers picked, and the account of a card: why it says and offers what it does."""

from dataclasses import replace

import pytest

from bot.core.cards import Card, memory
from bot.core.recognition import Account, Doubt, Fact, IntentGuess, Recognition
from bot.desk.hearing import _merged
from bot.replies import load
from bot.store import cards, taught


def file(shortcut: str, intents: str, when: str = "") -> str:
    return (
        f'+++\ntitle = "The {shortcut}"\nshortcut = "{shortcut}"\nlanguage = "en"\nintents = [{intents}]\n{when}\n+++\n'
        f"About {shortcut}"
    )


@pytest.fixture
def shop(story, tmp_path):
    """A shop of a few replies: two for a price, one more that is for the best buyers only."""
    (tmp_path / "quick").mkdir()
    for shortcut, intents, when in (
        ("list", '"price"', ""),
        ("tiers", '"moq", "price"', ""),
        ("vip", '"price"', 'when = { grade = ["gold", "platinum"], stage = ["regular"], min_orders = 3 }'),
        ("freight", '"shipping_cost"', ""),
        ("sale", '"shipping_cost"', 'when = { season = "sale" }'),
        ("all", '"catalogue"', ""),
    ):
        (tmp_path / "quick" / f"{shortcut}.en.md").write_text(file(shortcut, intents, when))
    story.app.shop.replies = load(tmp_path)
    return story.app.shop


async def asks(story, buyer, text):
    buyer.says(text)
    await story.settled()


async def answers(story, seller, reply):
    seller.taps(reply)
    await story.settled()
    seller.taps("Send")
    await story.settled()


def offers(seller):
    return [row[0]["text"] for row in seller.card.buttons if row[0]["text"][0].isdigit()]


async def why(story, seller, buyer="Ann"):
    seller.says("/why", to=buyer)
    await story.settled()
    return seller.reads(to=buyer)[-1]


async def test_what_sellers_pick_comes_first_and_with_time_no_more(story, shop):
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    seen = []
    for days in (0, 0, 0, 61):
        await story.later(days=days)
        await asks(story, ann, "price?")
        seen.append(offers(li)[0])
        await answers(story, li, "The tiers")

    assert seen == ["1  The list", "1  The list", "1  The tiers", "1  The list"]


async def test_an_edited_reply_counts_half_and_one_taken_back_nothing(story, shop):
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    await asks(story, ann, "price?")
    li.taps("The tiers")
    await story.settled()
    li.taps("Edit")
    await story.settled()
    li.says("It is cheap", to="Ann")
    await story.settled()
    weights = [await story.rows("SELECT weight FROM reply_picks")]
    await asks(story, ann, "price?")
    await answers(story, li, "The tiers")
    weights.append(await story.rows("SELECT weight FROM reply_picks"))
    for _ in range(2):
        li.taps("Unsend")
        await story.settled()
        weights.append(await story.rows("SELECT weight FROM reply_picks"))

    assert [row[0]["weight"] for row in weights] == [pytest.approx(one) for one in (0.5, 1.5, 0.5, 0.0)]
    assert await story.rows("SELECT 1 FROM reply_uses") == []


async def test_the_account_of_a_card(story, shop):
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    for _ in range(3):
        await asks(story, ann, "price?")
        await answers(story, li, "The tiers")
    await story.later(days=1)
    await asks(story, ann, "the price for shipping?")
    li.taps("⋯")
    await story.settled()
    li.taps("Why?")
    await story.settled()

    assert li.last.text == (
        "Why this card\n"
        "💬 price 90 %, like “price”\n"
        "💬 shipping cost 80 %, like “shipping”\n"
        "🌐 English, by its words\n"
        "\n"
        "1  The tiers\n"
        "for price · picked 3 times in 6 months, last 24 Nov 2026\n"
        "\n"
        "2  The freight\n"
        "for shipping cost\n"
        "\n"
        "3  The list\n"
        "for price\n"
        "\n"
        "✕ The vip: only for Gold / Platinum, for regular, from 3 orders on\n"
        "✕ The sale: only in the season sale\n"
        "\n"
        "Picks of this shop's sellers move a reply up: each counts half after 30 days, an edited one half at once."
    )


async def test_the_account_tells_what_was_so_when_the_card_was_made(story, shop):
    """The answer itself is a pick, and a condition that now holds did not hold then."""
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    await asks(story, ann, "price?")
    before = await why(story, li)
    await answers(story, li, "The list")

    assert await why(story, li) == before
    assert "picked" not in before


async def test_a_condition_that_holds_is_named(story, shop):
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    await asks(story, ann, "hello")
    await story.write(lambda tx: tx.execute("UPDATE buyers SET grade = 'gold', stage = 'regular'"))
    replies = dict(shop.replies.replies)
    vip = replies["vip.en"]
    replies["vip.en"] = replace(vip, when=replace(vip.when, min_orders=0))
    shop.replies = replace(shop.replies, replies=replies, _by_intent={})
    await story.later(minutes=5)
    await asks(story, ann, "price?")

    assert "2  The vip\nfor price · only for Gold / Platinum, for regular ✓" in await why(story, li)


async def test_what_a_fact_hints_at_what_is_used_most_and_what_is_seldom_wrong(story, shop):
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    await asks(story, ann, "moq?")
    await answers(story, li, "The tiers")
    await story.later(days=1)
    await asks(story, ann, "HL-T20")
    said = await why(story, li)

    assert "1  The tiers\none of the replies used most here · picked 1 time in 6 months, last 24 Nov 2026" in said
    assert "2  The all\nseldom wrong" in said

    shop.recogniser.recognise = lambda text, listening: Recognition("en", (), True, (Fact("place", "Bonn", 0, 4),))
    await story.later(minutes=5)
    await asks(story, ann, "Bonn")
    assert "1  The freight\na place was named, so perhaps shipping cost" in await why(story, li)


@pytest.mark.parametrize(
    ("doubt", "said"),
    [
        (Doubt("silent"), "❔ Not sure: there are no words to go by."),
        (Doubt("faint", 0.2, 0.35), "❔ Not sure: no guess reaches 35 %."),
        (
            Doubt("between", -0.1, 0.72, "how are you"),
            "❔ Not sure: too much like “how are you”, which is no question to a shop (0 of 72 points).",
        ),
        (
            Doubt("other", like="how are you"),
            "❔ Not sure: it reads the same as “how are you”, which is no question to a shop.",
        ),
        (Doubt("learning"), "❔ Not sure yet: the shop's phrases are still being learned."),
        (None, "❔ It was not sure when it was read; it has learned since."),
    ],
)
async def test_an_unsure_card_says_why(story, shop, doubt, said):
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    await asks(story, ann, "blah")
    shop.recogniser.account = lambda text, listening, intents: Account("nothing", {}, doubt)

    assert (await why(story, li)).startswith(f"Why this card\n{said}\n🌐 English, as nothing says otherwise\n")


async def test_the_best_guess_of_an_unsure_card_is_named_where_it_brought_a_reply(story, shop):
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    guesses = (IntentGuess("price", 0.3), IntentGuess("moq", 0.29))
    shop.recogniser.recognise = lambda text, listening: Recognition("en", guesses, True)
    await asks(story, ann, "blah")
    said = await why(story, li)

    assert "💬 price 30 %, like “price”\n🌐" in said


async def test_a_seller_who_said_what_it_is_about_is_named(story, shop):
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    await asks(story, ann, "blah")
    li.taps("It's about…")
    await story.settled()
    li.taps("price")
    await story.settled()

    assert "💬 price, as Li said\n" in await why(story, li)


async def test_the_words_of_another_buyer_are_not_quoted(story, shop):
    li, ann, ben = await story.seller("Li", manager=True), story.buyer("Ann"), story.buyer("Ben")
    await asks(story, ben, "my secret price")
    ben_id = (await story.file(ben)).id
    await story.write(lambda tx: taught.add(tx, "my secret price", "price", "en", 1, ben_id, story.now))
    shop.recogniser.account = lambda text, listening, intents: Account("words", {"price": "my secret price"})
    await asks(story, ann, "price?")

    assert "💬 price 90 %, like what a seller taught\n" in await why(story, li)


async def test_a_reply_that_a_seller_asked_for_is_said_to_be_so(story, shop):
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    await asks(story, ann, "price?")
    li.says("/freight", to="Ann")
    await story.settled()

    assert "3  The freight\na seller asked for it with /freight" in await why(story, li)


async def test_a_card_without_a_message_and_a_buyer_without_a_card(story, shop):
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    li.says("/why")
    await story.settled()
    assert li.last.text == "Do this in a buyer's topic, or as a reply to one of their messages."
    await asks(story, ann, "hello")
    await story.write(lambda tx: tx.execute("UPDATE messages SET deleted_at = at"))
    assert (await why(story, li)).startswith("Why this card\nNo message was read on this card.\n")
    await story.write(lambda tx: [tx.execute("UPDATE messages SET card_id = NULL"), tx.execute("DELETE FROM cards")])
    assert await why(story, li) == "This buyer has no card yet."


async def test_a_card_of_an_older_version_and_a_reply_whose_file_is_gone(story, shop):
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    await asks(story, ann, "price?")

    def age(tx):
        card = cards.last_of(tx, 1)
        cards.save(tx, replace(card, confidences={}))

    await story.write(age)
    shop.replies = replace(shop.replies, replies={}, _by_intent={})
    said = await why(story, li)

    assert "💬 price\n" in said
    assert "1  list\nfor price" in said


async def test_another_sellers_buyer_is_not_accounted_for(story, shop):
    li, bo = await story.seller("Li", manager=True), await story.seller("Bo")
    ann = story.buyer("Ann")
    await asks(story, ann, "price?")
    li.taps("⋯")
    await story.settled()
    button = li.with_button("Why?")
    await story.owned(ann, li)
    query = bo.taps("wy:1", bo.sees()[-1], forged=True)
    await story.settled()

    assert button and query.answer["text"] == "This buyer is looked after by a colleague."


async def test_a_chinese_seller_reads_it_in_chinese(story, shop):
    li, ann = await story.seller("Li", manager=True, language="zh_CN"), story.buyer("Ann")
    await asks(story, ann, "price?")

    assert "💬 价格 90%，像“price”\n🌐 英语（按用词判断）\n\n1  The list\n针对价格" in await why(story, li)


def test_quick_messages_keep_their_confidences():
    card = Card(1, 1, None, intents=("price",), unsure=False, confidences={"price": 0.8, "greeting": 0.5, "moq": 0.01})
    heard = Recognition("en", (IntentGuess("moq", 0.9), IntentGuess("price", 0.1)), unsure=False)

    assert _merged(card, heard).intents == (IntentGuess("moq", 0.9), IntentGuess("price", 0.8))
    unsure = Recognition("en", (IntentGuess("refund", 0.3),))
    assert _merged(card, unsure).intents[0] == IntentGuess("price", 0.8)
    assert not _merged(card, unsure).unsure


def test_a_greeting_before_something_unclear_stays_a_greeting():
    card = Card(1, 1, None, intents=("greeting",), unsure=False, confidences={"greeting": 0.9, "price": 0.02})

    assert _merged(card, Recognition("en", (), True)).intents[0] == IntentGuess("greeting", 0.9)


def test_a_card_that_kept_only_names_counts_them_as_sure():
    card = Card(1, 1, None, intents=("price", "moq"), unsure=False)

    assert _merged(card, Recognition("en", (), True)).intents == (IntentGuess("price", 1.0), IntentGuess("moq", 1.0))
    assert '"confidences": {}' in memory(card)
