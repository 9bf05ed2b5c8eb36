"""The queue of cards: what is to be printed, what came out, what is in its owner's hands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout
from typing_extensions import override

from models.cards.queries import (
    CardRow,
    card_counts,
    card_rows,
    card_states,
    kind_name,
    state_name,
)
from models.cards.tables import Card, CardState
from models.enrolment.tables import Enrolment
from models.events.tables import Event
from models.people.nik import mask_nik
from models.people.tables import Person
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.look import Role
from ui.panes.record_list import RecordList
from ui.tables.narrow import NarrowColumns
from ui.tables.rows_model import Column
from ui.tables.two_lines import show_two_lines
from ui.widgets.badge import Badge
from ui.widgets.empty_state import EmptyState
from ui.widgets.eye_button import EyeButton
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.segments import Segments

SHOWN = frozenset({Card, Enrolment, Event, Person})
STATE_ROLES = {
    CardState.QUEUED: Role.INFO,
    CardState.PRINTED: Role.NEUTRAL,
    CardState.HANDED: Role.SUCCESS,
    CardState.SPOILT: Role.DANGER,
    CardState.CANCELLED: Role.DANGER,
}
EVENT, PRINTS = 2, 3


class Pile(StrEnum):
    """Which cards one looks at."""

    QUEUED = "queued"
    PRINTED = "printed"
    HANDED = "handed"
    ALL = "all"


PILES: Mapping[Pile, tuple[CardState, ...]] = {
    Pile.QUEUED: (CardState.QUEUED,),
    Pile.PRINTED: (CardState.PRINTED,),
    Pile.HANDED: (CardState.HANDED,),
    Pile.ALL: (CardState.QUEUED, CardState.PRINTED, CardState.HANDED, CardState.SPOILT),
}
REPRINTABLE = (CardState.PRINTED, CardState.HANDED, CardState.SPOILT)


class CardQueue(RecordList):
    """Cards of one event or of all, sorted into piles; any number of them can be selected."""

    counted = Signal(object)
    """How many cards there are in each state."""
    picked = Signal()
    """Other cards are now those that would be printed."""
    noted = Signal(object, object)
    """These cards are now to be in this state."""

    def __init__(self, bench: Bench, *, of_all: bool) -> None:
        """List cards; those of all events say which one they are of."""
        self._event_id: int | None = None
        self._states: Mapping[int, CardState] = {}
        self._eye = EyeButton()
        self._piles = Segments(_("Which cards"))
        for pile, text in _pile_names().items():
            self._piles.add(pile, text)
        super().__init__(
            bench, _("Cards"), _("Name, NIK or card number"), self._columns(), _empties(of_all)
        )
        self._buttons = {
            CardState.PRINTED: action_button(_("Mark as printed"), "check"),
            CardState.HANDED: action_button(_("Mark as handed over"), "user-check"),
            CardState.QUEUED: action_button(_("Print again"), "refresh-cw"),
        }
        self._all = action_button(_("Select all"), "square-check")
        self._lay_out(of_all)
        self._listen()
        self._fresh = Fresh(self, bench.changes.committed, SHOWN, self.search_anew)

    def show_event(self, event_id: int | None) -> None:
        """Show the cards of an event; of all without one."""
        self._event_id = event_id
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._fresh.call_now()

    def show_pile(self, pile: Pile) -> None:
        """Show one pile."""
        self._piles.choose(pile)

    def choose_cards(self, cards: Collection[int]) -> None:
        """Select these of the cards that wait to be printed, and go to the first of them."""
        self.show_pile(Pile.QUEUED)
        self._select(set(cards))
        first = next(iter(self.selected()), None)
        if first is not None:
            self.view.scrollTo(self._model.index(self._model.place(first), 0))
        self.view.setFocus()

    def selected(self) -> list[int]:
        """Return the cards that are selected, in order."""
        # By ranges: asked for row by row, a long queue would take its time.
        chosen = self.view.selectionModel().selection()
        parts = [chosen.at(number) for number in range(chosen.size())]
        ranges = sorted((part.top(), part.bottom()) for part in parts)
        return [card for top, bottom in ranges for card in self._model.ids[top : bottom + 1]]

    def meant(self) -> list[int]:
        """Return the cards that would be printed: those selected, else all listed that wait."""
        waiting = self._model.ids if self._piles.name() == Pile.QUEUED else []
        return self.selected() or list(waiting)

    @override
    def search_anew(self) -> None:
        kept, listed = set(self.selected()), self._model.ids
        pile = Pile(self._piles.name())
        with self._bench.store.reading() as session:
            counts = card_counts(session, self._event_id)
            self._states = card_states(session, self._event_id, PILES[pile], self.typed())
        for one, states in PILES.items():
            count = sum(counts[state] for state in states)
            self._piles.set_count(one, spoken().number(count) if count else "")
        self._none.say(_nothing_in(pile, any(counts.values())))
        typed = _("No card here fits “{typed}”.").format(typed=self.typed())
        self.show_ids(list(self._states), "", typed)
        if len(kept) > 1 and self._model.ids is not listed:
            self._select(kept)
        self.counted.emit(counts)
        self._tell()

    @override
    def rows(self, session: Any, ids: Sequence[int]) -> Mapping[int, CardRow]:
        return card_rows(session, ids)

    def _lay_out(self, of_all: bool) -> None:
        self.column.insertWidget(0, self._piles)
        self.top.addWidget(self._all)
        self.top.addWidget(self._eye)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in self._buttons.values():
            foot.addWidget(button)
        self.column.addLayout(foot)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        show_two_lines(self.view)
        self.view.setColumnHidden(EVENT, not of_all)
        least = {EVENT: 36, PRINTS: 46} if of_all else {PRINTS: 34}
        NarrowColumns(self.view, least)

    def _listen(self) -> None:
        self._piles.chosen.connect(self.search_anew)
        self._eye.toggled.connect(lambda _shown: self._model.show(self._model.ids))
        self._all.clicked.connect(self._select_all)
        self.view.selectionModel().selectionChanged.connect(self._tell)
        for state, button in self._buttons.items():
            button.clicked.connect(lambda _on=False, to=state: self._note(to))

    def _columns(self) -> list[Column[CardRow]]:
        right = Qt.AlignmentFlag.AlignRight
        return [
            Column(_("Name, NIK"), self._who, stretch=True, key="who"),
            Column(_("Card number, programmes"), _what, width=21, tip=_kind_and_number, key="what"),
            Column(_("Event"), lambda row: row.event, width=16, key="event"),
            Column(_("Prints"), lambda row: spoken().number(row.prints), right, 8, key="prints"),
            Column(_("Status"), card_badge, width=14, key="status"),
        ]

    def _who(self, row: CardRow) -> str:
        return f"{row.name}\n{row.nik if self._eye.isChecked() else mask_nik(row.nik)}"

    def _select_all(self) -> None:
        if len(self.selected()) < len(self._model.ids):
            self.view.selectAll()
        else:
            self.view.clearSelection()
        self.view.setFocus()

    def _select(self, cards: Collection[int]) -> None:
        """Select these cards again, after others came or went."""
        chosen, last = QItemSelection(), len(self._model.columns) - 1
        # By ranges: row by row, the selection of a long queue would stand still.
        for first, end in runs(place for place, one in enumerate(self._model.ids) if one in cards):
            chosen.select(self._model.index(first, 0), self._model.index(end, last))
        self.view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _tell(self) -> None:
        """Let everybody know what is selected now."""
        selected = self.selected()
        states = {self._states[card] for card in selected}
        for state, button in self._buttons.items():
            button.setEnabled(not states.isdisjoint(_from(state)))
        self._all.setEnabled(bool(self._model.ids))
        every = bool(selected) and len(selected) == len(self._model.ids)
        self._all.setText(_("Select none") if every else _("Select all"))
        self._count.setText(
            ngettext("{n} selected", "{n} selected", len(selected))
            if selected
            else ngettext("{n} card", "{n} cards", len(self._model.ids))
        )
        self.picked.emit()

    def _note(self, state: CardState) -> None:
        cards = [card for card in self.selected() if self._states[card] in _from(state)]
        self.noted.emit(cards, state)


def runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Return ascending places as runs without a gap, each with its first and its last."""
    found: list[tuple[int, int]] = []
    for place in places:
        first = found.pop()[0] if found and found[-1][1] == place - 1 else place
        found.append((first, place))
    return found


