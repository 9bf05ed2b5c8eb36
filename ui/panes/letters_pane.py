"""The letters of an event in the place of its plan: those there are, and new ones in the making."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import UserError
from models.letters.tables import LetterKind
from models.words import _, ngettext
from ui.bench import Bench
from ui.look import Role, Size, em
from ui.panes.letters_list import LettersList
from ui.panes.letters_making import LettersMaking
from ui.widgets.header import action_button
from ui.widgets.text import Text


class LettersPane(QWidget):
    """Shows the making of letters, and once they are made the list with them selected."""

    left = Signal()
    """Whoever was here wants back to the plan, and has let go of what was typed."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self.list, self.making = LettersList(bench), LettersMaking(bench)
        self.back = action_button(_("Back to the plan"), "arrow-left")
        self._title = Text(_("Letters"), Size.HEADING, elide=True)
        self._layers = QStackedWidget()
        for layer in (self.list, self.making):
            self._layers.addWidget(layer)
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.75))
        column.addLayout(head)
        column.addWidget(self._layers, 1)
        self.back.clicked.connect(self.leave)
        self.making.left.connect(self._making_left)
        self.making.made.connect(self._show_made)
        self.list.anew_asked.connect(self.make_anew)
        self.list.new_asked.connect(lambda: self._show_making(LetterKind.INVITATION))

    def show_event(self, event_id: int, kind: LetterKind) -> None:
        """Begin letters of this kind for an event."""
        self._event_id = event_id
        self._show_making(kind)

    def show_letter(self, event_id: int, letter_id: int | None = None) -> None:
        """Show the letters of an event, this one, or else the latest, looked at."""
        self._event_id = event_id
        self._show_list(() if letter_id is None else (letter_id,))

    def make_anew(self, letter_id: int) -> None:
        """Begin making a letter once more."""
        try:
            self.making.show_anew(letter_id)
        except UserError as error:
            self._bench.fail(error)
            return
        self._turn_to(self.making, _("Make a letter anew"))
        self.making.begin()

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost, or the person agrees to lose it."""
        return self._layers.currentWidget() is not self.making or self.making.may_leave()

    def keep_now(self) -> None:
        """Keep what is typed, as before the window closes."""
        if self._layers.currentWidget() is self.making:
            self.making.keep_now()

    def leave(self) -> None:
        """Go back to the plan, if what is typed may be let go."""
        if self.may_leave():
            self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _show_making(self, kind: LetterKind) -> None:
        if self._event_id is None:
            return
        try:
            self.making.show_event(self._event_id, kind)
        except UserError as error:
            self._bench.fail(error)
            return
        self._turn_to(self.making, _("New letters"))
        self.making.begin()

    def _show_list(self, chosen: Sequence[int]) -> None:
        if self._event_id is None:
            return
        self._turn_to(self.list, _("Letters"))
        self.list.show_event(self._event_id, chosen)
        self.list.begin()

    def _show_made(self, made: Sequence[int]) -> None:
        self._show_list(made)
        said = ngettext("{n} letter was made.", "{n} letters were made.", len(made))
        self._bench.messages.tell(said, Role.SUCCESS)

    def _making_left(self) -> None:
        """Go back from the making: to the list if one was to be made anew, else to the plan."""
        if self.making.is_anew():
            self._show_list(())
        else:
            self.left.emit()

    def _turn_to(self, layer: QWidget, title: str) -> None:
        self._title.setText(title)
        self._layers.setCurrentWidget(layer)
