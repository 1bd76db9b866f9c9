"""Why a file can't be read, or what has to be asked first, as a sentence for the person who has the file."""

from dataclasses import dataclass
from typing import Literal

from bot.core.imports import Kind
from bot.core.shows import Say


def english(say: Say) -> str:
    """A sentence written out in English, for the command line and for the file of refused rows."""
    values = {name: english(one) if isinstance(one, Say) else one for name, one in say.values.items()}
    text = say.plural if say.plural and values.get("n") != 1 else say.text
    return text.format(**values)


class SheetError(Exception):
    """The file can't be imported; `say` tells why and what to do."""

    def __init__(self, say: Say) -> None:
        super().__init__(english(say))
        self.say = say


@dataclass(frozen=True, slots=True)
class Question:
    """What the file alone can't tell. `field` is the field wanted when a column is asked for, `choices` what may be
    answered: columns, sheets, or the readings of a date or number; `kind` what the file was taken for by then.
    """

    about: Literal["column", "date order", "decimal mark", "sheet", "kind", "currency"]
    say: Say
    choices: tuple[str, ...]
    field: str = ""
    kind: Kind | Literal[""] = ""


class Unsure(SheetError):
    """Something must be asked before the file can be read: nothing is guessed silently."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.say)
        self.question = question
