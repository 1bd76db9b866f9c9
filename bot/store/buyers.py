"""Buyers' files."""

from datetime import datetime
from typing import Any

from bot.core.money import Money
from bot.core.people import Buyer, Totals
from bot.core.rhythm import gaps_of
from bot.store import search
from bot.store.database import Tx, instant, stamp

COLUMNS = """
id, number, telegram_id, first_name, last_name, username, company, language, telegram_language, country, city, zone,
phone, email, stage, grade, stars, tags, source, owner_id, blocked_at, stopped_at
"""
# A phone number as it is compared: without what people put between the digits (the index buyers_digits says the same).
DIGITS = """
replace(replace(replace(replace(replace(replace(phone, ' ', ''), '-', ''), '(', ''), ')', ''), '+', ''), '/', '')
"""
BY_ID = f"SELECT {COLUMNS} FROM buyers WHERE id = :id AND erased_at IS NULL"
BY_TELEGRAM = f"SELECT {COLUMNS} FROM buyers WHERE telegram_id = :telegram_id"
INSERT = """
INSERT INTO buyers (telegram_id, first_name, last_name, username, telegram_language, source, created_at)
VALUES (:telegram_id, :first_name, :last_name, :username, :language, :source, :at)
"""
FILE = """
INSERT INTO buyers (number, telegram_id, first_name, last_name, username, company, language, country, city, zone, phone,
                    email, birthday, stage, grade, stars, tags, source, owner_id, created_at)
VALUES (:number, :telegram_id, :first_name, :last_name, :username, :company, :language, :country, :city, :zone, :phone,
        :email, :birthday, :stage, :grade, :stars, :tags, :source, :owner_id, :at)
"""
SEEN = """
UPDATE buyers SET first_name = :first_name, last_name = :last_name, username = :username,
    telegram_language = :language, last_message_at = :at, blocked_at = NULL WHERE id = :id
"""
SET_LANGUAGE = "UPDATE buyers SET language = :language WHERE id = :id"
SET_BLOCKED = "UPDATE buyers SET blocked_at = :at WHERE id = :id"
SET_STOPPED = "UPDATE buyers SET stopped_at = :at WHERE id = :id"
SET_OWNER = "UPDATE buyers SET owner_id = :owner WHERE id = :id"
CLAIM = "UPDATE buyers SET owner_id = :owner WHERE id = :id AND owner_id IS NULL"
SET_STAGE = "UPDATE buyers SET stage = :stage WHERE id = :id"
SET_CONTACT = """
UPDATE buyers SET phone = CASE WHEN :phone <> '' THEN :phone ELSE phone END,
    email = CASE WHEN :email <> '' THEN :email ELSE email END,
    country = CASE WHEN country = '' THEN :country ELSE country END,
    zone = CASE WHEN zone = '' THEN :zone ELSE zone END WHERE id = :id
"""
POOL = f"SELECT {COLUMNS} FROM buyers WHERE owner_id IS NULL AND erased_at IS NULL AND telegram_id IS NOT NULL ORDER BY last_message_at DESC LIMIT :most"  # noqa: E501
# One indexed lookup for each of what may be the same (the + keeps the index of telegram_id, in which nearly all files
# are alike, out of it); the files that a seller said no to are left out.
SAME = f"""
SELECT {COLUMNS}, why FROM (
    SELECT *, 'order' AS why FROM buyers WHERE id = (SELECT buyer_id FROM orders WHERE number = :order)
    UNION ALL SELECT *, 'email' FROM buyers WHERE email <> '' AND lower(email) = lower(:email)
    UNION ALL SELECT *, 'phone' FROM buyers WHERE phone <> '' AND {DIGITS} = :digits
    UNION ALL SELECT *, 'username' FROM buyers WHERE username <> '' AND lower(username) = lower(:username)
) AS b WHERE id <> :id AND +telegram_id IS NULL AND erased_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM same_person AS s WHERE s.buyer_id = :id AND s.other_id = b.id)
ORDER BY id LIMIT 1
"""
ANSWER_SAME = """
INSERT INTO same_person (buyer_id, other_id, answer, seller_id, at) VALUES (:buyer, :other, :answer, :seller, :at)
ON CONFLICT (buyer_id, other_id) DO UPDATE SET answer = :answer, seller_id = :seller, at = :at
"""
TOTALS = """
SELECT orders, total_minor, currency, last_order_at, last_total_minor, recent_days FROM buyer_totals
WHERE buyer_id = :id
"""
WORTH = "SELECT total_minor FROM buyer_totals WHERE buyer_id = :id"
CATEGORIES = """
SELECT category FROM bought_categories WHERE buyer_id = :id ORDER BY orders DESC, category LIMIT 3
"""
CONSENT = """
INSERT INTO consents (buyer_id, kind, wording, version, at) VALUES (:id, :kind, :wording, :version, :at)
"""
LAST_WORDING = """
SELECT wording, version FROM consents WHERE buyer_id = :id AND kind = 'card asked' ORDER BY id DESC LIMIT 1
"""
ERASE = """
UPDATE buyers SET number = NULL, telegram_id = NULL, first_name = '', last_name = '', username = '', company = '',
    language = '', telegram_language = '', country = '', city = '', zone = '', phone = '', email = '', birthday = '',
    tags = '', source = '', erased_at = :at WHERE id = :id
"""
# Files that became part of this one are the same person.
ERASE_MERGED = """
UPDATE buyers SET number = NULL, first_name = '', last_name = '', username = '', company = '', language = '',
    country = '', city = '', zone = '', phone = '', email = '', birthday = '', tags = '', source = ''
WHERE id IN (SELECT other_id FROM merges WHERE buyer_id = :id)
"""
ERASE_MERGES = "DELETE FROM merges WHERE buyer_id = :id"
ERASE_MESSAGES = "DELETE FROM messages WHERE buyer_id = :id"
ERASE_NOTES = "DELETE FROM notes WHERE buyer_id = :id"
ERASE_FOLLOWUPS = "DELETE FROM followups WHERE buyer_id = :id"
ERASE_TAUGHT = "DELETE FROM taught WHERE buyer_id = :id"
ERASE_CARDS = "DELETE FROM cards WHERE buyer_id = :id"
ERASE_OUTBOX = "DELETE FROM outbox WHERE buyer_id = :id AND state <> 'sending'"
ERASE_INBOX = """
UPDATE inbox SET body = '{}' WHERE state IN ('done', 'ignored', 'parked') AND bot_id IS NOT NULL
  AND (json_extract(body, '$.message.from.id') = :telegram_id
       OR json_extract(body, '$.edited_message.from.id') = :telegram_id
       OR json_extract(body, '$.callback_query.from.id') = :telegram_id)
"""


