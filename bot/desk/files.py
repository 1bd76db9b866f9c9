"""`/who`: the whole file of a buyer, compact enough for a phone; where stage, worth, rhythm and habits are read off."""

from datetime import date
from itertools import chain

from bot.core.actions import ClaimBuyer, OpenCard, ShowFile, ShowHistory, ShowOrders, UndoMerge
from bot.core.grades import next_step
from bot.core.money import Money
from bot.core.people import Buyer, Totals
from bot.core.rhythm import as_usual, rhythm
from bot.core.shows import Button, Say, Show, ToDesk
from bot.desk.access import Standing
from bot.desk.shop import Shop, owner_of
from bot.i18n import N_, country_name, format_clock, format_number, language_name
from bot.store import buyers, files, followups, grades, log, merges
from bot.store.database import Tx

LISTED = 5
LOOKED_AT = 3
RULE = Say("───")
CARD_STATUS = {"card asked": N_("Card asked for on {day}"), "card shared": N_("Card shared on {day}")}


def who(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, edits: int = 0) -> list[Show]:
    """`/who`: everything the file says, with its orders and its history one tap away."""
    parts = (
        _name(shop, at, buyer),
        _worth(shop, tx, at, buyer),
        _habits(tx, buyer),
        _standing(shop, tx, at, buyer),
        _open(tx, buyer),
    )
    lines = chain.from_iterable((RULE, *part) if number else part for number, part in enumerate(parts) if part)
    return [ToDesk(at.desk, tuple(lines), buyer.id, tuple(_buttons(tx, buyer)), edits)]


def _name(shop: Shop, at: Standing, buyer: Buyer) -> list[Say]:
    language = at.desk.language
    stars = f" {'★' * buyer.stars}" if buyer.stars else ""
    lines = [Say("👤 <b>{name}</b>{stars}", {"name": buyer.name, "stars": stars})]
    there = ""
    if buyer.zone:
        there = format_clock(shop.clock(), buyer.zone, language)
    country = country_name(buyer.country, language) if buyer.country else ""
    place = ", ".join(part for part in (buyer.city, country) if part)
    where = [Say("{place}", {"place": part}) for part in (buyer.company, place) if part]
    if there:
        where.append(Say(N_("{clock} there"), {"clock": there}))
    if where:
        lines.append(_joined(where))
    contact = [part for part in (buyer.phone, buyer.email, f"@{buyer.username}" if buyer.username else "") if part]
    if contact:
        lines.append(Say("{contact}", {"contact": " · ".join(contact)}))
    return lines


def _joined(parts: list[Say]) -> Say:
    """Sayings in one line, with points between."""
    names = [f"p{number}" for number in range(len(parts))]
    return Say(" · ".join(f"{{{name}}}" for name in names), dict(zip(names, parts, strict=True)))


def _worth(shop: Shop, tx: Tx, at: Standing, buyer: Buyer) -> list[Say]:
    totals, more = buyers.totals(tx, buyer.id), files.more(tx, buyer.id)
    lines: list[Say] = []
    if totals is None:
        lines.append(Say(N_("No orders yet.")))
    else:
        lines.append(_joined([_in_all(totals), *_share(tx, buyer, at.desk.language)]))
        first = more.first_order_at if more else None
        values = {
            "first": first.date() if first else "—", "last": totals.last_order_at.date(), "money": totals.last_total,
        }  # fmt: skip
        lines.append(Say(N_("First {first} · last {last}: {money}"), values))
        lines += _rhythm(shop, tx, at, buyer, totals)
    if more is not None and more.returns:
        back = {"n": more.returns, "money": more.returned}
        lines.append(Say(N_("↩ {n} return, {money}"), back, plural=N_("↩ {n} returns, {money}")))
    if more is not None and more.elsewhere:
        lines.append(
            Say(
                N_("{n} order in another currency, not added up"),
                {"n": more.elsewhere},
                plural=N_("{n} orders in another currency, not added up"),
            )
        )
    return lines


def _in_all(totals: Totals) -> Say:
    values = {"n": totals.orders, "total": totals.total}
    return Say(N_("<b>{n} order · {total}</b>"), values, plural=N_("<b>{n} orders · {total}</b>"))


def _share(tx: Tx, buyer: Buyer, language: str) -> list[Say]:
    share = grades.share(tx, buyer.id)
    if share is None:
        return []
    percent = share.part * 100
    written = format_number(round(percent, 1), language) if percent >= 0.1 else f"< {format_number(0.1, language)}"
    said = [Say(N_("{percent} % of revenue"), {"percent": written})]
    return [*said, Say("🏅 {top}", {"top": Say(N_("top fifth"))})] if share.top else said


def _rhythm(shop: Shop, tx: Tx, at: Standing, buyer: Buyer, totals: Totals) -> list[Say]:
    now = shop.clock()
    own = rhythm(totals.gaps, totals.last_order_at, now)
    if own is not None:
        due = N_("overdue") if own.is_late else N_("due now") if own.is_due else ""
        said = Say(
            N_("🔁 Orders about every {every} days, last one {ago} days ago"), {"every": own.every, "ago": own.ago}
        )
        return [Say("{said}: <b>{due}</b>", {"said": said, "due": Say(due)}) if due else said]
    usual = grades.usual_in(tx, buyer.country)
    if usual is None:
        return []
    theirs = as_usual(usual.every, totals.last_order_at, now)
    country = {"country": country_name(usual.country, at.desk.language)} if usual.country else {}
    others = Say(N_("buyers in {country}"), country) if country else Say(N_("other buyers"))
    values = {"ago": theirs.ago, "others": others, "every": theirs.every}
    return [Say(N_("🔁 Last one {ago} days ago; {others} order about every {every} days"), values)]


