"""The buyer file at the desk: who, history, find; the public pool; same person."""

from dataclasses import replace

from bot.core.actions import ClaimBuyer, OpenCard
from bot.core.cards import Card
from bot.core.people import Buyer, Seller, may_see
from bot.core.recognition import Recognition
from bot.core.shows import Button, Say, Show, ToDesk
from bot.desk import cards as card_desk
from bot.desk import hearing, topics
from bot.desk.access import ONLY_MANAGERS, Standing
from bot.desk.kinds import kind_said
from bot.desk.shop import Shop, fresh, owner_of
from bot.i18n import N_, country_name, language_name
from bot.store import buyers, cards, desks, followups, log, messages, orders, sellers
from bot.store.database import Tx

LISTED = 8


def who(shop: Shop, tx: Tx, at: Standing, buyer: Buyer) -> list[Show]:
    """`/who`: everything the file says."""
    language = at.desk.language
    totals = buyers.totals(tx, buyer.id)
    owner = owner_of(tx, buyer)
    place = ", ".join(
        part for part in (buyer.city, country_name(buyer.country, language) if buyer.country else "") if part
    )
    contact = " · ".join(
        part for part in (buyer.phone, buyer.email, f"@{buyer.username}" if buyer.username else "") if part
    )
    lines = [Say("👤 {name}", {"name": buyer.name})]
    if buyer.company:
        lines.append(Say("{company}", {"company": buyer.company}))
    if place:
        lines.append(Say("{place}", {"place": place}))
    if contact:
        lines.append(Say("{contact}", {"contact": contact}))
    if buyer.language:
        lines.append(Say(N_("Writes in {language}"), {"language": language_name(buyer.language, language)}))
    lines.append(Say(N_("Stage: {stage} · grade: {grade} · discount {discount} %"),
                     {"stage": Say(buyer.stage), "grade": Say(buyer.grade.capitalize()) if buyer.grade else "—",
                      "discount": shop.discount(buyer)}))  # fmt: skip
    if totals is not None:
        lines.append(
            Say(
                N_("{n} order, {total} in all, the last on {day}: {last}"),
                {
                    "n": totals.orders,
                    "total": totals.total,
                    "day": totals.last_order_at.date(),
                    "last": totals.last_total,
                },
                plural=N_("{n} orders, {total} in all, the last on {day}: {last}"),
            )
        )
    if buyer.tags:
        lines.append(Say(N_("Tags: {tags}"), {"tags": buyer.tags}))
    lines.append(Say(N_("Looked after by {name}"), {"name": owner.name}) if owner else Say(N_("In the public pool")))
    if buyer.source:
        lines.append(Say(N_("Came from: {source}"), {"source": buyer.source}))
    if buyer.stopped:
        lines.append(Say(N_("Wants no offers (stopped).")))
    if buyer.blocked:
        lines.append(Say(N_("Has blocked the bot.")))
    open_ones = followups.of_buyer(tx, buyer.id, 5)
    lines += [Say("⏰ {at} · {text}", {"at": one.due_at, "text": one.text}) for one in open_ones]
    lines += [Say("📝 {text}", {"text": note["text"]}) for note in log.notes(tx, buyer.id, 5)]
    buttons = () if owner else ((Button(Say(N_("Claim")), ClaimBuyer(buyer.id)),),)
    return [ToDesk(at.desk, tuple(lines), buyer.id, buttons)]


def history(shop: Shop, tx: Tx, at: Standing, buyer: Buyer) -> list[Show]:
    """`/history`: the last orders and the last words."""
    lines = [Say(N_("Orders"))]
    for order in orders.latest(tx, buyer.id, LISTED):
        values = {"day": order.ordered_at.date(), "number": order.number, "total": order.total}
        lines.append(Say("• {day} · {number} · {total}", values))
    if len(lines) == 1:
        lines = [Say(N_("No orders yet."))]
    said = messages.latest(tx, buyer.id, LISTED)
    if said:
        lines.append(Say(N_("Last messages")))
    for message in said:
        text = kind_said(message.kind, message.text, 120)
        lines.append(
            Say("{arrow} {at} · {text}", {"arrow": "◀" if message.incoming else "▶", "at": message.at, "text": text})
        )
    return [ToDesk(at.desk, tuple(lines), buyer.id)]


def find(shop: Shop, tx: Tx, at: Standing, words: str) -> list[Show]:
    """`/find anna`: buyers by name, company, username, phone or e-mail; each one tap from a card."""
    found = (
        [one for one in buyers.find(tx, words.strip(), 40) if may_see(at.seller, one)][:LISTED] if words.strip() else []
    )
    if not found:
        return [ToDesk(at.desk, (Say(N_('No buyer found for "{words}".'), {"words": words.strip()}),))]
    lines = tuple(
        Say("• {name} · {more}", {"name": one.name, "more": one.company or one.country or "—"}) for one in found
    )
    rows = tuple((Button(Say("↗ {name}", {"name": one.name}), OpenCard(one.id)),) for one in found)
    return [ToDesk(at.desk, lines, 0, rows)]


