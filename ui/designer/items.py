"""What is painted on the canvas, in millimetres: the card, its elements, handles and guides."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from models.designs.design import Box
from models.designs.editing import Handle
from ui.designer.rendering import Face, Piece
from ui.designer.snapping import GRID, Guide
from ui.look import Surface, surface

SHADOW = 5
"""Pixels that the shadow of the card reaches beyond it."""
ROUND = 6.0
"""Millimetres round the card that are shown too."""
PAPER = QColor("white")
CHOICE = QColor("#1559b7")
GUIDE = QColor("#c81e5b")
"""Cards are white in the dark too: what is drawn over them is for white, with a white seam."""
SEEN = 4.0
"""Pixels apart from which the lines of the grid are shown."""
HANDLE = 8.0
"""Pixels a handle is wide."""


class CardItem(QGraphicsItem):
    """The card on its shadow: its picture, once there is one, and the grid over it."""

    def __init__(self) -> None:
        super().__init__()
        self._size = (0.0, 0.0)
        self._face: Face | None = None
        self.grid = False

    def show_size(self, size: tuple[float, float]) -> None:
        """Let the card be so wide and high."""
        self.prepareGeometryChange()
        self._size = size

    def show_face(self, face: Face | None) -> None:
        """Show the picture of a side."""
        self._face = face
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return self._card().adjusted(-ROUND, -ROUND, ROUND, ROUND)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        card, pixels = self._card(), painter.worldTransform().m11()
        _paint_shadow(painter, card, 1 / pixels)
        painter.fillRect(card, PAPER)
        if self._face is not None:
            _paint_face(painter, card, self._face)
        if self.grid and pixels * GRID >= SEEN:
            self._paint_grid(painter, card)
        painter.setPen(thin(surface(Surface.LINE)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(card)

    def _paint_grid(self, painter: QPainter, card: QRectF) -> None:
        faint, strong = QColor(128, 128, 128, 40), QColor(128, 128, 128, 90)
        for ink, step in ((faint, GRID), (strong, 10 * GRID)):
            across = [n * step for n in range(1, int(card.width() / step) + 1)]
            down = [n * step for n in range(1, int(card.height() / step) + 1)]
            painter.setPen(thin(ink))
            painter.drawLines(
                [QLineF(x, 0, x, card.height()) for x in across]
                + [QLineF(0, y, card.width(), y) for y in down]
            )

    def _card(self) -> QRectF:
        return QRectF(0, 0, *self._size)


class ElementItem(QGraphicsItem):
    """The outline of one element; where the picture shows it elsewhere, its piece of that."""

    def __init__(self, box: Box) -> None:
        super().__init__()
        self._box = box
        self._piece: Piece | None = None
        self._hovered = False

    def show_box(self, box: Box, piece: Piece | None) -> None:
        """Show the element at ``box``, though the picture has it at ``piece``."""
        self.prepareGeometryChange()
        self._box = box
        self._piece = piece if piece is not None and piece.lies != box else None

    def show_hovered(self, hovered: bool) -> None:
        """Show whether the pointer is over it."""
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    @override
    def boundingRect(self) -> QRectF:
        here = rectangle(self._box)
        return here if self._piece is None else here.united(rectangle(self._piece.lies))

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if self._piece is not None:
            painter.setOpacity(0.6)
            painter.fillRect(rectangle(self._piece.lies), PAPER)
            painter.setOpacity(0.85)
            painter.drawImage(rectangle(self._box), self._piece.image, self._piece.part)
            painter.setOpacity(1)
        if self._hovered:
            painter.setPen(thin(CHOICE))
        else:
            painter.setPen(thin(QColor(128, 128, 128, 150), Qt.PenStyle.DotLine))
        painter.drawRect(rectangle(self._box))


def handles(frame: QRectF) -> dict[Handle, QRectF]:
    """Return where the handles of a frame lie, both in pixels, the corners last."""
    places = {}
    for handle in sorted(Handle, key=lambda handle: 0 not in handle.value):
        across, down = handle.value
        at = QPointF(
            frame.center().x() + across * frame.width() / 2,
            frame.center().y() + down * frame.height() / 2,
        )
        places[handle] = QRectF(at.x() - HANDLE / 2, at.y() - HANDLE / 2, HANDLE, HANDLE)
    return places


def paint_chosen(painter: QPainter, boxes: Sequence[QRectF], *, locked: bool) -> None:
    """Paint the outlines of what is chosen, in pixels; dashed where it is ``locked``."""
    style = Qt.PenStyle.DashLine if locked else Qt.PenStyle.SolidLine
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(PAPER, 3), QPen(CHOICE, 1.5, style)):
        painter.setPen(pen)
        painter.drawRects(list(boxes))


def paint_handles(painter: QPainter, frame: QRectF) -> None:
    """Paint the frame round all that is chosen, in pixels, and its handles."""
    painter.setPen(QPen(CHOICE, 1, Qt.PenStyle.DotLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(frame)
    painter.setPen(QPen(CHOICE, 1.5))
    painter.setBrush(PAPER)
    painter.drawRects(list(handles(frame).values()))


def paint_guides(painter: QPainter, guides: Sequence[Guide]) -> None:
    """Paint, in millimetres, along which lines things are in line."""
    painter.setPen(thin(GUIDE))
    painter.drawLines(
        [
            QLineF(line.at, line.begins, line.at, line.ends)
            if line.upright
            else QLineF(line.begins, line.at, line.ends, line.at)
            for line in guides
        ]
    )


def rectangle(box: Box) -> QRectF:
    """Return a box as Qt has it."""
    return QRectF(box.x, box.y, box.width, box.height)


def thin(ink: QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return a pen of one pixel, however near one looks."""
    pen = QPen(ink, 1, style)
    pen.setCosmetic(True)
    return pen


def _paint_shadow(painter: QPainter, card: QRectF, pixel: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 14))
    for step in range(1, SHADOW + 1):
        spread = step * pixel
        edge = card.adjusted(-spread, -spread + pixel, spread, spread + pixel)
        painter.drawRoundedRect(edge, spread, spread)


def _paint_face(painter: QPainter, card: QRectF, face: Face) -> None:
    """Draw the picture dot for dot where it was made for this size, else stretched to it."""
    ratio = painter.device().devicePixelRatio()
    if abs(painter.worldTransform().m11() * ratio - face.wanted.dots) > 1e-3:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(card, face.image)
        return
    corner = painter.worldTransform().map(card.topLeft()) * ratio
    painter.save()
    painter.resetTransform()
    painter.scale(1 / ratio, 1 / ratio)
    painter.drawImage(corner.toPoint(), face.image)
    painter.restore()
