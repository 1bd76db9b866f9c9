"""A seller's card as every phone's address book takes it."""

from dataclasses import replace

from bot.core.people import Seller
from bot.core.vcard import MOST_BYTES, vcard

LI = Seller(1, 101, "Li Wei", "seller", "en", "Asia/Shanghai", "08:30")
FULL = replace(LI, company="Lumen & Hearth", title="Sales", phone="+49401234567", email="li@example.com",
               website="https://example.com")  # fmt: skip


def test_all_that_is_known_stands_in_it():
    assert vcard(FULL).split("\n") == [
        "BEGIN:VCARD", "VERSION:3.0", "N:Wei;Li;;;", "FN:Li Wei", "TEL;TYPE=WORK,VOICE:+49401234567",
        "EMAIL;TYPE=WORK:li@example.com", "ORG:Lumen & Hearth", "TITLE:Sales", "URL:https://example.com", "END:VCARD",
    ]  # fmt: skip


def test_what_is_not_known_is_left_out():
    assert vcard(LI).split("\n") == ["BEGIN:VCARD", "VERSION:3.0", "N:Wei;Li;;;", "FN:Li Wei", "END:VCARD"]


def test_signs_that_mean_something_in_a_vcard_are_escaped():
    card = vcard(replace(LI, company="Hearts, Stars; Co\\\nHamburg"))

    assert "ORG:Hearts\\, Stars\\; Co\\\\\\nHamburg" in card
    assert all(":" in line for line in card.split("\n"))


def test_what_would_make_it_too_long_is_left_out_from_the_end():
    card = vcard(replace(FULL, title="心" * 700))

    assert len(card.encode()) <= MOST_BYTES
    assert "ORG:Lumen & Hearth" in card
    assert card.endswith("END:VCARD")
