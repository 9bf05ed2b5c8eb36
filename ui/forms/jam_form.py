"""A jammed printer: which card was the last good one, and how many were spoilt after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.words import _, ngettext, spoken
from ui.look import Size
from ui.widgets.form import FormGrid
from ui.widgets.header import action_button
from ui.widgets.panel import Card
from ui.widgets.pieces_field import PiecesField
from ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Jam:
    """The printer stopped after ``good`` cards; ``spoilt`` more went through it and are waste."""

    good: int
    spoilt: int


class JamForm(Card):
    """Cards are counted as they came out; the name of the one typed stands below its number."""

    given = Signal(object)
    """A ``Jam``."""
    never_minded = Signal()
    keyboard_left = Signal()
    """It is done with, and whoever shows it knows where the keyboard goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: Sequence[str] = ()
        self.good, self.spoilt = PiecesField(), PiecesField()
        self._follows = Text("", wrap=True)
        self.agree = action_button(_("Note it"), "check", primary=True)
        self.never_mind = action_button(_("Never mind"))
        self._grid = FormGrid()
        self._grid.add("good", _("Cards that came out well"), self.good)
        self._grid.add("spoilt", _("Spoilt after them"), self.spoilt)
        buttons = QHBoxLayout()
        buttons.addWidget(self._follows, 1)
        buttons.addWidget(self.never_mind)
        buttons.addWidget(self.agree)
        self.column.addWidget(Text(_("The printer jammed"), Size.STRONG))
        self.column.addWidget(self._grid)
        self.column.addLayout(buttons)
        for field in (self.good, self.spoilt):
            field.textChanged.connect(self._judge)
        self.agree.clicked.connect(self._give)
        self.never_mind.clicked.connect(self._leave)
        self.hide()

    def ask(self, names: Sequence[str], good: int | None = None) -> None:
        """Ask about these cards, named in the order they were printed; propose ``good`` of them."""
        self._names = names
        self.good.set_value(good)
        self.spoilt.set_value(1)
        self._judge()
        self.show()
        self.good.setFocus(Qt.FocusReason.OtherFocusReason)
        self.good.selectAll()

    def jam(self) -> Jam | None:
        """Return what was typed; None where it does not make sense yet."""
        good, spoilt = self.good.value(), self.spoilt.value()
        if good is None or spoilt is None or self._problems():
            return None
        return Jam(good, spoilt)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.hide()
        self.keyboard_left.emit()
        self.never_minded.emit()

    def _problems(self) -> dict[str, str]:
        found = {"good": self.good.problem(), "spoilt": self.spoilt.problem()}
        sent = len(self._names)
        if (self.good.value() or 0) > sent:
            found["good"] = ngettext("Only {n} card was sent.", "Only {n} cards were sent.", sent)
        return {field: said for field, said in found.items() if said}

    def _judge(self) -> None:
        jam = self.jam()
        self._grid.say(self._problems())
        self._follows.setText(f"{self._last(jam.good)}\n{self._said(jam)}" if jam else "")
        self.agree.setEnabled(jam is not None)

    def _last(self, good: int) -> str:
        if not good:
            return _("None came out well.")
        return _("The last good card: {card}").format(card=self._names[good - 1])

    def _said(self, jam: Jam) -> str:
        """Say what follows."""
        back = len(self._names) - jam.good
        number = spoken().number
        said = _("{good} printed, {spoilt} spoilt; {back} wait to be printed again.")
        return said.format(good=number(jam.good), spoilt=number(jam.spoilt), back=number(back))

    def _give(self) -> None:
        jam = self.jam()
        if jam is not None:
            self.hide()
            self.keyboard_left.emit()
            self.given.emit(jam)
