"""How many of what: 500 pcs · 2 cartons · 1x20ft · 三百个 · a dozen · and bare numbers where they mean a quantity."""

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from bot.core.recognition import Fact
from bot.recogniser.facts import products
from bot.recogniser.facts.numbers import Number
from bot.recogniser.facts.spans import Claims

# Canonical unit -> how it is written in the seven languages. Matched right after a number.
_UNITS = {
    "pcs": "pcs{1,2}|pc|pces?|pieces?|piec?es?|peices?|pices?|pc\\.s|units?|ea|items?|samples?|copies|个|個|件"
    "|只|支|片|条|把|台|块|张|根|枚|顶|本|份"
    "|piezas?|pza?s?|unidades|"
    "unidad|uds?|un|peças?|pecas?|pçs?|unid|unds|und(?!\\s+(?!d[eao]\\b)[^\\W_])|amostras?|muestras?"
    "|échantillons?|pièces?|pieces|unités?"
    "|exemplaires?|штуки|штука|штук|штучек|"
    "шт|единиц\\w*|экземпляр\\w*|образц\\w*|stücke?|stueck|stk|exemplare?|mustern?|قطعة|قطعه|قطع|حبة|حبه|حبات"
    "|وحدة|وحدات|عينات|عينة",
    "sets": "sets?|kits?|套|组|juegos?|conjuntos?|jogos?|комплект\\w*|набор\\w*|طقم|أطقم|اطقم|مجموعات|مجموعة|jeux"
    "|lots?|komplekt\\w*|garnituren?",
    "pairs": "pairs?|prs|双|对|pares|par|пары|пара|пар|أزواج|ازواج|زوج|paires?|paare?",
    "cartons": "cartons?|cartoons?|crtns?|ctns?|cases?|箱|cartones|cartón|картон\\w*|kartons?|ktn|colis|كراتين"
    "|كرتونات|كرتونة|كرتونه|كرتون",
    "boxes": "boxes|boxs|box|盒|cajas?|cjs|caixas?|cxs?|schachteln?|kisten?|коробки|коробка|коробок|коробку"
    "|короб\\w*|ящик\\w*|صناديق|صندوق|علبة"
    "|علب|boîtes?|boites?|caisses?",
    "packs": "packs?|pks?|packets?|packages|包|paquetes?|pacotes?|pcts?|packung(?:en)?|päckchen|pakete?"
    "|упаков\\w*|пачк\\w*|пачек|عبوات|عبوة|حزمة|paquets?",
    "pallets": "pallets?|paletten?|plts?|托盘|托|卡板|palets?|palés?|tarimas?|paletes?|паллет\\w*|палет\\w*"
    "|поддон\\w*|طبليات"
    "|طبلية|palettes?",
    "containers": "containers?|fcl|货柜|柜|contenedores|contenedor|contentores|contêineres|contêiner|контейнер\\w*"
    "|حاويات|حاوية|conteneurs?",
    "kg": "kgs?|kilos?|kilograms?|公斤|千克|kilogramos?|quilos?|кг|килограмм\\w*|كيلوغرام|كيلوجرام|كيلو|كغ",
    "tons": "tons?|tonnes?|mt|吨|toneladas?|tonnen|тонн\\w*|أطنان|اطنان|طن",
    "m": "meters?|metres?|米|metros?|метр\\w*|متر|أمتار|mètres?",
    "m²": "sqm|m2|m²|square meters|square metres|平方米|平方|平米|metros cuadrados|metros quadrados|кв\\.? ?м|متر مربع"
    "|mètres carrés",
    "m³": "cbm|m3|m³|cubic meters|cubic metres|立方米|立方|方|metros cúbicos|куб\\w*|متر مكعب|mètres cubes",
    "rolls": "rolls?|rollen?|卷|rollos?|rolos?|рулон\\w*|لفات|لفة|rouleaux|rouleau",
    "bags": "bags?|sacks?|säcke|beutel|tüten|袋|bolsas?|sacos?|мешк\\w*|мешок|пакет\\w*|أكياس|اكياس|كيس|sacs?",
    "bottles": "bottles?|flaschen?|瓶|botellas?|garrafas?|бутыл\\w*|زجاجات|زجاجة|bouteilles?",
    "litres": "litres?|liters?|升|litros?|литр\\w*|لتر",
}
_SPELLED = sorted(((s, unit) for unit, all_ in _UNITS.items() for s in all_.split("|")), key=lambda pair: -len(pair[0]))
_UNIT = re.compile(
    r"[\s-]?(?:of\s|de\s)?(?:"
    + "|".join(f"(?P<u{i}>{spelling})" for i, (spelling, _) in enumerate(_SPELLED))
    + r")\.?(?![^\W\d_\u4e00-\u9fff])",
    re.I,
)
_BARE_METRES = frozenset({"m", "m²", "m³", "kg", "litres"})
_SIZE_WORD = re.compile(
    r"(?:size|long|wide|high|tall|diameter|weigh\w*|weight|宽|长|高|直径|尺寸|重|tamaño|mide|pesa|peso|medidas?|tamanho"
    r"|размер|длин\w*|вес\w*"
    r"|طول|وزن|taille|poids|pèse|mesure|up to|each)\W{0,3}(?:is|of|es|de|est|:)?\s*$",
    re.I,
)
_CONTAINER = re.compile(
    r"(?:(?:full )?(?:containers?|contenedor(?:es)?|contêiner(?:es)?|contentor(?:es)?|conteneurs?|контейнер\w*"
    r"|حاوي\w+)\s+(?:de\s+|of\s+)?)?"
    r"(?:(?P<count>\d{1,3})\s*(?:[x×*хX]\s*|个|个\s|of\s|\s))?(?P<size>20|40|45)\s?[-’'′]?\s?"
    r"(?P<kind>hq|hc|gp|ft|feet|foot|fcl|尺(?:高柜|[平大小货]?柜)?|英尺|pies|p[eé]s|fuß|fuss|er|футов\w*|фут\w*"
    r"|قدم|pieds"
    r"|['′’])(?P<more>\s?(?:hq|hc|gp|high cube|高柜))?"
    r"(?:\s*(?:containers?|货柜|柜|контейнер\w*|حاوية|fcl|conteneurs?|contenedor(?:es)?))?(?![^\W\u3040-\u9fff])",
    re.I,
)
_PER = re.compile(
    r"^\s*(?:per|/|por|par|в|في|pro|each|a)\s*(?:carton|ctn|box|pack|case|bag|pallet|set|caja|cartón|caixa"
    r"|коробк|упаков|carton|boîte|كرتون|الكرتون)"
    r"|^\s*(?:每箱|一箱)",
    re.I,
)
_PACKED = re.compile(
    r"(?:每箱|一箱装?|每盒|装|per carton|pack of|set of|caja de|caixa com|boîte de|набор из|упаковка по)\s*$", re.I
)

