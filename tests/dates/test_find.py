"""A when and a what in one sentence, in any order; what is doubtful is asked."""

from datetime import datetime

import pytest

from bot.dates import find

NOW = datetime.fromisoformat("2026-11-24T10:00+01:00")  # a Tuesday

FOUND = (
    ("send the quote next tuesday 3pm", "2026-12-01T15:00", "send the quote"),
    ("next tue 3pm send the quote", "2026-12-01T15:00", "send the quote"),
    ("下周二下午三点 发报价", "2026-12-01T15:00", "发报价"),
    ("发报价 下周二下午三点", "2026-12-01T15:00", "发报价"),
    ("明天下午3点给王总打电话确认500件的价格", "2026-11-25T15:00", "给王总打电话确认500件的价格"),
    ("提醒我后天跟进订单2024117", "2026-11-26T00:00", "提醒我跟进订单2024117"),
    ("remind me tomorrow to ship the samples", "2026-11-25T00:00", "remind me to ship the samples"),
    ("tomorrow 9am: call Anna", "2026-11-25T09:00", "call Anna"),
    ("friday - check if the payment arrived", "2026-11-27T00:00", "check if the payment arrived"),
    ("send 3 quotes on friday", "2026-11-27T00:00", "send 3 quotes"),
    ("friday 3 quotes to send", "2026-11-27T00:00", "3 quotes to send"),
    ("send 500 pcs price to Sun Li tomorrow", "2026-11-25T00:00", "send 500 pcs price to Sun Li"),
    ("ask May about the deal in five days", "2026-11-29T00:00", "ask May about the deal"),
    ("december 15 send the March catalogue", "2026-12-15T00:00", "send the March catalogue"),
    ("call +1 415 555 0132 tomorrow at 10", "2026-11-25T10:00", "call +1 415 555 0132"),
    ("check order 2024-117 in 15 hrs", "2026-11-25T01:00", "check order 2024-117"),
    ("offer 10% off at 4pm", "2026-11-24T16:00", "offer 10% off"),
    ("meeting 14:30 tomorrow w/ Li", "2026-11-25T14:30", "meeting w/ Li"),
    ("I'll decide after the 15th", "2026-12-16T00:00", "I'll decide"),
    ("please send the invoice by friday noon!", "2026-11-27T12:00", "please send the invoice!"),
    ("Angebot an Müller schicken am Freitag um 10", "2026-11-27T10:00", "Angebot an Müller schicken"),
    ("um 15 Uhr 3 Angebote senden", "2026-11-24T15:00", "3 Angebote senden"),
    ("enviar orçamento sexta-feira às 14h", "2026-11-27T14:00", "enviar orçamento"),
    ("envoyer le devis vendredi 15h", "2026-11-27T15:00", "envoyer le devis"),
    ("llamar a Ana mañana a las 9", "2026-11-25T09:00", "llamar a Ana"),
    ("отправить предложение в пятницу в 15:00", "2026-11-27T15:00", "отправить предложение"),
    ("أرسل العرض غدا الساعة 10 صباحا", "2026-11-25T10:00", "أرسل العرض"),
    ("send quote to Ana mañana a las 9", "2026-11-25T09:00", "send quote to Ana"),
)
ASKED = (
    ("call Maria about the friday delivery tomorrow 9am", "more than one time in it"),
    ("给客户发12月5号的报价 明天上午", "more than one time in it"),
    ("remind me every monday", "a time is left over"),
    ("check the stock 32 august", "a time is left over"),
    ("coffee on building 4 this afternoon", "the number before it may be something else"),
    ("um 18 Uhr 12 Stück abholen", "that number may be minutes or count something"),
    ("meet on 30 february", "that day does not exist"),
    ("May I ask what this is for?", "no time in it"),
    ("may be later", "no time in it"),
    ("Good morning Paul", "no time in it"),
    ("deliver 2000 pieces of toys", "no time in it"),
    ("see www.example.com/2026-12-01/x and write to a1@b.com", "no time in it"),
    ("晚礼服多少钱", "no time in it"),
    ("有一点问题", "no time in it"),
    ("early pcs", "no time in it"),
    ("offer at 2.50 per piece", "no time in it"),
    ("delivery in 10-12 days", "a time is left over"),
    ("friday 13 pcs to send", "that number may be the day's or count something"),
    ("call at 5 30 pcs", "that number may be minutes or count something"),
    ("the day before friday", "a time is left over"),
    ("livraison du 15 au 20 décembre", "a time is left over"),
    ("с 9 до 18 в пятницу", "a time is left over"),
    ("vor Freitag anrufen", "a time is left over"),
    ("appeler avant vendredi", "a time is left over"),
    ("monday to friday", "more than one time in it"),
    ("wait a second", "no time in it"),
    ("去5号楼找王总", "no time in it"),
    ("有3点建议", "no time in it"),
    ("明天之前发报价", "a time is left over"),
)


