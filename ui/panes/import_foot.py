"""Below a list that is taken in: what its buttons would do with it as it is now."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from models.exchange.at_hand import Outlook, Sieve
from models.words import _, ngettext
from ui.look import em
from ui.plain import label
from ui.widgets.header import action_button


class ImportFoot(QWidget):
    """Puts people on the list, keeps a report of the lines, or gives the list up."""

    put_asked = Signal()
    cancelled = Signal()
    report_asked = Signal()
    leftovers_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.put = action_button("", "user-check", primary=True)
        self.cancel = action_button(_("Cancel"))
        self.save = action_button(_("Save…"), "download")
        self._home = QCheckBox()
        menu = QMenu(self)
        menu.addAction(_("Report of every line…"), self.report_asked.emit)
        self.leftovers = menu.addAction(_("Only what is left out…"), self.leftovers_asked.emit)
        self.save.setMenu(menu)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.put)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        column.addWidget(self._home)
        column.addLayout(row)
        self.put.clicked.connect(self.put_asked)
        self.cancel.clicked.connect(self.cancelled)

    def live_here(self) -> bool:
        """Whether those without a village are said to live in that of the event."""
        return not self._home.isHidden() and self._home.isChecked()

    def show_outlook(self, outlook: Outlook | None, village: str, *, busy: bool) -> None:
        """Say what could be done with ``outlook`` for an event in ``village``; nothing if busy."""
        count = outlook.taken if outlook else 0
        planned = outlook is not None and outlook.plan is not None
        said = ngettext("Put {n} person on the list", "Put {n} people on the list", count)
        self.put.setText(label(said))
        self.put.setEnabled(count > 0 and not busy)
        self.save.setEnabled(planned and not busy)
        for button in (self.put, self.save):
            button.setVisible(outlook is not None)
        self.leftovers.setEnabled(outlook is not None and _not_taken(outlook) > 0)
        self.cancel.setEnabled(not busy)
        self._home.setVisible(planned and bool(village))
        self._home.setEnabled(not busy)
        here = _("People without a village live in {village}").format(village=village)
        self._home.setText(label(here))


def _not_taken(outlook: Outlook) -> int:
    return len(outlook.lines[Sieve.PROBLEM]) + len(outlook.lines[Sieve.TWICE])
