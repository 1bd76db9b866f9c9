"""Drawings of what gives light: candle holders, lanterns, candles."""

from collections.abc import Sequence
from math import cos, pi, sin
from random import Random

from tools.draw.canvas import Canvas, Point, heart, mix, smooth, star, swag, turned

BRASS = ("#8a6426", "#d9b25c", "#fbe7a8", "#c99a45", "#7d5a22")
SILVER = ("#7f858b", "#c9ced2", "#f7f8f8", "#b4babf", "#7a8086")
STRING = "#b89b72"


def flame(c: Canvas, x: float, y: float, tall: float, glow: float = 12, strength: float = 0.5) -> None:
    """A flame whose wick ends at (x, y)."""
    wide = tall * 0.26
    c.line([(x, y + tall * 0.12), (x, y - tall * 0.12)], 0.5, "#4a3527")
    outline = [(0, -tall), (wide * 0.9, -tall * 0.42), (wide, -tall * 0.12), (0, tall * 0.06)]
    drop = outline + [(-dx, dy) for dx, dy in reversed(outline[1:-1])]
    c.shape(smooth([(x + dx, y + dy) for dx, dy in drop], closed=True), ("#ff9a2e", "#ffc94d", "#ffb340"), down=True)
    c.oval(x, y - tall * 0.24, wide * 0.5, tall * 0.22, ("#fff6cf", "#ffe89a"), down=True)
    c.glow(x, y - tall * 0.4, glow, "#ffb347", strength)


def tealight(c: Canvas, x: float, y: float, wide: float) -> None:
    """A tealight standing on y."""
    half, tall = wide / 2, wide * 0.36
    c.box(x - half, y - tall, x + half, y, SILVER, r=0.5)
    c.oval(x, y - tall, half, half * 0.26, "#d5d9dc")
    c.oval(x, y - tall, half * 0.86, half * 0.2, "#fffaf0")
    flame(c, x, y - tall, wide * 0.62, wide * 0.95)


def glass(c: Canvas, x: float, top: float, bottom: float, half: float, tint: str, foot: float = 0.78) -> None:
    """An open glass cup in front of what stands in it."""
    body = c.area(turned(x, [(top, half), (bottom - 1, half * foot), (bottom, half * foot * 0.9)], bend=False))
    c.paint(body, (mix(tint, "#ffffff", 0.55), tint, mix(tint, "#ffffff", 0.4), mix(tint, "#26303a", 0.2)), alpha=0.42)
    c.oval(x, top, half, half * 0.2, mix(tint, "#ffffff", 0.6), alpha=0.5)
    c.line([(x - half * 0.72, top + 2.2), (x - half * foot * 0.78, bottom - 2.5)], 0.9, "#ffffff", alpha=0.75)


def _hung(c: Canvas, outer: Sequence[Point], inner: Sequence[Point], colour: str, top: float) -> None:
    """A hollow shape of painted metal on a cord, with a cup and a tealight in it."""
    c.line([(50, -2), (50, top)], 0.55, STRING)
    dark = mix(colour, "#2a1512", 0.3)
    c.shape([(x + 1.1, y + 0.9) for x, y in outer], dark)
    c.shape(outer, (mix(colour, "#ffffff", 0.35), colour, mix(colour, "#2a1512", 0.1)), down=True)
    hole = c.area([(x + 0.7, y + 0.5) for x, y in inner])
    c.shape(inner, dark)
    c.erase(hole)
    ring = [(50 + 2.6 * sin(t), top - 1.6 - 2.6 * cos(t)) for t in (2 * pi * k / 40 for k in range(41))]
    c.line(ring, 0.9, mix(colour, "#2a1512", 0.2))


def _cup(c: Canvas, y: float, colour: str) -> None:
    c.box(41, y, 59, y + 1.8, (mix(colour, "#ffffff", 0.3), mix(colour, "#2a1512", 0.2)), r=0.9)
    tealight(c, 50, y, 12)
    glass(c, 50, y - 15, y + 0.2, 8.6, "#cfe3ea")


