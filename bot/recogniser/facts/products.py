"""Products named in a message: by code, by a code we do not know, or by title in the buyer's own words and order."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise

from rapidfuzz import fuzz, process

from bot.core.recognition import Fact, NamedProduct
from bot.recogniser.facts.spans import Claims
from bot.recogniser.text import fold

_CODE = re.compile(r"(?<![A-Za-z0-9_@/])[A-Za-z0-9]+(?:[-_./][A-Za-z0-9]+)*(?![^\W\u3040-\u9fff])")
_CUE = re.compile(
    r"(?:\b(?:item|art(?:icle|ículo|igo)?|model(?:o)?|modèle|ref(?:erence|erencia|erência)?|référence|sku|code"
    r"|código|codigo|part|style|product|produit|producto|produto)"
    r"|артикул\w*|арт|модел\w+|код|товар|货号|型号|款号|编号|产品|موديل|كود|رقم المنتج|منتج)\s*(?:no|nr|number|n°|nº"
    r"|num|号|是|:|：|\.|#|رقم)*[\s:：#.]*$",
    re.I,
)
# Looks like a code but is a norm, a paper size, a dimension, a quarter.
_NOT_A_CODE = re.compile(
    r"^(?:iso|en|ip|ral|din|astm|bs|gb|ce|usb|hdmi|mp|a|b|q|h|e|type|size|us|eu|uk|rs|co|h2o|b2b|b2c|4g|5g|3d"
    r"|2d|no|nr|po|inv|tt|lc|rgb|led|ipx)[-]?\d{1,6}$"
    r"|^\d+(?:pcs?|pieces|pc|units?|kgs?|g|cm|mm|m|ft|hq|gp|hc|v|w|kw|k|ml|l|oz|lbs?|inch|in|x|th|st|nd|rd|am"
    r"|pm|days?|d|h|hrs?|usd|eur|rmb|cny|gbp|sets?|ctns?"
    r"|cbm|m2|m3|mah|gb|mb|hz|gsm|mt|t|doz|dz|s|p|yo|min|euros?|dollars?|ea|boxes|cartons)$|^\d+x\d+(?:x\d+)?\w*$",
    re.I,
)
_LOOKS_LIKE_CODE = re.compile(
    r"^(?:[A-Z]{1,5}[-_/.]?\d{2,}[A-Z0-9-]*|\d{4,}[A-Z]{1,3}|[A-Z]{1,4}-[A-Z0-9]*\d[A-Z0-9-]*)$"
)
_CJK = r"\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[^\W_{_CJK}]+(?:[-'’][^\W_{_CJK}]+)*")
_CHINESE = re.compile(rf"[{_CJK}]{{2,}}")
_LINES = (files(__package__) / "no_product_words.txt").read_text("utf-8").splitlines()
_STOP_WORDS = frozenset(word for line in _LINES if not line.startswith("#") for word in line.split())
# Goods in sets and boxes are ordered by the number too, so those words are left out.
_NUMBERED = re.compile(
    r"(?<![\w.,-])(?<!of )(?<!de )(\d{1,3})[ -]?(?!(?:sets?|pcs|packs?|box|boxes|bags?|pieces|pairs?)\b)([^\W\d_]{3,})"
)
MAX_TOKENS = 60


@dataclass(frozen=True, slots=True)
class Shelf:
    """The catalogue prepared for looking products up: by code, and by the rarity of title words."""

    codes: dict[str, str]
    titles: tuple[tuple[str, frozenset[str], float], ...]
    by_word: dict[str, tuple[int, ...]]
    rarity: dict[str, float]
    words: tuple[str, ...]
    numbered: frozenset[tuple[str, str]]
    """The numbers in titles with the word that follows: ("3", "tier")."""
    chinese: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int
    stems: tuple[str, ...]
    exact: bool


def shelve(products: Sequence[NamedProduct]) -> Shelf:
    """Prepare the catalogue; thousands of products take a moment."""
    codes = {_code_key(product.code): product.code for product in products}
    words = {word for product in products for title in product.titles for word in _title_words(title)}
    known = frozenset(map(_stem, words))
    stems_of = {word: _simple(_stem(word), known) for word in words}
    titles: list[tuple[str, frozenset[str]]] = []
    chinese: list[tuple[str, str]] = []
    count: dict[str, int] = {}
    for product in products:
        for title in product.titles:
            stems = frozenset(stem for word in _title_words(title) for stem in stems_of[word])
            if stems:
                titles.append((product.code, stems))
                for stem in stems:
                    count[stem] = count.get(stem, 0) + 1
            compact = re.sub(r"\s", "", title)
            if re.search(r"[\u3040-\u9fff]{2,}", compact):
                chinese.append((compact, product.code))
    chinese.sort(key=lambda one: -len(one[0]))
    rarity = {stem: math.log(1 + len(titles) / n) + 0.3 for stem, n in count.items()}
    by_word: dict[str, list[int]] = {}
    for i, (_, stems) in enumerate(titles):
        for stem in stems:
            by_word.setdefault(stem, []).append(i)
    weighed = tuple((code, stems, sum(rarity[stem] for stem in stems)) for code, stems in titles)
    long = tuple(word for word in rarity if len(word) >= 4)
    numbered = frozenset(
        (found.group(1), on_shelf(found.group(2))) for one in products for title in one.titles
        for found in _NUMBERED.finditer(title)
    )  # fmt: skip
    lists = {word: tuple(at) for word, at in by_word.items()}
    return Shelf(codes, weighed, lists, rarity, long, numbered, tuple(chinese))


def is_in_title(text: str, start: int, end: int, shelf: Shelf) -> bool:
    """Whether the number is a title's own, as in "cakestand 3 tier"; "set of 3 tins" may still be ordered by 3."""
    if not shelf.numbered:
        return False
    following = _NUMBERED.match(text, start)
    return following is not None and following.end(1) == end and (
        following.group(1), on_shelf(following.group(2))
    ) in shelf.numbered  # fmt: skip


