"""What a message can be, by Telegram's name of its medium, in words for sellers."""

from bot.core.shows import Say
from bot.core.texts import shortened
from bot.i18n import N_

KINDS = {
    "photo": N_("photo"), "document": N_("document"), "voice": N_("voice message"), "audio": N_("audio"),
    "video": N_("video"), "video_note": N_("video message"), "animation": N_("animation"), "sticker": N_("sticker"),
    "location": N_("location"), "venue": N_("venue"), "contact": N_("contact"), "poll": N_("poll"),
    "dice": N_("dice"), "story": N_("story"), "service": N_("opened the chat"), "away": N_("away message"),
}  # fmt: skip


def kind_said(kind: str, text: str = "", most: int = 160) -> Say:
    """A message in one line: its first words, or "[photo]" for one without any."""
    words = " ".join(text.split())
    if words:
        return Say("{text}", {"text": shortened(words, most)})
    return Say("[{kind}]", {"kind": Say(KINDS.get(kind, kind))})
