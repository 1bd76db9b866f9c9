"""Telegram's HTML: what it takes, what it refuses, and how it counts."""

import pytest

from bot.replies.markup import length, markup_fault, plain

TAKEN = [
    "plain text, 3 > 2",
    "<b>bold <i>both</i></b> <u>u</u> <s>s</s> <del>d</del> <ins>i</ins> <em>e</em> <strong>s</strong>",
    '<a href="https://shop.example/?a=1&amp;b=2">link</a>',
    '<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>',
    '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
    '<pre><code class="language-python">x</code></pre> <code>y</code>',
    "<blockquote>a</blockquote><blockquote expandable>b</blockquote>",
    "&lt;&gt;&amp;&quot;&#39;&#x27;",
]
REFUSED = {
    "<font>x</font>": "Telegram does not know <font>",
    "<p>x</p>": "Telegram does not know <p>",
    "a<br>b": "Telegram does not know <br>",
    "<script>x</script>": "Telegram does not know <script>",
    "<b>x": "<b> is never closed",
    "x</b>": "</b> closes nothing",
    "<b><i>x</b></i>": "</b> where </i> is due",
    "1 < 2": "a < stands alone; write &lt;",
    "Fish & Chips": "& stands alone; write &amp; for the sign &",
    "&nbsp;": "&nbsp; stands alone",
    "<a>x</a>": "<a> has attributes Telegram refuses",
    '<a href="x" target="_blank">x</a>': "has attributes Telegram refuses",
    '<b onclick="x">x</b>': "has attributes Telegram refuses",
    '<span class="red">x</span>': "has attributes Telegram refuses",
}


@pytest.mark.parametrize("text", TAKEN)
def test_what_telegram_takes(text: str):
    assert markup_fault(text) is None


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_what_telegram_refuses_is_named(text: str, reason: str):
    fault = markup_fault(text)

    assert fault is not None
    assert fault[0] in text
    assert reason in fault[1]


def test_telegram_counts_utf_16_units_without_the_markup():
    assert plain("<b>a &amp; b</b>") == "a & b"
    assert length("<b>a &amp; b</b>") == 5
    assert length("👍") == 2
