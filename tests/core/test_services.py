"""Lines of an order that are no goods are known by their title, or by a code unlike the others."""

from bot.core.services import is_service, services

GOODS = [(f"8512{n}A", f"Heart number {n}") for n in range(80)]


def test_services_of_a_shop_whose_codes_have_digits():
    extra = [("POST", "POSTAGE"), ("C2", "CARRIAGE"), ("M", "Manual"), ("BANK CHARGES", "Bank Charges"),
             ("PADS", "Pads to match all cushions"), ("YF", "运费"), ("7", "Next day carriage"),
             ("23099", "French carriage lantern")]  # fmt: skip
    assert services([*GOODS, *extra]) == {"POST", "C2", "M", "BANK CHARGES", "PADS", "YF", "7"}


def test_a_code_without_digits_is_goods_where_many_are_so():
    assert services([("HEART", "White heart"), ("STAR", "Star"), ("POST", "Postage")]) == {"POST"}
    assert services([]) == set()


def test_a_long_title_that_ends_in_such_a_word_is_goods():
    assert not is_service("1", "Book of the first air mail and its postage", True)
