"""Text from files and people, made harmless where Qt would read more into it than letters."""

import html

from PySide6.QtGui import Qt

LONG = 60
"""Letters from which a tool tip is better broken into lines, which only markup does."""


def tip(text: str) -> str:
    """Return ``text`` so that a tool tip shows its letters and never takes it for markup."""
    if len(text) < LONG and not Qt.mightBeRichText(text):
        return text
    return f"<p>{html.escape(text)}</p>".replace("\n", "<br>")


def label(text: str) -> str:
    """Return ``text`` so that a button, menu or tab shows its ampersands."""
    return text.replace("&", "&&")


def read_aloud(text: str) -> str:
    """Return the text of a label or menu as a voice says it: ``&Name`` as ``Name``."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