def _what(row: CardRow) -> str:
    return f"{row.number}\n{' · '.join(row.programmes)}"


def _kind_and_number(row: CardRow) -> str:
    return f"{kind_name(row.kind)} {row.number}"


def card_badge(row: CardRow) -> Badge:
    """Return the badge of how a card stands; one that was printed before says so."""
    if row.state is CardState.QUEUED and row.prints:
        return Badge(_("Print again"), Role.WARNING)
    return Badge(state_name(row.state), STATE_ROLES[row.state])


def _from(state: CardState) -> tuple[CardState, ...]:
    """Return the states from which a card comes into ``state``."""
    return {
        CardState.PRINTED: (CardState.QUEUED,),
        CardState.HANDED: (CardState.PRINTED,),
        CardState.QUEUED: REPRINTABLE,
    }[state]


def _pile_names() -> dict[Pile, str]:
    return {
        Pile.QUEUED: _("To print"),
        Pile.PRINTED: _("Printed"),
        Pile.HANDED: _("Handed over"),
        Pile.ALL: _("All"),
    }


def _empties(of_all: bool) -> tuple[EmptyState, EmptyState]:
    way = _("All events") if of_all else _("Open desk")
    return EmptyState("id-card", "", way), EmptyState("search", "")


def _nothing_in(pile: Pile, any_cards: bool) -> str:
    if not any_cards:
        return _(
            "There are no cards yet. Whoever is enrolled at the desk gets one, and it waits here."
        )
    return {
        Pile.QUEUED: _("No card waits to be printed."),
        Pile.PRINTED: _("No printed card waits to be handed over."),
        Pile.HANDED: _("No card has been handed over yet."),
        Pile.ALL: _("There are no cards that count."),
    }[pile]
