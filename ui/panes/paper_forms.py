"""Emergency forms at the desk: printed beforehand, typed in when the power is back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.enrolment.paper_forms import forms_out
from models.words import _
from ui.bench import Bench
from ui.look import Size
from ui.panes.paper_forms_printing import PaperPrinting
from ui.panes.paper_forms_typing import PaperTyping
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.text import Text

TYPE, PRINT = "type", "print"


class PaperForms(Card):
    """Two sides: the grid to type in, and the paper to print. Esc leads back to the desk."""

    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._sides = Segments(_("Emergency forms"))
        self._sides.add(TYPE, _("Type in"))
        self._sides.add(PRINT, _("Print"))
        self.typing = PaperTyping(bench)
        self.printing = PaperPrinting(bench)
        self._lay_out()
        self._sides.chosen.connect(self._turn)
        self.typing.left.connect(self.left)

    def show_event(self, event_id: int) -> None:
        """Show the forms of an event; without one still out, how they are printed."""
        with self._bench.store.reading() as session:
            out = forms_out(session, event_id)
        self.typing.show_event(event_id)
        self.printing.show_event(event_id)
        self._sides.choose(TYPE if out else PRINT)
        self._turn()

    def begin(self) -> None:
        """Put the keyboard where one begins."""
        (self.typing if self._types() else self.printing).begin()

    def take_code(self, code: str) -> bool:
        """Go to the form whose number or code was read; tell whether there is one to type in."""
        self._sides.choose(TYPE)
        self._turn()
        return self.typing.go_to_form(code)

    def choose(self, side: str) -> None:
        """Turn to one side."""
        self._sides.choose(side)
        self._turn()

    def keep_now(self) -> None:
        """Keep what is half typed at once."""
        self.typing.keep_now()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Text(_("Emergency forms"), Size.HEADING, elide=True), 1)
        head.addWidget(self._sides)
        self.column.addLayout(head)
        sides = QVBoxLayout()
        sides.addWidget(self.typing, 1)
        sides.addWidget(self.printing, 1)
        self.column.addLayout(sides, 1)

    def _types(self) -> bool:
        return self._sides.name() == TYPE

    def _turn(self) -> None:
        self.typing.setVisible(self._types())
        self.printing.setVisible(not self._types())
