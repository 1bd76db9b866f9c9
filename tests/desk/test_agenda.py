"""/followups: views as buttons edited in place, a line one tap from done, snooze and the buyer; the calendar file."""

from icalendar import Calendar

from tests.desk.test_followup_lives import desk, rows


async def test_the_views_follow_each_other_in_the_same_message(story):
    li, _ = await desk(story)
    for when in ("today 17:00 alpha", "in 3 days beta", "in 20 days gamma"):
        li.says(f"/f {when}", to="Ann")
    li.says("/f in 5 days order samples")
    await story.settled()
    await story.later(days=1)
    li.says("/followups")
    await story.settled()
    seen, place = len(li.sees()), li.last
    assert [[one["text"] for one in row] for row in place.buttons[-2:]] == [
        ["❗ Overdue (1)", "Week"],
        ["By buyer", "All"],
    ]
    for button, lines in (
        ("Overdue", ["alpha"]), ("Week", ["alpha", "beta", "order samples"]),
        ("All", ["alpha", "beta", "order samples", "gamma"]),
    ):  # fmt: skip
        li.taps(button, place)
        await story.settled()
        assert [line.split(" · ")[-1] for line in place.text.split("\n")[1:-1]] == lines
    li.taps("By buyer", place)
    await story.settled()
    assert place.text == "By buyer\n• Ann · 3 · yesterday 17:00\n• Your own · 1 · Sun 29 Nov 2026, 09:00"
    li.taps("Ann (3)", place)
    await story.settled()
    assert place.text.startswith("Follow-ups with Ann\n1. ❗ yesterday 17:00 · Ann · alpha")
    assert len(li.sees()) == seen


async def test_a_line_is_done_and_put_off_in_place(story):
    li, _ = await desk(story)
    for text in ("alpha", "beta"):
        li.says(f"/f today 17:00 {text}", to="Ann")
    await story.settled()
    li.says("/followups")
    await story.settled()
    place = li.last
    li.taps("✓ 1", place)
    await story.settled()
    assert [line.split(" · ")[-1] for line in place.text.split("\n")[1:-1]] == ["beta"]
    li.taps("💤 1", place)
    await story.settled()
    assert "Nothing here." in place.text
    assert await rows(story) == [("alpha", "2026-11-24T17:00", "done"), ("beta", "2026-11-25T09:00", "snoozed")]
    for forged in ("ad:1:1:0", "ad:1:2:0"):
        late = li.taps(forged, place, forged=True)
        await story.settled()
        assert late.answer["text"] == "This card is out of date."


async def test_pages_and_strange_numbers(story):
    li, _ = await desk(story)
    for number in range(9):
        li.says(f"/f today 20:0{number} call {number}", to="Ann")
    await story.settled()
    li.says("/followups")
    await story.settled()
    place = li.last
    li.taps("› 2/2", place)
    await story.settled()
    assert place.text.split("\n")[1].startswith("9. ")
    li.taps("‹ 1/2", place)
    await story.settled()
    assert place.text.split("\n")[1].startswith("1. ")
    li.taps("ag:77:99:0", place, forged=True)
    await story.settled()
    assert place.text.startswith("Today and overdue")


async def test_no_buyer_at_all(story):
    li = await story.seller("Li", manager=True)
    li.says("/followups")
    await story.settled()
    li.taps("By buyer")
    await story.settled()
    assert "Nothing here." in li.last.text


async def test_the_calendar_file(story):
    li, _ = await desk(story)
    li.says("/zone Europe/Berlin")
    await story.settled()
    li.says("/f tomorrow 15:00 send the quote; with, commas", to="Ann")
    li.says("/f every month on the 31st 10:00 close the books")
    await story.settled()
    li.says("/followups ics")
    await story.settled()
    (document,) = [one for one in li.sees() if one.data.get("document")]
    assert document.data["document"]["file_name"] == "followups.ics"
    assert document.data["caption"].startswith("2 follow-ups for your calendar.")
    stored = story.world.files[document.data["document"]["file_id"]]
    calendar = Calendar.from_ical(stored.content)
    quote, books = calendar.walk("VEVENT")
    assert str(quote["summary"]) == "send the quote; with, commas · Ann"
    assert quote["dtstart"].dt.isoformat() == "2026-11-25T15:00:00+01:00"
    assert str(quote["uid"]) == "followup-1@regulars_bot"
    assert books["rrule"].to_ical() == b"FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]
    assert len(calendar.walk("VALARM")) == 2
