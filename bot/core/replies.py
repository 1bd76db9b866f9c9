"""A finished reply as a shop keeps it, and which of them suit a message."""

from dataclasses import dataclass, field

STAGES = ("fan", "card asked", "customer", "regular", "lapsed")
"""How far a buyer has come, as the shop sees it."""


@dataclass(frozen=True, slots=True)
class When:
    """Conditions on the buyer and the season; an empty condition always holds."""

    grade: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    min_orders: int = 0
    season: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply file. `shortcut` and `language` together name it; `ask` lists the facts its text needs.

    The first of `intents` is what its `examples` and `keywords` mean; for the others it is only proposed. `folder` is
    "quick", "cards" or another folder below replies/. `version` names the wording a buyer agreed to (cards only).
    """

    shortcut: str
    language: str
    title: str
    body: str
    path: str
    body_line: int = 1
    intents: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    when: When = field(default_factory=When)
    folder: str = "quick"
    version: str = ""

    @property
    def key(self) -> str:
        """What buttons and the log call it: "moq.en"."""
        return f"{self.shortcut}.{self.language}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file that a person wrote, said so that this person can mend it."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"
