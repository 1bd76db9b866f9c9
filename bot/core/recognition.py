"""What was heard in a buyer's message: intents with confidence, facts with their place in the text, language."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

INTENTS = (
    "greeting", "price", "discount", "moq", "sample", "stock", "catalogue", "product_details", "customization",
    "certificate", "shipping_cost", "delivery_time", "payment", "order", "order_status", "change_order",
    "complaint", "refund", "invoice", "coupon", "contact", "company", "postpone", "not_interested", "stop",
    "thanks", "recommendation", "membership",
)  # fmt: skip
"""The fixed intent names; reply files, the database and the JSON doors use exactly these."""

FACT_KINDS = (
    "quantity", "product", "money", "place", "incoterm", "date", "email", "phone", "order_number",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class IntentGuess:
    """An intent and the calibrated probability (0..1) that the message asks about it."""

    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact heard. `value` is its canonical text, by kind:

    quantity      whole number of units, "500"; `unit` holds "pcs", "cartons", "20ft", ... ("" when none was said)
    product       the catalogue's code, or the code as written when the catalogue does not know it
    money         decimal major units, "2.50"; `unit` holds the ISO 4217 currency ("" when none was said)
    place         the place's usual name, "Hamburg"
    incoterm      Incoterms 2020 rule, "FOB"
    date          ISO 8601 local date or date and time
    email, phone  the address; E.164 number
    order_number  as written

    `start` and `end` are the span in the text; `text[start:end]` can be quoted. `of` names the product code that a
    quantity belongs to, when the buyer gave several.
    """

    kind: str
    value: str
    start: int
    end: int
    unit: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Recognition:
    """All that was heard in one message. `intents` is best first; `unsure` says they are below the shop's threshold."""

    language: str
    intents: tuple[IntentGuess, ...] = ()
    unsure: bool = True
    facts: tuple[Fact, ...] = ()

    def first(self, kind: str) -> Fact | None:
        """The first fact of a kind, or nothing."""
        return next((fact for fact in self.facts if fact.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Listening:
    """What is known around a message, as priors: the buyer's language, Telegram's language_code, country (ISO 3166
    alpha-2), the time now (aware) and the zone in which dates are meant."""

    now: datetime
    zone: str = "UTC"
    language: str = ""
    telegram_language: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class NamedProduct:
    """A product as the recogniser needs it: its code and every title it goes by."""

    code: str
    titles: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Example:
    """One phrasing of an intent, from a reply file or taught by a seller."""

    text: str
    intents: tuple[str, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a reading is unsure, and by how much: `score` is below what is `needed` (0 to 1; both 0 where none decides).

    `kind` is "silent" (no words), "faint" (no intent is likely), "between" (not clearly more like a buyer's phrase than
    like an everyday one), "other" (the same as an everyday phrase) or "learning" (the phrases are not learned yet).
    `like` is the nearest phrase that is no question to a shop.
    """

    kind: str
    score: float = 0.0
    needed: float = 0.0
    like: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Why a text was read as it was, for the seller who asks.

    `language_by` says what told the language: "script", "words", "earlier" messages of the buyer, "telegram" (the
    language of the buyer's app) or "nothing". `phrases` holds for an intent its known phrase nearest to the text.
    """

    language_by: str
    phrases: dict[str, str] = field(default_factory=dict)
    doubt: Doubt | None = None


class Recogniser(Protocol):
    """The interface that the desk knows. Implementations live in bot/recogniser."""

    def recognise(self, text: str, listening: Listening) -> Recognition:
        """What `text` says. Never raises for any text."""

    def account(self, text: str, listening: Listening, intents: tuple[str, ...]) -> Account:
        """Why `text` is read as it is: for these intents, its language, and its doubt if there is one."""

    def warm(self, texts: tuple[str, ...]) -> None:
        """Read several texts at once, which is cheaper, so that `recognise` answers for them from memory."""

    def learn(self, examples: tuple[Example, ...], keywords: dict[str, tuple[str, ...]]) -> None:
        """Replace what intents are recognised by: phrasings, and the shop's keywords per intent."""

    def wait(self, seconds: float | None = None) -> bool:
        """Block until what `learn` was given is learned, at most `seconds`; whether it is."""

    def know_products(self, products: tuple[NamedProduct, ...]) -> None:
        """Replace the catalogue in which products are looked for."""
