"""The language of a message, short ones too: by script, by function words, by letters in a row; then by what is known."""

import math
import re
from functools import cache

from bot.recogniser.phrases import general
from bot.recogniser.text import fold, words

KNOWN = ("en", "zh", "es", "pt", "ru", "ar", "fr")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("latin", re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
# Letters that only one of the languages of a script uses.
_LETTERS = (
    ("uk", re.compile(r"[іїєґ]", re.I)),
    ("be", re.compile(r"ў", re.I)),
    ("kk", re.compile(r"[әғқңұһ]", re.I)),
    ("fa", re.compile(r"[پچژگ]|می\u200c|است\b")),
    ("ur", re.compile(r"[ٹڈڑےں]")),
    ("vi", re.compile(r"[ăơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.I)),
    ("tr", re.compile(r"[ğışİ]")),
    ("pl", re.compile(r"[łżźśćńęą]", re.I)),
    ("de", re.compile(r"ß")),
    ("ro", re.compile(r"[șțăâ]{1}[a-z]*[șț]", re.I)),
    ("cs", re.compile(r"[ěřů]", re.I)),
    ("pt", re.compile(r"[ãõ]", re.I)),
    ("es", re.compile(r"[¿¡ñ]", re.I)),
    ("fr", re.compile(r"[œ]|\b[cdjlmnqst]'[a-zàâéèêh]", re.I)),
)
# Small words, folded. Words of several languages count a little for each.
_SMALL = {
    "en": "the a an is are was do does did can could you your i my we our it this that these of to for in on at with and or not no yes have has had how "
    "what when where which who why will would please need want if there any some me us from by be as but hi hello thanks thank ok dear sir good send get "
    "price order much many more still also just let know pls u ur im dont whats ship shipping item sample buy bro hey yo",
    "es": "el la los las un una unos de del y o que en es son no si por para con me te se le lo su sus mi tu como cuanto cuando donde cual quien hay tiene tienen "
    "puede pueden quiero necesito hola gracias buenos buenas dias tardes muy mas pero ya esta este esto usted ustedes precio pedido envio favor al nos soy estoy "
    "cuesta cuantos cuales hacen hace tengo algun alguna mandan oferta vale tambien porque ser hasta",
    "pt": "o a os as um uma uns de do da dos das e ou que em no na nos nas nao sim por para com me te se lhe seu sua meu minha como quanto quando onde qual quem tem "
    "pode podem quero preciso ola oi obrigado obrigada bom boa dia tarde noite muito mais mas ja esta este isso voce voces preco pedido frete ao fica faz fazem "
    "quais tenho aceita aceitam ate tambem porque ser sao estou cade valor envia enviam gostaria pra pro vcs vc",
    "fr": "le la les un une des de du et ou que qui en est sont ne pas oui non pour avec je tu il elle nous vous on mon ma mes votre vos notre nos ce cet cette ces "
    "comment combien quand ou quel quelle quels quelles y a ai avez avons peux pouvez puis bonjour merci bonsoir salut tres plus mais deja prix commande livraison svp "
    "au aux sur dans si voudrais veux besoin etes suis faites ca c'est j'ai d'un d'une s'il l'envoi qu'est est-ce",
    "de": "der die das ein eine und oder ist sind nicht ja nein fur mit ich sie wir ihr mein unser wie viel wann wo welche kann konnen haben hat bitte danke hallo guten tag "
    "preis bestellung brauche mochte auch noch aber zu von im auf kostet gibt lieferung",
    "it": "il lo gli un una di del della e o che in non si per con mi ti ci vi suo mio come quanto quando dove quale quali ha avete posso puo vorrei ciao grazie buongiorno "
    "prezzo ordine sono sei anche piu ma gia questo questa spedizione costa buonasera",
    "nl": "de het een en of is zijn niet ja nee voor met ik u wij jullie mijn ons hoe veel wanneer waar welke kan kunnen heeft hebben graag dank hallo prijs bestelling ook maar "
    "van op naar kost",
    "tr": "bir ve veya bu ne kadar nasil mi mu var yok icin ile ben siz biz merhaba tesekkurler fiyat siparis lutfen kac nerede istiyorum",
    "id": "yang dan atau di ke dari ini itu tidak bukan ya apa berapa kapan dimana saya kami anda harga pesan terima kasih halo bisa ada untuk dengan mau",
    "pl": "i w na nie tak jest sa czy jak ile kiedy gdzie prosze dziekuje dzien dobry cena zamowienie dla z do mam potrzebuje czesc",
    "vi": "la va co khong bao nhieu gia cho toi ban xin chao cam on duoc",
    "uk": "і та не що як скільки коли де є це для добрий день дякую ціна замовлення можна будь ласка привіт",
}
_OFTEN = {
    word: tuple(language for language, group in _SMALL.items() if word in group.split())
    for group in _SMALL.values()
    for word in group.split()
}
_CORE_LATIN = ("en", "es", "pt", "fr")
_NOISE = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[A-Z]{2,5}\d\S*|\b[A-Z\d][A-Z\d-]*\d[A-Z\d-]*\b")
# How much a word of the language, and how much what is known about the buyer, counts beside the letters.
_WORD_COUNTS, _BUYER_COUNTS, _TELEGRAM_COUNTS = 2.2, 2.0, 0.9


def detect(text: str, known: str = "", telegram: str = "") -> str:
    """The ISO 639-1 code of the text's language. Without letters: what is known of the buyer, or "en"."""
    known, telegram = _base(known), _base(telegram)
    fallback = known or telegram or "en"
    plain = _NOISE.sub(" ", text[:1500])
    script = _script(plain) or _script(text[:1500])
    if script is None:
        return fallback
    if script == "latin":
        return _latin(plain, known, telegram)
    if script == "ru":
        return _cyrillic(plain, known)
    if script == "ar":
        return next((language for language in ("ur", "fa") if _is_by_letter(language, plain)), "ar")
    return script


def _base(code: str) -> str:
    return code.lower().replace("_", "-").split("-")[0]


def _script(text: str) -> str | None:
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS}
    counts["zh"] *= 3  # a Chinese character says as much as a few letters: "logo 可以印吗" is Chinese
    if counts["ja"]:
        counts["ja"] += counts["zh"]
    for name in ("ar", "ru", "ko"):
        counts[name] = counts[name] * 3 // 2
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else None


def _is_by_letter(language: str, text: str) -> bool:
    return any(code == language and pattern.search(text) for code, pattern in _LETTERS)


def _cyrillic(text: str, known: str) -> str:
    for language in ("uk", "be", "kk"):
        if _is_by_letter(language, text):
            return language
    folded = words(fold(text))
    ukrainian = sum("uk" in _OFTEN.get(word, ()) for word in folded)
    return "uk" if ukrainian >= 2 and known == "uk" else "ru"


def _latin(text: str, known: str, telegram: str) -> str:
    found = words(fold(text))
    scores = dict.fromkeys(_SMALL, 0.0)
    for word in found:
        languages = _OFTEN.get(word, ())
        for language in languages:
            scores[language] = scores.get(language, 0.0) + _WORD_COUNTS / len(languages)
    for language, pattern in _LETTERS:
        hits = len(pattern.findall(text))
        if hits:
            scores[language] = scores.get(language, 0.0) + 2.5 * min(hits, 3)
    tables = _tables()
    likely = {language: _likelihood(found, tables[language]) for language in _CORE_LATIN}
    top = max(likely.values())
    for language in _CORE_LATIN:
        scores[language] += max(likely[language] - top, -6.0) + 2.0
    if known in scores:
        scores[known] += _BUYER_COUNTS
    if telegram in scores:
        scores[telegram] += _TELEGRAM_COUNTS
    scores.pop("uk", None)
    return max(scores, key=lambda language: (scores[language], language == known, language == "en"))


def _likelihood(found: list[str], table: tuple[dict[str, float], float]) -> float:
    """Log probability of the words' letter triples, damped for long texts so that words keep their say."""
    chances, rare = table
    total = 0.0
    count = 0
    for word in found[:40]:
        padded = f"  {word} "
        for i in range(len(padded) - 2):
            total += chances.get(padded[i : i + 3], rare)
            count += 1
    return total / math.sqrt(count or 1)


@cache
def _tables() -> dict[str, tuple[dict[str, float], float]]:
    """Letter triples of the general phrasings of each language that shares the Latin script."""
    tables = {}
    for language in _CORE_LATIN:
        counts: dict[str, int] = {}
        for example in general().examples:
            if example.language == language:
                for word in words(fold(example.text)):
                    padded = f"  {word} "
                    for i in range(len(padded) - 2):
                        counts[padded[i : i + 3]] = counts.get(padded[i : i + 3], 0) + 1
        total = sum(counts.values()) + 4000 * 0.3
        tables[language] = {gram: math.log((n + 0.3) / total) for gram, n in counts.items()}, math.log(0.3 / total)
    return tables
