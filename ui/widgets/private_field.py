"""Keeps what stands in a field from the public: masked unless one types in it or holds the key."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QPalette
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from models.people.nik import mask_nik
from ui.look import em
from ui.privacy import Privacy
from ui.widgets.text import Text

HIDDEN = "••••••"
"""As long for a small amount as for a large one."""
FOCUS = (QEvent.Type.FocusIn, QEvent.Type.FocusOut)
POPUP = Qt.FocusReason.PopupFocusReason
"""Of a list of proposals or a menu: one goes on typing below it."""
Mask = Callable[[str], str]


def hide_whole(text: str) -> str:
    """Return what stands for ``text``, which is told by nothing but that there is one."""
    return HIDDEN if text.strip() else ""


def hide_nik(text: str) -> str:
    """Return a NIK as lists show it to the public."""
    return mask_nik(text.replace(" ", ""))


class PrivateField(QObject):
    """Masks a line while the keyboard is elsewhere; lives as long as the line.

    The line itself shows nothing then, neither to the eye nor to a screen reader, and the mask
    lies over it. Its text stays what it is for whoever reads it.
    """

    def __init__(self, field: QLineEdit, privacy: Privacy, mask: Mask = hide_whole) -> None:
        super().__init__(field)
        self._field = field
        self._privacy = privacy
        self._mask = mask
        self._cover = Text("", parent=field)
        self._cover.hide()
        self._cover.setForegroundRole(QPalette.ColorRole.Text)
        privacy.watch(field)
        privacy.changed.connect(self._turn)
        field.installEventFilter(self)
        field.textChanged.connect(self._turn)
        self._turn()

    @property
    def masked(self) -> bool:
        """Whether the text is hidden now."""
        return self._field.echoMode() == QLineEdit.EchoMode.NoEcho

    def shown(self) -> str:
        """Return what is to be read in the field."""
        return self._cover.text() if self.masked else self._field.text()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in FOCUS and isinstance(event, QFocusEvent):
            if event.reason() is not POPUP:
                self._turn(focused=event.type() == QEvent.Type.FocusIn)
        elif event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _turn(self, _text: str = "", *, focused: bool | None = None) -> None:
        typing = self._field.hasFocus() if focused is None else focused
        hides = not (typing or self._privacy.held) and bool(self._field.text())
        mode = QLineEdit.EchoMode.NoEcho if hides else QLineEdit.EchoMode.Normal
        if self._field.echoMode() != mode:
            self._field.setEchoMode(mode)
        self._cover.setText(self._mask(self._field.text()) if hides else "")
        self._cover.setVisible(hides)
        self._place()

    def _place(self) -> None:
        inside = self._field.rect().adjusted(em(self._field, 0.5), 0, -em(self._field, 0.5), 0)
        self._cover.setGeometry(inside)
