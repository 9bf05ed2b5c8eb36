"""The table in which a list is mended before it is taken in."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from models.words import _
from ui.tables.fault_delegate import FaultDelegate
from ui.tables.mendable_model import MendableModel
from ui.tables.rows_view import RowsView

Index = QModelIndex | QPersistentModelIndex
EDITING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class ImportView(RowsView):
    """Enter, F2 or simply typing mends the cell the keyboard is on; Ctrl+Enter takes a repair."""

    repair_asked = Signal()
    edited = Signal()
    """The cell that was being mended has been left."""

    def __init__(self, model: MendableModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(model, _("Lines of the list"), parent)
        self._cells = model
        delegate = _CellDelegate(self)
        delegate.closeEditor.connect(self._tell_edited)
        self.setItemDelegate(delegate)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked)

    def is_editing(self) -> bool:
        """Whether something is being typed into a cell."""
        return self.state() == QAbstractItemView.State.EditingState

    def hide_unused(self) -> None:
        """Hide the columns that the list has nothing for."""
        for column in range(len(self._cells.columns)):
            self.setColumnHidden(column, not self._cells.is_used(column))

    def go_to(self, row: int, column: int) -> None:
        """Put the keyboard into a cell; past the last row, into the last."""
        last = self._cells.rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self._cells.index(min(row, last), column))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.repair_asked.emit()
        elif event.key() in EDITING and not self.is_editing():
            if self._cells.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable:
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _tell_edited(self, _editor: QWidget, _hint: QAbstractItemDelegate.EndEditHint) -> None:
        self.edited.emit()


class _CellDelegate(FaultDelegate):
    """Lets a cell be mended in a line that a screen reader calls by its column."""

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setAccessibleName(str(index.model().headerData(index.column(), HORIZONTAL)))
        return line

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())


HORIZONTAL = Qt.Orientation.Horizontal
