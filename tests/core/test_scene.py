"""The table of names says exactly what the views hold, and a product is seen with the buyer's discount."""

from dataclasses import fields
from datetime import date

from bot.core.money import Money
from bot.core.products import Product, Tier
from bot.core.scene import ASKABLE, NAMES, BuyerView, ProductView, Scene, SellerView, ShopView, TierView, product_view

VIEWS = {"buyer": BuyerView, "product": ProductView, "tier": TierView, "seller": SellerView, "shop": ShopView}


def test_every_field_has_its_name_in_the_table_and_every_name_its_field():
    named = {f"{view}.{field.name}" for view, kind in VIEWS.items() for field in fields(kind)}
    named |= {field.name for field in fields(Scene)}

    assert set(NAMES) == named


def test_what_may_be_asked_is_what_may_be_unknown():
    empty = Scene(today=date(2026, 3, 4))

    assert all(getattr(empty, name) in (None, "") for name in ASKABLE)


HEART = Product(1, "85123A", "Heart", (Tier(48, Money(200, "EUR")), Tier(500, Money(100, "EUR"))), moq=48)


def test_a_product_is_seen_at_this_buyers_prices():
    seen = product_view(HEART, 10, 600)

    assert seen.tiers == (TierView(48, Money(180, "EUR")), TierView(500, Money(90, "EUR")))
    assert (seen.price, seen.amount) == (Money(90, "EUR"), Money(54000, "EUR"))


def test_without_a_quantity_the_price_is_that_of_the_smallest_order():
    seen = product_view(HEART, 0)

    assert (seen.price, seen.amount) == (Money(200, "EUR"), None)


def test_a_product_without_prices_has_none():
    assert product_view(Product(1, "X", "X", ()), 5, 10).price is None


def test_no_reply_lists_endless_tiers():
    many = Product(1, "X", "X", tuple(Tier(number, Money(100, "EUR")) for number in range(1, 500)))

    assert len(product_view(many, 0).tiers) == 20
