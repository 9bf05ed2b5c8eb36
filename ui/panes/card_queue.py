"""The queue of cards: what is to be printed, what came out, what is in its owner's hands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView
from typing_extensions import override

from models.cards.blocks import WaitingRow, waiting_for_number
from models.cards.queries import CardRow, card_counts, card_rows, card_states, kind_name
from models.cards.tables import Card, CardKind, CardState
from models.enrolment.tables import Enrolment
from models.events.tables import Event
from models.office.rights import Right
from models.people.names import fold_name
from models.people.nik import mask_nik
from models.people.tables import Person
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.panes.card_piles import PILES, Pile, card_badge, nothing_in, pile_names
from ui.panes.record_list import RecordList
from ui.tables.narrow import NarrowColumns
from ui.tables.rows_model import Column
from ui.tables.two_lines import show_two_lines
from ui.widgets.empty_state import EmptyState
from ui.widgets.eye_button import EyeButton
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.segments import Segments

SHOWN = frozenset({Card, Enrolment, Event, Person})
EVENT, PRINTS = 2, 3
PRINTABLE = (
    CardState.QUEUED,
    CardState.PRINTED,
    CardState.HANDED,
    CardState.SPOILT,
    CardState.LOST,
    CardState.DAMAGED,
)
"""What may be printed once more, if a reason is given; what is at the printer may not."""


class CardQueue(RecordList):
    """Cards of one event or of all, sorted into piles; any number of them can be selected."""

    counted = Signal(object)
    """How many cards there are in each state."""
    picked = Signal()
    """Other cards are now those that would be printed."""

    def __init__(self, bench: Bench, *, of_all: bool) -> None:
        """List cards; those of all events say which one they are of."""
        self._event_id: int | None = None
        self._states: Mapping[int, CardState] = {}
        self._waiting: Mapping[int, WaitingRow] = {}
        self._eye = EyeButton()
        self._eye.allow(allowed=bench.may(Right.SEE_NIK))
        self._piles = Segments(_("Which cards"))
        for pile, text in pile_names().items():
            self._piles.add(pile, text)
        self._piles.choose(Pile.QUEUED)
        super().__init__(
            bench, _("Cards"), _("Name, NIK or card number"), self._columns(), _empties(of_all)
        )
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

    @property
    def pile(self) -> Pile:
        """The pile shown."""
        return Pile(self._piles.name())

    def show_pile(self, pile: Pile) -> None:
        """Show one pile."""
        self._piles.choose(pile)

    def choose_cards(self, cards: Collection[int], pile: Pile = Pile.QUEUED) -> None:
        """Select these of the cards in a pile, and go to the first of them."""
        self.show_pile(pile)
        self._select(set(cards))
        first = next(iter(self.selected()), None)
        if first is not None:
            self.view.scrollTo(self._model.index(self._model.place(first), 0))
        self.view.setFocus()

    def begin(self) -> None:
        """Put the keyboard into the list; on the piles where nothing is listed."""
        (self.view if self.view.isVisible() else self._piles).setFocus()

    def listed(self) -> Sequence[int]:
        """Return what is listed, in order."""
        return self._model.ids

    def selected(self) -> list[int]:
        """Return the cards that are selected, in order."""
        # By ranges: asked for row by row, a long queue would take its time.
        chosen = self.view.selectionModel().selection()
        parts = [chosen.at(number) for number in range(chosen.size())]
        ranges = sorted((part.top(), part.bottom()) for part in parts)
        return [card for top, bottom in ranges for card in self._model.ids[top : bottom + 1]]

    def meant(self) -> list[int]:
        """Return the cards that would be printed: those selected, else all listed that wait.

        What is at the printer already, void, or no card yet is not among them.
        """
        pile, selected = self.pile, self.selected()
        if pile is Pile.WAITING or not (selected or pile is Pile.QUEUED):
            return []
        listed = selected or self._model.ids
        wanted = (CardState.QUEUED,) if not selected else PRINTABLE
        return [card for card in listed if self._states.get(card) in wanted]

    def selected_states(self) -> dict[int, CardState]:
        """Return how the selected cards stand; nothing where people wait for a number."""
        if self.pile is Pile.WAITING:
            return {}
        return {card: self._states[card] for card in self.selected() if card in self._states}

    @override
    def search_anew(self) -> None:
        kept, listed, pile = set(self.selected()), self._model.ids, self.pile
        had_keyboard = self.view.hasFocus()
        with self._bench.store.reading() as session:
            counts = card_counts(session, self._event_id)
            waiting = waiting_for_number(session, self._event_id)
            if pile is not Pile.WAITING:
                states = PILES[pile]
                self._states = card_states(session, self._event_id, states, self.typed())
        self._waiting = {row.enrolment_id: row for row in waiting}
        self._count_piles(counts)
        self._none.say(nothing_in(pile, any(counts.values())))
        typed = _("No card here fits “{typed}”.").format(typed=self.typed())
        self.show_ids(self._listed(pile), "", typed)
        if had_keyboard:
            self.begin()
        if len(kept) > 1 and self._model.ids is not listed:
            self._select(kept)
        self.counted.emit(counts)
        self._tell()

    def _listed(self, pile: Pile) -> list[int]:
        """Return the cards of a pile; of that without numbers the enrolments that wait."""
        if pile is not Pile.WAITING:
            return list(self._states)
        wanted = fold_name(self.typed())
        return [one for one, row in self._waiting.items() if wanted in fold_name(row.name)]

    def _listed_said(self, count: int) -> str:
        if self.pile is Pile.WAITING:
            return ngettext("{n} person", "{n} people", count)
        return ngettext("{n} card", "{n} cards", count)

    def _count_piles(self, counts: Mapping[CardState, int]) -> None:
        found = {one: sum(counts[state] for state in states) for one, states in PILES.items()}
        for one, count in {**found, Pile.WAITING: len(self._waiting)}.items():
            self._piles.set_count(one, spoken().number(count) if count else "")

    @override
    def rows(self, session: Any, ids: Sequence[int]) -> Mapping[int, CardRow]:
        if self.pile is Pile.WAITING:
            return {one: _without_number(self._waiting[one]) for one in ids}
        return card_rows(session, ids)

    def _lay_out(self, of_all: bool) -> None:
        self.column.insertWidget(0, self._piles)
        self.top.addWidget(self._all)
        self.top.addWidget(self._eye)
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
        self._all.setEnabled(bool(self._model.ids))
        every = bool(selected) and len(selected) == len(self._model.ids)
        self._all.setText(_("Select none") if every else _("Select all"))
        self._count.setText(
            ngettext("{n} selected", "{n} selected", len(selected))
            if selected
            else self._listed_said(len(self._model.ids))
        )
        self.picked.emit()


def runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Return ascending places as runs without a gap, each with its first and its last."""
    found: list[tuple[int, int]] = []
    for place in places:
        first = found.pop()[0] if found and found[-1][1] == place - 1 else place
        found.append((first, place))
    return found


def _what(row: CardRow) -> str:
    return f"{row.number or '—'}\n{' · '.join(row.programmes)}"


def _without_number(row: WaitingRow) -> CardRow:
    """Return somebody who waits for a number as the queue shows them."""
    return CardRow(
        id=row.enrolment_id,
        name=row.name,
        number="",
        kind=CardKind.MEMBER,
        state=CardState.QUEUED,
        prints=0,
        event=row.event,
        nik="",
        programmes=(),
    )


def _kind_and_number(row: CardRow) -> str:
    return f"{kind_name(row.kind)} {row.number}"


def _empties(of_all: bool) -> tuple[EmptyState, EmptyState]:
    way = _("All events") if of_all else _("Open desk")
    return EmptyState("id-card", "", way), EmptyState("search", "")
