"""Promises heard in buyers' and sellers' messages: offered as a follow-up with one tap, never made silently."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import dates
from bot.core.actions import NotePromise
from bot.core.people import Buyer, Seller
from bot.core.promises import Promise, worth_offering
from bot.core.shows import Button, Desk, Say, Show, ToDesk
from bot.core.texts import in_one_line
from bot.desk import followups
from bot.desk.access import Standing
from bot.desk.shop import Shop, owner_of
from bot.i18n import N_
from bot.recogniser.promises import promises as heard_in
from bot.store import followups as followup_store
from bot.store import promises
from bot.store.database import Tx

REMEMBERED = timedelta(days=30)
"""How long a time that was offered once is not offered again."""
SHOWN = 120
"""Characters of the promise in the follow-up."""
# "I can't order before January", 周五之前给您答复: for a reminder that day is the day.
_BOUND = re.compile(r"\b(?:before|until|till|vor|antes d[aeo]l?|avant(?: le)?|до|قبل)\b|之前|以前", re.I)


def hear(shop: Shop, tx: Tx, row: int, text: str, at: datetime, buyer: Buyer, seller: Seller | None) -> list[int]:
    """Keep the promises of a message, a buyer's or (`seller`) a seller's; their ids.

    A day is meant where its writer is; the reminder comes to the seller who looks after the buyer, at 9:00 there.
    """
    promises.drop(tx, row)
    sentences = heard_in(text)
    if not sentences:
        return []
    owner = owner_of(tx, buyer) or seller
    here = owner.zone if owner else shop.config.shop.zone
    there = seller.zone if seller else buyer.zone or here
    now = shop.clock()
    kept = []
    for sentence in sentences:
        open_ones = [one.due_at for one in followup_store.of_buyer(tx, buyer.id, 20)]
        taken = [*open_ones, *promises.offered(tx, buyer.id, now - REMEMBERED)]
        times = worth_offering(_times(sentence, at, there, here), now, here, taken)
        if times:
            kept.append(promises.add(tx, row, in_one_line(sentence, SHOWN), times))
    return kept


def _times(sentence: str, at: datetime, there: str, here: str) -> list[datetime]:
    understood = dates.find(sentence, now=at, zone=there)
    if not understood.readings:
        understood = dates.find(_BOUND.sub(" ", sentence), now=at, zone=there)
    times = []
    for reading in understood.readings[:2]:
        if reading.grain not in ("minute", "hour"):
            # The day as its writer named it, on the clock of whoever is reminded.
            local = reading.at.replace(tzinfo=ZoneInfo(here), fold=0)
            reading = dates.Reading(local, reading.grain, reading.said)
        times.append(dates.with_default_hour(reading))
    return times


def buttons(found: Promise) -> tuple[Button, ...]:
    """What notes a promise: a button, or two when it can mean two times."""
    return tuple(
        Button(Say(N_("⏰ Note: {at}"), {"at": at}), NotePromise(found.id, rank))
        for rank, at in enumerate(found.times, 1)
    )


def offer(shop: Shop, tx: Tx, desk: Desk, ids: list[int]) -> list[Show]:
    """What a seller promised where no card stands to carry the offer."""
    shown: list[Show] = []
    for id in ids:
        if (found := promises.by_id(tx, id)) is not None:
            lines = (Say(N_("You wrote: {text}"), {"text": found.text}),)
            shown.append(ToDesk(desk, lines, found.buyer_id, (buttons(found),)))
    return shown


def note(shop: Shop, tx: Tx, at: Standing, found: Promise, buyer: Buyer, rank: int) -> list[Show] | None:
    """The seller taps a promise: it is a follow-up now; None when there is no such time."""
    if not 0 < rank <= len(found.times):
        return None
    text = f"{buyer.first_name}: “{found.text}”" if found.by_buyer else found.text
    promises.noted(tx, found.id, shop.clock())
    return followups.noted(shop, tx, at.seller, buyer, text, found.times[rank - 1], at.desk)
