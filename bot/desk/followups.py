"""Follow-ups: noted from words, from the ⏰ button or by hand; reminded of at their minute; ended or moved."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import dates
from bot.core.actions import (
    ChooseReading,
    EndFollowUp,
    ListFollowUps,
    MoveFollowUp,
    OpenCard,
    ReplyFromFollowUp,
    SnoozeFollowUp,
)
from bot.core.followups import FollowUp, offered_times, snooze_times
from bot.core.people import Buyer, Seller
from bot.core.shows import Button, Desk, Say, Show, ToDesk
from bot.desk import topics
from bot.desk.access import Standing, allowed_buyer
from bot.desk.kinds import kind_said
from bot.desk.shop import Shop, desks_of
from bot.i18n import N_, format_clock, format_moment, words
from bot.store import buyers, desks, followups, log, messages
from bot.store.database import Tx

LATE_AFTER = timedelta(minutes=10)
SHOWN = 8
SNOOZES = Say(N_("In an hour")), Say(N_("Tomorrow 9:00")), Say(N_("Next Monday"))
LATER = Say(N_("Tomorrow 9:00")), Say(N_("In 3 days")), Say(N_("Next Monday"))


def note(shop: Shop, tx: Tx, at: Standing, text: str) -> list[Show]:
    """`/f next tuesday 3pm send the quote`: note it, or ask what was not said or can be read in two ways."""
    now = shop.clock()
    seller, buyer = at.seller, at.buyer
    if not text.strip():
        return _ask_when(shop, tx, at, "")
    understood = dates.find(text, now=now, zone=seller.zone)
    readings = [dates.with_default_hour(one) for one in understood.readings]
    if not readings:
        return _ask_when(shop, tx, at, text.strip(), understood.why)
    if len(readings) > 1:
        return _ask_which(shop, tx, at, understood.rest.strip(), readings)
    return noted(shop, tx, seller, buyer, understood.rest.strip(), readings[0], at.desk)


def _ask_when(shop: Shop, tx: Tx, at: Standing, text: str, why: str = "") -> list[Show]:
    buyer_id = at.buyer.id if at.buyer else 0
    if "does not exist" in why:
        gone = Say(N_('"{text}": that day does not exist. Write it again with another day.'), {"text": text})
        return [ToDesk(at.desk, (gone,), buyer_id)]
    if at.buyer is not None:
        wait = desks.Wait("followup", buyer_id, 0, json.dumps({"text": text}))
        desks.wait_for(tx, at.desk.id, at.thread, at.seller.id, wait, shop.clock())
    asked = (
        Say(
            N_('When? I could not read a time in "{text}". Write only the time, such as "tomorrow 9:00".'),
            {"text": text},
        )
        if text
        else Say(N_('Write when and what, such as "/f next tuesday 3pm send the quote".'))
    )
    return [ToDesk(at.desk, (asked,), buyer_id)]


def _ask_which(shop: Shop, tx: Tx, at: Standing, text: str, readings: list[datetime]) -> list[Show]:
    buyer_id = at.buyer.id if at.buyer else 0
    kept = {"text": text, "readings": [one.isoformat() for one in readings[:4]]}
    log.set_setting(tx, _pending(at, buyer_id), json.dumps(kept))
    buttons = tuple(
        (Button(Say("{at}", {"at": one}), ChooseReading(buyer_id, rank)),) for rank, one in enumerate(readings[:4], 1)
    )
    return [ToDesk(at.desk, (Say(N_("That can be read in two ways. Which one?")),), buyer_id, buttons)]


def _pending(at: Standing, buyer_id: int) -> str:
    return f"readings {at.seller.id} {buyer_id}"


def choose_reading(shop: Shop, tx: Tx, at: Standing, buyer: Buyer | None, rank: int) -> list[Show] | None:
    """The seller tapped one of two readings; None when the question is out of date."""
    name = _pending(at, buyer.id if buyer else 0)
    kept = json.loads(log.setting(tx, name) or "{}")
    readings = kept.get("readings", [])
    if not 0 < rank <= len(readings):
        return None
    log.set_setting(tx, name, "")
    due = datetime.fromisoformat(readings[rank - 1])
    return noted(shop, tx, at.seller, buyer, kept["text"], due, at.desk)


def answer_when(shop: Shop, tx: Tx, at: Standing, wait: desks.Wait, text: str) -> list[Show]:
    """The seller wrote the time that was asked for."""
    kept = str(json.loads(wait.data or "{}").get("text", ""))
    understood = dates.find(text, now=shop.clock(), zone=at.seller.zone)
    if not understood.readings:
        return _ask_when(shop, tx, at, kept or text)
    what = kept or understood.rest
    readings = [dates.with_default_hour(one) for one in understood.readings]
    if len(readings) > 1:
        return _ask_which(shop, tx, at, what, readings)
    return noted(shop, tx, at.seller, at.buyer, what, readings[0], at.desk)


def noted(
    shop: Shop, tx: Tx, seller: Seller, buyer: Buyer | None, text: str, due_at: datetime, desk: Desk
) -> list[Show]:
    """Keep a follow-up and show what was understood, with one-tap changes."""
    now = shop.clock()
    _ = words(seller.language)._
    what = text or (_("Write to {name}").format(name=buyer.name) if buyer else _("Follow up"))
    if due_at <= now:
        return [ToDesk(desk, (Say(N_("That time has passed already; nothing was noted.")),), buyer.id if buyer else 0)]
    owner = buyer.owner_id if buyer and buyer.owner_id else seller.id
    followup = followups.add(tx, buyer.id if buyer else 0, owner, what, due_at, seller.zone, now)
    log.add(tx, now, "noted a follow-up", seller=seller.id, buyer=buyer.id if buyer else None, detail=str(followup.id))
    return [_noted(desk, followup, buyer), *_summaries(shop, tx, buyer)]


def _summaries(shop: Shop, tx: Tx, buyer: Buyer | None) -> list[Show]:
    """The pinned summaries list what is open with the buyer."""
    return topics.refreshed(shop, tx, buyer) if buyer is not None else []


def _noted(desk: Desk, followup: FollowUp, buyer: Buyer | None, edits: int = 0) -> ToDesk:
    lines = [Say(N_("⏰ Noted: {text}"), {"text": followup.text}), Say("{at}", {"at": followup.due_at})]
    if buyer is not None and buyer.zone and buyer.zone != followup.zone:
        lines.append(Say(N_("{clock} there"), {"clock": _there(desk, followup, buyer)}))
    buttons = (
        tuple(Button(say, MoveFollowUp(followup.id, rank)) for rank, say in enumerate(LATER, 1)),
        (Button(Say(N_("Drop")), EndFollowUp(followup.id, 1)),),
    )
    return ToDesk(desk, tuple(lines), followup.buyer_id, buttons, edits)


def _there(desk: Desk, followup: FollowUp, buyer: Buyer) -> str:
    """The buyer's clock, with the day where it is another one there."""
    here, there = (followup.due_at.astimezone(ZoneInfo(zone)) for zone in (followup.zone, buyer.zone))
    show = format_clock if here.date() == there.date() else format_moment
    return show(followup.due_at, buyer.zone, desk.language)


