"""A reply file that is wrong is refused with its line and with words that help."""

import pytest

from bot.core.replies import When
from bot.replies.files import MOST_BYTES, read_reply

from .conftest import file_text, problems_of

GOOD = """+++
title    = "MOQ and price tiers"
shortcut = "moq"
intents  = ["moq", "price"]
language = "en"
examples = ["what's your minimum order", "how many pieces at least"]
keywords = ["moq"]
ask      = ["product"]
when     = { grade = ["gold", "platinum"], min_orders = 1, season = "preheat", stage = ["regular"] }
version  = "2"
+++
Hello {{ buyer.first_name }}, for {{ product.title }} the minimum is {{ product.moq }} pcs.
"""


def test_a_good_file_becomes_a_reply_with_everything_in_it():
    reply, problems = read_reply(GOOD.encode(), "replies/quick/moq.en.md")

    assert problems == ()
    assert reply is not None
    assert (reply.key, reply.title, reply.version, reply.folder) == ("moq.en", "MOQ and price tiers", "2", "quick")
    assert reply.intents == ("moq", "price")
    assert reply.examples == ("what's your minimum order", "how many pieces at least")
    assert reply.when == When(("gold", "platinum"), ("regular",), 1, "preheat")
    assert reply.body_line == 12
    assert reply.body.startswith("Hello {{")


def test_windows_line_ends_and_a_byte_order_mark_are_no_problem():
    reply, problems = read_reply(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode(), "moq.en.md")

    assert problems == ()
    assert reply is not None
    assert "\r" not in reply.body


FRONT_MISTAKES = {
    'intnts = ["moq"]\n': (5, "intnts is not a known key; did you mean intents?"),
    "intents = 5\n": (5, 'intents must be a list of texts, ["like", "this"]'),
    "examples = 5\n": (5, 'examples must be a list of texts, ["like", "this"]'),
    'ask = "product"\n': (5, 'ask must be a list of texts, ["like", "this"]'),
    'intents = ["moqq"]\n': (5, "moqq is no intent; did you mean moq?"),
    'intents = ["zzz"]\n': (5, "zzz is no intent; known: greeting, price"),
    'ask = ["prodct"]\n': (5, "ask: prodct is no fact; did you mean product?"),
    'ask = ["quantity"]\n': (1, "asks for quantity, but the text does not use it"),
    'examples = ["hello"]\n': (5, "examples need intents: what do they mean?"),
    "when = 3\n": (5, "when must be a table, { min_orders = 1 }"),
    "when = { min_order = 1 }\n": (5, "when: min_order is not a known key; did you mean min_orders?"),
    "when = { min_orders = -1 }\n": (5, "when: min_orders must be a whole number from 0 on"),
    "when = { min_orders = true }\n": (5, "when: min_orders must be a whole number from 0 on"),
    'when = { stage = ["regulr"] }\n': (5, "when: stage must be a list of stages: fan, card asked"),
    'keywords = [""]\n': (5, "keywords must be a list of texts"),
    'title = "twice"\n': (5, "front matter: Cannot overwrite a value"),
    "nonsense\n": (5, "front matter: Expected '=' after a key"),
    'version = "open\n': (5, "front matter: "),
}


@pytest.mark.parametrize(("more", "expected"), FRONT_MISTAKES.items(), ids=[*FRONT_MISTAKES])
def test_a_mistake_in_the_front_matter_is_named_with_its_line(more: str, expected: tuple[int, str]):
    problem = problems_of(file_text(more=more))[0]

    assert problem.line == expected[0]
    assert expected[1] in problem.text


WHOLE_FILES = {
    "": (1, "the first line must be +++"),
    "Hello": (1, "the first line must be +++"),
    "+++\ntitle = 'x'\n": (3, "the front matter has no closing +++ line"),
    "+++\n+++\nHello": (1, "title is missing"),
    file_text(shortcut="No Spaces"): (3, "shortcut must be small letters, digits, - and _, at most 32"),
    file_text(language="english!"): (4, 'language must be a language code, "en" or "pt-br"'),
}


@pytest.mark.parametrize(("text", "expected"), WHOLE_FILES.items(), ids=range(len(WHOLE_FILES)))
def test_a_file_that_is_no_reply_is_refused(text: str, expected: tuple[int, str]):
    problem = problems_of(text)[0]

    assert (problem.line, problem.text) == expected


def test_bytes_that_are_no_text_are_refused_with_their_line():
    reply, (problem,) = read_reply(b"+++\ntitle = 'x'\n\xff\n", "x.en.md")

    assert reply is None
    assert str(problem) == "x.en.md:3: is not UTF-8 text"


def test_a_file_too_large_to_be_a_reply_is_not_even_parsed():
    reply, (problem,) = read_reply(b"+" * (MOST_BYTES + 1), "x.en.md")

    assert reply is None
    assert "larger than 65,536 bytes" in problem.text


BODY_MISTAKES = {
    "one\n{{ product.mog }}": (7, "product has no mog; did you mean moq?"),
    "{{ byer.first_name }}": (6, "byer is not known here; did you mean buyer?"),
    "\n\n{% if buyer.orders %}open": (8, "Unexpected end of template"),
    "{{ 'x' | shuot }}": (6, "the filter shuot is not known"),
    "{{ product.price | monney }}": (6, "the filter monney is not known; did you mean money?"),
    "{% if product is divisibleby 3 %}{% endif %}": (6, "the test divisibleby is not known"),
    "{% for x in quantity %}{% endfor %}": (6, "loops run over product.tiers or buyer.categories"),
    "{{ tier.price }}": (6, "tier is not known here"),
    "{{ buyer.first_name.x }}": (6, "text has no x"),
    "{% for t in product.tiers %}{{ loop.inde }}{% endfor %}": (6, "loop has no inde; did you mean index?"),
    "{{ buyer.first_name | join }}": (6, "join works on product.tiers or buyer.categories"),
}


@pytest.mark.parametrize(("body", "expected"), BODY_MISTAKES.items(), ids=[*BODY_MISTAKES])
def test_a_mistake_in_the_text_is_named_with_the_line_of_the_file(body: str, expected: tuple[int, str]):
    problem = problems_of(file_text(body, more=""))[0]

    assert problem.line == expected[0]
    assert expected[1] in problem.text


def test_a_line_may_be_long_but_not_the_whole_text():
    assert "longer than 16,384 characters" in problems_of(file_text("x" * 17_000))[0].text


@pytest.mark.parametrize(
    "body", ["{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "{{ " + "not " * 3000 + "1 }}", "{{ 1" + "+1" * 3000 + "}}"]
)
def test_a_text_nested_too_deeply_is_refused_and_breaks_nothing(body: str):
    assert "too deeply nested" in problems_of(file_text(body))[0].text
