"""Sellers, and the one-time links by which they join."""

from datetime import datetime
from typing import Any

from bot.core.people import Seller
from bot.store.database import Tx, stamp

COLUMNS = "id, telegram_id, name, role, language, zone, digest_at, company, title, phone, email, website, hours"
BY_TELEGRAM = f"SELECT {COLUMNS} FROM sellers WHERE telegram_id = :telegram_id AND active = 1"
BY_ID = f"SELECT {COLUMNS} FROM sellers WHERE id = :id"
ACTIVE = f"SELECT {COLUMNS} FROM sellers WHERE active = 1 ORDER BY id"
JOIN = """
INSERT INTO sellers (telegram_id, name, role, language, zone, digest_at, company, joined_at)
VALUES (:telegram_id, :name, :role, :language, :zone, :digest_at, :company, :at)
ON CONFLICT (telegram_id) DO UPDATE SET active = 1, role = :role, name = :name
"""
ADD_LINK = """
INSERT INTO join_links (code_hash, role, made_by, made_at, expires_at) VALUES (:hash, :role, :made_by, :at, :expires)
"""
LINK = "SELECT role, expires_at, used_at FROM join_links WHERE code_hash = :hash"
USE_LINK = "UPDATE join_links SET used_by = :seller, used_at = :at WHERE code_hash = :hash AND used_at IS NULL"
DROP_LINKS = "DELETE FROM join_links WHERE made_by IS NULL AND used_at IS NULL"
TRIES = "SELECT count(*) FROM join_tries WHERE telegram_id = :telegram_id AND at > :since"
ADD_TRY = "INSERT INTO join_tries (telegram_id, at) VALUES (:telegram_id, :at)"
SET_LANGUAGE = "UPDATE sellers SET language = :language WHERE id = :id"
SET_ZONE = "UPDATE sellers SET zone = :zone WHERE id = :id"
SET_DIGEST = "UPDATE sellers SET digest_at = :digest_at WHERE id = :id"
SET_HOURS = "UPDATE sellers SET hours = :hours WHERE id = :id"
SET_CARD = """
UPDATE sellers SET name = :name, company = :company, title = :title, phone = :phone, email = :email, website = :website
WHERE id = :id
"""
SET_ROLE = "UPDATE sellers SET role = :role WHERE id = :id"


def _seller(row: Any) -> Seller:
    return Seller(**dict(row))


def by_telegram(tx: Tx, telegram_id: int) -> Seller | None:
    """The active seller with this Telegram id."""
    row = tx.execute(BY_TELEGRAM, {"telegram_id": telegram_id}).fetchone()
    return _seller(row) if row else None


def by_id(tx: Tx, id: int) -> Seller | None:
    """One seller, active or not."""
    row = tx.execute(BY_ID, {"id": id}).fetchone()
    return _seller(row) if row else None


def active(tx: Tx) -> list[Seller]:
    """All active sellers, the longest here first."""
    return [_seller(row) for row in tx.execute(ACTIVE).fetchall()]


def join(
    tx: Tx, telegram_id: int, name: str, role: str, language: str, zone: str, digest_at: str, company: str, at: datetime
) -> Seller:
    """Make somebody a seller (again)."""
    values = {
        "telegram_id": telegram_id, "name": name, "role": role, "language": language, "zone": zone,
        "digest_at": digest_at, "company": company, "at": stamp(at),
    }  # fmt: skip
    tx.execute(JOIN, values)
    found = by_telegram(tx, telegram_id)
    if found is None:
        raise LookupError("a seller just written can't be read")
    return found


def add_link(tx: Tx, code_hash: str, role: str, made_by: int | None, at: datetime, expires: datetime) -> None:
    """Keep a one-time link by the hash of its code."""
    tx.execute(
        ADD_LINK,
        {"hash": code_hash, "role": role, "made_by": made_by, "at": stamp(at), "expires": stamp(expires)},
    )


def drop_first_links(tx: Tx) -> None:
    """Forget unused links that `run` printed on earlier starts."""
    tx.execute(DROP_LINKS)


def link(tx: Tx, code_hash: str) -> Any:
    """(role, expires_at, used_at) of a link, or nothing."""
    return tx.execute(LINK, {"hash": code_hash}).fetchone()


def use_link(tx: Tx, code_hash: str, seller: int, at: datetime) -> bool:
    """Use a link up; False when somebody else just did."""
    return tx.execute(USE_LINK, {"hash": code_hash, "seller": seller, "at": stamp(at)}).rowcount == 1


def tries_since(tx: Tx, telegram_id: int, since: datetime) -> int:
    """How many wrong codes somebody tried."""
    return int(tx.execute(TRIES, {"telegram_id": telegram_id, "since": stamp(since)}).fetchone()[0])


def add_try(tx: Tx, telegram_id: int, at: datetime) -> None:
    """Somebody tried a wrong code."""
    tx.execute(ADD_TRY, {"telegram_id": telegram_id, "at": stamp(at)})


def set_language(tx: Tx, id: int, language: str) -> None:
    """The language of a seller's interface."""
    tx.execute(SET_LANGUAGE, {"id": id, "language": language})


def set_zone(tx: Tx, id: int, zone: str) -> None:
    """The zone a seller lives in (IANA name, checked by the caller)."""
    tx.execute(SET_ZONE, {"id": id, "zone": zone})


def set_digest(tx: Tx, id: int, digest_at: str) -> None:
    """When the digest comes: "HH:MM" local."""
    tx.execute(SET_DIGEST, {"id": id, "digest_at": digest_at})


def set_hours(tx: Tx, id: int, hours: str) -> None:
    """A seller's own working hours, as core/hours writes them; "" for the shop's."""
    tx.execute(SET_HOURS, {"id": id, "hours": hours})


def set_role(tx: Tx, id: int, role: str) -> None:
    """Promote or demote."""
    tx.execute(SET_ROLE, {"id": id, "role": role})


def set_card(tx: Tx, seller: Seller) -> None:
    """What stands on a seller's business card."""
    tx.execute(
        SET_CARD,
        {
            "id": seller.id, "name": seller.name, "company": seller.company, "title": seller.title,
            "phone": seller.phone, "email": seller.email, "website": seller.website,
        },
    )  # fmt: skip
