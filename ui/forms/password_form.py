"""Forms that ask for the secret a database is opened with before something about it changes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.words import _
from ui.look import em
from ui.widgets.form import FormGrid
from ui.widgets.header import action_button
from ui.widgets.level import level
from ui.widgets.new_password import NewPassword
from ui.widgets.password_field import PasswordField
from ui.widgets.text import Text
from ui.widgets.waiting import Waiting

SECRET = "secret"


class SecretForm(QWidget):
    """Asks for the password or recovery code; Enter agrees, Esc gives up."""

    submitted = Signal(str)
    left = Signal()

    def __init__(
        self, explanation: str, agree: str, parent: QWidget | None = None, *, asked: str = ""
    ) -> None:
        """Say what it is for; ``agree`` is the word on the button, ``asked`` what is typed."""
        super().__init__(parent)
        self._busy = False
        self._secret = PasswordField()
        self._grid = FormGrid()
        self._grid.add(SECRET, asked or _("Password or recovery code"), self._secret)
        self._waiting = Waiting()
        self._agree = action_button(agree, "check", primary=True)
        self._cancel = action_button(_("Cancel"))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(em(self, 0.75))
        self.column.addWidget(Text(explanation, wrap=True))
        self.column.addWidget(self._grid)
        self.column.addWidget(self._waiting)
        self._add_buttons()
        self.setFocusProxy(self._secret)
        self._secret.changed.connect(self.judge)
        self._agree.clicked.connect(self.agree)
        self._cancel.clicked.connect(self.leave)
        self.judge()

    def missing(self) -> bool:
        """Whether something has still to be typed."""
        return not self._secret.text()

    def judge(self) -> None:
        """Allow to agree when nothing is missing."""
        self._grid.say({})
        self._agree.setEnabled(not self.missing() and not self._busy)

    def agree(self) -> None:
        """Tell what was typed, if nothing is missing."""
        if self._agree.isEnabled():
            self.submit(self._secret.text())

    def submit(self, secret: str) -> None:
        """Tell that ``secret`` was typed."""
        self.submitted.emit(secret)

    def leave(self) -> None:
        """Forget what was typed, and give up."""
        if not self._busy:
            self.clear()
            self.left.emit()

    def clear(self) -> None:
        """Forget what was typed."""
        self._secret.clear()

    def wrong(self, text: str) -> None:
        """Say beside the first field why it did not succeed."""
        self._grid.say({SECRET: text})
        self._secret.setFocus()

    def busy(self, on: bool) -> None:
        """Show that it is being done, or no longer."""
        self._busy = on
        for field in self.fields():
            field.setEnabled(not on)
        self._cancel.setEnabled(not on)
        if on:
            self._waiting.begin(_("One moment…"))
        else:
            self._waiting.end()
        self.judge()

    def fields(self) -> list[QWidget]:
        """Return what can be typed into."""
        return [self._secret]

    def said(self) -> str:
        """Return what is said beside the first field."""
        return self._grid.row(SECRET).said()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QAbstractButton):
                focus.click()
            else:
                self.agree()
        else:
            super().keyPressEvent(event)

    def _add_buttons(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._agree)
        self.column.addLayout(row)


class PasswordForm(SecretForm):
    """Asks for the secret of today and, twice, for the password that replaces it."""

    changed = Signal(str, str)
    """The secret of today, and the new password."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._new = NewPassword()
        super().__init__(
            _(
                "Backups and copies made before still open with the password they were made with. "
                "The recovery code stays the same."
            ),
            _("Change the password"),
            parent,
        )
        self.column.insertWidget(2, self._new)
        level(self._grid, self._new.grid)
        self._new.changed.connect(self.judge)

    @override
    def missing(self) -> bool:
        return super().missing() or bool(self._new.problems())

    @override
    def agree(self) -> None:
        super().agree()
        if not self._agree.isEnabled() and not self._busy and self._secret.text():
            self._new.reveal()

    @override
    def submit(self, secret: str) -> None:
        self.changed.emit(secret, self._new.text())

    @override
    def clear(self) -> None:
        super().clear()
        self._new.clear()

    @override
    def fields(self) -> list[QWidget]:
        return [*super().fields(), self._new]
