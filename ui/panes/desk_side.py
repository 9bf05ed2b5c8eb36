"""What stands beside the desk's entry: the person found, or the form about them that is open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.bench import Bench
from ui.panes.desk_mending import DeskMending
from ui.panes.desk_money import DeskMoney
from ui.panes.desk_person import DeskPerson


class DeskSide(QStackedWidget):
    """Shows the person, who is corrected or pays in the same place."""

    left = Signal()
    """The person is shown again."""
    finished = Signal()
    """The person is done with: the next one comes."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = DeskPerson()
        self.mending = DeskMending(bench)
        self.paying = DeskMoney(bench)
        for widget in (self.person, self.mending, self.paying):
            self.addWidget(widget)
        for form in (self.mending, self.paying):
            form.began.connect(lambda form=form: self.setCurrentWidget(form))
            form.left.connect(self._show_person)
            form.left.connect(self.left)
        self.paying.finished.connect(self._show_person)
        self.paying.finished.connect(self.finished)

    def makes_way(self) -> bool:
        """Give up a form into which nothing was typed; else let it say that it comes first."""
        return self.mending.makes_way() and self.paying.makes_way()

    def may_leave(self) -> bool:
        """Whether nothing would be lost, or the person agrees to lose it."""
        return self.mending.may_leave() and self.paying.may_leave()

    def _show_person(self) -> None:
        self.setCurrentWidget(self.person)
