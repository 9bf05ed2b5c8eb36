"""A PDF shown in the window: its pages below one another, larger and smaller."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QToolTip, QVBoxLayout, QWidget
from typing_extensions import override

from models.words import _
from ui.look import em
from ui.widgets.paint import paint_ring
from ui.widgets.pdf_places import PdfLink, links_of, room_of
from ui.widgets.pdf_search import PdfSearchBar

STEP = 1.25
LEAST, MOST = 0.25, 5.0
"""How small and how large a page is shown, as a multiple of its size on paper."""


SCHEME = "jangkau:"
"""How the links begin that lead to a list in this window; others lead where they say."""


class PdfPreview(QWidget):
    """Shows a PDF as it will be printed; Ctrl with +, - and 0, or with the wheel, zooms.

    Ctrl+F searches its text. N and Shift+N go from figure to figure of those that lead to a list,
    Enter or a click opens one.
    """

    shown = Signal()
    """Another file is shown now, or none."""
    zoomed = Signal()
    link_opened = Signal(object)
    """The address of the link that was opened."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty preview that a screen reader calls ``name``."""
        super().__init__(parent)
        self._document = QPdfDocument(self)
        self._view = QPdfView(self)
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setAccessibleName(name)
        self._view.viewport().installEventFilter(self)
        self._view.viewport().setMouseTracking(True)
        self._links: list[PdfLink] = []
        self._at = -1
        self._ring = LinkRing(self._view.viewport())
        self.search = PdfSearchBar(self._view, self._document, self)
        self.search.left.connect(self._view.setFocus)
        for bar in (self._view.verticalScrollBar(), self._view.horizontalScrollBar()):
            bar.valueChanged.connect(self._ring_link)
        self.zoomed.connect(self._ring_link)
        self.setFocusProxy(self._view)
        self.setMinimumHeight(em(self, 12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self._view)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.begin)
        self.fit()

    def show_file(self, path: Path) -> None:
        """Show the PDF at ``path``, at the place where the one before was looked at.

        Raises OSError if it is no PDF. The file is read as it is looked at and must stay.
        """
        bar = self._view.verticalScrollBar()
        place = bar.value()
        error = self._document.load(str(path))
        if error is not QPdfDocument.Error.None_:
            raise OSError(f"{path.name}: {error.name}")
        bar.setValue(place)
        self._links = links_of(self._document, SCHEME)
        self._go_to_link(-1)
        self.shown.emit()

    def close_file(self) -> None:
        """Let go of the file and show nothing."""
        self._links = []
        self._go_to_link(-1)
        self._document.close()
        self.shown.emit()

    def pages(self) -> int:
        """Return how many pages there are."""
        return self._document.pageCount()

    def page(self) -> int:
        """Return the page in view, from 0."""
        return self._view.pageNavigator().currentPage()

    def links(self) -> list[PdfLink]:
        """Return the links that lead to a list, in the order they are read."""
        return self._links

    def link(self) -> PdfLink | None:
        """Return the link the keyboard is on, which has the ring round it."""
        return self._links[self._at] if 0 <= self._at < len(self._links) else None

    def link_at(self, place: QPoint) -> PdfLink | None:
        """Return the link at a place of the viewport, in pixels."""
        return next(
            (one for one in self._links if room_of(self._view, one).contains(QPointF(place))), None
        )

    def fit(self) -> None:
        """Show pages as wide as there is room."""
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.zoomed.emit()

    def zoom(self, factor: float) -> None:
        """Show pages larger, or smaller with a ``factor`` below one."""
        wanted = min(MOST, max(LEAST, self.scale() * factor))
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(wanted)
        self.zoomed.emit()

    def scale(self) -> float:
        """Return how large the pages are shown, as a multiple of their size on paper."""
        if self._view.zoomMode() is QPdfView.ZoomMode.Custom or not self.pages():
            return self._view.zoomFactor()
        margins = self._view.documentMargins()
        room = self._view.viewport().width() - margins.left() - margins.right()
        points = self._document.pagePointSize(0).width()
        return room / (points * self._view.logicalDpiX() / 72)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        factors = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Equal: STEP, Qt.Key.Key_Minus: 1 / STEP}
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in factors:
            self.zoom(factors[Qt.Key(event.key())])
        elif control and event.key() == Qt.Key.Key_0:
            self.fit()
        elif self._links and event.key() == Qt.Key.Key_N:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            step = -1 if back else 1
            self._go_to_link((max(self._at, -1 if step > 0 else 0) + step) % len(self._links))
        elif (link := self.link()) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.link_opened.emit(link.address)
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            return True
        if isinstance(event, QMouseEvent) and self._links:
            return self._meet(event)
        if isinstance(event, QResizeEvent):
            self._ring_link()
        return super().eventFilter(watched, event)

    def _meet(self, event: QMouseEvent) -> bool:
        """Show a hand over a figure and open its list; tell whether the event is used up."""
        place = event.position().toPoint()
        link = self.link_at(place)
        if link is None:
            self._view.viewport().unsetCursor()
            return False
        self._view.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        if event.type() == QEvent.Type.MouseMove:
            said = _("A click shows the list behind this figure.")
            QToolTip.showText(event.globalPosition().toPoint(), said, self._view)
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self.link_opened.emit(link.address)
        return True

    def _go_to_link(self, number: int) -> None:
        """Put the ring round a figure, and the figure where it is seen; below nought, nowhere."""
        self._at = number
        if number >= 0:
            port, room = self._view.viewport().rect(), room_of(self._view, self._links[number])
            if not QRectF(port).contains(room):
                bar = self._view.verticalScrollBar()
                bar.setValue(bar.value() + round(room.center().y() - port.height() / 2))
        self._ring_link()

    def _ring_link(self) -> None:
        link = self.link()
        self._ring.surround(None if link is None else room_of(self._view, link).toAlignedRect())


class LinkRing(QWidget):
    """The ring round the figure that the keyboard is on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def surround(self, room: QRect | None) -> None:
        """Stand round ``room``, or be gone."""
        self.setVisible(room is not None)
        if room is not None:
            self.setGeometry(room.adjusted(-3, -3, 3, 3))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_ring(QPainter(self), self.rect(), em(self, 0.3))
