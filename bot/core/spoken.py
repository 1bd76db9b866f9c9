"""A text that is called differently in other languages: a grade, a unit, a country, a product's title."""

from collections.abc import Callable


class Spoken(str):
    """The text as it is kept, which a reply may compare (`buyer.grade == "gold"`); `said` gives it in a language."""

    __slots__ = ("_says",)
    _says: Callable[[str], str]

    def __new__(cls, kept: str, says: Callable[[str], str]) -> "Spoken":
        """`says` answers for a language code such as "pt"."""
        text = super().__new__(cls, kept)
        text._says = says
        return text

    def said(self, language: str) -> str:
        """As it is called in this language."""
        return self._says(language)
