"""Which replies are offered for a message, and in which order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.core.people import Buyer
from bot.core.recognition import IntentGuess, Recognition
from bot.core.replies import Reply

MOST = 3
"""Replies on a card."""


WORTH_OFFERING = 0.15
"""A guess below this confidence brings no reply of its own onto the card."""


HINTS = {
    "place": "shipping_cost", "incoterm": "shipping_cost", "order_number": "order_status", "date": "delivery_time",
    "money": "discount", "product": "product_details",
}  # fmt: skip
"""What a fact hints at when it comes with no question of its own, the more telling first."""


SMALL_TALK = ("greeting", "thanks")
"""Not what a message is about when it asks something too: "Hi, what is the MOQ?" is about the MOQ."""


PRIOR = 2.0
"""What the reply file itself counts in picks, for the first intent it names; for the second half of it, and so on."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a reply (its key) is offered on a card; or, with `unmet` conditions of its `when`, why it is not.

    `source`: "asked" for an intent heard; "hint" for an intent that a fact (its kind) hints at; "used" as one of the
    shop's most used; "staple" as one that is rarely wrong. `picked` is what this shop's picks of it are worth.
    """

    reply: str
    source: str
    intent: str = ""
    fact: str = ""
    picked: float = 0.0
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Habits:
    """What this shop's sellers pick, by shortcut: for an intent, and `most_used` for whatever was asked; as weights."""

    for_intent: Callable[[str], Mapping[str, float]]
    most_used: Callable[[], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The shop's replies in the buyer's language: those of an intent, closest first; one by its shortcut; `staples`,
    rarely wrong; and which conditions of a reply this buyer does not meet."""

    for_intent: Callable[[str], Sequence[Reply]]
    by_shortcut: Callable[[str], Reply | None]
    staples: Sequence[Reply]
    unmet: Callable[[Reply], tuple[str, ...]]


def unmet(reply: Reply, buyer: Buyer, orders: int, seasons: Sequence[str] = ()) -> tuple[str, ...]:
    """The reply's conditions that do not hold for this buyer, in the seasons that it is now, by their names."""
    when = reply.when
    holds = {
        "grade": not when.grade or buyer.grade in when.grade,
        "stage": not when.stage or buyer.stage in when.stage,
        "min_orders": orders >= when.min_orders,
        "season": not when.season or when.season in seasons,
    }
    return tuple(name for name, it_holds in holds.items() if not it_holds)


def offers(heard: Recognition, fact_kinds: Sequence[str], shelf: Shelf, habits: Habits) -> tuple[Reason, ...]:
    """The replies for a message with the reason of each, best first, at most three; then those left out.

    The best reply of each intent heard, then what a fact hints at (a port asks for the freight), then the other replies
    of those intents, then the shop's most used and its staples. Within an intent: what this shop's sellers picked most,
    the recent counting more, beside which the file's own order counts as PRIOR picks.
    """
    guesses = [one for one in (heard.intents[:1] if heard.unsure else heard.intents) if worth(one)]
    # "Hi, what is the MOQ?" needs no welcome.
    asked = [one for one in guesses if one.intent not in SMALL_TALK] or guesses
    hints: dict[str, str] = {}
    for kind, intent in HINTS.items():
        if kind in fact_kinds:
            hints.setdefault(intent, kind)
    by_guess = [_ranked(shelf, habits, guess.intent, "asked") for guess in asked]
    hinted = [_ranked(shelf, habits, intent, "hint", kind) for intent, kind in hints.items()]
    fitting = [[one for one in ranked if not one.unmet] for ranked in (*by_guess, *hinted)]
    firsts = [one for ranked in fitting for one in ranked[:1]]
    seconds = [one for ranked in fitting[: len(by_guess)] for one in ranked[1:]]
    chosen: dict[str, Reason] = {}
    for one in chain(firsts, seconds, _otherwise(shelf, habits)):
        if len(chosen) == MOST:  # the most used are looked for only where there is room
            break
        chosen.setdefault(_shortcut(one), one)
    left_out = {_shortcut(one): one for ranked in (*hinted, *by_guess) for one in ranked if one.unmet}
    return (*chosen.values(), *left_out.values())


def _shortcut(reason: Reason) -> str:
    return reason.reply.split(".")[0]


def _otherwise(shelf: Shelf, habits: Habits) -> Iterator[Reason]:
    """The shop's most used replies, then its staples, as far as they suit."""
    for shortcut, picked in habits.most_used().items():
        reply = shelf.by_shortcut(shortcut)
        if reply is not None and not shelf.unmet(reply):
            yield Reason(reply.key, "used", picked=picked)
    yield from (Reason(reply.key, "staple") for reply in shelf.staples if not shelf.unmet(reply))


def worth(guess: IntentGuess) -> bool:
    """Whether a guess brings replies of its own onto the card."""
    return guess.confidence >= WORTH_OFFERING


def _ranked(shelf: Shelf, habits: Habits, intent: str, source: str, fact: str = "") -> list[Reason]:
    """Every reply of an intent, best first, those whose conditions do not hold too."""
    picked = habits.for_intent(intent)

    def score(reply: Reply) -> float:
        place = reply.intents.index(intent) if intent in reply.intents else len(reply.intents)
        return picked.get(reply.shortcut, 0.0) + PRIOR / (1 + place)

    return [
        Reason(reply.key, source, intent, fact, picked.get(reply.shortcut, 0.0), shelf.unmet(reply))
        for reply in sorted(shelf.for_intent(intent), key=score, reverse=True)
    ]
