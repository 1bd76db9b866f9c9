"""What a buyer's file tells beside its own row: card, what was looked at, and everything that happened, in order."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.money import Money
from bot.store.database import Tx, instant

CARD = """
SELECT kind, at FROM consents WHERE buyer_id = :buyer AND kind IN ('card asked', 'card shared') ORDER BY id DESC LIMIT 1
"""
SHOWN = """
SELECT p.title, max(s.at) AS at FROM (SELECT product_id, at FROM product_shows WHERE buyer_id = :buyer
                                     ORDER BY at DESC LIMIT 50) AS s
JOIN products AS p ON p.id = s.product_id GROUP BY p.id ORDER BY at DESC LIMIT :most
"""
ASKED = """
SELECT coalesce(p.title, f.value) AS title, max(m.at) AS at
FROM (SELECT value, message_row FROM facts WHERE buyer_id = :buyer AND kind = 'product'
      ORDER BY message_row DESC LIMIT 50) AS f
CROSS JOIN messages AS m ON m.id = f.message_row LEFT JOIN products AS p ON p.code = f.value COLLATE NOCASE
GROUP BY 1 ORDER BY at DESC LIMIT :most
"""
BIRTHDAY = "SELECT birthday FROM buyers WHERE id = :buyer"
FIRST_ORDER = (
    "SELECT first_order_at, returns, returned_minor, elsewhere, currency FROM buyer_totals WHERE buyer_id = :buyer"
)
# Each kind by its own index, as far back as the page goes; then one order for all.
TIMELINE = """
SELECT at, kind, text, detail, minor, currency, row FROM (
    SELECT * FROM (SELECT at, CASE direction WHEN 'in' THEN 'in' ELSE 'out' END AS kind, text, kind AS detail,
                          0 AS minor, '' AS currency, id AS row
                   FROM messages WHERE buyer_id = :buyer AND deleted_at IS NULL ORDER BY id DESC LIMIT :upto)
    UNION ALL SELECT * FROM (SELECT ordered_at, 'order', number, status, total_minor, currency, id
                             FROM orders WHERE buyer_id = :buyer ORDER BY ordered_at DESC LIMIT :upto)
    UNION ALL SELECT * FROM (SELECT s.at, 'product', p.title, p.code, 0, '', s.id FROM product_shows AS s
                             CROSS JOIN products AS p ON p.id = s.product_id
                             WHERE s.buyer_id = :buyer ORDER BY s.at DESC LIMIT :upto)
    UNION ALL SELECT * FROM (SELECT made_at, 'followup', text, state, 0, '', id FROM followups
                             WHERE buyer_id = :buyer ORDER BY made_at DESC LIMIT :upto)
    UNION ALL SELECT * FROM (SELECT at, 'note', text, '', 0, '', id FROM notes
                             WHERE buyer_id = :buyer ORDER BY id DESC LIMIT :upto)
    UNION ALL SELECT * FROM (SELECT at, 'consent', kind, '', 0, '', id FROM consents
                             WHERE buyer_id = :buyer ORDER BY id DESC LIMIT :upto)
    UNION ALL SELECT * FROM (SELECT at, 'grade', grade, was, 0, '', id FROM grade_changes
                             WHERE buyer_id = :buyer ORDER BY id DESC LIMIT :upto)
) ORDER BY at DESC, kind, row DESC LIMIT :most OFFSET :offset
"""


@dataclass(frozen=True, slots=True)
class Looked:
    """A product that a buyer was shown or asked about, and when last."""

    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened with a buyer. `kind`: in, out (messages, `detail` is theirs), order (`text` its number,
    `detail` its status), product (a card shown), followup (`detail` its state), note, consent, grade (`detail` was it).
    """

    at: datetime
    kind: str
    text: str
    detail: str
    total: Money


@dataclass(frozen=True, slots=True)
class More:
    """What the summary says beside the totals. `elsewhere`: orders in another currency, which no total holds."""

    first_order_at: datetime | None
    returns: int
    returned: Money
    elsewhere: int


def card(tx: Tx, buyer: int) -> tuple[str, datetime] | None:
    """Whether the card was asked for or shared, and when."""
    row = tx.execute(CARD, {"buyer": buyer}).fetchone()
    return (row["kind"], instant(row["at"])) if row else None


def birthday(tx: Tx, buyer: int) -> str:
    """An ISO day, or ""."""
    row = tx.execute(BIRTHDAY, {"buyer": buyer}).fetchone()
    return str(row["birthday"]) if row else ""


def shown(tx: Tx, buyer: int, most: int) -> list[Looked]:
    """Products whose cards a buyer was sent, the latest first."""
    return [Looked(row["title"], instant(row["at"])) for row in tx.execute(SHOWN, {"buyer": buyer, "most": most})]


def asked(tx: Tx, buyer: int, most: int) -> list[Looked]:
    """Products a buyer spoke of, the latest first."""
    return [Looked(row["title"], instant(row["at"])) for row in tx.execute(ASKED, {"buyer": buyer, "most": most})]


def more(tx: Tx, buyer: int) -> More | None:
    """First order, returns, and orders in other currencies; nothing for a buyer without orders."""
    row = tx.execute(FIRST_ORDER, {"buyer": buyer}).fetchone()
    if row is None:
        return None
    first = instant(row["first_order_at"]) if row["first_order_at"] else None
    return More(first, row["returns"], Money(row["returned_minor"], row["currency"]), row["elsewhere"])


def timeline(tx: Tx, buyer: int, offset: int, most: int) -> list[Event]:
    """Everything that happened with a buyer, the latest first."""
    values = {"buyer": buyer, "offset": offset, "most": most, "upto": offset + most}
    return [
        Event(
            instant(row["at"]), row["kind"], row["text"], row["detail"], Money(row["minor"], row["currency"] or "EUR")
        )
        for row in tx.execute(TIMELINE, values)
    ]