def _heart_holder(wall: str, colour: str) -> Canvas:
    c = Canvas(wall)
    outer, inner = heart(50, 54, 68), heart(50, 54.4, 51)
    notch = min(y for x, y in outer if abs(x - 50) < 0.8)
    _hung(c, outer, inner, colour, notch)
    _cup(c, 64, colour)
    c.line([(41, 65), (33.5, 65)], 1.4, mix(colour, "#2a1512", 0.18))
    c.line([(59, 65), (66.5, 65)], 1.4, mix(colour, "#2a1512", 0.18))
    shine = [p for p in heart(50, 54, 63) if p[0] < 44 and p[1] < 52]
    c.line(shine, 0.8, "#ffffff", alpha=0.6)
    return c


def heart_white() -> Canvas:
    return _heart_holder("#d9b9a8", "#f8f5ef")


def heart_red() -> Canvas:
    return _heart_holder("#f0dfc8", "#c3272f")


def heart_pink() -> Canvas:
    return _heart_holder("#d3dccb", "#eba3b1")


def star_silver() -> Canvas:
    c = Canvas("#41506a")
    _hung(c, star(50, 53, 41, 20.5), star(50, 53, 29.5, 14.6), "#c9ced6", 12)
    _cup(c, 62, "#c9ced6")
    return c


def _votive(c: Canvas, x: float, bottom: float, tall: float, half: float, seed: int) -> None:
    chance = Random(seed)
    top = bottom - tall
    body = c.area(
        turned(x, [(top, half), (top + tall * 0.5, half * 1.06), (bottom - 2, half * 0.86), (bottom, half * 0.7)])
    )
    c.paint(body, SILVER)
    c.paint(body, ("#ffdf9e", "#ffb65c", "#b98a5a"), down=True, alpha=0.5)
    for _ in range(150):
        spot = (x + chance.uniform(-half, half), top + chance.uniform(0, tall))
        size = chance.uniform(0.25, 1.5)
        tone = chance.choice(("#6b6258", "#fff3d4", "#8d8478", "#ffffff"))
        c.oval(*spot, size, size * chance.uniform(0.5, 1.2), tone, alpha=chance.uniform(0.12, 0.4), inside=body)
    c.oval(x, top, half, half * 0.24, ("#9aa0a5", "#eef0f1", "#9aa0a5"))
    c.oval(x, top + 0.3, half * 0.9, half * 0.19, ("#7a5a3a", "#ffcf7a"), down=True)
    c.line([(x - half * 0.7, top + 4), (x - half * 0.72, bottom - 6)], 1.3, "#ffffff", alpha=0.65, blur=0.2)
    c.glow(x, top - 1, half * 1.3, "#ffb347", 0.5)


def tlight_silver() -> Canvas:
    c = Canvas("#5b5160", "#4a3f4c", 66)
    _votive(c, 69, 80, 27, 13, 3)
    _votive(c, 38, 85, 38, 18, 5)
    return c


def tlight_rose() -> Canvas:
    c = Canvas("#f5e3da", "#e3c3b6", 70)
    for x, tall, half, tint in ((27, 27, 12.5, "#f3b7b5"), (73, 33, 12.5, "#d77a86"), (49, 43, 13.5, "#e698a0")):
        bottom = 84 if x != 49 else 87
        top = bottom - tall
        tealight(c, x, bottom - 1.6, half * 1.25)
        body = c.area(turned(x, [(top, half), (bottom - 3, half * 0.9), (bottom, half * 0.74)], bend=False))
        c.paint(
            body, (mix(tint, "#ffffff", 0.4), tint, mix(tint, "#ffffff", 0.2), mix(tint, "#5a1f2a", 0.3)), alpha=0.72
        )
        for rib in range(-5, 6):
            at = half * sin(rib * pi / 13)
            c.line([(x + at, top + 1), (x + at * 0.88, bottom - 2)], 0.5, "#ffffff", alpha=0.32)
        c.oval(x, top, half, half * 0.22, mix(tint, "#ffffff", 0.5))
        c.oval(x, top + 0.2, half * 0.9, half * 0.17, mix(tint, "#7a2a38", 0.25))
        c.line([(x - half * 0.7, top + 4), (x - half * 0.66, bottom - 5)], 1.2, "#ffffff", alpha=0.6)
    return c


