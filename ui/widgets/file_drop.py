"""Lets a file be dropped anywhere on a widget."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QChildEvent, QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.look import ACCENT, Size, Surface, em, surface
from ui.widgets.icon_view import IconView
from ui.widgets.text import Text

TAKES_FILES = "takesFiles"
"""Marks what takes files itself, wherever it lies."""
PACKETS = (".jangkau-desk", ".jangkau-return")
"""How the names of packets end; the window takes them, wherever on it they are dropped."""


class FileDrop(QObject):
    """Takes a file dropped on a widget; while it hovers there, says what it would do.

    Fields take drops for themselves, as text: what they lie in must be covered.
    """

    dropped = Signal(object)
    """The path of the file; of several, one after the other."""

    def __init__(
        self,
        target: QWidget,
        hint: str,
        glyph: str = "file-spreadsheet",
        *,
        takes: Callable[[Path], bool] | None = None,
        several: bool = False,
    ) -> None:
        """Take what is dropped on ``target``; ``hint`` and the icon ``glyph`` say for what.

        ``takes`` tells which files, by default all but packets; ``several`` takes more than one.
        """
        super().__init__(target)
        self._target = target
        self._takes = takes or _is_no_packet
        self._several = several
        self.veil = DropVeil(hint, glyph, target)
        target.setAcceptDrops(True)
        target.setProperty(TAKES_FILES, True)
        target.installEventFilter(self)

    def cover(self, inside: QWidget) -> None:
        """Let a file that is dropped on ``inside``, or what is yet put on it, reach the whole."""
        _let_through(inside)
        inside.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent):
            return self._take(event)
        if event.type() == QEvent.Type.ChildPolished and isinstance(event, QChildEvent):
            child = event.child()
            if watched is not self._target and isinstance(child, QWidget):
                _let_through(child)
        elif event.type() == QEvent.Type.DragLeave:
            self.veil.hide()
        return super().eventFilter(watched, event)

    def _take(self, event: QDropEvent) -> bool:
        """Answer a file that is dragged here, or dropped."""
        paths = dragged_files(event.mimeData())
        taken = bool(paths) and all(map(self._takes, paths))
        fits = taken and (self._several or len(paths) == 1)
        # By a move the file would be taken away from where it lies.
        if not fits or not event.possibleActions() & Qt.DropAction.CopyAction:
            event.ignore()
            return True
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        dragging = isinstance(event, QDragMoveEvent)
        self.veil.setGeometry(self._target.rect())
        self.veil.setVisible(dragging)
        self.veil.raise_()
        if not dragging:
            for path in paths:
                self.dropped.emit(path)
        return True


class DropVeil(QWidget):
    """Lies over a widget while a file hovers over it; the mouse passes through."""

    def __init__(self, hint: str, glyph: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        words = Text(hint, Size.HEADING, ACCENT)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(em(self, 0.6))
        column.addStretch(1)
        column.addWidget(IconView(glyph, ACCENT, 2.5), 0, middle)
        column.addWidget(words, 0, middle)
        column.addStretch(1)
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = surface(Surface.TINT)
        ground.setAlphaF(0.94)
        painter.setBrush(ground)
        painter.setPen(QPen(surface(Surface.FOCUS), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), em(self, 0.5), em(self, 0.5))


def _let_through(widget: QWidget) -> None:
    """Let ``widget`` and all that lies on it take no drops, but for what takes files itself."""
    for one in (widget, *widget.findChildren(QWidget)):
        if not one.property(TAKES_FILES):
            one.setAcceptDrops(False)


def dragged_file(data: QMimeData) -> Path | None:
    """Return the file that is dragged; None for several, for folders and for anything else."""
    paths = dragged_files(data)
    return paths[0] if len(paths) == 1 else None


def dragged_files(data: QMimeData) -> Sequence[Path]:
    """Return the files that are dragged; none where a folder or anything else is among them."""
    urls = data.urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return paths if len(paths) == len(urls) and not any(map(Path.is_dir, paths)) else ()


def _is_no_packet(path: Path) -> bool:
    return path.suffix.casefold() not in PACKETS
