"""German."""

from bot.dates.language import Language, joined, merged, numbered, table

UNITS = ("ein", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun")
TENS = (("zwanzig", 20), ("dreissig", 30), ("vierzig", 40), ("funfzig", 50))
SMALL = "null eins zwei/zwo drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn"
" sechzehn siebzehn achtzehn neunzehn"
STEMS = "erst zweit dritt viert funft sechst siebt/siebent acht neunt zehnt elft zwolft dreizehnt vierzehnt"
" funfzehnt sechzehnt siebzehnt achtzehnt neunzehnt zwanzigst"
COMPOUNDS = {
    f"{unit}und{ten}": number + count for ten, number in TENS for count, unit in enumerate(UNITS, 1)
} | dict(TENS)  # fmt: skip
CARDINALS = numbered("w", SMALL) | {word: f"w{number}" for word, number in COMPOUNDS.items()}
ORDINALS = joined(numbered("o", STEMS, 1), "e en er es em") | joined(
    {f"{word}st": f"o{number}" for word, number in COMPOUNDS.items() if number <= 31}, "e en er es em"
)
DAYS = numbered("d", "montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag")
PARTS = {
    "morgen": "pmorning",
    "fruh": "early pmorning",
    "vormittag": "late pmorning",
    "mittag": "pnoon",
    "nachmittag": "pafternoon",
    "abend": "pevening",
    "nacht": "pnight",
}
# dienstag morgen and dienstagmorgen are the morning; morgen by itself is tomorrow
OF_DAYS = {
    f"{day}{gap}{part}{end}": f"{tag} {shade}"
    for day, tag in DAYS.items()
    for part, shade in PARTS.items()
    for gap in ("", " ")
    for end in ("", "s")
}

WORDS = merged(
    CARDINALS,
    ORDINALS,
    DAYS,
    joined(DAYS, "s"),
    OF_DAYS,
    numbered("d", "mo/mon di mi/mitt do/don fr/frei sa/sam so/son"),
    numbered(
        "m",
        "januar/janner/jan februar/feber/feb marz/maerz/mrz/mar april/apr mai juni/juno/jun juli/julei/jul august/aug"
        " september/sept/sep oktober/okt/oct november/nov dezember/dez/dec",
        1,
    ),
    table(
        ("r0", "heute spater, spater heute, heute, heut, heutigen, heutigen tag"),
        ("r1", "morgen, am morgigen tag, morgigen, mrgn"),
        ("r2", "ubermorgen, uebermorgen"),
        ("r1 pmorning", "morgen fruh, morgen in der fruh, morgen vormittag, morgen morgen, morgens fruh"),
        ("r2 pmorning", "ubermorgen fruh, uebermorgen fruh"),
        ("r0 pmorning", "heute morgen, heute fruh, diesen morgen, heute in der fruh, heut fruh"),
        ("pmorning", "morgens, am morgen, den morgen, der morgen, vormittag, vormittags, am vormittag, fruhs"),
        (
            "early pmorning",
            "in der fruh, fruhmorgens, fruhmorgen, fruh, sehr fruh, in aller fruh, fruh am morgen, in der fruhe",
        ),
        ("pnoon", "mittag, mittags, am mittag, zu mittag"),
        ("pafternoon", "nachmittag, nachmittags, am nachmittag, nach dem mittag, nach mittag, nach dem mittagessen"),
        ("late pafternoon", "spatnachmittag, spatnachmittags, am spaten nachmittag, spater nachmittag"),
        ("early pafternoon", "am fruhen nachmittag, fruher nachmittag"),
        ("pevening", "abend, abends, am abend, feierabend, nach feierabend, nach der arbeit"),
        ("late pevening", "spatabend, spatabends, spater abend, am spaten abend, spat am abend"),
        ("early pevening", "am fruhen abend, vorabend, fruher abend"),
        ("pnight", "nacht, nachts, in der nacht"),
        ("late", "spat"),
        ("pmidnight", "mitternacht, mitternachts, um mitternacht, zu mitternacht"),
        ("uminute", "minute, minuten, min"),
        ("usecond", "sekunde, sekunden, sek"),
        ("uhour", "stunde, stunden, std, stdn"),
        ("h", "h"),
        ("oclock", "uhr"),
        ("w30 uminute", "halbe stunde, halben stunde, einer halben stunde, eine halbe stunde"),
        ("w15 uminute", "viertelstunde, einer viertelstunde"),
        ("w45 uminute", "dreiviertelstunde, einer dreiviertelstunde"),
        ("w90 uminute", "anderthalb stunden, eineinhalb stunden"),
        ("uday", "tag, tage, tagen, tages"),
        ("uworkday", "werktag, werktage, werktagen, arbeitstag, arbeitstage, arbeitstagen"),
        ("uweek", "woche, wochen, wo, kw, kalenderwoche"),
        ("uweekend", "wochenende, wochenenden, we"),
        ("umonth", "monat, monate, monaten, monats"),
        ("uquarter", "quartal, quartale, quartals, quartalen"),
        ("uyear", "jahr, jahre, jahren, jahres"),
        ("the", "jahr 20"),
        (
            "next",
            "nachste, nachsten, nachster, nachstes, nachstem, naechste, naechsten, naechster, naechstes,"
            " naechstem, nachst",
        ),
        (
            "next",
            "folgende, folgenden, folgender, folgendes, drauf",
        ),
        ("coming", "kommende, kommenden, kommender, kommendes, kommendem"),
        ("w1 uweek|w8 uday", "acht tage, acht tagen"),
        (
            "nnext",
            "ubernachste, ubernachsten, ubernachster, ubernachstes, uebernaechste, uebernaechsten, uebernaechster",
        ),
        ("this", "diese, diesen, dieser, dieses, diesem, aktuelle, aktuellen, aktueller, laufenden, dies"),
        ("last", "letzte, letzten, letzter, letztes, letztem"),
        ("on", "am, der, den, dem, zum, vom, auf, fur, bis zum"),
        ("the", "die, das, des, so, irgendwann, zur, punkt, genau"),
        ("hm", "bitte, mal, von"),
        ("on|at", "bis, ab"),
        ("at", "um, gegen"),
        ("the|at", "circa, ca, ungefahr, etwa, in etwa, rund, spatestens, zirka"),
        ("in", "in, im, innerhalb von, binnen"),
        ("after|past", "nach"),
        ("to|before", "vor"),
        ("before", "vor dem, vorher"),
        ("later", "spater, ab jetzt, ab heute, von jetzt an, danach"),
        ("half", "halbe, halben, einhalb"),
        ("halfto", "halb"),
        ("threeto", "dreiviertel"),
        ("quarter", "viertel"),
        ("a", "ein, eine, einem, einen, einer"),
        ("w1 oclock", "ein uhr"),
        ("v2", "paar, ein paar, einem paar, paar wenigen"),
        ("v3", "einige, einigen"),
        ("and", "und"),
        ("start", "anfang, beginn, zu beginn, zum beginn, anfangs"),
        ("mid", "mitte"),
        ("end", "ende, zum ende, schluss"),
        ("end umonth", "monatsende, eom"),
        ("start umonth", "monatsanfang"),
        ("mid umonth", "monatsmitte"),
        ("end uyear", "jahresende"),
        ("end uday", "tagesende, eod"),
        ("start uweek", "wochenanfang, wochenbeginn"),
        ("end uweek", "ende der woche"),
        ("weekly", "jede, jeden, jeder, jedes, taglich, wochentlich, monatlich"),
        (
            "mark",
            "guten morgen, guten tag, guten abend, gute nacht, schonen tag, schonen abend, schones wochenende,"
            " zwischen, morgen zusammen",
        ),
        ("m12 o25", "weihnachten"),
        ("m12 o24", "heiligabend"),
        ("m12 o31", "silvester"),
        ("m1 o1", "neujahr"),
        ("gone", "gestern, vorgestern, vergangene, vergangenen, vorige, vorigen"),
    ),
)
GERMAN = Language.of(
    "de",
    WORDS,
    homonyms="spat fruh so do mo mi sa fr die mai mar we",
    adverbs="morgens, vormittags, mittags, nachmittags, abends, nachts, fruhmorgens, spatnachmittags,"
    " spatabends, am morgen, am vormittag,"
    " am mittag, am nachmittag, am abend, in der nacht, in der fruh, mitternachts, nach feierabend",
    ordinal="(?:ten|te|ter|tes|tem)",
    stops=True,
    clock24=True,
)
