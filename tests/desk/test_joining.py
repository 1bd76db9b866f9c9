"""Sellers join by one-time links; what each sets for themself; managers make links and promote."""

import pytest

from bot.app import first_link
from tests.story import Person, Story

REFUSED = "This link is no longer good: it works once and for a day. Ask a manager for a new one."


def code_in(link: str) -> str:
    return link.split("start=")[1]


async def made_link(story: Story, manager: Person) -> str:
    manager.says("/join")
    await story.settled()
    return code_in(manager.last.text.split("\n")[1])


async def test_the_first_manager_joins_by_the_link_that_run_prints(story):
    link = await first_link(story.app)
    assert link is not None
    eve = story.buyer("Eve")
    story.world.starts(eve.user, code_in(link))
    await story.settled()

    assert eve.last.text.startswith("Welcome, Eve! This chat is now your desk at Lumen & Hearth.")
    assert "You are a manager: /join makes a link for a colleague." in eve.last.text
    assert (await story.seller_row(eve)).is_manager
    assert await first_link(story.app) is None


async def test_who_wrote_before_there_was_a_desk_stands_at_the_first_one(story):
    ann = story.buyer("Ann")
    ann.says("what is your moq for HL-T20?")
    await story.settled()
    eve = story.buyer("Eve")
    story.world.starts(eve.user, code_in(await first_link(story.app)))
    await story.settled()

    assert eve.card.text.startswith("what is your moq for HL-T20?\n💬 MOQ")


async def test_a_new_first_link_makes_the_old_one_void(story):
    old = await first_link(story.app)
    await first_link(story.app)
    eve = story.buyer("Eve")
    story.world.starts(eve.user, code_in(old))
    await story.settled()

    assert eve.last.text == REFUSED


async def test_a_colleague_joins_once_by_a_managers_link(story):
    eve, li, bo = await story.seller("Eve", manager=True), story.buyer("Li"), story.buyer("Bo")
    code = await made_link(story, eve)
    story.world.starts(li.user, code)
    story.world.starts(bo.user, code)
    await story.settled()

    assert (await story.seller_row(li)).role == "seller"
    assert "You are a manager" not in li.last.text
    assert bo.last.text == REFUSED
    assert await story.rows("SELECT * FROM buyers") == []


async def test_only_the_hash_of_a_code_is_in_the_database(story):
    eve = await story.seller("Eve", manager=True)
    code = await made_link(story, eve)
    dump = await story.read(lambda tx: "\n".join(tx.iterdump()))

    links = "\n".join(line for line in dump.split("\n") if '"join_links"' in line and "INSERT" in line)
    assert links
    assert code not in links


async def test_a_link_expires(story):
    eve, li = await story.seller("Eve", manager=True), story.buyer("Li")
    code = await made_link(story, eve)
    await story.later(hours=24)
    story.world.starts(li.user, code)
    await story.settled()

    assert li.last.text == REFUSED


async def test_guessing_is_slow_even_for_the_right_code(story):
    eve, li = await story.seller("Eve", manager=True), story.buyer("Li")
    code = await made_link(story, eve)
    for number in range(5):
        story.world.starts(li.user, f"join-{number}")
    story.world.starts(li.user, code)
    await story.settled()
    assert li.reads() == [REFUSED] * 6
    await story.later(minutes=61)
    story.world.starts(li.user, code)
    await story.settled()
    assert li.last.text.startswith("Welcome, Li!")


async def test_a_seller_who_opens_an_old_link_again_is_welcome(story):
    eve, li = await story.seller("Eve", manager=True), story.buyer("Li")
    code = await made_link(story, eve)
    for _ in range(2):
        story.world.starts(li.user, code)
        await story.settled()

    assert li.last.text.startswith("Welcome, Li!")
    assert await story.rows("SELECT * FROM join_tries") == []


async def test_a_manager_who_opens_a_sellers_link_stays_a_manager(story):
    eve = await story.seller("Eve", manager=True)
    code = await made_link(story, eve)
    story.world.starts(eve.user, code)
    await story.settled()

    assert (await story.seller_row(eve)).is_manager


async def test_a_chinese_telegram_gets_a_chinese_desk(story):
    eve, wang = await story.seller("Eve", manager=True), story.buyer("Wang", language_code="zh-hans")
    code = await made_link(story, eve)
    story.world.starts(wang.user, code)
    await story.settled()

    assert (await story.seller_row(wang)).language == "zh_CN"
    assert "Welcome" not in wang.last.text
    wang.taps("English")
    await story.settled()
    assert wang.last.text == "The interface is in English now."
    assert wang.last.button("简体中文")


async def test_the_language_is_changed_and_a_language_that_is_none_changes_nothing(story):
    li = await story.seller("Li")
    li.says("/language")
    await story.settled()
    assert li.last.text == "Which language?"
    li.taps("简体中文")
    await story.settled()
    assert (await story.seller_row(li)).language == "zh_CN"
    li.taps("lg:7", forged=True, message=li.last)
    await story.settled()
    assert (await story.seller_row(li)).language == "zh_CN"


async def test_a_manager_promotes_by_name_and_is_asked_when_it_is_not_clear(story):
    eve, li, _ = await story.seller("Eve", manager=True), await story.seller("Li Wei"), await story.seller("Lisa")
    for name, said in (
        ("li", "Name one of: Eve, Li Wei, Lisa"),
        ("", "Name one of:"),
        ("li wei", "Li Wei is a manager now."),
    ):
        eve.says(f"/promote {name}".strip())
        await story.settled()
        assert eve.last.text.startswith(said)

    assert (await story.seller_row(li)).is_manager


async def test_ones_business_card_is_filled_in_a_line_at_a_time(story):
    li = await story.seller("Li")
    li.says("/mycard phone +49 40 1234567")
    await story.settled()
    assert "phone: +49 40 1234567" in li.last.text
    li.says("/mycard shoe size 43")
    li.says("/mycard")
    await story.settled()
    assert "Change a line with /mycard phone" in li.last.text
    assert (await story.seller_row(li)).phone == "+49 40 1234567"


@pytest.mark.parametrize("source", ["fair", "fair-2026-hamburg-hall-4-booth-27-a", "start"])
async def test_a_deep_link_of_a_buyer_is_no_join_link(story, source):
    ann = story.buyer("Ann", started=False)
    story.world.starts(ann.user, source)
    await story.settled()

    assert (await story.file(ann)).source == source
    assert ann.reads() == []
