"""Fold a text to the letters the tables are written in, and keep the way back to the text as it was typed."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letters that are one and the same to a person in a hurry, and that Unicode's own folding keeps apart.
ALIKE = {
    "ё": "е",
    "ß": "ss",
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ة": "ه",
    "ى": "ي",
    "ـ": "",
    "ک": "ك",
    "ی": "ي",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "–": "-",
    "—": "-",
    "−": "-",
    "‑": "-",
    "。": ".",
    "、": ",",
    "،": ",",
    "؛": ",",
    "؟": "?",
}
# Traditional characters of the words in the Chinese table, as simplified ones.
SIMPLIFIED = str.maketrans(
    "點時鐘週禮後號個這兩來間裡從內將過還會與於達晝約當節國慶氣開頭歲幾無晚鍾秒須萬隻裏歷舊曆級們嗎請發給聯係聽說買賣價單",
    "点时钟周礼后号个这两来间里从内将过还会与于达昼约当节国庆气开头岁几无晚钟秒须万只里历旧历级们吗请发给联系听说买卖价单",
)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` folded, and for each of its characters the place it came from; the last place is the end."""

    text: str
    places: tuple[int, ...]


@lru_cache(maxsize=4096)
def fold_char(char: str) -> str:
    """One character, folded to none, one or several."""
    if char in ALIKE:
        return ALIKE[char]
    if "\u0400" <= char <= "\u04ff":  # й is no и with an ornament
        return ALIKE.get(char.casefold(), char.casefold())
    flat = unicodedata.normalize("NFKD", char).casefold()
    kept = "".join(ALIKE.get(part, part) for part in flat if not unicodedata.combining(part))
    return "".join(str(unicodedata.digit(part, part)) for part in kept).translate(SIMPLIFIED)


@lru_cache(maxsize=32)  # a text is read once per language
def fold(text: str) -> Folded:
    """Lower case, no accents, plain digits and marks, simplified characters."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        folded = fold_char(char)
        letters.append(folded)
        places.extend([place] * len(folded))
    return Folded("".join(letters), (*places, len(text)))
