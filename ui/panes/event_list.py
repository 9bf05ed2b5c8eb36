"""The events in a table, sorted into piles."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.events.agenda import EventOrder, Pile, pile_counts, pile_ids
from models.events.clashes import clashing_ids
from models.events.drafts import kind_name
from models.events.filters import EventFilter
from models.events.queries import EventRow, event_rows
from models.office.queries import today
from models.office.rights import Right
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.look import Role, em
from ui.panes.badges import stage_badge
from ui.tables.narrow import NarrowColumns
from ui.tables.rows_model import Column, RowsModel
from ui.tables.rows_view import table_view
from ui.widgets.badge import Badge
from ui.widgets.empty_state import EmptyState
from ui.widgets.panel import Card
from ui.widgets.segments import Segments

RIGHT = Qt.AlignmentFlag.AlignRight
NEWEST_FIRST = frozenset({Pile.HELD, Pile.OFF, Pile.ALL})
"""Piles that begin with the latest event; the others with the one that is due next."""


class EventList(QWidget):
    """Lists the events of one pile; Enter opens one."""

    new_asked = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._wanted = EventFilter()
        self._clashes: dict[int, int] = {}
        self.piles = Segments(_("Which events"))
        for pile, text in _pile_names().items():
            self.piles.add(pile, text)
        self.model: RowsModel[EventRow] = RowsModel(self._columns(), self._load, self)
        self.table = table_view(self.model, _("Events"), bench.settings, "events")
        NarrowColumns(self.table, {2: 88, 3: 36, 4: 76, 6: 40, 7: 40, 8: 40, 9: 46})
        self.empty = EmptyState("calendar-days", "", _("New event"))
        self._lay_out()
        self._begin()
        self.piles.chosen.connect(self._turn_to)
        self.model.sort_asked.connect(self._sort)
        self.empty.chosen.connect(self.new_asked)
        bench.needs(Right.PLAN, self.empty)
        self.table.opened.connect(lambda event: bench.show_page("event", event_id=event))

    def choose(self, pile: str) -> None:
        """Show the events of ``pile``."""
        self.piles.choose(pile)

    def show_all(self) -> None:
        """Show the events of every pile; the one looked at last is there for next time."""
        self.piles.blockSignals(True)
        self.piles.choose(Pile.ALL)
        self.piles.blockSignals(False)

    def read(self, wanted: EventFilter) -> None:
        """Read anew the events of the pile, those that ``wanted`` lets through."""
        self._wanted, pile = wanted, Pile(self.piles.name())
        with self._bench.store.reading() as session:
            day = today(session)
            among = wanted.conditions(day)
            counts = pile_counts(session, day, replace(wanted, search="").conditions(day))
            ids = pile_ids(session, pile, day, among, self._order, newest_first=self._newest_first)
        for one, count in counts.items():
            self.piles.set_count(one, spoken().number(count))
        self.model.show(ids)
        self.table.setVisible(bool(ids))
        self.empty.setVisible(not ids)
        self.empty.say(self._nothing(pile))

    def event_ids(self) -> Sequence[int]:
        """Return the events listed, in order."""
        return self.model.ids

    def begin(self) -> None:
        """Put the keyboard into the table, on the row it was on or else the first."""
        if self.model.ids and not self.table.chosen_ids():
            self.table.choose(self.model.ids[0])
        self.table.setFocus()

    def _lay_out(self) -> None:
        card = Card()
        card.column.addWidget(self.table)
        card.column.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.75))
        column.addWidget(self.piles)
        column.addWidget(card, 1)

    def _begin(self) -> None:
        """Begin with the pile and the order that were looked at last."""
        kept = self._bench.settings.events_pile
        pile = Pile(kept) if kept in set(Pile) else Pile.COMING
        self.piles.blockSignals(True)
        self.piles.choose(pile)
        self.piles.blockSignals(False)
        order, down = self.table.sorting() or (EventOrder.DATE, pile in NEWEST_FIRST)
        self._order, self._newest_first = EventOrder(order), down
        self.table.show_sorting(self._order, descending=down)

    def _load(self, ids: Sequence[int]) -> Mapping[int, EventRow]:
        with self._bench.store.reading() as session:
            found = clashing_ids(session, ids)
            self._clashes.update({event: found.get(event, 0) for event in ids})
            return event_rows(session, ids)

    def _turn_to(self, name: str) -> None:
        self._bench.settings.events_pile = name
        if self._order is EventOrder.DATE:
            self._newest_first = Pile(name) in NEWEST_FIRST
            self.table.show_sorting(self._order, descending=self._newest_first)
        self.read(self._wanted)

    def _sort(self, by: str, descending: bool) -> None:
        self._order, self._newest_first = EventOrder(by), descending
        self.read(self._wanted)

    def _nothing(self, pile: Pile) -> str:
        if self._wanted.search.strip():
            return _("No event fits what you typed.")
        if not self._wanted.is_empty():
            return _("No event of this pile fits the filter.")
        return _nothing_in(pile)

    def _columns(self) -> list[Column[EventRow]]:
        words = spoken()
        order = EventOrder
        return [
            Column(
                _("Date"),
                lambda row: words.digits(row.starts_at.date()),
                width=11,
                sort=order.DATE,
                key="date",
            ),
            Column(_("Title"), lambda row: row.title, stretch=True, sort=order.TITLE, key="title"),
            Column(_("Kind"), lambda row: kind_name(row.kind), width=14, key="kind"),
            Column(
                _("Village"),
                lambda row: row.village or row.venue,
                width=14,
                tip=_place,
                sort=order.VILLAGE,
                key="village",
            ),
            Column(_("Partners"), lambda row: ", ".join(row.partners), width=14, key="partners"),
            Column(_("Stage"), lambda row: stage_badge(row.stage), width=15, key="stage"),
            Column(_("Invited"), lambda row: _count(row.invited), RIGHT, 9, key="invited"),
            Column(_("Present"), lambda row: _count(row.present), RIGHT, 8, key="present"),
            Column(_("Enrolled"), lambda row: _count(row.enrolled), RIGHT, 10, key="enrolled"),
            Column(_("Clashes"), self._clash, width=10, key="clashes"),
        ]

    def _clash(self, row: EventRow) -> str | Badge:
        count = self._clashes.get(row.id, 0)
        return Badge(ngettext("{n} clash", "{n} clashes", count), Role.DANGER) if count else ""


def _count(number: int) -> str:
    return spoken().number(number) if number else "–"


def _place(row: EventRow) -> str:
    return ", ".join(part for part in (row.venue, row.region_line) if part)


def _pile_names() -> dict[Pile, str]:
    return {
        Pile.COMING: _("Coming"),
        Pile.PAST_DUE: _("Past due"),
        Pile.HELD: _("Held"),
        Pile.OFF: _("Off"),
        Pile.ALL: _("All"),
    }


def _nothing_in(pile: Pile) -> str:
    return {
        Pile.COMING: _("No event is planned for the days to come."),
        Pile.PAST_DUE: _("Every event that had its day is marked as done."),
        Pile.HELD: _("No event has been held yet."),
        Pile.OFF: _("No event was cancelled or postponed."),
        Pile.ALL: _("No event has been planned yet."),
    }[pile]
