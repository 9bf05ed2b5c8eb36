"""The form in which an officer sets the PIN that unlocks their screen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.office.pins import LEAST, MOST, pin_problem
from models.words import _
from ui.forms.password_form import SECRET, SecretForm
from ui.widgets.form import FormGrid
from ui.widgets.level import level
from ui.widgets.password_field import PasswordField

PIN, AGAIN = "pin", "again"


class PinForm(SecretForm):
    """Asks for a PIN twice, and for the password where there is one."""

    chosen = Signal(str, str)
    """The secret of the database, and the PIN."""

    def __init__(self, *, protected: bool, parent: QWidget | None = None) -> None:
        self._protected = protected
        self.pin = PasswordField()
        self.again = PasswordField()
        self._own = FormGrid()
        self._own.add(PIN, _("PIN"), self.pin)
        self._own.add(AGAIN, _("PIN again"), self.again)
        said = _(
            "{least} to {most} digits that unlock this screen in place of the password. At the "
            "start of the program the password is asked for all the same."
        )
        super().__init__(said.format(least=LEAST, most=MOST), _("Set the PIN"), parent)
        self.column.insertWidget(2, self._own)
        level(self._grid, self._own)
        if not protected:
            self._grid.row(SECRET).hide()
            self._grid.hide()
            self.setFocusProxy(self.pin)
        for field in (self.pin, self.again):
            field.changed.connect(self.judge)

    def problem(self) -> str:
        """Return why the PIN typed cannot be set, or nothing."""
        return pin_problem(self.pin.text(), self.again.text())

    @override
    def missing(self) -> bool:
        return (self._protected and super().missing()) or bool(self.problem())

    @override
    def judge(self) -> None:
        super().judge()
        pin, again = self.pin.text(), self.again.text()
        said = {PIN: pin_problem(pin)} if pin else {}
        if again and not said.get(PIN) and not pin.startswith(again):
            said[AGAIN] = pin_problem(pin, again)
        self._own.say({name: text for name, text in said.items() if text})

    @override
    def submit(self, secret: str) -> None:
        self.chosen.emit(secret, self.pin.text())

    @override
    def clear(self) -> None:
        super().clear()
        self.pin.clear()
        self.again.clear()

    @override
    def fields(self) -> list[QWidget]:
        return [*super().fields(), self.pin, self.again]
