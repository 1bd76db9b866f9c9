"""The suggestion card and the pinned summary, written out as Telegram HTML with their buttons."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from bot.core import actions
from bot.core.recognition import INTENTS, Fact
from bot.core.shows import Button, CardView, Desk, Heard, Say
from bot.core.texts import shortened
from bot.desk import promises
from bot.desk.kinds import KINDS
from bot.i18n import N_, country_name, format_clock, format_day, format_money, format_number, language_name, words
from bot.recogniser.facts.places import place_name
from bot.replies import MOST_CHARACTERS, length, plain
from bot.tg.clip import clip, escaped, isolated
from bot.tg.words import FACT_NAMES, GRADES, INTENT_NAMES, SAME_BY, UNITS, moment, written

MOST_HEARD = 2600
"""Characters of the buyer's own words in a card; the whole stands in the buyer's history."""
MOST_SENT = 240
"""Characters of what was sent, folded away under the line that says so."""
INTENTS_ON_PAGE = 10
RULE = "───"

Keyboard = list[list[dict[str, Any]]]


def button(item: Button, desk: Desk) -> dict[str, Any]:
    """A button as the Bot API takes it. Its days stand in full: a "tomorrow" would be untrue when it is read then."""
    text = written(item.say, desk.language, desk.zone)
    data: dict[str, Any] = {"text": plain(text)[:64] or "—"}
    if item.url:
        data["url"] = item.url
    elif item.action is not None:
        data["callback_data"] = actions.pack(item.action)
    return data


def card(view: CardView, desk: Desk) -> tuple[str, Keyboard]:
    """The card in its present state: text and buttons. What is to be decided on stays whole; the buyer's words give."""
    rest = "\n".join(line for line in _lines(view, desk) if line)
    left = min(MOST_HEARD, MOST_CHARACTERS - length(rest) - 4)
    heard = _heard(view, desk, left) if left > len("…") else ""
    return clip("\n".join(part for part in (heard, rest) if part)), _keyboard(view, desk)


def summary(view: CardView, desk: Desk) -> str:
    """The pinned summary of a topic: who this is, and what is open."""
    return clip("\n".join(line for line in _file_lines(view, desk) if line))


def _lines(view: CardView, desk: Desk) -> Iterator[str]:
    _ = words(desk.language)._
    match view.state:
        case "sent" | "unsent":
            yield _intents(view, desk)
            yield _who(view, desk)
            when = moment(view.sent_at, desk.language, desk.zone, view.now) if view.sent_at else ""
            mark = "✓" if view.state == "sent" else "↩"
            done = f"{mark} {escaped(view.sent_title)} · {escaped(view.sent_by)} · {when}"
            yield f"{RULE}\n{done}" + (f" · {_('taken back')}" if view.state == "unsent" else "")
            if view.state == "sent" and view.sent_text not in ("", view.sent_title):
                yield f"<blockquote expandable>{escaped(shortened(view.sent_text, MOST_SENT))}</blockquote>"
        case "preview" | "edit":
            yield _intents(view, desk)
            yield _who(view, desk)
            yield f"{RULE}\n<b>{escaped(view.preview_title)}</b>" if view.preview_title else RULE
            yield view.preview
            if view.state == "edit":
                yield f"{RULE}\n✎ " + _("Write your own text: your next message here goes to the buyer.")
        case "ask":
            yield _intents(view, desk)
            yield _who(view, desk)
            yield f"{RULE}\n❔ <b>{_(FACT_NAMES.get(view.ask, view.ask))}</b>"
            yield _("Tap an answer, or write it here; it is not sent to the buyer.")
        case "moved":
            yield "↓ " + _("Goes on below.")
        case "product":
            yield _who(view, desk)
            yield _product(view, desk)
        case "products":
            yield _who(view, desk)
            yield f"{RULE}\n🛍 " + _("For this buyer now:")
            for proposal in view.proposals:
                reason = written(proposal.reason, desk.language, desk.zone, view.now)
                yield f"• <b>{escaped(proposal.product.title)}</b> {escaped(proposal.product.code)}\n   {reason}"
            if not view.proposals:
                yield _("Nothing to propose: everything suitable was shown lately. Search with /p.")
        case "business":
            yield _who(view, desk)
            yield f"{RULE}\n💼 " + _("Send your business card and ask for theirs?")
        case "followup":
            yield from _file_lines(view, desk)
            yield f"{RULE}\n⏰ " + _("Follow up when?")
        case "when":
            yield _who(view, desk)
            yield f"{RULE}\n⏰ " + _("Write when and what, such as: next tuesday 3pm send the quote")
        case "note":
            yield _who(view, desk)
            yield f"{RULE}\n📝 " + _("Write the note: your next message here is kept in the file, not sent.")
        case "about":
            yield _intents(view, desk)
            yield _who(view, desk)
            yield f"{RULE}\n❔ <b>" + _("What is it about?") + "</b>"
            yield _("Your choice corrects the card, and the bot learns it from this message.")
        case _:
            if view.problem is not None:
                yield "⚠️ " + written(view.problem, desk.language, desk.zone)
            yield _intents(view, desk)
            yield from _file_lines(view, desk)
            yield _facts(view, desk)
            if view.same is not None:
                yield _same(view, desk)


