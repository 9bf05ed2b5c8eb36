"""The events that were held, a line each, and the sums of a year."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.enrolment.tables import Enrolment
from models.events.held import HeldRow, HeldTotals, HeldView, held_rows, held_view
from models.events.tables import Attendance, Event, EventPartner
from models.partners.tables import Partner
from models.privacy.leaving import Unnoted
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.look import Role, em
from ui.looking import ask
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.panes.held_file import write_held_events
from ui.panes.saving import Document, save_document
from ui.tables.narrow import NarrowColumns
from ui.tables.rows_model import Column, RowsModel
from ui.tables.rows_view import table_view
from ui.widgets.badge import Badge
from ui.widgets.choice import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.panel import Card, StatCard
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.reflow import Tiles

COUNTED = frozenset({Event, EventPartner, Attendance, Enrolment, Partner})
RIGHT = Qt.AlignmentFlag.AlignRight


class HeldEvents(QWidget):
    """Lists the held events of a year; Enter opens an event's summary."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._export = action_button(_("Export to Excel…"), "file-spreadsheet")
        self._year: Choice[int | None] = Choice({None: _("All years")})
        self._year.setAccessibleName(_("Year"))
        self._bench = bench
        self._newest_first = True
        self._known: Sequence[int] = ()
        self._events = StatCard(_("Events held"))
        self._present = StatCard(_("People present"))
        self._enrolled = StatCard(_("Enrolled"))
        self._total = StatCard(_("Contributions"))
        self._strip = ProgressStrip()
        self._model: RowsModel[HeldRow] = RowsModel(_columns(), self._load, self)
        self._table = table_view(self._model, _("Events held"), bench.settings, "held")
        _date, self._newest_first = self._table.sorting() or ("date", True)
        self._table.show_sorting("date", descending=self._newest_first)
        NarrowColumns(self._table, {2: 46, 3: 72, 4: 44, 5: 36, 7: 40, 8: 52})
        self._empty = EmptyState("chart-column", _("No event has been marked as done yet."))
        self._lay_out()
        self._year.picked.connect(self._read)
        self._model.sort_asked.connect(self._sort)
        self._export.clicked.connect(self.export)
        self._table.opened.connect(
            lambda event: bench.show_page("event", event_id=event, part="summary")
        )
        self._fresh = Fresh(self, bench.changes.committed, COUNTED, self._read)

    def look(self) -> None:
        """Read anew what is shown."""
        self._fresh.call_now()

    def begin(self) -> None:
        """Put the keyboard among the events."""
        self._table.setFocus()

    def export(self) -> None:
        """Ask for a place and write the events of the year shown there."""
        store, year = self._bench.store, self._year.value()
        document = Document(
            _("Export the events held"),
            file_name(_("Events held"), "" if year is None else str(year), suffix=".xlsx"),
            FileKind(_("Excel files"), "*.xlsx"),
            _("Writing the table"),
            lambda target: write_held_events(store, year, target, spoken()),
            Unnoted.NAMES_NOBODY,
        )
        save_document(self._bench, document, self._strip)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.addWidget(self._year)
        tools.addStretch(1)
        tools.addWidget(self._export)
        card = Card()
        card.column.addWidget(self._table)
        card.column.addWidget(self._empty)
        self._empty.hide()
        self._export.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.75))
        column.addLayout(tools)
        column.addWidget(Tiles([self._events, self._present, self._enrolled, self._total]))
        column.addWidget(self._strip)
        column.addWidget(card, 1)

    def _load(self, ids: Sequence[int]) -> Mapping[int, HeldRow]:
        with self._bench.store.reading() as session:
            return held_rows(session, ids)

    def _read(self) -> None:
        wanted = partial(
            held_view,
            year=self._year.value(),
            latest=not self._known,
            newest_first=self._newest_first,
        )
        ask(self._bench, wanted, self._show, self)

    def _show(self, view: HeldView) -> None:
        if view.years != self._known:
            self._known = view.years
            names: dict[int | None, str] = {year: str(year) for year in view.years}
            self._year.offer(names | {None: _("All years")})
            self._year.show_value(view.year)
        self._model.show(view.ids)
        self._show_totals(view.totals)
        self._table.setVisible(bool(view.ids))
        self._empty.setVisible(not view.ids)
        self._export.setEnabled(bool(view.ids))

    def _show_totals(self, totals: HeldTotals) -> None:
        words = spoken()
        self._events.show_number(words.number(totals.events))
        self._present.show_number(
            words.number(totals.present),
            Badge(ngettext("{n} invited", "{n} invited", totals.invited)),
        )
        share = totals.conversion
        converted = _("{share} of those present")
        badge = None
        if share is not None:
            badge = Badge(converted.format(share=words.percent(share)), Role.SUCCESS)
        self._enrolled.show_number(words.number(totals.enrolled), badge)
        self._total.show_number(words.rupiah(totals.total))

    def _sort(self, _by: str, descending: bool) -> None:
        self._newest_first = descending
        self._read()


def _columns() -> list[Column[HeldRow]]:
    words = spoken()
    return [
        Column(
            _("Date"),
            lambda row: words.digits(row.starts_at.date()),
            width=11,
            sort="date",
            key="date",
        ),
        Column(_("Event"), lambda row: row.title, stretch=True, key="event"),
        Column(_("Village"), lambda row: row.village, width=13, key="village"),
        Column(_("Partners"), lambda row: ", ".join(row.partners), width=15, key="partners"),
        Column(_("Invited"), lambda row: words.number(row.invited), RIGHT, 9, key="invited"),
        Column(_("Present"), lambda row: words.number(row.present), RIGHT, 7, key="present"),
        Column(_("Enrolled"), lambda row: words.number(row.enrolled), RIGHT, 10, key="enrolled"),
        Column(_("Conversion"), _conversion, RIGHT, 9, key="conversion"),
        Column(_("Months"), lambda row: words.number(row.months), RIGHT, 7, key="months"),
        Column(_("Rupiah"), lambda row: words.rupiah(row.total), RIGHT, 13, key="rupiah"),
    ]


def _conversion(row: HeldRow) -> str:
    return "–" if row.conversion is None else spoken().percent(row.conversion)
