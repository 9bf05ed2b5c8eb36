"""The settings' card about the camera: which one, mirrored or not, and a look through it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QImage
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from typing_extensions import override

from models.words import _
from ui.bench import Bench
from ui.look import FAINT, em
from ui.panes.settings_panel import SettingsPanel
from ui.plain import label
from ui.widgets.camera_view import CameraScreen, CameraView
from ui.widgets.choice import Choice
from ui.widgets.form import FormGrid
from ui.widgets.header import action_button
from ui.widgets.scrolling import bring_into_view
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

LEAST = 9
"""The least width of a button, in text lines."""


class CameraPanel(SettingsPanel):
    """Cameras are looked for when the person asks to see, not before."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Camera"), parent=parent)
        self._settings = bench.settings
        self.trial = CameraTrial(bench)
        self.trial.hide()
        self.open = action_button(_("Look through the camera"), "camera")
        self.add(Text(_("For photos, and to read codes without a scanner."), ink=FAINT, wrap=True))
        self.add(self.open)
        self.add(self.trial)
        self.column.addStretch(1)
        self.open.clicked.connect(self._open)
        self.trial.closed.connect(self._close)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._close()

    def _open(self) -> None:
        self.open.hide()
        self.trial.show()
        self.trial.start()
        bring_into_view(self)

    def _close(self) -> None:
        self.trial.stop()
        self.trial.hide()
        self.open.show()


class CameraTrial(QWidget):
    """The live picture, a choice of cameras, and a picture taken to try."""

    closed = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._camera, self._settings = bench.camera, bench.settings
        self._offered: dict[str, str] = {}
        self.choice: Choice[str] = Choice({})
        self.mirrored = QCheckBox(label(_("As in a mirror; photos are kept the right way round")))
        self.view = CameraView(bench.camera, bench.settings)
        self.words = Text("", ink=FAINT, wrap=True)
        self.take = action_button(_("Test picture"), "camera")
        self.close_it = action_button(_("Close the camera"), "x")
        self.shot = CameraScreen(_("Test picture"))
        self._lay_out()
        self.choice.picked.connect(self._choose)
        self.mirrored.clicked.connect(self._mirror)
        self.take.clicked.connect(self._take)
        self.close_it.clicked.connect(self.closed)
        self._camera.changed.connect(self._read)
        self._camera.pictured.connect(self._judge)

    def start(self) -> None:
        """Look through the camera that is chosen."""
        self.mirrored.setChecked(self._settings.camera_mirrored)
        self._show_shot(QImage())
        self.view.start()
        self._read()
        self.choice.setFocus()

    def stop(self) -> None:
        """Let go of the camera."""
        self.view.stop()

    def _lay_out(self) -> None:
        grid = FormGrid()
        grid.add("camera", _("Camera"), self.choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        column.addWidget(grid)
        column.addWidget(self.mirrored)
        column.addWidget(self.view)
        column.addWidget(tool_row([self.take, self.close_it], LEAST))
        column.addWidget(self.shot)
        column.addWidget(self.words)

    def _read(self) -> None:
        """Offer the cameras that are plugged in, and the one that is chosen, wherever it is."""
        if not self.view.is_watching():
            return
        chosen = self._settings.camera
        names = {"": _("As the system chooses"), **self._camera.names()}
        names.setdefault(chosen, _("The one chosen before, not plugged in"))
        if names != self._offered:
            self._offered = names
            self.choice.offer(names)
        self.choice.show_value(chosen)
        self._judge()

    def _judge(self) -> None:
        """Let a picture be taken when there is one."""
        self.take.setEnabled(not self.view.picture().isNull())

    def _choose(self) -> None:
        self._settings.camera = self.choice.value()
        self.view.start()

    def _mirror(self) -> None:
        self._settings.camera_mirrored = self.mirrored.isChecked()

    def _take(self) -> None:
        self._show_shot(self.view.picture())

    def _show_shot(self, picture: QImage) -> None:
        """Show a picture as a photo would be kept, and how large it is."""
        self.shot.show_picture(picture)
        size = _("{wide} × {high} pixels").format(wide=picture.width(), high=picture.height())
        self.words.setText(size)
        for shown in (self.shot, self.words):
            shown.setVisible(not picture.isNull())