def candlesticks() -> Canvas:
    c = Canvas("#3f5a55", "#33483f", 74)
    for x, bottom, tall in ((37, 88, 40), (65, 88, 29)):
        top = bottom - tall
        candle = 30 if x == 37 else 27
        c.box(x - 2.2, top - candle, x + 2.2, top + 1, ("#d9cdb4", "#fffaec", "#efe5cf", "#c5b79a"), r=0.8)
        flame(c, x, top - candle, 7.5, 10)
        knob = [(0, 4.6), (0.04, 4.8), (0.07, 2.2), (0.14, 1.8), (0.22, 4.4), (0.3, 1.8), (0.52, 2.1), (0.62, 3.6),
                (0.7, 2.0), (0.82, 2.8), (0.9, 8.2), (0.97, 10.5), (1, 10.2)]  # fmt: skip
        c.shape(turned(x, [(top + share * tall, half) for share, half in knob]), BRASS)
        c.oval(x, top, 4.6, 1.1, ("#a67c35", "#f3d88b"))
    return c


def _panes(c: Canvas, x0: float, y0: float, x1: float, y1: float, bars: str, width: float) -> None:
    """A window of six panes, the middle ones wide enough to see the flame."""
    c.line([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], width, bars)
    for x in (x0 + (x1 - x0) * 0.26, x0 + (x1 - x0) * 0.74):
        c.line([(x, y0), (x, y1)], width * 0.55, bars)
    c.line([(x0, y0 + (y1 - y0) * 0.24), (x1, y0 + (y1 - y0) * 0.24)], width * 0.55, bars)


def _pillar(c: Canvas, x: float, top: float, bottom: float, half: float, glow: float = 16) -> None:
    c.box(x - half, top, x + half, bottom, ("#dccbaa", "#fff7e4", "#f5e8cc", "#cbb78f"), r=0.6)
    c.oval(x, top, half, half * 0.25, "#fff3d6")
    c.oval(x, top + 0.2, half * 0.6, half * 0.14, "#ffe2a0")
    flame(c, x, top, 7, glow)


def lantern_black() -> Canvas:
    c = Canvas("#d8a86a", "#b07c48", 76)
    iron, edge = ("#4a4c50", "#2b2d30", "#1b1c1e"), "#2a2c2f"
    c.line([(50 + 6 * sin(t), 12 - 6 * cos(t)) for t in (2 * pi * k / 40 for k in range(41))], 1.5, edge)
    c.box(46.5, 17, 53.5, 24, iron, r=0.8)
    c.shape([(50, 21), (76, 42), (24, 42)], iron)
    c.shape([(50, 21), (50, 42), (24, 42)], "#ffffff", alpha=0.07)
    c.box(28, 42, 72, 86, ("#ffd991", "#f9c878", "#d99a4f"), down=True)
    _pillar(c, 50, 62, 84, 7.5, 22)
    c.box(28, 42, 72, 86, "#ffffff", alpha=0.12)
    c.shape([(31, 84), (31, 60), (47, 44), (56, 44)], "#ffffff", alpha=0.2)
    _panes(c, 29, 43, 71, 85, edge, 2.6)
    c.box(22, 40.5, 78, 44, iron, r=1)
    c.box(24, 85, 76, 90, iron, r=1)
    c.oval(73.2, 66, 1.2, fill="#c9a45a")
    return c


def lantern_white() -> Canvas:
    c = Canvas("#a9bfb4", "#8c6f55", 77)
    wood = ("#e0dbd0", "#fbf9f4", "#efebe2", "#cfc8ba")
    rope = smooth([(33, 27), (37, 12), (50, 6), (63, 12), (67, 27)])
    c.line(rope, 2, "#a98557")
    for x, y in rope[::3]:
        c.line([(x - 0.7, y + 0.7), (x + 0.7, y - 0.7)], 0.4, "#7d5f3a")
    c.box(31, 30, 69, 84, ("#f7edd5", "#f6deb0", "#e9c58c"), down=True)
    _pillar(c, 50, 58, 82, 9, 18)
    c.shape([(34, 82), (34, 56), (52, 33), (62, 33)], "#ffffff", alpha=0.25)
    for x0, x1 in ((29, 34), (66, 71)):
        c.box(x0, 29, x1, 86, wood, r=0.6)
    c.box(33, 42.5, 67, 44.3, wood)
    c.box(49.1, 32, 50.9, 43, wood)
    c.shape([(32, 24), (68, 24), (74, 32), (26, 32)], wood, down=True)
    c.box(25, 84, 75, 90, wood, r=0.8)
    for x, y in ((30, 45), (31.5, 70), (69, 50), (68, 75), (40, 87), (60, 88), (45, 28)):
        c.line([(x, y), (x + 0.4, y + 3)], 0.35, "#9d917c", alpha=0.7)
    return c


