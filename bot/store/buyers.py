"""Buyers' files."""

from datetime import datetime
from itertools import pairwise
from typing import Any

from bot.core.money import Money
from bot.core.people import Buyer, Totals
from bot.store.database import Tx, instant, stamp

COLUMNS = """
id, number, telegram_id, first_name, last_name, username, company, language, telegram_language, country, city, zone,
phone, email, stage, grade, stars, tags, source, owner_id, blocked_at, stopped_at
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
SAME = f"""
SELECT {COLUMNS} FROM buyers AS b WHERE id <> :id AND telegram_id IS NULL AND erased_at IS NULL
  AND ((:email <> '' AND email = :email) OR (:phone <> '' AND phone = :phone)
       OR (:username <> '' AND username = :username))
  AND NOT EXISTS (SELECT 1 FROM same_person AS s WHERE s.buyer_id = :id AND s.other_id = b.id)
ORDER BY id LIMIT 1
"""
ANSWER_SAME = """
INSERT INTO same_person (buyer_id, other_id, answer, seller_id, at) VALUES (:buyer, :other, :answer, :seller, :at)
ON CONFLICT (buyer_id, other_id) DO NOTHING
"""
TOTALS = """
SELECT orders, total_minor, currency, last_order_at, last_total_minor FROM buyer_totals WHERE buyer_id = :id
"""
WORTH = "SELECT total_minor FROM buyer_totals WHERE buyer_id = :id"
LAST_DATES = "SELECT ordered_at FROM orders WHERE buyer_id = :id AND total_minor > 0 ORDER BY ordered_at DESC LIMIT 9"
CATEGORIES = """
SELECT p.category FROM bought AS b JOIN products AS p ON p.id = b.product_id
WHERE b.buyer_id = :id AND p.category <> '' GROUP BY p.category ORDER BY sum(b.orders) DESC, p.category LIMIT 3
"""
# The mean gap is the whole span over the number of gaps; the exact rhythm is worked out for the few found here.
PAST_RHYTHM = f"""
SELECT {COLUMNS} FROM buyers AS b JOIN buyer_totals AS t ON t.buyer_id = b.id
WHERE b.erased_at IS NULL AND t.orders >= 3 AND (:owner = 0 OR b.owner_id = :owner)
  AND julianday(:now) - julianday(t.last_order_at)
      BETWEEN 0.9 * (julianday(t.last_order_at) - julianday(t.first_order_at)) / (t.orders - 1)
          AND 3.0 * (julianday(t.last_order_at) - julianday(t.first_order_at)) / (t.orders - 1)
ORDER BY t.total_minor DESC LIMIT :most
"""
CONSENT = """
INSERT INTO consents (buyer_id, kind, wording, version, at) VALUES (:id, :kind, :wording, :version, :at)
"""
LAST_WORDING = """
SELECT wording, version FROM consents WHERE buyer_id = :id AND kind = 'card asked' ORDER BY id DESC LIMIT 1
"""
FIND = f"""
SELECT {COLUMNS} FROM buyers WHERE erased_at IS NULL AND (first_name || ' ' || last_name || ' ' || company || ' ' ||
    username || ' ' || phone || ' ' || email) LIKE :like ESCAPE '\\' ORDER BY last_message_at DESC LIMIT :most
"""
ERASE = """
UPDATE buyers SET number = NULL, telegram_id = NULL, first_name = '', last_name = '', username = '', company = '',
    language = '', telegram_language = '', country = '', city = '', zone = '', phone = '', email = '', birthday = '',
    tags = '', source = '', erased_at = :at WHERE id = :id
"""
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


def same_as(tx: Tx, buyer: Buyer, emails: tuple[str, ...] = (), phones: tuple[str, ...] = ()) -> Buyer | None:
    """A file without a chat that matches this buyer's e-mail, phone or username, and was not refused before."""
    for email, phone in [(buyer.email, buyer.phone), *((email, "") for email in emails), *(("", p) for p in phones)]:
        row = tx.execute(SAME, {"id": buyer.id, "email": email, "phone": phone, "username": buyer.username}).fetchone()
        if row:
            return buyer_of(row)
    return None


def answer_same(tx: Tx, buyer: int, other: int, answer: str, seller: int, at: datetime) -> None:
    """A seller said whether two are the same person."""
    tx.execute(ANSWER_SAME, {"buyer": buyer, "other": other, "answer": answer, "seller": seller, "at": stamp(at)})


