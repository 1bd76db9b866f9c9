"""A small drawing board on Pillow: paths in percent of the picture, gradients, one soft light from the top left.

Everything of a picture is painted on one transparent layer; `finish` puts it on its wall or table with its shadow."""

from collections.abc import Callable, Iterable, Sequence
from math import cos, pi, sin

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

SIZE = 640
SCALE = 3  # drawn three times as large, then reduced: smooth edges
SIDE = SIZE * SCALE
UNIT = SIDE / 100

Point = tuple[float, float]
Fill = str | tuple[str, ...]
"""A colour, or the stops of a gradient: from left to right, or downwards where `down` is said."""


def heart(cx: float, cy: float, width: float) -> list[Point]:
    """A heart's outline around its middle."""
    size = width / 32
    return [
        (
            cx + size * 16 * sin(t) ** 3,
            cy - size * (13 * cos(t) - 5 * cos(2 * t) - 2 * cos(3 * t) - cos(4 * t) + 2),
        )
        for t in (2 * pi * step / 160 for step in range(160))
    ]


def star(cx: float, cy: float, outer: float, inner: float, points: int = 5) -> list[Point]:
    """A star standing on two points."""
    radii = (outer, inner)
    return [
        (cx + radii[step % 2] * sin(pi * step / points), cy - radii[step % 2] * cos(pi * step / points))
        for step in range(2 * points)
    ]


