"""Drawings of what hangs, is strung up, stands in the garden or comes out at Christmas."""

import itertools
from collections.abc import Sequence
from math import cos, pi, sin
from random import Random

from PIL import Image

from tools.draw.canvas import Canvas, Point, heart, leaf, mix, smooth, star, swag

JUTE = "#b3915f"
ZINC = ("#7d878d", "#c3cbcf", "#e6eaec", "#a3adb2", "#727c82")


def bow(c: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """A ribbon bow tied at (x, y)."""
    dark = mix(colour, "#2a1c14", 0.25)
    for side in (-1, 1):
        tail = [(0, 0), (side * 0.5, 0.7), (side * 0.75, 1.6), (side * 0.35, 1.45), (side * 0.12, 0.8)]
        c.shape([(x + u * size, y + v * size) for u, v in tail], dark)
        loop = [(0, 0), (side * 0.6, -0.62), (side * 1.25, -0.55), (side * 1.3, 0.2), (side * 0.7, 0.4)]
        c.shape(
            smooth([(x + u * size, y + v * size) for u, v in loop], closed=True), (mix(colour, "#ffffff", 0.2), colour)
        )
        fold = [(0, 0), (side * 0.5, -0.18), (side * 0.95, -0.12), (side * 0.55, 0.12)]
        c.shape(smooth([(x + u * size, y + v * size) for u, v in fold], closed=True), dark, alpha=0.6)
    c.oval(x, y, size * 0.24, size * 0.28, (mix(colour, "#ffffff", 0.15), dark), down=True)


def _wicker(c: Canvas, width: float, strands: int, top: float, seed: int) -> None:
    """A heart bound from willow, hung up on jute."""
    chance = Random(seed)
    middle = top + width * 0.42
    notch = middle - width * 0.22
    c.line([(50, -2), (50, notch)], 0.8, JUTE)
    tones = ("#5f3f22", "#7d5630", "#98703f", "#b48a55", "#6d4a29", "#caa06a")
    for strand in range(strands):
        spread = chance.uniform(0.76, 1.02)
        wave, count, shift = chance.uniform(0.3, 1.1), chance.randint(3, 7), chance.uniform(0, 2 * pi)
        outline = heart(50, middle + (1 - spread) * -1.5, width * spread)
        line = [
            (x + wave * sin(count * k / 25 + shift), y + wave * cos(count * k / 25 + shift))
            for k, (x, y) in enumerate(outline)
        ]
        start = chance.randint(0, 60)
        c.line((line + line)[start : start + 118], chance.uniform(0.45, 1.15), tones[strand % len(tones)])
    for place in range(0, 160, 7):
        x, y = heart(50, middle, width * 0.9)[place]
        dx, dy = (x - 50) * 0.115, (y - middle) * 0.115
        lean = chance.uniform(-0.8, 0.8)
        c.line([(x - dx + lean, y - dy), (x + dx, y + dy + lean)], 0.6, chance.choice(tones[2:]))
    bow(c, 50, notch + width * 0.055, width * 0.085, JUTE)


def wicker_small() -> Canvas:
    c = Canvas("#e7e1d6")
    _wicker(c, 50, 50, 34, 1)
    return c


def wicker_large() -> Canvas:
    c = Canvas("#a8bcae")
    _wicker(c, 82, 90, 18, 2)
    return c


def heart_lavender() -> Canvas:
    c = Canvas("#d6d0e3")
    for lean, tall in ((-0.62, 46), (-0.42, 54), (-0.24, 50), (0.24, 50), (0.42, 54), (0.62, 46)):
        foot = (50 + 10 * sin(lean), 54.0)
        tip = (foot[0] + tall * sin(lean), foot[1] - tall * cos(lean))
        c.line([foot, tip], 0.6, "#7c8f66")
        for bud in range(7):
            share = 1 - bud * 0.062
            x, y = foot[0] + tall * share * sin(lean), foot[1] - tall * share * cos(lean)
            colour = ("#8069ac", "#9b86c4", "#6f5a9c")[bud % 3]
            for side in (-1, 0, 1):
                leaf(c, x, y, 3.2 + bud * 0.16, lean + side * 0.75, colour, 0.42)
    c.line(smooth([(50, 43), (46, 28), (50, 8), (54, 28), (50, 43)]), 1.5, "#8a76b5")
    body = c.shape(heart(50, 60, 62), ("#f3ebdc", "#e7dbc6", "#d3c4ab"))
    for step in range(-46, 47):
        c.line([(50 + step, 20), (50 + step, 100)], 0.22, "#b6a68b", alpha=0.35, inside=body)
        c.line([(0, 60 + step), (100, 60 + step)], 0.22, "#fffaf0", alpha=0.5, inside=body)
    seam = heart(50, 60, 56)
    for place in range(0, 160, 4):
        c.line(seam[place : place + 3], 0.55, "#8a76b5")
    c.oval(43, 51, 15, 9, "#ffffff", alpha=0.3, inside=body, blur=3)
    bow(c, 50, 44.5, 6, "#8a76b5")
    c.oval(50, 58, 3.6, fill=("#c99c66", "#8f6436"), down=True)
    c.oval(50, 57.8, 2.7, fill="#b98a55")
    for dx, dy in ((-0.9, -0.9), (0.9, -0.9), (-0.9, 0.9), (0.9, 0.9)):
        c.oval(50 + dx, 57.8 + dy, 0.4, fill="#4f3418")
    return c


def hearts_string() -> Canvas:
    c = Canvas("#9fb7c2")
    cord = swag(-4, 14, 104, 14, 15, 61)
    c.line(cord, 0.7, "#f3ead8")
    for number, place in enumerate((8, 19, 30, 41, 52)):
        x, y = cord[place]
        size = (17, 19, 21, 19, 17)[number]
        drop = (18, 36, 11, 36, 18)[number]
        c.line([(x, y), (x, y + drop + 3)], 0.5, "#f3ead8")
        middle = y + drop + size * 0.42
        c.shape([(u + 0.6, v + 0.7) for u, v in heart(x, middle, size)], "#a99777")
        body = c.shape(heart(x, middle, size), ("#fdfbf5", "#efe8da"))
        chance = Random(number)
        for _ in range(9):
            at = middle + chance.uniform(-0.45, 0.5) * size
            c.line(smooth([(x - size, at), (x - size * 0.2, at + chance.uniform(-1, 1)), (x + size, at)]), 0.28,
                   "#b49c74", alpha=0.6, inside=body)  # fmt: skip
        for u, v in heart(x, middle, size)[::11]:
            c.oval(u, v, 0.7, 0.5, "#c2a87e", alpha=0.6, inside=body)
        bow(c, x, middle - size * 0.24, size * 0.13, "#c9655f" if number % 2 == 0 else "#6f8fa3")
        c.oval(x, y, 0.9, fill="#f3ead8")
    return c


def bunting() -> Canvas:
    c = Canvas("#dbe7ea")
    colours = ("#f3b3b8", "#f8e1a6", "#a9d3c3", "#b9c7e8", "#f6c9a4")
    for number, (y0, y1, sag) in enumerate(((20, 10, 13), (52, 58, 15))):
        cord = swag(-6, y0, 106, y1, sag, 71)
        for flag in range(6):
            first, last = cord[3 + flag * 11], cord[11 + flag * 11]
            tip = ((first[0] + last[0]) / 2, (first[1] + last[1]) / 2 + 20)
            colour = colours[(flag + number * 2) % 5]
            body = c.shape([first, last, tip], (mix(colour, "#ffffff", 0.2), colour), down=True)
            _print(c, (flag + number) % 4, first, body)
            c.line([first, tip, last], 0.3, mix(colour, "#40302a", 0.3), alpha=0.5)
        c.line(cord, 1.6, "#fdf7ec")
        c.line([(x, y + 0.5) for x, y in cord], 0.25, "#c9b99c")
    return c


def _print(c: Canvas, kind: int, corner: Point, cloth: Image.Image) -> None:
    """The pattern of one pennant: dots, stripes, stars or plain."""
    x0, y0 = corner
    if kind == 0:
        for row in range(7):
            for column in range(6):
                c.oval(x0 + column * 3.4 + (1.7 if row % 2 else 0), y0 + row * 3.2, 0.75, fill="#ffffff", inside=cloth)
    elif kind == 1:
        for column in range(8):
            c.line(
                [(x0 + column * 2.6, y0 - 4), (x0 + column * 2.6, y0 + 26)], 0.8, "#ffffff", alpha=0.75, inside=cloth
            )
    elif kind == 2:
        for dx, dy in ((4, 6), (10, 6), (7, 12), (13.4, 7.4), (7.4, 1.6)):
            c.shape(star(x0 + dx, y0 + dy, 1.7, 0.75), "#ffffff", inside=cloth)


def garland_felt() -> Canvas:
    c = Canvas("#efe5d6")
    colours = ("#b23a55", "#e0a32e", "#d98a96", "#7b2d45", "#f3e3c3", "#c96f3b")
    chance = Random(8)
    for y0, y1, sag, shift in ((16, 8, 11, 0), (40, 46, 14, 2), (70, 64, 12, 4)):
        cord = swag(-5, y0, 105, y1, sag, 12)
        c.line(swag(-5, y0, 105, y1, sag, 50), 0.4, "#9b8a70")
        for number, (x, y) in enumerate(cord):
            colour = colours[(number + shift) % len(colours)]
            r = 4.6
            ball = c.oval(x, y, r, r, (mix(colour, "#ffffff", 0.25), mix(colour, "#2a1418", 0.22)), down=True)
            for _ in range(34):
                t, far = chance.uniform(0, 2 * pi), chance.uniform(0, r)
                u, v = x + far * sin(t), y + far * cos(t)
                tone = chance.choice((mix(colour, "#ffffff", 0.35), mix(colour, "#2a1418", 0.3)))
                c.line([(u, v), (u + chance.uniform(-1.3, 1.3), v + chance.uniform(-1.3, 1.3))], 0.2, tone, alpha=0.5,
                       inside=ball)  # fmt: skip
    return c


def garland_leaf() -> Canvas:
    c = Canvas("#f0e4da")
    chance = Random(21)
    tones = ("#8fa992", "#a9bfa8", "#7b9682", "#b9c9b4", "#6d8a78")
    for y0, y1, sag in ((22, 16, 17), (36, 40, 27)):
        stem = swag(-6, y0, 106, y1, sag, 24)
        c.line(stem, 0.9, "#7d7357")
        for number, ((x, y), (u, v)) in enumerate(itertools.pairwise(stem)):
            along = pi / 2 - (v - y) / (u - x) * -1 * 0.9
            for side in (-1, 1):
                colour = tones[(number + side) % len(tones)]
                leaf(c, x, y, chance.uniform(8.5, 13), along + side * chance.uniform(0.6, 1.25), colour, 0.46)
    return c


def watering_can() -> Canvas:
    c = Canvas("#d5e0c4", "#9c8763", 72)
    c.line(smooth([(54, 40), (66, 18), (84, 26), (84, 52), (76, 72)]), 2.6, ZINC)
    c.shape([(40, 70), (40, 62), (14, 34), (10.5, 37)], ZINC)
    c.line([(24, 44), (44, 44)], 1.3, "#8e989e")
    c.shape([(7.4, 41.6), (18.6, 30.4), (15.6, 25.4), (2.4, 38.6)], ("#8a6426", "#e8c877", "#a67c35"))
    c.shape(smooth([(2.4, 38.6), (7, 30), (15.6, 25.4), (11, 34)], closed=True), ("#f3d88b", "#c99a45"))
    for u, v in ((6, 35.4), (8.6, 33), (11.2, 30.2), (13, 28), (7.6, 34.8), (10.8, 32)):
        c.oval(u, v, 0.5, fill="#5b3f16")
    body = c.shape([(38, 42), (76, 42), (79, 86), (35, 86)], ZINC)
    for y in (48, 80):
        c.line(swag(30, y, 84, y, 1.4, 20), 1.2, "#8e989e", inside=body)
        c.line(swag(30, y - 0.8, 84, y - 0.8, 1.4, 20), 0.4, "#ffffff", alpha=0.7, inside=body)
    c.oval(57, 86, 22, 2.6, ZINC)
    c.oval(57, 42, 19, 3.6, ZINC)
    c.oval(57, 42.4, 17.4, 2.9, ("#4d565b", "#7d878d"))
    c.shape([(38, 42.4), (57, 38.8), (57, 45), (40, 44.4)], ZINC)
    chance = Random(5)
    for _ in range(40):
        u, v = chance.uniform(37, 78), chance.uniform(50, 84)
        size = chance.uniform(0.8, 2.6)
        c.shape(star(u, v, size, size * 0.6, 5), chance.choice(("#ffffff", "#8b959b")), alpha=0.14, inside=body)
    return c


def bird_house() -> Canvas:
    c = Canvas("#f1dcb8")
    c.line(smooth([(-4, 17), (24, 13), (54, 15), (104, 8)]), 4.4, ("#8a6a48", "#6c5034"), down=True)
    for x, y, turn in (
        (12, 15, -0.6),
        (26, 12, 0.5),
        (70, 13, -0.3),
        (84, 11, 0.7),
        (92, 10, 2.4),
        (18, 17, 2.6),
        (76, 15, 2.3),
    ):
        leaf(c, x, y, 12, turn, "#7d9a5c", 0.4)
    c.line([(50, 14), (50, 28)], 0.8, JUTE)
    blue = "#7fa8c4"
    body = c.shape(
        [(28, 46), (50, 26), (72, 46), (72, 86), (28, 86)],
        (mix(blue, "#ffffff", 0.25), blue, mix(blue, "#1d2c3a", 0.2)),
    )
    for x in (36.8, 45.6, 54.4, 63.2):
        c.line([(x, 20), (x, 90)], 0.5, mix(blue, "#1d2c3a", 0.35), alpha=0.7, inside=body)
    for side in (-1, 1):
        for row in range(5):
            x, y = 50 + side * (2 + row * 6.6), 25 + row * 6.0
            tile = [(x, y - 4), (x + side * 8.6, y + 3.6), (x + side * 6.4, y + 7.6), (x - side * 2.2, y)]
            c.shape(tile, ("#a5714a", "#8a5a38") if row % 2 else ("#93623e", "#7a4d2e"))
    c.shape([(46.6, 24.4), (50, 20.4), (53.4, 24.4), (50, 28)], "#6c4327")
    c.oval(50, 55, 9.4, fill=mix(blue, "#ffffff", 0.5))
    c.oval(50, 55, 7.8, fill=("#1f1812", "#4a3727"), down=True)
    c.line([(50, 69), (50, 71.4)], 2.6, "#6c4327")
    c.oval(50, 71, 2, fill=("#d8ad76", "#a67743"), down=True)
    c.box(24, 84, 76, 88.4, ("#a5714a", "#7a4d2e"), r=0.8, down=True)
    bird = [(68, 84), (66.5, 78), (69, 73), (73.5, 71.4), (77, 74), (78.6, 79), (84, 84.6), (77, 84.4)]
    c.shape(smooth(bird, closed=True), ("#f2c94c", "#e0a92e"), down=True)
    c.oval(71.6, 73, 3.4, fill="#3a6ea5")
    c.shape([(68.6, 73.4), (65.6, 74.6), (68.8, 75.4)], "#4a3527")
    c.oval(70.6, 72.8, 0.6, fill="#1b1c1e")
    c.shape(smooth([(73, 76), (78, 76.6), (82, 83), (76, 81)], closed=True), "#5f8fbd")
    return c


def baubles() -> Canvas:
    c = Canvas("#e7ddd0")
    for x, y, r, colour in ((27, 48, 17, "#b3202c"), (72, 42, 16, "#d6a33a"), (52, 73, 18.5, "#2f6b4b")):
        c.line([(x, -2), (x, y - r - 3)], 0.5, "#a68b5b")
        c.box(x - 3, y - r - 3.4, x + 3, y - r + 1.4, ("#8a6426", "#fbe7a8", "#a67c35"), r=0.6)
        c.oval(x, y - r - 4, 1.5, fill="#c99a45")
        ball = c.oval(x, y, r, fill=(mix(colour, "#ffffff", 0.25), colour, mix(colour, "#140a08", 0.45)))
        c.oval(
            x + r * 0.1, y + r * 0.55, r * 0.75, r * 0.4, mix(colour, "#ffffff", 0.5), alpha=0.3, inside=ball, blur=2.5
        )
        light = mix(colour, "#fff3d0", 0.7)
        for turn in range(-3, 4):
            c.shape(
                star(x + r * 1.02 * sin(turn * 0.42), y + 1.6 * cos(turn * 0.42), 2.1 * cos(turn * 0.3), 0.8, 4),
                light,
                inside=ball,
            )
        for dy in (-r * 0.22, r * 0.22):
            c.line(swag(x - r, y + dy, x + r, y + dy, 1.5, 24), 0.45, light, inside=ball)
        c.oval(x - r * 0.4, y - r * 0.46, r * 0.24, r * 0.17, "#ffffff", alpha=0.85, blur=0.4)
    leafy = ((2, 2), (15, -1), (84, 0), (98, 3), (40, -2), (60, -2))
    for x, y in leafy:
        for step in range(9):
            turn = pi + (step - 4) * 0.24
            c.line([(x, y), (x + 15 * sin(turn), y - 15 * cos(turn))], 0.6, "#3d6b4a" if step % 2 else "#58855f")
    return c


def _needles(c: Canvas, points: Sequence[Point], chance: Random) -> None:
    tones = ("#2c5540", "#3d6b4a", "#56805a", "#24483a", "#6f9468")
    for x, y in points:
        away = pi / 2 - pi / 2 + _direction(x - 50, y - 52)
        turn = away + chance.uniform(-1.5, 1.5)
        long = chance.uniform(5, 9.5)
        c.line([(x, y), (x + long * sin(turn), y - long * cos(turn))], chance.uniform(0.4, 0.8), chance.choice(tones))


def _direction(dx: float, dy: float) -> float:
    """The angle of a step, 0 upwards and positive to the right, turned a little along the ring."""
    from math import atan2

    return atan2(dx, -dy) + 0.9


def wreath() -> Canvas:
    c = Canvas("#dfe3e2")
    chance = Random(12)
    c.line([(50, -2), (50, 26)], 1.2, "#b23a3a")
    ring = [(50 + r * sin(t), 52 - r * cos(t)) for t, r in
            ((chance.uniform(0, 2 * pi), chance.uniform(23, 31)) for _ in range(1000))]  # fmt: skip
    circle = [(50 + 27 * sin(2 * pi * k / 80), 52 - 27 * cos(2 * pi * k / 80)) for k in range(81)]
    c.line(circle, 9, "#2c4a38")
    _needles(c, ring, chance)
    for cluster in range(11):
        t = 2 * pi * cluster / 11 + 0.25
        x, y = 50 + 27 * sin(t), 52 - 27 * cos(t)
        if y > 72 and abs(x - 50) < 12:
            continue
        for turn in (t - 0.9, t + 0.7):
            leaf(c, x, y, 8, turn, "#7d9a78", 0.3)
        for dx, dy in ((-2, 0.6), (1.6, -1.4), (0.6, 2.2)):
            c.oval(x + dx, y + dy, 1.9, fill=("#e0474c", "#99141f"), down=True)
            c.oval(x + dx - 0.6, y + dy - 0.7, 0.45, fill="#ffffff", alpha=0.8)
    bow(c, 50, 79, 11, "#e5d6bb")
    return c


def stocking() -> Canvas:
    c = Canvas("#c5d2c8")
    c.line([(60, -2), (60, 14)], 0.8, JUTE)
    loop = [(60 + 2.6 * sin(t), 17 - 4.4 * cos(t)) for t in (2 * pi * k / 30 for k in range(31))]
    c.line(loop, 1.2, "#f3ead8")
    leg = [(40, 26), (66, 26), (66.5, 48), (66, 66), (63, 80), (52, 88), (37, 91), (26, 88), (23, 79), (29, 72),
           (37, 66), (40, 54)]  # fmt: skip
    outline = [(40, 24), *smooth(leg[:3])[1:], *smooth(leg[2:])[1:], (40, 24)]
    body = c.shape(outline, ("#9c1f2a", "#c8333d", "#b82a35", "#8c1a25"))
    for column, x in enumerate((44.5, 53.3, 62)):
        for row in range(17):
            y, side = 34 + row * 4, 1 if row % 2 else -1
            twist = [(x - side * 2.6, y - 2.8), (x - side * 0.6, y), (x + side * 2.6, y + 2.8)]
            c.line(smooth(twist), 1.9, "#d9525a", inside=body)
            c.line([(u + 0.5, v + 0.9) for u, v in smooth(twist)], 0.5, "#7a121c", alpha=0.6, inside=body)
        if column < 2:
            c.line([(x + 4.4, 30), (x + 4.4, 96)], 0.5, "#7a121c", alpha=0.6, inside=body)
    toe = c.shape(smooth([(30, 70), (38, 78), (38, 94), (20, 94), (18, 78)], closed=True), "#f3ead8", inside=body)
    heel = c.shape(smooth([(54, 92), (58, 76), (70, 66), (74, 84), (64, 94)], closed=True), "#f3ead8", inside=body)
    for patch in (toe, heel):
        for row in range(14):
            c.line([(16, 66 + row * 2.2), (76, 66 + row * 2.2)], 0.35, "#b9a888", alpha=0.55, inside=patch)
    cuff = c.box(36, 19, 70, 36, ("#d8cdb8", "#fdf8ec", "#efe5d2", "#cdbfa5"), r=3)
    for rib in range(13):
        c.line([(38 + rib * 2.5, 18), (38 + rib * 2.5, 38)], 0.55, "#b9a888", alpha=0.7, inside=cuff)
    return c
