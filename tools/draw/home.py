"""Drawings for table, kitchen and shelf: mugs, pots, trays, bags, baskets, clocks, frames."""

from math import cos, pi, sin
from random import Random

from PIL import Image

from tools.draw.canvas import Canvas, Fill, Point, leaf, mix, smooth, swag, turned

BRASS = ("#8a6426", "#d9b25c", "#fbe7a8", "#c99a45", "#7d5a22")
OAK = ("#b98a55", "#dcb482", "#c99c66")


def round_shades(colour: str) -> Fill:
    """The stops of a round body of that colour lit from the left."""
    return (mix(colour, "#2a1c14", 0.16), mix(colour, "#ffffff", 0.3), colour, mix(colour, "#2a1c14", 0.26))


def _handle(c: Canvas, points: list[Point], width: float, colour: str) -> None:
    curve = smooth(points)
    c.line(curve, width, mix(colour, "#2a1c14", 0.3))
    c.line([(x - 0.35, y - 0.35) for x, y in curve], width * 0.72, mix(colour, "#ffffff", 0.06))


def _mug(c: Canvas, colour: str, inner: str, rim: str, profile: list[Point]) -> Image.Image:
    """A mug with its handle to the right; gives the body's mask to decorate."""
    top, half = profile[0]
    _handle(c, [(44 + half - 2, top + 9), (44 + half + 13, top + 8), (44 + half + 17, top + 20),
                (44 + half + 10, top + 32), (44 + half - 3, top + 34)], 4.6, colour)  # fmt: skip
    body = c.shape(turned(44, profile), round_shades(colour))
    c.oval(44, top, half, half * 0.2, rim)
    c.oval(44, top + 0.4, half * 0.93, half * 0.165, (mix(inner, "#2a1c14", 0.32), mix(inner, "#2a1c14", 0.08)))
    return body


def _sheen(c: Canvas, x: float, top: float, bottom: float, inside: Image.Image) -> None:
    c.line([(x, top), (x - 0.3, bottom)], 2.4, "#ffffff", alpha=0.45, inside=inside, blur=0.5)


def mug_enamel() -> Canvas:
    c = Canvas("#b9cbb4", "#a07f5c", 70)
    profile = [(37, 24), (60, 24), (82, 23.6), (86, 22)]
    body = _mug(c, "#f7f0dc", "#fffaf0", "#2f5d96", profile)
    c.line(swag(20, 37.4, 68, 37.4, 4.4, 30), 1.3, "#2f5d96", inside=body)
    c.line(smooth([(66, 46), (81, 45), (85, 57), (78, 69), (65, 71)]), 0.9, "#2f5d96")
    for x, y in ((56, 62), (31, 74), (52, 79)):
        c.oval(x, y, 0.5, 0.4, "#4a5564", alpha=0.8)
    _sheen(c, 27, 46, 80, body)
    return c


def mug_stoneware() -> Canvas:
    c = Canvas("#9fb3bd", "#6e5a4b", 71)
    profile = [(38, 21), (48, 24.5), (64, 26.5), (78, 24.5), (87, 17)]
    body = _mug(c, "#dcc6a4", "#c7ac84", "#b2936a", profile)
    chance = Random(7)
    for _ in range(150):
        size = chance.uniform(0.15, 0.55)
        c.oval(chance.uniform(18, 70), chance.uniform(40, 80), size, size, "#5d432c", alpha=0.75, inside=body)
    wave = [(17, 76), *smooth([(17, 76), (30, 73.5), (44, 76.5), (58, 74), (72, 76)]), (72, 90), (17, 90)]
    c.shape(wave, ("#7d5b40", "#b48a66", "#a0765a", "#6c4d36"), inside=body)
    _sheen(c, 25, 49, 70, body)
    return c


