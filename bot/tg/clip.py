"""Telegram HTML that must fit: cut where it gets too long, with every tag closed again."""

import re
from html import escape, unescape

from bot.replies import MOST_CHARACTERS, length

_PIECE = re.compile(r"<(?P<close>/?)(?P<tag>[a-z][\w-]*)[^<>]*>|&#?\w+;|[^<&]+|[<&]")

# A name must not turn the rest of a line around: bidirectional overrides and isolates are left out.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def escaped(text: str) -> str:
    """What a person wrote, as Telegram HTML shows it: no tag, no entity, no turned line."""
    return escape(text.translate(_TURNING), quote=False)


_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def isolated(text: str) -> str:
    """The same for a name inside a line: one written from right to left keeps to itself (Unicode FSI … PDI).

    The mark before it (LRM) keeps the line itself left to right, as all languages of sellers are.
    """
    safe = escaped(text)
    return f"\u200e\u2068{safe}\u2069" if _RIGHT_TO_LEFT.search(safe) else safe


def clip(html: str, most: int = MOST_CHARACTERS) -> str:
    """The HTML itself when Telegram counts at most `most` characters in it, else its beginning and an ellipsis."""
    if length(html) <= most:
        return html
    kept: list[str] = []
    open_tags: list[str] = []
    left = most - 1
    for piece in _PIECE.finditer(html):
        if piece["tag"]:
            if not piece["close"]:
                open_tags.append(piece["tag"])
            elif open_tags:
                open_tags.pop()
            kept.append(piece[0])
            continue
        size = length(piece[0])
        if size > left:
            kept.append(escape(_first_units(unescape(piece[0]), left), quote=False))
            break
        kept.append(piece[0])
        left -= size
    return "".join(kept).rstrip() + "…" + "".join(f"</{tag}>" for tag in reversed(open_tags))


def _first_units(text: str, units: int) -> str:
    """The beginning of a text in UTF-16 units; half an emoji is left out."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore")
