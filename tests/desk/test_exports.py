"""What leaves the shop comes back the same, whoever the buyers are."""

from decimal import Decimal
from pathlib import Path

from bot.core.grades import Rules
from bot.core.imports import Counts, Kind
from bot.core.money import Money
from bot.core.products import Product, Tier
from bot.desk import exports, imports
from bot.sheets.understanding import Choices
from bot.sheets.writing import write_table
from bot.store import buyers, orders, products
from bot.store.database import Tx
from tests.story import MORNING, Person, Story, config


def again(tx: Tx, kind: Kind, folder: Path) -> Counts:
    """Export and import."""
    path = folder / f"{kind}.csv"
    write_table(path, *exports.table(tx, kind))
    plan = imports.plan(kind, path, Choices(), config(), MORNING)
    assert plan.found.issues == []
    return imports.load(tx, plan, Rules(), MORNING)


async def ordered(story: Story, person: Person, number: str, currency: str = "EUR") -> None:
    file = await story.file(person)
    lines = (orders.Line("HL-T20", 200, 1350), orders.Line("GONE", -1, 5))
    await story.write(lambda tx: orders.add(tx, number, file.id, MORNING, "done", currency, lines))


async def test_buyers_without_a_number_stay_who_they_are(story: Story, tmp_path: Path) -> None:
    await story.seller("Li", manager=True)
    ann, ben = story.buyer("Ann"), story.buyer("Ben")
    for one in (ann, ben):
        one.says("hello")
    await story.settled()
    await ordered(story, ann, "A-1")
    await ordered(story, ben, "B-1")
    await story.write(lambda tx: tx.execute("UPDATE buyers SET telegram_id = NULL WHERE first_name = 'Ben'"))
    for kind, number in (("orders", 2), ("buyers", 2), ("products", 3)):
        counts = await story.write(lambda tx, kind=kind: again(tx, kind, tmp_path))
        assert (counts.same, counts.added, counts.changed, counts.refused) == (number, 0, 0, 0), kind
    text = (tmp_path / "buyers.csv").read_text(encoding="utf-8-sig")
    assert f"tg{ann.id},Ann" in text
    assert "id2,Ben" in text
    assert await story.read(lambda tx: exports.buyer(tx, f"tg{ann.id}")) is not None
    assert await story.read(lambda tx: exports.buyer(tx, "tg1")) is None


async def test_whoever_was_forgotten_stays_forgotten(story: Story, tmp_path: Path) -> None:
    await story.seller("Li", manager=True)
    ann = story.buyer("Ann")
    ann.says("hello")
    await story.settled()
    await ordered(story, ann, "A-1")
    file = await story.file(ann)
    await story.write(lambda tx: buyers.erase(tx, file, MORNING))
    counts = await story.write(lambda tx: again(tx, "orders", tmp_path))
    assert (counts.same, counts.new_buyers) == (1, 0)
    assert "Ann" not in (tmp_path / "orders.csv").read_text(encoding="utf-8-sig")


async def test_a_currency_of_three_digits_is_read_back(story: Story, tmp_path: Path) -> None:
    lamp = Product(0, "KW", "Lamp", (Tier(1, Money(1234, "KWD")),))
    await story.write(lambda tx: products.save(tx, lamp, (), "KWD", MORNING))
    _, rows = await story.read(lambda tx: (lambda table: (table[0], list(table[1])))(exports.table(tx, "products")))
    assert next(row for row in rows if row[0] == "KW")[4] == Decimal("1.2340")
    counts = await story.write(lambda tx: again(tx, "products", tmp_path))
    assert counts.same == 3