def _heard(view: CardView, desk: Desk, most: int) -> str:
    """The buyer's own words in at most `most` characters, the last ones when there are too many."""
    kept: list[str] = []
    for heard, times in _counted(view.heard):
        line = _one_heard(heard, desk) + (f" × {times}" if times > 1 else "")
        if length(line) > most:
            kept.append("…" if kept else clip(line, most))
            break
        kept.append(line)
        most -= length(line) + 1
    return f"<blockquote>{body}</blockquote>" if (body := "\n".join(reversed(kept))) else ""


def _counted(heard: tuple[Heard, ...]) -> list[tuple[Heard, int]]:
    """The last one first; media without words that follow each other (an album) are counted."""
    counted: list[tuple[Heard, int]] = []
    for one, run in groupby(reversed(heard)):
        times = len(list(run))
        counted += [(one, 1)] * times if one.text or one.kind == "text" else [(one, times)]
    return counted


def _one_heard(heard: Heard, desk: Desk) -> str:
    _ = words(desk.language)._
    text = escaped(heard.text[:MOST_HEARD])
    if heard.kind not in ("text", "tap"):
        name = f"[{_(KINDS.get(heard.kind, heard.kind))}]"
        text = name if heard.kind == "service" or not text else f"{name} {text}"
    if heard.deleted:
        return f"<s>{text}</s>"
    return f"{text} ✎" if heard.edited else text


def _intents(view: CardView, desk: Desk) -> str:
    _ = words(desk.language)._
    language = language_name(view.language, desk.language) if view.language else ""
    if view.unsure:
        said = _("not sure what is asked")
    else:
        said = " · ".join(_(INTENT_NAMES.get(name, name)) for name in view.intents[:3])
    if not view.heard:
        return ""
    return f"💬 <b>{said}</b>" + (f"   <i>{escaped(language)}</i>" if language else "")


def _who(view: CardView, desk: Desk) -> str:
    _ = words(desk.language)._
    buyer = view.buyer
    parts = [f"<b>{isolated(buyer.name)}</b>"]
    place = ", ".join(
        part for part in (buyer.city, country_name(buyer.country, desk.language) if buyer.country else "") if part
    )
    there = ""
    if buyer.zone and buyer.zone != desk.zone:
        there = _("{clock} there").format(clock=format_clock(view.now, buyer.zone, desk.language))
    if place or there:
        parts.append(escaped(" ".join(part for part in (place, there) if part)))
    if buyer.stars:
        parts.append("★" * buyer.stars)
    if buyer.grade:
        grade = _(GRADES.get(buyer.grade, buyer.grade))
        parts.append(f"{grade} −{view.discount} %" if view.discount else grade)
    if buyer.blocked:
        parts.append("⛔ " + _("has blocked the bot"))
    return " · ".join(parts)


def _file_lines(view: CardView, desk: Desk) -> Iterator[str]:
    words_ = words(desk.language)
    _ = words_._
    yield _who(view, desk)
    totals = view.totals
    if totals is not None:
        orders = words_.n("{n} order", "{n} orders", totals.orders).format(
            n=format_number(totals.orders, desk.language)
        )
        last = _("last {day}, {money}").format(
            day=format_day(totals.last_order_at.date(), desk.language, year=totals.last_order_at.year != view.now.year),
            money=format_money(totals.last_total, desk.language),
        )
        top = f" · 🏅 {_('top fifth')}" if view.top else ""
        yield f"{orders} · {format_money(totals.total, desk.language)} · {last}{top}"
    else:
        yield _("No orders yet") + (f" · {_(view.buyer.stage)}" if view.buyer.stage != "fan" else "")
    if view.rhythm is not None:
        said = _("Orders about every {every} days — last one {ago} days ago").format(
            every=view.rhythm.every, ago=view.rhythm.ago
        )
        yield said + (
            ": <b>" + (_("overdue") if view.rhythm.is_late else _("due now")) + "</b>" if view.rhythm.is_due else ""
        )
    elif view.usual is not None:
        yield _usual(view, desk)
    if view.categories:
        yield _("Buys {categories}").format(categories=escaped(", ".join(view.categories)))
    for followup in view.followups:
        yield f"⏰ {escaped(followup.text[:120])} — {moment(followup.due_at, desk.language, desk.zone, view.now)}"
    if view.owner and desk.kind == "group":
        yield _("Looked after by {name}").format(name=escaped(view.owner))
    elif not view.owner and view.buyer.owner_id == 0:
        yield _("In the public pool")