# What stands before a bare number that is a quantity.
_CUE = re.compile(
    r"(?:\b(?:need|needs|want|wants|order|ordering|buy|buying|take|taking|get|for|quote|quotation|about|around"
    r"|approx\.?"
    r"|approximately|roughly|qty|quantity|quantities|purchase"
    r"|send(?: me| us)?|another|at least|only|just|like|make|reserve|book|(?:can|could|may|let|want"
    r"|like)\b[^.?!]{0,9} have|more|say|maybe|moq|instead of|rather than|up to"
    r"|(?:order|quantity|amount|it|them|from \d{1,6}) to|if i "
    r"(?:buy|take|order)|total|x"
    r"|necesito|quiero|queremos|necesitamos|por|para|unos|unas|compro|pedir|pedido de|cantidad|lleva|llevo|tomo"
    r"|cerca de|como|hasta|al menos|sean|en vez de|en lugar de"
    r"|preciso|precisamos|quero|queremos|umas|uns|quantidade|levo|comprar|pelo menos|até|sejam|em vez de"
    r"|нужно|нужны|надо|нужна|возьму|хочу|заказать|закажу|за|на|около|примерно|от|количество|порядка|беру|вместо"
    r"|brauche[nt]?|möchten?|wollen|nehmen? (?:ich|wir)|nehm ich|nehmen?|bestellen?|kaufen?|für|etwa|ca\.?"
    r"|ungefähr|rund|menge|mindestens|gerne?|statt"
    r"|besoin de|veux|voudrais|voulons|prends|commande(?:r)?|pour|environ|quantité|acheter|jusqu'à|au moins"
    r"|finalement|au lieu de)"
    r"|أريد|اريد|نريد|احتاج|أحتاج|نحتاج|كمية|الكمية|اطلب|أطلب|ابغى|حوالي|عدد|ل|订|要|来|买|拿|做|数量|大概|需要"
    r"|约)\s*[:：=]?\s*$",
    re.I,
)
# What joins a bare number to one that was counted: "600 white and 400 red".
_JOIN = re.compile(r"(?:\b(?:and|or|to|with|y|o|de|a|con|e|ou|и|или|und|oder|mit|et)|,|、|و|和)\s*$", re.I)
# After these a small number may count anything: "for 3 brothers". After "need" it counts goods.
_WEAK = re.compile(
    r"\b(?:get|for|about|around|just|only|like|have|more|say|maybe|por|para|unos|unas|como|hasta|umas|uns|até"
    r"|за|на|около"
    r"|от|für|etwa|ca\.?|rund|pour|environ|jusqu'à|ل)\s*$",
    re.I,
)
# After a small number, words that do not say what is counted.
_NOT_A_NOUN = re.compile(
    r"\s*(?:more|pls|plz|please|to|of|for|in|at|by|from|and|or|only|max|total|each|x|de|del|para|pra|por|y|a|al|en|em|e"
    r"|do|da|m[aá]s|mais|до|в|на|за|и|по|еще|ещё|из|bitte|nach|zu|und|von|pour|à|et|svp|au|aux|du|الى|إلى|من|فقط)\b",
    re.I,
)
_NOUN = re.compile(r"\s*[^\W\d_]{2,}")
# What stands after a bare number that is no quantity.
_NOT_COUNTED = re.compile(
    r"^\s*(?:%|％|percent|per cent|por ciento|por cento|процент|بالمئة|بالمائة|pour cent|°|days?|weeks?|months?"
    r"|years?|hours?|hrs?|minutes?|mins?|seconds?"
    r"|am\b|pm\b|o'?clock|th\b|st\b|nd\b|rd\b|[:/]\d|[-./]\d|cm|mm|ml|inch|inches|\"|in\b|v\b|w\b|volts?|watts?"
    r"|km|oz|lbs?|g\b|gr\b|grams?|gsm|mah|gb|mb"
    r"|colou?rs?|models?|types?|kinds?|designs?|styles?|times|questions?|pages|photos?|pictures|people|persons"
    r"|months|stars?|points?|percent|options|sizes"
    r"|tagen?\b|wochen?|monaten?|jahren?|stunden?|uhr\b|farben?|mal\b|fragen?\b|seiten?\b|sterne?n?\b|personen|prozent"
    r"|天|周|星期|个月|月|年|号|日|点|小时|分钟|岁|折|楼|次|种|款|色|厘米|毫米|寸|克|伏|瓦|度|倍|位|期|级"
    r"|d[ií]as?|semanas?|mes(?:es)?|años?|anos?|horas?|minutos?|colores|cores|modelos?|tipos?|veces|vezes|vez"
    r"|preguntas?|perguntas?|pessoas|personas|puntos|pontos"
    r"|д(?:ень|ня|ней)|недел|месяц|год|лет|час|минут|см|мм|мл|цвет|модел|вид|раз|вопрос|человек|балл|грамм|градус"
    r"|يوم|أيام|ايام|أسبوع|اسبوع|أسابيع|اسابيع|شهر|أشهر|اشهر|سنة|سنوات|ساعة|ساعات|دقيقة|لون|ألوان|سم|مم|مرات"
    r"|نقطة|سؤال"
    r"|jours?|semaines?|mois|ans?\b|années|heures?|h\b|couleurs?|modèles?|fois|questions?|personnes)",
    re.I,
)
_NOT_BEFORE = re.compile(
    r"(?:[#№$€£¥]|\b(?:no|nr|number|item|model|page|version|windows|iso|en|size|talla|tamanho|размер|taille"
    r"|room|floor|line|step|in|since|within|every"
    r"|catalogue|until|before|after|by|between|at|dans|en|em|через|до|после|с|seit|ab|bis|zimmer|nummer|nr"
    r"|desde|depuis|chambre|sala|quarto|قبل|بعد|خلال)|第|前)\s*$",
    re.I,
)
_MONTH = re.compile(
    r"^\s*(?:de\s|de\b)?\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|fev|fév|avr|mai"
    r"|juin|juil|août|déc|dez|set|out|янв|фев|мар|апр|ма[йя]"
    r"|июн|июл|авг|сен|окт|ноя|дек|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر)",
    re.I,
)
# A Chinese "one" counts only where it is asked for: 要一个, but not 多少钱一个 (each) or 问一个问题 (a question).
_ONE_WANTED = re.compile(r"(?:要|买|来|订|拿|寄|发|拍|先|需|给我|加)$")
# "una muestra" is a sample, as "a sample" is in English; the buyer gave no number.
_ARTICLES = frozenset({"un", "una", "um", "uma", "une"})
_ARABIC_DUAL = re.compile(r"(?<!\w)(قطعتين|حبتين|كرتونين|كرتونتين|علبتين|طنين|حاويتين|مجموعتين|صندوقين)(?!\w)")
_DUALS = {
    "قطعتين": "pcs", "حبتين": "pcs", "كرتونين": "cartons", "كرتونتين": "cartons", "علبتين": "boxes",
    "طنين": "tons", "حاويتين": "containers",
    "مجموعتين": "sets", "صندوقين": "boxes",
}  # fmt: skip


