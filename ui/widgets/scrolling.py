"""Lets a tall widget scroll on a card, whose ground shines through."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from ui.look import em


class Scrolling(QScrollArea):
    """Shows ``inside`` as wide as there is room and as tall as it likes."""

    def __init__(
        self, inside: QWidget, least_lines: float = 10, parent: QWidget | None = None
    ) -> None:
        """Scroll ``inside``; at least so many text lines of it are seen."""
        super().__init__(parent)
        self._inside = inside
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(em(self, least_lines))
        # Room for the ring of the keyboard's focus, and for the bar that floats at the right.
        ring = em(self, 0.2)
        inside.setContentsMargins(ring, ring, em(self, 0.7), ring)
        self.setWidget(inside)
        for ground in (self.viewport(), inside):
            ground.setAutoFillBackground(False)

    @override
    def minimumSizeHint(self) -> QSize:
        # What is inside cannot be scrolled sideways: it must have its width.
        inside = self._inside.minimumSizeHint().width()
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(inside + bar, super().minimumSizeHint().height())


def bring_into_view(widget: QWidget) -> None:
    """Scroll whatever ``widget`` lies in until it is seen, once everything has its place."""
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget))


def _scroll_to(widget: QWidget) -> None:
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
            if widget.height() > around.viewport().height():  # from its beginning, then
                beyond = widget.mapTo(around.viewport(), widget.rect().topLeft()).y()
                bar = around.verticalScrollBar()
                bar.setValue(bar.value() + beyond)
        around = around.parentWidget()