@pytest.mark.parametrize(("text", "moment", "rest"), FOUND)
@pytest.mark.parametrize("language", [""])
def test_the_when_is_found_and_the_what_is_left(text: str, moment: str, rest: str, language: str) -> None:
    found = find(text, now=NOW, zone="Europe/Berlin", language=language)
    assert [reading.at.strftime("%Y-%m-%dT%H:%M") for reading in found.readings] == [moment]
    assert found.rest == rest


@pytest.mark.parametrize(("text", "why"), ASKED)
def test_what_is_doubtful_is_asked(text: str, why: str) -> None:
    found = find(text, now=NOW, zone="Europe/Berlin")
    assert found.readings == ()
    assert found.why == why
    assert found.rest == text


def test_the_span_is_that_of_the_text_as_typed() -> None:
    text = "Café: ＮＥＸＴ  Tuesday, send the quote"
    found = find(text, now=NOW, zone="Europe/Berlin", language="en")
    assert text[found.start : found.end] == "ＮＥＸＴ  Tuesday"


def test_two_readings_in_a_sentence_are_both_given() -> None:
    found = find("send the quote on 3/4", now=NOW, zone="Europe/Berlin", language="en")
    assert [reading.at.strftime("%m-%d") for reading in found.readings] == ["03-04", "04-03"]
    assert found.rest == "send the quote"


@pytest.mark.parametrize(
    ("text", "moment"),
    [("arrange a call of 30 minutes on tuesday", "2026-12-01"), ("call of 2 hours tomorrow please", "2026-11-25")],
)
def test_a_length_beside_the_day_is_no_second_time(text: str, moment: str) -> None:
    found = find(text, now=NOW, zone="UTC", language="en")
    assert [reading.at.strftime("%Y-%m-%d") for reading in found.readings] == [moment]


@pytest.mark.parametrize(
    "text", ["5 may be enough", "may I ask you", "wait a second", "sat on it", "3/4 inch", "2.50 each"]
)
def test_words_of_two_meanings_are_no_time_by_themselves(text: str) -> None:
    assert not find(text, now=NOW, zone="UTC", language="en").readings


def test_a_vowel_sign_on_the_last_letter_belongs_to_the_when() -> None:
    found = find("أرسل العرض غداً", now=NOW, zone="UTC", language="ar")
    assert found.rest == "أرسل العرض"


def test_a_list_of_numbers_is_not_searched() -> None:
    found = find("12 15 30 " * 200, now=NOW, zone="UTC", language="en")
    assert found.why == "too many numbers and times in it"


def test_a_number_after_a_weekday_counts_unless_it_may_be_its_day() -> None:
    now = datetime.fromisoformat("2026-12-02T10:00+01:00")
    assert find("tuesday 3 quotes", now=now, zone="UTC", language="en").rest == "3 quotes"
    assert find("friday 4 quotes", now=now, zone="UTC", language="en").rest == "4 quotes"
    assert not find("tuesday 15 quotes", now=now, zone="UTC", language="en").rest.startswith("15")
    assert not find("friday 11 quotes", now=now, zone="UTC", language="en").readings