def pool(shop: Shop, tx: Tx, at: Standing) -> list[Show]:
    """`/pool`: buyers nobody looks after, to be claimed."""
    found = buyers.pool(tx, LISTED)
    if not found:
        return [ToDesk(at.desk, (Say(N_("The public pool is empty.")),))]
    lines = (Say(N_("The public pool")), *(Say("• {name}", {"name": one.name}) for one in found))
    rows = tuple((Button(Say(N_("Claim {name}"), {"name": one.name}), ClaimBuyer(one.id)),) for one in found)
    return [ToDesk(at.desk, lines, 0, rows)]


def claim(shop: Shop, tx: Tx, at: Standing, buyer: Buyer) -> list[Show] | None:
    """Take a buyer out of the pool; the card moves to the new owner's desk. None when somebody was quicker."""
    if not buyers.claim(tx, buyer.id, at.seller.id):
        return None
    return _handed_over(shop, tx, at, buyer, at.seller, "claimed")


def assign(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, name: str) -> list[Show]:
    """`/assign NAME` by a manager: the buyer and their follow-ups go to a colleague."""
    if not at.seller.is_manager:
        return [ToDesk(at.desk, (ONLY_MANAGERS,), buyer.id)]
    found = [one for one in sellers.active(tx) if name.strip() and name.strip().casefold() in one.name.casefold()]
    if len(found) != 1:
        names = ", ".join(one.name for one in sellers.active(tx))
        return [ToDesk(at.desk, (Say(N_("Name one of: {names}"), {"names": names}),), buyer.id)]
    buyers.set_owner(tx, buyer.id, found[0].id)
    return _handed_over(shop, tx, at, buyer, found[0], "assigned")


def release(shop: Shop, tx: Tx, at: Standing, buyer: Buyer) -> list[Show]:
    """Give a buyer back to the pool, by their owner or a manager."""
    if buyer.owner_id != at.seller.id and not at.seller.is_manager:
        return [ToDesk(at.desk, (ONLY_MANAGERS,), buyer.id)]
    buyers.set_owner(tx, buyer.id, None)
    managers = [one for one in sellers.active(tx) if one.is_manager]
    if managers and not at.seller.is_manager:
        # What was promised to somebody of the pool is a manager's to see until they are claimed.
        followups.hand_over(tx, buyer.id, managers[0].id, shop.clock())
    log.add(tx, shop.clock(), "released", seller=at.seller.id, buyer=buyer.id)
    said = Say(N_("{name} is in the public pool now."), {"name": buyer.name})
    return [ToDesk(at.desk, (said,), buyer.id), *topics.refreshed(shop, tx, fresh(tx, buyer))]


def _handed_over(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, to: Seller, action: str) -> list[Show]:
    followups.hand_over(tx, buyer.id, to.id, shop.clock())
    log.add(tx, shop.clock(), action, seller=at.seller.id, buyer=buyer.id, detail=str(to.id))
    buyer = fresh(tx, buyer)
    said = Say(N_("{seller} looks after {name} now."), {"seller": to.name, "name": buyer.name})
    shows: list[Show] = [ToDesk(at.desk, (said,), buyer.id if at.buyer else 0)]
    desk = desks.of_seller(tx, to.id, shop.readers)
    card = cards.last_of(tx, buyer.id)
    if card is not None and desk is not None:
        shows += card_desk.show(shop, tx, card, buyer, [desk])
    return [*shows, *topics.refreshed(shop, tx, buyer)]


def open_card(shop: Shop, tx: Tx, at: Standing, buyer: Buyer) -> list[Show]:
    """A fresh card for a buyer, from a list, a reminder or the digest."""
    return card_desk.show(shop, tx, fresh_card(shop, tx, buyer), buyer)


def fresh_card(shop: Shop, tx: Tx, buyer: Buyer) -> Card:
    """A card that the seller opens: it offers the shop's most used replies."""
    card = cards.add(tx, buyer.id, shop.clock())
    heard = Recognition(shop.reply_language(buyer), (), unsure=True)
    # Opened by the seller: there is no question to be unsure about.
    card = replace(hearing.hear(shop, tx, card, buyer, heard), unsure=False)
    cards.save(tx, card)
    return card


def same_person(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, other_id: int, yes: bool) -> list[Show] | None:
    """A seller answered *"Same person?"*: yes moves the file to this chat, no is remembered.

    None when the card does not ask (any more) about this very file: a button's ids decide nothing.
    """
    now = shop.clock()
    card = cards.last_of(tx, buyer.id)
    other = card_desk.view(shop, tx, card, buyer).same if card is not None else None
    if card is None or other is None or other.id != other_id:
        return None
    buyers.answer_same(tx, buyer.id, other.id, "yes" if yes else "no", at.seller.id, now)
    if yes:
        buyers.merge(tx, buyer, other, now)
    said = "same person" if yes else "not the same person"
    log.add(tx, now, said, seller=at.seller.id, buyer=buyer.id, detail=str(other.id))
    buyer = fresh(tx, buyer)
    return [*card_desk.show(shop, tx, card, buyer), *topics.refreshed(shop, tx, buyer)]
