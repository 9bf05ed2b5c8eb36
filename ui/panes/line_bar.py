"""Below the table of a list: all that is to be said of the line one is on, and its repair."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from models.exchange.at_hand import ListLine
from models.exchange.planned import PlannedRow, RowProblem, RowStatus
from models.people.nik import LENGTH, group_nik
from models.words import _
from ui.icons import Ink
from ui.look import FAINT, Role, em
from ui.plain import label
from ui.widgets.header import action_button
from ui.widgets.text import Text


class LineBar(QWidget):
    """Says why a line is as it is; a button takes the repair proposed for it."""

    repair_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Text("", wrap=True)
        self._words.setMinimumHeight(em(self, 2.4))
        self._repair = action_button("", "check")
        self._repair.setToolTip(_("Ctrl+Enter"))
        self._repair.clicked.connect(self.repair_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self._repair)
        self.show_line(None)

    def show_line(self, line: ListLine | None) -> None:
        """Say all of ``line``; None where there is none."""
        problem = repair_of(line)
        self.say(_said(line), _ink(line), problem.repair if problem else None)

    def say(self, text: str, ink: Ink, repair: str | None = None) -> None:
        """Say ``text``, and offer ``repair`` if there is one."""
        self._words.setText(text)
        self._words.set_ink(ink)
        self._repair.setVisible(bool(repair))
        if repair:
            shown = group_nik(repair) if len(repair) == LENGTH and repair.isdecimal() else repair
            self._repair.setText(label(_("Take {repair}").format(repair=shown)))

    def said(self) -> str:
        """Return what is said now."""
        return self._words.text()

    def button(self) -> QPushButton:
        """Return the button that takes the repair."""
        return self._repair


def repair_of(line: ListLine | None) -> RowProblem | None:
    """Return the first problem of a line that a repair is proposed for."""
    if not isinstance(line, PlannedRow):
        return None
    return next((each for each in line.problems if each.repair), None)


def _said(line: ListLine | None) -> str:
    if line is None:
        return ""
    if not isinstance(line, PlannedRow):
        return _("Line {line}: {reason}. “{text}”").format(
            line=line.line, reason=line.reason.message(), text=line.text
        )
    said = line.reasons() or (line.status.label(),)
    name = line.person.name or _("no name")
    return _("Line {line}, {name}: {remarks}").format(
        line=line.line, name=name, remarks=" ".join(said)
    )


def _ink(line: ListLine | None) -> Ink:
    if not isinstance(line, PlannedRow):
        return FAINT
    if line.status is RowStatus.PROBLEM:
        return Role.DANGER
    return Role.WARNING if line.problems else QPalette.ColorRole.WindowText