def mug_dots() -> Canvas:
    c = Canvas("#f2dfc6", "#c9a680", 70)
    profile = [(37, 23), (60, 23), (78, 22), (87, 17)]
    body = _mug(c, "#c9252d", "#ffffff", "#fdf6ee", profile)
    for row, y in enumerate((44.5, 53, 61.5, 70, 78.5)):
        for step in range(-6, 7):
            angle = (step + (0.5 if row % 2 else 0)) * pi / 9
            if abs(angle) < pi / 2:
                c.oval(44 + 23 * sin(angle), y + 1.5 * cos(angle), 2.3 * cos(angle) + 0.2, 2.3, "#fff8f0", inside=body)
    _sheen(c, 27, 46, 78, body)
    return c


def teapot() -> Canvas:
    c = Canvas("#ead8c6", "#b3906d", 71)
    sage = "#93a98a"
    _handle(c, [(70, 48), (86, 46), (90, 60), (82, 72), (69, 75)], 4.2, sage)
    spout = smooth([(27, 60), (17, 55), (11, 44), (7, 40)]) + smooth([(13, 38), (18, 46), (27, 48), (34, 50)])
    c.shape([*spout, (32, 76), (24, 70)], (mix(sage, "#ffffff", 0.2), sage, mix(sage, "#2a1c14", 0.2)), down=True)
    c.oval(10, 39.2, 3.4, 1.6, mix(sage, "#2a1c14", 0.5))
    body = c.shape(turned(48, [(41, 13), (46, 20), (56, 26.5), (68, 28), (80, 22), (87, 13)]), round_shades(sage))
    c.line(swag(22, 57, 74, 57, 3.2, 30), 0.5, "#e8efe2", alpha=0.6, inside=body)
    c.oval(48, 42, 14.5, 3.2, mix(sage, "#2a1c14", 0.35))
    c.shape(turned(48, [(33.5, 3), (35, 8), (38, 12), (42, 14)]), round_shades(sage))
    c.oval(48, 30.6, 3.6, 3.4, ("#b98a55", "#e2b982", "#a37543"))
    _sheen(c, 31, 55, 74, body)
    return c


def _cake(c: Canvas, x: float, y: float, colour: str, cream: str, size: float = 1) -> None:
    """A cup cake standing on y."""
    cup = [(x - 4 * size, y - 5 * size), (x + 4 * size, y - 5 * size), (x + 2.9 * size, y), (x - 2.9 * size, y)]
    c.shape(cup, round_shades(colour))
    for rise, half in ((5.2, 4.6), (7.4, 3.6), (9.2, 2.2)):
        c.oval(x, y - rise * size, half * size, 1.9 * size, (mix(cream, "#ffffff", 0.3), cream), down=True)
    c.oval(x, y - 11 * size, 1.1 * size, fill="#c9252d")


def cake_stand() -> Canvas:
    c = Canvas("#cfe0dc", "#d8bfae", 76)
    gold = BRASS
    c.box(49, 12, 51, 86, gold)
    ring = [(50 + 4.2 * sin(t), 9 - 4.2 * cos(t)) for t in (2 * pi * k / 40 for k in range(41))]
    c.line(ring, 1.3, "#c99a45")
    for y, half, cakes in ((34, 15, (-9, 9)), (58, 24, (-17, -7.5, 7.5, 17)), (84, 33, (-25, -14, 14, 25))):
        c.shape(turned(50, [(y, half), (y + 2.4, half * 0.8), (y + 3.6, half * 0.3)]), round_shades("#fbf3ee"))
        c.oval(50, y, half, half * 0.115, "#e59aa6")
        c.oval(50, y, half - 0.9, half * 0.115 - 0.4, ("#f3ebe4", "#ffffff", "#efe5dc"))
        for place, dx in enumerate(cakes):
            colours = (("#e7c3a0", "#f7b7c2"), ("#a7c4b5", "#fff1d6"), ("#d9a9c4", "#f9dfe5"))[(place + int(half)) % 3]
            _cake(c, 50 + dx, y + 0.8, *colours, 0.95)
    c.box(49.2, 15, 50.8, 33, gold)
    return c