def lantern_amber() -> Canvas:
    c = Canvas("#2f3d55")
    c.line([(50, -2), (50, 12)], 0.9, "#b98f45")
    c.line([(50 + 3.4 * sin(t), 13 - 3.4 * cos(t)) for t in (2 * pi * k / 40 for k in range(41))], 1.1, "#d9b25c")
    c.shape(turned(50, [(16, 1.6), (20, 3.4), (22, 2.2), (27, 9), (34, 19), (38, 22)]), BRASS)
    body = c.area([(28, 38), (72, 38), (78, 58), (66, 80), (34, 80), (22, 58)])
    c.paint(body, ("#ffcf6b", "#f6a13a", "#c2661d"), down=True)
    for a, b in (((41, 38), (39, 80)), ((59, 38), (61, 80))):
        c.line([a, b], 1.4, "#a8792f")
    c.line([(22, 58), (78, 58)], 1.4, "#a8792f")
    for row, y in enumerate((48, 69)):
        for x in (32.5, 50, 67.5):
            at = x + (50 - x) * (0.06 if row else 0)
            c.shape(star(at, y, 6.4, 3.2, 8), "#8a5b1e", inside=body)
            c.oval(at, y, 2.6, fill=("#fff0b8", "#ffd062"), down=True)
    outline = [(28, 38), (72, 38), (78, 58), (66, 80), (34, 80), (22, 58), (28, 38)]
    c.line(outline, 1.8, "#c79a48")
    c.shape(turned(50, [(80, 17), (84, 12), (88, 4), (92, 1.4), (94, 2.2), (96, 0.6)]), BRASS)
    c.glow(50, 58, 26, "#ff9d33", 0.42)
    return c


def lanterns_paper() -> Canvas:
    c = Canvas("#cfdde6")
    for x, y, r, colour in ((27, 40, 19, "#f1947d"), (72, 33, 16, "#fbf1da"), (58, 69, 21, "#a9bd9d")):
        c.line([(x, -2), (x, y - r * 0.92)], 0.45, "#6d6a66")
        body = c.oval(x, y, r, r * 0.93, (mix(colour, "#ffffff", 0.4), colour, mix(colour, "#40302a", 0.16)))
        c.oval(x - r * 0.2, y - r * 0.2, r * 0.6, r * 0.6, "#ffffff", alpha=0.35, inside=body, blur=4)
        for step in range(-6, 7):
            at = y + r * 0.93 * sin(step * pi / 14)
            wide = r * cos(step * pi / 14)
            c.line(
                swag(x - wide, at, x + wide, at, r * 0.07, 16),
                0.35,
                mix(colour, "#40302a", 0.3),
                alpha=0.6,
                inside=body,
            )
        c.oval(x, y - r * 0.9, r * 0.26, r * 0.08, "#5b4636")
        c.oval(x, y + r * 0.91, r * 0.24, r * 0.07, mix(colour, "#40302a", 0.55))
    return c


def candle_tin() -> Canvas:
    c = Canvas("#efe0bd", "#d9b98a", 70)
    lid = c.oval(75, 70, 14, 15.5, ("#9b9fa3", "#e8eaeb", "#b4b8bb"))
    c.oval(75.6, 70, 12.2, 13.6, ("#c6cacd", "#f3f4f4", "#c6cacd"), inside=lid)
    c.shape(turned(43, [(52, 25), (84, 25), (86, 24)], bend=False), SILVER)
    c.oval(43, 85, 24.6, 4.6, SILVER)
    label = c.shape(turned(43, [(59, 25), (80, 25)], bend=False), ("#d9c7a0", "#fdf4dd", "#f4e6c4", "#c3ad7f"))
    c.oval(43, 59, 25, 4.4, SILVER)
    c.oval(43, 79.6, 25, 4.6, ("#d9c7a0", "#fdf4dd", "#f4e6c4", "#c3ad7f"))
    for turn in range(6):
        t = turn * pi / 3
        c.oval(43 + 4 * sin(t), 73 - 4 * cos(t), 2.6, 2.6, "#fffdf4", inside=None)
        c.line([(43, 73), (43 + 5 * sin(t), 73 - 5 * cos(t))], 0.3, "#c9a45a")
    c.oval(43, 73, 1.5, fill="#e2b64d")
    c.line(smooth([(43, 75), (46, 78), (45, 82)]), 0.6, "#7b8a55", inside=label)
    c.oval(43, 52, 25, 5, SILVER)
    c.oval(43, 52.3, 23.4, 4.3, "#fbf3dd")
    c.oval(43, 52.6, 9, 1.8, "#fff0c4")
    flame(c, 43, 52, 11, 17)
    return c


