"""What can be ticked off right on the first page: tasks, and follow-ups with partners."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.barred import bar
from ui.icons import Ink
from ui.look import FAINT, Size, em
from ui.plain import label, tip
from ui.widgets.scrolling import bring_into_view
from ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing to do: ``key`` is what its signals carry, ``about`` what it belongs to."""

    key: object
    text: str
    about: str
    remark: str
    ink: Ink = FAINT


class TickList(QWidget):
    """A few things to do below one another; the keyboard stays where it was."""

    ticked = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fixed = False
        """Whether nothing may be ticked here; one may still open it."""
        """Whether nothing may be ticked here; one may still open it."""
        self._lines: list[TickLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(self, 0.25))

    def show_ticks(self, ticks: Sequence[Tick]) -> None:
        """Show these things to do instead of what was there."""
        if [line.tick for line in self._lines] == list(ticks):
            return
        place = next((n for n, line in enumerate(self._lines) if line.has_keyboard()), None)
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [TickLine(tick) for tick in ticks]
        if self.fixed:
            for line in self._lines:
                bar(line.box)
        for line in self._lines:
            line.ticked.connect(self.ticked)
            line.opened.connect(self.opened)
            self._column.addWidget(line)
        self.setVisible(bool(ticks))
        if place is not None and self._lines:
            self._take_keyboard(min(place, len(self._lines) - 1))

    def lines(self) -> "list[TickLine]":
        """Return the lines, top down."""
        return self._lines

    def show_truth(self) -> None:
        """Show all as still to be done, after ticking one off went wrong."""
        for line in self._lines:
            line.box.setChecked(False)

    def _take_keyboard(self, place: int) -> None:
        line = self._lines[place]
        line.show()  # one just made takes no focus before it is shown
        line.box.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(line)


class TickLine(QWidget):
    """A box with the thing to do, what it belongs to, and when it is due.

    Space ticks it off, Enter or a click beside the box leads to where it belongs.
    """

    ticked = Signal(object)
    opened = Signal(object)

    def __init__(self, tick: Tick, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = tick
        self.box = QCheckBox(label(tick.text))
        self.box.setMinimumWidth(em(self, 3))
        self.box.setToolTip(tip(tick.text))  # the style shortens a text that has no room
        self.box.setAccessibleDescription(", ".join(filter(None, (tick.about, tick.remark))))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        remark = Text(tick.remark, ink=tick.ink)
        remark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box, 2)
        row.addWidget(Text(tick.about, Size.CAPTION, FAINT, elide=True), 1)
        row.addWidget(remark)
        self.box.clicked.connect(lambda _on: self.ticked.emit(tick.key))

    def has_keyboard(self) -> bool:
        """Whether the keyboard is on it."""
        return QApplication.focusWidget() is self.box

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.tick.key)
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.tick.key)
