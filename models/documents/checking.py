"""Tells what a file is by what it holds, whatever it is called, and refuses what could do harm."""

import lzma
import re
import struct
import zipfile
import zlib
from io import BytesIO

from models.documents.names import told_name
from models.documents.photos import photo_kind
from models.documents.tables import MediaType
from models.errors import UserError
from models.exchange.old_excel import CompoundFile
from models.words import _

MOST_BYTES = 20_000_000
"""So large a document may be; a photo that is larger is made smaller."""
MOST_PHOTO_BYTES = 100_000_000
"""So large a photo may come."""
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
    b"dex\n",
    b"\0asm",
    b"L\0\0\0\x01\x14\x02\0",
)
"""How programs, classes, scripts and Windows' links begin."""
_PROGRAM_ENDING = re.compile(
    r"\.(?:apk|app|bat|bash|class|cmd|com|cpl|desktop|dll|dmg|dylib|elf|exe|hta|jar|js|jse|lnk|msi"
    r"|pif|ps1|py|reg|scr|sh|so|url|vb|vbe|vbs|wsf)$",
    re.IGNORECASE,
)
"""What the names of programs and scripts end in: a script is plain text by what it holds."""
_OFFICE = {
    "word/document.xml": MediaType.DOCX,
    "xl/workbook.xml": MediaType.XLSX,
    "ppt/presentation.xml": MediaType.PPTX,
}
_OPEN_OFFICE = {one.value: one for one in (MediaType.ODT, MediaType.ODS)}
_OLD_OFFICE = ("WordDocument", "Workbook", "Book", "PowerPoint Document")
_OLD_MACROS = ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "\x01Ole10Native")
_MACROS = re.compile(r"(?:^|/)vbaproject|^basic/|^scripts/|activex", re.IGNORECASE)
_LINK = re.compile(r"\[(?:internetshortcut|desktop entry)\]", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
"""Signs no plain text has; tabs, ends of lines and of pages are not among them."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    ValueError,
    KeyError,
    EOFError,
    RuntimeError,
    struct.error,
)
"""What reading a ZIP raises that is broken, enciphered, or packed in a way nobody uses."""
_MOST_PARTS, _MOST_UNPACKED = 20_000, 1_000_000_000


class RefusedError(UserError):
    """A file that is not taken in, and why."""


def media_type(data: bytes, name: str) -> MediaType:
    """Return what kind of file ``data`` is; ``name`` is what to call it, and never trusted.

    Raises RefusedError for an empty file, a program, one with macros, one that is damaged and
    any kind that is not kept.
    """
    if not data.strip():
        raise empty(name)
    if begins_a_program(data):
        raise program(name)
    if data.startswith(b"%PDF-"):
        return _pdf(data, name)
    photo = photo_kind(data)
    if photo is not None:
        return photo
    if data.startswith(b"PK\x03\x04"):
        return _packed(data, name)
    if data.startswith(_OLE):
        return _old_office(data, name)
    return _text(data, name)


def begins_a_program(head: bytes) -> bool:
    """Tell whether a file that begins so is a program, a script or a link to one."""
    return head.startswith(_PROGRAMS)


def empty(name: str) -> RefusedError:
    """Return the refusal of a file with nothing in it."""
    return _refused(_("“{file}” is empty."), name)


def program(name: str) -> RefusedError:
    """Return the refusal of a program."""
    return _refused(_("“{file}” is a program or could start one. It is not taken in."), name)


def damaged(name: str) -> RefusedError:
    """Return the refusal of a file that cannot be read through."""
    return _refused(_("“{file}” is damaged: it cannot be read to its end."), name)


def too_many_pixels(name: str) -> RefusedError:
    """Return the refusal of a picture that would fill the memory."""
    return _refused(_("“{file}” has more pixels than a camera makes. It is not taken in."), name)


def too_large(name: str, *, photo: bool = False) -> RefusedError:
    """Return the refusal of a document past the limit, or of a photo past all bounds."""
    text = (
        _("“{file}” is too large: a photo may have {most} MB.")
        if photo
        else _("“{file}” is too large: a document may have {most} MB.")
    )
    most = MOST_PHOTO_BYTES if photo else MOST_BYTES
    return RefusedError(text.format(file=told_name(name), most=most // 1_000_000))


def _refused(text: str, name: str) -> RefusedError:
    return RefusedError(text.format(file=told_name(name)))


def _unknown(name: str) -> RefusedError:
    return _refused(
        _(
            "“{file}” is of a kind that is not kept here. Take PDF, photos (JPEG, PNG, WebP),"
            " documents of Word, Excel, PowerPoint or LibreOffice, or plain text."
        ),
        name,
    )


def _macros(name: str) -> RefusedError:
    return _refused(_("“{file}” holds macros. Save it without them, or as PDF."), name)


def _pdf(data: bytes, name: str) -> MediaType:
    if b"startxref" not in data:
        raise damaged(name)
    return MediaType.PDF


def _packed(data: bytes, name: str) -> MediaType:
    """Return which office's document a ZIP is; programs and macros in it are looked for."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = {part.filename: part for part in archive.infolist()}
            if not _is_measured(archive):
                raise _unknown(name)
            if any(_MACROS.search(part) for part in parts):
                raise _macros(name)
            if any(_is_program(archive, part) for part in parts.values()):
                raise program(name)
            return _office_kind(archive, parts, name)
    except _BROKEN_ZIP as error:
        raise damaged(name) from error


def _office_kind(
    archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], name: str
) -> MediaType:
    if "mimetype" in parts:
        said = _head(archive, parts["mimetype"], 200).decode("ascii", "replace").strip()
        if said in _OPEN_OFFICE and "content.xml" in parts:
            return _OPEN_OFFICE[said]
    if "[Content_Types].xml" in parts:
        if b"macroenabled" in _head(archive, parts["[Content_Types].xml"], 500_000).lower():
            raise _macros(name)
        for part, kind in _OFFICE.items():
            if part in parts:
                return kind
    raise _unknown(name)


