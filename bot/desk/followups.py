"""Follow-ups: noted from words, from the ⏰ button or by hand; ended, moved, snoozed, repeated."""

import json
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import dates
from bot.core.actions import ChooseReading, EndFollowUp, MoveFollowUp, SnoozeFollowUp, StopRepeating
from bot.core.followups import FollowUp, offered_times, snooze_times
from bot.core.hours import is_day_off
from bot.core.people import Buyer, Seller
from bot.core.repeats import Rule, read_rule
from bot.core.shows import Button, Desk, Say, Show, ToDesk
from bot.desk import hours, reminders, topics
from bot.desk.access import Standing, allowed_buyer
from bot.desk.shop import Shop, owner_of
from bot.i18n import N_, format_clock, format_moment, words
from bot.store import buyers, desks, followups, log
from bot.store.database import Tx

SNOOZES = Say(N_("In an hour")), Say(N_("Tomorrow 9:00")), Say(N_("Next Monday"))
LATER = Say(N_("Tomorrow 9:00")), Say(N_("In 3 days")), Say(N_("Next Monday"))
UNTIL_BUYER, OTHER = 4, 5
"""Ranks of a snooze beyond the offered times."""


def note(shop: Shop, tx: Tx, at: Standing, text: str) -> list[Show]:
    """`/f next tuesday 3pm send the quote`: note it, or ask what was not said or can be read in two ways."""
    if not text.strip():
        return _ask_when(shop, tx, at, "")
    return _understood(shop, tx, at, text.strip(), "")


def answer_when(shop: Shop, tx: Tx, at: Standing, wait: desks.Wait, text: str) -> list[Show]:
    """The seller wrote the time that was asked for."""
    return _understood(shop, tx, at, text.strip(), str(json.loads(wait.data or "{}").get("text", "")))


def _understood(shop: Shop, tx: Tx, at: Standing, text: str, kept: str) -> list[Show]:
    """Read when (and how often) in a text; `kept` is the what, if it was said before."""
    now, seller = shop.clock(), at.seller
    often = dates.repeats(text, now=now, zone=seller.zone)
    if often.rule is not None:
        times, rest, why = [one.at for one in often.readings], often.rest, often.why
    else:
        found = dates.find(text, now=now, zone=seller.zone)
        times, rest, why = [dates.with_default_hour(one) for one in found.readings], found.rest, found.why
    what = kept or rest.strip()
    if not times:
        return _ask_when(shop, tx, at, kept or text, why)
    if len(times) > 1:
        question = Say(N_("That can be read in two ways. Which one?"))
        return _ask(tx, at, what, times[:4], [Say("{at}", {"at": one}) for one in times[:4]], question, often.rule)
    return _in_quiet_time(shop, tx, at, what, times[0], often.rule) or noted(
        shop, tx, seller, at.buyer, what, times[0], at.desk, often.rule
    )


IMPOSSIBLE = {
    "that day does not exist": N_('"{text}": that day does not exist. Write it again with another day.'),
    "that is too far off": N_('"{text}": that is too far off. Write it again with an earlier day.'),
    "too far off": N_('"{text}": that is too far off. Write it again with an earlier day.'),
    "that day has passed": N_('"{text}": that day has passed. Write it again with a day to come.'),
    "that has passed": N_('"{text}": that time has passed. Write it again with a time to come.'),
}


def _ask_when(shop: Shop, tx: Tx, at: Standing, text: str, why: str = "") -> list[Show]:
    """Ask for the time; the seller's next message is its answer, except when a day was said that can't be."""
    buyer_id = at.buyer.id if at.buyer else 0
    if why in IMPOSSIBLE:
        return [ToDesk(at.desk, (Say(IMPOSSIBLE[why], {"text": text}),), buyer_id)]
    if text or buyer_id:
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


def _in_quiet_time(
    shop: Shop, tx: Tx, at: Standing, text: str, due_at: datetime, rule: Rule | None
) -> list[Show] | None:
    """Ask about a time at which whoever is reminded does not work; None when they do."""
    seller = _promiser(tx, at.seller, at.buyer)
    moved = hours.working(shop, tx, seller, due_at)
    if moved == due_at:
        return None
    own, days_off = hours.of_seller(shop, tx, seller)
    off = is_day_off(due_at.astimezone(ZoneInfo(seller.zone)).date(), own, days_off)
    why = N_("{at} is on a day off. When then?") if off else N_("{at} is outside working hours ({hours}). When then?")
    names = [Say("{at}", {"at": moved}), Say(N_("Keep {at}"), {"at": due_at})]
    return _ask(tx, at, text, [moved, due_at], names, Say(why, {"at": due_at, "hours": own.text}), rule, due_at)


