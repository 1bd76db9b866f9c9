"""Which replies are offered for a message, and in which order."""

from collections.abc import Callable, Sequence

from bot.core.people import Buyer
from bot.core.recognition import Recognition
from bot.core.replies import Reply

MOST = 3
"""Replies on a card."""


WORTH_OFFERING = 0.15
"""A guess below this confidence brings no reply of its own onto the card."""


HINTS = {
    "place": "shipping_cost", "incoterm": "shipping_cost", "order_number": "order_status", "date": "delivery_time",
    "money": "discount", "product": "product_details",
}  # fmt: skip
"""What a fact hints at when it comes with no question of its own."""


def suits(reply: Reply, buyer: Buyer, orders: int) -> bool:
    """Whether the reply's conditions hold for this buyer."""
    when = reply.when
    return (
        (not when.grade or buyer.grade in when.grade)
        and (not when.stage or buyer.stage in when.stage)
        and orders >= when.min_orders
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

    Intent by intent as they were heard; within one, what this shop's sellers picked most, then the file that means this
    intent first. After them what a fact hints at (a port asks for the freight), then the shop's most used replies.
    """
    chosen: dict[str, Reply] = {}
    guesses = heard.intents[:1] if heard.unsure else [g for g in heard.intents if g.confidence >= WORTH_OFFERING]
    for guess in guesses:
        if heard.unsure and guess.confidence < WORTH_OFFERING:
            break
        picked = picks(guess.intent)
        fitting = [reply for reply in for_intent(guess.intent) if suits_buyer(reply)]
        fitting.sort(key=lambda reply: (-picked.get(reply.key, 0), reply.intents[:1] != (guess.intent,)))
        for reply in fitting[: MOST if len(guesses) == 1 else 2]:
            chosen.setdefault(reply.shortcut, reply)
    for intent in (HINTS[kind] for kind in dict.fromkeys(fact_kinds) if kind in HINTS):
        hinted = [reply for reply in for_intent(intent) if suits_buyer(reply)][:1]
        chosen.update({reply.shortcut: reply for reply in hinted if reply.shortcut not in chosen})
    for reply in most_used:
        if suits_buyer(reply):
            chosen.setdefault(reply.shortcut, reply)
    return tuple(chosen.values())[:MOST]
