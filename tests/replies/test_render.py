"""What the buyer gets is what Telegram takes, whatever stands in names and whatever is not known."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.money import Money
from bot.core.products import Product, Tier
from bot.core.replies import Reply
from bot.core.scene import BuyerView, Scene, SellerView, product_view
from bot.replies import MOST_CAPTION_CHARACTERS, ReplyError, missing, plain, render
from bot.replies.markup import markup_fault

from .conftest import reply_of

HEART = Product(
    1, "85123A", "White heart", (Tier(48, Money(255, "EUR")), Tier(500, Money(1_000_00, "EUR"))), moq=48, lead_days=15
)
SCENE = Scene(
    today=date(2026, 3, 4),
    buyer=BuyerView(first_name="Anna", categories=("hearts", "holders"), discount=10),
    product=product_view(HEART, 10, 48),
    quantity=1500,
)


def written(body: str, language: str = "en", scene: Scene = SCENE) -> str:
    return render(reply_of(body, language=language), scene)


def test_the_example_of_the_manual_is_written_with_this_buyers_prices():
    body = (
        "Hello {{ buyer.first_name }}, the minimum is {{ product.moq }} pcs.\n"
        "{% for tier in product.tiers %}{{ tier.quantity }}+ pcs: {{ tier.price | money }}\n{% endfor %}\n"
    )

    assert written(body) == "Hello Anna, the minimum is 48 pcs.\n48+ pcs: €2.30\n500+ pcs: €900.00"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "1,500 · €2.30 · 4 Mar 2026"),
        ("es", "1.500 · 2,30\xa0€ · 4 mar 2026"),
        ("fr", "1\u202f500 · 2,30\xa0€ · 4 mars 2026"),
        ("zh", "1,500 · €2.30 · 2026年3月4日"),
    ],
)
def test_money_numbers_and_days_are_written_as_the_replys_language_does(language: str, expected: str):
    assert written("{{ quantity | number }} · {{ product.price | money }} · {{ today | date }}", language) == expected


def test_money_and_days_are_written_right_even_without_their_filter():
    assert (
        written("{{ product.price }} until {{ today }}, {{ product.price * 10 }}") == "€2.30 until 4 Mar 2026, €23.00"
    )


def test_sums_lists_and_conditions():
    body = "{{ quantity * 2 - 1 }} {{ buyer.categories | first }} {{ buyer.categories | join(', ') | upper }} "
    body += "{{ (product.tiers | last).price }} {{ 'many' if quantity > 1000 else 'few' }} {{ 6 / 3 + 7 // 2 }}"

    assert written(body) == "2999 hearts HEARTS, HOLDERS €900.00 many 5.0"


def test_what_a_buyer_typed_can_never_be_markup():
    scene = replace(SCENE, buyer=BuyerView(first_name='<b>&"<script>'), place="</b>")

    assert written("<b>{{ buyer.first_name }}</b> {{ place }}", scene=scene) == (
        "<b>&lt;b&gt;&amp;&#34;&lt;script&gt;</b> &lt;/b&gt;"
    )


def test_a_name_can_not_turn_the_line_around():
    scene = replace(SCENE, buyer=BuyerView(first_name="\u202eannA\u2066\x00\x1b"))

    assert written("Hi {{ buyer.first_name }}!", scene=scene) == "Hi annA!"


@given(st.text(max_size=200))
def test_any_name_gives_a_text_that_telegram_takes(name: str):
    scene = replace(SCENE, buyer=BuyerView(first_name=name, name=name), seller=SellerView(name=name))
    text = written("<b>Hello {{ buyer.first_name }}, here is {{ seller.name }}.</b>", scene=scene)

    assert markup_fault(text) is None
    assert plain(text).startswith("Hello")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Hi {{ buyer.first_name }}, well", "Hi, well"),
        ("Thanks, {{ buyer.first_name }}.", "Thanks."),
        ("Yes, {{ buyer.first_name }}, we do", "Yes, we do"),
        ("Merci, {{ buyer.first_name }} !", "Merci !"),
        ("Great, {{ buyer.first_name }}: this", "Great: this"),
        ("好的，{{ buyer.name }}。我们", "好的。我们"),
        ("{{ buyer.name }}，您好", "您好"),
        ("شكراً {{ buyer.first_name }}، نعم", "شكراً، نعم"),
        ("one\n\n\n\n{{ buyer.name }}\n\ntwo", "one\n\ntwo"),
        ("from 4 to 5, .5 off: 1,500", "from 4 to 5, .5 off: 1,500"),
        ("wait... 2026 г..", "wait... 2026 г."),
    ],
)
def test_a_name_that_is_not_known_leaves_no_gap(body: str, expected: str):
    assert written(body, scene=Scene(today=SCENE.today)) == expected


def test_what_the_reply_asks_for_and_is_not_known_yet():
    reply = reply_of("{{ product.title }} {{ quantity }} {{ place }}", 'ask = ["product", "quantity", "place"]\n')

    assert missing(reply, SCENE) == ("place",)
    assert missing(reply, Scene(today=SCENE.today)) == ("product", "quantity", "place")
    assert missing(reply, replace(SCENE, place="Hamburg")) == ()


FAILURES = {
    "fine\n{{ quantity }}": (7, "something on this line is not known; ask for it"),
    "{{ product.title }}": (6, "'None' has no attribute 'title'"),
    "\n{{ product.price | money }}": (7, "has no attribute"),
    "{{ quantity | number }}": (6, "what is not known can't be written as a number"),
    "{{ buyer.total | money }}": (6, "what is not known can't be written as money"),
    "{{ date | date }}": (6, "what is not known can't be written as a date"),
    "{% if quantity > 5 %}x{% endif %}": (6, "not supported between instances"),
    "\n\n{{ quantity * 2 }}": (8, "a number in the sum is not known"),
    "{{ buyer.name * 3 }}": (6, "sums work on numbers only; join texts with ~"),
    "{{ 1 / buyer.orders }}": (6, "division by zero"),
    "{{ buyer.name }}": (6, "comes out empty"),
    "{% if not product %}<b>open{% endif %}": (6, "<b> is never closed"),
    "ok\n{% if not product %}\n<font>x</font>{% endif %}": (8, "Telegram does not know <font>"),
}


@pytest.mark.parametrize(("body", "expected"), FAILURES.items(), ids=[*FAILURES])
def test_a_text_that_can_not_be_written_says_in_which_line_and_why(body: str, expected: tuple[int, str]):
    with pytest.raises(ReplyError) as raised:
        written(body, scene=Scene(today=SCENE.today))

    assert raised.value.problem.line == expected[0]
    assert expected[1] in str(raised.value)
    assert str(raised.value).startswith("test.en.md:")


def test_a_text_longer_than_telegram_takes_is_refused():
    long = replace(SCENE, product=replace(product_view(HEART, 0), description="x" * 1100))
    reply = reply_of("{% if product %}{{ product.description }}{% endif %}")

    assert len(render(reply, long)) == 1100
    with pytest.raises(ReplyError, match="comes out 1,100 characters long; Telegram takes 1,024"):
        render(reply, long, MOST_CAPTION_CHARACTERS)


@pytest.mark.parametrize("body", ["{{ 5", "{% if %}", "x" * 20_000, "{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}"])
def test_a_broken_text_that_was_never_checked_fails_in_the_same_way(body: str):
    with pytest.raises(ReplyError):
        render(Reply("x", "en", "x", body, "x.en.md"), SCENE)


def test_a_loop_may_choose_and_say_what_stands_when_nothing_is_chosen():
    body = "{% for tier in product.tiers if tier.quantity < most %}{{ loop.index }}:{{ tier.quantity }} {% else %}none"
    body += "{% endfor %}"

    assert written(body.replace("most", "100")) == "1:48"
    assert written(body.replace("most", "10")) == "none"
    with pytest.raises(AssertionError, match="nobody is not known here"):
        reply_of(body.replace("most", "nobody"))
