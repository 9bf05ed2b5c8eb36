"""Forms about who opens the database: a password for an officer, and their leaving for good."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.office.rights import Right
from models.words import _
from ui.bench import Bench
from ui.forms.second_person_form import SecondPersonForm
from ui.look import Size, em
from ui.widgets.header import action_button
from ui.widgets.new_password import NewPassword
from ui.widgets.text import Text


class UserPasswordForm(QWidget):
    """Chooses the password an officer begins with; they change it themselves later."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whose = Text("", Size.STRONG, elide=True)
        self.password = NewPassword()
        self.agree = action_button(_("Keep"), "check", primary=True)
        cancel = action_button(_("Cancel"))
        said = _("They sign in with this password, under their own name and with their own role.")
        _lay_out(self, self.whose, said, self.password, cancel, self.agree)
        self.setFocusProxy(self.password)
        self.password.changed.connect(self._judge)
        self.agree.clicked.connect(lambda: self.chosen.emit(self.password.text()))
        cancel.clicked.connect(self.left)
        self._judge()

    def clear(self) -> None:
        """Forget what was typed."""
        self.password.clear()
        self._judge()

    def _judge(self) -> None:
        self.agree.setEnabled(not self.password.problems())


class RemovalForm(QWidget):
    """Asks for another administrator before an officer's password is closed for good."""

    agreed = Signal(object)
    """The ``Witness``."""
    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whose = Text("", Size.STRONG, elide=True)
        self.second = SecondPersonForm(bench, Right.ADMINISTER)
        self.agree = action_button(_("Remove"), "archive", primary=True)
        cancel = action_button(_("Cancel"))
        said = _(
            "Their password and PIN open nothing from then on. Backups made before still open with "
            "that password. What they did keeps their name."
        )
        _lay_out(self, self.whose, said, self.second, cancel, self.agree)
        self.setFocusProxy(self.second)
        self.second.changed.connect(self._judge)
        self.second.entered.connect(self.second.prove)
        self.second.proved.connect(self.agreed)
        self.agree.clicked.connect(self.second.prove)
        cancel.clicked.connect(self.left)
        self._judge()

    def clear(self) -> None:
        """Forget what was typed."""
        self.second.clear()
        self._judge()

    def _judge(self) -> None:
        self.agree.setEnabled(self.second.ready())


def _lay_out(form: QWidget, whose: Text, text: str, body: QWidget, *buttons: QWidget) -> None:
    column = QVBoxLayout(form)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(em(form, 0.75))
    column.addWidget(whose)
    column.addWidget(Text(text, wrap=True))
    column.addWidget(body)
    row = QHBoxLayout()
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    column.addLayout(row)
    column.addStretch(1)
