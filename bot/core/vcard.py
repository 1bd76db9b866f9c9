"""A seller's business card as a vCard 3.0 (RFC 2426), which every phone's address book takes."""

from bot.core.people import Seller

MOST_BYTES = 2048
"""What sendContact takes."""


def _escaped(text: str) -> str:
    for plain, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, safe)
    return text


def vcard(seller: Seller) -> str:
    """The card; lines that would make it longer than 2,048 bytes are left out from the end."""
    first, _, last = seller.name.partition(" ")
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{_escaped(last)};{_escaped(first)};;;",
        f"FN:{_escaped(seller.name)}",
        *(f"{name}:{_escaped(value)}" for name, value in _details(seller) if value),
    ]
    while len("\n".join([*lines, "END:VCARD"]).encode()) > MOST_BYTES:
        lines.pop()
    return "\n".join([*lines, "END:VCARD"])


def _details(seller: Seller) -> tuple[tuple[str, str], ...]:
    return (
        ("TEL;TYPE=WORK,VOICE", seller.phone),
        ("EMAIL;TYPE=WORK", seller.email),
        ("ORG", seller.company),
        ("TITLE", seller.title),
        ("URL", seller.website),
    )