def _ask(
    tx: Tx,
    at: Standing,
    text: str,
    times: Sequence[datetime],
    names: Sequence[Say],
    question: Say,
    rule: Rule | None,
    starts: datetime | None = None,
) -> list[Show]:
    """Let the seller choose one of several times; what was said is kept until then."""
    buyer_id = at.buyer.id if at.buyer else 0
    kept = {
        "text": text, "readings": [one.isoformat() for one in times], "rule": rule.text if rule else "",
        "starts": starts.isoformat() if starts else "",
    }  # fmt: skip
    log.set_setting(tx, _pending(at, buyer_id), json.dumps(kept))
    buttons = tuple((Button(say, ChooseReading(buyer_id, rank)),) for rank, say in enumerate(names, 1))
    return [ToDesk(at.desk, (question,), buyer_id, buttons)]


def _pending(at: Standing, buyer_id: int) -> str:
    return f"readings {at.seller.id} {buyer_id}"


def choose_reading(shop: Shop, tx: Tx, at: Standing, buyer: Buyer | None, rank: int) -> list[Show] | None:
    """The seller tapped one of several times; None when the question is out of date."""
    name = _pending(at, buyer.id if buyer else 0)
    kept = json.loads(log.setting(tx, name) or "{}")
    readings = kept.get("readings", [])
    if not 0 < rank <= len(readings):
        return None
    log.set_setting(tx, name, "")
    due_at = datetime.fromisoformat(readings[rank - 1])
    starts = datetime.fromisoformat(kept["starts"]) if kept.get("starts") else due_at
    return noted(shop, tx, at.seller, buyer, kept["text"], due_at, at.desk, read_rule(kept.get("rule", "")), starts)


def _promiser(tx: Tx, seller: Seller, buyer: Buyer | None) -> Seller:
    """Who is reminded: the buyer's owner, else whoever notes it."""
    return (owner_of(tx, buyer) if buyer is not None else None) or seller


def noted(
    shop: Shop,
    tx: Tx,
    seller: Seller,
    buyer: Buyer | None,
    text: str,
    due_at: datetime,
    desk: Desk,
    rule: Rule | None = None,
    starts: datetime | None = None,
) -> list[Show]:
    """Keep a follow-up and show what was understood, with one-tap changes.

    `rule` when it repeats, from the local time `starts` on (`due_at` may have been moved to a working minute).
    """
    now = shop.clock()
    _ = words(seller.language)._
    what = text or (_("Write to {name}").format(name=buyer.name) if buyer else _("Follow up"))
    if due_at <= now:
        return [ToDesk(desk, (Say(N_("That time has passed already; nothing was noted.")),), buyer.id if buyer else 0)]
    promiser = _promiser(tx, seller, buyer)
    stays = hours.working(shop, tx, promiser, due_at) != due_at
    local = (starts or due_at).astimezone(ZoneInfo(seller.zone)).replace(tzinfo=None)
    followup = FollowUp(
        0, buyer.id if buyer else 0, promiser.id, what, due_at, seller.zone, rule=rule.text if rule else "",
        starts=local.isoformat(timespec="minutes") if rule else "", stays=stays,
    )  # fmt: skip
    following = reminders.occurrence_after(shop, tx, followup, due_at)
    followup = followups.add(
        tx, followup.buyer_id, promiser.id, what, due_at, seller.zone, now, made_by=seller.id, rule=followup.rule,
        starts=followup.starts, next_at=following, stays=stays,
    )  # fmt: skip
    log.add(tx, now, "noted a follow-up", seller=seller.id, buyer=buyer.id if buyer else None, detail=str(followup.id))
    return [_noted(shop, tx, seller, desk, followup, buyer), *_summaries(shop, tx, buyer)]


def _summaries(shop: Shop, tx: Tx, buyer: Buyer | None) -> list[Show]:
    """The pinned summaries list what is open with the buyer."""
    return topics.refreshed(shop, tx, buyer) if buyer is not None else []


def _noted(
    shop: Shop, tx: Tx, seller: Seller, desk: Desk, followup: FollowUp, buyer: Buyer | None, edits: int = 0
) -> ToDesk:
    lines = [Say(N_("⏰ Noted: {text}"), {"text": followup.text}), Say("{at}", {"at": followup.due_at})]
    if buyer is not None and buyer.zone and buyer.zone != followup.zone:
        lines.append(Say(N_("{clock} there"), {"clock": _there(desk, followup, buyer)}))
    if followup.rule:
        lines.append(Say("🔁 {rule}", {"rule": followup.repeats}))
        if followup.next_at is not None:
            lines.append(Say(N_("then {at}"), {"at": followup.next_at}))
    names = _named(LATER, offered_times(shop.clock(), seller.zone), hours.offered(shop, tx, seller))
    last = (
        Button(Say(N_("Stop repeating")), StopRepeating(followup.id))
        if followup.rule
        else Button(Say(N_("Drop")), EndFollowUp(followup.id, 1))
    )
    moves = tuple(Button(say, MoveFollowUp(followup.id, rank)) for rank, say in enumerate(names, 1))
    return ToDesk(desk, tuple(lines), followup.buyer_id, (moves, (last,)), edits)


