"""What buyers write in seven languages, and exactly which facts stand in it. Written before and beside the code."""

from datetime import UTC, datetime

import pytest

from bot.core.recognition import Listening, NamedProduct
from bot.recogniser import facts
from bot.recogniser.language import detect

CATALOGUE = facts.shelve(
    (
        NamedProduct("85123A", ("WHITE HANGING HEART T-LIGHT HOLDER",)),
        NamedProduct("85123R", ("RED HANGING HEART T-LIGHT HOLDER",)),
        NamedProduct("22423", ("REGENCY CAKESTAND 3 TIER",)),
        NamedProduct("47566", ("PARTY BUNTING", "彩旗")),
        NamedProduct("20725", ("LUNCH BAG RED RETROSPOT",)),
        NamedProduct("20726", ("LUNCH BAG BLUE",)),
        NamedProduct("84879", ("ASSORTED COLOUR BIRD ORNAMENT",)),
        NamedProduct("21232", ("STRAWBERRY CERAMIC TRINKET BOX", "草莓陶瓷首饰盒")),
        NamedProduct(
            "GL-200", ("GLASS LANTERN LARGE", "FAROL DE CRISTAL GRANDE", "СТЕКЛЯННЫЙ ФОНАРЬ БОЛЬШОЙ", "玻璃灯笼")
        ),
    )
)
NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)


def heard(text: str, country: str = "") -> list[str]:
    """Facts as "kind value unit of", spans checked, in order."""
    found = facts.hear(text, detect(text), Listening(NOW, country=country), CATALOGUE)
    for fact in found:
        assert 0 <= fact.start < fact.end <= len(text)
    return sorted(" ".join(part for part in (f.kind, f.value, f.unit, f.of and f"of {f.of}") if part) for f in found)


