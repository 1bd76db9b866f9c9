"""Sellers join by one-time links; what each sets for themself; managers make links and promote."""

import hashlib
import re
from dataclasses import replace
from datetime import timedelta
from difflib import get_close_matches
from typing import Any
from zoneinfo import available_timezones

from bot.core.actions import ChooseLanguage
from bot.core.incoming import Incoming
from bot.core.people import Seller
from bot.core.shows import Button, Say, Show, ShowMenu, ToDesk, ToPerson
from bot.desk import cards as card_desk
from bot.desk import digests
from bot.desk.access import ONLY_MANAGERS, Standing
from bot.desk.shop import Shop
from bot.i18n import N_, SELLER_LANGUAGES
from bot.store import buyers, cards, desks, due, log, sellers, waiting
from bot.store.database import Tx, instant

JOIN = "join-"
"""What a join code begins with; what follows has 128 bits."""
WRONG_TRIES = 5
TRIES_WITHIN = timedelta(hours=1)
WAITED_AT_MOST = timedelta(days=30)
WAITING_SHOWN = 50


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def new_link(shop: Shop, tx: Tx, role: str, made_by: Seller | None) -> str:
    """Make a one-time join link, good for the configured hours; only its hash is kept."""
    now = shop.clock()
    code = JOIN + shop.new_code()
    sellers.add_link(
        tx,
        _hash(code),
        role,
        made_by.id if made_by else None,
        now,
        now + timedelta(hours=shop.config.sellers.join_link_hours),
    )
    return f"https://t.me/{shop.username}?start={code}"


def first_link(shop: Shop, tx: Tx) -> str | None:
    """The link for the first manager, as long as there is none; earlier unused ones are void."""
    if any(seller.is_manager for seller in sellers.active(tx)):
        return None
    sellers.drop_first_links(tx)
    return new_link(shop, tx, "manager", None)


def is_code(text: str) -> bool:
    """Whether a /start parameter is a join code and no source of a buyer's deep link."""
    return text.startswith(JOIN)


def join(shop: Shop, tx: Tx, incoming: Incoming, code: str) -> list[Show]:
    """Somebody opened a join link. Wrong, used or expired codes are refused alike, and guessing is slow."""
    now = shop.clock()
    person = incoming.sender
    language = "zh_CN" if person.language.startswith("zh") else shop.config.sellers.language
    known = sellers.by_telegram(tx, person.telegram_id)
    link = sellers.link(tx, _hash(code))
    throttled = sellers.tries_since(tx, person.telegram_id, now - TRIES_WITHIN) >= WRONG_TRIES
    if throttled or link is None or link["used_at"] is not None or instant(link["expires_at"]) <= now:
        if known is not None:
            return _welcome(shop, tx, known)
        sellers.add_try(tx, person.telegram_id, now)
        refused = Say(N_("This link is no longer good: it works once and for a day. Ask a manager for a new one."))
        return [ToPerson(incoming.chat_id, language, (refused,))]
    role = "manager" if known is not None and known.is_manager else link["role"]
    seller = sellers.join(
        tx,
        person.telegram_id,
        f"{person.first_name} {person.last_name}".strip(),
        role,
        known.language if known else language,
        known.zone if known else shop.config.shop.zone,
        known.digest_at if known else shop.config.sellers.digest_at,
        shop.config.shop.name,
        now,
    )
    if not sellers.use_link(tx, _hash(code), seller.id, now):
        raise LookupError("a join link was used twice at once")
    desks.open_desk(tx, incoming.chat_id, "private", seller.id, shop.topics, now)
    digests.joined(shop, tx, seller)
    log.add(tx, now, "joined", seller=seller.id, detail=role)
    menu = ShowMenu(incoming.chat_id, seller.language)
    return [*_welcome(shop, tx, seller), menu, *_waiting_since_before(shop, tx, seller)]


def _waiting_since_before(shop: Shop, tx: Tx, seller: Seller) -> list[Show]:
    """Buyers who wrote before there was any desk wait for the first one; their cards stand there now."""
    own = desks.of_seller(tx, seller.id, shop.readers)
    if own is None or [desk.id for desk in desks.for_buyer(tx, 0, shop.readers)] != [own.id]:
        return []
    found: list[Show] = []
    for one in waiting.unanswered(tx, 0, shop.clock() - WAITED_AT_MOST, WAITING_SHOWN):
        buyer, card = buyers.by_id(tx, one.buyer_id), cards.last_of(tx, one.buyer_id)
        if buyer is not None and card is not None:
            found += card_desk.show(shop, tx, card, buyer, [own])
    return found


def _welcome(shop: Shop, tx: Tx, seller: Seller) -> list[Show]:
    desk = desks.of_seller(tx, seller.id, shop.readers)
    if desk is None:
        return []
    lines = [
        Say(N_("Welcome, {name}! This chat is now your desk at {shop}."),
            {"name": seller.name, "shop": shop.config.shop.name}),
        Say(N_("When a buyer writes to @{bot}, a card stands here with who it is, what they ask, and replies to tap."),
            {"bot": shop.username}),
        Say(N_("Your digest comes at {clock} ({zone}): /digest and /zone change it, /help lists everything."),
            {"clock": seller.digest_at, "zone": seller.zone}),
    ]  # fmt: skip
    if seller.is_manager:
        lines.append(Say(N_("You are a manager: /join makes a link for a colleague.")))
    return [ToDesk(desk, tuple(lines), 0, language_buttons(seller))]