def _usual(view: CardView, desk: Desk) -> str:
    """For a buyer without a rhythm of their own: that of buyers like them, said as such."""
    _ = words(desk.language)._
    country = country_name(view.usual_country, desk.language) if view.usual_country else ""
    others = _("buyers in {country}").format(country=escaped(country)) if country else _("other buyers")
    every, ago = (view.usual.every, view.usual.ago) if view.usual else (0, 0)
    return _("Last one {ago} days ago; {others} order about every {every} days").format(
        ago=ago, others=others, every=every
    )


def _facts(view: CardView, desk: Desk) -> str:
    _ = words(desk.language)._
    now = list(dict.fromkeys(_fact(one.fact, one.title, desk) for one in view.facts if not one.earlier))
    before = dict.fromkeys(_fact(one.fact, one.title, desk) for one in view.facts if one.earlier)
    earlier = [_("earlier: {facts}").format(facts=" · ".join(one for one in before if one not in now))] * bool(before)
    parts = " · ".join([*now, *earlier])
    return _("Heard: {facts}").format(facts=parts) if parts else ""


def _fact(fact: Fact, title: str, desk: Desk) -> str:
    _ = words(desk.language)._
    if fact.kind == "product":
        return f"{escaped(title)} → {escaped(fact.value)}" if title else escaped(fact.value)
    if fact.kind == "quantity":
        number = format_number(int(fact.value), desk.language) if fact.value.isdigit() else escaped(fact.value)
        unit = _(UNITS.get(fact.unit or "pcs", fact.unit))
        return f"{number} {escaped(unit)}" + (f" {escaped(fact.of)}" if fact.of else "")
    if fact.kind == "place":
        return escaped(place_name(fact.value, desk.language))
    if fact.kind == "money":
        return f"{escaped(fact.value)} {escaped(fact.unit)}".strip()
    return escaped(fact.value)


def _same(view: CardView, desk: Desk) -> str:
    _ = words(desk.language)._
    words_ = words(desk.language)
    orders = words_.n("{n} order", "{n} orders", view.same_orders).format(
        n=format_number(view.same_orders, desk.language)
    )
    said = _("Looks like {name}, {orders} ({reason}). Same person?")
    name = f"<b>{escaped(view.same.name if view.same else '')}</b>"
    reason = _(SAME_BY[view.same_by]) if view.same_by in SAME_BY else "…"
    return f"{RULE}\n👥 " + said.format(name=name, orders=orders, reason=reason)


def _product(view: CardView, desk: Desk) -> str:
    _ = words(desk.language)._
    product = view.product
    if product is None:
        return RULE
    lines = [RULE, f"<b>{escaped(product.title)}</b> · {escaped(product.code)}"]
    for tier in product.tiers:
        price = tier.price.less(view.discount)
        lines.append(f"{format_number(tier.quantity, desk.language)}+ : {format_money(price, desk.language)}")
    more = [_("MOQ {moq}").format(moq=format_number(product.moq, desk.language))]
    if product.lead_days is not None:
        more.append(words(desk.language).n("{n} day", "{n} days", product.lead_days).format(n=product.lead_days))
    if product.stock is not None:
        more.append(_("stock {stock}").format(stock=format_number(product.stock, desk.language)))
    lines.append(" · ".join(more))
    return "\n".join(lines)


def _keyboard(view: CardView, desk: Desk) -> Keyboard:
    rows = [[button(one, desk) for one in row] for row in _rows(view)]
    return [row for row in rows if row]