_DUAL_CONTAINER = re.compile(r"حاويت(?:ين|ان)")
# "un contenedor de 20": feet go without saying after the word.
_CONTAINER_OF = re.compile(
    r"(?:(?P<count>\d{1,3})\s*)?(?:container|contenedor|contêiner|contentor|conteneur|контейнер)(?:e?s|а|ов|ы)?"
    r"\s+(?:de\s+|of\s+|à\s+|на\s+)?(?P<size>20|40|45)(?P<kind>)(?P<more>)"
    r"(?![^\W_]|[.,x×*-]\d|\s*(?:k\b|000|pcs|шт|pieces|piezas|t\b|tons?))",
    re.I,
)


def containers(claims: Claims, numbers: Sequence[Number]) -> Iterator[Fact]:
    """Full containers: 1x20ft, 2*40HQ, a 20ft container, 一个40尺高柜."""
    for match in (*claims.matches(_CONTAINER), *claims.matches(_CONTAINER_OF)):
        kind = (match.group("kind") + (match.group("more") or "")).lower()
        high = match.group("size") == "40" and re.search(r"hq|hc|high cube|高柜", kind)
        dual = _DUAL_CONTAINER.match(match.group())
        count, start = Decimal(match.group("count") or (2 if dual else 1)), match.start()
        before = next(
            (n for n in numbers if n.end <= start and claims.text[n.end : start].strip() in ("", "个", "x")), None
        )
        if match.group("count") is None and before is not None and _whole(before.value):
            count, start = before.value, before.start
        if claims.take(start, match.end()):
            yield Fact(
                "quantity", str(int(count)), start, match.end(), unit="40hq" if high else f"{match.group('size')}ft"
            )


