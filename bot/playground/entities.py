"""Formatted text, both ways: Telegram's HTML to text and entities, and those to HTML that is safe to show on a page.

Offsets and lengths of entities count UTF-16 code units, as in the Bot API.
"""

import html
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

Entity = dict[str, Any]

_TAG = re.compile(r"<(/?)([a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_CHARACTER = re.compile(r"&(?:(lt|gt|amp|quot);?|#(\d+);?|#x([0-9a-fA-F]+);?)")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
}
_SHOWN = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
    "spoiler": "tg-spoiler",
}
ENTITY_TYPES = frozenset(_TYPES.values()) | set(_SHOWN) | {
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "text_mention", "date_time",
}  # fmt: skip

_FOUND = re.compile(
    r"(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<url>(?:https?://|www\.|t\.me/)[^\s<>]*[^\s<>.,;:!?)\]])"
    r"|(?<![\w/])(?P<bot_command>/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@\w{4,32})\b"
    r"|(?<!\w)(?P<hashtag>#\w+)"
)
_SAFE_LINK = re.compile(r"(https?|tg|mailto|tel):", re.IGNORECASE)


class BadMarkup(ValueError):
    """The text is not HTML that Telegram accepts; the message is Telegram's own description."""


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The plain text and its entities; raises BadMarkup for what Telegram refuses."""
    if "<" not in source and "&" not in source:
        return source, []
    parts: list[str] = []
    length = 0
    open_tags: list[tuple[str, str, int]] = []
    entities: list[Entity] = []
    at = 0
    while True:
        start = source.find("<", at)
        piece = _unescape(source[at:] if start < 0 else source[at:start])
        parts.append(piece)
        length += utf16_length(piece)
        if start < 0:
            break
        tag = _TAG.match(source, start)
        if tag is None:
            raise BadMarkup(_unfinished(source, start))
        at = tag.end()
        closing, name, attributes = tag[1], tag[2].lower(), tag[3]
        if not closing:
            if name not in _TYPES or (name == "span" and "tg-spoiler" not in attributes):
                raise BadMarkup(f'Unsupported start tag "{name}"{_place(source, start)}')
            open_tags.append((name, attributes, length))
        elif not open_tags:
            raise BadMarkup(f"Unexpected end tag{_place(source, start)}")
        else:
            opened, attributes, begin = open_tags.pop()
            if name != opened:
                found = f'expected "</{opened}>", found "</{name}>"'
                raise BadMarkup(f"Unmatched end tag{_place(source, start)}, {found}")
            entity = _entity(opened, attributes, begin, length - begin)
            if entity is not None:
                entities.append(entity)
    if open_tags:
        raise BadMarkup(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    entities = _languages(entities)
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return "".join(parts), entities


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """The text without white space around it, as Telegram stores it; the entities moved along and cut."""
    short = text.strip()
    if short == text:
        return text, entities
    cut = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(short)
    kept = []
    for entity in entities:
        first = max(entity["offset"] - cut, 0)
        last = min(entity["offset"] - cut + entity["length"], end)
        if last > first:
            kept.append({**entity, "offset": first, "length": last - first})
    return short, kept


def found_in(text: str) -> list[Entity]:
    """What Telegram marks by itself in a plain text: commands, addresses, mentions, hashtags."""
    if not any(sign in text for sign in "/@#.:"):
        return []
    return [
        {
            "type": str(match.lastgroup),
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match[0]),
        }
        for match in _FOUND.finditer(text)
    ]


def to_page(text: str, entities: Iterable[Entity]) -> str:
    """HTML for the page: everything escaped, and only b, i, u, s, a, code, pre, blockquote and tg-spoiler as tags."""
    marks = [mark for entity in entities if (mark := _mark(text, entity)) is not None]
    if not marks:
        return html.escape(text, quote=False)
    edges = sorted({0, utf16_length(text), *(m[0] for m in marks), *(m[1] for m in marks)})
    indexes = _indexes(text, edges)
    out: list[str] = []
    opened: list[tuple[int, int, str, str]] = []
    for here, following in pairwise(edges):
        active = [mark for mark in marks if mark[0] <= here < mark[1]]
        kept = 0
        while kept < len(opened) and kept < len(active) and opened[kept] is active[kept]:
            kept += 1
        out.extend(mark[3] for mark in reversed(opened[kept:]))
        out.extend(mark[2] for mark in active[kept:])
        opened = active
        out.append(html.escape(text[indexes[here] : indexes[following]], quote=False))
    out.extend(mark[3] for mark in reversed(opened))
    return "".join(out)


def _unescape(text: str) -> str:
    return _CHARACTER.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return _NAMED[match[1]]
    code = int(match[2]) if match[2] else int(match[3], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]


def _place(source: str, start: int) -> str:
    return f" at byte offset {len(source[:start].encode('utf-8', 'replace'))}"


def _unfinished(source: str, start: int) -> str:
    if source.startswith("</", start):
        return f"Unclosed end tag{_place(source, start)}"
    name = re.match(r"[a-zA-Z0-9-]*", source[start + 1 :])
    if name is None or name[0].lower() not in _TYPES:
        return f'Unsupported start tag "{name[0] if name else ""}"{_place(source, start)}'
    return f"Unclosed start tag{_place(source, start)}"


def _entity(name: str, attributes: str, offset: int, length: int) -> Entity | None:
    if length == 0:
        return None
    values = {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(attributes)}
    entity: Entity = {"type": _TYPES[name], "offset": offset, "length": length}
    if name == "a":
        link = values.get("href", "")
        user = re.fullmatch(r"tg://user\?id=(\d+)", link)
        if user:
            return {**entity, "type": "text_mention", "user": {"id": int(user[1])}}
        # A link without a usable address stays as plain text, as Telegram does.
        return {**entity, "url": link} if link else None
    if name == "blockquote" and "expandable" in values:
        entity["type"] = "expandable_blockquote"
    if name == "tg-emoji":
        entity["custom_emoji_id"] = values.get("emoji-id", "")
    if name == "code" and values.get("class", "").startswith("language-"):
        entity["language"] = values["class"].removeprefix("language-")
    return entity


def _languages(entities: list[Entity]) -> list[Entity]:
    """`<pre><code class="language-x">` is one entity with a language; elsewhere the class means nothing."""
    places = {(e["offset"], e["length"]): e for e in entities if e["type"] == "pre"}
    kept = []
    for entity in entities:
        pre = places.get((entity["offset"], entity["length"])) if entity["type"] == "code" else None
        language = entity.pop("language", None) if entity["type"] == "code" else None
        if pre is None:
            kept.append(entity)
        elif language:
            pre["language"] = language
    return kept


def _mark(text: str, entity: Entity) -> tuple[int, int, str, str] | None:
    begin, end = entity["offset"], entity["offset"] + entity["length"]
    tag = _SHOWN.get(entity["type"])
    if tag is not None:
        return begin, end, f"<{tag}>", f"</{tag}>"
    if entity["type"] not in ("text_link", "url", "email"):
        return None
    places = _indexes(text, sorted({begin, end}))
    link = entity.get("url") or text[places[begin] : places[end]]
    if entity["type"] == "email":
        link = f"mailto:{link}"
    elif entity["type"] == "url" and "://" not in link:
        link = f"https://{link}"
    if not _SAFE_LINK.match(link):
        return None
    return begin, end, f'<a href="{html.escape(link)}" rel="noopener" target="_blank">', "</a>"


def _indexes(text: str, offsets: list[int]) -> dict[int, int]:
    """Python's index for each UTF-16 offset (sorted); one inside a pair counts as before it."""
    if text.isascii():
        return {offset: min(offset, len(text)) for offset in offsets}
    places: dict[int, int] = {}
    units = index = 0
    for offset in offsets:
        while units < offset and index < len(text):
            units += 2 if text[index] > "\uffff" else 1
            index += 1
        places[offset] = index
    return places
