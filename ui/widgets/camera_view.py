"""The live picture of the camera, as in a mirror; or in words why there is none."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from models.words import _
from ui.camera import Camera
from ui.look import Role, Surface, em, surface
from ui.settings import Settings
from ui.widgets.notice import Notice
from ui.widgets.paint import paint_ring

OVAL_HIGH, OVAL_SHAPE, OVAL_MIDDLE = 0.62, 0.72, 0.47
"""The guide for a face: its height and middle as shares of the picture's height, its shape."""
EDGE = QColor(255, 255, 255, 210)


class CameraView(QWidget):
    """Uses the camera only from ``start`` to ``stop``, and only while it is seen."""

    pictured = Signal(QImage)
    """A picture as others see it, not mirrored."""

    def __init__(
        self,
        camera: Camera,
        settings: Settings,
        *,
        guided: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make a view; a ``guided`` one shows an oval to put one's face in."""
        super().__init__(parent)
        self._camera, self._settings = camera, settings
        self._wanted, self._watching = False, False
        self.glass = CameraScreen(_("Picture of the camera"), guided=guided)
        self.notice = Notice()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notice)
        column.addWidget(self.glass, 1)
        camera.pictured.connect(self._show)
        camera.changed.connect(self._tell)

    def start(self) -> None:
        """Use the camera that is chosen in the settings, whenever this is seen."""
        self._wanted = True
        if self.isVisible():
            self._watch()

    def stop(self) -> None:
        """Let go of the camera."""
        self._wanted = False
        self._unwatch()

    def picture(self) -> QImage:
        """Return the latest picture, not mirrored; a null one if none has come."""
        return self._camera.picture() if self._watching else QImage()

    def is_watching(self) -> bool:
        """Whether the camera is asked for pictures."""
        return self._watching

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._wanted:
            self._watch()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._unwatch()

    def _watch(self) -> None:
        self._watching = True
        self._camera.watch(self, self._settings.camera)
        self._tell()

    def _unwatch(self) -> None:
        if self._watching:
            self._watching = False
            self._camera.leave(self)
        self.glass.show_picture(QImage())
        self.notice.hide()

    def _show(self, picture: QImage) -> None:
        if self._watching:
            self.glass.show_picture(picture, mirrored=self._settings.camera_mirrored)
            self.pictured.emit(picture)

    def _tell(self) -> None:
        """Say what the matter is, once; the picture that stood still goes."""
        if not self._watching:
            return
        problem = self._camera.problem()
        if not problem:
            self.notice.hide()
        elif problem != self.notice.text():
            self.glass.show_picture(QImage())
            self.notice.say(problem, Role.WARNING, _("Try again"), self._camera.try_again)


class CameraScreen(QWidget):
    """A picture as large as there is room, with or without an oval over it."""

    def __init__(self, name: str, *, guided: bool = False, parent: QWidget | None = None) -> None:
        """Make an empty one that a screen reader calls ``name``."""
        super().__init__(parent)
        self._guided = guided
        self._picture = QImage()
        self._mirrored = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    def show_picture(self, picture: QImage, *, mirrored: bool = False) -> None:
        """Show a picture; ``mirrored``, left and right change places."""
        self._picture, self._mirrored = picture, mirrored
        self.update()

    def is_empty(self) -> bool:
        """Whether no picture is shown."""
        return self._picture.isNull()

    @override
    def sizeHint(self) -> QSize:
        return QSize(em(self, 20), em(self, 15))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(em(self, 8), em(self, 6))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), surface(Surface.TRACK))
        painter.setRenderHints(
            QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing
        )
        room = self._room()
        painter.save()
        if self._mirrored:
            painter.translate(2 * room.center().x() + 1, 0)
            painter.scale(-1, 1)
        painter.drawImage(room, self._picture)
        painter.restore()
        if self.hasFocus():
            paint_ring(painter, self.rect(), em(self, 0.3))
        if self._guided and not self._picture.isNull():
            painter.setPen(QPen(EDGE, 2, Qt.PenStyle.DashLine))
            painter.drawEllipse(_oval(room))

    def _room(self) -> QRect:
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        room = QRect(0, 0, size.width(), size.height())
        room.moveCenter(self.rect().center())
        return room


def _oval(room: QRect) -> QRectF:
    high = room.height() * OVAL_HIGH
    oval = QRectF(0, 0, high * OVAL_SHAPE, high)
    oval.moveCenter(QRectF(room).center())
    oval.moveTop(room.top() + room.height() * OVAL_MIDDLE - high / 2)
    return oval
