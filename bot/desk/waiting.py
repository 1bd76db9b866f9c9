"""Buyers who wait: the seller is nudged in working hours; outside them the shop may let an away message answer."""

from datetime import datetime, timedelta

from bot.core.actions import OpenCard, SettleBuyer
from bot.core.hours import DayOff, Hours, is_working, next_working
from bot.core.people import Buyer
from bot.core.shows import Button, Desk, Say, Show, ToBuyer, ToDesk
from bot.desk import hours
from bot.desk.access import Standing
from bot.desk.kinds import kind_said
from bot.desk.scenes import scene
from bot.desk.shop import Shop, desks_of, owner_of
from bot.i18n import N_
from bot.replies import ReplyError, plain, render
from bot.store import buyers, desks, due, log, messages, sellers, waiting
from bot.store.database import Tx

NUDGE, AWAY = "nudge", "away"
"""The kinds of due rows; their owner is a buyer. A nudge's `day` is the row of the first message without an answer, so
that each wait is nudged about once; an away message's is the opening that ends the closed period."""


def _hours(shop: Shop, tx: Tx, buyer: Buyer) -> tuple[Hours, tuple[DayOff, ...]]:
    """The hours of whoever looks after the buyer; the shop's for one of the pool."""
    owner = owner_of(tx, buyer)
    return hours.of_seller(shop, tx, owner) if owner is not None else hours.of_shop(shop)


def begins(shop: Shop, tx: Tx, buyer: Buyer, at: datetime) -> None:
    """A buyer wrote at `at`: plan the nudge, and the away message when nobody works now.

    The minutes run in working time: what comes at night is nudged about so many minutes after the opening.
    """
    config = shop.config.waiting
    if not config.nudge_minutes and not config.away_message:
        return
    waits = waiting.of_buyer(tx, buyer.id)
    if waits is None:
        return
    times = _hours(shop, tx, buyer)
    zone = times[0].zone
    if config.nudge_minutes and not due.known(tx, NUDGE, buyer.id, str(waits.row)):
        # From this message on: a wait that began before nudges were switched on is no reason for one this very minute.
        opening = next_working(at, *times)
        nudge = next_working(opening + timedelta(minutes=config.nudge_minutes), *times)
        due.plan(tx, NUDGE, buyer.id, str(waits.row), nudge, zone)
    if config.away_message and not is_working(at, *times):
        due.plan(tx, AWAY, buyer.id, next_working(at, *times).isoformat(), at, zone)


def come(shop: Shop, tx: Tx, most: int = 50) -> list[Show]:
    """The nudges and away messages whose time has come, each once; what was answered meanwhile is dropped."""
    now = shop.clock()
    shows: list[Show] = []
    for row in due.come(tx, now, most, (NUDGE, AWAY)):
        buyer = buyers.by_id(tx, row["owner"])
        waits = waiting.of_buyer(tx, row["owner"]) if buyer else None
        if buyer is None or waits is None:
            due.end(tx, row["id"], "dropped", now)
            continue
        times = _hours(shop, tx, buyer)
        if row["kind"] == AWAY:
            sent = [] if is_working(now, *times) or buyer.stopped else _away(shop, tx, buyer, times[0])
            due.end(tx, row["id"], "done" if sent else "dropped", now)
            shows += sent
        elif row["day"] != str(waits.row):
            due.end(tx, row["id"], "dropped", now)
        elif not is_working(now, *times):
            # A day off was noted since, or it is late after an outage.
            due.plan(tx, NUDGE, buyer.id, row["day"], next_working(now, *times), row["zone"])
        else:
            due.end(tx, row["id"], "done", now)
            shows += _nudge(shop, tx, buyer, waits)
    return shows


def _nudge(shop: Shop, tx: Tx, buyer: Buyer, waits: waiting.Waiting) -> list[Show]:
    lines = [Say(N_("💬 {name} has been waiting since {at}"), {"name": buyer.name, "at": waits.since})]
    last = [one for one in messages.latest(tx, buyer.id, 3) if one.incoming and one.id >= waits.row]
    lines += [Say("◀ {text}", {"text": kind_said(one.kind, one.text)}) for one in last]
    buttons = (
        Button(Say(N_("Reply…")), OpenCard(buyer.id)),
        Button(Say(N_("No answer needed")), SettleBuyer(buyer.id)),
    )
    return [ToDesk(desk, tuple(lines), buyer.id, (buttons,)) for desk in _told(shop, tx, buyer)]


def _told(shop: Shop, tx: Tx, buyer: Buyer) -> list[Desk]:
    """Where the buyer's cards stand; a buyer of the pool is everybody's and so nobody's: the managers are told."""
    if buyer.owner_id:
        return desks_of(shop, tx, buyer)
    managers = (desks.of_seller(tx, one.id, shop.readers) for one in sellers.active(tx) if one.is_manager)
    found = {desk.id: desk for desk in (*desks_of(shop, tx, buyer), *managers) if desk is not None}
    return list(found.values())


def _away(shop: Shop, tx: Tx, buyer: Buyer, opening: Hours) -> list[Show]:
    """The shop's away message in the buyer's language; it says that it is automatic."""
    language = shop.reply_language(buyer)
    reply = shop.replies.by_shortcut("away", language)
    if reply is None or not buyer.telegram_id or buyer.blocked:
        return []
    try:
        html = render(reply, scene(shop, tx, buyer, owner_of(tx, buyer)))
    except ReplyError:
        return []  # `check` names what is wrong with the file
    now = shop.clock()
    row = messages.add(
        tx, buyer.id, incoming=False, kind="away", text=plain(html), at=now, reply_key=reply.key, language=language
    )
    log.add(tx, now, "sent the away message", buyer=buyer.id, detail=reply.key)
    return [ToBuyer(buyer, row, html)]


def settle(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, message_id: int) -> list[Show] | None:
    """What the buyer wrote needs no answer; None when they wait for nothing any more."""
    if waiting.of_buyer(tx, buyer.id) is None:
        return None
    waiting.settle(tx, buyer.id)
    log.add(tx, shop.clock(), "needs no answer", seller=at.seller.id, buyer=buyer.id)
    done = Say(N_("✓ {name} needs no answer · {seller}"), {"name": buyer.name, "seller": at.seller.name})
    return [ToDesk(at.desk, (done,), buyer.id, (), message_id)]
