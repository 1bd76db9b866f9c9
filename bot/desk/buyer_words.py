"""The few words that buyers see on buttons and short notices, in the languages replies are written in."""

ASK, QUOTE, SHARE, ASKED, ERASE_SURE, YES_ERASE, KEEP, ERASED, STOPPED = (
    "ask", "quote", "share", "asked", "erase sure", "yes erase", "keep", "erased", "stopped",
)  # fmt: skip

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        ASK: "Ask about this", QUOTE: "Request a quote", SHARE: "Share my contact",
        ASKED: "Thank you! Your message is with the seller.",
        ERASE_SURE: "Erase everything we keep about you and this chat? This can't be undone.",
        YES_ERASE: "Yes, erase it", KEEP: "No, keep it", ERASED: "Done. Your data is erased.",
        STOPPED: "Understood: no offers from us any more. You can still write to us at any time.",
    },
    "zh": {
        ASK: "咨询此产品", QUOTE: "索取报价", SHARE: "分享我的名片", ASKED: "谢谢！您的消息已转给销售。",
        ERASE_SURE: "要删除我们保存的关于您和本聊天的所有资料吗？此操作无法撤销。", YES_ERASE: "是的，删除",
        KEEP: "不，保留", ERASED: "已完成，您的资料已删除。",
        STOPPED: "好的，我们不会再向您发送优惠信息。您随时可以给我们留言。",
    },
    "es": {
        ASK: "Preguntar por esto", QUOTE: "Pedir presupuesto", SHARE: "Compartir mi contacto",
        ASKED: "¡Gracias! El vendedor ya tiene su mensaje.",
        ERASE_SURE: "¿Borrar todo lo que guardamos sobre usted y este chat? No se puede deshacer.",
        YES_ERASE: "Sí, borrar", KEEP: "No, conservar", ERASED: "Hecho. Sus datos se han borrado.",
        STOPPED: "Entendido: no le enviaremos más ofertas. Puede escribirnos cuando quiera.",
    },
    "pt": {
        ASK: "Perguntar sobre este", QUOTE: "Pedir orçamento", SHARE: "Partilhar o meu contacto",
        ASKED: "Obrigado! A sua mensagem está com o vendedor.",
        ERASE_SURE: "Apagar tudo o que guardamos sobre si e esta conversa? Não é possível desfazer.",
        YES_ERASE: "Sim, apagar", KEEP: "Não, manter", ERASED: "Feito. Os seus dados foram apagados.",
        STOPPED: "Entendido: não enviaremos mais ofertas. Pode escrever-nos quando quiser.",
    },
    "ru": {
        ASK: "Спросить о товаре", QUOTE: "Запросить цену", SHARE: "Поделиться контактом",
        ASKED: "Спасибо! Ваше сообщение у менеджера.",
        ERASE_SURE: "Удалить всё, что мы храним о вас и этом чате? Отменить это нельзя.",
        YES_ERASE: "Да, удалить", KEEP: "Нет, оставить", ERASED: "Готово. Ваши данные удалены.",
        STOPPED: "Понятно: предложений от нас больше не будет. Вы можете написать нам в любое время.",
    },
    "ar": {
        ASK: "اسأل عن هذا المنتج", QUOTE: "اطلب عرض سعر", SHARE: "مشاركة جهة الاتصال الخاصة بي",
        ASKED: "شكرًا! رسالتك وصلت إلى البائع.",
        ERASE_SURE: "هل تريد حذف كل ما نحتفظ به عنك وعن هذه المحادثة؟ لا يمكن التراجع عن ذلك.",
        YES_ERASE: "نعم، احذف", KEEP: "لا، احتفظ بها", ERASED: "تم. حُذفت بياناتك.",
        STOPPED: "مفهوم: لن نرسل إليك عروضًا بعد الآن. يمكنك مراسلتنا في أي وقت.",
    },
    "fr": {
        ASK: "Poser une question", QUOTE: "Demander un devis", SHARE: "Partager mon contact",
        ASKED: "Merci ! Votre message est chez le vendeur.",
        ERASE_SURE: "Effacer tout ce que nous gardons sur vous et cette conversation ? C'est irréversible.",
        YES_ERASE: "Oui, effacer", KEEP: "Non, garder", ERASED: "C'est fait. Vos données sont effacées.",
        STOPPED: "C'est noté : plus d'offres de notre part. Vous pouvez nous écrire à tout moment.",
    },
    "de": {
        ASK: "Dazu fragen", QUOTE: "Angebot anfordern", SHARE: "Meinen Kontakt teilen",
        ASKED: "Danke! Ihre Nachricht ist beim Verkäufer.",
        ERASE_SURE: "Alles löschen, was wir über Sie und diesen Chat speichern? Das ist endgültig.",
        YES_ERASE: "Ja, löschen", KEEP: "Nein, behalten", ERASED: "Erledigt. Ihre Daten sind gelöscht.",
        STOPPED: "Verstanden: keine Angebote mehr von uns. Sie können uns jederzeit schreiben.",
    },
}  # fmt: skip


def buyer_word(name: str, language: str) -> str:
    """A word for a buyer in their language; English where there is none."""
    return _WORDS.get(language.split("-")[0].split("_")[0], _WORDS["en"])[name]
