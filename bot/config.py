"""config.toml as frozen values. A mistyped key is told the nearest known one; secrets come from the environment."""

import difflib
import re
import tomllib
import types
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from zoneinfo import available_timezones

from bot.core.grades import GRADES, Rules
from bot.core.hours import Hours, read_hours
from bot.core.money import minor_digits


class ConfigError(Exception):
    """The configuration can't be used; the text says where and what was expected."""


@dataclass(frozen=True, slots=True)
class ShopConfig:
    """Who the shop is. `zone` is an IANA name; `currency` ISO 4217; `language` the default for replies."""

    name: str = "My shop"
    currency: str = "EUR"
    language: str = "en"
    zone: str = "UTC"
    city: str = ""
    website: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class TelegramConfig:
    """How Telegram is reached. An empty `base_url` is Telegram itself; TELEGRAM_BASE_URL wins over it."""

    base_url: str = ""
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str = ""
    webhook_host: str = "127.0.0.1"
    webhook_port: int = 8443
    long_poll_seconds: int = 30
    most_in_flight: int = 24


@dataclass(frozen=True, slots=True)
class DeskConfig:
    """`share_seconds`: buyer messages closer together share one card. `language`: of a desk several sellers read."""

    share_seconds: int = 8
    language: str = "en"


@dataclass(frozen=True, slots=True)
class SellersConfig:
    """What a new seller starts with: language of the interface, and when the daily digest comes (local HH:MM)."""

    language: str = "en"
    digest_at: str = "08:30"
    join_link_hours: int = 24


@dataclass(frozen=True, slots=True)
class HoursConfig:
    """When the shop works, in each seller's own zone: local HH:MM, days such as "mon-sat"; each may set their own."""

    opens: str = "08:00"
    closes: str = "19:00"
    days: str = "mon-sat"


@dataclass(frozen=True, slots=True)
class FollowUpsConfig:
    """`escalate_days`: so many days late, managers are told once; 0 never. `buyer_days`: a snooze's longest wait."""

    escalate_days: int = 2
    buyer_days: int = 7


@dataclass(frozen=True, slots=True)
class WaitingConfig:
    """`nudge_minutes`: of working time without an answer, then the seller is nudged once; 0 never. `away_message`: one
    in the buyer's language, once a buyer and closed period, when nobody works."""

    nudge_minutes: int = 60
    away_message: bool = False


@dataclass(frozen=True, slots=True)
class GradesConfig:
    """The discount of each grade in whole per cent, and from which value within `days` a buyer is of it (0: never).

    The values are whole units of the shop's currency, or a number of orders where `by` is "orders".
    """

    bronze: int = 2
    silver: int = 3
    gold: int = 5
    platinum: int = 8
    by: Literal["amount", "orders", "profit"] = "amount"
    days: int = 365
    bronze_from: int = 0
    silver_from: int = 0
    gold_from: int = 0
    platinum_from: int = 0

    def discount(self, grade: str) -> int:
        """What a grade saves its buyers, in whole per cent; 0 for a buyer without one."""
        return int(getattr(self, grade)) if grade in GRADES else 0


@dataclass(frozen=True, slots=True)
class StagesConfig:
    """After how many days without an order, or how many of their own usual gaps, a buyer has lapsed."""

    lapsed_days: int = 90
    lapsed_rhythms: int = 3


@dataclass(frozen=True, slots=True)
class ProposalsConfig:
    """`not_again_days`: a product shown to a buyer is not proposed to them again for so long."""

    not_again_days: int = 14
    new_days: int = 60


