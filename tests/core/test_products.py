"""One rule for a price: the highest tier reached, less the buyer's discount, wherever it is shown."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.money import Money
from bot.core.products import Product, Tier, price_for, tiers_for


def product(*tiers: tuple[int, int], moq: int = 48) -> Product:
    return Product(1, "85123A", "White hanging heart", tuple(Tier(q, Money(p, "EUR")) for q, p in tiers), moq=moq)


HEART = product((48, 200), (500, 150), (1000, 99))
tier_lists = st.dictionaries(st.integers(1, 10**5), st.integers(0, 10**6), max_size=8).map(
    lambda found: product(*sorted(found.items()))
)


def test_the_highest_tier_reached_counts():
    assert [price_for(HEART, quantity, 0) for quantity in (48, 499, 500, 999, 1000, 10**6)] == [
        Money(price, "EUR") for price in (200, 200, 150, 150, 99, 99)
    ]


def test_below_the_first_tier_the_first_price_counts():
    assert price_for(HEART, 1, 0) == Money(200, "EUR")


def test_the_discount_is_in_every_price():
    assert [tier.price.minor for tier in tiers_for(HEART, 5)] == [190, 143, 94]
    assert price_for(HEART, 500, 5) == Money(143, "EUR")


def test_a_product_without_tiers_has_no_price():
    assert price_for(product(), 10, 5) is None


@given(tier_lists, st.integers(1, 10**6), st.integers(0, 100))
def test_every_price_shown_is_one_of_the_tiers_the_buyer_sees(goods, quantity, discount):
    shown = {tier.price for tier in tiers_for(goods, discount)}
    price = price_for(goods, quantity, discount)

    assert (price is None) == (not goods.tiers)
    assert price is None or price in shown
