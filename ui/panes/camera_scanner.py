"""The camera as a scanner: a small live picture, and what the code held before it says."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.words import _
from ui.bench import Bench
from ui.look import FAINT, Role, Size, em
from ui.widgets.camera_codes import CodeReader
from ui.widgets.camera_view import CameraView
from ui.widgets.text import Text


class CameraScanner(QWidget):
    """Reads codes from ``start`` to ``stop``, while it is seen."""

    scanned = Signal(str)
    """What a code says: as hostile as anything from outside."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = CameraView(bench.camera, bench.settings)
        self.reader = CodeReader(parent=self)
        self._words = Text("", Size.CAPTION, FAINT, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.3))
        column.addWidget(self.view, 1)
        column.addWidget(self._words)
        self.view.pictured.connect(self.reader.look)
        self.reader.scanned.connect(self._take)
        self.reader.several.connect(self._doubt)

    def start(self) -> None:
        """Begin to look for codes."""
        self.reader.forget()
        self._say(_("Hold a code before the camera."))
        self.view.start()

    def stop(self) -> None:
        """Let go of the camera."""
        self.view.stop()

    def words(self) -> str:
        """Return what it says below the picture."""
        return self._words.text()

    def _take(self, text: str) -> None:
        if self.view.is_watching():  # else it was read a moment too late
            self._say(_("A code was read."))
            self.scanned.emit(text)

    def _doubt(self) -> None:
        self._say(_("Several codes are in view. Show one at a time."), Role.WARNING)

    def _say(self, text: str, role: Role | None = None) -> None:
        self._words.setText(text)
        self._words.set_ink(role or FAINT)
