"""The cameras that are plugged in, as Qt knows them; loaded only once a camera is wanted."""

from enum import Enum, auto

from PySide6.QtCore import (
    QCameraPermission,
    QCoreApplication,
    QObject,
    QPermission,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoSink,
)

WIDEST, HIGHEST = 1280, 960
"""Pixels that are asked of a camera: a photo needs no more, a code is read sooner with fewer."""
SMOOTH = 15.0
"""Pictures a second from which it looks alive."""


class Failure(Enum):
    """Why a camera that is plugged in gives no picture."""

    REFUSED = auto()
    BROKEN = auto()


class CameraInputs(QObject):
    """Tells which cameras there are, and lets one of them send its pictures to ``sink``."""

    changed = Signal()
    """One was plugged in or unplugged."""
    failed = Signal(object)
    """The one that is open gave up, or was never to be had: a ``Failure``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sink = QVideoSink(self)
        self._session = QMediaCaptureSession(self)
        self._session.setVideoSink(self.sink)
        self._camera: QCamera | None = None
        self._devices = QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self.changed)

    def names(self) -> dict[str, str]:
        """Return what the cameras are called, by their ids, the system's own choice first."""
        first = QMediaDevices.defaultVideoInput()
        found = sorted(QMediaDevices.videoInputs(), key=lambda device: device != first)
        return {_id(device): device.description() for device in found}

    def open(self, device_id: str) -> None:
        """Let the camera with this id send its pictures, if the person lets us use it."""
        found = [one for one in QMediaDevices.videoInputs() if _id(one) == device_id]
        if not found:
            self.failed.emit(Failure.BROKEN)
            return
        self._camera = QCamera(found[0], self)
        self._camera.setCameraFormat(_best(found[0]))
        self._camera.errorOccurred.connect(self._fail)
        self._session.setCamera(self._camera)
        leave = QCameraPermission()
        if _app().checkPermission(leave) is Qt.PermissionStatus.Undetermined:
            _app().requestPermission(leave, self, self._answered)
        else:
            self._begin()

    def close(self) -> None:
        """Let go of the camera that is open, so that others can use it."""
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.errorOccurred.disconnect(self._fail)
            camera.stop()
            camera.deleteLater()

    @Slot()
    def _answered(self, _leave: QPermission | None = None) -> None:
        self._begin()

    def _begin(self) -> None:
        if self._camera is None:  # closed while the person was being asked
            return
        if _app().checkPermission(QCameraPermission()) is Qt.PermissionStatus.Granted:
            self._camera.start()
        else:
            self.failed.emit(Failure.REFUSED)

    @Slot()
    def _fail(self) -> None:
        self.failed.emit(Failure.BROKEN)


def suits(width: int, height: int, rate: float) -> tuple[bool, bool, int, float]:
    """Return how well pictures of this size, so many a second, suit us; more is better."""
    fits = width <= WIDEST and height <= HIGHEST
    return fits, rate >= SMOOTH, width * height * (1 if fits else -1), rate


def _best(device: QCameraDevice) -> QCameraFormat:
    formats = device.videoFormats()
    return max(formats, key=_suits) if formats else QCameraFormat()


def _suits(kind: QCameraFormat) -> tuple[bool, bool, int, float]:
    size = kind.resolution()
    return suits(size.width(), size.height(), kind.maxFrameRate())


def _id(device: QCameraDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")


def _app() -> QCoreApplication:
    app = QCoreApplication.instance()
    assert app is not None  # a QObject that listens is never made without one
    return app
