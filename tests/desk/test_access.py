"""Who may press and write what: every button and every command, from their tables, by everybody.

A refused one changes nothing, and shows nothing of the buyer: the canary stands in everything that is kept of her.
"""

import json
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

import pytest

from bot.core import actions
from bot.core.actions import VERBS, pack
from bot.desk import access, own_data
from bot.desk.writing import COMMANDS
from bot.store import hours, merges, promises, searches, taught
from tests.story import Person, Story

CANARY = "canary"
OPEN_TO_ALL = {actions.AskAboutProduct, actions.RequestQuote, actions.EraseMe}
"""Buttons that concern nobody but whoever presses them."""
OF_THE_SELLER = {
    actions.DropDayOff, actions.ListFollowUps, actions.ChooseLanguage, actions.ListBuyers, actions.ListToday,
    actions.ListArrivals,
}  # fmt: skip
"""Buttons by which a seller sees or changes only what is their own."""
COUNTED_ANYWAY = ("inbox", "outbox", "sqlite_sequence")
EVERY_COMMAND = (*COMMANDS, "save", "moq", "moq!")
OF_ANY_SELLER = {
    "f", "followups", "replies", "p", "note", "find", "pool", "mycard", "digest", "zone", "language", "join", "promote",
    "cancel", "help", "start", "save", "moq", "moq!", "card", "who", "history", "claim", "release", "assign", "taught",
    "orders", "buyers", "grade",
    "hours", "dayoff",
    "why",
    "today", "arrivals",
}  # fmt: skip


@dataclass(slots=True)
class House:
    """Ann, with the canary in her file, is looked after by Li; Bo is a colleague, Eve the manager, Ben a buyer."""

    story: Story
    li: Person
    bo: Person
    eve: Person
    ann: Person
    ben: Person
    ids: dict[str, int]
    group: Any

    def data(self, kind: type) -> str:
        """The button's data with ids of Ann's."""
        return pack(kind(*[self.ids[field.name] for field in fields(kind)]))

    async def state(self) -> dict[str, list[dict[str, Any]]]:
        """Everything in the database but the traffic itself."""
        tables = await self.story.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            row["name"]: await self.story.rows(f"SELECT * FROM {row['name']}")
            for row in tables
            if row["name"] not in COUNTED_ANYWAY
        }

    async def sent_since(self, id: int) -> list[dict[str, Any]]:
        """What the bot has sent since this row of the outbox."""
        return await self.story.rows("SELECT * FROM outbox WHERE id > :id", id=id)

    async def last_sent(self) -> int:
        rows = await self.story.rows("SELECT max(id) AS id FROM outbox")
        return int(rows[0]["id"])


