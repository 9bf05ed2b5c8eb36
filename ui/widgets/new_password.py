"""A password being chosen: typed twice, judged as it is typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.keys import password_problem
from models.words import _
from ui.widgets.form import FormGrid
from ui.widgets.password_field import PasswordField

FIRST, AGAIN = "password", "again"


class NewPassword(QWidget):
    """Two fields for one password."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._password = PasswordField(judged=True)
        self._again = PasswordField()
        self.grid = FormGrid()
        self.grid.add(FIRST, _("New password"), self._password)
        self.grid.add(AGAIN, _("The same once more"), self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.grid)
        self.setFocusProxy(self._password)
        self._password.changed.connect(self._tell)
        self._again.changed.connect(self._tell)

    def text(self) -> str:
        """Return the password."""
        return self._password.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self._password.clear()
        self._again.clear()
        self.grid.say({})

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that is not right yet."""
        if problem := password_problem(self._password.text()):
            return {FIRST: problem}
        if not self._again.text():
            return {AGAIN: _("Type the password once more.")}
        if problem := password_problem(self._password.text(), self._again.text()):
            return {AGAIN: problem}
        return {}

    def reveal(self) -> None:
        """Say what is wrong, and put the keyboard there."""
        problems = self.problems()
        self.grid.say(problems)
        if problems:
            (self._password if FIRST in problems else self._again).setFocus()

    def _tell(self) -> None:
        # How strong it is, the first field says itself; of the second it is too early to say
        # anything until as much has been typed as in the first.
        problems = self.problems()
        early = len(self._again.text()) < len(self._password.text())
        self.grid.say({} if early or FIRST in problems else problems)
        self.changed.emit()
