"""How large a picture is, from its first bytes."""

import struct

import pytest

from bot.playground.media import image_size

from .conftest import PICTURE

JPEG = b"\xff\xd8\xff\xe0" + struct.pack(">H", 4) + b"xx" + b"\xff\xc0" + struct.pack(">HBHH", 8, 8, 50, 100) + b"\x03"


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (PICTURE, (100, 50)),
        (JPEG, (100, 50)),
        (b"GIF89a" + struct.pack("<HH", 100, 50), (100, 50)),
        (b"RIFF\0\0\0\0WEBPVP8 ", (512, 512)),
        (b"\xff\xd8\xff\xe0\x00\x04", None),
        (b"\xff\xd8" + b"\x00" * 20, None),
        (PICTURE[:20], None),
        (b"text", None),
    ],
)
def test_size_in_pixels(content: bytes, size: tuple[int, int] | None) -> None:
    assert image_size(content) == size
