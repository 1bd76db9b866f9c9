"""Birthdays and public holidays of buyers: named in the digest, with a greeting ready to send."""

from dataclasses import replace
from datetime import date, timedelta

from bot.core.actions import GreetBuyer
from bot.core.people import Buyer, Seller
from bot.core.shows import Say, Show
from bot.desk import buyers as buyer_desk
from bot.desk import cards as card_desk
from bot.desk.access import Standing
from bot.desk.shop import Shop
from bot.holidays import public_holiday
from bot.i18n import N_, country_name
from bot.store import occasions
from bot.store.database import Tx

GREETINGS = ("birthday", "holiday")
"""The shortcuts of the replies that congratulate; GreetBuyer counts them from 1."""

Line = tuple[Say, GreetBuyer, Buyer]


def birthdays(tx: Tx, seller: Seller, today: date, most: int) -> list[Line]:
    """The seller's buyers whose birthday it is; those of 29 February on the 28th where there is none."""
    days = [f"{today:%m-%d}"]
    if days == ["02-28"] and (today + timedelta(days=1)).day == 1:
        days.append("02-29")
    return [
        (Say("{name}", {"name": one.name}), GreetBuyer(one.id, 1), one)
        for one in occasions.born_on(tx, seller.sees, days, most)
    ]


def holidays(tx: Tx, seller: Seller, today: date, most: int) -> list[Line]:
    """The seller's buyers in whose country it is a public holiday, with its name."""
    lines: list[Line] = []
    for country in occasions.countries(tx):
        name = public_holiday(country, today, seller.language)
        if not name:
            continue
        values = {"holiday": name, "country": country_name(country, seller.language)}
        for buyer in occasions.living_in(tx, seller.sees, country, most):
            said = Say(N_("{name} · {holiday} ({country})"), {"name": buyer.name, **values})
            lines.append((said, GreetBuyer(buyer.id, 2), buyer))
    return lines[:most]


def greet(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, which: int) -> list[Show] | None:
    """A fresh card with the greeting written out, to be sent with a tap; the plain card when there is no such reply.

    `which` counts GREETINGS from 1; None when there is no such greeting.
    """
    if not 0 < which <= len(GREETINGS):
        return None
    card = buyer_desk.fresh_card(shop, tx, buyer)
    reply = shop.replies.by_shortcut(GREETINGS[which - 1], shop.reply_language(buyer))
    if reply is None or buyer.stopped:  # they said stop since the digest came
        return card_desk.show(shop, tx, card, buyer)
    others = tuple(key for key in card.offers if key != reply.key)
    card = replace(card, offers=(reply.key, *others)[:3])
    return card_desk.choose(shop, tx, card, buyer, at.seller, at.desk, at.thread, 1)
