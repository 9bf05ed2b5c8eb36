"""Icons drawn in the palette's own ink, so that a change of theme needs no telling."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

from resources import resource
from ui.look import Role, color

Ink = Role | QPalette.ColorRole
"""What an icon is drawn in: the ink of a role, or a colour of the palette."""


@cache
def icon(name: str, ink: Ink = QPalette.ColorRole.WindowText) -> QIcon:
    """Return the shipped icon of this name, sharp at any size and scale.

    Each is made once and never taken away, so that nothing of Qt's ends what draws in Python.
    """
    return QIcon(_Drawing(name, ink))


@cache
def _svg(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8")


@cache
def _renderer(name: str, rgb: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_svg(name).replace("currentColor", rgb).encode()))


_COPIES: "list[_Drawing]" = []


class _Drawing(QIconEngine):
    def __init__(self, name: str, ink: Ink) -> None:
        super().__init__()
        _svg(name)  # a name that is not shipped fails where it was written, not while painting
        self._name = name
        self._ink = ink

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        _renderer(self._name, self._rgb(mode)).render(painter, square)

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    @override
    def clone(self) -> QIconEngine:
        copy = _Drawing(self._name, self._ink)
        # PySide takes no hold of what a virtual returns: nobody else would keep it from the
        # collector while Qt draws with it. Icons are copied so deeply only when one is added to.
        _COPIES.append(copy)
        return copy

    def _rgb(self, mode: QIcon.Mode) -> str:
        palette = QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            faded = QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText
            return palette.color(*faded).name()
        if isinstance(self._ink, Role):
            return color(self._ink).ink.name()
        selected = mode == QIcon.Mode.Selected
        return palette.color(QPalette.ColorRole.HighlightedText if selected else self._ink).name()
