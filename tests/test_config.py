"""config.toml: what stands in it is checked, and a mistake is named with its line and the nearest right word."""

from datetime import date
from pathlib import Path

import pytest

from bot.config import Config, ConfigError, GradesConfig, load
from bot.core.grades import Rules

SHOP = Path(__file__).parents[1] / "config.toml"


@pytest.fixture
def config(tmp_path):
    """Read a configuration with this text."""

    def read(text: str, environ: dict[str, str] | None = None) -> Config:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return load(path, environ)

    return read


def test_the_file_that_comes_with_it_is_right():
    assert load(SHOP).shop.currency == "EUR"


def test_everything_left_out_has_a_default(config, tmp_path):
    found = config("")

    assert found.sellers.digest_at == "08:30"
    assert found.database == tmp_path / "regulars.db"


def test_paths_are_meant_from_the_folder_of_the_file(config, tmp_path):
    assert config('replies = "my/replies"\ndatabase = "/var/shop.db"').replies == tmp_path / "my/replies"
    assert config('database = "/var/shop.db"').database == Path("/var/shop.db")


def test_the_address_in_the_environment_wins(config):
    text = '[telegram]\nbase_url = "http://one.test/"'

    assert config(text).telegram.base_url == "http://one.test"
    assert config(text, {"TELEGRAM_BASE_URL": "http://two.test/"}).telegram.base_url == "http://two.test"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[shop]\nname = "X"\ncurency = "EUR"', 3, 'unknown key "shop.curency"; did you mean "currency"?'),
        ("[shp]", 1, 'unknown key "shp"; did you mean "shop"?'),
        ("\n\nqwertyuiop = 1", 3, 'unknown key "qwertyuiop"; known are: shop,'),
        ('shop = "X"', 1, '"shop" is a section: write [shop] and its keys below'),
        ("[shop]\nname = 5", 2, '"shop.name" is a text in "quotes", not 5'),
        ('[desk]\nshare_seconds = "8"', 2, "\"desk.share_seconds\" is a whole number, not '8'"),
        ("[desk]\nshare_seconds = true", 2, '"desk.share_seconds" is a whole number, not True'),
        ("database = 5", 1, '"database" is a path in "quotes", not 5'),
        ('[telegram]\nmode = "poling"', 2, "\"telegram.mode\" is one of polling, webhook, not 'poling'"),
        ("[desk]\n# a remark\n  share_seconds  = 1.5", 3, "is a whole number, not 1.5"),
    ],
)
def test_a_mistake_is_named_with_its_line(config, tmp_path, text, line, said):
    with pytest.raises(ConfigError) as error:
        config(text)

    assert str(error.value).startswith(f"{tmp_path / 'config.toml'}:{line}: ")
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[shop]\nzone = "Europe/Berln"', 'shop.zone "Europe/Berln" is no time zone; did you mean "Europe/Berlin"?'),
        ('[shop]\nzone = "QQQ"', "is no time zone"),
        ('[shop]\ncurrency = "euro"', "shop.currency is three capital letters"),
        ('[sellers]\ndigest_at = "8:30"', 'sellers.digest_at is a time such as "08:30"'),
        ("[grades]\nsilver_from = -1", "grades.silver_from is a value from 0 up; 0 means that nobody"),
        (
            "[grades]\nbronze_from = 500\ngold_from = 500",
            "grades.gold_from is to be more than grades.bronze_from, which is 500, not 500",
        ),
        ("[grades]\ndays = 0", "grades.days is a whole number from 1 to 36500, not 0"),
        ("[stages]\nlapsed_days = 0", "stages.lapsed_days is a whole number from 1 to 36500"),
        ("[stages]\nlapsed_rhythms = -3", "stages.lapsed_rhythms is a whole number from 1"),
        ("[grades]\ngold = 101", "grades.gold is a discount from 0 to 100 per cent"),
        ('[telegram]\nmode = "webhook"', "telegram.webhook_url must begin with https://"),
        ("[shop", "Expected"),
    ],
)
def test_a_value_that_cannot_be_is_refused(config, text, said):
    with pytest.raises(ConfigError, match=r"config\.toml") as error:
        config(text)

    assert said in str(error.value)


def test_a_file_that_is_not_there_is_said_plainly(tmp_path):
    with pytest.raises(ConfigError, match="can't be read"):
        load(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(("content", "said"), [(b"\xff\xfe", "UTF-8"), (None, "can't be read")])
def test_a_file_that_is_no_text_is_said_plainly(tmp_path, content, said):
    path = tmp_path / "config.toml"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)

    with pytest.raises(ConfigError, match=said):
        load(path)


def test_a_grade_without_a_name_saves_nothing():
    assert [GradesConfig().discount(grade) for grade in ("", "gold", "unheard of")] == [0, 5, 0]


def test_seasons_have_a_first_and_a_last_day(config):
    found = config("[seasons]\npreheat = [2026-11-01, 2026-11-24]\nsale = [2026-11-24, 2026-11-30]")

    assert found.seasons_on(date(2026, 10, 31)) == ()
    assert found.seasons_on(date(2026, 11, 1)) == ("preheat",)
    assert found.seasons_on(date(2026, 11, 24)) == ("preheat", "sale")
    assert found.seasons_on(date(2026, 12, 1)) == ()


@pytest.mark.parametrize(
    ("by", "currency", "steps"),
    [
        ("amount", "EUR", (("bronze", 50_000), ("gold", 200_000))),
        ("profit", "JPY", (("bronze", 500), ("gold", 2000))),
        ("orders", "EUR", (("bronze", 500), ("gold", 2000))),
    ],
)
def test_thresholds_are_whole_units_or_orders(config, by, currency, steps):
    text = f'[shop]\ncurrency = "{currency}"\n[grades]\nby = "{by}"\ndays = 90\nbronze_from = 500\ngold_from = 2000'
    rules = config(text).rules

    assert rules == Rules(by, 90, steps, currency, 90, 3)


@pytest.mark.parametrize(
    "value", ["2026-11-01", "[2026-11-01]", '["2026-11-01", "2026-11-24"]', "[2026-11-24, 2026-11-01]", "[1, 2]",
              "[2026-11-01T08:00:00, 2026-11-24]"],
)  # fmt: skip
def test_a_season_that_is_no_two_days_is_refused(config, value):
    with pytest.raises(
        ConfigError, match=r"config.toml:3: .*first and its last day, such as \[2026-11-01, 2026-11-24\]"
    ):
        config(f"[seasons]\n\npreheat = {value}")
