"""The way from the desk to the emergency forms and back; they are made when first asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from models.enrolment.scanned import Meant, ScanKind
from ui.bench import Bench
from ui.desk_keys import hinted
from ui.icons import icon
from ui.look import let_tab_reach

if TYPE_CHECKING:
    from ui.panes.paper_forms import PaperForms


class DeskPaper(QWidget):
    """Stands in the place of the desk's entry while forms are printed or typed in."""

    left = Signal()
    told = Signal(str)
    """How a scan went: "ok" or "error"."""

    def __init__(self, bench: Bench, ask: Callable[[], object]) -> None:
        """Have a button that calls ``ask``."""
        super().__init__()
        self._bench = bench
        self._forms: PaperForms | None = None
        self.button = QToolButton()
        self.button.setIcon(icon("file-text"))
        self.button.setAutoRaise(True)
        self.button.setToolTip(hinted("paper"))
        self.button.setAccessibleName(hinted("paper"))
        let_tab_reach(self.button)
        self.button.clicked.connect(ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    @property
    def forms(self) -> "PaperForms":
        """The forms themselves."""
        if self._forms is None:
            from ui.panes.paper_forms import PaperForms  # loads much, and most events never need it

            self._forms = PaperForms(self._bench)
            self._forms.left.connect(self.left)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self._forms)
        return self._forms

    def show_event(self, event_id: int) -> None:
        """Show the forms of an event."""
        self.forms.show_event(event_id)
        self.show()
        self.forms.begin()

    def begin(self) -> None:
        """Put the keyboard where one begins."""
        self.forms.begin()

    def takes(self, whom: Meant, event_id: int) -> bool:
        """Take the scan of a form still out, and any other while forms are shown."""
        is_form = whom.scanned.kind is ScanKind.FORM
        if self.isHidden() and not (is_form and whom.form is not None and not whom.people):
            return False
        if self.isHidden():
            self.show_event(event_id)
        going = is_form and self.forms.take_code(whom.scanned.text)
        self.told.emit("ok" if going else "error")
        return True

    def keep_now(self) -> None:
        """Keep what is half typed at once."""
        if self._forms is not None:
            self._forms.keep_now()
