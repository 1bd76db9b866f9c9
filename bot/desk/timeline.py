"""`/history` and `/orders`: everything that happened with a buyer as one timeline, and their orders line by line."""

from bot.core.actions import ShowHistory, ShowOrders
from bot.core.people import Buyer
from bot.core.shows import Button, Say, Show, ToDesk
from bot.desk.access import Standing
from bot.desk.files import file_button
from bot.desk.kinds import kind_said
from bot.desk.shop import Shop
from bot.i18n import N_
from bot.store import files, orders
from bot.store.database import Tx
from bot.store.files import Event
from bot.store.orders import Order

EVENTS, ORDERS, LINES = 10, 4, 8
"""On one page: what happened, orders, and lines of each order."""
USUAL_STATUS = ("", "done", "delivered")
"""Of an order that needs no word."""

FOLLOWUPS = {
    "open": N_("⏰ {at} · follow-up: {text}"),
    "snoozed": N_("⏰ {at} · follow-up: {text}"),
    "done": N_("☑️ {at} · follow-up done: {text}"),
    "dropped": N_("✖️ {at} · follow-up dropped: {text}"),
}
CONSENTS = {
    "card asked": N_("💼 {at} · card asked for"),
    "card shared": N_("💼 {at} · shared their card"),
    "marketing stopped": N_("🚫 {at} · wants no offers"),
    "marketing allowed": N_("✅ {at} · allows offers again"),
}


def history(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, page: int = 0, edits: int = 0) -> list[Show]:
    """`/history`: messages, orders, cards, follow-ups and the rest, the latest first."""
    found = files.timeline(tx, buyer.id, page * EVENTS, EVENTS + 1)
    lines = [Say(N_("🕘 <b>{name}</b>"), {"name": buyer.name}), *(_event(one) for one in found[:EVENTS])]
    if not found:
        lines.append(Say(N_("Nothing happened yet.")))
    older = ShowHistory(buyer.id, page + 1) if len(found) > EVENTS else None
    newer = ShowHistory(buyer.id, page - 1) if page else None
    return [ToDesk(at.desk, tuple(lines), buyer.id, (_pages(buyer, newer, older),), edits)]


def _pages(
    buyer: Buyer, newer: ShowHistory | ShowOrders | None, older: ShowHistory | ShowOrders | None
) -> tuple[Button, ...]:
    row = [Button(Say("‹"), newer)] if newer else []
    row.append(file_button(buyer))
    return (*row, Button(Say("›"), older)) if older else tuple(row)


def _event(event: Event) -> Say:
    values: dict[str, object] = {"at": event.at, "text": event.text}
    match event.kind:
        case "in" | "out":
            said = kind_said(event.detail, event.text, 120)
            return Say("{arrow} {at} · {text}", {**values, "arrow": "◀" if event.kind == "in" else "▶", "text": said})
        case "order":
            order = {"day": event.at.date(), "number": event.text, "total": event.total}
            said = Say(N_("🧾 {day} · order {number} · <b>{total}</b>"), order)
            return (
                said
                if event.detail in USUAL_STATUS
                else Say("{said} · {status}", {"said": said, "status": event.detail})
            )
        case "product":
            return Say("🛍 {at} · {text} ({code})", {**values, "code": event.detail})
        case "followup":
            return Say(FOLLOWUPS[event.detail], values)
        case "note":
            return Say("📝 {at} · {text}", values)
        case "consent":
            return Say(CONSENTS[event.text], values)
        case _:
            grade = Say(event.text.capitalize()) if event.text else "—"
            was = Say(event.detail.capitalize()) if event.detail else "—"
            return Say(N_("🎖 {at} · grade {was} → {grade}"), {**values, "was": was, "grade": grade})


def buyer_orders(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, page: int = 0, edits: int = 0) -> list[Show]:
    """`/orders`: a buyer's orders with their lines, the latest first."""
    found = orders.page(tx, buyer.id, page * ORDERS, ORDERS + 1, LINES)
    lines = [Say(N_("🧾 <b>{name}</b>"), {"name": buyer.name})]
    for order in found[:ORDERS]:
        lines += _order(order)
    if not found:
        lines.append(Say(N_("No orders yet.")))
    older = ShowOrders(buyer.id, page + 1) if len(found) > ORDERS else None
    newer = ShowOrders(buyer.id, page - 1) if page else None
    return [ToDesk(at.desk, tuple(lines), buyer.id, (_pages(buyer, newer, older),), edits)]


def _order(order: Order) -> list[Say]:
    values = {"day": order.ordered_at.date(), "number": order.number, "total": order.total}
    lines = [Say("───"), Say("<b>{day} · {total}</b> · {number}", values)]
    if order.status not in USUAL_STATUS:
        lines.append(Say("{status}", {"status": order.status}))
    for line in order.lines:
        said = {"quantity": line.quantity, "title": line.title or line.code, "code": line.code, "price": line.price}
        mark = "↩ " if line.quantity < 0 else "• "
        lines.append(Say(mark + "{quantity} × {title} ({code}) · {price}", said))
    left = order.count - len(order.lines)
    if left:
        lines.append(Say(N_("… and {n} more line"), {"n": left}, plural=N_("… and {n} more lines")))
    if order.returned.minor:
        lines.append(Say(N_("↩ of it given back: {money}"), {"money": order.returned}))
    return lines
