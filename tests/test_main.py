"""The command line: each command says what is wrong in a sentence, and answers every line it is given."""

import asyncio
import json
import logging
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import __main__ as main
from bot.app import StartError
from bot.core.people import Buyer
from bot.recogniser import contradictions
from bot.replies import load as load_replies
from bot.store import buyers, sellers, taught
from bot.store.database import Database, Tx
from tests.story import Ears

SHOP = Path(__file__).parents[1]
REPLY = """+++
title = "Hello"
shortcut = "hello"
language = "en"
intents = ["greeting"]
+++
Hello {{ buyer.first_name }}!
"""
runner = CliRunner()


@pytest.fixture
def shop(tmp_path, monkeypatch) -> Path:
    """A small shop; gives its config.toml. The terminal is wide, so that no sentence is broken."""
    monkeypatch.setattr(main.console, "width", 500)
    monkeypatch.setattr(main.errors, "width", 500)
    (tmp_path / "replies" / "quick").mkdir(parents=True)
    (tmp_path / "replies" / "quick" / "hello.en.md").write_text(REPLY)
    path = tmp_path / "config.toml"
    path.write_text('[shop]\nname = "Lumen & Hearth"\n')
    return path


@pytest.fixture
def ears(monkeypatch) -> None:
    """The recogniser that knows a few words, in place of the one that takes long to load."""
    monkeypatch.setattr(main, "build_recogniser", lambda *_: Ears())


def run(*arguments: str, **options: Any) -> Any:
    return runner.invoke(main.cli, list(arguments), **options)


def lines_of(result: Any) -> list[Any]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_check_says_that_all_is_good(shop):
    result = run("check", "--config", str(shop))

    assert result.exit_code == 0
    assert result.stdout == f"{shop} and 1 replies are good.\n"


def test_check_names_file_and_line_of_what_is_wrong(shop):
    bad = shop.parent / "replies" / "quick" / "bad.en.md"
    bad.write_text(REPLY.replace("first_name", "frist_name").replace('"hello"', '"bad"'))
    result = run("check", "--config", str(shop))

    assert result.exit_code == 1
    assert f"{bad}:7: buyer has no frist_name; did you mean first_name?" in result.stdout
    assert "1 to mend." in result.stderr


def test_a_mistake_in_the_settings_is_one_sentence(shop):
    shop.write_text('[shop]\ncurency = "EUR"\n')
    for command in ("check", "recognise"):
        result = run(command, "--config", str(shop))
        assert result.exit_code == 1
        assert result.stderr == f'{shop}:2: unknown key "shop.curency"; did you mean "currency"?\n'
        assert result.stdout == ""


@pytest.mark.parametrize("token", ["", "nonsense", "abc:def"])
def test_run_needs_a_token_from_the_environment(shop, token):
    result = run("run", "--config", str(shop), env={"TELEGRAM_TOKEN": token})

    assert result.exit_code == 1
    assert "Set TELEGRAM_TOKEN to the bot's token" in result.stderr


@pytest.mark.parametrize(("ends", "code"), [(0, 0), (1, 1), (StartError("Telegram does not accept the token"), 1)])
def test_run_ends_with_what_the_bot_ended_with(shop, monkeypatch, ends, code):
    async def bot(config, token, say) -> int:
        say(f"{config.shop.name} {token}")
        if isinstance(ends, Exception):
            raise ends
        return ends

    monkeypatch.setattr(main, "run_bot", bot)
    result = run("run", "--config", str(shop), env={"TELEGRAM_TOKEN": "123:abc"})

    assert result.exit_code == code
    assert result.stdout == "Lumen & Hearth 123:abc\n"
    assert ("Telegram does not accept the token" in result.stderr) is isinstance(ends, Exception)


def test_the_libraries_below_us_log_no_addresses():
    main._log()

    for name in ("httpx", "aiohttp", "telegram"):
        assert logging.getLogger(name).level == logging.WARNING


@pytest.mark.parametrize(("trouble", "code"), [(None, 0), (OSError("port 8080 is taken"), 1)])
def test_demo_opens_the_playground_or_says_why_not(monkeypatch, trouble, code):
    from bot.playground import demo

    opened = []

    async def play(port, browser, say) -> None:
        opened.append((port, browser))
        if trouble:
            raise trouble

    monkeypatch.setattr(demo, "run", play)
    result = run("demo", "--no-browser", env={"PORT": "9999"})

    assert (result.exit_code, opened) == (code, [(9999, False)])
    assert (str(trouble) in result.stderr) is (trouble is not None)


def test_recognise_answers_each_line(shop, ears):
    result = run("recognise", "--config", str(shop), input="what is your moq for 500?\n\nhello\n")
    first, second = lines_of(result)

    assert [one["intent"] for one in first["intents"]] == ["moq"]
    assert first["facts"]["quantity"] == 500
    assert [one["intent"] for one in second["intents"]] == ["greeting"]


