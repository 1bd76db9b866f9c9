"""Texts cut to what fits."""


def shortened(text: str, most: int) -> str:
    """The text in at most `most` characters: a longer one ends in "…"."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def in_one_line(text: str, most: int) -> str:
    """The text without line breaks and repeated blanks, in at most `most` characters."""
    return shortened(" ".join(text.split()), most)
