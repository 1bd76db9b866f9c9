"""Files inside messages: what the Bot API shows of a photo, a document, a voice message."""

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.playground.model import Json, StoredFile, bad_request

if TYPE_CHECKING:
    from bot.playground.state import State

LONGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in with a request."""

    name: str
    mime: str
    content: bytes

    def __repr__(self) -> str:
        return f"Upload({self.name!r}, {len(self.content)} bytes)"


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of file is stored and shown."""

    folder: str
    mime: str
    shown: tuple[str, ...]  # which of the fields below the Bot API gives
    captioned: bool = True


KINDS = {
    "photo": Kind("photos", "image/jpeg", ()),
    "document": Kind("documents", "application/octet-stream", ("file_name", "mime_type")),
    "voice": Kind("voice", "audio/ogg", ("duration", "mime_type")),
    "audio": Kind("music", "audio/mpeg", ("duration", "file_name", "mime_type")),
    "video": Kind("videos", "video/mp4", ("width", "height", "duration", "file_name", "mime_type")),
    "animation": Kind("animations", "video/mp4", ("width", "height", "duration", "file_name", "mime_type")),
    "sticker": Kind("stickers", "image/webp", ("width", "height", "sticker"), captioned=False),
    "video_note": Kind("video_notes", "video/mp4", ("length", "duration"), captioned=False),
}


PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}


def attached(state: "State", kind: str, content: bytes, name: str = "", mime: str | None = None) -> Json:
    """The field of a message that holds this file, stored: {"photo": […]} and so on; KeyError for an unknown kind."""
    spec = KINDS[kind]
    mime = mime or _picture_mime(content) or (None if name else spec.mime)
    file = state.store_file(content, name or kind, mime, spec.folder)
    return shown(kind, file, name)


def shown(kind: str, file: StoredFile, name: str = "") -> Json:
    """The same for a file that is stored already."""
    size = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.content)}
    width, height = image_size(file.content) or (512, 512)
    if kind == "photo":
        small = {**size, "file_unique_id": file.unique_id + "s", "width": min(90, width), "height": min(90, height)}
        return {"photo": [small, {**size, "width": width, "height": height}]}
    every: Json = {
        "width": width,
        "height": height,
        "duration": 1 + len(file.content) // 4000,
        "length": 240,
        "mime_type": file.mime,
    }
    if name or file.name != kind:
        every["file_name"] = name or file.name
    spec = KINDS[kind]
    field = size | {key: every[key] for key in spec.shown if key in every}
    if "sticker" in spec.shown:
        field |= {"type": "regular", "is_animated": False, "is_video": False, "emoji": "👍"}
    return {kind: field}


def uploaded(state: "State", kind: str, value: object) -> Json:
    """The field for what the bot sent as a file: an upload, or the id of a file that Telegram knows."""
    if isinstance(value, Upload):
        if len(value.content) > (LARGEST_PHOTO if kind == "photo" else LONGEST_UPLOAD):
            raise bad_request("file is too big")
        if kind == "photo" and value.content and image_size(value.content) is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        mime = value.mime if value.mime != "application/octet-stream" else None
        return attached(state, kind, value.content, value.name, mime)
    if not isinstance(value, str) or not value:
        raise bad_request(f"there is no {kind} in the request")
    if "://" in value:
        raise bad_request("failed to get HTTP URL content")  # the stand-in has no network, on purpose
    file = state.files.get(value)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if KINDS[kind].folder != file.path.partition("/")[0]:
        raise bad_request(f"can't use file of type {file.path.partition('/')[0]} as {kind}")
    return shown(kind, file)


def _picture_mime(content: bytes) -> str | None:
    return next((mime for start, mime in PICTURES.items() if content.startswith(start)), None)


def image_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, JPEG, GIF or WebP in pixels; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return 512, 512  # only ever shown as a sticker, which has this size
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
