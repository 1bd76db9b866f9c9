"""The sample shop goes into a database, through the store like everything else."""

from datetime import datetime

from bot.core.money import Money
from bot.core.people import Buyer, Seller
from bot.core.products import Product, Tier
from bot.playground.shop import SampleShop
from bot.store import buyers, desks, followups, log, messages, orders, products, sellers
from bot.store.database import Tx


def load(tx: Tx, shop: SampleShop, topics: bool, now: datetime) -> dict[int, int]:
    """Write the whole shop; gives the row of each buyer by the sample's number."""
    for item in shop.products:
        tiers = tuple(Tier(quantity, Money(price, shop.currency)) for quantity, price in item.tiers)
        product = Product(
            0, item.code, item.title, tiers, item.category, item.moq, item.lead_days, item.stock, item.picture,
            item.description,
        )  # fmt: skip
        products.save(tx, product, item.other_titles, shop.currency, item.added_at)
    people = _sellers(tx, shop, topics, now)
    rows = _buyers(tx, shop, people)
    for order in shop.orders:
        if order.status != "cancelled":
            lines = tuple(orders.Line(line.code, line.quantity, line.price) for line in order.lines)
            orders.add(tx, order.number, rows[order.buyer], order.placed_at, order.status, shop.currency, lines)
    for followup in shop.follow_ups:
        seller = people[followup.seller]
        followups.add(
            tx, rows[followup.buyer], seller.id, followup.text, followup.due_at, followup.zone, followup.created_at
        )
    for note in shop.notes:
        log.add_note(tx, rows[note.buyer], people[note.seller].id, note.text, note.written_at)
    for message in shop.messages:
        messages.add(
            tx, rows[message.buyer], incoming=message.seller is None, kind="text", text=message.text,
            at=message.sent_at, seller_id=people[message.seller].id if message.seller else None,
        )  # fmt: skip
    return rows


def _sellers(tx: Tx, shop: SampleShop, topics: bool, now: datetime) -> dict[str, Seller]:
    people = {}
    for one in shop.sellers:
        role = "manager" if one.manager else "seller"
        clock = f"{one.digest_hour:02d}:30"
        seller = sellers.join(
            tx, one.telegram_id, one.name, role, one.language, one.zone, clock, shop.name, one.joined_at
        )
        website = shop.links[0] if shop.links else ""
        people[one.key] = Seller(
            seller.id, seller.telegram_id, seller.name, seller.role, seller.language, seller.zone, seller.digest_at,
            shop.name, "Sales", one.phone, one.email, website,
        )  # fmt: skip
        sellers.set_card(tx, people[one.key])
        desks.open_desk(tx, one.telegram_id, "private", seller.id, topics, now)
    return people


def _buyers(tx: Tx, shop: SampleShop, people: dict[str, Seller]) -> dict[int, int]:
    rows = {}
    for one in shop.buyers:
        buyer = Buyer(
            0, one.first_name, one.last_name, one.username, one.telegram_id or 0, one.company, one.language, "",
            one.country, one.city, one.zone, one.phone, one.email, one.stage,
            "" if one.grade == "none" else one.grade, one.stars,
            ", ".join(one.tags), one.source, people[one.owner].id if one.owner else 0, number=f"B-{one.number}",
        )  # fmt: skip
        birthday = one.birthday.isoformat() if one.birthday else ""
        rows[one.number] = buyers.add_file(tx, buyer, birthday, one.created_at)
        if one.card_at is not None:
            buyers.add_consent(tx, rows[one.number], "card shared", one.card_at)
    return rows
