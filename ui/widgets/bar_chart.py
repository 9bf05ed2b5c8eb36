"""A small bar chart: values in words above the bars, a line for the target."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from ui.look import FAINT, Role, Surface, color, em, surface
from ui.plain import tip
from ui.widgets.paint import paint_ring


class ChartBar(NamedTuple):
    """One bar: what it is of, how high, the number in words; ``open`` while it still grows."""

    label: str
    value: float
    text: str
    open: bool = False


class BarChart(QWidget):
    """Bars from the left, as wide as there is room for.

    With ``opens`` a bar can be clicked, or gone to by the arrow keys and opened by Enter.
    """

    opened = Signal(object)
    """The number of the bar that was opened, from 0."""

    def __init__(self, name: str, parent: QWidget | None = None, *, opens: bool = False) -> None:
        """Make an empty chart that a screen reader calls ``name``."""
        super().__init__(parent)
        self._bars: Sequence[ChartBar] = ()
        self._target = 0.0
        self._at = 0
        self._opens = opens
        if opens:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_bars(self, bars: Sequence[ChartBar], target: float = 0, target_text: str = "") -> None:
        """Show ``bars`` and, if there is one, a line at ``target`` that ``target_text`` names."""
        self._bars = bars
        self._at = min(self._at, max(len(bars) - 1, 0))
        self._target = target
        self._target_text = target_text
        said = [f"{bar.label}: {bar.text}" for bar in bars]
        self.setAccessibleDescription("; ".join([*said, target_text] if target else said))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(em(self, 24), em(self, 14))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(em(self, 10), em(self, 5.5))

    def bar_at(self, x: float) -> int | None:
        """Return the number of the bar at ``x`` pixels from the left, None where there is none."""
        number = int(x * len(self._bars) / max(self.width(), 1))
        return number if 0 <= number < len(self._bars) else None

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self.bar_at(event.position().x())
        if self._opens and at is not None and self.rect().contains(event.position().toPoint()):
            self.opened.emit(at)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if self._opens and self._bars and event.key() in steps:
            step = steps[Qt.Key(event.key())]
            self._at = min(max(self._at + step, 0), len(self._bars) - 1)
            self.update()
        elif self._opens and self._bars and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self._at)
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            at = self.bar_at(event.pos().x())
            said = "" if at is None else f"{self._bars[at].label}: {self._bars[at].text}"
            QToolTip.showText(event.globalPos(), tip(said), self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        ground = QRectF(self.rect()).adjusted(0, line * 1.4, 0, -line * 1.6)
        top = max(self._target, *(bar.value for bar in self._bars)) or 1
        step = ground.width() / len(self._bars)
        for number, bar in enumerate(self._bars):
            slot = QRectF(ground.left() + number * step, ground.top(), step, ground.height())
            self._paint_bar(painter, slot, bar, bar.value / top)
            if self.hasFocus() and number == self._at:
                around = slot.adjusted(2, -line * 1.3, -2, line * 1.5).toRect()
                paint_ring(painter, around, line * 0.3)
        painter.setPen(QPen(surface(Surface.LINE), 1))
        painter.drawLine(ground.bottomLeft(), ground.bottomRight())
        if self._target:
            self._paint_target(
                painter, ground, ground.bottom() - ground.height() * self._target / top
            )

    def _paint_bar(self, painter: QPainter, slot: QRectF, bar: ChartBar, share: float) -> None:
        line = self.fontMetrics().height()
        inset = max(slot.width() * 0.14, (slot.width() - line * 5) / 2)
        body = slot.adjusted(inset, slot.height() * (1 - share), -inset, 0)
        fill = QColor(color(Role.SUCCESS).fill)
        fill.setAlphaF(0.6 if bar.open else 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(body, line * 0.2, line * 0.2)
        painter.setPen(self.palette().windowText().color())
        number = QRectF(slot.left(), body.top() - line * 1.3, slot.width(), line * 1.2)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, bar.text)
        painter.setPen(self.palette().color(FAINT))
        name = QRectF(slot.left(), slot.bottom() + line * 0.4, slot.width(), line * 1.1)
        shown = self.fontMetrics().elidedText(
            bar.label, Qt.TextElideMode.ElideRight, int(slot.width())
        )
        painter.drawText(name, Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_target(self, painter: QPainter, ground: QRectF, height: float) -> None:
        painter.setPen(QPen(color(Role.WARNING).fill, 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(ground.left(), height), QPointF(ground.right(), height))
