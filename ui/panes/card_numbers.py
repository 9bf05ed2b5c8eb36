"""Below the people who wait for a membership number: how many are left, and giving them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.cards.blocks import are_few, give_numbers, numbers_left
from models.cards.tables import Card, NumberBlock
from models.people.tables import Person
from models.words import _, ngettext
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import Role
from ui.looking import ask
from ui.plain import label
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.sign_view import SignView

KINDS = frozenset({NumberBlock, Person, Card})


@dataclass(frozen=True, slots=True)
class _Sign:
    text: str
    role: Role
    icon: str


class CardNumbers(QWidget):
    """Gives numbers of the office's blocks; without one it says where numbers come from."""

    given = Signal()
    """Numbers were given, after which its button may take the keyboard no more."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._enrolments: Sequence[int] = ()
        self._left: int | None = None
        self.sign = SignView()
        self.blocks = action_button(_("Blocks of numbers…"), "list")
        self.give = action_button("", "badge-check", primary=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sign, 1)
        row.addWidget(self.blocks)
        row.addWidget(self.give)
        self.give.clicked.connect(self._give)
        self.blocks.clicked.connect(lambda: bench.show_page("settings", section="cards"))
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self._look)
        self._look()

    def offer(self, enrolments: Sequence[int]) -> None:
        """Offer numbers to these who wait, in this order."""
        self._enrolments = enrolments
        self._tell()

    def _look(self) -> None:
        ask(self._bench, numbers_left, self._found, self)

    def _found(self, left: int | None) -> None:
        self._left = left
        self._tell()

    def _tell(self) -> None:
        left, count = self._left, len(self._enrolments)
        self.give.setVisible(left is not None)
        self.give.setEnabled(bool(left and count))
        most = min(count, left or 0)
        text = ngettext("Give {n} number", "Give {n} numbers", most)
        self.give.setText(label(text if most else _("Give numbers")))
        sign = _sign(left, count)
        self.sign.show_sign(sign.text, sign.role, sign.icon)

    def _give(self) -> None:
        people = list(self._enrolments)
        if not people:
            return

        def given(count: int) -> None:
            said = ngettext(
                "{n} number was given. Its card waits to be printed.",
                "{n} numbers were given. Their cards wait to be printed.",
                count,
            )
            self._bench.done(said)
            self.given.emit()

        def operation(session: Any) -> int:  # noqa: ANN401 - models own it
            return give_numbers(session, people)

        keep(self._bench, operation, given, self)


def _sign(left: int | None, wanted: int) -> _Sign:
    if left is None:
        text = _("Numbers come from the agency. Until then there is the proof of registration.")
        return _Sign(text, Role.NEUTRAL, "info")
    said = ngettext("{n} number is left.", "{n} numbers are left.", left)
    if left < wanted:
        more = _("They do not do for all: ask the agency for more.")
        return _Sign(f"{said} {more}", Role.DANGER, "triangle-alert")
    if are_few(left):
        more = _("Ask the agency for more in time.")
        return _Sign(f"{said} {more}", Role.WARNING, "triangle-alert")
    return _Sign(said, Role.SUCCESS, "circle-check")