@dataclass(frozen=True, slots=True)
class Season:
    """A season of the shop, from its first to its last local day; replies may be offered in it only."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Config:
    """The whole file. Relative paths are meant from the folder of the file. `seasons` are the shop's own, by name; on
    `closed` days, by name too, nobody works."""

    shop: ShopConfig = field(default_factory=ShopConfig)
    telegram: TelegramConfig = field(default_factory=TelegramConfig)
    desk: DeskConfig = field(default_factory=DeskConfig)
    sellers: SellersConfig = field(default_factory=SellersConfig)
    hours: HoursConfig = field(default_factory=HoursConfig)
    followups: FollowUpsConfig = field(default_factory=FollowUpsConfig)
    waiting: WaitingConfig = field(default_factory=WaitingConfig)
    grades: GradesConfig = field(default_factory=GradesConfig)
    stages: StagesConfig = field(default_factory=StagesConfig)
    proposals: ProposalsConfig = field(default_factory=ProposalsConfig)
    seasons: dict[str, Season] = field(default_factory=dict)
    closed: dict[str, Season] = field(default_factory=dict)
    database: Path = Path("regulars.db")
    replies: Path = Path("replies")
    cache: Path = Path(".cache")

    @property
    def rules(self) -> Rules:
        """How the shop grades its buyers and when they have lapsed."""
        unit = 1 if self.grades.by == "orders" else 10 ** minor_digits(self.shop.currency)
        steps = [(grade, getattr(self.grades, f"{grade}_from") * unit) for grade in GRADES]
        return Rules(
            by=self.grades.by,
            days=self.grades.days,
            steps=tuple((grade, least) for grade, least in steps if least),
            currency=self.shop.currency,
            lapsed_days=self.stages.lapsed_days,
            lapsed_rhythms=self.stages.lapsed_rhythms,
        )

    def seasons_on(self, day: date) -> tuple[str, ...]:
        """The seasons of the shop that a local day is in."""
        return tuple(name for name, season in self.seasons.items() if season.first <= day <= season.last)


def load(path: Path, environ: Mapping[str, str] | None = None) -> Config:
    """Read a configuration file. Raises ConfigError with file, key and what was expected."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: can't be read ({error.strerror}); --config names another file") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is no text in UTF-8") from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from None
    config: Config = _build(Config, data, str(path), "", text)
    _check(config, str(path))
    here = path.resolve().parent
    base_url = (environ or {}).get("TELEGRAM_BASE_URL") or config.telegram.base_url
    return replace(
        config,
        database=here / config.database,
        replies=here / config.replies,
        cache=here / config.cache,
        telegram=replace(config.telegram, base_url=base_url.rstrip("/")),
    )


def _build(kind: type[Any], data: dict[str, Any], path: str, section: str, text: str) -> Any:
    hints = get_type_hints(kind)
    known = [one.name for one in fields(kind)]
    values: dict[str, Any] = {}
    for key, value in data.items():
        name = f"{section}{key}"
        where = f"{path}:{_line_of(text, section, key)}"
        if key not in known:
            near = difflib.get_close_matches(key, known, 1, 0.5)
            hint = f'did you mean "{near[0]}"?' if near else f"known are: {', '.join(known)}"
            raise ConfigError(f'{where}: unknown key "{name}"; {hint}')
        values[key] = _value(hints[key], value, path, name, where, text)
    return kind(**values)


def _value(hint: Any, value: Any, path: str, name: str, where: str, text: str) -> Any:
    if isinstance(hint, type) and is_dataclass(hint):
        if not isinstance(value, dict):
            raise ConfigError(f'{where}: "{name}" is a section: write [{name}] and its keys below')
        return _build(hint, value, path, f"{name}.", text)
    if get_origin(hint) is dict:
        if not isinstance(value, dict):
            raise ConfigError(f'{where}: "{name}" is a section: write [{name}] and its keys below')
        return {
            key: _season(days, f"{path}:{_line_of(text, f'{name}.', key)}", f"{name}.{key}")
            for key, days in value.items()
        }
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise ConfigError(f'{where}: "{name}" is one of {", ".join(get_args(hint))}, not {value!r}')
        return value
    if get_origin(hint) in (Union, types.UnionType):
        hint = get_args(hint)[0]
    if hint is Path and isinstance(value, str):
        return Path(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        words = {str: 'a text in "quotes"', int: "a whole number", Path: 'a path in "quotes"', bool: "true or false"}
        raise ConfigError(f'{where}: "{name}" is {words.get(hint, hint)}, not {value!r}')
    return value


def _season(value: Any, where: str, name: str) -> Season:
    if isinstance(value, list) and len(value) == 2 and all(type(day) is date for day in value) and value[0] <= value[1]:
        return Season(*value)
    raise ConfigError(f'{where}: "{name}" is its first and its last day, such as [2026-11-01, 2026-11-24]')


def _line_of(text: str, section: str, key: str) -> int:
    inside = not section
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[([^\]]+)\]", line)
        if header:
            inside = header[1].strip() == section.rstrip(".")
            if not section and header[1].strip() == key:
                return number
        elif inside and re.match(rf"\s*{re.escape(key)}\s*=", line):
            return number
    return 1


