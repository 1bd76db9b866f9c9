"""Who may see whom, and how people are called."""

import pytest

from bot.core.people import Buyer, Seller, may_see, stage_after_order

LI = Seller(1, 101, "Li Wei", "seller", "en", "Asia/Shanghai", "08:30")
BOSS = Seller(2, 102, "Maria", "manager", "en", "Europe/Berlin", "08:30")


@pytest.mark.parametrize(
    ("owner", "li", "boss"), [(0, True, True), (1, True, True), (2, False, True), (3, False, True)]
)
def test_a_seller_sees_their_own_and_the_pool_a_manager_all(owner, li, boss):
    buyer = Buyer(5, "Anna", owner_id=owner)

    assert (may_see(LI, buyer), may_see(BOSS, buyer)) == (li, boss)


@pytest.mark.parametrize(
    ("buyer", "name"),
    [
        (Buyer(5, "Anna", "Schmidt", "anna_s"), "Anna Schmidt"),
        (Buyer(5, "Anna"), "Anna"),
        (Buyer(5, "", "Schmidt"), "Schmidt"),
        (Buyer(5, "", "", "anna_s"), "anna_s"),
        (Buyer(5, ""), "#5"),
    ],
)
def test_somebody_without_a_name_can_still_be_told_apart(buyer, name):
    assert buyer.name == name


@pytest.mark.parametrize(("orders", "stage"), [(0, "fan"), (1, "customer"), (2, "regular"), (40, "regular")])
def test_two_orders_make_a_regular(orders, stage):
    assert stage_after_order(orders) == stage
