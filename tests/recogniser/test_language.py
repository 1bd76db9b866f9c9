"""Short messages in their language; what is known of the buyer decides where the text does not."""

import tomllib
from pathlib import Path

import pytest

from bot.recogniser.language import detect, told_by

TABLE = {
    "en": "hello|how much is it|price?|do you ship to Spain|need 500 pcs|thanks a lot|moq pls|u have stock?",
    "zh": "你好|多少钱|可以印logo吗|MOQ是多少|FOB宁波什么价",
    "es": "hola|cuánto cuesta|¿tienen stock?|precio por favor|quiero 200 unidades|hacen envíos a México|gracias",
    "pt": "olá|quanto custa|vocês têm em estoque|quero fazer um pedido|obrigado|não recebi meu pedido|qual o prazo",
    "ru": "привет|сколько стоит|есть в наличии?|нужен счёт|где мой заказ",
    "ar": "مرحبا|كم السعر|هل تشحنون إلى دبي|أين طلبي",
    "fr": "bonjour|combien ça coûte|vous livrez en Belgique|je voudrais commander|merci beaucoup|c'est en stock ?",
    "de": "Guten Tag, wie viel kostet das|ich brauche 100 Stück für meinen Laden",
    "it": "buongiorno, quanto costa la spedizione|vorrei un preventivo per questo",
    "ja": "いくらですか|カタログをください",
    "ko": "얼마예요",
    "uk": "скільки це коштує, є в наявності?",
    "tr": "fiyatı ne kadar, kaç günde gelir",
    "fa": "قیمت این چند است؟",
}


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code, all_ in TABLE.items() for text in all_.split("|")]
)
def test_the_language_is_heard(language: str, text: str):
    assert detect(text) == language


@pytest.mark.parametrize("text", ["ok", "500", "👍", "", "85123A", "https://example.com/a", "OK 85123A"])
def test_where_the_text_says_nothing_the_buyers_language_decides(text: str):
    assert detect(text, known="pt", telegram="en") == "pt"


def test_telegrams_language_is_the_last_resort():
    assert detect("500", telegram="pt-br") == "pt"
    assert detect("500") == "en"


def test_a_clear_text_overrules_what_is_known():
    assert detect("how much is the shipping to Brazil", known="pt") == "en"
    assert detect("多少钱", known="en") == "zh"


@pytest.mark.parametrize(
    ("text", "known", "telegram", "by"),
    [
        ("起订量多少", "", "en", "script"),
        ("what is your best price please", "", "de", "words"),
        ("hola, cuál es el precio", "", "en", "words"),
        ("500", "pt", "en", "earlier"),
        ("500", "", "pt-br", "telegram"),
        ("👍", "", "", "nothing"),
        ("ok", "es", "", "earlier"),
    ],
)
def test_it_says_what_told_the_language(text, known, telegram, by):
    assert told_by(text, known, telegram) == by


@pytest.mark.parametrize(("batch", "least"), [("1", 0.97), ("2", 0.95)])
def test_short_messages_are_told_apart_without_anything_known(batch: str, least: float):
    table = tomllib.loads((Path(__file__).parent / "blind_language.toml").read_text("utf-8"))[batch]
    right = [detect(text) == language for language, all_ in table.items() for text in all_.split("|")]

    assert sum(right) / len(right) >= least