def with_units(claims: Claims, numbers: Sequence[Number], named: Collection[str]) -> Iterator[Fact]:
    """Numbers directly followed by a unit; "500 or 1000 pcs" and "100, 200 and 500 pcs" give the unit to all.

    Units that are words of product titles (`named`) are left: "200 lunch bags" may count a product.
    """
    waiting: list[Number] = []
    for number in numbers:
        if not claims.free(number.start, number.end) or not _whole(number.value):
            continue
        match = _UNIT.match(claims.text, number.end)
        if match is None or not claims.free(number.start, match.end()):
            waiting.append(number)
            continue
        if products.on_shelf(match.group().strip(" .-")) in named:
            continue
        if (
            number.value == 1
            and claims.text[number.start] == "一"
            and not _ONE_WANTED.search(claims.before(number.start))
        ):
            continue
        if claims.text[number.start : number.end].lower() in _ARTICLES:
            continue
        unit = _unit_of(match)
        if _is_size(claims, number, unit, match.end()):
            claims.take(number.start, match.end())
            continue
        for earlier in _listed_before(claims, number, waiting):
            if claims.take(earlier.start, earlier.end):
                yield Fact("quantity", str(int(earlier.value)), earlier.start, earlier.end, unit=unit)
        if claims.take(number.start, match.end()):
            yield Fact("quantity", str(int(number.value)), number.start, match.end(), unit=unit)
    for match in claims.matches(_ARABIC_DUAL):
        if claims.take(*match.span()):
            yield Fact("quantity", "2", *match.span(), unit=_DUALS[match.group(1)])


