"""Which of the facts heard in a conversation still hold: the latest of a kind wins, an answer closes what went before.

A fact stands in one of three ways: said in the messages of this card; said earlier and not answered yet, so it still
holds and is shown as earlier; or answered already, so that it is only offered when a reply asks for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from bot.core.recognition import Fact

CARRIED_FOR = timedelta(days=4)
"""What was said longer ago than this (a weekend between) is not carried any further."""

CARRIED = ("product", "quantity", "money", "place", "incoterm", "date", "order_number")
"""Kinds that carry over. An e-mail or a phone number is for the file, not for the next reply."""

Standing = Literal["now", "open", "answered"]


@dataclass(frozen=True, slots=True)
class Said:
    """A fact, the row of its message, and how it stands."""

    fact: Fact
    row: int
    standing: Standing = "now"


def standing(said: Sequence[Said]) -> tuple[Said, ...]:
    """The facts that still hold, the latest message's first; within a message as they were said.

    "500", then "no, make it 1000": the later one replaces the earlier. Products that each have a quantity of their own
    ("600 white", then "400 red") stand side by side.
    """
    kept: list[Said] = []
    for row in sorted({one.row for one in said}, reverse=True):
        newer = [one.fact for one in kept]
        kept += _still_valid(_paired([one for one in said if one.row == row]), newer)
    return _told_apart(kept)


def _paired(said: list[Said]) -> list[Said]:
    """One product and one quantity in a message belong together."""
    products = {one.fact.value for one in said if one.fact.kind == "product"}
    amounts = [one for one in said if one.fact.kind == "quantity"]
    if len(products) != 1 or len(amounts) != 1 or amounts[0].fact.of:
        return said
    return [replace(one, fact=replace(one.fact, of=min(products))) if one is amounts[0] else one for one in said]


def _still_valid(said: list[Said], newer: list[Fact]) -> list[Said]:
    kinds = {fact.kind for fact in newer}
    counted = {fact.of for fact in newer if fact.kind == "quantity"}
    named = {fact.value for fact in newer if fact.kind == "product"}
    lines = named and named <= counted  # all that was named since has its own quantity: an addition, not a change
    own = {one.fact.of for one in said if one.fact.kind == "quantity"}

    def valid(fact: Fact) -> bool:
        if fact.kind == "product":
            return not named or (bool(lines) and fact.value in own and fact.value not in named)
        if fact.kind == "quantity":
            if "quantity" not in kinds:
                return not named or fact.of in ("", *named) or len(own) == 1
            return bool(fact.of) and bool(lines) and fact.of not in counted
        return fact.kind not in kinds

    return [one for one in said if valid(one.fact)]


def _told_apart(said: list[Said]) -> tuple[Said, ...]:
    """A quantity says whose it is only where several products stand."""
    products = {one.fact.value for one in said if one.fact.kind == "product"}
    if len(products) > 1:
        return tuple(said)
    return tuple(replace(one, fact=replace(one.fact, of="")) if one.fact.kind == "quantity" else one for one in said)


def by_kind(said: Iterable[Said]) -> dict[str, Fact]:
    """The fact of each kind that a reply is filled with: the first, and the quantity of that very product."""
    facts = [one.fact for one in said]
    found: dict[str, Fact] = {}
    for fact in facts:
        found.setdefault(fact.kind, fact)
    if "product" in found and "quantity" in found:
        amount = quantity_of(facts, found["product"].value)
        found.pop("quantity") if amount is None else found.update(quantity=amount)
    return found


def quantity_of(facts: Iterable[Fact], product: str) -> Fact | None:
    """How many of a product were asked for: its own quantity, else one that belongs to none in particular."""
    amounts = [fact for fact in facts if fact.kind == "quantity" and fact.of in ("", product)]
    return max(amounts, key=lambda fact: fact.of == product, default=None)
