"""What columns are called: names.toml, compared without case, spaces and signs."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files

from bot.core.imports import Kind

REQUIRED: dict[Kind, tuple[tuple[str, ...], ...]] = {
    "orders": (("number",), ("buyer",), ("ordered_at",), ("code",), ("quantity",), ("unit_price", "amount")),
    "products": (("code",), ("title",)),
    "buyers": (("number",), ("name", "first_name", "company")),
}
"""What a file must have, each as the fields of which one is enough."""


OWN_NAME = 1000
"""How sure our own name of a field is: good for a whole name, too general to be looked for within one."""


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """A column's name without case, spaces, signs and what stands in brackets: "Unit price (EUR)" is "unitprice"."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", plain)
    return re.sub(r"[\W_]+", "", bare if re.sub(r"[\W_]+", "", bare) else plain)


@lru_cache
def _listed() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("bot.sheets").joinpath("names.toml").read_text(encoding="utf-8"))


def _names(listed: str) -> list[str]:
    found: list[str] = []
    for name in (" ".join(one.split()) for one in listed.split(",")):
        kind, _, field = name.removeprefix("@").partition(".")
        found += _names(_listed()[kind][field]) if name.startswith("@") else [name]
    return found


@lru_cache
def synonyms(kind: Kind) -> dict[str, dict[str, int]]:
    """For each field its normalised names, with how sure each is: 0 is the surest."""
    found: dict[str, dict[str, int]] = {}
    for field, listed in _listed()[kind].items():
        ranked = found.setdefault(field, {})
        for rank, name in enumerate(_names(listed)):
            ranked.setdefault(normal(name), rank)
        ranked.setdefault(normal(field), OWN_NAME)
    return found


@lru_cache
def _every() -> frozenset[str]:
    return frozenset(name for kind in REQUIRED for ranked in synonyms(kind).values() for name in ranked)


def recognised(name: str) -> bool:
    """Whether some kind of file has a column called so."""
    return normal(name) in _every()
