"""docs/config.md says what bot/config.py does."""

from pathlib import Path

from bot.config import Config, load
from tools.config_doc import KEYS, PAGE, keys, page, toml


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make config-doc`"


def test_every_setting_is_explained_and_nothing_else() -> None:
    assert {f"{section}.{name}" if section else name for section, name, _, _ in keys()} == set(KEYS)


def test_the_defaults_of_the_page_are_a_file_that_loads_to_the_defaults(tmp_path: Path) -> None:
    lines, last = [], ""
    for section, name, default, _ in keys():
        if default is None:
            continue
        if section != last:
            lines.append(f"[{section}]")
            last = section
        lines.append(f"{name} = {toml(default)}")
    file = tmp_path / "config.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    loaded, plain = load(file), Config()
    assert (loaded.shop, loaded.telegram, loaded.desk) == (plain.shop, plain.telegram, plain.desk)
    assert (loaded.sellers, loaded.grades) == (plain.sellers, plain.grades)
    assert loaded.database == tmp_path / plain.database


def test_the_shops_own_file_uses_known_keys_only() -> None:
    assert load(Path(__file__).parents[2] / "config.toml").shop.name