def by_code(claims: Claims, shelf: Shelf) -> Iterator[Fact]:
    """Codes of the catalogue anywhere; unknown codes where the text shows that they are codes."""
    for match in claims.matches(_CODE):
        written = match.group()
        known = shelf.codes.get(_code_key(written))
        cued = _CUE.search(claims.before(match.start(), 30)) is not None
        if (
            known is not None
            and (len(_code_key(known)) >= 4 or cued or not known.isdigit())
            and (known.isdigit() or _is_coded(written) or cued)
        ):
            code = known
        elif _is_unknown_code(written, cued):
            code = written
        else:
            continue
        if claims.take(*match.span()):
            yield Fact("product", code, *match.span())


def _is_coded(written: str) -> bool:
    return any(c.isdigit() for c in written) or written.isupper()


def _is_unknown_code(written: str, cued: bool) -> bool:
    if not any(c.isdigit() for c in written):
        return False
    if cued and written[0].isalpha():
        return len(written) >= 2
    if _NOT_A_CODE.match(written):
        return False
    return len(written) >= 2 if cued else len(written) >= 3 and _LOOKS_LIKE_CODE.match(written) is not None


def by_title(claims: Claims, shelf: Shelf, numbers: Sequence[tuple[int, int]], language: str = "") -> Iterator[Fact]:
    """Products by their titles. A message with several quantities is read part by part ("600 white and 400 red")."""
    for title, code in shelf.chinese:
        at = claims.text.find(title)
        if at >= 0 and claims.take(at, at + len(title)):
            yield Fact("product", code, at, at + len(title))
    tokens = _tokens(claims, shelf)
    if not tokens:
        return
    found = list(_in_parts(tokens, shelf, numbers))
    for code, start, end in found:
        if claims.take(start, end):
            yield Fact("product", code, start, end)