def bowls() -> Canvas:
    c = Canvas("#f0e2cc", "#b8966f", 70)
    for y, half, tall, colour in ((68, 33, 22, "#3f7394"), (54.5, 26, 19, "#9cc4d2"), (43, 19.5, 16, "#e3cfa8")):
        profile = [(y, half), (y + tall * 0.4, half * 0.86), (y + tall * 0.8, half * 0.52), (y + tall, half * 0.4)]
        body = c.shape(turned(50, profile), round_shades(colour))
        c.line(swag(50 - half, y + 2.6, 50 + half, y + 2.6, half * 0.085, 30), 0.7, "#fff8ea", alpha=0.6, inside=body)
        c.oval(50, y, half, half * 0.17, mix(colour, "#ffffff", 0.42))
        c.oval(50, y + 0.5, half * 0.94, half * 0.14, (mix(colour, "#2a1c14", 0.4), mix(colour, "#2a1c14", 0.06)))
        _sheen(c, 50 - half * 0.66, y + 5, y + tall * 0.55, body)
    return c


def tray_acacia() -> Canvas:
    c = Canvas("#c6d3cd")
    for inner, out in ((13, -1), (87, 1)):
        grip = [(inner, 39), (inner + 8 * out, 40), (inner + 9 * out, 50), (inner + 8 * out, 60), (inner, 61)]
        c.line(smooth(grip), 2.4, BRASS)
    c.box(9, 24, 91, 76, ("#7a4a26", "#8f5a30"), r=7, down=True)
    board = c.box(12, 27, 88, 73, ("#a8713f", "#c08a54", "#9b6535"), r=5, down=True)
    chance = Random(4)
    for _ in range(46):
        y, bend = chance.uniform(26, 74), chance.uniform(-2.5, 2.5)
        tone = chance.choice(("#6d4020", "#d6a36a", "#7f4d28"))
        c.line(smooth([(11, y), (36, y + bend), (62, y - bend * 0.6), (89, y + bend * 0.3)]), chance.uniform(0.2, 0.7),
               tone, alpha=chance.uniform(0.25, 0.6), inside=board)  # fmt: skip
    c.box(12, 27, 88, 29, "#3c2413", alpha=0.35, inside=board, blur=0.6)
    c.oval(35.8, 51.2, 12.5, fill="#2a1c14", alpha=0.3, blur=1)
    c.oval(34, 49, 12.5, fill=("#ffffff", "#e6dfd2"))
    c.oval(34, 49, 8.6, fill=("#dcd4c4", "#fffdf8"))
    c.oval(34, 49, 7.8, fill=("#53300f", "#7a4a1f"))
    c.oval(32, 47, 2.6, 1.6, "#a87642", alpha=0.7)
    stem = smooth([(56, 64), (64, 54), (74, 44), (80, 36)])
    c.line([(x + 1, y + 1.2) for x, y in stem], 0.8, "#2a1c14", alpha=0.3, blur=0.4)
    c.line(stem, 0.7, "#6c7d58")
    for place in range(6, len(stem) - 2, 6):
        x, y = stem[place]
        for side in (-1, 1):
            leaf(c, x, y, 7, 0.69 + side * 0.75, "#7f9874")
    return c


def _lemon(c: Canvas, x: float, y: float, size: float, angle: float, inside: Image.Image) -> None:
    def place(along: float, across: float) -> Point:
        return (
            x + size * (along * sin(angle) + across * cos(angle)),
            y - size * (along * cos(angle) - across * sin(angle)),
        )  # fmt: skip

    half = [(1.3, 0), (1.08, 0.2), (0.8, 0.58), (0.2, 0.86), (-0.4, 0.8), (-0.85, 0.45), (-1.1, 0.14)]
    outline = [place(*p) for p in half] + [place(a, -b) for a, b in reversed(half[1:])]
    body = c.shape(smooth(outline, closed=True, steps=8), ("#ffe873", "#f8cf3a", "#e3a91e"), down=True, inside=inside)
    c.oval(*place(0.25, -0.3), size * 0.3, size * 0.22, "#fffbd6", alpha=0.7, inside=body, blur=0.4)


