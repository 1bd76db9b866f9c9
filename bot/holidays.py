"""The only user of the holidays library: which public holiday a country has on a day."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=512)
def _of_year(country: str, year: int, language: str) -> dict[date, str]:
    # Only the digest needs it, once a day: the bot starts without its 0.1 s.
    from holidays import country_holidays

    try:
        return dict(country_holidays(country, years=year, language=language))
    except NotImplementedError:  # so the library says that it does not have such a country
        return {}


def public_holiday(country: str, day: date, language: str) -> str:
    """The name of a country's (ISO 3166, two letters) public holiday on a local day, "" when there is none.

    In the seller's language ("zh_CN") where the library has it, else in English.
    """
    return _of_year(country, day.year, "zh_CN" if language == "zh_CN" else "en_US").get(day, "") if country else ""