def smooth(points: Sequence[Point], closed: bool = False, steps: int = 14) -> list[Point]:
    """A curve through all points (Catmull-Rom)."""
    ends = [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    out: list[Point] = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(steps):
            t = step / steps
            out.append((_between(a[0], b[0], c[0], d[0], t), _between(a[1], b[1], c[1], d[1], t)))
    return out if closed else [*out, points[-1]]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def turned(cx: float, profile: Sequence[Point], bend: bool = True) -> list[Point]:
    """The outline of a thing turned on a lathe: (height on the picture, half width) from top to bottom."""
    right = [(cx + half, y) for y, half in profile]
    right = smooth(right) if bend else right
    return right + [(2 * cx - x, y) for x, y in reversed(right)]


def swag(x0: float, y0: float, x1: float, y1: float, sag: float, count: int) -> list[Point]:
    """`count` points along a cord hanging between two points."""
    shares = [step / (count - 1) for step in range(count)]
    return [(x0 + (x1 - x0) * s, y0 + (y1 - y0) * s + 4 * sag * s * (1 - s)) for s in shares]


def mix(first: str, second: str, share: float) -> str:
    """The colour that lies `share` (0..1) of the way from the first to the second."""
    pairs = zip(ImageColor.getrgb(first)[:3], ImageColor.getrgb(second)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


class Canvas:
    """One picture in the making. x and y are 0..100 from the top left; later paint covers earlier."""

    def __init__(self, wall: str, table: str | None = None, horizon: float = 72) -> None:
        self.wall, self.table, self.horizon = wall, table, horizon
        self.layer = Image.new("RGBA", (SIDE, SIDE))
        self.glows: list[tuple[float, float, float, str, float]] = []

    # masks

    def mask(self, draw: Callable[[ImageDraw.ImageDraw], None]) -> Image.Image:
        """Where something is painted: white on black."""
        image = Image.new("L", (SIDE, SIDE))
        draw(ImageDraw.Draw(image))
        return image

    def area(self, points: Iterable[Point]) -> Image.Image:
        """The mask of a closed outline."""
        scaled = [(x * UNIT, y * UNIT) for x, y in points]
        return self.mask(lambda pen: pen.polygon(scaled, fill=255))

    def disc(self, cx: float, cy: float, rx: float, ry: float | None = None) -> Image.Image:
        """The mask of an ellipse."""
        ry = rx if ry is None else ry
        box = ((cx - rx) * UNIT, (cy - ry) * UNIT, (cx + rx) * UNIT, (cy + ry) * UNIT)
        return self.mask(lambda pen: pen.ellipse(box, fill=255))

    # paint

    def paint(
        self,
        mask: Image.Image,
        fill: Fill,
        *,
        down: bool = False,
        alpha: float = 1.0,
        inside: Image.Image | None = None,
        blur: float = 0,
    ) -> Image.Image:
        """Fill a mask, kept `inside` another one; gives the mask back. `blur` (percent) softens its edge."""
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * UNIT))
        if inside is not None:
            mask = ImageChops.multiply(mask, inside)
        box = mask.getbbox()
        if box is None:
            return mask
        cut = mask.crop(box)
        colour = _gradient(fill, cut.size, down)
        colour.putalpha(cut if alpha == 1 else cut.point([round(value * alpha) for value in range(256)]))
        self.layer.alpha_composite(colour, box[:2])
        return mask

    def shape(self, points: Iterable[Point], fill: Fill, *, down: bool = False, alpha: float = 1.0,
              inside: Image.Image | None = None, blur: float = 0) -> Image.Image:  # fmt: skip
        """Paint a closed outline."""
        return self.paint(self.area(points), fill, down=down, alpha=alpha, inside=inside, blur=blur)

    def oval(self, cx: float, cy: float, rx: float, ry: float | None = None, fill: Fill = "#000", *,
             down: bool = False, alpha: float = 1.0, inside: Image.Image | None = None,
             blur: float = 0) -> Image.Image:  # fmt: skip
        """Paint an ellipse."""
        return self.paint(self.disc(cx, cy, rx, ry), fill, down=down, alpha=alpha, inside=inside, blur=blur)

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: Fill, *, r: float = 0, down: bool = False,
            alpha: float = 1.0, inside: Image.Image | None = None, blur: float = 0) -> Image.Image:  # fmt: skip
        """Paint a rectangle with rounded corners."""
        corners = (x0 * UNIT, y0 * UNIT, x1 * UNIT, y1 * UNIT)
        mask = self.mask(lambda pen: pen.rounded_rectangle(corners, r * UNIT, fill=255))
        return self.paint(mask, fill, down=down, alpha=alpha, inside=inside, blur=blur)

    def line(self, points: Sequence[Point], width: float, fill: Fill, *, alpha: float = 1.0, down: bool = False,
             inside: Image.Image | None = None, blur: float = 0) -> Image.Image:  # fmt: skip
        """Paint a line with round ends."""
        scaled = [(x * UNIT, y * UNIT) for x, y in points]
        half = width * UNIT / 2

        def stroke(pen: ImageDraw.ImageDraw) -> None:
            pen.line(scaled, fill=255, width=max(1, round(half * 2)), joint="curve")
            for x, y in (scaled[0], scaled[-1]):
                pen.ellipse((x - half, y - half, x + half, y + half), fill=255)

        return self.paint(self.mask(stroke), fill, alpha=alpha, down=down, inside=inside, blur=blur)

    def erase(self, mask: Image.Image) -> None:
        """Cut a hole into what was painted."""
        self.layer.putalpha(ImageChops.multiply(self.layer.getchannel("A"), ImageChops.invert(mask)))

    def glow(self, x: float, y: float, radius: float, colour: str = "#ffb84d", strength: float = 0.55) -> None:
        """Light around a flame, over everything."""
        self.glows.append((x, y, radius, colour, strength))

    # the whole picture

    def finish(self, light: bool = True) -> Image.Image:
        """The picture, SIZE x SIZE, RGB."""
        picture = self._background()
        alpha = self.layer.getchannel("A")
        dark = mix(self.table or self.wall, "#1d1410", 0.62)
        for shadow, strength in self._table_shadows(alpha) if self.table else self._wall_shadows(alpha):
            picture.paste(dark, (0, 0, SIDE, SIDE), shadow.point([round(value * strength) for value in range(256)]))
        colours = self.layer.convert("RGB")
        if light:
            corners = Image.new("L", (2, 2))
            corners.putdata([255, 240, 240, 208])
            shade = corners.resize((SIDE, SIDE), Image.Resampling.BICUBIC)
            colours = ImageChops.multiply(colours, Image.merge("RGB", (shade, shade, shade)))
        picture.paste(colours, (0, 0), alpha)
        for x, y, radius, colour, strength in self.glows:
            picture = ImageChops.screen(picture, _halo(x, y, radius, mix("#000000", colour, strength)))
        return picture.resize((SIZE, SIZE), Image.Resampling.LANCZOS)

    def _background(self) -> Image.Image:
        picture = _gradient((mix(self.wall, "#ffffff", 0.22), mix(self.wall, "#1d1410", 0.06)), (SIDE, SIDE), True)
        if self.table:
            top = round(self.horizon * UNIT)
            board = _gradient((mix(self.table, "#ffffff", 0.14), self.table), (SIDE, SIDE - top), True)
            picture.paste(board, (0, top))
        return picture.convert("RGB")

    def _wall_shadows(self, alpha: Image.Image) -> list[tuple[Image.Image, float]]:
        return [
            (
                ImageChops.offset(alpha, round(dx * UNIT), round(dy * UNIT)).filter(
                    ImageFilter.GaussianBlur(blur * UNIT)
                ),
                s,
            )
            for dx, dy, blur, s in ((0.9, 1.2, 0.7, 0.24), (2.6, 3.4, 2.4, 0.26))
        ]

    def _table_shadows(self, alpha: Image.Image) -> list[tuple[Image.Image, float]]:
        """What stands on the table throws a flat shadow from its foot to the right."""
        box = alpha.getbbox() or (0, 0, SIDE, SIDE)
        things = alpha.crop(box)
        out = []
        for height, dx, blur, strength in ((3.0, 0.4, 0.6, 0.5), (8.0, 4.5, 2.2, 0.34)):
            flat = Image.new("L", (SIDE, SIDE))
            tall = round(height * UNIT)
            squashed = things.resize((things.width, tall), Image.Resampling.BOX)
            squashed = squashed.point([min(255, round(value * 1.6)) for value in range(256)])
            flat.paste(squashed, (box[0] + round(dx * UNIT), box[3] - round(tall * 0.62)))
            out.append((flat.filter(ImageFilter.GaussianBlur(blur * UNIT)), strength))
        return out


