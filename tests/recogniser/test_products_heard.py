"""Products of the sample shop as buyers of eight languages name them; a generic word alone names none."""

import pytest

from bot.core.recognition import NamedProduct
from bot.core.titles import titles_of
from bot.playground.shop.catalogue import CATALOGUE
from bot.playground.shop.titles import other_titles
from bot.recogniser.facts import hear, shelve
from tests.recogniser.conftest import LISTENING

SHELF = shelve(
    [
        NamedProduct(
            item.code, (item.title, *(title for _, title in titles_of(other_titles(item.code, item.title_zh))))
        )
        for item in CATALOGUE
    ]
)

NAMED = (
    # Chinese: no spaces, parts of a title, other words between
    ("zh", "白色心形蜡烛台多少钱", "85123A"),
    ("zh", "你好，请问红色的心形茶蜡烛台起订量是多少？", "85123B"),
    ("zh", "银色星形蜡烛台有货吗", "85124"),
    ("zh", "黄铜烛台什么价", "22804"),
    ("zh", "我想要大号柳编爱心", "22470"),
    ("zh", "柳编爱心小号的要200个", "22469"),
    ("zh", "黑色铁艺风灯最低多少钱", "21080"),
    ("zh", "白色木质风灯还有吗", "21081"),
    ("zh", "摩洛哥琥珀玻璃灯", "21085"),
    ("zh", "请报一下纸灯笼的价格，500套", "21090"),
    ("zh", "香草味蜡烛交期多久", "23145"),
    ("zh", "那个三层点心架能寄样品吗", "22423"),
    ("zh", "海草提篮怎么卖", "85105"),
    ("zh", "羊毛毡球串", "47570"),
    ("zh", "橡木挂钟发到上海", "22730"),
    ("zh", "玻璃圣诞球300盒", "23355"),
    ("zh", "蓝色鸟屋有现货吗", "23065"),
    ("zh", "波点购物袋可以印logo吗", "85099"),
    # Arabic: article, prepositions, other spellings of alef and ta marbuta, marks, order
    ("ar", "بكم حامل الشموع القلب الأبيض المعلق", "85123A"),
    ("ar", "كم سعر حامل شموع معلق قلب احمر", "85123B"),
    ("ar", "أريد ٢٠٠ قطعة من حامل الشموع نجمه فضيه", "85124"),
    ("ar", "هل الفانوس الخشبي الابيض متوفر؟", "21081"),
    ("ar", "سعر الفانوس المغربي بالزجاج الكهرماني", "21085"),
    ("ar", "فانوس حديدي اسود", "21080"),
    ("ar", "أحتاج ٥٠٠ من القلب الخيزران الكبير", "22470"),
    ("ar", "كوب احمر منقّط كم سعره", "21232"),
    ("ar", "إبريق الشاي الأخضر", "21238"),
    ("ar", "اريد ساعة الحائط من البلوط", "22730"),
    ("ar", "سلة عشب البحر بالمقابض", "85105"),
    ("ar", "شمعة الفانيليا بالعلبة المعدنية", "23145"),
    ("ar", "بيت العصافير الخشبي", "23065"),
    # Spanish
    ("es", "¿cuánto cuesta el corazón colgante blanco?", "85123A"),
    ("es", "quiero 300 portavelas corazon rojo colgantes", "85123B"),
    ("es", "precio de los farolillos de papel", "21090"),
    ("es", "los corazones de mimbre pequeños", "22469"),
    ("es", "tienen el corazon grande de mimbre?", "22470"),
    ("es", "el farol negro de hierro", "21080"),
    ("es", "necesito tazas rojas de lunares", "21232"),
    ("es", "velas de soja en tarros ámbar", "23150"),
    ("es", "guirnaldas de eucalipto para bodas", "47575"),
    ("es", "relojes de pared de roble", "22730"),
    # Portuguese
    ("pt", "quanto custa o coração branco de pendurar?", "85123A"),
    ("pt", "quero 300 corações de vime grandes", "22470"),
    ("pt", "lanterna de madeira branca tem em estoque?", "21081"),
    ("pt", "qual o mínimo dos castiçais de latão", "22804"),
    ("pt", "canecas vermelhas de bolinhas", "21232"),
    ("pt", "vocês têm guirlanda de feltro de bolas?", "47570"),
    ("pt", "preço da vela de baunilha na lata", "23145"),
    # French
    ("fr", "combien pour le photophore coeur blanc ?", "85123A"),
    ("fr", "je voudrais 200 lanternes blanches en bois", "21081"),
    ("fr", "le grand coeur en osier est dispo ?", "22470"),
    ("fr", "prix des bougies à la vanille en boîte", "23145"),
    ("fr", "des guirlandes d'eucalyptus", "47575"),
    ("fr", "tasses rouges à pois, 500 pièces", "21232"),
    # German: endings, compounds together, apart and with a hyphen
    ("de", "Was kostet der weiße Herz-Anhänger?", "85123A"),
    ("de", "Herzanhänger in weiß", "85123A"),
    ("de", "200 rote Herzanhänger bitte", "85123B"),
    ("de", "Haben Sie die große Weidenherzen?", "22470"),
    ("de", "Papier-Laternen Preis?", "21090"),
    ("de", "schwarze Hauslaternen aus Eisen", "21080"),
    ("de", "eine weisse Laterne aus Holz", "21081"),
    ("de", "Ich suche rote Becher mit Punkten", "21232"),
    ("de", "Bienenwachs Spitzkerzen", "23158"),
    ("de", "Leinen-Herz mit Lavendel", "22473"),
    ("de", "Vogelhäuser aus Holz in blau", "23065"),
    # Russian, in several cases
    ("ru", "сколько стоит подвесной подсвечник белое сердце", "85123A"),
    ("ru", "нужно 300 подвесных подсвечников с красным сердцем", "85123B"),
    ("ru", "белые деревянные фонари есть в наличии?", "21081"),
    ("ru", "цена на бумажные фонарики", "21090"),
    ("ru", "хочу заказать красные кружки в горошек", "21232"),
    ("ru", "сердце из лозы плетёное, большое", "22470"),
    ("ru", "настенных часов из дуба 50 штук", "22730"),
    # English
    ("en", "price for the white hanging hearts please", "85123A"),
    ("en", "do you have wicker hearts in large", "22470"),
    ("en", "oak wall clocks, 60 pcs", "22730"),
)

