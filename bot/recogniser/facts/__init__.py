"""Facts heard in a message: what the buyer said in numbers, names and addresses, each with its place in the text."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.recognition import Fact, Listening
from bot.recogniser.facts import contacts, deadlines, incoterms, money, numbers, places, products, quantities
from bot.recogniser.facts.deadlines import DateFinder
from bot.recogniser.facts.products import Shelf, shelve
from bot.recogniser.facts.spans import Claims

__all__ = ["DateFinder", "Shelf", "hear", "shelve"]
LONGEST = 2000
MOST_NUMBERS = 60
_EACH = (
    "each",
    "apiece",
    "of each",
    "cada",
    "каждого",
    "каждой",
    "по каждому",
    "لكل",
    "chacun",
    "chacune",
    "de chaque",
    "各",
    "每种",
    "每款",
)


def hear(
    text: str, language: str, listening: Listening, shelf: Shelf, find_dates: DateFinder | None = None
) -> tuple[Fact, ...]:
    """All facts of the text in order. What one finder claimed, the next ones leave alone."""
    claims = Claims(text[:LONGEST])
    heard = [*contacts.emails(claims), *contacts.order_numbers(claims)]
    heard += contacts.phones(claims, listening.country, language)
    found = numbers.find(claims.text, language)[:MOST_NUMBERS]
    found = [number for number in found if not products.is_in_title(claims.text, number.start, number.end, shelf)]
    heard += quantities.containers(claims, found)
    heard += products.by_code(claims, shelf)
    heard += money.amounts(claims, found, listening.country)
    heard += quantities.with_units(claims, found, shelf.rarity.keys())
    heard += incoterms.find(claims)
    heard += deadlines.find(claims, listening, language, find_dates)
    # "200 lunch bags" counts a product, "200 bags" counts bags: titles are looked for before such units.
    open_numbers = [(number.start, number.end) for number in found if claims.free(number.start, number.end)]
    counted = [(fact.start, fact.end) for fact in heard if fact.kind == "quantity"]
    heard += products.by_title(claims, shelf, open_numbers + counted)
    heard += quantities.with_units(claims, found, frozenset())
    heard += places.find(claims, language)
    named = [fact for fact in heard if fact.kind == "product"]
    where = [fact for fact in heard if fact.kind == "place"]
    heard += quantities.ranges(claims, found, named, where)
    heard += quantities.bare(claims, found, named, where, [fact for fact in heard if fact.kind == "quantity"])
    return tuple(sorted(_belonging(heard, claims.text), key=lambda fact: (fact.start, fact.kind)))


def _belonging(facts: Sequence[Fact], text: str) -> list[Fact]:
    """Quantities with the product they belong to, when several products or quantities were named."""
    products_ = sorted((fact for fact in facts if fact.kind == "product"), key=lambda fact: fact.start)
    amounts = sorted((fact for fact in facts if fact.kind == "quantity"), key=lambda fact: fact.start)
    if not products_ or not amounts or len(products_) + len(amounts) < 3:
        return list(facts)
    rest = [fact for fact in facts if fact.kind != "quantity"]
    if len(amounts) == 1:
        amount = amounts[0]
        around = (
            text[amount.end : amount.end + 14].lower() + " " + text[max(0, amount.start - 12) : amount.start].lower()
        )
        if any(word in around for word in _EACH):
            return rest + [replace(amount, of=product.value) for product in products_]
        nearest = min(products_, key=lambda product: _distance(amount, product))
        return [*rest, replace(amount, of=nearest.value)]
    free = list(products_)
    paired: list[Fact] = []
    numbers_first = amounts[0].start < products_[0].start
    for amount in amounts:
        side = [product for product in free if (product.start > amount.start) == numbers_first] or free
        product = min(side, key=lambda one: _distance(amount, one), default=None)
        if product is None:
            paired.append(amount)
            continue
        free.remove(product)
        paired.append(replace(amount, of=product.value))
    return rest + paired


def _distance(a: Fact, b: Fact) -> int:
    return max(a.start - b.end, b.start - a.end, 0)
