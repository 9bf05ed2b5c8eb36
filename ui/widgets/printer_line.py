"""Beside a button that prints: whether it asks for the printer, which it is, and another one."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.words import _
from ui import printing
from ui.look import FAINT, Role
from ui.paper import Size, printer_for
from ui.plain import label
from ui.usual_printer import UsualPrinter
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.text import Text


class PrinterLine(QWidget):
    """Shows a usual printer. One that is gone is told here, and the dialog asks for another."""

    def __init__(
        self, usual: UsualPrinter, page: Callable[[], Size], parent: QWidget | None = None
    ) -> None:
        """Show ``usual``; ``page`` is the size of what is printed."""
        super().__init__(parent)
        self._usual, self._page = usual, page
        self.quiet = QCheckBox(label(_("Print without asking")))
        self.name = Text(ink=FAINT, wrap=True)
        self.other = action_button(_("Other printer…"), "printer")
        self.notice = Notice()
        row = QHBoxLayout()
        row.addWidget(self.quiet)
        row.addWidget(self.name, 1)
        row.addWidget(self.other)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.notice)
        self.quiet.clicked.connect(usual.be_quiet)
        self.other.clicked.connect(self.choose)
        usual.changed.connect(self._read)
        usual.lost.connect(self._tell_lost)
        self._read()

    def choose(self) -> None:
        """Ask for another printer without printing anything."""
        page, known = self._page(), self._usual.printer
        printer = printer_for(page, "")
        if known is not None:
            known.set_up(printer, page)
        if printing.choose_printer(printer, 1, self.window()):
            self._usual.note(printer, page)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()  # another page may have chosen one meanwhile

    def _read(self) -> None:
        known = self._usual.printer
        self.quiet.setChecked(self._usual.quiet)
        self.name.setText(known.queue if known else _("The next printer chosen is remembered."))
        self.name.setToolTip(known.queue if known else "")
        self.other.setVisible(known is not None)
        self.notice.hide()

    def _tell_lost(self, queue: str) -> None:
        said = _("The printer {printer} is not there any more. Choose another.")
        self.notice.say(said.format(printer=queue), Role.WARNING)
