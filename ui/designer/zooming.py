"""A view in millimetres with rulers: nearer and farther, and whole where there is room."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget
from typing_extensions import override

from models.designs.design import Box
from ui.designer.items import ROUND, rectangle
from ui.designer.rulers import Rulers
from ui.look import Surface, surface

STEP = 1.25
"""How much larger things are shown by one press of a key, or one notch of the wheel."""
INCH = 25.4
LEAST, MOST = 0.25, 16.0
"""How small and how large things are shown, as a multiple of their true size."""
NEAR_EDGE = 12
"""Pixels from the edge of the view that what is brought into it keeps."""


class ZoomView(QGraphicsView):
    """Shows something that is so many millimetres wide and high, at first the whole of it."""

    zoomed = Signal()
    """It is shown larger or smaller."""

    def __init__(self, parent: QWidget | None = None) -> None:
        scene = QGraphicsScene()
        super().__init__(scene, parent)
        scene.setParent(self)
        self._fits = True
        self.rulers = Rulers(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        thick = self.rulers.thickness()
        self.setMinimumSize(thick * 8, thick * 6)
        self._lay_out_rulers()

    def show_size(self, size: tuple[float, float]) -> None:
        """Let what is shown be so many millimetres wide and high."""
        whole = QRectF(0, 0, *size).adjusted(-ROUND, -ROUND, ROUND, ROUND)
        if whole != self.sceneRect():
            self.setSceneRect(whole)
            if self._fits:
                self.fit()

    def fit(self) -> None:
        """Show the whole, as large as there is room for."""
        self._be_fitting(fits=True)
        room, whole = self.viewport().size(), self.sceneRect()
        if not whole.isEmpty():
            across, down = (room.width() - 4) / whole.width(), (room.height() - 4) / whole.height()
            self._magnify(min(across, down) / self._true_size())

    def show_true_size(self) -> None:
        """Show it as large as it is."""
        self.zoom(1 / self.magnification())

    def zoom(self, factor: float) -> None:
        """Show it larger, or smaller with a ``factor`` below one."""
        self._be_fitting(fits=False)
        self._magnify(self.magnification() * factor)

    def magnification(self) -> float:
        """Return how large it is shown, as a multiple of its true size."""
        return self.millimetre() / self._true_size()

    def millimetre(self) -> float:
        """Return how many pixels a millimetre is shown wide."""
        return self.transform().m11()

    def pan(self, way: QPoint) -> None:
        """Shift the view by pixels, as far as there is anything to be seen."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + way.x())
        down.setValue(down.value() + way.y())

    def bring_into_view(self, box: Box) -> None:
        """Shift the view until a box is seen, as far as there is room."""
        self.ensureVisible(rectangle(box), NEAR_EDGE, NEAR_EDGE)

    def pixels(self, box: Box) -> QRectF:
        """Return where a box is seen, in pixels of the viewport."""
        return self.viewportTransform().mapRect(rectangle(box))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            where = event.position().toPoint()
            seen = self.mapToScene(where)
            self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            self.pan(self.mapFromScene(seen) - where)
        else:
            super().wheelEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_rulers()
        if self._fits:
            self.fit()
        self._show_scale()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._show_scale()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out_rulers()

    @override
    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.fillRect(rect, surface(Surface.TRACK))

    def _be_fitting(self, *, fits: bool) -> None:
        """Show scroll bars only where it may not fit: they would take room from fitting."""
        self._fits = fits
        policy = Qt.ScrollBarPolicy
        wanted = policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(wanted)
        self.setVerticalScrollBarPolicy(wanted)

    def _magnify(self, magnification: float) -> None:
        wanted = min(MOST, max(LEAST, magnification)) * self._true_size()
        factor = wanted / self.millimetre()
        self.scale(factor, factor)
        self._show_scale()
        self.zoomed.emit()

    def _true_size(self) -> float:
        """Return the pixels of a millimetre on a screen that tells its resolution rightly."""
        return self.logicalDpiX() / INCH

    def _show_scale(self) -> None:
        self.rulers.show_scale(self.mapFromScene(QPointF(0, 0)), self.millimetre())

    def _lay_out_rulers(self) -> None:
        thick = self.rulers.thickness()
        if self.viewportMargins().top() != thick:
            self.setViewportMargins(thick, thick, 0, 0)
        self.rulers.lay_out(self.viewport().geometry())
