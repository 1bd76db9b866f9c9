"""The shop's replies: loaded, looked up, searched, and refreshed without ever losing the last good version."""

import os
from collections.abc import Callable
from pathlib import Path

from bot.core.recognition import Example
from bot.replies import ReplyBook, check, load
from bot.replies.book import _read_file

from .conftest import file_text

Put = Callable[..., Path]


def touch(path: Path, text: str) -> None:
    """Write a file so that its time of change is surely another one."""
    before = path.stat().st_mtime_ns
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


def body_of(book: ReplyBook, key: str) -> str:
    reply = book.get(key)
    assert reply is not None
    return reply.body


def test_a_changed_file_is_picked_up_and_an_unchanged_folder_costs_nothing(tmp_path: Path, put: Put):
    path = put("quick/a.en.md", file_text("Old", "a"))
    put("quick/b.en.md", file_text("Other", "b"))
    book = load(tmp_path)

    assert book.refreshed() is book
    touch(path, file_text("New", "a"))
    fresh = book.refreshed()

    assert body_of(fresh, "a.en") == "New"
    assert body_of(book, "a.en") == "Old"
    assert fresh.get("b.en") is book.get("b.en")


def test_a_broken_file_keeps_its_last_good_version_until_it_is_mended(tmp_path: Path, put: Put):
    path = put("quick/a.en.md", file_text("Good", "a"))
    book = load(tmp_path)

    for broken in (
        "",
        file_text("{{ nobody }}", "a"),
        file_text("<font>x</font>", "a"),
        file_text("{{ quantity }}", "a"),
    ):
        touch(path, broken)
        book = book.refreshed()
        assert body_of(book, "a.en") == "Good"
        assert [problem.path for problem in book.problems] == [str(path)]
    touch(path, file_text("Better", "a"))
    book = book.refreshed()

    assert body_of(book, "a.en") == "Better"
    assert book.problems == ()


def test_a_saved_file_with_the_same_text_is_not_read_as_new(tmp_path: Path, put: Put):
    path = put("quick/a.en.md", file_text("Same", "a"))
    book = load(tmp_path)
    touch(path, file_text("Same", "a"))

    assert book.refreshed().get("a.en") is book.get("a.en")


def test_a_new_file_comes_in_and_a_deleted_one_goes(tmp_path: Path, put: Put):
    path = put("quick/a.en.md", file_text("A", "a"))
    book = load(tmp_path)
    put("quick/b.en.md", file_text("B", "b"))
    path.unlink()

    assert list(book.refreshed().replies) == ["b.en"]


def test_a_file_that_can_not_be_read_is_a_problem_and_keeps_its_last_good_version(tmp_path: Path, put: Put):
    path = put("quick/a.en.md", file_text("A", "a"))
    before = _read_file(path, tmp_path, None)
    path.unlink()
    after = _read_file(path, tmp_path, before)  # it went between the listing and the reading

    assert after.reply == before.reply
    assert [problem.text for problem in after.problems] == ["can't be read: No such file or directory"]


def test_the_same_shortcut_and_language_twice_is_a_problem_and_the_first_stays(tmp_path: Path, put: Put):
    first = put("quick/a.en.md", file_text("First", "a"))
    second = put("quick/z.en.md", file_text("Second", "a"))

    (problem,) = check(tmp_path)
    assert (problem.path, problem.text) == (str(second), f"a in en exists already in {first}")
    assert body_of(load(tmp_path), "a.en") == "First"


def test_files_that_are_no_replies_are_said_and_editors_leftovers_are_not(tmp_path: Path, put: Put):
    put("quick/a.en.md", file_text("A", "a"))
    put("quick/a.en.txt", "x")
    for name in (".a.en.md.swp", "a.en.md~", "#a.en.md#", ".git/config", "a.en.md.bak"):
        put(f"quick/{name}", "x")

    assert [problem.text for problem in check(tmp_path)] == ["is not read: reply files end in .md"]


def test_a_folder_that_is_missing_or_empty_is_said(tmp_path: Path):
    assert [problem.text for problem in check(tmp_path / "nowhere")] == ["is not a folder"]
    assert [problem.text for problem in check(tmp_path)] == ["holds no reply files"]