UNNAMED = (
    ("zh", "蜡烛台有哪些款"),
    ("zh", "你们有烛台吗"),
    ("zh", "我要三件套"),
    ("zh", "白色的有吗"),
    ("zh", "想看看灯笼和蜡烛"),
    ("zh", "玻璃的多少钱"),
    ("zh", "木质的产品有吗，最好是圣诞的"),
    ("zh", "心形挂饰"),
    ("zh", "请问运费多少，发到宁波"),
    ("ar", "هل عندكم شموع؟"),
    ("ar", "أريد فانوس"),
    ("ar", "كم سعر القلب"),
    ("ar", "حامل شموع معلق قلب"),
    ("ar", "هل هذا من خشب أم زجاج؟"),
    ("ar", "السلام عليكم، أريد الأسعار من فضلك"),
    ("ar", "ما هو الحد الأدنى للطلب"),
    ("es", "tienen portavelas?"),
    ("es", "busco algo de madera"),
    ("es", "corazón colgante"),
    ("es", "¿hacen envíos a Lima?"),
    ("es", "en color blanco o rojo"),
    ("pt", "vocês vendem velas?"),
    ("pt", "coração de vime"),
    ("pt", "tudo de vidro"),
    ("pt", "qual o prazo de entrega"),
    ("fr", "avez-vous des bougies ?"),
    ("fr", "un coeur"),
    ("fr", "en verre ou en bois ?"),
    ("fr", "quel est le délai"),
    ("de", "Haben Sie Laternen?"),
    ("de", "ein Herz"),
    ("de", "aus Holz oder Glas?"),
    ("de", "Was kostet der Versand?"),
    ("de", "Teelichthalter"),
    ("de", "das große Paket ist noch nicht da"),
    ("ru", "есть подсвечники?"),
    ("ru", "из стекла или дерева?"),
    ("ru", "сердце"),
    ("ru", "какой минимальный заказ"),
    ("en", "do you sell candles"),
    ("en", "hearts"),
    ("en", "in white or red"),
    ("en", "I am large and small"),
)

SEVERAL = (
    ("zh", "白色心形蜡烛台600个，红色心形蜡烛台400个", {"85123A": "600", "85123B": "400"}),
    ("de", "600 weiße Herz-Anhänger und 400 rote", {"85123A": "600", "85123B": "400"}),
    ("es", "600 corazones colgantes blancos y 400 rojos", {"85123A": "600", "85123B": "400"}),
)


def named(language: str, text: str) -> set[str]:
    spoken = "en" if language == "de" else language  # as bot/recogniser/language.py takes German for English
    return {fact.value for fact in hear(text, spoken, LISTENING, SHELF) if fact.kind == "product"}


@pytest.mark.parametrize(("language", "text", "code"), NAMED)
def test_a_product_is_found_in_the_buyers_words(language: str, text: str, code: str):
    assert named(language, text) == {code}


@pytest.mark.parametrize(("language", "text"), UNNAMED)
def test_a_generic_word_names_no_product(language: str, text: str):
    assert named(language, text) == set()


@pytest.mark.parametrize(("language", "text", "amounts"), SEVERAL)
def test_several_products_have_their_own_quantities(language: str, text: str, amounts: dict[str, str]):
    facts = hear(text, language, LISTENING, SHELF)

    assert {fact.of: fact.value for fact in facts if fact.kind == "quantity"} == amounts


@pytest.mark.parametrize("item", CATALOGUE, ids=lambda item: item.code)
def test_every_title_finds_its_own_product(item):
    for line in other_titles(item.code, item.title_zh):
        language, _, title = line.partition(": ")
        assert named(language, title) == {item.code}, line
