"""Every kind of update becomes core data, or nothing; whatever is broken raises and never half-succeeds."""

import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import actions
from bot.core.incoming import Contact, Incoming, Inline, Membership, Migrated, Person, Reaction, Tap
from bot.tg.inbound import ALLOWED_UPDATES, parse

ANN = {"id": 5_000_000_002, "is_bot": False, "first_name": "Ann", "last_name": "Berg", "language_code": "de"}
BOT = {"id": 1, "is_bot": True, "first_name": "Regulars"}
CHAT = {"id": 5_000_000_002, "type": "private", "first_name": "Ann"}
GROUP = {"id": -100_5, "type": "supergroup", "title": "The desk", "is_forum": True}
SENT = 1_790_000_000
MESSAGE = {"message_id": 7, "from": ANN, "chat": CHAT, "date": SENT}
PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
FILE = {"file_id": "a", "file_unique_id": "b"}
SIZED = FILE | {"width": 1, "height": 1, "duration": 1}


def read(kind: str, payload: Any) -> Any:
    """What an update with this in it becomes."""
    return parse(json.dumps({"update_id": 1, kind: payload}))


def message(**more: Any) -> Any:
    """What a message with these fields becomes."""
    return read("message", MESSAGE | more)


def test_a_text() -> None:
    assert message(text="what is your moq?") == Incoming(
        chat_id=CHAT["id"], message_id=7, sender=Person(ANN["id"], "Ann", "Berg", "", "de"), kind="text",
        text="what is your moq?", at=datetime.fromtimestamp(SENT, UTC), private=True, carriable=True,
    )  # fmt: skip


def test_an_edit_has_the_time_of_the_edit() -> None:
    edited = read("edited_message", MESSAGE | {"text": "new", "edit_date": SENT + 60})
    assert edited.edited
    assert edited.at == datetime.fromtimestamp(SENT + 60, UTC)


def test_in_a_topic_the_thread_is_known_and_in_a_thread_of_replies_it_is_not() -> None:
    assert message(chat=GROUP, text="x", message_thread_id=3, is_topic_message=True).thread_id == 3
    assert message(chat=GROUP, text="x", message_thread_id=3).thread_id == 0
    assert message(chat=GROUP, text="x").forum


def test_what_it_answers_and_which_album_it_belongs_to() -> None:
    found = message(photo=PHOTO, caption="two", media_group_id="al", reply_to_message=MESSAGE | {"message_id": 3})
    assert (found.kind, found.text, found.album, found.reply_to) == ("photo", "two", "al", 3)


def test_formatting_is_seen_and_links_are_none() -> None:
    assert message(text="bold", entities=[{"type": "bold", "offset": 0, "length": 4}]).formatted
    assert not message(text="a.example", entities=[{"type": "url", "offset": 0, "length": 9}]).formatted


KINDS: dict[str, Any] = {
    "photo": PHOTO,
    "animation": SIZED,
    "document": FILE,
    "voice": FILE | {"duration": 1},
    "audio": FILE | {"duration": 1},
    "video": SIZED,
    "video_note": FILE | {"length": 1, "duration": 1},
    "sticker": FILE | {"width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"},
    "location": {"latitude": 1.0, "longitude": 2.0},
    "venue": {"location": {"latitude": 1.0, "longitude": 2.0}, "title": "t", "address": "a"},
    "contact": {"phone_number": "+49", "first_name": "Ann"},
    "dice": {"emoji": "🎲", "value": 3},
    "poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
             "is_anonymous": True, "type": "regular", "allows_multiple_answers": False},
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_content_can_be_carried(kind: str) -> None:
    found = message(**{kind: KINDS[kind]})
    assert (found.kind, found.carriable) == (kind, True)


