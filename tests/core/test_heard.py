"""Which facts still hold: the latest of a kind, several products with their own quantities, an answer closes."""

from bot.core.heard import Said, by_kind, quantity_of, standing
from bot.core.recognition import Fact


def pcs(number: str, of: str = "") -> Fact:
    return Fact("quantity", number, 0, 3, "pcs", of)


def item(code: str) -> Fact:
    return Fact("product", code, 0, 3)


def port(name: str) -> Fact:
    return Fact("place", name, 0, 3)


def holding(*messages: tuple[Fact, ...]) -> list[str]:
    """What stands after these messages, as "500", "W", "600 of W"."""
    said = [Said(fact, row) for row, facts in enumerate(messages, 1) for fact in facts]
    return [one.fact.value + (f" of {one.fact.of}" if one.fact.of else "") for one in standing(said)]


def filled(*messages: tuple[Fact, ...]) -> dict[str, str]:
    said = [Said(fact, row) for row, facts in enumerate(messages, 1) for fact in facts]
    return {kind: fact.value for kind, fact in by_kind(standing(said)).items()}


def test_no_make_it_1000():
    assert holding((pcs("500"),), (pcs("1000"),)) == ["1000"]
    assert holding((item("W"), pcs("500"), port("Hamburg")), (pcs("1000"),)) == ["1000", "W", "Hamburg"]


def test_a_later_port_replaces_an_earlier_one_and_two_in_a_message_stay_two():
    assert holding((port("Hamburg"),), (port("Bremen"), port("Antwerp"))) == ["Bremen", "Antwerp"]


def test_600_white_then_400_red_are_two_lines():
    lines = ((item("W"), pcs("600")), (item("R"), pcs("400")))

    assert holding(*lines) == ["R", "400 of R", "W", "600 of W"]
    assert filled(*lines) == {"product": "R", "quantity": "400"}


def test_a_line_is_changed_and_the_other_stays():
    assert holding((item("W"), item("R"), pcs("600", "W"), pcs("400", "R")), (item("R"), pcs("500"))) == [
        "R", "500 of R", "W", "600 of W",
    ]  # fmt: skip


def test_another_product_without_a_number_means_as_many_of_it():
    assert holding((item("W"), pcs("600")), (item("R"),)) == ["R", "600"]


def test_quantities_of_several_products_say_nothing_of_another_one():
    assert holding((item("W"), item("R"), pcs("600", "W"), pcs("400", "R")), (item("S"),)) == ["S"]
    assert holding((item("W"), item("R"), pcs("600", "W"), pcs("400", "R")), (item("W"),)) == ["W", "600"]


def test_a_reply_is_filled_with_the_quantity_of_its_very_product():
    assert filled((item("W"), item("R"), pcs("400", "R"), pcs("600", "W"))) == {"product": "W", "quantity": "600"}
    assert filled((item("W"), item("R"), pcs("400", "R"))) == {"product": "W"}
    assert quantity_of([pcs("400", "R"), pcs("5")], "S") == pcs("5")


def test_what_was_said_with_a_number_that_belongs_to_none():
    assert filled((item("W"), pcs("500"), pcs("1000"))) == {"product": "W", "quantity": "500"}
