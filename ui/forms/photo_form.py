"""Cuts a photo out of a picture: the picture with its frame, and what can be done with it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.people.photo import Cut
from models.words import _, ngettext
from ui.aside import Aside
from ui.faces import Framed, frame_face
from ui.forms.photo_cutter import SHAPE, PhotoCutter
from ui.look import FAINT, Role, Size, em
from ui.widgets.header import action_button
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

LEAST = 8
"""The least width of a button, in text lines."""


class PhotoForm(QWidget):
    """Enter keeps what the frame shows, Esc gives up. The frame is put round the face, if any."""

    given = Signal(object)
    """The ``Cut`` that is wanted."""
    left = Signal()

    def __init__(self, leave: str = "", parent: QWidget | None = None) -> None:
        """Make a form; the button that gives up says ``leave``."""
        super().__init__(parent)
        self.cutter = PhotoCutter()
        self.finding = Aside(self)
        self.said = Text("", Size.CAPTION, wrap=True)
        self.to_left = action_button(_("Turn left"), "undo-2")
        self.to_right = action_button(_("Turn right"), "redo-2")
        self.larger = action_button(_("Larger"), "zoom-in")
        self.smaller = action_button(_("Smaller"), "zoom-out")
        self.agree = action_button(_("Keep as photo"), "check", primary=True)
        self.never_mind = action_button(leave or _("Never mind"))
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.cutter)

    def show_picture(self, data: bytes) -> None:
        """Show a picture to cut the photo out of, and look for the face in it meanwhile."""
        self.cutter.show_picture(data)
        self._say(_("Looking for the face…"))
        picture = self.cutter.picture()
        self.finding.offer(partial(_find, picture))

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

    def _lay_out(self) -> None:
        hint = Text(
            _("Drag the frame, size it with the wheel; or use the arrow keys, + and -, L and R."),
            Size.CAPTION,
            FAINT,
            wrap=True,
        )
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
        column.addWidget(self.said)
        column.addWidget(hint)
        column.addWidget(tool_row(buttons, LEAST))

    def _listen(self) -> None:
        self.to_left.clicked.connect(lambda: self.cutter.turn(-1))
        self.to_right.clicked.connect(lambda: self.cutter.turn(1))
        self.larger.clicked.connect(lambda: self.cutter.grow(1))
        self.smaller.clicked.connect(lambda: self.cutter.grow(-1))
        self.agree.clicked.connect(self._give)
        self.never_mind.clicked.connect(self.left)
        self.finding.done.connect(self._frame)

    def _frame(self, found: tuple[QImage, Framed]) -> None:
        """Put the frame round the face, if the picture in which it was found is still shown."""
        picture, framed = found
        if picture is not self.cutter.picture():
            return
        if not self.cutter.propose(framed.frame):
            self._say("")
        elif framed.faces == 0:
            self._say(_("No face was found: the frame is in the middle. Move it."), Role.WARNING)
        elif framed.faces == 1:
            self._say(_("The frame is round the face."))
        else:
            text = ngettext(
                "The frame is round the largest of {n} faces.",
                "The frame is round the largest of {n} faces.",
                framed.faces,
            )
            self._say(text.format(n=framed.faces), Role.WARNING)

    def _say(self, text: str, ink: Role = Role.NEUTRAL) -> None:
        self.said.setText(text)
        self.said.set_ink(ink)
        if text and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _give(self) -> None:
        self.given.emit(self.cut())


def _find(picture: QImage) -> tuple[QImage, Framed]:
    return picture, frame_face(picture, SHAPE)
