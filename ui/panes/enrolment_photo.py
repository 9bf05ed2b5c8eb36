"""The photo of who is being enrolled: by the camera or from a file, or none."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.documents.names import SUFFIXES
from models.people.photo import Cut, cut_out, read_photo
from models.progress import Progress, Work
from models.words import _
from ui.bench import Bench
from ui.forms.photo_form import PhotoForm
from ui.forms.photo_taker import PhotoTaker
from ui.look import em
from ui.messages import FileKind
from ui.panes.person_photo import KINDS
from ui.widgets.file_drop import FileDrop
from ui.widgets.header import action_button
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolling import Scrolling
from ui.widgets.tool_row import tool_row

LEAST = 8
"""The least width of a button, in text lines."""


class EnrolmentPhoto(QWidget):
    """Gives a small JPEG, or None to go without one; Esc changes nothing."""

    taken = Signal(object)
    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._data = b""
        self.taker = PhotoTaker(bench)
        self.cutter = PhotoForm()
        self.from_file = action_button(_("From a file…"), "folder-open")
        self.without = action_button(_("Without a photo"), "x")
        self._tools = tool_row([self.from_file, self.without], LEAST)
        self._strip = ProgressStrip()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.5))
        picture = QWidget()
        pictures = QVBoxLayout(picture)
        pictures.setContentsMargins(0, 0, 0, 0)
        pictures.addWidget(self.taker, 1)
        pictures.addWidget(self.cutter, 1)
        self.cutter.hide()
        column.addWidget(Scrolling(picture), 1)
        column.addWidget(self._strip)
        column.addWidget(self._tools)
        drop = FileDrop(self, _("Drop the photo here"), "camera")
        drop.dropped.connect(self.take)
        self.taker.taken.connect(self._give)
        self.taker.left.connect(self.left)
        self.cutter.given.connect(self._cut)
        self.cutter.left.connect(self.left)
        self.from_file.clicked.connect(self._choose)
        self.without.clicked.connect(lambda: self._give(None))

    def start(self, *, has_photo: bool) -> None:
        """Show the camera's picture; with ``has_photo`` what was taken may be let go."""
        self.cutter.hide()
        self.taker.show()
        self._tools.show()
        self.without.setEnabled(has_photo)
        self.taker.start()
        self.taker.setFocus()

    def take(self, path: Path) -> None:
        """Read a picture; what of it becomes the photo is chosen then."""
        self._bench.run(read_photo(path), _("Reading the picture"), self._strip, self._frame)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.taker.stop()
            self.left.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _choose(self) -> None:
        patterns = " ".join(f"*{ending}" for kind in KINDS for ending in SUFFIXES[kind])
        kinds = [FileKind(_("Pictures"), patterns)]
        path = self._bench.messages.open_file(_("Choose a photo"), kinds)
        if path is not None:
            self.take(path)

    def _frame(self, data: bytes) -> None:
        if self.isHidden():  # somebody else is being enrolled by now
            return
        self._data = data
        self.taker.stop()
        self.taker.hide()
        self._tools.hide()
        self.cutter.show_picture(data)
        self.cutter.show()
        self.cutter.setFocus()

    def _cut(self, cut: Cut) -> None:
        self._bench.run(_cut(self._data, cut), _("Cutting out the photo"), self._strip, self._give)

    def _give(self, photo: bytes | None) -> None:
        if not self.isHidden():
            self.taker.stop()
            self.taken.emit(photo)


def _cut(data: bytes, cut: Cut) -> Work[bytes]:
    yield Progress(0, 0)
    return cut_out(data, cut)
