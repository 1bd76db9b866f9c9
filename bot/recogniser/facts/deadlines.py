"""The date or deadline of a message, when it is certain: read by bot.dates, with what only looks like a date hidden."""

import re
from datetime import datetime
from typing import Protocol

from bot.core.moments import Understanding
from bot.core.recognition import Fact, Listening
from bot.recogniser.facts.spans import Claims
from bot.recogniser.language import KNOWN


class DateFinder(Protocol):
    """Finds the one date or deadline of a sentence, as `bot.dates.find` does."""

    def __call__(self, text: str, *, now: datetime, zone: str, language: str = "") -> Understanding:
        """`now` is aware, `zone` an IANA name, `language` the message's language or ""."""


# Short words mean other things in other languages: French "mon" is no Monday.
_SURE = 5
# What may be a day in another Latin language than the message was taken for; asking for all is dear.
_MAYBE_A_DAY = re.compile(
    r"\b(?:tomorrow|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day|morgen|heute|übermorgen|(?:mon|diens|donners|frei|sams"
    r"|sonn)tag|mittwoch|demain|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|mañana|(?:lun|mart|juev|viern)es|miércoles"
    r"|s[áa]bado|domingo|amanh[ãa]|(?:segunda|terça|quarta|quinta|sexta)|jan[uve]\w+|ener\w*|f[eé][bv]\w{3,}|mar(?:ch|ço|zo)"
    r"|märz|abril|april|avril|ma[iyj]o?|jun[ieh]\w*|jul[iyh]\w*|juin|juillet|ago[s]to|august|août|se[pt]\w{2,}e"
    r"|septem\w+|o[ckut]{2,4}[ou]b\w+|nov[ei]\w+|d[eé][czi]\w+bre?|dezem\w+|woche|\d{1,2} ?uhr|semana|semaine|week)\b",
    re.I,
)
_MONTH_OR_OF = r"(?:of|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_NO_DATE = re.compile(
    r"\b24\s?(?:/|x|h/)\s?7j?\b|\b7\s?[jd]?\s?/\s?7\s?[jd]?\b|\b24\s?h?\s?/\s?24\s?h?\b"  # always open
    r"|(?<![\d:.,/-])\d{3}(?![\d:.,/-]|\s?[ap]\.?m\b)"  # 300 lunch bags are not three o'clock
    r"|\b\d{1,2}(?:[èe]re|[èe]me)\b"  # première commande
    r"|\b\d{1,2}er?\b(?= [^\W\d_]{3,})(?! (?:jan|f[ée]v|mar|avr|mai|jui|ao|sep|oct|nov|d[ée]c|svp))"  # 3e étage
    r"|(?<=sur )mer\b"  # Boulogne-sur-Mer is no Wednesday
    r"|\bblack friday\b"  # a sale, and which day is for the seller to say
    r"|(?<=ed )after \d+ \w+"  # "you replied after 3 hours"
    r"|\b(?:bom dia|buen d[ií]a|buenos d[ií]as|guten tag|good day)\b"  # no day of the month
    r"|(?<!the )(?<!by )(?<!on )(?<!before )(?<!until )(?<!till )(?<!after )(?<!from )"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)\b(?!\s+{_MONTH_OR_OF})"  # the 2nd time, not the 2nd
    r"|(?<!in )(?<!within )(?<!after )(?<!next )(?<!en )(?<!em )(?<!dans )(?<!sous )(?<!через )(?<!خلال )(?<!بعد )"
    r"(?<!в течение )"
    r"\b(?:24|48|72)\s?(?:hours|hrs?|horas|heures|stunden|час\w*|ساعة|小时)(?![内后之以]|\w)",  # how long a day is
    re.I,
)
# "Before the 15th" names the 15th; bot.dates rightly refuses to choose a minute for it.
_BEFORE = re.compile(
    r"\b(?:before|no later than|not later than|prior to|antes del?|avant le|avant l'|avant|antes d[oa]s?|vor dem|vor"
    r"|не позднее|раньше)\b(?=\s)"
    r"|(?<!\w)قبل(?=\s)"
    r"|(?<=[周期拜][一二三四五六日天末])(?:之前|以前|前)|(?<=[号日底末节])(?:之前|以前|前)",
    re.I,
)
# What came late is a complaint, not tonight.
_LATE = re.compile(r"late|tarde|tard|поздно|spät|متأخر\w*|متاخر\w*", re.I)
_OPENING = re.compile(
    r"\b(?:open|opened|closed|opening (?:hours|times)"
    r"|working hours|abiert\w*|abr[ei]\w*|atiend\w+|abert\w*|ouvert\w*|ouvrez|fermé\w*"
    r"|geöffnet|offen|geschlossen)\b|работаете|открыт\w*|рабочи\w+|دوام|تفتحون|上班|营业|开门",
    re.I,
)


def find(claims: Claims, listening: Listening, language: str, find_dates: DateFinder | None) -> list[Fact]:
    """The date, when it is certain. What other facts hold is hidden from the finder: 500 pcs is no clock time."""
    if find_dates is None:
        return []
    hidden = _blank(_BEFORE, _blank(_NO_DATE, claims.hidden(), "|"), " ")
    own = language if language in (*KNOWN, "de") else ""
    for known in (own, "") if own and _MAYBE_A_DAY.search(hidden) else (own,):
        try:
            found = find_dates(hidden, now=listening.now, zone=listening.zone, language=known)
        except (ValueError, OverflowError):  # an unknown zone, a date beyond the calendar
            return []
        if found.readings:
            if known != own and found.end - found.start < _SURE:
                return []
            break
    if len(found.readings) != 1 or _is_about_hours(claims.text, found.start, found.end):
        return []
    if _LATE.fullmatch(claims.text[found.start : found.end]) or not claims.take(found.start, found.end):
        return []
    reading = found.readings[0]
    exact = reading.grain in ("minute", "hour")
    value = reading.at.strftime("%Y-%m-%dT%H:%M") if exact else reading.at.date().isoformat()
    return [Fact("date", value, found.start, found.end)]


def _blank(pattern: re.Pattern[str], text: str, mark: str) -> str:
    return pattern.sub(lambda match: mark * len(match.group()), text)


def _is_about_hours(text: str, start: int, end: int) -> bool:
    """Whether the day is asked about for opening hours: "are you open on Saturday" is no deadline."""
    return _OPENING.search(text[max(0, start - 16) : end + 12]) is not None
