"""What columns are called, in the exports of shops, marketplaces and accountants, in seven languages.

Within a field the surer names come first: of two columns that fit, the one with the earlier name is taken.
"""

import re
import unicodedata
from functools import lru_cache

from bot.core.imports import Kind

_ORDERS = {
    "number": """
        order, order number, order no, order id, order nr, order ref, order reference, invoice, invoice no,
        invoice number, invoiceno, document, document number, sales order, purchase order, po number, transaction id,
        订单编号, 订单号, 订单id, 主订单编号, 单号, 订单, 交易号, 訂單編號, 訂單號碼, 發票號碼, 发票号,
        bestellnummer, bestellnr, auftragsnummer, auftragsnr, auftrag, bestellung, rechnungsnummer, rechnungsnr, belegnummer,
        número de pedido, numero de pedido, nº pedido, n pedido, pedido, núm pedido, factura, número de factura,
        numéro de commande, n commande, commande, no commande, numero commande, facture, numéro de facture,
        número do pedido, nº do pedido, encomenda, número da encomenda, fatura, nota fiscal,
        номер заказа, заказ, заказ №, № заказа, номер счета, счет, накладная""",
    "buyer": """
        buyer, buyer number, buyer no, buyer id, customer, customer number, customer no, customer id, customerid,
        customer code, client, client id, client number, client no, account, account number, account no, debtor, debtor number,
        买家编号, 客户编号, 客户代码, 客户号, 买家会员名, 买家昵称, 买家旺旺, 买家id, 买家账号, 买家, 客户id, 客户, 会员名, 会员编号,
        買家帳號, 買家, 客戶編號, 客戶,
        kundennummer, kundennr, kunden nr, kunde, käufer, debitor, debitorennummer,
        número de cliente, nº cliente, código cliente, código de cliente, cod cliente, cliente, comprador,
        numéro client, n client, code client, client no, acheteur, référence client,
        número do cliente, código do cliente,
        номер клиента, код клиента, клиент, покупатель, номер покупателя, код покупателя, контрагент""",
    "ordered_at": """
        ordered at, order date, order time, order datetime, date of order, invoice date, invoicedate, created at, created,
        purchase date, payment date, sales date, document date, date, datetime, timestamp, time,
        下单时间, 订单创建时间, 订单时间, 下单日期, 订单日期, 创建时间, 订单付款时间, 付款时间, 支付时间, 成交时间, 日期, 时间,
        下單時間, 訂單日期, 訂單成立日期, 訂單建立時間,
        bestelldatum, auftragsdatum, rechnungsdatum, belegdatum, datum,
        fecha de pedido, fecha del pedido, fecha pedido, fecha de compra, fecha factura, fecha,
        date de commande, date commande, date de la commande, date de facture, date d'achat,
        data do pedido, data da encomenda, data da compra, data da fatura, data,
        дата заказа, дата и время заказа, дата покупки, дата счета, дата""",
    "code": """
        code, product code, item code, stock code, stockcode, sku, item number, item no, item, product id, article,
        article number, article no, part number, part no, style, style no, model, model no, asin, ean, barcode, product number,
        商品编码, 商品编号, 商家编码, 货号, 产品编码, 产品编号, 商品代码, 款号, 规格编码, sku编码, sku编号, 商品sku, 编码, 型号, 商品id,
        商品編號, 貨號, 商品代碼,
        artikelnummer, artikelnr, artikel nr, art nr, artikel, produktnummer, bestellnummer artikel,
        código, codigo, código de producto, código producto, código de artículo, referencia, ref, artículo,
        code produit, code article, référence, référence produit, réf, article code,
        código do produto, código do artigo, cód produto, referência, artigo,
        артикул, код товара, код, код продукта, номенклатурный номер, арт""",
    "title": """
        title, product, product name, product title, item name, item title, item description, description, name,
        product description, article name,
        商品名称, 商品标题, 宝贝标题, 产品名称, 货品名称, 品名, 商品, 标题, 商品名稱, 產品名稱,
        bezeichnung, artikelbezeichnung, artikelname, produktname, produkt, beschreibung,
        producto, nombre del producto, nombre producto, descripción, denominación,
        désignation, produit, nom du produit, libellé, nom produit,
        produto, nome do produto, descrição, designação,
        наименование, название, товар, название товара, наименование товара, номенклатура, описание""",
    "quantity": """
        quantity, qty, qty ordered, quantity ordered, ordered quantity, quantity purchased, pieces, pcs, units, count, number of items, amount of units,
        数量, 购买数量, 商品数量, 订购数量, 件数, 宝贝总数量, 宝贝数量, 下单数量, 購買數量, 數量,
        menge, anzahl, stück, stückzahl, bestellmenge,
        cantidad, cant, unidades, uds,
        quantité, qté, qte, nombre, quantité commandée,
        quantidade, qtd, qtde, quant,
        количество, кол во, кол-во, колво, кол, шт""",
    "unit_price": """
        unit price, unitprice, price, price per unit, price each, item price, net price, unit price net, unit cost, selling price, sale price, rate,
        单价, 商品单价, 商品价格, 价格, 销售单价, 成交单价, 成交价, 售价, 单价 元, 單價, 價格,
        einzelpreis, stückpreis, preis, preis pro stück, e preis, ep, nettopreis,
        precio unitario, precio, precio unidad, p unitario, precio por unidad,
        prix unitaire, prix, pu, p u, prix unitaire ht, pu ht,
        preço unitário, preco unitario, preço, preco, valor unitário, vl unitário,
        цена, цена за единицу, цена за штуку, цена за шт, цена единицы""",
    "amount": """
        line total, line amount, amount, total, subtotal, sub total, line value, total price, item total, extended price, net amount, sales,
        金额, 小计, 商品金额, 总价, 合计, 商品总价, 买家应付货款, 實付金額, 金額, 小計,
        gesamtpreis, betrag, summe, gesamt, zeilensumme, positionsbetrag,
        importe, total línea, precio total, importe total,
        montant, total ht, total ligne, montant ht, prix total,
        valor total, preço total, valor, montante,
        сумма, стоимость, итого""",
    "currency": """
        currency, currency code, 币种, 货币, 結算幣別, 幣別, währung, moneda, divisa, devise, monnaie, moeda, валюта""",
    "country": """
        country, country code, ship country, shipping country, delivery country, billing country, buyer country, destination country,
        国家, 国家 地区, 收货国家, 目的国, 國家, land, lieferland, país, pais, país de entrega, pays, pays de livraison, país de destino, страна, страна доставки""",
    "status": """
        status, order status, state, 订单状态, 状态, 交易状态, 訂單狀態, 狀態, bestellstatus, auftragsstatus, estado, estado del pedido, estado do pedido,
        statut, statut de la commande, état, situação, статус, статус заказа""",
    "buyer_name": """
        buyer name, customer name, client name, contact name, ship to name, recipient, recipient name, contact,
        买家姓名, 客户姓名, 收货人姓名, 收货人, 客户名称, 买家名称, 收件人, 收件人姓名, 联系人,
        kundenname, name des kunden, empfänger, ansprechpartner,
        nombre del cliente, nombre cliente, destinatario, nom du client, nom client, destinataire,
        nome do cliente, destinatário, имя клиента, имя покупателя, получатель, фио""",
    "company": """
        company, company name, organisation, organization, firm, business name, buyer company, 公司, 公司名称, 企业名称, 公司名稱,
        firma, firmenname, unternehmen, empresa, razón social, compañía, société, entreprise, raison sociale, razão social, компания, организация, фирма""",
    "email": """
        email, e mail, e-mail, email address, buyer email, customer email, mail, 邮箱, 电子邮箱, 电子邮件, 買家郵箱, 信箱, e mail adresse, correo, correo electrónico,
        courriel, adresse e mail, e mail do cliente, электронная почта, почта, эл почта""",
    "phone": """
        phone, phone number, telephone, tel, mobile, mobile phone, cell, buyer phone, customer phone, contact phone, 电话, 手机, 手机号, 联系电话, 联系手机, 电话号码, 電話, 手機,
        telefon, telefonnummer, handy, teléfono, telefono, móvil, téléphone, portable, telefone, celular, telemóvel, телефон, номер телефона, моб телефон""",
}  # fmt: skip
_PRODUCTS = {
    "code": _ORDERS["code"],
    "title": _ORDERS["title"],
    "price": _ORDERS["unit_price"] + """, list price, wholesale price, base price, 批发价, 零售价, 标价, listenpreis, verkaufspreis, vk, precio de venta, precio lista, prix de vente,
        preço de venda, prix public, цена продажи, оптовая цена, розничная цена""",
    "tiers": """
        price tiers, tiers, tier prices, prices, price breaks, volume prices, quantity prices, 阶梯价, 阶梯价格, 价格区间, 階梯價, staffelpreise, staffel, preisstaffel,
        precios por cantidad, tramos de precio, prix par quantité, prix dégressifs, preços por quantidade, цены от количества, оптовые цены""",
    "cost": "cost, cost price, purchase price, buying price, 成本, 成本价, 进价, 採購價, einkaufspreis, ek, coste, precio de compra, coût, prix d'achat, custo, preço de custo, себестоимость, закупочная цена",
    "currency": _ORDERS["currency"],
    "category": """
        category, product category, product type, type, group, product group, collection, department, 类目, 分类, 商品分类, 类别, 品类, 產品分類, 類別, kategorie, warengruppe, produktgruppe,
        categoría, categoria, familia, tipo de producto, catégorie, famille, rayon, categoria do produto, категория, группа, раздел, группа товаров""",
    "moq": """
        moq, minimum order, minimum order quantity, min order, min qty, minimum quantity, minimum, 起订量, 最小起订量, 最小订购量, 起批量, 起訂量, mindestmenge, mindestbestellmenge,
        pedido mínimo, cantidad mínima, quantité minimum, quantité minimale, minimum de commande, quantidade mínima, минимальный заказ, мин заказ, минимальное количество""",
    "stock": """
        stock, in stock, stock quantity, available, availability, inventory, on hand, quantity, qty, 库存, 库存数量, 现货, 可售库存, 庫存, bestand, lagerbestand, lager, verfügbar,
        existencias, inventario, disponible, stock disponible, disponibilité, quantité en stock, estoque, disponível, остаток, остатки, наличие, в наличии, на складе""",
    "lead_days": """
        lead days, lead time, lead time days, delivery days, delivery time, 交期, 交货期, 发货天数, 生产周期, 交貨期, lieferzeit, lieferzeit tage, plazo de entrega, plazo, días de entrega,
        délai, délai de livraison, prazo, prazo de entrega, срок поставки, срок изготовления""",
    "description": """
        long description, details, product details, description, text, 描述, 商品描述, 详情, 产品描述, beschreibung, langtext, descripción, detalles, description longue, descrição, описание, подробности""",
    "other_titles": """
        other titles, other title, second title, title 2, chinese title, title zh, english title, 英文名称, 英文标题, 中文名称, 别名, weitere titel, otros títulos, autres titres, outros títulos, другие названия""",
    "picture": """
        picture, image, photo, picture file, image file, 图片, 商品图片, 主图, 圖片, bild, foto, imagen, photo produit, imagem, фото, изображение, картинка""",
    "added_at": """
        added at, added, created at, created, date added, since, 上架时间, 创建时间, 添加时间, angelegt am, fecha de alta, date d'ajout, data de cadastro, дата добавления""",
}  # fmt: skip
_BUYERS = {
    "number": _ORDERS["buyer"] + ", number, no, id, code, nr, nummer, 编号, 編號, número, numéro, номер, код",
    "first_name": """
        first name, firstname, given name, forename, 名, 名字, vorname, nombre, prénom, primeiro nome, имя""",
    "last_name": """
        last name, lastname, surname, family name, 姓, 姓氏, nachname, apellido, apellidos, nom de famille, sobrenome, apelido, фамилия""",
    "name": "name, full name, fullname, " + _ORDERS["buyer_name"] + ", 姓名, 名称, 客户名, vollständiger name, nombre completo, nombre y apellidos, nom, nom complet, nome, nome completo, полное имя, имя и фамилия",
    "company": _ORDERS["company"],
    "username": "username, telegram, telegram username, telegram name, 用户名, telegram号, benutzername, usuario, nom d'utilisateur, usuário, имя пользователя, телеграм, ник",
    "phone": _ORDERS["phone"],
    "email": _ORDERS["email"],
    "country": _ORDERS["country"],
    "city": "city, town, place, 城市, 市, ort, stadt, wohnort, ciudad, población, ville, cidade, город",
    "zone": "zone, time zone, timezone, 时区, zeitzone, zona horaria, fuseau horaire, fuso horário, часовой пояс",
    "language": "language, lang, 语言, 語言, sprache, idioma, langue, língua, язык",
    "birthday": "birthday, date of birth, birth date, born, 生日, 出生日期, geburtstag, geburtsdatum, cumpleaños, fecha de nacimiento, anniversaire, date de naissance, aniversário, data de nascimento, день рождения, дата рождения",
    "grade": "grade, level, tier, customer group, buyer grade, 等级, 客户等级, 级别, 會員等級, stufe, kundengruppe, nivel, niveau, nível, уровень, категория клиента",
    "stars": "stars, rating, 星级, 星, sterne, estrellas, étoiles, estrelas, звезды, рейтинг",
    "tags": "tags, labels, tag, 标签, 標籤, schlagworte, etiquetas, étiquettes, теги, метки",
    "source": "source, origin, lead source, 来源, 客户来源, 來源, quelle, herkunft, origen, fuente, origem, источник",
}  # fmt: skip