def _is_measured(archive: zipfile.ZipFile) -> bool:
    """Tell whether unpacking it would not fill the disk."""
    sizes = [part.file_size for part in archive.infolist()]
    return len(sizes) <= _MOST_PARTS and sum(sizes) <= _MOST_UNPACKED


def _is_program(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if _PROGRAM_ENDING.search(part.filename):
        return True
    is_folder = part.filename.endswith("/")  # ZipInfo.is_dir trips over a part without a name
    return not is_folder and begins_a_program(_head(archive, part, 16))


def _head(archive: zipfile.ZipFile, part: zipfile.ZipInfo, length: int) -> bytes:
    with archive.open(part) as opened:
        return opened.read(length)


def _old_office(data: bytes, name: str) -> MediaType:
    try:
        found = CompoundFile(data)
    except ValueError as error:
        raise damaged(name) from error
    if any(stream in found for stream in _OLD_MACROS):
        raise _macros(name)
    if not any(stream in found for stream in _OLD_OFFICE):
        raise _unknown(name)
    return MediaType.OLE


def _text(data: bytes, name: str) -> MediaType:
    """Return plain text, if it is that and nothing a program would carry out."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unknown(name) from error
    if _CONTROL.search(text):
        raise _unknown(name)
    head = text.lstrip()
    if head.startswith(("#!", "@echo")) or _LINK.match(head) or _PROGRAM_ENDING.search(name):
        raise program(name)
    if head.startswith("<"):
        raise _refused(
            _("“{file}” is a page or drawing that could run scripts. Save it as PDF."), name
        )
    if not head:
        raise empty(name)
    if head.startswith(("{\\rtf", "%!PS")):
        raise _unknown(name)
    return MediaType.TEXT
