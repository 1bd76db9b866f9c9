"""Product cards: searched with typos, proposed with true reasons, sent once, asked about by the buyer once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.money import Money
from bot.core.products import Product, Tier
from bot.desk import products
from bot.replies import MOST_CAPTION_CHARACTERS, length
from bot.replies.markup import markup_fault
from bot.store import orders
from bot.store import products as store
from tests.story import CATALOGUE, Person, Story

HEART, LANTERN = CATALOGUE


async def desk(story: Story) -> tuple[Person, Person]:
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    ann.says("hello")
    await story.settled()
    return li, ann


@pytest.mark.parametrize(
    "words", ["heart t-light", "t-light heart", "hart tlight", "hearttlight", "HL-T20", "hl-t", "haert"]
)
async def test_the_search_forgives_typos_and_order(story, words):
    li = await story.seller("Li", manager=True)
    li.says(f"/p {words}")
    await story.settled()

    assert li.last.text.split("\n")[1] == "HL-T20 · Heart T-light holder · €1.35 · MOQ 200 · stock 3,200"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("zeppelin", 'Nothing in the catalogue is like "zeppelin".'),
        ("", "Write what to look for, such as /p heart t-light."),
    ],
)
async def test_nothing_found_is_said(story, words, said):
    li, _ = await desk(story)
    for to in ("", "Ann"):
        li.says(f"/p {words}".strip(), to=to)
        await story.settled()
        assert li.last.text == said


async def test_a_product_from_a_search_is_sent_with_the_buyers_prices_and_buttons_once(story):
    li, ann = await desk(story)
    file = await story.file(ann)
    await story.write(lambda tx: tx.execute("UPDATE buyers SET grade = 'gold' WHERE id = ?", (file.id,)))
    li.says("/p hart", to="Ann")
    await story.settled()
    assert "HL-T20 · Heart T-light holder · €1.28 · MOQ 200" in li.last.text
    found = li.last
    li.taps("Heart", found)
    again = li.taps("Heart", found)
    await story.settled()

    assert len(ann.reads()) == 1
    assert "200+ pcs: €1.28\n500+ pcs: €1.12\nYour 5 % discount is in these prices." in ann.last.text
    assert [one["text"] for row in ann.last.buttons for one in row] == ["Ask about this", "Request a quote"]
    assert again.answer["text"] == "Already sent."
    assert "✓ Heart T-light holder · Li" in li.cards("Ann")[0].text


async def test_a_second_product_from_the_same_search_goes_out_too(story):
    li, ann = await desk(story)
    li.says("/p l", to="Ann")
    await story.settled()
    found = li.last
    li.taps("Heart", found)
    await story.settled()
    li.taps("lantern", found)
    await story.settled()

    assert len(ann.reads()) == 2


async def ordered(story: Story, buyer: Person, code: str, *days_ago: int) -> None:
    file = await story.file(buyer)

    def add(tx) -> None:
        for days in days_ago:
            at = story.now - timedelta(days=days)
            orders.add(tx, f"{file.id}-{code}-{days}", file.id, at, "done", "EUR", (orders.Line(code, 200, 100),))

    await story.write(add)


async def test_products_are_proposed_with_true_reasons_and_not_twice(story):
    li, ann = await desk(story)
    old = story.now - timedelta(days=400)
    new = Product(0, "CH-1", "Candle <tall>", (Tier(10, Money(90, "EUR")),), "holders", 10, stock=5)
    await story.write(lambda tx: tx.execute("UPDATE products SET added_at = ?", (old.isoformat(),)))
    await story.write(lambda tx: store.save(tx, new, (), "EUR", story.now))
    await ordered(story, ann, "HL-T20", 71, 131)
    ben = story.buyer("Ben")
    ben.says("hello")
    await story.settled()
    await ordered(story, ben, "CH-1", 5)
    li.taps("🛍 Products", li.cards("Ann")[0])
    await story.settled()

    assert li.cards("Ann")[0].text.split("───\n")[1] == (
        "🛍 For this buyer now:\n"
        "• Heart T-light holder HL-T20\n   reorders about every 60 days, 71 days ago\n"
        "• Candle <tall> CH-1\n   new in holders, which they buy"
    )
    li.taps("Heart T-light holder")
    await story.settled()
    assert "500+ : €1.18\nMOQ 200 · 15 days · stock 3,200" in li.cards("Ann")[0].text
    li.taps("Back")
    await story.settled()
    li.taps("Heart T-light holder")
    await story.settled()
    li.taps("Send", li.cards("Ann")[0])
    await story.settled()
    assert ann.last.text.startswith("Heart T-light holder\nHL-T20")
    await story.later(minutes=1)
    ann.says("thanks")
    await story.settled()
    li.taps("🛍 Products")
    await story.settled()
    assert "HL-T20" not in li.card.text.split("───")[1]


async def test_a_stranger_is_offered_what_sells_and_nothing_sold_out(story):
    li, ann = await desk(story)
    ben = story.buyer("Ben")
    ben.says("hello")
    await story.settled()
    await ordered(story, ben, "HL-T20", 5)
    await ordered(story, ben, "LN-08", 5)
    li.taps("🛍 Products", li.cards("Ann")[0])
    await story.settled()

    assert li.cards("Ann")[0].text.endswith("• Heart T-light holder HL-T20\n   1 buyer ordered it in the last 30 days")
    assert ann.reads() == []


async def test_what_a_card_proposed_stays_though_the_reason_is_gone(story):
    li, ann = await desk(story)
    await ordered(story, ann, "HL-T20", 71, 131)
    li.taps("🛍 Products")
    await story.settled()
    await ordered(story, ann, "HL-T20", 0)
    await story.write(lambda tx: tx.execute("UPDATE products SET added_at = '2020-01-01T00:00:00.000Z', category = ''"))
    await story.write(lambda tx: store.shown(tx, 1, 1, None, story.now))
    li.taps("Heart T-light holder")
    await story.settled()
    li.taps("Back")
    await story.settled()

    assert li.card.text.endswith("Nothing to propose: everything suitable was shown lately. Search with /p.")


@pytest.mark.parametrize(
    ("button", "said", "intent"),
    [("Ask about this", "❓ Asks about: Heart T-light holder (HL-T20)", "product details"),
     ("Request a quote", "🧾 Requests a quote: Heart T-light holder (HL-T20)", "price")],
)  # fmt: skip
async def test_a_buyers_tap_counts_as_a_message_once(story, button, said, intent):
    li, ann = await desk(story)
    li.says("/p hart", to="Ann")
    await story.settled()
    li.taps("Heart")
    await story.settled()
    first, second = ann.taps(button), ann.taps(button)
    await story.settled()

    assert {first.answer["text"], second.answer["text"]} == {"Thank you! Your message is with the seller."}
    assert li.card.text.startswith(f"{said}\n💬 {intent}")
    assert "Heard: Heart T-light holder → HL-T20" in li.card.text
    assert len(await story.rows("SELECT * FROM messages WHERE kind = 'tap'")) == 1
    await story.later(minutes=11)
    ann.taps(button)
    await story.settled()
    assert len(await story.rows("SELECT * FROM messages WHERE kind = 'tap'")) == 2


async def test_a_tap_on_a_product_that_is_gone_does_no_harm(story):
    li, ann = await desk(story)
    li.says("/p hart", to="Ann")
    await story.settled()
    li.taps("Heart")
    await story.settled()
    await story.write(lambda tx: tx.execute("DELETE FROM products"))
    query = ann.taps("Ask about this")
    gone = li.taps("ps:1:1", li.card, forged=True)
    await story.settled()

    assert query.answer["text"] == ""
    assert gone.answer["text"] == "This card is out of date."


NASTY = Product(0, "<X&1>", "Heart <white> & more " * 8, tuple(Tier(n, Money(n * 100, "EUR")) for n in range(1, 30)),
                "holders", 1, 15, 5, "heart.jpg", "<b>" * 400)  # fmt: skip


@pytest.mark.parametrize("wording", ["shop's", "missing", "broken", "too long"])
async def test_whatever_the_wording_the_card_can_be_sent_and_has_the_prices(story, book, wording):
    li = await story.seller_row(await story.seller("Li", manager=True))
    good = book.replies["product-card.en"]
    bodies = {"shop's": good.body, "broken": "{{ product.nothing }}", "too long": "{{ product.title }}" * 12}
    replies = {} if wording == "missing" else {"product-card.en": replace(good, body=bodies[wording])}
    story.app.shop.replies = replace(book, replies=replies)
    html = await story.read(lambda tx: products.text_for(story.app.shop, tx, None, li, NASTY, "en"))

    assert markup_fault(html) is None
    assert length(html) <= MOST_CAPTION_CHARACTERS
    assert "€20.00" in html
    assert html.startswith("<b>Heart &lt;white&gt; &amp; more")


async def test_inline_mode_offers_replies_and_product_cards(story):
    li = await story.seller("Li")
    query = story.world.asks_inline(li.user, "heart t-light")
    await story.settled()
    results = query.answer["results"]
    assert [one["id"] for one in results] == ["p:1"]
    assert results[0]["description"] == "HL-T20 · €1.35 · MOQ 200"
    query = story.world.asks_inline(li.user, "catalogue")
    await story.settled()
    found = [one for one in query.answer["results"] if one["id"].startswith("r:")]
    assert found
    chosen = story.world.chooses(li.user, query, found[0]["id"])
    assert chosen.text
    assert "#0" not in str(query.answer)


async def test_an_empty_inline_query_offers_replies_that_need_nothing(story):
    li = await story.seller("Li")
    query = story.world.asks_inline(li.user, "")
    await story.settled()

    assert query.answer["results"]
    assert not [one for one in query.answer["results"] if one["id"].startswith("p:")]
