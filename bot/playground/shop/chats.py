"""What was said and written down before the demo starts: conversations, notes, follow-ups, the first message."""

FIRST_BUYER = 1
FIRST_MESSAGE = ("Hi! whats the min order for the white hart tlight holder?", "need 500 to Hamburg")

B, S = "buyer", "seller"
CHATS: dict[int, tuple[tuple[int, str, str, str], ...]] = {
    # buyer: (days ago, local time at the buyer's, who wrote, text)
    1: (
        (72, "10:12", B, "Hello Li! I am planning our new window. Are the white hearts and the small wicker hearts "
                         "still in stock?"),
        (72, "10:15", S, "Good morning Anna! Yes, both are here: 85123A and 22469. How many would you like?"),
        (72, "10:21", B, "288 white, 96 red, 200 wicker and a dozen of the rose glass sets to try"),
        (72, "10:26", S, "Lovely mix. With your Gold discount that ships on Thursday, same address in Hamburg as last "
                         "time?"),
        (71, "09:03", B, "Same address. Go ahead please!"),
        (71, "09:05", S, "Done, thank you Anna. The tracking link follows as soon as the pallet is out."),
        (63, "16:40", B, "Arrived today, everything perfect. The rose glasses are beautiful ❤️"),
        (63, "16:44", S, "So glad to hear that! The new catalogue comes out soon, I will send you the first copy."),
    ),
    6: (
        (5, "11:30", B, "Morning! Two of the cake stands came with a chipped plate. Can you replace them?"),
        (5, "11:34", S, "I am sorry about that, Emily. Could you send me a photo of the plates and the box?"),
        (5, "11:52", B, "Photos are in your inbox now."),
        (5, "12:05", S, "Thank you. Two new stands leave tomorrow at our cost, no need to return the old ones."),
        (3, "15:17", B, "Replacements arrived, thanks for sorting it so quickly!"),
    ),
    14: (
        (4, "14:02", B, "Bonjour Maria, avez-vous reçu les nouvelles bougies à la cire d'abeille ?"),
        (4, "14:08", S, "Bonjour Camille ! Oui, elles sont arrivées, mais en petite quantité pour l'instant. "
                        "Je peux vous en réserver."),
        (4, "14:10", B, "Parfait, gardez-m'en 60 paires s'il vous plaît. Je confirme vendredi."),
        (4, "14:13", S, "C'est noté, 60 paires sont pour vous jusqu'à vendredi soir."),
    ),
    17: (
        (9, "17:45", B, "¡Hola María! ¿Me repites el pedido del mes pasado con el doble de banderines?"),
        (9, "17:51", S, "¡Hola Lucía! Claro que sí: lo mismo y 40 banderines más. ¿A la tienda de Chamberí?"),
        (9, "17:53", B, "Sí, a Chamberí. ¡Gracias, eres un sol!"),
        (2, "12:20", B, "Ya llegó todo. ¿Cuándo tendréis otra vez la cesta gris de algodón?"),
    ),
    25: (
        (6, "09:40", B, "Oi Maria, tudo bem? Quanto fica o frete para Santos se eu fechar 40 caixas?"),
        (6, "10:02", S, "Oi Juliana, tudo ótimo! Estou pedindo a cotação marítima e te passo até amanhã."),
        (5, "09:15", S, "Bom dia! Para 40 caixas até Santos fica 410 euros, CIF, uns 28 dias no mar."),
        (5, "11:48", B, "Ótimo preço. Vou falar com meu sócio e te respondo na semana que vem."),
    ),
    27: (
        (3, "15:06", B, "李经理,三层点心架这个月还能发 200 个吗?"),
        (3, "15:09", S, "王总您好!现货 132 个,剩下的 28 天内到仓。可以先发一批,余下的补发,您看行吗?"),
        (3, "15:15", B, "可以,先发 132 个。价格还是老样子吧?"),
        (3, "15:18", S, "是的,白金客户一直享受九二折。我现在就把合同发给您。"),
        (3, "15:20", B, "好的,辛苦了!"),
    ),
    33: (
        (7, "13:22", B, "السلام عليكم، متى يصل الفانوس المغربي الكهرماني؟ نحتاجه قبل افتتاح الفرع الجديد."),
        (7, "13:30", S, "Wa alaikum assalam Fatima! The amber lantern (21085) takes 30 days, 22 pieces are here now."),
        (7, "13:36", B, "أريد 72 قطعة. هل يمكن الشحن جوًا إلى دبي؟"),
        (7, "13:41", S, "Yes. I will ask for the air freight rate for 72 pieces and come back to you this week."),
    ),
    39: (
        (1, "18:05", B, "Здравствуйте! Большие плетёные сердца ещё есть? Нужно 80 штук, чем быстрее, тем лучше."),
        (1, "18:11", S, "Здравствуйте, Айгерим! Да, есть на складе. Отправим в течение двух дней, в Алматы дней "
                        "через двенадцать."),
        (1, "18:14", B, "Отлично! Пришлите, пожалуйста, счёт."),
    ),
    49: (
        (8, "10:31", B, "Hi, I got your card from Emily Clarke. Do you ship to Cape Town?"),
        (8, "10:47", S, "Hello Thandi, welcome! Yes, by sea in about 30 days or by air in 6. What are you looking "
                        "for?"),
        (8, "10:55", B, "Mostly lanterns and baskets for a guest house shop. I'll look through the catalogue first."),
    ),
}  # fmt: skip