def test_an_animation_is_none_of_its_document() -> None:
    assert message(animation=SIZED, document=FILE).kind == "animation"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("story", {"chat": CHAT, "id": 1}),
        ("game", {"title": "t", "description": "d", "photo": PHOTO}),
        ("invoice", {"title": "t", "description": "d", "start_parameter": "s", "currency": "EUR", "total_amount": 1}),
        ("giveaway", {"chats": [CHAT], "winners_selection_date": SENT, "winner_count": 1}),
        ("paid_media", {"star_count": 5, "paid_media": []}),
    ],
)
def test_what_telegram_can_not_copy_is_known_as_such(kind: str, content: dict[str, Any]) -> None:
    found = message(**{kind: content})
    assert (found.kind, found.carriable) == (kind, False)


@pytest.mark.parametrize(
    "service",
    [
        {"new_chat_title": "x"}, {"group_chat_created": True}, {"left_chat_member": ANN}, {"new_chat_members": [ANN]},
        {"forum_topic_created": {"name": "x", "icon_color": 1}}, {"delete_chat_photo": True}, {},
        {"pinned_message": MESSAGE | {"text": "x"}},
    ],
    ids=str,
)  # fmt: skip
def test_service_messages_say_nothing(service: dict[str, Any]) -> None:
    assert message(**service) is None


def test_nobody_and_bots_say_nothing() -> None:
    assert read("message", {"message_id": 1, "chat": GROUP, "date": SENT, "text": "anonymous"}) is None
    assert message(**{"from": BOT, "text": "x"}) is None


def test_a_contact_is_trusted_only_when_it_is_the_senders_own() -> None:
    own = message(contact={"phone_number": "+49", "first_name": "Ann", "user_id": ANN["id"]})
    other = message(contact={"phone_number": "+86", "first_name": "Bob", "last_name": "Ray", "user_id": 9})
    nobody = message(contact={"phone_number": "+1", "first_name": "Eve"})
    assert own.contact == Contact("+49", "Ann", "", own=True)
    assert other.contact == Contact("+86", "Bob", "Ray", own=False)
    assert not nobody.contact.own


def test_a_group_that_moved() -> None:
    assert message(chat=GROUP, migrate_to_chat_id=-200) == Migrated(GROUP["id"], -200)
    assert message(chat=GROUP, migrate_from_chat_id=-1) is None


TAP = {"id": "q", "from": ANN, "chat_instance": "c", "message": MESSAGE | {"text": "card"}}


def test_a_tap() -> None:
    found = read("callback_query", TAP | {"data": actions.pack(actions.ShowReply(4, 2))})
    assert found == Tap(
        "q", Person(ANN["id"], "Ann", "Berg", "", "de"), actions.ShowReply(4, 2), CHAT["id"], 7, 0,
        datetime.fromtimestamp(SENT, UTC),
    )  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        {"data": "nonsense"}, {"data": ""}, {}, {"message": None, "data": "x"}, {"data": None},
        {"message": {"message_id": 7, "chat": CHAT, "date": 0}, "data": "x"},
    ],
    ids=str,
)  # fmt: skip
def test_a_tap_that_means_nothing_is_still_a_tap(changed: dict[str, Any]) -> None:
    found = read("callback_query", TAP | changed)
    assert isinstance(found, Tap)
    assert found.action is None


def test_an_inline_query_a_reaction_and_a_membership() -> None:
    assert read("inline_query", {"id": "i", "from": ANN, "query": "moq", "offset": ""}) == Inline(
        "i", Person(ANN["id"], "Ann", "Berg", "", "de"), "moq"
    )
    now = [{"type": "emoji", "emoji": "👍"}, {"type": "custom_emoji", "custom_emoji_id": "9"}]
    reaction = {"chat": CHAT, "message_id": 7, "date": SENT, "user": ANN, "old_reaction": [], "new_reaction": now}
    assert read("message_reaction", reaction) == Reaction(
        CHAT["id"], 7, Person(ANN["id"], "Ann", "Berg", "", "de"), ("👍",)
    )
    assert read("message_reaction", {k: v for k, v in reaction.items() if k != "user"} | {"actor_chat": GROUP}) is None
    kicked = {"user": BOT, "status": "kicked", "until_date": 0}
    member = {"user": BOT, "status": "member"}
    change = {"chat": CHAT, "from": ANN, "date": SENT, "old_chat_member": member, "new_chat_member": kicked}
    found = read("my_chat_member", change)
    assert isinstance(found, Membership)
    assert (found.private, found.present) == (True, False)
    assert read("my_chat_member", change | {"new_chat_member": member, "chat": GROUP}).forum