def tray_lemon() -> Canvas:
    c = Canvas("#e3b7a0")
    c.oval(50, 50, 41, fill=("#e9cfa2", "#b98a55"), down=True)
    c.oval(50, 50, 38.6, fill="#a97a48")
    ground = c.oval(50.3, 50.5, 37.6, fill=("#dfeaf0", "#cfe0ea"), down=True)
    branches = (
        [(14, 62), (30, 52), (48, 50), (66, 38), (84, 30)],
        [(22, 22), (34, 30), (46, 28), (58, 18)],
        [(36, 84), (52, 74), (66, 72), (82, 62)],
    )
    for branch in branches:
        curve = smooth([(float(x), float(y)) for x, y in branch])
        c.line(curve, 0.9, "#6f6a3d", inside=ground)
        for step, (x, y) in enumerate(curve[9:-8:7]):
            leaf(c, x, y, 9.5, (1.9 if step % 2 else 0.1) + 0.25 * sin(step), "#5f8a4c", 0.32)
    for x, y, size, angle in ((37, 60, 7.6, 2.7), (59, 50, 8, 2.3), (72, 44, 6.6, 3.4), (42, 36, 6.4, 2.5),
                              (27, 42, 6, 3.6), (58, 80, 6.4, 2.9), (72, 66, 7, 2.5), (59, 28, 5.8, 3.3)):  # fmt: skip
        _lemon(c, x, y, size, angle, ground)
    ring = [(50 + 39.6 * sin(t), 50 - 39.6 * cos(t)) for t in (2 * pi * k / 120 for k in range(121))]
    c.line(ring, 2.8, ("#ecd3a8", "#c3945d"), down=True)
    return c


def bag_dots() -> Canvas:
    c = Canvas("#c9dce4", "#b99a76", 78)
    c.line(smooth([(31, 42), (34, 20), (50, 13), (66, 20), (69, 42)]), 2.6, "#8f1c22")
    body = c.shape([(17, 38), (83, 38), (86, 88), (14, 88)], ("#a81c24", "#d8343b", "#c9252d", "#9c1a21"))
    for row, y in enumerate((43, 52, 61, 70, 79, 88)):
        for step in range(-1, 10):
            c.oval(16 + step * 9.4 + (4.7 if row % 2 else 0), y, 2.3, fill="#fff6ec", inside=body)
    c.shape([(17, 38), (28, 38), (25, 88), (14, 88)], "#5c0c12", alpha=0.22)
    c.shape([(77, 38), (83, 38), (86, 88), (79, 88)], "#5c0c12", alpha=0.25)
    c.line([(17, 38.4), (83, 38.4)], 1.6, "#8f1c22")
    for x in (36, 64):
        c.line([(x, 39), (x, 60)], 2.6, "#8f1c22")
    c.line(smooth([(36, 42), (39, 26), (50, 21), (61, 26), (64, 42)]), 2.8, "#a8242b")
    for x in (36, 64):
        c.box(x - 2.4, 56, x + 2.4, 61, "#7d161c", r=0.5)
    return c


