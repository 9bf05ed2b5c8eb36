"""A PDF shown in the window: its pages below one another, larger and smaller."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from ui.look import em

STEP = 1.25
LEAST, MOST = 0.25, 5.0
"""How small and how large a page is shown, as a multiple of its size on paper."""


class PdfPreview(QWidget):
    """Shows a PDF as it will be printed; Ctrl with +, - and 0, or with the wheel, zooms."""

    zoomed = Signal()

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
        self.setFocusProxy(self._view)
        self.setMinimumHeight(em(self, 12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
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

    def close_file(self) -> None:
        """Let go of the file and show nothing."""
        self._document.close()

    def pages(self) -> int:
        """Return how many pages there are."""
        return self._document.pageCount()

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
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            return True
        return super().eventFilter(watched, event)
