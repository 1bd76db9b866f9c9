"""The JSON door of the recogniser: one message in, what was heard out. Behind `python -m bot recognise`."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from bot.core.recognition import Fact, Listening, Recogniser, Recognition

EPOCH = datetime(2026, 1, 1, 9, tzinfo=UTC)


def door(record: dict[str, Any], recogniser: Recogniser, now: datetime | None = None) -> dict[str, Any]:
    """Answer {"id", "text", ...} with language, intents best first, unsure and facts.

    Optional in the record: "language" (the buyer's), "language_code" (Telegram's), "country", "zone", and "now"
    (ISO 8601; without an offset it is UTC). Never raises for a bad record; what cannot be read counts as not given.
    """
    text = record.get("text")
    listening = Listening(
        now=_moment(record.get("now")) or now or EPOCH,
        zone=_string(record.get("zone")) or "UTC",
        language=_string(record.get("language")),
        telegram_language=_string(record.get("language_code")),
        country=_string(record.get("country")),
    )
    heard = recogniser.recognise(text if isinstance(text, str) else "", listening)
    return {
        "id": record.get("id"),
        "language": heard.language,
        "intents": [{"intent": guess.intent, "confidence": guess.confidence} for guess in heard.intents],
        "unsure": heard.unsure,
        "facts": facts_of(heard),
    }


def facts_of(heard: Recognition) -> dict[str, Any]:
    """The facts by kind: single values for quantity, unit, incoterm and date; lists for the rest."""
    by_kind: dict[str, list[Fact]] = {}
    for fact in heard.facts:
        by_kind.setdefault(fact.kind, []).append(fact)
    quantity, incoterm, date = heard.first("quantity"), heard.first("incoterm"), heard.first("date")
    return {
        "quantity": _number(quantity.value) if quantity else None,
        "unit": (quantity.unit or None) if quantity else None,
        "products": _values(by_kind, "product"),
        "lines": _lines(by_kind.get("product", []), by_kind.get("quantity", [])),
        "money": [{"amount": _number(fact.value), "currency": fact.unit or None} for fact in by_kind.get("money", [])],
        "place": _values(by_kind, "place"),
        "incoterm": incoterm.value if incoterm else None,
        "date": date.value if date else None,
        "email": _values(by_kind, "email"),
        "phone": _values(by_kind, "phone"),
        "order_number": _values(by_kind, "order_number"),
    }


def _lines(products: list[Fact], quantities: list[Fact]) -> list[dict[str, Any]]:
    """One line per product with a quantity of its own; a single product takes a single quantity."""
    if len({fact.value for fact in products}) == 1 and len(quantities) == 1:
        return [_line(products[0].value, quantities[0])]
    return [_line(quantity.of, quantity) for quantity in quantities if quantity.of]


def _line(code: str, quantity: Fact) -> dict[str, Any]:
    return {"code": code, "quantity": _number(quantity.value), "unit": quantity.unit or None}


def _values(by_kind: dict[str, list[Fact]], kind: str) -> list[str]:
    return list(dict.fromkeys(fact.value for fact in by_kind.get(kind, [])))


def _number(written: str) -> int | float:
    value = Decimal(written)
    return int(value) if value == value.to_integral_value() else float(value)


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is None or moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
