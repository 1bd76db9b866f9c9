"""The few words that buyers see on buttons and short notices, in the languages replies are written in."""

ASK, QUOTE, SHARE, ASKED, ERASE_SURE, YES_ERASE, KEEP, ERASED, STOPPED, KEPT, MAY_ERASE, ERASE = (
    "ask", "quote", "share", "asked", "erase sure", "yes erase", "keep", "erased", "stopped", "kept", "may erase",
    "erase",
)  # fmt: skip

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        ASK: "Ask about this", QUOTE: "Request a quote", SHARE: "Share my contact",
        ASKED: "Thank you! Your message is with the seller.",
        ERASE_SURE: "Erase everything we keep about you and this chat? This can't be undone.",
        YES_ERASE: "Yes, erase it", KEEP: "No, keep it", ERASED: "Done. Your data is erased.",
        STOPPED: "Understood: no offers from us any more. You can still write to us at any time.",
        KEPT: "This is what we keep about you:",
        MAY_ERASE: "You may have it erased at any time; orders stay in our books without your name.",
        ERASE: "Erase my data",
    },
    "zh": {
        ASK: "咨询此产品", QUOTE: "索取报价", SHARE: "分享我的名片", ASKED: "谢谢！您的消息已转给销售。",
        ERASE_SURE: "要删除我们保存的关于您和本聊天的所有资料吗？此操作无法撤销。", YES_ERASE: "是的，删除",
        KEEP: "不，保留", ERASED: "已完成，您的资料已删除。",
        STOPPED: "好的，我们不会再向您发送优惠信息。您随时可以给我们留言。",
        KEPT: "我们保存的关于您的资料：",
        MAY_ERASE: "您可以随时要求删除；订单会保留在账目中，但不带您的姓名。",
        ERASE: "删除我的资料",
    },
    "es": {
        ASK: "Preguntar por esto", QUOTE: "Pedir presupuesto", SHARE: "Compartir mi contacto",
        ASKED: "¡Gracias! El vendedor ya tiene su mensaje.",
        ERASE_SURE: "¿Borrar todo lo que guardamos sobre usted y este chat? No se puede deshacer.",
        YES_ERASE: "Sí, borrar", KEEP: "No, conservar", ERASED: "Hecho. Sus datos se han borrado.",
        STOPPED: "Entendido: no le enviaremos más ofertas. Puede escribirnos cuando quiera.",
        KEPT: "Esto es lo que guardamos sobre usted:",
        MAY_ERASE: "Puede pedir que lo borremos cuando quiera; los pedidos quedan en nuestros libros sin su nombre.",
        ERASE: "Borrar mis datos",
    },
    "pt": {
        ASK: "Perguntar sobre este", QUOTE: "Pedir orçamento", SHARE: "Partilhar o meu contacto",
        ASKED: "Obrigado! A sua mensagem está com o vendedor.",
        ERASE_SURE: "Apagar tudo o que guardamos sobre si e esta conversa? Não é possível desfazer.",
        YES_ERASE: "Sim, apagar", KEEP: "Não, manter", ERASED: "Feito. Os seus dados foram apagados.",
        STOPPED: "Entendido: não enviaremos mais ofertas. Pode escrever-nos quando quiser.",
        KEPT: "Isto é o que guardamos sobre si:",
        MAY_ERASE: "Pode pedir que seja apagado quando quiser; as encomendas ficam nos nossos livros sem o seu nome.",
        ERASE: "Apagar os meus dados",
    },
    "ru": {
        ASK: "Спросить о товаре", QUOTE: "Запросить цену", SHARE: "Поделиться контактом",
        ASKED: "Спасибо! Ваше сообщение у менеджера.",
        ERASE_SURE: "Удалить всё, что мы храним о вас и этом чате? Отменить это нельзя.",
        YES_ERASE: "Да, удалить", KEEP: "Нет, оставить", ERASED: "Готово. Ваши данные удалены.",
        STOPPED: "Понятно: предложений от нас больше не будет. Вы можете написать нам в любое время.",
        KEPT: "Вот что мы храним о вас:",
        MAY_ERASE: "Вы можете в любое время попросить всё удалить; заказы останутся в наших книгах без вашего имени.",
        ERASE: "Удалить мои данные",
    },
    "ar": {
        ASK: "اسأل عن هذا المنتج", QUOTE: "اطلب عرض سعر", SHARE: "مشاركة جهة الاتصال الخاصة بي",
        ASKED: "شكرًا! رسالتك وصلت إلى البائع.",
        ERASE_SURE: "هل تريد حذف كل ما نحتفظ به عنك وعن هذه المحادثة؟ لا يمكن التراجع عن ذلك.",
        YES_ERASE: "نعم، احذف", KEEP: "لا، احتفظ بها", ERASED: "تم. حُذفت بياناتك.",
        STOPPED: "مفهوم: لن نرسل إليك عروضًا بعد الآن. يمكنك مراسلتنا في أي وقت.",
        KEPT: "هذا ما نحتفظ به عنك:",
        MAY_ERASE: "يمكنك طلب حذفه في أي وقت؛ وتبقى الطلبات في دفاترنا بدون اسمك.",
        ERASE: "احذف بياناتي",
    },
    "fr": {
        ASK: "Poser une question", QUOTE: "Demander un devis", SHARE: "Partager mon contact",
        ASKED: "Merci ! Votre message est chez le vendeur.",
        ERASE_SURE: "Effacer tout ce que nous gardons sur vous et cette conversation ? C'est irréversible.",
        YES_ERASE: "Oui, effacer", KEEP: "Non, garder", ERASED: "C'est fait. Vos données sont effacées.",
        STOPPED: "C'est noté : plus d'offres de notre part. Vous pouvez nous écrire à tout moment.",
        KEPT: "Voici ce que nous gardons sur vous :",
        MAY_ERASE: "Vous pouvez faire effacer tout cela à tout moment ; les commandes restent, sans votre nom.",
        ERASE: "Effacer mes données",
    },
    "de": {
        ASK: "Dazu fragen", QUOTE: "Angebot anfordern", SHARE: "Meinen Kontakt teilen",
        ASKED: "Danke! Ihre Nachricht ist beim Verkäufer.",
        ERASE_SURE: "Alles löschen, was wir über Sie und diesen Chat speichern? Das ist endgültig.",
        YES_ERASE: "Ja, löschen", KEEP: "Nein, behalten", ERASED: "Erledigt. Ihre Daten sind gelöscht.",
        STOPPED: "Verstanden: keine Angebote mehr von uns. Sie können uns jederzeit schreiben.",
        KEPT: "Das speichern wir über Sie:",
        MAY_ERASE: "Sie können es jederzeit löschen lassen; Bestellungen bleiben ohne Ihren Namen in unseren Büchern.",
        ERASE: "Meine Daten löschen",
    },
}  # fmt: skip


