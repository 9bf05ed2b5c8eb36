"""Below the table of a list: all that is to be said of the line one is on, and its repair."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from models.exchange.planned import PlannedRow, RowProblem, RowStatus
from models.exchange.returns_planned import ReturnedRow, ReturnProblem, ReturnStatus
from models.exchange.skipping import SkippedRow
from models.people.nik import LENGTH, group_nik
from models.words import _
from ui.icons import Ink
from ui.look import FAINT, Role, em
from ui.plain import label
from ui.widgets.header import action_button
from ui.widgets.text import Text

Line = PlannedRow | ReturnedRow | SkippedRow


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

    def show_line(self, line: Line | None) -> None:
        """Say all of ``line``; None where there is none."""
        problem = repair_of(line)
        repair = problem.repair if problem else None
        self._words.setText(_said(line))
        self._words.set_ink(_ink(line))
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


def repair_of(line: Line | None) -> RowProblem | ReturnProblem | None:
    """Return the first problem of a line that a repair is proposed for."""
    if line is None or isinstance(line, SkippedRow):
        return None
    return next((each for each in line.problems if each.repair), None)


def _said(line: Line | None) -> str:
    if line is None:
        return ""
    if isinstance(line, SkippedRow):
        return _("Line {line}: {reason}. “{text}”").format(
            line=line.line, reason=line.reason.message(), text=line.text
        )
    said = line.reasons() or (line.status.label(),)
    return _("Line {line}, {name}: {remarks}").format(
        line=line.line, name=_name(line) or _("no name"), remarks=" ".join(said)
    )


def _name(line: PlannedRow | ReturnedRow) -> str:
    if isinstance(line, PlannedRow):
        return line.person.name
    return line.member.name if line.member else line.said.name


def _ink(line: Line | None) -> Ink:
    if line is None or isinstance(line, SkippedRow):
        return FAINT
    if line.status in (RowStatus.PROBLEM, ReturnStatus.PROBLEM):
        return Role.DANGER
    return Role.WARNING if line.problems else QPalette.ColorRole.WindowText