MERGE = (
    # What a file holds moves to the buyer of the chat; the summary tables are recomputed by the caller.
    "UPDATE orders SET buyer_id = :buyer WHERE buyer_id = :other",
    "UPDATE followups SET buyer_id = :buyer WHERE buyer_id = :other",
    "UPDATE notes SET buyer_id = :buyer WHERE buyer_id = :other",
    "UPDATE messages SET buyer_id = :buyer WHERE buyer_id = :other",
    "UPDATE consents SET buyer_id = :buyer WHERE buyer_id = :other",
    "UPDATE product_shows SET buyer_id = :buyer WHERE buyer_id = :other",
    "DELETE FROM buyer_totals WHERE buyer_id = :buyer",
    "UPDATE buyer_totals SET buyer_id = :buyer WHERE buyer_id = :other",
    "DELETE FROM bought WHERE buyer_id = :buyer",
    "UPDATE bought SET buyer_id = :buyer WHERE buyer_id = :other",
)
TAKE_OVER = """
UPDATE buyers SET company = o.company, language = CASE WHEN buyers.language = '' THEN o.language ELSE buyers.language END,
    country = o.country, city = o.city, zone = o.zone, phone = CASE WHEN o.phone <> '' THEN o.phone ELSE buyers.phone END,
    email = CASE WHEN o.email <> '' THEN o.email ELSE buyers.email END, birthday = o.birthday, stage = o.stage,
    grade = o.grade, stars = o.stars, tags = o.tags, owner_id = coalesce(buyers.owner_id, o.owner_id)
FROM (SELECT * FROM buyers WHERE id = :other) AS o WHERE buyers.id = :buyer
"""  # noqa: E501
FREE_NUMBER = "UPDATE buyers SET number = NULL, erased_at = :at WHERE id = :other"
GIVE_NUMBER = "UPDATE buyers SET number = :number WHERE id = :buyer"


def merge(tx: Tx, buyer: Buyer, other: Buyer, at: datetime) -> None:
    """The file `other` belongs to the `buyer` of the chat: move all it holds. Only for a chat buyer without orders."""
    names = {"buyer": buyer.id, "other": other.id}
    for statement in MERGE:
        tx.execute(statement, names)
    tx.execute(TAKE_OVER, names)
    tx.execute(FREE_NUMBER, {"other": other.id, "at": stamp(at)})
    if other.number:
        tx.execute(GIVE_NUMBER, {"number": other.number, "buyer": buyer.id})


def totals(tx: Tx, id: int) -> Totals | None:
    """What a buyer ordered in all, from the summary; nothing for one without orders."""
    row = tx.execute(TOTALS, {"id": id}).fetchone()
    if row is None or row["orders"] == 0:
        return None
    days = [instant(one["ordered_at"]).date() for one in tx.execute(LAST_DATES, {"id": id}).fetchall()]
    gaps = tuple((later - earlier).days for later, earlier in pairwise(days))[::-1]
    return Totals(
        orders=row["orders"],
        total=Money(row["total_minor"], row["currency"]),
        last_order_at=instant(row["last_order_at"]),
        last_total=Money(row["last_total_minor"], row["currency"]),
        gaps=gaps,
    )


def worth(tx: Tx, id: int) -> int:
    """What a buyer has ordered in all, in minor units; 0 without orders."""
    row = tx.execute(WORTH, {"id": id}).fetchone()
    return int(row[0]) if row else 0


def categories(tx: Tx, id: int) -> tuple[str, ...]:
    """The categories a buyer orders most, at most three."""
    return tuple(row["category"] for row in tx.execute(CATEGORIES, {"id": id}).fetchall())


def past_rhythm(tx: Tx, owner: int, now: datetime, most: int) -> list[Buyer]:
    """Buyers (of an owner, or all with 0) whose usual time to order has come, the most valuable first."""
    rows = tx.execute(PAST_RHYTHM, {"owner": owner, "now": stamp(now), "most": most}).fetchall()
    return [buyer_of(row) for row in rows]


def add_consent(tx: Tx, id: int, kind: str, at: datetime, wording: str = "", version: str = "") -> None:
    """What a buyer was asked or agreed to, with the exact wording and its version."""
    tx.execute(CONSENT, {"id": id, "kind": kind, "wording": wording, "version": version, "at": stamp(at)})


def asked_wording(tx: Tx, id: int) -> tuple[str, str]:
    """The privacy wording and its version that the buyer was last shown; ("", "") when none."""
    row = tx.execute(LAST_WORDING, {"id": id}).fetchone()
    return (row["wording"], row["version"]) if row else ("", "")


def find(tx: Tx, words: str, most: int) -> list[Buyer]:
    """Buyers whose name, company, username, phone or e-mail contains the words."""
    safe = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return [buyer_of(row) for row in tx.execute(FIND, {"like": f"%{safe}%", "most": most}).fetchall()]


def erase(tx: Tx, buyer: Buyer, at: datetime) -> None:
    """Forget a person: messages, notes, follow-ups, cards and raw updates go; orders stay, without a name."""
    for statement in (ERASE_OUTBOX, ERASE_CARDS, ERASE_FOLLOWUPS, ERASE_NOTES, ERASE_TAUGHT, ERASE_MESSAGES):
        tx.execute(statement, {"id": buyer.id})
    if buyer.telegram_id:
        tx.execute(ERASE_INBOX, {"telegram_id": buyer.telegram_id})
    tx.execute(ERASE, {"id": buyer.id, "at": stamp(at)})