def _tokens(claims: Claims, shelf: Shelf) -> list[_Token]:
    tokens: list[_Token] = []
    german = _GERMAN.search(claims.text) is not None
    matches = list(claims.matches(_WORD))[:MAX_TOKENS]
    skip = -1
    for i, match in enumerate(matches):
        if i == skip:
            continue
        following = matches[i + 1] if i + 1 < len(matches) else None
        word = _flat(match.group())
        after = _flat(following.group()) if following else ""
        joined = _stem(word + after) if after and not {word, after} & _STOP_WORDS else ""
        if following and following.start() - match.end() == 1 and joined in shelf.rarity:  # "cake stands" for CAKESTAND
            tokens.append(_Token(word, match.start(), following.end(), (joined,), True))
            skip = i + 1
            continue
        tokens += _said(match, shelf, german)
    return sorted([*tokens, *_chinese(claims, shelf)], key=lambda token: token.start)


def _said(match: re.Match[str], shelf: Shelf, german: bool) -> Iterator[_Token]:
    """What one word says: a title's word, several of them in a compound, or what it may be a misspelling of."""
    word = _flat(match.group())
    if word in _STOP_WORDS or word.isdigit() or len(word) < 2:
        return
    if found := _known(word, shelf, german) or _parts(match.group(), shelf, german):
        yield _Token(word, *match.span(), found, True)
        return
    stem = _stem(word)
    if near := _near(stem, shelf.words) if len(stem) >= 4 else ():
        yield _Token(word, *match.span(), near, False)


# There are no replies in German, so language.py takes it for English; its endings are looked for all the same.
_GERMAN = re.compile(
    r"[äöüß]|\b(?:der|die|das|den|dem|ein|eine|einen|und|oder|mit|aus|ich|wir|sie|bitte|haben|kostet|preis)\b", re.I
)
_GERMAN_ENDINGS = ("", "e", "er", "es", "en", "em", "n")


def _known(word: str, shelf: Shelf, german: bool) -> tuple[str, ...]:
    """The title words that this one is; a German one with any ending ("weiße" for "Weißer")."""
    if not german:
        return (stem,) if (stem := _stem(word)) in shelf.rarity else ()
    bases = [word.removesuffix(ending) for ending in _GERMAN_ENDINGS]
    forms = [_stem(base + ending) for base in bases if len(base) > 2 for ending in _GERMAN_ENDINGS]
    return tuple(form for form in dict.fromkeys(forms) if form in shelf.rarity)


def _parts(written: str, shelf: Shelf, german: bool) -> tuple[str, ...]:
    """The title words in a compound ("Herz-Anhänger", "Herzanhänger"); none unless it is made of them altogether."""
    hyphened = written.split("-")
    if len(hyphened) > 1:
        found = [_known(_flat(part), shelf, german) for part in hyphened]
    else:
        word = _flat(written)
        halves = ([_known(half, shelf, german) for half in pair] for pair in _halves(word))
        found = next((pair for pair in halves if all(pair)), [()])
    return tuple(stem for stems in found for stem in stems) if all(found) else ()


def _halves(word: str) -> Iterator[tuple[str, str]]:
    """The ways to take a compound apart, four letters at least on either side."""
    return ((word[:at], word[at:]) for at in range(4, len(word) - 3))


def _simple(stem: str, known: frozenset[str]) -> tuple[str, ...]:
    """A title's compound as the simple words that other titles have: "holzlatern" as "holz" and "latern"."""
    whole = (stem,)
    return next(((a, b) for a, b in _halves(stem) if _stem(a) == a and a in known and b in known), whole)


def _split(written: str) -> list[str]:
    """The parts of a title's word if each stands alone: those of Herz-Anhänger, not of T-Light and Porta-velas."""
    parts = written.split("-")
    return parts if all(len(part) >= 4 and part[0].isupper() for part in parts) else [written]


