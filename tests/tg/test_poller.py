"""What getUpdates answers, taken apart without a change: the raw slices are the updates."""

import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.tg.poller import split

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
UPDATE = st.builds(lambda number, more: {**more, "update_id": number}, st.integers(), st.dictionaries(st.text(), JSON))


@settings(max_examples=60)
@given(
    st.lists(UPDATE, min_size=1, max_size=6),
    st.sampled_from([(",", ":"), (", ", ": "), (" ,\n\t", " :\r\n ")]),
    st.booleans(),
    st.dictionaries(st.sampled_from(["description", "z", "results", "parameters"]), JSON),
)
def test_each_slice_is_the_update_as_it_was_written(
    updates: list[dict[str, object]], separators: tuple[str, str], ascii_only: bool, beside: dict[str, object]
) -> None:
    written = [json.dumps(one, separators=separators, ensure_ascii=ascii_only) for one in updates]
    rest = json.dumps(beside, separators=separators, ensure_ascii=True)[1:-1]
    answer = '{"ok":true,' + (f"{rest}," if rest else "") + f' "result" : [ {" , ".join(written)} ] }}'
    assume('"result"' not in rest)
    found = split(answer.encode("utf-8", "replace"))
    if ascii_only:
        assert found == [(one["update_id"], text) for one, text in zip(updates, written, strict=True)]
    assert [number for number, _ in found] == [one["update_id"] for one in updates]


def test_half_a_character_stays_as_it_was_escaped() -> None:
    raw = rb'{"ok":true,"result":[{"update_id":1,"message":{"text":"\ud83d \u0000"}}]}'
    assert split(raw) == [(1, r'{"update_id":1,"message":{"text":"\ud83d \u0000"}}')]


def test_bytes_that_are_no_utf_8_do_not_stop_the_others() -> None:
    raw = b'{"ok":true,"result":[{"update_id":1,"t":"\xff\xfe"},{"update_id":2}]}'
    assert split(raw) == [(1, '{"update_id":1,"t":"\ufffd\ufffd"}'), (2, '{"update_id":2}')]


def test_nothing_new_is_nothing() -> None:
    assert split(b'{"ok":true,"result":[]}') == []


def test_what_is_no_update_among_updates_is_left_out() -> None:
    raw = b'{"ok":true,"result":[5, null, "x", {"update_id":"1"}, {"update_id":true}, {}, {"update_id":9}]}'
    assert split(raw) == [(9, '{"update_id":9}')]


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"null", b"[]", b"{}", b'{"ok":true}', b'{"ok":true,"result":{}}', b'{"ok":false,"result":[]}',
        b'{"ok":1,"result":[]}', b'{"ok":true,"result":[{"update_id":1}', b"<html>", b"\x00\xff",
        b'{"ok":true,"result":[{"update_id":"1"}]}', b'{"ok":true,"result":[7]}',
    ],
)  # fmt: skip
def test_anything_else_is_refused(answer: bytes) -> None:
    with pytest.raises(ValueError):
        split(answer)