def ranges(claims: Claims, numbers: Sequence[Number], named: Sequence[Fact], places: Sequence[Fact]) -> Iterator[Fact]:
    """Both ends of "200-300" without a unit, where the words around say that it counts something."""
    for low, high in pairwise(numbers):
        between = claims.text[low.end : high.start].strip().lower()
        whole = Number(high.value, low.start, high.end)
        if (
            low.value < high.value
            and (between in _CHOICES or (between in _AND and _BETWEEN.search(claims.before(low.start))))
            and _whole(low.value)
            and claims.free(low.start, high.end)
            and _counts(claims, whole, named, places)
        ):
            for number in (low, high):
                claims.take(number.start, number.end)
                yield Fact("quantity", str(int(number.value)), number.start, number.end)


def bare(
    claims: Claims, numbers: Sequence[Number], named: Sequence[Fact], places: Sequence[Fact], counted: Sequence[Fact]
) -> Iterator[Fact]:
    """Numbers without a unit, where the words around say that they count something.

    `counted`: the quantities heard already, which a joined number may go on counting.
    """
    ends = [fact.end for fact in counted]
    for number in numbers:
        dozens = (
            number.value >= 6
            and number.value % 6 == 0
            and re.search(
                r"(?i)do[cz]|dz|d[úu]z|дюжин|дюжен|douz|d[ui]tzend|打|دزين|درزن", claims.text[number.start : number.end]
            )
        )
        if dozens and claims.take(number.start, number.end):
            yield Fact("quantity", str(int(number.value)), number.start, number.end, unit="pcs")
            ends.append(number.end)
            continue
        if (
            number.foreign
            or (number.spelled and number.value == 1)  # "the white one", "eine"
            or not claims.free(number.start, number.end)
            or not _whole(number.value)
            or not (_counts(claims, number, named, places) or _is_joined(claims, number, ends))
        ):
            continue
        if claims.take(number.start, number.end):
            yield Fact("quantity", str(int(number.value)), number.start, number.end)
            ends.append(number.end)


def _counts(claims: Claims, number: Number, named: Sequence[Fact], places: Sequence[Fact]) -> bool:
    before, after = claims.before(number.start), claims.after(number.end)
    alone = not re.sub(r"[\s?!.,~:;，。？！]", "", claims.text[: number.start] + claims.text[number.end :])
    if number.spelled and (number.value < 10 or not alone) and not _beside(number, named, claims.text):
        return False
    if alone:
        return True
    if (after.startswith(")") and "(" not in before) or _PER.match(after):  # 1) price 2) delivery; 48 per carton
        return False
    if _NOT_COUNTED.match(after) or _MONTH.match(after) or _NOT_BEFORE.search(before) or _clock(before, after):
        return False
    if (
        1990 <= number.value <= 2100
        and re.search(r"\b(?:for|in|of|de|para|por|за|на|pour)\s*$", before)
        and not _beside(number, named, claims.text)
    ):
        return False
    if _beside(number, named, claims.text):
        return True
    if re.match(r"\s*(?:x|×|\*)\s", after) or re.search(r"(?:^|\s)[x×*]\s*$", before):
        return True
    if _CUE.search(before) and number.value >= 2:
        return (
            number.value >= 10 or not _WEAK.search(before) or not _NOUN.match(after) or bool(_NOT_A_NOUN.match(after))
        )
    starts = not before.strip(" \n.,;:!?")
    followed = re.match(r"\s+(?:of|to|for|pour|para|de|до|в|на|إلى)\b", after) is not None
    place_next = any(0 <= place.start - number.end <= 6 for place in places)
    return (starts and number.value >= 10 and bool(re.match(r"\s+[^\W\d_]{2,}", after))) or (followed and place_next)


