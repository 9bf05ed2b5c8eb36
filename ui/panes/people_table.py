"""Peserta's table: everybody, narrowed by filters and kept views; several can be chosen."""

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QAbstractItemView
from typing_extensions import override

from models.local_notes import note, noted
from models.people.filters import PeopleFilter
from models.people.listing import ListedPerson, found_among, listed_ids, searched_ids
from models.people.views import PeopleView
from models.plain_values import UnreadableError, from_json, to_json
from models.progress import Progress, Work
from models.reporting.lists import Figure, list_said, people_in
from models.store import Store
from models.words import _
from ui.bench import Bench
from ui.looking import ask
from ui.panes.known_people import KnownPeople, more_columns
from ui.panes.people_actions import PeopleActions
from ui.panes.people_filter_bar import PeopleFilterBar
from ui.panes.people_printing import ShownTable
from ui.panes.saved_views import SavedViews, ShownView
from ui.tables.rows_model import Column
from ui.widgets.figure_chip import FigureChip
from ui.widgets.header import action_button
from ui.widgets.tool_row import tool_row

KEPT_AS = "people/filter"
LEAST = 6
"""The least width of a button, in text lines."""


class PeopleTable(KnownPeople):
    """Shift and Ctrl choose several, Ctrl+A all that are listed; what is done, is done to those.

    The filter used last is there for next time. The list behind a figure, too, can be narrowed.
    """

    def __init__(self, bench: Bench) -> None:
        self.figure: Figure | None = None
        self.chip = FigureChip()
        self.filter = PeopleFilterBar(bench)
        self.filter.show_filter(_kept(bench.store))
        super().__init__(bench)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.views = SavedViews(bench, self.shown_view, self)
        shown = ShownTable(self.chosen_ids, self.listed, self.export_columns, self.filter.said)
        self.deeds = PeopleActions(bench, shown, self)
        self.filter_button = action_button(_("Filter"), "search")
        self.filter_button.setCheckable(True)
        self._lay_out()
        self._listen()

    @override
    def starting_filter(self) -> PeopleFilter:
        return self.filter.wanted()

    def chosen_ids(self) -> Sequence[int]:
        """Return everybody chosen, in the order of the table."""
        found = array("q")
        for top, bottom in self._ranges():
            found.extend(self._model.ids[top : bottom + 1])
        return found

    def listed(self) -> Callable[[Any], Sequence[int]]:
        """Return what finds everybody listed, those too of whom only the first are shown."""
        typed, listing, day = self.typed(), self.listing(), self._today
        if not typed:
            return lambda session: listed_ids(session, listing, day, self.counted(session))
        if self.figure is not None:
            among, most = self._all or (), len(self._all or ())
            return lambda session: found_among(session, typed, among, most)
        return lambda session: searched_ids(session, typed, listing, day, len(self._all or ()) + 1)

    def export_columns(self) -> tuple[list[str], bool]:
        """Return the keys of the columns shown, from left to right, and whether NIKs are masked."""
        header = self.view.horizontalHeader()
        places = [header.logicalIndex(place) for place in range(header.count())]
        shown = [self._model.columns[one] for one in places if not header.isSectionHidden(one)]
        return [one.key for one in shown], not self.eye.isChecked()

    def shown_view(self) -> ShownView:
        """Return what is shown, to be kept as a view."""
        return ShownView(self.listing(), self.view.arrangement(), self.figure)

    def show_view(self, view: PeopleView) -> None:
        """Show what was kept as a view; one kept without columns leaves them as they are."""
        listing = view.listing
        if listing is None:
            return
        self._take_figure(view.figure)
        self.search.clear()
        self.filter.show_filter(listing.wanted)
        self._order, self._descending = listing.order, listing.descending
        if view.columns is not None:
            self.view.arrange(view.columns)
        self.view.show_sorting(listing.order, descending=listing.descending)
        self._narrow()

    def show_figure(self, figure: Figure) -> None:
        """List exactly the people a figure counts, whatever the filter was."""
        self._take_figure(figure)
        self.search.clear()
        self.filter.show_filter(PeopleFilter())
        self._wanted = self.filter.wanted()
        self.reload()

    def end_figure(self) -> None:
        """List again whom the filter lets through, not only those of a figure."""
        if self.figure is not None:
            self._take_figure(None)
            self.reload()

    def _take_figure(self, figure: Figure | None) -> None:
        """Be about those a figure counts, or about everybody, from the next listing on."""
        self.figure = figure
        if figure is None:
            self.chip.show_figure("")
        else:
            ask(self._bench, partial(list_said, figure=figure), partial(self._say, figure), self)

    def _say(self, figure: Figure, said: str) -> None:
        if figure == self.figure:  # another one may be shown by now
            self.chip.show_figure(said)

    @override
    def counted(self, session: Any) -> Any:
        return None if self.figure is None else people_in(session, self.figure)

    @override
    def is_whole(self) -> bool:
        return self.figure is None and super().is_whole()

    @override
    def _columns(self) -> list[Column[ListedPerson]]:
        return [*super()._columns(), *more_columns(self._today)]

    def _lay_out(self) -> None:
        buttons = (self.filter_button, self.views.button, self.deeds.button)
        ways = tool_row(buttons, LEAST)
        beneath = (ways, self.views.form, self.chip, self.filter, *self.deeds.asking)
        for place, widget in enumerate(beneath, 1):
            self.column.insertWidget(place, widget)

    def _listen(self) -> None:
        self.filter_button.toggled.connect(lambda shown: self.filter.show_fields(shown=shown))
        self.filter.changed.connect(self._narrow)
        self.chip.dismissed.connect(self.end_figure)
        self.views.chosen.connect(self.show_view)
        self.view.selectionModel().selectionChanged.connect(self._count_chosen)
        self._model.modelReset.connect(self._count_chosen)

    def _narrow(self) -> None:
        """List who is as the filter asks, and remember it."""
        self._wanted = self.filter.wanted()
        self.reload()
        self._bench.tasks.start(
            _noting(self._bench.store, to_json(self._wanted)),
            succeeded=lambda _nothing: None,
            failed=self._bench.fail,
            owner=self,
        )

    def _ranges(self) -> list[tuple[int, int]]:
        """Return the first and last of the rows chosen, run by run: never row by row."""
        runs = self.view.selectionModel().selection().toList()
        return sorted({(one.top(), one.bottom()) for one in runs})

    def _count_chosen(self) -> None:
        ranges = self._ranges()
        count = sum(bottom - top + 1 for top, bottom in ranges)
        self.deeds.show_count(count, archived=self._wanted.archived)

    @override
    def show_outside(self, record_id: int) -> None:
        """Show everybody again where a filter hides who is to be shown."""
        if not self.is_whole():
            self._awaited = record_id
            self.end_figure()
            self.filter.show_filter(PeopleFilter())
            self._narrow()


def _kept(store: Store) -> PeopleFilter:
    value = noted(store, KEPT_AS)
    try:
        return from_json(PeopleFilter, value) if value else PeopleFilter()
    except UnreadableError:
        return PeopleFilter()


def _noting(store: Store, value: str) -> Work[None]:
    yield Progress(0, 0)
    note(store, KEPT_AS, value)
