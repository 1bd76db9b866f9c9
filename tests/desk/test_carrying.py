"""Facts of earlier messages: shown as earlier and used until somebody answers, then offered when a reply asks."""

from bot.core.money import Money
from bot.core.products import Product, Tier
from bot.store import products
from tests.story import MORNING


async def asked_before(story, *texts: str, wait: float = 60):
    """Li's desk with a card for each of these messages of Ann's."""
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    for text in texts:
        ann.says(text)
        await story.settled()
        await story.later(seconds=wait)
    return li, ann


async def test_what_was_said_on_an_earlier_card_is_shown_as_earlier_and_fills_the_reply(story):
    li, _ = await asked_before(story, "HL-T20, 500", "what is the price?")

    assert len(li.cards()) == 2
    assert "Heard: earlier: Heart T-light holder → HL-T20 · 500 pcs" in li.card.text
    li.taps("Price with all tiers")
    await story.settled()
    assert "500" in li.card.text
    assert "€590.00" in li.card.text


async def test_the_latest_of_a_kind_wins_on_one_card_and_on_the_next(story):
    li, ann = await asked_before(story, "price of 500 HL-T20", "no, make it 1000")

    assert "Heard: 1,000 pcs · earlier: Heart T-light holder → HL-T20" in li.card.text
    ann.says("sorry, 700")
    await story.settled()
    ann.says("I mean 800")
    await story.settled()
    assert "Heard: 800 pcs · earlier: Heart T-light holder → HL-T20" in li.card.text


async def test_an_answer_closes_a_fact_and_a_reply_that_asks_for_it_offers_it_first(story):
    li, ann = await asked_before(story, "moq of LN-08?")
    li.taps("MOQ and price tiers")
    await story.settled()
    li.taps("Send")
    await story.settled()
    await story.later(minutes=5)
    ann.says("and the price?")
    await story.settled()

    assert "Heard" not in li.card.text
    li.taps("Price with all tiers")
    await story.settled()
    assert li.card.buttons[0][0]["text"] == "Garden lantern (earlier)"
    li.taps("Garden lantern (earlier)")
    await story.settled()
    assert "Garden lantern" in li.card.text
    assert any("Send" in one["text"] for row in li.card.buttons for one in row)


async def test_an_answer_that_was_taken_back_was_none(story):
    li, ann = await asked_before(story, "moq of LN-08?")
    li.taps("MOQ and price tiers")
    await story.settled()
    li.taps("Send")
    await story.settled()
    li.taps("Unsend")
    await story.settled()
    await story.later(minutes=5)
    ann.says("and the price?")
    await story.settled()

    assert "earlier: Garden lantern → LN-08" in li.card.text


async def test_after_a_few_days_nothing_is_carried(story):
    li, _ = await asked_before(story, "HL-T20, 500", "what is the price?", wait=5 * 24 * 3600)

    assert "Heard" not in li.card.text


async def test_a_card_knows_nothing_of_what_came_after_it(story):
    li, _ = await asked_before(story, "price of 500 HL-T20", "and LN-08, what stock?")
    first = li.cards()[0]
    li.taps("Price with all tiers", first)
    await story.settled()

    assert "Heart T-light holder" in li.cards()[0].text
    assert "Garden lantern" not in li.cards()[0].text


async def test_another_buyers_words_are_another_buyers(story):
    li, _ = await asked_before(story, "HL-T20, 500")
    story.buyer("Bob").says("what is the price?")
    await story.settled()

    assert "Heard" not in li.card.text


async def test_a_reply_calls_product_grade_country_and_unit_as_its_reader_does(story):
    li = await story.seller("Li", manager=True)
    mei = story.buyer("美", language_code="zh-hans")

    def translate(tx) -> None:
        heart = Product(0, "HL-T20", "Heart T-light holder", (Tier(200, Money(135, "EUR")),), moq=200)
        products.save(tx, heart, ("zh: 心形蜡烛台",), "EUR", MORNING)
        tx.execute("UPDATE buyers SET grade = 'platinum' WHERE first_name = '美'")

    mei.says("HL-T20 500 价格 price")
    await story.settled()
    await story.write(translate)
    li.taps("Price with all tiers")
    await story.settled()

    assert "心形蜡烛台" in li.card.text
    assert "您的铂金会员优惠" in li.card.text


async def test_cartons_are_no_pieces_so_the_seller_is_asked(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    ann.says("price of HL-T20, 50")
    await story.settled()
    await story.write(lambda tx: tx.execute("UPDATE facts SET unit = 'cartons' WHERE kind = 'quantity'"))
    li.taps("Price with all tiers")
    await story.settled()

    assert "How many would you need?" in li.card.text
    ann.says("and shipping?")
    await story.settled()
    li.taps("Shipping to your port")
    await story.settled()
    li.says("Hamburg", to="Ann")
    await story.settled()
    assert "I am asking our forwarder for 50 cartons" in li.card.text


async def test_a_place_and_a_unit_are_called_as_the_reader_calls_them(story):
    li = await story.seller("Li", manager=True, language="zh_CN")
    ann = story.buyer("Ann")
    ann.says("shipping of HL-T20, 500")
    await story.settled()

    def to_ningbo(tx) -> None:
        tx.execute(
            'INSERT INTO facts (message_row, buyer_id, kind, value, start, "end") '
            "SELECT message_row, buyer_id, 'place', 'Ningbo', 0, 3 FROM facts LIMIT 1"
        )

    await story.write(to_ningbo)
    ann.says("and the price")
    await story.settled()

    assert "500 件" in li.card.text
    assert "宁波" in li.card.text
