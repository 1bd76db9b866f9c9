"""Telegram's HTML, both ways."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.entities import BadMarkup, found_in, parse_html, to_page, trim, utf16_length


def marks(source: str) -> list[tuple[str, int, int]]:
    return [(e["type"], e["offset"], e["length"]) for e in parse_html(source)[1]]


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("plain", "plain", []),
        ("a &lt;b&gt; &amp; &quot;c&quot; &#65;&#x42; &nbsp;", 'a <b> & "c" AB &nbsp;', []),
        ("<b>bold</b> <i>it</i>", "bold it", [("bold", 0, 4), ("italic", 5, 2)]),
        ("😀<strong>x</strong>", "😀x", [("bold", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        (
            "<s>a</s><del>b</del><u>c</u>",
            "abc",
            [("strikethrough", 0, 1), ("strikethrough", 1, 1), ("underline", 2, 1)],
        ),
        ("<b></b>x", "x", []),
        ("<a>no address</a>", "no address", []),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)]),
        ('<a href="tg://user?id=7">Li</a>', "Li", [("text_mention", 0, 2)]),
        ('2 > 1 and it\'s "fine"', '2 > 1 and it\'s "fine"', []),
    ],
)
def test_reads_what_telegram_reads(source: str, text: str, found: list[tuple[str, int, int]]) -> None:
    assert parse_html(source)[0] == text
    assert marks(source) == found


def test_a_link_keeps_its_address_and_code_its_language() -> None:
    assert parse_html('<a href="https://x.de?a=1&amp;b=2">x</a>')[1][0]["url"] == "https://x.de?a=1&b=2"
    [pre] = parse_html('<pre><code class="language-python">x = 1</code></pre>')[1]
    assert (pre["type"], pre["language"]) == ("pre", "python")
    assert [e["type"] for e in parse_html("<pre><code>x</code></pre>")[1]] == ["pre"]
    [code] = parse_html('<code class="language-python">x</code>')[1]
    assert "language" not in code
    [emoji] = parse_html('<tg-emoji emoji-id="5">👍</tg-emoji>')[1]
    assert emoji["custom_emoji_id"] == "5"


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<b>open", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("é<b>x</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("<div>x</div>", 'Unsupported start tag "div" at byte offset 0'),
        ("5 < 7", 'Unsupported start tag "" at byte offset 2'),
        ("<span>x</span>", 'Unsupported start tag "span" at byte offset 0'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("Hello <Anna>", 'Unsupported start tag "anna" at byte offset 6'),
    ],
)
def test_refuses_what_telegram_refuses(source: str, complaint: str) -> None:
    with pytest.raises(BadMarkup, match=r".") as refused:
        parse_html(source)
    assert str(refused.value) == complaint


def test_white_space_around_a_text_goes_and_marks_move_along() -> None:
    text, entities = parse_html(" \n<b>hi </b>")
    assert trim(text, entities) == ("hi", [{"type": "bold", "offset": 0, "length": 2}])
    assert trim("  ", [{"type": "bold", "offset": 0, "length": 2}]) == ("", [])


def test_finds_what_telegram_marks_by_itself() -> None:
    text = "/moq@regulars_bot ask @anna_s or ann@x.de, see https://x.de/a?b=1. #tlight 5/6"
    assert [(e["type"], text[e["offset"] : e["offset"] + e["length"]]) for e in found_in(text)] == [
        ("bot_command", "/moq@regulars_bot"),
        ("mention", "@anna_s"),
        ("email", "ann@x.de"),
        ("url", "https://x.de/a?b=1"),
        ("hashtag", "#tlight"),
    ]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<b>a<i>b</i></b>c", "<b>a<i>b</i></b>c"),
        ("&lt;script&gt;", "&lt;script&gt;"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        (
            '<a href="https://x.de/?q=&quot;">x</a>',
            '<a href="https://x.de/?q=&quot;" rel="noopener" target="_blank">x</a>',
        ),
        ("😀<b>é</b>", "😀<b>é</b>"),
    ],
)
def test_the_page_gets_only_safe_tags(source: str, shown: str) -> None:
    assert to_page(*parse_html(source)) == shown


def test_links_that_telegram_found_become_links_on_the_page() -> None:
    text = "t.me/x ann@x.de"
    shown = to_page(text, found_in(text))
    assert 'href="https://t.me/x"' in shown
    assert 'href="mailto:ann@x.de"' in shown


def test_overlapping_marks_are_closed_and_opened_again() -> None:
    entities = [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 2}]
    assert to_page("abc", entities) == "<b>a<i>b</i></b><i>c</i>"


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("<>/&;b i\"'=a#1é😀\ud800")))
def test_any_text_is_read_or_refused_but_never_breaks(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except BadMarkup:
        return
    assert all(e["offset"] + e["length"] <= utf16_length(text) for e in entities)
    assert "<script" not in to_page(text, entities)
