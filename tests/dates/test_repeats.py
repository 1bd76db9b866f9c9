"""Phrases that repeat, in eight languages: a rule, the first time and the rest; certain or asked."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.dates import repeats

ZONE = "Europe/Berlin"
NOW = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo(ZONE))  # a Tuesday


def said(text: str, language: str = "") -> tuple[str, list[str], str]:
    found = repeats(text, now=NOW, zone=ZONE, language=language)
    firsts = [one.at.strftime("%Y-%m-%d %H:%M") for one in found.readings]
    return found.rule.text if found.rule else "", firsts, found.rest


CERTAIN = [
    ("every monday", "1 week mon", "2026-11-30 09:00", ""),
    ("call ann every monday at 3pm", "1 week mon", "2026-11-30 15:00", "call ann"),
    ("every 60 days check stock", "60 day", "2027-01-23 09:00", "check stock"),
    ("check stock every 60 days from 1 december", "60 day", "2026-12-01 09:00", "check stock"),
    ("every month on the 31st", "1 month 31", "2026-11-30 09:00", ""),
    ("last day of every month close the books", "1 month 31", "2026-11-30 09:00", "close the books"),
    ("send the invoice on the 1st of every month", "1 month 1", "2026-12-01 09:00", "send the invoice"),
    ("every other friday 9:00 report", "2 week fri", "2026-11-27 09:00", "report"),
    ("every other monday report", "2 week mon", "2026-11-30 09:00", "report"),
    ("every weekday 8:30 mail", "1 workday", "2026-11-25 08:30", "mail"),
    ("daily 9:00 look", "1 day", "2026-11-25 09:00", "look"),
    ("every evening read", "1 day", "2026-11-24 19:00", "read"),
    ("every day 10:30 call 10 buyers", "1 day", "2026-11-24 10:30", "call 10 buyers"),
    ("every monday and thursday 9am post", "1 week mon,thu", "2026-11-26 09:00", "post"),
    ("every year on 24 december greet", "1 year", "2026-12-24 09:00", "greet"),
    ("每周一上午十点 发报价", "1 week mon", "2026-11-30 10:00", "发报价"),
    ("發報價 每週三下午三點", "1 week wed", "2026-11-25 15:00", "發報價"),
    ("每两周 回访", "2 week", "2026-12-08 09:00", "回访"),
    ("每月1号 对账", "1 month 1", "2026-12-01 09:00", "对账"),
    ("每隔三天 看", "3 day", "2026-11-27 09:00", "看"),
    ("每天 打电话", "1 day", "2026-11-25 09:00", "打电话"),
    ("cada lunes a las 10 llamar", "1 week mon", "2026-11-30 10:00", "llamar"),
    ("cada mes el dia 1 factura", "1 month 1", "2026-12-01 09:00", "factura"),
    ("todos los días a las 8:00 leer", "1 day", "2026-11-25 08:00", "leer"),
    ("todos os meses no dia 5 pagar", "1 month 5", "2026-12-05 09:00", "pagar"),
    ("toda segunda-feira às 10h ligar", "1 week mon", "2026-11-30 10:00", "ligar"),
    ("по пятницам в 15:00 отчёт", "1 week fri", "2026-11-27 15:00", "отчёт"),
    ("каждые две недели звонить", "2 week", "2026-12-08 09:00", "звонить"),
    ("tous les lundis à 10h appeler", "1 week mon", "2026-11-30 10:00", "appeler"),
    ("le 1er de chaque mois facture", "1 month 1", "2026-12-01 09:00", "facture"),
    ("alle zwei Wochen anrufen", "2 week", "2026-12-08 09:00", "anrufen"),
    ("am 1. jedes Monats Rechnung", "1 month 1", "2026-12-01 09:00", "Rechnung"),
    ("jeden Tag um 9:00 lesen", "1 day", "2026-11-25 09:00", "lesen"),
    ("كل يوم اثنين الساعة 10 اتصل", "1 week mon", "2026-11-30 10:00", "اتصل"),
    ("كل 60 يوم تحقق", "60 day", "2027-01-23 09:00", "تحقق"),
]


@pytest.mark.parametrize(("text", "rule", "first", "rest"), CERTAIN, ids=[one[0] for one in CERTAIN])
def test_what_repeats(text, rule, first, rest):
    assert said(text) == (rule, [first], rest)


@pytest.mark.parametrize(
    "text",
    [
        "", "every", "call ann tomorrow", "every item must be checked tomorrow", "friday call about every order",
        "send the daily report tomorrow 9:00", "monthly report tomorrow", "明天 每箱", "每隔一天 看", "every 0 days x",
        "every 5000 days x", "every hour ping", "alle Kunden morgen anrufen", "x" * 1001,
    ],
)  # fmt: skip
def test_what_does_not(text):
    assert said(text)[0] == ""


def test_two_ways_to_read_its_clock_are_asked():
    assert said("jeden Montag um 3:30 Uhr anrufen")[1] == ["2026-11-30 03:30", "2026-11-30 15:30"]


@pytest.mark.parametrize(
    "text", ["every monday at 9:00 or friday call", "every year on 30 february call", "every month 5"]
)
def test_a_doubt_is_no_guess(text):
    rule, firsts, _ = said(text)
    assert rule
    assert firsts == []


def test_a_number_that_counts_is_no_day():
    assert said("every month 5 calls") == ("1 month", ["2026-12-24 09:00"], "5 calls")
