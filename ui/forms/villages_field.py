"""A field for several villages: each is found while one types it, and can be left out again."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from models.words import _
from ui.bench import Bench
from ui.forms.village_field import VillageField
from ui.icons import icon
from ui.look import em, let_tab_reach
from ui.widgets.text import Text


class VillagesField(QWidget):
    """The villages chosen, each with a cross, and below them a line for another one."""

    changed = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.another = VillageField(bench)
        self._lines: dict[str, QWidget] = {}
        self.crosses: dict[str, QToolButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(self, 0.2))
        self._column.addWidget(self.another)
        self.setFocusProxy(self.another)
        self.another.changed.connect(self._take)

    def codes(self) -> tuple[str, ...]:
        """Return the codes of the villages chosen, in the order they were chosen in."""
        return tuple(self._lines)

    def show_villages(self, villages: dict[str, str]) -> None:
        """Show these villages, by code as an address ends, instead of those before."""
        for code in self.codes():
            self._remove(code)
        for code, line in villages.items():
            self._add(code, line)

    def _take(self) -> None:
        """Take a village that was chosen from the list; one that is only typed waits."""
        code, line = self.another.code(), self.another.line()
        if code:
            self.another.show_village("", "")
            self._add(code, line)
            self.changed.emit()

    def _add(self, code: str, line: str) -> None:
        if code in self._lines:
            return
        cross = QToolButton()
        cross.setIcon(icon("x"))
        cross.setAutoRaise(True)
        cross.setAccessibleName(_("Leave {village} out").format(village=line))
        let_tab_reach(cross)
        self._lines[code], self.crosses[code] = QWidget(), cross
        row = QHBoxLayout(self._lines[code])
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Text(line, elide=True), 1)
        row.addWidget(cross)
        self._column.insertWidget(len(self._lines) - 1, self._lines[code])
        cross.clicked.connect(partial(self._leave_out, code))

    def _leave_out(self, code: str) -> None:
        self.another.setFocus()
        self._remove(code)
        self.changed.emit()

    def _remove(self, code: str) -> None:
        line = self._lines.pop(code)
        del self.crosses[code]
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