def _rows(view: CardView) -> list[list[Button]]:
    id = view.card
    back = Button(Say(N_("Back")), actions.BackToCard(id))
    match view.state:
        case "sent":
            unsend = [Button(Say(N_("Unsend")), actions.Unsend(view.sent_row))] if view.sent_row else []
            return [*_promised(view), unsend]
        case "unsent" | "moved":
            return []
        case "preview":
            send, edit = Button(Say(N_("Send")), actions.SendReply(id)), Button(Say(N_("Edit")), actions.EditReply(id))
            return [[send, edit, back]]
        case "ask":
            options = [
                Button(
                    Say(N_("{value} (earlier)") if view.recalled and rank == 1 else "{value}", {"value": value}),
                    actions.ChooseFact(id, rank),
                )
                for rank, value in enumerate(view.candidates, 1)
            ]
            return [*([one] for one in options[:4]), [back]] if view.ask == "product" else [options[:4], [back]]
        case "products":
            return [
                *(
                    [Button(Say("{title}", {"title": one.product.title}), actions.ShowProduct(id, one.product.id))]
                    for one in view.proposals
                ),
                [back],
            ]
        case "product":
            if view.product is None:
                return [[back]]
            return [[Button(Say(N_("Send")), actions.SendProduct(id, view.product.id)),
                     Button(Say(N_("Back")), actions.OfferProducts(id))]]  # fmt: skip
        case "business":
            return [[Button(Say(N_("Send")), actions.SendBusinessCard(id)), back]]
        case "followup":
            times = [
                [Button(Say("{at}", {"at": at}), actions.PickFollowUp(id, rank))]
                for rank, at in enumerate(view.times, 1)
            ]
            return [*times, [Button(Say(N_("Other…")), actions.PickFollowUp(id, 9)), back]]
        case "about":
            return _about(view, back)
        case "more":
            return _more(view, back)
        case "edit" | "when" | "note":
            return [[back]]
        case _:
            return _suggestions(view)


def _suggestions(view: CardView) -> list[list[Button]]:
    id = view.card
    rows = [
        [Button(Say("{rank}  {title}", {"rank": rank, "title": offer.title}), actions.ShowReply(id, rank))]
        for rank, offer in enumerate(view.offers, 1)
    ]
    rows += _promised(view)
    if view.unsure and view.heard:
        rows.append([_its_about(id)])
    if view.same is not None:
        yes = Button(Say(N_("Yes, same person")), actions.SamePerson(view.buyer.id, view.same.id, 1))
        no = Button(Say(N_("No")), actions.SamePerson(view.buyer.id, view.same.id, 0))
        rows.append([yes, no])
    rows.append(
        [
            Button(Say(N_("🛍 Products")), actions.OfferProducts(id)),
            Button(Say(N_("💼 Card")), actions.ShowBusinessCard(id)),
            Button(Say(N_("⏰ Follow up")), actions.OfferFollowUp(id)),
            Button(Say("⋯"), actions.MoreOnCard(id)),
        ]
    )
    return rows


def _promised(view: CardView) -> list[list[Button]]:
    """What was promised, to be noted with one tap."""
    return [list(promises.buttons(one)) for one in view.promises[:2]]


def _more(view: CardView, back: Button) -> list[list[Button]]:
    buyer = view.buyer
    owner = (
        Button(Say(N_("Release to the pool")), actions.ReleaseBuyer(buyer.id))
        if buyer.owner_id
        else Button(Say(N_("Claim")), actions.ClaimBuyer(buyer.id))
    )
    who = Button(Say(N_("👤 File")), actions.ShowWho(buyer.id))
    note = Button(Say(N_("📝 Note")), actions.AddNote(view.card))
    why = Button(Say(N_("Why?")), actions.WhyThis(view.card))
    about = [_its_about(view.card)] if view.heard else []
    return [[who, note], [*about, why], [owner, back]]


def _its_about(card: int) -> Button:
    return Button(Say(N_("It's about…")), actions.AskAbout(card, 0))


def _about(view: CardView, back: Button) -> list[list[Button]]:
    """A page of intents, what it is most likely about first."""
    ordered = [*(name for name in view.intents if name in INTENTS), *(n for n in INTENTS if n not in view.intents)]
    pages = -(-len(ordered) // INTENTS_ON_PAGE)
    page = min(view.page, pages - 1)
    shown = ordered[page * INTENTS_ON_PAGE : (page + 1) * INTENTS_ON_PAGE]
    choices = [Button(Say(INTENT_NAMES[name]), actions.ItIsAbout(view.card, INTENTS.index(name) + 1)) for name in shown]
    before = [Button(Say("‹"), actions.AskAbout(view.card, page - 1))] if page else []
    after = [Button(Say("›"), actions.AskAbout(view.card, page + 1))] if page < pages - 1 else []
    return [*(choices[at : at + 2] for at in range(0, len(choices), 2)), [*before, back, *after]]
