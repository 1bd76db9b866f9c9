"""The card in each of its states: what a seller reads, valid for Telegram whatever names and texts stand in it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core import actions
from bot.core.followups import FollowUp
from bot.core.money import Money
from bot.core.people import Buyer, Totals
from bot.core.products import Product, Tier
from bot.core.recognition import Fact
from bot.core.rhythm import Rhythm
from bot.core.shows import Button, CardView, Desk, Heard, NamedFact, Offer, Proposal, Say
from bot.replies import length, plain
from bot.replies.markup import markup_fault
from bot.tg.render import MOST_HEARD, button, card, summary

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DESK = Desk(1, 101, "private", "en", "Asia/Shanghai", topics=True, seller_id=1)
GROUP = replace(DESK, kind="group", seller_id=0)
ANNA = Buyer(7, "Anna", "Schmidt", telegram_id=207, country="DE", city="Hamburg", zone="Europe/Berlin", stage="regular",
             grade="gold", stars=2, owner_id=1)  # fmt: skip
HEART = Product(3, "85123A", "White hanging heart", (Tier(48, Money(295, "EUR")), Tier(500, Money(200, "EUR"))),
                "hearts", 48, 1, 3200)  # fmt: skip
CARD = CardView(
    card=12,
    state="suggest",
    buyer=ANNA,
    now=NOW,
    heard=(
        Heard("text", "Hi! whats the min order for the white hart tlight holder?"),
        Heard("text", "need 500 to Hamburg"),
    ),
    intents=("moq", "shipping_cost"),
    language="en",
    discount=5,
    totals=Totals(9, Money(831000, "EUR"), datetime(2026, 3, 14, tzinfo=UTC), Money(124000, "EUR"), (60, 60)),
    rhythm=Rhythm(60, 71),
    categories=("candle holders", "hanging hearts"),
    followups=(FollowUp(5, 7, 1, "Send the new catalogue", NOW + timedelta(hours=1), "Asia/Shanghai"),),
    facts=(
        NamedFact(Fact("quantity", "500", 0, 3, "pcs")),
        NamedFact(Fact("product", "85123A", 0, 3), "White hanging heart"),
        NamedFact(Fact("place", "Hamburg", 0, 3)),
    ),
    offers=(Offer("moq.en", "MOQ and price tiers"), Offer("shipping.en", "Shipping to your port")),
    owner="Li",
)  # fmt: skip
STATES = ("suggest", "preview", "edit", "ask", "products", "product", "business", "followup", "when", "note", "more",
          "sent", "unsent")  # fmt: skip
FULL = replace(
    CARD,
    same=Buyer(9, "Anna", "S."),
    preview="Hello <b>Anna</b>",
    preview_title="MOQ and price tiers",
    ask="product",
    candidates=("85123A", "84879"),
    proposals=(Proposal(HEART, Say("reorders about every {every} days, {ago} days ago", {"every": 60, "ago": 71})),),
    product=HEART,
    times=(NOW + timedelta(days=1), NOW + timedelta(days=3)),
    sent_title="MOQ and price tiers",
    sent_by="Li",
    sent_at=NOW,
    sent_row=4,
)


def shown(view: CardView, desk: Desk = DESK) -> str:
    return plain(card(view, desk)[0])


def labels(view: CardView, desk: Desk = DESK) -> list[list[str]]:
    return [[one["text"] for one in row] for row in card(view, desk)[1]]


def test_the_card_as_it_is_drawn_in_the_product():
    assert shown(CARD) == "\n".join(
        [
            "Hi! whats the min order for the white hart tlight holder?",
            "need 500 to Hamburg",
            "💬 MOQ · shipping cost   English",
            "Anna Schmidt · Hamburg, Germany 10:00 there · ★★ · Gold −5 %",
            "9 orders · €8,310 · last 14 Mar, €1,240",
            "Orders about every 60 days — last one 71 days ago: due now",
            "Buys candle holders, hanging hearts",
            "⏰ Send the new catalogue — today 18:00",
            "Heard: 500 pcs · White hanging heart → 85123A · Hamburg",
        ]
    )
    assert labels(CARD) == [
        ["1  MOQ and price tiers"],
        ["2  Shipping to your port"],
        ["🛍 Products", "💼 Card", "⏰ Follow up", "⋯"],
    ]


def test_unsure_says_so_and_names_nothing():
    text = shown(replace(CARD, unsure=True))

    assert "not sure what is asked" in text
    assert "MOQ ·" not in text


def test_a_stranger_has_no_file_yet():
    assert shown(replace(CARD, buyer=Buyer(8, "Bo"), totals=None, rhythm=None, categories=(), followups=(), facts=(),
                         owner="", language="")).split("\n")[2:] == [
        "💬 MOQ · shipping cost", "Bo", "No orders yet", "In the public pool",
    ]  # fmt: skip


@pytest.mark.parametrize(("ago", "said"), [(20, "20 days ago"), (71, "due now"), (100, "overdue")])
def test_the_rhythm_says_when_an_order_is_due(ago, said):
    assert shown(replace(CARD, rhythm=Rhythm(60, ago))).split("\n")[5].endswith(said)


def test_in_a_group_it_says_who_looks_after_the_buyer():
    assert "Looked after by Li" in shown(CARD, GROUP)
    assert "Looked after by Li" not in shown(CARD)


def test_another_year_is_named():
    old = replace(CARD.totals, last_order_at=datetime(2024, 3, 14, tzinfo=UTC))

    assert "last 14 Mar 2024, €1,240" in shown(replace(CARD, totals=old))


def test_a_match_in_the_files_asks_whether_it_is_the_same_person():
    view = replace(CARD, same=Buyer(9, "Anna", "S."), same_by="email", same_orders=9)

    assert "Looks like Anna S., 9 orders (same e-mail). Same person?" in shown(view)
    assert ["Yes, same person", "No"] in labels(view)


def test_a_preview_shows_the_text_as_the_buyer_will_see_it():
    view = replace(FULL, state="preview")

    assert card(view, DESK)[0].endswith("───\n<b>MOQ and price tiers</b>\nHello <b>Anna</b>")
    assert labels(view) == [["Send", "Edit", "Back"]]


def test_a_reply_that_cannot_be_written_says_why_and_offers_the_others():
    view = replace(CARD, problem=Say("This reply can't be written: {problem}", {"problem": "moq.en.md:7: a < b"}))

    assert "⚠️ This reply can't be written: moq.en.md:7: a < b" in shown(view)
    assert labels(view)[0] == ["1  MOQ and price tiers"]


@pytest.mark.parametrize(
    ("ask", "rows"), [("product", [["85123A"], ["84879"], ["Back"]]), ("quantity", [["85123A", "84879"], ["Back"]])]
)
def test_a_missing_fact_is_one_question_with_answers_to_tap(ask, rows):
    view = replace(FULL, state="ask", ask=ask)

    assert labels(view) == rows
    assert "it is not sent to the buyer" in shown(view)


def test_a_question_without_known_answers_has_no_empty_row():
    assert labels(replace(CARD, state="ask", ask="place")) == [["Back"]]


def test_products_stand_with_their_reasons():
    view = replace(FULL, state="products")

    assert "• White hanging heart 85123A\n   reorders about every 60 days, 71 days ago" in shown(view)
    assert labels(view) == [["White hanging heart"], ["Back"]]
    assert "Nothing to propose" in shown(replace(view, proposals=()))


def test_a_product_shows_this_buyers_prices():
    text = shown(replace(FULL, state="product"))

    assert "48+ : €2.80" in text
    assert "500+ : €1.90" in text
    assert text.endswith("MOQ 48 · 1 day · stock 3,200")
    assert labels(replace(FULL, state="product")) == [["Send", "Back"]]


def test_a_product_gone_from_the_catalogue_leaves_the_way_back():
    assert labels(replace(FULL, state="product", product=None)) == [["Back"]]


def test_after_sending_it_says_what_who_and_when():
    text = shown(replace(FULL, state="sent"))

    assert "✓ MOQ and price tiers · Li · today 17:00" in text
    assert labels(replace(FULL, state="sent")) == [["Unsend"]]
    assert "↩ MOQ and price tiers · Li · today 17:00 · taken back" in shown(replace(FULL, state="unsent"))
    assert labels(replace(FULL, state="unsent")) == []


@pytest.mark.parametrize(("owner", "label"), [(1, "Release to the pool"), (0, "Claim")])
def test_the_rest_of_what_can_be_done(owner, label):
    assert labels(replace(CARD, state="more", buyer=replace(ANNA, owner_id=owner))) == [
        ["👤 File", "📝 Note"], ["It's about…", "Why?"], [label, "Back"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heard", "line"),
    [
        (Heard("photo", ""), "[photo]"),
        (Heard("photo", "this one?"), "[photo] this one?"),
        (Heard("voice", ""), "[voice message]"),
        (Heard("service", "/start fair-2026"), "[opened the chat]"),
        (Heard("text", "500 pcs", edited=True), "500 pcs ✎"),
        (Heard("mystery", ""), "[mystery]"),
    ],
)
def test_what_the_buyer_sent_has_a_name(heard, line):
    assert shown(replace(CARD, heard=(heard,))).split("\n")[0] == line


def test_what_was_deleted_is_struck_through():
    assert "<s>500 pcs</s>" in card(replace(CARD, heard=(Heard("text", "500 pcs", deleted=True),)), DESK)[0]


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (Fact("money", "2.50", 0, 1, "USD"), "2.50 USD"),
        (Fact("money", "2.50", 0, 1), "2.50"),
        (Fact("quantity", "12000", 0, 1, "cartons", "85123A"), "12,000 cartons 85123A"),
        (Fact("quantity", "a few", 0, 1), "a few pcs"),
        (Fact("product", "XX-1", 0, 1), "XX-1"),
        (Fact("incoterm", "FOB", 0, 1), "FOB"),
    ],
)
def test_what_was_heard_is_written_out(fact, said):
    assert shown(replace(CARD, facts=(NamedFact(fact), NamedFact(fact)))).split("\n")[-1] == f"Heard: {said}"


def test_the_last_words_stay_when_there_are_too_many():
    heard = tuple(Heard("text", f"{number} " + "words " * 60) for number in range(20))
    lines = shown(replace(CARD, heard=heard)).split("\n")

    assert lines[0] == "…"
    kept = [int(line.split()[0]) for line in lines if line.endswith("words ")]
    assert kept == list(range(kept[0], 20))
    assert kept[0] > 0


def test_one_endless_message_stands_with_its_beginning():
    text, _ = card(replace(CARD, heard=(Heard("text", "<&" * 2048, deleted=True),)), DESK)

    assert markup_fault(text) is None
    assert plain(text).startswith("<&<&")
    assert length(text.split("</blockquote>")[0]) <= MOST_HEARD


def test_a_long_reply_is_previewed_whole_and_the_buyers_words_make_room():
    reply = "x" * 3900
    view = replace(FULL, state="preview", preview=reply, heard=(Heard("text", "y" * 1500),))

    assert reply in card(view, DESK)[0]
    assert length(card(view, DESK)[0]) <= 4096


def test_the_summary_is_the_file_without_the_message():
    assert plain(summary(CARD, DESK)).split("\n")[0] == "Anna Schmidt · Hamburg, Germany 10:00 there · ★★ · Gold −5 %"
    assert "whats the min order" not in summary(CARD, DESK)


nasty = st.one_of(
    st.sampled_from(
        ["<b>", "&", "Тест", "أحمد \u202e", "👩‍👩‍👧‍👦" * 8, "x" * 4096, "<i>&" * 1024, "", "\u0000", "{0}", "%s"]
    ),
    st.text(max_size=64),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(nasty, nasty, st.lists(nasty, max_size=6), st.sampled_from(STATES), st.sampled_from(["en", "zh_CN"]))
def test_every_state_is_something_telegram_takes(name, other, heard, state, language):
    view = replace(
        FULL,
        state=state,
        buyer=replace(ANNA, first_name=name[:64], last_name=other[:64], city=name[:40]),
        heard=tuple(Heard("text", text) for text in heard),
        categories=(other[:100],),
        offers=tuple(Offer("k.en", title[:100]) for title in heard[:3]),
        owner=name[:64],
        preview_title=other[:100],
        sent_title=other[:100],
        candidates=tuple(heard[:4]),
        facts=(NamedFact(Fact("place", other, 0, 1)), NamedFact(Fact("product", name, 0, 1), other[:100])),
        followups=tuple(replace(CARD.followups[0], text=text) for text in heard[:3]),
        same=replace(ANNA, first_name=other[:64]) if state == "suggest" else None,
    )
    text, rows = card(view, replace(DESK, language=language))

    assert markup_fault(text) is None
    assert 0 < length(text) <= 4096
    for one in (one for row in rows for one in row):
        assert len(one["callback_data"].encode()) <= 64
        assert actions.unpack(one["callback_data"]) is not None


def test_a_button_shows_signs_as_they_are():
    assert button(Button(Say("{title}", {"title": "Heart <white> & more"}), actions.BackToCard(1)), DESK) == {
        "text": "Heart <white> & more", "callback_data": "b:1",
    }  # fmt: skip
    assert button(Button(Say("Open"), url="https://x.example"), DESK) == {"text": "Open", "url": "https://x.example"}
