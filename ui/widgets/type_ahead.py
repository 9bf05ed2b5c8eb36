"""A field that proposes as one types: villages, partners, occupations, anything."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QPalette,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from ui.icons import icon
from ui.look import FAINT, Surface, em, surface

DETAIL = Qt.ItemDataRole.UserRole + 1
SHOWN = 12


class Proposal(NamedTuple):
    """One thing to choose: its value, what to call it, and what tells it from its like."""

    value: object
    text: str
    detail: str = ""


Find = Callable[[str], Sequence[tuple[object, str, str]]]


def _find_nothing(_text: str) -> Sequence[tuple[object, str, str]]:
    return ()


class TypeAhead(QLineEdit):
    """Shows what ``find`` proposes; arrows move, Enter or a click takes, Esc closes the list."""

    chosen = Signal(object)
    """The value of the proposal that was taken."""

    def __init__(
        self,
        hint: str = "",
        find: Find = _find_nothing,
        glyph: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._found: list[Proposal] = []
        self._value: object = None
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        if glyph:
            self.addAction(icon(glyph, FAINT), QLineEdit.ActionPosition.LeadingPosition)
        self._model = QStandardItemModel(self)
        self._list = _List()
        self._completer = _completer(self, self._list, self._model)
        overloaded = self._completer.activated[QModelIndex]  # type: ignore[index]  # not in the stubs
        overloaded.connect(self._take_row)
        self.textEdited.connect(self._propose)

    def find_with(self, find: Find) -> None:
        """Ask ``find`` for proposals from now on."""
        self._find = find

    def value(self) -> object:
        """Return the value taken; None since the text was last typed in."""
        return self._value

    def show_value(self, value: object, text: str) -> None:
        """Show ``text`` as the value taken, as a form does that is filled from a record."""
        self._value = value
        self.setText(text)
        self.setCursorPosition(0)

    def proposals(self) -> list[Proposal]:
        """Return what is proposed now; empty when the list is closed."""
        return self._found if self._list.isVisible() else []

    def _propose(self, text: str) -> None:
        self._value = None
        found = self._find(text) if text.strip() else ()
        self._found = [Proposal(*one) for one in found]
        self._model.clear()
        for proposal in self._found:
            self._model.appendRow(_item(proposal))
        if not self._found:
            self._list.hide()
            return
        self._completer.complete(QRect(0, 0, max(self.width(), em(self, 22)), self.height()))
        self._list.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _take_row(self, index: QModelIndex) -> None:
        proposal = self._found[index.row()]
        self.show_value(proposal.value, proposal.text)
        self.chosen.emit(proposal.value)


def _item(proposal: Proposal) -> QStandardItem:
    item = QStandardItem(proposal.text)
    item.setData(proposal.detail, DETAIL)
    said = f"{proposal.text}, {proposal.detail}" if proposal.detail else proposal.text
    item.setData(said, Qt.ItemDataRole.AccessibleTextRole)
    return item


def _completer(field: QLineEdit, view: QListView, model: QStandardItemModel) -> QCompleter:
    """Return a completer that only lends ``field`` its list: what is in it, ``find`` decides.

    It is not set on the field, or moving along the list would overwrite what was typed.
    """
    completer = QCompleter(model, field)
    completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
    completer.setMaxVisibleItems(SHOWN)
    completer.setWidget(field)
    completer.setPopup(view)
    view.setItemDelegate(_TwoLines(view))
    return completer


class _List(QListView):
    """The list below the field, with an edge of its own: Qlementine gives it none."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(surface(Surface.LINE))
        painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))


class _TwoLines(QStyledItemDelegate):
    """A proposal's text, and below it, smaller in weight, its detail."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        lines = 2 if index.data(DETAIL) else 1
        height = option.fontMetrics.height()
        return QSize(height * 10, height * lines + round(height * 0.6))

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        height = option.fontMetrics.height()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, option.palette.highlight())
        inks = [QPalette.ColorRole.HighlightedText] * 2
        if not chosen:
            inks = [QPalette.ColorRole.Text, FAINT]
        room = option.rect.adjusted(height // 2, round(height * 0.3), -height // 2, 0)
        for text, ink in zip((index.data(), index.data(DETAIL)), inks, strict=True):
            shown = option.fontMetrics.elidedText(
                str(text or ""), Qt.TextElideMode.ElideRight, room.width()
            )
            painter.setPen(option.palette.color(ink))
            painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, shown)
            room.translate(0, height)