def buyer_of(row: Any) -> Buyer:
    """The buyer of a row of COLUMNS."""
    return Buyer(
        id=row["id"], number=row["number"] or "", telegram_id=row["telegram_id"] or 0, first_name=row["first_name"],
        last_name=row["last_name"], username=row["username"], company=row["company"], language=row["language"],
        telegram_language=row["telegram_language"], country=row["country"], city=row["city"], zone=row["zone"],
        phone=row["phone"], email=row["email"], stage=row["stage"], grade=row["grade"], stars=row["stars"],
        tags=row["tags"], source=row["source"], owner_id=row["owner_id"] or 0,
        blocked=row["blocked_at"] is not None, stopped=row["stopped_at"] is not None,
    )  # fmt: skip


def by_id(tx: Tx, id: int) -> Buyer | None:
    """One buyer, unless erased."""
    row = tx.execute(BY_ID, {"id": id}).fetchone()
    return buyer_of(row) if row else None


def by_telegram(tx: Tx, telegram_id: int) -> Buyer | None:
    """The buyer who chats from this Telegram account."""
    row = tx.execute(BY_TELEGRAM, {"telegram_id": telegram_id}).fetchone()
    return buyer_of(row) if row else None


def add(
    tx: Tx, telegram_id: int, first_name: str, last_name: str, username: str, language: str, source: str, at: datetime
) -> Buyer:
    """A buyer seen for the first time."""
    values = {
        "telegram_id": telegram_id, "first_name": first_name, "last_name": last_name, "username": username,
        "language": language, "source": source, "at": stamp(at),
    }  # fmt: skip
    found = by_id(tx, int(tx.execute(INSERT, values).lastrowid or 0))
    if found is None:
        raise LookupError("a buyer just written can't be read")
    return found


def add_file(tx: Tx, buyer: Buyer, birthday: str, at: datetime) -> int:
    """A whole file at once (an import, the sample shop); `birthday` is an ISO day or "". Returns its id."""
    values = {
        "number": buyer.number or None, "telegram_id": buyer.telegram_id or None, "first_name": buyer.first_name,
        "last_name": buyer.last_name, "username": buyer.username, "company": buyer.company, "language": buyer.language,
        "country": buyer.country, "city": buyer.city, "zone": buyer.zone, "phone": buyer.phone, "email": buyer.email,
        "birthday": birthday, "stage": buyer.stage, "grade": buyer.grade, "stars": buyer.stars, "tags": buyer.tags,
        "source": buyer.source, "owner_id": buyer.owner_id or None, "at": stamp(at),
    }  # fmt: skip
    return int(tx.execute(FILE, values).lastrowid or 0)


def seen(tx: Tx, id: int, first_name: str, last_name: str, username: str, language: str, at: datetime) -> None:
    """A buyer wrote: their name as Telegram has it now, and that they can be reached again."""
    tx.execute(
        SEEN,
        {"id": id, "first_name": first_name, "last_name": last_name, "username": username, "language": language,
         "at": stamp(at)},
    )  # fmt: skip


def set_language(tx: Tx, id: int, language: str) -> None:
    """The language a buyer writes in."""
    tx.execute(SET_LANGUAGE, {"id": id, "language": language})


def set_blocked(tx: Tx, id: int, at: datetime | None) -> None:
    """The buyer blocked the bot, or (None) lets it write again."""
    tx.execute(SET_BLOCKED, {"id": id, "at": stamp(at) if at else None})