def _chinese(claims: Claims, shelf: Shelf) -> Iterator[_Token]:
    """Chinese has no spaces: each two characters that stand side by side in a title are a word."""
    for match in _CHINESE.finditer(claims.hidden()):
        for at in range(match.start(), match.end() - 1):
            pair = claims.text[at : at + 2]
            if pair in shelf.rarity:
                yield _Token(pair, at, at + 2, (pair,), True)


def _near(stem: str, words: Sequence[str]) -> tuple[str, ...]:
    """Title words that this one may be a misspelling of."""
    least = 80
    found = process.extract(stem, words, scorer=fuzz.ratio, score_cutoff=least, limit=3)
    return tuple(str(word) for word, _, _ in found if str(word)[0] == stem[0] or fuzz.ratio(str(word), stem) >= 85)


def _in_parts(
    tokens: Sequence[_Token], shelf: Shelf, numbers: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, int, int]]:
    cuts = sorted(start for start, _ in numbers)
    parts: dict[int, list[_Token]] = {}
    for token in tokens:
        parts.setdefault(sum(cut <= token.start for cut in cuts), []).append(token)
    seen: set[str] = set()
    for part in parts.values():
        others = [token for token in tokens if token not in part] if len(parts) > 1 else []
        after = any(0 <= part[0].start - end <= 4 for _, end in numbers)
        before = any(0 <= start - part[-1].end <= 4 for start, _ in numbers)
        counted = after or (before and part[-1].word >= "\u3040")
        for code, start, end in _best(part, others, shelf, counted, after or before):
            if code not in seen:
                seen.add(code)
                yield code, start, end


def _best(
    own: Sequence[_Token], others: Sequence[_Token], shelf: Shelf, counted: bool, beside: bool
) -> Iterator[tuple[str, int, int]]:
    """The product that a part of the message names, if one stands out; then, in the words left over, another.

    `counted`: the part begins right after a number, so that even one word may name the product ("200 cakestands").
    `beside`: a number stands on either side, so that two words of a long title do, when no other product has both.
    """
    left = list(own)
    for _ in range(4):
        ranked = _rank(left, others, shelf, counted)
        if not ranked:
            return
        best = ranked[0]
        guessed = not all(token.exact for token in best.used)
        only_one = beside and any(token.exact for token in best.used) and _is_only_one(best, shelf, counted)
        # Half of a Chinese title's pairs straddle two words, and are lost when a word between is left out.
        usual = 0.6 if guessed else 0.35 if _CHINESE.match(best.used[0].word) else 0.5
        least = min(usual, 0.4 if guessed else 0.3) if only_one else usual
        if best.covered < least or (best.covered < 0.95 and any(_rivals(best, other) for other in ranked[1:])):
            return
        code, used = best.code, best.used
        yield code, min(token.start for token in used), max(token.end for token in used)
        left = [token for token in left if token not in used]
        counted = False


def _is_only_one(best: "_Match", shelf: Shelf, counted: bool) -> bool:
    """Whether no other product has all the words that were said: two of them, or what a Chinese title ends with."""
    stems = {token.stems[0] for token in best.used}
    titles = set.intersection(*(set(shelf.by_word[stem]) for stem in stems))
    enough = len(stems) >= 2 or (counted and _ends_title(best.code, best.used, shelf))
    return enough and {shelf.titles[i][0] for i in titles} == {best.code}


def _ends_title(code: str, used: Sequence[_Token], shelf: Shelf) -> bool:
    return any(of == code and title.endswith(used[-1].word) for title, of in shelf.chinese)


@dataclass(frozen=True, slots=True)
class _Match:
    """A product, how much of its title was `covered` (0 to 1), by which words, and the overall score."""

    score: float
    covered: float
    code: str
    used: tuple[_Token, ...]


def _rivals(best: _Match, other: _Match) -> bool:
    """Whether the words said might as well mean the other product."""
    if other.code == best.code:
        return False
    return other.score > best.score - 0.08 or (other.used == best.used and other.covered > best.covered - 0.3)