@pytest.fixture
async def house(story) -> House:
    li, bo = await story.seller("Li"), await story.seller("Bo")
    eve = await story.seller("Eve", manager=True)
    ann, ben = story.buyer(f"Ann {CANARY}"), story.buyer("Ben")
    sid = story.buyer("Sid")
    group = story.world.add_group("Desk", [li.user, bo.user, eve.user, sid.user])
    story.world.says(eve.user, "/desk", chat=group)
    await story.settled()
    for buyer in (ann, ben):
        buyer.says(f"moq for HL-T20? I am {CANARY if buyer is ann else 'Ben'}")
        await story.settled()
    await story.owned(ann, li)
    await story.owned(ben, bo)
    file = await story.file(ann)
    row = await story.seller_row(li)
    filled = """
        UPDATE buyers SET company = 'canary co', phone = '+4940canary', email = 'canary@example.com', tags = 'canary'
        WHERE id = ?"""
    await story.write(lambda tx: tx.execute(filled, (file.id,)))
    noted = """
        INSERT INTO followups (buyer_id, seller_id, text, due_at, zone, made_at)
        VALUES (?, ?, 'canary quote', '2026-11-25T09:00:00.000Z', 'UTC', '2026-11-24T09:00:00.000Z')"""
    await story.write(lambda tx: tx.execute(noted, (file.id, row.id)))
    ever = "UPDATE followups SET rule = '1 week mon', starts = '2026-11-25T09:00', next_at = '2026-12-01T09:00:00.000Z'"
    await story.write(lambda tx: tx.execute(ever))
    for seller in (row, await story.seller_row(eve)):
        await story.write(lambda tx, id=seller.id: hours.add_day_off(tx, id, date(2026, 12, 24), date(2026, 12, 24)))
    await story.write(lambda tx: taught.add(tx, "canary?", "price", "en", row.id, file.id, story.now))
    await story.write(lambda tx: taught.offer(tx, row.id, "a canary is free with every order", "price", story.now))
    for seller, buyer in ((li, ann), (bo, ben)):
        buyer.says(f"price? {CANARY if buyer is ann else ''}")
        await story.later(seconds=30)
        seller.says("hello there", to=buyer.user.first_name)
        await story.settled()
        await story.later(seconds=30)
        buyer.says(f"and shipping? {CANARY if buyer is ann else ''}")
        await story.settled()
    old = "INSERT INTO buyers (first_name, stage, created_at) VALUES ('canary', 'regular', '2025') RETURNING id"
    other = await story.write(lambda tx: tx.execute(old).fetchone()["id"])
    merged = await story.write(lambda tx: merges.merge(tx, file.id, other, row.id, story.now))
    outbox = await story.rows("SELECT id FROM outbox WHERE purpose = 'buyer' AND buyer_id = :id", id=file.id)
    await story.write(lambda tx: tx.execute("UPDATE outbox SET state = 'unsure' WHERE id = ?", (outbox[0]["id"],)))
    sent = """
        INSERT INTO imports (at, kind, file, state, seller_id, desk_id, file_id) SELECT '2026-11-24', 'orders',
            'canary.csv', 'shown', seller_id, id, 'nothing' FROM desks WHERE chat_id = ? RETURNING id"""
    imported = await story.write(lambda tx: tx.execute(sent, (eve.id,)).fetchone()["id"])
    card = await story.rows("SELECT max(id) AS id FROM cards WHERE buyer_id = :id", id=file.id)
    message = await story.rows("SELECT id FROM messages WHERE buyer_id = :id AND direction = 'out'", id=file.id)
    written = message[0]["id"]
    await story.write(lambda tx: promises.add(tx, written, "a canary will follow", [story.now + timedelta(days=2)]))
    ids = {
        "card": card[0]["id"], "rank": 1, "message": message[0]["id"], "product": 1, "buyer": file.id, "other": 2,
        "yes": 1, "followup": 1, "dropped": 0, "which": 2, "outbox": outbox[0]["id"], "sure": 1,
        "page": 1, "number": 2, "taught": 1, "offer": 1, "merge": merged, "imported": imported,
        "day_off": 1, "view": 2, "place": 21, "promise": 1,
    }  # fmt: skip
    ids["search"] = (await story.write(lambda tx: searches.add(tx, row.id, "buyers", CANARY, 0, story.now))).id
    return House(story, li, bo, eve, ann, ben, ids, group)


def own_message(house: House, person: Person) -> Any:
    """A message in the person's own chat on which they press a forged button."""
    return house.story.world.messages(person.user)[-1]


async def pressed(house: House, person: Person, kind: type, message: Any) -> tuple[str, list[dict[str, Any]], bool]:
    """(the notice, what was sent, whether anything changed) after one press."""
    before, since = await house.state(), await house.last_sent()
    query = house.story.world.taps(person.user, message, house.data(kind), message.chat, forged=True)
    await house.story.settled()
    return query.answer["text"], await house.sent_since(since), before != await house.state()


async def test_no_buyer_and_no_stranger_can_press_a_sellers_button(house):
    story = house.story
    sid = story.world.users[max(story.world.users)]
    in_group = story.world.from_bot(house.group)[-1]
    for kind in set(VERBS.values()) - OPEN_TO_ALL:
        for person, message in ((house.ben, own_message(house, house.ben)), (Person(story, sid), in_group)):
            notice, sent, changed = await pressed(house, person, kind, message)
            assert (notice, changed) == (access.NOT_A_SELLER.text, False), kind
            assert [one["method"] for one in sent] == ["answerCallbackQuery"], kind


@pytest.mark.parametrize("where", ["own chat", "group"])
async def test_a_seller_without_the_right_is_refused_and_shown_nothing(house, where):
    cards = [one for one in house.story.world.from_bot(house.group) if CANARY in one.text and one.buttons]
    for kind in set(VERBS.values()) - OPEN_TO_ALL - OF_THE_SELLER:
        message = cards[-1] if where == "group" else own_message(house, house.bo)
        notice, sent, changed = await pressed(house, house.bo, kind, message)
        assert notice in (access.NOT_YOURS.text, access.OUT_OF_DATE.text, access.ONLY_MANAGERS.text), kind
        assert not changed, kind
        assert [one["method"] for one in sent] == ["answerCallbackQuery"], kind


async def test_a_sellers_own_lists_show_nothing_of_a_colleagues_buyer(house):
    for kind in OF_THE_SELLER:
        _, sent, _ = await pressed(house, house.bo, kind, own_message(house, house.bo))
        assert CANARY not in json.dumps(sent), kind


