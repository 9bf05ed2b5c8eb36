"""Names proposed for files, made from titles that may hold anything."""

import re
import unicodedata

LONGEST = 80
_HARMLESS = re.compile(r"[^\w ()&+-]+")


def file_name(*parts: str, suffix: str) -> str:
    """Return a name of letters, digits and blanks that any file system takes.

    ``suffix`` is kept as it is, its dot included.
    """
    said = unicodedata.normalize("NFC", " ".join(parts))
    plain = " ".join(_HARMLESS.sub(" ", said).split())[:LONGEST].strip()
    return f"{plain or 'Jangkau'}{suffix}"