FIELDS: dict[Kind, dict[str, str]] = {"orders": _ORDERS, "products": _PRODUCTS, "buyers": _BUYERS}
REQUIRED: dict[Kind, tuple[tuple[str, ...], ...]] = {
    "orders": (("number",), ("buyer",), ("ordered_at",), ("code",), ("quantity",), ("unit_price", "amount")),
    "products": (("code",), ("title",)),
    "buyers": (("number",), ("name", "first_name", "company")),
}
"""What a file must have, each as the fields of which one is enough."""


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """A column's name without case, spaces, signs and what stands in brackets: "Unit price (EUR)" is "unitprice"."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", plain)
    return re.sub(r"[\W_]+", "", bare if re.sub(r"[\W_]+", "", bare) else plain)


@lru_cache
def synonyms(kind: Kind) -> dict[str, dict[str, int]]:
    """For each field its normalised names, with how sure each is: 0 is the surest."""
    found: dict[str, dict[str, int]] = {}
    for field, names in FIELDS[kind].items():
        ranked = found.setdefault(field, {normal(field): 0})
        for rank, name in enumerate(names.split(","), 1):
            ranked.setdefault(normal(name), rank)
    return found


@lru_cache
def _every() -> frozenset[str]:
    return frozenset(name for kind in FIELDS for ranked in synonyms(kind).values() for name in ranked)


def recognised(name: str) -> bool:
    """Whether some kind of file has a column called so."""
    return normal(name) in _every()
