"""The camera where no database is open yet: its picture, and what the square before it says."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.words import _
from ui.camera import Camera
from ui.look import em
from ui.settings import Settings
from ui.widgets.camera_codes import CodeReader
from ui.widgets.camera_view import CameraView
from ui.widgets.header import action_button


class PhraseCamera(QWidget):
    """Takes no room until its button is pressed, and ends with the first square it has read."""

    scanned = Signal(str)
    """What the square says: as hostile as anything from outside."""

    def __init__(self, camera: Camera, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = action_button(_("Scan with the camera"), "camera")
        self.button.setCheckable(True)
        self.view = CameraView(camera, settings)
        self.view.setMinimumHeight(em(self, 12))
        self.reader = CodeReader(parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.button.toggled.connect(self._turn)
        self.view.pictured.connect(self.reader.look)
        self.reader.scanned.connect(self._take)
        self.hide()

    def stop(self) -> None:
        """Let go of the camera."""
        self.button.setChecked(False)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.view.stop()

    def _turn(self, on: bool) -> None:
        self.setVisible(on)
        if on:
            self.reader.forget()
            self.view.start()

    def _take(self, text: str) -> None:
        if self.view.is_watching():  # else it was read a moment too late
            self.stop()
            self.scanned.emit(text)