def move(shop: Shop, tx: Tx, at: Standing, followup: FollowUp, rank: int, message_id: int) -> list[Show] | None:
    """Change a follow-up just noted to one of the offered times; None when it has ended."""
    times = offered_times(shop.clock(), at.seller.zone)
    if not 0 < rank <= len(times) or not followups.move(tx, followup.id, times[rank - 1], "open"):
        return None
    log.add(tx, shop.clock(), "moved a follow-up", seller=at.seller.id, buyer=followup.buyer_id or None)
    moved = followups.by_id(tx, followup.id) or followup
    buyer = buyers.by_id(tx, moved.buyer_id)
    return [_noted(at.desk, moved, buyer, message_id), *_summaries(shop, tx, buyer)]


def snooze(shop: Shop, tx: Tx, at: Standing, followup: FollowUp, rank: int, message_id: int) -> list[Show] | None:
    """Offer times (rank 0) or snooze to one of them; None when the follow-up has ended."""
    if followup.state not in ("open", "snoozed"):
        return None
    times = snooze_times(shop.clock(), at.seller.zone)
    if rank == 0:
        buttons = (tuple(Button(say, SnoozeFollowUp(followup.id, one)) for one, say in enumerate(SNOOZES, 1)),)
        lines = (Say("⏰ {text}", {"text": followup.text}), Say(N_("Snooze until when?")))
        return [ToDesk(at.desk, lines, followup.buyer_id, buttons, message_id)]
    if not 0 < rank <= len(times) or not followups.move(tx, followup.id, times[rank - 1], "snoozed"):
        return None
    log.add(tx, shop.clock(), "snoozed a follow-up", seller=at.seller.id, buyer=followup.buyer_id or None)
    lines = (Say("💤 {text}", {"text": followup.text}), Say(N_("Snoozed until {at}"), {"at": times[rank - 1]}))
    buyer = buyers.by_id(tx, followup.buyer_id)
    return [ToDesk(at.desk, lines, followup.buyer_id, (), message_id), *_summaries(shop, tx, buyer)]


def end(shop: Shop, tx: Tx, at: Standing, followup: FollowUp, dropped: bool, message_id: int) -> list[Show] | None:
    """Done or dropped; None when it had ended already."""
    state = "dropped" if dropped else "done"
    if not followups.end(tx, followup.id, state, at.seller.id, shop.clock()):
        return None
    log.add(tx, shop.clock(), f"{state} a follow-up", seller=at.seller.id, buyer=followup.buyer_id or None)
    mark = Say("✕ {text}", {"text": followup.text}) if dropped else Say("✓ {text}", {"text": followup.text})
    who = Say(N_("{name}, {at}"), {"name": at.seller.name, "at": shop.clock()})
    buyer = buyers.by_id(tx, followup.buyer_id)
    return [ToDesk(at.desk, (mark, who), followup.buyer_id, (), message_id), *_summaries(shop, tx, buyer)]