def set_stopped(tx: Tx, id: int, at: datetime | None) -> None:
    """The buyer wants no marketing, or (None) agreed again."""
    tx.execute(SET_STOPPED, {"id": id, "at": stamp(at) if at else None})


def set_owner(tx: Tx, id: int, owner: int | None) -> None:
    """The seller who looks after a buyer; None is the public pool."""
    tx.execute(SET_OWNER, {"id": id, "owner": owner})


def claim(tx: Tx, id: int, owner: int) -> bool:
    """Take a buyer out of the pool; False when somebody was quicker."""
    return tx.execute(CLAIM, {"id": id, "owner": owner}).rowcount == 1


def set_stage(tx: Tx, id: int, stage: str) -> None:
    """The stage the shop sees the buyer in."""
    tx.execute(SET_STAGE, {"id": id, "stage": stage})


def set_contact(tx: Tx, id: int, phone: str = "", email: str = "", country: str = "", zone: str = "") -> None:
    """What a buyer's card said; empty values change nothing, a known country and zone stay."""
    tx.execute(SET_CONTACT, {"id": id, "phone": phone, "email": email, "country": country, "zone": zone})


def pool(tx: Tx, most: int) -> list[Buyer]:
    """Buyers without an owner who can be written to, the latest first."""
    return [buyer_of(row) for row in tx.execute(POOL, {"most": most}).fetchall()]


def same_as(
    tx: Tx, buyer: Buyer, emails: tuple[str, ...] = (), phones: tuple[str, ...] = (), orders: tuple[str, ...] = ()
) -> tuple[Buyer, str] | None:
    """A file without a chat that is perhaps this buyer's, and by what: order, email, phone or username.

    Compared with the buyer's own file and with what was heard in the chat; a file refused before is left out.
    """
    own = {"email": buyer.email, "phone": buyer.phone, "username": buyer.username, "order": ""}
    nothing = dict.fromkeys(own, "")
    tries = [own, *({**nothing, "email": one} for one in emails), *({**nothing, "phone": one} for one in phones)]
    for one in [*tries, *({**nothing, "order": number} for number in orders)]:
        digits = "".join(sign for sign in one["phone"] if sign.isdigit())
        row = tx.execute(SAME, {**one, "id": buyer.id, "digits": digits}).fetchone()
        if row:
            return buyer_of(row), str(row["why"])
    return None


def answer_same(tx: Tx, buyer: int, other: int, answer: str, seller: int, at: datetime) -> None:
    """A seller said whether two are the same person."""
    tx.execute(ANSWER_SAME, {"buyer": buyer, "other": other, "answer": answer, "seller": seller, "at": stamp(at)})


def totals(tx: Tx, id: int) -> Totals | None:
    """What a buyer ordered in all, from the summary; nothing for one without orders."""
    row = tx.execute(TOTALS, {"id": id}).fetchone()
    if row is None or row["orders"] == 0:
        return None
    return Totals(
        orders=row["orders"],
        total=Money(row["total_minor"], row["currency"]),
        last_order_at=instant(row["last_order_at"]),
        last_total=Money(row["last_total_minor"], row["currency"]),
        gaps=gaps_of(row["recent_days"]),
    )


def worth(tx: Tx, id: int) -> int:
    """What a buyer has ordered in all, in minor units; 0 without orders."""
    row = tx.execute(WORTH, {"id": id}).fetchone()
    return int(row[0]) if row else 0


def categories(tx: Tx, id: int) -> tuple[str, ...]:
    """The categories a buyer orders most, at most three."""
    return tuple(row["category"] for row in tx.execute(CATEGORIES, {"id": id}).fetchall())


def add_consent(tx: Tx, id: int, kind: str, at: datetime, wording: str = "", version: str = "") -> None:
    """What a buyer was asked or agreed to, with the exact wording and its version."""
    tx.execute(CONSENT, {"id": id, "kind": kind, "wording": wording, "version": version, "at": stamp(at)})


def asked_wording(tx: Tx, id: int) -> tuple[str, str]:
    """The privacy wording and its version that the buyer was last shown; ("", "") when none."""
    row = tx.execute(LAST_WORDING, {"id": id}).fetchone()
    return (row["wording"], row["version"]) if row else ("", "")


def erase(tx: Tx, buyer: Buyer, at: datetime) -> None:
    """Forget a person: messages, notes, follow-ups, cards and raw updates go; orders stay, without a name."""
    for statement in (
        ERASE_OUTBOX,
        ERASE_CARDS,
        ERASE_FOLLOWUPS,
        ERASE_NOTES,
        ERASE_TAUGHT,
        ERASE_MESSAGES,
        ERASE_MERGED,
        ERASE_MERGES,
    ):
        tx.execute(statement, {"id": buyer.id})
    if buyer.telegram_id:
        tx.execute(ERASE_INBOX, {"telegram_id": buyer.telegram_id})
    tx.execute(ERASE, {"id": buyer.id, "at": stamp(at)})
    search.freshen(tx)  # no name stays in the index until somebody searches
