"""The sample shop: as full as promised, the same on every start, and nothing in it points nowhere."""

from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.playground
from bot.core.money import Money
from bot.core.products import Product, Tier, price_for
from bot.playground.shop import SampleShop, sample_shop

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
PICTURES = Path(bot.playground.__file__).parent / "pictures"


@pytest.fixture(scope="module")
def shop() -> SampleShop:
    return sample_shop(NOW)


def test_it_is_as_full_as_the_demo_promises(shop: SampleShop) -> None:
    assert len(shop.products) >= 36
    assert len(shop.buyers) >= 48
    assert len({buyer.country for buyer in shop.buyers}) >= 14
    assert 28 <= sum(buyer.telegram_id is not None for buyer in shop.buyers) < len(shop.buyers)
    assert {buyer.language for buyer in shop.buyers} == {"en", "zh", "es", "pt", "ru", "ar", "fr", "de"}
    assert {buyer.grade for buyer in shop.buyers} == {"none", "bronze", "silver", "gold", "platinum"}
    assert {buyer.stage for buyer in shop.buyers} == {"fan", "card asked", "customer", "regular", "lapsed"}
    assert 380 <= len(shop.orders) <= 450
    assert len({message.buyer for message in shop.messages}) >= 6
    assert len(shop.notes) >= 12
    assert any(buyer.owner is None for buyer in shop.buyers), "somebody is in the public pool"


def test_orders_reach_back_two_years_and_never_forward(shop: SampleShop) -> None:
    times = [order.placed_at for order in shop.orders]
    assert times == sorted(times)
    assert NOW - timedelta(days=731) <= times[0] < NOW - timedelta(days=630)
    assert NOW - timedelta(days=10) < times[-1] <= NOW


def test_follow_ups_are_due_today_before_and_after(shop: SampleShop) -> None:
    days = Counter((follow_up.due_at.date() - NOW.date()).days for follow_up in shop.follow_ups)
    assert len(shop.follow_ups) >= 10
    assert days[0] >= 3
    assert min(days) < 0 < max(days) <= 10
    assert all(follow_up.created_at < follow_up.due_at for follow_up in shop.follow_ups)


def test_the_stock_has_gaps_and_the_catalogue_news(shop: SampleShop) -> None:
    stock = [product.stock for product in shop.products]
    assert 0 in stock
    assert any(0 < left < 25 for left in stock)
    assert sum(product.added_at > NOW - timedelta(days=30) for product in shop.products) >= 3


def test_the_same_moment_gives_the_same_shop_in_any_zone() -> None:
    assert sample_shop(NOW) == sample_shop(NOW.astimezone(timezone(timedelta(hours=8))))


@given(st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))
@settings(max_examples=20, deadline=None)
def test_whenever_it_starts_it_holds_together(now: datetime) -> None:
    shop = sample_shop(now)
    anna = shop.buyers[0]
    assert (anna.stage, anna.owner) == ("regular", "li")
    assert all(order.placed_at <= now for order in shop.orders)
    assert all(message.sent_at <= now for message in shop.messages)
    (catalogue,) = [row for row in shop.follow_ups if row.buyer == shop.first_buyer]
    assert now < catalogue.due_at <= now + timedelta(days=1)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        sample_shop(datetime(2026, 3, 4))


def test_every_reference_resolves(shop: SampleShop) -> None:
    sellers, codes = {seller.key for seller in shop.sellers}, {product.code for product in shop.products}
    buyers = {buyer.number: buyer for buyer in shop.buyers}
    assert len(codes) == len(shop.products)
    assert len(buyers) == len(shop.buyers)
    assert len({order.number for order in shop.orders}) == len(shop.orders)
    assert {order.buyer for order in shop.orders} <= set(buyers)
    assert {line.code for order in shop.orders for line in order.lines} == codes - _never_ordered(shop)
    assert {buyer.owner for buyer in shop.buyers} - {None} == sellers
    assert {order.seller for order in shop.orders} == sellers
    for row in (*shop.follow_ups, *shop.notes):
        assert row.seller in sellers
        assert row.buyer in buyers
    for message in shop.messages:
        assert message.seller is None or message.seller in sellers
        assert buyers[message.buyer].telegram_id, "only who is on Telegram can have talked"
        assert message.sent_at > buyers[message.buyer].created_at
    assert buyers[shop.first_buyer].telegram_id


def _never_ordered(shop: SampleShop) -> set[str]:
    ordered = {line.code for order in shop.orders for line in order.lines}
    return {
        product.code
        for product in shop.products
        if product.code not in ordered and product.added_at > NOW - timedelta(days=30)
    }


