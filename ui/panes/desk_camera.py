"""The camera as the desk's scanner: shown when asked for, gone when not."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.bench import Bench
from ui.desk_keys import hinted
from ui.icons import icon
from ui.look import em, let_tab_reach

if TYPE_CHECKING:
    from ui.panes.camera_scanner import CameraScanner


class DeskCamera(QWidget):
    """Takes no room, and nothing of a camera is loaded, before it is first asked for."""

    scanned = Signal(str)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._scanner: CameraScanner | None = None
        self.button = QToolButton()
        self.button.setIcon(icon("camera"))
        self.button.setToolTip(hinted("camera"))
        self.button.setAccessibleName(hinted("camera"))
        self.button.setCheckable(True)
        let_tab_reach(self.button)
        self.button.toggled.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def turn(self) -> None:
        """Begin to read codes with the camera, or end it."""
        self.button.toggle()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._scanner is not None:
            self._scanner.stop()

    def _turn(self, on: bool) -> None:
        if on and self._scanner is None:
            from ui.panes.camera_scanner import CameraScanner

            self._scanner = CameraScanner(self._bench)
            self._scanner.setMaximumHeight(em(self, 14))
            self._scanner.scanned.connect(self.scanned)
            column = self.layout()
            if column is not None:
                column.addWidget(self._scanner)
        self.setVisible(on)
        if on and self._scanner is not None:
            self._scanner.start()
