"""Kegiatan: all events in a table, sorted into piles, or a month of them; found by typing."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QWidget
from typing_extensions import override

from models.enrolment.tables import Enrolment
from models.events.agenda import Pile, pile_counts, pile_ids
from models.events.drafts import kind_name
from models.events.queries import EventRow, event_rows
from models.events.tables import Attendance, Event, EventPartner
from models.office.queries import today
from models.partners.tables import Partner
from models.words import _, spoken
from ui.bench import Bench
from ui.panes.badges import stage_badge
from ui.panes.calendar_files import CalendarFiles
from ui.tables.narrow import NarrowColumns
from ui.tables.rows_model import Column, RowsModel
from ui.tables.rows_view import table_view
from ui.widgets.empty_state import EmptyState
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.page import Page
from ui.widgets.panel import Card
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.reflow import Columns
from ui.widgets.search_field import SearchField
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from ui.panes.month_pane import MonthPane

LIST, MONTH = "list", "month"
SHOWN = frozenset({Event, EventPartner, Attendance, Enrolment, Partner})
RIGHT = Qt.AlignmentFlag.AlignRight
DATE = 0
SIDE_BY_SIDE = 52
"""The width in text lines from which the search stands beside the piles."""
NEWEST_FIRST = frozenset({Pile.HELD, Pile.OFF, Pile.ALL})
"""Piles that begin with the latest event; the others with the one that is due next."""


class EventsPage(Page):
    """Lists the events of one pile; Enter opens one."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        new_event = action_button(_("New event"), "plus", primary=True)
        self._strip = ProgressStrip()
        super().__init__(_("Events"), actions=[new_event], parent=parent)
        self._files = CalendarFiles(bench, self._strip, self._shown_ids)
        self._bench = bench
        self._month: MonthPane | None = None
        self._newest_first = False
        self._search = SearchField(_("Search by title, place or partner"))
        self._piles = Segments(_("Which events"))
        for pile, text in _pile_names().items():
            self._piles.add(pile, text)
        self._views = Segments(_("How events are shown"))
        self._views.setUsesScrollButtons(False)  # two fit anywhere; arrows would keep room
        self._views.add(LIST, _("List"))
        self._views.add(MONTH, _("Month"))
        self._model: RowsModel[EventRow] = RowsModel(_columns(), self._load, self)
        self._table = table_view(self._model, _("Events"), bench.settings, "events")
        NarrowColumns(self._table, {2: 76, 3: 36, 4: 54, 6: 40, 7: 40, 8: 40})
        self._list = Card()
        self._empty = EmptyState("calendar-days", "", _("New event"))
        self._lay_out()
        self.begin_at(self._search)
        new_event.clicked.connect(self._plan)
        self._listen()
        self._fresh = Fresh(self, bench.changes.committed, SHOWN, self._find)
        self._turn_to(Pile.COMING)
        self._show_view(bench.settings.events_view)
        self._model.sort_asked.connect(self._sort)

    def _listen(self) -> None:
        self._empty.chosen.connect(self._plan)
        self._search.textChanged.connect(self._find)
        self._search.returnPressed.connect(self._go_to_table)
        self._piles.chosen.connect(self._turn_to)
        self._table.opened.connect(lambda event: self._bench.show_page("event", event_id=event))
        self._views.chosen.connect(self._choose_view)

    @override
    def go(self, **where: object) -> None:
        """Show the events; ``pile`` says which, else those shown last."""
        if "pile" in where:
            self._show_view(LIST)
            self._piles.choose(str(where["pile"]))
        self._fresh.call_now()

    def _lay_out(self) -> None:
        ways = QWidget()
        row = QHBoxLayout(ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._views)
        row.addStretch(1)
        row.addWidget(self._files.button)
        self.add(Columns([(self._piles, 0), (self._search, 1), (ways, 0)], SIDE_BY_SIDE))
        self.add(self._strip)
        self._list.column.addWidget(self._table)
        self._list.column.addWidget(self._empty)
        self.add(self._list, 1)

    def _choose_view(self, name: str) -> None:
        """Show the events in a list or as a month, from now on."""
        self._bench.settings.events_view = name
        self._show_view(name)
        self._find()

    def _show_view(self, name: str) -> None:
        """Show the list, unless ``name`` is that of the month."""
        month = name == MONTH
        self._views.blockSignals(True)
        self._views.choose(MONTH if month else LIST)
        self._views.blockSignals(False)
        if month and self._month is None:
            self._month = _make_month(self._bench)
            self.add(self._month, 1)
        if self._month is not None:
            self._month.setVisible(month)
            self.begin_at(self._month.view if month else self._search)
        self._list.setVisible(not month)
        self._piles.setVisible(not month)

    def _shown_month(self) -> "MonthPane | None":
        return self._month if self._views.name() == MONTH else None

    def _shown_ids(self) -> Sequence[int]:
        month = self._shown_month()
        return self._model.ids if month is None else month.event_ids()

    def _load(self, ids: Sequence[int]) -> Mapping[int, EventRow]:
        with self._bench.store.reading() as session:
            return event_rows(session, ids)

    def _find(self) -> None:
        pile, typed = Pile(self._piles.name()), self._search.text()
        with self._bench.store.reading() as session:
            day = today(session)
            counts = pile_counts(session, day)
            ids = pile_ids(session, pile, day, typed, newest_first=self._newest_first)
            coming = event_rows(session, pile_ids(session, Pile.COMING, day)[:1])
        for one, count in counts.items():
            self._piles.set_count(one, spoken().number(count))
        self.header.show_title(_("Events"), _next(next(iter(coming.values()), None)))
        self._model.show(ids)
        month = self._shown_month()
        if month is not None:
            month.read(typed)
        self._table.setVisible(bool(ids))
        self._empty.setVisible(not ids)
        self._empty.say(_("No event fits what you typed.") if typed.strip() else _nothing_in(pile))

    def _go_to_table(self) -> None:
        """Put the keyboard into the table, on the row it was on or else the first.

        Where a month is shown, put it among its days.
        """
        month = self._shown_month()
        if month is not None:
            month.begin()
            return
        if self._model.ids and not self._table.chosen_ids():
            self._table.choose(self._model.ids[0])
        self._table.setFocus()

    def _turn_to(self, name: str) -> None:
        self._newest_first = Pile(name) in NEWEST_FIRST
        order = Qt.SortOrder.DescendingOrder if self._newest_first else Qt.SortOrder.AscendingOrder
        header: QHeaderView = self._table.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(DATE, order)
        header.blockSignals(False)
        self._find()

    def _sort(self, _by: str, descending: bool) -> None:
        self._newest_first = descending
        self._find()

    def _plan(self) -> None:
        self._bench.show_page("event", event_id=None)


def _make_month(bench: Bench) -> "MonthPane":
    from ui.panes.month_pane import MonthPane  # who stays with the list never needs it

    return MonthPane(bench)


def _columns() -> list[Column[EventRow]]:
    words = spoken()
    return [
        Column(_("Date"), lambda row: words.digits(row.starts_at.date()), width=11, sort="date"),
        Column(_("Title"), lambda row: row.title, stretch=True),
        Column(_("Kind"), lambda row: kind_name(row.kind), width=14),
        Column(_("Village"), lambda row: row.village or row.venue, width=14, tip=_place),
        Column(_("Partners"), lambda row: ", ".join(row.partners), width=20),
        Column(_("Stage"), lambda row: stage_badge(row.stage), width=15),
        Column(_("Invited"), lambda row: _count(row.invited), RIGHT, 9),
        Column(_("Present"), lambda row: _count(row.present), RIGHT, 8),
        Column(_("Enrolled"), lambda row: _count(row.enrolled), RIGHT, 10),
    ]


def _next(row: EventRow | None) -> str:
    if row is None:
        return ""
    return _("Next: {event}, {day}").format(
        event=row.title, day=spoken().weekday(row.starts_at.date())
    )


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
