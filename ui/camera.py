"""The camera of this computer: opened while somebody looks, and what is the matter with it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from models.words import _

if TYPE_CHECKING:
    from ui.camera_inputs import CameraInputs

BREATH = 30
"""Milliseconds between two pictures: what comes sooner is left out."""
PATIENCE = 6000
"""Milliseconds without a picture after which something must be the matter."""


class Camera(QObject):
    """Shared by all who look: opened for the first of them, closed after the last.

    While a camera that is wanted is missing, it is waited for, and opened when it comes.
    """

    pictured = Signal(QImage)
    """A picture, upright and not mirrored."""
    changed = Signal()
    """What ``problem`` or ``names`` return may be something else now."""

    def __init__(self, inputs: "CameraInputs | None" = None, parent: QObject | None = None) -> None:
        """Make it; with ``inputs`` of another kind than those that are plugged in here."""
        super().__init__(parent)
        self._inputs = inputs
        self._listening = False
        self._watchers: set[int] = set()
        self._wanted = ""
        self._open = ""
        self._problem = ""
        self._picture = QImage()
        self._breath = QTimer(self, interval=BREATH, singleShot=True)
        self._breath.timeout.connect(self._show)
        self._patience = QTimer(self, interval=PATIENCE, singleShot=True)
        self._patience.timeout.connect(self._miss_pictures)

    def watch(self, who: QObject, device_id: str = "") -> None:
        """Send pictures of the camera with this id; of another if that is not plugged in.

        This goes on until ``who`` leaves or is destroyed.
        """
        if id(who) not in self._watchers:
            key = id(who)
            self._watchers.add(key)
            # At the end of the program the camera may be gone before those who look.
            who.destroyed.connect(lambda: self._leave(key) if isValid(self) else None)
        if device_id != self._wanted:
            self._close()
            self._wanted = device_id
        self._look()

    def leave(self, who: QObject) -> None:
        """Send ``who`` nothing any more; the camera is closed when nobody is left."""
        self._leave(id(who))

    def try_again(self) -> None:
        """Open the camera anew, after something was the matter with it."""
        self._close()
        self._look()

    def problem(self) -> str:
        """Return in words why there is no picture; nothing if there is no reason."""
        return self._problem

    def names(self) -> dict[str, str]:
        """Return what the cameras plugged in are called, by their ids."""
        return self._plugged().names()

    def picture(self) -> QImage:
        """Return the latest picture, upright and not mirrored; a null one without any."""
        return self._picture

    def is_open(self) -> bool:
        """Whether a camera is being used."""
        return bool(self._open)

    def _plugged(self) -> "CameraInputs":
        if self._inputs is None:
            from ui.camera_inputs import CameraInputs  # loads QtMultimedia

            self._inputs = CameraInputs(self)
        if not self._listening:
            self._listening = True
            self._inputs.changed.connect(self._look)
            self._inputs.failed.connect(self._fail)
            self._inputs.sink.videoFrameChanged.connect(self._note)
        return self._inputs

    def _look(self) -> None:
        """Open what is wanted if it is there, and say what is missing if it is not."""
        inputs = self._plugged()
        names = inputs.names()
        if self._open and self._open not in names:
            self._close()
            self._say(_("The camera was unplugged. Plug it in again and it goes on by itself."))
        elif self._watchers and not self._open and not names:
            self._say(
                self._problem or _("There is no camera. Plug one in and it starts by itself.")
            )
        elif self._watchers and not self._open:
            self._say("")
            self._open = self._wanted if self._wanted in names else next(iter(names))
            self._patience.start()
            inputs.open(self._open)
        self.changed.emit()

    def _leave(self, key: int) -> None:
        self._watchers.discard(key)
        if not self._watchers:
            self._close()
            self._problem = ""

    def _close(self) -> None:
        self._open = ""
        self._picture = QImage()
        self._breath.stop()
        self._patience.stop()
        if self._inputs is not None:
            self._inputs.close()

    def _note(self) -> None:
        """Take notice that a picture has come; those before it that were not shown are left out."""
        if self._watchers and not self._breath.isActive():
            self._breath.start()

    def _show(self) -> None:
        picture = self._plugged().sink.videoFrame().toImage()
        if picture.isNull():
            return
        self._patience.start()
        self._picture = picture
        if self._problem:
            self._say("")
        self.pictured.emit(picture)

    def _fail(self, failure: object) -> None:
        from ui.camera_inputs import Failure

        self._close()
        if failure is Failure.REFUSED:
            self._say(_("The camera may not be used. Allow it in the settings of the system."))
        else:
            self._say(
                _("The camera does not answer. Close other programs that use it, then try again.")
            )

    def _miss_pictures(self) -> None:
        self._say(_("The camera sends no picture. Unplug it and plug it in, or try again."))

    def _say(self, problem: str) -> None:
        self._problem = problem
        self.changed.emit()