def _named(names: Sequence[Say], usual: Sequence[datetime], times: Sequence[datetime]) -> list[Say]:
    """The offered times by name, or as they are where a day off moved them."""
    return [
        name if plain == at else Say("{at}", {"at": at}) for name, plain, at in zip(names, usual, times, strict=True)
    ]


def _there(desk: Desk, followup: FollowUp, buyer: Buyer) -> str:
    """The buyer's clock, with the day where it is another one there."""
    here, there = (followup.due_at.astimezone(ZoneInfo(zone)) for zone in (followup.zone, buyer.zone))
    show = format_clock if here.date() == there.date() else format_moment
    return show(followup.due_at, buyer.zone, desk.language)


def move(shop: Shop, tx: Tx, at: Standing, followup: FollowUp, rank: int, message_id: int) -> list[Show] | None:
    """Change a follow-up just noted to one of the offered times; None when it has ended."""
    times, now = hours.offered(shop, tx, at.seller), shop.clock()
    if not 0 < rank <= len(times) or not followups.move(tx, followup.id, times[rank - 1], "open", at.seller.id, now):
        return None
    log.add(tx, now, "moved a follow-up", seller=at.seller.id, buyer=followup.buyer_id or None)
    moved = followups.by_id(tx, followup.id) or followup
    buyer = buyers.by_id(tx, moved.buyer_id)
    return [_noted(shop, tx, at.seller, at.desk, moved, buyer, message_id), *_summaries(shop, tx, buyer)]


def snooze(shop: Shop, tx: Tx, at: Standing, followup: FollowUp, rank: int, message_id: int) -> list[Show] | None:
    """Offer times (rank 0), snooze to one of them or until the buyer writes, or ask for another.

    None when the follow-up has ended.
    """
    if not followup.is_open:
        return None
    buyer = buyers.by_id(tx, followup.buyer_id) if followup.buyer_id else None
    times = hours.snoozes(shop, tx, at.seller)
    if rank == 0:
        return [_snoozes(shop, at, followup, buyer, times, message_id)]
    if rank == OTHER:
        wait = desks.Wait("snooze", followup.buyer_id, 0, json.dumps({"followup": followup.id}))
        desks.wait_for(tx, at.desk.id, at.thread, at.seller.id, wait, shop.clock())
        return [ToDesk(at.desk, (Say(N_('Until when? Write only the time, such as "tomorrow 9:00".')),), wait.buyer_id)]
    if rank == UNTIL_BUYER and buyer is not None:
        return _snoozed(shop, tx, at, followup, reminders.latest_for_buyer(shop, tx, followup), message_id, buyer)
    if not 0 < rank <= len(times):
        return None
    return _snoozed(shop, tx, at, followup, times[rank - 1], message_id)


def _snoozes(
    shop: Shop, at: Standing, followup: FollowUp, buyer: Buyer | None, times: Sequence[datetime], message_id: int
) -> ToDesk:
    names = _named(SNOOZES, snooze_times(shop.clock(), at.seller.zone), times)
    rows = [tuple(Button(say, SnoozeFollowUp(followup.id, one)) for one, say in enumerate(names, 1))]
    other = Button(Say(N_("Other…")), SnoozeFollowUp(followup.id, OTHER))
    if buyer is not None:
        until = Button(Say(N_("Until {name} writes"), {"name": buyer.name}), SnoozeFollowUp(followup.id, UNTIL_BUYER))
        rows.append((until, other))
    else:
        rows.append((other,))
    lines = (Say("⏰ {text}", {"text": followup.text}), Say(N_("Snooze until when?")))
    return ToDesk(at.desk, lines, followup.buyer_id, tuple(rows), message_id)


def _snoozed(
    shop: Shop,
    tx: Tx,
    at: Standing,
    followup: FollowUp,
    due_at: datetime,
    message_id: int = 0,
    until: Buyer | None = None,
) -> list[Show] | None:
    """Snooze to a time, or with `until` until that buyer writes; the message is edited into what was done."""
    now = shop.clock()
    if not followups.move(tx, followup.id, due_at, "snoozed", at.seller.id, now, until is not None):
        return None
    log.add(tx, now, "snoozed a follow-up", seller=at.seller.id, buyer=followup.buyer_id or None)
    said = (
        Say(N_("Snoozed until {name} writes, at the latest until {at}"), {"name": until.name, "at": due_at})
        if until is not None
        else Say(N_("Snoozed until {at}"), {"at": due_at})
    )
    lines = (Say("💤 {text}", {"text": followup.text}), said)
    buyer = buyers.by_id(tx, followup.buyer_id)
    return [ToDesk(at.desk, lines, followup.buyer_id, (), message_id), *_summaries(shop, tx, buyer)]