def test_recognise_answers_lines_that_are_no_json_too(shop, ears):
    lines = [json.dumps({"id": 7, "text": "hello"}), "nonsense", json.dumps({"id": 8, "text": "price?"}), "[1]"]
    answers = lines_of(run("recognise", "--jsonl", "--config", str(shop), input="\n".join(lines)))

    assert [one["id"] for one in answers] == [7, None, 8, None]
    assert "line 2 is not JSON" in answers[1]["error"]


def test_recognise_knows_the_catalogue_of_a_database(shop, ears, tmp_path):
    import asyncio

    from bot.store import products
    from bot.store.database import Database
    from tests.story import CATALOGUE, MORNING

    async def fill() -> None:
        database = await Database.open(tmp_path / "shop.db")
        await database.write(lambda tx: products.save(tx, CATALOGUE[0], (), "EUR", MORNING))
        await database.close()

    asyncio.run(fill())
    options = ("recognise", "--config", str(shop), "--db", str(tmp_path / "shop.db"))
    (answer,) = lines_of(run(*options, input="price of hl-t20\n"))

    assert answer["facts"]["products"] == ["HL-T20"]


def test_a_database_that_is_none_is_said_plainly(shop, ears, tmp_path):
    (tmp_path / "shop.db").write_bytes(b"no database at all" * 100)
    for name, said in (("shop.db", "is not a SQLite database"), ("nowhere.db", "nowhere.db is not there")):
        result = run("recognise", "--config", str(shop), "--db", str(tmp_path / name), input="hello\n")
        assert result.exit_code == 1
        assert said in result.stderr
    assert not (tmp_path / "nowhere.db").exists()


@pytest.mark.parametrize(
    ("phrase", "at"),
    [("next tue 3pm send quote", "2026-12-01T15:00"), ("下周二下午三点 发报价", "2026-12-01T15:00")],
)
def test_when_says_what_a_phrase_means(phrase, at):
    result = run("when", phrase, "--now", "2026-11-24T10:00", "--zone", "Europe/Berlin")

    assert result.exit_code == 0
    assert lines_of(result)[0]["at"].startswith(at)


def test_when_fails_on_what_it_cannot_read():
    result = run("when", "hello there")

    assert result.exit_code == 1
    assert lines_of(result)[0]["at"] is None


def test_when_answers_each_json_line():
    lines = [
        {"id": 1, "text": "tomorrow 9:00", "now": "2026-11-24T10:00", "zone": "Europe/Berlin"},
        {"id": 2, "text": "tomorrow 9:00", "zone": "Nowhere/Land"},
        ["no", "object"],
    ]
    answers = lines_of(run("when", "--jsonl", input="\n".join(json.dumps(line) for line in lines)))

    assert answers[0]["at"].startswith("2026-11-25T09:00")
    assert len(answers) == 3
    assert answers[1]["at"] is answers[2]["at"] is None
    assert answers[2]["said"] == "The record has no text."


def test_explain_shows_why(shop, monkeypatch):
    class Explaining(Ears):
        def explain(self, text: str) -> str:
            return f"{text}: because of the word hello"

    monkeypatch.setattr("bot.recogniser.load_recogniser", lambda *_: Explaining())
    result = run("check", "--config", str(shop), "--explain", "hello")

    assert "hello: because of the word hello" in result.stdout


def test_check_warns_of_contradicting_examples_with_their_files(shop):
    quick = shop.parent / "replies" / "quick"
    one = REPLY.replace('intents = ["greeting"]', 'intents = ["greeting"]\nexamples = ["how are you doing today"]')
    (quick / "hello.en.md").write_text(one)
    two = one.replace("hello", "bye").replace('"greeting"', '"thanks"')
    (quick / "bye.en.md").write_text(two)

    result = runner.invoke(main.cli, ["check", "--config", str(shop)])

    warning = next(line for line in result.output.splitlines() if line.startswith("warning: "))
    assert "hello.en.md" in warning and "bye.en.md" in warning
    assert "greeting" in warning and "thanks" in warning


def test_the_shipped_replies_do_not_contradict_each_other():
    book = load_replies(SHOP / "replies", "en")
    assert contradictions(book.examples()) == []


async def taught_database(path: Path) -> None:
    database = await Database.open(path)

    def teach(tx: Tx) -> None:
        at = datetime(2026, 11, 24, 9, tzinfo=UTC)
        seller = sellers.join(tx, 1, "Li", "manager", "en", "UTC", "08:30", "Lumen", at)
        buyer = buyers.add_file(tx, Buyer(0, "Ann"), "", at)
        taught.add(tx, 'a "paper"\nfor it', "certificate", "en", seller.id, buyer, at)

    await database.write(teach)
    await database.close()


def test_what_was_taught_is_written_as_toml(tmp_path):
    path = tmp_path / "regulars.db"
    asyncio.run(taught_database(path))
    result = runner.invoke(main.cli, ["taught", "--db", str(path)])

    assert result.output.startswith("# certificate, language en\n")
    lines = result.output.partition("\n")[2]
    assert tomllib.loads(f"examples = [\n{lines}]")["examples"] == ['a "paper"\nfor it']


def test_taught_needs_a_database_that_is_there(tmp_path):
    assert runner.invoke(main.cli, ["taught", "--db", str(tmp_path / "none.db")]).exit_code == 1
