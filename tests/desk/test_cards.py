"""A buyer writes, a card stands at the desk, a tap answers: the main job, told as stories."""

from tests.story import Person


def sent_to(buyer: Person) -> list[str]:
    return buyer.reads()


async def test_a_new_buyer_gets_a_card_with_who_what_and_replies(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann Schmidt", language_code="de")
    ann.says("Hi, what is your moq for HL-T20?")
    await story.settled()

    assert "💬 MOQ" in li.card.text
    assert "Ann Schmidt\nNo orders yet\nIn the public pool" in li.card.text
    assert "Heard: Heart T-light holder → HL-T20" in li.card.text
    assert li.card.buttons[0][0]["text"] == "1  MOQ and price tiers"
    assert (await story.file(ann)).stage == "fan"


async def test_quick_messages_share_one_card_and_a_later_one_opens_another(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    ann.says("Hello")
    await story.settled()
    ann.says("what is your moq?")
    await story.settled()

    assert len(li.cards()) == 1
    assert "Hello\nwhat is your moq?\n💬 MOQ" in li.card.text
    await story.later(seconds=9)
    ann.says("and the price?")
    await story.settled()
    assert len(li.cards()) == 2
    assert li.card.text.startswith("and the price?\n💬 price")


async def test_a_card_that_somebody_works_on_is_left_alone(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    ann.says("moq of HL-T20?")
    await story.settled()
    li.taps("MOQ")
    await story.settled()
    ann.says("price?")
    await story.settled()

    assert len(li.cards()) == 2


async def test_an_edited_message_edits_its_card_once(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    asked = ann.says("what is your moq?")
    await story.settled()
    before = len(story.world.calls_of("editMessageText"))
    ann.edits(asked, "what is your price?")
    await story.settled()

    assert len(li.cards()) == 1
    assert li.card.text.startswith("what is your price? ✎\n💬 price")
    assert len(story.world.calls_of("editMessageText")) == before + 1


async def test_an_edit_leaves_what_the_other_messages_of_the_card_ask(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    greeting = ann.says("hello")
    ann.says("what is your moq for HL-T20?")
    await story.settled()
    ann.edits(greeting, "hello there")
    await story.settled()

    assert li.card.text.startswith("hello there ✎\nwhat is your moq for HL-T20?\n💬 MOQ")
    assert li.card.buttons[0][0]["text"] == "1  MOQ and price tiers"


async def test_an_edit_of_an_answered_message_changes_only_the_words_on_its_card(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    asked = ann.says("what is your moq for HL-T20?")
    await story.settled()
    li.says("200", to="Ann")
    await story.settled()
    ann.edits(asked, "what is your price?")
    ann.edits(asked, "what is your price?")
    await story.settled()

    assert li.card.text.startswith("what is your price? ✎\n💬 MOQ")
    assert "✓ 200 · Li" in li.card.text


async def test_quick_messages_are_understood_together(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    told = (("blah", "not sure what is asked"), ("price?", "price"), ("blah", "price"), ("moq?", "MOQ · price"))
    for text, heard in told:
        ann.says(text)
        await story.settled()
        assert f"💬 {heard}" in li.card.text

    assert len(li.cards()) == 1


async def test_a_text_that_hardly_says_anything_does_not_change_the_language(story):
    await story.seller("Li", manager=True)
    wang = story.buyer("Wang")
    for text, language in (("你们的价格是多少", "zh"), ("ok", "zh"), ("what is your price please", "en")):
        wang.says(text)
        await story.settled()
        assert (await story.file(wang)).language == language


async def test_a_reply_deleted_while_a_fact_is_asked_for_brings_the_suggestions_back(story, book):
    from dataclasses import replace

    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    ann.says("hello")
    await story.settled()
    li.says("/quote", to="Ann")
    await story.settled()
    story.app.shop.replies = replace(book, replies={})
    li.says("HL-T20", to="Ann")
    await story.settled()

    assert li.card.button("⋯")
    assert ann.reads() == []


async def test_a_message_older_than_two_days_cannot_be_taken_back(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    ann.says("moq for HL-T20?")
    await story.settled()
    li.says("200", to="Ann")
    await story.settled()
    await story.later(hours=49)
    query = li.taps("Unsend")
    await story.settled()

    assert query.answer["text"] == "Telegram lets a message be taken back for 48 hours only."
    assert ann.reads() == ["200"]


async def test_likely_answers_are_offered_for_each_fact(story, tmp_path):
    from bot.replies import load

    (tmp_path / "quick").mkdir()
    (tmp_path / "quick" / "freight.en.md").write_text(
        '+++\ntitle = "Freight"\nshortcut = "freight"\nlanguage = "en"\nintents = ["shipping_cost"]\n'
        'ask = ["place", "incoterm", "date", "amount", "percent"]\n+++\n'
        "{{ incoterm }} {{ place }} on {{ date | date }}: {{ amount | money }}, {{ percent }} % down"
    )
    story.app.shop.replies = load(tmp_path)
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    ann.says("shipping?")
    await story.settled()
    file = await story.file(ann)
    await story.write(lambda tx: tx.execute("UPDATE buyers SET city = 'Hamburg' WHERE id = ?", (file.id,)))
    li.taps("1  Freight")
    await story.settled()
    li.taps("Hamburg")
    await story.settled()
    assert [one["text"] for one in li.card.buttons[0]] == ["EXW", "FOB", "CIF", "DDP"]
    li.taps("FOB")
    await story.settled()
    for text in ("next friday", "€1,250.50", "30 %"):
        li.says(text, to="Ann")
        await story.settled()
    li.taps("Send")
    await story.settled()

    assert ann.reads() == ["FOB Hamburg on 4 Dec 2026: €1,250.50, 30 % down"]


async def test_an_edit_of_a_message_never_seen_is_a_message(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    asked = ann.says("hi")
    story.world.updates.pending.clear()
    ann.edits(asked, "what is your price?")
    await story.settled()

    assert li.card.text.startswith("what is your price?\n💬 price")


async def test_an_album_of_ten_is_ten_copies_in_order_and_one_card(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    album = story.world.sends_album(ann.user, [bytes([n]) * 20 for n in range(10)], caption="price of these?")
    await story.settled()

    copies = story.world.calls_of("copyMessage")
    assert [copy["message_id"] for copy in copies] == [one.id for one in album]
    assert len(li.cards()) == 1
    assert li.card.text.startswith("[photo] price of these?\n") and "💬 price" in li.card.text
    await story.later(seconds=3)
    ann.says("and shipping?")
    await story.settled()
    assert li.card.text.startswith("[photo] price of these?\n[photo] × 9\nand shipping?")


async def test_a_photo_without_a_caption_has_a_card_too(story):
    li = await story.seller("Li", manager=True)
    story.buyer("Ann").sends("photo", b"a picture")
    await story.settled()

    assert li.card.text.startswith("[photo]\n💬 not sure what is asked")
    assert len(story.world.calls_of("copyMessage")) == 1


async def test_what_telegram_cannot_copy_is_said(story):
    li = await story.seller("Li", manager=True)
    story.world.sends(story.buyer("Ann").user, {"story": {"chat": {"id": 5, "type": "private"}, "id": 3}})
    await story.settled()

    assert "Ann sent something that can't be carried over (story). Ask for it another way." in li.reads()


async def test_a_reply_is_previewed_with_true_prices_and_the_buyers_discount_and_sent_as_seen(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    ann.says("moq for HL-T20?")
    await story.settled()
    file = await story.file(ann)
    await story.write(lambda tx: tx.execute("UPDATE buyers SET grade = 'gold' WHERE id = ?", (file.id,)))
    li.taps("MOQ")
    await story.settled()

    preview = li.card.text.split("───\n")[1]
    assert "200+ pcs: €1.28\n500+ pcs: €1.12" in preview
    li.taps("Send")
    await story.settled()
    assert preview == f"MOQ and price tiers\n{ann.last.text}"
    assert "✓ MOQ and price tiers · Li · today 09:00" in li.card.text
    assert (await story.file(ann)).stage == "customer"


async def test_what_is_sent_is_what_was_previewed_although_the_price_changed_meanwhile(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    ann.says("moq for HL-T20?")
    await story.settled()
    li.taps("MOQ")
    await story.settled()
    await story.write(lambda tx: tx.execute("UPDATE tiers SET price_minor = 999"))
    li.taps("Send")
    await story.settled()

    assert "200+ pcs: €1.35" in ann.last.text


async def test_missing_facts_are_asked_one_at_a_time_typed_or_tapped(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    ann.says("hello")
    await story.settled()
    li.says("/quote", to="Ann")
    await story.settled()

    assert "❔ Which product?" in li.card.text
    li.says("zeppelin", to="Ann")
    await story.settled()
    assert li.last.text == 'Nothing in the catalogue is like "zeppelin".'
    li.says("hart t-light", to="Ann")
    await story.settled()
    assert "❔ How many pieces?" in li.card.text
    li.taps("500")
    await story.settled()
    assert "500 × Heart T-light holder at €1.18, €590.00 together" in li.card.text
    assert ann.reads() == []
    li.taps("Send")
    await story.settled()
    assert len(ann.reads()) == 1


async def test_a_tapped_answer_that_is_no_longer_offered_is_out_of_date(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    ann.says("hello")
    await story.settled()
    li.says("/quote HL-T20", to="Ann")
    await story.settled()
    query = li.taps("a:1:9", li.card, forged=True)
    await story.settled()

    assert query.answer["text"] == "This card is out of date."


async def test_edit_sends_the_sellers_own_words_instead(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    ann.says("moq for HL-T20?")
    await story.settled()
    li.taps("MOQ")
    await story.settled()
    li.taps("Edit")
    await story.settled()
    assert "Write your own text" in li.card.text
    assert "200+ pcs: €1.35" in li.card.text
    li.says("For you: 150 pieces <3", to="Ann")
    await story.settled()

    assert ann.reads() == ["For you: 150 pieces <3"]
    assert "✓ For you: 150 pieces <3 · Li" in li.card.text
    assert await story.rows("SELECT reply_key, edited FROM reply_uses") == [{"reply_key": "moq.en", "edited": 1}]


async def test_back_shows_the_suggestions_again_and_asks_nothing_any_more(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    ann.says("moq for HL-T20?")
    await story.settled()
    li.taps("MOQ")
    await story.settled()
    li.taps("Edit")
    await story.settled()
    li.taps("Back")
    await story.settled()

    assert li.card.button("1  MOQ and price tiers")
    assert await story.rows("SELECT * FROM waits") == []


async def test_unsend_takes_the_message_back_from_the_buyer(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    ann.says("moq for HL-T20?")
    await story.settled()
    li.taps("MOQ")
    await story.settled()
    li.taps("Send")
    await story.settled()
    assert len(ann.reads()) == 1
    li.taps("Unsend")
    await story.settled()

    assert ann.reads() == []
    assert "↩ MOQ and price tiers · Li · today 09:00 · taken back" in li.sees("Ann")[-1].text
    again = story.world.taps(li.user, li.sees("Ann")[-1], "u:2", forged=True)
    await story.settled()
    assert again.answer["text"] == "This card is out of date."


async def test_a_double_press_has_one_effect(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    ann.says("moq for HL-T20?")
    await story.settled()
    li.taps("MOQ")
    await story.settled()
    card = li.card
    first, second = li.taps("Send", card), li.taps("Send", card)
    await story.settled()

    assert len(ann.reads()) == 1
    assert first.answer["text"] == ""
    assert second.answer["text"] == "Already sent."


async def test_of_two_sellers_who_press_at_the_same_time_one_wins(story):
    li, bo = await story.seller("Li", manager=True), await story.seller("Bo", manager=True)
    ann = story.buyer("Ann")
    group = story.world.add_group("Desk", [li.user, bo.user])
    story.world.says(li.user, "/desk", chat=group)
    await story.settled()
    ann.says("moq for HL-T20?")
    await story.settled()
    li.taps("MOQ")
    await story.settled()
    card = li.with_button("Send")
    first, second = li.taps("Send", card), bo.taps("Send", card)
    await story.settled()

    assert len(ann.reads()) == 1
    assert (first.answer["text"], second.answer["text"]) == ("", "Already sent.")


async def test_a_reply_whose_file_is_broken_or_gone_is_said_on_the_card(story, tmp_path):
    from bot.replies import load

    path = tmp_path / "quick" / "moq.en.md"
    path.parent.mkdir()
    path.write_text(
        '+++\ntitle = "MOQ"\nshortcut = "moq"\nlanguage = "en"\nintents = ["moq"]\n+++\n'
        "{% if buyer.first_name == 'Ann' %}{{ product.title }}{% endif %}Hello"
    )
    story.app.shop.replies = load(tmp_path)
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    ann.says("moq?")
    await story.settled()
    li.taps("1  MOQ")
    await story.settled()

    assert "⚠️ This reply can't be written: " in li.card.text
    assert "moq.en.md:7: " in li.card.text
    story.app.shop.replies = load(tmp_path / "nowhere")
    query = li.taps("1  MOQ")
    await story.settled()
    assert query.answer["text"] == "This card is out of date."


async def test_the_language_of_replies_follows_what_the_buyer_writes(story):
    li = await story.seller("Li", manager=True)
    wang = story.buyer("Wang", language_code="en")
    wang.says("你们的 moq 是多少 HL-T20")
    await story.settled()
    li.taps("1  ")
    await story.settled()
    li.taps("Send")
    await story.settled()

    assert (await story.file(wang)).language == "zh"
    assert any("\u4e00" <= letter <= "\u9fff" for letter in wang.last.text)


async def test_the_order_of_replies_follows_what_this_shop_picks(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    for _ in range(2):  # once may be chance
        ann.says("moq?")
        await story.settled()
        second = li.card.buttons[1][0]["text"][3:]
        li.taps(f"2  {second}")
        await story.settled()
        while "❔" in li.card.text:
            li.says("HL-T20", to="Ann")
            await story.settled()
        li.taps("Send")
        await story.settled()
    ben = story.buyer("Ben")
    ben.says("moq?")
    await story.settled()

    assert li.card.buttons[0][0]["text"] == f"1  {second}"


async def test_a_repeated_update_shows_nothing_again(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    asked = ann.says("moq?")
    await story.settled()
    story.world.raw_update({"message": asked.data})
    await story.settled()

    assert len(li.cards()) == 1
    assert len(await story.rows("SELECT * FROM messages WHERE direction = 'in'")) == 1


async def test_a_deep_link_is_kept_as_the_source_however_long(story):
    li = await story.seller("Li", manager=True)
    ann = story.buyer("Ann", started=False)
    story.world.starts(ann.user, "autumn-campaign-2026-hamburg-booth-7")
    await story.settled()

    assert (await story.file(ann)).source == "autumn-campaign-2026-hamburg-booth-7"
    assert li.card.text.startswith("[opened the chat]")
    assert ann.reads() == []


async def test_a_reply_of_a_season_is_offered_in_it_only(story, tmp_path):
    from dataclasses import replace
    from datetime import date

    from bot.config import Season
    from bot.replies import load

    (tmp_path / "quick").mkdir()
    (tmp_path / "quick" / "sale.en.md").write_text(
        '+++\ntitle = "Sale"\nshortcut = "sale"\nlanguage = "en"\nintents = ["price"]\n'
        'when = { season = "sale" }\n+++\nHi'
    )
    shop = story.app.shop
    shop.replies = load(tmp_path)
    shop.config = replace(shop.config, seasons={"sale": Season(date(2026, 11, 25), date(2026, 11, 30))})
    li, ann = await story.seller("Li", manager=True), story.buyer("Ann")
    offered = []
    for _ in range(2):
        ann.says("price?")
        await story.settled()
        offered.append(li.card.buttons[0][0]["text"])
        await story.later(days=1)

    assert offered == ["🛍 Products", "1  Sale"]