def candle_jar() -> Canvas:
    c = Canvas("#c9d2c0", "#a58a6a", 72)
    c.oval(76, 84.5, 14, 3.4, ("#8a6138", "#b98a58", "#7a532e"))
    c.box(62, 81, 90, 84.5, ("#a37543", "#d2a36b", "#9a6c3d"))
    c.oval(76, 81, 14, 3.4, ("#c8965c", "#e2b982", "#c08d54"))
    body = c.box(22, 36, 66, 88, ("#5d2a0c", "#b5621f", "#d9852f", "#8f4916", "#4e2209"), r=5)
    c.box(25, 50, 63, 85, ("#a4602a", "#eec27e", "#f0c98a", "#9d5a26"), r=3, alpha=0.75, inside=body)
    c.oval(44, 50, 19, 3.4, "#f7dca6", alpha=0.9, inside=body)
    c.box(29, 60, 59, 78, ("#e4dccb", "#fffaf0", "#efe8d8", "#cfc5b0"), r=0.8)
    for tilt in (-0.9, -0.45, 0, 0.45, 0.9):
        c.line([(44, 75), (44 + 7 * sin(tilt), 75 - 10 * cos(tilt))], 0.5, "#5f7355")
        c.oval(44 + 7 * sin(tilt), 75 - 10 * cos(tilt), 1.2, 1.9, "#6f8663")
    c.oval(44, 36.5, 21, 4.4, ("#7a3d14", "#d9852f", "#7a3d14"))
    c.oval(44, 37, 18.6, 3.5, ("#4e2209", "#8f4916"))
    flame(c, 44, 49, 9, 18, 0.6)
    c.line([(27, 43), (27, 82)], 1.5, "#ffffff", alpha=0.5, blur=0.3)
    return c


def candle_pillars() -> Canvas:
    c = Canvas("#bcc7cf", "#8f9aa3", 72)
    c.oval(50, 87, 38, 6.5, ("#a9845a", "#cfab7d", "#98744b"))
    c.oval(50, 85.6, 38, 6.2, ("#c49d6e", "#e3c396", "#b48d5f"))
    _pillar(c, 69, 58, 84, 10, 14)
    _pillar(c, 36, 34, 85, 10, 14)
    c.oval(36, 85, 10, 2, ("#dccbaa", "#fff7e4", "#cbb78f"))
    _pillar(c, 54, 48, 87.5, 10, 14)
    c.line(smooth([(47, 49), (46.6, 55), (47.2, 60)]), 1.2, "#fff9ea")
    c.line(smooth([(29, 35), (28.6, 40), (29.2, 43)]), 1.2, "#fff9ea")
    return c


def candle_tapers() -> Canvas:
    c = Canvas("#dcd3c1")
    c.oval(50, 14, 4.4, fill=("#9a7247", "#c49a68", "#7f5b36"))
    c.line(smooth([(39, 33), (42, 20), (50, 10.4), (58, 20), (61, 33)]), 0.7, "#efe6cf")
    c.oval(50, 14, 2.6, fill=("#b98c5a", "#dcb685"))
    wax = ("#a86a12", "#e8a92c", "#f9cd62", "#d8931f", "#9c5f0f")
    for x, lean in ((37, -1.5), (63, 1.5)):
        outline = [(x + 2 - lean, 33), (x + 3.6, 46), (x + 4.6 + lean, 88), (x + 3.4 + lean, 92),
                   (x - 3.4 + lean, 92), (x - 4.6 + lean, 88), (x - 3.6, 46), (x - 2 - lean, 33)]  # fmt: skip
        c.shape(smooth(outline, closed=True), wax)
        for y in (41, 52, 66, 79):
            c.line(swag(x - 3.6, y, x + 3.6, y, 0.5, 8), 0.3, "#b97a17", alpha=0.6)
    return c