def _habits(tx: Tx, buyer: Buyer) -> list[Say]:
    lines = []
    categories = buyers.categories(tx, buyer.id)
    if categories:
        lines.append(Say(N_("🛒 Buys {categories}"), {"categories": ", ".join(categories)}))
    for text, found in (
        (N_("👀 Was shown: {titles}"), files.shown(tx, buyer.id, LOOKED_AT)),
        (N_("❔ Asked about: {titles}"), files.asked(tx, buyer.id, LOOKED_AT)),
    ):
        if found:
            lines.append(Say(text, {"titles": ", ".join(one.title for one in found)}))
    return lines


def _standing(shop: Shop, tx: Tx, at: Standing, buyer: Buyer) -> list[Say]:
    owner = owner_of(tx, buyer)
    who_cares = Say(N_("looked after by {name}"), {"name": owner.name}) if owner else Say(N_("in the public pool"))
    lines = [_joined([Say("<b>{stage}</b>", {"stage": Say(buyer.stage)}), *_grade(shop, tx, buyer), who_cares])]
    lines += _grade_by(shop, tx, buyer)
    card = files.card(tx, buyer.id)
    if card is not None:
        lines.append(Say(CARD_STATUS[card[0]], {"day": card[1].date()}))
    person = []
    if buyer.language:
        writes = language_name(buyer.language, at.desk.language)
        person.append(Say(N_("Writes in {language}"), {"language": writes}))
    born = files.birthday(tx, buyer.id)
    if born:
        person.append(Say(N_("born {day}"), {"day": date.fromisoformat(born)}))
    if person:
        lines.append(_joined(person))
    if buyer.source:
        lines.append(Say(N_("Came from: {source}"), {"source": buyer.source}))
    if buyer.tags:
        lines.append(Say("🏷 {tags}", {"tags": buyer.tags}))
    if buyer.stopped:
        lines.append(Say(N_("Wants no offers (stopped).")))
    if buyer.blocked:
        lines.append(Say(N_("Has blocked the bot.")))
    return lines


def _grade(shop: Shop, tx: Tx, buyer: Buyer) -> list[Say]:
    if not buyer.grade:
        return []
    discount = shop.discount(buyer)
    name = Say(buyer.grade.capitalize())
    said = Say("{grade} −{discount} %", {"grade": name, "discount": discount}) if discount else name
    by_hand = grades.is_by_hand(tx, buyer.id)
    return [Say(N_("{grade}, set by hand"), {"grade": said})] if by_hand else [said]


def _grade_by(shop: Shop, tx: Tx, buyer: Buyer) -> list[Say]:
    """What is missing for the next grade, where the shop's thresholds give grades."""
    rules = shop.config.rules
    found = grades.period(tx, buyer.id)
    step = next_step(rules, found, buyer.grade) if found is not None else None
    if step is None:
        return []
    grade, missing = step
    left = missing if rules.by == "orders" else Money(missing, rules.currency)
    values = {"grade": Say(grade.capitalize()), "days": rules.days, "n": missing, "left": left}
    if rules.by == "orders":
        return [
            Say(
                N_("{n} more order within {days} days: {grade}"),
                values,
                plural=N_("{n} more orders within {days} days: {grade}"),
            )
        ]
    if rules.by == "profit":
        return [Say(N_("{left} more profit within {days} days: {grade}"), values)]
    return [Say(N_("{left} more within {days} days: {grade}"), values)]


def _open(tx: Tx, buyer: Buyer) -> list[Say]:
    due = followups.of_buyer(tx, buyer.id, LISTED)
    lines = [Say("⏰ {at} · {text}", {"at": one.due_at, "text": one.text}) for one in due]
    return [*lines, *(Say("📝 {text}", {"text": note["text"]}) for note in log.notes(tx, buyer.id, LISTED))]


def _buttons(tx: Tx, buyer: Buyer) -> list[tuple[Button, ...]]:
    rows: list[tuple[Button, ...]] = [
        (
            Button(Say(N_("🧾 Orders")), ShowOrders(buyer.id, 0)),
            Button(Say(N_("🕘 History")), ShowHistory(buyer.id, 0)),
            Button(Say(N_("💬 Open a card")), OpenCard(buyer.id)),
        )
    ]
    if not buyer.owner_id:
        rows.append((Button(Say(N_("Claim")), ClaimBuyer(buyer.id)),))
    for merge in merges.of_buyer(tx, buyer.id)[:2]:
        said = Say(N_("👥 {name} is somebody else: undo"), {"name": merge.name})
        rows.append((Button(said, UndoMerge(merge.id)),))
    return rows


def file_button(buyer: Buyer) -> Button:
    """Back to the file from one of its pages."""
    return Button(Say(N_("👤 File")), ShowFile(buyer.id))