def _rank(own: Sequence[_Token], others: Sequence[_Token], shelf: Shelf, counted: bool) -> list[_Match]:
    hits: dict[int, int] = {}
    for stem in {stem for token in own for stem in token.stems}:
        for i in shelf.by_word.get(stem, ()):
            hits[i] = hits.get(i, 0) + 1
    # One word of several names no product, unless the rest was said beside it ("600 white hearts and 400 red") or it
    # is counted.
    candidates = [i for i, n in hits.items() if n >= 2 or others or counted or len(shelf.titles[i][1]) == 1]
    known = sum(max(shelf.rarity[stem] for stem in token.stems) for token in own)
    ranked: list[_Match] = []
    for i in candidates:
        code, stems, weight = shelf.titles[i]
        used = tuple(token for token in own if any(stem in stems for stem in token.stems))
        said = {stem: 1.0 if token.exact else 0.85 for token in used for stem in token.stems if stem in stems}
        shared = {
            stem: 0.6 for token in others if token.exact for stem in token.stems if stem in stems and stem not in said
        }
        covered = sum(shelf.rarity[stem] * part for stem, part in {**shared, **said}.items()) / weight
        spoken = sum(max(shelf.rarity[stem] for stem in token.stems) for token in used) / known
        enough = len(said) >= 2 or len(stems) == 1 or shared
        one_counted = counted and bool(used) and used[0] is own[0] and used[0].exact
        one_counted &= covered >= 0.45 or (covered >= 0.3 and _ends_title(code, used, shelf))
        if ((covered >= 0.3 and enough) or one_counted) and _close(used):
            ranked.append(_Match(covered * 0.6 + spoken * 0.4, covered, code, used))
    return sorted(ranked, key=lambda match: (-match.score, match.code))[:20]


def _close(used: Sequence[_Token]) -> bool:
    """The words of one mention stand together, not scattered over the message."""
    ordered = sorted(used, key=lambda token: token.start)
    return all(b.start - a.end <= 25 for a, b in pairwise(ordered))


def _title_words(title: str) -> list[str]:
    """The words of a title that tell products apart, folded; of Chinese each two neighbours."""
    words = [_flat(part) for match in _WORD.finditer(title) for part in _split(match.group())]
    pairs = [run[at : at + 2] for run in _CHINESE.findall(title) for at in range(len(run) - 1)]
    return pairs + [word for word in words if word not in _STOP_WORDS and len(word) >= 2 and not word[0].isdigit()]


def on_shelf(word: str) -> str:
    """A word as the shelf's titles hold it: folded, in the singular."""
    flat = _flat(word)
    return _stem(flat) if flat else ""


def _flat(word: str) -> str:
    return re.sub(r"[-'’]", "", fold(word))


_RUSSIAN_ENDING = re.compile(
    r"(?:ами|ями|ого|его|ому|ему|ыми|ими|ых|их|ым|им|ое|ее|ов|ев|ей|ах|ях|ам|ям|ом|ем|ые|ие|ый|ий|ая|яя|ой|ую|ы|и|а"
    r"|я|о|е|у|ю|ь)$"
)
_ARABIC_BEFORE = re.compile(r"^(?:[وبفك]?ال|لل)(?=..)")
_ARABIC_AFTER = re.compile(r"(?<=...)(?:ات|ين|ون|يه|ه)$")


def _stem(word: str) -> str:
    """Plurals and genders off: -s, -os and -as, Russian cases, the Arabic article and feminine."""
    if "а" <= word[0] <= "я":
        return _RUSSIAN_ENDING.sub("", word) if len(word) > 4 else word
    if "ء" <= word[0] <= "ي":
        return _ARABIC_AFTER.sub("", _ARABIC_BEFORE.sub("", word))
    for ending, instead in (("ies", "i"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("sses", "ss"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    if len(word) > 3 and word.endswith("y"):
        return word[:-1] + "i"
    return word[:-1] if len(word) > 3 and word[-1] in "aoe" else word


def _code_key(code: str) -> str:
    return re.sub(r"[-_./\s]", "", code).upper()
