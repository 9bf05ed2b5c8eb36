"""Kegiatan: all events as a list, a month, a week or a board; found by typing, filtered alike."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from models.enrolment.tables import Enrolment
from models.events.agenda import Waiting, next_event
from models.events.filters import EventFilter
from models.events.tables import (
    Attendance,
    Event,
    EventEquipment,
    EventPartner,
    EventStaff,
    EventTask,
)
from models.office.queries import today
from models.office.rights import Right
from models.office.tables import Absence, ClosedDay
from models.partners.tables import Partner
from models.reporting.behind import Behind
from models.reporting.lists import events_in, list_said
from models.words import _, spoken
from ui.bench import Bench
from ui.forms.unsaved import UnsavedEvents
from ui.looking import ask
from ui.panes.calendar_files import CalendarFiles
from ui.panes.event_filter_bar import EventFilterBar
from ui.panes.event_list import EventList
from ui.widgets.figure_chip import FigureChip
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.page import Page
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.reflow import Columns
from ui.widgets.search_field import SearchField
from ui.widgets.segments import Segments

LIST, MONTH, WEEK, BOARD = "list", "month", "week", "board"
SHOWN = frozenset(
    {
        Event,
        EventEquipment,
        EventPartner,
        EventStaff,
        EventTask,
        Attendance,
        Enrolment,
        Partner,
        ClosedDay,
        Absence,
    }
)
SIDE_BY_SIDE = 52
"""The width in text lines from which the search stands beside the ways of showing."""


class View(Protocol):
    """A way of showing events."""

    def read(self, wanted: EventFilter) -> None:
        """Read anew what ``wanted`` lets through."""

    def event_ids(self) -> Sequence[int]:
        """Return the events shown."""

    def begin(self) -> None:
        """Put the keyboard among the events."""


class EventsPage(Page):
    """Shows the events in one of four ways; what is searched and filtered holds in all of them."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        new_event = action_button(_("New event"), "plus", primary=True)
        self._strip = ProgressStrip()
        super().__init__(_("Events"), actions=[new_event], parent=parent)
        self._files = CalendarFiles(bench, self._strip, self._shown_ids)
        self._bench = bench
        self._shown: dict[str, QWidget] = {}
        self._figure: Behind | None = None
        self.chip = FigureChip()
        self._search = SearchField(_("Search by title, place or partner"))
        self.views = Segments(_("How events are shown"))
        for name, text in _view_names().items():
            self.views.add(name, text)
        self._filter = EventFilterBar(bench)
        self._filter_button = _filter_button()
        self._unsaved = UnsavedEvents(bench)
        self._lay_out()
        new_event.clicked.connect(self._plan)
        bench.needs(Right.PLAN, new_event, self._unsaved)
        self._listen()
        self._fresh = Fresh(self, bench.changes.committed, SHOWN, self._find)
        self._filter_button.setChecked(bench.settings.events_filter_shown)
        self._show_view(bench.settings.events_view)

    @override
    def go(self, **where: object) -> None:
        """Show the events of a ``pile`` or those a ``figure`` counts, else those shown last."""
        if "pile" in where:
            self._figure = None
            self.chip.show_figure("")
            self._show_view(LIST)
            self._list().choose(str(where["pile"]))
        figure = where.get("figure")
        if isinstance(figure, Behind):
            self._show_figure(figure)
        self._unsaved.look()
        self._fresh.call_now()

    def _show_figure(self, figure: Behind) -> None:
        """List exactly the events a figure counts, whatever the filter was."""
        self._figure = figure
        ask(self._bench, partial(list_said, figure=figure), self.chip.show_figure, self)
        self._search.clear()
        self._filter.show_filter(EventFilter())
        self._show_view(LIST)
        self._list().show_all()

    def _end_figure(self) -> None:
        self._figure = None
        self.chip.show_figure("")
        self._find()

    def _listen(self) -> None:
        self.chip.dismissed.connect(self._end_figure)
        self._search.textChanged.connect(self._find)
        self._search.returnPressed.connect(lambda: self._view().begin())
        self.views.chosen.connect(self._choose_view)
        self._filter.changed.connect(self._find)
        self._filter_button.toggled.connect(self._show_filter)

    def _lay_out(self) -> None:
        ways = QWidget()
        row = QHBoxLayout(ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.views, 1)
        row.addStretch(0)
        row.addWidget(self._filter_button)
        row.addWidget(self._files.button)
        self.add(Columns([(ways, 0), (self._search, 1)], SIDE_BY_SIDE))
        self.add(self._unsaved)
        self.add(self.chip)
        self.add(self._filter)
        self.add(self._strip)

    def _choose_view(self, name: str) -> None:
        """Show the events another way, from now on."""
        self._bench.settings.events_view = name
        self._show_view(name)
        self._find()

    def _show_view(self, name: str) -> None:
        """Show the events in the way called ``name``; in a list if there is none such."""
        name = name if name in _view_names() else LIST
        self.views.blockSignals(True)
        self.views.choose(name)
        self.views.blockSignals(False)
        if name not in self._shown:
            self._shown[name] = self._make(name)
            self.add(self._shown[name], 1)
        for other, view in self._shown.items():
            view.setVisible(other == name)

    def _make(self, name: str) -> QWidget:
        """Make a way of showing; nobody loads one that is never looked at."""
        if name == LIST:
            made = EventList(self._bench)
            made.new_asked.connect(self._plan)
            return made
        if name == MONTH:
            from ui.panes.month_pane import MonthPane

            return MonthPane(self._bench)
        if name == WEEK:
            from ui.panes.week_pane import WeekPane

            return WeekPane(self._bench)
        from ui.panes.board_pane import BoardPane

        return BoardPane(self._bench)

    @override
    def begin(self) -> None:
        """Put the keyboard into the search, or among the days or cards."""
        if self.views.name() == LIST:
            self._search.setFocus()
        else:
            self._view().begin()

    def _view(self) -> View:
        view: View = self._shown[self.views.name()]  # type: ignore[assignment]  # made as such
        return view

    def _list(self) -> EventList:
        found = self._shown[LIST]
        assert isinstance(found, EventList)
        return found

    def _shown_ids(self) -> Sequence[int]:
        return self._view().event_ids()

    def _find(self) -> None:
        with self._bench.store.reading() as session:
            following = next_event(session, today(session))
            ids = tuple(events_in(session, self._figure)) if self._figure else None
        self.header.show_title(_("Events"), _next(following))
        wanted = replace(self._filter.wanted(), search=self._search.text(), ids=ids)
        self._view().read(wanted)

    def _show_filter(self, shown: bool) -> None:
        self._bench.settings.events_filter_shown = shown
        self._filter.show_fields(shown=shown)
        if shown:
            self._filter.kinds.setFocus()

    def _plan(self) -> None:
        self._bench.show_page("event", event_id=None)


def _view_names() -> dict[str, str]:
    return {LIST: _("List"), MONTH: _("Month"), WEEK: _("Week"), BOARD: _("Board")}


def _filter_button() -> QPushButton:
    button = action_button(_("Filter"), "search")
    button.setCheckable(True)
    return button


def _next(event: Waiting | None) -> str:
    if event is None:
        return ""
    return _("Next: {event}, {day}").format(
        event=event.title, day=spoken().weekday(event.starts_at.date())
    )
