"""What is wrong with a design, one line each; a line leads to where it is mended."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from models.designs.checking import DesignProblem, Severity
from models.designs.design import Design
from models.words import _
from ui.designer.naming import side_name, title
from ui.icons import icon
from ui.look import Role, em

GLYPHS = {
    Severity.ERROR: ("circle-alert", Role.DANGER),
    Severity.WARNING: ("triangle-alert", Role.WARNING),
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ProblemsList(QListWidget):
    """Lists problems, the grave ones first."""

    meant = Signal(object)
    """A ``DesignProblem`` somebody wants to mend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: list[DesignProblem] = []
        self.setAccessibleName(_("What is wrong with the design"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(em(self, 3.4))
        self.itemClicked.connect(self._lead)

    def show_problems(self, design: Design, found: Sequence[DesignProblem]) -> None:
        """Show what was found in ``design``."""
        grave = sorted(found, key=lambda one: one.severity is not Severity.ERROR)
        if grave == self._found and self.count():
            return
        self._found = grave
        row = self.currentRow()
        self.clear()
        for one in grave:
            item = QListWidgetItem(icon(*GLYPHS[one.severity]), _said(design, one))
            grave_said = _("Must be mended") if one.severity is Severity.ERROR else _("Warning")
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, grave_said)
            self.addItem(item)
        if not grave:
            fine = QListWidgetItem(
                icon("circle-check", Role.SUCCESS), _("Nothing is wrong with this design.")
            )
            self.addItem(fine)
        if grave:
            self.setCurrentRow(min(max(row, 0), len(grave) - 1))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.currentItem() is not None:
            self._lead(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _lead(self, item: QListWidgetItem) -> None:
        row = self.row(item)
        if row < len(self._found):
            self.meant.emit(self._found[row])


def _said(design: Design, problem: DesignProblem) -> str:
    elements = design.side(problem.side)
    if problem.index is None or problem.index >= len(elements):
        return problem.said
    return _("{side}, “{name}”: {problem}").format(
        side=side_name(problem.side),
        name=title(elements[problem.index]),
        problem=problem.said,
    )
