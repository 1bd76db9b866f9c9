"""`/today`: the buyers whom a message is worth most, with the reason; the digest takes those who are due from it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core import today as rules
from bot.core.actions import ListToday, OpenCard
from bot.core.people import Seller
from bot.core.rhythm import Rhythm, as_usual
from bot.core.shows import Button, Say, Show, ToDesk
from bot.desk.access import Standing
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import today
from bot.store.database import Tx
from bot.store.today import Chance

ON_A_PAGE = 8
RANKED = 100
"""So many are looked at one by one; the list is no longer than that."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A buyer to write to. `since` is how long ago they were last written to."""

    chance: Chance
    beat: Rhythm | None
    ago: int
    since: timedelta | None


def ranking(tx: Tx, seller: Seller, now: datetime, due: bool = False) -> list[Turn]:
    """The buyers whom a message is worth most, the first of them first; only those who are due, if asked so."""
    found = []
    for one in today.chances(tx, seller.sees, now):
        beat = as_usual(one.every, one.last_order_at, now) if one.every else None
        ago = max(0, (now - one.last_order_at).days)
        if not due or (beat is not None and beat.is_due and ago <= 3 * beat.every):
            found.append((rules.worth(one.days, one.usual.minor, beat, ago), one, beat, ago))
    found.sort(key=lambda each: (-each[0], each[1].buyer))
    turns = []
    for worth, one, beat, ago in found[: 2 * RANKED]:
        written = today.last_written(tx, one.buyer)
        since = now - written if written else None
        if rest := rules.rest(since):
            turns.append((worth * rest, Turn(one, beat, ago, since)))
    turns.sort(key=lambda each: (-each[0], each[1].chance.buyer))
    return [turn for _, turn in turns[:RANKED]]


def listing(shop: Shop, tx: Tx, at: Standing, page: int = 0, edits: int = 0) -> list[Show]:
    """A page (from 0) of `/today`, each buyer one tap away."""
    turns = ranking(tx, at.seller, shop.clock())
    shown = turns[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    lines = [Say(N_("☀️ <b>Whom to write to today</b>")), *(_line(one) for one in shown)]
    if not shown:
        lines.append(Say(N_("Nobody: there are no orders yet, or everybody was written to lately.")))
    rows = [(Button(Say("↗ {name}", {"name": one.chance.name}), OpenCard(one.chance.buyer)),) for one in shown]
    turn = [Button(Say("‹"), ListToday(page - 1))] if page else []
    if len(turns) > (page + 1) * ON_A_PAGE:
        turn.append(Button(Say("›"), ListToday(page + 1)))
    return [ToDesk(at.desk, tuple(lines), 0, (*rows, *((tuple(turn),) if turn else ())), edits)]


def _line(turn: Turn) -> Say:
    values = {
        "name": turn.chance.name, "ago": turn.ago, "usual": turn.chance.usual, "n": turn.chance.orders,
        "every": turn.beat.every if turn.beat else 0, "written": turn.since.days if turn.since else 0,
    }  # fmt: skip
    if turn.beat is not None and turn.beat.is_due:
        said = Say(N_("• {name} · due: every {every} days, {ago} days ago · usually {usual}"), values)
    elif turn.beat is not None:
        said = Say(N_("• {name} · every {every} days, {ago} days ago · usually {usual}"), values)
    else:
        said = Say(
            N_("• {name} · {n} order, {ago} days ago · usually {usual}"),
            values,
            plural=N_("• {name} · {n} orders, {ago} days ago · usually {usual}"),
        )
    return Say(N_("{said} · written to {written} days ago"), {**values, "said": said}) if turn.since else said
