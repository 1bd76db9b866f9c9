"""Replies are files: the only user of jinja2. `load` a folder, `render` a reply, `check` what a shop wrote."""

from bot.replies.book import ReplyBook, check, load
from bot.replies.markup import MOST_CAPTION_CHARACTERS, MOST_CHARACTERS, length, plain
from bot.replies.templates import ReplyError, missing, render

__all__ = [
    "MOST_CAPTION_CHARACTERS",
    "MOST_CHARACTERS",
    "ReplyBook",
    "ReplyError",
    "check",
    "length",
    "load",
    "missing",
    "plain",
    "render",
]