def remind(shop: Shop, tx: Tx, most: int = 50) -> list[Show]:
    """Every follow-up whose minute has come, each once: the row is marked in the same transaction."""
    now = shop.clock()
    shows: list[Show] = []
    for followup in followups.due(tx, now, most):
        followups.reminded(tx, followup.id, now)
        shows += _reminder(shop, tx, followup, now)
    return shows


def _reminder(shop: Shop, tx: Tx, followup: FollowUp, now: datetime) -> list[Show]:
    buyer = buyers.by_id(tx, followup.buyer_id) if followup.buyer_id else None
    lines = [Say("⏰ {text}", {"text": followup.text})]
    if now - followup.due_at > LATE_AFTER:
        lines.append(Say(N_("was due {at}"), {"at": followup.due_at}))
    if buyer is not None:
        lines.append(Say("{name}", {"name": buyer.name}))
        for message in messages.latest(tx, buyer.id, 2):
            arrow = "◀" if message.incoming else "▶"
            lines.append(Say("{arrow} {text}", {"arrow": arrow, "text": kind_said(message.kind, message.text)}))
    buttons: list[Button] = [
        Button(Say(N_("Done")), EndFollowUp(followup.id, 0)),
        Button(Say(N_("Snooze")), SnoozeFollowUp(followup.id, 0)),
    ]
    if buyer is not None:
        buttons.append(Button(Say(N_("Reply…")), ReplyFromFollowUp(followup.id)))
    where = desks_of(shop, tx, buyer) if buyer else []
    own = desks.of_seller(tx, followup.seller_id, shop.readers)
    if own is not None and own.id not in {desk.id for desk in where}:
        where = [own, *(desk for desk in where if desk.kind == "group")]
    return [ToDesk(desk, tuple(lines), followup.buyer_id, (tuple(buttons),)) for desk in where]


def _short(text: str, most: int = 160) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def listing(shop: Shop, tx: Tx, at: Standing, which: int, edits: int = 0) -> list[Show]:
    """`/followups`: overdue and today (0), the next seven days (1), or all (2)."""
    now = shop.clock()
    tonight = now.astimezone(ZoneInfo(at.seller.zone)).replace(hour=23, minute=59, second=59)
    until = {0: tonight, 1: tonight + timedelta(days=7)}.get(which, now + timedelta(days=3660))
    found = followups.of_seller(tx, at.seller.id, until, SHOWN + 1)
    titles = (N_("Today and overdue"), N_("The next seven days"), N_("All follow-ups"))
    lines = [Say(titles[which] if which < 3 else titles[2])]
    rows: list[tuple[Button, ...]] = []
    for number, followup in enumerate(found[:SHOWN], 1):
        buyer = buyers.by_id(tx, followup.buyer_id) if followup.buyer_id else None
        late = N_("{n}. ❗ {at} · {name} · {text}")
        values = {
            "n": number,
            "at": followup.due_at,
            "name": buyer.name if buyer else "—",
            "text": _short(followup.text, 80),
        }
        lines.append(Say(late if followup.due_at < now else N_("{n}. {at} · {name} · {text}"), values))
        row = [
            Button(Say(f"✓ {number}"), EndFollowUp(followup.id, 0)),
            Button(Say(f"💤 {number}"), SnoozeFollowUp(followup.id, 2)),
        ]
        if buyer is not None:
            row.append(Button(Say(f"↗ {number}"), OpenCard(buyer.id)))
        rows.append(tuple(row))
    if rows:
        lines.append(Say(N_("✓ done · 💤 until tomorrow · ↗ open the buyer")))
    if not found:
        lines.append(Say(N_("Nothing here. Note one with /f tomorrow 9:00 send the quote.")))
    if len(found) > SHOWN:
        lines.append(Say(N_("… and more; the earliest are shown.")))
    names = (N_("Today"), N_("Week"), N_("All"))
    rows.append(tuple(Button(Say(names[one]), ListFollowUps(one)) for one in range(3) if one != which))
    return [ToDesk(at.desk, tuple(lines), at.buyer.id if at.buyer else 0, tuple(rows), edits)]


def allowed(tx: Tx, seller: Seller, id: int) -> FollowUp | None:
    """A follow-up that this seller may change: their own, one of their buyers, or any for a manager."""
    followup = followups.by_id(tx, id)
    if followup is None:
        return None
    mine = followup.seller_id == seller.id or seller.is_manager
    return followup if mine or (followup.buyer_id and allowed_buyer(tx, seller, followup.buyer_id)) else None
