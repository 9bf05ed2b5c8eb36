"""The bar that searches the text of a shown PDF: what is typed, which place of how many."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from models.words import _, spoken
from ui.icons import icon
from ui.look import FAINT, em, let_tab_reach
from ui.widgets.search_field import SearchField
from ui.widgets.text import Text


class PdfSearchBar(QWidget):
    """Enter goes to the next place found, Shift+Enter to the one before, Esc leaves."""

    left = Signal()

    def __init__(self, view: QPdfView, document: QPdfDocument, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._model = QPdfSearchModel(self)
        self._model.setDocument(document)
        view.setSearchModel(self._model)
        self.field = SearchField(_("Search in the text"))
        self.told = Text("", ink=FAINT)
        self.before = _button("chevron-left", _("Place before  Shift+Enter"))
        self.after = _button("chevron-right", _("Next place  Enter"))
        close = _button("x", _("Leave the search  Esc"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em(self, 0.3))
        row.addWidget(self.field, 1)
        for widget in (self.told, self.before, self.after, close):
            row.addWidget(widget)
        self.field.textChanged.connect(self._search)
        self._model.countChanged.connect(self._found)
        self.before.clicked.connect(lambda: self.go(-1))
        self.after.clicked.connect(lambda: self.go(1))
        close.clicked.connect(self.leave)
        self._found()
        self.hide()

    def begin(self) -> None:
        """Show the bar with the keyboard in it."""
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def leave(self) -> None:
        """Hide the bar; nothing is marked any more."""
        self.field.clear()
        self.hide()
        self.left.emit()

    def go(self, step: int) -> None:
        """Go ``step`` places on among those found, from the last to the first."""
        count = self._count()
        if count:
            self._show((self._view.currentSearchResultIndex() + step) % count)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.go(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _count(self) -> int:
        return self._model.rowCount(self._model.index(-1, -1))

    def _search(self, typed: str) -> None:
        self._view.setCurrentSearchResultIndex(-1)
        self._model.setSearchString(typed.strip())
        self._found()

    def _found(self) -> None:
        """Go to the first place found, as soon as there is one."""
        count = self._count()
        if count and self._view.currentSearchResultIndex() < 0:
            self._show(0)
        else:
            self._tell()

    def _show(self, number: int) -> None:
        self._view.setCurrentSearchResultIndex(number)
        link = self._model.resultAtIndex(number)
        self._view.pageNavigator().jump(link.page(), link.location(), self._view.zoomFactor())
        self._tell()

    def _tell(self) -> None:
        count, words = self._count(), spoken()
        at = self._view.currentSearchResultIndex() + 1
        if not self.field.text().strip():
            said = ""
        elif not count:
            said = _("not found")
        else:
            said = _("{at} of {count}").format(at=words.number(at), count=words.number(count))
        self.told.setText(said)
        for button in (self.before, self.after):
            button.setEnabled(count > 0)


def _button(glyph: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(glyph))
    button.setAutoRaise(True)
    button.setAccessibleName(name)
    button.setToolTip(name)
    let_tab_reach(button)
    return button
