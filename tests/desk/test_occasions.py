"""Birthdays and public holidays in the digest, each with a greeting ready to send."""

from datetime import timedelta

from tests.story import Person, Story


async def filed(story: Story, buyer: Person, agreed: bool = True, **columns: str) -> None:
    """What the buyer's file says, and that they shared their card."""
    file = await story.file(buyer)
    for name, value in columns.items():
        await story.write(
            lambda tx, n=name, v=value: tx.execute(f"UPDATE buyers SET {n} = ? WHERE id = ?", (v, file.id))
        )
    if agreed:
        from bot.store import buyers

        await story.write(lambda tx: buyers.add_consent(tx, file.id, "card shared", story.now))


async def house(story: Story) -> tuple[Person, Person, Person]:
    """Li, a manager, and Ann and Ben who were answered."""
    li, ann, ben = await story.seller("Li", manager=True), story.buyer("Ann"), story.buyer("Ben")
    for buyer in (ann, ben):
        buyer.says("moq?")
        await story.settled()
        li.says("200", to=buyer.user.first_name)
        await story.settled()
    return li, ann, ben


def digest(li: Person) -> str:
    return next(text for text in reversed(li.reads()) if text.startswith("☀️"))


async def test_a_birthday_is_one_tap_from_the_greeting_in_the_buyers_language(story):
    li, ann, _ = await house(story)
    await filed(story, ann, birthday="1984-11-25", language="zh")
    await story.later(days=1)
    assert "🎂 Birthdays\n1. Ann" in digest(li)

    li.taps("1 Ann")
    await story.settled()
    assert "生日快乐" in li.card.text
    assert ann.reads()[-1] == "200"
    li.taps("Send")
    await story.settled()
    assert "生日快乐" in ann.reads()[-1]


async def test_a_public_holiday_is_named_with_its_country(story):
    li, ann, ben = await house(story)
    await filed(story, ann, country="US")
    await filed(story, ben, country="DE")
    await story.later(days=2)
    assert "🎉 Public holidays\n1. Ann · Thanksgiving Day (United States)" in digest(li)
    assert "Ben" not in digest(li)

    li.taps("1 Ann")
    await story.settled()
    li.taps("Send")
    await story.settled()
    assert ann.reads()[-1].startswith("Dear Ann, it is a public holiday where you are")


async def test_whoever_never_agreed_or_said_stop_is_not_proposed(story):
    li, ann, ben = await house(story)
    await filed(story, ann, birthday="1984-11-25", agreed=False)
    await filed(story, ben, birthday="1990-11-25", stopped_at="2026-11-01T09:00:00.000Z")
    await story.later(days=1)
    assert "Birthdays" not in digest(li)


async def test_whoever_says_stop_after_the_digest_gets_no_greeting_prepared(story):
    li, ann, _ = await house(story)
    await filed(story, ann, birthday="1984-11-25")
    await story.later(days=1)
    await filed(story, ann, stopped_at="2026-11-25T08:31:00.000Z")
    li.taps("1 Ann")
    await story.settled()
    assert "birthday" not in li.card.text.lower()


async def test_those_of_29_february_are_congratulated_on_the_28th_of_a_common_year(story):
    li, ann, _ = await house(story)
    await filed(story, ann, birthday="1984-02-29")
    await story.later(timedelta(days=96))  # 28 February 2027
    assert "28 Feb 2027\n🎂 Birthdays\n1. Ann" in digest(li).replace(
        "While I was away — this was due today 08:30.\n", ""
    )


async def test_the_most_valuable_buyer_comes_first(story):
    from bot.store import orders

    li, ann, ben = await house(story)
    for buyer in (ann, ben):
        await filed(story, buyer, birthday="1984-11-25")
    file = await story.file(ben)
    line = orders.Line("HL-T20", 100, 100)
    await story.write(lambda tx: orders.add(tx, "O-1", file.id, story.now, "done", "EUR", (line,)))
    await story.later(days=1)
    assert "🎂 Birthdays\n1. Ben\n2. Ann" in digest(li)
