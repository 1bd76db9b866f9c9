"""A manager sends a file to the bot: what was understood of it as a card, *Import*, and what became of it.

The file itself is fetched and read by tg/importer.py, outside the database thread; a row of `imports` says how far it
is.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.core.actions import AnswerImport, CancelImport, RunImport
from bot.core.imports import Counts, Kind
from bot.core.incoming import Incoming
from bot.core.shows import Button, Desk, FileToDesk, ReactAtDesk, Say, Show, ToDesk
from bot.core.texts import shortened
from bot.desk.access import ONLY_MANAGERS, OUT_OF_DATE, Standing
from bot.desk.imports import Plan
from bot.desk.shop import Shop, teach_products
from bot.i18n import N_
from bot.sheets.numbers import CURRENCIES
from bot.sheets.problems import Question
from bot.sheets.sources import is_table as is_table_name
from bot.sheets.understanding import Choices, first_rows, names_of
from bot.sheets.words import KINDS, field_name, listed
from bot.store import desks, imports, log
from bot.store.database import Tx
from bot.store.imports import Import

MOST_BYTES = 20 * 1024 * 1024
"""Telegram lets a bot fetch no more: https://core.telegram.org/bots/api#getfile"""
MOST_ROWS = 500_000
"""More are read into memory at once by the command line alone, which streams them."""
FIRST_ROWS, REASONS, CHOICES = 3, 5, 12
LONGEST_ROW = 100

TOO_BIG = Say(
    N_("Telegram lets a bot fetch files of at most 20 MB. Pack it as .csv.gz, or import it where the bot runs: "
       "python -m bot import orders FILE")
)  # fmt: skip
TOO_MANY = N_("The file has {rows} rows; import it where the bot runs: python -m bot import {kind} FILE")
NOT_FETCHED = Say(N_("The file could not be fetched from Telegram. Send it again."))
BROKEN = Say(N_("The file could not be worked on; nothing was changed. What went wrong stands in the bot's log."))
CANCELLED = N_("{file}: not imported.")
IMPORTED: dict[Kind, str] = {
    "orders": N_("✓ {file} is imported. Orders added: {added}, changed: {changed}, the same as before: {same}."),
    "products": N_("✓ {file} is imported. Products added: {added}, changed: {changed}, the same as before: {same}."),
    "buyers": N_("✓ {file} is imported. Buyers added: {added}, changed: {changed}, the same as before: {same}."),
}
READING: dict[str, str] = {
    "dmy": N_("Day first"),
    "mdy": N_("Month first"),
    ".": N_("Decimal point"),
    ",": N_("Decimal comma"),
}


def is_table(incoming: Incoming) -> bool:
    """Whether a message is a file that may be imported."""
    return incoming.document is not None and is_table_name(Path(incoming.document.name))


def sent(shop: Shop, tx: Tx, at: Standing, incoming: Incoming) -> list[Show]:
    """A table came in at a desk: noted, to be fetched; only a manager may import."""
    document = incoming.document
    if document is None or not at.seller.is_manager:
        return [ToDesk(at.desk, (ONLY_MANAGERS,))] if at.desk.kind == "private" else []
    if document.size > MOST_BYTES:
        return [ToDesk(at.desk, (TOO_BIG,))]
    kind, choices = _caption(incoming.text)
    name = Path(document.name).name
    imports.sent(tx, shop.clock(), name, document.file_id, at.seller.id, at.desk.id, kind, choices)
    shop.file_waits()
    return [ReactAtDesk(incoming.chat_id, incoming.message_id, ("👀",))]


def _caption(text: str) -> tuple[str, dict[str, str]]:
    """What is written under a file may name its kind, and the currency of its prices: "orders GBP"."""
    words = text.split()
    kind = next((word.casefold() for word in words if word.casefold() in KINDS), "")
    currency = next((word for word in words if word in CURRENCIES), "")
    return kind, {"currency": currency} if currency else {}


def shown(shop: Shop, tx: Tx, one: Import, plan: Plan) -> list[Show]:
    """The file was looked through: what was understood, for the manager to decide."""
    kind = plan.known.kind
    if plan.found.rows > MOST_ROWS:
        return failed(shop, tx, one, Say(TOO_MANY, {"rows": plan.found.rows, "kind": kind}))
    imports.change(tx, replace(one, state="shown", kind=kind))
    lines = [*_sums(tx, plan), *_understood(plan), *_refused(plan)]
    buttons = [Button(Say(N_("✖ Cancel")), CancelImport(one.id))]
    if plan.found.things:
        buttons.insert(0, Button(Say(N_("📥 Import")), RunImport(one.id)))
    return _at_desk(shop, tx, one, lines, buttons)


