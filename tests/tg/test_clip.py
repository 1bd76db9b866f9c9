"""What is too long is cut where Telegram counts, with every tag closed again."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies import length, plain
from bot.replies.markup import markup_fault
from bot.tg.clip import clip

TAGS = ("b", "i", "s", "blockquote", "code")
leaves = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(lambda text: escape(text, quote=False))
html = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(st.sampled_from(TAGS), inner).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"),
    ),
    max_leaves=12,
)


@given(html, st.integers(1, 60))
def test_it_fits_is_valid_and_is_the_beginning(text, most):
    cut = clip(text, most)

    assert length(cut) <= most
    assert markup_fault(cut) is None
    assert cut == text or plain(text).startswith(plain(cut)[:-1])


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("<b>Anna</b>", 4, "<b>Anna</b>"),
        ("<b>Anna</b> &amp; Li", 8, "<b>Anna</b> &amp;…"),
        ("<b>Anna</b> &amp; Li", 7, "<b>Anna</b> &amp;…"),
        ("<b>Anna <i>Schmidt</i></b>", 8, "<b>Anna <i>Sc…</i></b>"),
        ('<a href="https://x.example">link</a>s', 4, '<a href="https://x.example">lin…</a>'),
        ("😀😀😀", 4, "😀…"),
    ],
)
def test_where_it_is_cut(text, most, cut):
    assert clip(text, most) == cut
