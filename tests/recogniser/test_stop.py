"""A buyer who says stop is taken at their word, in seven languages; goods that should stop are another matter."""

import pytest

from bot.core.recognition import IntentGuess
from bot.recogniser import stop

STOP = """
stop
STOP!!!
please stop
stop it
unsubscribe
pls unsub
don't write to me again
thanks, don’t text me anymore
do not contact me
never message me again
stop sending me messages
no more messages please
remove me from your list
take me off your list
leave me alone
delete my number
I don't want to receive your offers
this is spam
opt out
退订
别再给我发消息了
谢谢，不要再联系我
不要再发了
请勿打扰，别烦我
把我从名单里删除
no me escriban más
deje de mandarme mensajes
quiero darme de baja
gracias pero no me contacte más
não me mande mais mensagens
pare de me enviar mensagens
me tira da lista
quero me descadastrar
больше не пишите мне
спасибо, не надо мне больше писать
отпишите меня
удалите мой номер
لا تراسلني مرة أخرى
شكرا، لا ترسلوا لي رسائل
توقفوا عن مراسلتي
الغاء الاشتراك
احذف رقمي
ne m'écrivez plus
merci mais ne me contactez plus
arrêtez de m'envoyer des messages
désabonnez-moi
"""
GO_ON = """
please don't send the red ones
stop the shipment of my order
can you stop by our booth
do not send my order before Monday
don't send it to the old address
thanks for your message
I will write to you tomorrow
please send me the catalogue
when do you stop taking orders
I don't want the blue one
别发错货
不要发红色的
先别发货
no me llegó el pedido
no me mande el rojo
não me mandaram o código
не пришла посылка
لا ترسل الطلب قبل الاثنين
le colis n'est pas arrivé
pouvez-vous m'écrire demain
what is the price
"""
# Both tables below were written without looking at the rules; the rules then learned what they had missed.
MORE_STOP = """
please don't write again
thanks but please do not message me again
no more of these please, stop
stop contacting me
I asked you to stop
could you please stop sending these
kindly remove my contact from your list
not interested, please remove me
don't ever text this number again
i do not wish to receive any more messages from you
you can stop writing now
please cease all communication
i said stop writing
stop it already
take my number out of your system
mute this
never contact me again thank you
thank you, don't write me
do not disturb me please
im tired of your messages
opt me out
i'm going to report you for spam
stopp
请不要再发了
不要再打扰我谢谢
以后别联系我了
别发广告了
请停止给我发消息
麻烦把我删了
我不想再收到你的消息
别再骚扰我
能不能别发了
谢谢 请别再发信息
请取消我的订阅
再骚扰我就投诉
no me escriba más por favor
gracias, no vuelva a escribirme
por favor deje de escribirme
no quiero que me escriban
ya no me mande mensajes
dejen de molestar
elimíneme de su lista
sáquenme de la lista
no me contacten
basta de spam
quiero dejar de recibir mensajes
pare ya
no molesten más
no me escreva mais
obrigado mas não me mande mais nada
não quero mais receber mensagens
por favor me remova da lista
me exclui do grupo
pare com isso
parem de me mandar propaganda
não me perturbe
não entre mais em contato
chega de propaganda
não enche mais
не пишите мне больше
не пишите больше пожалуйста
прошу больше не беспокоить
спасибо не надо больше писать
прекратите рассылку
перестаньте мне слать сообщения
удалите меня из базы
не хочу получать ваши сообщения
отстаньте
достали уже своими сообщениями
больше никогда мне не пишите
уберите меня из рассылки
не звоните и не пишите
لا ترسل لي رسائل بعد الآن
شكرا لا تراسلني
من فضلك توقف عن إرسال الرسائل
لا تتواصلوا معي مجددا
احذفوني من القائمة
ما أبغى رسائل منكم
لا ترسلوا لي شيئا
بس رسائل خلاص
ألغ اشتراكي
لا تكتب لي مرة ثانية
لا تزعجني
وقفوا الإعلانات
ne m'écrivez plus jamais
merci de ne plus m'écrire
veuillez ne plus me contacter
merci de ne plus m'envoyer de messages
arrêtez s'il vous plaît
stop aux messages
je ne veux plus de messages
retirez-moi de la liste
arrêtez de me déranger
je souhaite me désinscrire
cessez de m'écrire
plus de pub svp
oubliez-moi
schreiben Sie mir bitte nicht mehr
bitte nicht mehr schreiben
hören Sie auf mir zu schreiben
bitte löschen Sie meine Nummer
ich möchte keine Nachrichten mehr bekommen
lassen Sie mich in Ruhe
keine Werbung mehr bitte
danke, aber schreiben Sie mir nie wieder
nehmen Sie mich aus dem Verteiler
ok thanks but don't send me anything else
pls no more msgs thank u
I don't want your messages
get me off this list
stop bothering us every day
never text me
dont call me anymore ok
you are spamming me
remove this number please
please do not reach out again
we ask you not to contact us anymore
dont contact us
no more marketing please
I want to be left alone
unsubscribe me from your channel
go away
谢谢了，以后不要发了
别给我发了行吗
不要再推销了
把我的号码删掉
能停止发消息吗
烦不烦，别发了
请不要联系我
不想看到你们的广告
no me manden más información gracias
no quiero recibir nada de ustedes
por favor borre mi número
ya basta de mensajes
no vuelvan a contactarme
déjenme tranquilo
no me hable más
obrigado, não precisa mais mandar mensagem
não me chama mais
apaga meu número
não quero receber propaganda
me deixa em paz
para de encher o saco
спасибо, больше не беспокойте
мне не надо писать
не надо мне ничего присылать
удалите мои контакты
хватит уже писать
не шлите мне больше ничего
заблокирую вас если ещё напишете
شكرا لكن لا ترسل لي مرة أخرى
كفى رسائل
لا أريد رسائل
رجاء لا تتصلوا بي
أزيلوني من القائمة
بلاش رسايل تاني
merci mais n'envoyez plus rien
ne me contactez plus svp
laissez-nous tranquilles
supprimez mes coordonnées
arrêtez ces messages
je ne veux plus être contacté
pas de pub merci
bitte keine weiteren E-Mails mehr
melden Sie sich nicht mehr
danke, bitte nicht mehr melden
ich will keine Werbung
hör auf mir zu schreiben
"""
MORE_GO_ON = """
stop the order please
please stop production of my order
when do you stop shipping before the holidays
do you have non-stop flights for cargo
is there a bus stop near your shop
does the machine stop automatically
door stop price
i need a stop sign 50 pcs
one stop shop?
the zipper doesn't stop
non stop pan 28cm price
please don't send the invoice yet
don't send the goods before i pay
do not ship until i confirm
don't forget to write the order number on the box
please don't write the price on the parcel
no more than 500 pieces
no more red ones?
i can't stop using it, great product
please text me the tracking number
don't hesitate to contact me
you can call me any time
can you stop the shipment
we will not contact another supplier
why don't you write back
you never write back
you don't answer my messages
nobody contacted me
leave me a few pieces
i have no more questions, thanks
remove the blue from my order
delete one item from the order
please take my order off the pallet
block heater price
how do I report a problem with my parcel
别忘了发货
别发错颜色
不要发快递，发物流
先不要发
停止生产吧
别的颜色有吗
还有别的联系方式吗
你们什么时候停止接单
不要红的
取消订单
no me mandaron la factura
no me han contestado
no me llamaron ayer
para de las 10 piezas
no mande el pedido todavía
no quiero el rojo
cuándo dejan de enviar antes de navidad
parada de autobús cerca?
por favor no lo envíe antes del lunes
no me enviaron el rastreo
não me enviaram o código de rastreio
não mande o vermelho
para entrega em Recife
quando param de enviar
pare a produção do meu pedido
não me ligaram ainda
tira o azul do pedido
не отправляйте пока заказ
не присылайте красные
мне не пришли документы
почему не пишете
остановите производство
не звонили из доставки
больше 500 не надо
уберите из заказа две штуки
لا ترسل الأحمر
لا ترسل البضاعة قبل الدفع
لم تراسلوني منذ أسبوع
أوقف الطلب
متى تتوقفون عن الشحن
ما وصلتني رسالة
n'envoyez pas encore la commande
ne m'envoyez pas le rouge
vous ne m'avez pas écrit
arrêtez la production
quand arrêtez-vous les expéditions
arrêt de bus proche ?
plus de 500 pièces
je n'ai plus de questions merci
vous ne m'avez pas envoyé la facture
bitte noch nicht verschicken
stoppen Sie die Produktion
Bushaltestelle in der Nähe?
Sie haben mir nicht geschrieben
nehmen Sie den blauen aus der Bestellung
can you stop the payment, i made a mistake
is it nonstop from shenzhen
does this watch have a stopwatch
our truck can stop at your warehouse
stopper for bottles price?
don't call before 9 please
please don't send it by sea
do not send me the small size, i need large
can you message me when it's back
text me when ready
why did you stop making the blue one
did you stop selling this
i don't want to get the wrong size again
no more stock?
contact me next month
send me more photos
let me be clear about the size
don't worry, thanks
leave it at the door
take 10 off my order
remove the second line from invoice
the machine won't stop leaking
别发顺丰
这个款别再缺货了
不要发票
能联系我吗
给我发个图
不用急着发货
no me mande la talla chica
no me ha escrito el vendedor
para mi hermana, cuál?
dejen de poner ese plástico en el empaque
basta con 20 piezas
para quando fica pronto
não mandem antes de quarta
não me avisaram do envio
chega quando
me manda mais fotos
не пишите на коробке цену
не пришли две коробки
не отправляйте до пятницы
больше не производите?
когда позвоните
لا ترسلوا قبل العيد
ما وصلت الرسالة
متى توقف العرض
اتصل بي غدا
ne m'envoyez pas la taille S
vous arrêtez la vente de ce modèle ?
écrivez-moi quand c'est prêt
il n'y en a plus ?
oubliez la commande rouge, prenez le bleu
schreiben Sie mir wenn es fertig ist
ich habe keine Nachricht bekommen
bitte nicht vor Freitag liefern
keine E-Mail mit der Rechnung bekommen
"""
DECLINES = """
not interested
no thanks
we already have a supplier
不需要
没兴趣
no me interesa
não tenho interesse
не интересует
لست مهتما
pas intéressé
non merci
"""


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