def language_buttons(seller: Seller) -> tuple[tuple[Button, ...], ...]:
    """A button for each other language of the interface."""
    return (
        tuple(
            Button(Say(name), ChooseLanguage(rank))
            for rank, (code, name) in enumerate(SELLER_LANGUAGES.items())
            if code != seller.language
        ),
    )


def make_link(shop: Shop, tx: Tx, at: Standing) -> list[Show]:
    """`/join`: a link for a colleague, by a manager."""
    if not at.seller.is_manager:
        return [ToDesk(at.desk, (ONLY_MANAGERS,))]
    link = new_link(shop, tx, "seller", at.seller)
    log.add(tx, shop.clock(), "made a join link", seller=at.seller.id)
    hours = shop.config.sellers.join_link_hours
    lines = (
        Say(N_("Send this to your colleague. It works once, within {hours} hours:"), {"hours": hours}),
        Say("{link}", {"link": link}),
    )
    return [ToDesk(at.desk, lines)]


def promote(shop: Shop, tx: Tx, at: Standing, name: str) -> list[Show]:
    """`/promote NAME`: make a seller a manager."""
    if not at.seller.is_manager:
        return [ToDesk(at.desk, (ONLY_MANAGERS,))]
    found = [one for one in sellers.active(tx) if name.strip() and name.strip().casefold() in one.name.casefold()]
    if len(found) != 1:
        names = ", ".join(one.name for one in sellers.active(tx))
        return [ToDesk(at.desk, (Say(N_("Name one of: {names}"), {"names": names}),))]
    sellers.set_role(tx, found[0].id, "manager")
    log.add(tx, shop.clock(), "promoted", seller=at.seller.id, detail=str(found[0].id))
    return [ToDesk(at.desk, (Say(N_("{name} is a manager now."), {"name": found[0].name}),))]


def choose_language(shop: Shop, tx: Tx, at: Standing, rank: int) -> list[Show]:
    """The seller's interface in another language."""
    codes = list(SELLER_LANGUAGES)
    if not 0 <= rank < len(codes):
        return []
    sellers.set_language(tx, at.seller.id, codes[rank])
    desk = replace(at.desk, language=codes[rank]) if at.desk.seller_id == at.seller.id else at.desk
    return [
        ToDesk(
            desk,
            (Say(N_("The interface is in English now.")),),
            0,
            language_buttons(replace(at.seller, language=codes[rank])),
        ),
        ShowMenu(at.seller.telegram_id, codes[rank]),
    ]


def set_language(shop: Shop, tx: Tx, at: Standing, text: str) -> list[Show]:
    """`/language`: the other languages as buttons."""
    return [ToDesk(at.desk, (Say(N_("Which language?")),), at.buyer.id if at.buyer else 0, language_buttons(at.seller))]


def set_zone(shop: Shop, tx: Tx, at: Standing, text: str) -> list[Show]:
    """`/zone Asia/Shanghai`: where the seller's hours are meant."""
    name = text.strip()
    if name not in available_timezones():
        last = {zone.rsplit("/", 1)[-1].casefold(): zone for zone in sorted(available_timezones())}
        near = get_close_matches(name.casefold().replace(" ", "_"), last, 1, 0.6)
        hint = last[near[0]] if near else "Europe/Berlin"
        return [
            ToDesk(
                at.desk,
                (Say(N_('"{name}" is no time zone I know. Write it like {hint}.'), {"name": name, "hint": hint}),),
            )
        ]
    sellers.set_zone(tx, at.seller.id, name)
    due.drop_open(tx, "digest", at.seller.id)
    digests.plan(shop, tx)
    log.add(tx, shop.clock(), "set the zone", seller=at.seller.id, detail=name)
    desk = replace(at.desk, zone=name)
    return [ToDesk(desk, (Say(N_("Your zone is {zone}; it is {at} there."), {"zone": name, "at": shop.clock()}),))]


def set_digest(shop: Shop, tx: Tx, at: Standing, text: str) -> list[Show]:
    """`/digest 07:30`: when the daily digest comes."""
    match = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", text.strip())
    if match is None:
        return [
            ToDesk(
                at.desk, (Say(N_("Write the time like /digest 07:30 (now {clock})."), {"clock": at.seller.digest_at}),)
            )
        ]
    clock = f"{int(match[1]):02d}:{match[2]}"
    sellers.set_digest(tx, at.seller.id, clock)
    digests.hour_changed(shop, tx, replace(at.seller, digest_at=clock))
    log.add(tx, shop.clock(), "set the digest", seller=at.seller.id, detail=clock)
    return [ToDesk(at.desk, (Say(N_("Your digest comes at {clock}."), {"clock": clock}),))]


_CARD_FIELDS = ("name", "title", "company", "phone", "email", "website")


def set_my_card(shop: Shop, tx: Tx, at: Standing, text: str) -> list[Show]:
    """`/mycard phone +49 …`: fill in one's business card, a field at a time."""
    field, _, value = text.strip().partition(" ")
    seller = at.seller
    if field in _CARD_FIELDS and value.strip():
        values: dict[str, Any] = {field: value.strip()[:120]}
        seller = replace(seller, **values)
        sellers.set_card(tx, seller)
        log.add(tx, shop.clock(), "changed their card", seller=seller.id, detail=field)
    lines = [Say(N_("💼 Your business card"))]
    lines += [Say(f"{name}: {{value}}", {"value": getattr(seller, name) or "—"}) for name in _CARD_FIELDS]
    lines.append(Say(N_("Change a line with /mycard phone +49 40 1234567")))
    return [ToDesk(at.desk, tuple(lines))]
