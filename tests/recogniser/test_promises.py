"""Promises heard in eight languages: what is for later, and what only sounds like it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot import dates
from bot.recogniser.promises import promises

NOW = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Berlin"))

PROMISES = """
I'll decide after the 15th
let me check and come back tomorrow
下周给你答复
we will place the order next monday
Ok thanks. Will send the payment on friday
Let me talk to my boss, I'll get back to you by thursday
remind me in two weeks
call me tomorrow at 3pm
Payment will be made on 1 December
let's talk next week
I need to ask my partner, will reply tomorrow
I'm going to order 500 next month
Lo pienso y te aviso mañana
Voy a consultarlo con mi socio y el lunes te confirmo
El viernes hago el pago
escríbame la próxima semana
Hablamos el lunes
Vou pensar e te aviso amanhã
Na segunda eu confirmo
me chama semana que vem
Farei o pagamento na sexta
Je vous recontacte la semaine prochaine
Je vais réfléchir et je vous dirai demain
Rappelez-moi lundi
On passe la commande vendredi
Ich melde mich nächste Woche
Ich überlege es mir und gebe Ihnen am Montag Bescheid
Melden Sie sich bitte nächsten Dienstag
Wir bestellen dann nächsten Monat
Wir werden am Freitag überweisen
Подумаю и завтра отвечу
На следующей неделе сделаем заказ
Напишите мне в понедельник
Оплатим в пятницу
Посоветуюсь с партнёром и напишу завтра
سأرد عليك غدا
سوف أقرر الأسبوع القادم
دعني أفكر وسأخبرك يوم الأحد
تواصل معي بعد أسبوع
سنحول المبلغ يوم الخميس
我考虑一下，明天回复你
等我和老板商量好下周一告诉你
月底再下单
過兩天再聯絡你
明天付款
下个月再说
I will send it tomorrow
We'll ship the samples on Monday
I'll prepare the quote and send it to you this afternoon
明天发报价给您
Te envío la cotización mañana
Envio o orçamento amanhã
Je vous envoie le devis demain
Ich schicke Ihnen das Angebot morgen
Пришлю счёт завтра
"""

NONE = """
when can you ship?
can you deliver by friday?
I need 500 pcs by friday
please send the catalogue tomorrow
what is the price if I order next week?
do you have stock in january
I paid yesterday
I ordered last week and nothing arrived
thanks, received today
the order came on monday
明天能发货吗
请明天发货
什么时候到货
什么价格
cuando llega mi pedido
necesito 300 para el lunes
preciso de 200 até sexta
quando chega
Quand arrive ma commande ?
il me faut 200 pièces pour lundi
Wann kommt meine Bestellung
Ich brauche 300 Stück bis Freitag
когда придет заказ
нужно 200 штук к пятнице
متى يصل الطلب
أحتاج 200 قطعة قبل الجمعة
I won't order tomorrow
tell me the price
send me the price list
call me Anna
ask your boss
we are open on monday
my birthday is on 5 may
I want to order 500 white hearts
we will need 500 pieces
I will take 500
I'd like to order 200
ok
quero fazer um pedido de 300
quiero hacer un pedido
ich möchte 500 Stück bestellen
хочу заказать 500 штук
我要下单500个
我想订500个
أريد أن أطلب 500 قطعة
"""


def heard(text: str) -> list[str]:
    """The sentences that promise something for a time that can be read."""
    return [one for one in promises(text) if dates.find(one, now=NOW, zone="Europe/Berlin").readings]


@pytest.mark.parametrize("text", PROMISES.strip().splitlines())
def test_a_promise_is_heard_with_its_time(text):
    assert heard(text) == list(promises(text)) != []


@pytest.mark.parametrize("text", NONE.strip().splitlines())
def test_a_question_an_order_and_a_request_are_no_promise(text):
    assert heard(text) == []


def test_only_the_sentence_that_promises_is_quoted():
    text = "Thanks for the prices. I'll decide after the 15th. What about the red ones?"
    assert promises(text) == ("I'll decide after the 15th.",)


@pytest.mark.parametrize(
    "text", ["", "👍", "a" * 4096, "I'll " * 900, "\x00\u202e", "if you send it I'll pay tomorrow"]
)
def test_nothing_is_heard_where_nothing_is_promised(text):
    assert heard(text) == []