@pytest.mark.parametrize("kind", ["poll", "channel_post", "business_message", "hologram", "chat_boost"])
def test_kinds_that_are_of_no_use_are_nothing_even_when_broken(kind: str) -> None:
    assert read(kind, {"nonsense": True}) is None
    assert parse('{"update_id": 1}') is None


# -- broken ones -----------------------------------------------------------------------------------------------------


def test_half_a_character_becomes_the_sign_for_one() -> None:
    found = parse('{"update_id":1,"message":' + json.dumps(MESSAGE | {"text": "x"})[:-4] + r'"a\ud83db\ude00"}}')
    assert found is not None
    assert found.text == "a\ufffdb\ufffd"  # type: ignore[union-attr]
    found.text.encode()  # type: ignore[union-attr]


def test_whole_characters_written_as_pairs_stay_whole() -> None:
    assert message(text="\U0001f600 x").text == "\U0001f600 x"


def test_a_null_date_is_the_beginning_of_time() -> None:
    assert message(text="x", date=None).at == datetime.fromtimestamp(0, UTC)


@pytest.mark.parametrize("body", ["", "nonsense", "[]", "5", '"x"', "null", '{"update_id": 1, "message": 5}'])
def test_what_is_no_update_raises(body: str) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError, KeyError)):
        parse(body)


SEEDS: list[dict[str, Any]] = [
    {"message": MESSAGE | {"text": "hi", "entities": [{"type": "bold", "offset": 0, "length": 2}]}},
    {"message": MESSAGE | {"photo": PHOTO, "caption": "c", "media_group_id": "a"}},
    {"message": MESSAGE | {"contact": {"phone_number": "+49", "first_name": "A", "user_id": 5}}},
    {"edited_message": MESSAGE | {"text": "hi", "edit_date": SENT, "reply_to_message": MESSAGE}},
    {"callback_query": TAP | {"data": "r:1:1"}},
    {"inline_query": {"id": "i", "from": ANN, "query": "moq", "offset": ""}},
    {"my_chat_member": {"chat": GROUP, "from": ANN, "date": SENT, "old_chat_member": {"user": BOT, "status": "member"},
                        "new_chat_member": {"user": BOT, "status": "left"}}},
]  # fmt: skip
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**65), 2**65), st.floats(), st.text(max_size=3), st.just("\ud83d"),
    st.just([]), st.just({}), st.lists(st.integers(), max_size=2),
)  # fmt: skip


def paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(path for key, inner in items for path in paths(inner, (*at, key)))]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """One of the seeds with up to three places replaced or taken out."""
    update = {"update_id": 1, **copy.deepcopy(draw(st.sampled_from(SEEDS)))}
    for _ in range(draw(st.integers(1, 3))):
        places = [path for path in paths(update) if path]
        if not places:
            break
        *way, last = draw(st.sampled_from(places))
        target: Any = update
        for key in way:
            target = target[key]
        if isinstance(target, dict) and draw(st.booleans()):
            del target[last]
        else:
            target[last] = draw(ODD)
    return json.dumps(update)


@settings(max_examples=300)
@given(mutated())
def test_any_mutation_is_read_or_raises_an_error_of_its_own_kind(body: str) -> None:
    try:
        found = parse(body)
    except Exception as error:
        assert not isinstance(error, MemoryError | RecursionError)
        return
    if isinstance(found, Incoming) and isinstance(found.text, str):
        found.text.encode()
        assert isinstance(found.at, datetime)


def test_only_what_is_read_is_asked_for() -> None:
    assert sorted(ALLOWED_UPDATES) == sorted(dict.fromkeys(kind for seed in SEEDS for kind in seed) | {
        "message_reaction": None
    })  # fmt: skip
