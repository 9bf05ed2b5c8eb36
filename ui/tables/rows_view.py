"""The table in the house look: no grid, one row chosen, columns as somebody arranged them."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from ui.look import em
from ui.settings import Settings
from ui.tables.badge_delegate import BadgeDelegate
from ui.tables.columns_menu import ColumnsMenu
from ui.tables.edge_header import EdgeHeader
from ui.tables.kept_columns import KeptColumns
from ui.tables.rows_model import RowsModel


class RowsView(QTableView):
    """A table of records. Arrow keys choose a row, Enter or a double click opens it.

    F8 or a click on the titles with the other button chooses the columns.
    """

    opened = Signal(object)
    """The id of the record that was opened."""
    id_changed = Signal(object)
    """The id of the record now chosen; None if there is none."""

    def __init__(self, model: RowsModel[Any], name: str, parent: QWidget | None = None) -> None:
        """Show ``model``; a screen reader calls the table ``name``."""
        super().__init__(parent)
        self._rows = model
        self._chosen: int | None = None
        self._columns: KeptColumns | None = None
        self._away = {number for number, one in enumerate(model.columns) if one.away}
        self._narrow: set[int] = set()
        self.setAccessibleName(name)
        self.setHorizontalHeader(EdgeHeader(self))
        self.setModel(model)
        self.setItemDelegate(BadgeDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(em(self, 8))
        self._set_up_headers()
        self.doubleClicked.connect(self._open)
        model.modelReset.connect(self._find_again)
        self.verticalScrollBar().rangeChanged.connect(self._paint_anew)
        self.selectionModel().currentRowChanged.connect(self._note)

    def chosen_id(self) -> int | None:
        """Return the id of the row the keyboard is on."""
        return self._chosen

    def choose(self, record_id: int) -> None:
        """Move to the row of ``record_id`` if it is shown."""
        place = self._rows.place(record_id)
        if place >= 0:
            self._move_to(place)

    def chosen_ids(self) -> list[int]:
        """Return the ids of all selected rows, in order."""
        return [self._rows.ids[i.row()] for i in sorted(self.selectionModel().selectedRows())]

    def keep_columns(self, settings: Settings, name: str) -> None:
        """Take the columns as they were kept under ``name``, and keep them there as they change."""
        self._columns = KeptColumns(self, list(self._rows.columns), settings, name)
        self._away = self._columns.away
        self._show_columns()

    def arrangement(self) -> dict[str, Any]:
        """Return how the columns are arranged, as JSON can hold it; nothing where none are kept."""
        return self._columns.arrangement() if self._columns is not None else {}

    def arrange(self, arrangement: Mapping[str, Any]) -> None:
        """Arrange the columns as they were once; nobody is asked to sort."""
        if self._columns is not None:
            self._columns.arrange(arrangement, self._give_widths)
            self._show_columns()

    def sorting(self) -> tuple[str, bool] | None:
        """Return the ``sort`` word of the column it is sorted by, and whether it goes down."""
        header = self.horizontalHeader()
        by = header.sortIndicatorSection()
        word = self._rows.columns[by].sort if 0 <= by < len(self._rows.columns) else ""
        down = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return (word, down) if word else None

    def show_sorting(self, word: str, *, descending: bool) -> None:
        """Mark the column it is sorted by; nobody is asked to sort."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        by = next((n for n, one in enumerate(self._rows.columns) if one.sort == word), -1)
        header: QHeaderView = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(by, order)
        header.blockSignals(False)
        header.viewport().update()

    def choose_columns(self) -> None:
        """Open the menu of the columns below their titles."""
        self._open_menu(self.horizontalHeader().rect().bottomLeft())

    @override
    def setColumnHidden(self, column: int, hide: bool) -> None:
        """Hide a column for want of room; one that somebody put away stays hidden anyway."""
        (self._narrow.add if hide else self._narrow.discard)(column)
        super().setColumnHidden(column, hide or column in self._away)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_F8:
            self.choose_columns()
        else:
            super().keyPressEvent(event)

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(em(self, 2.3))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        # It marks no column, but would look for columns chosen whole through all rows.
        header.setSelectionModel(QItemSelectionModel(self._rows, header))
        header.setSectionsMovable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_menu)
        for number, column in enumerate(self._rows.columns):
            if column.stretch:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self._give_widths()
        header.setMinimumSectionSize(em(self, 3))
        if any(column.sort for column in self._rows.columns):
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)
        self._show_columns()

    def _paint_anew(self) -> None:
        self.viewport().update()
        self.horizontalHeader().viewport().update()

    def _open_menu(self, where: QPoint) -> None:
        columns = self._rows.columns
        sortable = {number for number, one in enumerate(columns) if one.sort}
        header = self.horizontalHeader()
        titles = [one.title for one in columns]
        menu = ColumnsMenu(header, titles, sortable, self._put_away, self._reset_columns, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.fill(self._away)
        menu.popup(header.mapToGlobal(where))

    def _put_away(self, column: int, shown: bool) -> None:
        (self._away.discard if shown else self._away.add)(column)
        self._show_columns()
        if self._columns is not None:
            self._columns.keep()

    def _show_columns(self) -> None:
        for column in range(len(self._rows.columns)):
            super().setColumnHidden(column, column in self._away or column in self._narrow)

    def _reset_columns(self) -> None:
        header = self.horizontalHeader()
        for column in range(len(self._rows.columns)):
            header.moveSection(header.visualIndex(column), column)
        self._away.clear()
        self._away |= {number for number, one in enumerate(self._rows.columns) if one.away}
        self._show_columns()
        self._give_widths()
        if self._columns is not None:
            self._columns.forget()

    def _give_widths(self) -> None:
        letters = QFontMetrics(self.font()).averageCharWidth()
        last = max(set(range(len(self._rows.columns))) - self._away, default=-1)
        for number, column in enumerate(self._rows.columns):
            if not column.stretch:
                bar = self.verticalScrollBar().sizeHint().width() if number == last else 0
                self.setColumnWidth(number, letters * column.width + em(self) + bar)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._rows.ids[index.row()])

    def _note(self, index: QModelIndex) -> None:
        self._chosen = self._rows.ids[index.row()] if index.isValid() else None
        self.id_changed.emit(self._chosen)

    def _find_again(self) -> None:
        """Move back to the record that was chosen, if it is still there after a search."""
        place = -1 if self._chosen is None else self._rows.place(self._chosen)
        if place >= 0:
            self._move_to(place)
        elif self._chosen is not None:
            self._note(QModelIndex())

    def _move_to(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            self._rows.index(row, 0), flags.ClearAndSelect | flags.Rows
        )


def table_view(
    model: RowsModel[Any], name: str, settings: Settings | None = None, key: str = ""
) -> RowsView:
    """Return a table on ``model``, called ``name``; its columns are kept under ``key``."""
    view = RowsView(model, name)
    if settings is not None:
        view.keep_columns(settings, key)
    return view