def basket_seagrass() -> Canvas:
    c = Canvas("#dccfe0", "#a58768", 72)
    for x, side in ((22, -1), (78, 1)):
        c.line(smooth([(x, 46), (x + side * 8, 36), (x + side * 10, 50), (x + side * 3, 58)]), 2.4, "#8a6a3c")
    profile = [(38, 24), (46, 28.5), (60, 32), (74, 28), (87, 19)]
    body = c.shape(turned(50, profile), ("#94733f", "#dcbd84", "#c9a566", "#83632f"))
    chance = Random(11)
    for row in range(17):
        y = 39.5 + row * 2.9
        for column in range(-9, 10):
            angle = (column + (0.5 if row % 2 else 0)) * pi / 18
            x = 50 + 33 * sin(angle)
            tone = chance.choice(("#8d6c3a", "#e6cc97", "#a98650", "#c7a76c"))
            c.oval(x, y + 2.4 * cos(angle), 2.7 * cos(angle) + 0.4, 1.15, tone, alpha=0.85, inside=body)
    c.oval(50, 38, 24.4, 4.4, "#a98650")
    c.oval(50, 38.4, 22, 3.4, ("#4f3a1c", "#7d5f33"))
    for step in range(40):
        t = 2 * pi * step / 40
        x, y = 50 + 23.2 * sin(t), 38 - 4 * cos(t)
        c.line([(x - 0.8, y + 0.7), (x + 0.8, y - 0.7)], 0.6, "#e6cc97")
    return c


def basket_rope() -> Canvas:
    c = Canvas("#f0dccb", "#c7a98b", 71)
    body = c.shape(turned(50, [(36, 29), (60, 29.5), (82, 28.5), (87, 26)]), round_shades("#a3a7aa"))
    c.box(18, 68, 82, 92, round_shades("#f6f1e7"), inside=body)
    for row in range(13):
        y = 38.5 + row * 3.9
        c.line(swag(20, y, 80, y, 4.2, 40), 0.5, "#4d5054", alpha=0.35, inside=body)
        for step in range(-13, 14):
            angle = step * pi / 27
            x, at = 50 + 29.5 * sin(angle), y - 2 + 4.2 * cos(angle)
            c.line([(x - 0.7, at + 1.1), (x + 0.7, at - 1.1)], 0.32, "#ffffff", alpha=0.38, inside=body)
    c.oval(50, 36, 29.2, 5, "#b9bcbe")
    c.oval(50, 36.4, 26.6, 3.9, ("#55585b", "#83878a"))
    for x in (23.5, 76.5):
        c.line(smooth([(x - 2.6, 46), (x - 3, 34), (x, 29.5), (x + 3, 34), (x + 2.6, 46)]), 1.9, "#8f5a30")
        for dx in (-2.6, 2.6):
            c.oval(x + dx, 45, 0.7, fill="#e9c58c")
    return c


def clock_alarm() -> Canvas:
    c = Canvas("#f4cfc0", "#c08d78", 76)
    mint = "#8ecbb5"
    for x in (32, 68):
        c.line([(50 + (x - 50) * 0.9, 78), (50 + (x - 50) * 1.25, 88)], 3.4, mix(mint, "#1e3a33", 0.35))
    c.line([(50, 22), (50, 12)], 2, "#b4babf")
    c.oval(50, 11.5, 3, fill=("#f7f8f8", "#8f959a"))
    for x, tilt in ((31, -1), (69, 1)):
        c.line([(x, 26), (50 + (x - 50) * 0.75, 36)], 2.4, "#8f959a")
        turn = tilt * 0.5  # the bells lean outwards
        rim, height = 12.5, 12.0
        dome = [
            (across * rim, -rise * height)
            for across, rise in ((-1, 0), (-0.93, 0.42), (-0.55, 0.86), (0, 1), (0.55, 0.86), (0.93, 0.42), (1, 0))
        ]
        c.shape([(x + u * cos(turn) - v * sin(turn), 28 + u * sin(turn) + v * cos(turn)) for u, v in smooth(dome)],
                ("#a9d9c8", "#e2f5ee", "#7fb9a4"))  # fmt: skip
    c.line(smooth([(37, 18), (41, 10), (50, 6.4), (59, 10), (63, 18)]), 1.4, "#9aa0a5")
    c.oval(50, 55, 31, fill=(mix(mint, "#ffffff", 0.35), mint, mix(mint, "#1e3a33", 0.25)), down=True)
    c.oval(50, 55, 26.6, fill=mix(mint, "#1e3a33", 0.3))
    _dial(c, 50.3, 55.3, 25.8, "#fffaf0", "#3b4a47", (10, 10))
    return c


