"""Buyers' text made comparable: folded letters, words, features for the lexicon, clauses of a long message."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": ""})
_RUSSIAN = str.maketrans({"ё": "е", "Ё": "Е"})
_CJK = r"\u3400-\u9fff\uf900-\ufaff"
_KANA = r"\u3040-\u30ff"
_TOKEN = re.compile(rf"[{_CJK}{_KANA}]+|[^\W_{_CJK}{_KANA}]+(?:['’][^\W_{_CJK}{_KANA}]+)?")
_CJK_RUN = re.compile(rf"[{_CJK}{_KANA}]")
_SPACE = re.compile(r"\s+")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_LINK = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+")
_SENTENCE = re.compile(r"(?<=[.!?。！？؟…])\s+|[。！？؟;；\n]+|(?<=[!?])")
_JOINT = re.compile(
    r"\s*[,，、،:]\s*|\s+(?:and|also|but|plus|y|e|et|и|а также|но|mais|mas|pero)\s+|\s+و(?=\S)|(?<=\S)(?:和|还有|以及)"
)

# What hurried buyers type, and what it stands for; applied for the encoder, which learned from edited text.
_SHORT = {
    "u": "you", "ur": "your", "r": "are", "pls": "please", "plz": "please", "plss": "please", "hw": "how",
    "wat": "what",
    "whats": "what is", "wht": "what", "dont": "don't", "cant": "can't", "doesnt": "doesn't", "didnt": "didn't",
    "im": "I'm",
    "ive": "I've", "wanna": "want to", "gimme": "give me", "thx": "thanks", "tnx": "thanks", "thnx": "thanks",
    "ty": "thank you",
    "tks": "thanks", "qty": "quantity", "pcs": "pieces", "pc": "piece", "asap": "as soon as possible", "abt": "about",
    "msg": "message", "msgs": "messages", "txt": "text", "info": "information", "min": "minimum", "max": "maximum",
    "w/": "with",
    "bcoz": "because", "cuz": "because", "coz": "because", "b4": "before", "gd": "good", "hav": "have", "hv": "have",
    "wen": "when", "wats": "what is", "hows": "how is", "wheres": "where is", "isnt": "isn't", "arent": "aren't",
    "wont": "won't",
    "havent": "haven't", "thats": "that is", "shud": "should", "cud": "could", "wud": "would", "n": "and",
    "nd": "and",
    "vc": "você", "vcs": "vocês", "qto": "quanto", "qnto": "quanto", "tb": "também", "tbm": "também",
    "obg": "obrigado", "pq": "porque",
    "q": "que", "xq": "porque", "xfa": "por favor", "porfa": "por favor", "svp": "s'il vous plaît",
    "stp": "s'il te plaît",
    "bjr": "bonjour", "slt": "salut", "cb": "combien", "mrc": "merci", "пжл": "пожалуйста", "плз": "пожалуйста",
    "спс": "спасибо",
    "скок": "сколько", "чё": "что", "щас": "сейчас",
}  # fmt: skip


def fold(text: str) -> str:
    """Small letters without accents, Arabic ones unified, ASCII digits, single spaces; to compare, not to show."""
    if text.isascii():
        return " ".join(text.lower().split())
    return _fold_word(text) if len(text) <= 40 else _fold(text)


@lru_cache(maxsize=4096)
def _fold_word(text: str) -> str:
    """Words come again in every message; whole messages do not."""
    return _fold(text)


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.translate(_RUSSIAN)).casefold().translate(_RUSSIAN)
    plain = "".join(character for character in text if not unicodedata.combining(character) or character == "\u0306")
    plain = unicodedata.normalize("NFC", plain).translate(_ARABIC)
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in plain)
    return _SPACE.sub(" ", digits).strip()


def words(folded: str) -> list[str]:
    """The words of folded text; a run of Chinese or Japanese characters is one word."""
    return _TOKEN.findall(folded)


@lru_cache(maxsize=20_000)
def plain_key(text: str) -> str:
    """What two phrasings must share to be the same: their folded words."""
    return " ".join(words(fold(text)))


def for_encoder(text: str) -> str:
    """The text as the encoder reads it best: chat shorthand spelled out, no shouting, links left out."""
    text = _LINK.sub(" ", text)
    if text.isupper() and len(text) > 4:
        text = text.lower()
    spelled = " ".join(_spell(word) for word in text.split())
    return _SPACE.sub(" ", spelled).strip()[:400]


def _spell(word: str) -> str:
    bare = word.strip("?!.,").lower()
    long_form = _SHORT.get(bare)
    return word if long_form is None else word.lower().replace(bare, long_form)


def is_chinese(word: str) -> bool:
    """Whether the word is a run of Chinese or Japanese characters."""
    return _CJK_RUN.match(word) is not None


def features(text: str) -> tuple[dict[str, int], dict[str, int], list[str]]:
    """Counts of (words, word pairs, Chinese 1-3-grams) and of (letter 2-5-grams within words); the words themselves."""
    folded = _DIGITS.sub("0", _LINK.sub(" ", fold(text)))[:600]
    by_word: dict[str, int] = {}
    by_letter: dict[str, int] = {}
    before = "^"
    plain = words(folded)
    for word in plain:
        if _CJK_RUN.match(word):
            grams = [word[i : i + n] for n in (1, 2, 3) for i in range(len(word) - n + 1)]
            _count(by_word, grams)
            _count(by_letter, ["~" + gram for gram in grams])
            continue
        _count(by_word, [word, f"{before} {word}"])
        before = word
        _count(by_letter, _letters(word))
    return by_word, by_letter, plain


@lru_cache(maxsize=8192)
def _letters(word: str) -> tuple[str, ...]:
    """The letter 3-5-grams of a word between spaces; kept, because the same words come again in every message."""
    padded = f" {word} "
    return tuple(padded[i : i + n] for n in (3, 4, 5) for i in range(len(padded) - n + 1))


def _count(counts: dict[str, int], keys: Sequence[str]) -> None:
    for key in keys:
        counts[key] = counts.get(key, 0) + 1


def sentences(text: str, most: int = 6) -> list[str]:
    """The sentences of a message, at most `most` (the first and the last ones of a long message)."""
    return _few([part.strip() for part in _SENTENCE.split(text) if words(part)], most)


def clauses(text: str, most: int = 8) -> list[str]:
    """Sentences and, within them, parts joined by commas and "and"; at most `most`."""
    parts = [piece.strip() for part in _SENTENCE.split(text) if part for piece in _JOINT.split(part) if piece]
    return _few([part for part in parts if words(part)], most)


def _few(parts: list[str], most: int) -> list[str]:
    if len(parts) <= most:
        return parts
    return parts[: most - most // 2] + parts[-(most // 2) :]