def _is_joined(claims: Claims, number: Number, ends: Sequence[int]) -> bool:
    """Whether the number goes on counting where another quantity was counted just before."""
    if not any(0 <= number.start - end <= (40 if number.value >= 10 else 16) for end in ends):
        return False
    before, after = claims.before(number.start), claims.after(number.end)
    unfit = (_PER.match(after), _NOT_COUNTED.match(after), _MONTH.match(after), _NOT_BEFORE.search(before))
    if any(unfit) or _clock(before, after):
        return False
    return number.value >= 2 and not number.spelled and _JOIN.search(before) is not None


def _beside(number: Number, named: Sequence[Fact], text: str) -> bool:
    """Whether a product is named right after (or, with x or a colon, before) the number."""
    return any(
        (0 <= product.start - number.end <= 12 and not _APART.search(text[number.end : product.start]))
        or (0 <= number.start - product.end <= 4 and not _APART.search(text[product.end : number.start]))
        for product in named
    )


# Another sentence, or another number, stands between.
_APART = re.compile(r"[.!?;\n\d]|[一二三四五六七八九十百千万两]")


def _clock(before: str, after: str) -> bool:
    return bool(re.match(r"[:：]\d\d", after) or re.search(r"\d[:：]$", before))


def _listed_before(claims: Claims, number: Number, waiting: Sequence[Number]) -> list[Number]:
    """The numbers that share this one's unit: a choice, a range, or a list that began after a word that counts."""
    listed: list[Number] = []
    last = number
    for earlier in reversed(waiting):
        between = claims.text[earlier.end : last.start].strip().lower()
        before = claims.before(earlier.start)
        if not _whole(earlier.value) or (_NOT_BEFORE.search(before) and not _BETWEEN.search(before)):
            break
        if between not in _CHOICES and between not in _AND:
            break
        listed.append(earlier)
        last = earlier
    if listed and any(
        claims.text[n.end : m.start].strip().lower() in _AND for n, m in pairwise([*listed[::-1], number])
    ):
        before = claims.before(last.start)
        return listed if _CUE.search(before) or _BETWEEN.search(before) or not before.strip() else listed[:0]
    return listed


_AND = frozenset({",", "、", "，", "and", "&", "y", "e", "et", "и", "و", "und", "和", ", and"})
_BETWEEN = re.compile(r"(?:\bbetween|\bentre|\bот|между|zwischen|بين)\s*$")
_CHOICES = frozenset((
    "or", "to", "-", "–", "~", "/", "至", "到", "或", "或者", "o", "a", "ou", "или", "до", "أو", "او", "إلى", "الى",
    "à", "oder", "bis",
))  # fmt: skip


def _unit_of(match: re.Match[str]) -> str:
    return _SPELLED[int((match.lastgroup or "u0")[1:])][1]


def _whole(value: Decimal) -> bool:
    return value == value.to_integral_value() and 0 < value < 10**9


def _is_size(claims: Claims, number: Number, unit: str, end: int) -> bool:
    """Whether "2 m" or "24 pcs per carton" describes the product rather than the order."""
    if _PER.match(claims.text[end : end + 24]) or _PACKED.search(claims.before(number.start)):
        return True
    return unit in _BARE_METRES and bool(_SIZE_WORD.search(claims.before(number.start)))