def leaf(c: Canvas, x: float, y: float, long: float, angle: float, colour: str, wide: float = 0.34) -> None:
    """A leaf that grows from (x, y); angle 0 points up, positive turns to the right."""

    def place(along: float, across: float) -> Point:
        return (
            x + long * (along * sin(angle) + across * cos(angle)),
            y - long * (along * cos(angle) - across * sin(angle)),
        )  # fmt: skip

    outline = [place(0, 0), place(0.35, wide * 0.8), place(0.65, wide * 0.72), place(1, 0),
               place(0.65, -wide * 0.72), place(0.35, -wide * 0.8)]  # fmt: skip
    c.shape(smooth(outline, closed=True, steps=6), (mix(colour, "#ffffff", 0.2), mix(colour, "#18301c", 0.15)))
    c.line([place(0.05, 0), place(0.9, 0)], 0.3, mix(colour, "#18301c", 0.35), alpha=0.7)


def _gradient(fill: Fill, size: tuple[int, int], down: bool) -> Image.Image:
    """An RGBA image of one colour, or of evenly spaced stops."""
    if isinstance(fill, str):
        return Image.new("RGBA", size, fill)
    stops = [ImageColor.getrgb(colour)[:3] for colour in fill]
    length = 256
    strip = Image.new("RGB", (length, 1))
    strip.putdata([_stop(stops, place / (length - 1)) for place in range(length)])
    if down:
        strip = strip.transpose(Image.Transpose.ROTATE_270)
    return strip.resize(size, Image.Resampling.BICUBIC).convert("RGBA")


def _stop(stops: Sequence[tuple[int, ...]], share: float) -> tuple[int, ...]:
    place = share * (len(stops) - 1)
    first = min(int(place), len(stops) - 2)
    return tuple(round(a + (b - a) * (place - first)) for a, b in zip(stops[first], stops[first + 1], strict=True))


def _halo(x: float, y: float, radius: float, colour: str) -> Image.Image:
    """A soft round light on black."""
    small = 4  # a blur this wide needs no detail
    side, unit = SIDE // small, UNIT / small
    image = Image.new("RGB", (side, side))
    box = ((x - radius) * unit, (y - radius) * unit, (x + radius) * unit, (y + radius) * unit)
    ImageDraw.Draw(image).ellipse(box, fill=colour)
    image = image.filter(ImageFilter.GaussianBlur(radius * unit * 0.55))
    return image.resize((SIDE, SIDE), Image.Resampling.BICUBIC)
