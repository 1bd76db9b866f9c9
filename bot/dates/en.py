"""English."""

from bot.dates.language import Language, merged, numbered, table, tens

CARDINALS = numbered(
    "w",
    "zero/oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen"
    " eighteen nineteen twenty",
) | numbered("w", "thirty", 30) | numbered("w", "forty", 40) | numbered("w", "fifty", 50)  # fmt: skip
ORDINALS = numbered(
    "o",
    "first second third fourth fifth sixth seventh eighth/eigth ninth tenth eleventh twelfth/twelveth thirteenth"
    " fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    1,
) | {"thirtieth": "o30"}  # fmt: skip
TENS = (("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50))

WORDS = merged(
    CARDINALS,
    ORDINALS,
    tens(CARDINALS, TENS, " "),
    tens(ORDINALS, TENS[:2], " "),
    numbered(
        "d",
        "monday/mon/mondays tuesday/tue/tues/tuesdays/tuseday/teusday wednesday/wed/weds/wednesdays/wensday/wednsday"
        " thursday/thu/thur/thurs/thursdays/thrusday friday/fri/fridays/firday saturday/sat/saturdays/saterday"
        " sunday/sun/sundays",
    ),
    numbered(
        "m",
        "january/jan february/feb/febuary march/mar april/apr may june/jun july/jul august/aug"
        " september/sep/sept october/oct november/nov december/dec",
        1,
    ),
    table(
        ("r0", "later today, today, tdy, 2day, todays, today's, current day, present day"),
        ("r1", "tomorrow, tmrw, tmr, tmw, tomorow, tommorow, tommorrow, tomorrows, tomorrow's, tom, 2moro"),
        ("r2", "day after tomorrow, the day after tomorrow, day after tmrw, day after tmr, overmorrow"),
        ("r0 pevening", "tonight, tonite, 2nite, this night, tonights, tonight's"),
        ("r1 pevening", "tomorrow night, tmrw night"),
        ("pmorning", "morning, mornings, in the morning, in the mornings, in the am"),
        ("early pmorning", "early in the morning, first thing in the morning, first thing, bright and early"),
        ("late pmorning", "late in the morning"),
        ("pafternoon", "afternoon, afternoons, in the afternoon, in the afternoons, arvo, afternoonish, after lunch"),
        ("early pafternoon", "early in the afternoon"),
        ("late pafternoon", "late in the afternoon, late in the day"),
        ("pevening", "evening, evenings, in the evening, in the evenings, eve, after work, end of business"),
        ("early pevening", "early in the evening"),
        ("late pevening", "late in the evening"),
        ("pnight", "night, nights, at night, in the night, nighttime"),
        ("pday", "daytime, in the daytime, in the day, business hours, working hours"),
        ("pnoon", "noon, midday, noontime"),
        ("plunch", "lunch, lunchtime, lunch time, at lunch"),
        ("pmidnight", "midnight"),
        ("this", "later this, later on this"),
        ("uminute", "minute, minutes, min, mins, minuet"),
        ("usecond", "seconds, sec, secs"),
        ("o2|usecond", "second"),
        ("uhour", "hour, hours, hr, hrs, houre"),
        ("h", "h"),
        ("uday", "day, days, d"),
        ("uworkday", "weekday, working day, working days, business day, business days, workday, work day, work days"),
        ("uweek", "week, weeks, wk, wks, w, week's"),
        ("weeks2", "fortnight"),
        ("uweekend", "weekend, weekends, week end, wkend, wknd"),
        ("umonth", "month, months, mo, mos, mth, mths, month's"),
        ("quarter|uquarter", "quarter"),
        ("uquarter", "quarters, qtr"),
        ("uday later", "days time, day's time"),
        ("uweek later", "weeks time, week's time"),
        ("umonth later", "months time, month's time"),
        ("uhour later", "hours time, hour's time"),
        ("uyear", "year, years, yr, yrs, y, year's"),
        ("coming", "coming, upcoming, this coming"),
        ("next", "next, nxt, nex, following, the next, in the next"),
        ("this", "this, current, ths"),
        ("w15 uminute", "quarter of an hour, quarter hour, a quarter of an hour, quarter of hour, quarter an hour"),
        ("w30 uminute", "half an hour, half hour, half a hour, half of an hour, a half hour"),
        ("w45 uminute", "three quarters of an hour, three quarter hour"),
        ("nnext uyear", "year after next, the year after next"),
        ("nnext uweek", "week after next, the week after next, next next week"),
        ("nnext umonth", "month after next, month after the next"),
        ("r2", "next next day"),
        ("in", "in, within, within the next"),
        ("later", "from now, hence, from this moment, from today on, later, from right now"),
        ("after", "after, past"),
        ("from", "from"),
        ("r0", "now on"),
        ("on|at", "by, til, until"),
        ("on", "on, for, on the"),
        ("at", "at, @"),
        ("at|the", "around, about, approx, approximately, ca, circa, roughly, around about"),
        ("the", "the, sometime, some time, during"),
        ("hm", "of, please, pls, plz, all"),
        ("so", "ish, sharp, exactly"),
        ("and", "and, n"),
        ("a", "a, an"),
        ("start", "start, beginning, begining, start of, beginning of, the start of"),
        ("mid", "mid, middle, middle of, midway through"),
        ("end", "end, end of, ending, the end of"),
        ("early", "early, very early, early in, early on"),
        ("late", "late, late in"),
        ("end umonth", "eom, month end, end of month"),
        ("end uday", "eod, cob, close of business, end of day, end of business, close of play"),
        ("end uweek", "eow, end of week"),
        ("end uyear", "eoy, year end, end of year"),
        ("half", "half"),
        ("v2", "couple, couple of, a couple, a couple of, pair of"),
        ("v3", "a few, few"),
        ("oclock", "o'clock, oclock, o clock, hundred hours"),
        ("half and", "half past, half after"),
        ("past", "past"),
        ("past|after", "after"),
        ("to", "to, till"),
        ("last", "last"),
        ("gone|last uweek", "last week"),
        ("gone|last umonth", "last month"),
        ("gone", "last year"),
        ("before", "before, prior to"),
        ("mark", "may be, may not, may have, may need, may want, may take, may also, may still, might"),
        ("weekly", "every, each, daily, weekly, monthly"),
        (
            "mark",
            "may i, may we, may you, may they, good morning, good afternoon, good evening, good night, good day,"
            " nice day, great day, great week, nice week,"
            " great weekend, nice weekend, between, from time to time",
        ),
        ("m12 o25", "christmas, xmas, christmas day"),
        ("m12 o24", "christmas eve"),
        ("m1 o1", "new year's day, new years day, new year"),
        ("m12 o31", "new year's eve, new years eve"),
        ("gone", "yesterday, ago, previous, last night, yday"),
        ("more", "more, another"),
        ("wthousand", "thousand"),
        ("uweek more", "week number, week no"),
    ),
)
# Rows above say "after" and "past" twice on purpose: the clock's and the calendar's are told apart by the grammar.
ENGLISH = Language.of(
    "en",
    WORDS
    | {
        "after": "after|past",
        "past": "past",
        "till": "on|to",
        "to": "to",
        "second": "o2|usecond",
        "later": "later",
    },
    ordinal=r"\ ?(?:st|nd|rd|th)",
    adverbs="in the morning, in the afternoon, in the evening, at night, in the night, in the mornings,"
    " in the afternoons, in the evenings,"
    " first thing, first thing in the morning, early in the morning, late in the morning, late in the afternoon,"
    " late in the day,"
    " after lunch, after work, at lunch, in the daytime, in the day",
    homonyms="early late may march mar sat sun second",
    by_day=False,
    both_orders=True,
    nearest=False,
)
