"""How each language says how often: tables in the style of en.py, laid over the language's own.

`every` says that what follows repeats; `often` begins an adverb that says it all by itself ("daily"), which may as well
belong to a noun ("the daily report"); `apart` means that of so many only the last counts (每隔两周).
"""

from bot.dates.language import Language, Words, numbered, table
from bot.dates.languages import LANGUAGES

ZH_NAMES = ("一1", "二2", "三3", "四4", "五5", "六6", "日天7")
ZH_WEEKS = ("周", "星期", "礼拜", "个星期", "个礼拜")


def chinese_weeks() -> dict[str, str]:
    """每周一, 逢星期三 and the like, which are no "every week, one"."""
    return {
        start + week + name: f"every d{number}"
        for start in ("每", "逢", "每逢")
        for week in ZH_WEEKS
        for number, names in enumerate(ZH_NAMES)
        for name in names
    }


SOME_DAY = {"en": "tomorrow", "zh": "明天", "es": "pasado mañana", "pt": "amanhã", "ru": "завтра", "fr": "demain",
            "de": "übermorgen", "ar": "غدا"}  # fmt: skip
"""A day, to read the clock beside a clause as if the clause were one."""

OFTEN: dict[str, Words] = {
    "en": table(
        ("every", "every, each"),
        ("every w2", "every other, every second"),
        ("every umonth", "of each month, of every month, each month, every month"),
        ("every pmorning", "every morning, each morning, mornings"),
        ("every pevening", "every evening, every night, each evening"),
        ("every uworkday", "every weekday, each weekday, on weekdays, every workday"),
        ("often every uday", "daily, every single day, everyday"),
        ("often every uweek", "weekly"),
        ("often every weeks2", "fortnightly"),
        ("often every umonth", "monthly"),
        ("often every w3 umonth", "quarterly"),
        ("often every uyear", "yearly, annually"),
    ),
    "zh": table(
        ("every", "每, 每个, 每逢"),
        ("every apart", "每隔"),
        ("every uday", "每天, 每日, 天天"),
        ("every uweek", "每周, 每星期, 每礼拜, 每个星期, 每个礼拜, 每周一次, 每星期一次"),
        ("every umonth", "每月, 每个月, 每月一次, 每个月一次"),
        ("every uyear", "每年, 每年一次"),
        ("every uquarter", "每季度, 每季, 每个季度"),
        ("every uworkday", "每个工作日, 每工作日"),
        ("every pmorning", "每天早上, 每早, 每天上午"),
        ("every pevening", "每晚, 每天晚上"),
        ("and", "和, 及, 与"),
    )
    | chinese_weeks(),
    "es": table(
        ("every", "cada, todos los, todas las"),
        ("every pmorning", "todas las mananas, cada manana"),
        ("every uday", "todos los dias"),
        ("every uworkday", "todos los dias habiles, entre semana"),
        ("often every uday", "diariamente, a diario"),
        ("often every uweek", "semanalmente"),
        ("often every umonth", "mensualmente"),
        ("often every uyear", "anualmente"),
    ),
    "pt": table(
        ("every", "cada, todo, toda, todos os, todas as, todo o, toda a"),
        ("every pmorning", "todas as manhas, toda manha"),
        ("every uday", "todos os dias"),
        ("every uworkday", "todos os dias uteis, em dias uteis"),
        ("often every uday", "diariamente"),
        ("often every uweek", "semanalmente"),
        ("often every umonth", "mensalmente"),
        ("often every uyear", "anualmente"),
    ),
    "ru": table(
        ("every", "каждый, каждую, каждое, каждые, каждого, каждой"),
        ("every uday", "каждый день"),
        ("every pmorning", "каждое утро, по утрам"),
        ("every pevening", "каждый вечер, по вечерам"),
        ("every uworkday", "по будням, по рабочим дням, каждый рабочий день, каждый будний день"),
        ("often every uday", "ежедневно"),
        ("often every uweek", "еженедельно"),
        ("often every umonth", "ежемесячно"),
        ("often every uyear", "ежегодно"),
    )
    | {
        f"по {name}": f"every d{number}"
        for number, name in enumerate(
            "понедельникам вторникам средам четвергам пятницам субботам воскресеньям".split()  # noqa: SIM905
        )
    },
    "fr": table(
        ("every", "chaque, tous les, toutes les"),
        ("every pmorning", "tous les matins, chaque matin"),
        ("every pevening", "tous les soirs, chaque soir"),
        ("every w2", "un sur deux"),
        ("often every uday", "quotidiennement"),
        ("often every uweek", "chaque semaine, hebdomadairement"),
        ("often every umonth", "mensuellement"),
        ("often every uyear", "annuellement"),
    )
    | numbered("every d", "tous_les_lundis tous_les_mardis tous_les_mercredis tous_les_jeudis tous_les_vendredis"
               " tous_les_samedis tous_les_dimanches"),
    "de": table(
        ("every", "jede, jeden, jeder, jedes, jedem, alle, immer am, immer"),
        ("every w2", "jeden zweiten, jede zweite, jedes zweite"),
        ("every pmorning", "jeden morgen"),
        ("every pevening", "jeden abend"),
        ("every uworkday", "jeden werktag, jeden arbeitstag, werktags, an werktagen"),
        ("often every uday", "taglich"),
        ("often every uweek", "wochentlich"),
        ("often every umonth", "monatlich"),
        ("often every uyear", "jahrlich"),
    ),
    "ar": table(
        ("every", "كل"),
        ("every pmorning", "كل صباح"),
        ("every pevening", "كل مساء"),
        ("often every uday", "يوميا"),
        ("often every uweek", "اسبوعيا"),
        ("often every umonth", "شهريا"),
        ("often every uyear", "سنويا"),
    ),
}  # fmt: skip


def repeating(language: Language) -> Language:
    """A language that also knows how often."""
    own = {phrase: tags for phrase, tags in language.words.items() if "weekly" not in tags.split("|")}
    settings = {
        name: getattr(language, name)
        for name in ("ordinal", "prefixes", "stops", "by_day", "both_orders", "nearest", "clock24", "solid")
    }
    return Language.of(language.code, {**own, **OFTEN[language.code]}, homonyms=" ".join(language.homonyms), **settings)


REPEATING = {code: repeating(language) for code, language in LANGUAGES.items()}
