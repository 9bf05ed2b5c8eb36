"""Takes off what a messenger puts before each message when several are copied, or a talk is saved.

As in "[20/11/26 08.10] Pak RT: Budi, 6501…", or "20/11/26 08.10 - Pak RT: Budi, 6501…".
"""

import re

_SENT = re.compile(
    r"^[\u200e\ufeff]?"
    r"(?:\[(?:\d{1,2}[./:-]\d{2}(?:[.:]\d{2})?(?: ?[ap]m)?, )?\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
    r"(?:,? \d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:[ \u202f]?[ap]m)?)?\]"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}[.:]\d{2}(?:[ \u202f]?[ap]m)? -)"
    r" [^:,;|\t\n]{1,60}: ?",
    re.IGNORECASE | re.MULTILINE,
)
"""When a message was sent and by whom, at the beginning of a line."""


def without_senders(text: str) -> str:
    """Return ``text`` with the messages alone; each stays on its line."""
    return _SENT.sub("", text)