def test_each_line_has_the_price_of_its_tier_and_discount(shop: SampleShop) -> None:
    products = {
        row.code: Product(0, row.code, row.title, tuple(Tier(start, Money(price, "EUR")) for start, price in row.tiers))
        for row in shop.products
    }
    discounts = {buyer.number: buyer.discount for buyer in shop.buyers}
    for order in shop.orders:
        assert order.lines
        assert order.discount == discounts[order.buyer]
        assert order.total == sum(line.quantity * line.price for line in order.lines) > 0
        for line in order.lines:
            assert price_for(products[line.code], line.quantity, order.discount) == Money(line.price, "EUR")
            assert line.quantity >= products[line.code].tiers[0].quantity


def test_tiers_get_cheaper_and_start_at_the_moq(shop: SampleShop) -> None:
    for product in shop.products:
        quantities, prices = zip(*product.tiers, strict=True)
        assert product.moq == quantities[0]
        assert list(quantities) == sorted(set(quantities))
        assert list(prices) == sorted(set(prices), reverse=True)


def test_nobody_buys_what_is_not_there_yet(shop: SampleShop) -> None:
    added = {product.code: product.added_at.date() for product in shop.products}
    assert all(added[line.code] <= order.placed_at.date() for order in shop.orders for line in order.lines)


def test_contact_details_are_valid_and_lead_nowhere(shop: SampleShop) -> None:
    for buyer in shop.buyers:
        ZoneInfo(buyer.zone)
        if buyer.phone:
            number = phonenumbers.parse(buyer.phone)
            assert phonenumbers.is_valid_number(number), buyer.name
            assert phonenumbers.region_code_for_number(number) == buyer.country, buyer.name
            assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == buyer.phone
        assert buyer.email == "" or buyer.email.partition("@")[2] in ("example.com", "example.org", "example.net")
    emails = [buyer.email for buyer in shop.buyers if buyer.email]
    assert len(set(emails)) == len(emails)
    for phone in (shop.phone, *(seller.phone for seller in shop.sellers)):
        assert phonenumbers.is_valid_number(phonenumbers.parse(phone))


def test_anna_is_the_regular_of_the_first_card(shop: SampleShop) -> None:
    anna = shop.buyers[0]
    orders = [order for order in shop.orders if order.buyer == anna.number]
    assert (anna.number, anna.name, anna.city) == (shop.first_buyer, "Anna Schmidt", "Hamburg")
    assert (anna.grade, anna.discount, anna.stars, anna.first_name, anna.last_name) == ("gold", 5, 2, "Anna", "Schmidt")
    assert len(orders) == 9
    assert (NOW - orders[-1].placed_at).days in (70, 71)
    gaps = [(later.placed_at - order.placed_at).days for order, later in pairwise(orders)]
    assert 55 <= sorted(gaps)[len(gaps) // 2] <= 65
    assert len(shop.first_message) == 2


def test_names_in_their_own_script_have_a_latin_one(shop: SampleShop) -> None:
    assert all(buyer.latin_name.isascii() for buyer in shop.buyers)
    assert sum(not buyer.name.isascii() for buyer in shop.buyers) > 15
    (wang,) = [buyer for buyer in shop.buyers if buyer.latin_name == "Wang Fang"]
    assert (wang.first_name, wang.last_name) == ("王芳", "")


def test_somebody_has_a_birthday_today(shop: SampleShop) -> None:
    days = [(buyer.birthday.month, buyer.birthday.day) for buyer in shop.buyers if buyer.birthday]
    assert (NOW.month, NOW.day) in days
    assert 20 <= len(days) < len(shop.buyers)


def test_a_birthday_on_29_february_does_not_stop_the_demo() -> None:
    assert sample_shop(datetime(2028, 2, 29, 12, 0, tzinfo=UTC)).buyers


def test_every_product_has_a_small_picture_of_its_own(shop: SampleShop) -> None:
    names = [product.picture for product in shop.products]
    assert len(set(names)) == len(names)
    assert {path.name for path in PICTURES.iterdir()} == set(names), "none is missing and none is left over"
    for name in names:
        data = (PICTURES / name).read_bytes()
        assert data.startswith(b"\xff\xd8\xff"), f"{name} is a JPEG"
        assert data.endswith(b"\xff\xd9"), f"{name} is whole"
        assert len(data) <= 25_000
    assert len({(PICTURES / name).read_bytes() for name in names}) == len(names)
