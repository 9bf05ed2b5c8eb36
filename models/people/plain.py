"""Plain characters for numbers, dates and amounts, however they were typed or copied."""

import unicodedata

_ALIKE = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("‘’‛ʼ´`", "'"))


def plain(text: str) -> str:
    """Return ``text`` with one kind of dash, apostrophe and blank, and nothing that is not seen.

    Full-width characters become common ones; an apostrophe that led a cell, so that a spreadsheet
    took it for text, is gone.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_ALIKE))
        text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return " ".join(text.split()).lstrip("'` ")
