"""A line of a list that is ticked off: its box, a remark below it, and buttons at its end."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.icons import icon
from ui.look import FAINT, Role, Size, em, let_tab_reach
from ui.panes.lines_panel import ListLine
from ui.plain import label, tip
from ui.widgets.text import Text


class TickLine(ListLine):
    """Space ticks it; the other keys are those of every line."""

    ticked = Signal(object, bool)

    def __init__(
        self,
        row: Any,  # noqa: ANN401 - the row of whatever list it stands in
        said: str,
        remark: str,
        *,
        alarming: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``row`` as ``said``; a remark that is ``alarming`` is red and says why itself."""
        super().__init__(row, parent)
        self._said = said
        self.box = QCheckBox(label(said))
        self.box.setMinimumWidth(em(self, 3))
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setToolTip(tip(said))  # the style shortens a text that has no room
        self.box.setAccessibleDescription(remark)
        ink = Role.DANGER if alarming else FAINT
        self._remark = Text(remark, Size.CAPTION, ink, elide=True)
        if not remark:
            self._remark.hide()
        self.box.clicked.connect(lambda on: self.ticked.emit(row, on))

    @override
    def text(self) -> str:
        return " | ".join(part for part in (self._said, self._remark.text()) if part)

    @override
    def seat(self) -> QWidget:
        return self.box

    def arrange(self, *buttons: QToolButton) -> None:
        """Lay the line out with these buttons at its end."""
        style = self.box.style()
        indent = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth) + style.pixelMetric(
            QStyle.PixelMetric.PM_CheckBoxLabelSpacing
        )
        below = QHBoxLayout()
        below.setContentsMargins(indent, 0, 0, 0)
        below.addWidget(self._remark)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self.box)
        lines.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(lines, 1)
        for button in buttons:
            row.addWidget(button)
        self.show_truth()


def line_button(glyph: str, said: str) -> QToolButton:
    """Return a button at the end of a line, which ``said`` names to a voice and on hovering."""
    button = QToolButton()
    button.setIcon(icon(glyph))
    button.setAutoRaise(True)
    button.setAccessibleName(said)
    button.setToolTip(tip(said))
    let_tab_reach(button)
    return button
