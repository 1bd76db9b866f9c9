"""Draws the sample shop's pictures: `python -m tools.draw [name ...]` writes bot/playground/pictures/*.jpg.

Needs Pillow, which only development has; the pictures themselves are part of the product."""

import sys
from pathlib import Path

from bot.playground.shop.catalogue import CATALOGUE
from tools.draw import home, light, season
from tools.draw.canvas import Canvas

PICTURES = Path(__file__).parents[2] / "bot" / "playground" / "pictures"
LARGEST = 25_000  # bytes
_MODULES = (light, home, season)


def draw(name: str) -> Canvas:
    """The drawing of that name; every one is a function of its own in one of the modules."""
    for module in _MODULES:
        if hasattr(module, name):
            canvas = getattr(module, name)()
            if isinstance(canvas, Canvas):
                return canvas
    raise LookupError(f"no drawing is called {name}")


def save(name: str) -> Path:
    """Draw and write one picture, as good as fits into LARGEST bytes."""
    path = PICTURES / f"{name}.jpg"
    picture = draw(name).finish()
    for quality in (88, 84, 80, 74, 66, 58, 50, 42):
        picture.save(path, quality=quality, optimize=True, progressive=True)
        if path.stat().st_size <= LARGEST:
            return path
    raise ValueError(f"{path} is larger than {LARGEST} bytes")


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    for wanted in sys.argv[1:] or [item.drawing for item in CATALOGUE]:
        save(wanted)