def put_off(shop: Shop, tx: Tx, at: Standing, followup: FollowUp, due_at: datetime) -> list[Show] | None:
    """Snooze to a time from a list, which shows it itself; None when the follow-up has ended."""
    return _snoozed(shop, tx, at, followup, due_at)


def summaries(shop: Shop, tx: Tx, followup: FollowUp) -> list[Show]:
    """The pinned summaries of the follow-up's buyer, after something changed."""
    return _summaries(shop, tx, buyers.by_id(tx, followup.buyer_id) if followup.buyer_id else None)


def answer_snooze(shop: Shop, tx: Tx, at: Standing, wait: desks.Wait, text: str) -> list[Show] | None:
    """The seller wrote until when; None when the follow-up has ended meanwhile."""
    followup = allowed(tx, at.seller, int(json.loads(wait.data or "{}").get("followup", 0)))
    if followup is None or not followup.is_open:
        return None
    found = dates.understand(text.strip(), now=shop.clock(), zone=at.seller.zone)
    if len(found.readings) != 1:
        desks.wait_for(tx, at.desk.id, at.thread, at.seller.id, wait, shop.clock())
        asked = Say(N_('I could not read "{text}" as one time. Write it such as "tomorrow 9:00".'), {"text": text})
        return [ToDesk(at.desk, (asked,), wait.buyer_id)]
    return _snoozed(shop, tx, at, followup, dates.with_default_hour(found.readings[0]))


def end(shop: Shop, tx: Tx, at: Standing, followup: FollowUp, dropped: bool, message_id: int) -> list[Show] | None:
    """Done or dropped; None when it had ended already. What repeats comes again at its next time."""
    following = ended(shop, tx, at.seller, followup, dropped)
    if following is False:
        return None
    mark = Say("✕ {text}", {"text": followup.text}) if dropped else Say("✓ {text}", {"text": followup.text})
    lines = [mark, Say(N_("{name}, {at}"), {"name": at.seller.name, "at": shop.clock()})]
    buttons: tuple[tuple[Button, ...], ...] = ()
    if isinstance(following, FollowUp):
        lines.append(Say(N_("🔁 again {at}"), {"at": following.due_at}))
        buttons = ((Button(Say(N_("Stop repeating")), StopRepeating(following.id)),),)
    buyer = buyers.by_id(tx, followup.buyer_id)
    return [ToDesk(at.desk, tuple(lines), followup.buyer_id, buttons, message_id), *_summaries(shop, tx, buyer)]


def ended(shop: Shop, tx: Tx, seller: Seller, followup: FollowUp, dropped: bool) -> FollowUp | bool:
    """End it: False when it had ended already, else the next one of its series, or True when there is none."""
    state = "dropped" if dropped else "done"
    if not followups.end(tx, followup.id, state, seller.id, shop.clock()):
        return False
    log.add(tx, shop.clock(), f"{state} a follow-up", seller=seller.id, buyer=followup.buyer_id or None)
    return reminders.after_its_end(shop, tx, followup) or True


def stop(shop: Shop, tx: Tx, at: Standing, followup: FollowUp, message_id: int) -> list[Show] | None:
    """It repeats no more. One that was not reminded of yet is dropped with it; None when it did not repeat."""
    if not followup.is_open or not followups.stop(tx, followup.id, at.seller.id, shop.clock()):
        return None
    log.add(tx, shop.clock(), "stopped repeating", seller=at.seller.id, buyer=followup.buyer_id or None)
    lines = [Say("⏹ {text}", {"text": followup.text}), Say(N_("It comes no more."))]
    buttons: tuple[tuple[Button, ...], ...] = ()
    if followup.reminded:
        lines[1] = Say(N_("It comes no more; this one is still open."))
        buttons = ((Button(Say(N_("Done")), EndFollowUp(followup.id, 0)),),)
    else:
        followups.end(tx, followup.id, "dropped", at.seller.id, shop.clock())
    buyer = buyers.by_id(tx, followup.buyer_id)
    return [ToDesk(at.desk, tuple(lines), followup.buyer_id, buttons, message_id), *_summaries(shop, tx, buyer)]


def allowed(tx: Tx, seller: Seller, id: int) -> FollowUp | None:
    """A follow-up that this seller may change: their own, one of their buyers, or any for a manager."""
    followup = followups.by_id(tx, id)
    if followup is None:
        return None
    mine = followup.seller_id == seller.id or seller.is_manager
    return followup if mine or (followup.buyer_id and allowed_buyer(tx, seller, followup.buyer_id)) else None