def _check(config: Config, path: str) -> None:
    if config.shop.zone not in available_timezones():
        near = difflib.get_close_matches(config.shop.zone, sorted(available_timezones()), 1, 0.4)
        hint = f'; did you mean "{near[0]}"?' if near else ""
        raise ConfigError(f'{path}: shop.zone "{config.shop.zone}" is no time zone{hint}')
    if not re.fullmatch(r"[A-Z]{3}", config.shop.currency):
        raise ConfigError(f'{path}: shop.currency is three capital letters such as "EUR", not {config.shop.currency!r}')
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", config.sellers.digest_at):
        raise ConfigError(f'{path}: sellers.digest_at is a time such as "08:30", not {config.sellers.digest_at!r}')
    hours = config.hours
    if read_hours(f"{hours.opens}-{hours.closes} {hours.days}", Hours(0, 0, frozenset(), "UTC")) is None:
        raise ConfigError(
            f'{path}: [hours] is such as opens = "09:00", closes = "18:00", days = "mon-fri"; '
            f"not {hours.opens!r}, {hours.closes!r}, {hours.days!r}"
        )
    for name in ("escalate_days", "buyer_days"):
        if not (name == "buyer_days") <= getattr(config.followups, name) <= 365:
            raise ConfigError(f"{path}: followups.{name} is a number of days up to 365")
    if not 0 <= config.waiting.nudge_minutes <= 7 * 24 * 60:
        raise ConfigError(f"{path}: waiting.nudge_minutes is a number of minutes up to a week; 0 never nudges")
    for grade in GRADES:
        if not 0 <= config.grades.discount(grade) <= 100:
            raise ConfigError(f"{path}: grades.{grade} is a discount from 0 to 100 per cent")
    _check_rules(config, path)
    if config.proposals.not_again_days < 0 or config.proposals.new_days < 1:
        raise ConfigError(f"{path}: proposals.not_again_days is 0 or more days, proposals.new_days 1 or more")
    if config.telegram.mode == "webhook" and not config.telegram.webhook_url.startswith("https://"):
        raise ConfigError(f"{path}: telegram.webhook_url must begin with https:// when telegram.mode is webhook")


def _check_rules(config: Config, path: str) -> None:
    steps = [(f"grades.{grade}_from", getattr(config.grades, f"{grade}_from")) for grade in GRADES]
    used = [(name, least) for name, least in steps if least]
    for name, least in steps:
        if least < 0:
            raise ConfigError(f"{path}: {name} is a value from 0 up; 0 means that nobody is given this grade by itself")
    for (lower, less), (higher, more) in pairwise(used):
        if less >= more:
            raise ConfigError(f"{path}: {higher} is to be more than {lower}, which is {less}, not {more}")
    for name, value in (
        ("grades.days", config.grades.days),
        ("stages.lapsed_days", config.stages.lapsed_days),
        ("stages.lapsed_rhythms", config.stages.lapsed_rhythms),
    ):
        if not 1 <= value <= 36_500:
            raise ConfigError(f"{path}: {name} is a whole number from 1 to 36500, not {value}")
