"""Below a file that the agency returned: what its buttons would do with it as it is now."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from models.exchange.returns import ReturnsOutlook
from models.words import _, ngettext
from ui.plain import label
from ui.widgets.header import action_button


class ReturnsFoot(QWidget):
    """Notes what the lines say, keeps a report of them, or gives the file up."""

    note_asked = Signal()
    cancelled = Signal()
    report_asked = Signal()
    leftovers_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = action_button("", "circle-check", primary=True)
        self.cancel = action_button(_("Cancel"))
        self.save = action_button(_("Save…"), "download")
        menu = QMenu(self)
        menu.addAction(_("Report of every line…"), self.report_asked.emit)
        self.leftovers = menu.addAction(_("Only what is left…"), self.leftovers_asked.emit)
        self.save.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.save)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.note)
        self.note.clicked.connect(self.note_asked)
        self.cancel.clicked.connect(self.cancelled)

    def show_outlook(self, outlook: ReturnsOutlook | None, *, busy: bool) -> None:
        """Say what could be done with ``outlook``; nothing while ``busy``."""
        count = outlook.taken if outlook else 0
        planned = outlook is not None and outlook.plan is not None
        self.note.setText(label(ngettext("Note {n} line", "Note {n} lines", count)))
        self.note.setEnabled(count > 0 and not busy)
        self.save.setEnabled(planned and not busy)
        for button in (self.note, self.save):
            button.setVisible(outlook is not None)
        self.leftovers.setEnabled(outlook is not None and outlook.not_taken > 0)
        self.cancel.setEnabled(not busy)