TABLE = {
    # English texts, quantities
    "I need 500 pcs": ["quantity 500 pcs"],
    "can I get 2 cartons": ["quantity 2 cartons"],
    "quote for 1x20ft please": ["quantity 1 20ft"],
    "2 x 40HQ": ["quantity 2 40hq"],
    "1.5k pieces": ["quantity 1500 pcs"],
    "1,000 units": ["quantity 1000 pcs"],
    "10k pcs monthly": ["quantity 10000 pcs"],
    "we take two dozen": ["quantity 24 pcs"],
    "a hundred boxes": ["quantity 100 boxes"],
    "five hundred sets please": ["quantity 500 sets"],
    "12 pallets of glass": ["quantity 12 pallets"],
    "25 kg is enough": ["quantity 25 kg"],
    "price for 3000?": ["quantity 3000"],
    "qty: 750": ["quantity 750"],
    "500": ["quantity 500"],
    "how much for 200": ["quantity 200"],
    "we need about 350 to start": ["quantity 350"],
    "10 pairs in size 42": ["quantity 10 pairs"],
    "is it 24 pcs per carton?": [],
    "it is 2 m long": [],
    "do you have size 42": [],
    "give me 10% off": [],
    "in 3 weeks": [],
    "we are open since 1998": [],
    "I have 2 questions": [],
    "can you do 3 colours?": [],
    "call me at 10:30": [],
    # English texts, products
    "is 22423 in stock?": ["product 22423"],
    "price of 85123a": ["product 85123A"],
    "85123A x 600": ["product 85123A", "quantity 600"],
    "how much is the white hart tlight holder": ["product 85123A"],
    "hanging heart white holders": ["product 85123A"],
    "regency cake stands please": ["product 22423"],
    "I love the strawbery trinket box": ["product 21232"],
    "600 white and 400 red hanging heart holders": [
        "product 85123A", "product 85123R", "quantity 400 of 85123R", "quantity 600 of 85123A",
    ],
    "200 pcs 22423 and 50 pcs 47566": [
        "product 22423", "product 47566", "quantity 200 pcs of 22423", "quantity 50 pcs of 47566",
    ],
    "party bunting 100, bird ornament 50": [
        "product 47566", "product 84879", "quantity 100 of 47566", "quantity 50 of 84879",
    ],
    "22423 and 47566, 300 each": ["product 22423", "product 47566", "quantity 300 of 22423", "quantity 300 of 47566"],
    "lunch bags": [],
    "do you have item KX-4471?": ["product KX-4471"],
    "model A12 price": ["product A12"],
    "do you have ISO9001": [],
    "print it on A4": [],
    "is it IP67": [],
    # English texts, money
    "target price $2.30": ["money 2.30 USD"],
    "my budget is 5000 USD": ["money 5000 USD"],
    "can you do 2,50 € each": ["money 2.50 EUR"],
    "1200 pounds total": ["money 1200 GBP"],
    "£3.50 is too much": ["money 3.50 GBP"],
    "I paid EUR 1.250,00": ["money 1250 EUR"],
    "80 cents a piece": ["money 0.80 USD"],
    "target 1.95": ["money 1.95"],
    "500 pcs at $1.2": ["money 1.20 USD", "quantity 500 pcs"],
    "20k usd": ["money 20000 USD"],
    # English texts, places, incoterms
    "FOB Ningbo": ["incoterm FOB", "place Ningbo"],
    "cif hamburg price?": ["incoterm CIF", "place Hamburg"],
    "need 500 to Hamburg": ["place Hamburg", "quantity 500"],
    "do you ship to the USA?": ["place United States"],
    "shipping to new york": ["place New York"],
    "we are from Saudi Arabia": ["place Saudi Arabia"],
    "ex works price please": ["incoterm EXW"],
    "DDP to Germany": ["incoterm DDP", "place Germany"],
    "can you deliver to Jebel Ali port": ["place Jebel Ali"],
    "tell us the price": [],
    "that's a nice colour": [],
    "we want china cups": [],
    "from China to Turkey": ["place China", "place Turkey"],
    "the handle is split": [],
    "is the mug made in china": ["place China"],
    "C&F Lagos": ["incoterm CFR", "place Lagos"],
    # English texts, contacts and orders
    "mail me at Ann.Smith@Example.com": ["email ann.smith@example.com"],
    "my whatsapp +44 7911 123456": ["phone +447911123456"],
    "call +1 (202) 456-1111": ["phone +12024561111"],
    "where is order #12345": ["order_number 12345"],
    "status of my order 4711?": ["order_number 4711"],
    "PO 88213 not here yet": ["order_number 88213"],
    "order no. AB-2291 arrived broken": ["order_number AB-2291"],
    "invoice INV-20931 is wrong": ["order_number INV-20931"],
    "I want to order 500 pcs": ["quantity 500 pcs"],
    "see https://shop.example.com/item/500": [],
    # Chinese texts
    "三百个": ["quantity 300 pcs"],
    "要两箱": ["quantity 2 cartons"],
    "我要500个": ["quantity 500 pcs"],
    "两千套": ["quantity 2000 sets"],
    "一万五千件": ["quantity 15000 pcs"],
    "1.5万个": ["quantity 15000 pcs"],
    "一个40尺高柜": ["quantity 1 40hq"],
    "三吨": ["quantity 3 tons"],
    "这个多少钱一个": [],
    "发到汉堡要多少运费": ["place Hamburg"],
    "FOB宁波价格": ["incoterm FOB", "place Ningbo"],
    "目标价2.5美元": ["money 2.50 USD"],
    "12块一个太贵了": ["money 12 CNY"],
    "300个彩旗": ["product 47566", "quantity 300 pcs"],
    "草莓陶瓷首饰盒还有吗": ["product 21232"],
    "订单号20260312到哪了": ["order_number 20260312"],
    "我的手机13812345678": ["phone +8613812345678"],
    "我在美国": ["place United States"],
    "寄到沙特": ["place Saudi Arabia"],
    "货号22423有现货吗": ["product 22423"],
    "到岸价多少": ["incoterm CIF"],
    "等一下": [],
    "三天能到吗": [],
    "预算5000元": ["money 5000 CNY"],
    # Spanish texts
    "necesito 300 unidades": ["quantity 300 pcs"],
    "quiero dos cajas": ["quantity 2 boxes"],
    "precio por 1.500 piezas": ["quantity 1500 pcs"],
    "una docena por favor": ["quantity 12 pcs"],
    "quinientas piezas": ["quantity 500 pcs"],
    "enviar a Ciudad de México": ["place Mexico City"],
    "puerto de Valencia": ["place Valencia"],
    "CIF Buenos Aires": ["incoterm CIF", "place Buenos Aires"],
    "precio objetivo 2,30 dólares": ["money 2.30 USD"],
    "cuesta 15 euros": ["money 15 EUR"],
    "mi pedido 55231 no llegó": ["order_number 55231"],
    "mi correo es juan@correo.es": ["email juan@correo.es"],
    "hacen envíos a Estados Unidos?": ["place United States"],
    "200 del farol de cristal grande": ["product GL-200", "quantity 200"],
    "mi teléfono es +34 612 345 678": ["phone +34612345678"],
    "llega en 3 días?": [],
    "tienen en 4 colores?": [],
    "un contenedor de 20 pies": ["quantity 1 20ft"],
    # Portuguese texts
    "preciso de 400 peças": ["quantity 400 pcs"],
    "quero três caixas": ["quantity 3 boxes"],
    "2 mil unidades": ["quantity 2000 pcs"],
    "uma dúzia": ["quantity 12 pcs"],
    "frete para São Paulo": ["place São Paulo"],
    "entrega no Rio de Janeiro": ["place Rio de Janeiro"],
    "pago R$ 50": ["money 50 BRL"],
    "custa 12,50 reais": ["money 12.50 BRL"],
    "pedido número 8842": ["order_number 8842"],
    "FOB Xangai": ["incoterm FOB", "place Shanghai"],
    "enviam para os Estados Unidos?": ["place United States"],
    "duzentas unidades do 22423": ["product 22423", "quantity 200 pcs"],
    "em 15 dias": [],
    "maria@loja.com.br": ["email maria@loja.com.br"],
    # Russian texts
    "нужно 500 штук": ["quantity 500 pcs"],
    "беру две коробки": ["quantity 2 boxes"],
    "пятьсот штук": ["quantity 500 pcs"],
    "3 тысячи штук": ["quantity 3000 pcs"],
    "доставка в Москву": ["place Moscow"],
    "отправите в Казахстан?": ["place Kazakhstan"],
    "до Санкт-Петербурга": ["place Saint Petersburg"],
    "цена 20 долларов": ["money 20 USD"],
    "бюджет 50 000 рублей": ["money 50000 RUB"],
    "где заказ №12345": ["order_number 12345"],
    "мой телефон +7 916 123-45-67": ["phone +79161234567"],
    "артикул 22423 есть?": ["product 22423"],
    "10 дней": [],
    "100 стеклянных фонарей больших": ["product GL-200", "quantity 100"],
    "контейнер 40 футов": ["quantity 1 40ft"],
    # Arabic texts
    "أريد 500 قطعة": ["quantity 500 pcs"],
    "أحتاج ٣٠٠ حبة": ["quantity 300 pcs"],
    "كرتونين من فضلك": ["quantity 2 cartons"],
    "خمسمائة قطعة": ["quantity 500 pcs"],
    "الشحن إلى دبي": ["place Dubai"],
    "هل تشحنون إلى السعودية": ["place Saudi Arabia"],
    "السعر ٥ دولار": ["money 5 USD"],
    "توصيل للرياض": ["place Riyadh"],
    "رقم الطلب 99812": ["order_number 99812"],
    "حاوية 40 قدم": ["quantity 1 40ft"],
    "بعد 3 أيام": [],
    "ألف قطعة": ["quantity 1000 pcs"],
    # French texts
    "il me faut 250 pièces": ["quantity 250 pcs"],
    "je prends trois cartons": ["quantity 3 cartons"],
    "deux mille pièces": ["quantity 2000 pcs"],
    "une douzaine": ["quantity 12 pcs"],
    "livraison à Marseille": ["place Marseille"],
    "vous livrez en Belgique ?": ["place Belgium"],
    "prix CIF Le Havre": ["incoterm CIF", "place Le Havre"],
    "15 € la pièce": ["money 15 EUR"],
    "ma commande n° 33021": ["order_number 33021"],
    "mon budget est de 800 euros": ["money 800 EUR"],
    "appelez-moi au +33 6 12 34 56 78": ["phone +33612345678"],
    "dans 10 jours": [],
    "depuis l'Allemagne": ["place Germany"],
    "palettes : 4 palettes": ["quantity 4 pallets"],
    # Mixed texts and odd
    "Hi, need 1,200 pcs of 85123A CIF Rotterdam, target USD 1.85, mail bob@acme.nl": [
        "email bob@acme.nl", "incoterm CIF", "money 1.85 USD", "place Rotterdam", "product 85123A", "quantity 1200 pcs",
    ],
    "": [],
    "👍👍": [],
    "?": [],
    "print('hello')": [],
}  # fmt: skip


@pytest.mark.parametrize("text", TABLE)
def test_exactly_these_facts_are_heard(text: str):
    assert heard(text) == sorted(TABLE[text])


def test_the_table_is_long_enough():
    assert len(TABLE) >= 150
