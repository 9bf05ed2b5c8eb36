"""Takes somebody's photo with the camera: the live picture first, then the frame on it."""

from PySide6.QtCore import QBuffer, QIODevice, Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.people.photo import Cut, cut_out
from models.progress import Progress, Work
from models.words import _
from ui.bench import Bench
from ui.forms.photo_form import PhotoForm
from ui.look import FAINT, Size, em
from ui.tasks import Task
from ui.widgets.camera_view import CameraView
from ui.widgets.header import action_button
from ui.widgets.keyboard import holds
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

LEAST = 8
"""The least width of a button, in text lines."""
QUALITY = 95
TAKE = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PhotoTaker(QWidget):
    """Space or Enter takes the picture, Enter keeps what is framed; Esc goes a step back."""

    taken = Signal(object)
    """The photo as ``set_photo`` takes it: the bytes of a small JPEG."""
    left = Signal()
    """Nobody wants a photo any more."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._data = b""
        self._task: Task[bytes] | None = None
        self.live = LivePicture(bench)
        self.form = PhotoForm(_("Take another"))
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self.live)
        self._layers.addWidget(self.form)
        self.live.given.connect(self._frame)
        self.live.left.connect(self.leave)
        self.form.given.connect(self._cut)
        self.form.left.connect(self.start)
        self.setFocusProxy(self.live)

    def start(self) -> None:
        """Show the live picture, the keyboard on it."""
        self._forget()
        self._show(self.live)
        self.live.view.start()

    def stop(self) -> None:
        """Let go of the camera, and of a picture that was taken and not kept."""
        self._forget()
        self.live.view.stop()
        self._show(self.live)

    def leave(self) -> None:
        """Give up, and say so."""
        self.stop()
        self.left.emit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._task is not None:  # a photo must not land where somebody else is shown by then
            self._task.stop()

    def _frame(self, picture: QImage) -> None:
        """Let the frame be put on a picture that was taken."""
        self.live.view.stop()
        self._data = _jpeg(picture)
        self.form.show_picture(self._data)
        self._show(self.form)

    def _cut(self, cut: Cut) -> None:
        if self._task is None:  # Enter twice keeps it once
            self._task = self._bench.tasks.start(
                _cut_out(self._data, cut),
                succeeded=self._give,
                failed=self._bench.fail,
                ended=self._free,
                owner=self,
            )

    def _give(self, photo: bytes) -> None:
        if self._task is not None and not self._task.stopped:  # else it came a moment too late
            self.stop()
            self.taken.emit(photo)

    def _free(self) -> None:
        self._task = None

    def _forget(self) -> None:
        self._data = b""
        if self._task is not None:
            self._task.stop()

    def _show(self, layer: QWidget) -> None:
        had_focus = holds(self)
        self.setFocusProxy(layer)
        self._layers.setCurrentWidget(layer)
        if had_focus:
            layer.setFocus()


class LivePicture(QWidget):
    """What the camera sees, an oval for the face, and the button that takes it."""

    given = Signal(QImage)
    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = CameraView(bench.camera, bench.settings, guided=True)
        self._hint = Text(
            _("Face in the oval, eyes to the camera. Space takes the picture."),
            Size.CAPTION,
            FAINT,
            wrap=True,
        )
        self.never_mind = action_button(_("Never mind"))
        self.take = action_button(_("Take picture"), "camera", primary=True)
        self.take.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.5))
        column.addWidget(self._hint)  # above, where it is seen in a low window too
        column.addWidget(self.view, 1)
        column.addWidget(tool_row([self.never_mind, self.take], LEAST))
        glass = self.view.glass
        glass.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        glass.setAccessibleDescription(_("Space takes the picture, Escape gives up."))
        self.setFocusProxy(glass)
        self.take.clicked.connect(self._take)
        self.never_mind.clicked.connect(self.left)
        bench.camera.changed.connect(self._judge)
        self.view.pictured.connect(self._judge)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in TAKE:
            self._take()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _judge(self) -> None:
        """Let the picture be taken when there is one."""
        self.take.setEnabled(not self.view.picture().isNull())

    def _take(self) -> None:
        picture = self.view.picture()
        if not picture.isNull():
            self.given.emit(picture)


def _jpeg(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "JPEG", QUALITY)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _cut_out(data: bytes, cut: Cut) -> Work[bytes]:
    yield Progress(0, 0)
    return cut_out(data, cut)
