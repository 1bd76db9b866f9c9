"""A suggestion card's memory: what it offers and where the seller is in it."""

import json
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime, timedelta
from typing import Any

from bot.core.suggest import Reason


@dataclass(frozen=True, slots=True)
class Card:
    """`view` is what the card shows now: suggest, preview, ask, products, product, business, followup, more, about,
    sent.

    `offers` are reply keys, best first; `chosen` the rank of the one being worked on, `text` its preview, which is sent
    as it was seen; `given` facts the seller said; `candidates` what is offered for the fact `asked`; `proposals` are
    product ids; `times` instants (ISO 8601) offered for a follow-up; `sent_row` is the message sent from here;
    `problem` says why a reply could not be written; `page` the page of intents shown, from 0. Why it is so:
    `confidences` (0 to 1) of all intents guessed, best first; `said` who said that it is about an intent; `reasons` of
    the replies, those left out too.
    """

    id: int
    buyer_id: int
    touched_at: datetime
    answered: bool = False
    view: str = "suggest"
    intents: tuple[str, ...] = ()
    unsure: bool = True
    language: str = ""
    offers: tuple[str, ...] = ()
    chosen: int = 0
    text: str = ""
    asked: str = ""
    candidates: tuple[str, ...] = ()
    given: dict[str, str] = field(default_factory=dict)
    proposals: tuple[int, ...] = ()
    product: int = 0
    times: tuple[str, ...] = ()
    sent_row: int = 0
    sent_title: str = ""
    sent_by: str = ""
    problem: str = ""
    page: int = 0
    confidences: dict[str, float] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()

    def may_take(self, now: datetime, share: timedelta) -> bool:
        """Whether a buyer's next message still belongs here: soon after the last one, and nobody worked on it yet."""
        return not self.answered and self.view == "suggest" and now - self.touched_at <= share


_OUTSIDE = ("id", "buyer_id", "touched_at", "answered")
_INSIDE = tuple(one.name for one in fields(Card) if one.name not in _OUTSIDE)


def memory(card: Card) -> str:
    """The card's memory as JSON, for keeping."""
    return json.dumps({name: getattr(card, name) for name in _INSIDE}, ensure_ascii=False, default=asdict)


def remembered(id: int, buyer_id: int, touched_at: datetime, answered: bool, data: str) -> Card:
    """The card that `memory` wrote; what an older version did not know takes its default."""
    known = json.loads(data)
    blank = Card(id, buyer_id, touched_at, answered)
    fits: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in known.items()
        if hasattr(blank, name) and name not in _OUTSIDE
    }
    fits["reasons"] = tuple(_reason(one) for one in known.get("reasons", ()))
    return replace(blank, **fits)


def _reason(known: dict[str, Any]) -> Reason:
    own = {one.name: known[one.name] for one in fields(Reason) if one.name in known}
    return Reason(**own | {"unmet": tuple(own.get("unmet", ()))})
