"""A table of any length: all ids at once, rows a page at a time as they are looked at."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from models.troubles import NotKeptError
from ui.plain import tip
from ui.widgets.badge import Badge

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

NOWHERE = QModelIndex()
PAGE = 100
PAGES_KEPT = 64
ROW_ROLE = Qt.ItemDataRole.UserRole
BADGE_ROLE = Qt.ItemDataRole.UserRole + 1
FAULT_ROLE = Qt.ItemDataRole.UserRole + 2
"""The role of what is wrong with a cell, or None; models of cells that are typed into have it."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """How one property of a row is headed and shown.

    ``width`` is in letters. A column with ``sort`` can be sorted by a click on its title. ``key``
    names it in what is remembered of a table, in whatever language and version of the program. One
    that is ``away`` is shown only where somebody chose it.
    """

    title: str
    show: Callable[[Row], str | Badge]
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    width: int = 14
    stretch: bool = False
    sort: str = ""
    tip: Callable[[Row], str] | None = None
    key: str = ""
    away: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Shows the rows behind ids; ``load`` fetches some of them.

    Sorting and searching belong to the query that made the ids: to re-sort, call ``show`` with
    new ones. The pages looked at last are kept, so a million rows take no more than a few.
    """

    sort_asked = Signal(str, bool)
    """A column's ``sort`` word, and whether it should go down."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        load: Callable[[Sequence[int]], Mapping[int, Row]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self._load = load
        self._ids: Sequence[int] = ()
        self._pages: OrderedDict[int, Mapping[int, Row]] = OrderedDict()

    @property
    def ids(self) -> Sequence[int]:
        """The ids now shown, in order."""
        return self._ids

    def show(self, ids: Sequence[int]) -> None:
        """Show these records, read anew; if they are the same ones, selection stays."""
        self._pages.clear()
        if ids and ids == self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._ids = ids
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """Return the row at ``number``, or None if its record is gone."""
        page = number // PAGE
        if page not in self._pages:
            wanted = self._ids[page * PAGE : (page + 1) * PAGE]
            try:
                self._pages[page] = self._load(wanted)
            except NotKeptError:  # whoever writes next tells it; what cannot be read stays empty
                return None
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page].get(self._ids[number])

    def place(self, record_id: int) -> int:
        """Return the row number of ``record_id``; -1 if it is not shown."""
        try:
            return self._ids.index(record_id)
        except ValueError:
            return -1

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align | Qt.AlignmentFlag.AlignVCenter
        if role not in _READERS:
            return None
        row = self.row(index.row())
        return None if row is None else _READERS[role](column, row)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].align | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask whoever made the ids to order them."""
        if 0 <= column < len(self.columns) and self.columns[column].sort:
            self.sort_asked.emit(self.columns[column].sort, order == Qt.SortOrder.DescendingOrder)


def _text(column: Column[Any], row: object) -> str:
    shown = column.show(row)
    return shown.text if isinstance(shown, Badge) else shown


def _badge(column: Column[Any], row: object) -> Badge | None:
    shown = column.show(row)
    return shown if isinstance(shown, Badge) else None


def _tip(column: Column[Any], row: object) -> str:
    return tip(column.tip(row) if column.tip else _text(column, row))


def _said(column: Column[Any], row: object) -> str:
    return f"{column.title}: {_text(column, row)}"


def _row(_column: Column[Any], row: object) -> object:
    return row


_READERS: Mapping[int, Callable[[Column[Any], Any], object]] = {
    Qt.ItemDataRole.DisplayRole: _text,
    Qt.ItemDataRole.ToolTipRole: _tip,
    Qt.ItemDataRole.AccessibleTextRole: _said,
    ROW_ROLE: _row,
    BADGE_ROLE: _badge,
}
