"""Whatever is written: every fact quotes the text, nothing raises, and reading takes milliseconds."""

import random
import re
import time
from itertools import pairwise

import pytest

from bot.core.recognition import FACT_KINDS
from tests.recogniser.test_facts_by_hand import TABLES, _read, heard, messages

PIECES = [
    "500 pcs", "三百个", "٥٠٠ قطعة", "half a dozen", "quatre-vingt", "пятьсот", "85123A", "KX-4471", "$2.50", "2,50 €",
    "R$ 1.250,00", "¥8.5", "usd1.95", "FOB", "CIF Hamburg", "São Paulo", "السعودية", "санкт-петербург", "Köln",
    "before 15 october", "24/7", "2nd time", "下周五前", "a@b.co", "+44 20 7946 0018", "order #A-7719", "单子SO-5521",
    "1x40hq", "un contenedor de 20", "حاويتين 40 قدم", "white heart", "爱心烛台", "3 tier", "12-34-56", "1.2.3.4",
    "½", "²",
    "①", "Ⅷ", "৫০০", "𝟓𝟎𝟎", "İİİ", "ß", "ﬁ", "e\u0301", "\u200d", "\u202e", "\ufeff", "\x00",
    "👍🏽", "🇩🇪", "\n", "\t", "{{ 7*7 }}",
    "<b>5</b>", "SELECT 5 FROM t WHERE a='1';", "https://shop.example/5?q=500&p=2", "(((((", "9" * 40, "0", "-5", "1e9",
]  # fmt: skip
HOSTILE = [
    "", " ", "👍", "👍🏽" * 500, "a" * 4096, "9" * 4096, "1 " * 2048, "1,000," * 680, "三" * 4096, "(" * 4096,
    "🇩🇪" * 2048,
    "\u202e500 pcs\u202c", "5\u0336 0\u0336 0\u0336 pcs", "\ud800 500 pcs", "e" + "\u0301" * 4000, "\x00" * 100,
    "one and " * 500, "un y " * 1000, "order " * 680, "white heart " * 340, "a@" * 2000, "+1" * 2000, "- " * 2000,
    "FOB " * 1000, "before " * 500, "de 20 " * 680, "1-2-" * 1000, "half a " * 600, "ا" * 4096, "в " * 2000,
    "def f(x):\n    return x[5:500] + {'a': 2.5}['a']  # $3 \n" * 60,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_hostile_texts_are_read_without_an_error_and_soon(text: str) -> None:
    began = time.perf_counter()
    for fact in heard(text):
        assert fact.kind in FACT_KINDS
        assert text[fact.start : fact.end]
    assert time.perf_counter() - began < 2, "a text must not keep the others waiting"


def test_every_fact_quotes_the_text_that_says_it() -> None:
    dice = random.Random(7)
    for _ in range(400):
        text = dice.choice((" ", ", ", "\n", "")).join(dice.choices(PIECES, k=dice.randint(1, 9)))
        check_quotes(text)


def test_the_messages_of_the_tables_are_quoted_too() -> None:
    for table in TABLES:
        for _, text, _, _ in messages(table):
            check_quotes(text)


def check_quotes(text: str) -> None:
    """Spans lie in the text, are trimmed and apart, and what was taken over as written stands there."""
    found = heard(text)
    for fact in found:
        quoted = text[fact.start : fact.end]
        assert 0 <= fact.start < fact.end <= len(text), (text, fact)
        assert quoted == quoted.strip(), (text, fact)
        if fact.kind == "order_number":
            assert quoted == fact.value, (text, fact)
        if fact.kind == "quantity" and (plain := re.fullmatch(r"(\d+) (?:pcs|cartons)", quoted)):
            assert fact.value == plain.group(1), (text, fact)
        if fact.kind == "email":
            assert quoted.lower() == fact.value, (text, fact)
    for one, two in pairwise(found):
        # One amount may count several products ("300 each"), so equal spans are told apart by product.
        assert one.end <= two.start or ((one.start, one.end) == (two.start, two.end) and one.of != two.of), (
            text,
            found,
        )


def test_ordinary_messages_take_milliseconds() -> None:
    texts = [text for table in TABLES for _, text, _, _ in messages(table)]
    for text in texts:
        heard(text)
    taken = []
    for text in texts:
        began = time.process_time()
        heard(text)
        taken.append(time.process_time() - began)
    assert sorted(taken)[int(len(taken) * 0.95)] < 0.010


def test_the_tables_are_as_long_as_they_should_be() -> None:
    lengths = dict.fromkeys(("en", "zh", "es", "pt", "ru", "ar", "fr", "de"), 0)
    none = 0
    for table in TABLES:
        for language, _, wanted, _ in messages(table):
            lengths[language] += 1
            none += not wanted
    assert sum(lengths.values()) >= 350
    assert min(lengths.values()) >= 35
    assert none >= 100
    assert all(set(_read(table)["phrases"]) == set(lengths) for table in TABLES)
