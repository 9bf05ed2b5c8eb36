"""Names of files as they may be shown and written to disk."""

import re
import unicodedata
from pathlib import PurePosixPath

from models.documents.tables import MediaType
from models.words import _, shorten

NAME_LENGTH = 300
_FORBIDDEN = frozenset('<>:"|?*')
SUFFIXES: dict[MediaType, tuple[str, ...]] = {
    MediaType.PDF: (".pdf",),
    MediaType.JPEG: (".jpg", ".jpeg"),
    MediaType.PNG: (".png",),
    MediaType.WEBP: (".webp",),
    MediaType.DOCX: (".docx",),
    MediaType.XLSX: (".xlsx",),
    MediaType.PPTX: (".pptx",),
    MediaType.ODT: (".odt",),
    MediaType.ODS: (".ods",),
    MediaType.OLE: (".doc", ".xls", ".ppt"),
    MediaType.TEXT: (".txt", ".csv", ".md"),
}
"""What names of a kind end in; a file of another ending is given the first."""


def clean_name(name: str, kind: MediaType) -> str:
    """Return a file's name as it may be shown and written to disk, with its kind's own ending.

    Folders, control and direction signs, and what some file systems forbid are taken out.
    """
    last = re.split(r"[/\\]", name)[-1]
    signs = (
        sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in _FORBIDDEN
    )
    plain = " ".join("".join(signs).split()).strip(" .") or _("file")
    ending = PurePosixPath(plain).suffix.lower()
    known = SUFFIXES[kind]
    suffix = PurePosixPath(plain).suffix if ending in known else known[0]
    stem = plain.removesuffix(suffix)
    return stem[: NAME_LENGTH - len(suffix)] + suffix


def told_name(name: str) -> str:
    """Return a file's name as a message repeats it."""
    return shorten("".join(sign for sign in name if sign.isprintable()), 80)
