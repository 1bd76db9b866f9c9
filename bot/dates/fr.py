"""French (accents folded away)."""

from bot.dates.language import Language, joined, merged, numbered, table, tens

CARDINALS = numbered(
    "w",
    "zero _ deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix_sept dix_huit"
    " dix_neuf vingt",
) | numbered("w", "trente", 30) | numbered("w", "quarante", 40) | numbered("w", "cinquante", 50)  # fmt: skip
TENS = (("vingt", 20), ("trente", 30), ("quarante", 40), ("cinquante", 50))
ORDINALS = numbered(
    "o",
    "premier/premiere deuxieme/second/seconde troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme",
    1,
)

WORDS = merged(
    CARDINALS,
    ORDINALS,
    tens(CARDINALS, TENS, " "),
    {f"{name} et un": f"w{ten + 1}" for name, ten in TENS},
    {f"{name} et une": f"w{ten + 1}" for name, ten in TENS},
    joined(
        numbered("d", "lundi/lun mardi/mar mercredi/mer/mercr jeudi/jeu vendredi/ven/vend samedi/sam dimanche/dim"),
        "s",
        "",
    ),
    numbered(
        "m",
        "janvier/janv/jan fevrier/fevr/fev/feb mars avril/avr mai juin juillet/juil/jul aout/aou septembre/sept/sep"
        " octobre/oct novembre/nov decembre/dec",
        1,
    ),
    table(
        (
            "r0",
            "aujourd'hui plus tard, plus tard aujourd'hui,"
            " aujourd'hui, aujourdhui, aujourd hui, auj, ajd, ce jour, maintenant",
        ),
        ("r1", "demain, dem, lendemain, le lendemain, 2main"),
        ("r2", "apres demain, surlendemain, le surlendemain"),
        ("r0 pevening", "ce soir, cette nuit, cette soiree"),
        ("r1 pevening", "demain soir, demain nuit"),
        (
            "pmorning",
            "matin, matinee, du matin, le matin, dans la matinee, en matinee, matins, de matin, dans le matin,"
            " au matin, la matinee",
        ),
        (
            "pafternoon",
            "apres midi, apresmidi, aprem, apres m, de l'apres midi, l'apres midi, dans l'apres midi, aprems,"
            " apres le dejeuner",
        ),
        (
            "pevening",
            "soir, soiree, du soir, le soir, dans la soiree, en soiree, soirs, apres le travail,"
            " apres le boulot, la soiree",
        ),
        ("pnight", "nuit, la nuit, dans la nuit, de la nuit, de nuit"),
        ("pnoon", "midi"),
        (
            "plunch",
            "dejeuner, heure du dejeuner, l'heure du dejeuner, moment de dejeuner, pause dejeuner, pause de midi",
        ),
        ("pmidnight", "minuit"),
        ("uminute", "minute, minutes, min, mins, mn"),
        ("usecond", "secondes, sec"),
        ("o2|usecond", "seconde"),
        ("h", "heure, heures, h, hr, hrs"),
        ("w30 uminute", "demi heure, une demi heure, demie heure, une demie heure"),
        ("w15 uminute", "quart d'heure, un quart d'heure"),
        ("w45 uminute", "trois quarts d'heure"),
        ("w90 uminute", "heure et demie, une heure et demie"),
        ("uday", "jour, jours, journee, j"),
        ("w1 uweek|w8 uday", "huit jours"),
        ("weeks2|w15 uday", "quinze jours, quinzaine, quinzaine de jours, une quinzaine"),
        ("uworkday", "jour ouvre, jours ouvres, jour ouvrable, jours ouvrables"),
        ("uweek", "semaine, semaines, sem"),
        ("uweekend", "week end, weekend, week ends, weekends, we"),
        ("umonth", "mois"),
        ("uquarter", "trimestre, trimestres"),
        ("uyear", "an, ans, annee, annees"),
        (
            "next",
            "prochain, prochaine, prochains, prochaines, proch, suivant, suivante, suivants, suivantes,"
            " qui suit, qui vient, qui viennent, a venir",
        ),
        ("uweek next", "semaine d'apres"),
        ("uday next", "jour d'apres"),
        ("umonth next", "mois d'apres"),
        ("nnext uweek", "semaine d'apres la prochaine, semaine apres la prochaine"),
        ("this", "ce, cet, cette, ces, courant, en cours, actuelle, actuel"),
        ("last", "dernier, derniere, derniers, dernieres"),
        ("on", "le, pour le, au, jusqu'au, du, pour, d'ici le, d'ici au"),
        ("at", "a, vers, vers les, aux alentours de, aux environs de, autour de, sur les coups de, des"),
        ("at|the", "environ, a peu pres, approximativement"),
        ("so", "pile, precises, precise"),
        ("the", "la, les, l, l'an, sur le coup de, pendant, durant, aux"),
        ("hm", "d, de, des, svp, s'il te plait, stp, tout"),
        ("in", "dans, d'ici, en, dans les, sous, au bout de, dans la, dans le"),
        ("later", "plus tard, a partir de maintenant, a partir d'aujourd'hui, a compter d'aujourd'hui"),
        ("after", "apres"),
        ("minus", "moins, moins le"),
        ("past", "passe, passees"),
        ("and", "et"),
        ("half", "demie, demi"),
        ("quarter", "quart, quarts, le quart"),
        ("plusweeks1", "en huit, en 8"),
        ("plusweeks2", "en quinze, en 15"),
        ("a", "un, une"),
        ("w1 h", "une heure, une heures"),
        ("v2", "un couple de, deux ou"),
        ("v3", "quelques"),
        ("start", "debut, au debut, en debut, commencement"),
        ("mid", "milieu, mi, au milieu, en milieu"),
        ("end", "fin, a la fin, en fin, la fin"),
        ("early", "tot, tres tot, plus tot, debut de, de bonne heure"),
        ("late", "tard, plus tard dans, tard dans, tard le"),
        ("early pmorning", "de bonne heure, a la premiere heure"),
        ("weekly", "chaque, tous les, toutes les"),
        ("mark", "bonne journee, bonne soiree, bonne nuit, entre, bon week end, bonne semaine, bonne annee"),
        ("m12 o25", "noel, jour de noel"),
        ("m1 o1", "jour de l'an, nouvel an, le jour de l'an"),
        ("before", "avant, avant le, avant la, avant les, la veille de"),
        ("gone", "hier, avant hier, passee, precedent, precedente"),
    ),
)
FRENCH = Language.of(
    "fr",
    WORDS | {"mille": "wthousand"},
    homonyms="second seconde mar mer jeu sam dim sept mars mai lun ven dem we",
    adverbs="le matin, dans la matinee, en matinee, au matin, dans le matin, dans l'apres midi, l'apres midi,"
    " le soir, dans la soiree, en soiree,"
    " dans la nuit, apres le travail, apres le dejeuner",
    ordinal="(?:er|ere|eme|e|nd|nde)",
    prefixes=(("l'", "the"), ("d'", "hm")),
    clock24=True,
)
