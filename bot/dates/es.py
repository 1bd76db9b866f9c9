"""Spanish (accents and tildes folded away)."""

from bot.dates.language import Language, merged, numbered, table, tens

CARDINALS = numbered(
    "w",
    "cero/zero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis"
    " diecisiete dieciocho diecinueve veinte veintiuno/veintiun/veintiuna veintidos veintitres veinticuatro"
    " veinticinco"
    " veintiseis veintisiete veintiocho veintinueve treinta",
) | numbered("w", "cuarenta", 40) | numbered("w", "cincuenta", 50)  # fmt: skip
ORDINALS = numbered(
    "o",
    "primero/primer/primera segundo/segunda tercero/tercer/tercera cuarto/cuarta quinto/quinta sexto/sexta"
    " septimo/septima"
    " octavo/octava noveno/novena decimo/decima undecimo duodecimo",
    1,
)
TENS = (("treinta", 30), ("cuarenta", 40), ("cincuenta", 50))

WORDS = merged(
    CARDINALS,
    # the masculine names days, the feminine weeks and the like
    {word: "x" + tag[1:] if word[-1] == "a" else tag for word, tag in ORDINALS.items()},
    tens(CARDINALS, TENS, " y "),
    tens(ORDINALS, (("vigesimo", 20), ("trigesimo", 30)), " "),
    {"vigesimo": "o20", "trigesimo": "o30"},
    numbered(
        "d",
        "lunes/lun martes/mar miercoles/mie/mierc jueves/jue viernes/vie sabado/sabados/sab domingo/domingos/dom",
    ),
    numbered(
        "m",
        "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago"
        " septiembre/setiembre/sep/sept/set"
        " octubre/oct noviembre/nov diciembre/dic",
        1,
    ),
    table(
        ("r0", "hoy mas tarde, mas tarde hoy, hoy, hoy dia, hoy mismo, el dia de hoy, dia de hoy"),
        ("r1", "manana, mañana, el dia de manana, dia de manana, mñn, mnn"),
        ("r2", "pasado manana, pasadomanana, el dia despues de manana, dia despues de manana, despues de manana"),
        ("r1 pmorning", "manana por la manana, manana en la manana, manana a la manana, manana manana"),
        ("r1 early pmorning", "manana temprano, manana a primera hora"),
        ("r0 pevening", "esta noche, hoy por la noche, hoy en la noche, hoy noche, hoy a la noche"),
        (
            "pmorning",
            "la manana, por la manana, de la manana, en la manana, a la manana, todas las mananas,"
            " por las mananas, mananas",
        ),
        ("early pmorning", "a primera hora, temprano, muy temprano, temprano en la manana, temprano por la manana"),
        ("this pmorning", "esta manana"),
        (
            "pafternoon",
            "tarde, la tarde, por la tarde, de la tarde, en la tarde, a la tarde, tardes, despues de comer,"
            " despues de almorzar, despues del almuerzo",
        ),
        ("late pafternoon", "ultima hora de la tarde"),
        (
            "late",
            "tarde en, mas tarde en, tarde por, a ultima hora de, ultima hora de, ultimas horas de,"
            " a ultimas horas de, altas horas de, a altas horas de",
        ),
        ("early", "primeras horas de, a primeras horas de, a primera hora de, temprano en, temprano por, temprano a"),
        (
            "pevening",
            "noche, la noche, por la noche, de la noche, en la noche, a la noche, noches, despues del trabajo",
        ),
        ("pdawn", "madrugada, la madrugada, de la madrugada, de madrugada, en la madrugada, por la madrugada"),
        ("pnoon", "mediodia, medio dia, del mediodia, al mediodia, a mediodia"),
        ("plunch", "almuerzo, la hora del almuerzo"),
        ("pmidnight", "medianoche, media noche"),
        ("uminute", "minuto, minutos, min, mins"),
        ("usecond", "segundos, seg, segs"),
        ("o2|usecond", "segundo"),
        ("h", "hora, horas, hr, hrs, h, hs"),
        ("w30 uminute", "media hora, una media hora"),
        ("w15 uminute", "un cuarto de hora, cuarto de hora"),
        ("w45 uminute", "tres cuartos de hora"),
        ("w90 uminute", "hora y media, una hora y media"),
        ("uday|on", "dia"),
        ("uday", "dias"),
        ("uworkday", "dia habil, dias habiles, dia laborable, dias laborables, dias laborales"),
        ("uweek", "semana, semanas, sem"),
        ("weeks2", "quincena, una quincena"),
        ("uweekend", "fin de semana, finde, fin de semanas, weekend, fines de semana"),
        ("umonth", "mes, meses"),
        ("uquarter", "trimestre, trimestres"),
        ("uyear", "ano, anos"),
        (
            "next",
            "proximo, proxima, proximos, proximas, prox, siguiente, siguientes, que viene, que vienen, q viene,"
            " entrante, venidero, viene",
        ),
        (
            "nnext uweek",
            "semana despues de la proxima, semana siguiente a la proxima, la otra semana, semana que viene no la otra",
        ),
        ("nnext umonth", "mes despues del proximo"),
        ("this", "este, esta, esto, estos, estas, actual, en curso, presente, ese, esa"),
        ("last", "ultimo, ultima, ultimos"),
        ("on", "el, del, para el, hasta el, los, al, para"),
        (
            "at",
            "las, a las, a la, a, para las, por las, sobre las, a eso de las, cerca de las, alrededor de las,"
            " tipo, hacia las",
        ),
        ("the|at", "alrededor de, aproximadamente, aprox, mas o menos, cerca de, sobre"),
        ("the", "la, lo, en algun momento"),
        ("hm", "de, por favor, porfa, por, hs, con"),
        ("so", "en punto"),
        ("in", "en, dentro de, dentro del, de aqui a, en unos, de aca a"),
        ("later", "mas tarde, a partir de ahora, a partir de hoy, desde ahora, desde hoy, despues"),
        ("after", "despues de, despues del, tras, luego de, pasadas"),
        ("from", "a partir de, a partir del, desde, desde el"),
        ("minus", "menos"),
        ("and", "y, con"),
        ("half", "media, medio"),
        ("quarter|o4", "cuarto"),
        ("a", "un"),
        ("a|w1", "una"),
        ("at w1", "la una, a la una"),
        ("v2", "un par de, par de"),
        ("v3", "unos, unas, algunos, algunas, unos pocos"),
        ("start", "principio, principios, inicio, inicios, comienzo, comienzos, a principios, a inicios, a comienzos"),
        ("mid", "mediados, mitad, a mediados, medio de"),
        ("end", "fin, final, finales, fines, a finales, a fines, al fin, al final, al finalizar, finalizar"),
        ("early", "primera mitad, primera quincena"),
        ("late", "segunda mitad, segunda quincena"),
        ("weekly", "cada, todos los, todas las"),
        ("mark", "buenos dias, buenas tardes, buenas noches, buen dia, entre, buen fin de semana, feliz dia"),
        ("m12 o25", "navidad, dia de navidad"),
        ("m12 o24", "nochebuena"),
        ("m1 o1", "ano nuevo"),
        ("m12 o31", "nochevieja"),
        ("before", "antes de, antes del"),
        ("weeks2|w15 uday", "quince dias"),
        ("w1 uweek|w8 uday", "ocho dias"),
        ("gone", "pasado, ayer, anteayer, pasada, anterior, anoche"),
    ),
)
SPANISH = Language.of(
    "es",
    WORDS | {"mil": "wthousand"},
    homonyms="mar vie dom set may sab jue segundo segunda dia tarde ago",
    adverbs="por la manana, en la manana, a la manana, por la tarde, en la tarde, a la tarde, por la noche,"
    " en la noche, a la noche, a primera hora,"
    " despues de comer, despues del trabajo, al mediodia, a mediodia",
    ordinal=r"[.]?[oa](?![.\w])",
)
