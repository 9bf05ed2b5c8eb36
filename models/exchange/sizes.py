"""Measures a workbook before it is unpacked: what would not fit in memory is refused.

The reader makes room for the whole rectangle between the first and the last cell with a value, and
the program ends where there is no such room. Two cells in opposite corners are enough for that, so
where the cells lie is found out first; sizes that the file itself declares are not believed.
"""

import io
import re
from collections.abc import Iterable, Iterator
from copy import copy
from itertools import chain
from zipfile import ZipFile, ZipInfo

from models.exchange.binary_excel import (
    binary_cell_places,
    binary_hidden_columns,
    binary_hidden_rows,
)
from models.exchange.errors import TooLargeError
from models.exchange.kinds import FileKind
from models.exchange.old_excel import CompoundFile, cell_places
from models.words import _, spoken

MAX_FILE = 256 << 20
MAX_ROWS = 1_048_576
"""As many as Excel itself can hold."""

MAX_CELLS = 25_000_000
MAX_UNPACKED = 1 << 30
_NO_ZIP_SIZE = 1 << 62
_CHUNK = 1 << 18
_DEFLATES_TO = 1032
"""Bytes that one packed byte can become (zlib.net/zlib_tech.html)."""

_LONGEST_TEXT = 1 << 24

# Ordinary cells are those of columns A to Z in rows to 1.049.999: together they always fit.
# (Two patterns, for one with an alternative is five times slower.)
_ODD_XLSX_CELL = re.compile(rb'<c(?! r="[A-Z][0-9]{1,6}+"| r="[A-Z]10[0-4][0-9]{4}")[\s/>]')
_PREFIXED_XLSX_CELL = re.compile(rb":c[\s/>]")
_XLSX_PLACE = re.compile(
    rb"<(?:\w+:)?(?:(row)(?=[\s/>])(?:[^>]*?\sr=[\"'](\d{1,9}))?"
    rb"|(c)(?=[\s/>])(?:[^>]*?\sr=[\"']([A-Z]{1,8})(\d{1,9}))?)[^>]*?(/?)>"
)
_ODS_PLACE = re.compile(
    rb"<(?:\w+:)?(table|table-row|(?:covered-)?table-cell)(?=[\s/>])([^>]*?)(/?)>"
)
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_FORMULA = re.compile(rb"<f[\s>]")
_FORMULA_ALONE = re.compile(rb"(?:</f>|<f\s[^>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_STRINGS = "/sharedstrings.xml"
_STRINGS_COUNT = re.compile(rb"[cC]ount=[\"'](\d{1,20})")
_START = 4096
_SHEET = re.compile(r"/worksheets/[^/]*\.(?:xml|bin)$")
_ODS_REPEATED = re.compile(rb"number-(?:rows|columns)-repeated=[\"'](\d{1,9})")


def check_parts(data: bytes, kind: FileKind, name: str) -> None:
    """Raise TooLargeError if what is read when the file is opened would fill the memory.

    Raises ValueError if the file declares what cannot be.
    """
    if kind is FileKind.XLS:
        _fit(cell_places(CompoundFile(data).stream("Workbook", "Book")), name)
        return
    with ZipFile(io.BytesIO(data)) as archive:
        _Measure(archive, name).check_parts(kind)


def check_sheets(data: bytes, kind: FileKind, name: str) -> list[str]:
    """Raise TooLargeError if there would be no room for the cells of a sheet.

    Return the parts in which something seems to be that one does not see: see ``unseen``.
    """
    if kind not in {FileKind.XLSX, FileKind.XLSB}:
        return []
    with ZipFile(io.BytesIO(data)) as archive:
        measure = _Measure(archive, name)
        measure.check_sheets(kind)
        return measure.unseen


def too_many_rows(name: str) -> TooLargeError:
    """Return what is said of a list with more rows than are taken in at once."""
    return TooLargeError(
        _(
            "“{name}” has more than {rows} rows. Save it in parts and take them in one by one."
        ).format(name=name, rows=spoken().number(MAX_ROWS))
    )


def too_large(name: str) -> TooLargeError:
    """Return what is said of a file that would fill the computer's memory."""
    return TooLargeError(
        _(
            "“{name}” is too large to be a list of people. "
            "Copy the list alone into a new file and take that in."
        ).format(name=name)
    )


class _Measure:
    """The parts of one packed workbook, unpacked piece by piece and kept nowhere."""

    def __init__(self, archive: ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._left = MAX_UNPACKED
        self.unseen: list[str] = []

    def check_parts(self, kind: FileKind) -> None:
        """Unpack what is no sheet; in an OpenDocument file all sheets are one part."""
        parts = self._archive.infolist()
        most = _DEFLATES_TO * sum(part.compress_size for part in parts)
        for part in parts:
            path = part.filename.lower()
            if kind is FileKind.ODS and path == "content.xml":
                _fit(_ods_places(self._whole_tags(part)), self._name)
            elif path.endswith(_STRINGS):
                self._check_strings(part)
            elif most > MAX_UNPACKED and not _SHEET.search(path):
                for _piece in self._pieces(part):
                    pass

    def _check_strings(self, part: ZipInfo) -> None:
        """See that there is room for as many strings as the part says it has."""
        pieces = self._pieces(part)
        counts = map(int, _STRINGS_COUNT.findall(next(pieces, b"")[:_START]))
        if max(counts, default=0) > MAX_CELLS:
            raise too_large(self._name)
        if part.compress_size * _DEFLATES_TO > MAX_UNPACKED:
            for _piece in pieces:
                pass

    def check_sheets(self, kind: FileKind) -> None:
        """Unpack each sheet; see that it ends and that its cells fit.

        In an xlsx any part may be one; in an xlsb they have a folder of their own.
        """
        for part in self._archive.infolist():
            path = part.filename.lower()
            if kind is FileKind.XLSX and path.endswith(".xml") and not path.endswith(_STRINGS):
                self._check_xlsx_sheet(part)
            elif kind is FileKind.XLSB and _SHEET.search(path):
                self._check_xlsb_sheet(part)

    def _check_xlsx_sheet(self, part: ZipInfo) -> None:
        if any(
            _ODD_XLSX_CELL.search(tags) or _PREFIXED_XLSX_CELL.search(tags)
            for tags in self._watched(part)
        ):
            _fit(_xlsx_places(self._watched(part)), self._name)

    def _check_xlsb_sheet(self, part: ZipInfo) -> None:
        sheet = b"".join(self._pieces(part))
        _fit(binary_cell_places(sheet), self._name)
        if binary_hidden_rows(sheet) or binary_hidden_columns(sheet):
            self.unseen.append(part.filename)

    def _watched(self, part: ZipInfo) -> Iterator[bytes]:
        """Unpack as ``_whole_tags`` does; note the part if one does not see all of it."""
        noted = False
        for tags in self._whole_tags(part):
            if not noted and _has_unseen(tags):
                noted = True
                self.unseen.append(part.filename)
            yield tags

    def _whole_tags(self, part: ZipInfo) -> Iterator[bytes]:
        """Unpack in pieces that end before a tag begins."""
        rest = b""
        for piece in self._pieces(part):
            text = rest + piece
            end = max(text.rfind(b"<"), 0)
            yield text[:end]
            rest = text[end:]
            if len(rest) > _LONGEST_TEXT:
                raise too_large(self._name)
        yield rest

    def _pieces(self, part: ZipInfo) -> Iterator[bytes]:
        """Unpack to where the packed data really end, whatever size the archive declares."""
        part = copy(part)
        part.file_size = _NO_ZIP_SIZE
        with self._archive.open(part) as unpacked:
            while piece := unpacked.read(_CHUNK):
                self._left -= len(piece)
                if self._left < 0:
                    raise too_large(self._name)
                yield piece


def _has_unseen(tags: bytes) -> bool:
    """Tell whether a row or column is hidden here, or a formula may be without a value.

    That a letter is nowhere is known twenty times sooner than that a word is nowhere.
    """
    if b"h" in tags and b'hidden="' in tags and _HIDDEN.search(tags):
        return True
    return b"f" in tags and bool(_FORMULA.search(tags) and _FORMULA_ALONE.search(tags))


def _fit(places: Iterable[tuple[int, int]], name: str) -> None:
    """Check cells with a value, given as (row, column) counted from 1."""
    last_row = last_column = 0
    for row, column in places:
        last_row, last_column = max(last_row, row), max(last_column, column)
        if row > MAX_ROWS:
            raise too_many_rows(name)
        if last_row * last_column > MAX_CELLS:
            raise too_large(name)


def _xlsx_places(texts: Iterable[bytes]) -> Iterator[tuple[int, int]]:
    row = column = 0
    for token in chain.from_iterable(map(_XLSX_PLACE.finditer, texts)):
        if token[1]:
            row, column = int(token[2] or row + 1), 0
            continue
        column = column_number(token[4]) if token[4] else column + 1
        if not token[6]:
            yield (int(token[5]) if token[5] else row), column


def column_number(letters: bytes) -> int:
    """Return the place, from 1, of the column that Excel calls ``letters``."""
    number = 0
    for letter in letters[:8]:
        number = number * 26 + letter - 64
    return number


def _ods_places(texts: Iterable[bytes]) -> Iterator[tuple[int, int]]:
    row = row_end = column = 0
    for token in chain.from_iterable(map(_ODS_PLACE.finditer, texts)):
        found = _ODS_REPEATED.search(token[2])
        repeated = int(found[1]) if found else 1
        if token[1] == b"table":
            row_end = 0
        elif token[1] == b"table-row":
            row, row_end, column = row_end, row_end + repeated, 0
        else:
            column += repeated
            if not token[3]:
                yield max(row_end, row), column
