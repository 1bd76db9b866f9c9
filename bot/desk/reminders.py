"""Follow-ups come due: reminded of at their minute, again when they repeat, early when the buyer writes."""

from datetime import datetime, timedelta

from bot.core.actions import EndFollowUp, ReplyFromFollowUp, SnoozeFollowUp, StopRepeating
from bot.core.followups import FollowUp
from bot.core.people import Buyer
from bot.core.repeats import next_after
from bot.core.shows import Button, Desk, Say, Show, ToDesk
from bot.desk import hours, topics
from bot.desk.kinds import kind_said
from bot.desk.restored import key_of
from bot.desk.shop import Shop, desks_of
from bot.i18n import N_
from bot.store import buyers, desks, followups, messages, sellers
from bot.store.database import Tx

LATE = Say(N_("was due {at}"))


def occurrence_after(shop: Shop, tx: Tx, followup: FollowUp, after: datetime) -> datetime | None:
    """When a repeating follow-up comes next, on the seller's working minutes unless they chose otherwise."""
    rule, seller = followup.repeats, sellers.by_id(tx, followup.seller_id)
    if rule is None or seller is None:
        return None
    starts = datetime.fromisoformat(followup.starts)
    if followup.stays:
        return next_after(rule, starts, followup.zone, after)
    return next_after(rule, starts, followup.zone, after, lambda at: hours.working(shop, tx, seller, at))


def come_again(shop: Shop, tx: Tx, most: int = 50) -> list[Show]:
    """What is still open when its next occurrence comes goes on as that one: never two of a series at a time.

    Of occurrences that all passed meanwhile (an outage) only the last is reminded of.
    """
    now = shop.clock()
    for followup in followups.come_again(tx, now, most):
        at, following = followup.next_at, followup.next_at
        while following is not None and following <= now:
            at, following = following, occurrence_after(shop, tx, followup, following)
        followups.advance(tx, followup.id, at or followup.due_at, following, now)
    return []


def after_its_end(shop: Shop, tx: Tx, followup: FollowUp) -> FollowUp | None:
    """The next of a series whose present one was done or dropped; None when it happens once, or no more."""
    now = shop.clock()
    due_at = followup.next_at
    while due_at is not None and due_at <= now:
        due_at = occurrence_after(shop, tx, followup, due_at)
    if due_at is None:
        return None
    following = occurrence_after(shop, tx, followup, due_at)
    return followups.add(
        tx, followup.buyer_id, followup.seller_id, followup.text, due_at, followup.zone, now, rule=followup.rule,
        starts=followup.starts, next_at=following, series=followup.series, stays=followup.stays,
    )  # fmt: skip


def remind(shop: Shop, tx: Tx, most: int = 50) -> list[Show]:
    """Every follow-up whose minute has come, each once: the row is marked in the same transaction."""
    now = shop.clock()
    shows: list[Show] = []
    for followup in followups.due(tx, now, most):
        followups.reminded(tx, followup.id, now)
        shows += _reminder(shop, tx, followup)
    return shows


def woken(shop: Shop, tx: Tx, buyer: Buyer) -> list[Show]:
    """The buyer wrote: what was snoozed until then comes back with the message."""
    shows: list[Show] = []
    for followup in followups.waiting_for(tx, buyer.id):
        if followups.wake(tx, followup.id, shop.clock()):
            back = Say(N_("back, since {name} wrote"), {"name": buyer.name})
            where = _where(shop, tx, followup, buyer)
            shows += [
                ToDesk(desk, (Say("⏰ {text}", {"text": followup.text}), back), buyer.id, _buttons(followup, buyer))
                for desk in where
            ]
    return [*shows, *topics.refreshed(shop, tx, buyer)] if shows else []


def _reminder(shop: Shop, tx: Tx, followup: FollowUp) -> list[Show]:
    buyer = buyers.by_id(tx, followup.buyer_id) if followup.buyer_id else None
    lines = [Say("⏰ {text}", {"text": followup.text})]
    rule = followup.repeats
    if rule is not None:
        lines.append(Say("🔁 {rule}", {"rule": rule}))
    if followup.late_since is not None:
        lines.append(Say(N_("still open since {at}"), {"at": followup.late_since}))
    if buyer is not None:
        lines.append(Say("{name}", {"name": buyer.name}))
        if followup.until_buyer:
            lines.append(Say(N_("no word from {name} since"), {"name": buyer.name}))
        for message in messages.latest(tx, buyer.id, 2):
            arrow = "◀" if message.incoming else "▶"
            lines.append(Say("{arrow} {text}", {"arrow": arrow, "text": kind_said(message.kind, message.text)}))
    about = key_of(followup)
    return [
        ToDesk(
            desk,
            tuple(lines),
            followup.buyer_id,
            _buttons(followup, buyer),
            due=followup.due_at,
            late=LATE.text,
            about=about,
        )
        for desk in _where(shop, tx, followup, buyer)
    ]


def _buttons(followup: FollowUp, buyer: Buyer | None) -> tuple[tuple[Button, ...], ...]:
    first = [
        Button(Say(N_("Done")), EndFollowUp(followup.id, 0)),
        Button(Say(N_("Snooze")), SnoozeFollowUp(followup.id, 0)),
    ]
    if buyer is not None:
        first.append(Button(Say(N_("Reply…")), ReplyFromFollowUp(followup.id)))
    stop = ((Button(Say(N_("Stop repeating")), StopRepeating(followup.id)),),) if followup.rule else ()
    return (tuple(first), *stop)


def _where(shop: Shop, tx: Tx, followup: FollowUp, buyer: Buyer | None) -> list[Desk]:
    """Where a reminder stands: at the desk of whoever promised, and in the group."""
    where = desks_of(shop, tx, buyer) if buyer else []
    own = desks.of_seller(tx, followup.seller_id, shop.readers)
    if own is not None and own.id not in {desk.id for desk in where}:
        where = [own, *(desk for desk in where if desk.kind == "group")]
    return where


def latest_for_buyer(shop: Shop, tx: Tx, followup: FollowUp) -> datetime:
    """Until when a follow-up waits for its buyer's word at most."""
    at = shop.clock() + timedelta(days=shop.config.followups.buyer_days)
    seller = sellers.by_id(tx, followup.seller_id)
    return hours.working(shop, tx, seller, at) if seller is not None else at
