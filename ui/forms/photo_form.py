"""Cuts a photo out of a picture: the picture with its frame, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.people.photo import Cut
from models.words import _
from ui.forms.photo_cutter import PhotoCutter
from ui.look import FAINT, Size, em
from ui.widgets.header import action_button
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

LEAST = 8
"""The least width of a button, in text lines."""


class PhotoForm(QWidget):
    """Enter keeps what the frame shows, Esc gives up."""

    given = Signal(object)
    """The ``Cut`` that is wanted."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cutter = PhotoCutter()
        hint = Text(
            _("Drag the frame, size it with the wheel; or use the arrow keys, + and -, L and R."),
            Size.CAPTION,
            FAINT,
            wrap=True,
        )
        self.to_left = action_button(_("Turn left"), "undo-2")
        self.to_right = action_button(_("Turn right"), "redo-2")
        self.larger = action_button(_("Larger"), "zoom-in")
        self.smaller = action_button(_("Smaller"), "zoom-out")
        self.agree = action_button(_("Keep as photo"), "check", primary=True)
        self.never_mind = action_button(_("Never mind"))
        buttons: list[QWidget] = [
            self.to_left,
            self.to_right,
            self.larger,
            self.smaller,
            self.never_mind,
            self.agree,
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.5))
        column.addWidget(self.cutter, 1)
        column.addWidget(hint)
        column.addWidget(tool_row(buttons, LEAST))
        self.to_left.clicked.connect(lambda: self.cutter.turn(-1))
        self.to_right.clicked.connect(lambda: self.cutter.turn(1))
        self.larger.clicked.connect(lambda: self.cutter.grow(1))
        self.smaller.clicked.connect(lambda: self.cutter.grow(-1))
        self.agree.clicked.connect(self._give)
        self.never_mind.clicked.connect(self.left)
        self.setFocusProxy(self.cutter)

    def show_picture(self, data: bytes) -> None:
        """Show a picture to cut the photo out of."""
        self.cutter.show_picture(data)

    def cut(self) -> Cut:
        """Return what is to be kept."""
        return self.cutter.cut()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        self.given.emit(self.cut())
