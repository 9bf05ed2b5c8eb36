"""What the mouse does on the canvas: choosing, dragging, drawing a band, shifting the view."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QCursor, QMouseEvent
from PySide6.QtWidgets import QApplication, QRubberBand
from typing_extensions import override

from models.designs.editing import Handle, around, fitted
from models.words import _
from ui.designer.gestures import Gesture, Held, Manner, Moving, Resizing
from ui.designer.items import handles, rectangle
from ui.designer.snapping import Magnets
from ui.designer.state import DesignState
from ui.designer.zooming import ZoomView

NEAR = 6
"""Pixels from which things draw what is dragged to themselves."""
SLACK = 3
"""Pixels by which one may miss a thin element or a handle."""
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
SHAPES = {
    1: Qt.CursorShape.SizeFDiagCursor,
    -1: Qt.CursorShape.SizeBDiagCursor,
}


@dataclass(slots=True)
class Aids:
    """What draws things that are dragged to itself: the grid where it is shown, edges, middles."""

    grid: bool = False
    snaps: bool = True


class Pointing(QObject):
    """Hears the mouse over a view; what was dragged is one change once it is let go."""

    held = Signal(object)
    """Where elements are held that are being dragged (``Held``); None: they were let go of."""
    hovered = Signal(object, object)
    """Over which element the pointer is, and where, in millimetres; each may be None."""
    meant = Signal()
    """What is chosen was double-clicked."""

    def __init__(self, view: ZoomView, state: DesignState, aids: Aids) -> None:
        super().__init__(view)
        self._view = view
        self._state = state
        self._aids = aids
        self._from = QPoint()
        self._gesture: Gesture | None = None
        self._held: Held | None = None
        self._only: int | None = None
        self._band: QRubberBand | None = None
        self._grasped: QPoint | None = None
        view.viewport().installEventFilter(self)

    @property
    def busy(self) -> bool:
        """Whether something is being dragged."""
        return self._held is not None or self._band is not None

    def frame(self) -> QRectF | None:
        """Return the frame round what is chosen and not locked, in pixels of the viewport."""
        boxes = self._held.boxes if self._held else self._state.boxes()
        return self._view.pixels(around(boxes.values())) if boxes else None

    def give_up(self) -> bool:
        """Let go of what is dragged and leave it where it was; return whether anything was."""
        was, self._held, self._gesture = self.busy, None, None
        self._drop_band()
        if was:
            self.held.emit(None)
        return was

    def choose_under(self, where: QPoint) -> None:
        """Choose what lies at a pixel of the viewport, unless it is among what is chosen."""
        index = self._element_at(where)
        if index is None or index not in self._state.selection:
            self._state.choose(() if index is None else (index,))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.hovered.emit(None, None)
        if not isinstance(event, QMouseEvent):
            return super().eventFilter(watched, event)
        where, button = event.position().toPoint(), event.button()
        match event.type():
            case QEvent.Type.MouseMove:
                self._move(where, event)
            case QEvent.Type.MouseButtonPress if button == LEFT:
                self._press(where, event.modifiers())
            case QEvent.Type.MouseButtonRelease if button == LEFT:
                self._release(event.modifiers())
            case QEvent.Type.MouseButtonDblClick if button == LEFT and self._state.selection:
                self.meant.emit()
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonRelease:
                self._grasp(where, event)
            case _:
                return super().eventFilter(watched, event)
        return True

    def _press(self, where: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        self._from, self._only = where, None
        handle, index = self._handle_at(where), self._element_at(where)
        if handle is not None:
            self._gesture = Resizing(self._state.boxes(), self._magnets(), handle)
        elif index is not None and modifiers & (SHIFT | CONTROL):
            self._state.choose({*self._state.selection} ^ {index})
        else:
            self._take(index)

    def _take(self, index: int | None) -> None:
        """Begin to move an element, or draw a band where there is none that can be moved."""
        if index is not None and index in self._state.selection:
            self._only = index
        elif index is not None:
            self._state.choose((index,))
        if index in self._state.boxes():
            self._gesture = Moving(self._state.boxes(), self._magnets())
        else:
            self._band = QRubberBand(QRubberBand.Shape.Rectangle, self._view.viewport())

    def _move(self, where: QPoint, event: QMouseEvent) -> None:
        if self._grasped is not None:
            self._view.pan(self._grasped - where)
            self._grasped = where
        elif self._gesture is not None:
            self._drag(self._gesture, where, event.modifiers())
        elif self._band is not None:
            self._band.setGeometry(QRect(self._from, where).normalized())
            self._band.show()
        else:
            self._show_cursor(where)
        over = None if event.buttons() else self._element_at(where)
        self.hovered.emit(over, self._view.mapToScene(where))

    def _drag(self, gesture: Gesture, where: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        way = where - self._from
        if self._held is None and way.manhattanLength() < QApplication.startDragDistance():
            return
        millimetre, free = self._view.millimetre(), not self._aids.snaps
        manner = Manner(
            straight=bool(modifiers & SHIFT),
            from_middle=bool(modifiers & ALT),
            free=free or bool(modifiers & CONTROL),
        )
        held = gesture.held(way.x() / millimetre, way.y() / millimetre, manner)
        size = self._state.design.size
        boxes = {index: fitted(box, size) for index, box in held.boxes.items()}
        self._held = held._replace(boxes=boxes)
        self.held.emit(self._held)

    def _release(self, modifiers: Qt.KeyboardModifier) -> None:
        gesture, held, band = self._gesture, self._held, self._band
        area = band.geometry() if band is not None and band.isVisible() else None
        self.give_up()
        if held is not None and gesture is not None:
            self._state.place(held.boxes, _(gesture.said))
        elif area is not None:
            self._choose_in(area, adding=bool(modifiers & (SHIFT | CONTROL)))
        elif band is not None and self._element_at(self._from) is None:
            self._state.choose(())
        elif self._only is not None:
            self._state.choose((self._only,))

    def _choose_in(self, area: QRect, *, adding: bool) -> None:
        """Choose what a band lies over; what is locked only where it lies wholly within."""
        room = self._view.mapToScene(area).boundingRect()
        found = {
            index
            for index, element in enumerate(self._state.elements)
            if room.contains(rectangle(element.box))
            or (not element.locked and room.intersects(rectangle(element.box)))
        }
        self._state.choose(found | {*self._state.selection} if adding else found)

    def _drop_band(self) -> None:
        if self._band is not None:
            self._band.hide()
            self._band.deleteLater()
            self._band = None

    def _grasp(self, where: QPoint, event: QMouseEvent) -> None:
        """Begin or end to shift the view with the middle button."""
        pressed = event.type() == QEvent.Type.MouseButtonPress and event.button() == MIDDLE
        self._grasped = where if pressed else None

    def _show_cursor(self, where: QPoint) -> None:
        handle, index = self._handle_at(where), self._element_at(where)
        shape = Qt.CursorShape.ArrowCursor
        if handle is not None:
            shape = _shape(handle)
        elif index is not None and not self._state.elements[index].locked:
            shape = Qt.CursorShape.SizeAllCursor
        self._view.viewport().setCursor(QCursor(shape))

    def _magnets(self) -> Magnets:
        moving = self._state.boxes()
        others = [one.box for n, one in enumerate(self._state.elements) if n not in moving]
        reach = NEAR / self._view.millimetre()
        return Magnets(others, self._state.design.size, reach, self._aids.grid)

    def _handle_at(self, where: QPoint) -> Handle | None:
        frame = self.frame()
        if frame is None:
            return None
        places = handles(frame)
        return next((one for one in reversed(places) if _near(places[one], where)), None)

    def _element_at(self, where: QPoint) -> int | None:
        """Return the uppermost element at a pixel of the viewport."""
        slack = SLACK / self._view.millimetre()
        at = self._view.mapToScene(where)
        for index in reversed(range(len(self._state.elements))):
            box = rectangle(self._state.elements[index].box)
            if box.adjusted(-slack, -slack, slack, slack).contains(at):
                return index
        return None


def _near(place: QRectF, where: QPoint) -> bool:
    return place.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(where.toPointF())


def _shape(handle: Handle) -> Qt.CursorShape:
    across, down = handle.value
    if not down:
        return Qt.CursorShape.SizeHorCursor
    return SHAPES.get(across * down, Qt.CursorShape.SizeVerCursor)
