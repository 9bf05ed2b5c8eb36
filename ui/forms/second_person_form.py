"""A second person beside who is signed in: who it is, and the secret that proves them there."""

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.errors import UserError
from models.office.pins import WrongPinError
from models.office.proof_tries import seconds_to_wait
from models.office.rights import Right
from models.office.second_person import Witness, prove, witnesses
from models.progress import Progress, Work
from models.store import Store
from models.words import _, ngettext
from ui.bench import Bench
from ui.look import em
from ui.looking import ask
from ui.widgets.choice import Choice
from ui.widgets.form import FormGrid
from ui.widgets.password_field import PasswordField
from ui.widgets.text import Text
from ui.widgets.waiting import Waiting

WHO, SECRET = "who", "secret"
SECOND = 1_000
"""Milliseconds."""


class SecondPersonForm(QWidget):
    """Asks who sees it done and for their PIN or password; wrong ones have to be waited for.

    It has no button: what is done with a second person has its own, and calls ``prove``.
    """

    changed = Signal()
    """What is in the fields, or whether they may be used."""
    entered = Signal()
    """Enter in the last field."""
    proved = Signal(object)
    """The ``Witness``."""

    def __init__(self, bench: Bench, right: Right, parent: QWidget | None = None) -> None:
        """Ask for somebody who may see what ``right`` allows."""
        super().__init__(parent)
        self._bench, self._right = bench, right
        self._wait = 0
        self._busy = False
        self._clock = QTimer(self, interval=SECOND)
        self.who: Choice[int | None] = Choice({None: _("Choose who")})
        self.secret = PasswordField()
        self.nobody = Text(
            _("Nobody else of this office may see this. An administrator adds officers."), wrap=True
        )
        self.grid = FormGrid()
        self.grid.add(WHO, _("Second person"), self.who)
        self.grid.add(SECRET, _("Their PIN or password"), self.secret)
        self._waiting = Waiting()
        self._lay_out()
        self._clock.timeout.connect(self._count_down)
        self.who.picked.connect(self._chosen)
        self.secret.changed.connect(self._typed)
        self.secret.entered.connect(self.entered)
        self.refresh()

    def refresh(self) -> None:
        """Offer those who may be the second person now; whoever was chosen stays so."""
        besides, right = self._bench.store.officer_id, self._right
        ask(self._bench, lambda session: _names(session, right, besides), self._offer, self)

    def ready(self) -> bool:
        """Whether somebody is chosen, something typed, and nothing has to be waited for."""
        return bool(
            self.who.value() is not None
            and self.secret.text()
            and not self._busy
            and not self._wait
        )

    def prove(self) -> None:
        """Try what was typed; ``proved`` tells the witness, or the field says why there is none."""
        officer_id = self.who.value()
        if officer_id is None or not self.ready():
            return
        self._turn_busy(True)
        self._bench.tasks.start(
            _prove(self._bench.store, officer_id, self.secret.text(), self._right),
            succeeded=self._succeeded,
            failed=self._failed,
            owner=self,
        )

    def clear(self) -> None:
        """Forget the secret that was typed; how many were wrong is not forgotten."""
        self.secret.clear()
        self.grid.say({})

    def said(self) -> str:
        """Return what is said beside the secret."""
        return self.grid.row(SECRET).said()

    def begin(self) -> None:
        """Put the keyboard where something lacks."""
        (self.secret if self.who.value() is not None else self.who).setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.4))
        for widget in (self.nobody, self.grid, self._waiting):
            column.addWidget(widget)
        self.nobody.hide()

    def _offer(self, names: dict[int, str]) -> None:
        chosen = self.who.value()
        offered: dict[int | None, str] = {None: _("Choose who")}
        offered.update(names.items())
        self.who.offer(offered)
        self.who.show_value(chosen if chosen in offered else None)
        self.nobody.setVisible(not names)
        self.grid.setVisible(bool(names))
        self.changed.emit()

    def _chosen(self) -> None:
        self.secret.clear()
        self._clock.stop()
        self._wait = 0
        self._slow_down()
        self.changed.emit()

    def _typed(self) -> None:
        if not self._wait:
            self.grid.say({})
        self.changed.emit()

    def _succeeded(self, witness: Witness) -> None:
        self._turn_busy(False)
        self.clear()
        self.proved.emit(witness)

    def _failed(self, error: Exception) -> None:
        self._turn_busy(False)
        if not isinstance(error, UserError):
            self._bench.fail(error)
            return
        text = str(error)
        if isinstance(error, WrongPinError):
            text = _("That is not their PIN or password.")
        self.secret.clear()
        self.grid.say({SECRET: text})
        self._slow_down()
        if not self._wait:
            self.secret.setFocus()

    def _slow_down(self) -> None:
        """Take nothing for as long as the wrong ones of who is chosen ask for."""
        chosen = self.who.value()
        self._wait = 0 if chosen is None else seconds_to_wait(self._bench.store, chosen)
        if self._wait:
            self._clock.start()
            self._tell_wait()
        self.secret.setEnabled(not self._wait)
        self.changed.emit()

    def _count_down(self) -> None:
        self._wait -= 1
        if self._wait > 0:
            self._tell_wait()
            return
        self._wait = 0
        self._clock.stop()
        self.grid.say({})
        self.secret.setEnabled(True)
        self.secret.setFocus()
        self.changed.emit()

    def _tell_wait(self) -> None:
        text = ngettext(
            "That is not their PIN or password. Wait {n} second.",
            "That is not their PIN or password. Wait {n} seconds.",
            self._wait,
        )
        self.grid.say({SECRET: text})

    def _turn_busy(self, on: bool) -> None:
        self._busy = on
        self.secret.setEnabled(not on)
        self.who.setEnabled(not on)
        if on:
            self._waiting.begin(_("One moment…"))
        else:
            self._waiting.end()
        self.changed.emit()


def _names(session: Any, right: Right, besides: int | None) -> dict[int, str]:  # noqa: ANN401
    return {one.id: one.name for one in witnesses(session, right, besides)}


def _prove(store: Store, officer_id: int, secret: str, right: Right) -> Work[Witness]:
    yield Progress(0, 0)
    return prove(store, officer_id, secret, right)
