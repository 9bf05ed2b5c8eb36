"""Tells what a file is by what is in it: names lie, above all those that travelled by WhatsApp."""

import enum
import io
import re
import zlib
from zipfile import BadZipFile, ZipFile

from models.exchange.errors import (
    DamagedFileError,
    EmptyFileError,
    NotASpreadsheetError,
    ProtectedFileError,
)
from models.exchange.old_excel import CompoundFile, is_locked
from models.words import _

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OLE_PACKAGE, _OLE_WORKBOOKS = "EncryptedPackage", ("Workbook", "Book")

_PICTURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\0",
    b"MM\0*",
    b"\0\0\0\x0cjP",
    b"\0\0\0\x18ftyphei",
)
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_MARKUP_START = re.compile(
    r"\s*(?:<\?[^>]*>|<!--.*?-->|<!doctype[^>]*>|\s)*<(?:html|head|body|table|meta|style|div|"
    r"(?:\w+:)?workbook)\b",
    re.IGNORECASE | re.DOTALL,
)


class FileKind(enum.Enum):
    """How the cells of a file are kept."""

    XLSX = enum.auto()
    XLSB = enum.auto()
    ODS = enum.auto()
    XLS = enum.auto()
    MARKUP = enum.auto()
    TEXT = enum.auto()


def kind_of(data: bytes, name: str) -> FileKind:
    """Return what kind of file ``data`` is; ``name`` is only for what is said.

    Raises EmptyFileError, NotASpreadsheetError, ProtectedFileError or DamagedFileError.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise EmptyFileError(_("“{name}” is empty. Ask for the list again.").format(name=name))
    if data.startswith(b"PK"):
        return _kind_of_zip(data, name)
    if data.startswith(_OLE):
        return _kind_of_ole(data, name)
    if data.startswith(b"%PDF"):
        raise NotASpreadsheetError(
            _("“{name}” is a PDF. Ask for the Excel file it was made from.").format(name=name)
        )
    if data.startswith(_PICTURES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        raise NotASpreadsheetError(
            _("“{name}” is a picture. Ask for the Excel file, or type the list.").format(name=name)
        )
    if data.startswith(_ARCHIVES):
        raise _packed(name)
    return FileKind.TEXT


def kind_of_text(text: str) -> FileKind:
    """Return whether ``text`` is a web page or Excel's XML, or lines with separators."""
    return FileKind.MARKUP if _MARKUP_START.match(text[:20_000]) else FileKind.TEXT


def not_a_spreadsheet(name: str) -> NotASpreadsheetError:
    """Return what is said of a file that nothing here can read."""
    return NotASpreadsheetError(
        _("“{name}” is not a spreadsheet. Ask for the list as Excel (.xlsx) or CSV.").format(
            name=name
        )
    )


def damaged(name: str) -> DamagedFileError:
    """Return what is said of a spreadsheet that is broken."""
    return DamagedFileError(
        _(
            "“{name}” is damaged and cannot be read. "
            "Open it in Excel, save it anew, or ask for it again."
        ).format(name=name)
    )


def protected(name: str) -> ProtectedFileError:
    """Return what is said of a spreadsheet that asks for a password."""
    return ProtectedFileError(
        _(
            "“{name}” is locked with a password. "
            "Open it in Excel with the password and save it without one."
        ).format(name=name)
    )


def _packed(name: str) -> NotASpreadsheetError:
    return NotASpreadsheetError(
        _("“{name}” is a packed archive. Unpack it and choose the list inside.").format(name=name)
    )


def _kind_of_zip(data: bytes, name: str) -> FileKind:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return _kind_by_parts(archive, name)
    except (BadZipFile, zlib.error, NotImplementedError, OSError, EOFError) as error:
        raise damaged(name) from error
    except (ValueError, KeyError) as error:  # a part that the archive names and does not have
        raise damaged(name) from error


def _kind_by_parts(archive: ZipFile, name: str) -> FileKind:
    parts = {part.filename.lower(): part for part in archive.infolist()}
    if any(part.flag_bits & 1 for part in parts.values()):
        raise protected(name)
    if "xl/workbook.bin" in parts:
        return FileKind.XLSB
    if any(part.startswith("xl/") for part in parts):
        return FileKind.XLSX
    if "content.xml" in parts and "mimetype" in parts:
        return _kind_of_open_document(archive, name)
    if any(part.startswith(("word/", "ppt/")) for part in parts):
        raise _document(name)
    if any(part.endswith(".iwa") for part in parts):
        raise NotASpreadsheetError(
            _("“{name}” is an Apple Numbers file. Ask for it exported to Excel.").format(name=name)
        )
    raise _packed(name)


def _kind_of_open_document(archive: ZipFile, name: str) -> FileKind:
    if b"opendocument.spreadsheet" not in archive.read("mimetype")[:100]:
        raise _document(name)
    if "META-INF/manifest.xml" in archive.namelist():
        with archive.open("META-INF/manifest.xml") as manifest:
            if b"encryption-data" in manifest.read(1 << 20):
                raise protected(name)
    return FileKind.ODS


def _document(name: str) -> NotASpreadsheetError:
    return NotASpreadsheetError(
        _("“{name}” is a document. Copy its table into Excel and save that.").format(name=name)
    )


def _kind_of_ole(data: bytes, name: str) -> FileKind:
    try:
        streams = CompoundFile(data)
        if _OLE_PACKAGE in streams:
            raise protected(name)
        book = streams.stream(*_OLE_WORKBOOKS)
    except ValueError as error:
        raise damaged(name) from error
    except KeyError as error:
        raise _document(name) from error
    if is_locked(book):
        raise protected(name)
    return FileKind.XLS
