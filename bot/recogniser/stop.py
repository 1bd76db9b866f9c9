"""Rules that no statistics may overrule: a buyer who says stop is taken at their word."""

import re

from bot.core.recognition import IntentGuess
from bot.recogniser.text import fold

_SEND = r"(?:writ\w*|messag\w*|text\w*|contact\w*|send\w*|call\w*|mail\w*|email\w*|spam\w*|bother\w*|disturb\w*|ping\w*|msg\w*|dm)"
# Goods, not messages: "don't send the red ones" or "stop the shipment" is about an order.
_GOODS = r"(?!\s*(?:me |us )?(?:the|my|our|any|it|them|this|that|those|another)?\s*(?:\w+\s)?(?:order|goods|shipment|parcel|package|samples?|production|ones?|boxes|pieces|invoice|catalog\w*|container|before|until|yet|again the))"
_STOP = re.compile(
    "|".join(
        (
            # English
            rf"\b(?:do not|don'?t|dont|never|no longer|please not|stop|quit|cease)\b\s*(?:ever |please )?{_SEND}\b{_GOODS}(?:.*\b(?:me|us|again|anymore|any more|ever|messages?|offers?|ads|this number|here)\b|$)",
            r"\bunsub\w*|\bopt(?:ing)?[ -]?(?:me )?out\b|\b(?:leave|let) me (?:alone|be)\b|\bno more (?:messages?|msgs?|texts?|offers?|e?mails?|ads|spam|advertis\w+|marketing)",
            r"\b(?:remove|take|delete|drop|get) (?:me|my (?:number|phone|contact|name|data|email|e-mail|details))\b.*\b(?:list|database|off|out|number|data|contacts?|from|mailing)\b",
            r"\b(?:delete|erase|forget|remove) (?:all )?my (?:personal )?(?:data|number|contact|details|information)\b",
            r"^\W*(?:please )?stop(?: (?:it|this|that|now|please|pls|already|all|everything|spam\w*|here))*\W*$",
            r"\bstop (?:the |your |these |this |all )?(?:messages?|msgs?|spam\w*|ads|advert\w*|newsletter|promo\w*|offers?|marketing|notifications?|bothering|harass\w*|annoying)\b",
            r"\b(?:i(?:'ll| will) )?(?:block|report) (?:you|this|u)\b|\bthis is (?:spam|harass\w+)|\blose my number\b|\bfuck off\b|\bget lost\b",
            r"\b(?:don'?t|do not|dont) want (?:to (?:receive|get|hear)|(?:any )?(?:more )?(?:messages|offers|ads|emails|texts|newsletters?|calls))",
            # Chinese
            r"退订|别再?(?:给我)?(?:发|联系|打扰|骚扰|烦|打电话|推销)(?!货)|不要再?(?:给我)?(?:发(?!货|错|少)|联系|打扰|骚扰|烦|推送|推销|打电话)|勿扰|别烦我|取消订阅|拉黑|不想再?收到|停止(?:发送|推送|联系)|(?:删除|移除)我(?:的)?(?:资料|号码|信息|数据|联系方式)?|把我(?:从|的).{0,8}(?:删|移|去)",
            # Spanish
            r"\bno (?:me|nos) (?:escrib\w+|mand\w+ (?:mas )?mensaj\w*|envi\w+ (?:mas|publicidad|mensaj\w*|ofertas)|mand\w+ mas|contact\w+|llam\w+ mas|molest\w+|vuelv\w+)",
            r"\bno (?:vuelv\w+|quiero que (?:me|vuelv\w+)) .*(?:escrib|contact|llam|molest|envi)|\b(?:deje|dejen|deja|pare|paren|para|basta) (?:ya )?de (?:escrib\w*|mand\w*|envi\w*|molest\w*|contact\w*|llam\w*|mensaj\w*)",
            r"\bdar(?:me|nos)? de baja\b|\bde(?:n|me)? de baja\b|\bcancelar (?:la |mi )?suscripcion|\b(?:borr|elimin|quit)\w* (?:me|mi (?:numero|telefono|correo)|mis datos)|\bborrame|\bno mas mensajes|\bno quiero (?:recibir|mas (?:mensajes|publicidad|ofertas))|\bdejeme en paz|\bdejame en paz",
            # Portuguese
            r"\bnao (?:me |nos )?(?:mand\w+|envi\w+|escrev\w+|contat\w+|cham\w+|lig\w+|perturb\w+) mais|\bnao me (?:mand\w+ mensag\w+|escrev\w+|incomod\w+|perturb\w+|contat\w+|procur\w+)|\bnao entr\w+ mais em contato",
            r"\b(?:pare|para|parem|chega) (?:ja )?de (?:me )?(?:mand\w*|envi\w*|escrev\w*|incomod\w*|perturb\w*|mensag\w*|lig\w*)|\bdescadastr\w+|\b(?:me )?(?:tir|remov|exclu|apag)\w* (?:me|meu (?:numero|contato|nome|telefone)|meus dados|dessa lista|da lista)|\bnao quero (?:mais )?receber|\bme deix\w+ em paz|\bcancelar (?:a |minha )?(?:inscricao|assinatura)",
            # Russian
            r"\bне (?:надо |нужно )?(?:мне |нам )?(?:больше )?(?:пишите|писать|пиши|присылайте|шлите|звоните|беспокойте|отправляйте мне|беспокоить|тревожьте)|\b(?:хватит|перестаньте|прекратите) (?:мне )?(?:писать|слать|присылать|спам\w*|звонить|рассыл\w*|отправлять мне)|\bотпи(?:шите|саться|ска)\b|\bотстань\w*|\bоставьте меня|\b(?:удалите|уберите) (?:меня|мой (?:номер|контакт|телефон)|мои данные|мою почту|из)|\bне хочу (?:больше )?(?:получать|рассыл)|\bбольше не (?:пиши|звони|шли|присыл|беспоко)\w*|\bэто спам|\bстоп\W*$",
            # Arabic
            r"(?:لا|ما|مو|بلاش) ?(?:ت(?:راسل|رسل|كتب|تواصل|تصل|زعج|بعث)\w*)(?: ?(?:لي|الي|معي|بي|ني|نا))?(?!.{0,12}(?:الطلب|البضاعه|الشحنه|العينه))|توقف\w* عن (?:ال)?(?:مراسل|ارسال|ازعاج|اتصال|كتاب)\w*|(?:اوقف|وقف)\w* (?:ال)?(?:رسائل|رسايل|مراسل\w*|ارسال)|الغ\w* (?:ال)?اشتراك\w*|(?:احذف|امسح|ازيل|شيل)\w* (?:رقمي|بياناتي|اسمي|ني)|لا اريد (?:استقبال|تلقي|المزيد من|اي) ?(?:رسائل|اعلانات|عروض)?|اتركني|حلو? عني",
            # French
            r"\bne (?:m'|me |nous |m’)(?:ecriv\w+|envoy\w+ plus|contact\w+|derang\w+|appel\w+ plus|solicit\w+|ecri\w+)|\barret\w+ (?:de |d')(?:m'|me |nous )?(?:ecri\w*|envoy\w*|contact\w*|harcel\w*|spam\w*|derang\w*|appel\w*)|\bdesabonn\w*|\bdesinscri\w*|\b(?:supprim|effac|retir|enlev)\w*[ -](?:moi|mon (?:numero|contact|adresse|mail|nom)|mes (?:donnees|coordonnees))|\bje ne (?:veux|souhaite) plus (?:recevoir|de (?:messages|pub\w*|vos))|\blaiss\w+[ -](?:moi|nous) tranquille|\bplus de (?:messages|pub)\b|\bfoutez moi la paix",
        )
    ),
    re.I,
)  # fmt: skip
_NOT_INTERESTED = re.compile(
    r"\bnot (?:really |at all )?interested|\bno interest\b|\bno,? (?:thanks|thank you|thx|ty)\b|\b(?:don'?t|do not|dont) need (?:it|this|that|any|anything|your)\b|\bno need\b(?! to (?:worry|hurry|rush))"
    r"|\b(?:already|we) (?:have|got|found) (?:a|another|our) (?:other )?(?:supplier|vendor|source)|不感兴趣|没兴趣|没有兴趣|不需要(?!定|打|开)|用不着|不用了"
    r"|\bno (?:me|nos) interesa|\bno estoy interesad|\bno,? gracias|\bya (?:tengo|tenemos) proveedor|\bnao (?:tenho|temos) interesse|\bnao estou interessad|\bnao,? obrigad|\bnao me interessa"
    r"|\bне ?интересует|\bне ?интересно|\bнет,? спасибо|\bне заинтересован|غير مهتم|لست مهتم|مو مهتم|مش مهتم|لا,? ?شكرا"
    r"|\bpas interesse|\bm'interesse pas|\bnon,? merci|\bpas besoin de (?:vos|votre|rien)",
    re.I,
)


