"""What grades and units are called in the languages that replies are written in."""

from bot.i18n import plural_form

_GRADES = {
    "en": ("bronze", "silver", "gold", "platinum"),
    "zh": ("铜牌", "银牌", "金牌", "铂金"),
    "es": ("bronce", "plata", "oro", "platino"),
    "pt": ("bronze", "prata", "ouro", "platina"),
    "ru": ("бронзовый", "серебряный", "золотой", "платиновый"),
    "ar": ("البرونزي", "الفضي", "الذهبي", "البلاتيني"),
    "fr": ("bronze", "argent", "or", "platine"),
    "de": ("Bronze", "Silber", "Gold", "Platin"),
}

# A unit's forms for one; few (Russian, Arabic); the rest. Fewer forms where a language has no others.
_UNITS = {
    "pcs": {"en": "pc|pcs", "zh": "件", "es": "pieza|piezas", "pt": "peça|peças", "ru": "штука|штуки|штук",
            "ar": "قطعة|قطع|قطعة", "fr": "pièce|pièces", "de": "Stück"},
    "sets": {"en": "set|sets", "zh": "套", "es": "juego|juegos", "pt": "conjunto|conjuntos",
             "ru": "комплект|комплекта|комплектов", "ar": "طقم|أطقم|طقمًا", "fr": "lot|lots", "de": "Set|Sets"},
    "pairs": {"en": "pair|pairs", "zh": "对", "es": "par|pares", "pt": "par|pares", "ru": "пара|пары|пар",
              "ar": "زوج|أزواج|زوجًا", "fr": "paire|paires", "de": "Paar"},
    "cartons": {"en": "carton|cartons", "zh": "箱", "es": "cartón|cartones", "pt": "caixa|caixas",
                "ru": "картонная коробка|картонные коробки|картонных коробок", "ar": "كرتونة|كراتين|كرتونة",
                "fr": "carton|cartons", "de": "Karton|Kartons"},
    "boxes": {"en": "box|boxes", "zh": "盒", "es": "caja|cajas", "pt": "caixa|caixas",
              "ru": "коробка|коробки|коробок", "ar": "صندوق|صناديق|صندوقًا", "fr": "boîte|boîtes",
              "de": "Schachtel|Schachteln"},
    "packs": {"en": "pack|packs", "zh": "包", "es": "paquete|paquetes", "pt": "pacote|pacotes",
              "ru": "упаковка|упаковки|упаковок", "ar": "عبوة|عبوات|عبوة", "fr": "paquet|paquets",
              "de": "Packung|Packungen"},
    "pallets": {"en": "pallet|pallets", "zh": "托盘", "es": "palé|palés", "pt": "palete|paletes",
                "ru": "паллета|паллеты|паллет", "ar": "طبلية|طبليات|طبلية", "fr": "palette|palettes",
                "de": "Palette|Paletten"},
    "containers": {"en": "container|containers", "zh": "个货柜", "es": "contenedor|contenedores",
                   "pt": "contêiner|contêineres", "ru": "контейнер|контейнера|контейнеров",
                   "ar": "حاوية|حاويات|حاوية", "fr": "conteneur|conteneurs", "de": "Container"},
    "kg": {"zh": "公斤", "ru": "кг", "ar": "كغ"},
    "tons": {"en": "ton|tons", "zh": "吨", "es": "tonelada|toneladas", "pt": "tonelada|toneladas",
             "ru": "тонна|тонны|тонн", "ar": "طن|أطنان|طنًا", "fr": "tonne|tonnes", "de": "Tonne|Tonnen"},
    "m": {"zh": "米", "ru": "м", "ar": "م"},
    "m²": {"zh": "平方米", "ru": "м²", "ar": "م²"},
    "m³": {"zh": "立方米", "ru": "м³", "ar": "م³"},
    "rolls": {"en": "roll|rolls", "zh": "卷", "es": "rollo|rollos", "pt": "rolo|rolos", "ru": "рулон|рулона|рулонов",
              "ar": "لفة|لفات|لفة", "fr": "rouleau|rouleaux", "de": "Rolle|Rollen"},
    "bags": {"en": "bag|bags", "zh": "袋", "es": "bolsa|bolsas", "pt": "saco|sacos", "ru": "мешок|мешка|мешков",
             "ar": "كيس|أكياس|كيسًا", "fr": "sac|sacs", "de": "Beutel"},
    "bottles": {"en": "bottle|bottles", "zh": "瓶", "es": "botella|botellas", "pt": "garrafa|garrafas",
                "ru": "бутылка|бутылки|бутылок", "ar": "زجاجة|زجاجات|زجاجة", "fr": "bouteille|bouteilles",
                "de": "Flasche|Flaschen"},
    "litres": {"en": "litre|litres", "zh": "升", "es": "litro|litros", "pt": "litro|litros",
               "ru": "литр|литра|литров", "ar": "لتر|لترات|لترًا", "fr": "litre|litres", "de": "Liter"},
}  # fmt: skip


def grade_name(grade: str, language: str) -> str:
    """A grade as a buyer reads it; one we don't know stays as it is written."""
    names = _GRADES.get(language[:2], _GRADES["en"])
    return dict(zip(_GRADES["en"], names, strict=True)).get(grade, grade)


def unit_name(unit: str, number: int, language: str) -> str:
    """A unit behind its number: 1 carton, 5 cartons. One without a word in the language stays as it is (20ft)."""
    forms = _UNITS.get(unit, {}).get(language[:2], unit).split("|")
    form = plural_form(number, language)
    if form == "one":
        return forms[0]
    return forms[1] if form == "few" and len(forms) == 3 else forms[-1]
