"""The window itself: seen first, furnished afterwards by the shell.

Until it has been painted it needs little of Qt and nothing of the program. Even the namespace
``Qt`` is left alone here: PySide makes its thousand names when it is first touched, which takes
as long as a seventh of the whole start.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QWidget
from typing_extensions import override

from ui.look import ACCENT, Size, em, font
from ui.settings import Settings

NAME = "Jangkau"


class MainWindow(QMainWindow):
    """One window for everything, as large as it was left."""

    first_painted = Signal()
    """Emitted once, after the window has been seen: the time to load everything else."""

    def __init__(self, settings: Settings) -> None:
        """Make an empty window that shows the program's name."""
        super().__init__()
        self._settings = settings
        self._seen = False
        self._may_close: Callable[[], bool] = _always
        self.setWindowTitle(NAME)
        self.setCentralWidget(_name())
        if not self.restoreGeometry(settings.shape("window")):
            self.resize(em(self, 86), em(self, 48))

    def ask_before_closing(self, may_close: Callable[[], bool]) -> None:
        """Close from now on only where ``may_close`` allows it."""
        self._may_close = may_close

    @override
    def focusNextPrevChild(self, onward: bool) -> bool:
        from ui.widgets.stops import go_to_next  # it needs what the empty window does without

        return go_to_next(self, onward=onward)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self.first_painted.emit)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close():
            event.ignore()
            return
        self._settings.keep_shape("window", self.saveGeometry())
        super().closeEvent(event)


def _name() -> QWidget:
    """Return the program's name in the middle of nothing."""
    ground = QWidget()
    words = QLabel(NAME)
    words.setFont(font(Size.TITLE))
    words.setForegroundRole(ACCENT)
    row = QHBoxLayout(ground)
    row.addStretch()
    row.addWidget(words)
    row.addStretch()
    return ground


def _always() -> bool:
    return True