def says_stop(text: str) -> bool:
    """Whether the buyer asks not to be written to. In doubt, yes: a message too few harms less than one too many."""
    return _STOP.search(_flat(text)) is not None


def says_not_interested(text: str) -> bool:
    """Whether the buyer declines without asking never to be written to again."""
    return _NOT_INTERESTED.search(_flat(text)) is not None


def overrule(text: str, guesses: tuple[IntentGuess, ...], unsure: bool) -> tuple[tuple[IntentGuess, ...], bool]:
    """The guesses with `stop` or `not_interested` put first where the rules hear it, and thanks not in the way."""
    stop, declined = says_stop(text), says_not_interested(text)
    if not stop and not declined:
        return guesses, unsure
    first = "stop" if stop else "not_interested"
    if not stop and guesses and guesses[0].intent not in (first, "thanks", "stop", "order", "greeting", "postpone"):
        return _raised(guesses, first, min(guesses[0].confidence, 0.6)), unsure
    rest = [guess for guess in guesses if guess.intent not in (first, "thanks")]
    if stop and declined:
        rest = [IntentGuess("not_interested", 0.6), *(guess for guess in rest if guess.intent != "not_interested")]
    lowered = [IntentGuess(guess.intent, min(guess.confidence, 0.6)) for guess in rest]
    return (IntentGuess(first, 0.98 if stop else 0.95), *lowered), False


def _raised(guesses: tuple[IntentGuess, ...], intent: str, confidence: float) -> tuple[IntentGuess, ...]:
    rest = tuple(guess for guess in guesses if guess.intent != intent)
    return (rest[0], IntentGuess(intent, confidence), *rest[1:])


def _flat(text: str) -> str:
    return fold(text.replace("’", "'"))[:1000]
