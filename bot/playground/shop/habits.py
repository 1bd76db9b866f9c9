"""How each buyer buys, and how the shop sees them. The orders of two years are made from this table."""

from dataclasses import dataclass

TASTES = {
    "hearts": ("85123A", "85123B", "22469", "22470", "22473", "85124", "22475", "84946"),
    "glow": ("84946", "84950", "23145", "23150", "23155", "22804", "23158"),
    "lanterns": ("21080", "21081", "21085", "23155", "84946", "21090"),
    "table": ("22960", "22963", "21232", "22430", "22435", "21238"),
    "tea": ("22423", "21238", "21232", "22430", "22440"),
    "party": ("47566", "47570", "85099", "21232", "21090"),
    "storage": ("85105", "85108", "85099", "22435"),
    "walls": ("22726", "22730", "22740", "22470"),
    "garden": ("23060", "23065", "22960", "21080", "47575"),
    "christmas": ("23355", "23360", "85123B", "23155", "22804"),
}
"""Products that go together: a buyer with a taste orders mostly these."""

GRADES = {"none": 0, "bronze": 2, "silver": 3, "gold": 5, "platinum": 8}
"""Discount of each grade, in per cent."""


@dataclass(frozen=True, slots=True)
class Habit:
    """A row of HABITS. `every` days an order, `orders` of them, the last one `last` days ago, each of about `worth`
    euros. `owner` is a seller's key, nothing for the public pool. `stage` is only for those who never ordered."""

    every: int
    orders: int
    last: int
    worth: int
    tastes: tuple[str, ...]
    grade: str = "none"
    stars: int = 0
    owner: str | None = "li"
    tags: tuple[str, ...] = ()
    stage: str = ""


