"""docs/replies.md says what the code does: the same names, facts, intents, keys, filters and tags."""

import re
from pathlib import Path

from bot.core.recognition import INTENTS
from bot.core.replies import STAGES
from bot.core.scene import ASKABLE, NAMES
from bot.replies.files import _KEYS, _WHEN
from bot.replies.rules import FILTERS

from .conftest import problems_of

DOC = (Path(__file__).parents[2] / "docs" / "replies.md").read_text(encoding="utf-8")


def code_words(beginning: str) -> tuple[str, ...]:
    """The `words` of the paragraph that begins so."""
    paragraph = DOC.split(f"\n{beginning}", 1)[1].split("\n\n", 1)[0]
    return tuple(re.findall(r"`([^`]+)`", paragraph))


def test_the_table_of_names_is_the_table_in_the_code():
    rows = re.findall(r"^\| `([a-z_.]+)` \| ([^|]+) \| (.+) \|$", DOC, re.MULTILINE)
    described = {name: (kind, what) for name, kind, what in rows if name in NAMES}

    assert [name for name, _, _ in rows if name in NAMES or "." in name] == [*NAMES]
    for name, entry in NAMES.items():
        kind, what = described[name]
        assert what.lower() == entry.what.lower()
        assert entry.kind.endswith("?") == ("may be unknown" in kind)


def test_facts_intents_and_stages_are_all_there():
    assert code_words("Facts that `ask` may name") == ASKABLE
    assert code_words("Intents") == INTENTS
    assert code_words("Stages") == STAGES


def test_every_front_matter_key_condition_and_filter_is_explained():
    for key in _KEYS:
        assert re.search(rf"^\| `{key}` \|", DOC, re.MULTILINE), key
    for condition in _WHEN:
        assert f"{condition} = " in DOC, condition
    for name in FILTERS:
        assert re.search(rf"\| {name}\b|`{name}[`(]", DOC), name


def test_the_example_is_a_good_reply():
    example = DOC.split("`replies/quick/moq.en.md`:\n\n```\n", 1)[1].split("```", 1)[0]

    assert problems_of(example) == ()