_KEPT_NAMES = (
    "name", "username", "company", "place", "phone", "email", "birthday", "language", "orders", "messages", "notes",
    "shared",
)  # fmt: skip
_KEPT_LABELS: dict[str, tuple[str, ...]] = {
    "en": (
        "Name", "Telegram", "Company", "Place", "Phone", "E-mail", "Birthday", "Language", "Orders",
        "Messages in this chat", "Our notes and reminders about you", "You shared your contact on",
    ),
    "zh": (
        "姓名", "Telegram", "公司", "地点", "电话", "邮箱", "生日", "语言", "订单数", "本聊天的消息数",
        "我们关于您的备注和提醒", "您分享名片的日期",
    ),
    "es": (
        "Nombre", "Telegram", "Empresa", "Lugar", "Teléfono", "Correo", "Cumpleaños", "Idioma", "Pedidos",
        "Mensajes de este chat", "Nuestras notas y recordatorios sobre usted", "Compartió su contacto el",
    ),
    "pt": (
        "Nome", "Telegram", "Empresa", "Local", "Telefone", "E-mail", "Aniversário", "Língua", "Encomendas",
        "Mensagens nesta conversa", "As nossas notas e lembretes sobre si", "Partilhou o seu contacto em",
    ),
    "ru": (
        "Имя", "Telegram", "Компания", "Место", "Телефон", "Эл. почта", "День рождения", "Язык", "Заказы",
        "Сообщения в этом чате", "Наши заметки и напоминания о вас", "Вы поделились контактом",
    ),
    "ar": (
        "الاسم", "تيليجرام", "الشركة", "المكان", "الهاتف", "البريد الإلكتروني", "تاريخ الميلاد", "اللغة",
        "الطلبات", "الرسائل في هذه المحادثة", "ملاحظاتنا وتذكيراتنا عنك", "شاركت جهة اتصالك في",
    ),
    "fr": (
        "Nom", "Telegram", "Société", "Lieu", "Téléphone", "E-mail", "Anniversaire", "Langue", "Commandes",
        "Messages de cette conversation", "Nos notes et rappels à votre sujet",
        "Vous avez partagé votre contact le",
    ),
    "de": (
        "Name", "Telegram", "Firma", "Ort", "Telefon", "E-Mail", "Geburtstag", "Sprache", "Bestellungen",
        "Nachrichten in diesem Chat", "Unsere Notizen und Erinnerungen zu Ihnen",
        "Sie teilten Ihren Kontakt am",
    ),
}  # fmt: skip


def _base(language: str) -> str:
    return language.split("-")[0].split("_")[0]


def buyer_word(name: str, language: str) -> str:
    """A word for a buyer in their language; English where there is none."""
    return _WORDS.get(_base(language), _WORDS["en"])[name]


def kept_labels(language: str) -> dict[str, str]:
    """What each thing that is kept about a buyer is called, in the order in which it is shown."""
    return dict(zip(_KEPT_NAMES, _KEPT_LABELS.get(_base(language), _KEPT_LABELS["en"]), strict=True))
