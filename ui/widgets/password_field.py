"""A field for a password: an eye to look at it, a word on its strength, a hint of Caps Lock."""

import math
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.words import _
from ui.icons import icon
from ui.look import FAINT, Role, Size, em
from ui.widgets.text import Text

WEAK, FAIR, STRONG = 40, 60, 80
"""Bits from which a password is called so."""


class PasswordField(QWidget):
    """A password as it is typed; with ``judged`` it says how strong it is."""

    changed = Signal(str)
    entered = Signal()

    def __init__(self, *, judged: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judged = judged
        self._line = _Line()
        self._eye = self._line.addAction(icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        self._message = Text("", Size.CAPTION, FAINT, wrap=True, parent=self)
        self._message.hide()
        self._reveal(shown=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.2))
        column.addWidget(self._line)
        column.addWidget(self._message)
        self.setFocusProxy(self._line)
        self._eye.triggered.connect(self._turn)
        self._line.textChanged.connect(self._tell)
        self._line.capitals.connect(self._tell_capitals)
        self._line.returnPressed.connect(self.entered)

    def text(self) -> str:
        """Return what was typed."""
        return self._line.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self._line.clear()

    def eye(self) -> QAction:
        """Return the action that shows and hides the password."""
        return self._eye

    def said(self) -> str:
        """Return the word on strength or Caps Lock now shown."""
        return self._message.text()

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)

    def _turn(self) -> None:
        self._reveal(shown=self._line.echoMode() == QLineEdit.EchoMode.Password)

    def _reveal(self, *, shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self._line.setEchoMode(mode.Normal if shown else mode.Password)
        self._eye.setIcon(icon("eye-off" if shown else "eye"))
        self._eye.setText(_("Hide the password") if shown else _("Show the password"))
        self._eye.setToolTip(self._eye.text())

    def _tell(self, text: str) -> None:
        if self._judged:
            self._say(*strength(text))
        self.changed.emit(text)

    def _tell_capitals(self, on: bool) -> None:
        if on:
            self._say(_("Caps Lock seems to be on."), Role.WARNING)
        elif not self._judged:
            self._say("", Role.NEUTRAL)

    def _say(self, text: str, role: Role) -> None:
        self._message.setText(text)
        self._message.set_ink(role)
        self._message.setVisible(bool(text))
        self._line.setAccessibleDescription(text)


class _Line(QLineEdit):
    """Guesses Caps Lock from letters that come out the other way round: Qt cannot be asked."""

    capitals = Signal(bool)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().keyPressEvent(event)
        if typed.isalpha() and typed.upper() != typed.lower():
            self.capitals.emit(typed.isupper() != shift)


def strength(password: str) -> tuple[str, Role]:
    """Return a word on how hard ``password`` is to guess, and the role to say it in."""
    if not password:
        return "", Role.NEUTRAL
    bits = guess_bits(password)
    if bits < WEAK:
        return _("Too easy to guess. Several words in a row are easy to keep."), Role.DANGER
    if bits < FAIR:
        return _("Weak. Make it longer."), Role.WARNING
    if bits < STRONG:
        return _("Fair."), Role.INFO
    return _("Strong."), Role.SUCCESS


def guess_bits(password: str) -> float:
    """Return the bits a guesser must try who knows which kinds of letters are used.

    A letter that repeats or follows on the one before it (``aaa``, ``123``) adds nothing.
    """
    kinds = ((str.islower, 26), (str.isupper, 26), (str.isdigit, 10))
    alphabet = sum(size for kind, size in kinds if any(kind(letter) for letter in password))
    if any(not letter.isalnum() for letter in password):
        alphabet += 33
    pairs = pairwise(password)
    counted = 1 + sum(abs(ord(b) - ord(a)) > 1 for a, b in pairs)
    return counted * math.log2(max(alphabet, 26))
