"""What can be done with the cards chosen: handed over, printed again, noted as lost, void."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from models.cards.copies import REASON_LENGTH
from models.cards.ending import OUT, REISSUABLE, issue_again, note_damaged, note_lost, void_cards
from models.cards.handing import hand_over
from models.cards.operations import note_printed
from models.cards.queries import card_rows
from models.cards.tables import CardState
from models.words import _, ngettext
from ui.bench import Bench
from ui.forms.handing_form import HandingForm
from ui.forms.keeping import keep
from ui.forms.reason_form import ReasonForm
from ui.plain import label
from ui.widgets.header import action_button
from ui.widgets.tool_row import tool_row

LEAST = 6
"""The least width of a button, in text lines."""
VOIDABLE = tuple(state for state in CardState if state not in (CardState.SENT, CardState.CANCELLED))


@dataclass(frozen=True, slots=True)
class _Ending:
    """A thing that is done for a reason: from which states, what is asked and told."""

    states: Collection[CardState]
    operation: Callable[[Any, Collection[int], str], object]
    question: Callable[[int], str]
    verb: Callable[[], str]
    done: Callable[[int], str]


class CardActions(QWidget):
    """Offers what the cards chosen allow; of a mixed choice only those that can are changed."""

    again_asked = Signal()
    """Those chosen are to be printed once more."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._states: Mapping[int, CardState] = {}
        self._ending: _Ending | None = None
        self._cards: list[int] = []
        self.reason, self.handing = ReasonForm(), HandingForm()
        self.reason.field.setMaxLength(REASON_LENGTH)
        self.again = action_button(_("Issue again…"), "refresh-cw")
        self.sign = action_button(_("Let sign…"), "pencil")
        self.hand = action_button(_("Hand over"), "user-check")
        self.more = QPushButton(label(_("More")))
        self._lay_out()
        self.menu = self._menu()
        self.more.setMenu(self.menu)
        self.again.clicked.connect(lambda: self._ask(_again()))
        self.hand.clicked.connect(self._hand_over)
        self.sign.clicked.connect(self._ask_signature)
        self.reason.given.connect(self._end)
        self.handing.signed.connect(self._sign)
        self.offer({})

    def offer(self, states: Mapping[int, CardState]) -> None:
        """Offer what can be done with these cards, which stand so."""
        if states.keys() != self._states.keys():
            self.reason.hide()
            self.handing.hide()
        self._states = states
        printed = self._in((CardState.PRINTED,))
        self.hand.setEnabled(bool(printed))
        self.sign.setEnabled(len(printed) == 1)
        self.again.setEnabled(bool(self._in(REISSUABLE)))
        for action, states_wanted in self._wanted.items():
            action.setEnabled(bool(self._in(states_wanted)))
        self.more.setEnabled(any(action.isEnabled() for action in self._wanted))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.reason)
        column.addWidget(self.handing)
        column.addWidget(tool_row([self.more, self.again, self.sign, self.hand], LEAST))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(_("More that can be done with these cards"))
        self.lost = menu.addAction(_("Lost…"), lambda: self._ask(_lost()))
        self.damaged = menu.addAction(_("Damaged…"), lambda: self._ask(_damaged()))
        self.void = menu.addAction(_("Declare void…"), lambda: self._ask(_void()))
        menu.addSeparator()
        self.elsewhere = menu.addAction(_("Printed elsewhere"), self._printed_elsewhere)
        self._wanted = {
            self.lost: OUT,
            self.damaged: OUT,
            self.void: VOIDABLE,
            self.elsewhere: (CardState.QUEUED,),
        }
        return menu

    def _in(self, states: Collection[CardState]) -> list[int]:
        return [card for card, state in self._states.items() if state in states]

    def _ask(self, ending: _Ending) -> None:
        self._ending, self._cards = ending, self._in(ending.states)
        self.handing.hide()
        self.reason.ask(ending.question(len(self._cards)), ending.verb())

    def _end(self, reason: str) -> None:
        ending, cards = self._ending, self._cards
        if ending is not None:
            self._do(
                lambda session: ending.operation(session, cards, reason), ending.done(len(cards))
            )

    def _hand_over(self) -> None:
        cards = self._in((CardState.PRINTED,))
        self._do(lambda session: hand_over(session, cards), _handed_said(len(cards)))

    def _ask_signature(self) -> None:
        [card] = self._cards = self._in((CardState.PRINTED,))
        with self._bench.store.reading() as session:
            row = card_rows(session, [card]).get(card)
        if row is not None:
            self.reason.hide()
            self.handing.ask(row.name, row.number)

    def _sign(self, signature: bytes | None) -> None:
        cards = self._cards
        self._do(lambda session: hand_over(session, cards, signature), _handed_said(len(cards)))

    def _printed_elsewhere(self) -> None:
        cards = self._in((CardState.QUEUED,))
        done = ngettext("{n} card printed.", "{n} cards printed.", len(cards))
        self._do(lambda session: note_printed(session, cards), done)

    def _do(self, operation: Callable[[Any], object], done: str) -> None:
        keep(self._bench, operation, lambda _told: self._bench.done(done), self)


def _handed_said(count: int) -> str:
    return ngettext("{n} card handed over.", "{n} cards handed over.", count)


def _again() -> _Ending:
    return _Ending(
        REISSUABLE,
        issue_again,
        lambda n: ngettext(
            "Why is the card issued again? The old one is void.",
            "Why are {n} cards issued again? The old ones are void.",
            n,
        ),
        lambda: _("Issue again"),
        lambda n: ngettext(
            "{n} card waits to be printed again.", "{n} cards wait to be printed again.", n
        ),
    )


def _lost() -> _Ending:
    return _Ending(
        OUT,
        note_lost,
        lambda n: ngettext("How was the card lost?", "How were {n} cards lost?", n),
        lambda: _("Lost"),
        lambda n: ngettext("{n} card is lost.", "{n} cards are lost.", n),
    )


def _damaged() -> _Ending:
    return _Ending(
        OUT,
        note_damaged,
        lambda n: ngettext("What is wrong with the card?", "What is wrong with {n} cards?", n),
        lambda: _("Damaged"),
        lambda n: ngettext("{n} card is damaged.", "{n} cards are damaged.", n),
    )


def _void() -> _Ending:
    return _Ending(
        VOIDABLE,
        void_cards,
        lambda n: ngettext("Why is the card void?", "Why are {n} cards void?", n),
        lambda: _("Declare void"),
        lambda n: ngettext("{n} card is void.", "{n} cards are void.", n),
    )