@pytest.mark.parametrize("who", ["li", "eve"])
async def test_whoever_has_the_right_is_never_told_otherwise(house, who):
    person = getattr(house, who)
    for kind in set(VERBS.values()) - OPEN_TO_ALL:
        notice, _, _ = await pressed(house, person, kind, own_message(house, person))
        assert notice not in (access.NOT_YOURS.text, access.NOT_A_SELLER.text), kind


async def test_a_buyers_button_concerns_nobody_but_who_presses_it(house):
    story = house.story
    for kind in OPEN_TO_ALL:
        before = await story.file(house.ann)
        _, sent, _ = await pressed(house, house.ben, kind, own_message(house, house.ben))
        assert await story.file(house.ann) == before, kind
        assert CANARY not in json.dumps(sent), kind
    assert await story.rows("SELECT * FROM messages WHERE text LIKE '%canary%'") != []


async def test_a_seller_who_tries_a_buyers_button_becomes_no_buyer(house):
    for kind in OPEN_TO_ALL:
        _, _, changed = await pressed(house, house.bo, kind, own_message(house, house.bo))
        assert not changed, kind


async def test_a_button_of_another_version_is_out_of_date_for_sellers(house):
    query = house.li.taps("zz:1:2", own_message(house, house.li), forged=True)
    await house.story.settled()

    assert query.answer["text"] == access.OUT_OF_DATE.text


async def test_a_buyers_command_is_just_a_message(house):
    for name in EVERY_COMMAND:
        since = await house.last_sent()
        house.ben.says(f"/{name} {CANARY[:3]}")
        await house.story.settled()
        sent = await house.sent_since(since)
        assert not [one for one in sent if one["chat_id"] == house.ben.id], name
        assert CANARY not in json.dumps(sent), name


async def test_a_strangers_command_in_the_group_is_not_heard(house):
    sid = house.story.world.users[max(house.story.world.users)]
    thread = house.story.world.topic_of(house.group, "Ann").thread_id
    before, since = await house.state(), await house.last_sent()
    for name in (*EVERY_COMMAND, "desk"):
        house.story.world.says(sid, f"/{name} x", chat=house.group, thread=thread)
    await house.story.settled()

    assert await house.state() == before
    assert await house.sent_since(since) == []


async def test_a_seller_without_the_right_commands_nothing_in_the_buyers_topic(house):
    thread = house.story.world.topic_of(house.group, "Ann").thread_id
    before = await house.state()
    for name in (*EVERY_COMMAND, ""):
        since = await house.last_sent()
        house.story.world.says(house.bo.user, f"/{name} x" if name else "plain text", chat=house.group, thread=thread)
        await house.story.settled()
        sent = await house.sent_since(since)
        assert [json.loads(one["params"])["text"] for one in sent] == [access.NOT_YOURS.text], name
    assert await house.state() == before


async def test_every_command_of_a_seller_shows_only_what_they_may_see(house):
    assert set(EVERY_COMMAND) == OF_ANY_SELLER
    for name in EVERY_COMMAND:
        since = await house.last_sent()
        house.bo.says(f"/{name} Ann")
        await house.story.settled()
        sent = await house.sent_since(since)
        assert sent, name
        assert CANARY not in json.dumps(sent), name
        assert not [one for one in sent if one["purpose"] == "buyer"], name


@pytest.mark.parametrize("command", ["/join", "/promote Bo", "/assign Bo"])
async def test_what_only_managers_may_is_refused_to_sellers(house, command):
    before = await house.state()
    house.bo.says(command, to="Ben" if "assign" in command else "")
    await house.story.settled()

    assert house.bo.last.text == access.ONLY_MANAGERS.text
    assert await house.state() == before


async def test_a_reaction_of_a_seller_without_the_right_does_not_reach_the_buyer(house):
    card = next(one for one in reversed(house.story.world.from_bot(house.group)) if CANARY in one.text and one.buttons)
    house.bo.reacts(card, "👎")
    await house.story.settled()
    assert house.story.world.calls_of("setMessageReaction") == []
    house.li.reacts(card, "👍")
    await house.story.settled()
    assert len(house.story.world.calls_of("setMessageReaction")) == 1


async def test_inline_mode_is_for_sellers(house):
    for person, found in ((house.ben, False), (house.bo, True)):
        query = house.story.world.asks_inline(person.user, "heart")
        await house.story.settled()
        assert bool(query.answer["results"]) is found


async def test_an_erase_button_of_another_version_erases_nothing(house):
    query = house.ann.taps("er:7", own_message(house, house.ann), forged=True)
    await house.story.settled()

    assert own_data.YES == 1
    assert query.answer["text"] == "No, keep it"
    assert (await house.story.file(house.ann)).last_name == CANARY
