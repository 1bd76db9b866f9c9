"""Days off of sellers."""

from datetime import date

from bot.core.hours import DayOff
from bot.store.database import Tx

DAYS_OFF = "SELECT id, first, last FROM days_off WHERE seller_id = :seller AND last >= :since ORDER BY first, last"
ADD = """
INSERT INTO days_off (seller_id, first, last) VALUES (:seller, :first, :last) ON CONFLICT DO NOTHING
"""
DROP = "DELETE FROM days_off WHERE id = :id AND seller_id = :seller"


def days_off(tx: Tx, seller: int, since: date) -> list[tuple[int, DayOff]]:
    """(id, (first, last)) of a seller's days off that are not over before `since`."""
    rows = tx.execute(DAYS_OFF, {"seller": seller, "since": since.isoformat()}).fetchall()
    return [(row["id"], (date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))) for row in rows]


def add_day_off(tx: Tx, seller: int, first: date, last: date) -> None:
    """Note days off; the same again changes nothing."""
    tx.execute(ADD, {"seller": seller, "first": first.isoformat(), "last": last.isoformat()})


def drop_day_off(tx: Tx, id: int, seller: int) -> bool:
    """They are worked after all; False when they are not this seller's or gone."""
    return tx.execute(DROP, {"id": id, "seller": seller}).rowcount == 1