def asked(shop: Shop, tx: Tx, one: Import, question: Question) -> list[Show]:
    """Something must be known first: a button for each answer."""
    choices = list(question.choices[:CHOICES])
    kept = {**one.choices, "asked": {"about": question.about, "field": question.field, "choices": choices}}
    imports.change(tx, replace(one, state="shown", kind=question.kind or one.kind, choices=kept))
    answers = [Button(_answer(question, one_of), AnswerImport(one.id, at)) for at, one_of in enumerate(choices, 1)]
    lines = [Say("📄 {file}", {"file": one.file}), question.say]
    return _at_desk(shop, tx, one, lines, [*answers, Button(Say(N_("✖ Cancel")), CancelImport(one.id))])


def failed(shop: Shop, tx: Tx, one: Import, say: Say) -> list[Show]:
    """The file can't be imported, and why."""
    imports.change(tx, replace(one, state="failed"))
    return _at_desk(shop, tx, one, [Say("📄 {file}", {"file": one.file}), say], [])


def loaded(shop: Shop, tx: Tx, one: Import, plan: Plan, counts: Counts, refused: Path | None) -> list[Show]:
    """The file is in the database; `refused` is the file of the rows that are not."""
    imports.done(tx, one.id, shop.clock(), counts)
    log.add(tx, shop.clock(), "imported", seller=one.seller_id, detail=plan.known.kind)
    teach_products(shop, tx)
    values = {"file": one.file, "added": counts.added, "changed": counts.changed, "same": counts.same}
    lines = [Say(IMPORTED[plan.known.kind], values)]
    if counts.new_buyers or counts.new_products:
        new = {"buyers": counts.new_buyers, "products": counts.new_products}
        lines.append(Say(N_("New: buyers {buyers}, products {products}."), new))
    shows = _at_desk(shop, tx, one, lines, [])
    desk = _desk(shop, tx, one)
    if refused is not None and desk is not None:
        said = Say(
            N_("{n} row was not imported; the reason stands beside it. Mend it here and send the file again."),
            {"n": counts.refused},
            plural=N_(
                "{n} rows were not imported; the reasons stand beside them. Mend them here and send the file again."
            ),
        )
        shows.append(FileToDesk(desk, said, path=str(refused)))
    return shows


def run(shop: Shop, tx: Tx, at: Standing, id: int, message_id: int) -> list[Show]:
    """*Import* was tapped."""
    one = _decidable(tx, at, id)
    if one is None or "asked" in one.choices:
        return [ToDesk(at.desk, (OUT_OF_DATE,), edits=message_id)]
    imports.change(tx, replace(one, state="wanted", message_id=message_id))
    shop.file_waits()
    return [ToDesk(at.desk, (Say(N_("⏳ {file} is being imported …"), {"file": one.file}),), edits=message_id)]


def cancel(shop: Shop, tx: Tx, at: Standing, id: int, message_id: int) -> list[Show]:
    """*Cancel* was tapped."""
    one = _decidable(tx, at, id)
    if one is None:
        return [ToDesk(at.desk, (OUT_OF_DATE,), edits=message_id)]
    imports.change(tx, replace(one, state="cancelled"))
    return [ToDesk(at.desk, (Say(CANCELLED, {"file": one.file}),), edits=message_id)]


def answer(shop: Shop, tx: Tx, at: Standing, id: int, rank: int, message_id: int) -> list[Show]:
    """What was asked about a file is answered: it is looked through again."""
    one = _decidable(tx, at, id)
    question = one.choices.get("asked") if one else None
    if one is None or question is None or not 0 < rank <= len(question["choices"]):
        return [ToDesk(at.desk, (OUT_OF_DATE,), edits=message_id)]
    chosen = question["choices"][rank - 1]
    kept = {name: value for name, value in one.choices.items() if name != "asked"}
    kind = one.kind
    if question["about"] == "kind":
        kind = chosen
    else:
        told = Question(question["about"], Say(""), (), question["field"])
        kept = _kept(choices_of(one).answered(told, chosen))
    imports.change(tx, replace(one, state="sent", kind=kind, choices=kept, message_id=message_id))
    shop.file_waits()
    return [ToDesk(at.desk, (Say(N_("⏳ {file} is being read …"), {"file": one.file}),), edits=message_id)]


