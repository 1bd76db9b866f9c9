"""Portuguese (accents folded away)."""

from bot.dates.language import Language, merged, numbered, table, tens

CARDINALS = numbered(
    "w",
    "zero _ dois/duas tres quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze quinze"
    " dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove vinte",
) | numbered("w", "trinta", 30) | numbered("w", "quarenta", 40) | numbered("w", "cinquenta", 50)  # fmt: skip
ORDINALS = numbered(
    "o",
    "primeiro/primeira/primeiros segundo terceiro/terceira quarto quinto sexto setimo/setima oitavo/oitava nono/nona"
    " decimo/decima",
    1,
)
TENS = (("vinte", 20), ("trinta", 30), ("quarenta", 40), ("cinquenta", 50))

WORDS = merged(
    CARDINALS,
    {word: "quarter|o4" if word == "quarto" else tag for word, tag in ORDINALS.items()},
    tens(CARDINALS, TENS, " e "),
    tens(ORDINALS, (("decimo", 10), ("vigesimo", 20), ("trigesimo", 30)), " "),
    {"vigesimo": "o20", "trigesimo": "o30"},
    numbered(
        "d",
        "segunda/segundas/segunda_feira/seg terca/tercas/terca_feira/ter quarta/quartas/quarta_feira/qua"
        " quinta/quintas/quinta_feira/qui sexta/sextas/sexta_feira/sex sabado/sabados/sab domingo/domingos/dom",
    ),
    {"segunda": "x2", "terca": "x3", "quarta": "x4", "quinta": "x5", "sexta": "x6"},
    numbered(
        "m",
        "janeiro/jan fevereiro/fev marco/mar abril/abr maio/mai junho/jun julho/jul agosto/ago setembro/set"
        " outubro/out"
        " novembro/nov dezembro/dez",
        1,
    ),
    table(
        ("r0", "hoje mais tarde, mais tarde hoje, hoje, hj, dia de hoje"),
        ("r1", "amanha, amnh, dia de amanha, amanhã"),
        ("r2", "depois de amanha, depois d amanha"),
        ("r0 pevening", "hoje a noite, esta noite, essa noite, hoje de noite, nesta noite, desta noite"),
        ("r1 pevening", "amanha a noite, amanha de noite"),
        ("r1 pmorning", "amanha de manha, amanha pela manha, amanha cedo, amanha a manha"),
        ("pmorning", "manha, de manha, pela manha, da manha, na manha, a manha, manhas"),
        ("early pmorning", "cedo, bem cedo, de manha cedo, logo cedo, cedinho, primeira hora"),
        ("this pmorning", "esta manha, essa manha, hoje de manha, nesta manha"),
        (
            "pafternoon",
            "tarde, de tarde, a tarde, da tarde, pela tarde, na tarde, depois do almoco, depois do meio dia,"
            " apos o almoco",
        ),
        ("this pafternoon", "esta tarde, essa tarde, hoje a tarde, hoje de tarde"),
        ("late pafternoon", "fim da tarde, final da tarde, no fim da tarde, no final da tarde, tardinha"),
        ("early pafternoon", "inicio da tarde, comeco da tarde"),
        ("pevening", "noite, de noite, a noite, da noite, pela noite, na noite, depois do trabalho, noitinha"),
        ("pdawn", "madrugada, de madrugada, da madrugada, na madrugada"),
        ("pnoon", "meio dia, meiodia, ao meio dia"),
        ("plunch", "almoco, hora do almoco, na hora do almoco"),
        ("pmidnight", "meia noite, meianoite"),
        ("uminute", "minuto, minutos, min, mins"),
        ("usecond", "segundos"),
        ("h", "hora, horas, hr, hrs, h, hs"),
        ("w30 uminute", "meia hora"),
        ("w15 uminute", "um quarto de hora, quarto de hora"),
        ("w90 uminute", "hora e meia, uma hora e meia"),
        ("uday|on", "dia"),
        ("uday", "dias"),
        ("uworkday", "dia util, dias uteis"),
        ("uweek", "semana, semanas"),
        ("weeks2", "quinzena, uma quinzena"),
        ("uweekend", "fim de semana, final de semana, fds, fim de semanas, fins de semana"),
        ("umonth", "mes, meses"),
        ("uquarter", "trimestre, trimestres"),
        ("uyear", "ano, anos"),
        (
            "next",
            "proximo, proxima, proximos, proximas, prox, seguinte, seguintes, que vem, q vem, que entra,"
            " vindouro, que vêm",
        ),
        (
            "this",
            "este, esta, esse, essa, neste, nesta, nesse, nessa, deste, desta, desse, dessa, atual, corrente, presente",
        ),
        ("last", "ultimo, ultima, ultimos"),
        ("on", "no, na, nos, nas, ao, ate, ate o, ate a, pro, pra, para o, para a, do dia, no dia, ao dia"),
        ("at", "as, a partir das, pelas, das, la pelas, por volta das, cerca das, umas, ate as"),
        ("at|the", "a"),
        ("the|at", "cerca de, aproximadamente, mais ou menos, por volta de"),
        ("the", "o, os, em algum momento"),
        ("hm", "de, do, da, dos, por favor, pela, pelo"),
        ("so", "em ponto"),
        ("feira", "feira"),
        ("in", "em, dentro de, daqui a, daqui, num, numa, de hoje a, daqui ha"),
        ("later", "depois, mais tarde, a partir de agora, a partir de hoje, a contar de hoje"),
        ("after", "depois de, depois do, apos, depois da"),
        ("minus", "menos"),
        ("to", "para as, pras"),
        ("and", "e"),
        ("half", "meia, meio"),
        ("a|w1", "um, uma"),
        ("v2", "um par de, par de"),
        ("v3", "alguns, algumas, uns, umas"),
        ("start", "inicio, comeco, principio, no inicio, no comeco"),
        ("mid", "meados, meio, em meados, metade"),
        ("end", "fim, final, no fim, no final, ao final, ao fim, fins"),
        ("early", "primeira quinzena, primeira metade"),
        ("late", "segunda quinzena, segunda metade"),
        ("weekly", "cada, todo, toda, todos os, todas as"),
        ("mark", "bom dia, boa tarde, boa noite, entre, bom fim de semana"),
        ("m12 o25", "natal, dia de natal"),
        ("m1 o1", "ano novo"),
        ("before", "antes de, antes do, antes da"),
        ("weeks2|w15 uday", "quinze dias"),
        ("w1 uweek|w8 uday", "oito dias"),
        ("gone", "ontem, anteontem, atras, passado, passada, anterior"),
    ),
)
PORTUGUESE = Language.of(
    "pt",
    WORDS | {"para": "to|on", "para o": "to|on", "meio": "half|mid", "umas": "at|v3", "mil": "wthousand"},
    homonyms="ter sex seg qua qui dom set mai sab mar segunda quarta quinta sexta terca out dia tarde",
    adverbs="de manha, pela manha, na manha, de tarde, a tarde, pela tarde, de noite, a noite, pela noite,"
    " depois do almoco, depois do trabalho, bem cedo,"
    " logo cedo, ao meio dia, fim da tarde, final da tarde, no fim da tarde",
    ordinal=r"[.]?[oa](?![.\w])",
)
