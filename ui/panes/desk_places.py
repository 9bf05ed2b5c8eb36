"""What fills the desk: its entry, or in its stead the form, the emergency forms, the money."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.enrolment.scanned import Meant, Scanned
from ui.bench import Bench
from ui.panes.desk_scans import take_into_form
from ui.panes.money_place import MoneyPlace
from ui.panes.paper_forms_desk import DeskPaper

if TYPE_CHECKING:
    from ui.panes.desk_enrolment import DeskEnrolment


class DeskPlaces(QWidget):
    """Shows one of them at a time; the form is made when it is first wanted."""

    left = Signal()
    """The entry is shown again."""
    finished = Signal()
    """Somebody was enrolled or taken in: the entry is shown for the next one."""
    meant = Signal(object, str)
    found = Signal(object)
    """As the form has them."""
    told = Signal(str)
    """How a scan went that was taken here."""
    paper_asked = Signal()
    money_asked = Signal()

    def __init__(self, bench: Bench, entry: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._entry = entry
        self.form: DeskEnrolment | None = None
        self.paper = DeskPaper(bench, self.paper_asked.emit)
        self.money = MoneyPlace(bench, self.money_asked.emit)
        self.buttons = (self.paper.button, self.money.button)
        self._event_id = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for place in (entry, self.paper, self.money):
            self._column.addWidget(place, 1)
        for layer in (self.paper, self.money):
            layer.left.connect(self.show_entry)
            layer.left.connect(self.left)
        self.paper.told.connect(self.told)

    def show_event(self, event_id: int) -> None:
        """Show the entry of an event."""
        self._event_id = event_id
        self.show_entry()

    def is_entry(self) -> bool:
        """Whether the entry is shown."""
        return not self._entry.isHidden()

    def enrols(self) -> bool:
        """Whether the form is shown."""
        return self.form is not None and not self.form.isHidden()

    def show_entry(self) -> None:
        """Show the entry again."""
        for layer in filter(None, (self.form, self.paper, self.money)):
            layer.hide()
        self._entry.show()

    def show_paper(self) -> None:
        """Show the emergency forms."""
        self._show_instead(self.paper)

    def show_money(self) -> None:
        """Show receipts and the cash box."""
        self._show_instead(self.money)

    def make_form(self) -> "DeskEnrolment":
        """Return the form, made if it is wanted for the first time."""
        if self.form is None:
            from ui.panes.desk_enrolment import DeskEnrolment  # as a rule the worker has loaded it

            form = self.form = DeskEnrolment(self._bench)
            form.hide()
            self._column.addWidget(form, 1)
            for done in (form.enrolled, form.taken_in):
                done.connect(self._finish)
            form.left.connect(self.show_entry)
            form.left.connect(self.left)
            form.meant.connect(self.meant)
            form.found.connect(self.found)
        return self.form

    def show_form(self, sitting_id: int | None) -> None:
        """Show the form, which has somebody in it; whoever is saved is seen at that sitting."""
        form = self.make_form()
        form.sitting_id = sitting_id
        self._entry.hide()
        form.show()
        form.begin()

    def begin(self) -> None:
        """Put the keyboard into what is shown in the entry's stead."""
        if self.form is not None and self.enrols():
            self.form.begin()
        elif not self.paper.isHidden():
            self.paper.begin()
        else:
            self.money.begin()

    def may_leave(self) -> bool:
        """Whether nothing would be lost, or the person agrees to lose it."""
        if self.form is None or not self.enrols() or not self.form.form.is_changed():
            return self.money.may_leave()
        leaving = self.form.may_leave()
        if leaving:
            self.show_entry()  # what was typed has been let go
        return leaving

    def may_close(self) -> bool:
        """Whether the window may close; what can be kept for later is kept."""
        self.paper.keep_now()
        if self.form is not None and self.enrols():
            return self.form.may_close()
        return self.money.may_leave()

    def makes_way(self, scanned: Scanned) -> bool:
        """Whether the form gives way to a scan; else tell what became of it."""
        if self.form is None or not self.enrols():
            return True
        tone = take_into_form(self.form, scanned)
        if tone:
            self.told.emit(tone)
        return not tone

    def takes(self, whom: Meant) -> bool:
        """Whether the forms or the money take somebody or something that was scanned."""
        if self.paper.takes(whom, self._event_id):
            self._entry.hide()
            return True
        return self.money.takes(whom)

    def _finish(self, _person_id: object) -> None:
        self.show_entry()
        self.finished.emit()

    def _show_instead(self, layer: DeskPaper | MoneyPlace) -> None:
        self._entry.hide()
        layer.show_event(self._event_id)