def _dial(c: Canvas, x: float, y: float, r: float, face: str, ink: str, when: tuple[int, int]) -> None:
    """A clock face with marks for the hours, showing (hour, minute)."""
    plate = c.oval(x, y, r, fill=(face, mix(face, "#8a7a66", 0.12)), down=True)
    for mark in range(60):
        t = 2 * pi * mark / 60
        hour = mark % 5 == 0
        start = r * (0.8 if hour else 0.88)
        c.line([(x + start * sin(t), y - start * cos(t)), (x + r * 0.92 * sin(t), y - r * 0.92 * cos(t))],
               1.1 if hour else 0.3, ink)  # fmt: skip
    hour, minute = when
    for turn, long, width in (((hour + minute / 60) / 12, 0.5, 1.9), (minute / 60, 0.74, 1.3)):
        t = 2 * pi * turn
        tip = (x + r * long * sin(t), y - r * long * cos(t))
        tail = (x - r * 0.1 * sin(t), y + r * 0.1 * cos(t))
        c.line([(tail[0] + 0.6, tail[1] + 0.8), (tip[0] + 0.6, tip[1] + 0.8)], width, "#2a1c14", alpha=0.2, blur=0.3)
        c.line([tail, tip], width, ink)
    t = 2 * pi * 0.62
    c.line([(x, y), (x + r * 0.8 * sin(t), y - r * 0.8 * cos(t))], 0.5, "#c9252d")
    c.oval(x, y, 1.6, fill=ink)
    c.shape([(x - r * 0.8, y - r * 0.3), (x - r * 0.3, y - r * 0.85), (x + r * 0.15, y - r * 0.9), (x - r * 0.75, y + r * 0.2)],
            "#ffffff", alpha=0.35, inside=plate)  # fmt: skip


def clock_wall() -> Canvas:
    c = Canvas("#8fa9b5")
    ring = c.oval(50, 50, 40, fill=OAK, down=True)
    chance = Random(2)
    for _ in range(70):
        t, r = chance.uniform(0, 2 * pi), chance.uniform(34, 40)
        arc = [(50 + r * sin(t + k * 0.05), 50 - r * cos(t + k * 0.05)) for k in range(8)]
        c.line(arc, 0.35, chance.choice(("#8f6436", "#efd0a3")), alpha=0.45, inside=ring)
    c.oval(50, 50, 34, fill="#7d5730")
    _dial(c, 50.4, 50.6, 33.2, "#fcf8f0", "#37322c", (10, 9))
    return c


def frame() -> Canvas:
    c = Canvas("#d9c8b4", "#9a7a5c", 84)
    c.box(24, 9, 76, 89, OAK, r=0.8)
    c.box(27.4, 12.4, 72.6, 85.6, "#8a6236")
    c.box(28, 13, 72.6, 85.6, ("#fffdf8", "#f3ede2"), down=True)
    stem = smooth([(49, 78), (50.5, 60), (49.4, 40), (51, 22)])
    c.line(stem, 0.8, "#4f6a48")
    for place in range(3, len(stem) - 2, 3):
        x, y = stem[place]
        share = 1 - place / len(stem)
        for side in (-1, 1):
            leaf(c, x, y, 4.5 + 11.5 * share**0.7, side * 1.02, "#5f8257", 0.2)
    leaf(c, *stem[-2], 5, 0.05, "#5f8257", 0.26)
    c.shape([(28, 13), (52, 13), (28, 52)], "#ffffff", alpha=0.28)
    for x, y in ((25.4, 30), (74, 48), (25.6, 66), (74.6, 74)):
        c.line([(x, y), (x + 0.2, y + 7)], 0.3, "#8f6436", alpha=0.6)
    return c
