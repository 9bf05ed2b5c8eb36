"""A switch between a few named parts, with counts; a tab bar in the house look."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QTabBar, QToolButton, QWidget
from typing_extensions import override

from ui.look import Size, Surface, em, font, surface
from ui.plain import label, read_aloud
from ui.widgets.paint import paint_ring


class Segments(QTabBar):
    """A row of segments, one of them chosen. Arrow keys, Home and End move along it."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty row that a screen reader calls ``name``."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFont(font(Size.BODY))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.currentChanged.connect(self._tell)

    def add(self, name: str, text: str, count: str = "") -> None:
        """Add a segment called ``name`` in signals, with ``count`` behind its text."""
        self.blockSignals(True)
        index = self.addTab("")
        self.setTabData(index, (name, text))
        self.blockSignals(False)
        self._write(index, count)

    def set_count(self, name: str, count: str) -> None:
        """Change the count behind segment ``name``."""
        self._write(self._index(name), count)

    def name(self) -> str:
        """Return the name of the chosen segment."""
        data = self.tabData(self.currentIndex())
        return str(data[0]) if data else ""

    def choose(self, name: str) -> None:
        """Choose segment ``name``."""
        self.setCurrentIndex(self._index(name))

    @override
    def setTabVisible(self, index: int, visible: bool) -> None:
        # Qt forgets that segments are to be laid out anew where the next one stays as it is.
        if self.isTabVisible(index) != visible:
            super().setTabVisible(index, visible)
            self.updateGeometry()

    @override
    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self._words_width(index) + em(self, 2), em(self, 2.2))

    @override
    def minimumTabSizeHint(self, index: int) -> QSize:
        return QSize(self._words_width(index) + em(self, 1.2), em(self, 2.2))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Mid))
        radius = em(self, 0.5)
        ground = self._ground()
        painter.drawRoundedRect(QRectF(ground), radius, radius)
        for index in range(self.count()):
            seen = self.tabRect(index) & ground
            if index == self.currentIndex() or self._fits(index, seen):
                self._paint_segment(painter, index, seen)

    def _fits(self, index: int, seen: QRect) -> bool:
        """Whether the words can be read whole; cut ones are left to the arrows."""
        return seen.width() >= self._words_width(index) + 2 * em(self, 0.25)

    def _words_width(self, index: int) -> int:
        return self.fontMetrics().horizontalAdvance(read_aloud(self.tabText(index)))

    def _ground(self) -> QRect:
        """Return where segments are seen: up to the last, or to the arrows that move them."""
        arrows = [arrow.x() for arrow in self.findChildren(QToolButton) if arrow.isVisible()]
        last = self.tabRect(self.count() - 1).right() + 1 if self.count() else self.width()
        return QRect(0, 0, min((*arrows, last)), self.height())

    def _paint_segment(self, painter: QPainter, index: int, seen: QRect) -> None:
        inset = em(self, 0.25)
        room = seen.adjusted(inset, inset, -inset, -inset)
        chosen = index == self.currentIndex()
        hovered = room.contains(self.mapFromGlobal(self.cursor().pos()))
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or hovered:
            role = QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.Base
            painter.setBrush(self.palette().color(role) if chosen else surface(Surface.HOVER))
            painter.drawRoundedRect(QRectF(room), inset, inset)
        if chosen and self.hasFocus():
            paint_ring(painter, seen, inset * 2)
        painter.setPen(self._ink(chosen=chosen))
        whole = read_aloud(self.tabText(index))
        words = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _ink(self, *, chosen: bool) -> QColor:
        colors = self.palette()
        if not chosen:
            return colors.color(QPalette.ColorRole.WindowText)
        if self.isEnabled():
            return colors.color(QPalette.ColorRole.HighlightedText)
        # It says how things are, also where that cannot be changed; the style would write it in
        # the colour of its ground.
        return colors.color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText)

    def _write(self, index: int, count: str) -> None:
        text = label(self.tabData(index)[1])
        self.setTabText(index, f"{text}  {count}" if count else text)

    def _index(self, name: str) -> int:
        return next(i for i in range(self.count()) if self.tabData(i)[0] == name)

    def _tell(self, index: int) -> None:
        if index >= 0:
            self.chosen.emit(self.name())
