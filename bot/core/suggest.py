"""Which replies are offered for a message, and in which order."""

from collections.abc import Callable, Sequence

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


def suits(reply: Reply, buyer: Buyer, orders: int, seasons: Sequence[str] = ()) -> bool:
    """Whether the reply's conditions hold for this buyer, in the seasons that it is now."""
    when = reply.when
    return (
        (not when.grade or buyer.grade in when.grade)
        and (not when.stage or buyer.stage in when.stage)
        and orders >= when.min_orders
        and (not when.season or when.season in seasons)
    )


def offers(
    heard: Recognition,
    for_intent: Callable[[str], Sequence[Reply]],
    picks: Callable[[str], dict[str, int]],
    suits_buyer: Callable[[Reply], bool],
    fact_kinds: Sequence[str],
    most_used: Sequence[Reply],
) -> tuple[Reply, ...]:
    """The replies for a message, best first, at most three.

    The best reply of each intent heard, then what a fact hints at (a port asks for the freight), then the other replies
    of those intents, then the shop's most used. Within an intent: what this shop's sellers picked most, then the file
    that means this intent first.
    """
    chosen: dict[str, Reply] = {}
    guesses = [one for one in (heard.intents[:1] if heard.unsure else heard.intents) if worth(one)]
    # "Hi, what is the MOQ?" needs no welcome.
    asked = [one for one in guesses if one.intent not in SMALL_TALK] or guesses
    by_guess = [_fitting(guess.intent, for_intent, picks, suits_buyer) for guess in asked]
    hints = dict.fromkeys(intent for kind, intent in HINTS.items() if kind in fact_kinds)
    hinted = [_fitting(intent, for_intent, picks, suits_buyer) for intent in hints]
    firsts = [reply for replies in (*by_guess, *hinted) for reply in replies[:1]]
    seconds = [reply for replies in by_guess for reply in replies[1:]]
    suitable = (reply for reply in most_used if suits_buyer(reply))
    for reply in (*firsts, *seconds, *suitable):
        chosen.setdefault(reply.shortcut, reply)
    return tuple(chosen.values())[:MOST]


def worth(guess: IntentGuess) -> bool:
    """Whether a guess brings replies of its own onto the card."""
    return guess.confidence >= WORTH_OFFERING


def _fitting(
    intent: str,
    for_intent: Callable[[str], Sequence[Reply]],
    picks: Callable[[str], dict[str, int]],
    suits_buyer: Callable[[Reply], bool],
) -> list[Reply]:
    picked = picks(intent)
    fitting = [reply for reply in for_intent(intent) if suits_buyer(reply)]
    return sorted(fitting, key=lambda reply: (-picked.get(reply.key, 0), reply.intents[:1] != (intent,)))
