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


@pytest.mark.parametrize("text", lines(STOP))
def test_stop_is_heard(text: str):
    assert stop.says_stop(text)


@pytest.mark.parametrize("text", lines(GO_ON))
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
