"""Every text that sellers read is marked, stands in each catalogue, and is translated with the same {names}."""

import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.core.actions import BackToCard
from bot.core.shows import Button, Desk, Say
from bot.desk.kinds import KINDS
from bot.i18n import SELLER_LANGUAGES, words
from bot.tg import render
from bot.tg.words import FACT_NAMES, GRADES, INTENT_NAMES, STAGES
from bot.tg.words import written as say_written
from tools.messages import TEMPLATE, catalogues, current, marked, template, written

MOST_IN_A_MENU = 256
MOST_ON_A_BUTTON = 64


@pytest.fixture(scope="module")
def source() -> Catalog:
    return template()


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.name)


def halves(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def real(found: Catalog) -> list[Message]:
    return [message for message in found if message.id]


def test_there_is_a_catalogue_for_every_language_that_can_be_chosen() -> None:
    assert {path.parent.name for path in catalogues()} == set(SELLER_LANGUAGES) - {"en"}


def test_the_source_is_read_at_all(source: Catalog) -> None:
    ids = {message.id for message in real(source)}
    assert {"Send", "Unsend", "Back", "taken back", ("{n} order", "{n} orders")} <= ids
    assert "{n} orders" not in ids


def test_four_ways_of_marking_are_found() -> None:
    text = """
a = N_("one " "text")
b = _("shown")
c = w.n("{n} day", "{n} days", n)
d = Say(N_("{n} buyer"), {"n": 2}, plural=N_("{n} buyers"))
e = Say(N_("plain"), {}); f = Say("{value}"); g = _(name); h = print("no")
"""
    assert list(marked(text)) == ["one text", "shown", ("{n} day", "{n} days"), ("{n} buyer", "{n} buyers"), "plain"]


def test_the_template_is_up_to_date(source: Catalog) -> None:
    assert TEMPLATE.read_text(encoding="utf-8") == written(source), "run `make messages`"


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parent.name)
def test_a_catalogue_is_up_to_date(path: Path, source: Catalog) -> None:
    assert path.read_text(encoding="utf-8") == written(current(path, source)), "run `make messages`"


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parent.name)
def test_everything_is_translated_with_the_same_names(path: Path) -> None:
    found = catalogue(path)
    for message in real(found):
        said, originals = halves(message.string), halves(message.id)
        assert all(said), f"not translated: {message.id}"
        assert not message.fuzzy, f"a guess: {message.id}"
        assert len(said) == (found.num_plurals if len(originals) == 2 else 1), f"plural forms: {message.id}"
        for one in said:
            assert names(one) == names(originals[-1]), f"other names in {one!r} than in {originals[-1]!r}"


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parent.name)
def test_a_translation_keeps_the_marks_and_the_commands(path: Path) -> None:
    """A button's picture, the tick of what was sent and a /command are the same in every language."""
    for message in real(catalogue(path)):
        original, said = halves(message.id)[0], halves(message.string)[0]
        for mark in ("⏰", "🛍", "💼", "👤", "📝", "⚠️", "✓", "❗", "❓", "🧾", "☀️", "💬", "🔁", "🗑", "•", "·", "<", ">"):
            assert mark not in original or mark in said, f"{mark} is gone from {said!r}"
        for word in original.replace('"', " ").replace(";", " ").replace(",", " ").replace(":", " ").split():
            if word.startswith("/") and len(word) > 2:
                assert word.rstrip(".!") in said, f"{word} is gone from {said!r}"


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parent.name)
def test_the_texts_of_the_menu_fit(path: Path) -> None:
    from bot.desk.writing import MENU

    _ = words(path.parent.name)._
    assert all(0 < len(_(what)) <= MOST_IN_A_MENU for what in MENU.values())


@pytest.mark.parametrize("language", sorted(set(SELLER_LANGUAGES) - {"en"}))
def test_names_of_stored_things_are_translated(language: str) -> None:
    found = words(language)._
    stored = [*INTENT_NAMES.values(), *FACT_NAMES.values(), *GRADES.values(), *KINDS.values(), *STAGES]
    assert [name for name in stored if found(name) == name] == []


def test_a_plural_is_chosen_in_both_languages() -> None:
    def say(n: int) -> Say:
        return Say("{n} buyer ordered it in the last 30 days", {"n": n}, "{n} buyers ordered it in the last 30 days")

    assert say_written(say(1), "en", "UTC") == "1 buyer ordered it in the last 30 days"
    assert say_written(say(3), "en", "UTC") == "3 buyers ordered it in the last 30 days"
    assert say_written(say(1), "zh_CN", "UTC") == "近 30 天有 1 位客户下单"
    assert say_written(say(3), "zh_CN", "UTC") == "近 30 天有 3 位客户下单"


def test_a_button_in_chinese() -> None:
    desk = Desk(1, 1, "private", "zh_CN", "Asia/Shanghai")
    assert render.button(Button(Say("Back"), BackToCard(7)), desk) == {"text": "返回", "callback_data": "b:7"}


def test_a_language_without_a_catalogue_is_english() -> None:
    assert words("en")._("Send") == "Send"
    assert words("xx").language == "en"