NOTES: tuple[tuple[int, int, str, str], ...] = (
    # buyer, days ago, seller, text
    (1, 553, "li", "Met at Ambiente: runs two shops in Hamburg, decorates by season. Likes everything in white."),
    (1, 251, "li", "Prefers delivery on Thursdays before 11, the street is closed to lorries afterwards."),
    (1, 63, "li", "Very happy with the rose glasses. Promised her the first copy of the new catalogue."),
    (3, 96, "li", "Orders for her Christmas market stand by September at the latest."),
    (4, 48, "li", "Pays within three days, every time. Wants to hear first about new scents."),
    (5, 40, "li", "Furnishes hotels near the lake. Needs certificates for everything electrical."),
    (6, 210, "li", "Third branch opened in Richmond. Ask for pallet labels per branch."),
    (6, 5, "li", "Two chipped cake stands replaced at our cost, packing team told to add corner foam."),
    (10, 120, "li", "Wants her own paper labels on the enamel mugs, artwork is in the shared folder."),
    (14, 88, "maria", "Writes in French, appreciates a handwritten card in the parcel."),
    (17, 150, "maria", "Opened the second shop in Chamberí. Both deliveries go there now."),
    (19, 75, "maria", "Decorates weddings: plan six weeks ahead of May and October."),
    (23, 18, "maria", "Collects on Fridays with her own van, have it ready by noon."),
    (25, 51, "maria", "Customs in Santos took three weeks last time. Always add the HS codes to the invoice."),
    (27, 160, "li", "希望在华东地区独家代理点心架,等总部决定。"),
    (27, 3, "li", "先发 132 个点心架,剩余 68 个到仓后补发。"),
    (30, 90, "li", "喜欢拍照好看的小件,新品图片要第一时间发给她。"),
    (33, 130, "li", "Buys for eleven stores. Ramadan orders have to be on the water ten weeks before."),
    (39, 60, "li", "Просит отправлять быстро, готова доплатить за экспресс."),
    (44, 26, "li", "Comes by on her bike, takes small quantities often. Coffee with oat milk."),
    (45, 228, "li", "Said she would reorder after stocktaking, quiet since. Worth a friendly message."),
    (48, 57, "li", "Gift wrapping matters: asks for plain tissue paper, no plastic."),
)

FOLLOW_UPS: tuple[tuple[int, str, int, str, str], ...] = (
    # buyer, seller, days from today, time at the seller's, text
    (1, "li", 0, "17:00", "Send the new catalogue"),
    (27, "li", 0, "10:30", "Send the contract for the cake stands"),
    (39, "li", 0, "14:00", "Send the invoice for the wicker hearts"),
    (14, "maria", 0, "16:00", "Ask whether the 60 pairs of tapers are confirmed"),
    (33, "li", -1, "15:00", "Give the air freight rate for 72 lanterns"),
    (25, "maria", -2, "11:00", "Ask what her partner decided about the 40 cartons"),
    (43, "li", -4, "09:30", "Ask for the business card again"),
    (49, "li", 1, "10:00", "Ask which lanterns caught her eye"),
    (17, "maria", 3, "12:00", "Tell her when the grey rope baskets are back"),
    (31, "li", 6, "09:00", "Offer the new range for hotels"),
    (5, "li", 8, "11:30", "Send the certificates for the wall clock"),
    (45, "li", 9, "09:00", "Send a friendly message, it has been a while"),
)

BIRTHDAYS_SOON = {14: 0, 30: 2, 6: 5}
"""Buyers whose birthday is so many days after the demo's today, so that the digest has something to congratulate."""
