"""A buyer is found by whatever a seller remembers, and only by a seller who may see them."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.people import Buyer
from bot.store import buyer_search, buyers, merges, orders, search, search_check
from bot.store.orders import Line
from tests.store.conftest import NOON
from tests.store.filling import product

LI, BO = 1, 2


def seller(tx, id: int) -> None:
    tx.execute(
        """INSERT INTO sellers (id, telegram_id, name, role, language, zone, digest_at, joined_at)
        VALUES (?, ?, 'S', 'seller', 'en', 'UTC', '08:30', '2026')""",
        (id, id),
    )


def file(tx, first: str, last: str = "", **more) -> int:
    return buyers.add_file(tx, Buyer(0, first, last_name=last, **more), "", NOON)


@pytest.fixture
def people(tx) -> dict[str, int]:
    seller(tx, LI)
    seller(tx, BO)
    return {
        "anna": file(
            tx, "Anna", "Schmidt", company="Kerzen & Co", username="anna_s", email="Anna.Schmidt@example.com",
            number="C-10001", country="DE", city="München", phone="+49 (89) 555-0142", tags="vip fair", owner_id=LI,
        ),
        "anders": file(tx, "Anders", "Smed", country="DK", phone="0045 33 12 34 56", owner_id=BO),
        "zhang": file(tx, "张伟明", company="深圳蜡烛厂", country="CN"),
        "irina": file(tx, "Ирина", "Соловьёва", country="RU", phone="8 (495) 123-45-67"),
        "plain": file(tx, "Ben", country="United Kingdom"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("anna", "anna"), ("schmidt anna", "anna"), ("Schm", "anna"), ("ana schmitd", "anna"), ("Schmit", "anna"),
        ("annaschmidt", "anna"), ("kerzen", "anna"), ("@anna_s", "anna"), ("annas", "anna"),
        ("anna.schmidt@example.com", "anna"), ("ANNA.schmidt@ex", "anna"),
        ("example", "anna"), ("c10001", "anna"), ("C-10001", "anna"), ("munchen", "anna"),
        ("germany", "anna"), ("德国", "anna"), ("de", "anna"), ("vip", "anna"),
        ("+49895550142", "anna"), ("0049 89 555 01 42", "anna"), ("089 5550142", "anna"), ("+49 (0)89 5550142", "anna"),
        ("550142", "anna"), ("anders dk", "anders"), ("an ders", "anders"), ("33123456", "anders"), ("张伟", "zhang"),
        ("伟明", "zhang"), ("张", "zhang"), ("蜡烛", "zhang"), ("соловьева", "irina"), ("ирена", "irina"),
        ("+7 495 123 45 67", "irina"), ("united kingdom", "plain"), ("unitedkingdom", "plain"),
    ],
)  # fmt: skip
def test_whatever_a_seller_remembers(tx, people, words, who):
    assert buyer_search.buyers(tx, words, 0).ids[:1] == (people[who],)


@pytest.mark.parametrize("words", ["", "!", "zeppelin", "_9 schmidt", "12", "99999999999", "a_n"])
def test_nobody_is_guessed(tx, people, words):
    assert buyer_search.buyers(tx, words, 0).ids == ()


def test_a_seller_finds_their_own_and_the_pool(tx, people):
    assert buyer_search.buyers(tx, "an", LI).ids == (people["anna"],)
    assert buyer_search.buyers(tx, "an", BO).ids == (people["anders"],)
    assert set(buyer_search.buyers(tx, "an", 0).ids) == {people["anna"], people["anders"]}
    assert buyer_search.buyers(tx, "5550142", BO).ids == ()
    assert buyer_search.buyers(tx, "张伟", BO).ids == (people["zhang"],)


def test_who_is_given_to_another_is_found_by_them(tx, people):
    buyers.set_owner(tx, people["anna"], BO)
    assert buyer_search.buyers(tx, "schmidt", LI).ids == ()
    assert buyer_search.buyers(tx, "schmidt", BO).ids == (people["anna"],)


def test_a_code_names_who_bought_it_the_latest_first(tx, people):
    id = product(tx, "85123A")
    for who, days in (("anna", 40), ("anna", 9), ("zhang", 3), ("anders", 70)):
        at = NOON - timedelta(days=days)
        orders.add(tx, f"O-{who}-{days}", people[who], at, "done", "EUR", (Line("85123A", 5, 100),))
    found = buyer_search.buyers(tx, "85123 a", 0)

    assert found.product == id
    assert found.ids == (people["zhang"], people["anna"], people["anders"])
    assert found.bought is not None
    assert (found.bought[people["anna"]].orders, found.bought[people["anna"]].last_at.day) == (2, 15)
    assert buyer_search.buyers(tx, "85123A", LI).ids == (people["zhang"], people["anna"])


def test_a_number_that_is_also_a_code_names_its_buyer_first(tx, people):
    product(tx, "10002")
    number = file(tx, "Zoe", number="10002")

    assert buyer_search.buyers(tx, "10002", 0).ids == (number,)


def test_whoever_wrote_last_stands_first(tx):
    first, second = file(tx, "Lena", "A"), file(tx, "Lena", "B")
    tx.execute("UPDATE buyers SET last_message_at = '2026-01-01' WHERE id = ?", (first,))

    assert buyer_search.buyers(tx, "lena", 0).ids == (first, second)


def test_no_word_of_somebody_erased_is_kept(tx, people):
    search.freshen(tx)
    buyer = buyers.by_id(tx, people["anna"])
    buyers.erase(tx, buyer, NOON)

    assert tx.execute("SELECT count(*) FROM search_typos WHERE word = 'schmidt'").fetchone()[0] == 0
    assert tx.execute("SELECT count(*) FROM search_files WHERE buyer_id = ?", (people["anna"],)).fetchone()[0] == 0
    assert buyer_search.buyers(tx, "schmidt", 0).ids == ()
    assert search_check.compare(tx) == []


def test_a_merged_file_is_found_as_the_one_it_became(tx, people):
    merges.merge(tx, people["plain"], people["anna"], LI, NOON)

    assert buyer_search.buyers(tx, "kerzen", 0).ids == (people["plain"],)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_nothing_that_can_be_typed_breaks_it(tx, words):
    buyer_search.buyers(tx, words, 0)
    buyer_search.buyers(tx, words, 1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_characters="@"), min_size=1, max_size=20))  # with an @ it is an address
def test_any_name_is_found_by_itself(tx, name):
    id = file(tx, name)
    if search.file_of(tx.execute("SELECT *, 0 AS owner FROM buyers WHERE id = ?", (id,)).fetchone())[0]["forgiven"]:
        assert buyer_search.buyers(tx, name, 0).ids[:1] == (id,)
    tx.execute("DELETE FROM buyers WHERE id = ?", (id,))
