"""All shapes a when can have in the tags of the tables, the same for every language.

A shape is a regular expression over tags and a function from its match to a piece (None when its numbers make none).
Shapes know nothing of words; tables know nothing of shapes.
"""

import re

from bot.dates import clocks, days, lengths, spans
from bot.dates.tags import Make

SHAPES: tuple[tuple[re.Pattern[str], Make], ...] = tuple(
    (re.compile(rf"(?:{shape})(?= |$)"), make)
    for shape, make in (*days.SHAPES, *spans.SHAPES, *lengths.SHAPES, *clocks.SHAPES)
)
