"""Reads tables from web pages and from Excel's own XML: both are often sent under the name .xls."""

from collections.abc import Iterator
from html.parser import HTMLParser

from typing_extensions import override

from models.exchange.cells import EMPTY, Cell, Row
from models.exchange.sizes import MAX_CELLS, MAX_ROWS, too_large, too_many_rows

_ROWS, _CELLS = frozenset({"tr", "row"}), frozenset({"td", "th", "cell"})
_UNSHOWN, _BREAKS = frozenset({"script", "style"}), frozenset({"br", "p", "div"})
_WIDEST = 16_384
_PIECE = 1 << 16


class WebTable:
    """One table as it grows: rows of cells, and the places that wider and taller cells cover."""

    def __init__(self, title: str, name: str) -> None:
        self.title = title
        self.rows: list[Row] = []
        self._name = name
        self._cells = 0
        self._covered: set[tuple[int, int]] = set()
        self._text: list[str] | None = None
        self._is_number = False
        self._spans = (1, 1)

    def open_row(self, index: int) -> None:
        """Begin a row; ``index``, if not 0, says which one, counted from 1."""
        self.close_cell()
        if max(index, len(self.rows) + 1) > MAX_ROWS:
            raise too_many_rows(self._name)
        self.rows.extend([] for _ in range(index - 1 - len(self.rows)))
        self.rows.append([])

    def open_cell(self, given: dict[str, str]) -> None:
        """Begin a cell. ``ss:Index`` is its place, the rest how far it reaches."""
        self.close_cell()
        if not self.rows:
            self.open_row(0)
        self._add([EMPTY] * (min(_number(given, "index"), _WIDEST) - 1 - len(self.rows[-1])))
        across = _number(given, "colspan") or _number(given, "mergeacross") + 1
        down = _number(given, "rowspan") or _number(given, "mergedown") + 1
        self._spans = (min(across, _WIDEST), min(down, 1000))
        self._text = [given["num"]] if given.get("num") else []
        self._is_number = bool(self._text)

    def add_text(self, text: str) -> None:
        """Add to the open cell, unless its number is known already."""
        if self._text is not None and not (self._is_number and self._text):
            self._text.append(text)

    def expect_number(self) -> None:
        """Note that the open cell keeps a number."""
        self._is_number = True

    def close_cell(self) -> None:
        """Put the open cell in its place, behind those covered by taller ones above."""
        if self._text is None:
            return
        at = len(self.rows) - 1
        while (at, len(self.rows[-1])) in self._covered:
            self._add([EMPTY])
        place, (across, down) = len(self.rows[-1]), self._spans
        for below in range(1, down):
            self._covered.update((at + below, place + beside) for beside in range(across))
        self._add([self._value("".join(self._text).strip()), *[EMPTY] * (across - 1)])
        self._text = None

    def _value(self, text: str) -> Cell:
        if self._is_number:
            try:
                return float(text)
            except ValueError:
                return text
        return text

    def _add(self, cells: Row) -> None:
        self._cells += len(cells)
        if self._cells + len(self._covered) > MAX_CELLS:
            raise too_large(self._name)
        self.rows[-1].extend(cells)


class _TableReader(HTMLParser):
    """Collects the tables of a page (``tr``, ``td``) or the worksheets of Excel's XML of 2003."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.tables: list[WebTable] = []
        self._name = name
        self._sheet = ""
        self._open: list[WebTable] = []
        self._unshown = False

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag, given = _local(tag), {_local(key): value or "" for key, value in attrs}
        if tag in _UNSHOWN:
            self._unshown = True
        elif tag == "worksheet":
            self._sheet = given.get("name", "")
        elif tag == "table":
            self._open.append(WebTable(self._sheet, self._name))
            self.tables.append(self._open[-1])
        elif self._open:
            self._handle_inside(tag, given)

    def _handle_inside(self, tag: str, given: dict[str, str]) -> None:
        table = self._open[-1]
        if tag in _ROWS:
            table.open_row(_number(given, "index"))
        elif tag in _CELLS:
            table.open_cell(given)
        elif tag == "data" and given.get("type") == "Number":
            table.expect_number()
        elif tag in _BREAKS:
            table.add_text(" ")

    @override
    def handle_endtag(self, tag: str) -> None:
        tag = _local(tag)
        if tag in _UNSHOWN:
            self._unshown = False
        elif self._open and tag in _CELLS | _ROWS | {"table"}:
            self._open[-1].close_cell()
            if tag == "table":
                self._open.pop()

    @override
    def handle_data(self, data: str) -> None:
        if self._open and not self._unshown:
            self._open[-1].add_text(data)


def read_tables(text: str, name: str) -> Iterator[list[WebTable]]:
    """Read ``text`` piece by piece, yielding the tables found so far. Raise TooLargeError."""
    reader = _TableReader(name)
    for start in range(0, len(text), _PIECE):
        reader.feed(text[start : start + _PIECE])
        yield reader.tables
    reader.close()
    for table in reader.tables:
        table.close_cell()
    yield reader.tables


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _number(given: dict[str, str], key: str) -> int:
    text = given.get(key, "")
    return int(text) if text.isdecimal() and len(text) < 8 else 0
