"""The table in the house look: no grid, one row chosen, columns that keep their widths."""

from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from ui.look import em
from ui.settings import Settings
from ui.tables.badge_delegate import BadgeDelegate
from ui.tables.rows_model import RowsModel


class RowsView(QTableView):
    """A table of records. Arrow keys choose a row, Enter or a double click opens it."""

    opened = Signal(object)
    """The id of the record that was opened."""
    id_changed = Signal(object)
    """The id of the record now chosen; None if there is none."""

    def __init__(self, model: RowsModel[Any], name: str, parent: QWidget | None = None) -> None:
        """Show ``model``; a screen reader calls the table ``name``."""
        super().__init__(parent)
        self._rows = model
        self._chosen: int | None = None
        self.setAccessibleName(name)
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

    def keep_widths(self, settings: Settings, name: str) -> None:
        """Take the widths kept under ``name``, and keep them there when they change."""
        header = self.horizontalHeader()
        kept = settings.shape(f"table/{name}")
        # Kept for another set of columns, it would hide or mix up those of today.
        if not kept.isEmpty():
            before = header.count()
            ordinary = header.saveState()
            if not header.restoreState(kept) or header.count() != before:
                header.restoreState(ordinary)
        header.sectionResized.connect(
            lambda *_sizes: settings.keep_shape(f"table/{name}", header.saveState())
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
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
        header.setSectionsMovable(False)
        letters = QFontMetrics(self.font()).averageCharWidth()
        for number, column in enumerate(self._rows.columns):
            if column.stretch:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            else:
                self.setColumnWidth(number, letters * column.width + em(self))
        header.setMinimumSectionSize(em(self, 3))
        if any(column.sort for column in self._rows.columns):
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)

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
    """Return a table on ``model``, called ``name``; its widths are kept under ``key``."""
    view = RowsView(model, name)
    if settings is not None:
        view.keep_widths(settings, key)
    return view