def _answer(question: Question, answer: str) -> Say:
    """What stands on the button of an answer: a name of the file's stays as it is."""
    known = READING | {str(kind): name for kind, name in KINDS.items()}
    return Say("{name}", {"name": answer}) if question.about in ("column", "sheet", "currency") else Say(known[answer])


def choices_of(one: Import) -> Choices:
    """What the manager said about a file so far."""
    return Choices(**{name: value for name, value in one.choices.items() if name != "asked"})


def _kept(choices: Choices) -> dict[str, Any]:
    return {
        "columns": dict(choices.columns), "date_order": choices.date_order, "decimal_mark": choices.decimal_mark,
        "sheet": choices.sheet, "currency": choices.currency,
    }  # fmt: skip


def _decidable(tx: Tx, at: Standing, id: int) -> Import | None:
    one = imports.by_id(tx, id)
    return one if one is not None and one.state == "shown" and one.desk_id == at.desk.id else None


def _desk(shop: Shop, tx: Tx, one: Import) -> Desk | None:
    return desks.by_id(tx, one.desk_id, shop.readers)


def _at_desk(shop: Shop, tx: Tx, one: Import, lines: list[Say], buttons: list[Button]) -> list[Show]:
    """The card of a file: sent when it is new, edited afterwards."""
    desk = _desk(shop, tx, one)
    rows = tuple((button,) for button in buttons)
    return [ToDesk(desk, tuple(lines), buttons=rows, edits=one.message_id)] if desk else []


def _sums(tx: Tx, plan: Plan) -> list[Say]:
    found, kind = plan.found, plan.known.kind
    heads = {
        "orders": N_("📄 {file}: {rows} rows, {things} orders of {people} buyers"),
        "products": N_("📄 {file}: {rows} rows, {things} products"),
        "buyers": N_("📄 {file}: {rows} rows, {things} buyers"),
    }
    values = {"file": plan.name, "rows": found.rows, "things": found.things, "people": len(found.people)}
    lines = [Say(heads[kind], values)]
    if found.first_at and found.last_at:
        first, last = (at.astimezone(plan.known.zone).date() for at in (found.first_at, found.last_at))
        lines.append(Say("{first} – {last}", {"first": first, "last": last}))
    if found.returns:
        lines.append(Say(N_("{n} return"), {"n": found.returns}, plural=N_("{n} returns")))
    known = imports.known_orders(tx, found.numbers) if kind == "orders" else 0
    if known:
        lines.append(
            Say(
                N_("{n} order is in the database already; it is brought to what the file says."),
                {"n": known},
                plural=N_("{n} orders are in the database already; they are brought to what the file says."),
            )
        )
    return lines


def _understood(plan: Plan) -> list[Say]:
    known = plan.known
    about = known.source.about
    pairs = [
        Say("{column} = {field}", {"field": field_name(known.kind, of), "column": name})
        for of, name in names_of(known).items()
    ]
    lines = [Say(N_("Columns: {columns}"), {"columns": listed(pairs)})]
    lines.append(Say(N_("Prices in {currency}, times in {zone}"), {"currency": known.currency, "zone": known.zone.key}))
    orders = {one for one in known.orders.values() if one}
    lines += [Say(READING[one]) for one in sorted(orders)]
    if about.others:
        lines.append(
            Say(N_("Sheet {sheet}; not read: {others}"), {"sheet": about.sheet, "others": ", ".join(about.others)})
        )
    rows = first_rows(known, FIRST_ROWS)
    return [*lines, Say(""), *(Say("{row}", {"row": shortened(" · ".join(row), LONGEST_ROW)}) for row in rows)]


def _refused(plan: Plan) -> list[Say]:
    found = plan.found
    if not found.reasons:
        return []
    lines = [Say("")]
    if found.refused:
        lines.append(
            Say(
                N_("⚠️ {n} row will not be imported:"),
                {"n": found.refused},
                plural=N_("⚠️ {n} rows will not be imported:"),
            )
        )
    for (column, reason, _), times in found.reasons.most_common(REASONS):
        example = next((one for one in found.issues if (one.column, one.reason.text) == (column, reason)), None)
        if example is not None:
            values = {"times": times, "row": str(example.row), "column": column, "reason": example.reason}
            lines.append(Say(N_("{times} × {reason} (row {row}, {column})"), values))
    return lines