_H = Habit
HABITS = {
    # Anna's nine orders are written out in ANNA.
    1: _H(60, 9, 71, 920, ("hearts", "glow"), "gold", 2, "li", ("boutique", "Hamburg port")),
    2: _H(45, 13, 31, 480, ("party", "table"), "silver", 1, "li", ("corner shop",)),
    3: _H(90, 7, 96, 620, ("hearts", "christmas"), "silver", 1, "li", ("Christmas market",)),
    4: _H(30, 21, 12, 540, ("glow", "lanterns"), "gold", 3, "li", ("candles only", "pays early")),
    5: _H(90, 5, 40, 1900, ("walls", "lanterns"), "gold", 2, "li", ("interior design",)),
    6: _H(30, 23, 33, 1450, ("hearts", "tea"), "platinum", 3, "li", ("boutique", "three branches")),
    7: _H(45, 14, 20, 690, ("party", "storage"), "gold", 2, "li", ("online shop",)),
    8: _H(60, 8, 174, 430, ("glow",), "bronze", 1, "li"),
    9: _H(60, 6, 62, 310, ("tea", "hearts"), "bronze", 0, "maria", ("tourist season",)),
    10: _H(60, 9, 44, 1150, ("table", "garden"), "gold", 2, "li", ("own labels",)),
    11: _H(90, 5, 15, 760, ("party", "storage"), "silver", 0, "maria"),
    12: _H(60, 8, 58, 660, ("glow", "christmas"), "silver", 1, "maria", ("bilingual labels",)),
    13: _H(90, 6, 122, 880, ("garden", "walls"), "silver", 1, None),
    14: _H(30, 20, 29, 870, ("glow", "hearts"), "platinum", 3, "maria", ("atelier", "pays early")),
    15: _H(60, 10, 66, 520, ("walls", "storage"), "silver", 1, "maria"),
    16: _H(90, 6, 210, 450, ("tea",), "bronze", 0, None),
    17: _H(30, 19, 9, 610, ("hearts", "party"), "gold", 2, "maria", ("two shops",)),
    18: _H(60, 7, 71, 390, ("party",), "bronze", 0, "maria"),
    19: _H(45, 12, 48, 570, ("party", "hearts"), "silver", 2, "maria", ("weddings",)),
    20: _H(90, 4, 260, 350, ("table",), "none", 0, None),
    21: _H(60, 6, 33, 420, ("garden", "walls"), "bronze", 0, "maria"),
    22: _H(0, 1, 145, 280, ("table",), "none", 0, None),
    23: _H(30, 22, 18, 450, ("table", "storage"), "gold", 2, "maria", ("neighbour", "collects in person")),
    24: _H(60, 9, 55, 730, ("lanterns", "garden"), "silver", 1, "maria"),
    25: _H(45, 11, 51, 980, ("glow", "party"), "gold", 2, "maria", ("long customs",)),
    26: _H(0, 1, 24, 340, ("tea",), "none", 0, "maria"),
    27: _H(30, 21, 22, 1700, ("tea", "hearts"), "platinum", 3, "li", ("distributor", "wants exclusives")),
    28: _H(90, 5, 190, 1250, ("christmas", "lanterns"), "silver", 1, "li"),
    29: _H(60, 8, 64, 560, ("table", "walls"), "silver", 1, "li", ("live streaming",)),
    30: _H(45, 13, 40, 510, ("hearts", "walls"), "silver", 2, "li", ("zakka",)),
    31: _H(90, 6, 84, 1400, ("tea", "lanterns"), "gold", 1, "li", ("hotels",)),
    32: _H(60, 9, 70, 820, ("storage", "table"), "silver", 1, "li"),
    33: _H(30, 18, 34, 1980, ("lanterns", "glow"), "platinum", 3, "li", ("Ramadan season", "chain")),
    34: _H(90, 4, 305, 900, ("lanterns",), "bronze", 0, None),
    35: _H(60, 7, 41, 740, ("lanterns", "party"), "silver", 1, "li"),
    36: _H(0, 1, 38, 260, ("glow",), "none", 0, "li"),
    37: _H(90, 5, 99, 590, ("tea", "glow"), "bronze", 0, "li"),
    38: _H(60, 8, 50, 680, ("lanterns", "storage"), "silver", 1, "maria"),
    39: _H(45, 12, 27, 640, ("christmas", "hearts"), "silver", 2, "li", ("fast delivery",)),
    40: _H(90, 4, 150, 480, ("table",), "none", 0, None),
    41: _H(0, 1, 6, 210, ("hearts",), "none", 0, "li"),
    42: _H(60, 9, 61, 530, ("garden", "tea"), "silver", 1, "li"),
    43: _H(0, 0, 0, 0, (), "none", 0, "li", (), "card asked"),
    44: _H(30, 16, 26, 330, ("hearts", "walls"), "silver", 1, "li", ("collects in person",)),
    45: _H(60, 6, 230, 560, ("christmas", "glow"), "bronze", 1, None, ("slow season",)),
    46: _H(60, 7, 35, 610, ("tea", "walls"), "silver", 1, "maria"),
    47: _H(0, 1, 80, 390, ("storage",), "none", 0, "maria"),
    48: _H(60, 8, 57, 470, ("hearts", "tea"), "bronze", 2, "li", ("zakka",)),
    49: _H(0, 0, 0, 0, (), "none", 0, None, (), "customer"),
    50: _H(0, 0, 0, 0, (), "none", 0, None, (), "fan"),
}

ANNA = (
    (552, (("85123A", 96), ("84946", 144), ("22469", 120))),
    (494, (("85123A", 144), ("85123B", 72), ("84946", 144))),
    (431, (("85123A", 192), ("22470", 80), ("23155", 40))),
    (372, (("85123B", 144), ("85123A", 144), ("22469", 160))),
    (313, (("85123A", 192), ("84950", 60), ("84946", 144))),
    (251, (("85124", 120), ("85123A", 144), ("22473", 60))),
    (192, (("85123A", 240), ("22469", 160), ("84946", 144))),
    (130, (("85123A", 144), ("85123C", 96), ("22470", 80), ("23145", 144))),
    (71, (("85123A", 288), ("85123B", 96), ("22469", 200), ("84950", 12))),
)
"""Anna Schmidt's orders, told in full because the demo opens with her: (days ago, (code, quantity) ...)."""
