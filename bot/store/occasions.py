"""Buyers to congratulate: whose birthday it is, who lives where a public holiday is."""

from collections.abc import Sequence

from bot.core.people import Buyer
from bot.store.buyers import COLUMNS, buyer_of
from bot.store.database import Tx

# Whom a greeting may go to: a chat, no stop, and a card shared or marketing agreed to.
_GREETED = """
  b.telegram_id IS NOT NULL AND b.erased_at IS NULL AND b.stopped_at IS NULL AND b.blocked_at IS NULL
  AND (:owner = 0 OR b.owner_id = :owner)
  AND EXISTS (SELECT 1 FROM consents AS c WHERE c.buyer_id = b.id AND c.kind IN ('card shared', 'marketing allowed'))
"""
_OF = ", ".join(f"b.{name.strip()}" for name in COLUMNS.split(","))
BORN = f"""
SELECT {_OF} FROM buyers AS b LEFT JOIN buyer_totals AS t ON t.buyer_id = b.id
WHERE b.birthday <> '' AND substr(b.birthday, 6, 5) IN (:day, :leap) AND {_GREETED}
ORDER BY coalesce(t.total_minor, 0) DESC, b.id LIMIT :most
"""
COUNTRIES = "SELECT DISTINCT country FROM buyers WHERE country <> '' AND telegram_id IS NOT NULL ORDER BY country"
LIVING = f"""
SELECT {_OF} FROM buyers AS b LEFT JOIN buyer_totals AS t ON t.buyer_id = b.id
WHERE b.country = :country AND {_GREETED} ORDER BY coalesce(t.total_minor, 0) DESC, b.id LIMIT :most
"""


def born_on(tx: Tx, owner: int, days: Sequence[str], most: int) -> list[Buyer]:
    """Buyers (of an owner, or all with 0) with a birthday on one or two days "MM-DD", the most valuable first."""
    values = {"owner": owner, "day": days[0], "leap": days[-1], "most": most}
    return [buyer_of(row) for row in tx.execute(BORN, values).fetchall()]


def countries(tx: Tx) -> list[str]:
    """The countries (ISO 3166) of buyers who have a chat."""
    return [row[0] for row in tx.execute(COUNTRIES).fetchall()]


def living_in(tx: Tx, owner: int, country: str, most: int) -> list[Buyer]:
    """Buyers (of an owner, or all with 0) in a country who may be greeted, the most valuable first."""
    rows = tx.execute(LIVING, {"owner": owner, "country": country, "most": most}).fetchall()
    return [buyer_of(row) for row in rows]
