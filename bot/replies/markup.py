"""What Telegram's HTML allows (core.telegram.org/bots/api#html-style), so that no message is refused for its markup."""

import html
import re

MOST_CHARACTERS = 4096
MOST_CAPTION_CHARACTERS = 1024

_TOKEN = re.compile(r"<(?P<close>/?)(?P<tag>[A-Za-z][\w-]*+)(?P<attributes>[^<>]*)>|<|&(?P<entity>#?\w*;?)")
_ATTRIBUTES = {
    "b": r"", "strong": r"", "i": r"", "em": r"", "u": r"", "ins": r"", "s": r"", "strike": r"", "del": r"",
    "tg-spoiler": r"", "pre": r"", "span": r'\s+class="tg-spoiler"', "a": r'\s+href="[^"]+"',
    "tg-emoji": r'\s+emoji-id="\d+"', "code": r'(\s+class="language-[\w+#-]+")?', "blockquote": r"(\s+expandable)?",
}  # fmt: skip
_ENTITY = re.compile(r"(lt|gt|amp|quot|#\d+|#x[0-9A-Fa-f]+);")


def markup_fault(text: str) -> tuple[str, str] | None:
    """What Telegram would refuse in `text`: (the offending piece, a sentence), or nothing."""
    open_tags: list[str] = []
    for token in _TOKEN.finditer(text):
        if fault := _token_fault(token, open_tags):
            return token[0], fault
    if open_tags:
        return f"<{open_tags[-1]}", f"<{open_tags[-1]}> is never closed"
    return None


def _token_fault(token: re.Match[str], open_tags: list[str]) -> str:
    """Why one tag or entity is wrong after the tags opened before it ("" when it is right); keeps `open_tags`."""
    tag = token["tag"]
    if token["entity"] is not None:
        return "" if _ENTITY.fullmatch(token["entity"]) else f"{token[0]} stands alone; write &amp; for the sign &"
    if tag is None:
        return "a < stands alone; write &lt;"
    tag = tag.lower()
    if tag not in _ATTRIBUTES:
        return f"Telegram does not know <{tag}>; it knows {', '.join(_ATTRIBUTES)}"
    if token["close"]:
        if not open_tags:
            return f"</{tag}> closes nothing"
        opened = open_tags.pop()
        return "" if opened == tag else f"</{tag}> where </{opened}> is due"
    open_tags.append(tag)
    return "" if re.fullmatch(_ATTRIBUTES[tag], token["attributes"]) else f"{token[0]} has attributes Telegram refuses"


def plain(text: str) -> str:
    """Telegram HTML as the buyer reads it: without tags and entities."""
    return html.unescape(re.sub(r"<[^<>]*>", "", text))


def length(text: str) -> int:
    """How many characters Telegram counts in `text`: UTF-16 units after the tags and entities are taken away."""
    return len(plain(text).encode("utf-16-le", "surrogatepass")) // 2
