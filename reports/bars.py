"""Code 128 as bars and gaps, for a screen that paints it."""

from typing import Any

from reportlab.graphics.barcode.code128 import Code128


def code128(text: str) -> list[int]:
    """Return the widths, in modules, of bars and gaps in turn; a bar comes first.

    Raises ValueError for a text that Code 128 cannot write.
    """
    code: Any = Code128(text)  # its methods have no types
    code.validate()
    if not code.valid or not text:
        raise ValueError(text)
    code.encode()
    code.decompose()
    return [ord(letter) - ord("a") + 1 for letter in code.decomposed.lower()]
