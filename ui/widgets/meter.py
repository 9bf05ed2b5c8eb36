"""How far something has come: a label, the numbers in words, and a bar below them."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.look import FAINT, Role, Surface, color, em, surface
from ui.widgets.text import Text

FULL = 1000


class Bar(QProgressBar):
    """A thin bar without words, filled in the colour of a role."""

    def __init__(self, role: Role = Role.SUCCESS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self.setRange(0, FULL)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fill(self, value: float, total: float) -> None:
        """Fill to ``value`` of ``total``; past the total it is simply full."""
        self.setValue(round(FULL * min(1, max(0, value / total))) if total > 0 else 0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(em(self, 6), em(self, 0.55))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(em(self, 2), em(self, 0.55))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        groove = QRectF(self.rect())
        round_end = groove.height() / 2
        painter.setBrush(surface(Surface.TRACK))
        painter.drawRoundedRect(groove, round_end, round_end)
        if self.value() > 0:
            filled = max(groove.height(), groove.width() * self.value() / FULL)
            groove.setWidth(filled)
            painter.setBrush(color(self._role).fill)
            painter.drawRoundedRect(groove, round_end, round_end)


class Meter(QWidget):
    """A labelled bar; the numbers say in words what the bar shows."""

    def __init__(self, text: str, role: Role = Role.SUCCESS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Text(text)
        self._numbers = Text("", ink=FAINT, elide=True)
        self._numbers.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._bar = Bar(role)
        self._bar.setAccessibleName(text)
        head = QHBoxLayout()
        head.addWidget(self._text)
        head.addWidget(self._numbers, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.35))
        column.addLayout(head)
        column.addWidget(self._bar)

    def show_value(self, value: float, total: float, numbers: str) -> None:
        """Show ``value`` of ``total``, and ``numbers`` as its words."""
        self._bar.fill(value, total)
        self._numbers.setText(numbers)
        self._bar.setAccessibleDescription(numbers)
