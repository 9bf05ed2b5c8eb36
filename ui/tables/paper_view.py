"""The table in which emergency forms are typed in: everything by keys, from cell to cell."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
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
from ui.tables.paper_model import BY_NUMBER, ENROLLING, FIELDS, PaperModel, titles
from ui.tables.rows_view import RowsView

Index = QModelIndex | QPersistentModelIndex
Hint = QAbstractItemDelegate.EndEditHint
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PaperView(RowsView):
    """Typing begins in the cell; Enter and Tab go on, Ctrl+Enter keeps the line."""

    keep_asked = Signal()
    row_left = Signal(object)
    """The id of the form whose line the keyboard left."""
    cell_changed = Signal()
    edited = Signal()
    """A cell that was being typed into has been left."""

    def __init__(self, model: PaperModel, parent: QWidget | None = None) -> None:
        super().__init__(model, _("Emergency forms to be typed in"), parent)
        self._cells = model
        self.typed_into: int | None = None
        """The form of the cell that was opened last."""
        self.setItemDelegate(_CellDelegate(self))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked)
        self.horizontalHeader().setSectionsMovable(False)

    def is_editing(self) -> bool:
        """Whether something is being typed into a cell."""
        return self.state() == QAbstractItemView.State.EditingState

    def show_enrolling(self, *, shown: bool) -> None:
        """Show the columns of an enrolment, or only those of a list of people present."""
        for column, name in enumerate(FIELDS):
            if name in ENROLLING:
                self.setColumnHidden(column, not shown)

    def go_to(self, form_id: int, name: str) -> None:
        """Put the keyboard into a cell."""
        row = self._cells.place(form_id)
        if row >= 0:
            self.setFocus()
            self.setCurrentIndex(self._cells.index(row, FIELDS.index(name)))

    def cell(self) -> tuple[int, str] | None:
        """Return the form and the name of the cell the keyboard is in."""
        index = self.currentIndex()
        return (self._cells.ids[index.row()], FIELDS[index.column()]) if index.isValid() else None

    def note_opened(self, index: Index) -> None:
        """Take notice of the cell that is being typed into."""
        self.typed_into = self._cells.ids[index.row()]

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        left = self._cells.ids[previous.row()] if previous.isValid() else None
        super().currentChanged(current, previous)
        if left is not None and current.row() != previous.row():
            self.row_left.emit(left)
        self.cell_changed.emit()

    @override
    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        # Qt would go on to cells in which nothing can be typed.
        back = hint is Hint.EditPreviousItem
        on = hint in (Hint.EditNextItem, Hint.SubmitModelCache) or back
        super().closeEditor(editor, Hint.NoHint if on else hint)
        if on and self.typed_into != BY_NUMBER:
            self._go_on(-1 if back else 1)
        self.edited.emit()

    @override
    def focusNextPrevChild(self, onward: bool) -> bool:
        return self._go_on(1 if onward else -1) or super().focusNextPrevChild(onward)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _keeps(event):
            self.keep_asked.emit()
        elif event.key() in ENTERS:
            if not self.is_editing():  # else the cell hears it, and is closed
                self._go_on(1)
        elif event.key() == Qt.Key.Key_F2:
            if self._cells.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable:
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _go_on(self, step: int) -> bool:
        """Go to the next cell that takes something, or the one before; tell whether there is."""
        index = self.currentIndex()
        if not index.isValid():
            return False
        wide = len(FIELDS)
        place = index.row() * wide + index.column() + step
        while 0 <= place < self._cells.rowCount() * wide:
            row, column = divmod(place, wide)
            to = self._cells.index(row, column)
            takes = self._cells.flags(to) & Qt.ItemFlag.ItemIsEditable
            if takes and not self.isColumnHidden(column):
                self.setCurrentIndex(to)
                return True
            place += step
        return False


class _CellDelegate(FaultDelegate):
    """Lets a cell be typed into; what is typed stays until the cell is left."""

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setAccessibleName(titles()[FIELDS[index.column()]])
        view = self.parent()
        if isinstance(view, PaperView):
            view.note_opened(index)
        return line

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Qt asks again when something else of the line changes: what is typed stays.
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear Ctrl+Enter in a cell, which Qt would take for a plain Enter."""
        is_press = event.type() == QEvent.Type.KeyPress
        keeps = is_press and isinstance(event, QKeyEvent) and _keeps(event)
        if not (keeps and isinstance(watched, QWidget)):
            return super().eventFilter(watched, event)
        self.commitData.emit(watched)
        self.closeEditor.emit(watched, Hint.NoHint)
        view = self.parent()
        if isinstance(view, PaperView):
            view.keep_asked.emit()
        return True


def _keeps(event: QKeyEvent) -> bool:
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return event.key() in ENTERS and bool(control)