@pytest.mark.parametrize("text", lines(STOP + MORE_STOP))
def test_stop_is_heard(text: str):
    assert stop.says_stop(text)


@pytest.mark.parametrize("text", lines(GO_ON + MORE_GO_ON))
def test_goods_are_no_reason_to_fall_silent(text: str):
    assert not stop.says_stop(text)


@pytest.mark.parametrize("text", lines(DECLINES))
def test_declining_is_heard_and_is_not_stop(text: str):
    assert stop.says_not_interested(text)
    assert not stop.says_stop(text)


def test_a_clear_question_stays_first_when_something_is_also_declined():
    guesses, unsure = stop.overrule("no thanks, how much is the red one?", (IntentGuess("price", 0.9),), False)

    assert [guess.intent for guess in guesses] == ["price", "not_interested"]
    assert not unsure


def test_both_are_said():
    guesses, _ = stop.overrule("not interested, stop messaging me", (IntentGuess("thanks", 0.9),), True)

    assert [guess.intent for guess in guesses][:2] == ["stop", "not_interested"]


def test_other_messages_are_left_as_they_are():
    assert stop.overrule("how much", (IntentGuess("price", 0.9),), True) == ((IntentGuess("price", 0.9),), True)


@pytest.mark.parametrize("first", ["thanks", "greeting", "not_interested"])
def test_a_stop_behind_thanks_that_only_the_phrasings_hear_goes_first(first: str):
    guesses = (IntentGuess(first, 0.6), IntentGuess("stop", 0.3))

    assert stop.overrule("ok and adieu for good", guesses, True)[0][0].intent == "stop"


def test_likeness_alone_makes_no_bus_stop_a_stop():
    guesses, unsure = stop.overrule(
        "is there a bus stop near you", (IntentGuess("stop", 0.9), IntentGuess("company", 0.05)), False
    )

    assert [guess.intent for guess in guesses] == ["company"]
    assert unsure
