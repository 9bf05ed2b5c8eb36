"""Cameras that are plugged in and pulled out at will; their pictures go Qt's own way."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal, qInstallMessageHandler
from PySide6.QtGui import QColor, QImage, QPainter

from ui.camera import Camera

FRONT, DESK = "front", "desk"
SKIN, HAIR, SHIRT = QColor(215, 170, 140), QColor(40, 30, 25), QColor(60, 70, 110)
SHADOW, WHITE, DARK = QColor(150, 105, 85), QColor(235, 230, 225), QColor(30, 20, 15)
LIPS, LIGHT = QColor(150, 80, 75), QColor(228, 185, 155)


@pytest.fixture(scope="session")
def multimedia(qapp):
    """Qt's multimedia, loaded: it warns once of each system library it does without."""
    handler = qInstallMessageHandler(lambda *_told: None)
    try:
        from PySide6.QtMultimedia import QMediaDevices, QVideoFrame

        QMediaDevices.videoInputs()
        QVideoFrame(QImage(8, 8, QImage.Format.Format_RGB32)).toImage()
    finally:
        qInstallMessageHandler(handler)


@pytest.fixture
def inputs(multimedia):
    """Two cameras, of which nothing comes but what a test lets them show."""
    return PretendInputs()


@pytest.fixture
def camera(inputs):
    return Camera(inputs)


@pytest.fixture
def at_camera(bench, camera):
    """What a page works with, at a computer with those cameras."""
    return replace(bench, camera=camera)


class PretendInputs(QObject):
    """Stands for the devices alone; the sink their pictures go to is Qt's."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self):
        from PySide6.QtMultimedia import QVideoSink

        super().__init__()
        self.sink = QVideoSink(self)
        self.opened = []
        self.plugged = {FRONT: "Front camera", DESK: "Desk <b>camera</b>"}

    def names(self):
        return dict(self.plugged)

    def open(self, device_id):
        self.opened.append(device_id)

    def close(self):
        self.opened.append("")

    def plug(self, device_id, name="Another"):
        self.plugged[device_id] = name
        self.changed.emit()

    def pull(self, device_id):
        del self.plugged[device_id]
        self.changed.emit()

    def show(self, image):
        """Let a frame of this picture come."""
        from PySide6.QtMultimedia import QVideoFrame

        self.sink.setVideoFrame(QVideoFrame(image.convertToFormat(QImage.Format.Format_RGB32)))

    def in_use(self):
        """The last that was opened; nothing if it was closed."""
        return self.opened[-1] if self.opened else ""


def scene(wide=640, high=480, fill=200):
    """Return an empty room."""
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(QColor(fill, fill, fill))
    return image


def draw_face(image, x, y, size):
    """Draw a face of nobody, ``size`` pixels from temple to temple and a little, about x, y."""
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.translate(x, y)
    painter.scale(size, size)

    def oval(across, down, wide, high, color):
        painter.setBrush(color)
        painter.drawEllipse(QPointF(across, down), wide, high)

    painter.setBrush(SHIRT)
    painter.drawRoundedRect(QRectF(-1.1, 0.85, 2.2, 2), 0.4, 0.4)
    oval(0, -0.15, 0.62, 0.75, HAIR)
    painter.fillRect(QRectF(-0.2, 0.4, 0.4, 0.55), SHADOW)
    oval(0, 0.05, 0.52, 0.68, SKIN)
    for side in (-1, 1):
        oval(side * 0.22, -0.1, 0.15, 0.085, SHADOW)
        oval(side * 0.22, -0.08, 0.1, 0.045, WHITE)
        oval(side * 0.22, -0.08, 0.045, 0.045, DARK)
        painter.fillRect(QRectF(side * 0.22 - 0.14, -0.25, 0.28, 0.05), DARK)
    oval(0, 0.02, 0.05, 0.2, LIGHT)
    oval(0, 0.2, 0.1, 0.03, SHADOW)
    oval(0, 0.38, 0.17, 0.045, LIPS)
    painter.end()
    return image