def test_check_writes_every_reply_for_buyers_of_whom_little_and_much_is_known(tmp_path: Path, put: Put):
    little = put("quick/little.en.md", file_text("Hi\n{{ product.title }}", "little"))
    much = put("quick/much.en.md", file_text("{% if buyer.orders %}{{ product.title }}\n<u>\n{% endif %}Hi", "much"))
    long = put("quick/long.en.md", file_text("x" * 5000, "long"))

    found = {problem.path: (problem.line, problem.text) for problem in check(tmp_path)}
    assert found == {
        str(little): (7, "'None' has no attribute 'title'"),
        str(much): (7, "<u> is never closed"),
        str(long): (6, "comes out 5,000 characters long; Telegram takes 4,096"),
    }


def test_the_buyers_language_is_preferred_then_the_shops_then_english_then_any(tmp_path: Path, put: Put):
    for language in ("fr", "en", "zh", "pt-br"):
        put(f"quick/moq.{language}.md", file_text(language, "moq", language))
    put("quick/only.ru.md", file_text("ru", "only", "ru"))
    book = load(tmp_path, "zh")

    def found(shortcut: str, language: str) -> str:
        reply = book.by_shortcut(shortcut, language)
        return reply.language if reply else ""

    assert [found("moq", code) for code in ("fr", "fr-CA", "pt", "ar", "")] == ["fr", "fr", "pt-br", "zh", "zh"]
    assert found("MOQ", "en") == "en"
    assert found("only", "ar") == "ru"
    assert book.by_shortcut("nothing", "en") is None


def test_replies_for_an_intent_come_once_per_shortcut_and_closest_first(tmp_path: Path, put: Put):
    put("quick/a.en.md", file_text("A", "a", more='intents = ["price", "moq"]\n'))
    put("quick/b.en.md", file_text("B", "b", more='intents = ["moq"]\n'))
    put("quick/b.fr.md", file_text("B", "b", "fr", more='intents = ["moq"]\n'))
    put("cards/c.en.md", file_text("C", "c", more='intents = ["moq"]\n'))
    book = load(tmp_path)

    assert [reply.key for reply in book.for_intent("moq", "fr")] == ["b.fr", "a.en"]
    assert book.for_intent("stop") == ()


def test_search_finds_by_shortcut_title_text_and_keyword_in_any_language_and_forgives_a_typo(tmp_path: Path, put: Put):
    put("quick/ship.en.md", file_text("We ship by sea", "ship", more='intents = ["shipping_cost"]\n'))
    put("quick/ship.zh.md", file_text("海运", "ship", "zh", more='keywords = ["运费"]\n'))
    put("quick/pay.en.md", file_text("By bank transfer", "pay", more='keywords = ["letter of credit"]\n'))
    put("cards/ship-card.en.md", file_text("A card", "ship-card"))
    book = load(tmp_path)

    def found(query: str, language: str = "en") -> list[str]:
        return [reply.key for reply in book.find(query, language)]

    assert found("ship") == ["ship.en"]
    assert found("运费") == ["ship.en"]
    assert found("运费", "zh") == ["ship.zh"]
    assert found("transfr") == []
    assert found("transfer") == ["pay.en"]
    assert found("lettr of credit") == ["pay.en"]
    assert found("zzz") == []
    assert found("") == ["pay.en", "ship.en"]
    assert len(book.find("", most=1)) == 1


def test_examples_mean_the_first_intent_and_keywords_are_gathered_over_languages(tmp_path: Path, put: Put):
    more = 'intents = ["moq", "price"]\nexamples = ["min order?"]\nkeywords = ["moq", "minimum"]\n'
    put("quick/moq.en.md", file_text("A", "moq", more=more))
    put("quick/moq.fr.md", file_text("A", "moq", "fr", more='intents = ["moq"]\nkeywords = ["moq", "minimal"]\n'))
    put("quick/extra.en.md", file_text("A", "extra"))
    book = load(tmp_path)

    assert book.examples() == (Example("min order?", ("moq",), "en"),)
    assert book.keywords() == {"moq": ("moq", "minimum", "minimal")}
    assert {reply.folder for reply in book.quick()} == {"quick"}
